"""`gireport build` from the command line: what it writes, what it prints, and where."""

from __future__ import annotations

import hashlib
import json
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from run_gireport import command, environment, gireport, names

from gireport import Dataset, Template, compose
from gireport.files import is_own_brief
from gireport.layout.themes import load_theme, theme_digest
from gireport.rendering import render

if TYPE_CHECKING:
    from pathlib import Path

SMALL = ("--years", "2565", "--level", "5")


@pytest.fixture(scope="module")
def small() -> bytes:
    """The bytes of the smallest selection, made in this process."""
    return render(compose(Dataset.bundled().select(years=[2565], levels=[5]), Template.load("annual")))


def test_without_words_it_makes_the_annual_brief_and_prints_its_path_alone(tmp_path: Path) -> None:
    ended = gireport(tmp_path, "build")
    assert (ended.code, ended.said, ended.err) == (0, "annual-2554-2565.pdf\n", "")
    assert names(tmp_path) == ["annual-2554-2565.pdf"]
    content = (tmp_path / "annual-2554-2565.pdf").read_bytes()
    assert is_own_brief(tmp_path / "annual-2554-2565.pdf")
    assert content == render(compose(Dataset.bundled().select(), Template.load("annual")))


def test_years_and_levels_are_read_in_either_digits_and_in_parts(tmp_path: Path) -> None:
    words = ("--years", "๒๕๖๓-๒๕๖๕", "--level", "๓", "--level", "5,4")
    ended = gireport(tmp_path, "build", *words, "--digits", "thai", "--dry-run", "--format", "json")
    document = json.loads(ended.out)
    assert (document["years"], document["levels"], document["digits"]) == ([2563, 2564, 2565], [3, 4, 5], "thai")
    assert document["output"] == "annual-2563-2565-level-3-4-5.pdf"


@pytest.mark.parametrize(
    ("output", "made"),
    [
        ("brief.pdf", "brief.pdf"),
        ("out", "out/annual-2565-level-5.pdf"),
        ("out/", "out/annual-2565-level-5.pdf"),
        ("{template}_{years}_{level}_{digits}.pdf", "annual_2565_5_arabic.pdf"),
        ("out/{{{years}}}.pdf", "out/{2565}.pdf"),
        ("สรุป {years}.pdf", "สรุป 2565.pdf"),
    ],
)
def test_the_output_is_where_it_was_asked_for(tmp_path: Path, small: bytes, output: str, made: str) -> None:
    (tmp_path / "out").mkdir()
    ended = gireport(tmp_path, "build", *SMALL, "-o", output)
    assert (ended.code, ended.said, ended.err) == (0, f"{made}\n", "")
    assert (tmp_path / made).read_bytes() == small
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_a_dash_writes_the_brief_and_nothing_else_to_standard_output(tmp_path: Path, small: bytes) -> None:
    ended = gireport(tmp_path, "build", *SMALL, "-o", "-", "-v")
    assert ended.out == small
    assert "making “annual” from “green-industry”" in ended.err
    assert names(tmp_path) == []


def test_json_tells_what_was_written(tmp_path: Path) -> None:
    ended = gireport(tmp_path, "build", *SMALL, "--format", "json")
    document = json.loads(ended.out)
    content = (tmp_path / document["output"]).read_bytes()
    assert document == {
        "version": 1,
        "output": "annual-2565-level-5.pdf",
        "written": True,
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "title": "สรุปการรับรองอุตสาหกรรมสีเขียว ระดับ 5 เครือข่ายสีเขียว ปีงบประมาณ พ.ศ. 2565",
        "template": "annual",
        "dataset": "green-industry",
        "template_sha256": Template.load("annual").digest,
        "dataset_sha256": Dataset.bundled().digest,
        "compared_sha256": None,
        "theme_sha256": theme_digest(load_theme("default")),
        "years": [2565],
        "levels": [5],
        "provinces": [],
        "lang": "th",
        "calendar": "be",
        "digits": "arabic",
        "theme": "default",
        "paper": None,
        "attached": [],
        "warnings": [],
    }
    assert "ระดับ" in ended.said  # in UTF-8, not escaped


@pytest.mark.parametrize(
    ("words", "output", "title"),
    [
        (["--lang", "en"], "annual-2565-level-5-en.pdf", "level 5 (Green Network), fiscal year 2022"),
        (["--lang", "en", "--calendar", "be"], "annual-2565-level-5-en.pdf", "fiscal year B.E. 2565"),
        (["--calendar", "ce"], "annual-2565-level-5.pdf", "ปีงบประมาณ ค.ศ. 2022"),
        (["--lang", "en", "-o", "{lang}-{calendar}.pdf"], "en-ce.pdf", "fiscal year 2022"),
    ],
)
def test_a_language_and_a_calendar_can_be_asked_for(tmp_path: Path, words: list[str], output: str, title: str) -> None:
    ended = gireport(tmp_path, "build", *SMALL, *words, "--format", "json", "-n")
    document = json.loads(ended.out)
    assert document["output"] == output
    assert document["title"].endswith(title)
    assert document["lang"] == ("en" if "en" in words else "th")
    assert document["calendar"] == ("be" if title.endswith("2565") else "ce")


def test_thai_digits_in_english_are_refused(tmp_path: Path) -> None:
    ended = gireport(tmp_path, "build", *SMALL, "--lang", "en", "--digits", "thai")
    assert (ended.code, ended.out) == (2, b"")
    assert "Thai digits are for briefs in Thai" in ended.err
    assert names(tmp_path) == []


def test_a_language_that_a_template_has_not_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text('+++\nversion = 1\nname = "mine"\npurpose = "x"\n+++\n# t\n', encoding="utf-8")
    ended = gireport(tmp_path, "build", "./mine.md", "--lang", "en")
    assert ended.code == 4
    assert "languages there are: th" in ended.err
    ended = gireport(tmp_path, "build", "./mine.md", "--calendar", "ce")
    assert ended.code == 4
    assert "calendars there are: be" in ended.err
    assert gireport(tmp_path, "build", "--lang", "fr").code == 2


def test_json_is_utf_8_on_any_console(tmp_path: Path) -> None:
    ended = gireport(tmp_path, "build", *SMALL, "--format", "json", "-n", extra={"PYTHONIOENCODING": "cp874"})
    assert json.loads(ended.out)["title"].startswith("สรุป")


def test_a_file_name_that_is_no_utf_8_is_still_json(tmp_path: Path) -> None:
    words = [word.encode() for word in command("build", *SMALL, "--format", "json", "-o")]
    done = subprocess.run([*words, b"\xff.pdf"], cwd=tmp_path, env=environment(), capture_output=True, timeout=60)
    assert done.returncode == 0
    assert json.loads(done.stdout)["output"] == "\udcff.pdf"
    assert names(tmp_path) == ["\udcff.pdf"]


@pytest.mark.parametrize("words", [("--dry-run",), ("-n", "-o", "brief.pdf"), ("-n", "-o", "-")])
def test_a_dry_run_writes_nothing(tmp_path: Path, words: tuple[str, ...]) -> None:
    ended = gireport(tmp_path, "build", *SMALL, *words, "--messages", "en")
    path = words[-1] if "-o" in words else "annual-2565-level-5.pdf"
    assert (ended.code, ended.said) == (0, f"{path}\n")
    assert ended.err == "dry run: everything was made and checked, nothing was written\n"
    assert names(tmp_path) == []


def test_quiet_says_only_the_result_and_verbose_says_more(tmp_path: Path) -> None:
    assert gireport(tmp_path, "build", *SMALL, "-q", "-n").err == ""
    loud = gireport(tmp_path, "build", *SMALL, "--verbose")
    assert loud.err.splitlines()[0] == "making “annual” from “green-industry”"
    size = (tmp_path / "annual-2565-level-5.pdf").stat().st_size
    assert loud.err.splitlines()[1:] == [f"wrote annual-2565-level-5.pdf, {size} bytes"]


def test_an_earlier_brief_is_replaced_without_a_word(tmp_path: Path, small: bytes) -> None:
    (tmp_path / "brief.pdf").write_bytes(b"%PDF-1.7\n<pdf:Producer>gireport 0.0.1</pdf:Producer>")
    ended = gireport(tmp_path, "build", *SMALL, "-o", "brief.pdf")
    assert (ended.code, ended.err) == (0, "")
    assert (tmp_path / "brief.pdf").read_bytes() == small


def test_any_other_file_is_refused_with_the_command_that_replaces_it(tmp_path: Path, small: bytes) -> None:
    data = tmp_path / "my data"
    data.mkdir()
    for path in _bundled_folder().iterdir():
        (data / path.name).write_bytes(path.read_bytes())
    path = tmp_path / "สรุป 1.pdf"
    path.write_bytes(b"somebody's")
    words = ("build", *SMALL, "-d", "my data", "--digits", "thai", "-o", "สรุป 1.pdf", "--format", "json", "-q")
    ended = gireport(tmp_path, *words)
    assert (ended.code, ended.out) == (6, b"")
    assert path.read_bytes() == b"somebody's"
    [_, hint] = ended.err.strip().split("→ to replace it: ")
    program, *again = shlex.split(hint)
    assert program == "gireport"
    assert again[again.index("--data") + 1] == "my data"
    replaced = gireport(tmp_path, *again)
    assert (replaced.code, replaced.err) == (0, "")
    document = json.loads(replaced.out)
    assert (document["digits"], document["years"], document["levels"]) == ("thai", [2565], [5])
    assert document["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()


def _bundled_folder() -> Path:
    from gireport.assets import asset

    return asset("data", "green-industry")


def test_a_template_and_a_dataset_of_ones_own(tmp_path: Path) -> None:
    front = (
        '+++\nversion = 1\nname = "mine"\npurpose = "ทดลอง"\nhead_left = "ก"\nhead_right = "ข"\nfoot_left = "ค"\n+++\n'
    )
    (tmp_path / "own.md").write_text(front + "# รวม {{ total() }}\n", encoding="utf-8")
    (tmp_path / "data").mkdir()
    declared = (
        'version = 1\nname = "own"\n[tables.certificates]\nfile = "c.csv"\ncomplete = ["y", "l"]\ncolumns = [\n'
        '{ name = "y", type = "fiscal-year", key = true }, { name = "l", type = "level", key = true },\n'
        '{ name = "n", type = "count" } ]\n'
    )
    (tmp_path / "data" / "dataset.toml").write_text(declared, encoding="utf-8")
    (tmp_path / "data" / "c.csv").write_text("y,l,n\n2550,1,41\n", encoding="utf-8")
    ended = gireport(tmp_path, "build", "./own.md", "--data", "data", "--format", "json")
    document = json.loads(ended.out)
    assert (document["output"], document["title"], document["dataset"]) == ("mine-2550.pdf", "รวม 41", "own")


LAZY = """
import sys
from gireport.cli.main import main
code = main({words!r})
libraries = ("pandas", "reportlab", "babel", "jinja2", "markdown_it", "uharfbuzz", "numpy")
heavy = [name for name in libraries if name in sys.modules]
print(code, heavy, file=sys.stderr)
"""


@pytest.mark.parametrize("words", [["build", "--years", "x"], ["build", "--level", "x"], []])
def test_slips_of_the_keyboard_load_nothing_heavy(tmp_path: Path, words: list[str]) -> None:
    script = LAZY.format(words=words)
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env=environment(), capture_output=True, timeout=60
    )
    assert done.stderr.decode().splitlines()[-1] == "2 []"


def test_a_brief_needs_no_pandas(tmp_path: Path) -> None:
    script = LAZY.format(words=["build", "-n", "-q", *SMALL])
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env=environment(), capture_output=True, timeout=60
    )
    [code, *heavy] = done.stderr.decode().split(maxsplit=1)
    assert code == "0"
    assert "pandas" not in heavy[0]
    assert "reportlab" in heavy[0]  # the test can see what is loaded


@pytest.mark.parametrize("language", ["en", "th"])
@pytest.mark.parametrize("words", [(), ("build",)])
def test_help_is_in_both_languages_with_an_example(tmp_path: Path, words: tuple[str, ...], language: str) -> None:
    ended = gireport(tmp_path, "--messages", language, *words, "--help")
    assert ended.code == 0
    assert "  gireport build " in ended.said
    assert ("Example" in ended.said, "ตัวอย่าง" in ended.said) == (language == "en", language == "th")
    assert ("Show this message" in ended.said) == (language == "en")
    if words:
        assert "'out/{template}-{years}.pdf'" in ended.said
        assert "{template}, {years}, {level}, {province}, {lang}, {calendar}, {digits}" in " ".join(ended.said.split())
        assert gireport(tmp_path, "build", "--messages", language, "--help").out == ended.out
    assert gireport(tmp_path, *words, "--help", extra={"GIREPORT_MESSAGES": language}).out == ended.out


def test_the_example_with_data_of_ones_own_works(tmp_path: Path) -> None:
    [example] = [line for line in gireport(tmp_path, "build", "--help").said.splitlines() if "build --data" in line]
    (tmp_path / "out").mkdir()
    (tmp_path / "my-data").symlink_to(_bundled_folder())
    assert gireport(tmp_path, *shlex.split(example)[1:]).said == "out/annual-2554-2565.pdf\n"


def test_a_theme_by_name_by_file_and_by_template(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('version = 1\nextends = "large"\n[page]\nleft = 30\n', encoding="utf-8")
    made = {}
    for name in ("default", "mono", "./mine.toml"):
        ended = gireport(tmp_path, "build", *SMALL, "--theme", name, "--format", "json")
        assert (ended.code, ended.err) == (0, "")
        document = json.loads(ended.out)
        made[document["theme"]] = document["sha256"]
    assert len(set(made.values())) == 3
    assert list(made) == ["default", "mono", "mine"]


def test_a_theme_with_problems_ends_with_all_of_them(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('version = 1\nextends = "mono"\n[page]\nletf = 30\ntop = 1\n', encoding="utf-8")
    ended = gireport(tmp_path, "build", *SMALL, "--theme", "mine.toml", "--messages", "en")
    assert (ended.code, ended.out) == (4, b"")
    assert "mine.toml: page.letf means nothing here" in ended.err
    assert "mine.toml: page.top must be a number from 10 to 60" in ended.err
    assert gireport(tmp_path, "build", *SMALL, "--theme", "monochrome").code == 4
    assert names(tmp_path) == ["mine.toml"]
