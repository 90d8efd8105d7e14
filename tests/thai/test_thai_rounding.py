"""Rounding is exact and by the rule asked for, and what it would hide is said."""

from __future__ import annotations

import copy
import decimal
import pickle
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gireport.thai.numbers import NumberError
from gireport.thai.rounding import DEFAULT_ROUNDING, Rounded, Rounding, rounded

FRACTIONS = st.fractions(max_denominator=10**9) | st.builds(Fraction, st.integers(), st.integers(1, 10**30))
PLACES = st.integers(0, 6)
ROUNDINGS = st.sampled_from(["half-up", "half-even"])
# Halves of the last decimal, where the two rules part.
HALVES = st.builds(lambda steps, places: (Fraction(2 * steps + 1, 2 * 10**places), places), st.integers(), PLACES)


@pytest.mark.parametrize(
    ("value", "places", "up", "even"),
    [
        (Decimal("6.25"), 1, "6.3", "6.2"),
        (Decimal("6.35"), 1, "6.4", "6.4"),
        (Decimal("-6.25"), 1, "-6.3", "-6.2"),
        (Decimal("2.5"), 0, "3", "2"),
        (Decimal("0.5"), 0, "1", "0"),
        (Decimal("-0.04"), 1, "0.0", "0.0"),
        (Decimal("1.30"), 3, "1.300", "1.300"),
        (Fraction(2, 3), 2, "0.67", "0.67"),
        (1172, 1, "1172.0", "1172.0"),
        (Decimal("1.005"), 2, "1.01", "1.00"),  # as a float it lies below the half
    ],
)
def test_rounding(value: int | Decimal | Fraction, places: int, up: str, even: str) -> None:
    assert str(rounded(value, places)) == str(rounded(value, places, "half-up")) == up
    assert str(rounded(value, places, "half-even")) == even
    assert DEFAULT_ROUNDING == "half-up"


@given(FRACTIONS, PLACES, ROUNDINGS)
def test_no_number_with_as_many_decimals_is_nearer(value: Fraction, places: int, rounding: Rounding) -> None:
    result = rounded(value, places, rounding)
    assert abs(Fraction(result) - value) <= Fraction(1, 2 * 10**places)
    assert result.as_tuple().exponent == -places
    assert not (result.is_zero() and result.is_signed())


@given(FRACTIONS, PLACES)
def test_half_to_even_is_the_rounding_of_fractions(value: Fraction, places: int) -> None:
    assert Fraction(rounded(value, places, "half-even")) == round(value, places)


@given(HALVES)
def test_halves_go_where_the_rule_says(half: tuple[Fraction, int]) -> None:
    value, places = half
    assert abs(Fraction(rounded(value, places))) == abs(value) + Fraction(1, 2 * 10**places)
    assert Fraction(rounded(value, places, "half-even")) * 10**places % 2 == 0


@given(FRACTIONS, PLACES, ROUNDINGS)
def test_the_precision_of_the_context_means_nothing(value: Fraction, places: int, rounding: Rounding) -> None:
    expected = str(rounded(value, places, rounding))
    with decimal.localcontext(prec=2):
        assert str(rounded(value, places, rounding)) == expected
        assert str(abs(-Rounded(expected))) == expected.removeprefix("-")


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_not_rounded(value: str) -> None:
    with pytest.raises(NumberError):
        rounded(Decimal(value), 1)


def test_decimals_cannot_be_fewer_than_none() -> None:
    with pytest.raises(ValueError, match="decimals"):
        rounded(1, -1)


@pytest.mark.parametrize(
    ("exact", "places", "printed", "bound"),
    [
        (Fraction(0), 1, "0.0", ""),
        (Fraction(100), 1, "100.0", ""),
        (Fraction(4, 100), 1, "0.1", "<"),
        (Fraction(5, 100), 1, "0.1", ""),  # the half goes up to 0.1 by itself
        (Fraction(-4, 100), 1, "-0.1", ">"),
        (Fraction(9996, 100), 1, "99.9", ">"),
        (Fraction(9995, 100), 1, "99.9", ">"),
        (Fraction(9994, 100), 1, "99.9", ""),
        (Fraction(10004, 100), 1, "100.1", "<"),
        (Fraction(1, 3), 0, "1", "<"),
        (Fraction(996, 10), 0, "99", ">"),
        (Fraction(1, 10**9), 6, "0.000001", "<"),
    ],
)
def test_what_is_not_none_or_all_is_said_not_to_be(exact: Fraction, places: int, printed: str, bound: str) -> None:
    number = Rounded.of(exact, places, limits=(0, 100))
    assert (str(number), number.bound) == (printed, bound)


@given(
    st.fractions(0, 100, max_denominator=10**6)
    | st.fractions(0, Fraction(1, 10))
    | st.fractions(Fraction(999, 10), 100),
    PLACES,
    ROUNDINGS,
)
def test_a_bound_is_true_and_stands_only_where_rounding_would_lie(
    exact: Fraction, places: int, rounding: Rounding
) -> None:
    number = Rounded.of(exact, places, rounding, limits=(0, 100))
    assert (number == 0) == (exact == 0)
    assert (number == 100) == (exact == 100)
    plain = rounded(exact, places, rounding)
    match number.bound:
        case "":
            assert str(number) == str(plain)
        case "<":
            assert exact < number
            assert (plain, exact > 0) == (0, True)
        case ">":
            assert exact > number
            assert (plain, exact < 100) == (100, True)


@given(FRACTIONS, PLACES)
def test_the_negative_says_the_opposite(exact: Fraction, places: int) -> None:
    number, negative = Rounded.of(exact, places), Rounded.of(-exact, places)
    assert (str(-number), (-number).bound) == (str(negative), negative.bound)
    assert (str(abs(number)), abs(number).bound) == (str(abs(negative)), abs(negative).bound)
    assert abs(number) >= 0


def test_a_bound_goes_wherever_its_number_goes() -> None:
    number = Rounded("0.1", "<")
    for same in (pickle.loads(pickle.dumps(number)), copy.copy(number), copy.deepcopy(number)):
        assert (type(same), str(same), same.bound) == (Rounded, "0.1", "<")
    assert number > 0
    assert {number: 1}.get(Decimal("0.1")) == 1
