"""From values to points."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from gireport.brief.model import Axis

_BELOW_BREAK = 0.8  # of the length, where an axis is broken


@dataclass(frozen=True)
class Scale:
    """An axis over a length in points: `at` says how far from its first tick a value lies."""

    axis: Axis
    length: float

    def at(self, value: int | Decimal | Fraction) -> float:
        """Where a value lies; on a broken axis, all that are beyond the break at its end."""
        low, high = self.axis.ticks[0].value, self.axis.ticks[-1].value
        if self.axis.scale == "log":
            return self.length * (math.log10(value) - math.log10(low)) / (math.log10(high) - math.log10(low))
        if self.axis.scale == "broken" and value > high:
            return self.length
        length = self.length * (_BELOW_BREAK if self.axis.scale == "broken" else 1)
        return length * float((Fraction(value) - Fraction(low)) / (Fraction(high) - Fraction(low)))

    def is_cut(self, value: int | Decimal) -> bool:
        """Whether a bar of this value ends beyond the break."""
        return self.axis.scale == "broken" and value > self.axis.ticks[-1].value
