"""The briefs of a level, a year, a province and the targets: each figure computed again from the CSV files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
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
    tables,
    written_places,
)
from briefs_oracle import ALL_LEVELS, Oracle
from briefs_roles import roles

from gireport import Dataset, Template, compose, render
from gireport.errors import SelectionError

if TYPE_CHECKING:
    from pathlib import Path

    from gireport.thai.calendar_names import Language

COUNTS = counts()
YEARS = span(2554, 2565)
EVERY = [span(first, last) for first in YEARS for last in range(first, YEARS[-1] + 1)]


def test_the_briefs_are_of_many_selections() -> None:
    assert len(EVERY) == 78
    assert {len(asked) for asked in ASKED.values()} >= {6, 12, 18, 24}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("level", ALL_LEVELS)
def test_all_numbers_of_a_level(level: int, lang: Language) -> None:
    for years in EVERY:
        brief = made("level", Asked(years, (level,)), lang)
        assert list(roles(brief)) == list(Oracle(COUNTS, years, (level,), lang).of_level())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("levels", [ALL_LEVELS, *filter(None, LEVELS)])
def test_all_numbers_of_a_year(levels: tuple[int, ...], lang: Language) -> None:
    for years in EVERY:
        brief = made("year", Asked(years, levels), lang)
        assert list(roles(brief)) == list(Oracle(COUNTS, years, levels, lang).of_year())


@pytest.mark.parametrize("name", ["level", "year"])
def test_all_numbers_in_thai_digits(name: str) -> None:
    for asked in ASKED[name]:
        years, levels = asked.years or YEARS, asked.levels or ALL_LEVELS
        oracle = Oracle(COUNTS, years, levels, "th")
        expected = oracle.of_level() if name == "level" else oracle.of_year()
        assert list(roles(made(name, asked, "th", "thai"))) == list(expected)


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
