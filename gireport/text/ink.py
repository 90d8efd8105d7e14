"""How far the ink of Thai reaches above and below its line, measured on the font itself."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from gireport.text.shaping import Shaper

# Syllables of real words with the tallest stacks and the deepest vowels. ฎ and ฏ with a vowel below reach deeper still,
# but stand in hardly a word: they count for where the middle of the ink is, not for the room between lines.
_TALL = ("ฟื้", "ปั๊", "ผึ้", "น้ำ")
_DEEP = ("ผู้", "ปุ")
_DEEPEST = "ฎุ"


class InkReach(NamedTuple):
    """In em: up from the baseline to the tallest stack; down to the deepest vowel; to the deepest of all."""

    above: float
    below: float
    deepest: float

    @property
    def whole(self) -> float:
        """The leading at which no stack touches a vowel of the line above."""
        return self.above + self.below

    @property
    def middle(self) -> float:
        """How high above the baseline the middle of the ink is, to a hundredth of an em."""
        return round((self.above - self.deepest) / 2, 2)


@cache
def ink_reach(shaper: Shaper) -> InkReach:
    """The reach of a font's ink, read off its outlines as shaped."""
    em = shaper.font.units_per_em
    above = max(_edges(shaper, syllable)[1] for syllable in _TALL)
    below = min(_edges(shaper, syllable)[0] for syllable in _DEEP)
    return InkReach(above / em, -below / em, -_edges(shaper, _DEEPEST)[0] / em)


def _edges(shaper: Shaper, syllable: str) -> tuple[int, int]:
    """The lowest and the highest ink of a syllable, in font units."""
    bottom = top = 0
    for cluster in shaper.shape(syllable).clusters:
        for glyph, _, y in cluster.glyphs:
            extents = shaper.font.font.get_glyph_extents(glyph)
            if extents:
                top = max(top, y + extents.y_bearing)
                bottom = min(bottom, y + extents.y_bearing + extents.height)
    return bottom, top
