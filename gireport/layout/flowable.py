"""What a story is made of: things that know their height at a width, may be divided, and draw themselves.

They have the methods of ReportLab's flowables. Its own class cannot be imported without all that its page layout needs,
which takes longer than laying out a brief.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gireport.pdf.canvas import TaggedCanvas


class Flowable:
    """Something drawn from its lower left corner. Measures are points."""

    canv: TaggedCanvas
    """The canvas, while it is measured, divided or drawn."""

    def __init__(self) -> None:
        self.width = self.height = 0.0
        self.spaceBefore = self.spaceAfter = 0.0
        self.keepWithNext = False

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Its width and height where so much is available."""
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> Sequence[Flowable]:
        """Itself in two, the first as high as fits; nothing where it cannot be divided there."""
        return []

    def draw(self) -> None:
        """Draws it; the origin is its lower left corner."""
        raise NotImplementedError

    def wrapOn(self, canvas: TaggedCanvas, width: float, height: float) -> tuple[float, float]:  # noqa: N802
        """Measures it."""
        self.canv = canvas
        return self.wrap(width, height)

    def splitOn(self, canvas: TaggedCanvas, width: float, height: float) -> list[Flowable]:  # noqa: N802
        """Divides it."""
        self.canv = canvas
        return list(self.split(width, height))

    def drawOn(self, canvas: TaggedCanvas, x: float, y: float) -> None:  # noqa: N802
        """Draws it with its lower left corner at (`x`, `y`)."""
        self.canv = canvas
        canvas.saveState()
        canvas.translate(x, y)
        self.draw()
        canvas.restoreState()

    def getSpaceBefore(self) -> float:  # noqa: N802
        """The room above it, where it does not begin a page."""
        return self.spaceBefore

    def getSpaceAfter(self) -> float:  # noqa: N802
        """The room below it."""
        return self.spaceAfter

    def getKeepWithNext(self) -> bool:  # noqa: N802
        """Whether what follows it stands on the same page."""
        return self.keepWithNext
