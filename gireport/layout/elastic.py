"""Figures drawn lower than usual so that they fit a page, or higher so that they fill it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gireport.layout.charts.drawing import DrawingFlowable

LEAST, MOST = 0.55, 1.6
"""How high what is plotted may be, in times of the usual."""
_TRIES = (1.0, 0.9, 0.8)  # of the room: labels that move make a height that is not quite foreseen


def lowered(figure: DrawingFlowable, height: float) -> DrawingFlowable | None:
    """The figure no higher than `height` points and not much lower; None where it may not be so low."""
    if height < LEAST * figure.drawing.height:  # words keep their size, so it is higher than that in any case
        return None
    least = figure.drawn_at(LEAST)
    if least is None or least.drawing.height > height:
        return None
    share = (height - least.drawing.height) / max(figure.drawing.height - least.drawing.height, 1.0)
    near = figure.drawn_at(LEAST + (1 - LEAST) * min(share, 1.0))
    return near if near is not None and near.drawing.height <= height else least


def raised(figures: Sequence[DrawingFlowable], room: float) -> list[DrawingFlowable]:
    """The figures, all by the same times higher, so that together they fill up to `room` points more."""
    highest = _drawn_at(MOST, figures)
    most = _growth(figures, highest)
    if most <= room:
        return highest
    for share in _TRIES:
        higher = _drawn_at(1 + (MOST - 1) * room / most * share, figures)
        if _growth(figures, higher) <= room:
            return higher
    return list(figures)


def _drawn_at(tallness: float, figures: Sequence[DrawingFlowable]) -> list[DrawingFlowable]:
    return [figure.drawn_at(tallness) or figure for figure in figures]


def _growth(before: Sequence[DrawingFlowable], after: Sequence[DrawingFlowable]) -> float:
    return sum(new.drawing.height - old.drawing.height for old, new in zip(before, after, strict=True))
