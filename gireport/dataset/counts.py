"""Counts and their sums, which never look complete where a part of them is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gireport.dataset.table import Mark, summand
from gireport.records import dataclass
from gireport.thai.numbers import format_number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gireport.thai.digits import Digits

Count = int | Mark
"""A number of certificates, `Mark.NONE` or `Mark.UNKNOWN`."""

BOUND_SIGN = "≥"


@dataclass(frozen=True, slots=True)
class Partial:
    """A sum that lacks `missing` counts which are not known: at least `known`, which is above 0.

    It is no number: to compare it, or to reckon with it, is a TypeError.
    """

    known: int
    missing: int

    def figure(self, digits: Digits = "arabic") -> str:
        """The bound as a table prints it: `≥ 1,172`."""
        # A line does not end between the sign and the number.
        return f"{BOUND_SIGN}\u00a0{format_number(self.known, digits)}"

    @property
    def th(self) -> str:
        """The bound in words of Thai prose, in Arabic digits."""
        return f"ไม่น้อยกว่า {format_number(self.known)}"

    @property
    def en(self) -> str:
        """The bound in words of English prose."""
        return f"at least {format_number(self.known)}"


Total = int | Partial | Mark
"""A sum: a number where every part is known, `Mark.UNKNOWN` where nothing is known of it."""


def together(counts: Iterable[Total]) -> Total:
    """The sum of the counts; none where every one of them is none, and what `added` says otherwise."""
    known = list(counts)
    return Mark.NONE if all(count is Mark.NONE for count in known) else added(known)


def added(counts: Iterable[Total]) -> Total:
    """The sum of the counts, none being 0: partial where some are not known, not known where nothing above 0 is."""
    known = missing = 0
    for count in counts:
        if isinstance(count, Partial):
            known += count.known
            missing += count.missing
        elif count is Mark.UNKNOWN:
            missing += 1
        else:
            known += summand(count)
    if not missing:
        return known
    return Partial(known, missing) if known else Mark.UNKNOWN


def is_complete(count: Total) -> bool:
    """Whether nothing is missing in it: a number, or none."""
    return not (isinstance(count, Partial) or count is Mark.UNKNOWN)
