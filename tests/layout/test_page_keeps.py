"""What stays together at the foot and the top of every page, over random stories."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import Phase, given, settings
from page_kit import drawn, figure, made, stories
from printed_text import elements_in_order
from small_brief import brief_of, text

from gireport.brief import model
from gireport.layout.theme import DEFAULT

if TYPE_CHECKING:
    from page_kit import Pages
    from printed_text import Printed

    from gireport.layout.theme import Theme

TITLE = model.Heading(1, text("เรื่อง"))
SMALL = replace(DEFAULT, page=replace(DEFAULT.page, height=520.0))  # a text column about 390 points high
ANY = settings(max_examples=25, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))


def content(pages: Pages) -> list[Printed]:
    """The lines of paragraphs, headings, items and captions, in the order drawn."""
    roles = {"P", "H1", "H2", "H3", "LBody", "Caption", "TH", "TD"}
    return [line for line in pages.canvas.printed if line.element is not None and line.element.role in roles]


def pages_of_story(kinds: list[str], theme: Theme = SMALL) -> Pages:
    return drawn(brief_of(TITLE, *made(kinds)), theme)


@ANY
@given(stories())
def test_no_line_of_a_paragraph_or_item_stands_alone(kinds: list[str]) -> None:
    pages = pages_of_story(kinds)
    seen = 0
    for element in elements_in_order(pages.canvas.structure.root):
        if element.role not in ("P", "LBody"):
            continue
        counts = Counter(line.page for line in pages.canvas.printed if line.element is element)
        seen += 1
        assert len(counts) == 1 or min(counts.values()) >= 2
    assert seen


@ANY
@given(stories())
def test_neither_the_first_nor_the_last_item_of_a_list_stands_alone(kinds: list[str]) -> None:
    """Unless a page would be left empty; an item of a single line stands alone in no case."""
    pages = pages_of_story(kinds)
    lists = [each for each in elements_in_order(pages.canvas.structure.root) if each.role == "L"]
    assert len(lists) == sum(kind in ("list", "items") for kind in kinds)
    for each in lists:
        bodies = [body for body in elements_in_order(each) if body.role == "LBody"]
        places = [[line.page for line in pages.canvas.printed if line.element is body] for body in bodies]
        for alone, beside in ((places[0], places[1]), (places[-1], places[-2])):
            assert set(alone) & set(beside) or len(alone) > 1


@ANY
@given(stories())
def test_three_rows_of_a_table_stand_together(kinds: list[str]) -> None:
    pages = pages_of_story(kinds)
    tables = [each for each in elements_in_order(pages.canvas.structure.root) if each.role == "Table"]
    assert len(tables) == sum("table" in kind for kind in kinds)
    for table in tables:
        cells = {id(cell) for cell in elements_in_order(table)}
        rows = [
            line
            for line in pages.canvas.printed
            if line.text.startswith("แถว") and line.element is not None and id(line.element) in cells
        ]
        assert min(Counter(line.page for line in rows).values()) >= 3


@ANY
@given(stories())
def test_two_lines_follow_a_heading_on_its_page(kinds: list[str]) -> None:
    pages = pages_of_story(kinds)
    lines = content(pages)
    headings = [n for n, line in enumerate(lines) if line.element and line.element.role in ("H1", "H2", "H3")]
    assert headings
    for n in headings:
        after = [line for line in lines[n + 1 :] if line.element and not line.element.role.startswith("H")]
        if not after:
            continue
        same = [line for line in lines if line.element is after[0].element]
        here = [line for line in same if line.page == lines[n].page]
        assert len(here) >= min(2, len(same)), (lines[n], after[:2])


@ANY
@given(stories())
def test_a_caption_stands_with_its_table_or_figure(kinds: list[str]) -> None:
    pages = pages_of_story(kinds)
    printed = [line for line in pages.canvas.printed if line.element is not None]
    for n, line in enumerate(printed):
        if line.element is not None and line.element.role == "Caption":
            after = next(other for other in printed[n:] if other.element is not line.element)
            assert after.page == line.page
            if line.text.startswith("ตารางที่"):
                rows = [other for other in printed[n:] if other.text.startswith("แถว")]
                assert rows[0].page == line.page
                assert rows[1].page == line.page


@ANY
@given(stories())
def test_rows_stand_below_a_head_on_every_page_and_notes_with_rows(kinds: list[str]) -> None:
    pages = pages_of_story(kinds)
    by_page: dict[int, list[str]] = {}
    for line in pages.canvas.printed:
        by_page.setdefault(line.page, []).append(line.text)
    for lines in by_page.values():
        first = next((n for n, line in enumerate(lines) if line.startswith("แถว")), None)
        if first is not None:
            assert "หัว 0" in lines[:first]
        for n, line in enumerate(lines):
            if line == "หมายเหตุตาราง":
                assert lines[n - 2].startswith("แถว")


def test_a_caption_never_parts_from_its_figure() -> None:
    parted = 0
    for height in range(300, 420, 6):
        theme = replace(DEFAULT, page=replace(DEFAULT.page, height=float(height)))
        note = model.Paragraph(text("หมายเหตุ"), quiet=True)
        brief = brief_of(TITLE, model.Heading(2, text("หัวข้อ")), figure(1, 3), note)
        pages = drawn(brief, theme)
        [caption], [heading] = pages.of("ภาพที่ 1"), pages.of("หัวข้อ")
        assert caption == pages.of("สูงสุด")[0]
        parted += caption != heading
    assert parted
