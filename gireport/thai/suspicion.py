"""What in a text nobody can see, or no Thai keyboard should have let through: found, named and placed.

The sequences are those that the input rules for Thai rule out (WTT 2.0, as in libthai's thinp): a mark stands on a
consonant, which has one vowel sign above or below and after it one tone mark. Every word of the bundled list passes.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Literal

from gireport.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

Severity = Literal[
    "refused",  # what it says cannot be known, or cannot be checked by looking
    "noted",  # it reads well, and may yet be a slip
]
SuspicionCode = Literal[
    "control",  # a control character, line breaks and tabs among them
    "bidi",  # a character that turns the direction of what follows
    "zero-width",  # what takes no room or shows nothing: joiners, byte order marks, soft hyphens, fillers
    "separator",  # the line and the paragraph separator
    "private-use",  # where old Thai fonts kept their shifted marks
    "surrogate",  # half a character
    "unassigned",  # no character of the Unicode that Python knows
    "lone-mark",  # a mark with no letter to stand on
    "leading-vowel-mark",  # a mark on เ แ โ ใ ไ, which carry none
    "two-marks",  # a second vowel sign or a second tone mark on one consonant
    "mark-order",  # a tone mark before the vowel sign, or after the vowel that follows the consonant
    "doubled-e",  # เ twice, which looks like แ
    "split-am",  # ํ and า where ำ is meant
    "odd-space",  # a space that is not U+0020
    "mixed-digits",  # Thai and Arabic digits in one number
]

_NOTED: frozenset[SuspicionCode] = frozenset({"split-am", "odd-space", "mixed-digits"})

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BY_CATEGORY: dict[str, SuspicionCode] = {
    "Cc": "control",
    "Cf": "zero-width",
    "Zl": "separator",
    "Zp": "separator",
    "Co": "private-use",
    "Cs": "surrogate",
    "Cn": "unassigned",
}
# Letters, marks and symbols by category that show nothing: fillers, a joiner, a blank, inherent vowels, and the
# selectors of another form of what stands before them.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_SELECTORS = re.compile("[\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_EMOJI_FORM = "\ufe0f"
_JOINER = "\u200d"
# Characters of which none is wrong by itself, so that most texts need no look at each.
_PLAIN = re.compile("[ -~¡-¬®-ʯก-\u0e3a฿-\u0e5b–—‘’“”•…]*")

_ABOVE = "ัิีึื"
_BELOW = "ุู\u0e3a"
_TONES = "่้๊๋"
_RING = "\u0e4d"
_MARK = f"{_ABOVE}{_BELOW}{_TONES}็์{_RING}\u0e4e"
_BASE = "ก-ฮ\u25cc"  # U+25CC DOTTED CIRCLE stands for any letter where marks themselves are spoken of

# In the order in which they are looked for: at one place the first that matches is said.
_SEQUENCES: tuple[tuple[SuspicionCode, str], ...] = (
    ("doubled-e", "เเ"),
    ("leading-vowel-mark", f"(?<=[เ-ไ])[{_MARK}]+"),
    ("mark-order", f"[ะาำๅ][{_MARK}]+"),
    ("lone-mark", f"(?<![{_BASE}{_MARK}])[{_MARK}]+"),
    ("split-am", f"(?:[{_TONES}]?{_RING}|{_RING}[{_TONES}])า"),
    ("mark-order", f"[{_TONES}์]+[{_ABOVE}{_BELOW}็]"),
    ("two-marks", f"[{_TONES}์]{{2,}}"),
    ("two-marks", f"[{_ABOVE}{_BELOW}][{_ABOVE}{_BELOW}็]|็[{_ABOVE}{_BELOW}็]"),
    ("two-marks", f"[{_ABOVE}็][{_TONES}]?{_RING}|{_RING}[{_ABOVE}็{_RING}]"),
)
_SEQUENCE = re.compile("|".join(f"(?P<_{number}>{pattern})" for number, (_, pattern) in enumerate(_SEQUENCES)))
_NUMBER = re.compile("[0-9๐-๙]+(?:[.,][0-9๐-๙]+)*")
_OF_BOTH_SCRIPTS = re.compile("[0-9][.,]?[๐-๙]|[๐-๙][.,]?[0-9]")


@dataclass(frozen=True, slots=True)
class Suspicion:
    """One thing found: its code, where it starts (in characters from the start of the text), and what it is."""

    code: SuspicionCode
    offset: int
    text: str

    @property
    def severity(self) -> Severity:
        """Whether data with this in it is refused, or only worth a note."""
        return "noted" if self.code in _NOTED else "refused"

    @property
    def names(self) -> tuple[str, ...]:
        """Its characters as people look them up, such as "U+202E RIGHT-TO-LEFT OVERRIDE"."""
        return tuple(map(code_point, self.text))


def code_point(character: str) -> str:
    """A character as people look it up, such as "U+202E RIGHT-TO-LEFT OVERRIDE"."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()


def suspicions(text: str) -> tuple[Suspicion, ...]:
    """Everything in `text` that is worth a second look, in the order in which it stands there.

    Emoji and other scripts are none of it.
    """
    found = [*_characters(text), *_sequences(text), *_numbers(text)]
    return tuple(sorted(found, key=lambda suspicion: suspicion.offset))


def unseen(character: str) -> SuspicionCode | None:
    """Why `character` can never be checked by looking; None where it can, as a space of another kind can."""
    if character in _BLANK or _SELECTORS.match(character):
        return "zero-width"
    return "bidi" if character in _BIDI else _BY_CATEGORY.get(unicodedata.category(character))


def _characters(text: str) -> Iterator[Suspicion]:
    if _PLAIN.fullmatch(text):
        return
    for offset, character in enumerate(text):
        code = unseen(character) or _in_place(text, offset)
        if code and not _shapes_an_emoji(text, offset):
            yield Suspicion(code, offset, character)


def _in_place(text: str, offset: int) -> SuspicionCode | None:
    """What is wrong with a character that can be seen, where it stands."""
    character, category = text[offset], unicodedata.category(text[offset])
    if category == "Zs" and character != " ":
        return "odd-space"
    # Accents and the like of other scripts; the marks of Thai have rules of their own.
    before = text[offset - 1 : offset] or " "
    if category in ("Mn", "Me") and character not in _MARK and before.isspace():
        return "lone-mark"
    return None


def _shapes_an_emoji(text: str, offset: int) -> bool:
    """Whether a joiner or a selector does its work there: ⚠\ufe0f in colour, or two emoji joined to one."""
    before = text[max(0, offset - 2) : offset].rstrip(_EMOJI_FORM)[-1:]
    if text[offset] == _EMOJI_FORM:
        return _is_symbol(before) or (before != "" and before in "0123456789#*")
    return text[offset] == _JOINER and _is_symbol(before) and _is_symbol(text[offset + 1 : offset + 2])


def _is_symbol(character: str) -> bool:
    return character != "" and unicodedata.category(character) in ("So", "Sk", "Sm", "Po")


def _sequences(text: str) -> Iterator[Suspicion]:
    for match in _SEQUENCE.finditer(text):
        code, _ = _SEQUENCES[int(str(match.lastgroup)[1:])]
        yield Suspicion(code, match.start(), match[0])


def _numbers(text: str) -> Iterator[Suspicion]:
    for match in _NUMBER.finditer(text):
        if _OF_BOTH_SCRIPTS.search(match[0]):
            yield Suspicion("mixed-digits", match.start(), match[0])
