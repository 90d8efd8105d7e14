"""Which of a dataset's years, levels and provinces are asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gireport.dataset.places import asked_provinces
from gireport.dataset.rules import CERTIFICATES
from gireport.errors import Problem, SelectionError
from gireport.records import dataclass
from gireport.thai.years import FiscalYear

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gireport.dataset.dataset import Dataset
    from gireport.thai.provinces import Province, RegionScheme


@dataclass(frozen=True, slots=True)
class Selection:
    """Years and levels that a dataset has, ascending and never empty, and its provinces, if it tells them apart."""

    dataset: Dataset
    years: tuple[FiscalYear, ...]
    levels: tuple[int, ...]
    provinces: tuple[Province, ...] = ()
    """In the order of a Thai dictionary; none where the dataset does not tell provinces apart."""
    scheme: RegionScheme = "six"
    """What a region is."""

    @property
    def all_provinces(self) -> bool:
        """Whether nothing is left out that the dataset has of any province."""
        return self.provinces == self.dataset.provinces


def select(
    dataset: Dataset,
    years: Iterable[int | FiscalYear] | None = None,
    levels: Iterable[int] | None = None,
    provinces: Iterable[str | Province] | None = None,
    scheme: RegionScheme = "six",
) -> Selection:
    """The years, levels and provinces asked for, each once; all that the dataset has where none are named.

    A province is named in Thai or English or by its ISO 3166-2 code, and a region, which is what `scheme` says, stands
    for its provinces. Raises SelectionError where the dataset has no certificates, lacks a year, level or province, or
    does not tell provinces apart, and where nothing is asked for.
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
    wanted_provinces = list(dataset.provinces)
    if provinces is not None:
        wanted_provinces, faults = _asked(dataset, provinces, scheme)
        problems += faults
    if problems:
        raise SelectionError(problems)
    return Selection(
        dataset,
        tuple(FiscalYear(year) for year in sorted(set(wanted_years))),
        tuple(sorted(set(wanted_levels))),
        tuple(province for province in dataset.provinces if province in wanted_provinces),
        scheme,
    )


def _asked(
    dataset: Dataset, provinces: Iterable[str | Province], scheme: RegionScheme
) -> tuple[list[Province], list[Problem]]:
    if not dataset.provinces:
        return [], [Problem("selection.no-provinces", facts={"name": dataset.name})]
    sparse = dataset.tables[CERTIFICATES].spec.gaps == "none"
    found, problems = asked_provinces(provinces, dataset.provinces, scheme, sparse=sparse)
    if not found and not problems:
        available = ", ".join(province.th for province in dataset.provinces)
        problems = [Problem("selection.provinces-none", facts={"available": available})]
    return found, problems


def _number(year: int | FiscalYear) -> int:
    return year.be if isinstance(year, FiscalYear) else year


def _missing(code: str, wanted: Sequence[int], known: Sequence[int]) -> list[Problem]:
    if not wanted:
        return [Problem(f"{code}-none", facts={"available": runs(known)})]
    if missing := sorted(set(wanted) - set(known)):
        return [Problem(f"{code}-missing", facts={"missing": runs(missing), "available": runs(known)})]
    return []


def runs(numbers: Iterable[int]) -> str:
    """Numbers as people write them, such as "2554-2557, 2560"."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ", ".join("-".join(map(str, run)) for run in runs)
