"""How much what was found in data matters: an error stops everything, a warning is always said, a note on request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from gireport.errors import Problem

Severity = Literal["error", "warning", "note"]

_WARNINGS = frozenset(
    {
        "note.as-of-unknown",
        "note.gap",
        "note.jump",
        "note.missing",
        "note.summed",
        "note.total-unchecked",
        "note.transposed",
        "note.unknown",
        "note.year-incomplete",
        "source.hidden-columns",
        "source.hidden-rows",
        "source.sheets-not-read",
    }
)


def severity(notice: Problem) -> Severity:
    """Of what was accepted: whether a figure may be misread for it (a warning), or not (a note)."""
    return "warning" if notice.code in _WARNINGS else "note"
