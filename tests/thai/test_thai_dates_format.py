"""Dates as they are printed, and that what is printed reads back as the same date."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gireport.thai.calendar_names import CalendarNames, Language, calendar_names
from gireport.thai.date_format import Style
from gireport.thai.date_reading import read_date
from gireport.thai.dates import DateError, DateReading, PartialDate, Precision
from gireport.thai.digits import Digits, to_arabic_digits
from gireport.thai.quarters import FiscalQuarter
from gireport.thai.written import Calendar
from gireport.thai.years import BEYear, FiscalYear, YearError

if TYPE_CHECKING:
    from collections.abc import Iterator

# Dates that every calendar and both ends can write: CE years are read up to 2150.
DAYS = st.dates(date(1941, 1, 1), date(2150, 9, 30))
FORMS: list[tuple[Style, Language, Calendar, bool | None, Digits]] = list(
    product(get_args(Style), get_args(Language), get_args(Calendar), (None, True, False), get_args(Digits))
)
PRECISIONS: tuple[Precision, ...] = get_args(Precision)

DAY = PartialDate(BEYear(2565), 9, 30)
MONTH = PartialDate(BEYear(2565), 9)
YEAR = PartialDate(BEYear(2565))
FISCAL_YEAR = PartialDate(FiscalYear(2565))


def known_to(precision: Precision, day: date) -> PartialDate:
    whole = PartialDate.of(day)
    match precision:
        case "fiscal-year":
            return PartialDate(FiscalYear.of(day))
        case "year":
            return PartialDate(whole.year)
        case "month":
            return PartialDate(whole.year, whole.month)
        case "day":
            return whole


@pytest.mark.parametrize(
    ("said", "how", "expected"),
    [
        (DAY, {"style": "short"}, "30/9/65"),
        (DAY, {"style": "medium"}, "30 ก.ย. 2565"),
        (DAY, {"style": "long"}, "30 กันยายน 2565"),
        (DAY, {"style": "full"}, "วันศุกร์ที่ 30 กันยายน พ.ศ. 2565"),
        (DAY, {"style": "full", "digits": "thai"}, "วันศุกร์ที่ ๓๐ กันยายน พ.ศ. ๒๕๖๕"),
        (DAY, {"style": "full", "era": False}, "วันศุกร์ที่ 30 กันยายน 2565"),
        (DAY, {"style": "short", "era": True}, "30/9/พ.ศ. 2565"),
        (DAY, {"style": "long", "era": True}, "30 กันยายน พ.ศ. 2565"),
        (DAY, {"calendar": "ce", "era": True}, "30 กันยายน ค.ศ. 2022"),
        (DAY, {"style": "short", "calendar": "ce"}, "30/9/2022"),
        (MONTH, {"style": "short"}, "9/2565"),
        (MONTH, {"style": "medium"}, "ก.ย. 2565"),
        (MONTH, {"style": "full"}, "กันยายน พ.ศ. 2565"),
        (YEAR, {}, "2565"),
        (YEAR, {"style": "full"}, "พ.ศ. 2565"),
        (FISCAL_YEAR, {}, "ปีงบประมาณ พ.ศ. 2565"),
        (FISCAL_YEAR, {"style": "medium"}, "ปีงบประมาณ 2565"),
        (FISCAL_YEAR, {"style": "short"}, "งปม. 2565"),
        (DAY, {"language": "en", "style": "short"}, "30/09/2022"),
        (DAY, {"language": "en", "style": "medium"}, "30 Sep 2022"),
        (DAY, {"language": "en"}, "30 September 2022"),
        (DAY, {"language": "en", "style": "full"}, "Friday 30 September 2022"),
        (DAY, {"language": "en", "calendar": "be"}, "30 September B.E. 2565"),
        (DAY, {"language": "en", "calendar": "be", "era": False}, "30 September 2565"),
        (FISCAL_YEAR, {"language": "en"}, "fiscal year 2022"),
        (FISCAL_YEAR, {"language": "en", "calendar": "be"}, "fiscal year B.E. 2565"),
        (FISCAL_YEAR, {"language": "en", "style": "short"}, "FY2022"),
    ],
)
def test_format(said: PartialDate, how: dict[str, Any], expected: str) -> None:
    assert said.format(**how).replace("\u00a0", " ") == expected


def test_no_date_breaks_over_lines() -> None:
    dates = [DAY, MONTH, YEAR, FISCAL_YEAR]
    printed = [_printed(said, form) for said, form in product(dates, FORMS)]
    assert len(printed) == 4 * 96
    assert not [text for text in printed if " " in text]


def test_two_digits_only_where_they_read_back() -> None:
    assert PartialDate(BEYear(2599), 1, 2).format(style="short") == "2/1/99"
    assert PartialDate(BEYear(2505), 1, 2).format(style="short") == "2/1/05"
    assert PartialDate(BEYear(2499), 1, 2).format(style="short") == "2/1/2499"
    assert PartialDate(BEYear(2600), 1, 2).format(style="short") == "2/1/2600"
    with pytest.raises(DateError) as caught:
        read_date("2/1/99")
    assert caught.value.reason == "two-digit"


@given(DAYS)
def test_every_form_reads_back(day: date) -> None:
    seen = 0
    for precision, form in product(PRECISIONS, FORMS):
        _, _, calendar, _, _ = form
        said = known_to(precision, day)
        printed = _printed(said, form)
        two_digits = precision == "day" and len(to_arabic_digits(printed).split("/")[-1]) == 2
        # Nothing need be declared but what the text does not say: the century, and that a lone year is CE.
        read = read_date(printed, DateReading(two_digit_be=True) if two_digits else DateReading(calendar=calendar))
        assert (read.date, read.calendar, read.two_digits) == (said, calendar, two_digits), printed
        if calendar == "be" and not two_digits:
            assert PartialDate.parse(printed) == said
        seen += 1
    assert seen == 4 * 96


@given(DAYS, st.sampled_from(FORMS))
def test_quarters_read_back(day: date, form: tuple[Style, Language, Calendar, bool | None, Digits]) -> None:
    style, language, calendar, era, digits = form
    quarter = FiscalQuarter.of(day)
    printed = quarter.format(digits, style=style, language=language, calendar=calendar, era=era)
    assert FiscalQuarter.parse(printed, calendar) == quarter
    year = quarter.year.format(digits, style=style, language=language, calendar=calendar, era=era)
    assert FiscalYear.parse(year, calendar) == quarter.year
    assert printed.endswith(year)


@given(DAYS, st.sampled_from(FORMS), st.sampled_from(PRECISIONS), st.data())
def test_a_changed_digit_is_another_date_or_none(
    day: date, form: tuple[Style, Language, Calendar, bool | None, Digits], precision: Precision, data: st.DataObject
) -> None:
    printed = _printed(known_to(precision, day), form)
    at = data.draw(st.sampled_from([at for at, char in enumerate(printed) if char.isdigit()]))
    script = "0123456789" if printed[at].isascii() else "๐๑๒๓๔๕๖๗๘๙"
    other = data.draw(st.sampled_from(script.replace(printed[at], "")))
    reading = DateReading(two_digit_be=form[2] == "be", calendar=form[2])
    assert read_date(printed, reading).date == known_to(precision, day)
    try:
        changed = read_date(printed[:at] + other + printed[at + 1 :], reading)
    except DateError:
        return
    assert changed.date != known_to(precision, day)


def test_a_long_quarter_may_break_before_its_year() -> None:
    quarter = FiscalQuarter(FiscalYear(2565), 1)
    assert quarter.format() == "ไตรมาสที่\u00a01 ปีงบประมาณ\u00a0พ.ศ.\u00a02565"
    assert quarter.format("thai") == "ไตรมาสที่\u00a0๑ ปีงบประมาณ\u00a0พ.ศ.\u00a0๒๕๖๕"
    assert quarter.format(style="short") == "ไตรมาส\u00a01/งปม.\u00a02565"
    assert quarter.format(language="en") == "quarter\u00a01 of\u00a0fiscal\u00a0year\u00a02022"
    assert quarter.format(language="en", style="short") == "Q1/FY2022"


@pytest.mark.parametrize("language", get_args(Language))
def test_names_are_those_of_cldr(language: Language) -> None:
    from babel.dates import get_day_names, get_month_names

    def in_order(names: Any) -> Iterator[str]:
        return (names[number] for number in sorted(names))

    assert calendar_names(language) == CalendarNames(
        *(
            tuple(in_order(get(width, locale=language)))
            for get in (get_month_names, get_day_names)
            for width in ("wide", "abbreviated")
        )
    )
    assert len(calendar_names(language).months) == 12
    assert len(calendar_names(language).short_weekdays) == 7


def test_a_refused_year_says_what_it_is() -> None:
    with pytest.raises(YearError) as caught:
        FiscalYear.parse(FiscalYear(2565).format(language="en"))
    assert (caught.value.reason, caught.value.suggestion) == ("is-ce", 2565)


def _printed(said: PartialDate, form: tuple[Style, Language, Calendar, bool | None, Digits]) -> str:
    style, language, calendar, era, digits = form
    return said.format(digits, style=style, language=language, calendar=calendar, era=era)
