"""Contents: how entries are nested, where their parts stand, and what a page number is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from printed_text import printed_by
from small_brief import brief_of, text

from gireport.brief import model
from gireport.layout.contents import _items
from gireport.layout.themes import built_in_themes, load_theme
from gireport.pdf.structure import StructureElement

if TYPE_CHECKING:
    from collections.abc import Iterator


def entries(element: StructureElement, above: int = 0) -> Iterator[tuple[StructureElement, StructureElement | None]]:
    """Each TOCI below an element with the one that its TOC belongs to, in order."""
    for child in element.children:
        assert isinstance(child, StructureElement)
        assert (element.role, child.role) in {("TOC", "TOCI"), ("TOCI", "TOC")}
        if child.role == "TOCI":
            yield child, element_of.get(id(element))
        else:
            element_of[id(child)] = element
        yield from entries(child)


element_of: dict[int, StructureElement] = {}


@given(st.lists(st.integers(2, 6), min_size=1, max_size=20))
def test_an_entry_is_below_the_last_shallower_one_before_it(depths: list[int]) -> None:
    element_of.clear()
    table = StructureElement("TOC")
    items = list(_items(table, depths))
    found = list(entries(table))
    assert [id(item) for item, _ in found] == [id(item) for item in items]
    for index, (_, parent) in enumerate(found):
        shallower = [at for at in range(index) if depths[at] < depths[index]]
        assert parent is (items[shallower[-1]] if shallower else None)


@pytest.mark.parametrize("theme", built_in_themes())
def test_words_never_reach_the_number(theme: str) -> None:
    long = "ส่งเสริมและสนับสนุนการพัฒนาเมืองอุตสาหกรรมเชิงนิเวศ ให้ภาคอุตสาหกรรมดำเนินการตามกฎหมาย " * 2
    headings = [model.Heading(depth, text(f"{long}{depth}")) for depth in (2, 3, 4)]
    canvas = printed_by(brief_of(model.Contents(text("สารบัญ"), 4), *headings), load_theme(theme))
    words = [one for one in canvas.printed if one.element is not None and one.element.role == "Link"]
    assert len(words) >= 6
    printed = "".join(one.text for one in words).replace(" ", "")
    assert printed == "".join(f"{long}{depth}" for depth in (2, 3, 4)).replace(" ", "")
    numbers = [one for one in canvas.printed if one.text.isdigit() and one.element is None]
    assert len(numbers) == 3


def test_a_brief_in_thai_digits_has_thai_page_numbers() -> None:
    from dataclasses import replace

    brief = replace(brief_of(model.Contents((), 2), model.Heading(2, text("ก"))), digits="thai")
    assert "๑" in [one.text for one in printed_by(brief).printed]
