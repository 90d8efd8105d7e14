"""A digest of what a dataset says, the same whatever kind of file it was read from."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import TYPE_CHECKING

from gireport.dataset.rules import CERTIFICATES
from gireport.dataset.table import FrozenMap, Mark
from gireport.thai.provinces import Province
from gireport.thai.years import BEYear, FiscalYear

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gireport.dataset.dataset import Dataset
    from gireport.dataset.fields import Wording
    from gireport.dataset.schema import ColumnSpec
    from gireport.dataset.table import Table, Value
    from gireport.thai.dates import PartialDate

_VERSION = 1  # of what is digested; another would be another digest of the same data

JSON = str | int | None | list["JSON"]


def dataset_digest(dataset: Dataset) -> str:
    """The SHA-256, in hexadecimal, of everything that a brief could print of `dataset`.

    So: its words about itself, the names of its levels, and of every table the declaration and the values. Not so: the
    names of the dataset and its files, where a cell stands, how a column is headed, the word that means none. The order
    of certificates does not count, since each is told by its keys; that of other rows does, since they are printed so.
    """
    digest = hashlib.sha256()
    for record in _records(dataset):
        digest.update(json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode(errors="replace") + b"\n")
    return digest.hexdigest()


def _records(dataset: Dataset) -> Iterator[JSON]:
    yield [
        "dataset",
        _VERSION,
        *map(_wording, (dataset.title, dataset.source, dataset.licence)),
        exact_date(dataset.as_of),
    ]
    yield ["words", *dataset.words]
    yield ["levels", *([level, _wording(dataset.level_names[level])] for level in sorted(dataset.level_names))]
    for name in sorted(dataset.tables):
        yield from _table(dataset.tables[name])


def _table(table: Table) -> Iterator[JSON]:
    spec = table.spec
    words = (spec.title, spec.source, spec.translation)
    yield ["table", spec.name, *map(_wording, words), spec.totals_of, spec.gaps, [*map(_column, spec.columns)]]
    names = [column.name for column in spec.columns]
    rows: list[JSON] = [[_value(row[name]) for name in names] for row in table.rows]
    yield from sorted(rows, key=json.dumps) if spec.name == CERTIFICATES else rows


def _column(column: ColumnSpec) -> JSON:
    return [column.name, column.type, column.key, column.refers_to, _wording(column.unit)]


def _value(value: Value) -> JSON:
    """What a cell says. Values of different types stay apart: a list can be no value of its own."""
    match value:
        case FrozenMap():
            return ["years", *([year.be, _value(each)] for year, each in value.items())]
        case BEYear() | FiscalYear():
            return value.be
        case Province():
            return value.iso
        case Mark():
            return ["mark", value.value]
        case Decimal():
            return ["decimal", str(value)]
        case _:
            return value


def _wording(wording: Wording | None) -> JSON:
    return [wording.th, wording.en] if wording else None


def exact_date(day: PartialDate | None) -> str:
    """A date as exactly as it is known, such as "2565-09-30", "2565-09", "2565", or "FY2565" for a fiscal year; ""
    where it is not known.
    """
    if day is None:
        return ""
    year = f"FY{day.year.be}" if isinstance(day.year, FiscalYear) else str(day.year.be)
    return "-".join([year, *(f"{part:02}" for part in (day.month, day.day) if part is not None)])
