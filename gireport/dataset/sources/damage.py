"""What says that a file is not what its format allows, apart from every error that would be a fault of the program."""

from __future__ import annotations

_MOST_DIGITS = 10


class DamagedError(Exception):
    """Something in a file that no program writes; whoever knows the file says so to its owner."""


def whole_number(text: str) -> int:
    """The number that an attribute says in plain digits. Raises DamagedError."""
    if not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS):
        raise DamagedError("no whole number")
    return int(text)
