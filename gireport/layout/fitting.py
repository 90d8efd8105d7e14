"""What of a group of flowables fits the room that a page has left."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from gireport.layout.flowable import Flowable
    from gireport.pdf.canvas import TaggedCanvas

_TOLERANCE = 1e-6


class Fitted(NamedTuple):
    """What is drawn now, how much of the room it takes (points), and what is left for the next page.

    `left` says for each member of the group what is left of it: all, nothing, or a part.
    """

    drawn: tuple[Flowable, ...]
    height: float
    left: tuple[tuple[Flowable, ...], ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left."""
        return not any(self.left)


class Column(NamedTuple):
    """The column of text that is being filled: a canvas to measure with, and its width in points."""

    canvas: TaggedCanvas
    width: float

    def height(self, flowable: Flowable, *, first: bool) -> float:
        """Height with the space around it; at the top of a page there is none above."""
        _, height = flowable.wrapOn(self.canvas, self.width, 1e9)
        return float((0 if first else flowable.getSpaceBefore()) + height + flowable.getSpaceAfter())

    def fit(self, group: Sequence[Flowable], room: float, *, first: bool, glued: Collection[int] = ()) -> Fitted | None:
        """What of a group that is kept together fits `room`; None where nothing of it may stand here.

        `first` says that the page is still empty. Where even an empty page cannot hold the group, it parts anywhere but
        after so many members as `glued` names, if it can.
        """
        heights = [self.height(flowable, first=first and index == 0) for index, flowable in enumerate(group)]
        if self._fills(group, heights, room):
            return _fitted(group, heights, len(group))
        # It does not fit whole: the last member that can be is divided, with all before it on this page. What comes
        # before the last member is divided even where it fits, so that a table's note is never alone on the next page.
        for index in reversed(range(len(group))):
            flowable = group[index]
            gap = 0.0 if first and index == 0 else flowable.getSpaceBefore()
            available = room - sum(heights[:index]) - gap
            if index < len(group) - 1:
                available = min(available, heights[index] - gap - flowable.getSpaceAfter() - 1)
            parts = flowable.splitOn(self.canvas, self.width, available) if available > 0 else []
            if len(parts) == 2:
                used = sum(heights[:index]) + self.height(parts[0], first=first and index == 0)
                left = (*[()] * index, (parts[1],), *((later,) for later in group[index + 1 :]))
                return Fitted((*group[:index], parts[0]), used, left)
        if not first:
            return None
        # Even a page of its own cannot hold it together, so as much of it as fits has to part from the rest.
        counts: Sequence[int] = range(len(group) - 1, 0, -1)
        counts = [count for count in counts if self._fills(group[:count], heights[:count], room)]
        fitting = next((count for count in counts if count not in glued), next(iter(counts), 0))
        return _fitted(group, heights, fitting) if fitting else None

    @staticmethod
    def _fills(group: Sequence[Flowable], heights: Sequence[float], room: float) -> bool:
        """Whether the room holds them. The space below the last may hang over the page's end."""
        return sum(heights) - float(group[-1].getSpaceAfter()) <= room + _TOLERANCE


def _fitted(group: Sequence[Flowable], heights: Sequence[float], count: int) -> Fitted:
    left = [() if index < count else (flowable,) for index, flowable in enumerate(group)]
    return Fitted(tuple(group[:count]), sum(heights[:count]), tuple(left))
