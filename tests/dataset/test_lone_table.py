"""A lone table as a dataset: nothing is said of it that nobody said, and what is said goes where it belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gireport import Dataset
from gireport.dataset.fields import Wording
from gireport.dataset.figures import Figures
from gireport.dataset.table import Mark
from gireport.errors import DataError, UsageError
from gireport.settings import Limits
from gireport.thai.dates import DateError, PartialDate

if TYPE_CHECKING:
    from pathlib import Path

TABLE = "ระดับ,2564,2565\n1,316,1172\n2,227,-\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "ใบรับรอง.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_nothing_is_inherited_but_the_names_of_the_levels(table: Path) -> None:
    data = Dataset.read(table)
    assert data.name == "ใบรับรอง.csv"
    assert [data.title, data.source, data.licence, data.as_of] == [None] * 4
    assert list(data.tables) == ["certificates"]
    assert data.level_names == Dataset.bundled().level_names
    assert data.tables["certificates"].source is None
    assert "note.as-of-unknown" in [notice.code for notice in data.notices]


def test_what_the_user_says_is_said(table: Path) -> None:
    data = Dataset.read(table, as_of="2565-09", source="กองส่งเสริม", unit="ราย")
    assert data.as_of == PartialDate.parse("2565-09")
    assert data.source == data.tables["certificates"].source == Wording("กองส่งเสริม", "กองส่งเสริม")
    assert data.tables["certificates"].unit == Wording("ราย", "ราย")
    assert "note.as-of-unknown" not in [notice.code for notice in data.notices]
    with pytest.raises(DateError):
        Dataset.read(table, as_of="soon")


def test_its_figures_are_those_of_a_declared_dataset(table: Path) -> None:
    figures = Figures(Dataset.read(str(table)).select())
    assert figures.total() == 316 + 1172 + 227
    assert figures.count(2565, 2) is Mark.NONE
    frame = Dataset.read(table).frame("certificates")
    assert frame["count"].sum() == 316 + 1172 + 227


def test_heads_gaps_and_calendar_are_as_declared(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("A,Level,Count\n2021,1,3\n2022,1,\n", encoding="utf-8")
    with pytest.raises(DataError):
        Dataset.read(path)
    data = Dataset.read(path, columns={"year": "A"}, calendar="ce", gaps="unknown")
    assert [row["count"] for row in data.tables["certificates"].rows] == [3, Mark.UNKNOWN]
    with pytest.raises(UsageError):
        Dataset.read(path, columns={"when": "A"})


def test_a_dataset_that_declares_itself_is_told_only_its_date_and_source() -> None:
    from gireport.assets import asset

    folder = asset("data", "green-industry")
    data = Dataset.read(folder, as_of="2566-01", source="ที่อื่น")
    assert data.as_of == PartialDate.parse("2566-01")
    assert data.source == Wording("ที่อื่น", "ที่อื่น")
    assert data.tables["certificates"].source == Dataset.bundled().tables["certificates"].source
    assert Dataset.read(folder, encoding="utf-8").tables == Dataset.bundled().tables
    with pytest.raises(UsageError) as caught:
        Dataset.read(folder, sheet="Sheet1")
    assert caught.value.problems[0].code == "usage.declared-data"


def test_a_path_that_cannot_be_is_a_problem_of_the_data(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.csv", tmp_path / ("a" * 300), "a\0b", tmp_path / "absent"):
        with pytest.raises(DataError):
            Dataset.read(path)


def test_limits_are_as_given_or_as_the_environment_says(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from gireport.assets import asset

    folder = asset("data", "green-industry")
    for path in (table, folder):
        with pytest.raises(DataError, match="GIREPORT_MAX_ROWS"):
            Dataset.read(path, limits=Limits(rows=2))
        monkeypatch.setenv("GIREPORT_MAX_ROWS", "2")
        with pytest.raises(DataError, match="more than 2 rows"):
            Dataset.read(path)
        monkeypatch.setenv("GIREPORT_MAX_ROWS", "3000")
        assert Dataset.read(path).years
        monkeypatch.setenv("GIREPORT_MAX_ROWS", "many")
        with pytest.raises(UsageError, match="GIREPORT_MAX_ROWS"):
            Dataset.read(path)
        monkeypatch.delenv("GIREPORT_MAX_ROWS")
