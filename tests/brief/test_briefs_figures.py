"""The briefs of a level, a year, a province and the targets: each figure computed again from the CSV files."""

from __future__ import annotations

import csv
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from annual_check import texts
from annual_numbers import bare_percent, grouped, numbers, rounded, shown, together
from briefs_kit import (
    ASKED,
    LANGUAGES,
    LEVELS,
    Asked,
    cells,
    counts,
    lines,
    made,
    span,
    table,
    tables,
    written_places,
)

from gireport import Dataset, Template, compose, render
from gireport.assets import asset
from gireport.errors import SelectionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from gireport.brief.model import Brief
    from gireport.thai.calendar_names import Language

COUNTS = counts()
YEARS, ALL_LEVELS = span(2554, 2565), span(1, 5)
# Of sources, dates and rules: 1 October, 30 September, 543 years, 100.0 per cent, the addresses of level names.
WORDS = {"1", "30", "543", "100.0", "2565", "2022", "593", "201105", "21", "5", "162", "64", "93", "4", "20"}
EVERY = [span(first, last) for first in YEARS for last in range(first, YEARS[-1] + 1)]


def count(year: int, levels: Iterable[int]) -> int | None:
    return together(COUNTS[year, level] for level in levels)


def moved(new: int | None, old: int | None) -> str:
    """A change in per cent as a table has it; the sign for none where it is from nothing."""
    if not old:
        return "–"
    difference = (new or 0) - old
    if not difference:
        return "0.0"
    part = bare_percent(abs(difference), old, is_part=difference < 0)
    return f"−{part}" if difference < 0 else part


def mean(series: Sequence[int | None]) -> str:
    if all(each is None for each in series):
        return "–"
    return rounded(sum(each or 0 for each in series), len(series))


def part_of(part: int | None, whole: int) -> str:
    return bare_percent(part or 0, whole) if whole else "–"


def shown_year(year: int, lang: Language) -> str:
    return str(year if lang == "th" else year - 543)


def test_the_briefs_are_of_many_selections() -> None:
    assert len(EVERY) == 78
    assert {len(asked) for asked in ASKED.values()} >= {4, 5, 12, 18, 24}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("level", ALL_LEVELS)
def test_the_years_of_a_level(level: int, lang: Language) -> None:
    for years in EVERY:
        brief = made("level", Asked(years, (level,)), lang)
        whole = sum(count(year, ALL_LEVELS) or 0 for year in years)
        expected = []
        for year in years:
            row = [shown_year(year, lang), shown(COUNTS[year, level])]
            before = COUNTS[year - 1, level] if year > years[0] else None
            row += [moved(COUNTS[year, level], before) if year > years[0] else ""] if len(years) > 1 else []
            expected.append([*row, part_of(COUNTS[year, level], count(year, ALL_LEVELS) or 0)])
        total = sum(COUNTS[year, level] or 0 for year in years)
        if len(years) > 1:
            expected.append(["รวม" if lang == "th" else "Total", f"{total:,}", "", part_of(total, whole)])
        found = table(brief, "จำแนกตามปีงบประมาณ" if lang == "th" else "by fiscal year")
        assert cells(found) == expected
        assert numbers_of(brief) <= allowed(years, (level,), ALL_LEVELS, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_level_beside_the_others(lang: Language) -> None:
    for years in EVERY:
        totals = {level: sum(COUNTS[year, level] or 0 for year in years) for level in ALL_LEVELS}
        whole = sum(totals.values())
        expected = [
            [str(1 + sum(other > total for other in totals.values())), f"{total:,}", part_of(total, whole)]
            for total in sorted(totals.values(), reverse=True)
        ]
        brief = made("level", Asked(years, (3,)), lang)
        found = cells(table(brief, "ใบรับรองทุกระดับที่ออกให้" if lang == "th" else "at all levels"))
        assert [row[1:] for row in found[:-1]] == expected
        assert {row[0].split()[0]: row[2] for row in found[:-1]} == {
            str(level): f"{total:,}" for level, total in totals.items()
        }
        assert found[-1][2] == f"{whole:,}"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("levels", [ALL_LEVELS, *filter(None, LEVELS)])
def test_the_levels_of_a_year(levels: tuple[int, ...], lang: Language) -> None:
    for years in EVERY:
        brief = made("year", Asked(years, levels), lang)
        last, earlier = years[-1], years[:-1]
        expected = []
        for group in [*((level,) for level in levels), *([levels] if len(levels) > 1 else [])]:
            is_total = group == levels and len(levels) > 1
            now = count(last, group)
            row = [f"{sum(filter(None, [now])):,}" if is_total else shown(now)]
            if len(levels) > 1:
                row.append("" if is_total else part_of(now, count(last, levels) or 0))
            if earlier:
                before = count(last - 1, group)
                row += [f"{before or 0:,}" if is_total else shown(before), moved(now, before)]
            if len(earlier) > 1:
                row.append(mean([count(year, group) for year in earlier]))
            expected.append(row)
        [found] = tables(brief)
        assert [row[1:] for row in cells(found)] == expected
        assert numbers_of(brief) <= allowed(years, levels, levels, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_targets(lang: Language) -> None:
    with asset("data", "green-industry").joinpath("indicators.csv").open(encoding="utf-8", newline="") as stream:
        indicators = list(csv.DictReader(stream))
    for years in EVERY:
        shown_years = [year for year in (2561, 2562, 2563, 2564) if year in years]
        brief = made("targets", Asked(years), lang)
        found = tables(brief)
        assert len(found) == (0 if not shown_years else 1 if len(shown_years) == 1 else 2)
        if shown_years:
            figures = [[grouped(row[str(year)]) for year in shown_years] for row in indicators]
            assert [row[3:] for row in cells(found[0])] == figures
        if len(shown_years) > 1:
            ends = [[f[0], f[-1]] for f, row in zip(figures, indicators, strict=True) if row["unit"]]
            assert [row[3:5] for row in cells(found[1])] == ends
            assert [row[5] for row in cells(found[1])].count("คงที่" if lang == "th" else "constant") == sum(
                first == final for first, final in ends
            )


def test_a_province_by_hand(tmp_path: Path) -> None:
    """Rayong is the sixth, so it has 6 times the level times the years since 2560; its count of one cell is missing."""
    places = written_places(tmp_path)
    known = list(lines(made("province", Asked((2565,), None, ("ระยอง",)), "en", places=places)))
    assert "* 90 | Certificates issued in Rayong Province | FY 2022" in known
    assert "| 2 Green Activity | 60" in known
    assert "| Total | 90" in known
    assert "* 3 | Rank among the provinces in the data | of 8 provinces" in known
    assert "* 2 | Rank in the region: Eastern Region | of 7 provinces in the data" in known
    gap = "\n".join(lines(made("province", Asked(None, None, ("ระยอง",)), "en", places=places)))
    assert "≥ 168" in gap
    assert "Rank" not in gap
    assert "Not known: Rayong (1)." in gap
    none = "\n".join(lines(made("province", Asked(None, None, ("ตราด",)), "th", places=places)))
    assert "ไม่มีการออกใบรับรองอุตสาหกรรมสีเขียว ในจังหวัดตราด" in none
    assert "อันดับ" not in none


@pytest.mark.parametrize(
    ("name", "selected", "code"),
    [
        ("level", {}, "selection.one-level"),
        ("level", {"levels": [1, 2]}, "selection.one-level"),
        ("province", {}, "selection.requires-provinces"),
    ],
)
def test_more_than_a_brief_speaks_of_is_refused(name: str, selected: dict[str, list[int]], code: str) -> None:
    with pytest.raises(SelectionError) as caught:
        compose(Dataset.bundled().select(**selected), Template.load(name))
    assert [problem.code for problem in caught.value.problems] == [code]


def test_several_provinces_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SelectionError) as caught:
        compose(written_places(tmp_path).select(), Template.load("province"))
    assert [problem.code for problem in caught.value.problems] == ["selection.one-province"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["level", "province", "targets", "year"])
def test_a_brief_is_printed(name: str, lang: Language, tmp_path: Path) -> None:
    asked = ASKED[name][0]
    brief = made(name, asked, lang, places=written_places(tmp_path) if asked.places else None)
    assert render(brief).startswith(b"%PDF")


def test_both_languages_print_the_same_figures() -> None:
    seen = 0
    for name in ("level", "year", "targets"):
        for asked in ASKED[name]:
            thai, english = made(name, asked, "th"), made(name, asked, "en")
            for one, other in zip(tables(thai), tables(english), strict=True):
                first = 3 if name == "targets" else 1
                figures = [row[first:] for row in cells(one)]
                assert figures == [[_in_thai(cell) for cell in row[first:]] for row in cells(other)]
                seen += 1
    assert seen > 50


DIRECTIONS = {"increases": "เพิ่มขึ้น", "decreases": "ลดลง", "constant": "คงที่"}


def _in_thai(cell: str) -> str:
    return DIRECTIONS.get(cell, cell)


def numbers_of(brief: Brief) -> set[str]:
    found = {number for text in texts(brief) for number in numbers(text)}
    assert len(found) > 4
    return found


def allowed(years: Sequence[int], levels: Sequence[int], among: Sequence[int], lang: Language) -> set[str]:
    """Every number that the brief of a level or a year may print."""
    groups = [(level,) for level in among] + [tuple(levels), tuple(among)]
    series = {group: [count(year, group) for year in years] for group in groups}
    found = {*WORDS, *map(str, range(len(years) + 1)), *map(str, ALL_LEVELS)}
    found |= {shown_year(year, lang) for year in years} | {str(year) for year in years}
    for figures in series.values():
        known = [figure or 0 for figure in figures]
        found |= {f"{figure:,}" for figure in known} | {f"{sum(known):,}", mean(figures), mean(figures[:-1] or [0])}
        found |= {moved(new, old).lstrip("−<> ") for old, new in pairwise(figures)}
        found |= {rounded(new or 0, old) for old, new in pairwise(figures) if old}
        found |= {part_of(figure, count(year, among) or 0) for year, figure in zip(years, figures, strict=True)}
        found |= {part_of(sum(known), sum(each or 0 for each in series[tuple(among)]))}
        if earlier := sum(known[:-1]):
            scaled = known[-1] * (len(known) - 1)
            found |= {rounded(scaled, earlier), bare_percent(abs(scaled - earlier), earlier, is_part=scaled < earlier)}
    found |= {number for text in list(found) for number in numbers(text)}
    return found | axis(max(figure or 0 for figures in series.values() for figure in figures))


def axis(most: int) -> set[str]:
    """Round numbers that a scale may have."""
    return {f"{step * 10**power:,}" for power in range(6) for step in range(10) if step * 10**power <= 2 * most}
