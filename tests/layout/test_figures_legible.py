"""Figures as they are drawn: every text can be read on what is behind it, and none touches another."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from reportlab.graphics.shapes import Rect, String
from small_brief import text

from gireport.brief import model
from gireport.layout.figures import draw_bar_panels, draw_ladder
from gireport.layout.fonts import FontFamily
from gireport.layout.theme import DEFAULT

if TYPE_CHECKING:
    from reportlab.lib.colors import Color

LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3, for text of any size
FAMILY = FontFamily.sarabun()


def contrast(one: Color | str, other: Color | str) -> float:
    """The contrast ratio of two colours (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: Color | str) -> float:
    if isinstance(colour, str):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    else:
        parts = [colour.red, colour.green, colour.blue]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("levels", [(1, 2, 3, 4, 5), (4,)])
def test_numbers_on_the_steps_can_be_read(levels: tuple[int, ...]) -> None:
    steps = tuple(
        model.LadderStep(n, str(n), text(f"ชื่อ{n}"), text(f"Name {n}"), text("1,234"), text("ฉบับ")) for n in levels
    )
    ladder = model.Ladder(model.Caption("ภาพที่ 1", text("ลำดับขั้น")), steps, "ขั้น")
    drawing = draw_ladder(ladder, 468, DEFAULT, FAMILY)
    boxes = [shape for shape in drawing.contents if isinstance(shape, Rect)]
    assert len(boxes) == len(levels)
    numbers = 0
    for string in (shape for shape in drawing.contents if isinstance(shape, String)):
        below = [b for b in boxes if b.x <= string.x <= b.x + b.width and b.y <= string.y < b.y + b.height]
        ground = below[0].fillColor if below else "#FFFFFF"
        numbers += bool(below)
        assert contrast(string.fillColor, ground) >= LEAST_CONTRAST, string.text
    assert numbers == len(levels)


def test_words_of_the_panels_can_be_read_and_do_not_touch() -> None:
    for values in ([3, 900, 4], [0, 0, 0], list(range(1, 13)), [30501, 30500, 30499], [7]):
        bars = tuple(model.Bar(str(2554 + n), value, f"{value:,}") for n, value in enumerate(values))
        panel = model.BarPanel(text("ระดับ 1"), text("รวม 900"), bars[-12:])
        chart = model.BarPanels(model.Caption("ภาพที่ 2", text("รายปี")), (panel,) * 5, "แท่ง")
        drawing = draw_bar_panels(chart, 468, DEFAULT, FAMILY)
        strings = [shape for shape in drawing.contents if isinstance(shape, String)]
        assert len(strings) > 10
        boxes = []
        for string in strings:
            assert contrast(string.fillColor, "#FFFFFF") >= LEAST_CONTRAST
            width = FAMILY.face().stringWidth(string.text, string.fontSize)
            boxes.append((string.y, string.x, string.x + width))
            assert string.x >= -0.01
            assert string.x + width <= 468.01
        for (y, _, right), (other, left, _) in pairwise(sorted(boxes)):
            assert y != other or right < left + 0.01
