"""Work in a process of its own, within limits of time, memory and size of what it answers.

What comes from others (an expression, a font) can ask for more than there is, and no check before it is carried out
knows. The process answers with bytes, which are checked like anybody's. Where the platform has no limits for processes
(`unenforced`), the time by the clock still ends it.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, cast

from gireport.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkContext

MEBIBYTE = 2**20
_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of Linux, prctl(2)
_LAST_WORDS = 0.5  # seconds for a process to end after what it had to say
# A fork costs some milliseconds and needs nothing handed over; elsewhere it is not there, or not safe.
_START = "fork" if sys.platform == "linux" else "spawn"


@dataclass(frozen=True, slots=True)
class Bounds:
    """The most that the process may take."""

    seconds: int
    """By the clock and by the processor."""
    megabytes: int
    """Of memory beyond what the program has taken before."""
    kilobytes: int
    """Of its answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back of the process: its words, or how it ended without any."""

    content: bytes
    too_long: bool
    timed_out: bool
    exit_code: int | None


def unenforced() -> tuple[str, ...]:
    """The bounds that this platform cannot hold a process to: names of fields of `Bounds`."""
    try:
        import resource
    except ImportError:
        return ("megabytes",)
    # macOS has the call and does not heed it.
    return () if hasattr(resource, "RLIMIT_AS") and sys.platform != "darwin" else ("megabytes",)


@cache
def _control() -> Callable[[int, int], int]:
    """What asks Linux for it."""
    import ctypes  # 8 ms, which a fork of a process that has it need not spend

    control: Callable[[int, int], int] = ctypes.CDLL(None).prctl
    return control


def end_with(parent: int) -> None:
    """Lets this process end as soon as `parent`, which started it, does, however that ends; where the system cannot
    see to it, it goes on until it has nothing to do.
    """
    if sys.platform != "linux":
        return
    _control()(_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:  # it was quicker
        os._exit(1)


@contextmanager
def bounded_memory(megabytes: int) -> Iterator[None]:
    """Within it, this process can take so much more memory than it has, and MemoryError is raised past that; without
    a bound where the platform has none (`unenforced`).
    """
    if unenforced():
        yield
        return
    import resource

    before, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = _taken() + megabytes * MEBIBYTE
    lowest = min(each for each in (most, before, hard) if each != resource.RLIM_INFINITY)
    resource.setrlimit(resource.RLIMIT_AS, (lowest, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (before, hard))


def answer(work: Callable[[], bytes], bounds: Bounds) -> Answer:
    """What `work` returns, called in a process of its own, or how that ended. No process is left.

    What `work` raises ends the process without words.
    """
    import multiprocessing  # 5 ms, and needed only for what others wrote

    if sys.platform == "linux":
        _control()
    context = cast("ForkContext", multiprocessing.get_context(_START))
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(sender, work, bounds, os.getpid()), daemon=True)
    process.start()
    sender.close()
    late: list[bool] = []

    def end() -> None:
        late.append(True)
        process.kill()

    # By the clock, whatever the process waits for: once it is killed, there is nothing more to read.
    timer = Timer(bounds.seconds, end)
    timer.start()
    content, too_long = b"", False
    try:
        content = receiver.recv_bytes(bounds.kilobytes * 1024)
    except EOFError:
        pass
    except OSError:  # longer than was asked for
        too_long = not late
    finally:
        timer.cancel()
        # Also where the program is interrupted meanwhile. One that has closed its pipe is about to end by itself.
        if not too_long:
            process.join(_LAST_WORDS)
        process.kill()
        process.join()
        receiver.close()
    out_of_time = process.exitcode == -getattr(signal, "SIGXCPU", 0)
    return Answer(content, too_long, (bool(late) or out_of_time) and not content, process.exitcode)


def _work(sender: Connection, work: Callable[[], bytes], bounds: Bounds, parent: int) -> None:
    """What the process does."""
    # Whoever interrupts the program ends this process by it; two would tell of it otherwise.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    end_with(parent)
    _confine(bounds)
    content = work()
    # The reader may have had enough.
    with suppress(OSError):
        sender.send_bytes(content)


def _confine(bounds: Bounds) -> None:
    """Holds this process to its bounds, as far as the platform can: of time and memory, and no file is written."""
    try:
        import resource
    except ImportError:
        return
    memory = _taken() + bounds.megabytes * MEBIBYTE
    for name, most in (("CPU", bounds.seconds), ("AS", memory), ("FSIZE", 0), ("CORE", 0)):
        kind = getattr(resource, f"RLIMIT_{name}", None)
        if kind is None:
            continue
        hard = resource.getrlimit(kind)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, hard))


def _taken() -> int:
    """Bytes of address space that this process has taken by now; a guess where the system does not say."""
    try:
        import resource

        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
        return int(pages) * resource.getpagesize()
    except (OSError, ValueError):
        return 512 * MEBIBYTE
