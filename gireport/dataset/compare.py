"""What changed between two versions of a table of certificates: added, revised, missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gireport.dataset.counts import added
from gireport.dataset.figures import certificate_counts
from gireport.dataset.table import Mark, summand
from gireport.errors import Problem, SelectionError
from gireport.records import dataclass
from gireport.thai.provinces import Province, find_province
from gireport.thai.years import FiscalYear

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from gireport.dataset.counts import Count, Total
    from gireport.dataset.dataset import Dataset
    from gireport.dataset.select import Selection


class Cell(NamedTuple):
    """Which count: its fiscal year, level, and province where the data tells provinces apart."""

    year: FiscalYear
    level: int
    province: Province | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """A count that both versions have, and not the same."""

    cell: Cell
    old: Count
    new: Count

    @property
    def difference(self) -> int | None:
        """By how much it went up, none being 0; None where one of the two is not known."""
        if Mark.UNKNOWN in (self.old, self.new):
            return None
        return summand(self.new) - summand(self.old)


@dataclass(frozen=True, slots=True)
class YearTotals:
    """The totals of one fiscal year; None in the version that has not the year."""

    year: FiscalYear
    old: Total | None
    new: Total | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything in which two versions differ, each part by year, level and province."""

    old: Dataset
    new: Dataset
    years_added: tuple[FiscalYear, ...]
    years_missing: tuple[FiscalYear, ...]
    revised: tuple[Revision, ...]
    added: tuple[Cell, ...]
    """What only the new version has in years that both have: levels and provinces that are new."""
    missing: tuple[Cell, ...]
    """What only the old version has in years that both have."""
    years: tuple[YearTotals, ...]
    old_total: Total
    new_total: Total

    @property
    def differs(self) -> bool:
        """Whether anything changed."""
        return bool(self.years_added or self.years_missing or self.revised or self.added or self.missing)


def compare(old: Dataset, new: Dataset, selection: Selection | None = None) -> Comparison:
    """How `new` differs from `old`, in all figures or in those of a `selection` of `new`.

    What is missing in `new` belongs to a selection of all that it has. Raises SelectionError where one of the two has
    no certificates, or only one tells provinces apart: counts of provinces and of the whole country are not versions
    of each other.
    """
    if bool(old.provinces) != bool(new.provinces):
        facts = {"apart": (old if old.provinces else new).name, "together": (new if old.provinces else old).name}
        raise SelectionError(Problem("compare.provinces", facts=facts))
    selection = selection or new.select()
    old_counts, new_counts = (_cells(dataset, selection) for dataset in (old, new))
    had, has = ({cell.year for cell in counts} for counts in (old_counts, new_counts))
    both = sorted(old_counts.keys() & new_counts.keys(), key=_order)
    return Comparison(
        old=old,
        new=new,
        years_added=tuple(sorted(has - had)),
        years_missing=tuple(sorted(had - has)),
        revised=tuple(
            Revision(cell, old_counts[cell], new_counts[cell]) for cell in both if old_counts[cell] != new_counts[cell]
        ),
        added=_in_years(new_counts.keys() - old_counts.keys(), had & has),
        missing=_in_years(old_counts.keys() - new_counts.keys(), had & has),
        years=tuple(
            YearTotals(year, _of_year(old_counts, year), _of_year(new_counts, year)) for year in sorted(had | has)
        ),
        old_total=added(old_counts.values()),
        new_total=added(new_counts.values()),
    )


def _cells(dataset: Dataset, selection: Selection) -> dict[Cell, Count]:
    """The counts of `dataset` that a selection of the new version is of."""
    dataset.select()  # says where it has no certificates
    new = selection.dataset
    axes: tuple[tuple[Collection[object], Collection[object]], ...] = (
        (selection.years, new.years),
        (selection.levels, new.levels),
        (selection.provinces or (None,), new.provinces or (None,)),
    )
    cells = (
        (Cell(FiscalYear(year), level, find_province(iso) if iso else None), count)
        for (year, level, iso), count in certificate_counts(dataset).items()
    )
    return {
        cell: count
        for cell, count in cells
        if all(_is_asked(value, *axis) for value, axis in zip(cell, axes, strict=True))
    }


def _is_asked(value: object, selected: Collection[object], known: Collection[object]) -> bool:
    return value in selected or (len(selected) == len(known) and value not in known)


def _order(cell: Cell) -> tuple[int, int, str]:
    return cell.year.be, cell.level, cell.province.iso if cell.province else ""


def _in_years(cells: Iterable[Cell], years: set[FiscalYear]) -> tuple[Cell, ...]:
    return tuple(sorted((cell for cell in cells if cell.year in years), key=_order))


def _of_year(counts: Mapping[Cell, Count], year: FiscalYear) -> Total | None:
    there = [count for cell, count in counts.items() if cell.year == year]
    return added(there) if there else None
