"""Rows of a table over pages: divided where they are too high, continued in words, linear in their number."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from page_kit import LONG, Pages, drawn, paragraph
from printed_text import elements_in_order, printed_by
from small_brief import brief_of, table_of, text

from gireport.brief import model
from gireport.layout.themes import load_theme

TITLE = model.Heading(1, text("เรื่อง"))
CAPTION = model.Caption("ตารางที่ 1", text("ชื่อตาราง"), "ตารางที่ 1 (ต่อ)")


def table(rows: list[list[str]], **more: object) -> model.Table:
    return replace(table_of(rows), caption=CAPTION, **more)


def lines_of(pages: Pages, role: str) -> list[list[tuple[int, str]]]:
    """For each element of a role its lines, with the page of each."""
    by_element: dict[int, list[tuple[int, str]]] = {}
    for printed in pages.canvas.printed:
        if printed.element is not None:
            by_element.setdefault(id(printed.element), []).append((printed.page, printed.text))
    return [
        by_element.get(id(element), [])
        for element in elements_in_order(pages.canvas.structure.root)
        if element.role == role
    ]


@pytest.mark.parametrize("sentences", [40, 70, 200])
def test_a_row_higher_than_a_page_is_divided_between_lines(sentences: int) -> None:
    rows = [["ก่อน", "1"], ["สูง", LONG * sentences], ["หลัง", "2"]]
    pages = drawn(brief_of(TITLE, table(rows)))
    cells = lines_of(pages, "TD")
    assert len(cells) == 3
    assert "".join(line for _, line in cells[1]).count("ส่งเสริม") == sentences
    counts = Counter(page for page, _ in cells[1])
    assert sum(counts.values()) > 30
    assert all(count >= 2 for count in counts.values())
    if sentences > 40:
        assert len(counts) > 1
    assert all(share < 0.2 for share in pages.empty[:-1])
    # Its name is said once, where the row begins.
    assert len(pages.of("สูง")) == 1


@settings(max_examples=20, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(st.lists(st.sampled_from([0, 1, 3, 12, 60]), min_size=8, max_size=25), st.integers(0, 12))
def test_rows_of_any_height_are_printed_whole_and_in_order(heights: list[int], before: int) -> None:
    rows = [[f"แถว {n}", LONG * height] for n, height in enumerate(heights)]
    filler = [paragraph(n) for n in range(before)]
    pages = drawn(brief_of(TITLE, *filler, table(rows), paragraph(99)))
    said = ["".join(line for _, line in lines).count("ส่งเสริม") for lines in lines_of(pages, "TD")]
    assert said == heights
    named = [line for lines in lines_of(pages, "TH") for _, line in lines if line.startswith("แถว")]
    assert named == [f"แถว {n}" for n in range(len(heights))]
    assert all(share < 0.5 for share in pages.empty[:-1])


def test_further_pages_say_that_the_table_is_continued() -> None:
    pages = drawn(brief_of(TITLE, table([[f"แถว {n}", "1"] for n in range(150)])))
    count = pages.canvas.page_count
    assert count > 3
    assert pages.of("ตารางที่ 1 (ต่อ)") == list(range(1, count))
    again = [printed for printed in pages.canvas.printed if printed.text == CAPTION.continued]
    assert all(printed.element is None for printed in again)


def test_a_row_divided_first_of_all_is_continued_too() -> None:
    pages = drawn(brief_of(TITLE, table([["สูง", LONG * 90]])))
    assert pages.of("ตารางที่ 1 (ต่อ)") == list(range(1, pages.canvas.page_count))


@pytest.mark.parametrize("count", range(36, 48))
@pytest.mark.parametrize("totals", [1, 2])
def test_a_total_has_a_row_before_it(count: int, totals: int) -> None:
    rows = table([[f"แถว {n}", "1"] for n in range(count)] + [["รวม", "1"]] * totals)
    kinds = ["body"] * count + ["total"] * totals
    rows = replace(rows, rows=tuple(replace(row, kind=kind) for row, kind in zip(rows.rows, kinds, strict=True)))
    pages = drawn(brief_of(TITLE, rows))
    assert set(pages.of("รวม")) == {pages.of(f"แถว {count - 1}")[0]}


@pytest.mark.parametrize("before", range(8, 16))
def test_no_single_row_stands_below_a_head_at_a_pages_foot(before: int) -> None:
    filler = [paragraph(n) for n in range(before)]
    pages = drawn(brief_of(TITLE, *filler, table([[f"แถว {n}", "1"] for n in range(20)]), paragraph(99)))
    counts = Counter(pages.of("แถว"))
    assert sum(counts.values()) == 20
    assert min(counts.values()) >= 2


def test_a_cell_of_paragraphs_has_one_element_for_each() -> None:
    pages = drawn(brief_of(TITLE, table([["ก", "ข้อแรก\n\nข้อสอง"], ["", ""]])))
    assert [[line for _, line in lines] for lines in lines_of(pages, "P")] == [["ข้อแรก"], [], ["ข้อสอง"]]
    roles = [element.role for element in elements_in_order(pages.canvas.structure.root)]
    assert roles.count("TD") == roles.count("TR") - 1 == 2


def test_five_hundred_rows_are_measured_once() -> None:
    """Heights are asked for as often as there are rows, not once more for every page."""
    from unittest import mock

    from gireport.layout.cells import TableLine

    asked = 0
    height = TableLine.height

    def counted(line: TableLine, widths: list[float]) -> float:
        nonlocal asked
        asked += 1
        return height(line, widths)

    with mock.patch.object(TableLine, "height", counted):
        pages = drawn(brief_of(TITLE, table([[f"แถว {n}", "1"] for n in range(500)])))
    assert pages.canvas.page_count > 10
    assert 500 <= asked < 1200


@pytest.mark.parametrize("name", ["default", "mono", "large"])
def test_five_hundred_rows_are_printed_once_below_a_head_on_every_page(name: str) -> None:
    rows = [[f"แถวที่ {n}", f"{n:,}"] for n in range(1, 501)]
    brief = brief_of(model.Heading(1, text("เรื่อง")), table_of(rows, figures=True, notes=("หมายเหตุ",)))
    canvas = printed_by(brief, load_theme(name))
    printed = [line for line in canvas.printed if line.text.startswith("แถวที่")]
    assert [line.text for line in printed] == [row[0] for row in rows]
    heads = [line.page for line in canvas.printed if line.text == "หัว 0"]
    assert heads == sorted({line.page for line in printed}) == list(range(canvas.page_count))
    assert canvas.page_count > 10
    assert min(sum(line.page == page for line in printed) for page in range(canvas.page_count)) >= 3
