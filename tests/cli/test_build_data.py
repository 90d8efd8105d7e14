"""`gireport build` from a table as it is: how it is read, what is said of that, and nothing of the bundled data."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pypdf
import pytest
from run_gireport import gireport, names

from gireport.dataset.severity import severity
from gireport.errors import Problem
from gireport.messages import catalogue

if TYPE_CHECKING:
    from pathlib import Path

LONG = "FY,ระดับ,จังหวัด,จำนวน\n2564,1,ระยอง,5\n2564,1,ตราด,7\n2565,1,ระยอง,9\n2565,1,ตราด,\n"
WIDE = "ระดับ,2564,2565\n1,120,130\n2,45,60\n"


def text(path: Path) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(path).pages).replace("\u00a0", " ")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "wide.csv").write_text(WIDE, encoding="utf-8")
    (tmp_path / "thai.csv").write_text(WIDE, encoding="cp874")
    (tmp_path / "ce.csv").write_text(WIDE.replace("2564", "2021").replace("2565", "2022"), encoding="utf-8")
    (tmp_path / "long.csv").write_text(LONG, encoding="utf-8")
    return tmp_path


def test_a_lone_table_is_read_and_nothing_bundled_is_said(folder: Path) -> None:
    done = gireport(folder, "build", "--data", "wide.csv", "-o", "a.pdf")
    assert (done.code, done.said) == (0, "a.pdf\n")
    assert "warning: " in done.err
    said = text(folder / "a.pdf")
    assert "355 ฉบับ" in said
    assert "ข้อมูล ณ ไม่ระบุ" in said
    for bundled in ("ยุทธศาสตร์", "ตัวชี้วัด", "กันยายน 2565", "77,925", "ที่ต้นทางระบุ"):
        assert bundled not in said


def test_what_the_data_does_not_say_can_be_given(folder: Path) -> None:
    words = ("--as-of", "2565-09-30", "--source", "กรม ก", "--unit", "ราย")
    done = gireport(folder, "build", "--data", "wide.csv", *words, "-o", "a.pdf")
    assert done.code == 0
    assert "as-of" not in done.err
    said = text(folder / "a.pdf")
    assert "30 กันยายน 2565" in said
    assert "ที่มา: กรม ก" in said
    assert "355 ราย" in said
    assert "สถานประกอบการ" not in said, "what is counted in ราย may well be establishments"


def test_notes_are_for_those_who_ask(folder: Path) -> None:
    assert "note: " not in gireport(folder, "build", "--data", "wide.csv", "-n").err
    assert "note: " in gireport(folder, "build", "--data", "wide.csv", "-n", "-v").err
    assert gireport(folder, "build", "--data", "wide.csv", "-n", "-q").err == ""


def test_the_same_figures_give_the_same_brief_however_they_are_stored(folder: Path) -> None:
    words = ("--as-of", "2565-09-30", "--format", "json", "-n")
    made = []
    for name, more in (("wide", ()), ("thai", ("--encoding", "cp874")), ("ce", ("--data-calendar", "ce"))):
        # A brief says what its data is called, so all are called the same.
        (folder / name).mkdir()
        (folder / f"{name}.csv").rename(folder / name / "data.csv")
        done = gireport(folder, "build", "--data", f"{name}/data.csv", *words, *more)
        made.append(json.loads(done.said)["sha256"])
    assert len(made) == 3
    assert len(set(made)) == 1


def test_columns_gaps_and_provinces(folder: Path) -> None:
    before = names(folder)
    for words in ((), ("--columns", "year=FY"), ("--gaps", "unknown", "--columns", "year=ปี")):
        done = gireport(folder, "build", "--data", "long.csv", *words)
        assert (done.code, done.out, names(folder)) == (3, b"", before), words
    read = ("--data", "long.csv", "--columns", "year=FY", "--gaps", "unknown")
    assert gireport(folder, "build", *read, "--province", "Rayong", "-o", "{template}-{province}.pdf").code == 0
    assert "14 ฉบับ" in text(folder / "annual-TH-21.pdf")
    assert gireport(folder, "build", *read, "-o", "all.pdf").code == 0
    assert "ไม่น้อยกว่า 21 ฉบับ" in text(folder / "all.pdf")
    document = json.loads(gireport(folder, "build", *read, "--province", "ตราด", "--format", "json").said)
    assert (document["output"], document["provinces"]) == ("annual-2564-2565-TH-23.pdf", ["TH-23"])
    for place, said in (("ภูเก็ต", "no data for the province"), ("ระยองง", "did you mean"), ("ภาคตะวันออก", "data lacks")):
        done = gireport(folder, "build", *read, "--province", place)
        assert (done.code, done.out) == (7, b"")
        assert said in done.err
    assert gireport(folder, "build", "--province", "ระยอง").code == 7


def test_an_earlier_version_is_compared_with(folder: Path) -> None:
    (folder / "old.csv").write_text(WIDE.replace("130", "131"), encoding="utf-8")
    done = gireport(folder, "build", "--data", "wide.csv", "--compare-with", "old.csv", "-o", "a.pdf")
    assert done.code == 0
    assert "แก้ไขตัวเลขของปีเดิม 1 ค่า" in text(folder / "a.pdf")


def test_every_warning_is_one_that_can_be_said() -> None:
    warnings = [code for code in catalogue() if severity(Problem(code)) == "warning"]
    assert len(warnings) == 12
    assert severity(Problem("note.title")) == "note"
