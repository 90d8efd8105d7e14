"""When two texts write the same name: a key that is equal for every way of typing it.

Thai can be typed in several ways that look alike or nearly so. The keys of names are compared, never printed: what is
shown stays as it was written.
"""

from __future__ import annotations

import re
import unicodedata

from gireport.thai.digits import to_arabic_digits

# Full-width forms of ASCII (Unicode, Halfwidth and Fullwidth Forms) and the space that goes with them.
_WIDTHS = {0xFF00 + offset: 0x20 + offset for offset in range(1, 0x5F)}
# What takes no room and joins nothing: zero width space, word joiner, byte order mark. The joiners U+200C and U+200D
# stay, because in other scripts and between emoji they change what is read.
_NOTHING = dict.fromkeys((0x200B, 0x2060, 0xFEFF))
_SPACES = re.compile("[ \t\n\r\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_LATIN = re.compile("[A-ZÀ-ɏḀ-ỿ]+")

_MARKS = re.compile("[ัิ-\u0e3a็-๎]{2,}")
_TONES = "่้๊๋์"
# The ring and the aa of SARA AM typed apart, with a tone mark before, between or neither.
_SARA_AM_IN_TWO = re.compile("\u0e4d([่-๋]*)า")
_SARA_AM_AND_TONES = re.compile("[ำ่-๋]{2,}")


def identity_key(text: str) -> str:
    """A key that two texts share if they write one name, and no others do.

    It does not tell apart: ำ typed as ํ and า; a tone mark typed before its vowel or after it; แ typed as two เ;
    spaces by their kind and number, nor those at either end; what has no width; full-width Latin letters and signs;
    Thai and Arabic digits; capital and small Latin letters; composed and combining accents (Unicode NFC). Everything
    else it does: สิทธิ and สิทธิ์ are two words.
    """
    if text.isascii():
        return _SPACES.sub(" ", text.lower()).strip(" ")
    key = _folded(text)
    # An accent of another script among Thai marks may leave a second turn to do.
    while key != text:
        text, key = key, _folded(key)
    return key


def _folded(text: str) -> str:
    if not text.isascii():
        text = _thai(unicodedata.normalize("NFC", text.translate(_NOTHING).translate(_WIDTHS)))
    text = _LATIN.sub(lambda letters: letters[0].lower(), to_arabic_digits(text))
    # Some letter with an accent exists in small only, as ǰ does.
    return unicodedata.normalize("NFC", _SPACES.sub(" ", text).strip(" "))


def _thai(text: str) -> str:
    """`text` with each syllable's marks in the order in which they are spelt: vowel, tone, ำ after both."""
    text = _MARKS.sub(lambda marks: _tones_last(marks[0]), text.replace("เเ", "แ"))
    text = _SARA_AM_IN_TWO.sub(r"\1ำ", text)
    return _SARA_AM_AND_TONES.sub(lambda marks: "".join(sorted(marks[0], key="ำ".__eq__)), text)


def _tones_last(marks: str) -> str:
    # The sort is stable: among vowels, and among tones, the order is what was typed.
    return "".join(sorted(marks, key=_TONES.__contains__))
