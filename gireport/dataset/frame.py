"""Data frames of checked tables. Only here is pandas imported, and only when asked: it takes 0.3 s."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gireport.dataset.table import FrozenMap, Mark
from gireport.thai.provinces import Province
from gireport.thai.years import BEYear, FiscalYear

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from gireport.dataset.schema import ColumnSpec
    from gireport.dataset.table import Scalar, Table

_WHOLE = ("count", "level", "fiscal-year", "be-year")


def to_frame(table: Table) -> pd.DataFrame:
    """`table` with one column per heading of its file.

    Counts, levels and years (BE) are Int64, a declared none being 0; numbers are exact, int or Decimal; texts
    are str, provinces their Thai names. Blank cells, what is not known, and keys that stand for all their values as
    in SQL's ROLLUP, are pandas.NA.
    """
    import pandas as pd

    series = {
        heading: pd.Series(
            [pd.NA if value is None else value for value in values],
            dtype="Int64" if column.type in _WHOLE else "object",
        )
        for column in table.columns
        for heading, values in _headed(table, column)
    }
    return pd.DataFrame(series)


def _headed(table: Table, column: ColumnSpec) -> Iterator[tuple[str, list[object]]]:
    for position, heading in enumerate(column.headings):
        values = [row[column.name] for row in table.rows]
        yield (
            heading,
            [_plain(tuple(value.values())[position] if isinstance(value, FrozenMap) else value) for value in values],
        )


def _plain(value: Scalar) -> object:
    match value:
        case BEYear() | FiscalYear():
            return value.be
        case Province():
            return value.th
        case Mark.NONE:
            return 0
        case Mark.ALL | Mark.UNKNOWN:
            return None
        case _:
            return value
