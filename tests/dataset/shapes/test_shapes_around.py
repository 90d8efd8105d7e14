"""What titles, corners and notes say of a table's figures: the unit, and all that would make other figures of them."""

from __future__ import annotations

import pytest
from grids import counts, notices, problems, read

from gireport.dataset.shapes.around import _SAYS_UNIT

TABLE = "ระดับ,2564,2565\n1,100,200\n2,10,20\n"
FIGURES = {(2564, 1): 100, (2565, 1): 200, (2564, 2): 10, (2565, 2): 20}
LONG = "ปีงบประมาณ,ระดับ,ใบรับรอง\n2564,1,100\n2565,1,200\n2564,2,10\n2565,2,20\n"


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("หน่วย: ราย", "ราย"),
        ("(หน่วย : ฉบับ)", "ฉบับ"),
        ("จำนวนใบรับรอง หน่วยเป็นแห่ง", "แห่ง"),
        ("หน่วยนับ ราย", "ราย"),
        ("Unit: certificates", "ฉบับ"),
        ("Certificates issued (units: factories)", "โรงงาน"),
        ("หน่วย:\u200b ราย", "ราย"),
    ],
)
def test_a_unit_is_taken_from_a_title_and_from_a_note(line: str, unit: str) -> None:
    for table in (f"{line}\n{TABLE}", f"{TABLE}\n{line}\n", f"{line},,{line}\n{TABLE}"):
        found = read(table)
        assert counts(found) == FIGURES
        [column] = [column for column in found.table.columns if column.name == "count"]
        assert column.unit is not None
        assert column.unit.th == unit


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("หน่วย: พันราย", "shape.around-unit"),
        ("หน่วย : ล้านบาท", "shape.around-unit"),
        ("Unit: thousand certificates", "shape.around-unit"),
        ("จำนวน (พันราย)", "shape.around-scale"),
        ("ใบรับรองเป็นหมื่นฉบับ", "shape.around-scale"),
        ("Certificates, in thousands", "shape.around-scale"),
        ("Certificates ('000)", "shape.around-scale"),
        ("ร้อยละของใบรับรอง", "shape.around-share"),
        ("สัดส่วนใบรับรอง", "shape.around-share"),
        ("Certificates (%)", "shape.around-share"),
        ("จำนวนใบรับรองสะสม", "shape.around-sum"),
        ("Cumulative certificates", "shape.around-sum"),
        ("ใบรับรองตามปีปฏิทิน", "shape.around-calendar"),
        ("Certificates by calendar year", "shape.around-calendar"),
    ],
)
def test_a_title_that_makes_other_figures_of_the_cells_is_refused(title: str, code: str) -> None:
    assert problems(f'"{title}"\n{TABLE}') == [f"{code} 1"]
    assert problems(f'ตารางที่ 1\n\n"{title}"\n{LONG}') == [f"{code} 3"]
    assert problems(TABLE.replace("ระดับ", f'"ระดับ ({title})"')), "in the corner"


@pytest.mark.parametrize("line", ["หน่วย: พันราย", "หมายเหตุ หน่วยเป็นร้อยละ", "Unit: million certificates"])
def test_a_unit_below_the_table_is_refused_where_it_is_none(line: str) -> None:
    assert problems(f"{TABLE}{line}\n") == ["shape.around-unit 4"]
    assert problems(f"{TABLE}\n{line}\nที่มา: กองส่งเสริม\n") == ["shape.around-unit 5"]


def test_two_units_are_refused() -> None:
    assert problems(f"หน่วย: ราย\n{TABLE}หน่วย: ฉบับ\n") == ["shape.around-units 5"]
    assert problems(f"หน่วย: ราย\n{TABLE}หน่วย: ราย\n") == []


@pytest.mark.parametrize(
    "title",
    [
        "เป้าหมายจำนวนใบรับรอง",
        "ใบรับรองที่ยังมีผลบังคับ",
        "ใบรับรอง 6 เดือนแรก",
        "ใบรับรองในจังหวัดระยอง",
        "ใบรับรองในจังหวัด เลย",
        "Certificates of Rayong Province",
        "Certificates in force",
    ],
)
def test_a_title_that_casts_a_doubt_is_noted(title: str) -> None:
    found = read(f"{title}\n{TABLE}")
    assert counts(found) == FIGURES
    assert "note.title-doubt" in notices(found)


@pytest.mark.parametrize(
    "title",
    [
        "ตารางที่ 1 จำนวนใบรับรองอุตสาหกรรมสีเขียว จำแนกตามจังหวัดและระดับ",
        "สรุปจำนวนสถานประกอบการ (ข้อมูล ณ 30 กันยายน 2565)",
        "หน่วยงาน กรมโรงงานอุตสาหกรรม",
        "Green Industry certificates, fiscal years 2554-2565 (B.E.)",
        "พันธมิตรอุตสาหกรรมสีเขียว",
    ],
)
def test_an_ordinary_title_is_only_a_title(title: str) -> None:
    found = read(f"{title}\n{TABLE}ที่มา: กองส่งเสริม ร้อยละคำนวณเอง\n")
    assert counts(found) == FIGURES
    assert "note.title-doubt" not in notices(found)
    assert not _SAYS_UNIT.search(title)
