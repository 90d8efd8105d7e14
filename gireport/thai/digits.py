"""Thai and Arabic digits: the same ten figures in two scripts.

Only ASCII 0-9 and U+0E50-0E59 are digits here. Superscripts, full-width forms and other scripts' digits are
left alone: they stand in a text for a reason, or are a mistake that a reader of numbers must see.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

Digits = Literal["arabic", "thai"]

ARABIC_DIGITS = "0123456789"
THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"

_TO_THAI = str.maketrans(ARABIC_DIGITS, THAI_DIGITS)
_TO_ARABIC = str.maketrans(THAI_DIGITS, ARABIC_DIGITS)

# The Latin letters of ASCII, Latin-1, Latin Extended-A and -B; not the signs × and ÷ that sit among them.
_LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"
_WORD = rf"[{_LATIN}0-9๐-๙]"
_ADDRESS = (
    r"(?:https?|ftp|file)://\S+|www\.\S+"  # an address with its scheme, or as good as one
    r"|(?<![^\s@<>()])[^\s@<>()]+@[^\s@<>()]+"  # an e-mail address, sought once in each run
    r"|(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}/\S*"  # a bare host with a path: diw.go.th/2565
)
# A run of letters and digits; a full stop, comma or hyphen between two of them keeps it whole: PM2.5.
_RUN = rf"{_WORD}+(?:[.,\-\u2010\u2011]{_WORD}+)*"
_ADDRESS_OR_RUN = re.compile(rf"(?P<address>{_ADDRESS})|{_RUN}")
_HAS_LATIN = re.compile(f"[{_LATIN}]")


def to_thai_digits(text: str) -> str:
    """`text` with every Arabic digit as a Thai one."""
    return text.translate(_TO_THAI)


def to_arabic_digits(text: str) -> str:
    """`text` with every Thai digit as an Arabic one."""
    return text.translate(_TO_ARABIC)


@lru_cache(maxsize=8192)  # reports repeat their cells
def in_digits(text: str, digits: Digits) -> str:
    """Prose with its numbers in `digits`; digits that belong to a name stay as they are.

    A digit belongs to a name where its run touches a Latin letter (CO2, ISO14001, PM2.5, COVID-19) and inside
    a web or e-mail address: rewritten there, it would name something else.
    """
    table = _TO_THAI if digits == "thai" else _TO_ARABIC

    def rewritten(match: re.Match[str]) -> str:
        run = match.group()
        return run if match["address"] or _HAS_LATIN.search(run) else run.translate(table)

    return _ADDRESS_OR_RUN.sub(rewritten, text)
