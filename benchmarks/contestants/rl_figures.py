"""The ladder and the panels of bars as ReportLab charts."""

from __future__ import annotations

from typing import Any

from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.lib.colors import HexColor, black, white

INK, FAINT, DEEP = HexColor("#1E2A24"), HexColor("#6B7A72"), HexColor("#0E4429")
LEVELS = [HexColor(colour) for colour in ("#A9D08F", "#74B36B", "#37834A", "#1F6B3F", "#0E4429")]
PLAIN, BOLD = "Sarabun", "Sarabun-Bold"
GAP, BARS, PANEL = 15, 62, 110  # between panels, the height of the bars, of a panel; points


def words(text: list[list[str]]) -> str:
    """The words of a text without their styles."""
    return "".join(run for run, _ in text)


def ladder(block: dict[str, Any], width: float) -> Drawing:
    """Rising steps, their names above them."""
    steps = block["steps"]
    drawing = Drawing(width, 24 + 18 * (len(steps) - 1) + 45)
    each = width / len(steps)
    for index, step in enumerate(steps):
        x, top = index * each, 24 + 18 * index
        drawing.add(Rect(x, 0, each - 3, top, fillColor=LEVELS[step["level"] - 1], strokeColor=None))
        number_colour = white if step["level"] > 2 else INK
        drawing.add(String(x + 5, 7, step["number"], fontName=BOLD, fontSize=8.9, fillColor=number_colour))
        counted = f"{words(step['count'])} {words(step['unit'])}"
        drawing.add(String(x + 2, top + 5, counted, fontName=BOLD, fontSize=8.9, fillColor=INK))
        english = words(step["other_name"])
        drawing.add(String(x + 2, top + 18, english, fontName=PLAIN, fontSize=7.2, fillColor=FAINT))
        drawing.add(String(x + 2, top + 30, words(step["name"]), fontName=BOLD, fontSize=8.9, fillColor=INK))
    return drawing


def panels(block: dict[str, Any], width: float) -> Drawing:
    """A bar chart for each panel, three in a row."""
    many = block["panels"]
    across = min(3, len(many))
    each = width * 0.6 if across == 1 else (width - 2 * GAP) / 3
    rows = -(-len(many) // across)
    drawing = Drawing(width, rows * PANEL)
    for index, panel in enumerate(many):
        row, place = divmod(index, across)
        x, y = place * (each + GAP), (rows - 1 - row) * PANEL
        drawing.add(_chart(panel["bars"], x, y + 14, each))
        top = y + BARS + 26
        drawing.add(String(x, top + 11, words(panel["title"]), fontName=BOLD, fontSize=8.9, fillColor=INK))
        drawing.add(String(x, top, words(panel["subtitle"]), fontName=PLAIN, fontSize=7.2, fillColor=FAINT))
    return drawing


def _chart(bars: list[dict[str, Any]], x: float, y: float, width: float) -> VerticalBarChart:
    last = len(bars) - 1
    shown = range(last + 1) if last < 4 else (0, last // 2, last)
    chart = VerticalBarChart()
    chart.x, chart.y, chart.width, chart.height = x, y, width, BARS
    chart.data = [[bar["value"] for bar in bars]]
    chart.groupSpacing = 3
    chart.valueAxis.visible = 0
    chart.valueAxis.valueMin, chart.valueAxis.valueMax = 0, max(1, *chart.data[0])
    chart.categoryAxis.categoryNames = [bar["category"] if i in shown else "" for i, bar in enumerate(bars)]
    chart.categoryAxis.visibleTicks = 0
    chart.categoryAxis.strokeWidth = 0.4
    chart.categoryAxis.labels.fontName, chart.categoryAxis.labels.fontSize = PLAIN, 7.2
    chart.bars[0].fillColor, chart.bars[0].strokeColor = LEVELS[1], None
    chart.bars[(0, last)].fillColor = DEEP
    chart.barLabelFormat = "values"
    chart.barLabelArray = [[bar["label"] for bar in bars]]
    chart.barLabels.fontName, chart.barLabels.fontSize, chart.barLabels.fillColor = PLAIN, 7.2, black
    chart.barLabels.nudge = 6
    return chart
