"""The wording of every problem and every word of help, in Thai and English, from `messages.toml`.

The catalogue is read only when something has to be said.
"""

from __future__ import annotations

import locale
import os
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from gireport.errors import Place, Problem

MessageLanguage = Literal["th", "en"]

_SHOWN_LINE = 100  # characters of a line that a problem is about


_spoken: MessageLanguage | None = None


def speak(language: MessageLanguage) -> None:
    """Says everything from now on in `language`, whatever the environment prefers."""
    global _spoken
    _spoken = language


def is_chosen() -> bool:
    """Whether `speak` or `GIREPORT_MESSAGES` chose the language, not the locale."""
    return _spoken is not None or bool(os.environ.get("GIREPORT_MESSAGES"))


def spoken_language() -> MessageLanguage:
    """What `speak` set, else `GIREPORT_MESSAGES`, else Thai where the locale is Thai, else English."""
    if _spoken is not None:
        return _spoken
    variables = ("GIREPORT_MESSAGES", "LC_ALL", "LC_MESSAGES", "LANG")
    # Windows sets none of them, and calls its locale "Thai_Thailand".
    preferred = next(filter(None, map(os.environ.get, variables)), None) or locale.getlocale()[0] or ""
    return "th" if preferred.lower().startswith("th") else "en"


@cache
def catalogue() -> dict[str, dict[str, Any]]:
    """Every message: code -> {"en", "th", and where there is something to do about it "hint": {"en", "th"}}."""
    import tomllib

    return tomllib.loads(Path(__file__).with_name("messages.toml").read_text(encoding="utf-8"))


def say(code: str, language: MessageLanguage | None = None, /, **facts: object) -> str:
    """The message `code` in `language` (the one spoken by default), its facts filled in."""
    return str(catalogue()[code][language or spoken_language()]).format(**facts)


def describe(problem: Problem, language: MessageLanguage | None = None) -> str:
    """A problem for people: where, what, the line it is about, and on a last line what to do about it."""
    language = language or spoken_language()
    where = describe_place(problem.place, language)
    text = (f"{where}: " if where else "") + say(problem.code, language, **problem.facts)
    if problem.place.excerpt:
        text += _excerpt(problem.place)
    hint = hint_of(problem, language)
    return f"{text}\n  → {hint}" if hint else text


def hint_of(problem: Problem, language: MessageLanguage | None = None) -> str:
    """What can be done about a problem; empty where that is plain."""
    hint = catalogue()[problem.code].get("hint", {})
    return str(hint.get(language or spoken_language(), "")).format(**problem.facts)


def _excerpt(place: Place) -> str:
    """The line behind its number, and a mark below what is meant in it."""
    number = str(place.line or "")
    first, last = place.mark or (0, 0)
    start = len(place.excerpt) - len(place.excerpt.lstrip())
    # Long lines are shown from a little before what is meant.
    begin = start if first - start < _SHOWN_LINE // 2 else first - _SHOWN_LINE // 4
    shown = place.excerpt[begin : begin + _SHOWN_LINE]
    text = f"\n  {number} | {shown}"
    if place.mark is None:
        return text
    under = " " * _width(place.excerpt[begin:first]) + "^" * max(1, _width(place.excerpt[first:last]))
    return f"{text}\n  {' ' * len(number)} | {under}"


def _width(text: str) -> int:
    """How many columns of a terminal the text takes: Thai marks stand above and below letters."""
    return sum(not unicodedata.category(character).startswith("M") for character in text)


def describe_place(place: Place, language: MessageLanguage) -> str:
    """A place as "file, row 4 column E", of a workbook as "file, Sheet1!E4"; empty where nothing is known."""
    words = {"th": ("บรรทัด", "แถว", "คอลัมน์", "แผ่นงาน"), "en": ("line", "row", "column", "sheet")}[language]
    parts = [place.file] if place.file else []
    parts += [f"{words[0]} {place.line}"] if place.line is not None else []
    letters, _, heading = place.column.partition(" ")
    if place.sheet and place.row is not None and letters:
        return ", ".join([*parts, f"{place.sheet}!{letters}{place.row} {heading}".rstrip()])
    parts += [f"{words[3]} {place.sheet}"] if place.sheet else []
    within = [f"{words[1]} {place.row}"] if place.row is not None else []
    within += [f"{words[2]} {place.column}"] if place.column else []
    return ", ".join([*parts, " ".join(within)] if within else parts)
