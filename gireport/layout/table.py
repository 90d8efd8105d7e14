"""Tables: widths from content, whole rows, the head repeated on every page, figures in columns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from reportlab.platypus.flowables import Flowable

from gireport.errors import Place, Problem, TemplateError
from gireport.layout.columns import ColumnNeed, column_widths
from gireport.layout.paragraph import SetText
from gireport.pdf.structure import StructureElement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gireport.brief.model import Row, Table
    from gireport.layout.fonts import FontFamily
    from gireport.layout.theme import TextStyle, Theme
    from gireport.pdf.canvas import TaggedCanvas

_PADDING = 3.0  # left and right of a cell, points
_ROW_GAP = 1.6  # above and below the lines of a row, points
_INDENT = 10.0  # one step of a sub-row, points
_KEPT_WHOLE = 6  # rows: a table this short moves to the next page rather than being divided
_SWATCH = 6.0  # side of the square that shows a level's colour, points


@dataclass(frozen=True)
class _Cell:
    content: SetText
    element: StructureElement
    indent: float = 0

    def height(self, width: float) -> float:
        return self.content.height(width - 2 * _PADDING - self.indent)


@dataclass(frozen=True)
class _Line:
    """A row ready to be drawn."""

    cells: tuple[_Cell, ...]
    row: Row | None  # None for the head

    def height(self, widths: Sequence[float]) -> float:
        inner = max(cell.height(width) for cell, width in zip(self.cells, widths, strict=True))
        return inner + 2 * _ROW_GAP


class TableFlowable(Flowable):  # type: ignore[misc]
    """A table's head and rows, or the rows of it that fall on a page. Caption and notes are paragraphs of their own."""

    canv: TaggedCanvas

    def __init__(self, head: _Line, lines: tuple[_Line, ...], needs: list[ColumnNeed], theme: Theme, name: str) -> None:
        super().__init__()
        self._head, self._lines, self._needs, self._theme, self._name = head, lines, needs, theme, name
        self.spaceAfter = 4

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Width and height at the width offered; raises TemplateError where the columns do not fit at all."""
        widths = column_widths(self._needs, available_width)
        if widths is None:
            facts = {
                "table": self._name,
                "needed": round(sum(need.minimum for need in self._needs)),
                "available": round(available_width),
            }
            raise TemplateError(Problem("layout.table-too-wide", Place(), facts))
        self._widths = widths
        self._head_height = self._head.height(widths)
        self._heights = [line.height(widths) for line in self._lines]
        self.width = sum(widths)
        self.height = self._head_height + sum(self._heights)
        return self.width, self.height

    def _last_kept(self, index: int) -> int:
        """A group row stays with the row after it."""
        while index + 1 < len(self._lines) and self._is_group(index):
            index += 1
        return index

    def _is_group(self, index: int) -> bool:
        row = self._lines[index].row
        return row is not None and row.kind == "group"

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """This table as two, each with the head, the first no higher than offered; empty where no row fits."""
        self.wrap(available_width, available_height)
        if len(self._lines) <= _KEPT_WHOLE:
            return []
        used, fitting, index = self._head_height, 0, 0
        while index < len(self._lines):
            last = self._last_kept(index)
            used += sum(self._heights[index : last + 1])
            if used > available_height + 1e-6:
                break
            index = fitting = last + 1
        if not 0 < fitting < len(self._lines):
            return []
        # A total alone on the next page says nothing: it takes the row before it along.
        if fitting == len(self._lines) - 1 and fitting > 1:
            fitting -= 1
        return [self._part(self._lines[:fitting]), self._part(self._lines[fitting:])]

    def _part(self, lines: tuple[_Line, ...]) -> Self:
        return type(self)(self._head, lines, self._needs, self._theme, self._name)

    def draw(self) -> None:
        """Draws head, rows and rules from the top of the flowable's box."""
        top = self.height
        self._draw_line(self._head, top, self._head_height)
        top -= self._head_height
        self._rule(top, self._theme.rule, self._theme.rule_width)
        for index, (line, height) in enumerate(zip(self._lines, self._heights, strict=True)):
            is_total = line.row is not None and line.row.kind == "total"
            if is_total:
                self._rule(top, self._theme.rule, self._theme.rule_width)
            elif index > 0:
                self._rule(top, self._theme.hairline, self._theme.hairline_width)
            self._draw_line(line, top, height)
            top -= height
        self._rule(top, self._theme.hairline, self._theme.hairline_width)

    def _draw_line(self, line: _Line, top: float, height: float) -> None:
        canvas = self.canv
        x = 0.0
        for index, (cell, width) in enumerate(zip(line.cells, self._widths, strict=True)):
            left = x + _PADDING + cell.indent
            room = width - 2 * _PADDING - cell.indent
            lines = cell.content.lines(room)
            first = top - _ROW_GAP
            if line.row is None:  # heads stand on the rule below them
                first -= height - 2 * _ROW_GAP - len(lines) * cell.content.style.leading
            elif index == 0 and line.row.shade is not None:
                self._swatch(x + _PADDING, first - cell.content.style.baseline, line.row.shade)
            placed = cell.content.place(lines, left, first, room)
            # A head that is repeated on a later page was read out once already.
            repeated = line.row is None and cell.element.drawn
            with canvas.artifact() if repeated else canvas.tagged(cell.element):
                if any(fragment.glyphs for fragment in placed):
                    canvas.draw_lines(placed)
            x += width

    def _swatch(self, x: float, y: float, shade: int) -> None:
        with self.canv.artifact():
            self.canv.setFillColor(_colour(self._theme.level_colours[shade]))
            self.canv.rect(x, y, _SWATCH, _SWATCH, stroke=0, fill=1)

    def _rule(self, y: float, colour: str, width: float) -> None:
        with self.canv.artifact():
            self.canv.setStrokeColor(_colour(colour))
            self.canv.setLineWidth(width)
            self.canv.line(0, y, self.width, y)


def _colour(text: str) -> object:
    from reportlab.lib.colors import HexColor

    return HexColor(text)


def set_table(table: Table, element: StructureElement, theme: Theme, fonts: FontFamily) -> TableFlowable:
    """The flowable of a `Table`; its rows and cells hang below `element` in the structure tree."""
    style = theme.small_cell if len(table.columns) > 8 else theme.cell
    styles = [_column_style(column.kind, style) for column in table.columns]
    bold = [replace(s, bold=True) for s in styles]
    row_element = StructureElement("TR", element)
    head = _Line(
        tuple(
            _Cell(
                SetText(column.head, s, fonts),
                StructureElement("TH", row_element, attributes={"Scope": "/Column"}),
            )
            for column, s in zip(table.columns, bold, strict=True)
        ),
        None,
    )
    named = next((index for index, column in enumerate(table.columns) if column.kind == "text"), 0)
    lines = tuple(_set_row(row, bold if row.kind != "body" else styles, named, element, fonts) for row in table.rows)
    needs = [
        _column_need([head, *lines], index, fixed=column.kind != "text") for index, column in enumerate(table.columns)
    ]
    _widen_alike(needs, [column.kind for column in table.columns])
    return TableFlowable(head, lines, needs, theme, table.caption.label)


def _column_style(kind: str, style: TextStyle) -> TextStyle:
    return replace(style, align="right", tabular=True) if kind == "figure" else style


def _set_row(row: Row, styles: list[TextStyle], named: int, parent: StructureElement, fonts: FontFamily) -> _Line:
    """`named` is the column whose cell names the row, and so is its heading for a screen reader."""
    element = StructureElement("TR", parent)
    cells = []
    for index, (text, style) in enumerate(zip(row.cells, styles, strict=True)):
        heading = {"Scope": "/Row"} if index == named else None
        cell = StructureElement("TH" if heading else "TD", element, attributes=heading)
        indent = row.indent * _INDENT if index == named else 0.0
        if index == 0 and row.shade is not None:
            indent += _SWATCH + 4
        cells.append(_Cell(SetText(text, style, fonts), cell, indent))
    return _Line(tuple(cells), row)


def _column_need(lines: list[_Line], index: int, *, fixed: bool) -> ColumnNeed:
    cells = [line.cells[index] for line in lines]
    minimum = max(cell.content.flow.minimum_width + cell.indent for cell in cells) + 2 * _PADDING
    natural = max(cell.content.flow.natural_width + cell.indent for cell in cells) + 2 * _PADDING
    return ColumnNeed(minimum, natural, fixed)


def _widen_alike(needs: list[ColumnNeed], kinds: list[str]) -> None:
    """Neighbouring columns of figures look like one series only when they are equally wide; a far wider one
    (a total, an outlier) keeps its own width where that would cost the page.
    """
    figures = [index for index, kind in enumerate(kinds) if kind == "figure"]
    if not figures:
        return
    typical = sorted(needs[index].natural for index in figures)[(len(figures) - 1) // 2]
    for index in figures:
        if needs[index].natural < typical:
            needs[index] = ColumnNeed(typical, typical, True)
