"""`gireport build` where all goes well: what is written, and what is said on which stream."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pikepdf
import pytest
from run_gireport import gireport

from gireport import __version__
from gireport.thai.provinces import provinces

if TYPE_CHECKING:
    from pathlib import Path


def test_without_arguments_it_makes_the_annual_brief_here(tmp_path: Path) -> None:
    done = gireport(tmp_path, "build")
    assert (done.code, done.said, done.err) == (0, "annual-2554-2565.pdf\n", "")
    assert [path.name for path in tmp_path.iterdir()] == ["annual-2554-2565.pdf"]
    assert (tmp_path / "annual-2554-2565.pdf").read_bytes().startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (("--years", "2565"), "annual-2565.pdf"),
        (("--years", "๒๕๖๐-๒๕๖๕"), "annual-2560-2565.pdf"),
        (("--level", "3"), "annual-2554-2565-level-3.pdf"),
        (("--level", "3,5", "--level", "๑"), "annual-2554-2565-level-1-3-5.pdf"),
        (("--level", "3-5", "--years", "2563"), "annual-2563-level-3-4-5.pdf"),
        (("-o", "brief.pdf"), "brief.pdf"),
        (("-o", "{template}_{years}_{level}_{digits}.pdf", "--level", "2"), "annual_2554-2565_2_arabic.pdf"),
    ],
)
def test_the_name_says_what_was_asked(arguments: tuple[str, ...], name: str, tmp_path: Path) -> None:
    done = gireport(tmp_path, "build", *arguments)
    assert (done.code, done.said) == (0, f"{name}\n")
    assert (tmp_path / name).is_file()


def test_a_name_longer_than_file_systems_take_is_cut(tmp_path: Path) -> None:
    chosen = sorted(provinces(), key=lambda province: province.iso)[:60]
    rows = "".join(f"2565,1,{province.th},3\n" for province in chosen)
    (tmp_path / "t.csv").write_text(f"ปีงบประมาณ,ระดับ,จังหวัด,จำนวน (ฉบับ)\n{rows}", encoding="utf-8")
    words = [word for province in chosen for word in ("--province", province.iso)]
    done = gireport(tmp_path, "build", "-d", "t.csv", "--as-of", "2565-09", *words, "--dry-run")
    assert done.code == 0, done.err
    name = done.said.rstrip("\n")
    assert name.startswith("annual-2565-TH-10-TH-11-")
    assert name.endswith(".pdf")
    assert 170 < len(name) <= 180


def test_a_folder_as_output_takes_the_brief_under_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "สรุป").mkdir()
    done = gireport(tmp_path, "build", "-o", "สรุป")
    assert done.code == 0
    assert (tmp_path / "สรุป" / "annual-2554-2565.pdf").is_file()


def test_dash_as_output_is_the_pdf_on_standard_output(tmp_path: Path) -> None:
    gireport(tmp_path, "build")
    done = subprocess.run(
        [sys.executable, "-m", "gireport", "build", "-o", "-"], cwd=tmp_path, capture_output=True, check=True
    )
    assert done.stdout == (tmp_path / "annual-2554-2565.pdf").read_bytes()
    assert done.stderr == b""


def test_json_tells_a_script_what_was_made(tmp_path: Path) -> None:
    done = gireport(tmp_path, "build", "--format", "json", "--level", "3", "--years", "2560-2565", "--digits", "thai")
    said = json.loads(done.said)
    content = (tmp_path / said["output"]).read_bytes()
    assert said["sha256"] == hashlib.sha256(content).hexdigest()
    assert said["bytes"] == len(content)
    assert said["written"] is True
    assert said["version"] == 1
    assert said["years"] == list(range(2560, 2566))
    assert (said["levels"], said["digits"], said["template"]) == ([3], "thai", "annual")
    assert "ระดับ ๓" in said["title"].replace("\u00a0", " ")


def test_a_dry_run_makes_everything_and_writes_nothing(tmp_path: Path) -> None:
    done = gireport(tmp_path, "build", "--dry-run", "--format", "json")
    said = json.loads(done.said)
    assert (done.code, said["written"], said["output"]) == (0, False, "annual-2554-2565.pdf")
    assert said["bytes"] > 10_000
    assert "nothing was written" in done.err
    assert list(tmp_path.iterdir()) == []


def test_verbose_says_more_and_quiet_nothing(tmp_path: Path) -> None:
    loud = gireport(tmp_path, "build", "-v")
    assert "annual" in loud.err
    assert loud.said == "annual-2554-2565.pdf\n"
    quiet = gireport(tmp_path, "build", "-q", "--dry-run")
    assert (quiet.code, quiet.err) == (0, "")


def test_an_earlier_brief_is_replaced_and_no_other_file(tmp_path: Path) -> None:
    assert gireport(tmp_path, "build", "--years", "2565", "-o", "brief.pdf").code == 0
    first = (tmp_path / "brief.pdf").read_bytes()
    assert gireport(tmp_path, "build", "-o", "brief.pdf").code == 0
    assert (tmp_path / "brief.pdf").read_bytes() != first


def test_a_dataset_folder_of_ones_own(tmp_path: Path) -> None:
    data = tmp_path / "mine"
    data.mkdir()
    (data / "dataset.toml").write_text(
        'version = 1\nname = "mine"\n[tables.certificates]\nfile = "c.csv"\ncomplete = ["year", "level"]\n'
        'columns = [{ name = "year", type = "fiscal-year", key = true },'
        ' { name = "level", type = "level", key = true }, { name = "count", type = "count", unit = "ฉบับ" }]\n',
        encoding="utf-8",
    )
    (data / "c.csv").write_text("year,level,count\n2566,1,7\n2566,2,3\n", encoding="utf-8")
    done = gireport(tmp_path, "build", "--data", "mine", "--format", "json")
    said = json.loads(done.said)
    assert (said["dataset"], said["years"], said["levels"]) == ("mine", [2566], [1, 2])


def test_version(tmp_path: Path) -> None:
    done = gireport(tmp_path, "--version")
    assert (done.code, done.said) == (0, f"gireport {__version__}\n")


@pytest.mark.parametrize("encoding", ["cp874", "cp1252", "ascii"])
def test_a_console_that_lacks_a_character_gets_an_escape(encoding: str, tmp_path: Path) -> None:
    done = gireport(
        tmp_path, "build", "--years", "2600", extra={"GIREPORT_MESSAGES": "th", "PYTHONIOENCODING": encoding}
    )
    assert done.code == 7
    assert "2600" in done.err
    assert "Traceback" not in done.err


def test_the_tables_of_a_brief_can_be_in_its_file(tmp_path: Path) -> None:
    words = ("--years", "2565", "--level", "5", "--format", "json")
    said = json.loads(gireport(tmp_path, "build", *words, "--attach-data").said)
    assert said["attached"]
    with pikepdf.open(tmp_path / said["output"]) as pdf:
        assert list(pdf.attachments) == said["attached"]
    own = tmp_path / "own.md"
    own.write_text('+++\nversion = 1\nname = "own"\npurpose = "ลอง"\n+++\n# เรื่อง\n', encoding="utf-8")
    ended = gireport(tmp_path, "build", "own.md", "--attach-data", "--format", "json")
    assert json.loads(ended.said)["attached"] == []
    assert "no tables" in ended.err
