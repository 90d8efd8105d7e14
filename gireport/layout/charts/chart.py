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
    from gireport.layout.theme import Theme
    from gireport.layout.typesetting import Typesetter

_CAPTION_ROOM = 60.0  # that the caption above and a line below it take of a page, points


def draw_chart(chart: Chart, width: float, theme: Theme, typesetter: Typesetter) -> Drawing:
    """The chart, `width` points wide. Raises TemplateError where it cannot be drawn so that everything can be read, or
    would be higher than a page.
    """
    match chart.kind:
        case "panels":
            pen = draw_panels(chart, width, theme, typesetter)
        case "lines":
            pen = draw_lines(chart, width, theme, typesetter)
        case "slope":
            pen = draw_slope(chart, width, theme, typesetter)
        case _:
            draw = draw_horizontal if chart.horizontal else draw_vertical
            pen = draw(chart, width, theme, typesetter)
    drawing = pen.drawing(width)
    available = theme.page.text_height - _CAPTION_ROOM
    if drawing.height > available:
        raise unfit("layout.chart-too-high", chart, height=round(drawing.height), available=round(available))
    return drawing
