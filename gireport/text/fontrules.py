"""What a font has to be and do so that Thai can be set in it and embedded: every rule, and what breaks it.

Whether marks stand rightly is judged by what shaping makes of words, not by which tables there are: old Thai fonts have
glyphs of the private use area and no tables, and a table may be there and do nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from gireport.errors import Problem
from gireport.text.ink import ink_reach

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fontTools.ttLib import TTFont

    from gireport.text.shaping import PlacedGlyph, Shaper

# OS/2, fsType: restricted licence, no subsetting, bitmaps only; preview and print.
_FORBIDDEN = {0x0002: "font.embedding-restricted", 0x0100: "font.embedding-whole", 0x0200: "font.embedding-bitmaps"}
_PREVIEW = 0x0004
THAI = "".join(map(chr, (*range(0x0E01, 0x0E3B), *range(0x0E3F, 0x0E5C))))
"""The whole block of Unicode."""
# Pali and ornaments, which old fonts may lack and hardly a report has.
_RARE = "\u0e3a\u0e4e๏๚๛"
LATIN = "".join(map(chr, range(0x21, 0x7F)))
SIGNS = "–—“”‘’…•·≥≤±×÷≈²³₂°‰½←→▲▼"
"""What briefs print besides letters and digits; a family that helps out may have it."""
_FEATURES = (("GSUB", "ccmp"), ("GPOS", "mark"), ("GPOS", "mkmk"))
_WORDS = ("ปี้", "ฟื้น", "ที่", "น้ำ", "ผู้", "ปั๊ม", "ผึ้ง", "ฐู", "ญู", "กฎุ", "เก๋", "แก๊ส", "เก็บ", "สัตว์", "ฤๅ", "โต๊ะ")
# Two marks above each other: the upper must keep off the lower.
_STACKS = ("ที่", "ปั้", "ฟื้", "กี๊", "มึ๋")
_MOST_OVERLAP = 0.3  # of the upper mark's height; loops of neighbouring marks may interlock a little
_LETTER_HEIGHTS = (0.2, 1.0)  # em; outside, sizes by height would be nonsense
_MOST_REACH = 1.65  # em of Sarabun: the leading of text in the themes that come with the program
SARABUN_LETTER = 0.586
"""How high the ก of Sarabun is, in em: by it fonts are set equally large."""


class Finding(NamedTuple):
    """A problem, and how much it matters: an "error" stops the font from being used, a "note" changes nothing."""

    severity: str
    problem: Problem


def table_findings(font: TTFont) -> Iterator[Finding]:
    """What the font says of itself: may it be embedded, has it a name, outlines, Thai shaping tables."""
    rights = font["OS/2"].fsType
    for bit, code in _FORBIDDEN.items():
        if rights & bit:
            yield _finding("error", code, fstype=f"0x{rights:04X}")
    if rights & _PREVIEW:
        yield _finding("note", "font.embedding-preview", fstype=f"0x{rights:04X}")
    if absent := [feature for tag, feature in _FEATURES if feature not in _thai_features(font, tag)]:
        yield _finding("note", "font.no-features", features=", ".join(absent))


def shaping_findings(shaper: Shaper) -> Iterator[Finding]:
    """What the font makes of Thai: its letters, their marks, the room between lines."""
    yield from _coverage(shaper)
    if any(not shaper.font.covers(character) for character in "กทปีิั่้"):
        return  # of the rest nothing could be said
    yield from _marks(shaper)
    yield from _heights(shaper)
    widths = {shaper.shape(digit).width for digit in "0123456789"}
    if len(widths) > 1:
        yield _finding("note", "font.digits-proportional")


def scale_of(shaper: Shaper) -> float:
    """How large the font has to be drawn, in times of Sarabun, to look as large: 1.465 for TH SarabunPSK."""
    return SARABUN_LETTER / (shaper.font.letter_height / shaper.font.units_per_em)


def lacking(shaper: Shaper, characters: str) -> str:
    """Those of the characters that the font has no glyph for."""
    return "".join(character for character in characters if not shaper.font.covers(character))


def _coverage(shaper: Shaper) -> Iterator[Finding]:
    missing = lacking(shaper, THAI)
    if needed := "".join(character for character in missing if character not in _RARE):
        yield _finding("error", "font.lacks-thai", characters=_listed(needed))
    elif missing:
        yield _finding("warning", "font.lacks-rare", characters=_listed(missing))
    if missing := lacking(shaper, LATIN):
        yield _finding("warning", "font.lacks-latin", characters=_listed(missing))
    if missing := lacking(shaper, SIGNS):
        yield _finding("note", "font.lacks-signs", characters=_listed(missing))
    if not shaper.font.covers("◌"):
        yield _finding("note", "font.no-dotted-circle")
    absent = [word for word in _WORDS if any(g.glyph == 0 for c in shaper.shape(word).clusters for g in c.glyphs)]
    if absent:
        yield _finding("error", "font.word-lacks-glyph", words=" ".join(absent))


def _marks(shaper: Shaper) -> Iterator[Finding]:
    touching = [stack for stack in _STACKS if _collides(shaper, stack)]
    if touching:
        yield _finding("error", "font.marks-collide", words=" ".join(touching))
    em = shaper.font.units_per_em
    wide = [stack for stack in _STACKS if shaper.shape(stack).width - shaper.shape(stack[0]).width > em / 50]
    if wide:
        yield _finding("error", "font.marks-take-room", words=" ".join(wide))
    if not touching and _upper(shaper, "ที่") == _upper(shaper, "ท่"):
        yield _finding("warning", "font.tone-fixed")
    if _upper(shaper, "ป่") == _upper(shaper, "ท่"):
        yield _finding("warning", "font.tall-letter")
    if _glyphs(shaper, "ญุ")[:1] == _glyphs(shaper, "ญ") and _upper(shaper, "ญุ") == _upper(shaper, "นุ"):
        yield _finding("warning", "font.deep-letter")


def _heights(shaper: Shaper) -> Iterator[Finding]:
    font = shaper.font
    letter = font.letter_height / font.units_per_em
    if not _LETTER_HEIGHTS[0] <= letter <= _LETTER_HEIGHTS[1]:
        yield _finding("error", "font.letter-height", height=f"{letter:.3f}")
        return
    reach = ink_reach(shaper)
    whole = reach.whole * scale_of(shaper)
    if whole > _MOST_REACH:
        yield _finding("warning", "font.needs-leading", leading=f"{whole:.2f}")
    own = (font.ascent - font.descent) / font.units_per_em
    if own < reach.whole:
        yield _finding("note", "font.line-height", own=f"{own:.2f}", reach=f"{reach.whole:.2f}")


def _collides(shaper: Shaper, stack: str) -> bool:
    """Whether the upper mark of a letter with two marks stands in the lower one."""
    boxes = [box for box in (_box(shaper, glyph) for glyph in _glyphs(shaper, stack)[1:]) if box is not None]
    if len(boxes) < 2:  # drawn as one glyph: its designer has seen it
        return False
    (_, low, _, lower_top), (_, bottom, _, top) = sorted(boxes[-2:], key=lambda box: box[1] + box[3])
    return lower_top - bottom > _MOST_OVERLAP * (top - bottom) and lower_top > low


def _box(shaper: Shaper, placed: PlacedGlyph) -> tuple[int, int, int, int] | None:
    """The edges of a glyph's ink as placed: left, bottom, right, top. None where it is blank."""
    extents = shaper.font.font.get_glyph_extents(placed.glyph)
    if extents is None or extents.height == 0:
        return None
    left, top = placed.x + extents.x_bearing, placed.y + extents.y_bearing
    return left, top + extents.height, left + extents.width, top


def _glyphs(shaper: Shaper, text: str) -> list[PlacedGlyph]:
    return [glyph for cluster in shaper.shape(text).clusters for glyph in cluster.glyphs]


def _upper(shaper: Shaper, text: str) -> tuple[int, int, int]:
    """The last glyph, and where it stands from the end of its letter."""
    last, width = _glyphs(shaper, text)[-1], shaper.shape(text[0]).width
    return last.glyph, round(last.x - width), last.y


def _thai_features(font: TTFont, tag: str) -> set[str]:
    """The features that a table has for Thai, or for any script."""
    if tag not in font or font[tag].table.ScriptList is None or font[tag].table.FeatureList is None:
        return set()
    table = font[tag].table
    scripts = [record.Script for record in table.ScriptList.ScriptRecord if record.ScriptTag in ("thai", "DFLT")]
    systems = [system for script in scripts for system in _systems(script)]
    records = table.FeatureList.FeatureRecord
    return {records[index].FeatureTag for system in systems for index in system.FeatureIndex if index < len(records)}


def _systems(script: Any) -> Iterable[Any]:
    usual = [script.DefaultLangSys] if script.DefaultLangSys else []
    return [*usual, *(record.LangSys for record in script.LangSysRecord or [])]


def _finding(severity: str, code: str, **facts: object) -> Finding:
    return Finding(severity, Problem(code, facts=facts))


def _listed(characters: str, most: int = 20) -> str:
    shown = " ".join(f"U+{ord(character):04X}" for character in characters[:most])
    return shown + (f" … ({len(characters)})" if len(characters) > most else "")
