"""Where a line of Thai may end: after spaces, between words, and in need inside a compound.

Offsets are handed to the layout; nothing is put into the text, which must come out of the PDF as it went in
(and Sarabun has no glyph for U+200B). Doubt is settled towards no break: a line a word too short is seldom
noticed, a word cut in two always.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from gireport.thai.glue import UNITS, kept_together
from gireport.thai.line_edges import SPACES, in_cluster, may_end_line, may_start_line
from gireport.thai.words import THAI_RUN, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gireport.thai.words import OwnWords

_CACHED_PARAGRAPHS = 4_096
# The guard: only between two listed words of two letters or more. Words of one letter are mostly pieces of
# something that the list lacks, a name or an abbreviation.
_SHORTEST_WORD = 2
# They make a noun or an adverb of the word after them (การพัฒนา development, ผู้ผลิต producer): a compound, whatever
# that word is, so that no list could hold them all.
_PREFIXES = frozenset({"การ", "ความ", "ผู้", "นัก", "อย่าง"})

_SPACES = re.compile(f"[{SPACES}]+")
# After the dash of a range a line may end, but 2554 – 2565 is better read in one piece.
_RANGE_DASH = re.compile(f"[0-9๐-๙.%][{SPACES}\u00a0]*[-–—]$")
_NUMBER = r"[0-9๐-๙](?:[0-9๐-๙,.]*[0-9๐-๙])?"
# In need a line may end after a slash between words (but ล้านตัน/ปี is one unit), after the dash of a range (not
# of a chain, such as a telephone number), and within a web address where its parts end.
_AFTER_SIGN = re.compile(
    rf"(?<=[^\s/])/(?=[A-Za-zก-ฮเ-ไ])(?!(?:{UNITS})(?![ก-๎]))"
    r"|(?<=[ก-๎.])[-–—](?=[ก-ฮเ-ไ0-9๐-๙])"
    rf"|(?<![0-9๐-๙A-Za-z\-–]){_NUMBER}%?[-–—](?={_NUMBER}(?![0-9๐-๙A-Za-z\-–]))"
)
# A name glued to an abbreviation (ต.ทุ่งสุขลา, ดร.สมชาย) is in no list, and what words it seems to hold are none.
_NAME = re.compile(r"(?<=[ก-๎]\.)[ก-๎]{2,16}(?![ก-๎])")
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+")
_AFTER_ADDRESS_PART = re.compile(r"(?<=[^/])[/?&](?=[0-9A-Za-z])")


class BreakLevel(IntEnum):
    """How good a place is to end a line; the layout takes the best that fills it."""

    CLUSTER = 0
    """Inside a word, or where something is kept together, but between clusters: where nothing else fits."""
    COMPOUND = 1
    """Inside a compound, a range or at a sign within a word: only where the line would overflow or be far too loose."""
    WORD = 2
    """Between two words."""
    SPACE = 3
    """After a space."""


class Break(NamedTuple):
    """A line may end before `offset` (in characters); the spaces before it are then dropped."""

    offset: int
    level: BreakLevel


@lru_cache(maxsize=_CACHED_PARAGRAPHS)
def break_opportunities(text: str, own: OwnWords | None = None) -> tuple[Break, ...]:
    """Where the lines of the paragraph `text` may end, in rising order; never at its very start or end.

    `own` are words of the text's own, which the word list lacks.
    """
    runs = list(THAI_RUN.finditer(text))
    levels = dict(_between_words(runs, own))
    levels.update(_after_spaces(text))
    for sign in chain(_AFTER_SIGN.finditer(text), _address_parts(text)):
        if may_start_line(text, sign.end()):
            levels.setdefault(sign.end(), BreakLevel.COMPOUND)
    for name in _NAME.finditer(text):
        for offset in range(name.start() + 1, name.end()):
            if offset in levels:
                levels[offset] = BreakLevel.COMPOUND
    for start, end in kept_together(text, runs, own):
        for offset in range(start + 1, end):
            levels.pop(offset, None)
    return tuple(Break(offset, levels[offset]) for offset in sorted(levels))


def cluster_boundaries(text: str) -> tuple[int, ...]:
    """Where `text` may be parted when nothing else fits: between clusters, in rising order.

    Never inside a character cluster, before a sign that leans left, a closer or a space, nor after a leading
    vowel or an opener.
    """
    return tuple(
        at
        for at in range(1, len(text))
        if text[at] not in SPACES and not in_cluster(text, at) and may_start_line(text, at) and may_end_line(text, at)
    )


def _between_words(runs: Iterable[re.Match[str]], own: OwnWords | None) -> Iterator[tuple[int, BreakLevel]]:
    for run in runs:
        letters = run.group()
        start, before = 0, None
        for word in words(letters, own):
            sound = word.listed and word.end - start >= _SHORTEST_WORD
            if before is not None and sound:
                yield run.start() + start, before
            for joint in word.joints:
                yield run.start() + joint, BreakLevel.COMPOUND
            is_prefix = letters[start : word.end] in _PREFIXES
            before = (BreakLevel.COMPOUND if is_prefix else BreakLevel.WORD) if sound else None
            start = word.end


def _after_spaces(text: str) -> Iterator[tuple[int, BreakLevel]]:
    for spaces in _SPACES.finditer(text):
        at = spaces.end()
        if at < len(text) and may_start_line(text, at) and may_end_line(text, at):
            in_range = text[at].isdigit() and _RANGE_DASH.search(text, 0, spaces.start())
            yield at, BreakLevel.COMPOUND if in_range else BreakLevel.SPACE


def _address_parts(text: str) -> Iterator[re.Match[str]]:
    for address in _ADDRESS.finditer(text):
        yield from _AFTER_ADDRESS_PART.finditer(text, *address.span())
