"""The font program and dictionaries that a file embeds, against fontTools and FreeType (in pdfium)."""

from __future__ import annotations

import re
import struct
from datetime import UTC, datetime
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.ttProgram import Program
from hypothesis import given
from hypothesis import strategies as st

from gireport.assets import asset
from gireport.pdf.canvas import TaggedCanvas
from gireport.pdf.clusterfont import ClusterFont, EmbeddedFont
from gireport.pdf.conformance import DocumentInformation
from gireport.pdf.truetype import GlyphRequest, write_font
from gireport.text.fontfile import FontFile
from gireport.text.shaping import PlacedGlyph, Shaper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gireport.pdf.truetype import FontProgram

FACES = ["Regular", "Bold", "Italic", "BoldItalic"]
WORDS = "ที่ ปั้น ฟื้นฟู น้ำ ญู ฐุ ฤๅ ก๊วยเตี๋ยว fi AV Å é ½ 1,234 ๙๘๗ “GI” – ฬุ ฎุ ป่า ฝี่ ไม้ เก้า โป๊ะ จันทร์"
INFORMATION = DocumentInformation("แบบ", "th-TH", "ทดสอบ", datetime(2022, 9, 30, tzinfo=UTC), "0")
RECORD_TABLES = {"glyf", "head", "hhea", "hmtx", "loca", "maxp"}  # what a CIDFontType2 needs (ISO 32000-1, 9.9)


def sarabun(face: str) -> FontFile:
    return FontFile.load(asset("fonts", "sarabun", f"Sarabun-{face}.ttf"))


def requests_of(font: FontFile, text: str) -> list[GlyphRequest]:
    clusters = Shaper(font).shape(text).clusters
    return [GlyphRequest(cluster.glyphs, cluster.advance) for cluster in clusters]


def assert_sound(program: FontProgram, font: FontFile, requests: list[GlyphRequest], source: TTFont) -> TTFont:
    """Everything in the program is what fontTools computes from the source font."""
    assert sum(struct.unpack(f">{len(program.data) // 4}L", program.data)) & 0xFFFFFFFF == 0xB1B0AFBA
    made = TTFont(BytesIO(program.data), checkChecksums=2, lazy=False)
    assert set(made.keys()) - {"GlyphOrder"} == RECORD_TABLES
    order = made.getGlyphOrder()
    assert len(order) == made["maxp"].numGlyphs == made["hhea"].numberOfHMetrics > len(requests)
    for tag in ("unitsPerEm", "created", "modified", "macStyle"):
        assert getattr(made["head"], tag) == getattr(source["head"], tag)
    for number, (parts, advance) in enumerate([GlyphRequest((PlacedGlyph(0, 0, 0),), font.advance(0)), *requests]):
        assert made["hmtx"][order[number]][0] == advance
        assert outline(made, order[number], 0, 0) == [
            stroke for glyph, x, y in parts for stroke in outline(source, source.getGlyphName(glyph), x, y)
        ]
    for name in order:
        glyph = made["glyf"][name]
        if glyph.numberOfContours:
            stored = (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax)
            glyph.recalcBounds(made["glyf"])
            assert stored == (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax)
            assert made["hmtx"][name][1] == glyph.xMin
            assert not getattr(glyph, "program", None) or not glyph.program.getBytecode()
    limits = dict(vars(made["maxp"]))
    head = (made["head"].xMin, made["head"].yMin, made["head"].xMax, made["head"].yMax)
    assert head == program.box
    hhea = dict(vars(made["hhea"]))
    made["maxp"].recalc(made)
    made["hhea"].recalc(made)
    assert hhea == vars(made["hhea"])
    assert head == (made["head"].xMin, made["head"].yMin, made["head"].xMax, made["head"].yMax)
    for name, needed in vars(made["maxp"]).items():
        if name.startswith(("maxPoints", "maxContours", "maxComposite", "maxComponent")):
            assert limits[name] >= needed, name
    return made


def outline(font: TTFont, name: str, x: int, y: int) -> list[tuple[str, Any]]:
    """A glyph's strokes, composites taken apart, moved by x and y."""
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font["glyf"][name].draw(pen, font["glyf"])
    # FreeType and fontTools round alike here: offsets are whole units.
    return [(verb, tuple(p and (p[0] + x, p[1] + y) for p in points)) for verb, points in pen.value]


@pytest.mark.parametrize("face", FACES)
def test_hard_words(face: str) -> None:
    font = sarabun(face)
    requests = requests_of(font, WORDS)
    source = TTFont(asset("fonts", "sarabun", f"Sarabun-{face}.ttf"))
    made = assert_sound(write_font(font, requests), font, requests, source)
    assert sum(made["glyf"][name].isComposite() for name in made.getGlyphOrder()) > 20


@given(
    st.lists(
        st.tuples(
            st.lists(st.tuples(st.integers(0, 776), st.integers(-900, 900), st.integers(-900, 900)), max_size=5),
            st.integers(0, 3000),
        ),
        max_size=6,
    )
)
def test_any_glyphs(wanted: list[tuple[list[tuple[int, int, int]], int]]) -> None:
    font = sarabun("Regular")
    requests = [GlyphRequest(tuple(PlacedGlyph(*part) for part in parts), advance) for parts, advance in wanted]
    program = write_font(font, requests)
    if requests:
        assert_sound(program, font, requests, TTFont(asset("fonts", "sarabun", "Sarabun-Regular.ttf")))
    else:
        assert TTFont(BytesIO(program.data), checkChecksums=2)["maxp"].numGlyphs == 1


def test_only_blank_glyphs() -> None:
    font = sarabun("Regular")
    (space,) = requests_of(font, " ")
    program = write_font(font, [space, GlyphRequest(space.parts * 3, 700), GlyphRequest((), 0)])
    made = TTFont(BytesIO(program.data), checkChecksums=2, lazy=False)
    assert [made["glyf"][name].numberOfContours for name in made.getGlyphOrder()][1:] == [0, 0, 0]
    assert [made["hmtx"][name] for name in made.getGlyphOrder()][1:] == [(space.advance, 0), (700, 0), (0, 0)]


def composite_font() -> bytes:
    """2048 units to the em; a square, a composite of two (one scaled, one turned), a composite of that, a blank."""
    builder = FontBuilder(2048, isTTF=True)
    names = [".notdef", "A", "B", "C", "space"]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord("A"): "A", ord("B"): "B", ord("C"): "C", ord(" "): "space", 0x0E01: "A"})
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for point in ((100, 1000), (1100, 1000), (1100, 0)):
        pen.lineTo(point)
    pen.closePath()
    glyphs: dict[str, Any] = {".notdef": TTGlyphPen(None).glyph(), "A": pen.glyph(), "space": TTGlyphPen(None).glyph()}
    pen = TTGlyphPen(glyphs)
    pen.addComponent("A", (0.5, 0, 0, 0.5, 20, 30))
    pen.addComponent("A", (0, 1, -1, 0, 1200, 40))
    glyphs["B"] = pen.glyph()
    # Hinting that the program leaves out: PUSHB and POP, behind the components.
    glyphs["B"].program = Program()
    glyphs["B"].program.fromBytecode(b"\xb0\x07\x21")
    pen = TTGlyphPen(glyphs)
    pen.addComponent("B", (1, 0, 0, 1, 7, 8))
    pen.addComponent("A", (0.5, 0, 0, 0.25, 900, 1200))
    glyphs["C"] = pen.glyph()
    builder.setupGlyf(glyphs)
    lefts = {name: getattr(glyphs[name], "xMin", 0) for name in names}
    builder.setupHorizontalMetrics({name: (1200, lefts[name]) for name in names})
    builder.setupHorizontalHeader(ascent=1900, descent=-500)
    builder.setupNameTable({"psName": "Built"})
    builder.setupOS2()
    builder.setupPost()
    output = BytesIO()
    builder.save(output)
    return output.getvalue()


def test_composites_of_composites() -> None:
    data = composite_font()
    font = FontFile("built.ttf", data)
    glyph = {character: font.font.get_nominal_glyph(ord(character)) for character in "ABC "}
    requests = [
        GlyphRequest((PlacedGlyph(glyph["C"], 0, 0),), 1200),
        GlyphRequest(
            (PlacedGlyph(glyph["C"], 11, -5), PlacedGlyph(glyph["B"], 0, 0), PlacedGlyph(glyph[" "], 9, 9)), 1500
        ),
        GlyphRequest((PlacedGlyph(glyph["A"], 5, 0),), 1200),
    ]
    made = assert_sound(write_font(font, requests), font, requests, TTFont(BytesIO(data)))
    assert made["maxp"].maxComponentDepth == 3
    # fontTools does not show the flag that says that instructions follow.
    source = TTFont(BytesIO(data))
    flags = [flag for number in range(len(made.getGlyphOrder())) for flag in component_flags(made, number)]
    assert len(flags) >= 8
    assert any(flag & 0x0100 for flag in component_flags(source, glyph["B"]))
    assert not any(flag & 0x0100 for flag in flags)


def component_flags(font: TTFont, number: int) -> Iterator[int]:
    """The flags of each component of a glyph, from the bytes (OpenType, "glyf": Composite Glyph Description)."""
    start, end = font["loca"].locations[number : number + 2]
    record = font.reader["glyf"][start:end]
    at, more = 10, record[:2] == b"\xff\xff"
    while more:
        (flags,) = struct.unpack_from(">H", record, at)
        yield flags
        at += (8 if flags & 0x0001 else 6) + (
            2 if flags & 0x0008 else 4 if flags & 0x0040 else 8 if flags & 0x0080 else 0
        )
        more = flags & 0x0020


def test_widths_at_another_size_of_the_em() -> None:
    """A square of 1000/2048 em lands where it belongs, and what is measured is what a reader measures."""
    font = ClusterFont("Built", Shaper(FontFile("built.ttf", composite_font())))
    canvas = TaggedCanvas((200, 100), font, "en")
    assert font.stringWidth("AB", 40) == pytest.approx(40 * 2400 / 2048)
    with canvas.artifact():
        canvas.setFont("Built", 40)
        canvas.drawString(10, 20, "A A")
    canvas.showPage()
    data = canvas.pdf_bytes(INFORMATION)
    with pikepdf.open(BytesIO(data)) as pdf:
        descendant = pdf.pages[0].Resources.Font.F1.DescendantFonts[0]
        widths = [float(width) for width in descendant.W[1]]
        assert widths == pytest.approx([1200 * 1000 / 2048] * 2, abs=0.001)
        assert float(descendant.FontDescriptor.Ascent) == pytest.approx(1900 * 1000 / 2048, abs=0.001)
    with pypdfium2.PdfDocument(data) as document:
        image = document[0].render(scale=4, grayscale=True).to_numpy().reshape(400, 800)
    left, right = 10 + 100 * 40 / 2048, 10 + 1100 * 40 / 2048
    dark = (image < 128).any(axis=0).nonzero()[0] / 4
    assert dark.min() == pytest.approx(left, abs=0.5)
    assert dark.max() == pytest.approx(right + 40 * 2400 / 2048, abs=0.5)
    rows = (image < 128).any(axis=1).nonzero()[0] / 4
    assert (rows.min(), rows.max()) == (pytest.approx(80 - 1000 * 40 / 2048, abs=0.5), pytest.approx(80, abs=0.5))


# -- the dictionaries around it


def mappings(stream: bytes) -> dict[int, str]:
    """Code to text as a ToUnicode CMap says; fails where its blocks are not what their counts say."""
    text = stream.decode("ascii")
    found: dict[int, str] = {}
    for count, body in re.findall(r"(\d+) beginbfchar\n(.*?)\nendbfchar", text, re.DOTALL):
        lines = body.split("\n")
        assert len(lines) == int(count) <= 100
        for line in lines:
            code, characters = re.fullmatch(r"<([0-9A-F]{4})> <((?:[0-9A-F]{4})+)>", line).groups()
            assert int(code, 16) not in found
            found[int(code, 16)] = bytes.fromhex(characters).decode("utf-16-be")
    return found


def test_to_unicode_says_each_cluster() -> None:
    letters = "กขคงจฉชซญฎ"
    text = (
        WORDS + "".join(a + b + c for a in letters for b in ("", "ั", "ี", "ุ") for c in ("", "่", "้", "๊")) + "\U0001f600"
    )
    font = ClusterFont("Sarabun-Regular", Shaper(sarabun("Regular")))
    canvas = TaggedCanvas((600, 100), font, "th-TH")
    clusters = font.shaper.shape(text).clusters
    codes = [int(code, 16) for code in canvas.embedded(font).codes(clusters)]
    canvas.showPage()
    with pikepdf.open(BytesIO(canvas.pdf_bytes(INFORMATION))) as pdf:
        ((name, written),) = pdf.pages[0].Resources.Font.items()
        found = mappings(written.ToUnicode.read_bytes())
        descendant = written.DescendantFonts[0]
        widths = [float(width) for width in descendant.W[1]]
        program = TTFont(BytesIO(descendant.FontDescriptor.FontFile2.read_bytes()))
        assert int(descendant.FontDescriptor.FontFile2.Length1) == len(descendant.FontDescriptor.FontFile2.read_bytes())
        assert re.fullmatch(r"/[A-Z]{6}\+Sarabun-Regular", str(written.BaseFont))
        assert written.BaseFont == descendant.BaseFont == descendant.FontDescriptor.FontName
        assert int(descendant.W[0]) == 1
    assert name == "/F1"
    assert list(found) == list(range(1, len(set(codes)) + 1))
    assert len(found) > 150
    assert "".join(found[code] for code in codes) == text
    for code, cluster in zip(codes, clusters, strict=True):
        assert widths[code - 1] == cluster.advance
        assert program["hmtx"][program.getGlyphName(code)][0] == cluster.advance


def test_one_code_for_one_look_and_meaning() -> None:
    font = ClusterFont("Sarabun-Regular", Shaper(sarabun("Regular")))
    embedded = EmbeddedFont(font, "F1")

    def codes(text: str, *, tabular: bool = False) -> list[int]:
        return [int(code, 16) for code in embedded.codes(font.shaper.shape(text, tabular=tabular).clusters)]

    assert codes("กที่ก") == [1, 2, 1]
    assert codes("AVA") == [3, 4, 3]  # the kerning between them is no part of a glyph
    assert codes(" \u00a0") == [5, 6]  # alike to the eye, and two characters
    assert codes("๑") != codes("๑", tabular=True)


def test_a_slanted_font_says_so() -> None:
    for face in FACES:
        font = ClusterFont(f"Sarabun-{face}", Shaper(sarabun(face)))
        canvas = TaggedCanvas((100, 100), font, "th")
        with canvas.artifact():
            canvas.drawString(10, 10, "ปั้น")
        canvas.showPage()
        with pikepdf.open(BytesIO(canvas.pdf_bytes(INFORMATION))) as pdf:
            descriptor = pdf.pages[0].Resources.Font.F1.DescendantFonts[0].FontDescriptor
            assert int(descriptor.Flags) == (4 + 64 if "Italic" in face else 4)
            assert (float(descriptor.ItalicAngle) < 0) == ("Italic" in face)
            made = TTFont(BytesIO(descriptor.FontFile2.read_bytes()))["head"]
            assert [float(edge) for edge in descriptor.FontBBox] == [made.xMin, made.yMin, made.xMax, made.yMax]
        # The tallest stack reaches higher than any one glyph of it, and is inside the box.
        assert made.yMax > 1000


def test_drawn_text_is_measured_as_it_is_drawn() -> None:
    font = ClusterFont("Sarabun-Regular", Shaper(sarabun("Regular")))
    canvas = TaggedCanvas((400, 100), font, "th")
    with canvas.artifact():
        canvas.setFont("Sarabun-Regular", 20)
        canvas.drawString(10, 20, "AVA")
        canvas.drawString(10 + font.stringWidth("AVA", 20), 20, "ก")
    canvas.showPage()
    with pypdfium2.PdfDocument(canvas.pdf_bytes(INFORMATION)) as document:
        textpage = document[0].get_textpage()
        lefts = [textpage.get_charbox(index, loose=True)[0] for index in range(4)]
    assert textpage is not None
    steps = [right - left for left, right in pairwise(lefts)]
    kerned = font.shaper.shape("AVA").clusters
    assert steps == pytest.approx([(c.advance + c.kern) * 20 / 1000 for c in kerned], abs=0.02)


def test_more_glyphs_than_a_font_holds() -> None:
    font = sarabun("Regular")
    with pytest.raises(OverflowError):
        write_font(font, [GlyphRequest((), 0)] * 65535)


def test_no_string_is_longer_than_an_archive_may_hold() -> None:
    font = ClusterFont("Sarabun-Regular", Shaper(sarabun("Regular")))
    canvas = TaggedCanvas((600, 100), font, "th-TH")
    clusters = font.shaper.shape("AV" * 20_000).clusters
    shown = canvas.show_clusters(font, clusters)
    strings = re.findall("<([0-9A-F]*)>", shown)
    assert max(map(len, strings)) < 32_767
    assert "".join(strings) == "".join(canvas.embedded(font).codes(clusters))
    assert canvas.show_clusters(font, ()) == "[<>]TJ"
