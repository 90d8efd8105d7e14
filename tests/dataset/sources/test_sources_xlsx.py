"""Workbooks come in as they were written, by openpyxl or by hand; what is not one of theirs is refused."""

from __future__ import annotations

import datetime as dt
import io
import tracemalloc
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
import workbooks
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from gireport.dataset.dataset import Dataset
from gireport.dataset.shapes.certificates import read_certificates
from gireport.dataset.shapes.options import ShapeOptions
from gireport.dataset.sources.damage import DamagedError
from gireport.dataset.sources.grid import CellKind, CellRange
from gireport.dataset.sources.number_formats import date_text, is_date_format, shows_otherwise
from gireport.dataset.sources.options import SourceOptions
from gireport.dataset.sources.worksheet import LAST_ROW, cell_range, number_text
from gireport.dataset.sources.xlsx import read_xlsx
from gireport.errors import DataError
from gireport.messages import describe
from gireport.settings import Limits

if TYPE_CHECKING:
    from gireport.dataset.sources.grid import Grid


def _read(contents: dict[str, str], **options: Any) -> Grid:
    return read_xlsx(workbooks.packed(contents), "t.xlsx", SourceOptions(**options))


def _written(book: Workbook, **options: Any) -> Grid:
    stream = io.BytesIO()
    book.save(stream)
    return read_xlsx(stream, "t.xlsx", SourceOptions(**options))


def _refusal(contents: dict[str, str], **options: Any) -> str:
    with pytest.raises(DataError) as caught:
        _read(contents, **options)
    [problem] = caught.value.problems
    assert problem.place.file == "t.xlsx"
    assert describe(problem, "en") != describe(problem, "th")
    return problem.code


def _codes(grid: Grid) -> list[str]:
    return [problem.code for problem in grid.notices]


@pytest.mark.parametrize(
    ("value", "text", "kind"),
    [
        ("ระดับ", "ระดับ", None),
        (" 1,172 ", " 1,172 ", None),
        ("007", "007", None),
        (1172, "1172", None),
        (1172.0, "1172", None),
        (2**50, "1125899906842624", None),
        (-7, "-7", None),
        (1172.4, "1172.4", CellKind.DECIMAL),
        (0.1, "0.1", CellKind.DECIMAL),
        (1e-7, "0.0000001", CellKind.DECIMAL),
        (True, "TRUE", CellKind.FLAG),
        ("#REF!", "#REF!", CellKind.ERROR),
        ("=1+1", "", CellKind.NO_VALUE),
        (dt.date(2022, 9, 30), "2022-09-30", CellKind.DATE),
        (dt.datetime(2022, 9, 30, 13, 5), "2022-09-30 13:05:00", CellKind.DATE),
        (dt.time(13, 5), "13:05:00", CellKind.DATE),
    ],
)
def test_what_openpyxl_writes_reads_back_as_text_and_kind(value: object, text: str, kind: CellKind | None) -> None:
    book = Workbook()
    book.active["B2"] = value
    grid = _written(book)
    assert [(row.number, row.cells) for row in grid.rows] == [(1, ()), (2, ("", text))]
    assert dict(grid.kinds) == ({(2, 1): kind} if kind else {})
    assert grid.sheet == "Sheet"
    assert str(grid.place(2, 1).column) == "B"


# Letters of Latin-1 in a row would be taken for Thai that was decoded wrongly.
_LATIN = "".join(map(chr, range(0xA1, 0xFC))) + "‡\ufffd"
_TEXT = st.text(st.characters(exclude_characters=_LATIN, exclude_categories=("Cc", "Cs")), max_size=12).filter(
    lambda text: not text.startswith(("=", "#")) and "_x" not in text
)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.lists(_TEXT | st.integers(-(10**15), 10**15), min_size=1, max_size=4), min_size=1, max_size=6))
def test_any_table_that_openpyxl_writes_reads_back(table: list[list[str | int]]) -> None:
    book = Workbook()
    for row in [*table, ["end"]]:
        book.active.append(row)
    read = [list(row.cells) for row in _written(book).rows]
    for got, row in zip(read, [*table, ["end"]], strict=True):
        # A cell without a text is not written at all at the end of a row.
        assert got + [""] * (len(row) - len(got)) == [str(value) for value in row]


@pytest.mark.parametrize(
    ("cell", "text", "kind"),
    [
        ('<c r="A1" t="inlineStr"><is><r><t>ระ</t></r><r><t>ดับ</t></r><rPh><t>x</t></rPh></is></c>', "ระดับ", None),
        ('<c r="A1" t="str"><f>A2</f><v>a_x000A_b</v></c>', "a\nb", None),
        ('<c r="A1" t="str"><f>A2</f><v></v></c><c r="B1"><v>1</v></c>', "", None),
        ('<c r="A1"><f>A2</f><v>7</v></c>', "7", None),
        ('<c r="A1"><f>A2</f><v/></c>', "", CellKind.NO_VALUE),
        ('<c r="A1" t="e"><f>A2</f><v>#DIV/0!</v></c>', "#DIV/0!", CellKind.ERROR),
        ('<c r="A1" t="d"><v>2022-09-30</v></c>', "2022-09-30", CellKind.DATE),
        ("<c><v>1.1719999999999999E3</v></c>", "1172", None),
        ("<c><v>1.1719999999999997E3</v></c>", "1171.9999999999998", CellKind.DECIMAL),
        ("<c><v>1.172E3</v></c>", "1172", None),
    ],
)
def test_what_others_write_is_read(cell: str, text: str, kind: CellKind | None) -> None:
    grid = _read(workbooks.parts(f"<row>{cell}</row>"))
    assert grid.rows[0].cells[0] == text
    assert dict(grid.kinds) == ({(1, 0): kind} if kind else {})


def test_rows_and_cells_stand_where_their_references_say() -> None:
    rows = '<row r="3" hidden="1"><c r="B3"><v>1</v></c><c r="AA3"><v>2</v></c></row><row><c><v>3</v></c></row>'
    before = (
        '<dimension ref="A1:A1"/><cols><col min="2" max="3" hidden="1"/><col min="99" max="16384" hidden="1"/></cols>'
    )
    after = '<mergeCells count="1"><mergeCell ref="B1:M1"/></mergeCells>'
    grid = _read(workbooks.parts(rows, before=before, after=after))
    assert [row.number for row in grid.rows] == [1, 2, 3, 4]
    assert grid.rows[2].cells == ("", "1", *[""] * 24, "2")
    assert grid.rows[3].cells == ("3",)
    assert grid.merged == (CellRange(1, 1, 1, 12),)
    assert grid.hidden_rows == {3}
    assert [(n.code, dict(n.facts)) for n in grid.notices] == [
        ("source.sheet-read", {}),
        ("source.hidden-rows", {"count": 1}),
        ("source.hidden-columns", {"columns": "B, C"}),
    ]


def test_a_blank_at_the_last_row_costs_and_says_nothing() -> None:
    rows = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{LAST_ROW}"><c r="A{LAST_ROW}" t="str"><v> </v></c></row>'
    assert len(_read(workbooks.parts(rows)).rows) == 1
    assert len(_read(workbooks.parts(rows.replace("> <", ">x<"))).rows) == LAST_ROW


def _book(**sheets: str) -> Workbook:
    """A workbook of sheets, hidden where their names begin with h; one without a text is empty."""
    book = Workbook()
    book.remove(book.active)
    for name, text in sheets.items():
        page = book.create_sheet(name)
        page.sheet_state = "hidden" if name.startswith("h") else "visible"
        page["A1"] = text or None
    return book


def test_the_only_visible_sheet_that_holds_anything_is_read() -> None:
    grid = _written(_book(empty="", data="1", hid="2"))
    assert grid.sheet == "data"
    assert _codes(grid) == ["source.sheet-read", "source.sheets-not-read"]
    assert "hid" in describe(grid.notices[1], "en")


def test_a_sheet_is_read_by_its_name() -> None:
    assert _written(_book(a="1", b="2"), sheet="B ").rows[0].cells == ("2",)
    grid = _written(_book(a="1", hid="2"), sheet="hid")
    assert (grid.rows[0].cells, _codes(grid)) == (("2",), ["source.sheet-hidden-read"])


@pytest.mark.parametrize(
    ("sheets", "wanted", "code", "named"),
    [
        ({"a": "1", "b": "2"}, "", "source.sheets-several", "a, b"),
        ({"a": "", "hid": "2"}, "", "source.sheets-hidden", "hid"),
        ({"a": "", "b": ""}, "", "source.empty", "empty|ว่าง"),
        ({"a": "1"}, "c", "source.sheet-unknown", "a"),
        ({"a": ""}, "a", "source.empty", "a"),
    ],
)
def test_which_sheet_is_never_guessed(sheets: dict[str, str], wanted: str, code: str, named: str) -> None:
    with pytest.raises(DataError, match=named) as caught:
        _written(_book(**sheets), sheet=wanted)
    assert caught.value.problems[0].code == code


_DOCTYPE = '<!DOCTYPE w [<!ENTITY a "b">]>'
_RELS = "_rels/.rels"


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (workbooks.SHEET, _DOCTYPE + workbooks.sheet('<row r="1"><c r="A1" t="str"><v>&a;</v></c></row>')),
        (workbooks.SHEET, '<!DOCTYPE w SYSTEM "file:///etc/passwd">' + workbooks.sheet("")),
        (workbooks.SHEET, workbooks.sheet('<row r="1"><c r="A1"><v>1</v></c></row>')[:-20]),
        (workbooks.SHEET, workbooks.sheet('<row r="2"/><row r="1"/>')),
        (workbooks.SHEET, workbooks.sheet('<row r="1"><c r="B1"/><c r="A1"/></row>')),
        (workbooks.SHEET, workbooks.sheet('<row r="1"><c r="A1"/><c r="A1"/></row>')),
        (workbooks.SHEET, workbooks.sheet('<row r="1"><c r="A2"/></row>')),
        (workbooks.SHEET, workbooks.sheet('<row r="1048577"><c><v>1</v></c></row>')),
        (workbooks.SHEET, workbooks.sheet('<row r="1"><c r="XFE1"><v>1</v></c></row>')),
        (workbooks.SHEET, workbooks.sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')),
        (workbooks.SHEET, workbooks.sheet('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>')),
        (workbooks.SHEET, workbooks.sheet('<row r="1"><c r="A1" t="z"><v>1</v></c></row>')),
        (workbooks.SHEET, workbooks.sheet('<row r="1"><c r="A1"><v>nan</v></c></row>')),
        (workbooks.SHEET, workbooks.sheet('<row r="1"><c r="A1"><v>1e999999999</v></c></row>')),
        (workbooks.SHEET, workbooks.sheet("<row>" * 40 + "</row>" * 40)),
        (workbooks.SHEET, " " * 200_000 + workbooks.sheet("")),
        (workbooks.SHEET, ""),
        ("xl/workbook.xml", _DOCTYPE + workbooks.parts()["xl/workbook.xml"]),
        ("xl/workbook.xml", f'<workbook xmlns="{workbooks.MAIN}"><sheets/></workbook>'),
        (_RELS, _DOCTYPE + workbooks.parts()[_RELS]),
        (_RELS, workbooks.parts()[_RELS].replace("xl/workbook.xml", "../../etc/passwd")),
    ],
)
def test_what_no_spreadsheet_writes_is_refused(part: str, text: str) -> None:
    assert _refusal({**workbooks.parts(), part: text}) == "source.workbook-damaged"


def test_a_part_that_is_missing_is_damage() -> None:
    for part in workbooks.parts():
        left = {name: text for name, text in workbooks.parts().items() if name != part}
        assert _refusal(left) == ("source.other-content" if "Types" in part else "source.workbook-damaged"), part


@pytest.mark.parametrize("text", [workbooks.sheet("").encode("utf-16"), b'<?xml version="1.0" encoding="cp037"?><a/>'])
def test_parts_are_utf_8(text: bytes) -> None:
    stream = workbooks.packed({k: v for k, v in workbooks.parts().items() if k != workbooks.SHEET})
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr(workbooks.SHEET, text)
    with pytest.raises(DataError) as caught:
        read_xlsx(stream, "t.xlsx", SourceOptions())
    assert caught.value.problems[0].code in ("source.workbook-damaged", "source.empty")


@pytest.mark.parametrize(
    ("sign", "found"),
    [("sheet.macroEnabled.main+xml", "XLSM"), ("sheet.binary.macroEnabled.main", "XLSB"), ("x", "ZIP")],
)
def test_other_packages_are_named(sign: str, found: str) -> None:
    contents = workbooks.parts()
    contents["[Content_Types].xml"] = f'<Types><Override ContentType="application/vnd.ms-excel.{sign}"/></Types>'
    with pytest.raises(DataError, match=found):
        _read(contents)


@pytest.mark.parametrize("name", ["../a.xml", "xl/../../a", "/a", "a\\b"])
def test_names_that_lead_out_are_refused(name: str) -> None:
    assert _refusal({**workbooks.parts(), name: ""}) == "source.part-outside"


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(parts=4), "source.too-many-parts"),
        (Limits(inflated_bytes=1000), "source.inflates-too-much"),
        (Limits(ratio=2), "source.packed-too-well"),
        (Limits(rows=1), "source.too-many-rows"),
        (Limits(columns=2), "source.too-many-columns"),
        (Limits(cells=3), "source.too-many-cells"),
        (Limits(cell_length=9), "source.cell-too-long"),
    ],
)
def test_there_are_limits_to_workbooks(limits: Limits, code: str) -> None:
    rows = "".join(f'<row r="{r}"><c><v>1</v></c><c/><c t="str"><v>0123456789</v></c></row>' for r in (1, 2))
    contents = workbooks.parts(rows) | {"xl/more.xml": " ".join(map(str, range(200_000)))}
    assert _refusal(contents, limits=limits) == code


@pytest.mark.parametrize(
    "rows",
    [
        f'<row r="1"><c r="A1" t="str"><v>{"x" * 12_000_000}</v></c></row>',
        f'<row r="1"><c r="A1">{"<v/>" * 300_000}</c></row>',
        f'<row r="1">{"<c/>" * 300_000}</row>',
        f'<row r="1" x="{"x" * 12_000_000}"/>',
    ],
    ids=["long text", "many values", "many cells", "long attribute"],
)
def test_what_would_fill_the_memory_is_refused(rows: str) -> None:
    tracemalloc.start()
    code = _refusal(workbooks.parts(rows), limits=Limits(ratio=10**6))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert code == "source.workbook-damaged"
    assert peak < 150e6


def test_text_decoded_wrongly_before_is_refused_at_its_row() -> None:
    book = Workbook()
    book.active.append(["ระดับ"])
    book.active.append(["จำนวน".encode().decode("cp1252", "replace")])
    with pytest.raises(DataError) as caught:
        _written(book)
    [problem] = caught.value.problems
    assert (problem.code, problem.place.row) == ("source.mojibake-utf8-as-latin", 2)


def test_a_size_that_is_stated_falsely_is_damage() -> None:
    content = bytearray(workbooks.packed(workbooks.parts("<row/>" * 1000)).getvalue())
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        size = package.getinfo(workbooks.SHEET).file_size.to_bytes(4, "little")
    assert content.count(size) >= 2
    with pytest.raises(DataError) as caught:
        read_xlsx(io.BytesIO(content.replace(size, b"\x40\0\0\0")), "t.xlsx", SourceOptions())
    assert caught.value.problems[0].code == "source.workbook-damaged"


@settings(deadline=None, max_examples=300)
@given(at=st.integers(0, 10**6), new=st.binary(min_size=1, max_size=8), cut=st.booleans())
@example(at=16753, new=b"\x01", cut=False)  # a part that would begin before the file does
def test_whatever_is_done_to_its_bytes_there_is_a_grid_or_a_refusal(at: int, new: bytes, *, cut: bool) -> None:
    content = workbooks.packed(workbooks.parts()).getvalue()
    at %= len(content)
    spoilt = content[:at] + new + (b"" if cut else content[at + len(new) :])
    try:
        grid, said = read_xlsx(io.BytesIO(spoilt), "t.xlsx", SourceOptions()), ""
    except DataError as error:
        grid, said = None, str(error)
    assert grid.rows if grid else said


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet='<>/"=& rcvtsf10ABeE-.', max_size=80))
def test_whatever_a_sheet_says_there_is_a_grid_or_a_refusal(rows: str) -> None:
    try:
        grid, said = _read(workbooks.parts(f'<row r="1">{rows}</row>')), ""
    except DataError as error:
        grid, said = None, str(error)
    assert grid.rows if grid else said


@pytest.mark.parametrize(
    ("number", "code", "expected"),
    [
        (0, "", False), (14, "", True), (22, "", True), (49, "", False), (71, "", True),
        (164, "d/m/yyyy", True), (164, "[$-107041E]d mmm bbbb", True), (164, "[h]:mm", True), (164, "mm:ss.0", True),
        (164, "#,##0", False), (164, "General", False), (164, '0" days"', False), (164, "[Red]0", False),
        (164, "0\\d", False), (164, "_d0", False), (164, "0;[Red]-0;@", False), (164, "0.00E+00", False),
    ],
)  # fmt: skip
def test_formats_of_dates_are_known(number: int, code: str, *, expected: bool) -> None:
    assert is_date_format(number, code) is expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("General", False), ("0", False), ("#,##0", False), ("#,##0.00", False), ("@", False), ("000", False),
        ("t#,##0", False), ("[Red]0", False), ("[$-D00041E]0", False), ("#,##0;[Red]-#,##0", False),
        ('_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', False), (r'_(* #,##0_);_(* \(#,##0\);_(* "-"??_);_(@_)', False),
        ('#,##0" ราย"', False), ('0" ฉบับ"', False), ('0;-0;"–"', False), ("[>=1000]#,##0;0", False),
        ("#,##0,", True), ("0.0,,", True), ("0%", True), ('0"%"', True), ("0.00E+00", True), (";;;", True), (";", True),
        ("-0", True), (r"\-0", True), ('"25"00', True), ('0" พันราย"', True), ('0"K"', True), ('"x"', True),
        ('[<1000]0;[>=1000]0,"K"', True), ('"฿"#,##0', True), ("[$฿-41E]#,##0", True), ('""', True), ("# ?/?", True),
    ],
)  # fmt: skip
def test_formats_that_show_something_else_are_known(code: str, *, expected: bool) -> None:
    assert shows_otherwise(164, code) is expected


@pytest.mark.parametrize(
    ("number", "expected"), [(0, False), (1, False), (3, False), (4, False), (9, True), (11, True)]
)
def test_built_in_formats_that_show_something_else_are_known(number: int, *, expected: bool) -> None:
    assert shows_otherwise(number, "") is expected


def test_a_number_shown_as_another_is_one_of_its_own_kind() -> None:
    book = Workbook()
    sheet = book.active
    for row in (["ระดับ", 2564, 2565], [1, 12345, 12345], [2, 7, 0.5]):
        sheet.append(row)
    sheet["C2"].number_format = "#,##0,"
    sheet["C3"].number_format = "0%"
    grid = _written(book)
    assert dict(grid.kinds) == {(2, 2): CellKind.SHOWN_OTHERWISE, (3, 2): CellKind.DECIMAL}
    with pytest.raises(DataError) as caught:
        read_certificates(grid, ShapeOptions(Dataset.bundled().level_names))
    assert [(problem.code, problem.place.row) for problem in caught.value.problems] == [
        ("shape.count-shown-otherwise", 2), ("shape.count-fraction", 3),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("serial", "text"),
    [
        (1, "1900-01-01"), (59, "1900-02-28"), (60, "1900-02-29"), (61, "1900-03-01"), (44834, "2022-09-30"),
        (44834.5, "2022-09-30 12:00:00"), (0.25, "06:00:00"), (0, "00:00:00"), (2958465, "9999-12-31"),
        (2958466, None), (-1, None), (44834.9999999, "2022-10-01"),
    ],
)  # fmt: skip
def test_days_are_counted_as_excel_counts_them(serial: float, text: str | None) -> None:
    assert date_text(serial, from_1904=False) == text


def test_days_may_be_counted_from_1904() -> None:
    assert date_text(44834 - 1462, from_1904=True) == "2022-09-30"


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_is_the_same_double_as_text(number: float) -> None:
    text, kind = number_text(f"{number:.17g}")
    assert float(text) == number
    assert (kind is None) == number.is_integer()


@pytest.mark.parametrize("reference", ["", "A", "A0", "a1", "A1:B2:C3", "A1:"])
def test_what_is_no_range_is_refused(reference: str) -> None:
    with pytest.raises(DamagedError, match="no range"):
        cell_range(reference)


@pytest.mark.parametrize("fault", [ValueError, KeyError, IndexError, RuntimeError, OverflowError])
def test_a_fault_of_ours_is_not_taken_for_damage(monkeypatch: pytest.MonkeyPatch, fault: type[Exception]) -> None:
    def faulty(*_: object) -> None:
        raise fault

    for name in ("cell_range", "_add_row", "_says_anything"):
        with monkeypatch.context() as patch:
            patch.setattr(f"gireport.dataset.sources.xlsx.{name}", faulty)
            stream = workbooks.packed(workbooks.parts(after='<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'))
            with pytest.raises(fault):
                read_xlsx(stream, "t.xlsx", SourceOptions())
