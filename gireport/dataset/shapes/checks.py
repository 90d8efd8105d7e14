"""What must hold between the figures of a table: nothing twice, no year left out, a figure for every combination.

Where a key or a count could not be read, nothing is said of what that cell could change: one slip is one problem.
"""

from __future__ import annotations

from itertools import islice, pairwise, product
from math import prod
from typing import TYPE_CHECKING

from gireport.dataset.characters import shown
from gireport.dataset.shapes.body import ALL, BAD, Combination

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from gireport.dataset.schema import Gaps
    from gireport.dataset.shapes.body import Body, Key
    from gireport.dataset.shapes.findings import Findings
    from gireport.dataset.sources.grid import Grid
    from gireport.thai.provinces import Province

_LISTED = 12


def check_duplicates(grid: Grid, body: Body, key_columns: tuple[int, ...], findings: Findings) -> set[Key]:
    """The keys that several rows have, each further row told with the first of them."""
    whole = (key for key in body.row_keys() if BAD not in key and ALL not in key)
    sizes = [len(dimension.values) for dimension in body.dimensions]
    numbers, count = set(), 0
    for key in whole:
        number = 0
        for code, size in zip(key, sizes, strict=False):
            number = number * size + code
        numbers.add(number)
        count += 1
    return set() if len(numbers) == count else _tell_duplicates(grid, body, key_columns, findings)


def _tell_duplicates(grid: Grid, body: Body, key_columns: tuple[int, ...], findings: Findings) -> set[Key]:
    first: dict[Key, int] = {}
    twice: set[Key] = set()
    for row, key in zip(body.rows, body.row_keys(), strict=True):
        if BAD in key or ALL in key or first.setdefault(key, row) == row:
            continue
        twice.add(key)
        if not findings.has_room:
            findings.refuse("shape.duplicate", row, key="", first=first[key], row=row)
            continue
        spelled = ", ".join(
            f"{dimension.name if dimension.role == 'key' else dimension.role} {dimension.spelled(code)}"
            for dimension, code in zip(body.dimensions, key, strict=False)
        )
        for dimension, column in zip(body.dimensions, key_columns, strict=False):
            one, other = (_text(grid, number, column) for number in (first[key], row))
            if dimension.role == "province" and one != other:
                findings.refuse(
                    "shape.duplicate-spelling", row, column,
                    key=spelled, first=first[key], row=row, one=shown(one), other=shown(other),
                )  # fmt: skip
                break
        else:
            findings.refuse("shape.duplicate", row, key=spelled, first=first[key], row=row)
    return twice


def _text(grid: Grid, number: int, column: int) -> str:
    """The text of a cell. Rows are numbered without gaps, but need not begin at 1."""
    row = grid.rows[number - grid.rows[0].number]
    return row.cells[column].strip() if column < len(row.cells) else ""


def check_years(years: Collection[int], gaps: Gaps, findings: Findings, row: int | None = None) -> list[int]:
    """The years that are missing between the first and the last, told as runs unless gaps are declared."""
    return _check_run("year", years, gaps, findings, row)


def check_levels(levels: Collection[int], known: Collection[int], gaps: Gaps, findings: Findings) -> list[int]:
    """The levels that are missing between two others, told as the years are; others that are not there are noted."""
    missing = _check_run("level", levels, gaps, findings, None)
    note_levels(levels, {*known} - {*missing}, findings)
    return missing


def note_levels(levels: Collection[int], known: Collection[int], findings: Findings) -> None:
    """Notes the known levels that are not there."""
    if absent := sorted({*known} - {*levels}):
        findings.note("note.levels", levels=", ".join(map(str, sorted(levels))), absent=", ".join(map(str, absent)))


def _check_run(role: str, found: Collection[int], gaps: Gaps, findings: Findings, row: int | None) -> list[int]:
    there = sorted(found)
    missing = []
    for before, after in pairwise(there):
        between = list(range(before + 1, after))
        if not between:
            continue
        missing += between
        run = str(between[0]) if len(between) == 1 else f"{between[0]}-{between[-1]}"
        if gaps:
            findings.note("note.gap", row, key=f"{role} {run}", before=before, after=after)
        else:
            findings.refuse("shape.gap", row, key=f"{role} {run}", before=before, after=after)
    return missing


def missing_combinations(
    there: Collection[Combination], years: Iterable[int], levels: Iterable[int]
) -> tuple[int, Iterator[Combination]]:
    """How many combinations of the years and levels with the provinces there are have no figure, and which."""
    provinces: list[Province | None] = list(dict.fromkeys(each.province for each in there))
    axes = sorted(years), sorted(levels), provinces
    count = prod(len(axis) for axis in axes) - len(there)
    return count, (each for each in map(Combination._make, product(*axes)) if each not in there)


def check_complete(there: Collection[Combination], gaps: Gaps, findings: Findings) -> list[Combination]:
    """The combinations without a figure, told together unless gaps are declared."""
    years, levels = {each.year for each in there}, {each.level for each in there}
    count, missing = missing_combinations(there, years, levels)
    if not count:
        return []
    some = list(islice(missing, _LISTED))
    spelled = "; ".join(map(_spelled, some)) + ("; …" if count > _LISTED else "")
    if gaps:
        findings.note("note.missing", count=count, missing=spelled)
    else:
        findings.refuse("shape.missing", count=count, missing=spelled)
    return some


def _spelled(combination: Combination) -> str:
    words = [f"year {combination.year}", f"level {combination.level}"]
    words += [f"province {combination.province.th}"] if combination.province else []
    return " ".join(words)
