"""Numbers as reports print them, and a reader that refuses to guess.

The reader is strict on purpose: libraries read `11,72` as 1172, `²` as 2 and `1.172` as a fraction without
a word, and a report must not print a number that nobody wrote. What else a number may be (per cent, times, a
range) is read and written by `quantities` and `amounts`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from gireport.thai.digits import Digits, to_arabic_digits, to_thai_digits

NumberReason = Literal["not-a-number", "grouping", "negative", "fraction", "suspect-decimal"]

MINUS = "\u2212"
_LONGEST = 100  # characters; Python's own int() gives up at 4,300 digits

_NUMBER = re.compile(r"([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(\.[0-9]+)?")
# A minus, as print and as keyboards have it. Longer dashes before a number are as often the dash of a list.
_SIGNED = re.compile("[-\u2212](?=[0-9])")
_LOOKS_NEGATIVE = re.compile(r"[-\u2010-\u2015\u2212\uff0d] ?[0-9][0-9,.]*|\([0-9][0-9,.]*\)")
# One number is in one script: in `1๑` a key was mistyped, and which digit is wrong nobody can tell.
_MIXED = re.compile("[0-9].*[๐-๙]|[๐-๙].*[0-9]", re.DOTALL)
_MISGROUPED = re.compile(r"[0-9,.]*[0-9][0-9,.]*")


class NumberError(ValueError):
    """Not a number as this room reads them. `reason` is a stable code, `text` what was read."""

    def __init__(self, reason: NumberReason, text: str) -> None:
        # Everything goes to `args`, so that the error survives the way home from a worker process.
        super().__init__(reason, text)
        self.reason: NumberReason = reason
        self.text = text

    def __str__(self) -> str:
        return f"{self.reason}: {self.text!r}"


def format_number(value: int | Decimal, digits: Digits = "arabic", *, grouping: bool = True) -> str:
    """`value` in full, thousands parted by commas, in the digits asked for; a minus is U+2212.

    A Decimal keeps the decimals it was given: Decimal("1.30") is 1.30. Zero never has a minus. Raises
    NumberError ("not-a-number") for a Decimal that is not finite.
    """
    if isinstance(value, Decimal) and not value.is_finite():
        raise NumberError("not-a-number", str(value))
    # abs() would round a Decimal to the precision of the context.
    size, pattern = (value.copy_abs(), ",f") if isinstance(value, Decimal) else (abs(value), ",d")
    figures = format(size, pattern if grouping else pattern[1:])
    text = MINUS + figures if value < 0 else figures
    return to_thai_digits(text) if digits == "thai" else text


def parse_number(text: str, *, signed: bool = False) -> int | Decimal:
    """The number that `text` says, in Thai or Arabic digits: an int, or a Decimal where it has decimals.

    Accepted are digits of one script, optionally in correct groups of three, optionally with a decimal part,
    which is kept as it stands (1.30 stays 1.30); where `signed`, also after a hyphen or U+2212 as a minus. Zero
    has no sign. Raises NumberError: "negative" for a minus that is not accepted, "grouping" for commas or full
    stops out of place, "suspect-decimal" for groups that start with zero (`0,316` is 0.316 to half the world),
    "not-a-number" for all else.
    """
    bare = text.strip(" ")
    plain = to_arabic_digits(bare)
    sign = _SIGNED.match(plain) if signed else None
    match = _NUMBER.fullmatch(plain, sign.end() if sign else 0)
    if match is None or len(plain) > _LONGEST or _MIXED.search(bare):
        raise NumberError(_why_not(bare), text)
    whole, decimals = match.groups()
    if "," in whole and whole.startswith("0"):
        raise NumberError("suspect-decimal", text)
    figures = whole.replace(",", "")
    size = Decimal(figures + decimals) if decimals else int(figures)
    return _negative(size) if sign and size else size


def parse_count(text: str) -> int:
    """The whole, non-negative number that `text` says, read as `parse_number` reads it.

    Raises NumberError, "fraction" for anything with a decimal part: `1.172` may be 1,172 written by another
    custom.
    """
    number = parse_number(text)
    if isinstance(number, Decimal):
        raise NumberError("fraction", text)
    return number


def _negative(size: int | Decimal) -> int | Decimal:
    # Minus before a Decimal would round it to the precision of the context.
    return size.copy_negate() if isinstance(size, Decimal) else -size


def _why_not(bare: str) -> NumberReason:
    plain = to_arabic_digits(bare)
    if len(plain) > _LONGEST or _MIXED.search(bare):
        return "not-a-number"
    if _LOOKS_NEGATIVE.fullmatch(plain):
        return "negative"
    return "grouping" if _MISGROUPED.fullmatch(plain) else "not-a-number"
