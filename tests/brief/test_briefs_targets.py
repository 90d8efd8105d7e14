"""The brief of targets, each number computed again: of the bundled indicators, and of indicators of one's own."""

from __future__ import annotations

import csv
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from annual_numbers import grouped
from briefs_kit import LANGUAGES, Asked, cells, lines, made, span, tables
from briefs_oracle import Oracle, source
from briefs_roles import role, roles, row
from test_briefs_planted import all_found

from gireport import Dataset
from gireport.assets import asset
from gireport.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from briefs_roles import Role

    from gireport.thai.calendar_names import Language

TARGET_YEARS = span(2561, 2564)
DECLARED = """\
version = 1
name = "own"
as_of = "2565-09"

[tables.certificates]
file = "certificates.csv"
complete = ["year", "level"]
columns = [
  { name = "year", type = "fiscal-year", key = true },
  { name = "level", type = "level", key = true },
  { name = "issued", type = "count" },
]

[tables.indicators]
file = "indicators.csv"
columns = [
  { name = "number", type = "text", key = true },
  { name = "name", type = "text" },
"""
UNIT = '{ name = "unit", type = "text", optional = true }'
TARGET = '{ name = "target", type = "number", years = "2561-2563", optional = true }'
RESULT = '{ name = "result", type = "number", optional = true }'
EARLIER = '{ name = "result", type = "number", years = "2560-2560", optional = true }'


def own(folder: Path, columns: Sequence[str], *rows: str) -> Dataset:
    """A dataset with indicators of these columns beside the number and the name."""
    declared = DECLARED + "".join(f"  {column},\n" for column in columns) + "]\n"
    (folder / "dataset.toml").write_text(declared, encoding="utf-8")
    (folder / "indicators.csv").write_text("\n".join([*rows, ""]), encoding="utf-8")
    counts = [f"{year},{level},{level}" for year in span(2560, 2565) for level in (1, 2)]
    (folder / "certificates.csv").write_text("\n".join(["year,level,issued", *counts, ""]), encoding="utf-8")
    return Dataset.read(folder)


def expected(years: Sequence[int], lang: Language) -> Iterator[Role]:
    """The roles of the brief of the bundled indicators."""
    with asset("data", "green-industry").joinpath("indicators.csv").open(encoding="utf-8", newline="") as stream:
        entries = list(csv.DictReader(stream))
    oracle = Oracle({}, years, (), lang)
    shown = [year for year in TARGET_YEARS if year in years]
    title = oracle.span(shown) if shown else []
    name, unit, note = ("name", "unit", "note") if lang == "th" else ("name_en", "unit_en", "note_en")
    measured = [entry for entry in entries if entry["2561"]]
    yield from (role("title", *title), role("subject", oracle.as_of), *oracle.head(*title), role("heading", *title))
    if not shown:
        yield role("words", *oracle.span(years))
    else:
        yield from (role("words", len(measured)), role("heading"), *oracle.table(1, *title))
        yield role("heads", *map(oracle.year, shown))
        for entry in entries:
            named = f"{entry['number']} {entry[name]} {entry[unit]}"
            yield row(named, *(grouped(entry[str(year)]) for year in shown))
        yield from (role("note", entry[note]) for entry in entries if entry[note])
        if lang == "en":
            yield role("words")  # whose translation it is
    if len(shown) > 1:
        words = {(True, False): ("เพิ่มขึ้น", "increases"), (False, True): ("ลดลง", "decreases")}
        yield from (role("heading"), *oracle.table(2), role("heads", oracle.year(shown[0]), oracle.year(shown[-1])))
        for entry in measured:
            first, final = entry[str(shown[0])], entry[str(shown[-1])]
            moved = Decimal(final) > Decimal(first), Decimal(final) < Decimal(first)
            direction = words.get(moved, ("คงที่", "constant"))[lang == "en"]
            yield row(f"{entry['number']} {entry[name]} {entry[unit]}", grouped(first), grouped(final), direction)
    yield from (role("heading"), role("item", source("indicators", lang)), role("item"))
    if lang == "en":
        yield role("item", 543)
    yield role("item")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_numbers_of_the_targets(lang: Language) -> None:
    for first in span(2554, 2565):
        for last in range(first, 2566):
            years = span(first, last)
            brief = made("targets", Asked(years), lang)
            assert list(roles(brief, named=3)) == list(expected(years, lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_fault_in_the_brief_of_the_targets(lang: Language) -> None:
    years = span(2554, 2565)
    assert all_found(made("targets", Asked(years), lang), expected(years, lang), named=3) > 100


def test_without_units_none_is_printed_or_spoken_of(tmp_path: Path) -> None:
    places = own(tmp_path, [TARGET], "number,name,2561,2562,2563", "1,A,5,6,7", "2,B,2,1.50,1")
    brief = made("targets", Asked(), "en", places=places)
    assert [cells(each) for each in tables(brief)] == [
        [["1", "A", "5", "6", "7"], ["2", "B", "2", "1.50", "1"]],
        [["1", "A", "5", "7", "increases"], ["2", "B", "2", "1", "decreases"]],
    ]
    told = "\n".join(lines(brief))
    assert "The data has 2 indicators with targets." in told
    assert "The data states no units" in told
    assert "unit of its own" not in told
    assert "ข้อมูลไม่ระบุหน่วยนับ" in "\n".join(lines(made("targets", Asked(), "th", places=places)))


def test_a_blank_unit_hides_no_indicator(tmp_path: Path) -> None:
    places = own(tmp_path, [UNIT, TARGET], "number,name,unit,2561,2562,2563", "1,A,,5,6,7", "2,B,tonnes,1,1,1")
    brief = made("targets", Asked(), "en", places=places)
    assert "The data has 2 indicators with targets." in "\n".join(lines(brief))
    assert [row[0] for row in cells(tables(brief)[1])] == ["1", "2"]


@pytest.mark.parametrize(
    ("years", "targets", "directed"), [(None, 2, ["1"]), ((2561,), 1, []), ((2562, 2563), 2, ["2"])]
)
def test_an_indicator_without_a_target_is_not_counted(
    years: tuple[int, ...] | None, targets: int, directed: list[str], tmp_path: Path
) -> None:
    rows = ["1,A,areas,5,,7", "2,B,tonnes,,1.50,1.20", "3,C,tonnes,,,"]
    places = own(tmp_path, [UNIT, TARGET], "number,name,unit,2561,2562,2563", *rows)
    brief = made("targets", Asked(years), "en", places=places)
    noun = "indicator" if targets == 1 else "indicators"
    assert f"The data has {targets} {noun} with targets." in "\n".join(lines(brief))
    assert [row[0] for found in tables(brief)[1:] for row in cells(found)] == directed


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_targets_nothing_is_made_up(lang: Language, tmp_path: Path) -> None:
    places = own(tmp_path, [UNIT], "number,name,unit", "1,A,areas")
    brief = made("targets", Asked(), lang, places=places)
    assert tables(brief) == []
    assert ("ข้อมูลไม่มีค่าเป้าหมายของปีที่เลือก" if lang == "th" else "has no targets for the years selected") in "\n".join(
        lines(brief)
    )


@pytest.mark.parametrize(("lang", "head"), [("th", "ผลการดำเนินงาน"), ("en", "Result")])
def test_results_of_no_year_are_said_to_be_of_none(lang: Language, head: str, tmp_path: Path) -> None:
    rows = ["1,A,areas,5,6,7,8", "2,B,tonnes,1,1,1,"]
    places = own(tmp_path, [UNIT, TARGET, RESULT], "number,name,unit,2561,2562,2563,result", *rows)
    brief = made("targets", Asked(), lang, places=places)
    _, results, directions = tables(brief)
    assert cells(results) == [["1", "A", "areas", "8"], ["2", "B", "tonnes", ""]]
    told = list(lines(brief))
    assert f"| {head}" in "\n".join(told)
    [caption] = [line for line in told if line.startswith(("T ตารางที่ 2", "T Table 2"))]
    assert "2561" not in caption
    assert "2018" not in caption
    assert len(directions.rows) == 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_results_keep_the_years_that_are_theirs(lang: Language, tmp_path: Path) -> None:
    places = own(tmp_path, [UNIT, EARLIER, TARGET], "number,name,unit,2560,2561,2562,2563", "1,A,areas,4,5,6,7")
    brief = made("targets", Asked(), lang, places=places)
    targets, results, directions = tables(brief)
    assert [cells(each)[0][3:5] for each in (targets, results, directions)] == [["5", "6"], ["4"], ["5", "7"]]
    told = list(lines(brief))
    assert ("2560" if lang == "th" else "2017") not in told[0] + told[1]
    # Where the year of the results is not asked for, none are there.
    assert len(tables(made("targets", Asked((2561, 2562)), lang, places=places))) == 2


def test_no_result_is_no_table_of_results(tmp_path: Path) -> None:
    places = own(tmp_path, [UNIT, TARGET, RESULT], "number,name,unit,2561,2562,2563,result", "1,A,areas,5,6,7,")
    brief = made("targets", Asked(), "en", places=places)
    assert len(tables(brief)) == 2
    assert "no results" in "\n".join(lines(brief))


def test_results_under_the_heads_of_targets_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        own(tmp_path, [TARGET, TARGET.replace("target", "result")], "number,name,2561,2562,2563", "1,A,1,2,3")
    assert {problem.code for problem in caught.value.problems} == {"schema.heading-twice"}
