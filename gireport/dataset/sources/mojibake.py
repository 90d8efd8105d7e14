"""Thai that was decoded by the wrong rule somewhere on its way and saved so: recognised by what it then looks like.

Each rule rests on how the bytes of Thai read elsewhere. In UTF-8, every Thai character begins with E0 B8 or E0 B9; in
cp874, it is one byte from A1 to FB (TIS 620-2533; Unicode, U+0E00 to U+0E5B).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

# What E0 B8 and E0 B9, and E2 80 of dashes and quotation marks, are in Latin-1 and cp1252 and on the Macintosh.
_SIGNS: tuple[tuple[str, str], ...] = (
    ("à¸", "source.mojibake-utf8-as-latin"),
    ("à¹", "source.mojibake-utf8-as-latin"),
    ("‡∏", "source.mojibake-utf8-as-latin"),
    ("â€", "source.mojibake-utf8-as-latin"),
    ("Ã\xa0Â", "source.mojibake-twice"),
    ("\ufffd", "source.replaced-characters"),
)
# Four Thai characters on end: E0 is เ, B8 ธ, B9 น, and what follows is a byte from 80 to BF.
_UTF8_AS_CP874 = re.compile("(?:เ[ธน][ก-ฟ\xa0\x80-\x9f€…‘’“”•–—]){4}")
_CP874_AS_LATIN = re.compile("[¡-û]{4,}")
_DIFFERENT = 3
LONGEST = 16
"""A text may be looked through in pieces, if each begins with so many characters of the piece before."""


class Mojibake(NamedTuple):
    """What seems to have happened to a text, and where it shows first, counted in characters from 0."""

    code: str
    """Of the problem."""
    offset: int


def find_mojibake(text: str) -> Mojibake | None:
    """The first sign that `text` was decoded wrongly; None where there is none."""
    if text.isascii():
        return None
    return min(_signs(text), key=lambda found: found.offset, default=None)


def _signs(text: str) -> Iterator[Mojibake]:
    for sign, code in _SIGNS:
        if (offset := text.find(sign)) >= 0:
            yield Mojibake(code, offset)
    if "เธ" in text and (found := _UTF8_AS_CP874.search(text)):
        yield Mojibake("source.mojibake-utf8-as-cp874", found.start())
    for found in _CP874_AS_LATIN.finditer(text):
        # A row of dots or of pounds is none: words are made of different letters.
        if len(set(found[0])) >= _DIFFERENT:
            yield Mojibake("source.mojibake-cp874-as-latin", found.start())
            return
