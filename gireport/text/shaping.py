"""Text to positioned clusters.

A *cluster* is the smallest piece of text that HarfBuzz positions as a whole: in Thai a consonant with the marks above
and below it. Everything downstream draws, measures and embeds clusters, never single marks, which is why nothing in
a line ever moves backwards and why the source characters survive copying.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import uharfbuzz as hb

if TYPE_CHECKING:
    from gireport.text.fontfile import FontFile

_THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
_ARABIC_DIGITS = "0123456789"
# What is drawn with the letter before it: Thai vowel signs, SARA AM for its ring, tone marks; Latin accents.
MARKS = "".join(map(chr, (0x0E31, *range(0x0E33, 0x0E3B), *range(0x0E47, 0x0E4F), *range(0x0300, 0x0370))))
# HarfBuzz shapes a buffer as one script, and after a Latin letter it would leave Thai marks colliding. A mark that
# strayed onto the other script stays with its letter: alone it would have no width to be found by.
_THAI = "\u0e01-\u0e3a\u0e40-\u0e5b"
_ONE_SCRIPT = re.compile(rf"(?P<thai>[{_THAI}][{_THAI}{MARKS}]*)|[^{_THAI}]+[{MARKS}]*")
_CACHED_TEXTS = 50_000  # words and cells; a full cache is dropped whole, which is simpler than ageing and as good


def is_mark(character: str) -> bool:
    """Whether the character is drawn with the letter before it."""
    return character in MARKS or unicodedata.category(character).startswith("M")


def letters_with_marks(text: str) -> list[str]:
    """The text in pieces that have to be drawn in one font: each a character and the marks that follow it."""
    pieces: list[str] = []
    for character in text:
        if pieces and is_mark(character):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


class PlacedGlyph(NamedTuple):
    """A glyph and its offset from the cluster's origin, in font units."""

    glyph: int
    x: int
    y: int


class Cluster(NamedTuple):
    """What is drawn as one: its characters, its glyphs, its own advance, and the kerning after it (font units).

    The kerning is fractional where a line was justified. `number` is the same for all clusters of a shaper that differ
    in nothing but their kerning, which is written between them: what a document embeds is found by it, and quickly.
    """

    text: str
    glyphs: tuple[PlacedGlyph, ...]
    advance: int
    kern: float
    number: int


class ShapedText(NamedTuple):
    """A text as clusters in visual order, and its whole width in font units, kerning included."""

    clusters: tuple[Cluster, ...]
    width: float


class Shaper:
    """Shapes text with one font. Results are kept for the life of the process: reports repeat their words."""

    def __init__(self, font: FontFile) -> None:
        self.font = font
        self._shaped: dict[tuple[str, bool], ShapedText] = {}
        self._numbers: dict[tuple[str, tuple[PlacedGlyph, ...], int], int] = {}

    @staticmethod
    @cache
    def of(font: FontFile) -> Shaper:
        """The one shaper of a font, so that all who use the font share its results."""
        return Shaper(font)

    def shape(self, text: str, *, tabular: bool = False) -> ShapedText:
        """The clusters of `text`. With `tabular`, all ten digits of a script take the same width, as columns of
        figures need (Sarabun's Thai digits are proportional).
        """
        key = (text, tabular)
        shaped = self._shaped.get(key)
        if shaped is None:
            pieces = _ONE_SCRIPT.finditer(text)
            clusters = [c for piece in pieces for c in self._clusters(piece.group(), thai=bool(piece["thai"]))]
            if tabular:
                clusters = [self._tabular(cluster) for cluster in clusters]
            width = sum(cluster.advance + cluster.kern for cluster in clusters)
            shaped = ShapedText(tuple(clusters), width)
            if len(self._shaped) >= _CACHED_TEXTS:
                self._shaped.clear()
            self._shaped[key] = shaped
        return shaped

    def width(self, text: str, size: float, *, tabular: bool = False) -> float:
        """Width of `text` in points at `size` points."""
        return self.shape(text, tabular=tabular).width * size / self.font.units_per_em

    def broadened(self, space: Cluster, by: float) -> Cluster:
        """A space that is itself broader by so many font units, to a hundredth of an em, with the rest as kerning.

        Room after a space that is not the space's own is read as another space by pdfminer.six.
        """
        step = self.font.units_per_em / 100
        more = round(int(by / step) * step)
        return self._numbered(space.text, space.glyphs, space.advance + more, space.kern + by - more)

    def _clusters(self, text: str, *, thai: bool) -> list[Cluster]:
        """The clusters of a text in one script."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        # Said rather than guessed: a guess takes the language from the machine's locale, and so might the glyphs.
        buffer.language = "th" if thai else "en"
        buffer.script = "Thai" if thai else "Latn"
        buffer.direction = "ltr"
        hb.shape(self.font.font, buffer, {})
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        if not infos:
            return []
        starts = [info.cluster for info in infos] + [len(text)]
        clusters = []
        first = 0
        for index in range(1, len(starts)):
            if starts[index] != starts[first]:
                clusters.append(
                    self._cluster(text[starts[first] : starts[index]], infos[first:index], positions[first:index])
                )
                first = index
        return clusters

    def _cluster(self, text: str, infos: list[hb.GlyphInfo], positions: list[hb.GlyphPosition]) -> Cluster:
        x = advance = 0
        glyphs = []
        for info, position in zip(infos, positions, strict=True):
            glyph = info.codepoint
            glyphs.append(PlacedGlyph(glyph, x + position.x_offset, position.y_offset))
            x += position.x_advance
            # Shaping takes a mark's advance away even where the font gives it one.
            advance += self.font.advance(glyph) if position.x_advance else 0
        return self._numbered(text, tuple(glyphs), advance, x - advance)

    def _numbered(self, text: str, glyphs: tuple[PlacedGlyph, ...], advance: int, kern: float) -> Cluster:
        number = self._numbers.setdefault((text, glyphs, advance), len(self._numbers))
        return Cluster(text, glyphs, advance, kern, number)

    def _tabular(self, cluster: Cluster) -> Cluster:
        for digits in (_ARABIC_DIGITS, _THAI_DIGITS):
            if len(cluster.text) == 1 and cluster.text in digits:
                width = self._digit_width(digits)
                shift = (width - cluster.advance) // 2
                glyphs = tuple(PlacedGlyph(g, x + shift, y) for g, x, y in cluster.glyphs)
                return self._numbered(cluster.text, glyphs, width, 0)
        return cluster

    def _digit_width(self, digits: str) -> int:
        return max(cluster.advance for cluster in self.shape(digits).clusters)
