"""Figures and tables that move within their section so that no page is left half empty, and what they never do."""

from __future__ import annotations

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from page_kit import drawn, figure, long_table, made, paragraph, short_table, stories
from printed_text import elements_in_order
from small_brief import brief_of, text

from gireport.brief import model

# Stories of sixty blocks take minutes to shrink, and a failing one is told whole.
ANY = settings(deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
TITLE = model.Heading(1, text("เรื่อง"))
NAMES = ("ภาพที่ ", "ตารางที่ ")
MOST_EMPTY = 0.2
"""Of a page's height, where a section has text enough after its last figure: less than a heading, a heading below it
and the lines that have to follow them.
"""
MOST_EMPTY_WITH_FIGURES_LAST = 0.4
"""Where a section ends with figures: the highest figure of these stories is a third of a page."""


def numbers(lines: list[str], name: str) -> list[int]:
    return [int(line.removeprefix(name).split()[0]) for line in lines if line.startswith(name)]


def reading_order(kinds: list[str]) -> list[str]:
    """What captions and paragraphs of the brief say first, in its own order."""
    words = []
    for block in made(kinds):
        if isinstance(block, model.Chart | model.Table):
            words.append(block.caption.label)
        elif isinstance(block, model.Heading | model.Paragraph):
            words.append(" ".join(model.plain(block.text).split()[:2]))
    return words


@settings(ANY, max_examples=25)
@given(stories())
def test_figures_keep_their_order_and_so_do_tables(kinds: list[str]) -> None:
    pages = drawn(brief_of(TITLE, *made(kinds)))
    for name, kind in zip(NAMES, ("figure", "table"), strict=True):
        found = numbers(pages.order((name,)), name)
        assert found == list(range(1, 1 + sum(kind in each for each in kinds)))


@settings(ANY, max_examples=25)
@given(stories())
def test_nothing_leaves_its_section(kinds: list[str]) -> None:
    """Headings stand between the blocks of their sections, in the order drawn as in the brief."""
    pages = drawn(brief_of(TITLE, *made(kinds)))
    wanted: list[set[str]] = [set()]
    for words in reading_order(kinds):
        wanted += [{words}, set()] if words.startswith("หัวข้อ") else []
        wanted[-1] |= set() if words.startswith("หัวข้อ") else {words}
    found: list[set[str]] = [set()]
    for line in pages.order((*NAMES, "ย่อหน้า ", "หมายเหตุ ", "หัวข้อ ")):
        words = " ".join(line.split()[:2])
        found += [{words}, set()] if words.startswith("หัวข้อ") else []
        found[-1] |= set() if words.startswith("หัวข้อ") else {words}
    assert set().union(*found) == set().union(*wanted)
    # A subsection's text may come before a figure of the section it is in.
    if "subsection" not in kinds:
        assert found == wanted


@settings(ANY, max_examples=25)
@given(stories())
def test_the_structure_tree_keeps_the_order_of_the_brief(kinds: list[str]) -> None:
    pages = drawn(brief_of(TITLE, *made(kinds)))
    said = []
    for element in elements_in_order(pages.canvas.structure.root):
        line = next((printed.text for printed in pages.canvas.printed if printed.element is element), "")
        if line.startswith((*NAMES, "ย่อหน้า ", "หมายเหตุ ", "หัวข้อ ")):
            said.append(" ".join(line.split()[:2]))
    assert said == reading_order(kinds)


@settings(ANY, max_examples=25)
@given(st.lists(stories(headings=False), min_size=1, max_size=5))
def test_no_page_is_left_empty_where_text_can_fill_it(sections: list[list[str]]) -> None:
    blocks: list[model.Block] = [TITLE]
    for section in sections:
        # Long tables are never in the way, but figures after each other want as much text to follow as they are high.
        high = sum("figure" in kind or kind == "table" for kind in section)
        kinds = ["section", *section, *["paragraph"] * (5 * high)]
        blocks += made(kinds)
    pages = drawn(brief_of(*blocks))
    assert all(share <= MOST_EMPTY for share in pages.empty[:-1]), pages.empty


@settings(ANY, max_examples=25)
@given(stories())
def test_nor_half_empty_where_a_section_ends_with_figures(kinds: list[str]) -> None:
    pages = drawn(brief_of(TITLE, *made(kinds)))
    assert all(share <= MOST_EMPTY_WITH_FIGURES_LAST for share in pages.empty[:-1]), pages.empty


@pytest.mark.parametrize("lines", range(1, 12))
def test_text_moves_up_before_a_figure_that_does_not_fit(lines: int) -> None:
    above = [paragraph(n, 2) for n in range(lines)]
    below = [paragraph(n, 2) for n in range(lines, 40)]
    pages = drawn(brief_of(TITLE, model.Heading(2, text("หัวข้อ")), *above, figure(1, 9), *below))
    [place] = pages.of("ภาพที่ 1")
    assert place <= 1
    assert pages.empty[0] <= MOST_EMPTY


@pytest.mark.parametrize("moving", ["figure", "table"])
def test_a_figure_at_a_sections_end_is_drawn_before_text_that_makes_room(moving: str) -> None:
    """Five paragraphs of six lines each fill a page so far that a figure does not fit below them."""
    block = figure(1, 6) if moving == "figure" else short_table(1, 6)
    for count in range(3, 9):
        text_of_section = [paragraph(n, 6) for n in range(count)]
        pages = drawn(brief_of(TITLE, *text_of_section, block, model.PageBreak(), paragraph(99)))
        assert all(share <= MOST_EMPTY for share in pages.empty[:-2]), (count, pages.empty)


def test_it_stays_below_the_paragraph_that_first_names_it() -> None:
    naming = model.Paragraph(text("ตามภาพที่ 1 ย่อหน้านี้"))
    for count in range(3, 9):
        above = [paragraph(n, 6) for n in range(count)]
        pages = drawn(brief_of(TITLE, *above, naming, figure(1, 6), model.PageBreak(), paragraph(99)))
        order = pages.order(("ตามภาพที่ 1", "ภาพที่ 1"))
        assert order[0].startswith("ตามภาพที่ 1")
    # Also where the brief has it above: the structure tree keeps that order, the page does not.
    pages = drawn(brief_of(TITLE, figure(1), paragraph(1), naming, paragraph(2)))
    assert [line.split()[0] for line in pages.order(("ย่อหน้า", "ตามภาพ", "ภาพที่ 1"))] == [
        "ย่อหน้า",
        "ตามภาพที่",
        "ภาพที่",
        "ย่อหน้า",
    ]


def test_a_longer_number_is_no_mention() -> None:
    pages = drawn(brief_of(TITLE, figure(1), model.Paragraph(text("ตามภาพที่ 12"))))
    assert pages.order(("ตามภาพที่", "ภาพที่ 1"))[0].startswith("ภาพที่ 1")


@pytest.mark.parametrize("above", range(12))
def test_a_figure_keeps_its_caption_and_the_note_below_it(above: int) -> None:
    note = model.Paragraph(text("หมายเหตุของภาพ"), quiet=True)
    blocks = [paragraph(n, 3) for n in range(above)]
    pages = drawn(brief_of(TITLE, *blocks, figure(1, 6), note, *[paragraph(n, 3) for n in range(20, 30)]))
    assert pages.of("ภาพที่ 1") == pages.of("หมายเหตุของภาพ")
    assert set(pages.of("ภาพย่อย")) == set(pages.of("ภาพที่ 1"))


@pytest.mark.parametrize("above", range(14))
def test_a_list_follows_the_sentence_that_introduces_it(above: int) -> None:
    items = model.ItemList((text("ข้อแรก"), text("ข้อสอง")), ("–", "–"))
    blocks = [paragraph(n, 2 + n % 2) for n in range(above)]
    pages = drawn(brief_of(TITLE, *blocks, model.Paragraph(text("ดังต่อไปนี้:")), items, *blocks))
    assert pages.of("ดังต่อไปนี้") == pages.of("ข้อแรก")


def test_no_figure_stands_between_the_items_of_a_list_on_one_page() -> None:
    items = model.ItemList(tuple(text(f"ข้อ {n}") for n in range(30)), ("–",) * 30)
    for count in range(1, 6):
        pages = drawn(
            brief_of(TITLE, *[paragraph(n, 3) for n in range(count)], figure(1, 9), items, model.PageBreak(), TITLE)
        )
        order = [line.split()[0] for line in pages.order(("ข้อ ", "ภาพที่ "))]
        place = order.index("ภาพที่")
        [page] = pages.of("ภาพที่ 1")
        assert place in (0, 30) or not set(pages.of("ข้อ ")[:place]) & {page}


def test_a_long_table_is_divided_in_its_place() -> None:
    pages = drawn(brief_of(TITLE, *[paragraph(n) for n in range(6)], long_table(1, 60), paragraph(9)))
    assert pages.of("ตารางที่ 1")[0] == 0
    assert pages.empty[0] <= MOST_EMPTY
