"""Dates, fiscal years and quarters as they are printed.

The Thai styles are the patterns of CLDR for the Buddhist calendar, the English ones those of CLDR for British
English, whose order of day, month and year is the Thai one. Two departures, both for the sake of who reads the
year again: it has two digits only where CLDR's short style of Thai has a BE year of 25xx; and an era beside a
short date brings the year in full.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from gireport.records import dataclass
from gireport.thai.calendar_names import CalendarNames, Language, calendar_names
from gireport.thai.digits import Digits, to_thai_digits

if TYPE_CHECKING:
    from gireport.thai.dates import PartialDate
    from gireport.thai.quarters import FiscalQuarter
    from gireport.thai.written import Calendar
    from gireport.thai.years import BEYear, FiscalYear

Style = Literal["short", "medium", "long", "full"]

_GLUE = "\u00a0"
_ERAS: dict[tuple[Language, Calendar], str] = {
    ("th", "be"): "พ.ศ.",
    ("th", "ce"): "ค.ศ.",
    ("en", "be"): "B.E.",
    ("en", "ce"): "C.E.",
}
_FISCAL = {"th": "ปีงบประมาณ", "en": f"fiscal{_GLUE}year"}
_SHORT_FISCAL = {"th": "งปม.", "en": "FY"}
_QUARTER = {"th": "ไตรมาสที่", "en": "quarter"}
_SHORT_QUARTER = {"th": "ไตรมาส", "en": "Q"}
_TWO_DIGIT_BE = range(2500, 2600)


@dataclass(frozen=True, slots=True)
class DateStyle:
    """How a date is printed.

    Without a `calendar`, years are BE in Thai and CE in English. Without word about the `era`, it is printed
    where it is expected: in the full style, before a BE year in English, which means little there without,
    and in ปีงบประมาณ พ.ศ. 2565; in English and CE nowhere. The short style has it only when asked.
    """

    style: Style = "long"
    language: Language = "th"
    digits: Digits = "arabic"
    calendar: Calendar | None = None
    era: bool | None = None

    @property
    def printed_calendar(self) -> Calendar:
        """The calendar of the years printed."""
        return self.calendar or ("be" if self.language == "th" else "ce")

    @property
    def names(self) -> CalendarNames:
        """The months and days of the week in the language."""
        return calendar_names(self.language)

    def has_era(self, *, fiscal: bool = False) -> bool:
        """Whether the era is printed, before a calendar year or a fiscal one."""
        if self.era is not None:
            return self.era
        if self.style == "short" or (self.language, self.printed_calendar) == ("en", "ce"):
            return False
        return self.style == "full" or self.language == "en" or (fiscal and self.style == "long")


def format_date(date: PartialDate, how: DateStyle) -> str:
    """`30 กันยายน 2565`, in any of the styles; U+00A0 joins what must stay on one line, which is all of it."""
    # Told apart by the precision, so that years need not be imported to print a date.
    match date.precision:
        case "fiscal-year":
            return _digits(_fiscal_year(date.year, how), how)
        case "year":
            return _digits(_year(date.year, how), how)
        case "month" | "day" if how.style == "short":
            return _digits(_numeric(date, how), how)
    assert date.month is not None
    months = how.names.short_months if how.style == "medium" else how.names.months
    parts = [months[date.month - 1], _year(date.year, how)]
    if date.day is not None:
        parts.insert(0, str(date.day))
        if how.style == "full":
            weekday = how.names.weekdays[date.first_day.weekday()]
            parts.insert(0, f"{weekday}ที่" if how.language == "th" else weekday)
    return _digits(_GLUE.join(parts), how)


def format_fiscal_year(year: FiscalYear, how: DateStyle) -> str:
    """`ปีงบประมาณ พ.ศ. 2565` or `fiscal year 2022`; short, `งปม. 2565` or `FY2022`. U+00A0 joins the parts.

    English has no capitals, as inside a sentence.
    """
    return _digits(_fiscal_year(year, how), how)


def format_quarter(quarter: FiscalQuarter, how: DateStyle) -> str:
    """`ไตรมาสที่ 1 ปีงบประมาณ พ.ศ. 2565` or `quarter 1 of fiscal year 2022`; short, `ไตรมาส 1/งปม. 2565`, `Q1/FY2022`.

    A line may end before the year's part in the longer styles.
    """
    year = _fiscal_year(quarter.year, how)
    if how.style == "short":
        space = _GLUE if how.language == "th" else ""
        text = f"{_SHORT_QUARTER[how.language]}{space}{quarter.number}/{year}"
    else:
        joint = " " if how.language == "th" else f" of{_GLUE}"
        text = f"{_QUARTER[how.language]}{_GLUE}{quarter.number}{joint}{year}"
    return _digits(text, how)


def _fiscal_year(year: BEYear | FiscalYear, how: DateStyle) -> str:
    if how.style != "short":
        return f"{_FISCAL[how.language]}{_GLUE}{_year(year, how, fiscal=True)}"
    glue = "" if how.language == "en" and not how.era else _GLUE
    return f"{_SHORT_FISCAL[how.language]}{glue}{_year(year, how, fiscal=True)}"


def _numeric(date: PartialDate, how: DateStyle) -> str:
    year = _year(date.year, how)
    if date.day is None:
        return f"{date.month}/{year}"
    if how.language == "en":
        return f"{date.day:02}/{date.month:02}/{year}"
    if how.printed_calendar == "be" and date.year.be in _TWO_DIGIT_BE and not how.has_era():
        year = year[-2:]
    return f"{date.day}/{date.month}/{year}"


def _year(year: BEYear | FiscalYear, how: DateStyle, *, fiscal: bool = False) -> str:
    number = str(year.be if how.printed_calendar == "be" else year.ce)
    if not how.has_era(fiscal=fiscal):
        return number
    return f"{_ERAS[how.language, how.printed_calendar]}{_GLUE}{number}"


def _digits(text: str, how: DateStyle) -> str:
    return to_thai_digits(text) if how.digits == "thai" else text
