"""Problems of a template with the line that they are about, in the file that it stands in."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from gireport.errors import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gireport.brief.partials import Line

_QUOTED = re.compile("'([^']+)'")


def located(problem: Problem, lines: Sequence[Line]) -> Problem:
    """The problem at the place of the line of `lines` that it names by its number, counted from 1, with that line.

    A problem that names none of them is returned as it is.
    """
    number = problem.place.line
    if number is None or problem.place.excerpt or not 1 <= number <= len(lines):
        return problem
    line = lines[number - 1]
    if problem.place.file != lines[0].file:
        return problem
    return replace(problem, place=Place(line.file, line=line.number, excerpt=line.text, mark=_mark(problem, line.text)))


def _mark(problem: Problem, text: str) -> tuple[int, int] | None:
    """Where in the line the word stands that the problem is about; None where it is not there, or more than once."""
    facts = problem.facts
    at, written = facts.get("at"), str(facts.get("written", ""))
    if isinstance(at, int) and (here := _same_character(written, at, text)) is not None:
        return here, here + 1
    quoted = _QUOTED.findall(str(facts.get("reason", "")))
    key = str(facts.get("key", "")).rpartition(".")[2]
    words = (facts.get("value", ""), facts.get("id", ""), *quoted, key, facts.get("expression", ""))
    for word in map(str, words):
        found = list(re.finditer(_whole(word), text)) if word.strip() else []
        if len(found) == 1:
            return found[0].span()
    return None


def _whole(word: str) -> str:
    """A pattern for the word by itself, and not as a part of another."""
    before, after = (r"(?<!\w)" if word[0].isalnum() else "", r"(?!\w)" if word[-1].isalnum() else "")
    return f"{before}{re.escape(word)}{after}"


def _same_character(written: str, at: int, text: str) -> int | None:
    """Where in `text` the character stands that is at `at` in what expressions made of it; None where they changed
    what is before it and what is after it.
    """
    if text.startswith(written[:at]):
        return at
    return len(text) - len(written) + at if text.endswith(written[at:]) else None
