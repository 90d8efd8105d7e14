"""The same input gives the same bytes, whatever the process, its hash seed, or what it made before."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from gireport import Dataset, Template, compose, render
from gireport.errors import UsageError
from gireport.layout.themes import built_in_themes

if TYPE_CHECKING:
    from conftest import Made

MAKE = """
import hashlib, sys
from gireport import Dataset, Template, compose, render
data, template = Dataset.bundled(), Template.load("annual")
if "other first" in sys.argv:
    render(compose(data.select(years=[2560, 2561], levels=[2, 4]), template, digits="thai"))
theme = next((word.split("=")[1] for word in sys.argv if word.startswith("--theme=")), None)
print(hashlib.sha256(render(compose(data.select(), template), theme=theme)).hexdigest())
"""


def digest_in_a_process(*arguments: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", MAKE, *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.fixture(scope="module")
def expected(annual: dict[str, Made]) -> str:
    return hashlib.sha256(annual["full"].path.read_bytes()).hexdigest()


@pytest.mark.parametrize("seed", ["0", "1", "random"])
def test_another_process_and_hash_seed(seed: str, expected: str) -> None:
    assert digest_in_a_process(PYTHONHASHSEED=seed) == expected


def test_another_document_made_before(expected: str) -> None:
    assert digest_in_a_process("other first") == expected


def test_another_locale_time_zone_and_folder(expected: str) -> None:
    assert digest_in_a_process(LC_ALL="C", TZ="Asia/Bangkok") == expected


def test_repeats_in_one_process(expected: str) -> None:
    selection, template = Dataset.bundled().select(), Template.load("annual")
    digests = {hashlib.sha256(render(compose(selection, template))).hexdigest() for _ in range(3)}
    assert digests == {expected}


def test_another_selection_is_another_file(annual: dict[str, Made]) -> None:
    assert len({made.path.read_bytes() for made in annual.values()}) == len(annual) == 9


@pytest.mark.parametrize("theme", built_in_themes())
def test_every_theme_gives_the_same_bytes_in_any_process(theme: str, themed: dict[str, Made]) -> None:
    made = themed[theme].path.read_bytes()
    assert render(themed[theme].brief, theme=theme) == made
    other = digest_in_a_process(f"--theme={theme}", "other first", PYTHONHASHSEED="random")
    assert other == hashlib.sha256(made).hexdigest()
    assert [name for name in themed if themed[name].path.read_bytes() == made] == [theme]


@pytest.mark.parametrize("value", ["soon", "99999999999999999"])
def test_a_source_date_epoch_that_is_no_time_is_refused(
    value: str, monkeypatch: pytest.MonkeyPatch, annual: dict[str, Made]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    with pytest.raises(UsageError) as refused:
        render(annual["full"].brief)
    assert refused.value.problems[0].facts["value"] == value


def test_source_date_epoch_sets_the_date_of_the_file(monkeypatch: pytest.MonkeyPatch, annual: dict[str, Made]) -> None:
    brief = annual["full"].brief
    assert b"<xmp:CreateDate>2022-09-30T00:00:00Z<" in render(brief)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert b"<xmp:CreateDate>2023-11-14T22:13:20Z<" in render(brief)
