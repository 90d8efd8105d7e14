"""The faces a brief is set in, the faces that help out, and the check that they have every character of it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from gireport.assets import asset
from gireport.dataset.characters import shown
from gireport.errors import FontError, Place, Problem
from gireport.pdf.clusterfont import ClusterFont
from gireport.text.fontfile import FontFile
from gireport.text.lines import NO_BREAK_SPACE
from gireport.text.shaping import Shaper, is_mark, letters_with_marks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gireport.brief.model import Brief

_SLOPES = _WEIGHTS = (False, True)
# A line feed ends a line and a no-break space is printed as a space, so neither needs a glyph of its own.
_WITHOUT_GLYPH = frozenset({"\n", NO_BREAK_SPACE})


@dataclass(frozen=True, slots=True)
class FontDescription:
    """The files of a family by weight and slope, and the family that is asked for what it lacks.

    Thai designs seldom have italics: where there is none, the upright face of the same weight is used.
    """

    name: str
    regular: Path
    bold: Path
    italic: Path | None = None
    bold_italic: Path | None = None
    fallback: FontDescription | None = None
    scale: float = 1.0
    """How large it is drawn, in times of the size asked for. A family of the user's is drawn so that its letters are as
    high as those of Sarabun: then sizes, leading and room that are right for one are right for the other.
    """

    def file(self, *, bold: bool, italic: bool) -> Path:
        """The file for a weight and slope."""
        upright, sloped = (self.bold, self.bold_italic) if bold else (self.regular, self.italic)
        return sloped if italic and sloped else upright

    def is_sloped(self, *, bold: bool) -> bool:
        """Whether the family has an italic of that weight."""
        return (self.bold_italic if bold else self.italic) is not None


@dataclass(frozen=True)
class FontFamily:
    """Regular, bold, italic and bold italic faces of one design, and for each the faces that help it out."""

    faces: dict[tuple[bool, bool], ClusterFont]
    helpers: dict[tuple[bool, bool], tuple[ClusterFont, ...]]
    """What a face lacks is looked for in these, in order. They are scaled so that their letters are as high as its."""

    def face(self, *, bold: bool = False, italic: bool = False) -> ClusterFont:
        """The face for a weight and slope."""
        return self.faces[bold, italic]

    def pieces(self, text: str, *, bold: bool = False, italic: bool = False) -> list[tuple[ClusterFont, str]]:
        """The text in pieces, each with the face that draws it; together they are the text.

        A letter is never parted from its marks. Every face is to be used at the same size: helpers scale themselves.
        What no face has stays with the first.
        """
        first, helpers = self.faces[bold, italic], self.helpers[bold, italic]
        if not helpers or all(_has(first, character) for character in text):
            return [(first, text)]

        def face_of(cluster: str) -> ClusterFont:
            return next((face for face in (first, *helpers) if _has_all(face, cluster)), first)

        return [(face, "".join(clusters)) for face, clusters in groupby(letters_with_marks(text), face_of)]

    def lacking(self, cluster: str) -> Iterator[str]:
        """The characters for which no face can draw the cluster, regular weight; none where one can."""
        faces = (self.face(), *self.helpers[False, False])
        if not any(_has_all(face, cluster) for face in faces):
            nowhere = [character for character in cluster if not any(_has(face, character) for face in faces)]
            yield from nowhere or (character for character in cluster if not _has(faces[0], character))

    @staticmethod
    def sarabun() -> FontFamily:
        """The bundled family in which a brief is set unless its theme says otherwise."""
        return FontFamily.of(built_in_fonts()["sarabun"])

    @staticmethod
    @cache
    def of(description: FontDescription) -> FontFamily:
        """The family described, loaded once in a process and known to ReportLab from then on.

        Raises FontError where a file is no usable font.
        """
        faces, helpers = {}, {}
        for bold in _WEIGHTS:
            for italic in _SLOPES:
                font = _font(description, bold=bold, italic=italic)
                faces[bold, italic] = _face(font, description.scale)
                sloped = italic and description.is_sloped(bold=bold)
                helpers[bold, italic] = tuple(_helpers(description, font, bold=bold, italic=sloped))
        return FontFamily(faces, helpers)


def family_named(name: str) -> FontDescription | None:
    """The family that comes with the program, or the user's, of that name; None where there is neither.

    What a family of the user's lacks is drawn in Sarabun. Raises FontError where its folder is damaged.
    """
    known = built_in_fonts()
    if name in known:
        return known[name]
    from gireport.layout.fontfolder import installed_keys, key_of, user_description

    key = key_of(name)
    if key in known or key not in installed_keys():
        return known.get(key)
    return replace(user_description(key), fallback=known["sarabun"])


def known_families() -> list[str]:
    """The names that a theme may use."""
    from gireport.layout.fontfolder import installed_keys

    return sorted({*built_in_fonts(), *installed_keys()})


@cache
def built_in_fonts() -> dict[str, FontDescription]:
    """The families that come with the program, by the names that themes use."""

    def file(name: str) -> Path:
        return asset("fonts", *name.split("/"))

    sarabun = FontDescription(
        "sarabun",
        regular=file("sarabun/Sarabun-Regular.ttf"),
        bold=file("sarabun/Sarabun-Bold.ttf"),
        italic=file("sarabun/Sarabun-Italic.ttf"),
        bold_italic=file("sarabun/Sarabun-BoldItalic.ttf"),
    )
    looped = FontDescription(
        "noto-sans-thai-looped",
        regular=file("noto-sans-thai-looped/NotoSansThaiLooped-Regular.ttf"),
        bold=file("noto-sans-thai-looped/NotoSansThaiLooped-Bold.ttf"),
    )
    return {description.name: description for description in (sarabun, looped)}


def _font(description: FontDescription, *, bold: bool, italic: bool) -> FontFile:
    return FontFile.load(description.file(bold=bold, italic=italic))


def _helpers(description: FontDescription, font: FontFile, *, bold: bool, italic: bool) -> Iterator[ClusterFont]:
    helper = description.fallback
    while helper is not None:
        file = _font(helper, bold=bold, italic=italic)
        heights = [each.letter_height / each.units_per_em for each in (font, file)]
        yield _face(file, round(description.scale * heights[0] / heights[1], 3))
        helper = helper.fallback


@cache
def _face(font: FontFile, scale: float) -> ClusterFont:
    """The face of a font at a scale, made once, since the name it has in ReportLab can belong to one only."""
    name = font.name.removesuffix(".ttf")
    face = ClusterFont(name if scale == 1 else f"{name} x {scale}", Shaper.of(font), scale)
    face.register()
    return face


def _has(face: ClusterFont, character: str) -> bool:
    return character in _WITHOUT_GLYPH or face.shaper.font.covers(character)


def _has_all(face: ClusterFont, cluster: str) -> bool:
    return all(_has(face, character) for character in cluster)


def check_coverage(brief: Brief, family: FontFamily) -> None:
    """Raises FontError naming every character of the brief that the family and its helpers lack, and where its words
    come from.

    A missing glyph would print as an empty box, or as nothing at all: worse than no report.
    """
    letters = set[str]().union(*(span.text for span in brief.texts()))
    known = {character: _has(family.face(), character) for character in letters}
    if all(known.values()):
        return
    missing: dict[str, Problem] = {}
    before = ""
    for span in brief.texts():
        words = span.text
        if words and is_mark(words[0]):  # it is drawn with the letter that ends the span before
            words = letters_with_marks(before)[-1] + words if before else words
        if not all(known[character] for character in words):
            for character in (c for cluster in letters_with_marks(words) for c in family.lacking(cluster)):
                missing.setdefault(character, _missing(character, span.text, span.origin))
        before = span.text or before
    if missing:
        raise FontError(list(missing.values()))


def _missing(character: str, text: str, origin: str) -> Problem:
    facts = {
        "character": character if character.isprintable() else "?",
        "code_point": f"U+{ord(character):04X}",
        "name": unicodedata.name(character, "unnamed"),
        "text": shown(text),
    }
    return Problem("font.missing-glyph", Place(origin), facts)
