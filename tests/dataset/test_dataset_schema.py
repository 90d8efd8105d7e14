"""A declaration is understood whole, or refused with every problem in it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from gireport.dataset import schema
from gireport.dataset.dataset import Dataset
from gireport.dataset.fields import Wording
from gireport.dataset.schema import load_schema
from gireport.errors import DataError
from gireport.messages import describe
from gireport.thai.years import BEYear, YearRange

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import SmallDataset


def test_a_declaration_says_what_it_says_and_no_more(small: SmallDataset) -> None:
    spec = load_schema(small.folder / "dataset.toml")
    assert (spec.name, spec.fiscal_years) == ("small", YearRange(2563, 2565))
    assert (spec.title, spec.source, spec.licence) == (None, None, None)
    certificates, totals, goals = spec.tables.values()
    assert certificates.columns[2].unit == Wording("ฉบับ", "ฉบับ")
    assert [key.name for key in certificates.keys] == ["year", "level"]
    assert totals.totals_of == "certificates"
    assert goals.columns[3].years == (BEYear(2561), BEYear(2562))
    assert goals.columns[3].headings == ("2561", "2562")


@pytest.mark.parametrize(
    ("old", "new", "code", "key"),
    [
        ("version = 1", "version = 2", "schema.version", "version"),
        ("version = 1", "version = true", "schema.version", "version"),
        ("version = 1", 'version = "1"', "schema.version", "version"),
        ("version = 1\n", "", "schema.missing-key", "version"),
        ('name = "small"\n', "", "schema.missing-key", "name"),
        ('name = "small"', "name = 5", "schema.not-text", "name"),
        ('name = "small"', 'name = " "', "schema.not-text", "name"),
        ('name = "small"', 'name = "a\\u202e"', "schema.character", "name"),
        ('name = "small"', 'name = "s"\ntitle = 5', "schema.not-table", "title"),
        ('name = "small"', 'name = "s"\ntitle = { th = "ก" }', "schema.missing-key", "title.en"),
        ('name = "small"', 'name = "s"\ntitel = "x"', "schema.unknown-key-near", "titel"),
        ('name = "small"', 'name = "s"\n"บาน" = "x"', "schema.unknown-key", "บาน"),
        ('as_of = "2565-09"', 'as_of = "2565-13"', "schema.bad-date", "as_of"),
        ('as_of = "2565-09"', 'as_of = "2022-09"', "schema.bad-date", "as_of"),
        ('as_of = "2565-09"', "as_of = 2022-09-30", "schema.not-text", "as_of"),
        ('"2563-2565"', '"2565-2563"', "schema.bad-years", "fiscal_years"),
        ('"totals.csv"', "[]", "schema.not-text", "tables.totals.file"),
        ('"totals.csv"', '"/etc/passwd"', "schema.file-outside", "tables.totals.file"),
        ('"totals.csv"', '"../totals.csv"', "schema.file-outside", "tables.totals.file"),
        ('"totals.csv"', '"a/../../t.csv"', "schema.file-outside", "tables.totals.file"),
        ('"totals.csv"', '"C:\\\\t.csv"', "schema.file-outside", "tables.totals.file"),
        ('"totals.csv"', '"..\\\\t.csv"', "schema.file-outside", "tables.totals.file"),
        ('type = "number"', 'type = "float"', "schema.not-a-choice", "tables.goals.columns[4].type"),
        ('"unit", type = "text", leaves_only = true', '"unit", type = "text", leaves_only = 1',
         "schema.not-flag", "tables.goals.columns[3].leaves_only"),
        ('none = ["-"]', 'none = "-"', "schema.not-words", "tables.certificates.columns[3].none"),
        ('none = ["-"]', "none = []", "schema.not-words", "tables.certificates.columns[3].none"),
        ('none = ["-"]', 'nnone = ["-"]', "schema.unknown-key-near", "tables.certificates.columns[3].nnone"),
        ('years = "2561-2562"', 'years = "2018-2019"', "schema.bad-years", "tables.goals.columns[4].years"),
        ('complete = ["year", "level"]', "columns = 5", "schema.syntax", ""),
        ("[tables.certificates]", "tables.x = 5\n[tables.certificates]", "schema.not-table", "tables.x"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused(small: SmallDataset, old: str, new: str, code: str, key: str) -> None:
    small.edit("dataset.toml", old, new)
    [problem] = small.problems()
    assert (problem.code, problem.facts.get("key", "")) == (code, key)
    assert problem.place.file == "dataset.toml"


@pytest.mark.parametrize(
    ("old", "new", "code", "key"),
    [
        ('["year", "level"]', '["year"]', "schema.certificates-shape", "tables.certificates"),
        ('"issued", type = "count"', '"issued", type = "number"', "schema.certificates-shape",
         "tables.certificates"),
        ('"issued", type = "count"', '"issued", type = "count", optional = true', "schema.certificates-shape",
         "tables.certificates"),
        ('"year", type = "fiscal-year", key = true }', '"year", type = "be-year", key = true }',
         "schema.certificates-shape", "tables.certificates"),
        ('["year", "level"]', '["year", "level", "lvel"]', "schema.unknown-name-near",
         "tables.certificates.complete"),
        ('of = "certificates"', 'of = "goals"', "schema.totals-shape", "tables.totals.totals_of"),
        ('of = "certificates"', 'of = "ใบรับรอง"', "schema.unknown-name", "tables.totals.totals_of"),
        ('of = "certificates"', 'of = "totals"', "schema.unknown-name-near", "tables.totals.totals_of"),
        ('of = "certificates"', 'of = "certificate"', "schema.unknown-name-near", "tables.totals.totals_of"),
        ('none = ["-"]', 'none = ["0"]', "schema.word-is-figure", "tables.certificates.columns.issued"),
        ('none = ["-"]', 'none = ["๕"]', "schema.word-is-figure", "tables.certificates.columns.issued"),
        ('none = ["-"]', 'one_of = ["-"]', "schema.option-type", "tables.certificates.columns.issued.one_of"),
        ('none = ["-"]', 'all = "all"', "schema.all-outside-totals",
         "tables.certificates.columns.issued.all"),
        ('"id", type = "text", key', '"id", type = "text", none = ["-"], key', "schema.option-type",
         "tables.goals.columns.id.none"),
        ('years = "2561-2562"', 'years = "2561-2562", key = true', "schema.option-type",
         "tables.goals.columns.goal.key"),
        ('refers_to = "id"', 'refers_to = "unit"', "schema.refers-to",
         "tables.goals.columns.under.refers_to"),
        ('{ name = "since"', '{ name = "2562"', "schema.heading-twice", "tables.goals.columns"),
        ('"state", type = "text", one_of = ["open", "closed"]', '"goal", type = "number", years = "2563"',
         "schema.heading-twice", "tables.goals.columns"),
        ('"total", type = "count"', '"total", type = "count", optional = true', "schema.totals-shape",
         "tables.totals.totals_of"),
        ('"total", type = "count"', '"total", type = "count", years = "2561"', "schema.totals-shape",
         "tables.totals.totals_of"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(small: SmallDataset, old: str, new: str, code: str, key: str) -> None:
    text = (small.folder / "dataset.toml").read_text(encoding="utf-8")
    assert old in text
    small.write("dataset.toml", text.replace(old, new, 1).encode())
    assert (code, key) in [(problem.code, problem.facts["key"]) for problem in small.problems()]


def test_leaves_need_parents(small: SmallDataset) -> None:
    small.edit("dataset.toml", ', refers_to = "id"', "")
    assert {problem.code for problem in small.problems()} == {"schema.leaves-without-parents"}


def test_levels_have_names(small: SmallDataset) -> None:
    small.edit("dataset.toml", "[tables.goals]", "[tables.levels]")
    assert "schema.levels-shape" in small.summary()[0]


@pytest.mark.parametrize(
    ("tables", "code", "key"),
    [
        ("", "schema.missing-key", "tables"),
        ("tables = 5", "schema.not-table", "tables"),
        ('[tables.x]\nfile = "x.csv"', "schema.missing-key", "tables.x.columns"),
        ('[tables.x]\nfile = "x.csv"\ncolumns = 5', "schema.not-list", "tables.x.columns"),
        ('[tables.x]\nfile = "x.csv"\ncolumns = []', "schema.not-list", "tables.x.columns"),
        ('[tables.x]\nfile = "x.csv"\ncolumns = [5]', "schema.not-table", "tables.x.columns[1]"),
    ],
)
def test_tables_are_declared_as_tables(small: SmallDataset, tables: str, code: str, key: str) -> None:
    small.write("dataset.toml", f'version = 1\nname = "x"\n{tables}\n'.encode())
    assert (code, key) in [(problem.code, problem.facts["key"]) for problem in small.problems()]


def test_every_problem_comes_at_once(small: SmallDataset) -> None:
    small.edit("dataset.toml", "version = 1", "version = 3").edit("dataset.toml", '"2565-09"', '"soon"')
    small.edit("dataset.toml", '"totals.csv"', '"../t.csv"').edit("dataset.toml", 'none = ["-"]', "none = 0")
    codes = [problem.code for problem in small.problems()]
    assert codes == ["schema.version", "schema.not-words", "schema.file-outside", "schema.bad-date"]


def test_a_link_out_of_the_folder_is_not_followed(
    small: SmallDataset, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "totals.csv"
    elsewhere.write_text("year,level,total\nall,all,1047\n", encoding="utf-8")
    (small.folder / "totals.csv").unlink()
    (small.folder / "totals.csv").symlink_to(elsewhere)
    assert small.summary() == ["schema.file-outside dataset.toml"]
    (small.folder / "totals.csv").unlink()
    (small.folder / "totals.csv").symlink_to(small.folder / "totals.csv")
    assert small.summary() == ["schema.file-outside dataset.toml"]


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"version = 1\nname = \n", "schema.syntax", None),
        (b"x = " + b"[" * 20_000, "schema.syntax", None),
        (b"version = 1\nname = '\xff'", "schema.encoding", 2),
        (b"#" * (schema.MAX_BYTES + 1), "schema.too-large", None),
    ],
)
def test_what_is_not_toml_is_refused(small: SmallDataset, content: bytes, code: str, line: int | None) -> None:
    small.write("dataset.toml", content)
    [problem] = small.problems()
    assert (problem.code, problem.place.line) == (code, line)


def test_a_dataset_is_a_folder_or_its_declaration(small: SmallDataset, tmp_path: Path) -> None:
    assert Dataset.read(small.folder / "dataset.toml") == Dataset.read(str(small.folder))
    (tmp_path / "empty").mkdir()
    os.mkfifo(tmp_path / "pipe.toml")
    for path, code in {
        tmp_path / "empty": "data.no-declaration",
        tmp_path / "pipe.toml": "data.not-a-dataset",
        tmp_path / "absent.toml": "data.file-missing",
    }.items():
        with pytest.raises(DataError) as caught:
            Dataset.read(path)
        [problem] = caught.value.problems
        assert problem.code == code
        assert str(path) in describe(problem, "th")
