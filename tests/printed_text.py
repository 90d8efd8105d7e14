"""What a brief printed, noted while it was drawn, and what a brief has to print."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any
from unittest import mock

import gireport.rendering
from gireport.brief import model
from gireport.layout.charts.chart import draw_chart
from gireport.layout.fonts import FontFamily
from gireport.layout.theme import DEFAULT
from gireport.layout.typesetting import Typesetter
from gireport.pdf.canvas import TaggedCanvas

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gireport.layout.charts.drawing import Drawing
    from gireport.layout.theme import Theme
    from gireport.pdf.structure import StructureElement

NO_BREAK_SPACE = "\u00a0"


@dataclass(frozen=True)
class Printed:
    """A line of text, or one string of a chart: the page it is on (from 0), and the element it belongs to, if any."""

    page: int
    text: str
    element: StructureElement | None


class RecordingCanvas(TaggedCanvas):
    """Draws as ever and notes what it draws."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.printed: list[Printed] = []
        self.funnel: list[str] = []  # every text of the document passes through show_clusters
        self._element: StructureElement | None = None
        self._furniture_page: int | None = None
        self._in_line = False

    def _note(self, text: str) -> None:
        page = self.page_count if self._furniture_page is None else self._furniture_page
        if text:
            self.printed.append(Printed(page, text, self._element))

    def show_clusters(self, font: Any, clusters: Iterable[Any]) -> str:
        clusters = tuple(clusters)
        text = "".join(cluster.text for cluster in clusters)
        self.funnel.append(text)
        if not self._in_line:
            self._note(text)
        return super().show_clusters(font, clusters)

    def draw_lines(self, lines: Iterable[Any]) -> None:
        lines = list(lines)
        for line in lines:
            self._note("".join(cluster.text for glyphs in line.glyphs for cluster in glyphs.clusters))
        self._in_line = True
        super().draw_lines(lines)
        self._in_line = False

    def draw_later(self, draw: Callable[[], None]) -> None:
        page = self.page_count

        def noted() -> None:
            self._furniture_page = page
            draw()
            self._furniture_page = None

        super().draw_later(noted)

    @contextmanager
    def tagged(self, element: StructureElement) -> Iterator[None]:
        outer = self._element
        self._element = outer or element
        with super().tagged(element):
            yield
        self._element = outer

    def draw_furniture(self, draw: Callable[[int, int], None]) -> None:
        def noted(number: int, count: int) -> None:
            self._furniture_page = number - 1
            draw(number, count)

        super().draw_furniture(noted)
        self._furniture_page = None


def printed_by(brief: model.Brief, theme: Theme | None = None) -> RecordingCanvas:
    """The canvas on which the whole brief was drawn."""
    with mock.patch.object(gireport.rendering, "TaggedCanvas", RecordingCanvas):
        canvas = gireport.rendering.lay_out(brief, theme or DEFAULT)
    assert isinstance(canvas, RecordingCanvas)
    return canvas


def elements_in_order(element: StructureElement) -> Iterator[StructureElement]:
    """The elements below one, in reading order."""
    for child in element.children:
        if not isinstance(child, tuple):
            yield child
            yield from elements_in_order(child)


def required(brief: model.Brief, theme: Theme | None = None) -> Iterator[str | Counter[str]]:
    """What must be printed, in reading order: a text for each paragraph, item, label and cell; for a figure the
    strings in it, in any order.
    """
    for block in brief.blocks:
        if isinstance(block, model.Contents):
            headings = [each for each in brief.blocks if isinstance(each, model.Heading)]
            yield from filter(None, [model.plain(block.title)])
            yield from (model.plain(each.text) for each in headings if 1 < each.depth <= block.depth)
        else:
            yield from _required(block, brief, theme)


def _drawing(chart: model.Chart, brief: model.Brief, theme: Theme) -> Drawing:
    width = theme.page.turned(chart.landscape).text_width
    return draw_chart(chart, width, theme, Typesetter.of(brief, FontFamily.of(theme.fonts)))


def _required(block: model.Block, brief: model.Brief, theme: Theme | None) -> Iterator[str | Counter[str]]:
    match block:
        case model.Heading() | model.Paragraph():
            yield model.plain(block.text)
        case model.ItemList():
            lists = block.below or (None,) * len(block.items)
            for label, item, below in zip(block.labels, block.items, lists, strict=True):
                yield from (label, model.plain(item))
                yield from _required(below, brief, theme) if below else ()
        case model.Remark():
            yield from filter(None, [model.plain(block.title)])
            for inner in block.blocks:
                yield from _required(inner, brief, theme)
        case model.TextColumns():
            for inner in block.blocks:
                yield from _required(inner, brief, theme)
        case model.Picture():
            yield from (_caption(block.caption), Counter())
        case model.SignatureBlock():
            yield from map(_signature_line, block.lines)
        case model.KeyFigures():
            for figure in block.figures:
                yield from filter(None, map(model.plain, (figure.value, figure.label, figure.context)))
        case model.Ladder():
            yield _caption(block.caption)
            texts = [t for step in block.steps for t in (step.name, step.other_name, step.count, step.unit)]
            yield _strings([model.plain(text) for text in texts] + [step.number for step in block.steps])
        case model.Chart():
            yield _caption(block.caption)
            yield _of_chart(block)
            yield from map(model.plain, block.notes)
            if block.none_note and "–" in _drawing(block, brief, theme or DEFAULT).texts:
                yield model.plain(block.none_note)
        case model.Table():
            yield _caption(block.caption)
            yield from map(model.plain, _heads(block))
            yield from (model.plain(cell) for row in block.rows for cell in row.cells)
            yield from map(model.plain, block.notes)


def _signature_line(line: model.SignatureLine) -> str | Counter[str]:
    words = [model.plain(text) for text in (line.before, line.filled, line.after) if text]
    # Between words to fill in between are dots, which are no text.
    return _strings(words) if line.after and not line.filled else " ".join(words)


def _heads(table: model.Table) -> Iterator[model.Text]:
    """Heads in reading order: those that span columns with those beside them, then those below them."""
    for group, columns in groupby(table.columns, key=lambda column: column.group):
        yield from [group] if group else [column.head for column in columns]
    yield from (column.head for column in table.columns if column.group)


def _caption(caption: model.Caption) -> str:
    return f"{caption.label} {model.plain(caption.title)}"


def _of_chart(chart: model.Chart) -> Counter[str]:
    """What is certain to be drawn: the first and last category; in panels names, and the highest and last figures."""
    ends = [model.plain(chart.categories[end]) for end in sorted({0, len(chart.categories) - 1})]
    if chart.kind != "panels":
        return _strings(ends)
    strings = []
    for series in chart.series:
        highest = max((value for value in series.values if value is not None), default=0)
        strings += [model.plain(series.name), model.plain(series.context), *ends]
        strings += [
            label
            for index, (value, label) in enumerate(zip(series.values, series.labels, strict=True))
            if index == len(series.values) - 1 or (highest and value == highest)
        ]
    return _strings(strings)


def _strings(strings: Iterable[str]) -> Counter[str]:
    return Counter(string.replace(NO_BREAK_SPACE, " ") for string in strings if string)
