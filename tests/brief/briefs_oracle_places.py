"""Which numbers the brief of a province prints, and where: of a table of its own, with figures that are not known."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, NamedTuple

from annual_numbers import shown
from briefs_oracle import COUNTED_YEARS, Oracle, beside, part_of
from briefs_roles import role, row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from briefs_roles import Role

UNKNOWN = {"th": "ไม่มีข้อมูล", "en": "no data"}
NORTH, EAST, CENTRE, WEST = "north", "east", "centre", "west"
# By the six regions and by the four, as the Royal Institute and the statistical office have them.
REGIONS = {
    **dict.fromkeys(("จันทบุรี", "ฉะเชิงเทรา", "ชลบุรี", "ตราด", "ปราจีนบุรี", "ระยอง", "สระแก้ว"), (EAST, CENTRE)),
    "เชียงใหม่": (NORTH, NORTH),
    "ตาก": (WEST, NORTH),
    "พิจิตร": (CENTRE, NORTH),
}
Cells = dict[tuple[int, int, str], "int | None"]


class Sum(NamedTuple):
    """What is known of a sum; where that is nothing, no number is printed."""

    known: int
    whole: bool

    def __str__(self) -> str:
        return f"{self.known:,}" if self.whole else f"≥ {self.known:,}" if self.known else ""


def cells_of(folder: Path) -> Cells:
    """The counts that the file has, None where it says none; what it lacks is not known."""
    with (folder / "certificates.csv").open(encoding="utf-8", newline="") as stream:
        return {
            (int(each["year"]), int(each["level"]), each["where"]): None
            if each["issued"] == "-"
            else int(each["issued"])
            for each in csv.DictReader(stream)
        }


class PlaceOracle(Oracle):
    """The figures of one province."""

    def __init__(self, cells: Cells, place: str, years: Sequence[int], levels: Sequence[int], lang: str, scheme: str):
        own = {key[:2]: count for key, count in cells.items() if key[2] == place}
        super().__init__(own, years, levels, lang)
        self.cells, self.place, self.scheme = cells, place, scheme
        self.all_levels = tuple(sorted({level for _, level, _ in cells}))

    def named(self) -> list[int]:
        return [] if self.levels == self.all_levels else list(self.levels)

    def sum(self, years: Iterable[int], levels: Iterable[int], place: str | None = None) -> Sum:
        keys = [(year, level, place or self.place) for year in years for level in levels]
        return Sum(sum(self.cells.get(key) or 0 for key in keys), all(key in self.cells for key in keys))

    def ranks(self) -> list[int]:
        """Its rank, of how many, and the same in its region where that has another; empty where none can be told."""
        totals = {place: self.sum(self.years, self.levels, place) for place in REGIONS}
        if not totals[self.place].known or not all(total.whole for total in totals.values()):
            return []
        part = {"six": 0, "four": 1}[self.scheme]
        near = [place for place in REGIONS if REGIONS[place][part] == REGIONS[self.place][part]]
        found = []
        for group in (list(REGIONS), near):
            if len(group) > 1:
                found += [1 + sum(totals[each].known > totals[self.place].known for each in group), len(group)]
        return found

    def of_province(self) -> Iterator[Role]:
        title = [*self.named(), *self.span(self.years)]
        yield from (role("title", *title), role("subject", self.as_of), *self.head(*title))
        yield from (role("heading", *title), role("words", self.as_of))
        yield from self._figures()
        yield from self._summary()
        yield role("heading")
        yield from self._table(title)
        if self.earlier:
            yield from self._chart(title)
        yield role("heading")
        yield from self._notes(title)

    def _figures(self) -> Iterator[Role]:
        total, now = self.sum(self.years, self.levels), self.sum([self.last], self.levels)
        named = self.named() if self.lang == "th" else []
        yield role("figure", total, *named, *self.span(self.years))
        if self.earlier:
            before = self.sum([self.last - 1], self.levels)
            told = now.whole and before.whole and before.known
            compared = [beside(now.known, before.known), self.year(self.last - 1)] if told else []
            yield role("figure", now, self.year(self.last), *compared)
        ranks = self.ranks()
        for start in range(0, len(ranks), 2):
            yield role("figure", *ranks[start : start + 2])

    def _summary(self) -> Iterator[Role]:
        total, told = self.sum(self.years, self.levels), [*self.span(self.years), *self.named()]
        if not total.whole:
            yield role("words", *told, 1)  # it points to table 1
            return
        if not total.known:
            yield role("words", *told)
            return
        told.append(str(total))
        ranked = sorted(((self.sum(self.years, [level]).known, level) for level in self.levels), reverse=True)
        if len(ranked) > 1 and ranked[0][0] == total.known:
            told.append(ranked[0][1])
        elif len(ranked) > 1 and ranked[0][0] > ranked[1][0]:
            told += [ranked[0][1], f"{ranked[0][0]:,}", part_of(ranked[0][0], total.known)]
        yield role("words", *told, *self.ranks())
        if self.earlier:
            yield self.last_year_sentence()

    def _table(self, title: Sequence[object]) -> Iterator[Role]:
        many = len(self.levels) > 1
        yield from self.table(1, *title)
        yield role("heads", *map(self.year, self.years))
        rows = [self._row(level, [level]) for level in self.levels] + ([self._row("", self.levels)] if many else [])
        yield from rows
        printed = [cell for _, cells in rows for cell in cells]
        yield from (role("note") for sign in ("–", "≥") if any(cell.startswith(sign) for cell in printed))

    def _row(self, first: object, levels: Sequence[int]) -> Role:
        cells = [str(self.sum([year], levels)) for year in self.years]
        if len(levels) == 1:
            cells = [self._cell(year, levels[0]) for year in self.years]
        none = all(self.cells.get((year, level, self.place), 0) is None for year in self.years for level in levels)
        total = "–" if none else str(self.sum(self.years, levels))
        return row(first, *(cell or UNKNOWN[self.lang] for cell in [*cells, *([total] if self.earlier else [])]))

    def _cell(self, year: int, level: int) -> str:
        key = year, level, self.place
        return shown(self.cells[key]) if key in self.cells else UNKNOWN[self.lang]

    def _chart(self, title: Sequence[object]) -> Iterator[Role]:
        yield role("caption", 1, *title)
        yield "categories", tuple(map(self.year, self.years))
        told, missing = [*title], []
        for level in self.levels:
            series = {year: self.counts.get((year, level)) for year in self.years}
            best = self.best(series)
            yield role("panel", level, *map(self.year, best), *(f"{series[year]:,}" for year in best[:1]))
            yield "values", tuple(str(figure) for figure in series.values())
            labels = {year: self._cell(year, level) for year in self.years}
            yield "labels", tuple("" if label == UNKNOWN[self.lang] else label for label in labels.values())
            told += [level, *(f"{self.year(year)}: {label}" for year, label in labels.items())]
            unknown = [self.year(year) for year, label in labels.items() if label == UNKNOWN[self.lang]]
            missing += [level, *unknown] if unknown else []
        yield role("alternative", *told)
        if missing:
            yield role("note", *missing)

    def _notes(self, title: Sequence[object]) -> Iterator[Role]:
        asked = [(year, level) for year in self.years for level in self.levels]
        yield from (role("item", self.as_of), role("item", *COUNTED_YEARS))
        if self.lang == "en":
            yield role("item", 543)
        yield role("item")
        if any(self.counts.get(key, 0) is None for key in asked):
            yield role("item", 0)
        if unknown := sum(key not in self.counts for key in asked):
            yield role("item", unknown)
        yield from (role("item"), role("item", "100.0"))
        if self.ranks():
            yield role("item", *title)
