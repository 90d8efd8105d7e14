"""`gireport check`: what is wrong with data, where, and how to mend it; what was found in data that is fit."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from run_gireport import gireport, names

from gireport.assets import asset

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A copy of the bundled dataset, in a folder beside which commands are run."""
    shutil.copytree(asset("data", "green-industry"), tmp_path / "mine")
    return tmp_path / "mine"


def spoil(mine: Path, old: str, new: str) -> None:
    path = mine / "certificates.csv"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def report(folder: Path, *words: str, code: int) -> dict[str, Any]:
    done = gireport(folder, "check", *words, "--format", "json")
    assert (done.code, done.err) == (code, "")
    document: dict[str, Any] = json.loads(done.said)
    assert document["version"] == 1
    return document


def test_what_is_fit_is_said_to_be_with_what_it_has(mine: Path) -> None:
    done = gireport(mine.parent, "check", "mine")
    assert (done.code, done.err) == (0, "")
    for words in ("mine: fit to be printed", "fiscal years: 2554-2565", "levels: 1-5", "77,925 certificates"):
        assert words in done.said
    assert gireport(mine.parent, "check", "mine", "-q").said == "mine: fit to be printed\n"
    assert "ใช้พิมพ์ได้" in gireport(mine.parent, "check", "--messages", "th", "mine").said


def test_every_problem_is_listed_with_its_place_and_a_hint(mine: Path) -> None:
    spoil(mine, "2554,1,316", "2554,1,-316")
    spoil(mine, "2555,1,1172", "2555,1,")
    before = names(mine.parent)
    done = gireport(mine.parent, "check", "mine")
    assert (done.code, done.err, names(mine.parent)) == (3, "", before)
    assert "mine: not fit to be printed" in done.said
    assert "error: certificates.csv, row 2 column C (count): “-316” is below 0" in done.said
    assert "error: certificates.csv, row 7 column C (count): the cell is blank\n  → " in done.said
    # The same as build says, which writes nothing either.
    build = gireport(mine.parent, "build", "--data", "mine")
    assert (build.code, build.out, names(mine.parent)) == (3, b"", before)
    assert build.err.replace("\n", "") in done.said.replace("error: ", "").replace("\n", "")


def test_the_json_names_code_place_value_message_and_hint(mine: Path) -> None:
    spoil(mine, "2554,1,316", '2554,1,"11,72"')
    document = report(mine.parent, "mine", code=3)
    [data] = document["data"]
    assert (document["ok"], data["ok"], data["found"]) == (False, False, None)
    assert (data["errors"], data["warnings"], data["notes"]) == (1, 0, 0)
    [finding] = data["findings"]
    assert finding == {
        "code": "data.count-grouping",
        "severity": "error",
        "file": "certificates.csv",
        "sheet": None,
        "row": 2,
        "column": "C",
        "heading": "count",
        "line": None,
        "value": "11,72",
        "message": "in “11,72” the commas are out of place",
        "hint": "write 1172 or 1,172",
    }


def test_several_are_checked_in_one_run(mine: Path) -> None:
    spoil(mine, "2554,1,316", "2554,1,x")
    shutil.copytree(asset("data", "green-industry"), mine.parent / "other")
    document = report(mine.parent, "mine", "other", "nowhere", code=3)
    assert [(data["data"], data["ok"]) for data in document["data"]] == [
        ("mine", False),
        ("other", True),
        ("nowhere", False),
    ]
    found = document["data"][1]["found"]
    assert (found["certificates"]["total"], found["certificates"]["levels"]) == (77925, [1, 2, 3, 4, 5])
    assert found["certificates"]["by_year"]["2565"] == 33704
    assert report(mine.parent, "other", code=0)["ok"] is True


def test_of_many_problems_the_first_fifty_are_shown(mine: Path) -> None:
    path = mine / "certificates.csv"
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([head, *(f"{row.rpartition(',')[0]},x" for row in rows), ""]), encoding="utf-8")
    done = gireport(mine.parent, "check", "mine")
    assert done.said.count("error: ") == 50
    assert "… and 10 more problems" in done.said
    assert len(report(mine.parent, "mine", code=3)["data"][0]["findings"]) == 60


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "DATA"),
        (("x", "-v", "-q"), "contradict"),
        (("x", "--columns", "year"), "which column is which"),
        (("x", "--as-of", "some day"), "“some day” is not a date"),
        (("x", "--data-calendar", "ad"), "be, ce"),
    ],
)
def test_words_that_make_no_sense(words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    done = gireport(tmp_path, "check", *words)
    assert (done.code, done.out) == (2, b"")
    assert said in done.err
