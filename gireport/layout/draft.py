"""A table's texts set in one size of type, and what its columns then need."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from gireport.brief.model import plain
from gireport.layout.columns import ColumnNeed, column_widths
from gireport.layout.table import swatch_side
from gireport.layout.units import after_units

if TYPE_CHECKING:
    from gireport.brief.model import Row, Table
    from gireport.layout.theme import TextStyle, Theme
    from gireport.layout.typesetting import SetText, Typesetter

_INDENT = 10.0  # one step of a sub-row, points
_AFTER_FIGURES = 7.0  # more room before words that follow figures, points
_SWATCH_GAP = 4.0  # between the colour and the words, points
_NARROWEST_WORDS = 4.0  # em of a column in which words are cut; narrower, nobody reads them
_MANY_COLUMNS = 8  # more are a series across the page, for which smaller type is better than broken labels


class Draft(NamedTuple):
    """A table in one size: its texts, the column heads first and then the rows; the heads that span columns; for each
    cell the room that it leaves free at its right; and what each column needs.
    """

    texts: list[list[SetText]]
    spanners: list[SetText]
    trails: list[list[float]]
    needs: list[ColumnNeed]
    padding: float
    in_despair: bool = False


def naming_column(table: Table) -> int:
    """The column whose cell names its row, and so is the row's heading for a screen reader."""
    return next((index for index, column in enumerate(table.columns) if column.kind == "text"), 0)


def lead_of(table: Table, index: int) -> float:
    """The room that a column leaves free at its left, in points: its words would touch the figures before them."""
    before, own = (table.columns[place].kind == "figure" for place in (max(index - 1, 0), index))
    return _AFTER_FIGURES if before and not own else 0.0


def indent_of(row: Row, size: float) -> float:
    """How far the name of the row, in type of `size`, is moved in, in points."""
    return row.indent * _INDENT + (0.0 if row.shade is None else swatch_side(size) + _SWATCH_GAP)


def spanners(table: Table) -> list[tuple[int, int]]:
    """The first column, and the one after the last, of each stretch of columns that share a head above theirs."""
    found = []
    at = 0
    for group, columns in groupby(table.columns, key=lambda column: plain(column.group)):
        count = len(list(columns))
        found += [(at, at + count)] if group else []
        at += count
    return found


class Drafts:
    """A table in every size of type, each set when it is first asked for."""

    def __init__(self, table: Table, theme: Theme, typesetter: Typesetter) -> None:
        self._table, self._typesetter = table, typesetter
        self._many = len(table.columns) > _MANY_COLUMNS
        self._sizes = theme.cells[1 if self._many else 0 :]
        self._made: list[Draft] = []

    def _draft(self, index: int) -> Draft:
        while len(self._made) <= index:
            style, padding = self._sizes[len(self._made)]
            self._made.append(_draft(self._table, style, padding, self._typesetter))
        return self._made[index]

    def fitting(self, width: float) -> Draft | None:
        """The largest that fits `width` points. A table of many columns is first tried without breaking anything, in
        every size.
        """
        for index in range(len(self._sizes)):
            draft = self._draft(index)
            fits_unbroken = sum(need.natural for need in draft.needs) <= width
            if fits_unbroken or (not self._many and column_widths(draft.needs, width)):
                return draft
        return next((draft for draft in self._made if column_widths(draft.needs, width)), None)

    def in_despair(self) -> Draft:
        """The smallest, with columns that may be so narrow that words are cut, though not numbers."""
        draft = self._draft(len(self._sizes) - 1)
        named = naming_column(self._table)
        needs = []
        for index, need in enumerate(draft.needs):
            cells = [line[index] for line in draft.texts]
            narrowest = max(max(cell.flow.least_width, _NARROWEST_WORDS * cell.style.size) for cell in cells)
            if index == named:
                narrowest += max((indent_of(row, cells[0].style.size) for row in self._table.rows), default=0.0)
            narrowest += lead_of(self._table, index)
            needs.append(need._replace(minimum=min(need.minimum, narrowest + 2 * draft.padding)))
        return draft._replace(needs=needs, in_despair=True)


def _draft(table: Table, style: TextStyle, padding: float, typesetter: Typesetter) -> Draft:
    styles = [
        replace(style, align="right", tabular=True) if column.kind == "figure" else style for column in table.columns
    ]
    bold = [replace(column_style, bold=True) for column_style in styles]
    texts = [[typesetter.set(column.head, s) for column, s in zip(table.columns, bold, strict=True)]]
    for row in table.rows:
        row_styles = styles if row.kind == "body" else bold
        texts.append([typesetter.set(text, s) for text, s in zip(row.cells, row_styles, strict=True)])
    groups = [table.columns[first].group for first, _ in spanners(table)]
    above = [typesetter.set(group, replace(style, bold=True, align="centre")) for group in groups]
    trails = _trails(table, texts[1:], typesetter)
    needs = _alike([column.kind for column in table.columns], _needs(table, texts, trails, padding))
    for (first, last), text in zip(spanners(table), above, strict=True):
        needs[first:last] = _below_head(needs[first:last], text, padding)
    return Draft(texts, above, trails, needs, padding)


def _needs(table: Table, texts: list[list[SetText]], trails: list[list[float]], padding: float) -> list[ColumnNeed]:
    named = naming_column(table)
    indents = [0.0, *(indent_of(row, texts[0][0].style.size) for row in table.rows)]
    needs = []
    for index, column in enumerate(table.columns):
        room = 2 * padding + lead_of(table, index)
        extra = [room + (indent if index == named else 0.0) for indent in indents]
        extra = [extra[0], *(more + trail[index] for more, trail in zip(extra[1:], trails, strict=True))]
        cells = [line[index].flow for line in texts]
        minimum = max(cell.minimum_width + more for cell, more in zip(cells, extra, strict=True))
        natural = max(cell.natural_width + more for cell, more in zip(cells, extra, strict=True))
        needs.append(ColumnNeed(minimum, natural, column.kind != "text"))
    return needs


def _trails(table: Table, rows: list[list[SetText]], typesetter: Typesetter) -> list[list[float]]:
    """For each cell the room to leave at its right, so that a column's figures have their units below each other."""
    trails = [[0.0] * len(table.columns) for _ in table.rows]
    for index, column in enumerate(table.columns):
        if column.kind != "figure":
            continue
        after = [after_units(row.cells[index]) for row in table.rows]
        if not any(after):
            continue
        widths = [
            typesetter.set(rest, texts[index].style).flow.natural_width if rest else 0.0
            for rest, texts in zip(after, rows, strict=True)
        ]
        for row, (rest, width) in enumerate(zip(after, widths, strict=True)):
            trails[row][index] = 0.0 if rest is None else max(widths) - width
    return trails


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


def _below_head(needs: list[ColumnNeed], head: SetText, padding: float) -> list[ColumnNeed]:
    """What the columns below a head that spans them need, so that no word of it is cut."""
    wanted = head.flow.minimum_width + 2 * padding
    least = max(0.0, wanted - sum(need.least for need in needs)) / len(needs)
    return [ColumnNeed(need.minimum + least, max(need.natural, need.least + least), need.fixed) for need in needs]
