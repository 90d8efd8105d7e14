"""The colours of a theme file, by name, and whether what is written in them can be read."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from gireport.dataset.characters import shown
from gireport.layout.contrast import PAPER, TEXT_CONTRAST, contrast, luminance

if TYPE_CHECKING:
    from gireport.dataset.fields import Fields

_COLOUR = re.compile("#[0-9A-Fa-f]{6}")
_OF_TEXT = ("ink", "quiet", "accent", "strong")
_OF_SHAPES = ("hairline", "rule", "accent_rule", "bar", "bar_of_interest", "text_on_dark")


class Palette:
    """The table `colours`. `ink` is that of text, `text_on_dark` of text on a level's dark colour; `quiet`, `accent`
    and `strong` are others that a style may name.
    """

    def __init__(self, fields: Fields) -> None:
        self._fields = fields
        self.colours = {key: self._colour(fields, key) for key in (*_OF_TEXT, *_OF_SHAPES)}
        self.colours["outline"] = self._colour(fields, "outline") if fields.has("outline") else ""
        self._levels = self._read_levels()
        self._check(fields, "ink", self.colours["ink"], PAPER)
        for level in self._levels:
            inks = (self.colours["ink"], self.colours["text_on_dark"])
            best = max(inks, key=lambda ink: contrast(ink, level))
            self._check(fields, "levels", best, level)

    def of_shapes(self) -> dict[str, Any]:
        """The colours that a theme has by name."""
        names = (*_OF_SHAPES, "outline")
        return {"level_colours": self._levels, **{name: self.colours[name] for name in names}}

    def text_colour(self, fields: Fields, key: str) -> str:
        """The colour that a style names, or writes; `ink` where it does neither. Notes one that is too faint."""
        name = fields.text(key, required=False) or "ink"
        colour = self.colours[name] if name in _OF_TEXT else self._colour(fields, key, _OF_TEXT)
        if name != "ink":
            self._check(fields, key, colour, PAPER)
        return colour

    def finish(self) -> None:
        """Notes the keys that mean nothing."""
        self._fields.finish()

    @staticmethod
    def _colour(fields: Fields, key: str, names: tuple[str, ...] = ()) -> str:
        value = fields.text(key)
        if value and not _COLOUR.fullmatch(value):
            known = f", {', '.join(names)}" if names else ""
            fields.refuse("theme.colour", key, value=shown(value), known=known)
        # The stand-in is read well on paper, so that one fault is not told twice.
        return value.upper() if _COLOUR.fullmatch(value) else "#000000"

    def _read_levels(self) -> tuple[str, ...]:
        levels = self._fields.words("levels")
        sound = all(_COLOUR.fullmatch(level) for level in levels)
        if not levels or not sound or any(luminance(one) <= luminance(next_) for one, next_ in pairwise(levels)):
            self._fields.refuse("theme.levels", "levels")
            return (PAPER,)
        return tuple(level.upper() for level in levels)

    @staticmethod
    def _check(fields: Fields, key: str, ink: str, ground: str) -> None:
        ratio = contrast(ink, ground)
        if ratio < TEXT_CONTRAST:
            # Rounded down: 4.497 must not read as if it were enough.
            facts = {"ratio": f"{int(ratio * 100) / 100:.2f}", "least": f"{TEXT_CONTRAST:g}"}
            fields.refuse("theme.contrast", key, colour=ink, ground=ground, **facts)
