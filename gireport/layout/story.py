"""A `Brief` as a story: flowables in reading order, each with its place in the structure tree."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportlab.platypus.flowables import Flowable, PageBreak

from gireport.brief import model
from gireport.layout.charts.chart import draw_chart
from gireport.layout.charts.drawing import DrawingFlowable
from gireport.layout.charts.ladder import draw_ladder
from gireport.layout.keyfigures import KeyFiguresFlowable
from gireport.layout.paragraph import ParagraphFlowable
from gireport.layout.tabulate import set_table
from gireport.pdf.structure import StructureElement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gireport.errors import Problem
    from gireport.layout.charts.drawing import Drawing
    from gireport.layout.theme import TextStyle, Theme
    from gireport.layout.typesetting import Typesetter

_BULLET_ROOM = 1.4  # em, from the bullet to the text
_LABEL_GAP = 0.5  # em, after a number


class StoryBuilder:
    """Turns blocks into flowables below one structure element."""

    def __init__(
        self, root: StructureElement, theme: Theme, typesetter: Typesetter, warn: Callable[[Problem], None]
    ) -> None:
        """`warn` hears of what is worth knowing but stops nothing."""
        self._root, self._theme, self._typesetter, self._warn = root, theme, typesetter, warn

    def story(self, brief: model.Brief) -> list[Flowable]:
        """The flowables of the whole brief."""
        return [flowable for block in brief.blocks for flowable in self._block(block)]

    def _block(self, block: model.Block) -> Iterator[Flowable]:
        theme = self._theme
        match block:
            case model.Heading():
                style = {1: theme.title, 2: theme.section}.get(block.depth, theme.subsection)
                element = StructureElement(f"H{block.depth}", self._root)
                title = model.plain(block.text).replace("\n", " ")
                yield ParagraphFlowable(
                    self._typesetter.set(block.text, style), element, bookmark=(title, block.depth - 1)
                )
            case model.Paragraph():
                yield self._paragraph(block.text, theme.quiet if block.quiet else theme.body, "P", self._root)
            case model.ItemList():
                yield from self._list(block) if block.items else ()
            case model.KeyFigures() if block.figures:
                yield KeyFiguresFlowable(block, self._root, theme, self._typesetter)
            case model.Ladder():
                drawing = draw_ladder(block, theme.page.text_width, theme, self._typesetter)
                yield from self._figure(block.caption, block.alternative, drawing)
            case model.Chart():
                drawing = draw_chart(block, theme.page.text_width, theme, self._typesetter)
                yield from self._figure(block.caption, block.alternative, drawing, block.notes)
            case model.Table():
                yield from self._table(block)
            case model.PageBreak():
                yield PageBreak()

    def _paragraph(self, text: model.Text, style: TextStyle, role: str, parent: StructureElement) -> ParagraphFlowable:
        return ParagraphFlowable(self._typesetter.set(text, style), StructureElement(role, parent))

    def _caption(self, caption: model.Caption, parent: StructureElement) -> ParagraphFlowable:
        text = (model.Span(f"{caption.label} "), *caption.title)
        return self._paragraph(text, self._theme.caption, "Caption", parent)

    def _list(self, items: model.ItemList) -> Iterator[Flowable]:
        style = self._theme.item
        numbering = "/None" if len(set(items.labels)) == 1 else "/Decimal"
        parent = StructureElement("L", self._root, attributes={"ListNumbering": numbering})
        labels = [self._typesetter.set((model.Span(label),), style) for label in items.labels]
        widest = max(label.flow.natural_width for label in labels)
        indent = max(_BULLET_ROOM * style.size, widest + _LABEL_GAP * style.size)
        for text, label in zip(items.items, labels, strict=True):
            item = StructureElement("LI", parent)
            yield ParagraphFlowable(
                self._typesetter.set(text, style),
                label_element=StructureElement("Lbl", item),
                element=StructureElement("LBody", item),
                indent=indent,
                label=label,
            )

    def _figure(
        self, caption: model.Caption, alternative: str, drawing: Drawing, notes: tuple[model.Text, ...] = ()
    ) -> Iterator[Flowable]:
        yield self._caption(caption, self._root)
        figure = DrawingFlowable(drawing, StructureElement("Figure", self._root, alternative=alternative))
        figure.keepWithNext = bool(notes)
        yield figure
        for index, note in enumerate(notes):
            last = index == len(notes) - 1
            yield self._paragraph(note, replace(self._theme.note, keep_with_next=not last), "P", self._root)

    def _table(self, table: model.Table) -> Iterator[Flowable]:
        element = StructureElement("Table", self._root)
        yield self._caption(table.caption, element)
        flowable = set_table(table, element, self._theme, self._typesetter, self._warn)
        flowable.keepWithNext = bool(table.notes)
        yield flowable
        for index, note in enumerate(table.notes):
            last = index == len(table.notes) - 1
            style = replace(self._theme.note, keep_with_next=not last)
            yield self._paragraph(note, style, "P", self._root)
