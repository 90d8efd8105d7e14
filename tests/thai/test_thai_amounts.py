"""Counted things, ranges and millions: what is printed is read back, and nothing else is."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gireport.thai.amounts import (
    CLASSIFIERS,
    Counted,
    format_counted,
    format_range,
    format_scaled,
    parse_counted,
    parse_range,
    parse_scaled,
)
from gireport.thai.glue import UNITS
from gireport.thai.numbers import NumberError
from gireport.thai.quantities import QuantityError

if TYPE_CHECKING:
    from gireport.thai.amounts import Scale
    from gireport.thai.calendar_names import Language
    from gireport.thai.digits import Digits
    from gireport.thai.quantities import QuantityReason
    from gireport.thai.rounding import Rounding

DIGITS = st.sampled_from(["arabic", "thai"])
LANGUAGES = st.sampled_from(["th", "en"])
SCALES = st.sampled_from(["million", "billion"])
NUMBERS = st.integers(-(10**15), 10**15) | st.decimals(-(10**12), 10**12, places=2).map(
    lambda value: value or abs(value)
)


@pytest.mark.parametrize(
    ("number", "counted", "thai", "english"),
    [
        (1172, "certificate", "1,172 ฉบับ", "1,172 certificates"),
        (1, "certificate", "1 ฉบับ", "1 certificate"),
        (2, "certificate", "2 ฉบับ", "2 certificates"),
        (0, "certificate", "0 ฉบับ", "0 certificates"),
        (-1, "project", "\u22121 โครงการ", "\u22121 project"),
        (Decimal("1.0"), "establishment", "1.0 ราย", "1.0 establishments"),
        (1, "person", "1 คน", "1 person"),
        (3, "person", "3 คน", "3 people"),
        (29, "estate", "29 แห่ง", "29 estates"),
        (5, "factory", "5 โรง", "5 factories"),
    ],
)
def test_counted_things(number: int | Decimal, counted: Counted, thai: str, english: str) -> None:
    assert format_counted(number, counted) == thai
    assert format_counted(number, counted, language="en") == english


def test_the_unit_that_the_data_states_goes_before_ours() -> None:
    assert format_counted(23, "estate", stated="ล้านตัน/ปี") == "23 ล้านตัน/ปี"
    assert format_counted(1, "certificate", "thai", stated="ใบ", language="en") == "๑ ใบ"


def test_every_classifier_stays_with_its_number() -> None:
    assert set(CLASSIFIERS) == set(get_args(Counted))
    assert {unit.classifier for unit in CLASSIFIERS.values()} <= set(UNITS.split("|"))
    assert all(unit.singular != unit.plural for unit in CLASSIFIERS.values())


@given(NUMBERS, st.sampled_from(get_args(Counted)), DIGITS, LANGUAGES)
def test_counted_things_are_read_back(
    number: int | Decimal, counted: Counted, digits: Digits, language: Language
) -> None:
    amount = parse_counted(format_counted(number, counted, digits, language=language))
    assert str(amount.number) == str(number)
    assert amount.unit in CLASSIFIERS[counted]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1172", "not-counted"), ("ฉบับ", "not-counted"), ("1172ฉบับ", "not-counted"), ("ฉบับ 5", "not-counted"),
        ("5 6", "not-counted"), ("11,72 ฉบับ", "grouping"), ("1๑ ฉบับ", "not-a-number"), ("0,316 ฉบับ", "suspect-decimal"),
        ("+5 ฉบับ", "not-counted"), ("1e5 ฉบับ", "not-counted"), ("² ฉบับ", "not-counted"),
    ],
)  # fmt: skip
def test_what_is_not_counted_is_refused(text: str, reason: str) -> None:
    with pytest.raises((QuantityError, NumberError)) as caught:
        parse_counted(text)
    assert isinstance(caught.value, QuantityError | NumberError)
    assert (caught.value.reason, caught.value.text) == (reason, text)


def test_ranges() -> None:
    assert format_range(23, 29) == "23\u00a0– 29"
    assert format_range(23, 29, "thai") == "๒๓\u00a0– ๒๙"
    assert format_range(15, 15) == "15"
    assert format_range(Decimal("-1.30"), 1172) == "\u22121.30\u00a0– 1,172"
    with pytest.raises(QuantityError) as caught:
        format_range(29, 23)
    assert (caught.value.reason, caught.value.text) == ("order", "29\u00a0– 23")


@pytest.mark.parametrize("text", ["23-29", "23 - 29", "23–29", "๒๓ – ๒๙", " 23\u00a0–\u00a029 "])
def test_a_range_is_read(text: str) -> None:
    assert parse_range(text) == (23, 29)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("29-23", "order"), ("1-2-3", "not-a-range"), ("-5", "not-a-number"), ("5-", "not-a-number"),
        ("", "not-a-number"),
        ("-5-3", "not-a-range"), ("23 ถึง 29", "not-a-number"), ("23—29", "not-a-number"), ("11,72-2000", "grouping"),
        ("1๑-20", "not-a-number"),
    ],
)  # fmt: skip
def test_what_is_no_range_is_refused(text: str, reason: str) -> None:
    with pytest.raises((QuantityError, NumberError)) as caught:
        parse_range(text)
    assert isinstance(caught.value, QuantityError | NumberError)
    assert (caught.value.reason, caught.value.text) == (reason, text)


@given(NUMBERS, NUMBERS, DIGITS)
def test_ranges_are_read_back(one: int | Decimal, other: int | Decimal, digits: Digits) -> None:
    low, high = sorted((one, other))
    assert parse_range(format_range(low, high, digits)) == (low, high)


@pytest.mark.parametrize(
    ("number", "scale", "places", "thai", "english"),
    [
        (1_240_000, "million", None, "1.24 ล้านตัน", "1.24 million tonnes"),
        (1_240_000, "million", 2, "1.24 ล้านตัน", "1.24 million tonnes"),
        (1_240_000, "million", 1, "ประมาณ 1.2 ล้านตัน", "about 1.2 million tonnes"),
        (2_000_000, "million", 1, "2.0 ล้านตัน", "2.0 million tonnes"),
        (1_234_567, "million", None, "1.234567 ล้านตัน", "1.234567 million tonnes"),
        (1_500_000_000, "billion", None, "1.5 พันล้านตัน", "1.5 billion tonnes"),
        (77_925, "million", None, "0.077925 ล้านตัน", "0.077925 million tonnes"),
        (-2_500_000, "million", 0, "ประมาณ \u22123 ล้านตัน", "about \u22123 million tonnes"),
        (Decimal("1000000.50"), "million", None, "1.0000005 ล้านตัน", "1.0000005 million tonnes"),
        (0, "million", 1, "0.0 ล้านตัน", "0.0 million tonnes"),
    ],
)
def test_millions(number: int | Decimal, scale: Scale, places: int | None, thai: str, english: str) -> None:
    assert format_scaled(number, scale, places=places, unit="ตัน") == thai
    assert format_scaled(number, scale, places=places, unit="tonnes", language="en") == english


def test_halves_of_a_million_go_by_the_rule_asked_for() -> None:
    assert format_scaled(2_500_000, "million", places=0) == "ประมาณ 3 ล้าน"
    assert format_scaled(2_500_000, "million", places=0, rounding="half-even") == "ประมาณ 2 ล้าน"


def test_what_rounding_would_make_nothing_is_refused() -> None:
    with pytest.raises(QuantityError) as caught:
        format_scaled(40_000, "million", places=1)
    assert (caught.value.reason, caught.value.text) == ("too-small", "40,000")
    with pytest.raises(NumberError):
        format_scaled(Decimal("NaN"), "million")


@given(NUMBERS, SCALES, DIGITS, LANGUAGES, st.sampled_from(["", "ตัน", "tonnes"]))
def test_exact_millions_are_read_back(
    number: int | Decimal, scale: Scale, digits: Digits, language: Language, unit: str
) -> None:
    scaled = parse_scaled(format_scaled(number, scale, digits, unit=unit, language=language))
    assert (scaled.number, scaled.is_about, scaled.unit) == (number, False, unit)


@given(NUMBERS, SCALES, st.integers(0, 4), st.sampled_from(["half-up", "half-even"]), DIGITS, LANGUAGES)
def test_rounded_millions_are_near_and_say_so(
    number: int | Decimal, scale: Scale, places: int, rounding: Rounding, digits: Digits, language: Language
) -> None:
    step = Fraction(10 ** {"million": 6, "billion": 9}[scale], 10**places)
    assume(not number or abs(number) > step)
    text = format_scaled(number, scale, digits, places=places, rounding=rounding, language=language)
    scaled = parse_scaled(text)
    assert abs(Fraction(scaled.number) - Fraction(number)) <= step / 2
    assert scaled.is_about == (scaled.number != number) == text.startswith(("ประมาณ", "about"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("5", "not-scaled"), ("ล้าน", "not-scaled"), ("1.2 ล้านล้าน", "not-scaled"), ("1.2 ร้อยล้าน", "not-scaled"),
        ("1.2 million billion", "not-scaled"), ("ราว 1.2 ล้าน", "not-scaled"), ("1.2 ล้าน ล้านบาท", "not-scaled"),
        ("1,2 ล้าน", "grouping"), ("1๒ ล้าน", "not-a-number"), ("1.2 ล้าน 5", "not-scaled"), ("– 5 ล้าน", "not-scaled"),
    ],
)  # fmt: skip
def test_what_is_not_in_millions_is_refused(text: str, reason: QuantityReason) -> None:
    with pytest.raises((QuantityError, NumberError)) as caught:
        parse_scaled(text)
    assert isinstance(caught.value, QuantityError | NumberError)
    assert (caught.value.reason, caught.value.text) == (reason, text)


def test_a_unit_may_have_digits_inside() -> None:
    assert parse_scaled("1.2 ล้านตัน CO2") == (1_200_000, False, "ตัน CO2")


@given(st.text("0123456789๐,.-–\u2212 ล้านพันmillion", max_size=14))
def test_any_text_is_read_or_refused(text: str) -> None:
    for parse in (parse_counted, parse_range, parse_scaled):
        with suppress(QuantityError, NumberError):
            parse(text)
