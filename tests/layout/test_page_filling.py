"""Pages: what stays together, what is divided and where, and that nothing leaves the text column."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from small_brief import brief_of, table_of, text

from gireport import render
from gireport.brief import model
from gireport.errors import TemplateError
from gireport.layout.theme import DEFAULT
from gireport.rendering import lay_out

LINE = "ในปีงบประมาณ พ.ศ. 2565 มีการออกใบรับรองอุตสาหกรรมสีเขียว "


def texts_by_page(brief: model.Brief) -> list[list[str]]:
    """The lines of text on each page, in the order drawn, read from the marks that each cluster's code maps to."""
    document = pypdfium2.PdfDocument(BytesIO(render(brief)))
    return [page.get_textpage().get_text_range().splitlines() for page in document]


def paragraphs(count: int) -> list[model.Block]:
    return [model.Paragraph(text(f"ย่อหน้า {number}")) for number in range(count)]


def test_a_long_story_takes_the_pages_it_needs_and_loses_nothing() -> None:
    brief = brief_of(model.Heading(1, text("เรื่อง")), *paragraphs(120))
    pages = texts_by_page(brief)
    assert len(pages) > 2
    printed = [line for page in pages for line in page if line.startswith("ย่อหน้า")]
    assert printed == [f"ย่อหน้า {number}" for number in range(120)]
    assert [page[-1] for page in pages] == [f"ท้าย หน้า {n} จาก {len(pages)}" for n in range(1, len(pages) + 1)]


@pytest.mark.parametrize("before", range(24, 42))
def test_a_heading_is_never_the_last_thing_on_a_page(before: int) -> None:
    brief = brief_of(
        model.Heading(1, text("เรื่อง")), *paragraphs(before), model.Heading(2, text("หัวข้อ")), *paragraphs(12)
    )
    for page in texts_by_page(brief):
        body = [line for line in page if line.startswith(("ย่อหน้า", "หัวข้อ"))]
        assert body[-1] != "หัวข้อ"


@pytest.mark.parametrize("before", range(20, 42, 2))
def test_a_paragraph_leaves_at_least_two_lines_on_each_side(before: int) -> None:
    long = model.Paragraph(text("กขคง " * 200))
    pages = texts_by_page(brief_of(model.Heading(1, text("เรื่อง")), *paragraphs(before), long, *paragraphs(3)))
    counts = [sum(line.startswith("กขคง") for line in page) for page in pages]
    assert sum(counts) > 8
    assert all(count != 1 for count in counts)


def test_a_table_over_pages_repeats_its_head_once_in_the_tags() -> None:
    rows = [[f"แถว {number}", str(number)] for number in range(150)]
    brief = brief_of(model.Heading(1, text("เรื่อง")), table_of(rows, figures=True, notes=("หมายเหตุ",)))
    pages = texts_by_page(brief)
    assert len(pages) >= 3
    heads = [sum(line.startswith("หัว 0") for line in page) for page in pages]
    assert heads == [1] * len(pages)
    printed = [match[0] for page in pages for line in page if (match := re.match(r"แถว \d+", line))]
    assert printed == [f"แถว {number}" for number in range(150)]
    assert any(line == "หมายเหตุ" for line in pages[-1])
    canvas = lay_out(brief, DEFAULT)
    head_cells = [
        cell
        for table in canvas.structure.root.children
        if getattr(table, "role", "") == "Table"
        for row in table.children
        if getattr(row, "role", "") == "TR"
        for cell in row.children
        if cell.attributes == {"Scope": "/Column"}
    ]
    assert len(head_cells) == 2
    assert all(len(cell.children) == 1 for cell in head_cells)


@pytest.mark.parametrize("before", range(20, 40, 2))
def test_a_note_is_never_parted_from_the_last_rows(before: int) -> None:
    rows = [[f"แถว {number}", "1"] for number in range(12)]
    brief = brief_of(model.Heading(1, text("เรื่อง")), *paragraphs(before), table_of(rows, notes=("หมายเหตุท้าย",)))
    [with_note] = [page for page in texts_by_page(brief) if "หมายเหตุท้าย" in page]
    assert any(line.startswith("แถว") for line in with_note)


@pytest.mark.parametrize("count", range(60, 84))
def test_nor_is_that_of_a_table_over_several_pages(count: int) -> None:
    table = table_of([[f"แถว {number}", "1"] for number in range(count)], notes=("หมายเหตุท้าย",))
    [with_note] = [
        page for page in texts_by_page(brief_of(model.Heading(1, text("เรื่อง")), table)) if "หมายเหตุท้าย" in page
    ]
    assert any(line.startswith("แถว") for line in with_note)


@pytest.mark.parametrize("before", range(10, 34))
def test_a_group_row_is_never_the_last_of_a_page(before: int) -> None:
    rows = [[f"แถว {number}", "1"] for number in range(before)] + [["กลุ่ม", ""], ["แถวในกลุ่ม", "1"], ["รวมท้าย", "1"]]
    plain = table_of(rows)
    kinds = ["body"] * before + ["group", "body", "total"]
    table = replace(plain, rows=tuple(replace(row, kind=kind) for row, kind in zip(plain.rows, kinds, strict=True)))
    pages = texts_by_page(brief_of(model.Heading(1, text("เรื่อง")), *paragraphs(8), table))
    cells = [[line for line in page if line.startswith(("แถว", "กลุ่ม", "รวมท้าย"))] for page in pages]
    assert sum(map(len, cells)) == before + 3
    assert all(not page or page[-1].split()[0] != "กลุ่ม" for page in cells)


@pytest.mark.parametrize("before", range(20, 40, 2))
def test_a_short_table_is_not_divided(before: int) -> None:
    rows = [[f"แถว {number}", "1"] for number in range(6)]
    pages = texts_by_page(brief_of(model.Heading(1, text("เรื่อง")), *paragraphs(before), table_of(rows)))
    assert sorted(sum(line.startswith("แถว") for line in page) for page in pages)[-1] == 6


def test_a_page_break_begins_a_new_page_and_several_are_one() -> None:
    brief = brief_of(
        model.PageBreak(), model.Heading(1, text("หนึ่ง")), model.PageBreak(), model.PageBreak(), *paragraphs(1)
    )
    pages = texts_by_page(brief)
    assert len(pages) == 2
    assert "หนึ่ง" in pages[0]
    assert "ย่อหน้า 0" in pages[1]


def test_what_is_higher_than_a_page_and_whole_is_refused() -> None:
    tall = model.KeyFigures((model.KeyFigure(text("1"), text("คำ " * 4000), ()),))
    with pytest.raises(TemplateError) as refused:
        render(brief_of(model.Heading(1, text("เรื่อง")), tall))
    assert [problem.code for problem in refused.value.problems] == ["layout.too-high"]


@pytest.mark.parametrize("rows", [5, 7])
def test_a_table_of_few_very_high_rows_is_divided(rows: int) -> None:
    pages = texts_by_page(
        brief_of(model.Heading(1, text("เรื่อง")), table_of([[f"แถว {n}", "คำ " * 700] for n in range(rows)]))
    )
    assert len(pages) > 1
    printed = [line[:5] for page in pages for line in page if line.startswith("แถว")]
    assert printed == [f"แถว {n}" for n in range(rows)]


def test_headings_without_end_are_parted_where_a_page_ends() -> None:
    pages = texts_by_page(brief_of(*(model.Heading(min(n + 1, 2), text(f"หัวข้อ {n}")) for n in range(60))))
    assert [line for page in pages for line in page if line.startswith("หัวข้อ")] == [f"หัวข้อ {n}" for n in range(60)]


def test_lists_and_key_figures_of_nothing_leave_no_trace() -> None:
    pages = texts_by_page(brief_of(model.Heading(1, text("เรื่อง")), model.ItemList((), ()), model.KeyFigures(())))
    assert [line for line in pages[0] if line not in ("หัว ขวา", "ท้าย หน้า 1 จาก 1")] == ["เรื่อง"]


def test_a_table_wider_than_the_page_is_refused_with_its_name() -> None:
    row = ["12,345,678"] * 20
    with pytest.raises(TemplateError) as refused:
        render(brief_of(model.Heading(1, text("เรื่อง")), table_of([row], figures=True)))
    [problem] = refused.value.problems
    assert problem.code == "layout.table-too-wide"
    assert problem.facts["table"] == "ตารางที่ 1"
    assert problem.facts["needed"] > problem.facts["available"]


def test_the_first_page_alone_carries_no_empty_page() -> None:
    content = render(brief_of(model.Heading(1, text("เรื่อง")), model.PageBreak()))
    with pikepdf.open(BytesIO(content)) as pdf:
        assert len(pdf.pages) == 1
