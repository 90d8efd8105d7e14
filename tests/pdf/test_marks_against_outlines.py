"""Thai marks stand where HarfBuzz puts them: pages compared, pixel by pixel, with outlines that it drew itself."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pypdfium2
import pytest
import uharfbuzz as hb
from fontTools.pens.basePen import BasePen
from fontTools.pens.transformPen import TransformPen
from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing, String
from reportlab.pdfgen.canvas import Canvas
from small_brief import brief_of, table_of, text

from gireport.assets import asset
from gireport.brief import model
from gireport.layout.fonts import FontFamily
from gireport.layout.story import StoryBuilder
from gireport.layout.theme import DEFAULT
from gireport.layout.typesetting import Typesetter
from gireport.pdf.canvas import TaggedCanvas
from gireport.pdf.conformance import DocumentInformation
from gireport.pdf.structure import StructureElement
from gireport.rendering import warn_by_python

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportlab.pdfgen.pathobject import PDFPathObject

    from gireport.pdf.canvas import PlacedLine

HARD = (
    "ที่ นี้ ปั้น ฟื้นฟู น้ำ กำ ป่า ปู่ ญู ฐุ ฎุ ฏู ผู้ ทั้งนี้ เชื้อ สั่ง ล้ำ ก๊วยเตี๋ยว ฬุ ชู้ ปื๋อ ฝี่ ฟ้า ฤๅษี ญาติ ฐาน วิญญู กตัญญุตา ๆ ฯ "
    "ใกล้ ไม้ เก้า โป๊ะ จันทร์ สัตว์ เสน่ห์ สิทธิ์ ปฏิญญา ป้ำ ฟ้ำ อื้อ เปี๊ยะ ฝั่ง ปิ้ง บำรุง"
)
WORDS = HARD.split()
# Shaped aright behind what is not Thai. (No I: pdfium fits a letter that is a mere rectangle to whole pixels.)
MIXED = ["Aน้ำ", "CSRที่", "CO2ปั้น", "(ฟื้นฟู)", "“น้ำ”", "มอก. 14001 ที่นี้", "Green 1 ญู"]
FACES = {
    "Regular": {},
    "Bold": {"bold": True},
    "Italic": {"italic": True},
    "BoldItalic": {"bold": True, "italic": True},
}
WAYS = ["paragraph", "table cell", "drawString", "chart label"]
INFORMATION = DocumentInformation("marks", "th-TH", "marks", datetime(2022, 9, 30, tzinfo=UTC), "0")
PAGE = (400.0, 300.0)
SCALE = 6  # pixels to a point: marks are then large enough to be told apart, and letters are drawn as paths
CLEARLY = 96  # of 255 levels of grey: more than two ways of smoothing an edge differ by
# How many pixels may differ clearly, of some hundred thousand with ink. None does; one tone mark out of place is 100.
TOLERANCE = 20


class Drawn(NamedTuple):
    """A text in one face and where its baseline begins, in points."""

    x: float
    y: float
    face: str
    size: float
    text: str


class NotingCanvas(TaggedCanvas):
    """Notes each stretch of text with its place, and draws nothing else."""

    drawn: list[Drawn]

    def draw_lines(self, lines: Iterable[PlacedLine]) -> None:
        lines = list(lines)
        for line in lines:
            x, y = self.absolutePosition(line.x, line.y)
            for font, size, _, clusters, *_ in line.glyphs:
                self.drawn.append(Drawn(x, y, font.fontName, size, "".join(cluster.text for cluster in clusters)))
                x += sum(cluster.advance + cluster.kern for cluster in clusters) * size / 1000
        super().draw_lines(lines)

    def line(self, *args: float, **more: object) -> None:
        """No rules: only text is compared."""


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("way", WAYS)
def test_marks_are_where_harfbuzz_puts_them(way: str, face: str) -> None:
    ours, drawn = draw(way, face)
    noted = "".join(d.text for d in drawn if d.face == f"Sarabun-{face}")
    assert "".join(WORDS + MIXED).replace(" ", "") in noted.replace(" ", "")
    ink, differing = compare(ours, outlines(drawn))
    assert ink > 75_000
    assert differing <= TOLERANCE, f"{differing} of {ink} inked pixels differ"


@pytest.mark.parametrize("face", FACES)
def test_the_comparison_sees_marks_that_are_not_shaped(face: str) -> None:
    ours, drawn = draw("drawString", face)
    ink, differing = compare(ours, outlines(drawn, shaped=False))
    assert differing > ink / 20, f"{differing} of {ink} inked pixels differ"


def test_the_comparison_sees_one_mark() -> None:
    """One ที่ among all the words with its tone mark where it is without shaping."""
    _, drawn = draw("drawString", "Regular")
    (index,) = (n for n, d in enumerate(drawn) if d.text == "ที่")
    vowel, mark = drawn[index]._replace(text="ที"), drawn[index]._replace(x=drawn[index].x + 8.55, text="่")
    page = outlines([*drawn[:index], vowel, mark, *drawn[index + 1 :]])
    ink, differing = compare(outlines(drawn), page)
    assert differing > 5 * TOLERANCE, f"{differing} of {ink} inked pixels differ"


# -- as the program draws


def draw(way: str, face: str) -> tuple[bytes, list[Drawn]]:
    """A page with all the words in one face, and what stands where."""
    fonts = FontFamily.sarabun()
    canvas = NotingCanvas(PAGE, fonts.face(), "th-TH")
    canvas.drawn = []
    texts = WORDS + MIXED
    if way == "paragraph":
        place(canvas, model.Paragraph(text(" ".join(texts), **FACES[face])))
    elif way == "table cell":
        place(
            canvas,
            table_of(
                [[*texts[n : n + 6], *[""] * (n + 6 - len(texts))] for n in range(0, len(texts), 6)], **FACES[face]
            ),
        )
    else:
        canvas.drawn = spread(texts, f"Sarabun-{face}")
        with canvas.tagged(StructureElement("Figure", canvas.structure.root, alternative="words")):
            (draw_strings if way == "drawString" else draw_chart)(canvas)
    canvas.showPage()
    return canvas.pdf_bytes(INFORMATION), canvas.drawn


def place(canvas: TaggedCanvas, block: model.Block) -> None:
    brief = brief_of(block)
    typesetter = Typesetter.of(brief, FontFamily.sarabun())
    (piece,) = StoryBuilder(canvas.structure.root, DEFAULT, typesetter, warn_by_python).story(brief)
    top = PAGE[1] - 10
    for flowable in piece.flowables:
        _, height = flowable.wrapOn(canvas, PAGE[0] - 40, PAGE[1])
        top -= height
        flowable.drawOn(canvas, 20, top)
    assert top > 10


def spread(texts: list[str], face: str) -> list[Drawn]:
    return [Drawn(12 + 64 * (n % 6), 275 - 27 * (n // 6), face, 13.0, text) for n, text in enumerate(texts)]


def draw_strings(canvas: NotingCanvas) -> None:
    for x, y, face, size, words in canvas.drawn:
        canvas.setFont(face, size)
        canvas.drawString(x, y, words)


def draw_chart(canvas: NotingCanvas) -> None:
    drawing = Drawing(*PAGE, initialFontName=canvas.drawn[0].face, initialFontSize=10)
    for x, y, face, size, words in canvas.drawn:
        drawing.add(String(x, y, words, fontName=face, fontSize=size))
    renderPDF.draw(drawing, canvas, 0, 0)


# -- as HarfBuzz draws


def outlines(drawn: list[Drawn], *, shaped: bool = True) -> bytes:
    """A page with the same texts as filled outlines; not shaped, each code point's own glyph after the one before."""
    fonts = {
        face: hb.Font(hb.Face(asset("fonts", "sarabun", f"{face}.ttf").read_bytes()))
        for face in {d.face for d in drawn}
    }
    output = io.BytesIO()
    canvas = Canvas(output, pagesize=PAGE)
    for x, y, face, size, words in drawn:
        font = fonts[face]
        scale = size / font.face.upem
        path = canvas.beginPath()
        for glyph, dx, dy in placed(font, words) if shaped else unshaped(font, words):
            pen = TransformPen(PathPen(path), (scale, 0, 0, scale, x + dx * scale, y + dy * scale))
            font.draw_glyph_with_pen(glyph, pen)
        # Outlines overlap within a glyph, so what is wound twice is filled as well.
        canvas.drawPath(path, stroke=0, fill=1, fillMode=1)
    canvas.save()
    return output.getvalue()


class PathPen(BasePen):
    """Draws into a ReportLab path; BasePen makes cubic curves of TrueType's."""

    def __init__(self, path: PDFPathObject) -> None:
        super().__init__(None)
        self._moveTo = lambda point: path.moveTo(*point)
        self._lineTo = lambda point: path.lineTo(*point)
        self._curveToOne = lambda *points: path.curveTo(*(edge for point in points for edge in point))
        self._closePath = path.close


def placed(font: hb.Font, text: str) -> Iterator[tuple[int, int, int]]:
    """Glyphs and their offsets from the start of the text. The whole of it is shaped as Thai."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.script, buffer.language, buffer.direction = "Thai", "th", "ltr"
    hb.shape(font, buffer)
    x = 0
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        yield info.codepoint, x + position.x_offset, position.y_offset
        x += position.x_advance


def unshaped(font: hb.Font, text: str) -> Iterator[tuple[int, int, int]]:
    x = 0
    for character in text:
        glyph = font.get_nominal_glyph(ord(character))
        yield glyph, x, 0
        x += font.get_glyph_h_advance(glyph)


# -- side by side


def compare(one: bytes, other: bytes) -> tuple[int, int]:
    """How many pixels have ink in either, and how many of them differ clearly. Colour is no matter."""
    a, b = (pixels(page) for page in (one, other))
    ink = (a < 128) | (b < 128)
    return int(ink.sum()), int((np.abs(a - b) > CLEARLY).sum())


def pixels(page: bytes) -> np.ndarray:
    with pypdfium2.PdfDocument(page) as document:
        image = document[0].render(scale=SCALE, grayscale=True).to_numpy()
    return image.reshape(image.shape[:2]).astype(int)
