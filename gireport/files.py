"""Safe writing: a file is made beside its place under another name, synced to disk, then renamed.

So whatever happens meanwhile, a reader finds the old file or the new one, never a torn one.
"""

from __future__ import annotations

import os
import shlex
import tempfile
from pathlib import Path

from gireport.errors import OutputError, Place, Problem

# By this, written in every brief's metadata, a later run knows a file as one that may be replaced.
OWN_PRODUCER = "gireport"
_OWN_MARK = f"<pdf:Producer>{OWN_PRODUCER} ".encode()
_SIGNATURE_MARK = b"/ByteRange"
_LARGEST_OWN_FILE = 64 * 2**20  # bytes; a larger file is no brief of ours and is not read to find out


def check_replaceable(path: Path, *, force: bool, command: list[str]) -> None:
    """Raises OutputError unless `path` may be written: it is free, or holds an unsigned brief of ours, or `force`.

    `command` is what the user typed; the message shows it with what would make it replace the file.
    """
    folder = path.parent
    if not folder.is_dir():
        raise OutputError(Problem("output.no-folder", Place(str(path)), {"folder": str(folder)}))
    if path.is_dir():
        raise OutputError(Problem("output.is-folder", Place(str(path))))
    if force or not path.exists():
        return
    if not path.is_file():
        raise OutputError(Problem("output.not-a-file", Place(str(path))))
    if not is_own_brief(path):
        facts = {"command": shlex.join([*command, "--force"])}
        raise OutputError(Problem("output.not-ours", Place(str(path)), facts))


def is_own_brief(path: Path) -> bool:
    """Whether the file is a brief made by this program that nobody has signed since."""
    try:
        if path.stat().st_size > _LARGEST_OWN_FILE:
            return False
        content = path.read_bytes()
    except OSError as error:
        raise OutputError(Problem("output.unreadable", Place(str(path)), {"reason": _reason(error)})) from error
    return content.startswith(b"%PDF-") and _OWN_MARK in content and _SIGNATURE_MARK not in content


def write_file(path: Path, content: bytes) -> None:
    """Puts `content` at `path` in one step. Raises OutputError, leaving what was there, where that fails."""
    try:
        # The real file behind a link is replaced, not the link.
        target = path.resolve()
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".part")
    except OSError as error:
        raise OutputError(Problem("output.unwritable", Place(str(path)), {"reason": _reason(error)})) from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(_mode_for(target))
        part.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        raise OutputError(Problem("output.unwritable", Place(str(path)), {"reason": _reason(error)})) from error
    finally:
        part.unlink(missing_ok=True)


def _mode_for(target: Path) -> int:
    """The permissions of the file being replaced, else those a newly made file would get."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    """Makes the rename itself durable; not every platform lets a folder be opened for it."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
