"""A drawing as data: boxes, lines and texts with their places; and the pen that makes one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from reportlab.lib.colors import HexColor

from gireport.brief.model import plain
from gireport.errors import TemplateError
from gireport.layout.charts.ink import ink
from gireport.layout.charts.placing import Rect
from gireport.layout.flowable import Flowable
from gireport.pdf.canvas import Glyphs, PlacedLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gireport.brief.model import Text
    from gireport.layout.theme import TextStyle
    from gireport.layout.typesetting import Typesetter
    from gireport.pdf.canvas import TaggedCanvas
    from gireport.pdf.structure import StructureElement

OUTLINE = 0.6  # thickness of a box's outline, points


class Box(NamedTuple):
    """A rectangle, filled or outlined or both."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    outline: str = ""

    @property
    def rect(self) -> Rect:
        """The room it takes."""
        return Rect(self.x, self.y, self.x + self.width, self.y + self.height)


class Path(NamedTuple):
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    colour: str
    thickness: float
    dash: tuple[float, ...] = ()

    @property
    def rect(self) -> Rect:
        """The room it takes."""
        across, up = zip(*self.points, strict=True)
        return Rect(min(across), min(up), max(across), max(up))


class Label(NamedTuple):
    """A line of text from (`x`, `y`) on its baseline."""

    x: float
    y: float
    width: float
    glyphs: tuple[Glyphs, ...]

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(cluster.text for glyphs in self.glyphs for cluster in glyphs.clusters)

    @property
    def rect(self) -> Rect:
        """The room its ink may take."""
        size = max((glyphs.size for glyphs in self.glyphs), default=0.0)
        above, below = ink(self.text, size)
        return Rect(self.x, self.y - below, self.x + self.width, self.y + above)


Mark = Box | Path | Label


@dataclass(frozen=True)
class Drawing:
    """Marks in points from the lower left corner."""

    width: float
    height: float
    marks: tuple[Mark, ...]

    @property
    def texts(self) -> list[str]:
        """What is written in it."""
        return [mark.text for mark in self.marks if isinstance(mark, Label)]

    @property
    def is_legible(self) -> bool:
        """Whether no text stands on another."""
        rects = [mark.rect for mark in self.marks if isinstance(mark, Label)]
        return not any(one.overlaps(other) for one, other in combinations(rects, 2))


class Pen:
    """Collects marks. Positions are points from wherever its user likes; `drawing` moves them into place."""

    def __init__(self, typesetter: Typesetter, tallness: float = 1.0) -> None:
        """`tallness` is how high what is plotted shall be, in times of the usual."""
        self.typesetter, self.tallness = typesetter, tallness
        self.marks: list[Mark] = []

    def glyphs(self, text: Text | str, style: TextStyle, colour: str = "") -> tuple[Glyphs, ...]:
        """A text of one line, shaped; no-break spaces print as spaces."""
        spans = [(text, False)] if isinstance(text, str) else [(span.text, span.bold) for span in text]
        fonts = self.typesetter.fonts
        shaped = []
        for words, bold in spans:
            for face, piece in fonts.pieces(words.replace("\u00a0", " "), bold=style.bold or bold):
                clusters = face.shaper.shape(piece).clusters
                shaped.append(Glyphs(face, style.size, colour or style.colour, clusters))
        return tuple(shaped)

    def width(self, text: Text | str, style: TextStyle) -> float:
        """The width of a text on one line."""
        return _width(self.glyphs(text, style))

    def text(
        self, x: float, y: float, text: Text | str, style: TextStyle, *, anchor: float = 0.0, colour: str = ""
    ) -> float:
        """Writes on baseline `y`, the share `anchor` of the text left of `x`; returns where it ends."""
        glyphs = self.glyphs(text, style, colour)
        width = _width(glyphs)
        x -= anchor * width
        if width:
            self.marks.append(Label(x, y, width, glyphs))
        return x + width

    def height(self, text: Text, width: float, style: TextStyle) -> float:
        """How high a text is in lines of `width`."""
        if self._is_line(text, width, style):
            return style.leading
        further = len(self.typesetter.set(text, roomy(style, text)).lines(width)) - 1
        return style.leading + further * roomy(style, text).leading

    def block(self, x: float, top: float, width: float, text: Text, style: TextStyle) -> float:
        """Writes a text in lines of `width` below `top`; returns its height."""
        if self._is_line(text, width, style):
            share = {"right": 1.0, "centre": 0.5}.get(style.align, 0.0)
            self.text(x + share * width, top - style.baseline, text, style, anchor=share)
            return style.leading
        spacious = roomy(style, text)
        setting = self.typesetter.set(text, spacious)
        lines = setting.lines(width)
        top += spacious.baseline - style.baseline  # the first line stands where a single one would
        for line, placed in zip(lines, setting.place(lines, x, top, width), strict=True):
            self.marks.append(Label(placed.x, placed.y, line.width, placed.glyphs))
        return self.height(text, width, style)

    def _is_line(self, text: Text, width: float, style: TextStyle) -> bool:
        """Whether a text fits on one line of `width`, as most do, which then need no words to break between."""
        return not any("\n" in span.text for span in text) and self.width(text, style) <= width

    def box(self, x: float, y: float, width: float, height: float, fill: str, outline: str = "") -> None:
        """A rectangle; one with a negative height lies below `y`."""
        self.marks.append(Box(x, min(y, y + height), width, abs(height), fill, outline))

    def line(self, points: Iterable[tuple[float, float]], colour: str, thickness: float, *dash: float) -> None:
        """A line through points."""
        self.marks.append(Path(tuple(points), colour, thickness, dash))

    def add(self, marks: Iterable[Mark], x: float, y: float) -> None:
        """Marks made elsewhere, moved by `x` and `y`."""
        self.marks += [_moved(mark, x, y) for mark in marks]

    def extent(self) -> tuple[float, float]:
        """The lowest and the highest point of all marks."""
        rects = [mark.rect for mark in self.marks]
        return min((rect.bottom for rect in rects), default=0.0), max((rect.top for rect in rects), default=0.0)

    def drawing(self, width: float) -> Drawing:
        """What was drawn, the lowest mark at 0."""
        low, high = self.extent()
        return Drawing(width, high - low, tuple(_moved(mark, 0, -low) for mark in self.marks))


class DrawingFlowable(Flowable):
    """A drawing that stands in the structure tree as one figure with a text alternative."""

    canv: TaggedCanvas

    def __init__(self, drawing: Drawing, element: StructureElement, redraw: Callable[[float], Drawing]) -> None:
        """`redraw` draws it with what is plotted so many times as high as usual; it may raise TemplateError."""
        super().__init__()
        self.drawing, self._element, self._redraw = drawing, element, redraw
        self._others: dict[float, DrawingFlowable | None] = {}  # a page is planned several times
        self.spaceAfter = 6

    def drawn_at(self, tallness: float) -> DrawingFlowable | None:
        """The same with what is plotted `tallness` times as high as usual; None where it cannot be drawn so."""
        if tallness not in self._others:
            self._others[tallness] = self._drawn_anew(tallness)
        return self._others[tallness]

    def _drawn_anew(self, tallness: float) -> DrawingFlowable | None:
        try:
            drawing = self._redraw(tallness)
        except TemplateError:
            return None
        # One that has no room for its figures may say them elsewhere, or other ones, or need another note.
        if sorted(drawing.texts) != sorted(self.drawing.texts) or not drawing.is_legible:
            return None
        copy = DrawingFlowable(drawing, self._element, self._redraw)
        copy.keepWithNext = self.keepWithNext
        return copy

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """The drawing's own size."""
        self.width, self.height = self.drawing.width, self.drawing.height
        return self.width, self.height

    def draw(self) -> None:
        """Draws it and notes where it stands, which PDF/UA wants to know of a figure."""
        x, y = self.canv.absolutePosition(0, 0)
        self._element.bounding_box = (x, y, x + self.width, y + self.height)
        with self.canv.tagged(self._element):
            draw_marks(self.drawing.marks, self.canv)


def draw_marks(marks: Iterable[Mark], canvas: TaggedCanvas) -> None:
    """Draws boxes and lines in their order, and all texts above them."""
    lines = []
    for mark in marks:
        match mark:
            case Box():
                _draw_box(mark, canvas)
            case Path():
                _draw_path(mark, canvas)
            case Label():
                lines.append(PlacedLine(mark.x, mark.y, mark.glyphs))
    canvas.draw_lines(lines)


def _draw_box(box: Box, canvas: TaggedCanvas) -> None:
    if box.fill:
        canvas.setFillColor(HexColor(box.fill))
    if box.outline:
        canvas.setStrokeColor(HexColor(box.outline))
        canvas.setLineWidth(OUTLINE)
        canvas.setDash([])
    canvas.rect(box.x, box.y, box.width, box.height, stroke=int(bool(box.outline)), fill=int(bool(box.fill)))


def _draw_path(path: Path, canvas: TaggedCanvas) -> None:
    canvas.setStrokeColor(HexColor(path.colour))
    canvas.setLineWidth(path.thickness)
    canvas.setDash(list(path.dash))
    outline = canvas.beginPath()
    outline.moveTo(*path.points[0])
    for point in path.points[1:]:
        outline.lineTo(*point)
    canvas.drawPath(outline)


def roomy(style: TextStyle, text: Text) -> TextStyle:
    """The style with room between lines for all the marks of the text."""
    return replace(style, leading=max(style.leading, round(sum(ink(plain(text), style.size)) + 0.1, 1)))


def _width(glyphs: Iterable[Glyphs]) -> float:
    """The width of shaped text in points."""
    return sum(
        (cluster.advance + cluster.kern) * each.size * each.font.scale / each.font.shaper.font.units_per_em
        for each in glyphs
        for cluster in each.clusters
    )


def _moved(mark: Mark, x: float, y: float) -> Mark:
    if isinstance(mark, Path):
        return mark._replace(points=tuple((across + x, up + y) for across, up in mark.points))
    return mark._replace(x=mark.x + x, y=mark.y + y)
