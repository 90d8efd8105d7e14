"""Columns of figures aligned at the place of the units."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gireport.brief.model import Span, plain

if TYPE_CHECKING:
    from gireport.brief.model import Text

_NUMBER = re.compile(r"[0-9๐-๙][0-9๐-๙,]*(?P<after>\.[0-9๐-๙]+)?")
_DASH = re.compile("[-–—−]")


def after_units(text: Text) -> Text | None:
    """What a figure has after its units: decimals, a unit, a mark. None where the text is words, or several numbers,
    and so has no place of units; a dash stands for a number that has nothing after its units.
    """
    words = plain(text)
    if _DASH.fullmatch(words):
        return ()
    numbers = list(_NUMBER.finditer(words))
    if len(numbers) != 1 or "\n" in words:
        return None
    (number,) = numbers
    return _from(text, number.end() if number["after"] is None else number.start("after"))


def _from(text: Text, at: int) -> Text:
    """The text from an offset on."""
    rest = []
    for span in text:
        if at < len(span.text):
            rest.append(Span(span.text[max(at, 0) :], span.bold, span.italic, span.origin))
        at -= len(span.text)
    return tuple(rest)
