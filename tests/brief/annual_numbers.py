"""Figures worked out and written once more, for the oracle: nothing of `gireport` takes part."""

from __future__ import annotations

import re
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

NUMBER = re.compile(r"[0-9๐-๙]+(?:[.,][0-9๐-๙]+)*")
TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def numbers(text: str) -> set[str]:
    """Every number in a text, in Arabic digits."""
    return {number.translate(TO_ARABIC) for number in NUMBER.findall(text)}


def rounded(part: int, whole: int) -> str:
    """A ratio to one decimal, halves up."""
    tenths = floor(Fraction(part * 10, whole) + Fraction(1, 2))
    return f"{tenths // 10:,}.{tenths % 10}"


def percent(part: int, whole: int, *, is_part: bool = True) -> str:
    """So much in per cent of the whole; what is not nothing is not called 0.0, nor a part that is not all 100.0."""
    bare = bare_percent(part, whole, is_part=is_part)
    words = {"<": "น้อยกว่าร้อยละ", ">": "มากกว่าร้อยละ"}.get(bare[0])
    return f"{words}{bare[1:]}" if words else f"ร้อยละ {bare}"


def bare_percent(part: int, whole: int, *, is_part: bool = True) -> str:
    """The same as a table has it."""
    if 0 < part * 2000 < whole:
        return "< 0.1"
    if is_part and whole * 1999 <= part * 2000 < whole * 2000:
        return "> 99.9"
    return rounded(part * 100, whole)


def shown(count: int | None) -> str:
    return "–" if count is None else f"{count:,}"


def together(counts: Iterable[int | None]) -> int | None:
    known = list(counts)
    return None if all(count is None for count in known) else sum(count or 0 for count in known)


def grouped(cell: str) -> str:
    """A figure of a CSV file as it is printed."""
    return f"{int(cell):,}" if cell.isdigit() else cell
