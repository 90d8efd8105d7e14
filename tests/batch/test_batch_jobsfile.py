"""A file of jobs: every row a brief, every problem at its cell."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gireport.batch.jobsfile import Readers, read_jobs
from gireport.batch.wanted import Wanted
from gireport.cli.options import parse_levels, parse_years
from gireport.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

READERS = Readers(parse_years, parse_levels)
USUAL = Wanted("annual")


def read(folder: Path, text: str, name: str = "jobs.csv") -> list[Wanted]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_jobs(str(path), USUAL, READERS)


def test_rows_say_what_the_options_would(tmp_path: Path) -> None:
    found = read(
        tmp_path, "template,years,level,province,lang,set.contact\nlevel,๒๕๖๐-2561,3,,en,x\n,,,ระยอง;TH-20,,\n"
    )
    assert [(one.template, one.years, one.levels, one.places, one.lang, one.number) for one in found] == [
        ("level", (2560, 2561), (3,), None, "en", 2),
        ("annual", None, None, ("ระยอง", "TH-20"), None, 3),
    ]
    assert found[0].parameters == (("contact", "x"),)
    lines = [{"template": "level", "years": "2560-2561", "level": 3, "lang": "en", "set": {"contact": "x"}}, {}]
    found = read(tmp_path, "".join(json.dumps(line) + "\n" for line in lines), "jobs.jsonl")
    assert (found[0].years, found[0].levels, found[0].parameters) == ((2560, 2561), (3,), (("contact", "x"),))
    assert found[1].template == "annual"


def test_every_problem_is_told_at_its_cell(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        read(tmp_path, "level,lang,province\n9x,th,ระยอง\n3,fr,ระยองง\n")
    told = {(problem.code, problem.place.row, problem.place.column[:1]) for problem in error.value.problems}
    assert told == {
        ("usage.levels", 2, "A"), ("schema.not-a-choice", 3, "B"), ("selection.province-unknown-near", 3, "C"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("", "jobs.csv", "batch.jobs-none"),
        ("level\n", "jobs.csv", "batch.jobs-none"),
        ("level,levle\n3,3\n", "jobs.csv", "batch.jobs-column-near"),
        ("level,level\n3,3\n", "jobs.csv", "batch.jobs-column-twice"),
        ("level\n3,4\n", "jobs.csv", "batch.jobs-extra-cell"),
        ('level\n"3\n', "jobs.csv", "batch.jobs-csv"),
        ('{"level": 3, "level": 4}\n', "jobs.jsonl", "batch.jobs-json"),
        ("[3]\n", "jobs.jsonl", "batch.jobs-json"),
        ('{"level": true}\n', "jobs.jsonl", "batch.jobs-json"),
    ],
)
def test_what_is_no_file_of_jobs_is_refused(text: str, name: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        read(tmp_path, text, name)
    assert {problem.code for problem in error.value.problems} == {code}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200), name=st.sampled_from(["jobs.csv", "jobs.jsonl"]))
def test_no_file_crashes(content: bytes, name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    # What is no file of jobs is refused in words, and anything else wants at least one brief.
    try:
        found: list[object] = list(read_jobs(str(path), USUAL, READERS))
    except UsageError as error:
        found = list(error.problems)
    assert found
