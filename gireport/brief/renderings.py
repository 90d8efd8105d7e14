"""Words that a table has in more than one language: columns whose names end in `_th` or `_en`.

A template names a column without the ending (`text`, `reason`) and gets the words of the brief's language where a row
has them. Where it has none, it gets the words there are, in whatever language: nothing is translated here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gireport.dataset.schema import ColumnSpec
    from gireport.dataset.table import Row, Table, Value
    from gireport.thai.calendar_names import Language

_ENDINGS = ("_th", "_en")


def rendered(row: Row, language: Language) -> dict[str, Value]:
    """The values of a row by column, and by the names without an ending in the language."""
    values = dict(row.values)
    for name, columns in _renderings(row.values, language):
        values[name] = next((row[column] for column in columns if row[column] is not None), None)
    return values


def named_columns(table: Table, language: Language) -> dict[str, ColumnSpec]:
    """The columns of a table by name, and by the names without an ending the column that `rendered` looks at first."""
    specs = {column.name: column for column in table.columns}
    for name, columns in list(_renderings(specs, language)):
        specs[name] = replace(specs.get(name, specs[columns[0]]), name=name)
    return specs


def is_translated(table: Table, language: Language) -> bool:
    """Whether words in the language stand for words of the table's own, which have no ending."""
    names = {column.name for column in table.columns}
    translated = [column for column in names if column.endswith(f"_{language}") and column[:-3] in names]
    return any(row[column] is not None for row in table.rows for column in translated)


def _renderings(names: Iterable[str], language: Language) -> Iterable[tuple[str, list[str]]]:
    """The names without an ending, each with its columns, best first."""
    known = list(names)
    for name in dict.fromkeys(column[:-3] for column in known if column.endswith(_ENDINGS)):
        candidates = (f"{name}_{language}", name, *(f"{name}{ending}" for ending in _ENDINGS))
        yield name, [column for column in dict.fromkeys(candidates) if column in known]
