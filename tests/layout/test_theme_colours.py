"""Colours: whatever is read stands out enough from what is behind it (WCAG 2, 1.4.3: 4.5 to 1)."""

from __future__ import annotations

from dataclasses import fields

import pytest

from gireport.layout.charts.colours import ink_on
from gireport.layout.theme import DEFAULT, TextStyle

ENOUGH = 4.5


def luminance(colour: str) -> float:
    """Relative luminance of "#RRGGBB", after WCAG 2."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def styles() -> dict[str, TextStyle]:
    named = {f.name: getattr(DEFAULT, f.name) for f in fields(DEFAULT)}
    found = {name: value for name, value in named.items() if isinstance(value, TextStyle)}
    return found | {f"cells {index}": style for index, (style, _) in enumerate(DEFAULT.cells)}


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#37834A") == pytest.approx(4.66, abs=0.01)


def test_every_text_stands_out_from_the_page() -> None:
    found = styles()
    assert len(found) > 15
    faint = {name: contrast(style.colour, "#FFFFFF") for name, style in found.items()}
    assert {name: ratio for name, ratio in faint.items() if ratio < ENOUGH} == {}


@pytest.mark.parametrize("level", range(5))
def test_the_number_on_a_step_stands_out_from_it(level: int) -> None:
    assert contrast(ink_on(DEFAULT.level_colours[level], DEFAULT), DEFAULT.level_colours[level]) >= ENOUGH


def test_levels_darken_from_step_to_step() -> None:
    shades = [luminance(colour) for colour in DEFAULT.level_colours]
    assert len(shades) == 5
    assert shades == sorted(shades, reverse=True)


def test_thai_lines_have_room_for_stacked_marks() -> None:
    # The tallest and deepest ink of Sarabun reaches 1.277 and 0.496 em; lines of small charts hold single lines only.
    prose = {name: style for name, style in styles().items() if not name.startswith(("chart", "key"))}
    assert len(prose) > 10
    assert {name for name, style in prose.items() if style.leading < 1.59 * style.size} == set()
