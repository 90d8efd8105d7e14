"""Composing what a user's template says in a process of its own, within limits of time, memory and size.

An expression can ask for more than there is (`'A' * 10**9`, a loop in a loop), and no sandbox for expressions knows
beforehand. The process answers with JSON, which is checked like anybody's: it is never unpickled. Where the platform
has no limits for processes (`unenforced`), the time by the clock still ends it.
"""

from __future__ import annotations

import json
import multiprocessing
import signal
import sys
from base64 import b64decode, b64encode
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any, cast

from gireport.brief.reading import brief_from_json, images_of
from gireport.errors import (
    ExitCode,
    GireportError,
    Place,
    Problem,
    SelectionError,
    TemplateError,
    UsageError,
)  # fmt: skip
from gireport.settings import TemplateLimits, template_variable

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkContext

    from gireport.brief.model import Brief

_MEBIBYTE = 2**20
_MOST_PROBLEMS = 200
_LAST_WORDS = 0.5  # seconds for a process to end after what it had to say
_ERRORS = {kind.exit_code: kind for kind in (UsageError, SelectionError, TemplateError)}
# A fork costs some milliseconds and needs nothing handed over; elsewhere it is not there, or not safe.
_START = "fork" if sys.platform == "linux" else "spawn"


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came back of the process: its words, or how it ended without any."""

    content: bytes
    too_long: bool
    timed_out: bool
    exit_code: int | None


def unenforced() -> tuple[str, ...]:
    """The limits that this platform cannot hold a process to: names of fields of `TemplateLimits`."""
    try:
        import resource
    except ImportError:
        return ("megabytes",)
    # macOS has the call and does not heed it.
    return () if hasattr(resource, "RLIMIT_AS") and sys.platform != "darwin" else ("megabytes",)


def confined(compose: Callable[[], Brief], file: str, limits: TemplateLimits | None = None) -> Brief:
    """What `compose` returns, called in a process of its own; `file` is the template that it is about.

    Raises what `compose` raises of this program's errors, TemplateError where it takes more than its limits, and
    RuntimeError where it fails otherwise, which is a fault of the program. No process is left.
    """
    limits = limits or TemplateLimits.from_environment()
    answer = _answer(compose, limits)
    if answer.timed_out or answer.exit_code == -getattr(signal, "SIGXCPU", 0):
        raise _exceeded("template.too-long", file, "seconds", limits.seconds)
    if answer.too_long:
        raise _exceeded("template.too-much", file, "kilobytes", limits.kilobytes)
    try:
        document = json.loads(answer.content)
        assert isinstance(document, dict)
    except (ValueError, RecursionError, AssertionError):
        raise TemplateError(Problem("template.crashed", Place(file), {"code": answer.exit_code})) from None
    if document.get("memory"):
        raise _exceeded("template.too-large-in-memory", file, "megabytes", limits.megabytes)
    return _brief(document, file)


def _answer(compose: Callable[[], Brief], limits: TemplateLimits) -> _Answer:
    context = cast("ForkContext", multiprocessing.get_context(_START))
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(sender, compose, limits), daemon=True)
    process.start()
    sender.close()
    late: list[bool] = []

    def end() -> None:
        late.append(True)
        process.kill()

    # By the clock, whatever the process waits for: once it is killed, there is nothing more to read.
    timer = Timer(limits.seconds, end)
    timer.start()
    content, too_long = b"", False
    try:
        content = receiver.recv_bytes(limits.kilobytes * 1024)
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
    return _Answer(content, too_long, bool(late) and not content, process.exitcode)


def _brief(document: dict[str, Any], file: str) -> Brief:
    """The brief of an answer. Raises the problems that it has instead."""
    if "fault" in document:
        raise RuntimeError(f"{file}: {document['fault']}")
    try:
        if "problems" in document:
            problems = [_problem(each) for each in document["problems"][:_MOST_PROBLEMS]]
            raise _ERRORS[ExitCode(document["exit"])](problems)
        images = {str(digest): b64decode(data) for digest, data in document["images"].items()}
        return brief_from_json(document["brief"], images)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise TemplateError(Problem("template.crashed", Place(file), {"code": str(error)[:100]})) from None


def _problem(document: dict[str, Any]) -> Problem:
    """A problem as `_told` tells it. Raises KeyError, TypeError or ValueError where nobody could word it."""
    from gireport.messages import describe

    place = document["place"]
    mark = place["mark"]
    if not all(value is None or isinstance(value, str | int) for key, value in place.items() if key != "mark"):
        raise ValueError("place")
    facts = {str(key): value if isinstance(value, int) else str(value) for key, value in document["facts"].items()}
    marked = (int(mark[0]), int(mark[1])) if mark else None
    problem = Problem(str(document["code"]), Place(**{**place, "mark": marked}), facts)
    describe(problem)
    return problem


def _told(error: GireportError) -> dict[str, Any]:
    """The problems of an error as JSON-able data."""
    problems = [
        {
            "code": problem.code,
            "place": asdict(problem.place),
            "facts": {key: value if isinstance(value, int) else str(value) for key, value in problem.facts.items()},
        }
        for problem in error.problems[:_MOST_PROBLEMS]
    ]
    return {"exit": int(error.exit_code), "problems": problems}


def _work(sender: Connection, compose: Callable[[], Brief], limits: TemplateLimits) -> None:
    """What the process does."""
    # Whoever interrupts the program ends this process by it; two would tell of it otherwise.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _confine(limits)
    try:
        brief = compose()
        images = {digest: b64encode(data).decode() for digest, data in images_of(brief).items()}
        document: dict[str, Any] = {"brief": brief.to_json(), "images": images}
    except GireportError as error:
        document = _told(error)
    except MemoryError:
        document = {"memory": True}
    except Exception as error:
        document = {"fault": f"{type(error).__name__}: {error}"[:500]}
    try:
        content = json.dumps(document, ensure_ascii=False).encode(errors="backslashreplace")
    except MemoryError:
        document.clear()
        content = b'{"memory": true}'
    # The reader may have had enough.
    with suppress(OSError):
        sender.send_bytes(content)


def _confine(limits: TemplateLimits) -> None:
    """Holds this process to the limits, as far as the platform can: of time and memory, and no file is written."""
    try:
        import resource
    except ImportError:
        return
    memory = _taken() + limits.megabytes * _MEBIBYTE
    for name, most in (("CPU", limits.seconds), ("AS", memory), ("FSIZE", 0), ("CORE", 0)):
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
        return 512 * _MEBIBYTE


def _exceeded(code: str, file: str, limit: str, most: int) -> TemplateError:
    return TemplateError(Problem(code, Place(file), {"most": most, "variable": template_variable(limit)}))
