"""Writing the TrueType font program that a PDF embeds: one glyph for each cluster that was drawn.

A cluster of several glyphs becomes one composite glyph, so that the PDF shows it with a single code and a real advance.
The tables and their layout are those of the OpenType specification, chapters "glyf", "loca", "maxp", "head".
"""

from __future__ import annotations

import struct
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gireport.text.fontfile import FontFile
    from gireport.text.shaping import PlacedGlyph

_WORDS_AND_OFFSETS = 0x0001 | 0x0002  # ARG_1_AND_2_ARE_WORDS, ARGS_ARE_XY_VALUES
_HAS_SCALE, _MORE, _HAS_XY_SCALE, _HAS_2X2, _HAS_INSTRUCTIONS = 0x0008, 0x0020, 0x0040, 0x0080, 0x0100
_CHECKSUM_MAGIC = 0xB1B0AFBA
_MOST_GLYPHS = 0xFFFF
_NEGATIVE = 0x80  # the first byte of a negative number of contours, which is a composite's
_CACHED_GLYPHS = 16_384


class GlyphRequest(NamedTuple):
    """A glyph to write: the source glyphs it is made of, with offsets, and its advance, all in font units."""

    parts: tuple[PlacedGlyph, ...]
    advance: int


class Box(NamedTuple):
    """The edges of a glyph's ink, in font units."""

    left: int
    bottom: int
    right: int
    top: int


class FontProgram(NamedTuple):
    """The bytes of a font file, and the box around all its glyphs."""

    data: bytes
    box: Box


def write_font(font: FontFile, requests: Sequence[GlyphRequest]) -> FontProgram:
    """A TrueType program whose glyph 0 is the font's .notdef and whose glyph n+1 is `requests[n]`.

    Glyphs that composites are made of follow after them. Hinting is left out: it is for screens of another time,
    and a composite of hinted glyphs would run instructions that no longer fit.
    """
    writer = _FontWriter(font, requests)
    return FontProgram(writer.program(), writer.box)


class _FontWriter:
    def __init__(self, font: FontFile, requests: Sequence[GlyphRequest]) -> None:
        self._font = font
        self._first_component = len(requests) + 1
        self._components: dict[int, int] = {}  # source glyph -> glyph of the new font
        self._most_parts = 1
        self._records = [self._simple(0), *map(self._record, requests)]
        self._advances = [font.advance(0), *(request.advance for request in requests)]
        # Components may be composites themselves, so the list grows while it is walked.
        written = 0
        while written < len(self._components):
            source = list(self._components)[written]
            self._records.append(self._simple(source))
            self._advances.append(font.advance(source))
            written += 1
        if len(self._records) > _MOST_GLYPHS:
            raise OverflowError(f"{len(self._records)} glyphs are more than a TrueType font holds")
        self._boxes = [_box(record) for record in self._records]
        self.box = _around([box for box in self._boxes if box] or [Box(0, 0, 0, 0)])

    def _component(self, source: int) -> int:
        return self._components.setdefault(source, self._first_component + len(self._components))

    def _record(self, request: GlyphRequest) -> bytes:
        parts = _inked(self._font, request.parts)
        if not parts:
            return b""
        if len(parts) == 1 and parts[0].x == parts[0].y == 0:
            return self._simple(parts[0].glyph)
        self._most_parts = max(self._most_parts, len(parts))
        body = b""
        for index, (glyph, x, y) in enumerate(parts):
            flags = _WORDS_AND_OFFSETS | (_MORE if index < len(parts) - 1 else 0)
            body += struct.pack(">HHhh", flags, self._component(glyph), x, y)
        return struct.pack(">5h", -1, *_ink(self._font, parts)) + body

    def _simple(self, glyph: int) -> bytes:
        """The source glyph's record without instructions, its own components renumbered."""
        record = self._font.outline(glyph)
        if not record:
            return b""
        if record[0] < _NEGATIVE:
            return _unhinted(self._font, glyph)
        copy = bytearray(record)
        at = 10
        while True:
            flags, source = struct.unpack_from(">HH", copy, at)
            struct.pack_into(">HH", copy, at, flags & ~_HAS_INSTRUCTIONS, self._component(source))
            at += 8 if flags & 0x0001 else 6
            at += 2 if flags & _HAS_SCALE else 4 if flags & _HAS_XY_SCALE else 8 if flags & _HAS_2X2 else 0
            if not flags & _MORE:
                return bytes(copy[:at])

    def program(self) -> bytes:
        glyf = bytearray()
        offsets = [0]
        for record in self._records:
            glyf += record + bytes(-len(record) % 4)
            offsets.append(len(glyf))
        return _assemble(
            {
                "glyf": bytes(glyf),
                "head": self._head(),
                "hhea": self._hhea(),
                "hmtx": self._hmtx(),
                "loca": struct.pack(f">{len(offsets)}L", *offsets),
                "maxp": self._maxp(),
            }
        )

    def _head(self) -> bytes:
        table = bytearray(self._font.table("head"))
        struct.pack_into(">L", table, 8, 0)  # checkSumAdjustment, filled in when all is assembled
        struct.pack_into(">4h", table, 36, *self.box)
        struct.pack_into(">h", table, 50, 1)  # indexToLocFormat: long
        return bytes(table)

    def _hhea(self) -> bytes:
        table = bytearray(self._font.table("hhea"))
        inked = [(advance, box) for advance, box in zip(self._advances, self._boxes, strict=True) if box]
        left = min((box.left for _, box in inked), default=0)
        right = min((advance - box.right for advance, box in inked), default=0)
        struct.pack_into(">H3h", table, 10, max(self._advances), left, right, self.box.right)
        struct.pack_into(">H", table, 34, len(self._advances))
        return bytes(table)

    def _hmtx(self) -> bytes:
        metrics = zip(self._advances, self._boxes, strict=True)
        return b"".join(struct.pack(">Hh", advance, box.left if box else 0) for advance, box in metrics)

    def _maxp(self) -> bytes:
        table = bytearray(self._font.table("maxp"))
        struct.pack_into(">H", table, 4, len(self._records))
        points, contours, composite_points, composite_contours = struct.unpack_from(">4H", table, 6)
        parts = self._most_parts  # each may be a composite of the source
        most = (max(points, composite_points) * parts, max(contours, composite_contours) * parts)
        struct.pack_into(">2H", table, 10, *(min(count, 0xFFFF) for count in most))
        struct.pack_into(">7H", table, 14, 2, 0, 0, 0, 0, 0, 0)  # zones; then all that is for instructions
        (components, depth) = struct.unpack_from(">2H", table, 28)
        struct.pack_into(">2H", table, 28, max(components, parts), depth + 1)
        return bytes(table)


# What follows depends on the source alone, and the next document asks for most of it again.


@lru_cache(_CACHED_GLYPHS)
def _inked(font: FontFile, parts: tuple[PlacedGlyph, ...]) -> tuple[PlacedGlyph, ...]:
    """The parts that draw anything."""
    return tuple(part for part in parts if font.outline(part.glyph))


@lru_cache(_CACHED_GLYPHS)
def _ink(font: FontFile, parts: tuple[PlacedGlyph, ...]) -> Box:
    """The box around parts that draw something."""
    boxes = []
    for glyph, x, y in parts:
        left, bottom, right, top = struct.unpack_from(">4h", font.outline(glyph), 2)
        boxes.append(Box(left + x, bottom + y, right + x, top + y))
    return _around(boxes)


@lru_cache(_CACHED_GLYPHS)
def _unhinted(font: FontFile, glyph: int) -> bytes:
    """The record, without instructions, of a source glyph that is no composite."""
    record = font.outline(glyph)
    (contours,) = struct.unpack_from(">h", record)
    at = 10 + 2 * contours
    (length,) = struct.unpack_from(">H", record, at)
    return record[:at] + b"\0\0" + record[at + 2 + length :]


def _box(record: bytes) -> Box | None:
    return Box(*struct.unpack_from(">4h", record, 2)) if record else None


def _around(boxes: Sequence[Box]) -> Box:
    left, bottom, right, top = zip(*boxes, strict=True)
    return Box(min(left), min(bottom), max(right), max(top))


def _assemble(tables: dict[str, bytes]) -> bytes:
    count = len(tables)
    power = count.bit_length() - 1
    header = struct.pack(">LHHHH", 0x00010000, count, 16 << power, power, 16 * count - (16 << power))
    offset = len(header) + 16 * count
    directory, body, head_at = b"", b"", 0
    for tag, data in sorted(tables.items()):
        if tag == "head":
            head_at = offset + len(body)
        directory += struct.pack(">4sLLL", tag.encode(), _checksum(data), offset + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    program = bytearray(header + directory + body)
    struct.pack_into(">L", program, head_at + 8, (_CHECKSUM_MAGIC - _checksum(program)) & 0xFFFFFFFF)
    return bytes(program)


def _checksum(data: bytes | bytearray) -> int:
    padded = bytes(data) + bytes(-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}L", padded)
    return sum(words) & 0xFFFFFFFF
