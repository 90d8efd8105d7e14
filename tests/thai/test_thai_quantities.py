"""Per cent, points, times and changes: what is printed is read back, and nothing else is."""

from __future__ import annotations

import pickle
from contextlib import suppress
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gireport.thai.numbers import NumberError, NumberReason
from gireport.thai.quantities import (
    Change,
    Multiple,
    Percentage,
    Points,
    Quantity,
    QuantityError,
    QuantityReason,
    moved,
    parse_moved,
)
from gireport.thai.rounding import Rounded

if TYPE_CHECKING:
    from gireport.thai.calendar_names import Language
    from gireport.thai.digits import Digits

DIGITS = st.sampled_from(["arabic", "thai"])
LANGUAGES = st.sampled_from(["th", "en"])
EXACT = st.decimals(min_value=-(10**9), max_value=10**9, places=2).map(lambda value: value or abs(value))
# Every rounded number that there can be, bounds included.
ROUNDED = st.builds(
    lambda exact, places: Rounded.of(exact, places, limits=(0, 100, -100)),
    st.fractions(-101, 101, max_denominator=10**6) | st.sampled_from([Decimal("0.01"), Decimal("99.999"), Decimal(0)]),
    st.integers(0, 3),
)
KINDS = st.sampled_from([Percentage, Points, Multiple])


@pytest.mark.parametrize(
    ("quantity", "thai", "english"),
    [
        (Percentage("80"), "ร้อยละ 80", "80 per cent"),
        (Percentage("1.30"), "ร้อยละ 1.30", "1.30 per cent"),
        (Percentage("-3.0"), "ร้อยละ \u22123.0", "\u22123.0 per cent"),
        (Percentage("0.1", "<"), "น้อยกว่าร้อยละ 0.1", "less than 0.1 per cent"),
        (Percentage("99.9", ">"), "มากกว่าร้อยละ 99.9", "more than 99.9 per cent"),
        (Multiple("9.8"), "9.8 เท่า", "9.8 times"),
        (Multiple("0.1", "<"), "น้อยกว่า 0.1 เท่า", "less than 0.1 times"),
        (Points("5.2"), "5.2 จุดร้อยละ", "5.2 percentage points"),
        (Points("1"), "1 จุดร้อยละ", "1 percentage point"),
        (Points("1.0"), "1.0 จุดร้อยละ", "1.0 percentage points"),
        (Change("44.2"), "เพิ่มขึ้นร้อยละ 44.2", "increased by 44.2 per cent"),
        (Change("-3.0"), "ลดลงร้อยละ 3.0", "decreased by 3.0 per cent"),
        (Change("0.0"), "ไม่เปลี่ยนแปลง", "unchanged"),
        (Change("0.1", "<"), "เพิ่มขึ้นน้อยกว่าร้อยละ 0.1", "increased by less than 0.1 per cent"),
        (Change("-0.1", ">"), "ลดลงน้อยกว่าร้อยละ 0.1", "decreased by less than 0.1 per cent"),
        (Change("-99.9", "<"), "ลดลงมากกว่าร้อยละ 99.9", "decreased by more than 99.9 per cent"),
        (Change("1172.5"), "เพิ่มขึ้นร้อยละ 1,172.5", "increased by 1,172.5 per cent"),
    ],
)
def test_words(quantity: Quantity, thai: str, english: str) -> None:
    assert (quantity.th, quantity.en) == (thai, english)
    assert quantity.format("thai") == thai.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))


def test_differences_of_percentages_are_points() -> None:
    assert moved(Points("5.2")) == "เพิ่มขึ้น 5.2 จุดร้อยละ"
    assert moved(Points("-5.2"), "thai") == "ลดลง ๕.๒ จุดร้อยละ"
    assert moved(Points("-0.1", ">")) == "ลดลงน้อยกว่า 0.1 จุดร้อยละ"
    assert moved(Points("1"), language="en") == "increased by 1 percentage point"
    assert moved(Points("0.0")) == "ไม่เปลี่ยนแปลง"


def test_tables_have_signs() -> None:
    assert Percentage("67.9").symbol() == "67.9%"
    assert Percentage("67.9").symbol("thai") == "๖๗.๙%"
    assert Percentage("0.1", "<").symbol() == "<\u00a00.1%"
    assert Percentage("99.9", ">").figure() == ">\u00a099.9"
    assert Percentage("-3.0").figure() == "\u22123.0"


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [
        ("80%", "80", ""), ("80 %", "80", ""), ("๘๐ %", "80", ""), ("ร้อยละ 80", "80", ""), ("ร้อยละ80", "80", ""),
        ("ร้อยละ\u00a0๘๐.๕๐", "80.50", ""), (" 1,172.5% ", "1172.5", ""), ("80 เปอร์เซ็นต์", "80", ""),
        ("80 percent", "80", ""), ("\u22123%", "-3", ""), ("-3%", "-3", ""), ("< 0.1%", "0.1", "<"),
        ("<0.1%", "0.1", "<"), ("มากกว่าร้อยละ 99.9", "99.9", ">"), ("0.0%", "0.0", ""),
    ],
)  # fmt: skip
def test_a_percentage_is_read(text: str, value: str, bound: str) -> None:
    percentage = Percentage.parse(text)
    assert isinstance(percentage, Percentage)
    assert (str(percentage), percentage.bound) == (value, bound)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("80", "not-a-percentage"),
        ("", "not-a-percentage"),
        ("80 ฉบับ", "not-a-percentage"),
        ("80％", "not-a-percentage"),
        ("80‰", "not-a-percentage"),
        ("80 จุด", "not-a-percentage"),
        ("%80", "not-a-percentage"),
        ("%", "not-a-number"),
        ("80%%", "not-a-number"),
        ("ร้อยละ", "not-a-number"),
        ("ร้อยละ 80%", "not-a-number"),
        ("ร้อยละ 8๐", "not-a-number"),
        ("+80%", "not-a-number"),
        ("8e1%", "not-a-number"),
        ("NaN%", "not-a-number"),
        ("5 จุดร้อยละ%", "not-a-number"),
        ("11,72%", "grouping"),
        ("80.%", "grouping"),
        (".5%", "grouping"),
        ("0,316%", "suspect-decimal"),
        ("(5)%", "negative"),
        ("– 5%", "negative"),
        ("< < 5%", "not-a-number"),
    ],
)
def test_a_percentage_is_refused(text: str, reason: NumberReason | QuantityReason) -> None:
    with pytest.raises((QuantityError, NumberError)) as caught:
        Percentage.parse(text)
    assert isinstance(caught.value, QuantityError | NumberError)
    assert (caught.value.reason, caught.value.text) == (reason, text)


@pytest.mark.parametrize(
    "text", ["ร้อยละ 5", "5", "เพิ่มขึ้น", "ลดลงร้อยละ \u22123", "เพิ่มขึ้นร้อยละ 0", "ลดลง 5 เท่า", "เพิ่มขึ้น 3%ลดลง"]
)
def test_a_change_without_one_direction_is_refused(text: str) -> None:
    with pytest.raises((QuantityError, NumberError)):
        Change.parse(text)


def test_one_kind_is_not_read_as_another() -> None:
    written = {Percentage: "ร้อยละ 5", Points: "5 จุดร้อยละ", Multiple: "5 เท่า"}
    for kind in written:
        for other, text in written.items():
            if kind is other:
                assert kind.parse(text) == 5
            else:
                with pytest.raises(QuantityError):
                    kind.parse(text)


@given(KINDS, ROUNDED | EXACT.map(Rounded), DIGITS, LANGUAGES)
def test_what_is_printed_is_read_back(
    kind: type[Quantity], number: Rounded, digits: Digits, language: Language
) -> None:
    quantity = kind(number, number.bound)
    read = kind.parse(quantity.format(digits, language=language))
    assert (type(read), str(read), read.bound) == (kind, str(number), number.bound)


@given(ROUNDED | EXACT.map(Rounded), DIGITS)
def test_signs_are_read_back(number: Rounded, digits: Digits) -> None:
    read = Percentage.parse(Percentage(number, number.bound).symbol(digits))
    assert (str(read), read.bound) == (str(number), number.bound)


@given(ROUNDED | EXACT.map(Rounded), DIGITS, LANGUAGES)
def test_changes_are_read_back(number: Rounded, digits: Digits, language: Language) -> None:
    change = Change(number, number.bound)
    text = change.format(digits, language=language)
    assert "\u2212" not in text
    read = Change.parse(text)
    # Of what has not changed, the decimals are not printed.
    assert (read, read.bound) == (number, number.bound)
    points = Points(number, number.bound)
    read_points = parse_moved(moved(points, digits, language=language), Points)
    assert (read_points, read_points.bound) == (number, number.bound)


@given(st.text("0123456789๐๑,.-<>% ร้อยละจุดเท่ากว่า", max_size=14))
def test_any_text_is_a_quantity_or_an_error(text: str) -> None:
    for kind in (Percentage, Points, Multiple, Change):
        with suppress(QuantityError, NumberError):
            kind.parse(text)


def test_errors_and_values_cross_processes() -> None:
    error = pickle.loads(pickle.dumps(QuantityError("not-times", "5")))
    assert (error.reason, error.text, str(error)) == ("not-times", "5", "not-times: '5'")
    value = pickle.loads(pickle.dumps(Change("-0.1", ">")))
    assert (type(value), value.th) == (Change, "ลดลงน้อยกว่าร้อยละ 0.1")
