"""Rounding, exact and by one stated rule, and numbers that remember what rounding hid.

Halves go up (away from zero) unless half to even is asked for: that is how rounding is taught in schools, and
what a spreadsheet's ROUND gives to whoever checks a printed figure. Nothing passes through a float.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, Self

from gireport.thai.numbers import NumberError

if TYPE_CHECKING:
    from collections.abc import Collection

Rounding = Literal["half-up", "half-even"]
DEFAULT_ROUNDING: Rounding = "half-up"
"""Halves away from zero: 6.25 is 6.3 and -6.25 is -6.3."""

Bound = Literal["", "<", ">"]
_OPPOSITE: dict[Bound, Bound] = {"": "", "<": ">", ">": "<"}


def rounded(value: int | Decimal | Fraction, places: int, rounding: Rounding = DEFAULT_ROUNDING) -> Decimal:
    """`value` with exactly `places` decimals; zero has no minus.

    Raises ValueError for fewer than 0 decimals, NumberError ("not-a-number") for what is not finite.
    """
    if places < 0:
        raise ValueError("a figure has no fewer than 0 decimals")
    if isinstance(value, Decimal) and not value.is_finite():
        raise NumberError("not-a-number", str(value))
    scaled = abs(Fraction(value)) * 10**places
    whole, rest = divmod(scaled, 1)
    half = Fraction(1, 2)
    up = rest > half or (rest == half and (rounding == "half-up" or whole % 2 == 1))
    steps = whole + up
    return _from_steps(-steps if value < 0 else steps, places)


class Rounded(Decimal):
    """A rounded number. Its `bound` says how the exact one lies to it where rounding would say none or all.

    0.04 per cent is not none, so to one decimal it is 0.1 with the bound "<", and prints `< 0.1`; 99.97 is not
    all, and prints `> 99.9`. Everywhere else the bound is empty. It compares and computes as its Decimal does.
    """

    __slots__ = ("bound",)
    bound: Bound

    def __new__(cls, value: int | str | Decimal, bound: Bound = "") -> Self:
        number = super().__new__(cls, value)
        number.bound = bound
        return number

    @classmethod
    def of(
        cls,
        exact: int | Decimal | Fraction,
        places: int = 1,
        rounding: Rounding = DEFAULT_ROUNDING,
        *,
        limits: Collection[int] = (0,),
    ) -> Self:
        """`exact` rounded to `places` decimals, but never to one of `limits`, unless it is just that.

        Raises as `rounded` does.
        """
        nearest = rounded(exact, places, rounding)
        if nearest not in limits or nearest == exact:
            return cls(nearest)
        steps = int(nearest) * 10**places
        above = exact > nearest
        return cls(_from_steps(steps + 1 if above else steps - 1, places), "<" if above else ">")

    def __neg__(self) -> Self:
        # Plain minus would round to the precision of the context, and forget the bound.
        return type(self)(self.copy_negate() if self else self, _OPPOSITE[self.bound])

    def __abs__(self) -> Self:
        return -self if self < 0 else self

    def __reduce__(self) -> tuple[type[Self], tuple[str, Bound]]:  # type: ignore[override]
        return type(self), (str(self), self.bound)


def _from_steps(steps: int, places: int) -> Decimal:
    """So many units of the last decimal."""
    # Built from its digits: arithmetic on a Decimal would round to the precision of the context.
    return Decimal((int(steps < 0), tuple(map(int, str(abs(steps)))), -places))
