"""Every check of cells, rows and tables has a case that only it refuses."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from gireport.dataset.table import FrozenMap, Mark
from gireport.errors import Place
from gireport.thai.years import BEYear, FiscalYear

if TYPE_CHECKING:
    from conftest import SmallDataset

    from gireport.dataset.table import Row, Scalar


def _goal(row: Row, year: int) -> Scalar:
    goals = row["goal"]
    assert isinstance(goals, FrozenMap)
    return goals[BEYear(year)]


def test_values_are_typed_and_know_their_place(small: SmallDataset) -> None:
    data = small.read()
    first, none, grouped = data.tables["certificates"].rows[:3]
    assert dict(first.values) == {"year": FiscalYear(2563), "level": 1, "issued": 10}
    assert first.place == Place("certificates.csv", row=2)
    assert data.tables["certificates"].place(first, "issued").column == "C (issued)"
    assert none["issued"] is Mark.NONE
    assert grouped["issued"] == 1000
    assert data.tables["totals"].rows[3]["year"] is Mark.ALL
    group, leaf, _ = data.tables["goals"].rows
    assert group["unit"] is None
    assert group["goal"] == FrozenMap({BEYear(2561): None, BEYear(2562): None})
    assert _goal(leaf, 2562) == Decimal("1.30")
    assert str(_goal(leaf, 2562)) == "1.30"
    assert leaf["since"] == BEYear(2560)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("", "data.blank"),
        (" ", "data.blank"),
        ("-7", "data.count-negative"),
        ("(7)", "data.count-negative"),
        ("\u22127", "data.count-negative"),
        ("7.5", "data.count-fraction"),
        ("1.172", "data.count-fraction"),
        ('"11,72"', "data.count-grouping"),
        ('"0,316"', "data.count-suspect-decimal"),
        ("ประมาณ 7", "data.count-not-a-number"),
        ("N/A", "data.count-not-a-number"),
        ("7*", "data.count-not-a-number"),
        ("7²", "data.count-not-a-number"),
        ("=1+6", "data.count-not-a-number"),
        ("–", "data.count-not-a-number"),
        ("9" * 5000, "source.cell-too-long"),
        ("7\u200b", "data.character"),
        ("\u202e7", "data.character"),
        ("\uf701", "data.character"),
        ('"7\n"', "data.character"),
        ("7\t", "data.character"),
    ],
)
def test_a_bad_count_is_one_problem_at_its_cell(small: SmallDataset, cell: str, code: str) -> None:
    small.edit("certificates.csv", "2564,2,7\n", f"2564,2,{cell}\n")
    assert small.summary() == [f"{code} certificates.csv 5 C"]


@pytest.mark.parametrize("cell", ["7", "๗", " 7 ", "07"])
def test_one_number_has_several_spellings(small: SmallDataset, cell: str) -> None:
    small.edit("certificates.csv", "2564,2,7\n", f"2564,2,{cell}\n")
    assert small.read().tables["certificates"].rows[3]["issued"] == 7


@pytest.mark.parametrize(
    ("year", "code"),
    [
        ("2022", "data.year-is-ce"),
        ("65", "data.year-two-digit"),
        ("2400", "data.year-out-of-range"),
        ("2565/2566", "data.year-syntax"),
        ("2566", "data.year-undeclared"),
        ("", "data.blank"),
    ],
)
def test_a_bad_year_is_one_problem_at_its_cell(small: SmallDataset, year: str, code: str) -> None:
    small.edit("certificates.csv", "2565,2,30", f"{year},2,30")
    assert small.summary() == [f"{code} certificates.csv 7 A"]


@pytest.mark.parametrize("level", ["0", "6", "1.5", "-1", "ระดับ 1", "Total"])
def test_a_level_is_one_of_the_ladder(small: SmallDataset, level: str) -> None:
    small.edit("certificates.csv", "2565,2,30", f"2565,{level},30")
    [problem] = small.problems()
    assert problem.code == "data.level"
    assert problem.facts["levels"] == "1, 2, 3, 4, 5"


def test_a_table_of_levels_says_which_there_are(small: SmallDataset) -> None:
    table = """
[tables.levels]
file = "levels.csv"
columns = [
  { name = "level", type = "level", key = true },
  { name = "name_th", type = "text" },
  { name = "name_en", type = "text" },
]
"""
    small.edit("dataset.toml", "\n[tables.certificates]", f"{table}\n[tables.certificates]")
    small.write("levels.csv", "level,name_th,name_en\n1,หนึ่ง,One\n".encode())
    assert small.summary() == [f"data.level certificates.csv {row} B" for row in (3, 5, 7)]
    small.write("levels.csv", "level,name_th,name_en\n1,หนึ่ง,One\n0,สอง,Two\n".encode())
    assert small.summary() == ["data.level levels.csv 3 A"]
    small.write("levels.csv", "level,name_th,name_en\n1,หนึ่ง,One\n2,สอง,Two\n".encode())
    assert small.read().level_names[2].en == "Two"


def test_numbers_are_exact_and_not_negative(small: SmallDataset) -> None:
    small.edit("goals.csv", "23,1.30", "-23,1.3.0")
    assert small.summary() == ["data.number-negative goals.csv 3 D", "data.number-grouping goals.csv 3 E"]
    small.edit("goals.csv", "-23,1.3.0", "x,0.10000000000000000000000000000000001")
    assert small.summary() == ["data.number-not-a-number goals.csv 3 D"]
    small.edit("goals.csv", "x,", '"0,316",')
    assert small.summary() == ["data.number-suspect-decimal goals.csv 3 D"]
    small.edit("goals.csv", '"0,316",', "23,")
    assert _goal(small.read().tables["goals"].rows[1], 2562) == Decimal("0.10000000000000000000000000000000001")


def test_a_word_is_one_of_those_declared(small: SmallDataset) -> None:
    small.edit("goals.csv", "closed", "clsoed").edit("goals.csv", "1,,,,,open", "1,,,,,ใหม่")
    assert small.summary() == ["data.word goals.csv 2 F", "data.word-near goals.csv 4 F"]
    assert small.problems()[1].facts["near"] == "closed"


def test_a_be_year_is_not_bound_to_the_fiscal_years(small: SmallDataset) -> None:
    small.edit("goals.csv", "2560", "2017")
    assert small.summary() == ["data.year-is-ce goals.csv 3 G"]
    assert small.problems()[0].facts["suggestion"] == 2560


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("year,level", ["data.heading-missing totals.csv 1"]),
        ("year,level,totl", ["data.heading-unknown-near totals.csv 1 C"]),
        ("year,level,จำนวน", ["data.heading-unknown totals.csv 1 C", "data.heading-missing totals.csv 1"]),
        ("year,level,total,", ["data.heading-blank totals.csv 1 D"]),
        ("year,level,total,note", ["data.heading-unknown totals.csv 1 D"]),
        ("year,level,total,total", ["data.heading-twice totals.csv 1 D"]),
        ("year,level,to\u200btal", ["data.character totals.csv 1 C"]),
    ],
)
def test_headings_are_those_declared(small: SmallDataset, header: str, expected: list[str]) -> None:
    row = ",".join(["all", "all", "1047", "1047"][: header.count(",") + 1])
    small.write("totals.csv", f"{header}\n{row}\n".encode())
    assert sorted(small.summary()) == sorted(expected)


def test_headings_may_stand_in_any_order(small: SmallDataset) -> None:
    small.write("totals.csv", b"total,year,level\n1047,all,all\n")
    assert small.read().tables["totals"].rows[0]["total"] == 1047


def test_a_key_stands_once(small: SmallDataset) -> None:
    small.edit("certificates.csv", "2565,2,30", "2565,2,30\n๒๕๖๕,02,0")
    [problem] = small.problems()
    assert (problem.code, problem.place.row) == ("data.row-twice", 8)
    assert problem.facts == {"key": "year 2565, level 2", "first": 7}


def test_blank_keys_are_alike_too(small: SmallDataset) -> None:
    small.edit("dataset.toml", '{ name = "since", type = "be-year"', '{ name = "since", type = "be-year", key = true')
    text = (small.folder / "dataset.toml").read_text(encoding="utf-8")
    text = text.replace(', refers_to = "id"', "").replace(", leaves_only = true", ", optional = true")
    small.write("dataset.toml", text.encode()).edit("goals.csv", "2,,ราย", "1,,ราย")
    [problem] = small.problems()
    assert problem.facts == {"key": "id 1, since –", "first": 2}


def test_a_full_grid_has_every_row(small: SmallDataset) -> None:
    small.edit("certificates.csv", "2565,1,0\n", "")
    [problem] = small.problems()
    assert problem.code == "data.row-missing"
    assert problem.facts == {"count": 1, "missing": "year 2565, level 1"}


def test_a_declared_year_is_there(small: SmallDataset) -> None:
    small.edit("certificates.csv", "2565,1,0\n2565,2,30\n", "").edit("totals.csv", "all,all,1047", "all,all,1017")
    [problem] = small.problems()
    assert (problem.code, problem.facts["missing"]) == ("data.year-missing", "2565")


def test_years_without_a_declaration_have_no_gap(small: SmallDataset) -> None:
    small.edit("dataset.toml", 'fiscal_years = "2563-2565"\n', "")
    small.edit("certificates.csv", '2564,1,"1,000"\n2564,2,7\n', "")
    small.write("totals.csv", b"year,level,total\nall,all,40\n")
    assert small.summary() == ["data.year-missing certificates.csv"]


@pytest.mark.parametrize(
    ("old", "new", "row", "facts"),
    [
        ("2563,all,10\n", "2563,all,11\n", 2, ("11", "10")),
        ("2564,all,1007", "2564,all,1006", 3, ("1,006", "1,007")),
        ("all,1,1010", "all,1,0", 4, ("0", "1,010")),
        ("all,all,1047", '"all","all","1,048"', 5, ("1,048", "1,047")),
    ],
)
def test_a_stated_total_is_the_sum(small: SmallDataset, old: str, new: str, row: int, facts: tuple[str, str]) -> None:
    small.edit("totals.csv", old, new)
    [problem] = small.problems()
    assert problem.place == Place("totals.csv", row, "C (total)")
    assert (problem.facts["stated"], problem.facts["computed"]) == facts


def test_a_total_speaks_of_rows_that_are_there(small: SmallDataset) -> None:
    small.edit("totals.csv", "all,1,1010", "all,5,0")
    assert small.summary() == ["data.total-of-nothing totals.csv 4 C"]


def test_a_total_that_a_bad_cell_could_touch_is_left_alone(small: SmallDataset) -> None:
    small.edit("certificates.csv", "2564,2,7", "2564,2,x").edit("totals.csv", "2563,all,10\n", "2563,all,99\n")
    assert small.summary() == [
        "data.count-not-a-number certificates.csv 5 C",
        "data.total-differs totals.csv 2 C",
    ]


def test_a_row_belongs_under_one_above_it(small: SmallDataset) -> None:
    small.edit("goals.csv", "1.1,1,", "1.1,3,")
    assert "data.parent-missing goals.csv 3 B" in small.summary()
    small.edit("goals.csv", "1.1,3,", "1.1,1.1,")
    assert "data.parent-missing goals.csv 3 B" in small.summary()


def test_what_is_unsure_is_reported_once(small: SmallDataset) -> None:
    small.edit("goals.csv", "1.1,1,แห่ง", "\u200b,1,แห่ง")
    assert small.summary() == ["data.character goals.csv 3 A"]


def test_a_leaf_is_filled_and_a_group_is_not(small: SmallDataset) -> None:
    small.edit("goals.csv", "2,,ราย,4,5", "2,,,4,").edit("goals.csv", "1,,,,,open", "1,,,7,,open")
    assert small.summary() == [
        "data.group-filled goals.csv 2 D",
        "data.leaf-blank goals.csv 4 C",
        "data.leaf-blank goals.csv 4 E",
    ]


def test_every_problem_of_every_table_comes_at_once(small: SmallDataset) -> None:
    small.edit("certificates.csv", "2563,1,10", "2563,9,10").edit("certificates.csv", "2564,2,7", "2564,2,\u200b")
    small.edit("totals.csv", "all,1,1010", "all,1")
    small.edit("goals.csv", "closed", "shut").edit("goals.csv", "since", "sinse")
    assert small.summary() == [
        "data.level certificates.csv 2 B",
        "data.character certificates.csv 5 C",
        "data.row-ragged totals.csv 4",
        "data.heading-unknown-near goals.csv 1 G",
        "data.word goals.csv 4 F",
    ]


def test_a_table_that_cannot_be_read_hides_no_other(small: SmallDataset) -> None:
    (small.folder / "certificates.csv").unlink()
    small.edit("goals.csv", "closed", "shut")
    assert small.summary() == ["source.missing certificates.csv", "data.word goals.csv 4 F"]
