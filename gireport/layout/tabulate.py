"""From a `Table` to its flowable: the size of type chosen, columns measured, every cell with its structure element."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from gireport.brief.model import plain
from gireport.dataset.characters import shown
from gireport.errors import NOWHERE, Problem
from gireport.layout.columns import ColumnNeed, column_widths
from gireport.layout.table import SWATCH, Cell, TableFlowable, TableLine
from gireport.pdf.structure import StructureElement
from gireport.thai.breaks import BreakLevel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gireport.brief.model import Row, Table
    from gireport.layout.theme import TextStyle, Theme
    from gireport.layout.typesetting import SetText, Typesetter

_INDENT = 10.0  # one step of a sub-row, points
_SWATCH_GAP = 4.0  # between the colour and the words, points
_NARROWEST_WORDS = 4.0  # em of a column in which words are cut; narrower, nobody reads them
_MANY_COLUMNS = 8  # more are a series across the page, for which smaller type is better than broken labels


class _Draft(NamedTuple):
    """A table's texts set in one size: the head, then the rows, and what each column needs."""

    texts: list[list[SetText]]
    needs: list[ColumnNeed]
    padding: float
    in_despair: bool = False


def set_table(
    table: Table, element: StructureElement, theme: Theme, typesetter: Typesetter, warn: Callable[[Problem], None]
) -> TableFlowable:
    """The flowable of `table`; its rows and cells hang below `element` in the structure tree.

    Where no size of type lets the table fit the page otherwise, words are cut between clusters; `warn` hears of it.
    """
    draft = _fitting_draft(table, theme, typesetter)
    named = _naming_column(table)
    head_texts, *row_texts = draft.texts
    row_element = StructureElement("TR", element)
    heads = [StructureElement("TH", row_element, attributes={"Scope": "/Column"}) for _ in head_texts]
    head = TableLine(tuple(Cell(text, cell, draft.padding) for text, cell in zip(head_texts, heads, strict=True)), None)
    lines = tuple(
        _set_row(row, texts, named, draft.padding, StructureElement("TR", element))
        for row, texts in zip(table.rows, row_texts, strict=True)
    )
    if draft.in_despair and (widths := column_widths(draft.needs, theme.page.text_width)):
        for problem in _parted_words(table, [head, *lines], widths):
            warn(problem)
    return TableFlowable(head, lines, draft.needs, theme, table.caption.label)


def _fitting_draft(table: Table, theme: Theme, typesetter: Typesetter) -> _Draft:
    """The table in the largest size that fits the page. A table of many columns is first tried without breaking
    anything, in every size. In despair words may be cut in the smallest; if even that does not fit, setting it will
    say so.
    """
    width = theme.page.text_width
    many = len(table.columns) > _MANY_COLUMNS
    drafts = []
    for style, padding in theme.cells[1 if many else 0 :]:
        draft = _draft(table, style, padding, typesetter)
        fits_unbroken = sum(need.natural for need in draft.needs) <= width
        if fits_unbroken or (not many and column_widths(draft.needs, width)):
            return draft
        drafts.append(draft)
    fitting = next((draft for draft in drafts if column_widths(draft.needs, width)), None)
    return fitting or _in_despair(table, drafts[-1])


def _in_despair(table: Table, draft: _Draft) -> _Draft:
    """The draft with columns that may be so narrow that words are cut, though not numbers."""
    needs = []
    named = _naming_column(table)
    for index, need in enumerate(draft.needs):
        cells = [line[index] for line in draft.texts]
        narrowest = max(max(cell.flow.least_width, _NARROWEST_WORDS * cell.style.size) for cell in cells)
        if index == named:
            narrowest += max(map(_indent, table.rows), default=0.0)
        needs.append(need._replace(minimum=min(need.minimum, narrowest + 2 * draft.padding)))
    return draft._replace(needs=needs, in_despair=True)


def _parted_words(table: Table, lines: list[TableLine], widths: list[float]) -> Iterator[Problem]:
    """A problem for each column in which a word is cut, with the first such text."""
    for index, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
        for line in lines:
            cell = line.cells[index]
            if any(part.level is BreakLevel.CLUSTER for part in cell.content.lines(cell.room(width))):
                facts = {
                    "table": table.caption.label,
                    "column": shown(plain(column.head)),
                    "text": shown("".join(run.text for run in cell.content.flow.runs)),
                }
                yield Problem("layout.word-parted", NOWHERE, facts)
                break


def _draft(table: Table, style: TextStyle, padding: float, typesetter: Typesetter) -> _Draft:
    styles = [
        replace(style, align="right", tabular=True) if column.kind == "figure" else style for column in table.columns
    ]
    bold = [replace(column_style, bold=True) for column_style in styles]
    texts = [[typesetter.set(column.head, s) for column, s in zip(table.columns, bold, strict=True)]]
    for row in table.rows:
        row_styles = styles if row.kind == "body" else bold
        texts.append([typesetter.set(text, s) for text, s in zip(row.cells, row_styles, strict=True)])
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
