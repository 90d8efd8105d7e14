"""Shares: each as near as it can be, none bent, and their sum told as a reader would add it up."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gireport.thai.rounding import Rounding, rounded
from gireport.thai.shares import printed_sum, share

if TYPE_CHECKING:
    from gireport.thai.quantities import Percentage

PARTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=20).filter(any)
PLACES = st.integers(0, 3)
ROUNDINGS = st.sampled_from(["half-up", "half-even"])


def shares_of(parts: list[int], places: int = 1, rounding: Rounding = "half-up") -> list[Percentage]:
    found = [share(part, sum(parts), places, rounding) for part in parts]
    return [each for each in found if each is not None]


@pytest.mark.parametrize(
    ("part", "whole", "figure"),
    [
        (30501, 33704, "90.5"),
        (1, 16, "6.3"),
        (0, 5, "0.0"),
        (5, 5, "100.0"),
        (1, 2000, "0.1"),
        (1, 2001, "<\u00a00.1"),
        (1, 10**9, "<\u00a00.1"),
        (1999, 2000, ">\u00a099.9"),
        (1998, 2000, "99.9"),
        (10**9 - 1, 10**9, ">\u00a099.9"),
    ],
)
def test_a_share_that_is_not_none_or_all_never_prints_as_such(part: int, whole: int, figure: str) -> None:
    printed = share(part, whole)
    assert printed is not None
    assert printed.figure() == figure


def test_of_nothing_there_is_no_share() -> None:
    assert share(0, 0) is None


@pytest.mark.parametrize(
    ("parts", "least", "most", "is_whole"),
    [
        ([1, 1, 1], "99.9", "99.9", False),
        ([1, 1, 1, 1, 1, 1], "100.2", "100.2", False),
        ([1, 1], "100.0", "100.0", True),
        ([5], "100.0", "100.0", True),
        ([99999, 1], "99.9", "100.1", True),
        # 60.0, 40.0 and a little: whatever that little is, it is too much.
        ([5998, 3999, 3], "100.0", "100.1", False),
        ([9992, 4, 4], "99.9", "100.1", True),
        ([0, 3, 0], "100.0", "100.0", True),
    ],
)
def test_what_printed_shares_add_up_to(parts: list[int], least: str, most: str, is_whole: bool) -> None:
    total = printed_sum(shares_of(parts))
    assert (str(total.least), str(total.most), total.is_whole) == (least, most, is_whole)


def test_no_shares_add_up_to_nothing() -> None:
    assert printed_sum([]) == (0, 0)
    assert not printed_sum([]).is_whole


@given(PARTS, PLACES, ROUNDINGS)
@example([1] * 7, 1, "half-up")
@example([10**6, 1, 1, 1], 1, "half-even")
def test_the_sum_is_off_by_no_more_than_rounding_can(parts: list[int], places: int, rounding: Rounding) -> None:
    shares = shares_of(parts, places, rounding)
    step = Fraction(1, 10**places)
    exact = [Fraction(part * 100, sum(parts)) for part in parts]
    for printed, true in zip(shares, exact, strict=True):
        assert abs(Fraction(printed) - true) <= (step if printed.bound else step / 2)
    total = printed_sum(shares)
    bounds = sum(1 for printed in shares if printed.bound)
    assert total.most - total.least == bounds * step
    assert abs(Fraction(total.least + total.most) / 2 - 100) <= step * len(shares) / 2


@given(PARTS, PLACES, ROUNDINGS)
def test_the_sum_is_whole_exactly_where_a_reader_can_get_100(parts: list[int], places: int, rounding: Rounding) -> None:
    """Made again without bounds as such: in units of the last decimal, from the exact shares alone."""
    low = high = 0
    is_open = False
    unit = 10**places
    for part in parts:
        exact = Fraction(part * 100, sum(parts))
        units = int(rounded(exact, places, rounding) * unit)
        hidden = (units == 0 and exact > 0) or (units == 100 * unit and exact < 100)
        low += units - (hidden and exact > 50)
        high += units + (hidden and exact < 50)
        is_open |= hidden
    expected = low < 100 * unit < high if is_open else low == 100 * unit
    assert printed_sum(shares_of(parts, places, rounding)).is_whole == expected


@given(PARTS)
def test_none_and_all_are_what_they_are(parts: list[int]) -> None:
    for part, printed in zip(parts, shares_of(parts), strict=True):
        assert (printed == 0) == (part == 0)
        assert (printed == 100) == (part == sum(parts))
