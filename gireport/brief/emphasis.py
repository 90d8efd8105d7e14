"""Emphasis where words are not parted by spaces.

CommonMark (spec 0.31.2, section 6.2) takes stars between a letter and a punctuation mark for no opening, or no closing,
since a space is missing: `คำ**(วงเล็บ)**ต่อ` would stay as it is typed. In Thai there is none to be missing. So a Thai
character, or a value, beside stars counts for what a space counts there; and so does a digit in a text with Thai in it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from gireport.brief.values import MARK_CHARACTERS

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

_MARKERS = "*_"
# ฿ is punctuation to CommonMark, and so are ฯ, ๏, ๚ and ๛: they can stand inside of the stars.
_THAI = re.compile("[ก-ฮะ-ฺเ-๎๐-๙]")
_OPENING = ("Ps", "Pi", "Sc")  # a bracket, a quotation mark or a currency sign never ends what stands in stars
_CLOSING = ("Pe", "Pf")


class Flanks(NamedTuple):
    """Whether a run of stars may open emphasis, and whether it may close it."""

    opens: bool
    closes: bool


def read_emphasis(state: StateInline, silent: bool) -> bool:
    """The rule for the parser: as its own, but for where stars may open and close."""
    from markdown_it.rules_inline.state_inline import Delimiter

    marker = state.src[state.pos]
    if silent or marker not in _MARKERS:
        return False
    scanned = state.scanDelims(state.pos, marker == "*")
    opens, closes = scanned.can_open, scanned.can_close
    if marker == "*" and not (opens and closes):
        glued = flanks_between(state.src, state.pos, state.pos + scanned.length, state.posMax)
        opens, closes = opens or glued.opens, closes or glued.closes
    for _ in range(scanned.length):
        token = state.push("text", "", 0)
        token.content = marker
        state.delimiters.append(
            Delimiter(
                marker=ord(marker),
                length=scanned.length,
                token=len(state.tokens) - 1,
                end=-1,
                open=opens,
                close=closes,
            )
        )
    state.pos += scanned.length
    return True


def flanks_between(text: str, start: int, end: int, text_end: int) -> Flanks:
    """What the stars from `start` to `end` may do besides what CommonMark allows, by the characters beside them."""
    before = text[start - 1] if start else " "
    after = text[end] if end < text_end else " "
    return Flanks(
        opens=_is_glue(before, text) and _is_mark(after) and unicodedata.category(after) not in _CLOSING,
        closes=_is_glue(after, text) and _is_mark(before) and unicodedata.category(before) not in _OPENING,
    )


def _is_glue(character: str, text: str) -> bool:
    if character in MARK_CHARACTERS or _THAI.fullmatch(character):
        return True
    return character.isdecimal() and _THAI.search(text) is not None


def _is_mark(character: str) -> bool:
    """Whether it is punctuation or a symbol, as CommonMark means it."""
    return unicodedata.category(character)[0] in "PS"
