"""Composing what a user's template says in a process of its own, within limits of time, memory and size.

An expression can ask for more than there is (`'A' * 10**9`, a loop in a loop), and no sandbox for expressions knows
beforehand. The process answers with JSON, which is checked like anybody's: it is never unpickled.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Any

from gireport.apart import Bounds, answer
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

    from gireport.brief.model import Brief

_MOST_PROBLEMS = 200
_ERRORS = {kind.exit_code: kind for kind in (UsageError, SelectionError, TemplateError)}


def confined(compose: Callable[[], Brief], file: str, limits: TemplateLimits | None = None) -> Brief:
    """What `compose` returns, called in a process of its own; `file` is the template that it is about.

    Raises what `compose` raises of this program's errors, TemplateError where it takes more than its limits, and
    RuntimeError where it fails otherwise, which is a fault of the program. No process is left.
    """
    limits = limits or TemplateLimits.from_environment()
    bounds = Bounds(limits.seconds, limits.megabytes, limits.kilobytes)
    answered = answer(partial(_composed, compose), bounds)
    if answered.timed_out:
        raise _exceeded("template.too-long", file, "seconds", limits.seconds)
    if answered.too_long:
        raise _exceeded("template.too-much", file, "kilobytes", limits.kilobytes)
    try:
        document = json.loads(answered.content)
        assert isinstance(document, dict)
    except (ValueError, RecursionError, AssertionError):
        raise TemplateError(Problem("template.crashed", Place(file), {"code": answered.exit_code})) from None
    if document.get("memory"):
        raise _exceeded("template.too-large-in-memory", file, "megabytes", limits.megabytes)
    return _brief(document, file)


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


def _composed(compose: Callable[[], Brief]) -> bytes:
    """What the process answers."""
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
        return json.dumps(document, ensure_ascii=False).encode(errors="backslashreplace")
    except MemoryError:
        document.clear()
        return b'{"memory": true}'


def _exceeded(code: str, file: str, limit: str, most: int) -> TemplateError:
    return TemplateError(Problem(code, Place(file), {"most": most, "variable": template_variable(limit)}))
