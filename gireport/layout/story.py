"""A `Brief` as a story: pieces in reading order, each with its place in the structure tree."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from gireport.brief import model
from gireport.brief.languages import whole_language
from gireport.brief.values import NONE_SIGN
from gireport.layout.beside_rule import BesideRule
from gireport.layout.charts.chart import check_height, draw_chart
from gireport.layout.charts.drawing import DrawingFlowable
from gireport.layout.charts.ladder import draw_ladder
from gireport.layout.contents import contents_flowables, heading_place
from gireport.layout.keyfigures import KeyFiguresFlowable
from gireport.layout.paragraph import ParagraphFlowable
from gireport.layout.picture import PictureFlowable
from gireport.layout.piece import Piece
from gireport.layout.signature import SignatureFlowable
from gireport.layout.tabulate import set_table
from gireport.layout.textcolumns import TextColumnsFlowable
from gireport.pdf.structure import StructureElement
from gireport.thai.digits import in_digits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gireport.errors import Problem
    from gireport.layout.charts.drawing import Drawing
    from gireport.layout.flowable import Flowable
    from gireport.layout.theme import TextStyle, Theme
    from gireport.layout.typesetting import Typesetter
    from gireport.thai.calendar_names import Language

_BULLET_ROOM = 1.4  # em, from the bullet to the text
_LABEL_GAP = 0.5  # em, after a number
_FLOATING = (model.Ladder, model.Chart, model.Table, model.Picture)


class StoryBuilder:
    """Turns blocks into flowables below one structure element."""

    def __init__(
        self, root: StructureElement, theme: Theme, typesetter: Typesetter, warn: Callable[[Problem], None]
    ) -> None:
        """`warn` hears of what is worth knowing but stops nothing."""
        self._root, self._theme, self._typesetter, self._warn = root, theme, typesetter, warn
        self._headings = 0  # set so far
        self._language: Language = "th"

    def story(self, brief: model.Brief) -> list[Piece]:
        """The pieces of the whole brief."""
        self._language = cast("Language", brief.language)
        pieces: list[Piece] = []
        for before, block in pairwise([None, *brief.blocks]):
            if isinstance(block, model.Contents):
                made = self._contents(block, brief)
            else:
                made = list(self._block(block)) if block is not None else []
            if isinstance(before, _FLOATING) and isinstance(block, model.Paragraph) and block.quiet:
                pieces[-1] = _joined(pieces[-1], made[0])  # a quiet paragraph below a figure or table is its note
                continue
            if isinstance(block, model.ItemList) and isinstance(before, model.Paragraph) and not before.quiet:
                pieces[-1].flowables[-1].keepWithNext = True  # it introduces the list
            if isinstance(block, model.SignatureBlock) and isinstance(before, model.Paragraph | model.ItemList):
                pieces[-1].flowables[-1].keepWithNext = True  # nobody signs a page without a word on it
            pieces += made
        return pieces

    def _block(self, block: model.Block) -> Iterator[Piece]:
        theme = self._theme
        match block:
            case model.Heading():
                yield self._heading(block)
            case model.Paragraph():
                style = theme.quiet if block.quiet else theme.body
                yield Piece((self._paragraph(block.text, style, "P", self._root),), words=model.plain(block.text))
            case model.ItemList():
                yield from self._list(block, theme.item, self._root) if block.items else ()
            case model.KeyFigures() if block.figures:
                yield Piece((KeyFiguresFlowable(block, self._root, theme, self._typesetter),))
            case model.Ladder():
                redraw = partial(draw_ladder, block, theme.page.text_width, theme, self._typesetter)
                yield self._figure(block, redraw(), redraw)
            case model.Chart():
                yield self._chart(block)
            case model.Table():
                yield self._table(block)
            case model.Remark():
                yield from self._remark(block)
            case model.TextColumns():
                yield self._columns(block)
            case model.Picture():
                yield self._picture(block)
            case model.SignatureBlock():
                yield Piece((SignatureFlowable(block, self._root, theme, self._typesetter),))
            case model.PageBreak():
                yield Piece((), "break")

    def _heading(self, block: model.Heading) -> Piece:
        theme = self._theme
        style = replace({1: theme.title, 2: theme.section}.get(block.depth, theme.subsection), balanced=True)
        element = StructureElement(f"H{block.depth}", self._root)
        title = model.plain(block.text).replace("\n", " ")
        flowable = ParagraphFlowable(
            self._typesetter.set(block.text, style),
            element,
            bookmark=(title, block.depth - 1),
            destination=heading_place(self._headings),
        )
        self._headings += 1
        return Piece((flowable,), depth=block.depth)

    def _paragraph(self, text: model.Text, style: TextStyle, role: str, parent: StructureElement) -> ParagraphFlowable:
        return ParagraphFlowable(self._typesetter.set(text, style), StructureElement(role, parent))

    def _caption(self, caption: model.Caption, parent: StructureElement) -> ParagraphFlowable:
        text = (model.Span(f"{caption.label} "), *caption.title)
        set_text = self._typesetter.set(text, self._theme.caption)
        return ParagraphFlowable(set_text, StructureElement("Caption", parent), destination=caption.label)

    def _contents(self, contents: model.Contents, brief: model.Brief) -> list[Piece]:
        headings = [block for block in brief.blocks if isinstance(block, model.Heading)]
        flowables = contents_flowables(
            contents,
            headings,
            self._root,
            self._theme,
            self._typesetter,
            lambda page: in_digits(str(page), brief.digits),
        )
        return [Piece((flowable,)) for flowable in flowables]

    def _remark(self, remark: model.Remark) -> Iterator[Piece]:
        theme = self._theme
        parent = StructureElement("Div", self._root)
        inner: list[Flowable] = []
        if remark.title:
            bold = replace(theme.quiet, bold=True, keep_with_next=True, space_after=0.0)
            inner.append(self._paragraph(remark.title, bold, "P", parent))
        for block in remark.blocks:
            if isinstance(block, model.ItemList):
                inner += (piece.flowables[0] for piece in self._list(block, theme.quiet, parent))
            else:
                inner.append(self._paragraph(block.text, theme.quiet, "P", parent))
        for index, flowable in enumerate(inner):
            yield Piece((BesideRule(flowable, theme, first=index == 0, last=index == len(inner) - 1),))

    def _columns(self, columns: model.TextColumns) -> Piece:
        theme = self._theme
        members: list[Flowable] = []
        for block in columns.blocks:
            if isinstance(block, model.ItemList):
                if members:
                    members[-1].keepWithNext = True  # it introduces the list
                items = [piece.flowables[0] for piece in self._list(block, theme.item, self._root)]
                for item in items:
                    item.keepWithNext = False  # columns are short: one item at the foot of one does not look lost
                members += items
            else:
                style = theme.quiet if block.quiet else theme.body
                members.append(self._paragraph(block.text, style, "P", self._root))
        words = "\n".join(model.plain(span) for span in _texts_of(columns))
        return Piece((TextColumnsFlowable(members, columns.count, theme),), words=words)

    def _picture(self, picture: model.Picture) -> Piece:
        group = StructureElement("Div", self._root)
        above = self._caption(picture.caption, group)
        element = self._figure_element(picture.alternative, group)
        figure = PictureFlowable(picture.image, float(picture.width), self._theme.page, element)
        return Piece((above, figure), "figure", name=picture.caption.label)

    def _list(
        self,
        items: model.ItemList,
        style: TextStyle,
        root: StructureElement,
        left: float = 0.0,
        *,
        closes: bool = True,
    ) -> Iterator[Piece]:
        """The items, their labels from `left` on; `closes` is whether what follows the list belongs to no list."""
        numbering = "/None" if len(set(items.labels)) == 1 else "/Decimal"
        parent = StructureElement("L", root, attributes={"ListNumbering": numbering})
        labels = [self._typesetter.set((model.Span(label),), style) for label in items.labels]
        widest = max(label.flow.natural_width for label in labels)
        indent = left + max(_BULLET_ROOM * style.size, widest + _LABEL_GAP * style.size)
        texts = [self._typesetter.set(text, style) for text in items.items]
        lists = items.below or (None,) * len(texts)
        last = len(texts) - 1
        for index, (text, label, below) in enumerate(zip(texts, labels, lists, strict=True)):
            item = StructureElement("LI", parent)
            own_label, body = StructureElement("Lbl", item), StructureElement("LBody", item)
            flowable = ParagraphFlowable(
                text,
                label_element=own_label,
                element=body if below is None else StructureElement("P", body),
                indent=indent,
                label_left=left,
                label=label,
            )
            # Neither the first nor the last stands alone on a page, and in no case one of a single line.
            flowable.keepWithNext = below is not None or (index < last and index in (0, last - 1))
            alone = texts[last] if index == last - 1 and below is None else text
            loosely = len(alone.lines(self._theme.page.text_width - indent)) > 1
            is_last = closes and index == last
            words = model.plain(items.items[index])
            yield Piece((flowable,), words=words, closes=is_last and below is None, loosely=loosely)
            if below is not None:
                yield from self._list(below, style, body, indent, closes=is_last)

    def _chart(self, chart: model.Chart) -> Piece:
        page = self._theme.page.turned(chart.landscape)
        redraw = partial(draw_chart, chart, page.text_width, self._theme, self._typesetter)
        drawing = redraw()
        check_height(chart, drawing, page)
        # The sign for none is in some drawings only: not on a line, and not in a stack without a table.
        notes = (*chart.notes, *([chart.none_note] if chart.none_note and NONE_SIGN in drawing.texts else []))
        turned = page is not self._theme.page
        return replace(self._figure(chart, drawing, redraw, notes), turned=turned)

    def _figure(
        self,
        block: model.Chart | model.Ladder,
        drawing: Drawing,
        redraw: Callable[[float], Drawing],
        notes: tuple[model.Text, ...] = (),
    ) -> Piece:
        # The caption belongs to the figure but stands beside it: what is inside one with an alternative is not read.
        group = StructureElement("Div", self._root)
        above = self._caption(block.caption, group)
        figure = DrawingFlowable(drawing, self._figure_element(block.alternative, group), redraw)
        figure.keepWithNext = bool(notes)
        return Piece((above, figure, *self._notes(notes, group)), "figure", name=block.caption.label)

    def _figure_element(self, alternative: str, parent: StructureElement) -> StructureElement:
        """A figure; its alternative, which is a string, has one language."""
        language = whole_language(alternative, self._language)
        return StructureElement("Figure", parent, alternative=alternative, language=language)

    def _notes(self, notes: tuple[model.Text, ...], parent: StructureElement) -> Iterator[ParagraphFlowable]:
        for index, note in enumerate(notes):
            last = index == len(notes) - 1
            yield self._paragraph(note, replace(self._theme.note, keep_with_next=not last), "Note", parent)

    def _table(self, table: model.Table) -> Piece:
        element = StructureElement("Table", self._root)
        above = self._caption(table.caption, element)
        flowable, turned = set_table(table, element, self._theme, self._typesetter, self._warn)
        flowable.keepWithNext = bool(table.notes)
        return Piece(
            (above, flowable, *self._notes(table.notes, self._root)), "table", name=table.caption.label, turned=turned
        )


def _texts_of(columns: model.TextColumns) -> Iterator[model.Text]:
    for block in columns.blocks:
        yield from block.items if isinstance(block, model.ItemList) else (block.text,)


def _joined(piece: Piece, note: Piece) -> Piece:
    """A figure or table with the note that stands below it."""
    piece.flowables[-1].keepWithNext = True
    return replace(piece, flowables=piece.flowables + note.flowables)
