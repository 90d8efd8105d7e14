"""The totals that a table states, recomputed. They are never data.

A total stands where a label says so: in a row, a column, or both (the grand total). Each is compared with the sum of
the figures it speaks of, unless one of those could not be read.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from gireport.dataset.shapes.body import ALL, BAD, Cell
from gireport.dataset.sources.grid import column_letters

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from gireport.dataset.shapes.body import Body, Key
    from gireport.dataset.shapes.findings import Findings

ELSEWHERE = -1
"""The code of a value that is missing from the table: only a total over all values could lack it."""

_MOST_OPEN = 1_000
_MOST_LISTED = 12
_SEVERAL = 3


class Open(NamedTuple):
    """Keys of what a total may lack: `unsure` could not be read, or is missing and must not be; `unknown` may be."""

    unsure: dict[Key, None]
    unknown: dict[Key, None]


class _Difference(NamedTuple):
    cell: Cell
    computed: int

    @property
    def by(self) -> int:
        return max(self.cell.amount, 0) - self.computed


def check_totals(body: Body, totals: Sequence[Cell], opened: Open, findings: Findings) -> None:
    """Notes every total in `totals` that is not the sum of the figures under its key.

    Where all that differ differ by the same, and one figure alone is in every sum, the slip is that figure's.
    """
    if len(opened.unsure) > _MOST_OPEN:
        return
    differences = []
    by_pattern: defaultdict[tuple[bool, ...], list[Cell]] = defaultdict(list)
    for total in totals:
        by_pattern[tuple(code == ALL for code in total.key)].append(total)
    for pattern, stated in by_pattern.items():
        sums = _sums(pattern, body)
        for total in stated:
            computed = sums.get(_kept(total.key, pattern))
            if computed is None and not _any_may_belong(opened.unsure, total.key):
                _tell_of_nothing(body, total, findings)
            elif computed is not None and max(total.amount, 0) != computed:
                differences.append(_Difference(total, computed))
    differences = [each for each in differences if not _excused(each, opened, findings)]
    if slip := _one_slip(body, differences, totals):
        _tell_slip(slip, differences, findings)
        return
    if role := _lacking(body, differences):
        _tell_lacking(role, differences, findings)
        return
    for cell, computed in differences:
        facts = {"stated": f"{max(cell.amount, 0):,}", "computed": f"{computed:,}"}
        findings.refuse("shape.total-differs", cell.row, cell.column, **facts)


def _kept(key: Key, pattern: tuple[bool, ...]) -> Key:
    return tuple(code for code, summed in zip(key, pattern, strict=True) if not summed)


def _sums(pattern: tuple[bool, ...], body: Body) -> Mapping[Key, int]:
    sums: defaultdict[Key, int] = defaultdict(int)
    kept = [at for at, summed in enumerate(pattern) if not summed]
    for key, amount in body.data():
        sums[tuple([key[at] for at in kept])] += max(amount, 0)
    return sums


def _may_belong(part: Key, total: Key) -> bool:
    """Whether a figure is under the total, as far as its key is known."""
    return all(whole in (ALL, code) or code == BAD for code, whole in zip(part, total, strict=True))


def _any_may_belong(parts: Collection[Key], total: Key) -> bool:
    return any(_may_belong(part, total) for part in parts)


def _excused(difference: _Difference, opened: Open, findings: Findings) -> bool:
    """Whether nothing can be said of a difference, because something under the total is not known."""
    cell = difference.cell
    if _any_may_belong(opened.unsure, cell.key):
        return True
    if not _any_may_belong(opened.unknown, cell.key):
        return False
    # What is not known can only add to the rest.
    if difference.by > 0:
        findings.remark("note.total-unchecked", cell.row, cell.column)
        return True
    return False


def _one_slip(body: Body, differences: Sequence[_Difference], totals: Sequence[Cell]) -> Cell | None:
    """The one figure that would explain every difference: it is under all of these totals and under no others."""
    if len(differences) < 2 or len({difference.by for difference in differences}) > 1:
        return None
    codes: list[int] = []
    for at in range(len(differences[0].cell.key)):
        fixed = {difference.cell.key[at] for difference in differences} - {ALL}
        if len(fixed) != 1:
            return None
        codes += fixed
    cell = next((Cell(*each) for each in body.cells() if each[0] == tuple(codes)), None)
    if cell is None or max(cell.amount, 0) + differences[0].by < 0:
        return None
    over_it = {total.key for total in totals if _may_belong(cell.key, total.key)}
    return cell if over_it == {difference.cell.key for difference in differences} else None


def _lacking(body: Body, differences: Sequence[_Difference]) -> str:
    """The role of which a value seems to be missing: all differing totals are over it, and all are too large."""
    if len(differences) < _SEVERAL or any(difference.by <= 0 for difference in differences):
        return ""
    for at, dimension in enumerate(body.dimensions):
        if all(difference.cell.key[at] == ALL for difference in differences):
            return dimension.role
    return ""


def _tell_lacking(role: str, differences: Sequence[_Difference], findings: Findings) -> None:
    cell, computed = differences[0]
    findings.refuse(
        "shape.totals-larger", cell.row, cell.column,
        stated=f"{cell.amount:,}", computed=f"{computed:,}", role=role, totals=_listed(differences[1:]),
    )  # fmt: skip


def _listed(differences: Sequence[_Difference]) -> str:
    places = [f"{column_letters(cell.column)}{cell.row}" for cell, _ in differences]
    return ", ".join(places[:_MOST_LISTED]) + (", …" if len(places) > _MOST_LISTED else "")


def _tell_slip(slip: Cell, differences: Sequence[_Difference], findings: Findings) -> None:
    stated = max(slip.amount, 0)
    facts = {"stated": f"{stated:,}", "computed": f"{stated + differences[0].by:,}", "totals": _listed(differences)}
    findings.refuse("shape.cell-against-totals", slip.row, slip.column, **facts)


def _tell_of_nothing(body: Body, total: Cell, findings: Findings) -> None:
    key = ", ".join(
        f"{dimension.role} {dimension.spelled(code)}"
        for dimension, code in zip(body.dimensions, total.key, strict=True)
        if code != ALL
    )
    findings.refuse("shape.total-of-nothing", total.row, total.column, key=key)
