"""A line of text as it is set: what is drawn in which font, and how wide."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from gireport.text.shaping import Cluster, Shaper
    from gireport.thai.breaks import BreakLevel


class Run(NamedTuple):
    """A stretch of a paragraph in one font and size (points)."""

    text: str
    shaper: Shaper
    size: float
    tabular: bool = False


class Fragment(NamedTuple):
    """A stretch of a line in one run: the run's index, its text as printed, its clusters, its width in points."""

    run: int
    text: str
    clusters: tuple[Cluster, ...]
    width: float


class Line(NamedTuple):
    """A line without the spaces at its end, its width in points, and how good the place is at which it ends.

    `level` is None where the text itself ends the line.
    """

    fragments: tuple[Fragment, ...]
    width: float
    level: BreakLevel | None = None

    @property
    def text(self) -> str:
        """The line's characters as printed."""
        return "".join(fragment.text for fragment in self.fragments)
