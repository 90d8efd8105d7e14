"""The annual brief where figures are not known, and of provinces: nothing is said that the data does not say."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from annual_check import said, table_under, texts
from hypothesis import given, settings
from hypothesis import strategies as st
from test_annual_own_data import DECLARED

from gireport import Dataset, Template, compose
from gireport.brief.model import Chart, Heading, KeyFigures, Table
from gireport.dataset.counts import Partial, is_complete
from gireport.dataset.figures import Figures

if TYPE_CHECKING:
    from gireport.brief.model import Brief
    from gireport.dataset.select import Selection

TEMPLATE = Template.load("annual")
GAPS = DECLARED.replace("complete =", 'gaps = "unknown"\ncomplete =')
PLACES = GAPS.replace('"level"]', '"level", "place"]').replace(
    "columns = [", 'columns = [\n  { name = "place", type = "province", key = true },'
)
YEARS, LEVELS = range(2560, 2563), range(1, 4)
# What is said where a sum is known to lack something.
COMPARED = re.compile("เท่าของปี|เพิ่มขึ้นร้อยละ|ลดลงร้อยละ|times as many|per cent from")


def dataset(folder: Path, cells: list[str]) -> Dataset:
    (folder / "dataset.toml").write_text(GAPS, encoding="utf-8")
    keys = [(year, level) for year in YEARS for level in LEVELS]
    rows = [f"{year},{level},{cell}" for (year, level), cell in zip(keys, cells, strict=True)]
    (folder / "certificates.csv").write_text("\n".join(["fiscal_year,level,count", *rows, ""]), encoding="utf-8")
    return Dataset.read(folder)


def placed(folder: Path, names: list[str], gap: str = "") -> Dataset:
    """Provinces with 1, 2, … certificates of level 1, and ten times as many of level 2, in each of three years."""
    (folder / "dataset.toml").write_text(PLACES, encoding="utf-8")
    rows = [
        f"{name},{year},{level},{'' if name == gap and (year, level) == (2561, 1) else number * 10 ** (level - 1)}"
        for number, name in enumerate(names, start=1)
        for year in YEARS
        for level in (1, 2)
    ]
    (folder / "certificates.csv").write_text("\n".join(["place,fiscal_year,level,count", *rows, ""]), encoding="utf-8")
    return Dataset.read(folder)


def everything(brief: Brief) -> str:
    return "\n".join(texts(brief))


def check_table(brief: Brief, selection: Selection, caption: str, unknown: str) -> None:
    """Every cell of the table of certificates against the figures: a number only where it is complete."""
    table = table_under(brief, caption)
    assert table
    figures = Figures(selection)
    cells = [[said(cell) for cell in row.cells[1:]] for row in table.rows]
    for row, level in zip(cells, selection.levels, strict=False):
        for cell, count in zip(row, figures.series(level).values(), strict=False):
            assert (cell == unknown) == (not is_complete(count))
    assert ("≥" in said(table.rows[-1].cells[-1])) == isinstance(figures.total(), Partial)


@given(cells=st.lists(st.sampled_from(["0", "5", "1200", "-", "", ""]), min_size=9, max_size=9))
@settings(max_examples=60, deadline=None)
def test_no_sum_looks_complete_that_is_not(cells: list[str]) -> None:
    with TemporaryDirectory() as folder:
        data = dataset(Path(folder), cells)
    selection = data.select()
    for lang, caption, unknown in (("th", "จำนวนใบรับรอง", "ไม่มีข้อมูล"), ("en", "Certificates issued", "no data")):
        brief = compose(selection, TEMPLATE, lang=lang)  # type: ignore[arg-type]
        check_table(brief, selection, caption, unknown)
        now, before = Figures(selection).total([2562]), Figures(selection).total([2561])
        if not (is_complete(now) and is_complete(before)):
            assert not COMPARED.search(everything(brief))
        if "" not in cells:
            assert "≥" not in everything(brief)
        else:
            assert re.search("ไม่มีข้อมูล: |Not known: ", everything(brief))


def test_a_gap_is_left_out_of_drawings_and_said(tmp_path: Path) -> None:
    brief = compose(dataset(tmp_path, ["5", "", "7", "8", "9", "1", "2", "3", "4"]).select(), TEMPLATE)
    [chart] = [block for block in brief.blocks if isinstance(block, Chart)]
    assert chart.series[1].values == (None, 9, 3)
    assert chart.series[1].labels == ("", "9", "3")
    assert "สูงสุดเท่าที่มีข้อมูล 9" in said(chart.series[1].context)
    assert "สูงสุด 8" in said(chart.series[0].context)
    assert "2560: ไม่มีข้อมูล" in chart.alternative
    assert "ไม่มีข้อมูล: ระดับ 2: 2560" in everything(brief)


def test_where_nothing_is_known_no_number_is_printed(tmp_path: Path) -> None:
    data = dataset(tmp_path, ["5", "", "7", "8", "", "1", "2", "", "4"])
    brief = compose(data.select(levels=[2]), TEMPLATE)
    [figures] = [block for block in brief.blocks if isinstance(block, KeyFigures)]
    assert said(figures.figures[0].value) == "ไม่มีข้อมูล"
    assert "ไม่มีข้อมูลจำนวนใบรับรอง" in everything(brief)
    assert "มีการออกใบรับรอง" not in everything(brief)


NORTH = ["เชียงใหม่", "ลำพูน", "ลำปาง", "แพร่", "น่าน", "พะเยา", "เชียงราย", "แม่ฮ่องสอน", "อุตรดิตถ์"]


@pytest.mark.parametrize(
    ("chosen", "lang", "phrase"),
    [
        (["เชียงใหม่"], "th", "จังหวัดเชียงใหม่"),
        (["เชียงใหม่"], "en", "Chiang Mai Province"),
        (["Bangkok"], "th", "กรุงเทพมหานคร"),
        (["ลำพูน", "น่าน"], "th", "จังหวัดน่าน และ ลำพูน"),
        (["ภาคเหนือ"], "th", "ภาคเหนือ"),
        (["ลำพูน", "น่าน", "แพร่", "พะเยา"], "th", "4 จังหวัด"),
    ],
)
def test_what_part_of_the_country_it_is_of_is_said(tmp_path: Path, chosen: list[str], lang: str, phrase: str) -> None:
    data = placed(tmp_path, [*NORTH, "กรุงเทพมหานคร"])
    brief = compose(data.select(provinces=chosen), TEMPLATE, lang=lang)  # type: ignore[arg-type]
    assert phrase in brief.title.replace("\u00a0", " ")
    assert phrase in said(brief.furniture.head_left)
    captions = [said(block.caption.title) for block in brief.blocks if isinstance(block, Table | Chart)]
    assert len(captions) >= 2
    assert all(phrase in caption for caption in captions)


def test_of_the_whole_country_nothing_is_said_of_a_part(tmp_path: Path) -> None:
    data = placed(tmp_path, [*NORTH, "กรุงเทพมหานคร"])
    brief = compose(data.select(), TEMPLATE)
    assert brief.title == "สรุปการรับรองอุตสาหกรรมสีเขียว ปีงบประมาณ พ.ศ. 2560 – 2562"
    regions = table_under(brief, "จำนวนใบรับรองที่ออก จำแนกตามภาค")
    assert regions
    rows = [[said(cell) for cell in row.cells] for row in regions.rows]
    # 3 × (1 + … + 9), and of the central region Bangkok alone, so that its total is a bound.
    assert rows == [
        ["ภาคเหนือ", "135", "1,350", "1,485"],
        ["ภาคกลาง", "≥ 30", "≥ 300", "≥ 330"],
    ]
    provinces = table_under(brief, "จำนวนใบรับรองที่ออก จำแนกตามจังหวัด")
    assert provinces
    assert [said(cell) for cell in provinces.rows[0].cells] == ["1", "กรุงเทพมหานคร", "30", "300", "330"]
    assert len(provinces.rows) == 10


def test_one_province_is_ranked_unless_a_figure_is_missing(tmp_path: Path) -> None:
    ranked = compose(placed(tmp_path, NORTH).select(provinces=["น่าน"]), TEMPLATE)
    assert "จังหวัดน่านอยู่ในอันดับที่ 5 จาก 9 จังหวัดที่มีข้อมูล" in everything(ranked)
    gapped = compose(placed(tmp_path, NORTH, gap="แพร่").select(provinces=["น่าน"]), TEMPLATE)
    assert "อันดับที่" not in everything(gapped)
    assert "≥" not in everything(gapped), "its own figures are all known"
    table = table_under(
        compose(placed(tmp_path, NORTH, gap="แพร่").select(), TEMPLATE), "จำนวนใบรับรองที่ออก จำแนกตามจังหวัด"
    )
    assert table
    assert said(table.columns[0].head) == "จังหวัด", "without ranks there is no column of them"


def test_a_province_is_not_parted_from_the_word_before_it(tmp_path: Path) -> None:
    brief = compose(placed(tmp_path, NORTH).select(provinces=["น่าน"]), TEMPLATE)
    assert "จังหวัด|น่าน" in brief.words
    assert any(isinstance(block, Heading) for block in brief.blocks)
