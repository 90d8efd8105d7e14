"""How wide the columns of a table are: from what stands in them, never cutting a word or a number."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDEST_FIGURE_COLUMN = 1.9  # times its content; wider, and the eye loses the row


class ColumnNeed(NamedTuple):
    """What a column needs, padding included, in points: at least `minimum`; `natural` to set everything in one line.
    A column that is `fixed` is never narrower than natural: numbers are not broken.
    """

    minimum: float
    natural: float
    fixed: bool


def column_widths(needs: Sequence[ColumnNeed], available: float) -> list[float] | None:
    """A width for each column, together at most `available`; None where even the minimum does not fit.

    Too little room is shared out between the minimum and the natural width, in proportion to what each column lacks.
    Room left over goes to the figure columns, evenly and within reason, then to the words.
    """
    least = [need.natural if need.fixed else need.minimum for need in needs]
    lacking = [need.natural - low for need, low in zip(needs, least, strict=True)]
    spare = available - sum(least)
    if spare < -1e-6:
        return None
    if sum(lacking) > spare:
        return [low + spare * lack / sum(lacking) for low, lack in zip(least, lacking, strict=True)]
    widths = [need.natural for need in needs]
    spare = available - sum(widths)
    figures = [index for index, need in enumerate(needs) if need.fixed]
    words = [index for index, need in enumerate(needs) if not need.fixed]
    for index in figures:
        widths[index] += min(spare / (len(figures) + len(words)), widths[index] * (_WIDEST_FIGURE_COLUMN - 1))
    rest = available - sum(widths)
    for index in words:
        widths[index] += rest / len(words)
    return widths
