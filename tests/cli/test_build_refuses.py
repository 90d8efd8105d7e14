"""`gireport build` where something is wrong: the exit code, the message with its place and hint, nothing written."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from run_gireport import Ended, gireport

THAI = {"GIREPORT_MESSAGES": "th"}
ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = '+++\nversion = 1\nname = "mine"\npurpose = "a test"\n+++\n# เรื่อง\n\n'


def own_data(folder: Path, old: str, new: str, file: str = "certificates.csv") -> None:
    """A copy of the bundled dataset under `folder`/data with one place of one file changed."""
    shutil.copytree(ROOT / "data" / "green-industry", folder / "data")
    path = folder / "data" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def assert_refused(done: Ended, code: int, *said: str) -> None:
    assert done.code == code, done.err
    assert done.said == ""
    assert "Traceback" not in done.err
    for words in said:
        assert words in done.err


# -- 2: the command makes no sense


@pytest.mark.parametrize(
    ("arguments", "english", "thai"),
    [
        (("--years", "2011-2022"), "the Buddhist era year is 2554", "ตรงกับ พ.ศ. 2554"),
        (("--years", "2565-2554"), "run backwards", "เรียงกลับกัน"),
        (("--years", "65"), "two digits", "ปีสองหลัก"),
        (("--years", "soon"), "“soon” is no year", "“soon” ไม่ใช่ปี"),
        (("--level", "x"), "“x” is no level", "“x” ไม่ใช่ระดับ"),
        (("--level", "5-3"), "“5-3” is no level", "“5-3” ไม่ใช่ระดับ"),
        (("--digits", "roman"), "--digits", "--digits"),
        (("--colour",), "--colour", "--colour"),
        (("-o", "{district}.pdf"), "{district}.pdf", "{district}.pdf"),
        (("-v", "-q"), "contradict", "ขัดกัน"),
        (("-o", "-", "--format", "json"), "standard output", "standard output"),
    ],
)
def test_usage(arguments: tuple[str, ...], english: str, thai: str, tmp_path: Path) -> None:
    assert_refused(gireport(tmp_path, "build", *arguments), 2, english, "→")
    assert_refused(gireport(tmp_path, "build", *arguments, extra=THAI), 2, thai, "→")
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_command(tmp_path: Path) -> None:
    assert_refused(gireport(tmp_path, "bild"), 2, "bild", "did you mean “build”")


# -- 3: the data has problems


def test_a_total_off_by_one_names_the_cell_and_both_figures(tmp_path: Path) -> None:
    own_data(tmp_path, "2554,all,1050", "2554,all,1051", "published_totals.csv")
    done = gireport(tmp_path, "build", "--data", "data")
    assert_refused(done, 3, "published_totals.csv", "row", "column", "1,051", "1,050")
    assert_refused(
        gireport(tmp_path, "build", "--data", "data", extra=THAI),
        3,
        "แถว",
        "คอลัมน์",
        "1,051",
        "1,050",
    )
    assert not list(tmp_path.glob("*.pdf"))


def test_every_problem_of_the_data_is_told_at_once(tmp_path: Path) -> None:
    own_data(tmp_path, "2554,1,316", "2554,1,3l6")
    path = tmp_path / "data" / "certificates.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("2565,5,38", "2565,5,-38"), encoding="utf-8")
    done = gireport(tmp_path, "build", "--data", "data")
    assert_refused(done, 3, "row 2", "row 61", "C (count)")


def test_no_dataset_there(tmp_path: Path) -> None:
    assert_refused(gireport(tmp_path, "build", "--data", "nowhere"), 3, "nowhere")
    assert_refused(gireport(tmp_path, "build", "--data", "."), 3, "dataset.toml")


# -- 4: the template has problems


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("{{ totl() }}", "totl"),
        ("{% if %}", ":"),
        ("```tabel\n```", "did you mean “table”"),
        ('```table\nsource = "certificates"\ncaptoin = "x"\n```', "captoin"),
    ],
)
def test_a_faulty_template_names_its_line(body: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text(TEMPLATE + body + "\n", encoding="utf-8")
    assert_refused(gireport(tmp_path, "build", "mine.md"), 4, "mine.md, line 8", said)
    assert_refused(gireport(tmp_path, "build", "./mine.md", extra=THAI), 4, "mine.md, บรรทัด 8")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.md"]


def test_no_such_template(tmp_path: Path) -> None:
    assert_refused(gireport(tmp_path, "build", "anual"), 4, "anual", "annual")
    assert_refused(gireport(tmp_path, "build", "./mine.md"), 4, "mine.md")


# -- 5: no font has a character


def test_a_character_of_the_template_that_no_font_has(tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text(TEMPLATE + "ผ่าน ✓ แล้ว\n", encoding="utf-8")
    done = gireport(tmp_path, "build", "mine.md")
    assert_refused(done, 5, "✓", "U+2713", "CHECK MARK", "mine.md:8")
    assert not list(tmp_path.glob("*.pdf"))


def test_a_character_of_the_data_that_no_font_has(tmp_path: Path) -> None:
    own_data(tmp_path, "ส่งเสริมการพัฒนาคลัสเตอร์", "漢ส่งเสริมการพัฒนาคลัสเตอร์", "strategy.csv")
    done = gireport(tmp_path, "build", "--data", "data", extra=THAI)
    assert_refused(done, 5, "漢", "U+6F22", "strategy.csv:7")


# -- 6: the output


def test_a_foreign_file_is_refused_with_the_command_that_replaces_it(tmp_path: Path) -> None:
    path = tmp_path / "annual-2565.pdf"
    path.write_bytes(b"%PDF-1.4 somebody's own")
    done = gireport(tmp_path, "build", "--years", "2565")
    assert_refused(done, 6, "annual-2565.pdf", "--force")
    assert path.read_bytes() == b"%PDF-1.4 somebody's own"
    [command] = [line for line in done.err.splitlines() if "gireport build" in line]
    words = shlex.split(command[command.index("gireport build") :])
    assert gireport(tmp_path, *words[1:]).code == 0
    assert path.read_bytes().startswith(b"%PDF-1.7")


def test_a_signed_brief_is_not_replaced(tmp_path: Path) -> None:
    assert gireport(tmp_path, "build").code == 0
    path = tmp_path / "annual-2554-2565.pdf"
    path.write_bytes(path.read_bytes() + b"\n1 0 obj<</ByteRange[0 1 2 3]>>endobj")
    assert_refused(gireport(tmp_path, "build"), 6, "--force")


def test_no_folder(tmp_path: Path) -> None:
    assert_refused(gireport(tmp_path, "build", "-o", "no/such.pdf"), 6, "no")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this platform has no /dev/full")
def test_a_full_standard_output(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "gireport", "build", "-o", "-"],
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 6
    assert b"Traceback" not in done.stderr
    assert done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise there")
def test_a_broken_pipe_is_quiet(tmp_path: Path) -> None:
    made = subprocess.Popen(
        [sys.executable, "-m", "gireport", "build", "-o", "-"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert made.stdout
    made.stdout.close()
    _, said = made.communicate(timeout=60)
    assert (made.returncode, said) == (6, b"")


# -- 7: the data has not what was asked for


def test_years_outside_the_data_are_named(tmp_path: Path) -> None:
    done = gireport(tmp_path, "build", "--years", "2552-2567")
    assert_refused(done, 7, "2552-2553, 2566-2567", "2554-2565")
    assert_refused(gireport(tmp_path, "build", "--years", "2600", extra=THAI), 7, "2600", "2554-2565")
    assert list(tmp_path.iterdir()) == []


def test_levels_outside_the_data_are_named(tmp_path: Path) -> None:
    assert_refused(gireport(tmp_path, "build", "--level", "5,6,9"), 7, "6", "9", "1-5")


def test_a_template_that_needs_a_table_the_data_has_not(tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text(TEMPLATE.replace("+++\n#", 'needs = ["provinces"]\n+++\n#'), encoding="utf-8")
    assert_refused(gireport(tmp_path, "build", "mine.md"), 7, "provinces")


# -- 130: interrupted


@pytest.mark.skipif(sys.platform == "win32", reason="SIGINT is sent otherwise there")
def test_interrupted(tmp_path: Path) -> None:
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "import gireport.rendering as r, time\n"
        "def wait(*a, **k): print('waiting', flush=True); time.sleep(30)\n"
        "r.render = wait\nfrom gireport.cli import run; run(['build'])"
    )
    made = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "GIREPORT_MESSAGES": "en"},
        text=True,
    )
    assert made.stdout
    assert made.stdout.readline() == "waiting\n"
    time.sleep(0.05)
    made.send_signal(signal.SIGINT)
    _, said = made.communicate(timeout=30)
    assert made.returncode == 130
    assert "interrupted" in said
    assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []


# -- 1: a fault of the program


def test_a_fault_of_the_program_shows_a_traceback_only_when_asked(tmp_path: Path) -> None:
    code = (
        "import sys, gireport.rendering as r\n"
        "def fail(*a, **k): raise RuntimeError('planted')\n"
        "r.render = fail\nfrom gireport.cli import run; run(sys.argv[1:])"
    )
    for arguments, shown in ((["build"], False), (["build", "-v"], True)):
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "GIREPORT_MESSAGES": "en"},
        )
        assert done.returncode == 1
        assert "planted" in done.stderr
        assert ("Traceback" in done.stderr) is shown
