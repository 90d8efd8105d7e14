"""Fonts made for tests from the bundled Sarabun: renamed, scaled, and with one fault each."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTCollection, TTFont, newTable
from fontTools.ttLib.tables._f_v_a_r import Axis
from fontTools.ttLib.tables.TupleVariation import TupleVariation

from gireport.assets import asset

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

STYLES = ("Regular", "Bold", "Italic", "BoldItalic")
OFFICIAL_UNITS = 1465  # to the em: the ก of Sarabun is then 0.4 em high, as that of TH SarabunPSK
FAMILY = "TH Test New"


def sarabun(style: str = "Regular") -> TTFont:
    return TTFont(asset("fonts", "sarabun", f"Sarabun-{style}.ttf"), recalcTimestamp=False)


def saved(font: TTFont) -> bytes:
    buffer = BytesIO()
    font.save(buffer)
    return buffer.getvalue()


def renamed(font: TTFont, family: str) -> TTFont:
    table = font["name"]
    for record in list(table.names):
        if record.nameID in (1, 3, 4, 6, 16):
            text = str(record).replace("Sarabun", family.replace(" ", "") if record.nameID == 6 else family)
            table.setName(text, record.nameID, record.platformID, record.platEncID, record.langID)
    return font


def official(style: str = "Regular", family: str = FAMILY) -> bytes:
    """Sarabun with another name, as large in its em as TH SarabunPSK is."""
    font = renamed(sarabun(style), family)
    font["head"].unitsPerEm = OFFICIAL_UNITS
    return saved(font)


def family_files(folder: Path, make: Callable[[str], bytes] = official) -> list[str]:
    """The four faces as files; their paths."""
    paths = []
    for style in STYLES:
        path = folder / f"test-{style}.ttf"
        path.write_bytes(make(style))
        paths.append(str(path))
    return paths


def without_characters(characters: str) -> bytes:
    font = sarabun()
    for table in font["cmap"].tables:
        for character in characters:
            table.cmap.pop(ord(character), None)
    return saved(font)


def without_table(*tags: str) -> bytes:
    font = sarabun()
    for tag in tags:
        del font[tag]
    return saved(font)


def changed(change: Callable[[TTFont], object]) -> bytes:
    font = sarabun()
    change(font)
    return saved(font)


def in_cff(style: str = "Regular") -> bytes:
    """Sarabun with cubic outlines."""
    font = renamed(sarabun(style), FAMILY)
    glyphs, order = font.getGlyphSet(), font.getGlyphOrder()
    strings = {}
    for name in order:
        recording = DecomposingRecordingPen(glyphs)
        glyphs[name].draw(recording)
        pen = T2CharStringPen(glyphs[name].width, None)
        recording.replay(pen)
        strings[name] = pen.getCharString()
    for tag in ("glyf", "loca", "fpgm", "prep", "cvt ", "gasp"):
        if tag in font:
            del font[tag]
    builder = FontBuilder(font=font)
    font.sfntVersion = "OTTO"
    builder.setupCFF(f"TestNew-{style}", {"FullName": "Test"}, strings, {})
    builder.setupMaxp()
    font["post"].formatType = 3.0
    return saved(font)


def variable(least: int = 400, most: int = 700) -> bytes:
    """Sarabun Regular whose letter ก grows wider with its weight."""
    font = renamed(sarabun(), FAMILY)
    axis = Axis()
    axis.axisTag, axis.minValue, axis.defaultValue, axis.maxValue = "wght", least, least, most
    axis.axisNameID = font["name"].addName("Weight")
    font["fvar"] = newTable("fvar")
    font["fvar"].axes = [axis]
    name = font.getBestCmap()[ord("ก")]
    coordinates, _ = font["glyf"]._getCoordinatesAndControls(name, font["hmtx"].metrics)
    deltas = [(30 if x > 300 else 0, 0) for x, _ in coordinates]
    font["gvar"] = newTable("gvar")
    font["gvar"].version, font["gvar"].reserved = 1, 0
    font["gvar"].variations = {each: [] for each in font.getGlyphOrder()}
    font["gvar"].variations[name] = [TupleVariation({"wght": (0.0, 1.0, 1.0)}, deltas)]
    return saved(font)


def packed(flavour: str) -> bytes:
    font = renamed(sarabun(), FAMILY)
    font.flavor = flavour
    return saved(font)


def collection() -> bytes:
    both = TTCollection()
    both.fonts = [renamed(sarabun(style), FAMILY) for style in ("Regular", "Bold")]
    buffer = BytesIO()
    both.save(buffer)
    return buffer.getvalue()
