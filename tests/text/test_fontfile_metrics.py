"""What is read of a font file, against fontTools."""

from __future__ import annotations

import struct
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from gireport.assets import asset
from gireport.errors import FontError
from gireport.text.fontfile import FontFile

if TYPE_CHECKING:
    from pathlib import Path

FACES = ["Regular", "Bold", "Italic", "BoldItalic"]


def path_of(face: str) -> Path:
    return asset("fonts", "sarabun", f"Sarabun-{face}.ttf")


@pytest.mark.parametrize("face", FACES)
def test_metrics(face: str) -> None:
    font, tables = FontFile.load(path_of(face)), TTFont(path_of(face))
    assert font.units_per_em == tables["head"].unitsPerEm
    assert (font.ascent, font.descent) == (tables["hhea"].ascent, tables["hhea"].descent)
    assert font.cap_height == tables["OS/2"].sCapHeight
    assert font.weight == tables["OS/2"].usWeightClass
    assert font.italic_angle == tables["post"].italicAngle
    assert font.postscript_name == tables["name"].getDebugName(6) == f"Sarabun-{face}"
    assert (font.italic_angle != 0) == ("Italic" in face)


@pytest.mark.parametrize("face", FACES)
def test_advances_and_outlines(face: str) -> None:
    font, tables = FontFile.load(path_of(face)), TTFont(path_of(face))
    blank = 0
    for glyph, name in enumerate(tables.getGlyphOrder()):
        assert font.advance(glyph) == tables["hmtx"][name][0]
        outline = tables["glyf"][name]
        record = font.outline(glyph)
        if outline.numberOfContours == 0:
            blank += 1
            assert record == b""
        else:
            edges = (outline.numberOfContours, outline.xMin, outline.yMin, outline.xMax, outline.yMax)
            assert struct.unpack_from(">5h", record) == edges
    assert blank > 0
    assert glyph > 700


@pytest.mark.parametrize("face", FACES)
def test_coverage(face: str) -> None:
    font, characters = FontFile.load(path_of(face)), TTFont(path_of(face)).getBestCmap()
    never = {"\0", "\r", "\u00ad", "\uf8ff"}  # glyphs that Sarabun has and nobody is to see
    assert never <= set(map(chr, characters))
    covered = {chr(code) for code in range(0x11000) if font.covers(chr(code))}
    assert covered == set(map(chr, characters)) - never
    assert {"ก", "๙", "ฯ", " ", "\u00a0", "–", "₂"} <= covered


def test_the_faces_cover_the_same() -> None:
    """So that it is enough to ask one of them."""
    assert len({frozenset(TTFont(path_of(face)).getBestCmap()) for face in FACES}) == 1


def built(units_per_em: int = 2048, *, os2_version: int = 4, long_loca: bool = False) -> bytes:
    """A font of three glyphs: .notdef, a square, and a record that holds no contour."""
    builder = FontBuilder(units_per_em, isTTF=True)
    builder.setupGlyphOrder([".notdef", "square", "empty"])
    builder.setupCharacterMap({0x41: "square", 0x20: "empty"})
    pen = TTGlyphPen(None)
    for point, move in ((0, 0), "moveTo"), ((0, 900), "lineTo"), ((900, 900), "lineTo"), ((900, 0), "lineTo"):
        getattr(pen, move)(point)
    pen.closePath()
    square = pen.glyph()
    builder.setupGlyf({".notdef": square, "square": square, "empty": TTGlyphPen(None).glyph()})
    builder.setupHorizontalMetrics({".notdef": (1000, 0), "square": (1234, 0), "empty": (500, 0)})
    builder.setupHorizontalHeader(ascent=1900, descent=-500)
    builder.setupNameTable({})
    builder.setupOS2(version=os2_version, sCapHeight=1400)
    builder.setupPost(italicAngle=-12.5)
    builder.font["head"].indexToLocFormat = int(long_loca)
    output = BytesIO()
    builder.save(output)
    return output.getvalue()


@pytest.mark.parametrize("long_loca", [False, True])
def test_another_font(long_loca: bool) -> None:
    font = FontFile("built.ttf", built(long_loca=long_loca))
    assert (font.units_per_em, font.ascent, font.descent, font.cap_height) == (2048, 1900, -500, 1400)
    assert font.italic_angle == -12.5
    assert font.postscript_name == "Unnamed"
    assert font.covers("A")
    assert not font.covers("B")
    assert [len(font.outline(glyph)) > 0 for glyph in range(3)] == [True, True, False]


def test_an_old_font_without_cap_height() -> None:
    assert FontFile("old.ttf", built(os2_version=1)).cap_height == 1900


def test_a_record_without_contours_is_blank() -> None:
    """Ten bytes that say there are none, as some fonts have for a space: no instructions follow that could be cut."""
    data = bytearray(built())
    font = FontFile("blank.ttf", bytes(data))
    font._glyf = font._glyf + bytes(10)
    font._offsets = [*font._offsets[:3], font._offsets[2] + 10]  # type: ignore[misc]
    assert font.outline(2) == b""


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"OTTO" + bytes(100), bytes(1000)])
def test_what_is_no_truetype_font(data: bytes) -> None:
    with pytest.raises(FontError) as caught:
        FontFile("broken.ttf", data)
    (problem,) = caught.value.problems
    assert problem.code == "font.not-truetype"
    assert problem.place.file == "broken.ttf"


def test_a_font_with_other_outlines() -> None:
    font = TTFont(BytesIO(built()))
    del font["glyf"], font["loca"]
    output = BytesIO()
    font.save(output)
    with pytest.raises(FontError) as caught:
        FontFile("cff.otf", output.getvalue())
    assert caught.value.problems[0].facts["tables"] == "glyf, loca"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FontError) as caught:
        FontFile.load(tmp_path / "none.ttf")
    assert caught.value.problems[0].code == "font.unreadable"
    assert caught.value.exit_code == 5


def test_a_font_is_parsed_once() -> None:
    assert FontFile.load(path_of("Bold")) is FontFile.load(path_of("Bold"))
