"""Dates of the Buddhist era, as exact as they are known: a fiscal year, a year, a month, or a day.

Written here because no library has them: Babel has no Buddhist calendar, and general date parsers read 2565
as a year of the Common Era and 65 as 2065.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal, Self

from gireport.records import dataclass
from gireport.thai.years import BE_AHEAD_OF_CE, BEYear, CalendarError, FiscalYear

if TYPE_CHECKING:
    from gireport.thai.calendar_names import Language
    from gireport.thai.date_format import Style
    from gireport.thai.digits import Digits
    from gireport.thai.written import Calendar

Precision = Literal["day", "month", "year", "fiscal-year"]

# Until then the year began on 1 April, so January to March of BE 2483 never were.
FIRST_BE = 2484
_FIRST_DAY = date(FIRST_BE - BE_AHEAD_OF_CE, 1, 1)


class DateError(CalendarError):
    """Not a date, or none that this room takes."""


@dataclass(frozen=True, slots=True)
class DateReading:
    """What the caller knows of a text or a column and its dates do not say; nothing is taken for granted.

    `two_digit_be` reads years of two digits as BE 25xx. `excel` reads whole numbers of up to seven digits as
    days of Excel's 1900 or 1904 date system, never as years. `calendar` is what all years are written in:
    the other calendar is refused then, even with its era beside it. Without it, the size of a year tells,
    but a CE year needs its era, or a day and a month beside it: a lone 2022 may be a slip for 2565.
    Raises ValueError for two-digit BE years in CE.
    """

    two_digit_be: bool = False
    excel: Literal["1900", "1904"] | None = None
    calendar: Calendar | None = None

    def __post_init__(self) -> None:
        if self.two_digit_be and self.calendar == "ce":
            raise ValueError("years of two digits are declared to be BE, and all years to be CE")


UNDECLARED = DateReading()


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the fiscal year, to the BE year, to the month (`day` is None) or to the day.

    Raises DateError where the calendar has no such date, and before BE 2484.
    """

    year: BEYear | FiscalYear
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        said = "-".join(str(part) for part in (self.year.be, self.month, self.day) if part is not None)
        if self.year.be < FIRST_BE:
            raise DateError("too-early", said)
        if self.month is None:
            if self.day is not None:
                raise DateError("no-such-month", said)
        elif not 1 <= self.month <= 12 or isinstance(self.year, FiscalYear):
            raise DateError("no-such-month", said)
        elif self.day is not None and not 1 <= self.day <= self._month_end(self.month).day:
            raise DateError("no-such-day", said)

    @classmethod
    def parse(cls, text: str, reading: DateReading = UNDECLARED) -> PartialDate:
        """The date that `text` writes in one of the ways of `date_reading.read_date`, which see.

        Raises DateError; for a CE year that is not taken its `suggestion` is the BE one.
        """
        from gireport.thai.date_reading import read_date

        return read_date(text, reading).date

    @classmethod
    def of(cls, day: date) -> Self:
        """The day `day` of the Common Era as `datetime` counts.

        Raises DateError, "time-of-day" for a datetime that is not midnight of no zone in particular.
        """
        if isinstance(day, datetime) and (day.tzinfo or day != datetime(day.year, day.month, day.day)):
            raise DateError("time-of-day", str(day))
        if (day.year, day.month, day.day) < (_FIRST_DAY.year, 1, 1):
            raise DateError("too-early", str(day))
        try:
            return cls(BEYear(day.year + BE_AHEAD_OF_CE), day.month, day.day)
        except CalendarError as error:
            raise DateError(error.reason, str(day)) from None

    @property
    def precision(self) -> Precision:
        """How exactly the date is known."""
        if isinstance(self.year, FiscalYear):
            return "fiscal-year"
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    @property
    def first_day(self) -> date:
        """The first day of the period, in the Common Era as `datetime` counts."""
        if isinstance(self.year, FiscalYear):
            return self.year.first_day
        return date(self.year.ce, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The last day of the period, in the Common Era as `datetime` counts."""
        if isinstance(self.year, FiscalYear):
            return self.year.last_day
        if self.month is None:
            return date(self.year.ce, 12, 31)
        return self._month_end(self.month) if self.day is None else date(self.year.ce, self.month, self.day)

    def format(
        self,
        digits: Digits = "arabic",
        *,
        style: Style = "long",
        language: Language = "th",
        calendar: Calendar | None = None,
        era: bool | None = None,
    ) -> str:
        """`2565`, `กันยายน 2565` or `30 กันยายน 2565`; U+00A0 joins the parts, so they stay on one line.

        Styles, languages, calendars and eras are as `date_format.DateStyle` has them.
        """
        from gireport.thai.date_format import DateStyle, format_date

        return format_date(self, DateStyle(style, language, digits, calendar, era))

    def _month_end(self, month: int) -> date:
        # By the CE year: 29 February 2567 is a day because 2024 is a leap year.
        return date(self.year.ce + month // 12, month % 12 + 1, 1) - timedelta(days=1)
