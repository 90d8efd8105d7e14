"""Texts as people type and programs save them, reduced to what they say; whatever was changed is told."""

from __future__ import annotations

import re
from typing import NamedTuple

_NOTHING = dict.fromkeys((0x200B, 0x2060, 0xFEFF))
_WIDTHS = {0xFF00 + offset: 0x20 + offset for offset in range(1, 0x5F)}
_ODD_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_BREAKS = re.compile("[\t\n\r]+")
_FULL_WIDTH_DIGIT = re.compile("[\uff10-\uff19]")
_DIGIT = re.compile("[0-9๐-๙]")


class Folded(NamedTuple):
    """A cell's text without what shows nothing; `notes` are the codes of what had to be changed for that."""

    text: str
    notes: tuple[str, ...] = ()


def fold(text: str) -> Folded:
    """`text` without characters of no width, spaces of other kinds as plain ones, full-width forms as ASCII.

    Nothing is changed that could tell two texts apart to a reader. A number with digits of two widths stays as it is,
    since one of them was mistyped and nobody can tell which.
    """
    if text.isascii() and "\n" not in text and "\t" not in text and "\r" not in text:
        return Folded(text.strip(" "))
    notes = []
    bare = text.translate(_NOTHING)
    if bare != text:
        notes.append("note.zero-width")
    plain = _ODD_SPACES.sub(" ", bare)
    if plain != bare:
        notes.append("note.odd-space")
    plain = _BREAKS.sub(" ", plain)
    if not (_FULL_WIDTH_DIGIT.search(plain) and _DIGIT.search(plain)):
        narrow = plain.translate(_WIDTHS)
        if narrow != plain:
            notes.append("note.full-width")
        plain = narrow
    return Folded(plain.strip(" "), tuple(notes))
