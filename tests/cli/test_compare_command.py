"""`gireport compare`: years added, figures revised, rows missing, totals before and after; a difference is no error."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from run_gireport import gireport

if TYPE_CHECKING:
    from pathlib import Path

DECLARED = """\
version = 1
name = "{name}"

[tables.certificates]
file = "certificates.csv"
complete = ["year", "level"]
columns = [
  {{ name = "year", type = "fiscal-year", key = true }},
  {{ name = "level", type = "level", key = true }},
  {{ name = "issued", type = "count", none = ["-"] }},
]
"""


def write(folder: Path, name: str, rows: str) -> None:
    (folder / name).mkdir()
    (folder / name / "dataset.toml").write_text(DECLARED.format(name=name), encoding="utf-8")
    text = "\n".join(["year,level,issued", *rows.split(), ""])
    (folder / name / "certificates.csv").write_text(text, encoding="utf-8")


@pytest.fixture
def two(tmp_path: Path) -> Path:
    write(tmp_path, "old", "2563,1,5 2563,2,- 2564,1,1000 2564,2,7")
    write(tmp_path, "new", "2564,1,1012 2564,2,7 2565,1,3 2565,2,0")
    return tmp_path


def test_what_changed_is_said(two: Path) -> None:
    done = gireport(two, "compare", "old", "new")
    assert (done.code, done.err) == (0, "")
    assert done.said.splitlines() == [
        "old → new",
        "fiscal years added: 2565",
        "fiscal years missing: 2563",
        "figures revised: 1",
        "  fiscal year 2564, level 1: 1,000 → 1,012 (+12)",
        "total of 2563: 5 → –",
        "total of 2564: 1,007 → 1,019",
        "total of 2565: – → 3",
        "total: 1,012 → 1,022",
    ]
    thai = gireport(two, "--messages", "th", "compare", "old", "new").said
    assert "ปีงบประมาณ 2564 ระดับ 1: 1,000 → 1,012 (+12)" in thai


def test_the_json_says_the_same(two: Path) -> None:
    done = gireport(two, "compare", "old", "new", "--format", "json")
    document = json.loads(done.said)
    assert (document["version"], document["differs"]) == (1, True)
    assert (document["years_added"], document["years_missing"]) == ([2565], [2563])
    assert document["revised"] == [
        {"year": 2564, "level": 1, "province": None, "old": 1000, "new": 1012, "difference": 12}
    ]
    assert document["totals"][0] == {"year": 2563, "old": 5, "new": None}
    assert document["total"] == {"old": 1012, "new": 1022}


def test_what_did_not_change_is_said_to_be_the_same(two: Path) -> None:
    done = gireport(two, "compare", "old", "old")
    assert (done.code, done.said.splitlines()[1:]) == (0, ["the figures are the same", "total: 1,012 → 1,012"])
    assert json.loads(gireport(two, "compare", "old", "old", "--format", "json").said)["differs"] is False


def test_what_cannot_be_read_or_compared_is_refused(two: Path) -> None:
    assert gireport(two, "compare", "old", "nowhere").code == 3
    assert gireport(two, "compare", "old").code == 2
    assert gireport(two, "compare", "-", "-").code == 2
    text = (two / "new" / "dataset.toml").read_text(encoding="utf-8")
    text = text.replace('complete = ["year", "level"]', 'complete = ["year", "level", "where"]')
    text = text.replace("columns = [", 'columns = [\n  { name = "where", type = "province", key = true },')
    (two / "new" / "dataset.toml").write_text(text, encoding="utf-8")
    (two / "new" / "certificates.csv").write_text("year,level,where,issued\n2565,1,ระยอง,3\n", encoding="utf-8")
    done = gireport(two, "compare", "old", "new")
    assert (done.code, done.out) == (7, b"")
    assert "tells provinces apart" in done.err
