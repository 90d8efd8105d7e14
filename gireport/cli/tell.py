"""Datasets and comparisons of them in words, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gireport.dataset.counts import Partial
from gireport.dataset.figures import Figures
from gireport.dataset.rules import CERTIFICATES
from gireport.dataset.select import runs
from gireport.dataset.table import Mark
from gireport.messages import say, spoken_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gireport.dataset.compare import Cell, Comparison, Revision
    from gireport.dataset.counts import Total
    from gireport.dataset.dataset import Dataset
    from gireport.dataset.fields import Wording

_LISTED = 50  # revisions, and cells that only one version has


def described_lines(dataset: Dataset) -> Iterator[str]:
    """What a dataset has, without its name."""
    unknown = say("tell.not-stated")
    as_of = (
        unknown if dataset.as_of is None else dataset.as_of.format(language=spoken_language(), calendar="be", era=True)
    )
    yield say("tell.as-of", as_of=as_of)
    yield say("tell.source", source=worded(dataset.source) or unknown)
    tables = ", ".join(f"{table.name} ({len(table.rows):,})" for table in dataset.tables.values())
    yield say("tell.tables", tables=tables)
    if not dataset.has(CERTIFICATES):
        return
    figures = Figures(dataset.select())
    yield say("tell.years", years=runs(year.be for year in dataset.years))
    yield say("tell.levels", levels=runs(dataset.levels))
    if dataset.provinces:
        yield say("tell.provinces", count=len(dataset.provinces))
    unit = worded(dataset.tables[CERTIFICATES].unit)
    yield say("tell.total", total=told(figures.total()), unit=f" {unit}" if unit else "")
    for year in dataset.years:
        yield "  " + say("tell.of-year", year=year.be, total=told(figures.total([year])))
    for level in dataset.levels:
        yield "  " + say("tell.of-level", level=level, total=told(figures.total(levels=[level])))
    if gaps := figures.gaps():
        yield say("tell.gaps", count=len(gaps))


def comparison_lines(comparison: Comparison) -> Iterator[str]:
    """How two versions differ; of many revisions the first, and how many more there are."""
    if not comparison.differs:
        yield say("compare.same")
    if years := comparison.years_added:
        yield say("compare.years-added", years=runs(year.be for year in years))
    if years := comparison.years_missing:
        yield say("compare.years-missing", years=runs(year.be for year in years))
    if comparison.revised:
        yield say("compare.revised", count=len(comparison.revised))
        yield from _limited([_revision(each) for each in comparison.revised])
    if comparison.added:
        yield say("compare.added", count=len(comparison.added))
        yield from _limited([cell_in_words(cell) for cell in comparison.added])
    if comparison.missing:
        yield say("compare.missing", count=len(comparison.missing))
        yield from _limited([cell_in_words(cell) for cell in comparison.missing])
    if comparison.differs:
        for year in comparison.years:
            if year.old != year.new:
                yield say("compare.year-total", year=year.year.be, old=told(year.old), new=told(year.new))
    yield say("compare.total", old=told(comparison.old_total), new=told(comparison.new_total))


def told(total: Total | None) -> str:
    """A sum in words; a dash for none, and for what a version has not."""
    if isinstance(total, Partial):
        return total.th if spoken_language() == "th" else total.en
    if total is Mark.UNKNOWN:
        return say("tell.not-known")
    return f"{total:,}" if isinstance(total, int) else "–"


def worded(wording: Wording | None) -> str:
    """Words in the language of the messages; nothing where there are none."""
    return "" if wording is None else wording.th if spoken_language() == "th" else wording.en


def cell_in_words(cell: Cell) -> str:
    """Which count, such as "fiscal year 2565, level 3"."""
    words = say("compare.cell", year=cell.year.be, level=cell.level)
    if cell.province is None:
        return words
    return f"{words}, {cell.province.th if spoken_language() == 'th' else cell.province.en}"


def _revision(revision: Revision) -> str:
    difference = revision.difference
    change = "" if difference is None else f" ({difference:+,})"
    return f"{cell_in_words(revision.cell)}: {told(revision.old)} → {told(revision.new)}{change}"


def _limited(lines: list[str]) -> Iterator[str]:
    yield from (f"  {line}" for line in lines[:_LISTED])
    if len(lines) > _LISTED:
        yield "  " + say("tell.more", count=len(lines) - _LISTED)
