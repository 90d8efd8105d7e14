"""A cell with what nobody can see, or what no Thai word has in it, is refused where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gireport.dataset.characters import cell_problems, setting_problem, shown
from gireport.dataset.read import read_csv
from gireport.dataset.sources.options import SourceOptions
from gireport.errors import Place
from gireport.messages import catalogue, describe

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("cell", "code", "position", "marks"),
    [
        ("ระยอง่่", "data.marks-two", 6, "U+0E48 THAI CHARACTER MAI EK, U+0E48 THAI CHARACTER MAI EK"),
        ("ีระยอง", "data.mark-alone", 1, "U+0E35 THAI CHARACTER SARA II"),
        ("เเพร่", "data.vowel-doubled", 1, "U+0E40 THAI CHARACTER SARA E, U+0E40 THAI CHARACTER SARA E"),
        ("ท่ี่", "data.marks-order", 2, "U+0E48 THAI CHARACTER MAI EK, U+0E35 THAI CHARACTER SARA II"),
        ("เ่ก", "data.mark-on-leading-vowel", 2, "U+0E48 THAI CHARACTER MAI EK"),
    ],
)
def test_impossible_thai_is_refused_at_its_cell(
    tmp_path: Path, cell: str, code: str, position: int, marks: str
) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"ปี,province\n2565,{cell}\n", encoding="utf-8")
    [problem] = read_csv(path, "t.csv", SourceOptions(delimiter=",")).problems
    assert (problem.code, problem.place) == (code, Place("t.csv", 2, "B (province)"))
    assert problem.facts == {"value": cell, "marks": marks, "position": position}
    for language in ("en", "th"):
        said = describe(problem, language)  # type: ignore[arg-type]
        assert cell in said
        assert marks in said
        assert "→" in said


def test_each_kind_is_told_once_for_its_first() -> None:
    problems = list(cell_problems("ก่่ ข้้ \u200bเเ\x00เเ\u200b"))
    assert [code for code, _ in problems] == ["data.character", "data.marks-two", "data.vowel-doubled"]
    assert problems[0][1] == {"characters": "U+0000, U+200B ZERO WIDTH SPACE"}
    assert problems[1][1]["position"] == 2


@pytest.mark.parametrize("cell", ["", "ระยอง", "นํ้า", "จ.\u00a0ระยอง", "25๖๕", "🌱", "5 ±"])
def test_what_is_only_noted_is_no_problem(cell: str) -> None:
    assert list(cell_problems(cell)) == []
    assert setting_problem(cell) is None


def test_a_setting_is_held_to_the_same() -> None:
    assert setting_problem("a\u202eb") == ("schema.character", {"characters": "U+202E RIGHT-TO-LEFT OVERRIDE"})
    facts = {"marks": "U+0E49 THAI CHARACTER MAI THO", "position": 1}
    assert setting_problem("้ก") == ("schema.marks", facts)
    assert set(facts) | {"key"} >= {"key", "marks", "position"}
    assert "{marks}" in catalogue()["schema.marks"]["en"]


def test_what_cannot_be_seen_is_shown_as_its_escape() -> None:
    assert shown("a\u202eb\u3164") == "a\\u202eb\\u3164"
    assert shown("จ.\u00a0ระยอง ก่่") == "จ.\u00a0ระยอง ก่่"
    assert shown("ก" * 100) == "ก" * 79 + "…"
