"""One TrueType font file: its metrics, its coverage and its outlines, in font units.

HarfBuzz hands over tables, names and advances; the little that is parsed here is what only the embedder needs.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from functools import cache, cached_property
from typing import TYPE_CHECKING

import uharfbuzz as hb

from gireport.errors import FontError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

# Controls, formats, surrogates, private use, unassigned, line and paragraph separators: fonts have glyphs for some
# (Sarabun for U+0000 and U+00AD), but nothing to show, and PDF/A wants a meaning for all that is shown.
_NEVER_SHOWN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# A PostScript name is at most 63 characters of ASCII (OpenType, chapter "name"), and some signs mean more in PDF.
_NO_NAME = re.compile(r"[^A-Za-z0-9._+-]")
_LONGEST_NAME = 63
_REQUIRED_TABLES = ("glyf", "loca", "head", "hhea", "hmtx", "maxp", "OS/2", "post")


class FontFile:
    """A static TrueType font with `glyf` outlines. All measures are in font units (`units_per_em` to the em)."""

    def __init__(self, name: str, data: bytes) -> None:
        """`name` is what messages call it. Raises FontError where the file is not a usable TrueType font."""
        self.name = name
        self.face = hb.Face(hb.Blob(data))
        missing = [tag for tag in _REQUIRED_TABLES if tag not in self.face.table_tags]
        if missing:
            raise FontError(Problem("font.not-truetype", Place(name), {"tables": ", ".join(missing)}))
        self.font = hb.Font(self.face)
        self.units_per_em: int = self.face.upem
        self._glyf = self.table("glyf")
        self._advances: dict[int, int] = {}
        self._covered: dict[str, bool] = {}

    @staticmethod
    @cache
    def load(path: Path) -> FontFile:
        """The font at `path`, parsed once in a process. Raises FontError where it cannot be read."""
        try:
            data = path.read_bytes()
        except OSError as error:
            raise FontError(Problem("font.unreadable", Place(str(path)), {"reason": str(error)})) from error
        return FontFile(path.name, data)

    def table(self, tag: str) -> bytes:
        """The bytes of one table of the file."""
        return bytes(self.face.reference_table(tag).data)

    @cached_property
    def postscript_name(self) -> str:
        """The name by which PDF knows the font (name table, id 6); what may not stand in such a name is left out."""
        name = self.face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or ""
        return _NO_NAME.sub("", name)[:_LONGEST_NAME] or "Unnamed"

    @cached_property
    def family(self) -> str:
        """The name of the family (name table, id 1); empty where it has none."""
        return self.face.get_name(hb.OTNameIdPredefined.FONT_FAMILY) or ""

    @cached_property
    def licence(self) -> str:
        """What the font says of its licence (name table, id 13); empty where it says nothing."""
        return " ".join((self.face.get_name(hb.OTNameIdPredefined.LICENSE) or "").split())

    @cached_property
    def ascent(self) -> int:
        """Height of the line above the baseline (hhea)."""
        return self._hhea[0]

    @cached_property
    def descent(self) -> int:
        """Depth of the line below the baseline, negative (hhea)."""
        return self._hhea[1]

    @cached_property
    def _hhea(self) -> tuple[int, int]:
        ascent, descent = struct.unpack_from(">2h", self.table("hhea"), 4)
        return ascent, descent

    @cached_property
    def cap_height(self) -> int:
        """Height of flat capitals (OS/2 version 2 on), else the ascent."""
        table = self.table("OS/2")
        (version,) = struct.unpack_from(">H", table, 0)
        return int(struct.unpack_from(">h", table, 88)[0]) if version >= 2 else self.ascent

    @cached_property
    def letter_height(self) -> int:
        """How high letters look: the top of ก; of x in a font without Thai; without either, of capitals."""
        for letter in "กx":
            glyph = self.font.get_nominal_glyph(ord(letter))
            extents = self.font.get_glyph_extents(glyph) if glyph else None
            if extents and extents.y_bearing > 0:
                return int(extents.y_bearing)
        return self.cap_height

    @cached_property
    def weight(self) -> int:
        """Visual weight, 100 to 900 (OS/2)."""
        return int(struct.unpack_from(">H", self.table("OS/2"), 4)[0])

    @cached_property
    def italic_angle(self) -> float:
        """Slant in degrees, negative to the right (post)."""
        return float(struct.unpack_from(">l", self.table("post"), 4)[0]) / 65536

    @cached_property
    def _offsets(self) -> Sequence[int]:
        table = self.table("loca")
        (long_format,) = struct.unpack_from(">h", self.table("head"), 50)
        if long_format:
            return struct.unpack(f">{len(table) // 4}L", table)
        return [2 * half for half in struct.unpack(f">{len(table) // 2}H", table)]

    def covers(self, character: str) -> bool:
        """Whether this is a character to be shown and the font has a glyph for it."""
        known = self._covered.get(character)
        if known is None:
            shown = unicodedata.category(character) not in _NEVER_SHOWN
            known = self._covered[character] = shown and bool(self.font.get_nominal_glyph(ord(character)))
        return known

    def advance(self, glyph: int) -> int:
        """Unshaped advance width of a glyph."""
        known = self._advances.get(glyph)
        if known is None:
            known = self._advances[glyph] = self.font.get_glyph_h_advance(glyph)
        return known

    def outline(self, glyph: int) -> bytes:
        """The glyph's own record of the `glyf` table; empty for a blank glyph."""
        record = self._glyf[self._offsets[glyph] : self._offsets[glyph + 1]]
        return b"" if record[:2] == b"\0\0" else record  # some fonts write a record of no contours
