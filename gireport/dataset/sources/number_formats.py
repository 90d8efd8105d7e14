"""Which numbers of a workbook are dates, and which dates they are; which are not what they look like.

ECMA-376 part 1, 18.8.30 and 18.8.31 for formats, 18.17.4 for dates.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

# Formats that a workbook need not write down: dates and times everywhere, then in East Asia and in Thailand.
_BUILT_IN = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59), *range(71, 82)])
# What a format only shows, or says about colour and conditions: "…", \x, _x, *x, […] but for hours that run on.
_NOT_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
_DATE_CODE = re.compile("[dmyhsbeg]", re.IGNORECASE)
_NUMBER_CODE = re.compile("general|e[+-]", re.IGNORECASE)

# Formats that a workbook need not write down: per cent and powers of ten.
_BUILT_IN_OTHERWISE = frozenset({9, 10, 11, 48})
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_SPACING = re.compile(r"[_*].")
_IN_BRACKETS = re.compile(r"\[[^\]]*\]")
_CURRENCY = re.compile(r"\[\$[^\]-]")
_CONDITION = re.compile(r"\[[<>=]")
_SECTIONS = re.compile(r'(?:"[^"]*"|\\.|[^;"\\])*')
_SCALED = re.compile("[0#?],+(?![0#?,])")
_OTHERWISE = re.compile(r"%|e[+-]|-|/", re.IGNORECASE)
_PLAIN = re.compile("[0#?@]|general", re.IGNORECASE)
# What may stand beside a number of certificates; any other word may say that it is one of thousands, of baht.
_UNITS = frozenset(
    {
        "ราย",
        "ฉบับ",
        "ใบ",
        "ใบรับรอง",
        "แห่ง",
        "โรง",
        "โรงงาน",
        "certificate",
        "certificates",
        "establishments",
        "factories",
    }
)

_EPOCH = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)
# Day 60 of the first calendar is 29 February 1900, which never was; days before it are one later than the rest.
_NEVER_WAS = 60
_LAST = 2_958_466  # the day after 31 December 9999


def is_date_format(number: int, code: str) -> bool:
    """Whether numbers in the format `number` are dates or times; `code` is what the workbook says of it, or ""."""
    if not code:
        return number in _BUILT_IN
    # Only the part for positive numbers: dates are never negative.
    bare = _NUMBER_CODE.sub("", _NOT_CODE.sub("", code)).split(";")[0]
    return _DATE_CODE.search(bare) is not None


def shows_otherwise(number: int, code: str) -> bool:
    """Whether a whole number in the format `number` looks like another, like a share, or like nothing; `code` is what
    the workbook says of it, or "". Digits alone, grouped or with zeros behind the point, and a unit are plain.
    """
    if not code:
        return number in _BUILT_IN_OTHERWISE
    sections = [section for section in _SECTIONS.findall(code) if section] if code.strip(";") else [""]
    # The first part is for positive numbers unless conditions say otherwise; zeros may well be shown as a dash.
    chosen = sections if any(_CONDITION.search(section) for section in sections) else sections[:1]
    return code.startswith(";") or any(_disguises(section) for section in chosen)


def _disguises(section: str) -> bool:
    words = [quoted or escaped for quoted, escaped in _LITERAL.findall(section)]
    bare = _IN_BRACKETS.sub("", _SPACING.sub("", _LITERAL.sub("", section)))
    said = "".join(words).strip(" ()").casefold()
    if said not in _UNITS and any(character.isalnum() or character in "%-฿$€" for character in said):
        return True
    marks = (_CURRENCY.search(section), _SCALED.search(bare), _OTHERWISE.search(bare))
    return any(marks) or not _PLAIN.search(bare)


def date_text(serial: float, *, from_1904: bool) -> str | None:
    """The day, the moment or the time of day as ISO 8601 writes it, to the second; None where no calendar has it."""
    if not 0 <= serial < _LAST:
        return None
    seconds = round(serial * 86_400)
    if seconds >= _LAST * 86_400:
        return None
    if serial < 1 and seconds < 86_400:
        return str(timedelta(seconds=seconds)).rjust(8, "0") if seconds else "00:00:00"
    if from_1904:
        return _moment(_EPOCH_1904 + timedelta(seconds=seconds))
    if seconds // 86_400 == _NEVER_WAS:
        return "1900-02-29"
    early = timedelta(days=1 if seconds // 86_400 < _NEVER_WAS else 0)
    return _moment(_EPOCH + timedelta(seconds=seconds) + early)


def _moment(moment: datetime) -> str:
    """A moment as text, without the time of day where that is midnight."""
    return moment.isoformat(" ").removesuffix(" 00:00:00")
