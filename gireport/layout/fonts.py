"""The four faces a brief is set in, and the check that they have every character of it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from gireport.assets import asset
from gireport.dataset.characters import shown
from gireport.errors import FontError, Place, Problem
from gireport.pdf.clusterfont import ClusterFont
from gireport.text.fontfile import FontFile
from gireport.text.lines import NO_BREAK_SPACE
from gireport.text.shaping import Shaper

if TYPE_CHECKING:
    from gireport.brief.model import Brief

_FILES = {
    (False, False): "Sarabun-Regular",
    (True, False): "Sarabun-Bold",
    (False, True): "Sarabun-Italic",
    (True, True): "Sarabun-BoldItalic",
}


@dataclass(frozen=True)
class FontFamily:
    """Regular, bold, italic and bold italic faces of one design."""

    faces: dict[tuple[bool, bool], ClusterFont]

    def face(self, *, bold: bool = False, italic: bool = False) -> ClusterFont:
        """The face for a weight and slope."""
        return self.faces[bold, italic]

    @staticmethod
    @cache
    def sarabun() -> FontFamily:
        """The bundled family, loaded once in a process and known to ReportLab from then on."""
        faces = {
            key: ClusterFont(name, Shaper(FontFile.load(asset("fonts", "sarabun", f"{name}.ttf"))))
            for key, name in _FILES.items()
        }
        for font in faces.values():
            font.register()
        return FontFamily(faces)


def check_coverage(brief: Brief, family: FontFamily) -> None:
    """Raises FontError naming every character of the brief that the family lacks, and where its words come from.

    A missing glyph would print as an empty box, or as nothing at all: worse than no report.
    """
    font = family.face().shaper.font
    # A line feed ends a line and a no-break space is printed as a space, so neither needs a glyph.
    known: dict[str, bool] = {"\n": True, NO_BREAK_SPACE: font.covers(" ")}
    missing: dict[str, Problem] = {}
    for span in brief.texts():
        for character in span.text:
            covered = known.get(character)
            if covered is None:
                covered = known[character] = font.covers(character)
            if not covered and character not in missing:
                missing[character] = _missing(character, span.text, span.origin)
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
