"""Bad files and good controls: each is refused with what its owner has to know, or read without one wrong figure.

`corpus/manifest.csv` says what is wrong with each file, which exits are right and what a message must say. Another
corpus of the same form is tested in its place where GIREPORT_CORPUS names its folder.
"""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from gireport import Dataset
from gireport.dataset.table import summand
from gireport.errors import DataError, ExitCode
from gireport.messages import describe

OWN = Path(__file__).parent / "corpus"
CORPUS = Path(os.environ.get("GIREPORT_CORPUS", OWN))
MANIFEST = list(csv.DictReader((CORPUS / "manifest.csv").read_text(encoding="utf-8").splitlines()))

# What a message is to say is told in a few words; those that can be looked for.
_PLACES = re.compile(r"rows? \d+(?: and \d+)?|column [A-Z]{1,2}\b|\w+![A-Z]+\d+|[A-Z]+\d+:[A-Z]+\d+")
_FIGURES = re.compile(r"(?<![\w!])\d[\d,]*\d(?!\w)")
_THAI = re.compile("[ก-๙]+")
_WORDS = (
    "file is empty", "no data rows", "UTF-16", "--encoding", "--sheet", "duplicate", "level must be 1-5",
    "missing between", "below 0", "whole number", "formula", "open in Excel and save", "did you mean",
    "control character", "private-use", "impossible Thai sequence", "same province", "date, number expected",
    "unknown level label", "plausible range",
)  # fmt: skip
_SYNONYMS = {"open in Excel and save": "in Excel", "file is empty": "empty"}
# What follows says what must not happen, or what an accepting reader would say instead.
_NOT_SAID = re.compile(r";? ?never .*|;? ?must not .*|accept.*?(?:reject|$)|not .*")


class Accepted(NamedTuple):
    """What was read of a file."""

    figures: dict[tuple[int, int, str], int]
    notices: str


def read(path: Path) -> Accepted | str:
    """The figures of a file, or all that is wrong with it as it is said."""
    try:
        data = Dataset.read(path)
    except DataError as error:
        return refusal(error, path.name)
    figures = {
        (row["fiscal_year"].be, row["level"], getattr(row.values.get("province"), "th", "")): summand(row["count"])  # type: ignore[union-attr,misc]
        for row in data.tables["certificates"].rows
    }
    return Accepted(figures, "\n".join(describe(notice, "en") for notice in data.notices))  # type: ignore[arg-type]


def refusal(error: DataError, file: str) -> str:
    """All that is wrong as it is said, each in both languages and of that file."""
    assert error.exit_code == ExitCode.DATA
    for problem in error.problems:
        assert problem.place.file == file
        assert describe(problem, "th") != describe(problem, "en")
    return "\n".join(describe(problem, "en") for problem in error.problems)


def plainly(path: Path) -> dict[tuple[int, int, str], int]:
    """The figures of a long table of plain numbers, read with nothing of the program."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return {
            (int(row["year_be"]), int(row["level"]), row.get("province", "")): int(row["certificates"])
            for row in csv.DictReader(stream)
        }


def required(must_say: str) -> set[str]:
    """What of the manifest's words a refusal must have in it."""
    words = _NOT_SAID.sub("", must_say)
    tokens = {*_PLACES.findall(words), *_THAI.findall(words)}
    tokens |= {word for word in _WORDS if word.casefold() in words.casefold()}
    return tokens | {
        figure for figure in _FIGURES.findall(_PLACES.sub("", words)) if not figure.isdigit() or len(figure) > 1
    }


def test_the_corpus_is_there() -> None:
    assert len(MANIFEST) > 50
    assert {row["file"] for row in MANIFEST} == {path.name for path in (CORPUS / "in").iterdir()}
    assert required("row 7 column B: stated 1,051, cells add to 1,050") == {"row 7", "column B", "1,051", "1,050"}
    assert required("duplicate level 2 in rows 3 and 4") == {"duplicate", "rows 3 and 4"}
    assert required("Sheet1!C2: whole number expected") == {"Sheet1!C2", "whole number"}


@pytest.mark.parametrize("case", MANIFEST, ids=[row["file"] for row in MANIFEST])
def test_each_file_is_refused_with_what_matters_or_read_exactly(case: dict[str, str]) -> None:
    got = read(CORPUS / "in" / case["file"])
    exit_code = "3" if isinstance(got, str) else "0"
    assert exit_code in case["expected_exit"].split("|"), got
    if isinstance(got, str):
        for token in required(case["message_must_say"]):
            assert _SYNONYMS.get(token, token).casefold() in got.casefold()
        return
    control = plainly(OWN / "in" / "ok_002_long_utf8.csv")
    assert len(control) == 60
    truth = control
    if "province" in (CORPUS / "in" / case["file"]).read_bytes()[:200].decode("utf-8", "replace"):
        truth = plainly(CORPUS / "in" / case["file"])
    assert got.figures == truth
    for word in ("transposed", "hidden"):
        assert word not in case["what_is_wrong"] or word in got.notices
    if "with note" in case["message_must_say"]:
        assert got.notices.count("\n") >= 3
