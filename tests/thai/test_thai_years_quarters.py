"""Quarters of fiscal years, and that those of calendar years are not taken for them."""

from __future__ import annotations

import pickle
from contextlib import suppress
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gireport.thai.quarters import FiscalQuarter
from gireport.thai.years import DateReason, FiscalYear, YearError

DAYS = st.dates(date(1938, 10, 1), date(2156, 9, 30))
PIECES = ["Q", "1", "9", "/", " ", "FY", "ปีงบประมาณ", "ไตรมาส", "2565", "2022", "๒๕๖๕", "ที่", "พ.ศ."]
FIRST = FiscalQuarter(FiscalYear(2565), 1)


@pytest.mark.parametrize(
    "text",
    [
        "ไตรมาส 1 ปีงบประมาณ 2565",
        "ไตรมาสที่ 1 ปีงบประมาณ พ.ศ. 2565",
        "ไตรมาสที่ ๑ ประจำปีงบประมาณ พ.ศ. ๒๕๖๕",
        "ไตรมาส1ของปีงบประมาณ2565",
        "ไตรมาสที่ 1/งปม. 2565",
        "ปีงบประมาณ 2565 ไตรมาสที่ 1",
        "Q1/FY2565",
        "Q1 FY2565",
        "FY2565 Q1",
        "FY2565Q1",
        "FQ1/2565",
        "quarter 1 of fiscal year 2565",
    ],
)
def test_parse(text: str) -> None:
    assert FiscalQuarter.parse(text) == FIRST


@pytest.mark.parametrize(
    ("text", "reason", "suggestion"),
    [
        ("Q1/2565", "unclear-quarter", None),
        ("ไตรมาส 1 ปี 2565", "unclear-quarter", None),
        ("ไตรมาสที่ 1/2565", "unclear-quarter", None),
        ("2565 Q1", "unclear-quarter", None),
        ("Q5/FY2565", "no-such-quarter", None),
        ("Q0/FY2565", "no-such-quarter", None),
        ("Q01/FY2565", "no-such-quarter", None),
        ("Q1/FY2022", "is-ce", 2565),
        ("Q1/FY65", "two-digit", None),
        ("ไตรมาส 1 ปีงบประมาณ 2๕65", "syntax", None),
        ("ปีงบประมาณ 2565", "syntax", None),
        ("ไตรมาส 1 ปีการศึกษา 2565 ปีงบประมาณ 2565", "syntax", None),
        ("", "syntax", None),
    ],
)
def test_parse_refuses(text: str, reason: DateReason, suggestion: int | None) -> None:
    with pytest.raises(YearError) as caught:
        FiscalQuarter.parse(text)
    assert (caught.value.reason, caught.value.suggestion, caught.value.text) == (reason, suggestion, text)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_ce_years_where_they_are_declared() -> None:
    assert FiscalQuarter.parse("Q1/FY2022", "ce") == FIRST
    with pytest.raises(YearError) as caught:
        FiscalQuarter.parse("Q1/FY2565", "ce")
    assert caught.value.reason == "is-be"


@pytest.mark.parametrize(
    ("number", "months", "first_day", "last_day"),
    [
        (1, (10, 11, 12), date(2021, 10, 1), date(2021, 12, 31)),
        (2, (1, 2, 3), date(2022, 1, 1), date(2022, 3, 31)),
        (3, (4, 5, 6), date(2022, 4, 1), date(2022, 6, 30)),
        (4, (7, 8, 9), date(2022, 7, 1), date(2022, 9, 30)),
    ],
)
def test_days(number: int, months: tuple[int, int, int], first_day: date, last_day: date) -> None:
    quarter = FiscalQuarter(FiscalYear(2565), number)
    assert (quarter.months, quarter.first_day, quarter.last_day) == (months, first_day, last_day)


@pytest.mark.parametrize("number", [0, 5, -1])
def test_no_other_quarters(number: int) -> None:
    with pytest.raises(YearError) as caught:
        FiscalQuarter(FiscalYear(2565), number)
    assert caught.value.reason == "no-such-quarter"


@given(DAYS)
def test_every_day_is_in_one_quarter_of_its_fiscal_year(day: date) -> None:
    quarter = FiscalQuarter.of(day)
    assert quarter.year == FiscalYear.of(day)
    assert quarter.year.first_day <= quarter.first_day <= day <= quarter.last_day <= quarter.year.last_day
    assert day.month in quarter.months
    assert quarter == FiscalQuarter.of(datetime(day.year, day.month, day.day, 23, 59))


@given(st.dates(date(1939, 1, 1), date(2156, 6, 30)))
def test_the_next_quarter_begins_the_day_after(day: date) -> None:
    quarter = FiscalQuarter.of(day)
    after = FiscalQuarter.of(quarter.last_day + timedelta(days=1))
    assert after > quarter
    assert (after.number - quarter.number) % 4 == 1
    assert after.first_day == quarter.last_day + timedelta(days=1)


@given(st.text(max_size=20) | st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_text_is_a_quarter_or_a_year_error(text: str) -> None:
    with suppress(YearError):
        assert 1 <= FiscalQuarter.parse(text).number <= 4
