"""BE dates known to the fiscal year, the year, the month or the day."""

from __future__ import annotations

import pickle
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gireport.thai.calendar_names import calendar_names
from gireport.thai.dates import DateError, DateReading, PartialDate
from gireport.thai.years import BEYear, DateReason, FiscalYear

if TYPE_CHECKING:
    from gireport.thai.digits import Digits

DAYS = st.dates(date(1941, 1, 1), date(2156, 12, 31))


@pytest.mark.parametrize(
    ("text", "month", "day"),
    [
        ("2565", None, None),
        ("๒๕๖๕", None, None),
        ("พ.ศ. 2565", None, None),
        ("2565-09", 9, None),
        ("2565-09-30", 9, 30),
        ("๒๕๖๕-๐๙-๓๐", 9, 30),
        ("กันยายน 2565", 9, None),
        ("30 กันยายน 2565", 9, 30),
        ("30\u00a0กันยายน\u00a02565", 9, 30),
        ("๓๐ กันยายน ๒๕๖๕", 9, 30),
        ("30 กันยายน พ.ศ. 2565", 9, 30),
        ("1 มกราคม 2565", 1, 1),
    ],
)
def test_parse(text: str, month: int | None, day: int | None) -> None:
    assert PartialDate.parse(text) == PartialDate(BEYear(2565), month, day)


@pytest.mark.parametrize(
    ("text", "reason", "suggestion"),
    [
        ("2022", "is-ce", 2565),
        ("2022-09", "is-ce", 2565),
        ("กันยายน 2022", "is-ce", 2565),
        ("29 กุมภาพันธ์ 2566", "no-such-day", None),
        ("31 เมษายน 2565", "no-such-day", None),
        ("0 เมษายน 2565", "no-such-day", None),
        ("2565-13", "no-such-month", None),
        ("2565-00", "no-such-month", None),
        ("2483-12-31", "too-early", None),
        ("30 กันยายน 65", "two-digit", None),
        ("256๕-09", "syntax", None),
        ("3๐ กันยายน 2565", "syntax", None),
        ("30 กนยายน 2565", "syntax", None),
        ("44834", "excel-serial", None),
        ("", "syntax", None),
    ],
)
def test_parse_refuses(text: str, reason: DateReason, suggestion: int | None) -> None:
    with pytest.raises(DateError) as caught:
        PartialDate.parse(text)
    assert (caught.value.reason, caught.value.suggestion, caught.value.text) == (reason, suggestion, text)


def test_leap_days_are_those_of_the_ce_year() -> None:
    assert PartialDate.parse("29 กุมภาพันธ์ 2567").last_day == date(2024, 2, 29)


def test_an_error_crosses_processes() -> None:
    with pytest.raises(DateError) as caught:
        PartialDate.parse("FY2022")
    error = pickle.loads(pickle.dumps(caught.value))
    assert type(error) is DateError
    assert (error.reason, error.text, error.suggestion) == ("is-ce", "FY2022", 2565)


@pytest.mark.parametrize(("month", "day"), [(None, 1), (13, None), (0, 1), (2, 30), (1, 0)])
def test_no_date_that_the_calendar_lacks(month: int | None, day: int | None) -> None:
    with pytest.raises(DateError):
        PartialDate(BEYear(2565), month, day)


@pytest.mark.parametrize(
    ("text", "last_day"),
    [
        ("2565", date(2022, 12, 31)),
        ("2565-09", date(2022, 9, 30)),
        ("2565-12", date(2022, 12, 31)),
        ("2567-02", date(2024, 2, 29)),
        ("2565-09-15", date(2022, 9, 15)),
        ("2484-01-01", date(1941, 1, 1)),
        ("ปีงบประมาณ 2565", date(2022, 9, 30)),
    ],
)
def test_last_day(text: str, last_day: date) -> None:
    assert PartialDate.parse(text).last_day == last_day


@pytest.mark.parametrize(
    ("text", "precision", "first_day"),
    [
        ("2565", "year", date(2022, 1, 1)),
        ("2565-09", "month", date(2022, 9, 1)),
        ("2565-09-15", "day", date(2022, 9, 15)),
        ("ปีงบประมาณ 2565", "fiscal-year", date(2021, 10, 1)),
    ],
)
def test_precision_and_first_day(text: str, precision: str, first_day: date) -> None:
    written = PartialDate.parse(text)
    assert (written.precision, written.first_day) == (precision, first_day)


def test_a_fiscal_year_is_no_year_and_has_no_months() -> None:
    assert PartialDate(FiscalYear(2565)) != PartialDate(BEYear(2565))
    with pytest.raises(DateError) as caught:
        PartialDate(FiscalYear(2565), 9)
    assert caught.value.reason == "no-such-month"


def test_a_day_of_a_calendar() -> None:
    assert PartialDate.of(date(2022, 9, 30)) == PartialDate.of(datetime(2022, 9, 30)) == PartialDate.parse("30/9/2565")


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(1940, 12, 31), "too-early"),
        (date(1500, 1, 1), "too-early"),
        (date(2157, 1, 1), "out-of-range"),
        (datetime(2022, 9, 30, 7), "time-of-day"),
        (datetime(2022, 9, 30, tzinfo=UTC), "time-of-day"),
    ],
)
def test_no_day_that_would_lose_something(day: date, reason: DateReason) -> None:
    with pytest.raises(DateError) as caught:
        PartialDate.of(day)
    assert caught.value.reason == reason


def test_two_declarations_that_contradict_each_other() -> None:
    with pytest.raises(ValueError, match="two digits"):
        DateReading(two_digit_be=True, calendar="ce")


def test_format_keeps_a_date_on_one_line() -> None:
    assert PartialDate.parse("2565-09-30").format() == "30\u00a0กันยายน\u00a02565"
    assert PartialDate.parse("2565-09-30").format("thai") == "๓๐\u00a0กันยายน\u00a0๒๕๖๕"
    assert PartialDate.parse("2565-09").format() == "กันยายน\u00a02565"
    assert PartialDate.parse("2565").format() == "2565"


def test_month_names_are_those_of_cldr() -> None:
    from babel.dates import get_month_names

    cldr = get_month_names("wide", locale="th")
    assert calendar_names("th").months == tuple(cldr[number] for number in range(1, 13))
    assert calendar_names("th").months[0] == "มกราคม"


@given(DAYS, st.integers(1, 3), st.sampled_from(["arabic", "thai"]))
def test_round_trip(day: date, precision: int, digits: Digits) -> None:
    written = PartialDate(
        BEYear(day.year + 543), day.month if precision > 1 else None, day.day if precision > 2 else None
    )
    assert PartialDate.parse(written.format(digits)) == written
    assert written.last_day >= day
    if precision == 3:
        assert written.last_day == day
        assert PartialDate.parse(f"{day.year + 543}-{day:%m-%d}") == written


@given(DAYS)
def test_a_period_ends_the_day_before_the_next(day: date) -> None:
    month = PartialDate(BEYear(day.year + 543), day.month)
    assert (month.last_day + timedelta(days=1)).day == 1
    assert month.last_day.month == day.month


@given(st.text(max_size=20))
def test_any_text_is_a_date_or_a_date_error(text: str) -> None:
    with suppress(DateError):
        assert PartialDate.parse(text).year.be >= 2484
