"""The table of contents: headings with their pages, which are written once all pages are filled."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from gireport.brief.model import Span, plain, unlinked
from gireport.layout.dots import draw_dots
from gireport.layout.flowable import Flowable
from gireport.layout.paragraph import ParagraphFlowable
from gireport.pdf.links import Link, inside
from gireport.pdf.structure import StructureElement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from gireport.brief.model import Contents, Heading
    from gireport.layout.theme import TextStyle, Theme
    from gireport.layout.typesetting import SetText, Typesetter
    from gireport.pdf.canvas import TaggedCanvas

_INDENT = 1.5  # em, for each depth
_GAP = 0.5  # em, between words, dots and number
_WIDEST_NUMBER = "888"


def heading_place(index: int) -> str:
    """The name of the place of the brief's heading `index`, counted from 0, which links can lead to."""
    return f"heading {index}"


class _Look(NamedTuple):
    """What all entries share: `number` writes a page's number, `room` is what it may need (points)."""

    style: TextStyle
    dots: str
    typesetter: Typesetter
    number: Callable[[int], str]
    room: float


def contents_flowables(
    contents: Contents,
    headings: Sequence[Heading],
    parent: StructureElement,
    theme: Theme,
    typesetter: Typesetter,
    number: Callable[[int], str],
) -> Iterator[Flowable]:
    """The title and the entries; nothing where no heading is to be listed. `headings` are all of the brief."""
    listed = [(index, heading) for index, heading in enumerate(headings) if 1 < heading.depth <= contents.depth]
    if not listed:
        return
    style = replace(theme.body, align="left", space_after=0.0)
    right = replace(style, align="right", tabular=True)
    room = typesetter.set((Span(number(int(_WIDEST_NUMBER))),), right).flow.natural_width
    look = _Look(style, theme.quiet.colour, typesetter, number, room)
    table = StructureElement("TOC", parent)
    if contents.title:
        title_style = replace(theme.section, balanced=True, keep_with_next=True)
        yield ParagraphFlowable(typesetter.set(contents.title, title_style), StructureElement("Caption", table))
    shallowest = min(heading.depth for _, heading in listed)
    items = _items(table, [heading.depth for _, heading in listed])
    for (index, heading), item in zip(listed, items, strict=True):
        entry = ContentsEntry(heading, heading_place(index), item, look, heading.depth - shallowest)
        entry.spaceAfter = theme.body.space_after if index == listed[-1][0] else 0.0
        yield entry


def _items(table: StructureElement, depths: Sequence[int]) -> Iterator[StructureElement]:
    """The TOCI of each entry; those of deeper headings are in a TOC of their own below the last shallower one."""
    above: list[tuple[int, StructureElement]] = []  # the entries that the next one may be below
    tables = {table: table}  # by the entry whose deeper ones they hold
    for depth in depths:
        while above and above[-1][0] >= depth:
            above.pop()
        parent = above[-1][1] if above else table
        if parent not in tables:
            tables[parent] = StructureElement("TOC", parent)
        item = StructureElement("TOCI", tables[parent])
        above.append((depth, item))
        yield item


class ContentsEntry(Flowable):
    """One heading, the whole of which is a link to it, dots, and the number of its page."""

    canv: TaggedCanvas

    def __init__(self, heading: Heading, place: str, item: StructureElement, look: _Look, steps: int) -> None:
        super().__init__()
        words = unlinked(heading.text)
        self._place, self._look = place, look
        self._content: SetText = look.typesetter.set(words, look.style)
        self._indent = steps * _INDENT * look.style.size
        self._element = StructureElement("Link", StructureElement("Reference", item))
        self._link = Link(inside(place), plain(words).replace("\n", " ").replace("\u00a0", " "))

    @property
    def _gap(self) -> float:
        return _GAP * self._look.style.size

    def _text_width(self) -> float:
        # The dots have room for a few at least, so that the eye finds its way.
        return self.width - self._indent - self._look.room - 4 * self._gap

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """The whole width, and the height of its lines."""
        self.width = available_width
        self.height = self._content.height(self._text_width())
        return self.width, self.height

    def draw(self) -> None:
        """Draws the words now, dots and number when the page is known."""
        canvas, lines = self.canv, self._content.lines(self._text_width())
        with canvas.tagged(self._element):
            canvas.draw_lines(self._content.place(lines, self._indent, self.height, self._text_width()))
            canvas.annotate(self._link, self._element, (self._indent, 0, self.width, self.height))
        words_end = self._indent + lines[-1].width
        with canvas.artifact():
            canvas.draw_later(lambda: self._draw_dots(words_end))
        with canvas.tagged(self._element):
            canvas.draw_later(self._draw_number)

    def _number(self) -> SetText:
        """The number of the page on which the heading stands, at the right."""
        page = self.canv.links.destinations[self._place].page + 1
        style = replace(self._look.style, align="right", tabular=True)
        return self._look.typesetter.set((Span(self._look.number(page)),), style)

    def _draw_number(self) -> None:
        number = self._number()
        last = self._look.style.leading  # the last line is the lowest
        self.canv.draw_lines(number.place(number.lines(self.width), 0, last, self.width))

    def _draw_dots(self, words_end: float) -> None:
        right = self.width - self._number().flow.natural_width - self._gap
        baseline = self._look.style.leading - self._look.style.baseline
        draw_dots(self.canv, words_end + self._gap, right, baseline, self._look.dots)
