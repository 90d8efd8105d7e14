"""Numbers are printed as they are and read only where they are plain."""

from __future__ import annotations

import decimal
import pickle
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gireport.thai.digits import to_arabic_digits
from gireport.thai.numbers import NumberError, NumberReason, format_number, parse_count, parse_number

if TYPE_CHECKING:
    from gireport.thai.digits import Digits


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (999, "999"),
        (1172, "1,172"),
        (30501, "30,501"),
        (1234567, "1,234,567"),
        (-1172, "\u22121,172"),
        (Decimal("1.30"), "1.30"),
        (Decimal("1234.50"), "1,234.50"),
        (Decimal("-0.5"), "\u22120.5"),
        (Decimal("-0.00"), "0.00"),
        (Decimal("1E+4"), "10,000"),
        (Decimal("1E-7"), "0.0000001"),
    ],
)
def test_format(value: int | Decimal, text: str) -> None:
    assert format_number(value) == text
    assert format_number(value, grouping=False) == text.replace(",", "")


def test_format_in_thai_digits() -> None:
    assert format_number(30501, "thai") == "๓๐,๕๐๑"
    assert format_number(Decimal("-1.30"), "thai") == "\u2212๑.๓๐"


def test_format_ignores_the_precision_of_the_context() -> None:
    with decimal.localcontext(prec=3):
        assert format_number(Decimal("-1234567.89")) == "\u22121,234,567.89"


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_format_refuses_what_is_no_number(value: str) -> None:
    with pytest.raises(NumberError) as caught:
        format_number(Decimal(value))
    assert caught.value.reason == "not-a-number"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("12", 12),
        (" 12 ", 12),
        ("1,172", 1172),
        ("30,501", 30501),
        ("๓๐,๕๐๑", 30501),
        ("1.30", Decimal("1.30")),
        ("1,234,567.5", Decimal("1234567.5")),
        ("๑.๑๑", Decimal("1.11")),
    ],
)
def test_parse(text: str, value: int | Decimal) -> None:
    number = parse_number(text)
    assert number == value
    assert str(number) == str(value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("11,72", "grouping"),
        ("1,,172", "grouping"),
        ("1172,", "grouping"),
        (",172", "grouping"),
        ("1234,567", "grouping"),
        ("1.2.3", "grouping"),
        ("1.", "grouping"),
        (".5", "grouping"),
        ("1.172,5", "grouping"),
        ("0,316", "suspect-decimal"),
        ("-5", "negative"),
        ("\u22125", "negative"),
        ("– 5", "negative"),
        ("(5)", "negative"),
        ("+5", "not-a-number"),
        ("", "not-a-number"),
        ("-", "not-a-number"),
        ("²", "not-a-number"),
        ("1²", "not-a-number"),
        ("1_172", "not-a-number"),
        ("1 172", "not-a-number"),
        ("1\u00a0172", "not-a-number"),
        ("12\n", "not-a-number"),
        ("１２", "not-a-number"),
        ("٣", "not-a-number"),
        ("1e5", "not-a-number"),
        ("NaN", "not-a-number"),
        ("12 ราย", "not-a-number"),
        ("1๑", "not-a-number"),
        ("๑,172", "not-a-number"),
        ("1.๕", "not-a-number"),
        ("1๑,1", "not-a-number"),
        ("-1๑", "not-a-number"),
        ("+๕", "not-a-number"),
        ("1E5", "not-a-number"),
        ("inf", "not-a-number"),
        ("-Infinity", "not-a-number"),
        ("80%", "not-a-number"),
        ("80 %", "not-a-number"),
        ("ร้อยละ 80", "not-a-number"),
        ("０", "not-a-number"),
        ("1，172", "not-a-number"),
        ("1\u200b172", "not-a-number"),
        ("½", "not-a-number"),
        ("0x1F", "not-a-number"),
        ("01,172", "suspect-decimal"),
        ("000,172", "suspect-decimal"),
        ("0,000", "suspect-decimal"),
        ("๐,๓๑๖", "suspect-decimal"),
        ("0,316.5", "suspect-decimal"),
        ("๑๑,๗๒", "grouping"),
        ("1,1720", "grouping"),
        ("1,172.", "grouping"),
        ("-11,72", "negative"),
        ("(1,172)", "negative"),
        ("9" * 5000, "not-a-number"),
    ],
)
def test_parse_refuses(text: str, reason: NumberReason) -> None:
    with pytest.raises(NumberError) as caught:
        parse_number(text)
    assert caught.value.reason == reason
    assert caught.value.text == text


@pytest.mark.parametrize("text", ["1.172", "1,234.50", "12.0", "๑.๐"])
def test_a_count_is_whole(text: str) -> None:
    with pytest.raises(NumberError) as caught:
        parse_count(text)
    assert caught.value.reason == "fraction"


def test_a_count_is_read_as_strictly() -> None:
    assert parse_count("๑,๑๗๒") == 1172
    with pytest.raises(NumberError):
        parse_count("11,72")


@given(st.integers(min_value=0), st.sampled_from(["arabic", "thai"]), st.booleans())
def test_counts_round_trip(value: int, digits: Digits, grouping: bool) -> None:
    assert parse_count(format_number(value, digits, grouping=grouping)) == value


@given(
    st.decimals(min_value=1, max_value=10**12, places=3),
    st.sampled_from(["arabic", "thai"]),
    st.booleans(),
)
def test_decimals_round_trip(value: Decimal, digits: Digits, grouping: bool) -> None:
    assert str(parse_number(format_number(value, digits, grouping=grouping))) == str(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [("-5", "-5"), ("\u22121,172", "-1172"), ("\u2212๑.๓๐", "-1.30"), ("5", "5"), ("-0.0", "0.0"), ("-0", "0")],
)
def test_a_sign_is_read_where_one_is_asked_for(text: str, value: str) -> None:
    assert str(parse_number(text, signed=True)) == value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("– 5", "negative"),
        ("–5", "negative"),
        ("- 5", "negative"),
        ("(5)", "negative"),
        ("+5", "not-a-number"),
        ("--5", "not-a-number"),
        ("-", "not-a-number"),
        ("-1๑", "not-a-number"),
        ("-0,316", "suspect-decimal"),
        ("5-", "not-a-number"),
    ],
)
def test_what_may_be_no_minus_is_not_read_as_one(text: str, reason: NumberReason) -> None:
    with pytest.raises(NumberError) as caught:
        parse_number(text, signed=True)
    assert caught.value.reason == reason


@given(
    st.integers() | st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**30), max_value=10**30),
    st.sampled_from(["arabic", "thai"]),
    st.booleans(),
)
def test_signed_numbers_round_trip(value: int | Decimal, digits: Digits, grouping: bool) -> None:
    number = parse_number(format_number(value, digits, grouping=grouping), signed=True)
    assert (type(number), number) == (type(value), value)
    assert str(number) == (str(value) if value else str(abs(value)))


@given(st.lists(st.sampled_from("0๐9๙"), min_size=2).map("".join))
def test_digits_of_two_scripts_are_no_number(text: str) -> None:
    if text.isascii() or not set(text) & set("09"):
        assert parse_number(text) == int(text)
    else:
        with pytest.raises(NumberError):
            parse_number(text)


@given(st.text("0123456789๐๑๒๓,.-+%eE_ ²１", max_size=8))
def test_what_is_read_is_what_is_printed(text: str) -> None:
    """Whatever is read prints back as it stood, but for grouping, script, and zeros in front."""
    with suppress(NumberError):
        number = parse_number(text)
        plain = to_arabic_digits(text.strip(" ")).replace(",", "")
        assert format_number(number, grouping=False).lstrip("0") == plain.lstrip("0") or number == 0
        assert Fraction(plain) == Fraction(number)


@given(st.text(max_size=12))
def test_any_text_is_a_number_or_a_number_error(text: str) -> None:
    with suppress(NumberError):
        assert parse_number(text) >= 0


def test_an_error_crosses_processes() -> None:
    error = pickle.loads(pickle.dumps(NumberError("grouping", "11,72")))
    assert (error.reason, error.text, str(error)) == ("grouping", "11,72", "grouping: '11,72'")
