"""Safe writing: a file is made beside its place under another name, synced to disk, then renamed.

So whatever happens meanwhile, a reader finds the old file or the new one, never a torn one.
"""

from __future__ import annotations

import errno
import os
import shlex
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from gireport.errors import OutputError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# By this, written in every brief's metadata, a later run knows a file as one that may be replaced.
OWN_PRODUCER = "gireport"
_OWN_MARK = f"<pdf:Producer>{OWN_PRODUCER} ".encode()
NO_ROOM = "output.no-room"
"""The code of the problem that a disk is full, or somebody's share of it."""
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
# Any of these, so that who spoils one of them does not make a signed file look like one that never was.
_SIGNATURE_MARKS = (b"/ByteRange", b"/Adobe.PPKLite", b"/ETSI.CAdES.detached", b"/adbe.pkcs7")
_LARGEST_OWN_FILE = 64 * 2**20  # bytes; a larger file is no brief of ours and is not read to find out


def check_replaceable(path: Path, *, force: bool, command: list[str]) -> None:
    """Raises OutputError unless `path` may be written: it is free, or holds an unsigned brief of ours, or `force`.

    `command` is what the user typed; the message shows it with what would make it replace the file.
    """
    folder = path.parent
    with _reported("output.unwritable", path):
        if not folder.is_dir():
            raise OutputError(Problem("output.no-folder", Place(str(path)), {"folder": str(folder)}))
        if path.is_dir():
            raise OutputError(Problem("output.is-folder", Place(str(path))))
        if not path.exists():
            return
        # Not even `force` makes a file of a pipe or a device.
        if not path.is_file():
            raise OutputError(Problem("output.not-a-file", Place(str(path))))
    if not force and not is_own_brief(path):
        facts = {"command": shlex.join([*command, "--force"])}
        raise OutputError(Problem("output.not-ours", Place(str(path)), facts))


def is_own_brief(path: Path) -> bool:
    """Whether the file is a brief made by this program that nobody has signed since. Raises OutputError."""
    with _reported("output.unreadable", path):
        if path.stat().st_size > _LARGEST_OWN_FILE:
            return False
        content = path.read_bytes()
    return content.startswith(b"%PDF-") and _OWN_MARK in content and not is_signed(content)


def is_signed(content: bytes) -> bool:
    """Whether a PDF file has a digital signature, which a new version would lose."""
    return any(mark in content for mark in _SIGNATURE_MARKS)


def in_folder(path: Path, name: str) -> Path:
    """The file `name` in the folder `path`; `path` itself where it is no folder. Raises OutputError."""
    with _reported("output.unwritable", path):
        return path / name if path.is_dir() else path


def write_file(path: Path, content: bytes) -> None:
    """Puts `content` at `path` in one step. Raises OutputError, leaving what was there, where that fails."""
    with _reported("output.unwritable", path):
        # The real file behind a link is replaced, not the link.
        target = path.resolve()
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".part")
        part = Path(name)
        try:
            try:
                _write_all(handle, content)
                os.fsync(handle)
            finally:
                os.close(handle)
            part.chmod(_mode_for(target))
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    _sync_folder(target.parent)


def _write_all(handle: int, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[os.write(handle, left) :]


def make_folder(path: Path, contents: Mapping[str, bytes]) -> None:
    """A new folder with files in it, by their names. Raises OutputError where there is something at `path` already,
    unless that is an empty folder, or where the files cannot be written; then none is left.
    """
    with _reported("output.unwritable", path):
        if not path.parent.is_dir():
            raise OutputError(Problem("output.no-folder", Place(str(path)), {"folder": str(path.parent)}))
        is_new = not os.path.lexists(path)
        if not is_new and (not path.is_dir() or any(path.iterdir())):
            raise OutputError(Problem("output.folder-exists", Place(str(path))))
        path.mkdir(exist_ok=True)
    try:
        for name, content in contents.items():
            write_file(path / name, content)
    except BaseException:
        for name in contents:
            (path / name).unlink(missing_ok=True)
        if is_new:
            path.rmdir()
        raise


def _mode_for(target: Path) -> int:
    """The permissions of the file being replaced, else those a newly made file would get."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    """Makes the rename itself durable, where the platform lets a folder be opened for it and the disk can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    # The file is in its place by now: that its name may not outlive a power cut is no reason to say it was not written.
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _reported(code: str, path: Path) -> Iterator[None]:
    """Raises OutputError with `code` for what the operating system says against `path`."""
    try:
        yield
    except (OSError, RuntimeError) as error:  # the latter is Path.resolve() in a circle of links, before Python 3.13
        reason = getattr(error, "strerror", None) or str(error)
        if code == "output.unwritable" and getattr(error, "errno", None) in _FULL:
            code = NO_ROOM
        raise OutputError(Problem(code, Place(str(path)), {"reason": reason})) from error
