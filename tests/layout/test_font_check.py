"""Every rule of fonts catches its fault, sound fonts of every kind pass, and no file does harm."""

from __future__ import annotations

import os
import random
import zlib
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import font_kit
import pytest
from fontTools.ttLib import TTFont

from gireport.apart import Bounds
from gireport.assets import asset
from gireport.layout import fontcheck
from gireport.layout.fontcheck import check_font
from gireport.layout.fontfolder import key_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gireport.layout.fontcheck import CheckedFont

# What Sarabun itself is told.
USUAL = {"font.no-dotted-circle", "font.line-height"}


def checked(folder: Path, data: bytes) -> CheckedFont:
    path = folder / "font.ttf"
    path.write_bytes(data)
    return check_font(path, with_data=True)


def codes(font: CheckedFont, *severities: str) -> set[str]:
    return {problem.code for severity, problem in font.findings if severity in severities}


def setting(table: str, name: str, value: object) -> Callable[[TTFont], object]:
    return lambda font: setattr(font[table], name, value)


def nameless(font: TTFont) -> None:
    font["name"].names = [record for record in font["name"].names if record.nameID != 1]


def marks_as_letters(font: TTFont) -> None:
    classes = font["GDEF"].table.GlyphClassDef.classDefs
    for name, kind in list(classes.items()):
        if kind == 3:
            classes[name] = 1
            font["hmtx"].metrics[name] = (300, font["hmtx"].metrics[name][1])


def boxes_for_tones(font: TTFont) -> None:
    tables = [table for lookup in font["GSUB"].table.LookupList.Lookup for table in lookup.SubTable]
    for table in (table for table in tables if table.LookupType == 1):
        for name in table.mapping:
            if name.startswith(("uni0E48", "uni0E49")):
                table.mapping[name] = ".notdef"


def one_narrow_digit(font: TTFont) -> None:
    name = font.getBestCmap()[ord("1")]
    font["hmtx"].metrics[name] = (300, font["hmtx"].metrics[name][1])


def shapeless(font: TTFont, raised: int = 0) -> None:
    """Takes the tables away that place marks, and raises the tones."""
    for tag in ("GSUB", "GPOS"):
        del font[tag]
    for tone in "่้๊๋":
        glyph = font["glyf"][font.getBestCmap()[ord(tone)]]
        glyph.coordinates.translate((0, raised))
        glyph.recalcBounds(font["glyf"])


def bitmaps_only(font: TTFont) -> None:
    for tag in ("glyf", "loca"):
        del font[tag]


FAULTS = {
    "font.embedding-restricted": font_kit.changed(setting("OS/2", "fsType", 0x0002)),
    "font.embedding-whole": font_kit.changed(setting("OS/2", "fsType", 0x0108)),
    "font.embedding-bitmaps": font_kit.changed(setting("OS/2", "fsType", 0x0200)),
    "font.lacks-thai": font_kit.without_characters("ๆ"),
    "font.word-lacks-glyph": font_kit.changed(boxes_for_tones),
    "font.marks-collide": font_kit.changed(shapeless),
    "font.marks-take-room": font_kit.changed(marks_as_letters),
    "font.letter-height": font_kit.changed(setting("head", "unitsPerEm", 5_000)),
    "font.no-name": font_kit.changed(nameless),
    "font.no-weights": font_kit.variable(450, 600),
    "font.no-font": b"%!PS-AdobeFont-1.0: Old",
    "font.damaged": font_kit.official()[:20_000],
    "font.collection-many": b"ttcf\0\1\0\0\xff\xff\xff\xff",
}
WARNINGS = {
    "font.lacks-rare": font_kit.without_characters("๏๛"),
    "font.lacks-latin": font_kit.without_characters("0Q"),
    "font.tone-fixed": font_kit.changed(lambda font: shapeless(font, 400)),
    "font.tall-letter": font_kit.changed(lambda font: shapeless(font, 400)),
    "font.deep-letter": font_kit.changed(lambda font: shapeless(font, 400)),
    "font.needs-leading": font_kit.changed(lambda font: shapeless(font, 700)),
}
NOTES = {
    "font.embedding-preview": font_kit.changed(setting("OS/2", "fsType", 0x0004)),
    "font.lacks-signs": font_kit.without_characters("≥"),
    "font.no-features": font_kit.without_table("GPOS"),
    "font.digits-proportional": font_kit.changed(one_narrow_digit),
    "font.cff": font_kit.in_cff(),
    "font.variable": font_kit.variable(),
    "font.woff": font_kit.packed("woff"),
    "font.collection": font_kit.collection(),
}


def test_the_fonts_of_the_program_are_sound() -> None:
    paths = sorted(asset("fonts").rglob("*.ttf"))
    assert len(paths) == 6
    for path in paths:
        found = check_font(path)
        assert found.is_sound
        assert codes(found, "error", "warning") == set()
        assert [face.data for face in found.faces] == [b""]


@pytest.mark.parametrize(("code", "data"), FAULTS.items(), ids=FAULTS)
def test_a_fault_is_found_and_stops_the_font(code: str, data: bytes, tmp_path: Path) -> None:
    found = checked(tmp_path, data)
    assert code in codes(found, "error")
    assert not found.is_sound


@pytest.mark.parametrize(("code", "data"), WARNINGS.items(), ids=WARNINGS)
def test_a_weakness_is_told_and_stops_nothing(code: str, data: bytes, tmp_path: Path) -> None:
    found = checked(tmp_path, data)
    assert code in codes(found, "warning")
    assert found.is_sound


@pytest.mark.parametrize(("code", "data"), NOTES.items(), ids=NOTES)
def test_what_changes_nothing_is_a_note(code: str, data: bytes, tmp_path: Path) -> None:
    found = checked(tmp_path, data)
    assert found.is_sound
    assert codes(found, "note") <= {code, *USUAL}
    assert code in codes(found, "note")
    assert codes(found, "error", "warning") == set()


def test_all_faults_of_a_font_are_told_at_once(tmp_path: Path) -> None:
    def spoil(font: TTFont) -> None:
        font["OS/2"].fsType = 0x0302
        nameless(font)
        shapeless(font)

    wanted = {"restricted", "whole", "bitmaps"}
    assert codes(checked(tmp_path, font_kit.changed(spoil)), "error") == {
        "font.no-name",
        "font.marks-collide",
        *(f"font.embedding-{right}" for right in wanted),
    }


def test_a_font_of_pictures_only_is_refused(tmp_path: Path) -> None:
    assert "font.no-outlines" in codes(checked(tmp_path, _without_outlines()), "error")


def _without_outlines() -> bytes:
    """Sarabun with its outlines under another name, which fontTools would not write."""
    return font_kit.saved(font_kit.sarabun()).replace(b"glyf", b"glyX", 1)


def test_a_damaged_outline_is_found_before_a_brief_meets_it(tmp_path: Path) -> None:
    font = font_kit.sarabun()
    data = bytearray(font_kit.saved(font))
    start = TTFont(BytesIO(bytes(data))).reader.tables["glyf"].offset
    name = font.getBestCmap()[ord("฿")]  # in no word that is tried
    loca = TTFont(BytesIO(bytes(data)))["loca"].locations
    at = start + loca[font.getGlyphID(name)]
    data[at : at + 2] = b"\x7f\xff"  # as many contours
    assert not checked(tmp_path, bytes(data)).is_sound


def test_sizes_are_measured_on_the_font(tmp_path: Path) -> None:
    (face,) = checked(tmp_path, font_kit.official()).faces
    assert (face.family, face.style, face.letter_height, face.official) == (font_kit.FAMILY, "Regular", 0.4, 16.0)
    assert face.scale == 1.465
    assert face.data == font_kit.official()  # nothing had to be changed
    (face,) = checked(tmp_path, font_kit.saved(font_kit.sarabun())).faces
    assert (face.letter_height, face.official, face.scale) == (0.586, 10.9, 1.0)


def test_a_face_is_known_by_any_of_its_flags_or_its_name(tmp_path: Path) -> None:
    def flagged(selection: int, mac: int, name: str) -> tuple[bool, bool]:
        def change(font: TTFont) -> None:
            font["OS/2"].fsSelection, font["head"].macStyle = selection, mac
            font["name"].setName(name, 2, 3, 1, 0x409)

        (face,) = checked(tmp_path, font_kit.changed(change)).faces
        return face.bold, face.italic

    assert flagged(0x40, 0, "Regular") == (False, False)
    assert flagged(0x20, 0, "Regular") == flagged(0, 1, "Regular") == flagged(0x40, 0, "Bold") == (True, False)
    assert flagged(0x01, 0, "Regular") == flagged(0, 2, "Regular") == flagged(0x40, 0, "Oblique") == (False, True)
    assert flagged(0x40, 0, "Bold Italic") == (True, True)


def test_of_a_variable_font_come_a_regular_and_a_bold(tmp_path: Path) -> None:
    regular, bold = checked(tmp_path, font_kit.variable()).faces
    assert [(face.style, face.bold) for face in (regular, bold)] == [("Regular", False), ("Bold", True)]
    fonts = [TTFont(BytesIO(face.data)) for face in (regular, bold)]
    edges = []
    for font, weight, style in zip(fonts, (400, 700), ("Regular", "Bold"), strict=True):
        assert "fvar" not in font
        assert font["OS/2"].usWeightClass == weight
        assert [font["name"].getDebugName(number) for number in (1, 2, 16)] == [font_kit.FAMILY, style, None]
        edges.append(font["glyf"][font.getBestCmap()[ord("ก")]].xMax)
    assert edges[1] == edges[0] + 30
    assert fonts[1]["head"].macStyle == 1
    assert fonts[1]["OS/2"].fsSelection & 0b1100001 == 0b0100000


def test_cubic_outlines_become_quadratic_ones_of_the_same_shape(tmp_path: Path) -> None:
    (face,) = checked(tmp_path, font_kit.in_cff()).faces
    made, source = TTFont(BytesIO(face.data)), font_kit.sarabun()
    assert made.sfntVersion == "\0\1\0\0"
    assert "CFF " not in made
    ours, theirs = made.getBestCmap(), source.getBestCmap()
    compared = 0
    for character in "กขฃคฆงญฐปฟ่้ิำAgQ8๙":
        glyph, original = made["glyf"][ours[ord(character)]], source["glyf"][theirs[ord(character)]]
        for edge in ("xMin", "yMin", "xMax", "yMax"):
            assert abs(getattr(glyph, edge) - getattr(original, edge)) <= 2, (character, edge)
        assert made["hmtx"][ours[ord(character)]][0] == source["hmtx"][theirs[ord(character)]][0]
        compared += 1
    assert compared > 15


@pytest.mark.parametrize("data", [font_kit.in_cff(), font_kit.variable(), font_kit.packed("woff2")])
def test_what_is_made_of_a_file_is_the_same_on_any_day(
    data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = checked(tmp_path, data).faces
    monkeypatch.setattr("time.time", lambda: 4_000_000_000.0)
    assert checked(tmp_path, data).faces == once


@pytest.mark.parametrize("flavour", ["woff", "woff2"])
def test_what_is_packed_for_the_web_is_unpacked(flavour: str, tmp_path: Path) -> None:
    (face,) = checked(tmp_path, font_kit.packed(flavour)).faces
    assert TTFont(BytesIO(face.data)).flavor is None


def test_each_font_of_a_collection_is_looked_at(tmp_path: Path) -> None:
    faces = checked(tmp_path, font_kit.collection()).faces
    assert [face.style for face in faces] == ["Regular", "Bold"]


def test_what_takes_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fontcheck, "_BOUNDS", Bounds(seconds=20, megabytes=150, kilobytes=64 * 1024))
    assert codes(checked(tmp_path, _bomb(400 * 2**20)), "error") == {"font.takes-too-much"}
    monkeypatch.setattr(fontcheck, "MOST_BYTES", 1_000)
    assert codes(checked(tmp_path, font_kit.official()), "error") == {"font.too-large"}


def _bomb(size: int) -> bytes:
    """A WOFF file whose tables are `size` zeros each."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(2**20)) for _ in range(size // 2**20)) + packer.flush()
    place = b"".join(number.to_bytes(4, "big") for number in (84, len(packed), size, 0))
    header = b"wOFF\0\1\0\0" + (84 + len(packed)).to_bytes(4, "big") + (2).to_bytes(2, "big") + bytes(2)
    return header + (2 * size).to_bytes(4, "big") + bytes(24) + b"OS/2" + place + b"glyf" + place + packed


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert codes(check_font(tmp_path / "nowhere.ttf"), "error") == {"font.no-file"}
    assert codes(check_font(tmp_path), "error") == {"font.no-file"}
    os.mkfifo(tmp_path / "pipe.ttf")
    assert codes(check_font(tmp_path / "pipe.ttf"), "error") == {"font.no-file"}
    assert codes(check_font(tmp_path / ("x" * 300)), "error") == {"font.unreadable"}


def test_damaged_files_are_refused_or_can_be_embedded() -> None:
    """In this process, where what escapes is seen; the process apart would make a refusal of it."""
    chance = random.Random(7)
    sources = [font_kit.official(), font_kit.in_cff(), font_kit.packed("woff2"), font_kit.variable()]
    refused = 0
    for number in range(60):
        data = bytearray(chance.choice(sources))
        for _ in range(chance.choice((1, 8, 64))):
            data[chance.randrange(chance.choice((64, 4_096, len(data))))] = chance.randrange(256)
        told: dict[str, Any] = fontcheck.json.loads(fontcheck._examined(bytes(data), f"{number}.ttf", False))
        refused += any(finding["severity"] == "error" for finding in told["findings"])
        assert all(finding["code"].startswith("font.") for finding in told["findings"])
    assert refused > 10


def test_names_are_known_however_they_are_written() -> None:
    keys = [key_of(name) for name in ("TH Sarabun New", "th-sarabun-new", " TH  SARABUN_NEW".replace("_", " "))]
    assert all(one == other for one, other in pairwise(keys))
    assert key_of("สารบรรณ ๑") == "สารบรรณ-๑"
    assert key_of("../..") == key_of("/") == ""
