"""From the rows below a head to figures under keys, for wide and long tables alike.

A wide table is a long one whose heads say one of the keys. Most cells repeat what others say, so a text is understood
once: what was clean is then only looked up.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any, cast

from gireport.dataset.characters import shown
from gireport.dataset.shapes.body import ALL, BAD, UNREAD, Body, Dimension, ValueColumn
from gireport.dataset.shapes.heads import is_total
from gireport.dataset.shapes.layout import body_rows
from gireport.dataset.shapes.merged import Merged
from gireport.dataset.shapes.reading import UNKNOWN, Read, formula
from gireport.dataset.sources.grid import CellKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from gireport.dataset.shapes.findings import Findings
    from gireport.dataset.shapes.layout import Layout
    from gireport.dataset.shapes.reading import Reader
    from gireport.dataset.sources.grid import Grid, GridRow

# A cell whose kind says more than its text what is wrong with it.
_KINDS = {
    CellKind.NO_VALUE: "shape.formula-no-value",
    CellKind.ERROR: "shape.error-cell",
    CellKind.DATE: "shape.count-is-date",
    CellKind.FLAG: "shape.count-text",
    CellKind.DECIMAL: "shape.count-fraction",
}
# A column of as many different names is no key but a text; remembering them all would fill the memory.
_REMEMBERED = 200_000


class RowReader:
    """Reads the rows of one table into a `Body`; what is wrong goes to `findings`."""

    def __init__(self, grid: Grid, layout: Layout, reader: Reader, findings: Findings) -> None:
        self._grid = grid
        self._layout = layout
        self._reader = reader
        self._findings = findings
        self._merged = Merged(grid)
        self._readers: dict[str, Callable[[str], Read[Any]]] = {
            "year": reader.year,
            "level": reader.level,
            "province": reader.province,
            "count": reader.count,
        }
        self._other = reader.other
        self._known_counts: dict[str, int] = {}
        # What needs a word each time it is met, and yet is understood only once.
        self._reads: dict[tuple[str, str], Read[Any]] = {}

    def body(self, key_columns: tuple[int, ...], dimensions: list[Dimension], values: tuple[ValueColumn, ...]) -> Body:
        """The figures in the columns `values` under those keys; a dimension more than columns is that of the heads."""
        body = Body(dimensions, values, keys=[array("I") for _ in key_columns])
        known: list[dict[str, int]] = [{} for _ in key_columns]
        width, strict = self._layout.width, not self._grid.sheet
        columns = [(value.column, value.fixed == ALL) for value in values]
        add_row, add_count, known_count = body.rows.append, body.counts.append, self._known_counts.get
        lookups = [
            (column, codes.get, keys.append) for column, codes, keys in zip(key_columns, known, body.keys, strict=True)
        ]
        disguised = {place for place, kind in self._grid.kinds.items() if kind is CellKind.SHOWN_OTHERWISE}
        for row in body_rows(self._grid, self._layout, self._reader, self._findings):
            cells = row.cells
            if len(cells) != width:
                if (strict or len(cells) > width) and self._is_ragged(row):
                    # It is not known which of its cells is too many, so any key may be its own.
                    add_row(row.number)
                    for keys in body.keys:
                        keys.append(BAD)
                    body.counts.extend([UNREAD] * len(columns))
                    continue
                cells = (*cells, *[""] * (width - len(cells)))
            found = [get(cells[column]) for column, get, _ in lookups]
            codes = (
                self._keys(row.number, cells, key_columns, dimensions, known)
                if None in found
                else cast("list[int]", found)
            )
            add_row(row.number)
            for code, (_, _, append) in zip(codes, lookups, strict=True):
                append(code)
            is_total = ALL in codes
            for column, adds_up in columns:
                text = cells[column]
                count = known_count(text)
                if count is None or (row.number, column) in disguised:
                    count = self._counted(row.number, column, text, is_total=is_total or adds_up)
                add_count(count)
        return body

    def _is_ragged(self, row: GridRow) -> bool:
        """Whether a row has cells that no head stands over, or in a text file lacks some; then it is told."""
        width = self._layout.width
        extra = any(cell.strip() for cell in row.cells[width:])
        if not extra and len(row.cells) >= width:
            return False
        self._findings.refuse("shape.row-ragged", row.number, count=len(row.cells), expected=width)
        return True

    def _keys(
        self,
        row: int,
        cells: tuple[str, ...],
        columns: tuple[int, ...],
        dimensions: list[Dimension],
        known: list[dict[str, int]],
    ) -> list[int]:
        """The codes of a row whose keys were not all seen before. Beside a total, a blank key is a total as well."""
        texts = [self._merged.text(row, column, cells[column]) for column in columns]
        totals = [is_total(text) for text in texts]
        codes = []
        for at, (column, text) in enumerate(zip(columns, texts, strict=True)):
            if totals[at] or (not text.strip() and any(totals)):
                codes.append(ALL)
                continue
            code = known[at].get(text)
            codes.append(self._key(row, column, text, dimensions[at], known[at]) if code is None else code)
        return codes

    def _read(self, role: str, text: str) -> Read[Any]:
        read = self._reads.get((role, text))
        if read is None:
            read = self._readers.get(role, self._other)(text)
            if (read.fault or read.notes) and len(self._reads) < _REMEMBERED:
                self._reads[role, text] = read
        return read

    def _key(self, row: int, column: int, text: str, dimension: Dimension, known: dict[str, int]) -> int:
        kind = self._grid.kinds.get((row, column))
        if kind in (CellKind.NO_VALUE, CellKind.ERROR):
            self._findings.refuse(_KINDS[kind], row, column, value=shown(text))
            return BAD
        read = self._read(dimension.role, text)
        if read.fault:
            code, facts = read.fault
            self._findings.refuse(code, row, column, **facts)
            return BAD
        found = dimension.code(read.value)
        for note in read.notes:
            self._findings.remark(note, row, column)
        # What needed a note is read again each time, so that the note can say how often.
        if not read.notes and text.strip() and len(known) < _REMEMBERED:
            known[text] = found
        return found

    def _counted(self, row: int, column: int, text: str, *, is_total: bool) -> int:
        kind = self._grid.kinds.get((row, column))
        if kind in (CellKind.NO_VALUE, CellKind.ERROR):
            self._findings.refuse(_KINDS[kind], row, column, value=shown(text))
            return UNREAD
        if is_total and not text.strip():
            # A total that is not stated is not missing: it is computed anyway.
            self._findings.remark("note.total-blank", row, column)
            return UNKNOWN
        if not text.strip() and (covered := self._merged.covering(row, column)):
            self._findings.refuse("shape.count-merged", row, column, range=covered)
            return UNREAD
        read = self._read("count", text)
        if read.fault:
            code, facts = read.fault
            code = _KINDS.get(kind, code) if kind and not formula(text) else code
            self._findings.refuse(code, row, column, **{"value": shown(text), **facts})
            return UNREAD
        if kind is CellKind.SHOWN_OTHERWISE:
            self._findings.refuse("shape.count-shown-otherwise", row, column, value=shown(text))
            return UNREAD
        for note in read.notes:
            self._findings.remark(note, row, column)
        value = UNREAD if read.value is None else read.value
        if not read.notes and text.strip() and len(self._known_counts) < _REMEMBERED:
            self._known_counts[text] = value
        return value
