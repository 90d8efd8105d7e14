"""Figures: the ladder and the panels of bars, as ReportLab drawings in ClusterFonts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab import rl_config

# Checking every attribute of every shape costs a fifth of a chart's time and finds only programming errors.
rl_config.shapeChecking = 0

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import HexColor
from reportlab.platypus.flowables import Flowable

if TYPE_CHECKING:
    from gireport.brief.model import Bar, BarPanel, BarPanels, Ladder, LadderStep, Text
    from gireport.layout.fonts import FontFamily
    from gireport.layout.theme import TextStyle, Theme
    from gireport.pdf.canvas import TaggedCanvas
    from gireport.pdf.structure import StructureElement

_PANELS_A_ROW = 3
_PANEL_GAP = 14.0
_BAR_AREA = 62.0  # height of the tallest bar, points
_STEP_GAP = 3.0
_LOWEST_STEP, _STEP_RISE = 22.0, 15.0
_DARK_FROM = 2  # the first level colour on which white text reads better (4.66:1 on #37834A)


class DrawingFlowable(Flowable):  # type: ignore[misc]
    """A drawing that stands in the structure tree as one figure with a text alternative."""

    canv: TaggedCanvas

    def __init__(self, drawing: Drawing, element: StructureElement) -> None:
        super().__init__()
        self._drawing, self._element = drawing, element
        self.spaceAfter = 6

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """The drawing's own size."""
        self.width, self.height = self._drawing.width, self._drawing.height
        return self.width, self.height

    def draw(self) -> None:
        """Draws it and notes where it stands, which PDF/UA wants to know of a figure."""
        x, y = self.canv.absolutePosition(0, 0)
        self._element.bounding_box = (x, y, x + self.width, y + self.height)
        with self.canv.tagged(self._element):
            renderPDF.draw(self._drawing, self.canv, 0, 0)


class _Pen:
    """Writes texts and shapes into a drawing. Positions are points from its lower left corner."""

    def __init__(self, width: float, height: float, fonts: FontFamily, style: TextStyle) -> None:
        font = fonts.face().fontName
        self.drawing = Drawing(width, height, initialFontName=font, initialFontSize=style.size)
        self._fonts = fonts

    def text(
        self,
        x: float,
        y: float,
        text: Text | str,
        style: TextStyle,
        *,
        anchor: str = "start",
        colour: str = "",
    ) -> float:
        """Writes from `x` (or ending, or centred there) on baseline `y`; returns where it ends."""
        spans = [(text, False)] if isinstance(text, str) else [(span.text, span.bold) for span in text]
        faces = [self._fonts.face(bold=style.bold or bold) for _, bold in spans]
        texts = [words.replace("\u00a0", " ") for words, _ in spans]
        widths = [face.stringWidth(t, style.size) for face, t in zip(faces, texts, strict=True)]
        x -= {"start": 0.0, "middle": sum(widths) / 2, "end": sum(widths)}[anchor]
        for face, words, width in zip(faces, texts, widths, strict=True):
            if words:
                fill = HexColor(colour or style.colour)
                self.drawing.add(String(x, y, words, fontName=face.fontName, fontSize=style.size, fillColor=fill))
            x += width
        return x

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A filled rectangle without an edge."""
        self.drawing.add(Rect(x, y, width, height, fillColor=HexColor(colour), strokeColor=None, strokeWidth=0))

    def rule(self, x: float, y: float, width: float, colour: str, thickness: float) -> None:
        """A horizontal line."""
        self.drawing.add(Line(x, y, x + width, y, strokeColor=HexColor(colour), strokeWidth=thickness))


def draw_ladder(ladder: Ladder, width: float, theme: Theme, fonts: FontFamily) -> Drawing:
    """Rising steps: the number in the step; name, English name and count above it."""
    lines = theme.chart_title.leading + 2 * theme.chart_quiet.leading + 4
    top = _LOWEST_STEP + _STEP_RISE * (len(ladder.steps) - 1)
    pen = _Pen(width, top + lines, fonts, theme.chart_label)
    each = (width + _STEP_GAP) / len(ladder.steps)
    for index, step in enumerate(ladder.steps):
        _draw_step(pen, step, index * each, each - _STEP_GAP, _LOWEST_STEP + index * _STEP_RISE, theme)
    return pen.drawing


def _draw_step(pen: _Pen, step: LadderStep, x: float, width: float, height: float, theme: Theme) -> None:
    shade = step.level - 1
    pen.box(x, 0, width, height, theme.level_colour(shade))
    pen.text(x + 5, 7, step.number, theme.chart_title, colour=ink_on_level(shade, theme))
    y = height + 5
    end = pen.text(x + 2, y, step.count, theme.chart_title)
    pen.text(end + 3, y, step.unit, theme.chart_quiet)
    y += theme.chart_quiet.leading + 1
    pen.text(x + 2, y, step.english_name, theme.chart_quiet)
    y += theme.chart_quiet.leading
    pen.text(x + 2, y, step.name, theme.chart_title)


def ink_on_level(shade: int, theme: Theme) -> str:
    """The colour of text on a level's own colour: light on the darker ones."""
    return theme.text_on_dark if shade >= _DARK_FROM else theme.body.colour


def draw_bar_panels(chart: BarPanels, width: float, theme: Theme, fonts: FontFamily) -> Drawing:
    """Panels in rows of three, each with its title, its own scale, its highest and last figure printed."""
    across = min(_PANELS_A_ROW, len(chart.panels))
    each = (width - _PANEL_GAP * (_PANELS_A_ROW - 1)) / _PANELS_A_ROW
    if across == 1:
        each = width * 0.6
    rows = -(-len(chart.panels) // across)
    head = theme.chart_title.leading + theme.chart_quiet.leading + theme.chart_label.leading
    high = head + _BAR_AREA + theme.chart_quiet.leading + 6
    pen = _Pen(width, rows * high + (rows - 1) * 4, fonts, theme.chart_label)
    for index, panel in enumerate(chart.panels):
        row, place = divmod(index, across)
        bottom = (rows - 1 - row) * (high + 4)
        _draw_panel(pen, panel, place * (each + _PANEL_GAP), bottom, each, theme, fonts)
    return pen.drawing


def _draw_panel(
    pen: _Pen, panel: BarPanel, x: float, bottom: float, width: float, theme: Theme, fonts: FontFamily
) -> None:
    base = bottom + theme.chart_quiet.leading + 4
    y = base + _BAR_AREA + theme.chart_label.leading
    pen.text(x, y + theme.chart_quiet.leading, panel.title, theme.chart_title)
    pen.text(x, y, panel.subtitle, theme.chart_quiet)
    highest = max((bar.value for bar in panel.bars), default=0)
    slot = width / len(panel.bars)
    for index, bar in enumerate(panel.bars):
        height = _BAR_AREA * bar.value / highest if highest else 0
        colour = theme.bar_of_interest if index == len(panel.bars) - 1 else theme.bar
        if height:
            pen.box(x + slot * (index + 0.12), base, slot * 0.76, height, colour)
    _label_bars(pen, panel.bars, x, base, slot, highest, theme, fonts)
    pen.rule(x, base, width, theme.rule, theme.hairline_width)
    for index in _shown_categories(len(panel.bars)):
        category = panel.bars[index].category
        half = fonts.face().stringWidth(category, theme.chart_quiet.size) / 2
        centre = _within(x + slot * (index + 0.5), half, x, x + width)
        pen.text(centre, bottom + 3, category, theme.chart_quiet, anchor="middle")


def _label_bars(
    pen: _Pen,
    bars: tuple[Bar, ...],
    x: float,
    base: float,
    slot: float,
    highest: int,
    theme: Theme,
    fonts: FontFamily,
) -> None:
    """Prints the labels that the brief gives; one that would touch its left neighbour's is lifted out of its way."""
    style = theme.chart_label
    face = fonts.face()
    taken: list[tuple[float, float, float]] = []  # left, right, baseline
    for index, bar in enumerate(bars):
        if not bar.label:
            continue
        half = face.stringWidth(bar.label, style.size) / 2
        centre = _within(x + slot * (index + 0.5), half, x, x + slot * len(bars))
        y = base + (_BAR_AREA * bar.value / highest if highest else 0) + 2.5
        if any(centre - half < right + 2 and abs(y - other) < style.size for _, right, other in taken):
            y = max(other for *_, other in taken) + style.size
        taken.append((centre - half, centre + half, y))
        pen.text(centre, y, bar.label, style, anchor="middle")


def _within(centre: float, half: float, left: float, right: float) -> float:
    """The centre of a label, moved so far that it stays between `left` and `right`."""
    return min(max(centre, left + half), right - half)


def _shown_categories(count: int) -> list[int]:
    """All of up to four; otherwise the first, the middle and the last, since years are never turned."""
    if count <= 4:
        return list(range(count))
    return [0, (count - 1) // 2, count - 1]
