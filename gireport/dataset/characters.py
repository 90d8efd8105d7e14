"""What may not stand in anything that may be printed, how it is reported, and how a message shows text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gireport.thai.suspicion import suspicions, unseen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gireport.thai.suspicion import Suspicion, SuspicionCode

_SHOWN = 80
# The rest of what is refused cannot be seen; it is reported together, by name.
_MARKS: dict[SuspicionCode, str] = {
    "lone-mark": "data.mark-alone",
    "leading-vowel-mark": "data.mark-on-leading-vowel",
    "two-marks": "data.marks-two",
    "mark-order": "data.marks-order",
    "doubled-e": "data.vowel-doubled",
}


def refused(text: str) -> list[Suspicion]:
    """What `text` has in it that may not stand in data, in the order in which it stands there."""
    return [suspicion for suspicion in suspicions(text) if suspicion.severity == "refused"]


def cell_problems(text: str) -> Iterator[tuple[str, dict[str, object]]]:
    """The code and facts of each kind of thing refused in a cell, for the first of its kind."""
    found = refused(text)
    if names := _unseen_names(found):
        yield "data.character", {"characters": names}
    told: set[str] = set()
    for suspicion in found:
        code = _MARKS.get(suspicion.code)
        if code and code not in told:
            told.add(code)
            facts = {"value": shown(text), "marks": ", ".join(suspicion.names), "position": suspicion.offset + 1}
            yield code, dict(facts)


def setting_problem(text: str) -> tuple[str, dict[str, object]] | None:
    """The code and facts of what is refused in a setting's text; None where nothing is."""
    found = refused(text)
    if names := _unseen_names(found):
        return "schema.character", {"characters": names}
    if found:
        first = found[0]
        return "schema.marks", {"marks": ", ".join(first.names), "position": first.offset + 1}
    return None


def shown(text: str) -> str:
    """`text` as a message may show it: cut to a readable length, every unseen character as its escape."""
    cut = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return "".join(f"\\u{ord(character):04x}" if unseen(character) else character for character in cut)


def _unseen_names(found: list[Suspicion]) -> str:
    """The unseen characters among `found` by name, each once, in order of code point; empty where there is none."""
    unseen_ones = {suspicion.text: suspicion for suspicion in found if suspicion.code not in _MARKS}
    return ", ".join(unseen_ones[character].names[0] for character in sorted(unseen_ones))
