"""From a `Table` to its flowable: the size of type chosen, columns measured, every cell with its structure element."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from gireport.layout.columns import ColumnNeed, column_widths
from gireport.layout.paragraph import SetText
from gireport.layout.table import SWATCH, Cell, TableFlowable, TableLine
from gireport.pdf.structure import StructureElement

if TYPE_CHECKING:
    from gireport.brief.model import Row, Table
    from gireport.layout.fonts import FontFamily
    from gireport.layout.theme import TextStyle, Theme

_INDENT = 10.0  # one step of a sub-row, points
_SWATCH_GAP = 4.0  # between the colour and the words, points
_MANY_COLUMNS = 8  # more are a series across the page, for which smaller type is better than broken labels


class _Draft(NamedTuple):
    """A table's texts set in one size: the head, then the rows, and what each column needs."""

    texts: list[list[SetText]]
    needs: list[ColumnNeed]
    padding: float


def set_table(table: Table, element: StructureElement, theme: Theme, fonts: FontFamily) -> TableFlowable:
    """The flowable of `table`; its rows and cells hang below `element` in the structure tree."""
    draft = _fitting_draft(table, theme, fonts)
    named = _naming_column(table)
    head_texts, *row_texts = draft.texts
    row_element = StructureElement("TR", element)
    heads = [StructureElement("TH", row_element, attributes={"Scope": "/Column"}) for _ in head_texts]
    head = TableLine(tuple(Cell(text, cell, draft.padding) for text, cell in zip(head_texts, heads, strict=True)), None)
    lines = tuple(
        _set_row(row, texts, named, draft.padding, StructureElement("TR", element))
        for row, texts in zip(table.rows, row_texts, strict=True)
    )
    return TableFlowable(head, lines, draft.needs, theme, table.caption.label)


def _fitting_draft(table: Table, theme: Theme, fonts: FontFamily) -> _Draft:
    """The table in the largest size that fits the page. A table of many columns is first tried without breaking
    anything, in every size; if nothing fits, the smallest is returned and setting it will say so.
    """
    width = theme.page.text_width
    many = len(table.columns) > _MANY_COLUMNS
    drafts = []
    for style, padding in theme.cells[1 if many else 0 :]:
        draft = _draft(table, style, padding, fonts)
        fits_unbroken = sum(need.natural for need in draft.needs) <= width
        if fits_unbroken or (not many and column_widths(draft.needs, width)):
            return draft
        drafts.append(draft)
    return next((draft for draft in drafts if column_widths(draft.needs, width)), drafts[-1])


def _draft(table: Table, style: TextStyle, padding: float, fonts: FontFamily) -> _Draft:
    styles = [
        replace(style, align="right", tabular=True) if column.kind == "figure" else style for column in table.columns
    ]
    bold = [replace(column_style, bold=True) for column_style in styles]
    texts = [[SetText(column.head, s, fonts) for column, s in zip(table.columns, bold, strict=True)]]
    for row in table.rows:
        row_styles = styles if row.kind == "body" else bold
        texts.append([SetText(text, s, fonts) for text, s in zip(row.cells, row_styles, strict=True)])
    named = _naming_column(table)
    indents = [0.0, *(_indent(row) for row in table.rows)]
    needs = []
    for index, column in enumerate(table.columns):
        extra = [2 * padding + (indent if index == named else 0.0) for indent in indents]
        cells = [line[index].flow for line in texts]
        minimum = max(cell.minimum_width + more for cell, more in zip(cells, extra, strict=True))
        natural = max(cell.natural_width + more for cell, more in zip(cells, extra, strict=True))
        needs.append(ColumnNeed(minimum, natural, column.kind != "text"))
    return _Draft(texts, _alike([column.kind for column in table.columns], needs), padding)


def _naming_column(table: Table) -> int:
    """The column whose cell names its row, and so is the row's heading for a screen reader."""
    return next((index for index, column in enumerate(table.columns) if column.kind == "text"), 0)


def _indent(row: Row) -> float:
    return row.indent * _INDENT + (0.0 if row.shade is None else SWATCH + _SWATCH_GAP)


def _set_row(row: Row, texts: list[SetText], named: int, padding: float, element: StructureElement) -> TableLine:
    cells = []
    for index, text in enumerate(texts):
        if index == named:
            heading = StructureElement("TH", element, attributes={"Scope": "/Row"})
            cells.append(Cell(text, heading, padding, _indent(row)))
        else:
            cells.append(Cell(text, StructureElement("TD", element), padding))
    return TableLine(tuple(cells), row)


def _alike(kinds: list[str], needs: list[ColumnNeed]) -> list[ColumnNeed]:
    """Columns of figures look like one series only when they are equally wide: none is narrower than the middle one.
    A far wider one (a total, an outlier) keeps its own width, which would cost the page.
    """
    figures = sorted(need.natural for kind, need in zip(kinds, needs, strict=True) if kind == "figure")
    middle = figures[(len(figures) - 1) // 2] if figures else 0.0
    return [
        ColumnNeed(max(need.natural, middle), max(need.natural, middle), True) if kind == "figure" else need
        for kind, need in zip(kinds, needs, strict=True)
    ]
