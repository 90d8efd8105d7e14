"""The annual brief in its forms, made once for all tests, and programs that pip cannot bring."""

from __future__ import annotations

import os
import shutil
import signal
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from made_files import (  # noqa: F401  hooks and a fixture of every run
    made_files_are_kept,
    pytest_configure,
    pytest_sessionfinish,
    pytest_terminal_summary,
)

from gireport import Dataset, Template, compose
from gireport.layout.themes import built_in_themes
from gireport.rendering import render

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gireport.brief.model import Brief

# It would date the files that the tests make, and the tests know another date.
os.environ.pop("SOURCE_DATE_EPOCH", None)

# Whoever starts the tests in the background may have them ignore Ctrl-C, and the programs that they start too.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# For `.ci/long`: property tests that name no number of examples of their own get this many.
settings.register_profile("long", max_examples=5000, deadline=None)

# What is asked of the data, and how it is said, for each form of the annual brief.
FORMS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "full": ({}, {}),
    "selected": ({"years": range(2560, 2566), "levels": [3]}, {}),
    "one-year": ({"years": [2565]}, {}),
    "thai-digits": ({}, {"digits": "thai"}),
    "thai-ce": ({"years": range(2562, 2566)}, {"calendar": "ce"}),
    "english": ({}, {"lang": "en"}),
    "english-selected": ({"years": range(2560, 2566), "levels": [3]}, {"lang": "en"}),
    "english-one-year": ({"years": [2565]}, {"lang": "en"}),
    "english-be": ({}, {"lang": "en", "calendar": "be"}),
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--conformance` for `made_files.py`, `--update-golden` and `--update-snapshots` for the tests of those names."""
    parser.addoption("--conformance", action="store_true", help="judge every brief that the tests make by veraPDF")
    parser.addoption("--update-golden", action="store_true", help="keep the pages drawn now as the golden ones")
    parser.addoption("--update-snapshots", action="store_true", help="keep what briefs say now as their snapshots")


@dataclass(frozen=True)
class Made:
    """A brief and the PDF that was made of it."""

    brief: Brief
    path: Path


@pytest.fixture(scope="session")
def annual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    """The annual brief of the bundled data, in each of FORMS."""
    folder = tmp_path_factory.mktemp("annual")
    data, template = Dataset.bundled(), Template.load("annual")
    made = {}
    for form, (selection, how) in FORMS.items():
        brief = compose(data.select(**selection), template, **how)
        path = folder / f"{form}.pdf"
        render(brief, path)
        made[form] = Made(brief, path)
    return made


@pytest.fixture(scope="session")
def themed(annual: dict[str, Made], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    """The full annual brief in every theme that comes with the program, by the theme's name."""
    folder = tmp_path_factory.mktemp("themed")
    made = {}
    for theme in built_in_themes():
        made[theme] = Made(annual["full"].brief, folder / f"{theme}.pdf")
        render(made[theme].brief, made[theme].path, theme)
    return made


@pytest.fixture(scope="session")
def program() -> Callable[[str], str]:
    """Where a program is that pip cannot bring. Without it the test is skipped, but fails in CI."""

    def find(name: str) -> str:
        found = shutil.which(name)
        if found is None and os.environ.get("CI"):
            pytest.fail(f"{name} is not installed, and CI has to have it")
        if found is None:
            pytest.skip(f"{name} is not installed")
        return found

    return find
