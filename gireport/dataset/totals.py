"""Totals that a dataset states, against the sums of the rows they speak of."""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from typing import TYPE_CHECKING, cast

from gireport.dataset.counts import Partial, added
from gireport.dataset.structure import spelled
from gireport.dataset.table import Mark, summand
from gireport.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gireport.dataset.counts import Count, Total
    from gireport.dataset.table import Row, Table, Value


def check_totals(totals: Table, parts: Table) -> Iterator[Problem]:
    """A problem for each row of `totals` that is not the sum of the rows of `parts` under its keys.

    Both tables may lack the values of bad cells: a total that such a value could touch is left unchecked.
    """
    keys = [key.name for key in totals.spec.keys]
    [total] = totals.spec.typed("count")
    [count] = parts.spec.typed("count")
    needed = {*keys, count.name}
    sums = _sums(_counted([part for part in parts.rows if needed <= part.values.keys()], parts, keys, count.name))
    unsure = [part for part in parts.rows if not needed <= part.values.keys()]
    for row in totals.rows:
        if {*keys, total.name} <= row.values.keys() and not any(_may_belong(part, row, keys) for part in unsure):
            yield from _compared(totals, row, sums, parts.name)


_Key = tuple["Value", ...]


def _counted(rows: Sequence[Row], parts: Table, keys: Sequence[str], count: str) -> Iterator[tuple[_Key, Count]]:
    """The counts of the rows under their keys, and of each combination that has no row because it is not known."""
    counts = [(tuple(row[key] for key in keys), cast("Count", row[count])) for row in rows]
    yield from counts
    if parts.spec.gaps == "unknown":
        there = {key for key, _ in counts}
        axes = (dict.fromkeys(key[position] for key in there) for position in range(len(keys)))
        yield from ((key, Mark.UNKNOWN) for key in product(*axes) if key not in there)


def _sums(counts: Iterable[tuple[_Key, Count]]) -> Mapping[_Key, Total]:
    """The sum under every combination of keys, each of them as it is or as all together."""
    parts: defaultdict[_Key, list[Count]] = defaultdict(list)
    for key, count in counts:
        for combination in product(*((value, Mark.ALL) for value in key)):
            parts[combination].append(count)
    return {combination: added(counts) for combination, counts in parts.items()}


def _may_belong(part: Row, total: Row, keys: Sequence[str]) -> bool:
    """Whether a part's keys are those of the total, as far as the part has them."""
    return all(total[key] is Mark.ALL or part.values.get(key, total[key]) == total[key] for key in keys)


def _compared(totals: Table, row: Row, sums: Mapping[_Key, Total], parts: str) -> Iterator[Problem]:
    keys = totals.spec.keys
    [total] = totals.spec.typed("count")
    place = totals.place(row, total.name)
    stated, computed = summand(row[total.name]), sums.get(tuple(row[key.name] for key in keys))
    if computed is None:
        key = ", ".join(spelled(key, row[key.name]) for key in keys)
        yield Problem("data.total-of-nothing", place, {"key": key, "table": parts})
    elif isinstance(computed, int) and stated != computed:
        yield Problem("data.total-differs", place, {"stated": f"{stated:,}", "computed": f"{computed:,}"})
    elif isinstance(computed, Partial) and stated < computed.known:
        yield Problem("data.total-too-small", place, {"stated": f"{stated:,}", "known": f"{computed.known:,}"})
