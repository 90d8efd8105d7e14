"""`gireport verify` and `build --verify`, as a user starts them."""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING

import pikepdf
import pytest
from run_gireport import gireport, names

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TABLE = "ปีงบประมาณ,ระดับ,จังหวัด,จำนวน (ราย)\n2564,1,ระยอง,12\n2564,1,ชลบุรี,8\n2565,1,ระยอง,15\n2565,1,ชลบุรี,9\n"
REGISTER = "เลขที่,สถานประกอบการ,จังหวัด,ระดับ,วันที่ออก\nGI-1,บริษัท ก,ระยอง,1,30/9/2564\nGI-2,บริษัท ข,ระยอง,2,1/10/2564\n"
WITHOUT = ("--without", "veraPDF")
BUILD = ("build", "--level", "3", "--years", "2560-2565", "-o", "a.pdf")


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A folder with a brief of the bundled data."""
    assert gireport(tmp_path, *BUILD).code == 0
    return tmp_path


def test_a_sound_brief_is_proven(made: Path) -> None:
    ended = gireport(made, "verify", "a.pdf", *WITHOUT)
    assert (ended.code, ended.err) == (0, "")
    assert ended.said.splitlines() == [
        "a.pdf: proven",
        "  structure: problems found: 0",
        "  text: problems found: 0",
        "  figures: problems found: 0",
    ]
    document = json.loads(gireport(made, "verify", "a.pdf", *WITHOUT, "--format", "json").out)
    parts = {"structure": True, "text": True, "figures": True, "signatures": None, "conformance": None}
    assert document == {
        "version": 1,
        "ok": True,
        "files": [{"file": "a.pdf", "ok": True, "parts": parts, "signatures": [], "problems": []}],
    }


def test_verapdf_judges_too(made: Path, program: Callable[[str], str]) -> None:
    program("verapdf")
    assert gireport(made, *BUILD[:-1], "b.pdf", "--attach-data").code == 0
    (made / "c.pdf").write_bytes(
        (made / "a.pdf").read_bytes().replace(b"<pdfaid:conformance>A", b"<pdfaid:conformance>X")
    )
    ended = gireport(made, "verify", "a.pdf", "b.pdf")
    assert ended.code == 0
    assert ended.said.count("problems found: 0") == 8
    document = json.loads((ended := gireport(made, "verify", "c.pdf", "--format", "json")).out)
    assert ended.code == 9
    [problem] = document["files"][0]["problems"]
    assert (problem["part"], problem["code"], problem["flavour"]) == ("conformance", "verify.conformance", "2a")


def test_without_verapdf_the_exit_code_says_so(made: Path) -> None:
    empty = {"PATH": str(made / "nowhere")}
    ended = gireport(made, "verify", "a.pdf", extra=empty)
    assert ended.code == 10
    assert "--without veraPDF" in ended.err
    assert gireport(made, "verify", "a.pdf", *WITHOUT, extra=empty).code == 0
    assert gireport(made, *BUILD[:-1], "b.pdf", "--verify", extra=empty).code == 10
    assert names(made) == ["a.pdf"]


@pytest.mark.parametrize(
    "options", [(), ("--attach-data",), ("--digits", "thai"), ("--province", "ระยอง"), ("--theme", "mono")]
)
@pytest.mark.parametrize("content", [TABLE, REGISTER])
def test_a_brief_of_data_of_ones_own(content: str, options: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(content, encoding="utf-8")
    read = ("--data", "t.csv", "--as-of", "2565-09-30", "--source", "กอง")
    assert gireport(tmp_path, "build", *read, *options, "-o", "a.pdf", "--verify", *WITHOUT).code == 0
    ended = gireport(tmp_path, "verify", "a.pdf", *read, *WITHOUT)
    assert (ended.code, ended.said.count("problems found: 0")) == (0, 3)
    other = gireport(tmp_path, "verify", "a.pdf", "--data", "t.csv", *WITHOUT)
    assert other.code == 9
    assert "it was made of other data" in other.said
    (tmp_path / "t.csv").write_text(content.replace(",12\n", ",13\n").replace("GI-2", "GI-3").replace("/10/", "/9/"))
    assert gireport(tmp_path, "verify", "a.pdf", *read, *WITHOUT).code == 9


def test_a_template_of_ones_own_has_to_be_named(tmp_path: Path) -> None:
    assert gireport(tmp_path, "template", "init", "own", "--from", "year").code == 0
    [template] = [str(path.relative_to(tmp_path)) for path in (tmp_path / "own").glob("year.md")]
    assert gireport(tmp_path, "build", template, "-o", "a.pdf").code == 0
    assert gireport(tmp_path, "verify", "a.pdf", *WITHOUT, "--template", template).code == 0
    path = tmp_path / template
    path.write_text(path.read_text(encoding="utf-8").replace("# ", "# ก", 1), encoding="utf-8")
    ended = gireport(tmp_path, "verify", "a.pdf", *WITHOUT, "--template", template)
    assert ended.code == 9
    assert "another version of the template" in ended.said


def test_what_cannot_be_proven(made: Path) -> None:
    with pikepdf.open(made / "a.pdf") as pdf:
        del pdf.Root["/Metadata"]
        pdf.save(made / "bare.pdf")
        pdf.save(made / "secret.pdf", encryption=pikepdf.Encryption(owner="a", user="b"))
    (made / "no.pdf").write_text("no PDF")
    files = {"bare.pdf": "verify.no-provenance", "secret.pdf": "verify.unreadable", "no.pdf": "verify.unreadable"}
    ended = gireport(made, "verify", *files, *WITHOUT, "--format", "json")
    assert ended.code == 9
    for file in json.loads(ended.out)["files"]:
        assert files[file["file"]] in {problem["code"] for problem in file["problems"]}
    assert gireport(made, "verify", "bare.pdf", *WITHOUT, "--without", "data").code == 0
    assert gireport(made, "verify", "nowhere.pdf", *WITHOUT).code == 6


def test_a_brief_that_fails_its_check_is_not_written(tmp_path: Path) -> None:
    fake = tmp_path / "bin" / "verapdf"
    fake.parent.mkdir()
    fake.write_text("#!/bin/sh\necho FAIL $3\nexit 1\n")
    fake.chmod(0o755)
    (tmp_path / "a.pdf").write_bytes(b"mine")
    path = {"PATH": f"{fake.parent}{os.pathsep}{os.environ['PATH']}"}
    ended = gireport(tmp_path, *BUILD, "--verify", "--force", extra=path)
    assert ended.code == 9
    assert "was not written" in ended.err
    assert "FAIL" in ended.err
    assert (tmp_path / "a.pdf").read_bytes() == b"mine"
    shutil.rmtree(fake.parent)
    assert gireport(tmp_path, *BUILD, "--verify", *WITHOUT, "--force").code == 0
    assert gireport(tmp_path, "verify", "a.pdf", *WITHOUT).code == 0


def test_what_makes_no_sense_is_refused(made: Path) -> None:
    assert gireport(made, *BUILD, *WITHOUT).code == 2
    assert gireport(made, "verify").code == 2
    assert gireport(made, "verify", "a.pdf", "--without", "sense").code == 2
