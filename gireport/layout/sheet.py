"""One page being planned: nothing is drawn until it is settled what stands on it."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, cast

from gireport.layout.charts.drawing import DrawingFlowable
from gireport.layout.elastic import lowered, raised
from gireport.layout.fitting import Column
from gireport.layout.piece import chain_of, ends_section_of, last_depth, passed_by_text, refers
from gireport.layout.table import TableFlowable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gireport.layout.fitting import Fitted
    from gireport.layout.flowable import Flowable
    from gireport.layout.piece import Piece
    from gireport.layout.theme import Page
    from gireport.pdf.canvas import TaggedCanvas


class TooHighError(Exception):
    """Something is higher than a page, `height` points, and cannot be divided."""

    def __init__(self, height: float) -> None:
        super().__init__(height)
        self.height = height


class Waiting(NamedTuple):
    """A figure or table that did not fit, and the depth of the heading that it stands below."""

    piece: Piece
    depth: int


class _Step(NamedTuple):
    """What was placed at once, and the room that there was before it (points)."""

    chain: list[Piece]
    room: float


class Sheet:
    """A page, what is to be drawn on it, and what of the story is left for the next."""

    def __init__(
        self,
        queue: Sequence[Piece],
        waiting: Sequence[Waiting],
        depth: int,
        page: Page,
        canvas: TaggedCanvas,
        *,
        turned: bool,
        elastic: bool = False,
        loose: bool = False,
        divides: bool = False,
    ) -> None:
        """`waiting` comes before `queue`, but after what an earlier page has begun. `depth` is that of the last
        heading so far.

        An `elastic` page draws a figure lower where it does not fit otherwise; on a `loose` one a figure may be passed
        by text of later subsections of its section; one that `divides` takes a part of a table however short.
        """
        self.queue, self.waiting, self.depth = list(queue), list(waiting), depth
        self.turned = turned
        self.room = page.text_height
        self.drawn: list[Flowable] = []
        self._column = Column(canvas, page.text_width)
        self._story = list(queue)
        self._steps: list[_Step] = []
        self._elastic, self._loose, self._divides = elastic, loose, divides
        self._full = False
        self._ends_early = False

    def fill(self) -> None:
        """Settles what stands on the page. Raises TooHighError."""
        if self.queue and self.queue[0].begun and self.queue[0].kind == "table":
            self._place_or_end(chain_of(self.queue, elastic=self._elastic))
        self._place_waiting()
        while self.queue and not self._full:
            self._step()

    @property
    def may_be_filled(self) -> bool:
        """Whether more could stand on the page: the story goes on, and no break ended it."""
        return not self._ends_early and bool(self.waiting or self.queue)

    def raise_figures(self) -> None:
        """Draws the figures of the page higher, within their limits, to use the room that is left."""
        figures = [flowable for flowable in self.drawn if isinstance(flowable, DrawingFlowable)]
        higher = dict(zip(map(id, figures), raised(figures, self.room), strict=True))
        self.drawn = [higher.get(id(flowable), flowable) for flowable in self.drawn]
        self.room -= sum(higher[id(figure)].drawing.height - figure.drawing.height for figure in figures)

    def _barrier(self, depth: int) -> int:
        """The depth of the heading whose section a figure may not leave, where it stands below one of `depth`."""
        return 0 if self._loose else depth

    def _step(self) -> None:
        piece = self.queue[0]
        if piece.kind == "break":
            self._full = self._ends_early = bool(self.drawn)
            if not self.waiting:
                self.queue.pop(0)
            return
        chain = chain_of(self.queue, elastic=self._elastic)
        if any(ends_section_of(self._barrier(waiting.depth), piece) for waiting in self.waiting):
            self._full = True
        elif chain[-1].floats:
            self._step_to_float(chain)
        elif self.turned and not chain[-1].turned:
            self._full = True
        else:
            self._place_or_end(chain)

    def _step_to_float(self, chain: list[Piece]) -> None:
        """Places a figure or table with the headings above it, or lets it wait and places the text after it."""
        *above, last = chain
        fits_kind = last.turned == self.turned and all(waiting.piece.kind != last.kind for waiting in self.waiting)
        if fits_kind and self._place(chain):
            return
        if not above and self.drawn:
            self.waiting.append(Waiting(self.queue.pop(0), self.depth))
        elif above and (passed := self._passed_by_text(above)):
            depth = last_depth(above, self.depth)
            queue = self.queue
            self.queue = above + queue[len(above) + passed :]
            if self._place(chain_of(self.queue, elastic=self._elastic)):
                self.waiting += [Waiting(piece, depth) for piece in queue[len(above) : len(above) + passed]]
            else:
                self.queue = queue
                self._end(chain)
        else:
            self._end(chain)

    def _passed_by_text(self, above: list[Piece]) -> int:
        return passed_by_text(self.queue, len(above), self._barrier(last_depth(above, self.depth)))

    def _place_waiting(self) -> None:
        """Places at the top of the page what did not fit the pages before, in order."""
        while self.waiting and not self._full and self.waiting[0].piece.turned == self.turned:
            self.queue.insert(0, self.waiting[0].piece)
            if not self._place(self.queue[:1]):
                self.queue.pop(0)
                break
            self.waiting.pop(0)
        if self.waiting and not self.drawn:
            self._end([self.waiting[0].piece])

    def _place_or_end(self, chain: list[Piece]) -> None:
        if not self._place(chain):
            self._end(chain)

    def _end(self, chain: list[Piece]) -> None:
        """Ends the page before the chain; on an empty page there is nowhere else for it to go."""
        self._full = True
        if not self.drawn:
            heights = [self._column.height(one, first=True) for piece in chain for one in piece.flowables]
            raise TooHighError(max(heights))

    def _place(self, chain: list[Piece]) -> bool:
        """Places the chain, with which the queue begins, or as much of it as may stand here; False where nothing."""
        fitted = self._fitted(chain)
        if fitted is None and self._elastic and (other := self._yielding(chain)):
            self.queue[: len(chain)] = other
            fitted = self._fitted(other)
            if fitted is None:
                self.queue[: len(chain)] = chain
            else:
                chain = other
        if fitted is None:
            return False
        self._steps.append(_Step(chain, self.room))
        self.drawn += fitted.drawn
        self.room -= fitted.height
        left = _left_of(chain, fitted)
        self.depth = last_depth(chain[: len(chain) - len(left)], self.depth)
        self.queue[: len(chain)] = left
        self._full = self._full or bool(left)
        return True

    def _fitted(self, chain: list[Piece]) -> Fitted | None:
        flowables = [flowable for piece in chain for flowable in piece.flowables]
        captions = accumulate((len(piece.flowables) for piece in chain[:-1]), initial=1)
        glued = [count for count, piece in zip(captions, chain, strict=True) if piece.floats]
        return self._column.fit(flowables, self.room, first=not self.drawn, glued=glued)

    def _yielding(self, chain: list[Piece]) -> list[Piece] | None:
        """The chain with a lower figure, or a table that is divided however short; None where it has neither."""
        if chain[-1].kind == "figure":
            return self._lowered(chain)
        if chain[-1].kind != "table" or not self._divides:
            return None
        tables = [each.divisible() if isinstance(each, TableFlowable) else each for each in chain[-1].flowables]
        return [*chain[:-1], replace(chain[-1], flowables=tuple(tables))]

    def _lowered(self, chain: list[Piece]) -> list[Piece] | None:
        """The chain with the figure at its end so low that all of it fits; None where that is too low."""
        flowables = [flowable for piece in chain for flowable in piece.flowables]
        heights = [self._column.height(one, first=not self.drawn and one is flowables[0]) for one in flowables]
        missing = sum(heights) - flowables[-1].getSpaceAfter() - self.room
        own = chain[-1].flowables
        at = next((index for index, one in enumerate(own) if isinstance(one, DrawingFlowable)), None)
        if at is None:
            return None
        figure = cast("DrawingFlowable", own[at])
        lower = lowered(figure, figure.drawing.height - missing)
        if lower is None:
            return None
        return [*chain[:-1], replace(chain[-1], flowables=(*own[:at], lower, *own[at + 1 :]))]

    def with_earlier_float(self) -> list[Piece] | None:
        """The story of this page with the first figure that has to wait for the next drawn before text that comes
        earlier, as late as there was room for it; None where there was none in its section, below its first mention.
        """
        late = next((waiting for waiting in self.waiting if waiting.piece in self._story), None)
        if late is None or late.piece.turned != self.turned or self._is_behind(late):
            return None
        height = sum(self._column.height(flowable, first=False) for flowable in late.piece.flowables)
        for step in reversed(self._steps):
            if any(self._stays_before(piece, late) for piece in step.chain):
                return None
            at = self._story.index(step.chain[0])
            if step.room >= height and (at == 0 or self._story[at - 1].closes):
                story = [piece for piece in self._story if piece is not late.piece]
                return [*story[:at], late.piece, *story[at:]]
        return None

    def _is_behind(self, late: Waiting) -> bool:
        """Whether one of the same kind has to be drawn first."""
        first = next(waiting for waiting in self.waiting if waiting.piece.kind == late.piece.kind)
        return first is not late

    def _stays_before(self, piece: Piece, late: Waiting) -> bool:
        """Whether a figure or table may not be drawn before `piece`."""
        return (
            piece not in self._story
            or ends_section_of(self._barrier(late.depth), piece)
            or piece.kind == late.piece.kind
            or refers(piece, late.piece.name)
        )


def _left_of(chain: Sequence[Piece], fitted: Fitted) -> list[Piece]:
    """The pieces, or parts of them, that are left for the next page."""
    left: list[Piece] = []
    at = 0
    for piece in chain:
        parts = fitted.left[at : at + len(piece.flowables)]
        at += len(piece.flowables)
        flowables = [flowable for part in parts for flowable in part]
        if flowables == list(piece.flowables):
            left.append(piece)
        elif flowables:
            left.append(piece.rest(flowables))
    return left
