"""`--help`: quick, in both languages, with an example that works."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from run_gireport import gireport

if TYPE_CHECKING:
    from pathlib import Path

THAI = {"GIREPORT_MESSAGES": "th"}
HEAVY = (
    "pandas",
    "reportlab",
    "babel",
    "jinja2",
    "markdown_it",
    "uharfbuzz",
    "fontTools",
    "platformdirs",
    "marisa_trie",
)


COMMANDS = [
    [], ["build"], ["check"], ["compare"], ["dataset"], ["dataset", "init"], ["dataset", "show"],
    ["template"], ["template", "list"], ["template", "show"], ["template", "check"], ["template", "init"],
    ["verify"], ["batch"], ["fonts"], ["fonts", "list"], ["fonts", "check"], ["fonts", "add"], ["doctor"],
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("language", "word"), [("en", "Example"), ("th", "ตัวอย่าง")])
def test_help_has_an_example_in_the_language(command: list[str], language: str, word: str, tmp_path: Path) -> None:
    done = gireport(tmp_path, *command, "--help", extra={"GIREPORT_MESSAGES": language})
    assert (done.code, done.err) == (0, "")
    assert word in done.said
    assert " ".join(["gireport", *(command or ["build"])]) in done.said


def test_the_language_can_be_chosen_on_the_command_line(tmp_path: Path) -> None:
    assert "ตัวอย่าง" in gireport(tmp_path, "--messages", "th", "--help").said
    assert "Example" in gireport(tmp_path, "--messages", "en", "build", "--help", extra=THAI).said


def test_a_thai_locale_is_spoken_to_in_thai(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "GIREPORT_MESSAGES"}
    done = subprocess.run(
        [sys.executable, "-m", "gireport", "--help"],
        cwd=tmp_path,
        env={**environment, "LC_ALL": "th_TH.UTF-8", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert "ตัวอย่าง" in done.stdout


def test_every_option_of_build_is_explained(tmp_path: Path) -> None:
    page = gireport(tmp_path, "build", "--help").said
    for option in ("--data", "--years", "--level", "--digits", "--output", "--force", "--dry-run", "--format"):
        assert re.search(rf"{option}\b.*\n?\s+\S", page), option


def test_the_examples_of_the_help_page_run(tmp_path: Path) -> None:
    page = gireport(tmp_path, "build", "--help").said
    examples = [line.strip() for line in page.splitlines() if line.strip().startswith("gireport build")]
    runnable = [example for example in examples if "--data" not in example]
    assert len(runnable) >= 3
    for example in runnable:
        done = gireport(tmp_path, *shlex.split(example)[1:], "--dry-run")
        assert done.code == 0, (example, done.err)


@pytest.mark.parametrize("arguments", [*([*command, "--help"] for command in COMMANDS), ["--version"]])
def test_help_imports_nothing_heavy(arguments: list[str], tmp_path: Path) -> None:
    code = (
        "import sys\nfrom gireport.cli.main import main\n"
        f"main({arguments!r})\nprint(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert done.stderr.strip() == "[]"


def test_without_a_command_the_help_is_shown_and_the_exit_says_usage(tmp_path: Path) -> None:
    done = gireport(tmp_path)
    assert done.code == 2
    assert "gireport build" in done.err
