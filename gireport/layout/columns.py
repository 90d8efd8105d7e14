"""How wide the columns of a table are: from what stands in them, never cutting a number."""

from __future__ import annotations

from itertools import pairwise
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDEST_FIGURE_COLUMN = 1.9  # times its content; wider, and the eye loses the row
_FIGURE_AIR = 6.0  # points between columns of figures beside words that would take all there is
_MOST_SPARE_ROOM = 80.0  # points beside words that figures follow; with more, a row falls apart
_TOLERANCE = 1e-6
_HALVINGS = 40  # of the search for a level: well below a thousandth of a point


class ColumnNeed(NamedTuple):
    """What a column needs, padding included, in points: at least `minimum`; `natural` to set everything in one line.
    A column that is `fixed` is never narrower than natural: numbers are not broken.
    """

    minimum: float
    natural: float
    fixed: bool

    @property
    def least(self) -> float:
        """The narrowest it may be."""
        return self.natural if self.fixed else self.minimum


def column_widths(needs: Sequence[ColumnNeed], available: float) -> list[float] | None:
    """A width for each column, together at most `available`; None where even the least does not fit.

    Where there is too little room, columns that need little get it and the wordiest share what is left; figures keep
    off each other where no word has to be cut for it. Room left over goes to the figure columns, evenly and within
    reason, then to the words.
    """
    if sum(need.least for need in needs) > available + _TOLERANCE:
        return None
    if sum(need.natural for need in needs) > available:
        return _shared(_airy(needs, available), available)
    widths = [need.natural for need in needs]
    figures = [index for index, need in enumerate(needs) if need.fixed]
    words = [index for index, need in enumerate(needs) if not need.fixed]
    spare = (available - sum(widths)) / len(widths)
    for index in figures:
        widths[index] += min(spare, widths[index] * (_WIDEST_FIGURE_COLUMN - 1))
    rest = available - sum(widths)
    for index in words:
        widths[index] += min(rest / len(words), _MOST_SPARE_ROOM) if figures else rest / len(words)
    return widths


def _airy(needs: Sequence[ColumnNeed], available: float) -> Sequence[ColumnNeed]:
    """What the columns need with more room between neighbours of figures; as it was where that does not fit."""
    airy = [
        need._replace(natural=need.natural + _FIGURE_AIR) if need.fixed and before.fixed else need
        for before, need in pairwise([ColumnNeed(0, 0, False), *needs])
    ]
    return airy if sum(need.least for need in airy) <= available else needs


def _shared(needs: Sequence[ColumnNeed], available: float) -> list[float]:
    """Widths where not every column can have its natural one. Each grows as the root of its natural width, from its
    least to its natural: so columns of a word or two keep their line, and wordy ones come out about equally high.
    What a column would need beyond a whole page makes it no more important.
    """
    weights = [sqrt(min(need.natural, available)) for need in needs]

    def widths(level: float) -> list[float]:
        return [min(max(level * weight, need.least), need.natural) for need, weight in zip(needs, weights, strict=True)]

    low, high = 0.0, available
    for _ in range(_HALVINGS):
        level = (low + high) / 2
        low, high = (low, level) if sum(widths(level)) > available else (level, high)
    return widths(low)
