"""The figures of a wide or a long table with the keys they stand under, kept in a few bytes each."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from gireport.dataset.shapes.reading import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gireport.dataset.shapes.options import Role
    from gireport.thai.provinces import Province

BAD, ALL = 0, 1
"""Codes of keys that could not be read, and that stand for every value together."""

UNREAD = -3
"""In place of a count that could not be read."""

Key = tuple[int, ...]
"""A code for each dimension."""


@dataclass(slots=True)
class Dimension:
    """One of the keys that figures stand under, with its values; they go by their codes, from 2 up."""

    role: Role
    name: str
    """What its head says."""
    values: list[object] = field(default_factory=lambda: [None, None])
    _codes: dict[object, int] = field(default_factory=dict)

    def code(self, value: object) -> int:
        """The code of a value, a new one where it was not seen before."""
        found = self._codes.get(value)
        if found is None:
            found = self._codes[value] = len(self.values)
            self.values.append(value)
        return found

    def spelled(self, code: int) -> str:
        """A value as a message shows it."""
        value = self.values[code]
        return str(getattr(value, "th", value))


class ValueColumn(NamedTuple):
    """A column of figures; `fixed` is the code that its head gives them in the last dimension, if the heads do."""

    column: int
    fixed: int | None = None


class Cell(NamedTuple):
    """A figure: the key it stands under, its amount (or NONE, UNKNOWN, UNREAD), and where it stands."""

    key: Key
    amount: int
    row: int
    column: int


@dataclass(slots=True)
class Body:
    """All figures below a head, row by row: `counts` has as many for each row as there are columns of figures."""

    dimensions: list[Dimension]
    """Of the key columns, then, where the heads name years or levels, of the heads."""
    values: tuple[ValueColumn, ...]
    rows: array[int] = field(default_factory=lambda: array("I"))
    keys: list[array[int]] = field(default_factory=list)
    """For each key column, the codes of the rows."""
    counts: array[int] = field(default_factory=lambda: array("q"))

    def row_keys(self) -> Iterator[Key]:
        """The codes of each row in its key columns."""
        return zip(*self.keys, strict=True)

    def cells(self) -> Iterator[tuple[Key, int, int, int]]:
        """Every figure, row by row, in the order of the fields of a `Cell`."""
        counts = iter(self.counts)
        for row, key in zip(self.rows, self.row_keys(), strict=True):
            for column, fixed in self.values:
                yield key if fixed is None else (*key, fixed), next(counts), row, column

    def data(self) -> Iterator[tuple[Key, int]]:
        """The keys and amounts of the figures that are no totals and could be read."""
        return ((key, amount) for key, amount, _, _ in self.cells() if min(key) > ALL and amount != UNREAD)

    def dimension(self, role: Role) -> int | None:
        """Which dimension has the role."""
        return next((at for at, dimension in enumerate(self.dimensions) if dimension.role == role), None)


class Figure(NamedTuple):
    """A count of the table that is made, and where the first cell stands that it comes from."""

    amount: int
    row: int
    column: int

    def plus(self, amount: int) -> Figure:
        """Both together: what is not known stays so, and none adds nothing."""
        return self._replace(amount=together(self.amount, amount))


def together(one: int, other: int) -> int:
    """Two amounts added up: what is not known stays so, and none adds nothing."""
    if one >= 0 and other >= 0:
        return one + other
    return UNKNOWN if UNKNOWN in (one, other) else max(one, other)


class Combination(NamedTuple):
    """What the figures of the table that is made are told apart by."""

    year: int
    level: int
    province: Province | None = None


Figures = dict[Combination, Figure]
