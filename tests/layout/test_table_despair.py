"""Tables that no size of type lets fit the page: words are cut between clusters, numbers never, and it is said."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from small_brief import brief_of, table_of, text

from gireport.brief import model
from gireport.errors import TemplateError
from gireport.messages import describe
from gireport.rendering import LayoutWarning, render

if TYPE_CHECKING:
    from gireport.errors import Problem

LONG = "กรรมาธิการวิสามัญสิ่งแวดล้อมอิเล็กทรอนิกส์ฯ"
UNBROKEN = "Pneumonoultramicroscopicsilicovolcanoconiosis"


def rendered(*blocks: model.Block) -> tuple[str, list[Problem]]:
    """The characters of the page, spaces left out, and what was warned of."""
    heard: list[Problem] = []
    content = render(brief_of(model.Heading(1, text("เรื่อง")), *blocks), warn=heard.append)
    page = pypdfium2.PdfDocument(BytesIO(content))[0]
    return "".join(page.get_textpage().get_text_bounded().split()), heard


def test_words_too_long_for_their_columns_are_cut_and_named() -> None:
    read, heard = rendered(table_of([["ก", *[f"{UNBROKEN}{n}" for n in range(6)]]]))
    assert [problem.code for problem in heard] == ["layout.word-parted"] * 6
    assert [problem.facts["column"] for problem in heard] == [f"หัว {n}" for n in range(1, 7)]
    assert UNBROKEN in str(heard[0].facts["text"])
    assert "ตารางที่ 1" in describe(heard[0], "th")
    assert all(len(describe(heard[0], language)) > 40 for language in ("th", "en"))
    # Cut, but all there.
    for n in range(6):
        assert set(UNBROKEN) <= set(read)
        assert str(n) in read


def test_a_table_that_fits_warns_of_nothing() -> None:
    _, heard = rendered(table_of([["ก", LONG, UNBROKEN]]))
    assert heard == []


def test_numbers_are_not_cut_even_then() -> None:
    """Six columns with a number each that takes all of its column, in a cell of words."""
    number = "1,234,567,890,123,456"
    table = replace(table_of([["ก", *[f"{UNBROKEN} {number}"] * 4]]), landscape=False)
    read, heard = rendered(table)
    assert len(heard) == 4
    assert read.count(number) == 4


def test_what_no_cutting_helps_is_refused() -> None:
    with pytest.raises(TemplateError) as caught:
        rendered(table_of([["9" * 60, "8" * 60, "7" * 60]]))
    assert [problem.code for problem in caught.value.problems] == ["layout.table-too-wide"]


def test_without_a_listener_python_warns() -> None:
    brief = brief_of(model.Heading(1, text("เรื่อง")), table_of([["ก", *[f"{UNBROKEN}{n}" for n in range(6)]]]))
    with pytest.warns(LayoutWarning, match=UNBROKEN):
        render(brief)
