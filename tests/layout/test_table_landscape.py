"""Tables too wide for a page as it is: on one turned, or refused with what to leave out."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from page_kit import drawn, long_table, paragraph, short_table
from small_brief import brief_of, table_of, text

from gireport.brief import model
from gireport.errors import TemplateError
from gireport.layout.theme import DEFAULT
from gireport.messages import describe
from gireport.rendering import render

TITLE = model.Heading(1, text("เรื่อง"))


def wide(number: int = 1, rows: int = 5, columns: int = 14) -> model.Table:
    table = table_of([[f"แถว {n}", *["12,345,678"] * columns] for n in range(rows)], figures=True)
    return replace(table, caption=model.Caption(f"ตารางที่ {number}", text("กว้าง"), f"ตารางที่ {number} (ต่อ)"))


def sizes(brief: model.Brief) -> list[tuple[int, int]]:
    with pikepdf.open(BytesIO(render(brief))) as pdf:
        return [tuple(round(float(edge)) for edge in page.MediaBox[2:]) for page in pdf.pages]  # type: ignore[misc]


UPRIGHT, BROAD = (595, 842), (842, 595)


def test_the_page_is_turned_only_for_a_table_that_fits_no_other() -> None:
    assert sizes(brief_of(TITLE, paragraph(1), short_table(1), paragraph(2))) == [UPRIGHT]
    assert sizes(brief_of(TITLE, paragraph(1), wide(), paragraph(2))) == [UPRIGHT, BROAD]
    assert sizes(brief_of(TITLE, paragraph(1), replace(short_table(1), landscape=True))) == [UPRIGHT, BROAD]
    with pytest.raises(TemplateError):
        render(brief_of(TITLE, replace(wide(), landscape=False)))


def test_a_page_that_is_broad_is_not_turned() -> None:
    theme = replace(DEFAULT, page=DEFAULT.page.turned())
    pages = drawn(brief_of(TITLE, paragraph(1), replace(wide(), landscape=True), paragraph(2)), theme)
    assert pages.broad == [False]
    assert theme.page.turned() == theme.page


def test_the_text_after_it_fills_the_page_before_it() -> None:
    text_after = [paragraph(n, 3) for n in range(2, 30)]
    pages = drawn(brief_of(TITLE, paragraph(1), wide(), *text_after))
    assert pages.broad[:3] == [False, True, False]
    assert pages.empty[0] < 0.15
    assert pages.of("ตารางที่ 1") == [1]


def test_several_share_a_page_and_keep_their_order() -> None:
    pages = drawn(brief_of(TITLE, paragraph(1), wide(1), paragraph(2), wide(2), paragraph(3)))
    assert pages.broad == [False, True]
    assert pages.of("ตารางที่ 1") == pages.of("ตารางที่ 2") == [1]
    pages = drawn(brief_of(TITLE, paragraph(1), wide(1), paragraph(2), short_table(2), paragraph(3)))
    assert pages.broad == [False, True, False]
    assert (pages.of("ตารางที่ 1"), pages.of("ตารางที่ 2")) == ([1], [2])


def test_a_heading_with_nothing_else_below_it_turns_with_it() -> None:
    heading = model.Heading(2, text("หัวข้อ"))
    pages = drawn(brief_of(TITLE, paragraph(1), heading, wide(), model.Heading(2, text("ต่อไป")), paragraph(2)))
    assert pages.broad == [False, True, False]
    assert pages.of("หัวข้อ") == pages.of("ตารางที่ 1") == [1]


def test_a_long_one_goes_over_broad_pages() -> None:
    pages = drawn(brief_of(TITLE, paragraph(1), wide(rows=70), paragraph(2), long_table(2), paragraph(3)))
    assert pages.broad[:4] == [False, True, True, True]
    assert not pages.broad[-1]
    assert pages.of("ตารางที่ 1 (ต่อ)") == [n for n, broad in enumerate(pages.broad) if broad][1:]
    assert len(pages.of("แถว")) == 70 + 30


def test_head_and_foot_follow_the_page() -> None:
    brief = brief_of(TITLE, paragraph(1), wide(), paragraph(2))
    document = pypdfium2.PdfDocument(render(brief))
    assert len(document) == 2
    for page in document:
        words = page.get_textpage()
        width, height = page.get_size()
        said = words.get_text_range()
        top, foot = said.rindex("ขวา"), said.rindex("จาก")
        assert words.get_charbox(top + 2)[2] == pytest.approx(width - DEFAULT.page.right, abs=2)
        assert words.get_charbox(top)[1] > height - DEFAULT.page.top
        assert words.get_charbox(foot)[3] < DEFAULT.page.bottom


def test_one_too_wide_for_any_page_says_what_to_leave_out() -> None:
    with pytest.raises(TemplateError) as refused:
        render(brief_of(TITLE, wide(columns=20)))
    [problem] = refused.value.problems
    assert problem.code == "layout.table-too-wide"
    missing = problem.facts["needed"] - problem.facts["available"]
    assert abs(problem.facts["missing"] - missing) <= 1
    left_out = str(problem.facts["columns"]).split(", ")
    assert left_out
    assert all(str(problem.facts["columns"]) in describe(problem, language) for language in ("th", "en"))
    # Without them it fits, and with one of them it does not.
    render(brief_of(TITLE, wide(columns=20 - len(left_out))))
    with pytest.raises(TemplateError):
        render(brief_of(TITLE, wide(columns=21 - len(left_out))))


def test_a_single_column_too_wide_is_named_itself() -> None:
    with pytest.raises(TemplateError) as refused:
        render(brief_of(TITLE, table_of([["9" * 400]])))
    [problem] = refused.value.problems
    assert problem.facts["columns"] == "หัว 0"
