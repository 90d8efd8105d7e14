"""The ladder and the panels as drawn: every text can be read on what is behind it, and none touches another."""

from __future__ import annotations

from itertools import combinations

import pytest
from small_brief import text

from gireport.brief import model
from gireport.layout.charts.chart import draw_chart
from gireport.layout.charts.drawing import Box, Label
from gireport.layout.charts.ladder import draw_ladder
from gireport.layout.contrast import contrast
from gireport.layout.fonts import FontFamily
from gireport.layout.theme import DEFAULT
from gireport.layout.typesetting import Typesetter

LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3, for text of any size
TYPESETTER = Typesetter(FontFamily.sarabun())


@pytest.mark.parametrize("levels", [(1, 2, 3, 4, 5), (4,)])
def test_numbers_on_the_steps_can_be_read(levels: tuple[int, ...]) -> None:
    steps = tuple(
        model.LadderStep(n, str(n), text(f"ชื่อ{n}"), text(f"Name {n}"), text("1,234"), text("ฉบับ")) for n in levels
    )
    ladder = model.Ladder(model.Caption("ภาพที่ 1", text("ลำดับขั้น")), steps, "ขั้น")
    drawing = draw_ladder(ladder, 468, DEFAULT, TYPESETTER)
    boxes = [mark for mark in drawing.marks if isinstance(mark, Box)]
    assert len(boxes) == len(levels)
    numbers = 0
    for label in (mark for mark in drawing.marks if isinstance(mark, Label)):
        below = [b for b in boxes if b.x <= label.x <= b.x + b.width and b.y <= label.y < b.y + b.height]
        ground = below[0].fill if below else "#FFFFFF"
        numbers += bool(below)
        assert contrast(label.glyphs[0].colour, ground) >= LEAST_CONTRAST, label.text
    assert numbers == len(levels)


def test_words_of_the_panels_can_be_read_and_do_not_touch() -> None:
    for values in ([3, 900, 4], [0, 0, 0], list(range(1, 13)), [30501, 30500, 30499], [7]):
        series = model.ChartSeries(text("ระดับ 1"), tuple(values), tuple(f"{v:,}" for v in values), text("สูงสุด 900"))
        years = tuple(text(str(2554 + index)) for index in range(len(values)))
        caption = model.Caption("ภาพที่ 2", text("รายปี"))
        chart = model.Chart("panels", caption, years, (series,) * 5, "แท่ง", over_time=True)
        drawing = draw_chart(chart, 468, DEFAULT, TYPESETTER)
        labels = [mark for mark in drawing.marks if isinstance(mark, Label)]
        assert len(labels) > 10
        for label in labels:
            assert contrast(label.glyphs[0].colour, "#FFFFFF") >= LEAST_CONTRAST
            assert label.x >= -0.01
            assert label.x + label.width <= 468.01
        for one, other in combinations(labels, 2):
            assert one.y != other.y or not one.rect.overlaps(other.rect)


def test_names_on_the_steps_do_not_touch_in_either_language() -> None:
    names = (("ความมุ่งมั่นสีเขียว", "Green Commitment"), ("ปู่ปั้นฎุ", "Jelly gypsy"))
    for th, en in names:
        for name, other in ((th, en), (en, th)):
            step = model.LadderStep(1, "1", text(name), text(other), text("1,234"), text("ฉบับ"))
            ladder = model.Ladder(model.Caption("ภาพที่ 1", text("ลำดับขั้น")), (step,), "ขั้น")
            drawing = draw_ladder(ladder, 468, DEFAULT, TYPESETTER)
            labels = [mark for mark in drawing.marks if isinstance(mark, Label)]
            assert len(labels) == 5
            assert all(label.rect.top <= drawing.height for label in labels)
            for one, another in combinations(labels, 2):
                assert not one.rect.overlaps(another.rect), (one.text, another.text)


def test_marks_of_a_panels_name_and_of_the_line_below_it_do_not_touch() -> None:
    years = (text("2564"), text("2565"))
    series = model.ChartSeries(text("ชุด ปู่"), (1, 2), ("1", "2"), text("สูงสุดเท่าที่มีข้อมูล 2 ราย"))
    caption = model.Caption("ภาพที่ 1", text("รายปี"))
    drawing = draw_chart(
        model.Chart("panels", caption, years, (series,), "แท่ง", over_time=True), 468, DEFAULT, TYPESETTER
    )
    labels = [mark for mark in drawing.marks if isinstance(mark, Label)]
    assert len(labels) >= 4
    for one, other in combinations(labels, 2):
        assert not one.rect.overlaps(other.rect), (one.text, other.text)
