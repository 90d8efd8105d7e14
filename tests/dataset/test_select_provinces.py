"""Provinces of a dataset: read by any of their names, selected by name, code or region, refused where they are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gireport.dataset.dataset import Dataset
from gireport.dataset.frame import to_frame
from gireport.errors import ExitCode, SelectionError
from gireport.messages import describe
from gireport.thai.provinces import find_province, provinces

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import SmallDataset

DECLARED = """\
version = 1
name = "places"

[tables.certificates]
file = "certificates.csv"
complete = ["year", "level", "where"]
columns = [
  { name = "year", type = "fiscal-year", key = true },
  { name = "level", type = "level", key = true },
  { name = "where", type = "province", key = true },
  { name = "issued", type = "count", none = ["-"] },
]
"""
EAST = ["จันทบุรี", "ฉะเชิงเทรา", "ชลบุรี", "ตราด", "ปราจีนบุรี", "ระยอง", "สระแก้ว"]


def written(folder: Path, rows: list[str], gaps: str = "") -> Path:
    """A dataset of certificates by year, level and province."""
    declared = DECLARED.replace("complete =", f'gaps = "{gaps}"\ncomplete =') if gaps else DECLARED
    (folder / "dataset.toml").write_text(declared, encoding="utf-8")
    (folder / "certificates.csv").write_text("\n".join(["year,level,where,issued", *rows, ""]), encoding="utf-8")
    return folder


def east(folder: Path) -> Dataset:
    """A dataset of the eastern provinces and of Chiang Mai, with 1, 2, … certificates of level 1 in 2565."""
    return Dataset.read(written(folder, [f"2565,1,{name},{n}" for n, name in enumerate([*EAST, "เชียงใหม่"], start=1)]))


def codes(error: SelectionError) -> list[str]:
    for problem in error.problems:
        assert describe(problem, "en") != describe(problem, "th")
    return [problem.code for problem in error.problems]


def test_a_province_is_read_by_any_of_its_names(tmp_path: Path) -> None:
    data = Dataset.read(written(tmp_path, ["2565,1,จ.ระยอง,3", "2565,1,TH-50,4", "2565,1,Chon Buri,-"]))
    assert [province.th for province in data.provinces] == ["ชลบุรี", "เชียงใหม่", "ระยอง"]
    assert list(to_frame(data.tables["certificates"])["where"]) == ["ระยอง", "เชียงใหม่", "ชลบุรี"]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("Rayng", "data.province-near"),
        ("ที่อื่น", "data.province"),
        ("พัทยา", "data.province-pattaya"),
        ("nan", "data.province-missing-value"),
        ("", "data.blank"),
    ],
)
def test_what_is_no_province_is_refused_at_its_cell(small: SmallDataset, cell: str, code: str) -> None:
    written(small.folder, ["2565,1,ตราด,3", f"2565,1,{cell},4"])
    assert small.summary() == [f"{code} certificates.csv 3 C"]


def test_two_spellings_are_one_province(small: SmallDataset) -> None:
    written(small.folder, ["2565,1,ตราด,3", "2565,1,Trat,4"])
    [problem] = small.problems()
    assert (problem.code, problem.facts["key"]) == ("data.row-twice", "year 2565, level 1, where ตราด")


@pytest.mark.parametrize("words", [["ระยอง"], ["TH-21"], ["Rayong Province"], [find_province("ระยอง")]])
def test_a_province_is_selected_by_any_of_its_names(words: list[str], tmp_path: Path) -> None:
    selection = east(tmp_path).select(provinces=words)
    assert [province.iso for province in selection.provinces] == ["TH-21"]
    assert not selection.all_provinces


def test_a_region_stands_for_its_provinces(tmp_path: Path) -> None:
    data = east(tmp_path)
    assert [province.th for province in data.select(provinces=["ภาคตะวันออก"]).provinces] == EAST
    assert data.select().provinces == data.provinces
    assert data.select().all_provinces
    both = data.select(provinces=["Eastern Region", "เชียงใหม่", "ระยอง"])
    assert both.provinces == data.provinces


def test_a_region_of_which_one_is_missing_is_refused_unless_it_has_none(tmp_path: Path) -> None:
    data = east(tmp_path)
    for scheme, word, code in (
        ("six", "ภาคเหนือ", "selection.region-incomplete"),
        ("four", "ภาคกลาง", "selection.region-incomplete"),
        ("four", "ภาคตะวันออก", "selection.region-not-in-scheme"),
    ):
        with pytest.raises(SelectionError) as caught:
            data.select(provinces=[word], scheme=scheme)
        assert codes(caught.value) == [code]
    sparse = Dataset.read(written(tmp_path, ["2565,1,ระยอง,3", "2564,1,เชียงใหม่,4"], "none"))
    assert [province.th for province in sparse.select(provinces=["ภาคตะวันออก"]).provinces] == ["ระยอง"]


def test_what_the_data_has_not_is_refused_with_every_reason(tmp_path: Path) -> None:
    with pytest.raises(SelectionError) as caught:
        east(tmp_path).select(years=[2560], provinces=["ภูเก็ต", "Rayng", "ที่ไหน"])
    assert caught.value.exit_code is ExitCode.SELECTION
    assert codes(caught.value) == [
        "selection.years-missing",
        "selection.province-missing",
        "selection.province-unknown-near",
        "selection.province-unknown",
    ]
    with pytest.raises(SelectionError) as caught:
        east(tmp_path).select(provinces=[])
    assert codes(caught.value) == ["selection.provinces-none"]


def test_data_that_tells_none_apart_is_not_asked_for_one() -> None:
    bundled = Dataset.bundled()
    assert bundled.provinces == bundled.select().provinces == ()
    with pytest.raises(SelectionError) as caught:
        bundled.select(provinces=["ระยอง"])
    assert codes(caught.value) == ["selection.no-provinces"]


def test_every_province_can_be_selected(tmp_path: Path) -> None:
    data = Dataset.read(written(tmp_path, [f"2565,1,{each.iso},1" for each in provinces()]))
    assert len(data.provinces) == 77
    assert all(data.select(provinces=[each.th]).provinces == (each,) for each in data.provinces)
    assert len(data.select(provinces=["ภาคกลาง"], scheme="four").provinces) > 20
