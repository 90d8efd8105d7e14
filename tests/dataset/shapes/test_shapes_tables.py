"""Wide and long tables: what is accepted, with which notes, and what is refused at which cell."""

from __future__ import annotations

import pytest
from grids import counts, grid_of, notices, problems, read, said

from gireport.dataset.fields import Wording
from gireport.dataset.shapes.findings import KEPT
from gireport.dataset.sources.grid import CellKind, CellRange
from gireport.dataset.table import Mark
from gireport.errors import DataError, UsageError
from gireport.messages import describe
from gireport.thai.dates import PartialDate

WIDE = 'ปี Level,2564,2565,Total\n1,316,"1,172","1,488"\n2,227,705,932\nรวม,543,"1,877","2,420"\n'
LONG = "ปีงบประมาณ,ระดับ,จำนวน (ฉบับ)\n2564,1,316\n2565,1,1172\n2564,2,227\n2565,2,705\n"
FIGURES = {(2564, 1): 316, (2565, 1): 1172, (2564, 2): 227, (2565, 2): 705}


@pytest.mark.parametrize(
    "table",
    [
        WIDE,
        LONG,
        WIDE.replace("ปี Level", "ระดับ/ปี"),
        WIDE.replace("ปี Level", "ปี"),
        WIDE.replace("ปี Level", ""),
        WIDE.replace("ปี Level", "ระดับการรับรอง"),
        WIDE.replace("2564", "พ.ศ. 2564").replace("2565", "ปี ๒๕๖๕"),
        WIDE.replace("\n1,", "\nระดับที่ 1,").replace("\n2,", "\nปฏิบัติการสีเขียว,"),
        WIDE.replace("Total", "รวมทั้งสิ้น (ราย)"),
        "Level,2564,2565\n1,316,1172\n2,227,705\n",
        "Level,2564,2565\nTotal,543,1877\n1,316,1172\n2,227,705\n",
        "รวม,ระดับ,2564,2565\n1488,1,316,1172\n932,2,227,705\n",
        "ปี,1,2,รวม\n2564,316,227,543\n2565,1172,705,1877\nรวม,1488,932,2420\n",
        "ปี,ระดับ 2,ระดับ 1\n2565,705,1172\n2564,227,316\n",
        "ระดับ,ปีงบประมาณ,,รวม\n,2564,2565,\n1,316,1172,1488\n2,227,705,932\n",
        ",ปีงบประมาณ,\nระดับ,2564,2565\n1,316,1172\n2,227,705\n",
        "FY,Level,Certificates\n2564,1,316\n2565,1,1172\n2564,2,227\n2565,2,705\n",
        "year_be,level,certificates\n2564.0,1.0,316.0\n2565.0,1.0,1172.0\n2564.0,2.0,227.0\n2565.0,2.0,705.0\n",
        LONG + "2564,รวม,543\nรวม,2,932\nรวม,,2420\n",
        LONG.replace("\n2564,2", "\n\n2564,2"),
        LONG.replace("\n2564,2", "\nปีงบประมาณ,ระดับ,จำนวน (ฉบับ)\n2564,2"),
        "ลำดับ,ปี,ระดับ,จำนวน,หมายเหตุ\n1,2564,1,316,\n2,2565,1,1172,x\n3,2564,2,227,\n4,2565,2,705,\n",
        "ปี,ระดับ,ขนาด,จำนวน\n2564,1,S,300\n2564,1,L,16\n2565,1,S,1172\n2564,2,S,227\n2565,2,S,705\n2564,1,รวม,316\n",
        "ตารางที่ 1 จำนวนใบรับรอง\n\n" + WIDE + "\nหมายเหตุ: รวมที่ถูกเพิกถอน\nที่มา: กองส่งเสริม\n",
        LONG + "\nรวบรวมโดยกองส่งเสริมเทคโนโลยี\n",
    ],
)  # fmt: skip
def test_one_table_in_many_forms(table: str) -> None:
    assert counts(read(table)) == FIGURES


@pytest.mark.parametrize(
    ("table", "code"),
    [
        (WIDE, "note.wide"),
        (WIDE, "note.totals"),
        (WIDE, "note.as-of-unknown"),
        (WIDE, "note.levels"),
        (LONG, "note.long"),
        ("ปี,1,2\n2564,3,4\n", "note.transposed"),
        ("ระดับ,2565,2564\n1,3,4\n", "note.year-order"),
        ("ระดับ,2564,2565\n1,-,4\n", "note.none"),
        ("ระดับ,2564,2565\n1,–,4\n", "note.dash"),
        ("ระดับ\u200b,2564\u200b,2565\n1,3,4\n", "note.zero-width"),
        ("ระดับ,\u00a02564,2565\n1,3,4\n", "note.odd-space"),
        ("ระดับ,2564,2565\n1,３,4\n", "note.full-width"),
        ("ระดับ,2564,2565\n1,3.0,4\n", "note.decimal-zero"),
        ("ระดับ,2564,2565\n\n1,3,4\n", "note.blank-row"),
        ("ตาราง\nระดับ,2564,2565\n1,3,4\n", "note.title"),
        ("ระดับ,2564,2565\n1,3,4\nที่มา: x\n", "note.footnotes"),
        ("ระดับ,ปี,\n,2564,2565\n1,3,4\n", "note.head-of-two-rows"),
        ("ระดับ,2564,2565,รวม\n1,3,4,\n", "note.total-blank"),
        ("ระดับ,2564,2565\n1,9,100\n", "note.jump"),
        ("ระดับ,2564,2565\n1,2000,199\n", "note.jump"),
        ("ปี,ระดับ,ขนาด,จำนวน\n2564,1,S,3\n", "note.summed"),
        ("ปี,ระดับ,จำนวน,หมายเหตุ\n2564,1,3,x\n", "note.column-ignored"),
        ("ปี,ระดับ,จังหวัด,จำนวน\n2564,1,เเพร่,3\n", "note.spelling"),
        (LONG.replace("\n2565,1", "\nปีงบประมาณ,ระดับ,จำนวน (ฉบับ)\n2565,1"), "note.head-repeated"),
    ],
)
def test_what_is_accepted_is_said(table: str, code: str) -> None:
    assert code in notices(read(table))


def test_nothing_is_said_of_what_is_plain() -> None:
    table = "ระดับ,2564,2565\n" + "".join(f"{level},30,{30 + level}\n" for level in range(1, 6))
    assert notices(read(table, as_of=PartialDate.parse("2565-09"))) == ["note.wide"]
    assert notices(read(table, as_of=PartialDate.parse("2565-08"))) == ["note.year-incomplete", "note.wide"]


def test_a_jump_of_small_numbers_is_none_and_ten_times_is_not_more() -> None:
    for low, high in ((1, 99), (10, 100), (0, 500)):
        assert "note.jump" not in notices(read(f"ระดับ,2564,2565\n1,{low},{high}\n"))


@pytest.mark.parametrize(
    ("table", "found"),
    [
        # heads
        ("", ["data.empty"]),
        ("\n\n", ["data.empty"]),
        ("ระดับ,2564,2565\n", ["shape.no-data 1"]),
        ("ระดับ,2564,2565\n\n\n", ["shape.no-data 1"]),
        ("1,316,1172\n2,227,705\n", ["shape.no-head 1"]),
        ("2564,1,316\n2565,1,1172\n", ["shape.no-head 1"]),
        ("ปี,ระดับ\n2564,1\n", ["shape.column-missing 1"]),
        ("ปี,ระดับ,จำนวณ\n2564,1,3\n", ["shape.column-missing-near 1"]),
        ("ปี,ระดับ,จำนวน,จำนวน\n2564,1,3,4\n", ["shape.column-twice 1 D"]),
        ("ปี,ระดับ,จำนวน,ร้อยละ\n2564,1,3,4\n", ["shape.column-unknown 1 D"]),
        ("ปี,ระดับ,จำนวน,\n2564,1,3,4\n", ["shape.row-ragged 2"]),
        ("ปี,ระดับ,,จำนวน\n2564,1,x,4\n", ["shape.head-blank 1 C"]),
        ("ปี,ระดับ,จำนวน (ล้านบาท)\n2564,1,3\n", ["shape.unit 1 C"]),
        ("จังหวัด,2564,2565\nระยอง,3,4\n", ["shape.column-missing 1"]),
        ("a,b,c,d\nระดับ,2564,2565\n1,3,4\n", ["shape.above-head 1"]),
        ("1,316\nระดับ,2564,2565\n2,3,4\n", ["shape.above-head 1"]),
        ("ปี,ระดับ,Number\n2564,1,3\n", ["shape.column-missing 1"]),
        ("ปี,ระดับ,โรงงาน,จำนวน\n2564,1,a,3\n2564,1,b,3\n", ["shape.column-unknown 1 C"]),
        ("ปี,ระดับ,วันที่,จำนวน\n2564,1,1/1/2564,3\n", ["shape.column-unknown 1 C"]),
        # years
        ("ระดับ,2564,2564\n1,3,4\n", ["shape.duplicate-column 1 C"]),
        ("ระดับ,2564,2665\n1,3,4\n", ["shape.year-implausible 1 C"]),
        ("ระดับ,2564,2565/2566\n1,3,4\n", ["shape.year-two 1 C"]),
        ("ระดับ,2564,2565*\n1,3,4\n", ["shape.year-syntax 1 C"]),
        ("ระดับ,2564,65\n1,3,4\n", ["shape.year-two-digit 1 C"]),
        ("ระดับ,2021,2022\n1,3,4\n2,3,4\n", ["shape.year-is-ce 1 B"]),
        ("ระดับ,2564,2022\n1,3,4\n", ["shape.year-is-ce 1 C"]),
        ("ระดับ,2564,2566\n1,3,4\n", ["shape.gap 1"]),
        ("ปี,ระดับ,จำนวน\n2564,1,3\n2567,1,4\n", ["shape.gap"]),
        ("ปี,ระดับ,จำนวน\n,1,3\n2564,1,3\n", ["shape.year-blank 2 A"]),
        ("ปี,ระดับ,จำนวน\n2021,1,3\n2022,1,3\n", ["shape.year-is-ce 2 A"]),
        # levels
        ("ระดับ,2564\n1,3\n1,4\n", ["shape.duplicate 3"]),
        ("ระดับ,2564\n1,3\n3,4\n", ["shape.gap"]),
        ("ระดับ,2564\n0,3\n1,4\n", ["shape.level-range 2 A"]),
        ("ระดับ,2564,2565\n1,3,4\nรวมระดับ 1-3,3,4\n", ["shape.level-unknown 3 A"]),
        ("ระดับ,2564,2565\n1,3,4\n,3,4\n", ["shape.level-blank 3 A"]),
        # rows
        ("ระดับ,2564,2565\n1,3,4,5\n", ["shape.row-ragged 2"]),
        ("ระดับ,2564,2565\n1,3\n", ["shape.row-ragged 2"]),
        (LONG + "2565,2,705\n", ["shape.duplicate 6"]),
        (LONG.replace("2565,2,705\n", ""), ["shape.missing"]),
        ("ปี,ระดับ,จังหวัด,จำนวน\n2564,1,แพร่,3\n2564,1,เเพร่,3\n", ["shape.duplicate-spelling 3 C"]),
        ("ปี,ระดับ,จังหวัด,จำนวน\n2564,1,ระยองง,3\n", ["shape.province-near 2 C"]),
        ("ปี,ระดับ,จังหวัด,จำนวน\n2564,1,ระยอง,3\n2564,2,ชลบุรี,3\n", ["shape.missing"]),
        ("ปี,ระดับ,ภาค,จังหวัด,จำนวน\n2564,1,ภาคเหนือ,ระยอง,3\n", ["shape.region 2 C"]),
        ("ปี,ระดับ,ขนาด,จำนวน\n2564,1,S,3\n2564,1,S,4\n", ["shape.duplicate 3"]),
        # counts
        ("ระดับ,2564,2565\n1,,4\n", ["shape.count-blank 2 B"]),
        ("ระดับ,2564,2565\n1,x,-4\n", ["shape.count-text 2 B", "shape.count-negative 2 C"]),
        # totals
        (WIDE.replace("543", "544"), ["shape.total-differs 4 B"]),
        (WIDE.replace("2,420", "2,421"), ["shape.total-differs 4 D"]),
        (WIDE.replace("1,488", "1,489"), ["shape.total-differs 2 D"]),
        (WIDE.replace("227", "228"), ["shape.cell-against-totals 3 B"]),
        (WIDE.replace(",227,", ",x,"), ["shape.count-text 3 B"]),
        (WIDE.replace("227", "N/A").replace("543", "544"), ["shape.count-unknown-word 3 B"]),
        (WIDE.replace(",932", ",9x"), ["shape.count-text 3 D"]),
        ("ระดับ,2564\nรวม,3\n", ["shape.no-data 1", "shape.total-of-nothing 2 B"]),
        (LONG + "2564,รวม,544\n", ["shape.total-differs 6 C"]),
        ("ปี,1,2,รวม\n2564,1,2,4\n", ["shape.transposed 1", "shape.total-differs 2 D"]),
    ],
)
def test_what_is_refused(table: str, found: list[str]) -> None:
    assert problems(table) == found


def test_a_value_missing_from_every_total_is_told_once() -> None:
    table = "ระดับ,2563,2564,2565,รวม\n1,1,2,3,6\n2,4,5,6,15\nรวม,8,11,14,33\n"
    assert problems(table) == ["shape.totals-larger 4 B"]
    assert "C4, D4, E4" in said(table)


def test_a_slip_names_the_totals_that_tell_of_it() -> None:
    message = said(WIDE.replace("227", "228"))
    assert "the cell says 228, the totals in D3, B4, D4 say 227" in message


def test_messages_name_the_place_as_a_spreadsheet_does_and_what_was_expected() -> None:
    assert "row 4 column B (2564): stated total 544, the cells add to 543" in said(WIDE.replace("543", "544"))
    assert "row 2: row has 4 cells, the head has 3" in said("ระดับ,2564,2565\n1,3,4,5\n")
    assert "duplicate level 1 in rows 2 and 3" in said("ระดับ,2564\n1,3\n1,4\n")
    assert "year 2565 is missing between 2564 and 2566" in said("ระดับ,2564,2566\n1,3,4\n")
    assert "did you mean ระยอง?" in said("ปี,ระดับ,จังหวัด,จำนวน\n2564,1,ระยองง,3\n")
    assert "columns found: ปี, ระดับ; expected: year, level, count" in said("ปี,ระดับ\n2564,1\n")
    assert "year 2564, level 1, ขนาด s in rows 2 and 3" in said("ปี,ระดับ,ขนาด,จำนวน\n2564,1,S,3\n2564,1,S,4\n")


def test_rows_know_the_cell_of_their_figure() -> None:
    table = read(WIDE).table
    [row] = [row for row in table.rows if row["count"] == 705]
    assert (row.place.row, row.place.column) == (3, "C (2565)")
    assert table.place(row, "count") == row.place
    [row] = [row for row in read(LONG).table.rows if row["count"] == 705]
    assert (row.place.row, row.place.column) == (5, "C (จำนวน (ฉบับ))")


def test_the_unit_is_what_the_head_says_or_what_is_declared() -> None:
    assert read(LONG).table.unit == Wording("ฉบับ", "certificates")
    assert read(LONG.replace("จำนวน (ฉบับ)", "จำนวน (ราย)")).table.unit == Wording("ราย", "recipients")
    assert read(WIDE).table.unit is None
    assert read(WIDE, unit=Wording("ใบ", "papers")).table.unit == Wording("ใบ", "papers")


def test_declared_columns_go_before_known_words() -> None:
    table = "A,B,C,จำนวน\n2564,1,3,9\n"
    columns = {"year": ("A",), "level": ("b",), "count": ("C",), "ignore": ("จำนวน",)}
    assert counts(read(table, columns=columns)) == {(2564, 1): 3}
    del columns["ignore"]
    assert problems(table, columns=columns) == ["shape.column-unknown 1 D"]
    columns["count"] = ("X",)
    assert problems(table, columns=columns)[0] == "shape.column-not-there 1"
    twice = "ปี,ระดับ,จำนวน,หมู่\n2564,1,3,a\n2564,1,4,b\n"
    assert counts(read(twice, columns={"key": ("หมู่",)})) == {(2564, 1): 7}


def test_years_of_the_common_era_where_they_are_declared() -> None:
    assert counts(read("Level,2021,2022\n1,3,4\n", calendar="ce")) == {(2564, 1): 3, (2565, 1): 4}


def test_declared_gaps_are_marked() -> None:
    table = LONG.replace("2565,2,705\n", "").replace("316", "")
    assert problems(table) == ["shape.missing", "shape.count-blank 2 C"]
    found = counts(read(table, gaps="unknown"))
    assert found == {**FIGURES, (2564, 1): Mark.UNKNOWN, (2565, 2): Mark.UNKNOWN}
    assert {"note.missing", "note.unknown"} <= {*notices(read(table, gaps="unknown"))}
    sparse = LONG.replace("2565,2,705\n", "")
    certificates = read(sparse, gaps="none")
    assert counts(certificates) == {**FIGURES, (2565, 2): Mark.NONE}
    assert certificates.table.spec.gaps == "none"
    years = "ระดับ,2564,2566\n1,3,4\n"
    assert counts(read(years, gaps="unknown")) == {(2564, 1): 3, (2565, 1): Mark.UNKNOWN, (2566, 1): 4}


def test_totals_over_what_is_not_known_can_be_too_small_but_not_too_large() -> None:
    table = WIDE.replace(",227,", ",,")
    assert "note.total-unchecked" in notices(read(table, gaps="unknown"))
    assert problems(table.replace("543", "315"), gaps="unknown") == ["shape.total-differs 4 B"]


def test_what_is_missing_as_none_must_leave_the_totals_right() -> None:
    table = LONG.replace("2565,2,705\n", "")
    assert counts(read(table + "2565,รวม,1172\n", gaps="none"))[2565, 2] is Mark.NONE
    assert problems(table + "2565,รวม,1877\n", gaps="none") == ["shape.total-differs 5 C"]


def test_provinces_with_totals_of_the_country() -> None:
    table = (
        "จังหวัด,ระดับ,2564,2565,รวม\nระยอง,1,3,4,7\nระยอง,2,1,2,3\nจ.ระยอง,รวม,4,6,10\n"
        "Chon Buri,1,5,6,11\nชลบุรี,2,7,8,15\nทั้งประเทศ,,16,20,36\n"
    )
    found = counts(read(table))
    assert len(found) == 8
    assert found[2565, 2, "ชลบุรี"] == 8
    assert problems(table.replace(",36", ",37")) == ["shape.total-differs 7 E"]


def test_a_workbook_says_more_of_its_cells() -> None:
    rows = "ระดับ,2564,2565\n1,3,{}\n"
    for text, kind, found in (
        ("", CellKind.NO_VALUE, "shape.formula-no-value 2 C"),
        ("#REF!", CellKind.ERROR, "shape.error-cell 2 C"),
        ("2022-09-30", CellKind.DATE, "shape.count-is-date 2 C"),
        ("TRUE", CellKind.FLAG, "shape.count-text 2 C"),
        ("1172.4", CellKind.DECIMAL, "shape.count-fraction 2 C"),
    ):
        grid = grid_of(rows.format(text), sheet="Sheet1", kinds={(2, 2): kind})
        assert problems(grid) == [found]
        assert "Sheet1!C2" in said(grid)
        assert problems(grid_of(rows.format(text), kinds={(2, 2): kind}), gaps="unknown") == [found]


def test_a_row_of_a_workbook_may_end_early_and_a_blank_is_told_at_its_cell() -> None:
    assert problems(grid_of("ระดับ,2564,2565\n1,3\n", sheet="S")) == ["shape.count-blank 2 C"]


def test_a_label_without_figures_at_the_end_is_no_note() -> None:
    for label in ("เครือข่ายสีเขียว", "5", "Total"):
        table = grid_of(f"ระดับ,2564,2565\nGreen Culture,3,4\n\n{label}\n", sheet="S")
        found = problems(table)
        assert found == ([] if label == "Total" else ["shape.count-blank 4 B", "shape.count-blank 4 C"])


def test_merged_keys_stand_for_each_of_their_rows_and_merged_counts_for_none() -> None:
    table = "ปี,ระดับ,จำนวน\n2564,1,3\n,2,4\n"
    assert problems(grid_of(table)) == ["shape.year-blank 3 A"]
    merged = grid_of(table, merged=(CellRange(2, 3, 0, 0),))
    assert counts(read(merged)) == {(2564, 1): 3, (2564, 2): 4}
    assert "A2:A3" in str([describe(notice, "en") for notice in read(merged).notices])
    counted = grid_of("ปี,ระดับ,จำนวน\n2564,1,3\n2564,2,\n", merged=(CellRange(2, 3, 2, 2),))
    assert problems(counted) == ["shape.count-merged 3 C"]


def test_only_a_thousand_problems_are_kept_and_the_rest_counted() -> None:
    rows = 3 * KEPT
    with pytest.raises(DataError) as caught:
        read("ปี,ระดับ,จำนวน\n" + "2564,1,x\n" * rows)
    assert len(caught.value.problems) == KEPT + 1
    last = caught.value.problems[-1]
    # Each row has a bad count, and all but the first stand there twice.
    assert (last.code, last.facts["count"]) == ("shape.more-problems", 2 * rows - 1 - KEPT)


def test_an_unknown_role_is_a_slip_of_the_command() -> None:
    from gireport.dataset.shapes.options import column_roles

    assert column_roles({"year": "A", "key": ["B", "C"]}) == {"year": ("A",), "key": ("B", "C")}
    with pytest.raises(UsageError):
        column_roles({"yaer": "A"})


@pytest.mark.parametrize(
    "word",
    ["Total", "รวม", "รวมทั้งสิ้น", "ยอดรวม", "ผลรวม", "Grand total", "รวม:", "TOTAL", "ร\u200bวม", "รวม (ฉบับ)", "ทั้งหมด"],
)
def test_totals_are_known_by_their_label_wherever_they_stand(word: str) -> None:
    rows = ["1,316,1172", "2,227,705"]
    for at in range(3):
        body = [*rows]
        body.insert(at, f"{word},543,1877")
        assert counts(read("\n".join(["ระดับ,2564,2565", *body]))) == FIGURES
    for table in (
        "ระดับ,2564,{},2565\n1,316,1488,1172\n2,227,932,705\n",
        "ระดับ,{},2564,2565\n1,1488,316,1172\n2,932,227,705\n",
    ):
        assert counts(read(table.format(word))) == FIGURES


def test_a_total_of_levels_is_no_total_of_all() -> None:
    for label in ("รวมระดับ 1-2", "Subtotal", "รวมย่อย", "รวม 1+2", "ค่าเฉลี่ย"):
        assert problems(f"ระดับ,2564,2565\n1,316,1172\n2,227,705\n{label},543,1877\n") == ["shape.level-unknown 4 A"]


def test_rows_under_many_other_keys_are_added_up() -> None:
    rows = "".join(f"2565,1,{at},1\n" for at in range(20_000))
    assert counts(read("ปี,ระดับ,อำเภอ,จำนวน\n" + rows)) == {(2565, 1): 20_000}
    assert problems("ปี,ระดับ,อำเภอ,จำนวน\n" + rows + "2565,1,7,1\n") == ["shape.duplicate 20002"]


def test_a_sheet_as_an_office_makes_it() -> None:
    """Merged provinces, heads of two rows, totals of each province and of the country, and a note below."""
    table = (
        "จังหวัด,ระดับ,ปีงบประมาณ,,รวม\n,,2564,2565,\n"
        "ระยอง,ระดับ 1,3,4,7\n,ระดับ 2,1,2,3\n,รวม,4,6,10\n"
        "ชลบุรี,ระดับ 1,3,-,3\n,ระดับ 2,1,2,3\n,รวม,4,2,6\n"
        "รวมทั้งสิ้น,,8,8,16\nหมายเหตุ: ข้อมูล ณ 30 ก.ย. 2565\n"
    )
    merged = [(1, 2, 0, 0), (1, 2, 1, 1), (1, 1, 2, 3), (1, 2, 4, 4), (3, 5, 0, 0), (6, 8, 0, 0), (9, 9, 0, 1)]
    grid = grid_of(table, sheet="Sheet1", merged=tuple(map(CellRange._make, merged)))
    found = counts(read(grid))
    assert len(found) == 8
    assert found[2565, 2, "ระยอง"] == 2
    assert found[2565, 1, "ชลบุรี"] is Mark.NONE
    wrong = grid_of(table.replace(",4,2,6", ",4,2,7"), sheet="Sheet1", merged=grid.merged)
    assert problems(wrong) == ["shape.total-differs 8 E"]


def test_years_of_two_digits_side_by_side_are_told_each() -> None:
    assert problems("ระดับ,64,65,รวม\n1,3,4,7\n") == ["shape.year-two-digit 1 B", "shape.year-two-digit 1 C"]
    assert problems("ก,64,65\n1,3,4\n") == ["shape.no-head 1"]
