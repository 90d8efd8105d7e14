"""Checked data: tables of typed rows, each of which knows where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Generic, TypeVar

from gireport.records import dataclass
from gireport.thai.provinces import Province
from gireport.thai.years import BEYear, FiscalYear

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gireport.dataset.fields import Wording
    from gireport.dataset.schema import ColumnSpec, TableSpec
    from gireport.errors import Place

K = TypeVar("K")
V = TypeVar("V", covariant=True)


class Mark(Enum):
    """A cell that says something other than a figure or a text of its own."""

    NONE = "none"
    """None of these, as the dataset declares it: 0 in sums, printed as a dash."""
    ALL = "all"
    """Every value of a key together, in a table of totals."""
    UNKNOWN = "unknown"
    """Not known, as the dataset declares that it may be: never 0, and in no sum."""


class FrozenMap(Mapping[K, V], Generic[K, V]):
    """A mapping that cannot be changed, and unlike a MappingProxyType goes to another process."""

    __slots__ = ("_entries",)

    def __init__(self, entries: Mapping[K, V] | Iterable[tuple[K, V]] = ()) -> None:
        self._entries: dict[K, V] = dict(entries)

    def __getitem__(self, key: K) -> V:
        return self._entries[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __hash__(self) -> int:
        return hash(frozenset(self._entries.items()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._entries!r})"


Scalar = int | Decimal | str | BEYear | FiscalYear | Province | Mark | None
"""What one cell says; None where it is blank and may be."""
Value = Scalar | FrozenMap[BEYear, Scalar]
"""What one declared column says: a column with years says something for each."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its values by the names of the declared columns, and where it stands."""

    values: FrozenMap[str, Value]
    place: Place

    def __getitem__(self, name: str) -> Value:
        return self.values[name]


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a dataset, as declared and as filled."""

    spec: TableSpec
    rows: tuple[Row, ...]
    labels: FrozenMap[str, str]
    """By heading, the column as a spreadsheet shows it, such as "C (count)"."""

    @property
    def name(self) -> str:
        """What the dataset calls it."""
        return self.spec.name

    @property
    def title(self) -> Wording | None:
        """Its title for readers."""
        return self.spec.title

    @property
    def source(self) -> Wording | None:
        """Where its figures or words come from."""
        return self.spec.source

    @property
    def translation(self) -> Wording | None:
        """How its columns of another language came about."""
        return self.spec.translation

    @property
    def columns(self) -> tuple[ColumnSpec, ...]:
        """Its columns as declared."""
        return self.spec.columns

    @property
    def unit(self) -> Wording | None:
        """What its counts count, where one column alone says so."""
        units = [column.unit for column in self.columns if column.unit]
        return units[0] if len(units) == 1 else None

    def place(self, row: Row, heading: str) -> Place:
        """Where the cell of `row` under `heading` stands; of a row that knows its one cell, that cell."""
        return replace(row.place, column=self.labels.get(heading, row.place.column))


def summand(count: Value) -> int:
    """A count as it goes into a sum: none is 0. Raises TypeError for what is no count, or is not known."""
    if count is Mark.NONE:
        return 0
    if isinstance(count, int):
        return count
    raise TypeError(f"not a count: {count!r}")
