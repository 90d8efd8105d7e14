"""Registers: a row for each certificate, counted by the fiscal year of issue."""

from __future__ import annotations

import pytest
from grids import counts, notices, problems, read, said

from gireport.dataset.table import Mark
from gireport.thai.dates import PartialDate

HEAD = "ลำดับ,เลขที่ใบรับรอง,ชื่อสถานประกอบการ,จังหวัด,ระดับ,วันที่ออก,วันหมดอายุ,วันเพิกถอน\n"
ROWS = (
    "1,GI-1/64,บริษัท ก จำกัด,ระยอง,1,30/9/2564,30/9/2567,\n"
    "2,GI-2/65,บริษัท ข จำกัด,จ.ระยอง,ระดับ 1,1 ต.ค. 2564,,-\n"
    "3,GI-3/65,บริษัท ค จำกัด,ชลบุรี,3,2565-01-05,,1/2/2565\n"
    "4,GI-4/65,บริษัท ค จำกัด,ระยอง,1,มกราคม 2565,,\n"
)


def test_certificates_are_counted_by_the_fiscal_year_of_their_issue() -> None:
    found = counts(read(HEAD + ROWS))
    assert {key: count for key, count in found.items() if count is not Mark.NONE} == {
        (2564, 1, "ระยอง"): 1,
        (2565, 1, "ระยอง"): 2,
        (2565, 3, "ชลบุรี"): 1,
    }
    # A register has every certificate: what it has none of, there is none of.
    assert len(found) == 2 * 2 * 2


def test_without_provinces_they_are_counted_together() -> None:
    table = "Certificate no.,Level,Issue date\nA,1,2021-09-30\nB,1,2021-10-01\nC,2,2021-10-02\n"
    assert counts(read(table)) == {(2564, 1): 1, (2565, 1): 1, (2564, 2): Mark.NONE, (2565, 2): 1}
    assert counts(read(table, calendar="ce")) == counts(read(table))
    assert problems(table, calendar="be") == ["shape.year-is-ce 2 C", "shape.year-is-ce 3 C", "shape.year-is-ce 4 C"]


def test_what_is_counted_is_said_and_no_name_leaves() -> None:
    certificates = read(HEAD + ROWS)
    assert {"note.register", "note.counted-as-issued", "note.names-unread"} <= {*notices(certificates)}
    [said_so] = [each for each in certificates.notices if each.code == "note.counted-as-issued"]
    assert said_so.facts == {"count": 4, "revoked": 1}
    assert certificates.table.spec.gaps == "none"
    assert "บริษัท" not in repr(certificates.table.rows)
    for bad in ("3,GI-1/64,บริษัท ง,ระยองง,9,x,y,z\n", "3,,บริษัท ง,,,,,\n"):
        assert "บริษัท" not in said(HEAD + ROWS + bad)


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("5,gi-1/64,,ระยอง,1,5/1/2565,,", "shape.number-twice 6 B"),
        ("5,GI-1/\u0e56\u0e54,,ระยอง,1,5/1/2565,,", "shape.number-twice 6 B"),
        ("5,,,ระยอง,1,5/1/2565,,", "shape.number-blank 6 B"),
        ("5,GI-5,,ระยองง,1,5/1/2565,,", "shape.province-near 6 D"),
        ("5,GI-5,,,1,5/1/2565,,", "shape.province-blank 6 D"),
        ("5,GI-5,,ระยอง,6,5/1/2565,,", "shape.level-range 6 E"),
        ("5,GI-5,,ระยอง,,5/1/2565,,", "shape.level-blank 6 E"),
        ("5,GI-5,,ระยอง,1,,,", "shape.date-blank 6 F"),
        ("5,GI-5,,ระยอง,1,5/1/65,,", "shape.year-two-digit 6 F"),
        ("5,GI-5,,ระยอง,1,44834,,", "shape.date-serial 6 F"),
        ("5,GI-5,,ระยอง,1,31/2/2565,,", "shape.date 6 F"),
        ("5,GI-5,,ระยอง,1,2565,,", "shape.date-of-year 6 F"),
        ("5,GI-5,,ระยอง,1,5/1/2500,,", "shape.year-implausible 6 F"),
        ("5,GI-5,,ระยอง,1,=A1,,", "shape.formula-text 6 F"),
        ("5,GI-5,,ระยอง,1,5/1/2565,4/1/2565,", "shape.ends-before-issue 6 G"),
        ("5,GI-5,,ระยอง,1,5/1/2565,,4/1/2565", "shape.ends-before-issue 6 H"),
        ("5,GI-5,,ระยอง,1,5/1/2565,x,", "shape.date 6 G"),
        ("5,GI-5,,ระยอง,1,5/1/2565,,,x", "shape.row-ragged 6"),
        ("5,GI-5,,ระยอง,1,2022-01-05,,", "shape.dates-mixed F"),
        ("5,GI-5,,ระยอง,1,5/1/2567,,", "shape.gap"),
        ("รวม,5,,,,,,", "shape.total-differs 6 B"),
    ],
)
def test_what_is_refused_in_a_register(row: str, found: str) -> None:
    assert problems(HEAD + ROWS + row + "\n") == [found]


def test_a_total_of_all_rows_is_no_certificate() -> None:
    assert counts(read(HEAD + ROWS + "รวม,4,,,,,,\n")) == counts(read(HEAD + ROWS))


def test_nothing_was_issued_after_the_as_of_date() -> None:
    as_of = PartialDate.parse("2565-01-04")
    assert problems(HEAD + ROWS, as_of=as_of) == ["shape.date-after-as-of 4 F"]


def test_a_register_lacks_a_column() -> None:
    assert problems("เลขที่ใบรับรอง,วันที่ออก\nA,5/1/2565\n") == ["shape.column-missing 1"]
