"""What every way of writing a year or a date is made of: plain characters, the era, the word for a fiscal year.

The patterns are for text that `tidied` has gone over: lower case, and no space but U+0020.
"""

from __future__ import annotations

import re
from typing import Literal

Calendar = Literal["be", "ce"]

# U+200B is left between words by programs that break lines, and U+0E4D U+0E32 by keyboards that compose
# U+0E33; neither shows. Only ASCII letters lose their case: others may turn into ASCII ones by it.
_TIDY = str.maketrans({"\u00a0": " ", "\u200b": None} | {chr(code): chr(code + 32) for code in range(65, 91)})
_SPACES = re.compile(" +")

# One number is in one script: `25๖๕` is a slip of the keyboard, and which digit is wrong nobody can tell.
NUMBER = "(?:[0-9]+|[๐-๙]+)"

_BE_LATIN = r"b\. ?e\.?|be\.?"
_CE_LATIN = r"c\. ?e\.?|ce\.?|a\. ?d\.?|ad\.?"
_BE = rf"พ\.? ?ศ\.?|พุทธศักราช|{_BE_LATIN}"
_CE = rf"ค\.? ?ศ\.?|คริสต์?ศักราช|{_CE_LATIN}"
# Thai writes the era before the year, English on either side, nobody on both.
ERA = rf"(?:(?P<be>{_BE})|(?P<ce>{_CE}))?"
YEAR = (
    rf"{ERA} *(?P<year>{NUMBER})"
    rf"(?(be)|(?(ce)|(?: *(?:(?P<be_after>{_BE_LATIN})|(?P<ce_after>{_CE_LATIN})))?))"
)

# Not ปีบัญชี, the year of a company's books, nor ปีการศึกษา, that of schools: they begin on other days.
FISCAL = r"(?:(?:ประจำ *)?(?:ปี *งบประมาณ|ปี *งบ|(?:ปี *)?ง\.?ป\.?ม\.?|fiscal year|fy\.?))"
YEAR_WORD = r"(?:(?:ประจำ *)?ปี)"


def tidied(text: str) -> str:
    """`text` in small letters, with ำ for ํา, and of spaces only single plain ones between other characters."""
    # Single, so that no pattern can try the many ways to share out a long run of them.
    return _SPACES.sub(" ", text.translate(_TIDY).replace("\u0e4d\u0e32", "\u0e33")).strip(" ")


def written_era(match: re.Match[str]) -> Calendar | None:
    """The era that a text matching ERA or YEAR gives its year; None where it gives none."""
    eras = match.groupdict()
    if eras.get("be") or eras.get("be_after"):
        return "be"
    return "ce" if eras.get("ce") or eras.get("ce_after") else None
