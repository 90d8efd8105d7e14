"""Quarters of the Thai fiscal year: the first is October to December, not January to March."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from gireport.thai.written import FISCAL, NUMBER, YEAR, Calendar, tidied
from gireport.thai.years import FIRST_MONTH, FiscalYear, YearError

if TYPE_CHECKING:
    from gireport.thai.calendar_names import Language
    from gireport.thai.date_format import Style
    from gireport.thai.digits import Digits

_MONTHS = 3
_NAMED = rf"(?:ไตรมาส(?: *ที่)?|quarter|f?q) *(?P<number>{NUMBER})"
_JOINT = r" *(?:/|ของ|of )? *"
_FISCAL_YEAR = rf"(?P<fiscal_year>{FISCAL} *{YEAR})"
_WRITTEN = (
    re.compile(rf"{_NAMED}{_JOINT}{_FISCAL_YEAR}"),
    re.compile(rf"{_FISCAL_YEAR}{_JOINT}{_NAMED}"),
    re.compile(rf"fq *(?P<number>{NUMBER}){_JOINT}(?P<fiscal_year>{YEAR})"),
)
_QUARTER = re.compile(_NAMED)
_FISCAL = re.compile(FISCAL)


@dataclass(frozen=True, order=True, slots=True)
class FiscalQuarter:
    """A quarter, 1 to 4, of a fiscal year. Raises YearError ("no-such-quarter") for any other number."""

    year: FiscalYear
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 12 // _MONTHS:
            raise YearError("no-such-quarter", f"{self.number}/{self.year.be}")

    @classmethod
    def of(cls, day: date) -> Self:
        """The quarter that `day` falls in: 1 October 2021 is in the first of 2565. Raises YearError."""
        return cls(FiscalYear.of(day), (day.month - FIRST_MONTH) % 12 // _MONTHS + 1)

    @classmethod
    def parse(cls, text: str, calendar: Calendar = "be") -> Self:
        """The quarter that `text` writes: ไตรมาส 1 ปีงบประมาณ 2565, ไตรมาสที่ 1/งปม. 2565, Q1/FY2565, FY2565 Q1, FQ1/2565.

        The year is read as `FiscalYear.parse` reads it. Raises YearError, "unclear-quarter" where nothing says
        that the year is a fiscal one: Q1 of a calendar year begins three months later.
        """
        plain = tidied(text)
        match = next(filter(None, (form.fullmatch(plain) for form in _WRITTEN)), None)
        if match is None:
            unclear = _QUARTER.search(plain) and not _FISCAL.search(plain)
            raise YearError("unclear-quarter" if unclear else "syntax", text)
        if len(match["number"]) != 1:
            raise YearError("no-such-quarter", text)
        try:
            return cls(FiscalYear.parse(match["fiscal_year"], calendar), int(match["number"]))
        except YearError as error:
            raise YearError(error.reason, text, error.suggestion) from None

    @property
    def months(self) -> tuple[int, int, int]:
        """The numbers of its months: (10, 11, 12) for the first."""
        first = self.first_day.month
        return first, first + 1, first + 2

    @property
    def first_day(self) -> date:
        """Its first day, in the Common Era as `datetime` counts."""
        if self.number == 1:
            return self.year.first_day
        return date(self.year.ce, _MONTHS * (self.number - 2) + 1, 1)

    @property
    def last_day(self) -> date:
        """Its last day, in the Common Era as `datetime` counts."""
        last = self.months[-1]
        return date(self.first_day.year + last // 12, last % 12 + 1, 1) - timedelta(days=1)

    def format(
        self,
        digits: Digits = "arabic",
        *,
        style: Style = "long",
        language: Language = "th",
        calendar: Calendar | None = None,
        era: bool | None = None,
    ) -> str:
        """`ไตรมาสที่ 1 ปีงบประมาณ พ.ศ. 2565`, in the styles that `date_format.DateStyle` has."""
        from gireport.thai.date_format import DateStyle, format_quarter

        return format_quarter(self, DateStyle(style, language, digits, calendar, era))
