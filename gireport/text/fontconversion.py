"""Fonts made into what a brief can embed: static faces with TrueType outlines.

Of a variable font the regular and the bold are taken, every other axis where it rests; cubic outlines (CFF) become
quadratic ones that are nowhere further from them than a thousandth of an em.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fontTools.ttLib import TTFont

REGULAR, BOLD = 400, 700  # usWeightClass
_TOLERANCE = 1 / 1000  # em
# Names by id (OpenType, chapter "name"): family, style, unique id, full name, PostScript name; of larger families.
_FAMILY, _STYLE, _UNIQUE, _FULL, _POSTSCRIPT = 1, 2, 3, 4, 6
_LARGER = (16, 17, 21, 22, 25)
# fsSelection: italic, bold, regular; macStyle: bold, italic.
_ITALIC, _BOLD, _REGULAR = 1 << 0, 1 << 5, 1 << 6


class Style(NamedTuple):
    """Which face of a family a font is."""

    bold: bool
    italic: bool

    @property
    def name(self) -> str:
        """As fonts call it."""
        return {0: "Regular", 1: "Bold", 2: "Italic", 3: "Bold Italic"}[self.bold + 2 * self.italic]


def family_of(font: TTFont) -> str:
    """The name of the family of at most four faces that the font belongs to; empty where it has none."""
    return str(font["name"].getDebugName(_FAMILY) or "").strip()


def style_of(font: TTFont) -> Style:
    """Which face it is, by any of its flags or its name: old fonts are not careful with all of them."""
    selection, mac = font["OS/2"].fsSelection, font["head"].macStyle
    words = set(str(font["name"].getDebugName(_STYLE) or "").casefold().split())
    bold = selection & _BOLD or mac & 1 or "bold" in words
    return Style(bool(bold), bool(selection & _ITALIC or mac & 2 or words & {"italic", "oblique"}))


def is_static(font: TTFont) -> bool:
    """Whether it can be embedded as it is."""
    return "glyf" in font and "fvar" not in font


def static_faces(font: TTFont) -> Iterator[TTFont]:
    """The font itself, or of a variable one its regular and bold; with TrueType outlines."""
    if "fvar" not in font:
        yield _with_quadratic_outlines(font)
        return
    from copy import deepcopy

    weight = next((axis for axis in font["fvar"].axes if axis.axisTag == "wght"), None)
    if weight is None:
        yield _with_quadratic_outlines(_instance(font, {}))
        return
    for value in (REGULAR, BOLD):
        if weight.minValue <= value <= weight.maxValue:
            face = _instance(deepcopy(font), {"wght": value})
            yield _with_quadratic_outlines(_named(face, Style(value == BOLD, style_of(font).italic), value))


def _instance(font: TTFont, place: dict[str, float]) -> TTFont:
    """The font at a place of its axes, those not named where they rest."""
    from fontTools.varLib.instancer import instantiateVariableFont

    resting = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
    return instantiateVariableFont(font, {**resting, **place}, inplace=True)


def _named(font: TTFont, style: Style, weight: int) -> TTFont:
    """The font called and flagged as that face: an instance keeps the name and flags of where the axes rest."""
    family = str(font["name"].getDebugName(16) or family_of(font))
    full = f"{family} {style.name}"
    postscript = f"{family}-{style.name}".replace(" ", "")
    names = {_FAMILY: family, _STYLE: style.name, _UNIQUE: full, _FULL: full, _POSTSCRIPT: postscript}
    table = font["name"]
    for record in list(table.names):
        if record.nameID in names:
            table.setName(names[record.nameID], record.nameID, record.platformID, record.platEncID, record.langID)
        elif record.nameID in _LARGER:
            table.names.remove(record)
    kept = font["OS/2"].fsSelection & ~(_ITALIC | _BOLD | _REGULAR)
    flags = _BOLD * style.bold | _ITALIC * style.italic
    font["OS/2"].fsSelection = kept | (flags or _REGULAR)
    font["OS/2"].usWeightClass = weight
    font["head"].macStyle = style.bold | style.italic << 1
    return font


def _with_quadratic_outlines(font: TTFont) -> TTFont:
    if "glyf" in font:
        return font
    from fontTools.ttLib import newTable

    order = font.getGlyphOrder()
    font["loca"], glyf = newTable("loca"), newTable("glyf")
    font["glyf"] = glyf
    glyf.glyphOrder, glyf.glyphs = order, _quadratic(font)
    for tag in ("CFF ", "CFF2", "VORG"):
        if tag in font:
            del font[tag]
    _use_glyf_version(font)
    metrics = font["hmtx"]
    for name in order:
        glyph = glyf[name]
        glyph.recalcBounds(glyf)
        metrics[name] = (metrics[name][0], getattr(glyph, "xMin", 0))
    return font


def _quadratic(font: TTFont) -> dict[str, object]:
    """The font's glyphs in quadratic curves, running the other way round as TrueType has it."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    source = font.getGlyphSet()
    most = font["head"].unitsPerEm * _TOLERANCE
    glyphs = {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(source)
        source[name].draw(Cu2QuPen(pen, most, reverse_direction=True))
        glyphs[name] = pen.glyph()
    return glyphs


def _use_glyf_version(font: TTFont) -> None:
    """Sets the versions that go with TrueType outlines; the counts of `maxp` are reckoned when the font is saved."""
    font.sfntVersion = "\0\1\0\0"
    font["head"].glyphDataFormat = 0
    maxp, post = font["maxp"], font["post"]
    maxp.tableVersion = 0x00010000
    maxp.maxZones = 1
    for name in ("TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements", "SizeOfInstructions"):
        setattr(maxp, f"max{name}", 0)
    maxp.maxComponentElements = 0
    post.formatType = 3.0
