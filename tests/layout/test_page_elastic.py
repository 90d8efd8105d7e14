"""Figures that are drawn lower to fit a page, or higher to fill it; what may be divided so that no page stays empty."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from unittest import mock

import pytest
from chart_kit import chart_of, series
from page_kit import drawn, figure, paragraph
from small_brief import brief_of, table_of, text

from gireport.brief import model
from gireport.layout import pages
from gireport.layout.charts.chart import draw_chart
from gireport.layout.charts.drawing import Box, DrawingFlowable
from gireport.layout.elastic import LEAST, MOST
from gireport.layout.fonts import FontFamily
from gireport.layout.theme import DEFAULT
from gireport.layout.themes import load_theme
from gireport.layout.typesetting import Typesetter
from gireport.pdf.structure import StructureElement

if TYPE_CHECKING:
    from page_kit import Pages

    from gireport.layout.sheet import Sheet

TITLE = model.Heading(1, text("เรื่อง"))
USUAL = 62.0  # points, of the highest bar of a panel
MOST_EMPTY = 0.12


def with_bars(brief: model.Brief) -> tuple[Pages, list[list[float]]]:
    """The pages, and for each the heights of the highest bar of its figures."""
    heights: list[list[float]] = []
    draw = pages._draw

    def noted(sheet: Sheet, *more: object) -> None:
        drawings = [each.drawing for each in sheet.drawn if isinstance(each, DrawingFlowable)]
        heights.append([max(mark.height for mark in each.marks if isinstance(mark, Box)) for each in drawings])
        draw(sheet, *more)  # type: ignore[arg-type]

    with mock.patch.object(pages, "_draw", noted):
        return drawn(brief), heights


def section(number: int, *blocks: model.Block) -> list[model.Block]:
    return [model.Heading(2, text(f"หัวข้อ {number}")), *blocks]


def test_a_figure_alone_in_its_section_is_drawn_lower_to_fit_the_page() -> None:
    lower = 0
    for lines in range(12, 25):
        above = [model.Paragraph(text(f"ย่อหน้า {n}")) for n in range(lines)]
        made, heights = with_bars(brief_of(TITLE, *above, *section(1, figure(1, 6)), *section(2, paragraph(9, 20))))
        [height] = [height for page in heights for height in page]
        assert LEAST * USUAL - 0.1 <= height <= MOST * USUAL
        if made.of("ภาพที่ 1") == [0] and height < USUAL - 1:
            lower += 1
            assert made.empty[0] <= MOST_EMPTY
    assert lower


def test_figures_on_a_page_that_the_next_does_not_fit_are_drawn_higher_alike() -> None:
    figures = [figure(n, 6) for n in range(1, 6)]
    made, heights = with_bars(brief_of(TITLE, *section(1, *figures)))
    assert list(map(len, heights)) == [2, 2, 1]
    for empty, [one, other] in zip(made.empty, heights[:-1], strict=False):
        assert empty <= MOST_EMPTY
        assert one == pytest.approx(other)
        assert USUAL < one <= MOST * USUAL + 0.1
    assert heights[-1] == pytest.approx([USUAL])  # the last page ends where the story does


def test_nothing_is_drawn_higher_before_a_page_break() -> None:
    made, heights = with_bars(brief_of(TITLE, figure(1, 6), model.PageBreak(), paragraph(1)))
    assert heights[0] == pytest.approx([USUAL])
    assert made.empty[0] > 0.5


def test_no_figure_is_higher_or_lower_than_the_limits() -> None:
    seen = set()
    for panels in (3, 6, 9):
        for count in range(2, 9):
            _, heights = with_bars(brief_of(TITLE, *section(1, *[figure(n, panels) for n in range(1, count)])))
            for page in heights:
                seen |= {round(height / USUAL, 2) for height in page}
    assert LEAST - 0.01 <= min(seen) < 1 < max(seen) <= MOST + 0.01


def test_a_short_table_is_divided_only_where_the_page_would_stay_empty() -> None:
    divided = 0
    for lines in range(8, 26):
        above = [model.Paragraph(text(f"ย่อหน้า {n}")) for n in range(lines)]
        table = table_of([[f"แถว {n}\nและอีก\nสองบรรทัด", "1"] for n in range(6)])
        made = drawn(brief_of(TITLE, *above, *section(1, table), *section(2, paragraph(9, 20))))
        counts = [made.of("แถว").count(page) for page in sorted(set(made.of("แถว")))]
        assert sum(counts) == 6
        assert min(counts) >= 2  # of three lines each, which are enough
        divided += len(counts) == 2
        assert made.empty[0] <= 0.27
    assert divided


def test_text_of_a_later_subsection_may_come_before_a_figure_but_not_of_a_later_section() -> None:
    passed = 0
    for lines in range(10, 30):
        above = [model.Paragraph(text(f"ย่อหน้า {n}")) for n in range(lines)]
        above.append(model.Paragraph(text("ตามภาพที่ 1")))  # so that it is not drawn earlier
        below = [model.Heading(3, text("หัวข้อย่อย ข")), paragraph(50, 12), paragraph(51, 12)]
        head = [model.Heading(2, text("หัวข้อ ก")), model.Heading(3, text("หัวข้อย่อย ก"))]
        made = drawn(brief_of(TITLE, *head, *above, figure(1, 12), *below, *section(9, paragraph(99, 12))))
        [place], [later], [end] = made.of("ภาพที่ 1"), made.of("หัวข้อย่อย ข"), made.of("หัวข้อ 9")
        order = made.order(("ภาพที่ 1", "หัวข้อ"))
        passed += order.index("หัวข้อย่อย ข") < next(n for n, line in enumerate(order) if line.startswith("ภาพ"))
        assert order[-1] == "หัวข้อ 9"
        assert place <= later + 1
        assert place <= end
    assert passed


def test_a_broad_page_has_more_panels_in_a_row() -> None:
    broad = replace(DEFAULT, page=DEFAULT.page.turned())
    heights = []
    for theme in (DEFAULT, broad):
        made = drawn(brief_of(TITLE, figure(1, 5)), theme)
        heights.append(made.empty[0] * theme.page.text_height)
        assert len(made.of("ภาพย่อย")) == 5
    [upright, lying] = [theme.page.text_height - left for theme, left in zip((DEFAULT, broad), heights, strict=True)]
    assert lying < upright - USUAL


def test_no_figure_is_drawn_so_low_that_its_texts_touch() -> None:
    figures = {str(2554 + n): 10**n for n in range(8)}
    large = load_theme("large")
    chart = chart_of("lines", "scale = 'log'", series("จำนวน", figures))
    typesetter = Typesetter(FontFamily.of(large.fonts))
    redraw = partial(draw_chart, chart, large.page.text_width, large, typesetter)
    assert redraw().is_legible
    assert not redraw(LEAST).is_legible
    element = StructureElement("Figure", None, alternative="แผนภูมิ")
    assert DrawingFlowable(redraw(), element, redraw).drawn_at(LEAST) is None


def test_the_same_pages_come_of_the_same_brief() -> None:
    brief = brief_of(TITLE, *section(1, *[figure(n, 6) for n in range(1, 7)]))
    one, other = with_bars(brief), with_bars(brief)
    assert one[1] == other[1]
    assert one[0].canvas.printed[0].text == other[0].canvas.printed[0].text


@pytest.mark.parametrize("template", ["year", "annual"])
@pytest.mark.parametrize("language", ["th", "en"])
def test_the_briefs_that_come_with_it_fill_their_pages(template: str, language: str) -> None:
    from gireport import Dataset, Template, compose

    made = drawn(compose(Dataset.bundled().select(), Template.load(template), lang=language))
    assert len(made.empty) > 1
    assert all(share <= 0.15 for share in made.empty[:-1]), made.empty
