"""Which numbers the briefs of a level and of a year print, where, worked out with nothing of `gireport`."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from annual_numbers import bare_percent, rounded, shown, together
from briefs_roles import role, row

from gireport.assets import asset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefs_roles import Role

ALL_LEVELS = (1, 2, 3, 4, 5)
COUNTED_YEARS = ("1", "30")  # a fiscal year begins on 1 October and ends on 30 September


def moved(new: int | None, old: int | None) -> str:
    """A change in per cent as a table has it; the sign for none where it is from nothing."""
    if not old:
        return "–"
    difference = (new or 0) - old
    if not difference:
        return "0.0"
    part = bare_percent(abs(difference), old, is_part=difference < 0)
    return f"−{part}" if difference < 0 else part


def beside(new: int, old: int) -> str:
    """What a sentence says of two numbers: how many times as many from twice on, else the change; nothing if equal."""
    return rounded(new, old) if new >= 2 * old else "" if new == old else moved(new, old)


def mean(series: Sequence[int | None]) -> str:
    if all(each is None for each in series):
        return "–"
    return rounded(sum(each or 0 for each in series), len(series))


def part_of(part: int | None, whole: int) -> str:
    return bare_percent(part or 0, whole) if whole else "–"


def source(table: str, lang: str) -> str:
    text = asset("data", "green-industry").joinpath("dataset.toml").read_text(encoding="utf-8")
    return str(tomllib.loads(text)["tables"][table]["source"][lang])


class Oracle:
    """The figures of some levels in some years, and the roles in which the briefs have them."""

    def __init__(
        self, counts: Mapping[tuple[int, int], int | None], years: Sequence[int], levels: Sequence[int], lang: str
    ):
        self.counts, self.years, self.levels, self.lang = counts, tuple(years), tuple(levels), lang
        self.last, self.earlier = self.years[-1], self.years[:-1]
        self.as_of = self.year(2565)

    def year(self, year: int) -> str:
        return str(year if self.lang == "th" else year - 543)

    def span(self, years: Sequence[int]) -> list[str]:
        return [self.year(year) for year in (years if len(years) == 1 else (years[0], years[-1]))]

    def count(self, year: int, levels: Iterable[int] | None = None) -> int | None:
        return together(self.counts[year, level] for level in (self.levels if levels is None else levels))

    def total(self, years: Iterable[int] | None = None, levels: Iterable[int] | None = None) -> int:
        return sum(self.count(year, levels) or 0 for year in (self.years if years is None else years))

    def named(self) -> list[int]:
        """The levels that a sentence names: none where all are asked for."""
        return [] if self.levels == ALL_LEVELS else list(self.levels)

    def has_none(self) -> bool:
        return any(self.counts[year, level] is None for year in self.years for level in self.levels)

    def best(self, series: Mapping[int, int | None]) -> list[int]:
        most = max(filter(None, series.values()), default=None)
        return [year for year, figure in series.items() if most and figure == most]

    # What both briefs have.

    def head(self, *title: object) -> Iterator[Role]:
        yield role("head", *title)
        yield role("head", self.as_of)
        yield role("foot")

    def table(self, number: int, *caption: object) -> Iterator[Role]:
        yield from (role("caption", number, *caption), role("continued", number))

    def chart(self, *caption: object) -> Iterator[Role]:
        yield role("caption", 1, *caption)
        yield "categories", tuple(map(self.year, self.years))
        told: list[object] = [*caption]
        for level in self.levels:
            series = {year: self.counts[year, level] for year in self.years}
            best = self.best(series)
            yield role("panel", level, *(self.year(year) for year in best), *(f"{series[year]:,}" for year in best[:1]))
            yield "values", tuple(str(figure) for figure in series.values())
            yield "labels", tuple(map(shown, series.values()))
            told += [level, *(f"{self.year(year)}: {shown(figure)}" for year, figure in series.items())]
        yield role("alternative", *told)

    def how_counted(self) -> Iterator[Role]:
        yield role("item", source("certificates", self.lang), self.as_of)
        yield role("item", *COUNTED_YEARS)
        if self.lang == "en":
            yield role("item", 543)
        yield role("item")
        if self.has_none():
            yield role("item", 0)
        yield role("item", "100.0")

    # The brief of a level.

    def of_level(self) -> Iterator[Role]:
        [level] = self.levels
        title = [level, *self.span(self.years)]
        yield from (role("title", *title), role("subject", self.as_of), *self.head(*title))
        yield from (role("heading", *title), role("words", self.as_of))
        yield from self._level_figures(level)
        yield from self._level_summary(level)
        yield from (role("heading", level), role("words", level), role("words", source("levels", self.lang)))
        yield role("heading")
        yield from self._level_years(level)
        if self.earlier:
            yield from self.chart(level, *self.span(self.years))
        yield role("heading")
        yield from self._level_ranks()
        yield role("heading")
        yield from self.how_counted()
        if self.earlier:
            yield role("item")

    def _level_figures(self, level: int) -> Iterator[Role]:
        total, now = self.total(), self.count(self.last) or 0
        yield role("figure", f"{total:,}", level, *self.span(self.years))
        if self.earlier:
            before = self.count(self.last - 1)
            compared = [beside(now, before), self.year(self.last - 1)] if before else []
            yield role("figure", f"{now:,}", self.year(self.last), *compared)
        if self.earlier and total:
            yield role("figure", mean(self.series()), len(self.years))
        if total:
            whole = self.total(levels=ALL_LEVELS)
            yield role("figure", part_of(total, whole), f"{whole:,}")

    def series(self, years: Sequence[int] | None = None) -> list[int | None]:
        return [self.count(year) for year in (self.years if years is None else years)]

    def _level_summary(self, level: int) -> Iterator[Role]:
        total, whole = self.total(), self.total(levels=ALL_LEVELS)
        if not total:
            yield role("words", *self.span(self.years), level)
            return
        rank = 1 + sum(self.total(levels=[other]) > total for other in ALL_LEVELS)
        average = [mean(self.series())] if self.earlier else []
        yield role("words", *self.span(self.years), level, f"{total:,}", rank, 5, part_of(total, whole), *average)
        if self.earlier:
            yield self.last_year_sentence()

    def last_year_sentence(self) -> Role:
        now, before = self.count(self.last) or 0, self.count(self.last - 1) or 0
        best = self.best({year: self.count(year) for year in self.years})
        told = (
            [self.year(self.last)] + ([f"{now:,}"] if now else []) + ([beside(now, before)] if now and before else [])
        )
        if best != [self.last] and len(best) == 1:
            told += [self.year(best[0]), f"{self.count(best[0]):,}"]
        return role("words", *told)

    def _level_years(self, level: int) -> Iterator[Role]:
        yield from self.table(1, level)
        yield role("heads")
        changes = {}
        for year in self.years:
            changes[year] = moved(self.count(year), self.count(year - 1)) if year > self.years[0] else ""
            share = part_of(self.count(year), self.count(year, ALL_LEVELS) or 0)
            change = [changes[year]] if self.earlier else []
            yield row(self.year(year), shown(self.count(year)), *change, share)
        if self.earlier:
            yield row("", f"{self.total():,}", "", part_of(self.total(), self.total(levels=ALL_LEVELS)))
        if self.has_none() or "–" in changes.values():
            yield role("note")

    def _level_ranks(self) -> Iterator[Role]:
        totals = {level: self.total(levels=[level]) for level in ALL_LEVELS}
        whole = sum(totals.values())
        yield from self.table(2, *self.span(self.years))
        yield role("heads")
        for level, total in sorted(totals.items(), key=lambda item: (-item[1], item[0])):
            rank = 1 + sum(other > total for other in totals.values())
            yield row(level, str(rank), f"{total:,}", part_of(total, whole))
        yield row("", "", f"{whole:,}", "")

    # The brief of a year.

    def of_year(self) -> Iterator[Role]:
        title = [*self.named(), self.year(self.last)]
        compared = self.span(self.earlier) if self.earlier else []
        yield from (role("title", *title), role("subject", self.as_of), *self.head(*title))
        yield from (role("heading", *title), role("words", self.as_of, *compared))
        yield from self._year_figures()
        yield from self._year_summary()
        yield role("heading")
        yield from self._year_levels()
        if self.earlier:
            yield role("heading")
            yield from self.chart(*self.span(self.years))
        yield role("heading")
        yield from self.how_counted()
        if len(self.earlier) > 1:
            yield role("item", *compared, len(self.earlier), self.year(self.last))
        if self.earlier:
            yield role("item", self.year(self.last - 1))

    def _year_figures(self) -> Iterator[Role]:
        now = self.count(self.last) or 0
        yield role("figure", f"{now:,}", self.year(self.last), *self.named())
        if self.earlier:
            before = self.count(self.last - 1) or 0
            compared = [beside(now, before)] if before else []
            if before and self.lang == "en":
                compared += [self.year(self.last)] + ([self.year(self.last - 1)] if now == before else [])
            yield role("figure", f"{before:,}", self.year(self.last - 1), *compared)
        if len(self.earlier) > 1 and self.total(self.earlier):
            average = mean(self.series(self.earlier))
            yield role("figure", average, *self.span(self.earlier), len(self.earlier))

    def _year_summary(self) -> Iterator[Role]:
        now = self.count(self.last) or 0
        before = (self.count(self.last - 1) or 0) if self.earlier else 0
        told = [self.year(self.last), *self.named(), *([f"{now:,}"] if now else [])]
        if now and before:
            told += [self.year(self.last - 1), *([beside(now, before), f"{before:,}"] if now != before else [])]
        ranked = sorted(((self.counts[self.last, level] or 0, level) for level in self.levels), reverse=True)
        if len(ranked) > 1 and now and ranked[0][0] == now:
            told.append(ranked[0][1])
        elif len(ranked) > 1 and now and ranked[0][0] > ranked[1][0]:
            told += [ranked[0][1], f"{ranked[0][0]:,}", part_of(ranked[0][0], now)]
        yield role("words", *told)
        past = self.total(self.earlier)
        if now and len(self.earlier) > 1 and past:
            average = mean(self.series(self.earlier))
            against = beside(now * len(self.earlier), past)
            yield role("words", *self.span(self.earlier), average, self.year(self.last), against)

    def _year_levels(self) -> Iterator[Role]:
        beside_it = [self.year(self.last - 1), *(self.span(self.earlier) if len(self.earlier) > 1 else [])]
        yield from self.table(1, *self.named(), self.year(self.last))
        yield role("heads", self.year(self.last), *(beside_it if self.earlier else []))
        rows = [self._year_row([level]) for level in self.levels]
        yield from rows
        if len(self.levels) > 1:
            rows.append(self._year_row(self.levels))
            yield rows[-1]
        if any("–" in cells for _, cells in rows):
            yield role("note")

    def _year_row(self, group: Sequence[int]) -> Role:
        is_total, many = len(group) > 1, len(self.levels) > 1
        now = self.count(self.last, group)
        cells = [f"{now or 0:,}" if is_total else shown(now)]
        if many:
            cells.append("" if is_total else part_of(now, self.count(self.last) or 0))
        if self.earlier:
            before = self.count(self.last - 1, group)
            cells += [f"{before or 0:,}" if is_total else shown(before), moved(now, before)]
        if len(self.earlier) > 1:
            cells.append(mean([self.count(year, group) for year in self.earlier]))
        return row("" if is_total else group[0], *cells)
