"""Colours of charts: tones of one hue, told apart by how light they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gireport.layout.contrast import PAPER, contrast, luminance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gireport.brief.model import ChartSeries
    from gireport.layout.theme import Theme

LEAST_ON_PAPER = 3.0
"""What has a meaning stands out by this much from what is beside it (WCAG 2.2, 1.4.11), or has an outline that does."""
LEAST_BETWEEN = 1.3
"""The contrast of two series side by side, which order, an outline or a name tells apart as well."""


def ink_on(colour: str, theme: Theme) -> str:
    """The theme's dark or light text colour, whichever can be read better on `colour`."""
    return max((theme.text_on_dark, theme.body.colour), key=lambda ink: contrast(ink, colour))


def plain_bar(theme: Theme) -> str:
    """The colour of bars of one kind: the theme's own, or its lightest tone that stands out where that does not."""
    return theme.bar if contrast(theme.bar, PAPER) >= LEAST_ON_PAPER else dark_tones(theme)[0]


def dark_tones(theme: Theme) -> list[str]:
    """The theme's tones that stand out from paper by themselves, light to dark."""
    return [tone for tone in _tones(theme) if contrast(tone, PAPER) >= LEAST_ON_PAPER] or [theme.body.colour]


def outline_of(colour: str, theme: Theme) -> str:
    """The outline of what is filled with `colour`: none where it stands out from paper by itself."""
    return "" if contrast(colour, PAPER) >= LEAST_ON_PAPER else theme.outline or dark_tones(theme)[0]


def series_colours(series: Sequence[ChartSeries], theme: Theme) -> list[str]:
    """A fill for each series, light to dark: the colour of its level, or one of as many tones as there are series."""
    if all(each.shade is not None for each in series):
        return [theme.level_colour(each.shade or 0) for each in series]
    if len(series) == 1:
        return [plain_bar(theme)]
    tones = dark_tones(theme) if len(series) == 2 else _tones(theme)
    last = len(tones) - 1
    return [tones[round(index * last / (len(series) - 1))] for index in range(len(series))]


def line_colours(series: Sequence[ChartSeries], theme: Theme) -> list[str]:
    """A colour for each line, all dark enough to be seen without a fill."""
    tones = dark_tones(theme)
    return [tones[-1 - index % len(tones)] for index in range(len(series))]


def _tones(theme: Theme) -> list[str]:
    return sorted(theme.level_colours, key=luminance, reverse=True)
