"""Parts of a whole in per cent, as a table prints them, and what the printed ones add up to.

Shares are rounded one by one and never bent to add up to 100: each is then as near to the truth as it can be,
and where the sum is off, the table says so.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from gireport.thai.quantities import Percentage
from gireport.thai.rounding import DEFAULT_ROUNDING, rounded

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from gireport.thai.rounding import Rounding

_WHOLE = 100


class PrintedSum(NamedTuple):
    """What printed shares add up to: `least` and `most` are one number, unless some are printed as a bound.

    A share printed as `< 0.1` is more than 0 and less than 0.1, so the sum lies between the two and at neither.
    """

    least: Decimal
    most: Decimal

    @property
    def is_whole(self) -> bool:
        """Whether the shares, as they are printed, can add up to 100."""
        return self.least == self.most == _WHOLE or self.least < _WHOLE < self.most


def share(
    part: int | Decimal, whole: int | Decimal, places: int = 1, rounding: Rounding = DEFAULT_ROUNDING
) -> Percentage | None:
    """`part` in per cent of `whole`; None where the whole is 0.

    It is 0 only where the part is, and 100 only where the part is all: less than half of the last decimal has
    the bound "<", and what lacks less than that to all the bound ">". Raises as `rounded` does.
    """
    if not whole:
        return None
    exact = Fraction(part) * _WHOLE / Fraction(whole)
    return Percentage.of(exact, places, rounding, limits=(0, _WHOLE))


def printed_sum(shares: Iterable[Percentage]) -> PrintedSum:
    """What a reader gets who adds up the shares as they are printed, in the most decimals that any of them has."""
    least = most = Fraction(0)
    places = 0
    for printed in shares:
        decimals = _places(printed)
        places = max(places, decimals)
        step = Fraction(1, 10**decimals)
        value = Fraction(printed)
        least += value - step if printed.bound == "<" else value
        most += value + step if printed.bound == ">" else value
    return PrintedSum(rounded(least, places), rounded(most, places))


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
