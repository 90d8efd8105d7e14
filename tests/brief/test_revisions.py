"""A brief beside an earlier version of its data: what was added and revised in its selection, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from annual_check import said, table_under, texts
from test_annual_own_data import grid, written

from gireport import Dataset, Template, compose
from gireport.dataset.compare import compare

if TYPE_CHECKING:
    from pathlib import Path

    from gireport.brief.model import Brief

YEARS = [2549, 2550, 2551]
NEW = grid(YEARS, [1, 2], [7, 11, 13, None, 1023, 31])
OLD = grid(YEARS[:2], [1, 2], [7, 10, 13, 4])


def made(folder: Path, lang: Any = "th", **selection: Any) -> Brief:
    for name, counts in (("old", OLD), ("new", NEW)):
        (folder / name).mkdir(exist_ok=True)
        written(folder / name, counts)
    new = Dataset.read(folder / "new").select(**selection)
    comparison = compare(Dataset.read(folder / "old"), new.dataset, new)
    return compose(new, Template.load("annual"), lang=lang, comparison=comparison)


def rows(brief: Brief, caption: str) -> list[list[str]]:
    table = table_under(brief, caption)
    assert table
    return [[said(cell) for cell in row.cells] for row in table.rows]


def test_what_changed_is_said_and_listed(tmp_path: Path) -> None:
    brief = made(tmp_path)
    assert rows(brief, "ตัวเลขที่แก้ไข") == [
        ["2549", "2 ปฏิบัติการสีเขียว", "10", "11", "+1"],
        ["2550", "2 ปฏิบัติการสีเขียว", "4", "–", "−4"],
    ]
    [told] = [text for text in texts(brief) if text.startswith("เมื่อเทียบกับ")]
    for words in ("เพิ่มปีงบประมาณ พ.ศ. 2551", "แก้ไขตัวเลขของปีเดิม 2 ค่า", "ผลรวมเดิม 34 ฉบับ", "ผลรวมใหม่ 1,085 ฉบับ"):
        assert words in told.replace("\u00a0", " ")
    english = "\n".join(texts(made(tmp_path, "en", years=[2549, 2550])))
    assert "figures revised in years that both have: 2" in english
    assert "added" not in english


@pytest.mark.parametrize("selection", [{"levels": [1], "years": [2549, 2550]}, {"years": [2550], "levels": [1]}])
def test_where_nothing_of_the_selection_changed_that_is_said(tmp_path: Path, selection: dict[str, Any]) -> None:
    brief = made(tmp_path, **selection)
    assert any("ตัวเลขทุกค่าเหมือนกับข้อมูลฉบับก่อน" in text for text in texts(brief))
    assert table_under(brief, "ตัวเลขที่แก้ไข") is None


def test_only_what_is_selected_is_told(tmp_path: Path) -> None:
    assert rows(made(tmp_path, years=[2550, 2551]), "ตัวเลขที่แก้ไข") == [["2550", "2 ปฏิบัติการสีเขียว", "4", "–", "−4"]]


def test_without_an_earlier_version_nothing_is_said_of_one(tmp_path: Path) -> None:
    written(tmp_path, NEW)
    brief = compose(Dataset.read(tmp_path).select(), Template.load("annual"))
    assert not any("ฉบับก่อน" in text for text in texts(brief))
