"""Columns of dates: everything wrong with one is told at once, and two calendars in one are never guessed apart."""

from __future__ import annotations

import pickle
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gireport.thai.date_column import DateColumnError, read_dates
from gireport.thai.dates import UNDECLARED, DateReading, PartialDate

DAYS = st.lists(st.dates(date(1941, 1, 1), date(2150, 12, 31)), min_size=1, max_size=8)


def test_a_column_of_one_calendar() -> None:
    read = read_dates(["30/09/2565", "1 ต.ค. 2565", "ปีงบประมาณ 2566"])
    assert [found.date.format() for found in read] == [
        "30\u00a0กันยายน\u00a02565",
        "1\u00a0ตุลาคม\u00a02565",
        "ปีงบประมาณ\u00a0พ.ศ.\u00a02566",
    ]
    assert {found.calendar for found in read} == {"be"}
    assert read_dates([]) == ()


def test_two_calendars_are_one_error_with_examples_of_both() -> None:
    with pytest.raises(DateColumnError) as caught:
        read_dates(["30/09/2565", "2022-09-30", "1/1/2564", "1/2/2564", "1/3/2564", "30 ก.พ. 2565"])
    error = caught.value
    assert error.mixed
    assert error.be == ((0, "30/09/2565"), (2, "1/1/2564"), (3, "1/2/2564"))
    assert error.ce == ((1, "2022-09-30"),)
    assert [(row, wrong.reason) for row, wrong in error.refused] == [(5, "no-such-day")]
    assert "mixed-calendars: BE in '30/09/2565' (row 0)" in str(error)
    assert "row 5: no-such-day: '30 ก.พ. 2565'" in str(error)


def test_an_era_beside_each_year_does_not_make_two_calendars_one() -> None:
    with pytest.raises(DateColumnError) as caught:
        read_dates(["พ.ศ. 2565", "ค.ศ. 2022"])
    assert caught.value.mixed


@pytest.mark.parametrize(("calendar", "refused", "reason"), [("be", 1, "is-ce"), ("ce", 0, "is-be")])
def test_a_declared_calendar_refuses_the_rows_of_the_other(calendar: str, refused: int, reason: str) -> None:
    declared = DateReading(calendar="be" if calendar == "be" else "ce")
    with pytest.raises(DateColumnError) as caught:
        read_dates(["30/09/2565", "2022-09-30"], declared)
    assert not caught.value.mixed
    assert [(row, wrong.reason) for row, wrong in caught.value.refused] == [(refused, reason)]


def test_excel_dates_go_with_either_calendar() -> None:
    for text in ("30/09/2565", "30/09/2022"):
        first, second = read_dates(["44834", text], DateReading(excel="1900"))
        assert first.date == second.date == PartialDate.of(date(2022, 9, 30))


def test_a_lone_year_is_no_date_in_a_column_of_excel_dates() -> None:
    with pytest.raises(DateColumnError) as caught:
        read_dates(["44834", "2565", "44834.25"], DateReading(excel="1900"))
    assert [wrong.reason for _, wrong in caught.value.refused] == ["too-early", "time-of-day"]


def test_an_error_crosses_processes() -> None:
    with pytest.raises(DateColumnError) as caught:
        read_dates(["30/09/2565", "2022-09-30", "?"])
    error = pickle.loads(pickle.dumps(caught.value))
    assert (error.be, error.ce, str(error)) == (caught.value.be, caught.value.ce, str(caught.value))
    assert error.refused[0][1].reason == "syntax"


@given(DAYS, st.sampled_from(["be", "ce"]))
def test_days_read_back_from_either_calendar(days: list[date], calendar: str) -> None:
    ahead = 543 if calendar == "be" else 0
    read = read_dates([f"{day.day}/{day.month}/{day.year + ahead}" for day in days])
    assert [found.date for found in read] == [PartialDate.of(day) for day in days]
    assert {found.calendar for found in read} == {calendar}


@given(DAYS, st.sampled_from(["1900", "1904"]))
def test_serials_are_days_since_the_start_of_their_system(days: list[date], system: str) -> None:
    reading = DateReading(excel="1900" if system == "1900" else "1904")
    # 1 January 1941 by either count: 41 years of 365 days, their leap days, and Excel's own in 1900.
    start = 14_977 if system == "1900" else 14_977 - 1_462
    serials = [start + (day - date(1941, 1, 1)).days for day in days]
    assert [found.date for found in read_dates([f"{n}" for n in serials], reading)] == [*map(PartialDate.of, days)]
    assert read_dates([f"{n}.0" for n in serials], reading) == read_dates([f"{n}" for n in serials], reading)


@given(
    st.lists(st.text(max_size=12), max_size=4),
    st.sampled_from([UNDECLARED, DateReading(two_digit_be=True, excel="1900")]),
)
def test_any_column_is_read_whole_or_refused(texts: list[str], reading: DateReading) -> None:
    try:
        read = read_dates(texts, reading)
    except DateColumnError as error:
        read, refused, mixed = (), error.refused, error.mixed
    else:
        refused, mixed = (), False
    assert bool(refused or mixed) != (len(read) == len(texts))
