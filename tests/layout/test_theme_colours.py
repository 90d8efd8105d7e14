"""Colours: whatever is read stands out enough from what is behind it (WCAG 2.2, 1.4.3: 4.5 to 1), in every theme."""

from __future__ import annotations

from dataclasses import fields
from itertools import pairwise

import pytest

from gireport.layout.charts.colours import ink_on, plain_bar
from gireport.layout.contrast import PAPER, contrast, luminance
from gireport.layout.theme import TextStyle, Theme
from gireport.layout.themes import built_in_themes, load_theme

ENOUGH = 4.5
THEMES = [load_theme(name) for name in built_in_themes()]
every_theme = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)


def styles(theme: Theme) -> dict[str, TextStyle]:
    named = {f.name: getattr(theme, f.name) for f in fields(theme)}
    found = {name: value for name, value in named.items() if isinstance(value, TextStyle)}
    return found | {f"cells {index}": style for index, (style, _) in enumerate(theme.cells)}


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#37834A") == contrast("#37834A", "#FFFFFF") == pytest.approx(4.66, abs=0.01)


@every_theme
def test_every_text_stands_out_from_the_page(theme: Theme) -> None:
    found = styles(theme)
    assert len(found) > 15
    faint = {name: contrast(style.colour, PAPER) for name, style in found.items()}
    assert {name: ratio for name, ratio in faint.items() if ratio < ENOUGH} == {}


@every_theme
@pytest.mark.parametrize("level", range(5))
def test_the_number_on_a_step_stands_out_from_it(theme: Theme, level: int) -> None:
    assert contrast(ink_on(theme.level_colours[level], theme), theme.level_colours[level]) >= ENOUGH


@every_theme
def test_levels_darken_from_step_to_step(theme: Theme) -> None:
    assert len(theme.level_colours) == 5
    for lighter, darker in pairwise(theme.level_colours):
        assert contrast(lighter, darker) > 1.3
        assert luminance(lighter) > luminance(darker)


@every_theme
def test_the_figure_of_interest_is_told_by_how_dark_it_is(theme: Theme) -> None:
    assert contrast(plain_bar(theme), theme.bar_of_interest) > 2
    assert contrast(plain_bar(theme), PAPER) >= 3  # WCAG 2.2, 1.4.11


def test_black_and_white_is_grey_all_over_with_outlines() -> None:
    theme = load_theme("mono")
    colours = {style.colour for style in styles(theme).values()} | set(theme.level_colours)
    colours |= {theme.bar, theme.bar_of_interest, theme.hairline, theme.rule, theme.accent_rule, theme.outline}
    assert len(colours) > 6
    assert {colour for colour in colours if len({colour[1:3], colour[3:5], colour[5:7]}) != 1} == set()
    assert contrast(theme.outline, PAPER) >= 3
