"""The families that a theme can use, and what is known of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from gireport.layout.fontfolder import installed, user_description
from gireport.layout.fonts import built_in_fonts
from gireport.layout.theme import official
from gireport.records import dataclass
from gireport.text.fontfile import FontFile
from gireport.text.fontrules import SIGNS, THAI, lacking
from gireport.text.shaping import Shaper

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gireport.layout.fonts import FontDescription

_OFFICIAL = 16  # points of TH SarabunPSK, as letters of state are set


@dataclass(frozen=True, slots=True)
class ListedFamily:
    """A family: what themes call it, its files by style, and what its regular face lacks."""

    key: str
    name: str
    origin: Literal["built-in", "user"]
    files: Mapping[str, Path]
    licence: str
    letter_height: float
    """Of ก, in em."""
    official: float
    """The size in points that 16 official points are."""
    lacks_thai: str
    lacks_signs: str


def built_in_families() -> list[ListedFamily]:
    """Those that come with the program."""
    return [
        _listed(key, FontFile.load(description.regular).family, "built-in", description)
        for key, description in built_in_fonts().items()
    ]


def user_family(key: str) -> ListedFamily:
    """One of the user's. Raises FontError where it is not as it was added."""
    return _listed(key, installed(key).name, "user", user_description(key))


def _listed(key: str, name: str, origin: Literal["built-in", "user"], description: FontDescription) -> ListedFamily:
    font = FontFile.load(description.regular)
    shaper = Shaper.of(font)
    letter = font.letter_height / font.units_per_em
    files = {
        "Regular": description.regular,
        "Bold": description.bold,
        "Italic": description.italic,
        "Bold Italic": description.bold_italic,
    }
    return ListedFamily(
        key=key,
        name=name,
        origin=origin,
        files={style: path for style, path in files.items() if path is not None},
        licence=font.licence,
        letter_height=round(letter, 3),
        official=official(_OFFICIAL, letter),
        lacks_thai=lacking(shaper, THAI),
        lacks_signs=lacking(shaper, SIGNS),
    )
