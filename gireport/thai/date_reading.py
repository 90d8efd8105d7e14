"""The ways in which people write dates in Thailand, read strictly: what can mean two things is refused.

Day, month and year stand in this order, or year, month, day where the year comes first; never the month first
in figures. The size of a year says its calendar (`years.to_be`), and an era, a day of the week or what the
caller declares must agree with it.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from gireport.thai.date_words import month_number, weekday_number
from gireport.thai.dates import UNDECLARED, DateError, DateReading, PartialDate
from gireport.thai.digits import to_arabic_digits
from gireport.thai.written import ERA, FISCAL, YEAR, YEAR_WORD, Calendar, tidied, written_era
from gireport.thai.years import BEYear, CalendarError, FiscalYear, to_be

if TYPE_CHECKING:
    from collections.abc import Callable


class ReadDate(NamedTuple):
    """A date as it was read: the calendar its year is written in, None for an Excel date, which has none.

    `two_digits` says that the century is not written but declared, which deserves a warning.
    """

    date: PartialDate
    calendar: Calendar | None
    two_digits: bool = False


class _YearRead(NamedTuple):
    be: int
    calendar: Calendar
    two_digits: bool


_LONGEST = 100  # characters; the longest date has about 60
_STRANGE = re.compile("[^ -~ก-ฺเ-๎๐-๙]")
_TWO_SCRIPTS = re.compile("[0-9][๐-๙]|[๐-๙][0-9]")

_LEAD = "(?P<lead>[ก-์a-z., ]*?) *"
_DAY = "(?P<day>[0-9]{1,2})"
_MONTH = "(?P<month>[0-9]{1,2})"
_NAMED_MONTH = r"(?:เดือน *)?(?P<name>[ก-์. ]+?|[a-z]+\.?)"
_SEPARATOR = "(?P<separator>[-/.])"
_DASH = "(?P<separator>[-/]?)"
_AGAIN = " *(?P=separator) *"
_NAMED_YEAR = rf",? *(?:ปี *)?{YEAR}"
_YEAR_FIRST = rf"{ERA} *(?P<year>[0-9]{{4}})"
# Databases and spreadsheets write a day as the midnight it begins with.
_MIDNIGHT = r"(?:(?: |t)00:00(?::00(?:\.0+)?)?)?"

# What may stand before the day: ณ วันที่, ประจำวันศุกร์ที่, Friday.
_BEFORE_DAY = re.compile(r"(?:(?:ณ|ลง|ประจำ) *)?(?:วันที่|(?P<weekday>[^ ,]+?)(?: *ที่)?,?(?: *วันที่)?)?")
_SERIAL = re.compile(r"(?P<days>[0-9]{1,7})(?:\.(?P<fraction>[0-9]+))?")
_LOOKS_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
_LOOKS_TIMED = re.compile("[0-9]:[0-9]")
# Excel counts 29 February 1900, a day that never was, so from March on its 1900 system starts a day early.
_EXCEL_DAY_ZERO = {"1900": date(1899, 12, 30), "1904": date(1904, 1, 1)}


def read_date(text: str, reading: DateReading = UNDECLARED) -> ReadDate:
    """The date that `text` writes, in figures or words, Thai or English, Thai or Arabic digits.

    Read are 30/9/2565 (also with - or .), 2565-09-30, 25650930, 30 กันยายน 2565, 30 ก.ย. 2565, September 30,
    2022, each with the day of the week before it; 09/2565, 2565-09, กันยายน 2565; 2565, พ.ศ. 2565;
    ปีงบประมาณ 2565, FY2565. A four-digit CE year is taken in a date with day and month, elsewhere only with
    its era or in a column declared CE. Declared years of two digits are read after a day, after a Thai month or
    alone; 9/65 and Sep 65 stay refused, for the like of 9/12 and Sep 12 may be a day and a month without a year.
    A time of day is refused, but for the midnight of 2022-09-30 00:00:00.

    Raises DateError, whose `reason` says what is wrong and whose `suggestion` is the BE year of a CE one.
    """
    plain = tidied(text)
    if _STRANGE.search(plain):
        raise DateError("strange-character", text)
    if _TWO_SCRIPTS.search(plain) or len(plain) > _LONGEST:
        raise DateError("syntax", text)
    try:
        return _read(to_arabic_digits(plain), reading)
    except CalendarError as error:
        raise DateError(error.reason, text, error.suggestion) from None


def _read(plain: str, reading: DateReading) -> ReadDate:
    if reading.excel and (match := _SERIAL.fullmatch(plain)):
        return _excel_day(match, _EXCEL_DAY_ZERO[reading.excel])
    if _LOOKS_SERIAL.fullmatch(plain):
        raise DateError("excel-serial", plain)
    for form, read in _FORMS:
        # Compiled, and kept by `re`, when it is first tried: a program that reads one date needs one or two.
        if match := re.fullmatch(form, plain):
            return read(match, reading)
    raise DateError("time-of-day" if _LOOKS_TIMED.search(plain) else "syntax", plain)


def _excel_day(match: re.Match[str], day_zero: date) -> ReadDate:
    if int(match["fraction"] or 0):
        raise DateError("time-of-day", match.string)
    try:
        day = day_zero + timedelta(days=int(match["days"]))
    except OverflowError:
        raise DateError("out-of-range", match.string) from None
    return ReadDate(PartialDate.of(day), None)


def _day(match: re.Match[str], reading: DateReading) -> ReadDate:
    year = _year_of(match, reading, dated=True)
    month, day = _month_of(match), int(match["day"])
    if day <= 12 < month <= 31 and match.start("day") < match.start("month"):
        raise DateError("month-first", match.string)
    found = PartialDate(BEYear(year.be), month, day)
    lead = _BEFORE_DAY.fullmatch((match.groupdict().get("lead") or "").strip(" "))
    if lead is None:
        raise DateError("syntax", match.string)
    if lead["weekday"]:
        weekday = weekday_number(lead["weekday"])
        if weekday is None:
            raise DateError("syntax", match.string)
        if weekday != found.first_day.weekday():
            raise DateError("weekday", match.string)
    return ReadDate(found, year.calendar, year.two_digits)


def _month(match: re.Match[str], reading: DateReading) -> ReadDate:
    # Two digits after a month are a year only where its name is Thai: Sep 22 may be a day, as 12/05 may.
    if len(match["year"]) == 2 and (match.groupdict().get("name") or "a").isascii():
        raise DateError("two-digit", match.string)
    year = _year_of(match, reading)
    return ReadDate(PartialDate(BEYear(year.be), _month_of(match)), year.calendar, year.two_digits)


def _year(match: re.Match[str], reading: DateReading) -> ReadDate:
    year = _year_of(match, reading)
    return ReadDate(PartialDate(BEYear(year.be)), year.calendar, year.two_digits)


def _fiscal_year(match: re.Match[str], reading: DateReading) -> ReadDate:
    year = _year_of(match, reading)
    return ReadDate(PartialDate(FiscalYear(year.be)), year.calendar, year.two_digits)


def _month_of(match: re.Match[str]) -> int:
    name = match.groupdict().get("name")
    number = month_number(name) if name else int(match["month"])
    if number is None:
        raise DateError("syntax", match.string)
    return number


def _year_of(match: re.Match[str], reading: DateReading, *, dated: bool = False) -> _YearRead:
    """The year of `match`; only `dated`, with day and month beside it, may it be CE where nothing says so."""
    figures, era = match["year"], written_era(match)
    if len(figures) == 2:
        if era == "ce" or not reading.two_digit_be:
            raise DateError("two-digit", match.string)
        return _YearRead(2500 + int(figures), "be", True)
    if len(figures) != 4:
        # One digit is no year but the rest of a date without one: 30/9.
        raise DateError("syntax" if len(figures) == 1 else "out-of-range", match.string)
    calendar = reading.calendar if dated else reading.calendar or era or "be"
    number = int(figures)
    be = to_be(number, match.string, era=era, calendar=calendar)
    return _YearRead(be, "be" if be == number else "ce", False)


# The first that fits decides: what is only figures comes before words, since a name may be of many letters.
_FORMS: tuple[tuple[str, Callable[[re.Match[str], DateReading], ReadDate]], ...] = (
    (rf"{_YEAR_FIRST}-(?P<month>[0-9]{{2}})", _month),
    (rf"{_LEAD}{_YEAR_FIRST} *{_SEPARATOR} *{_MONTH}{_AGAIN}{_DAY}{_MIDNIGHT}", _day),
    (rf"{_LEAD}{_DAY} *{_SEPARATOR} *{_MONTH}{_AGAIN}{YEAR}", _day),
    ("(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})", _day),
    (rf"{_MONTH} *[-/] *{YEAR}", _month),
    (rf"{FISCAL} *(?:ปี *)?{YEAR}", _fiscal_year),
    (rf"{YEAR_WORD}? *{YEAR}", _year),
    (rf"{_LEAD}(?P<name>[a-z]+\.?) *{_DAY}(?: *, *| +){YEAR}", _day),
    (rf"{_LEAD}{_DAY} *{_DASH} *{_NAMED_MONTH}{_AGAIN}{_NAMED_YEAR}", _day),
    (rf"(?:(?:ณ|ประจำ) *)?{_NAMED_MONTH} *{_DASH} *{_NAMED_YEAR}", _month),
)
