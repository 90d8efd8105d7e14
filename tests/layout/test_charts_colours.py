"""Charts in every theme: told apart by how light they are, outlined where pale, and never by colour alone."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from chart_kit import WIDTH, YEARS, chart_of, series
from test_charts import KINDS, Drawn, check_drawing

from gireport.layout.charts.chart import draw_chart
from gireport.layout.charts.colours import LEAST_BETWEEN, LEAST_ON_PAPER, line_colours, series_colours
from gireport.layout.charts.furniture import looks
from gireport.layout.contrast import PAPER, TEXT_CONTRAST, contrast, luminance
from gireport.layout.fonts import FontFamily
from gireport.layout.themes import built_in_themes, load_theme
from gireport.layout.typesetting import Typesetter

if TYPE_CHECKING:
    from gireport.layout.theme import Theme

THEMES = [load_theme(name) for name in built_in_themes()]
every_theme = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)


def drawn_in(theme: Theme, kind: str, *entries: str) -> Drawn:
    chart = chart_of(kind, *entries)
    typesetter = Typesetter(FontFamily.of(theme.fonts))
    return Drawn(chart, draw_chart(chart, WIDTH, theme, typesetter))


@every_theme
@pytest.mark.parametrize("count", range(1, 6))
def test_series_are_told_apart_and_stand_out_from_paper(theme: Theme, count: int) -> None:
    chart = chart_of("bars", *(series(f"ชุด {n}", YEARS) for n in range(count)))
    colours = series_colours(chart.series, theme)
    assert len(set(colours)) == count
    shades = [luminance(colour) for colour in colours]
    assert shades == sorted(shades, reverse=True)
    for one, other in pairwise(colours):
        assert contrast(one, other) >= LEAST_BETWEEN
    for look in looks(chart, theme):
        assert contrast(look.outline or look.fill, PAPER) >= LEAST_ON_PAPER
    for colour in line_colours(chart.series, theme):
        assert contrast(colour, PAPER) >= LEAST_ON_PAPER


@every_theme
@pytest.mark.parametrize("name", KINDS)
def test_every_text_can_be_read_in_every_theme(theme: Theme, name: str) -> None:
    kind, *options = KINDS[name]
    figures = {"2554": 120, "2565": 340} if kind == "slope" else dict(list(YEARS.items())[-6:])
    made = drawn_in(theme, kind, *options, series("ระดับ 2", figures), series("ระดับ 3", dict.fromkeys(figures, 700)))
    check_drawing(made)
    for label in made.labels:
        behind = [b for b in made.boxes if b.fill and b.rect.overlaps(label.rect)]
        ground = behind[-1].fill if behind else PAPER
        assert contrast(label.glyphs[0].colour, ground) >= TEXT_CONTRAST, (label.text, ground)


@every_theme
def test_lines_differ_in_their_dashes_and_each_has_its_name(theme: Theme) -> None:
    made = drawn_in(theme, "lines", *(series(f"ชุด {n}", {y: v + 90 * n for y, v in YEARS.items()}) for n in range(5)))
    lines = [path for path in made.paths if path.thickness > 1]
    assert len({path.dash for path in lines}) == len(lines) == 5
    assert {f"ชุด {n}" for n in range(5)} <= {*made.texts}


@every_theme
def test_parts_of_stacks_are_named_in_order_and_parted_by_more_than_colour(theme: Theme) -> None:
    made = drawn_in(theme, "stacked-bars", *(series(f"ชุด {n}", {"2564": 40, "2565": 50}) for n in range(5)))
    names = [text for text in made.texts if text.startswith("ชุด")]
    assert names == [f"ชุด {n}" for n in range(5)]
    bars = [box for box in made.boxes if box.height > 15]
    assert len(bars) == 10
    edges = {round(path.points[0][1], 3) for path in made.paths if path.colour == PAPER}
    for index, box in enumerate(bars):
        assert index % 5 == 0 or box.outline or round(box.y, 3) in edges
