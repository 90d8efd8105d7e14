"""Which of a dataset's years and levels are asked about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gireport.errors import Problem, SelectionError
from gireport.thai.years import FiscalYear

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gireport.dataset.dataset import Dataset


@dataclass(frozen=True, slots=True)
class Selection:
    """Years and levels that a dataset has, both ascending and never empty."""

    dataset: Dataset
    years: tuple[FiscalYear, ...]
    levels: tuple[int, ...]


def select(
    dataset: Dataset,
    years: Iterable[int | FiscalYear] | None = None,
    levels: Iterable[int] | None = None,
) -> Selection:
    """The years and levels asked for, each once; all that the dataset has where none are named.

    Raises SelectionError where the dataset has no certificates or lacks a year or level, or nothing is asked
    for.
    """
    if not dataset.years:
        raise SelectionError(Problem("selection.no-certificates", facts={"name": dataset.name}))
    known_years = [year.be for year in dataset.years]
    wanted_years = known_years if years is None else list(map(_number, years))
    wanted_levels = dataset.levels if levels is None else tuple(levels)
    problems = [
        *_missing("selection.years", wanted_years, known_years),
        *_missing("selection.levels", wanted_levels, dataset.levels),
    ]
    if problems:
        raise SelectionError(problems)
    return Selection(
        dataset,
        tuple(FiscalYear(year) for year in sorted(set(wanted_years))),
        tuple(sorted(set(wanted_levels))),
    )


def _number(year: int | FiscalYear) -> int:
    return year.be if isinstance(year, FiscalYear) else year


def _missing(code: str, wanted: Sequence[int], known: Sequence[int]) -> list[Problem]:
    if not wanted:
        return [Problem(f"{code}-none", facts={"available": _runs(known)})]
    if missing := sorted(set(wanted) - set(known)):
        return [Problem(f"{code}-missing", facts={"missing": _runs(missing), "available": _runs(known)})]
    return []


def _runs(numbers: Iterable[int]) -> str:
    """Numbers as people write them, such as "2554-2557, 2560"."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ", ".join("-".join(map(str, run)) for run in runs)
