"""Totals that a dataset states, against the sums of the rows they speak of."""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from typing import TYPE_CHECKING

from gireport.dataset.structure import spelled
from gireport.dataset.table import Mark, summand
from gireport.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gireport.dataset.table import Row, Table, Value


def check_totals(totals: Table, parts: Table) -> Iterator[Problem]:
    """A problem for each row of `totals` that is not the sum of the rows of `parts` under its keys.

    Both tables may lack the values of bad cells: a total that such a value could touch is left unchecked.
    """
    keys = [key.name for key in totals.spec.keys]
    [total] = totals.spec.typed("count")
    [count] = parts.spec.typed("count")
    needed = {*keys, count.name}
    sums = _sums([part for part in parts.rows if needed <= part.values.keys()], keys, count.name)
    unsure = [part for part in parts.rows if not needed <= part.values.keys()]
    for row in totals.rows:
        if {*keys, total.name} <= row.values.keys() and not any(_may_belong(part, row, keys) for part in unsure):
            yield from _compared(totals, row, sums, parts.name)


def _sums(parts: Sequence[Row], keys: Sequence[str], count: str) -> Mapping[tuple[Value, ...], int]:
    """The sum under every combination of keys, each of them as it is or as all together."""
    sums: defaultdict[tuple[Value, ...], int] = defaultdict(int)
    for part in parts:
        for combination in product(*((part[key], Mark.ALL) for key in keys)):
            sums[combination] += summand(part[count])
    return dict(sums)


def _may_belong(part: Row, total: Row, keys: Sequence[str]) -> bool:
    """Whether a part's keys are those of the total, as far as the part has them."""
    return all(total[key] is Mark.ALL or part.values.get(key, total[key]) == total[key] for key in keys)


def _compared(totals: Table, row: Row, sums: Mapping[tuple[Value, ...], int], parts: str) -> Iterator[Problem]:
    keys = totals.spec.keys
    [total] = totals.spec.typed("count")
    place = totals.place(row, total.name)
    stated, computed = summand(row[total.name]), sums.get(tuple(row[key.name] for key in keys))
    if computed is None:
        key = ", ".join(spelled(key, row[key.name]) for key in keys)
        yield Problem("data.total-of-nothing", place, {"key": key, "table": parts})
    elif stated != computed:
        yield Problem("data.total-differs", place, {"stated": f"{stated:,}", "computed": f"{computed:,}"})
