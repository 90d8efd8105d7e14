"""The annual brief of somebody's own certificates: nothing of the bundled ones is said of them."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from annual_check import check, headings, of_kind, paragraphs, said, says_unknown, table_under, texts
from annual_oracle import Oracle
from annual_oracle_en import EnglishOracle
from hypothesis import given, settings
from hypothesis import strategies as st

from gireport import Dataset, Template, compose
from gireport.assets import asset
from gireport.brief.model import Chart, ItemList, KeyFigures, Ladder
from gireport.errors import SelectionError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gireport.brief.model import Brief
    from gireport.thai.calendar_names import Language

BUNDLED = asset("data", "green-industry")
TEMPLATE = Template.load("annual")
DECLARED = """\
version = 1
name = "own"

[tables.certificates]
file = "certificates.csv"
complete = ["fiscal_year", "level"]
columns = [
  { name = "fiscal_year", type = "fiscal-year", key = true },
  { name = "level", type = "level", key = true },
  { name = "count", type = "count", none = ["-"] },
]
"""
Counts = dict[tuple[int, int], "int | None"]


def written(folder: Path, counts: Counts, declared: str = DECLARED) -> Path:
    """A dataset of certificates alone."""
    (folder / "dataset.toml").write_text(declared, encoding="utf-8")
    lines = [f"{year},{level},{'-' if count is None else count}" for (year, level), count in counts.items()]
    (folder / "certificates.csv").write_text("\n".join(["fiscal_year,level,count", *lines, ""]), encoding="utf-8")
    return folder


def made(
    folder: Path, years: Sequence[int] | None = None, levels: Sequence[int] | None = None, lang: Language = "th"
) -> Brief:
    """The brief, checked against what the oracle says of the files."""
    brief = compose(Dataset.read(folder).select(years, levels), TEMPLATE, lang=lang)
    oracle = (Oracle if lang == "th" else EnglishOracle)(folder, years, levels)
    # The names of levels come with the program: they say nothing about certificates.
    oracle.__dict__["names"] = Oracle(BUNDLED).names
    check(brief, oracle)
    return brief


def grid(years: Sequence[int], levels: Sequence[int], counts: Sequence[int | None]) -> Counts:
    return dict(zip([(year, level) for year in years for level in levels], counts, strict=True))


OWN = grid([2549, 2550, 2551], [1, 2, 4], [7, 11, 13, 17, 19, 23, 29, 31, None])


def test_nothing_of_the_bundled_data_is_said(tmp_path: Path) -> None:
    brief = made(written(tmp_path, OWN))
    everything = "\n".join(texts(brief))
    for bundled in ("กันยายน 2565", "2565", "2554", "ข้อความต้นทาง", "premiumenergy", "diw.go.th", "boi.go.th",
                    "สถานประกอบการเข้าสู่ระบบ", "ยุทธศาสตร์", "กลยุทธ์", "ตัวชี้วัด", "เป้าหมาย", "กรอบแนวทาง", "ที่ต้นทางระบุ",
                    "เริ่มดำเนินการ", "แก้ไข", "77,925", "52,940", "30,501"):  # fmt: skip
        assert bundled not in everything, bundled
    assert headings(brief) == [
        (1, "สรุปการรับรองอุตสาหกรรมสีเขียว ปีงบประมาณ พ.ศ. 2549 – 2551"),
        (2, "ลำดับขั้นการพัฒนาอุตสาหกรรมสีเขียว"),
        (2, "การให้การรับรองอุตสาหกรรมสีเขียว"),
        (2, "หมายเหตุ"),
    ]
    assert brief.moment.isoformat() == "2008-09-30"  # the end of its last year


def test_what_is_not_known_is_said_not_to_be(tmp_path: Path) -> None:
    brief = made(written(tmp_path, OWN))
    assert said(brief.furniture.head_right) == "ข้อมูล ณ ไม่ระบุ"
    assert said(brief.furniture.foot_left) == "ที่มา: ไม่ระบุ"
    [notes] = of_kind(brief, ItemList)
    assert said(notes.items[0]) == "ที่มาของจำนวนใบรับรอง: ไม่ระบุ ข้อมูล ณ ไม่ระบุ"
    assert says_unknown(brief) == 6  # these four, the subject, and the line under the title
    assert not any(re.search("[0-9] ไม่ระบุ", text) for text in texts(brief)), "a figure has its unit"


def test_english_says_as_much_of_data_that_say_little(tmp_path: Path) -> None:
    brief = made(written(tmp_path, OWN), lang="en")
    assert said(brief.furniture.head_right) == "Data as of a date not stated"
    assert said(brief.furniture.foot_left) == "Source: not stated"
    everything = "\n".join(texts(brief))
    assert "translation" not in everything
    assert "Strategy" not in everything
    assert not re.search("[ก-๎]", re.sub("ความมุ่งมั่น|ปฏิบัติการ|วัฒนธรรม|สีเขียว", "", everything)), (
        "only names of levels are Thai"
    )


def test_words_that_the_data_has_in_thai_alone_stay_thai(tmp_path: Path) -> None:
    declared = DECLARED.replace('name = "own"\n', 'name = "own"\nsource = "กรมตัวอย่าง"\n', 1)
    declared = declared.replace('none = ["-"] }', 'none = ["-"], unit = "ใบ" }')
    declared += """
[tables.plan]
file = "plan.csv"
columns = [
  { name = "kind", type = "text" }, { name = "number", type = "count", optional = true },
  { name = "text", type = "text" },
  { name = "text_en", type = "text", optional = true },
]
"""
    written(tmp_path, OWN, declared)
    (tmp_path / "plan.csv").write_text(
        "kind,number,text,text_en\nplan,,แผน,\nitem,1,ข้อหนึ่ง,First item\n", encoding="utf-8"
    )
    brief = compose(Dataset.read(tmp_path).select(), TEMPLATE, lang="en")
    assert (2, "แผน") in headings(brief)
    assert [said(item) for item in of_kind(brief, ItemList)[0].items] == ["First item"]
    assert said(brief.furniture.foot_left) == "Source: กรมตัวอย่าง"
    assert "150 ใบ were issued" in paragraphs(brief)[0]
    assert not any("translation" in text for text in texts(brief)), "nobody said how it came about"


def test_what_is_known_is_said(tmp_path: Path) -> None:
    declared = DECLARED.replace(
        'name = "own"\n', 'name = "own"\nas_of = "2551-09"\nsource = { th = "กรม", en = "a" }\n', 1
    )
    declared = declared.replace("complete =", 'source = { th = "ทะเบียน", en = "b" }\ncomplete =')
    declared = declared.replace('none = ["-"] }', 'none = ["-"], unit = { th = "ฉบับ", en = "c" } }')
    brief = made(written(tmp_path, OWN, declared))
    assert says_unknown(brief) == 0
    assert said(brief.furniture.foot_left) == "ที่มา: กรม"


def test_the_unit_is_the_one_declared(tmp_path: Path) -> None:
    declared = DECLARED.replace('none = ["-"] }', 'none = ["-"], unit = "ใบ" }')
    brief = compose(Dataset.read(written(tmp_path, OWN, declared)).select(), TEMPLATE)
    assert all("ฉบับ" not in text.replace("ใบรับรองหนึ่งฉบับ", "") for text in texts(brief))
    assert "รวม 150 ใบ" in paragraphs(brief)[0]


def test_a_year_of_zeros_and_years_of_nothing_at_all(tmp_path: Path) -> None:
    zeros = made(written(tmp_path, grid([2550, 2551], [1, 2], [5, 3, 0, 0])))
    assert paragraphs(zeros)[1] == "ปีงบประมาณ พ.ศ. 2551 ไม่มีการออกใบรับรอง"
    before = made(written(tmp_path, grid([2550, 2551], [1, 2], [0, None, 5, 3])))
    assert "ปีก่อน" not in paragraphs(before)[1]  # nothing is a multiple of none
    nothing = made(written(tmp_path, grid([2550, 2551], [1, 2], [None, None, None, None])))
    assert paragraphs(nothing) == ["ในปีงบประมาณ พ.ศ. 2550 – 2551 ไม่มีการออกใบรับรองอุตสาหกรรมสีเขียว"]
    table = table_under(nothing, "จำนวนใบรับรอง")
    assert table
    assert {said(cell) for row in table.rows for cell in row.cells[1:]} == {"–"}


def test_a_level_without_any_has_a_panel_that_says_so(tmp_path: Path) -> None:
    brief = made(written(tmp_path, grid([2550, 2551], [1, 2], [5, None, 6, None])))
    [chart] = of_kind(brief, Chart)
    assert said(chart.series[1].context) == "ไม่มีใบรับรอง"
    assert (chart.series[1].values, chart.series[1].labels) == ((None, None), ("–", "–"))
    [ladder] = of_kind(brief, Ladder)
    assert said(ladder.steps[1].count) == "0"


def test_where_two_have_as_many_neither_has_the_most(tmp_path: Path) -> None:
    brief = made(written(tmp_path, grid([2550, 2551], [1, 2, 3], [5, 5, 4, 4, 4, 4])))
    assert not any("มากที่สุด" in text for text in paragraphs(brief))
    second = made(written(tmp_path, grid([2551], [1, 2, 3], [5, 2, 2])))
    assert "มากที่สุด" in paragraphs(second)[0]
    assert "รองลงมา" not in paragraphs(second)[0]
    level = made(written(tmp_path, grid([2550, 2551, 2552], [1], [5, 5, 1])))
    assert not any("มากที่สุด" in text for text in texts(level.blocks))
    [chart] = of_kind(level, Chart)
    assert said(chart.series[0].context) == "สูงสุด 5 ฉบับ (2550, 2551)"


def test_one_level_alone_is_all_there_is(tmp_path: Path) -> None:
    brief = made(written(tmp_path, {(2551, 3): 12}))
    assert said(of_kind(brief, KeyFigures)[0].figures[0].label) == "ใบรับรองทั้งหมด"
    assert brief.title == "สรุปการรับรองอุตสาหกรรมสีเขียว ปีงบประมาณ พ.ศ. 2551"


SHARES = [
    (1, 3, "ร้อยละ 33.3"),
    (2, 3, "ร้อยละ 66.7"),
    (1, 8, "ร้อยละ 12.5"),
    (1, 16, "ร้อยละ 6.3"),
    (3, 16, "ร้อยละ 18.8"),
    (1, 2000, "ร้อยละ 0.1"),
    (1, 2001, "น้อยกว่าร้อยละ 0.1"),
    (1999, 2000, "มากกว่าร้อยละ 99.9"),
    (1998, 2000, "ร้อยละ 99.9"),
    (0, 2000, "ร้อยละ 0.0"),
]


@pytest.mark.parametrize(("part", "whole", "percent"), SHARES)
def test_halves_are_rounded_up_and_never_to_none_or_all(tmp_path: Path, part: int, whole: int, percent: str) -> None:
    brief = made(written(tmp_path, grid([2551], [1, 2], [part, whole - part])))
    assert said(of_kind(brief, KeyFigures)[0].figures[1].context) == f"{percent} ของปีนั้น"


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        (100, 199, "เพิ่มขึ้นร้อยละ 99.0 จากปีก่อน"),
        (100, 200, "เป็น 2.0 เท่าของปีก่อน"),
        (100, 100, "เท่ากับปีก่อน"),
        (100, 50, "ลดลงร้อยละ 50.0 จากปีก่อน"),
        (3422, 33704, "เป็น 9.8 เท่าของปีก่อน"),
        (1, 1_000_000, "เป็น 1,000,000.0 เท่าของปีก่อน"),
        (100_000, 100_001, "เพิ่มขึ้นน้อยกว่าร้อยละ 0.1 จากปีก่อน"),
        (100_000, 99_999, "ลดลงน้อยกว่าร้อยละ 0.1 จากปีก่อน"),
        (100_000, 199_999, "เพิ่มขึ้นร้อยละ 100.0 จากปีก่อน"),
        (100_000, 1, "ลดลงมากกว่าร้อยละ 99.9 จากปีก่อน"),
    ],
)
def test_a_change_is_said_as_it_is(tmp_path: Path, before: int, now: int, words: str) -> None:
    brief = made(written(tmp_path, grid([2550, 2551], [1], [before, now])))
    assert f"จำนวน {now:,} ฉบับ {words}" in paragraphs(brief)[1]


def test_a_dataset_without_certificates_is_no_annual_brief(tmp_path: Path) -> None:
    declared = DECLARED.replace("tables.certificates", "tables.other").replace(
        'complete = ["fiscal_year", "level"]\n', ""
    )
    written(tmp_path, OWN, declared)
    with pytest.raises(SelectionError) as caught:
        Dataset.read(tmp_path).select()
    assert [problem.code for problem in caught.value.problems] == ["selection.no-certificates"]


def test_tables_of_other_words_leave_no_heading_without_its_list(tmp_path: Path) -> None:
    # A strategy without tactics, and corrections of nothing that is printed.
    declared = (
        DECLARED
        + """
[tables.strategy]
file = "strategy.csv"
columns = [{ name = "kind", type = "text" }, { name = "number", type = "count" }, { name = "text", type = "text" }]

[tables.corrections]
file = "corrections.csv"
columns = [
  { name = "table", type = "text" }, { name = "action", type = "text" }, { name = "source_text", type = "text" },
  { name = "printed_text", type = "text" }, { name = "reason_th", type = "text" },
]
"""
    )
    written(tmp_path, OWN, declared)
    (tmp_path / "strategy.csv").write_text("kind,number,text\nstrategy,7,ทดลอง\n", encoding="utf-8")
    rows = "table,action,source_text,printed_text,reason_th\nplan_b,corrected,ก,ข,ค\n"
    (tmp_path / "corrections.csv").write_text(rows, encoding="utf-8")
    brief = compose(Dataset.read(tmp_path).select(), TEMPLATE)
    assert (2, "ยุทธศาสตร์ที่ 7 ทดลอง") in headings(brief)
    assert not any(words in {"กลยุทธ์", "การแก้ไขข้อความต้นทาง"} for _, words in headings(brief))


@st.composite
def selections(draw: st.DrawFn) -> tuple[Counts, list[int], list[int]]:
    """A table of certificates, with years and levels of it."""
    first = draw(st.integers(2482, 2695))
    years = list(range(first, first + draw(st.integers(1, 4))))
    levels = sorted(draw(st.sets(st.integers(1, 5), min_size=1)))
    count = st.one_of(st.none(), st.integers(0, 3), st.integers(0, 10**7))
    cells = draw(st.lists(count, min_size=len(years) * len(levels), max_size=len(years) * len(levels)))
    start = draw(st.integers(0, len(years) - 1))
    wanted = years[start : draw(st.integers(start + 1, len(years)))]
    return grid(years, levels, cells), wanted, sorted(draw(st.sets(st.sampled_from(levels), min_size=1)))


@given(selections())
@settings(max_examples=60, deadline=None)
def test_whatever_the_figures_are_what_is_said_of_them_is_true(drawn: tuple[Counts, list[int], list[int]]) -> None:
    counts, years, levels = drawn
    with TemporaryDirectory() as folder:
        made(written(Path(folder), counts), years, levels)
        made(Path(folder), years, levels, "en")
