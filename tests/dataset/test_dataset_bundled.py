"""The bundled dataset: its figures against the published ones, and what it says about itself."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from dataclasses import FrozenInstanceError
from typing import TYPE_CHECKING

import pytest

from gireport.assets import asset
from gireport.dataset.dataset import Dataset
from gireport.dataset.fields import Wording
from gireport.dataset.figures import Figures
from gireport.dataset.table import Mark, summand
from gireport.thai.dates import PartialDate
from gireport.thai.years import BEYear, FiscalYear

if TYPE_CHECKING:
    from conftest import SmallDataset


def test_it_says_what_it_is() -> None:
    data = Dataset.bundled()
    assert data is Dataset.bundled()
    assert data.name == "green-industry"
    assert data.as_of == PartialDate(BEYear(2565), 9)
    assert data.licence == Wording("ไม่ระบุ", "not stated")
    assert data.title == Wording("การรับรองอุตสาหกรรมสีเขียว", "Green Industry certification")
    assert data.tables["certificates"].unit == Wording("ฉบับ", "certificates")
    assert len(data.tables) == 8
    for table in data.tables.values():
        assert table.title is not None, table.name
        assert table.source is not None, table.name


def test_nobody_is_named_as_publisher() -> None:
    data = Dataset.bundled()
    assert data.source == Wording(
        "ข้อความต้นทางที่รวบรวมไว้ ซึ่งไม่ระบุผู้เผยแพร่", "the compiled source text, which names no publisher"
    )
    words = (asset("data", "green-industry") / "dataset.toml").read_text(encoding="utf-8")
    assert not [name for name in ("กรมโรงงาน", "กระทรวง", "Department", "Ministry", "DIW") if name in words]


def test_its_totals_are_the_published_ones() -> None:
    data = Dataset.bundled()
    figures = Figures(data.select())
    assert figures.total() == 77925
    seen = 0
    for row in data.tables["published_totals"].rows:
        year, level = row["fiscal_year"], row["level"]
        years = [year] if isinstance(year, FiscalYear) else None
        levels = [level] if isinstance(level, int) else None
        assert (years is None, levels is None) == (year is Mark.ALL, level is Mark.ALL)
        assert figures.total(years, levels) == row["total"]
        seen += 1
    assert seen == 12 + 5 + 1


def test_levels_have_the_names_of_the_ladder() -> None:
    names = {level: (name.th, name.en) for level, name in Dataset.bundled().level_names.items()}
    assert names == {
        1: ("ความมุ่งมั่นสีเขียว", "Green Commitment"),
        2: ("ปฏิบัติการสีเขียว", "Green Activity"),
        3: ("ระบบสีเขียว", "Green System"),
        4: ("วัฒนธรรมสีเขียว", "Green Culture"),
        5: ("เครือข่ายสีเขียว", "Green Network"),
    }


def test_files_are_plain_utf8_with_line_feeds() -> None:
    seen = 0
    for path in asset("data", "green-industry").iterdir():
        content = path.read_bytes()
        assert content.decode("utf-8").endswith("\n")
        assert not content.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in content
        seen += 1
    assert seen == 9


def test_another_dataset_inherits_nothing_but_the_names_of_levels(small: SmallDataset) -> None:
    text = (small.folder / "dataset.toml").read_text(encoding="utf-8")
    text = text.replace('as_of = "2565-09"\nfiscal_years = "2563-2565"\n', "")
    data = small.write("dataset.toml", text.encode()).read()
    assert (data.title, data.source, data.licence, data.as_of) == (None, None, None, None)
    assert (data.tables["certificates"].title, data.tables["certificates"].source) == (None, None)
    assert sorted(data.tables) == ["certificates", "goals", "totals"]
    assert not data.has("levels")
    assert data.level_names == Dataset.bundled().level_names


def test_it_cannot_be_changed_and_goes_to_another_process() -> None:
    data = Dataset.bundled()
    with pytest.raises(FrozenInstanceError):
        data.name = "other"  # type: ignore[misc]
    with pytest.raises(TypeError):
        data.tables["x"] = data.tables["levels"]  # type: ignore[index]
    assert pickle.loads(pickle.dumps(data)) == copy.deepcopy(data) == data
    assert hash(data.select()) == hash(Dataset.bundled().select())


def test_only_counts_add_up() -> None:
    assert summand(Mark.NONE) == 0
    with pytest.raises(TypeError, match="not a count"):
        summand(None)


def test_a_frame_holds_the_same_figures() -> None:
    data = Dataset.bundled()
    certificates = data.frame("certificates")
    assert list(certificates.columns) == ["fiscal_year", "level", "count"]
    assert certificates["count"].dtype == "Int64"
    assert int(certificates["count"].sum()) == 77925
    assert certificates.groupby("fiscal_year")["count"].sum()[2565] == 33704
    totals = data.frame("published_totals")
    assert totals[totals.fiscal_year.isna() & totals.level.isna()].total.tolist() == [77925]
    indicators = data.frame("indicators")
    assert list(indicators.columns)[4:10] == ["unit", "unit_en", "2561", "2562", "2563", "2564"]
    assert [str(value) for value in indicators["2562"]][-2:] == ["1.30", "80"]
    assert indicators["2561"].isna().tolist() == [True] + [False] * 7


def test_reading_imports_no_pandas() -> None:
    code = "import sys; from gireport import Dataset; Dataset.bundled(); print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
