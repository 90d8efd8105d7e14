"""Prose in columns: balanced, over pages, in reading order, no line of a paragraph alone."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from printed_text import printed_by, required
from small_brief import brief_of, text

from gireport.brief import model
from gireport.pdf.canvas import TaggedCanvas

SENTENCE = "โรงงานอุตสาหกรรมที่ได้รับการรับรองต้องปฏิบัติตามหลักเกณฑ์ที่กำหนด มีการทบทวนและติดตามผลอย่างสม่ำเสมอ "


class Drawn(NamedTuple):
    """A line: its page, left edge, height, words, and the element it belongs to."""

    page: int
    x: float
    y: float
    words: str
    element: int


def paragraph(sentences: int) -> model.Paragraph:
    return model.Paragraph(text(SENTENCE * sentences))


def lines_of(*blocks: model.Block, monkeypatch: pytest.MonkeyPatch) -> list[Drawn]:
    """The lines drawn, in order, without head and foot."""
    found: list[Drawn] = []
    draw = TaggedCanvas.draw_lines

    def noted(canvas: TaggedCanvas, lines: Any) -> None:
        lines = list(lines)
        if canvas._tagged is not None:
            for line in lines:
                x, y = canvas.absolutePosition(line.x, line.y)
                words = "".join(cluster.text for glyphs in line.glyphs for cluster in glyphs.clusters)
                found.append(Drawn(canvas.page_count, round(x, 1), y, words, id(canvas._tagged)))
        draw(canvas, lines)

    monkeypatch.setattr(TaggedCanvas, "draw_lines", noted)
    printed_by(brief_of(model.Heading(1, text("ก")), *blocks))
    return found[1:]


@pytest.mark.parametrize("count", [2, 3])
def test_columns_that_end_on_the_page_are_as_long_as_each_other(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    columns = model.TextColumns(count, tuple(paragraph(n) for n in (3, 1, 4, 2, 3)))
    lines = lines_of(columns, model.Paragraph(text("จบ")), monkeypatch=monkeypatch)
    *lines, last = lines
    edges = list(dict.fromkeys(line.x for line in lines))
    assert len(edges) == count
    assert sorted(edges) == edges, "read from left to right"
    tops = {max(line.y for line in lines if line.x == edge) for edge in edges}
    feet = [min(line.y for line in lines if line.x == edge) for edge in edges]
    assert max(tops) - min(tops) < 1
    leading = 18.2
    assert max(feet) - min(feet) < 3.5 * leading
    assert last.words == "จบ"
    assert last.y < min(feet)


def test_long_columns_go_on_at_the_top_of_the_next_page(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = lines_of(model.TextColumns(2, tuple(paragraph(4) for _ in range(24))), monkeypatch=monkeypatch)
    pages = [line.page for line in lines]
    assert pages == sorted(pages)
    assert max(pages) >= 1
    for page in range(max(pages)):
        there = [(line.x, line.y) for line in lines if line.page == page]
        assert len({x for x, _ in there}) == 2
        assert min(y for _, y in there) < 120, "the page is filled"


BLOCKS = st.one_of(
    st.integers(1, 12).map(paragraph),
    st.lists(st.integers(1, 3), min_size=1, max_size=5).map(
        lambda sizes: model.ItemList(tuple(text(SENTENCE * n) for n in sizes), ("–",) * len(sizes))
    ),
)


@settings(deadline=None, max_examples=40, suppress_health_check=[*HealthCheck])
@given(count=st.sampled_from([2, 3]), inner=st.lists(BLOCKS, min_size=1, max_size=14), above=st.integers(0, 30))
def test_all_of_it_is_printed_in_order_and_no_line_is_alone(count: int, inner: list[Any], above: int) -> None:
    columns = model.TextColumns(count, tuple(inner))
    lead = [paragraph(2) for _ in range(above)]
    with pytest.MonkeyPatch.context() as patch:
        lines = lines_of(*lead, columns, monkeypatch=patch)
    printed = "".join(line.words for line in lines).replace(" ", "")
    wanted = "".join(str(each) for block in [*lead, columns] for each in required_of(block)).replace(" ", "")
    assert printed == wanted
    # Of a text that is divided, every part has two lines or more; edges of items and of their words differ.
    parts = Counter((line.element, line.page, line.x) for line in lines)
    divided = Counter(element for element, _, _ in parts)
    assert all(count >= 2 for (element, _, _), count in parts.items() if divided[element] > 1)


def required_of(block: model.Block) -> list[Any]:
    return list(required(brief_of(block)))
