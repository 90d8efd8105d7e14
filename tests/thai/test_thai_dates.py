"""BE dates known to the year, the month or the day."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gireport.thai.dates import DateError, PartialDate, month_names
from gireport.thai.years import BEYear, CalendarReason

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
        ("2022-09-30", "is-ce", 2565),
        ("30 กันยายน 2022", "is-ce", 2565),
        ("29 กุมภาพันธ์ 2566", "no-such-day", None),
        ("31 เมษายน 2565", "no-such-day", None),
        ("0 เมษายน 2565", "no-such-day", None),
        ("2565-13", "no-such-month", None),
        ("2565-00", "no-such-month", None),
        ("2483-12-31", "too-early", None),
        ("30 กันยายน 65", "two-digit", None),
        ("30-09-2565", "syntax", None),
        ("2565-9-30", "syntax", None),
        ("30/09/2565", "syntax", None),
        ("256๕-09", "syntax", None),
        ("3๐ กันยายน 2565", "syntax", None),
        ("30 กนยายน 2565", "syntax", None),
        ("ปีงบประมาณ 2565", "syntax", None),
        ("44834", "out-of-range", None),
        ("", "syntax", None),
    ],
)
def test_parse_refuses(text: str, reason: CalendarReason, suggestion: int | None) -> None:
    with pytest.raises(DateError) as caught:
        PartialDate.parse(text)
    assert (caught.value.reason, caught.value.suggestion, caught.value.text) == (reason, suggestion, text)


def test_leap_days_are_those_of_the_ce_year() -> None:
    assert PartialDate.parse("29 กุมภาพันธ์ 2567").last_day == date(2024, 2, 29)


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
    ],
)
def test_last_day(text: str, last_day: date) -> None:
    assert PartialDate.parse(text).last_day == last_day


def test_format_keeps_a_date_on_one_line() -> None:
    assert PartialDate.parse("2565-09-30").format() == "30\u00a0กันยายน\u00a02565"
    assert PartialDate.parse("2565-09-30").format("thai") == "๓๐\u00a0กันยายน\u00a0๒๕๖๕"
    assert PartialDate.parse("2565-09").format() == "กันยายน\u00a02565"
    assert PartialDate.parse("2565").format() == "2565"


def test_month_names_are_those_of_cldr() -> None:
    from babel.dates import get_month_names

    cldr = get_month_names("wide", locale="th")
    assert month_names() == tuple(cldr[number] for number in range(1, 13))
    assert month_names()[0] == "มกราคม"


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
