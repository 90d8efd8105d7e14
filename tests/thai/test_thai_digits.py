"""Digits change script and nothing else does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gireport.thai.digits import Digits, in_digits, to_arabic_digits, to_thai_digits

PROSE = st.text(alphabet=st.sampled_from("0123456789๐๑๒๓๔๕๖๗๘๙กขAb é.,-/@: \n²٣１"), max_size=40)


def test_every_digit_has_its_counterpart() -> None:
    assert to_thai_digits("0123456789") == "๐๑๒๓๔๕๖๗๘๙"
    assert to_arabic_digits("๐๑๒๓๔๕๖๗๘๙") == "0123456789"


@pytest.mark.parametrize("text", ["²", "１２", "٣", "½", "Ⅳ", "५"])
def test_other_figures_are_not_digits(text: str) -> None:
    assert to_thai_digits(text) == to_arabic_digits(text) == text


@given(st.text())
def test_round_trip(text: str) -> None:
    assert to_arabic_digits(to_thai_digits(text)) == to_arabic_digits(text)
    assert len(to_thai_digits(text)) == len(text)


@pytest.mark.parametrize(
    ("arabic", "thai"),
    [
        ("ปี 2565 มี 30,501 ราย", "ปี ๒๕๖๕ มี ๓๐,๕๐๑ ราย"),
        ("1.11 ล้านตัน", "๑.๑๑ ล้านตัน"),
        ("2554-2565 และ 2554 – 2565", "๒๕๕๔-๒๕๖๕ และ ๒๕๕๔ – ๒๕๖๕"),
        ("ข้อ 5.", "ข้อ ๕."),
        ("มอก.14001", "มอก.๑๔๐๐๑"),
        ("CO2 PM2.5 ISO14001 COVID-19 25kg", "CO2 PM2.5 ISO14001 COVID-19 25kg"),
        ("Level 3", "Level ๓"),
        ("ดู https://x/2565 ปี 2565", "ดู https://x/2565 ปี ๒๕๖๕"),
        ("www.diw.go.th/2565 diw.go.th/2565", "www.diw.go.th/2565 diw.go.th/2565"),
        ("ส่ง 2565@diw.go.th", "ส่ง 2565@diw.go.th"),
        ("ม² 10 ม²", "ม² ๑๐ ม²"),
    ],
)
def test_prose(arabic: str, thai: str) -> None:
    assert in_digits(arabic, "thai") == thai
    assert in_digits(thai, "arabic") == arabic


def test_a_name_with_thai_digits_keeps_them() -> None:
    assert in_digits("https://x/๒๕๖๕ CO๒ ๒๕๖๕", "arabic") == "https://x/๒๕๖๕ CO๒ 2565"


@given(PROSE, st.sampled_from(["arabic", "thai"]))
def test_prose_changes_in_its_digits_only_and_once(text: str, digits: Digits) -> None:
    rewritten = in_digits(text, digits)
    assert to_arabic_digits(rewritten) == to_arabic_digits(text)
    assert in_digits(rewritten, digits) == rewritten
