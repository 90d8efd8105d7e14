"""What must hold between the rows of one table: keys, full grids, parents and leaves.

A row with a bad cell lacks that cell's value. Where the lacking value could change the answer, nothing is
said: one slip must not be reported three times.
"""

from __future__ import annotations

from itertools import islice, product
from math import prod
from typing import TYPE_CHECKING

from gireport.dataset.table import FrozenMap, Mark, Row
from gireport.errors import Place, Problem
from gireport.thai.provinces import Province
from gireport.thai.years import BEYear, FiscalYear

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gireport.dataset.cells import Domain
    from gireport.dataset.schema import ColumnSpec
    from gireport.dataset.table import Scalar, Table, Value

_LISTED = 20


def check_structure(table: Table, domain: Domain) -> Iterator[Problem]:
    """Every rule between its rows that `table` breaks."""
    yield from _duplicates(table)
    complete = [column for column in table.columns if column.name in table.spec.complete]
    for column in complete:
        yield from _missing_years(table, column, domain)
    yield from _missing_rows(table, complete)
    for column in table.columns:
        if column.refers_to:
            yield from _parents(table, column)
            yield from _leaves(table, column)


def spelled(column: ColumnSpec, value: Value) -> str:
    """A key's heading and value in the words of the file, such as "level 3"."""
    match value:
        case BEYear() | FiscalYear():
            text = str(value.be)
        case Mark.ALL:
            text = column.all
        case Mark.NONE:
            text = column.none[0]
        case Province():
            text = value.th
        case None:
            text = "–"
        case _:
            text = str(value)
    return f"{column.name} {text}"


def _spelled_keys(columns: Iterable[ColumnSpec], values: Iterable[Value]) -> str:
    return ", ".join(map(spelled, columns, values))


def _known(table: Table, *columns: ColumnSpec) -> bool:
    """Whether every row has a value in every one of the columns."""
    return all(column.name in row.values for row in table.rows for column in columns)


def _duplicates(table: Table) -> Iterator[Problem]:
    keys = table.spec.keys
    first: dict[tuple[Value, ...], Row] = {}
    for row in table.rows:
        if not keys or not all(key.name in row.values for key in keys):
            continue
        values = tuple(row[key.name] for key in keys)
        if first.setdefault(values, row) is not row:
            facts = {"key": _spelled_keys(keys, values), "first": first[values].place.row}
            yield Problem("data.row-twice", row.place, facts)


def _missing_years(table: Table, column: ColumnSpec, domain: Domain) -> Iterator[Problem]:
    if column.type not in ("fiscal-year", "be-year") or not _known(table, column):
        return
    found = {value.be for row in table.rows if isinstance(value := row[column.name], BEYear | FiscalYear)}
    years: Iterable[int] = range(min(found), max(found)) if found else ()
    if column.type == "fiscal-year" and domain.years is not None:
        years = domain.years
    if missing := [str(year) for year in years if year not in found]:
        facts = {"key": column.name, "missing": ", ".join(missing)}
        yield Problem("data.year-missing", Place(table.spec.file), facts)


def _missing_rows(table: Table, complete: list[ColumnSpec]) -> Iterator[Problem]:
    if not complete or table.spec.gaps or not _known(table, *complete):
        return
    axes = [list(dict.fromkeys(row[column.name] for row in table.rows)) for column in complete]
    present = {tuple(row[column.name] for column in complete) for row in table.rows}
    count = prod(map(len, axes)) - len(present)
    if count:
        # Of a sparse table this could be millions: the first few are enough to see what is wrong.
        some = islice((values for values in product(*axes) if values not in present), _LISTED)
        missing = "; ".join(_spelled_keys(complete, values) for values in some)
        facts = {"count": count, "missing": missing + ("; …" if count > _LISTED else "")}
        yield Problem("data.row-missing", Place(table.spec.file), facts)


def _parents(table: Table, column: ColumnSpec) -> Iterator[Problem]:
    """A row refers to one above it, so nothing can refer to itself or in a circle."""
    [key] = table.spec.keys
    if not _known(table, key):
        return
    above: set[Value] = set()
    for row in table.rows:
        parent = row.values.get(column.name)
        if parent is not None and parent not in above:
            yield Problem("data.parent-missing", table.place(row, column.name), {"value": spelled(key, parent)})
        above.add(row[key.name])


def _leaves(table: Table, column: ColumnSpec) -> Iterator[Problem]:
    [key] = table.spec.keys
    if not _known(table, key, column):
        return
    parents = {row[column.name] for row in table.rows} - {None}
    for row in table.rows:
        is_parent = row[key.name] in parents
        for heading, value in _leaf_cells(table, row):
            if is_parent != (value is None):
                code = "data.group-filled" if is_parent else "data.leaf-blank"
                yield Problem(code, table.place(row, heading), {"row": spelled(key, row[key.name])})


def _leaf_cells(table: Table, row: Row) -> Iterator[tuple[str, Scalar]]:
    """The cells of a row that only a leaf may fill, with their headings, where they could be read."""
    for column in table.columns:
        value = row.values.get(column.name)
        if not column.leaves_only or column.name not in row.values:
            continue
        if isinstance(value, FrozenMap):
            yield from zip(column.headings, value.values(), strict=True)
        else:
            yield column.name, value
