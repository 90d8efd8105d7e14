"""Which of a paragraph's break opportunities end its lines: the paragraph is judged as a whole.

After Knuth and Plass, "Breaking paragraphs into lines" (1981), by dynamic programming over the opportunities. The
fewest lines win; of those, the evenest, ends at spaces before ends between words. A compound, and in despair a word,
is parted only where the line would otherwise overflow or be far too loose.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gireport.thai.breaks import BreakLevel

if TYPE_CHECKING:
    from collections.abc import Sequence

LOOSE = 0.35
"""A ragged line with more than this share of it empty is far too loose."""
_TOLERANCE = 1e-6  # points; sums of widths are not exact

# Costs are squared shares of the width left empty. A line more, and a line too wide, outweigh all of those together.
_LINE = 1e3
_OVERFULL = 1e6
_PENALTIES = {BreakLevel.SPACE: 0.0, BreakLevel.WORD: 0.01, BreakLevel.COMPOUND: 0.03, BreakLevel.CLUSTER: 0.1}
_SHORT_LAST_LINE = 0.1  # of the width; shorter ones look lost
_LOST = 0.06
_LOOSEST = 10.0  # what a line that no stretching can fill counts, in times of its stretch


class Opportunity(NamedTuple):
    """A place where a line may end, with sums over all that stands before it, in points.

    `end` is without the spaces there, which a line's end drops; `next_start` is with them. `stretch` is by how much
    the text up to the end may be widened, `next_stretch` the same up to the next line's start.
    """

    level: BreakLevel
    end: float
    next_start: float
    stretch: float = 0.0
    next_stretch: float = 0.0


def choose_breaks(opportunities: Sequence[Opportunity], width: float, *, justified: bool = False) -> list[int]:
    """The indices of the opportunities that end the lines, the last of all included.

    `width` is in points. With `justified` a line is as loose as its stretch is used up, else as it is empty.
    """
    if opportunities[-1].end <= width + _TOLERANCE:
        return [len(opportunities) - 1]
    return _TotalFit(opportunities, width, justified).run()


class _TotalFit:
    """The state of one search. Where a line starts is counted from 0, the paragraph's start: `start` n is what follows
    the opportunity n - 1.
    """

    def __init__(self, opportunities: Sequence[Opportunity], width: float, justified: bool) -> None:
        self._all = opportunities
        self._starts = [0.0, *(opportunity.next_start for opportunity in opportunities)]
        self._width = width
        self._limit = width + _TOLERANCE
        self._justified = justified
        self._word_before, self._word_after = _neighbouring_words(opportunities)

    def run(self) -> list[int]:
        costs, came_from = [0.0], [0]
        for index, opportunity in enumerate(self._all):
            # The nearest start is taken even if the line is too wide from there: nothing can part it further.
            farthest = index
            while farthest and opportunity.end - self._starts[farthest - 1] <= self._limit:
                farthest -= 1
            best, best_start = float("inf"), 0
            for start in range(farthest, index + 1):
                if costs[start] + _LINE > best:  # mostly of one line more
                    continue
                cost = costs[start] + self._cost(start, index, opportunity)
                if cost <= best:
                    best, best_start = cost, start
            costs.append(best)
            came_from.append(best_start)
        chosen = []
        at = len(self._all)
        while at:
            chosen.append(at - 1)
            at = came_from[at]
        return chosen[::-1]

    def _cost(self, start: int, index: int, opportunity: Opportunity) -> float:
        """What a line from a start to an opportunity costs."""
        length = opportunity.end - self._starts[start]
        if length > self._limit:
            return _OVERFULL * (1 + length - self._width)
        if index == len(self._all) - 1:
            return _LINE + (_LOST if length < _SHORT_LAST_LINE * self._width else 0.0)
        if opportunity.level < BreakLevel.WORD and not self._may_part(start, index):
            return float("inf")
        return _LINE + self._looseness(start, index) ** 2 + _PENALTIES[opportunity.level]

    def _may_part(self, start: int, index: int) -> bool:
        """Whether a line from `start` would overflow with the whole word, and be far too loose without it."""
        if self._all[self._word_after[index]].end - self._starts[start] <= self._limit:
            return False
        before = self._word_before[index]
        return before < start or self._looseness(start, before) > (1.0 if self._justified else LOOSE)

    def _looseness(self, start: int, index: int) -> float:
        """The share of a line that is empty; of a justified one, the share of its stretch that filling it takes."""
        opportunity = self._all[index]
        empty = self._width - (opportunity.end - self._starts[start])
        if not self._justified:
            return empty / max(self._width, _TOLERANCE)
        stretch = opportunity.stretch - (self._all[start - 1].next_stretch if start else 0.0)
        return min(empty / stretch, _LOOSEST) if stretch > 0 else (_LOOSEST if empty > _TOLERANCE else 0.0)


def _neighbouring_words(opportunities: Sequence[Opportunity]) -> tuple[list[int], list[int]]:
    """For each opportunity the nearest one before it, and after it, at which no word or compound is parted."""
    count = len(opportunities)
    before, after = [-1] * count, [count - 1] * count
    for index in range(1, count):
        before[index] = index - 1 if opportunities[index - 1].level >= BreakLevel.WORD else before[index - 1]
    for index in range(count - 2, -1, -1):
        after[index] = index + 1 if opportunities[index + 1].level >= BreakLevel.WORD else after[index + 1]
    return before, after
