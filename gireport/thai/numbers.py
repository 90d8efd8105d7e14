"""Numbers as reports print them, and a reader that refuses to guess.

The reader is strict on purpose: libraries read `11,72` as 1172, `²` as 2 and `1.172` as a fraction without
a word, and a report must not print a number that nobody wrote.
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
_LOOKS_NEGATIVE = re.compile(r"[-\u2010-\u2015\u2212\uff0d] ?[0-9][0-9,.]*|\([0-9][0-9,.]*\)")
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


def parse_number(text: str) -> int | Decimal:
    """The number that `text` says, in Thai or Arabic digits: an int, or a Decimal where it has decimals.

    Accepted are digits, optionally in correct groups of three, optionally with a decimal part. Raises
    NumberError: "negative" for a minus, "grouping" for commas or full stops out of place, "suspect-decimal"
    for groups that start with zero (`0,316` is 0.316 to half the world), "not-a-number" for all else.
    """
    plain = to_arabic_digits(text.strip(" "))
    match = _NUMBER.fullmatch(plain)
    if match is None or len(plain) > _LONGEST:
        raise NumberError(_why_not(plain), text)
    whole, decimals = match.groups()
    if "," in whole and whole.startswith("0"):
        raise NumberError("suspect-decimal", text)
    figures = whole.replace(",", "")
    return Decimal(figures + decimals) if decimals else int(figures)


def parse_count(text: str) -> int:
    """The whole, non-negative number that `text` says, read as `parse_number` reads it.

    Raises NumberError, "fraction" for anything with a decimal part: `1.172` may be 1,172 written by another
    custom.
    """
    number = parse_number(text)
    if isinstance(number, Decimal):
        raise NumberError("fraction", text)
    return number


def _why_not(plain: str) -> NumberReason:
    if _LOOKS_NEGATIVE.fullmatch(plain):
        return "negative"
    return "grouping" if _MISGROUPED.fullmatch(plain) and len(plain) <= _LONGEST else "not-a-number"
