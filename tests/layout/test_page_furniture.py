"""The head and foot of a page: all of their words, or a refusal."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
from small_brief import brief_of, text

from gireport import render
from gireport.brief import model
from gireport.errors import TemplateError

LONG = "แหล่งที่มาของข้อมูลการรับรองอุตสาหกรรมสีเขียวทุกระดับในทุกปีงบประมาณ " * 2


def brief_with(**furniture: str) -> model.Brief:
    brief = brief_of(model.Heading(1, text("เรื่อง")), model.Paragraph(text("ข้อความ")))
    return replace(brief, furniture=replace(brief.furniture, **{key: text(words) for key, words in furniture.items()}))


def page_text(brief: model.Brief) -> str:
    page = pypdfium2.PdfDocument(BytesIO(render(brief)))[0]
    return "".join(page.get_textpage().get_text_range().split())


@pytest.mark.parametrize("where", ["head_left", "head_right", "foot_left"])
def test_a_long_line_takes_a_second_one_and_loses_no_word(where: str) -> None:
    said = page_text(brief_with(**{where: LONG}))
    assert "".join(LONG.split()) in said or all(word in said for word in LONG.split())
    assert "หน้า1จาก1" in said


@pytest.mark.parametrize("where", ["head_left", "head_right", "foot_left"])
def test_one_that_no_margin_holds_is_refused(where: str) -> None:
    with pytest.raises(TemplateError) as refused:
        render(brief_with(**{where: LONG * 5}))
    assert [problem.code for problem in refused.value.problems] == ["layout.furniture-too-long"]


def test_nothing_of_them_leaves_the_page_or_touches_the_text() -> None:
    brief = brief_with(head_left=LONG, head_right=LONG[:60], foot_left=LONG)
    page = pypdfium2.PdfDocument(BytesIO(render(brief)))[0]
    words = page.get_textpage()
    boxes = [words.get_charbox(index) for index in range(words.count_chars())]
    assert len(boxes) > 200
    assert min(box[0] for box in boxes) > 70
    assert max(box[2] for box in boxes) < 595.3 - 56
    assert min(box[1] for box in boxes if box[3] > box[1]) > 10
    assert max(box[3] for box in boxes) < 841.9 - 10
