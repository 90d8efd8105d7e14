"""Which words of a text are in the other language, told by their script: a screen reader changes its voice for them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gireport.thai.calendar_names import Language

_LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"
# Without ฿, which English has too, and without digits: those of either script are read by any voice.
_THAI = "ก-ฺเ-๎"

# A word or an address, and such words with single spaces between them.
_LATIN_WORD = rf"[{_LATIN}](?:[{_LATIN}\u0300-\u036f0-9._/?&=%#@+'’-]*[{_LATIN}0-9/])?"
_LATIN_STRETCH = re.compile(rf"{_LATIN_WORD}(?:[ \u00a0]{_LATIN_WORD})*")
_TWO_LETTERS = re.compile(f"[{_LATIN}]{{2}}")
_ADDRESS = re.compile(r"@|/|\.[A-Za-z]{2}")
_DIGIT = re.compile("[0-9]")
# What Thai text has in Latin letters and Thai readers say in Thai.
_UNITS = frozenset(
    (
        "kg", "mg", "km", "cm", "mm", "ml", "kW", "MW", "GW", "kWh", "MWh", "GWh", "kJ", "MJ", "GJ", "TJ", "Hz", "kHz",
        "MHz", "dB", "pH", "ppm", "ppb", "toe", "ktoe", "BTU", "CO", "NOx", "SOx",
    )
)  # fmt: skip
# Thai words, with what stands between them and the numbers among them: พ.ศ. 2561 – 2564 (ฉบับทบทวน).
_THAI_WORD = rf"[{_THAI}](?:[{_THAI}ฯ.]*[{_THAI}ฯ])?"
_THAI_STRETCH = re.compile(
    rf"{_THAI_WORD}(?:[.)]?[ \u00a0–/(]{{1,3}}{_THAI_WORD}|\.?[ \u00a0–]{{1,3}}[0-9]+(?:[.,][0-9]+)*(?![0-9A-Za-z]))*"
)


# Most texts of a brief are in every brief of a batch.
@lru_cache(maxsize=4096)
def parted(text: str, language: Language) -> tuple[tuple[str, str], ...]:
    """The text in pieces, each with its language, which is empty for `language`; together they are the text.

    Thai letters are Thai. Latin letters in Thai are English where they make a word of two or more: units (kWh) and
    names with digits in them (CO2, PM2.5) belong to the Thai around them.
    """
    stretches = _LATIN_STRETCH if language == "th" else _THAI_STRETCH
    other = "en" if language == "th" else "th"
    pieces = []
    at = 0
    for match in stretches.finditer(text):
        if language == "th" and not any(map(_is_english, re.split("[ \u00a0]", match[0]))):
            continue
        if match.start() > at:
            pieces.append((text[at : match.start()], ""))
        pieces.append((match[0], other))
        at = match.end()
    if at < len(text) or not text:
        pieces.append((text[at:], ""))
    return tuple(pieces)


def whole_language(text: str, language: Language) -> str:
    """The other language where all words of the text are of that one; empty for `language`, and where it has both."""
    pieces = parted(text, language)
    others = {said for _, said in pieces if said}
    mixed = any(not said and any(map(str.isalpha, words)) for words, said in pieces)
    return "" if mixed or not others else others.pop()


def _is_english(word: str) -> bool:
    if _ADDRESS.search(word):
        return True
    return word not in _UNITS and not _DIGIT.search(word) and _TWO_LETTERS.search(word) is not None
