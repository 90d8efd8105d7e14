"""BE years and fiscal years, and the CE years that are never taken for either."""

from __future__ import annotations

import pickle
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gireport.thai.digits import Digits, to_thai_digits
from gireport.thai.years import BEYear, CalendarReason, DateReason, FiscalYear, YearError, YearRange

YEARS = st.integers(2400, 2699)
KINDS = [BEYear, FiscalYear]
REFUSED: list[tuple[str, CalendarReason, int | None]] = [
    ("2022", "is-ce", 2565),
    ("๒๐๒๒", "is-ce", 2565),
    ("พ.ศ. 2022", "is-ce", 2565),
    ("ค.ศ. 2022", "is-ce", 2565),
    ("1900", "is-ce", 2443),
    ("2150", "is-ce", 2693),
    ("ค.ศ. 2565", "out-of-range", None),
    ("2300", "out-of-range", None),
    ("2700", "out-of-range", None),
    ("256", "out-of-range", None),
    ("25650", "out-of-range", None),
    ("65", "two-digit", None),
    ("๖๕", "two-digit", None),
    ("25๖๕", "syntax", None),
    ("２５６５", "syntax", None),
    ("2565.0", "syntax", None),
    ("", "syntax", None),
    ("ปี", "syntax", None),
    ("2565 2566", "syntax", None),
    ("FY2022", "is-ce", 2565),
    ("งปม. 65", "two-digit", None),
    ("ปีการศึกษา 2565", "syntax", None),
    ("ปีบัญชี 2565", "syntax", None),
    ("FY2564/65", "syntax", None),
    ("พ.ศ. 2565 BE", "syntax", None),
    ("2565\t", "syntax", None),
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "text",
    [
        "2565",
        " 2565 ",
        "๒๕๖๕",
        "พ.ศ. 2565",
        "พ.ศ.2565",
        "พ.ศ.\u00a0๒๕๖๕",
        "ปี 2565",
        "ปี2565",
        "ปีงบประมาณ 2565",
        "ปีงบประมาณ พ.ศ. 2565",
        "ปีงบประมาณ\u00a0พ.ศ.\u00a0๒๕๖๕",
        "พ.ศ 2565",
        "พศ.2565",
        "พุทธศักราช ๒๕๖๕",
        "ปี พ.ศ. 2565",
        "ประจำปี 2565",
        "ประจำปีงบประมาณ พ.ศ. 2565",
        "ปีงบ 2565",
        "งปม. 2565",
        "งปม.๒๕๖๕",
        "ปีงปม. 2565",
        "FY2565",
        "FY 2565",
        "fy.2565",
        "fiscal year B.E. 2565",
        "2565 BE",
        "\u200b2565",
        "ประจ\u0e4d\u0e32ปี 2565",
    ],
)
def test_parse(kind: type[BEYear] | type[FiscalYear], text: str) -> None:
    year = kind.parse(text)
    assert type(year) is kind
    assert year.be == 2565


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("text", "reason", "suggestion"), REFUSED)
def test_parse_refuses(
    kind: type[BEYear] | type[FiscalYear], text: str, reason: CalendarReason, suggestion: int | None
) -> None:
    with pytest.raises(YearError) as caught:
        kind.parse(text)
    assert (caught.value.reason, caught.value.suggestion, caught.value.text) == (reason, suggestion, text)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", ["2022", "๒๐๒๒", "ค.ศ. 2022", "FY2022", "ปี ค.ศ. 2022", "2022 A.D.", "C.E. 2022"])
def test_parse_declared_ce(kind: type[BEYear] | type[FiscalYear], text: str) -> None:
    assert kind.parse(text, calendar="ce") == kind(2565)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2565", "is-be"),
        ("พ.ศ. 2565", "is-be"),
        ("ค.ศ. 2565", "out-of-range"),
        ("พ.ศ. 2022", "is-ce"),
        ("22", "two-digit"),
        ("2151", "out-of-range"),
    ],
)
def test_parse_declared_ce_refuses(kind: type[BEYear] | type[FiscalYear], text: str, reason: DateReason) -> None:
    with pytest.raises(YearError) as caught:
        kind.parse(text, calendar="ce")
    assert (caught.value.reason, caught.value.text) == (reason, text)


def test_a_ce_year_is_refused_however_it_comes() -> None:
    with pytest.raises(YearError) as caught:
        BEYear(2022)
    assert caught.value.suggestion == 2565


def test_the_two_kinds_are_not_one_another() -> None:
    # Through a set of plain objects, for a type checker knows already that they are never equal.
    pair: list[object] = [BEYear(2565), FiscalYear(2565)]
    assert pair[0] != pair[1]
    assert len(set(pair)) == 2
    with pytest.raises(TypeError):
        assert BEYear(2565) < FiscalYear(2566)  # type: ignore[operator, unused-ignore]


def test_years_are_ordered_and_have_neighbours() -> None:
    assert sorted([BEYear(2565), BEYear(2554)]) == [BEYear(2554), BEYear(2565)]
    assert (FiscalYear(2565).previous, FiscalYear(2565).next) == (FiscalYear(2564), FiscalYear(2566))
    assert BEYear(2565).ce == 2022
    with pytest.raises(YearError):
        _ = BEYear(2400).previous
    with pytest.raises(YearError):
        _ = BEYear(2699).next


def test_a_fiscal_year_runs_from_october_to_september() -> None:
    year = FiscalYear(2565)
    assert (year.first_day, year.last_day) == (date(2021, 10, 1), date(2022, 9, 30))


@given(st.dates(date(1938, 10, 1), date(2156, 9, 30)))
def test_the_fiscal_year_of_a_day_has_it(day: date) -> None:
    year = FiscalYear.of(day)
    assert year.first_day <= day <= year.last_day


@pytest.mark.parametrize("day", [date(1938, 9, 30), date(2156, 10, 1)])
def test_no_fiscal_year_for_days_outside(day: date) -> None:
    with pytest.raises(YearError) as caught:
        FiscalYear.of(day)
    assert caught.value.reason == "out-of-range"


@given(st.integers(2482, 2698))
def test_fiscal_years_leave_no_day_out(be: int) -> None:
    year = FiscalYear(be)
    assert year.last_day + timedelta(days=1) == year.next.first_day


def test_fiscal_years_begin_when_october_starts_did() -> None:
    assert FiscalYear(2482).first_day == date(1938, 10, 1)
    with pytest.raises(YearError) as caught:
        FiscalYear(2481)
    assert caught.value.reason == "out-of-range"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2565", 2565, 2565),
        ("2554-2565", 2554, 2565),
        ("2554–2565", 2554, 2565),
        ("2554 - 2565", 2554, 2565),
        ("๒๕๕๔-๒๕๖๕", 2554, 2565),
        ("พ.ศ. 2554 – 2565", 2554, 2565),
        ("ปีงบประมาณ พ.ศ. 2554\u00a0– 2565", 2554, 2565),
        ("2565-2565", 2565, 2565),
    ],
)
def test_parse_range(text: str, first: int, last: int) -> None:
    assert YearRange.parse(text) == YearRange(first, last)


@pytest.mark.parametrize(
    ("text", "reason", "suggestion"),
    [
        ("2565-2554", "order", None),
        ("2554-2022", "is-ce", 2565),
        ("2011-2565", "is-ce", 2554),
        ("2554-65", "two-digit", None),
        ("2554-", "syntax", None),
        ("-2565", "syntax", None),
        ("2554-2560-2565", "syntax", None),
        ("2554 2565", "syntax", None),
        ("2554-๒๕6๕", "syntax", None),
    ],
)
def test_parse_range_refuses(text: str, reason: CalendarReason, suggestion: int | None) -> None:
    with pytest.raises(YearError) as caught:
        YearRange.parse(text)
    assert (caught.value.reason, caught.value.suggestion) == (reason, suggestion)


def test_a_range_iterates_plain_numbers() -> None:
    years = YearRange(2554, 2556)
    assert list(years) == [2554, 2555, 2556]
    assert len(years) == 3
    assert 2555 in years
    assert 2557 not in years


def test_a_range_is_printed_to_break_after_its_dash() -> None:
    assert YearRange(2554, 2565).format() == "2554\u00a0– 2565"
    assert YearRange(2554, 2565).format("thai") == "๒๕๕๔\u00a0– ๒๕๖๕"
    assert YearRange(2565, 2565).format() == "2565"


@given(st.lists(YEARS, min_size=2, max_size=2).map(sorted), st.sampled_from(["arabic", "thai"]))
def test_ranges_round_trip(ends: list[int], digits: Digits) -> None:
    years = YearRange(*ends)
    assert YearRange.parse(years.format(digits)) == years
    assert len(list(years)) == len(years)


@given(YEARS)
def test_years_round_trip(be: int) -> None:
    assert BEYear.parse(str(be)) == BEYear.parse(to_thai_digits(str(be))) == BEYear(be)
    assert pickle.loads(pickle.dumps(BEYear(be))) == BEYear(be)


@given(st.integers(1900, 2150))
def test_both_calendars_name_the_same_years(ce: int) -> None:
    year = BEYear.parse(str(ce), calendar="ce")
    assert (year.ce, year.be - year.ce) == (ce, 543)
    assert BEYear.parse(str(year.be)) == year


@given(st.text(max_size=12))
def test_any_text_is_a_year_or_a_year_error(text: str) -> None:
    with suppress(YearError):
        assert 2400 <= BEYear.parse(text).be <= 2699


def test_an_error_crosses_processes() -> None:
    error = pickle.loads(pickle.dumps(YearError("is-ce", "2022", 2565)))
    assert (error.reason, error.text, error.suggestion) == ("is-ce", "2022", 2565)
    assert str(error) == "is-ce: '2022' is BE 2565"
