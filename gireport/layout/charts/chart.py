"""Any chart of a brief as a drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gireport.layout.charts.furniture import unfit
from gireport.layout.charts.horizontal import draw_horizontal
from gireport.layout.charts.lines import draw_lines
from gireport.layout.charts.panels import draw_panels
from gireport.layout.charts.slope import draw_slope
from gireport.layout.charts.vertical import draw_vertical

if TYPE_CHECKING:
    from gireport.brief.model import Chart
    from gireport.layout.charts.drawing import Drawing
    from gireport.layout.theme import Page, Theme
    from gireport.layout.typesetting import Typesetter

_CAPTION_ROOM = 60.0  # that the caption above and a line below it take of a page, points


def draw_chart(chart: Chart, width: float, theme: Theme, typesetter: Typesetter, tallness: float = 1.0) -> Drawing:
    """The chart, `width` points wide, with bars and lines `tallness` times as high as usual.

    Raises TemplateError where it cannot be drawn so that everything can be read.
    """
    match chart.kind:
        case "panels":
            pen = draw_panels(chart, width, theme, typesetter, tallness)
        case "lines":
            pen = draw_lines(chart, width, theme, typesetter, tallness)
        case "slope":
            pen = draw_slope(chart, width, theme, typesetter, tallness)
        case _:
            draw = draw_horizontal if chart.horizontal else draw_vertical
            pen = draw(chart, width, theme, typesetter, tallness)
    return pen.drawing(width)


def check_height(chart: Chart, drawing: Drawing, page: Page) -> None:
    """Raises TemplateError where the drawing of the chart is higher than the page has room for."""
    available = page.text_height - _CAPTION_ROOM
    if drawing.height > available:
        raise unfit("layout.chart-too-high", chart, height=round(drawing.height), available=round(available))
