"""The order of Thai names, as a Thai dictionary has it: a key to sort by.

The order is that of CLDR's collation for Thai (https://cldr.unicode.org, `th`), for text in Thai, in Latin letters
with or without accents, in digits and in signs: the first difference decides, looked for in the letters alone, then in
tone marks and accents, then in capitals, then in spaces and punctuation. What lies outside (other scripts, æ, ½) comes
after all this by code point.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

_CONSONANTS = "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรฤลฦวศษสหฬอฮ"
_VOWELS = "\u0e4dะัาิีึืุูเแโใไ\u0e3a"  # nikhahit before them all, phinthu after
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_SIGNS = "`´^¯¨°©®←→↑↓+±÷×<=>|~−√∞≈≤≥■□▲△▼○●★☆¢$£¥฿€"  # the signs that count as letters do

# By weight, none being lightest. Accents of Latin letters come before the marks of Thai: yamakkan, thanthakhat,
# maitaikhu, the four tones.
_MARKS = "\u0301\u0300\u0306\u0302\u030c\u030a\u0308\u030b\u0303\u0307\u0327\u0328\u0304\u0e4e\u0e4c\u0e47่้๊๋"

# Signs that count only between names that are otherwise equal, lightest first.
_LIGHT = " _-‐‑–—,;:!?.…·'‘’\"“”«»()[]{}§¶@*/\\&#%‰†‡•′″๏ฯ๚๛ๆ"

_LEADING = re.compile("([เ-ไ])([ก-ฮ])")
_PIECE = re.compile("\u0e4d[าๅ]|.", re.DOTALL)

# Every weight is a character, so that each level is a plain string to compare.
_DIGIT, _THAI, _LATIN_LETTER, _OTHER = 0x100, 0x200, 0x300, "\uffff"
_PLAIN = "\x01"
_HEAVY = "\uffff"


class CollationKey(NamedTuple):
    """What to sort a text by, one level after the other; `text` itself decides between what no level parts."""

    letters: str
    marks: str
    variants: str
    signs: str
    text: str


class _Element(NamedTuple):
    """A letter or mark with its weight on each level; a mark has no `letter`."""

    letter: str
    mark: str = _PLAIN
    variant: str = _PLAIN


def collation_key(text: str) -> CollationKey:
    """The key of `text`: names sorted by it stand as in a Thai dictionary.

    A leading vowel counts after its consonant, tone marks and ์ ็ only between equal letters, Thai digits as Arabic
    ones. Digits come first, then Thai, then Latin. Only equal texts have equal keys.
    """
    elements: list[_Element] = []
    signs: list[str] = []
    after_light = False
    for piece in _PIECE.findall(_LEADING.sub(r"\2\1", unicodedata.normalize("NFD", text))):
        if weight := _light(piece):
            signs.append(weight)
            after_light = True
            continue
        for element in _elements(piece):
            # A mark on a sign of no weight has none either.
            if element.letter or not after_light:
                elements.append(element)
                signs.append(_HEAVY)
                after_light = after_light and not element.letter
    return CollationKey(
        "".join([element.letter for element in elements]),
        "".join([element.mark for element in elements]),
        "".join([element.variant for element in elements]),
        "".join(signs),
        text,
    )


@cache
def _light(piece: str) -> str:
    """The weight of a sign that counts only in the end; empty where `piece` is none."""
    category = unicodedata.category(piece[0])
    if category == "Zs":
        return _weight(_LIGHT, " ")
    if piece in _LIGHT:
        return _weight(_LIGHT, piece)
    return chr(len(_LIGHT) + 2) + piece if category[0] in "PZ" or piece in "\t\n\v\f\r" else ""


@cache
def _elements(piece: str) -> tuple[_Element, ...]:
    """What `piece`, a character or nikhahit with the vowel after it, counts as."""
    if piece in ("\u0e33", "\u0e4dา", "\u0e4dๅ"):  # SARA AM in one, in two: aa first, then the ring
        aa = _Element(_weight(_VOWELS, "า", _THAI), variant="\x02" if piece[-1] == "ๅ" else _PLAIN)
        return aa, _Element(_weight(_VOWELS, "\u0e4d", _THAI), variant="\x03" if len(piece) == 1 else "\x02")
    if piece == "ๅ":
        return (_Element(_weight(_VOWELS, "า", _THAI), variant="\x02"),)
    if piece in _VOWELS:
        return (_Element(_weight(_VOWELS, piece, _THAI)),)
    if piece in _MARKS:
        return (_Element("", mark=_weight(_MARKS, piece, 1)),)
    return _letter(piece)


def _letter(character: str) -> tuple[_Element, ...]:
    if character in _CONSONANTS:
        return (_Element(_weight(_CONSONANTS, character, _THAI - len(_CONSONANTS))),)
    if (digit := unicodedata.decimal(character, None)) is not None:
        return (_Element(chr(_DIGIT + digit)),)
    if character.lower() in _LATIN:
        capital = "\x02" if character.isupper() else _PLAIN
        return (_Element(_weight(_LATIN, character.lower(), _LATIN_LETTER), variant=capital),)
    if character in _SIGNS:
        return (_Element(_weight(_SIGNS, character)),)
    # What nobody sees (control and format characters) has no weight.
    return () if unicodedata.category(character) in ("Cc", "Cf") else (_Element(_OTHER + character),)


def _weight(order: str, piece: str, base: int = 0) -> str:
    return chr(base + order.index(piece) + 1)
