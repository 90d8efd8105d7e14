"""One run at a time in a folder: a lock that the system lets go of when its holder ends, however it ends.

Worker processes inherit it, so it is held as long as anything may still write.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from gireport.errors import OutputError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE = ".gireport-batch.lock"
_MOST = 4096  # bytes of what a holder says of itself
_FIRST_BYTE_LOCKED = 2**30  # Windows lets nobody read what is locked: a byte far behind the text is


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Holds the folder `root`. Raises OutputError where another run does, saying which, or where it cannot be written.

    The file stays: taking it away would let two runs hold two files of one name.
    """
    path = root / FILE
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        facts = {"reason": error.strerror or str(error)}
        raise OutputError(Problem("batch.folder-unwritable", Place(str(root)), facts)) from None
    try:
        if not _taken(descriptor):
            raise OutputError(Problem("batch.locked", Place(str(root)), _holder(descriptor)))
        try:
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, _about(), 0) if hasattr(os, "pwrite") else os.write(descriptor, _about())
        except OSError as error:
            facts = {"reason": error.strerror or str(error)}
            raise OutputError(Problem("batch.folder-unwritable", Place(str(root)), facts)) from None
        yield
    finally:
        os.close(descriptor)


def _about() -> bytes:
    started = datetime.now(UTC).isoformat(timespec="seconds")
    return json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "started": started}).encode()


def _holder(descriptor: int) -> dict[str, Any]:
    """What the holder says of itself."""
    try:
        os.lseek(descriptor, 0, os.SEEK_SET)
        said = json.loads(os.read(descriptor, _MOST))
        return {"pid": int(said["pid"]), "host": str(said["host"]), "started": str(said["started"])}
    except (OSError, ValueError, KeyError, TypeError):  # it is just about to say it
        return {"pid": "?", "host": "?", "started": "?"}


if sys.platform == "win32":
    import msvcrt

    def _taken(descriptor: int) -> bool:
        os.lseek(descriptor, _FIRST_BYTE_LOCKED, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _taken(descriptor: int) -> bool:
        """Whether this process has the lock now."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
