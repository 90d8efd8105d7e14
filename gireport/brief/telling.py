"""What a process of its own answers: a line of JSON, then bytes; and how that is heard.

The answer comes from work on what a user wrote, so it is read strictly: nothing of it is ever unpickled, and problems
in it are worded here before they are believed.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Any

from gireport.apart import answer
from gireport.errors import (
    FontError,
    GireportError,
    Place,
    Problem,
    SelectionError,
    TemplateError,
    ThemeError,
    UsageError,
)
from gireport.settings import template_variable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Literal

    from gireport.apart import Answer, Bounds

Said = tuple[dict[str, Any], bytes]
"""JSON-able data, and bytes that go with it."""

_MOST_PROBLEMS = 200
_ERRORS = {kind.__name__: kind for kind in (FontError, SelectionError, TemplateError, ThemeError, UsageError)}


def apart(
    work: Callable[[], Said], bounds: Bounds, file: str, stage: Literal["template", "layout"], over: str = "kilobytes"
) -> Said:
    """What `work` returns, called in a process of its own within bounds; `file` is the template that it is about, and
    `over` the limit that an answer is too long for.

    Raises what `work` raises of this program's errors, TemplateError where it takes more than its bounds, and
    RuntimeError where it fails otherwise, which is a fault of the program. No process is left.
    """
    answered = answer(partial(_answer, work), bounds)
    if answered.timed_out:
        raise _exceeded(stage, "too-long", file, "seconds", bounds.seconds)
    if answered.too_long:
        raise _exceeded(stage, "too-much", file, over, getattr(bounds, over))
    document, content = _parted(answered, file, stage)
    if document.get("memory"):
        raise _exceeded(stage, "too-large-in-memory", file, "megabytes", bounds.megabytes)
    if "fault" in document:
        raise RuntimeError(f"{file}: {document['fault']}")
    if "problems" in document:
        try:
            kind = _ERRORS[document["kind"]]
            problems = read_problems(document["problems"])
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise crashed(file, stage, str(error)) from None
        raise kind(problems)
    return document, content


def crashed(file: str, stage: str, reason: object) -> TemplateError:
    """That the process ended without an answer that could be read."""
    return TemplateError(Problem(f"{stage}.crashed", Place(file), {"code": str(reason)[:100]}))


def write_problems(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """Problems as JSON-able data, so many of them as anybody would read."""
    return [
        {
            "code": problem.code,
            "place": asdict(problem.place),
            "facts": {key: value if isinstance(value, int) else str(value) for key, value in problem.facts.items()},
        }
        for problem in problems[:_MOST_PROBLEMS]
    ]


def read_problems(documents: Sequence[dict[str, Any]]) -> list[Problem]:
    """The problems that `write_problems` wrote. Raises AttributeError, KeyError, TypeError or ValueError where nobody
    could word them.
    """
    return [_problem(document) for document in documents[:_MOST_PROBLEMS]]


def _problem(document: dict[str, Any]) -> Problem:
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


def _parted(answered: Answer, file: str, stage: str) -> Said:
    """The parts of an answer. Raises TemplateError where there is none."""
    line, _, content = answered.content.partition(b"\n")
    try:
        document = json.loads(line)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        raise crashed(file, stage, answered.exit_code)
    return document, content


def _answer(work: Callable[[], Said]) -> bytes:
    """What the process answers."""
    content = b""
    try:
        document, content = work()
    except GireportError as error:
        document = {"kind": type(error).__name__, "problems": write_problems(error.problems)}
    except MemoryError:
        document = {"memory": True}
    except Exception as error:
        document = {"fault": f"{type(error).__name__}: {error}"[:500]}
    try:
        return json.dumps(document, ensure_ascii=False).encode(errors="backslashreplace") + b"\n" + content
    except MemoryError:
        document.clear()
        return b'{"memory": true}'


def _exceeded(stage: str, end: str, file: str, limit: str, most: int) -> TemplateError:
    return TemplateError(Problem(f"{stage}.{end}", Place(file), {"most": most, "variable": template_variable(limit)}))
