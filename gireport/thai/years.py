"""Years of the Buddhist era, and fiscal years, which are another thing with the same numbers.

Four digits are read by their size, so that no year is ever off by 543 in silence: 2400-2699 is BE; 1900-2150
is a CE year, refused with the BE year it stands for unless the caller declares CE; anything else is no year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from gireport.thai.digits import Digits, to_thai_digits
from gireport.thai.written import FISCAL, YEAR, YEAR_WORD, Calendar, tidied, written_era

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gireport.thai.calendar_names import Language
    from gireport.thai.date_format import Style

CalendarReason = Literal[
    "syntax",
    "two-digit",
    "is-ce",
    "out-of-range",
    "order",  # of the ends of a range
    "no-such-month",
    "no-such-day",
    "too-early",  # before the BE year began on 1 January
]
"""What may be wrong with a year or a BE date where the caller declares nothing."""

DateReason = Literal[
    CalendarReason,
    "is-be",  # where CE is declared
    "no-such-quarter",
    "unclear-quarter",  # of the calendar or of the fiscal year: they are three months apart
    "weekday",  # the date falls on another
    "month-first",  # 1/13/2565, which only makes sense as month and day
    "excel-serial",  # where no Excel dates are declared
    "time-of-day",
    "strange-character",
]
"""Everything that may be wrong with a year, a quarter or a date."""

BE_AHEAD_OF_CE = 543
LAST_BE = 2699
FIRST_MONTH = 10  # of a fiscal year
_BE_YEARS = range(2400, LAST_BE + 1)
_CE_YEARS = range(1900, 2151)
_WRITTEN = re.compile(rf"(?:{FISCAL}|{YEAR_WORD})? *{YEAR}")
_DASH = re.compile("[-–]")


class CalendarError(ValueError):
    """A text or number that is no year or date, or none that this room takes.

    `reason` is a stable code, `text` what was read, `suggestion` the BE year where what was read is a CE one.
    """

    def __init__(self, reason: DateReason, text: str, suggestion: int | None = None) -> None:
        # Everything goes to `args`, so that the error survives the way home from a worker process.
        super().__init__(reason, text, suggestion)
        self.reason: DateReason = reason
        self.text = text
        self.suggestion = suggestion

    def __str__(self) -> str:
        said = f"{self.reason}: {self.text!r}"
        return said if self.suggestion is None else f"{said} is BE {self.suggestion}"


class YearError(CalendarError):
    """Not a year, or no range of years."""


@dataclass(frozen=True, order=True, slots=True)
class _Year:
    be: int

    FIRST: ClassVar[int]

    def __post_init__(self) -> None:
        _check(self.be, self.FIRST, str(self.be))

    @classmethod
    def parse(cls, text: str, calendar: Calendar = "be") -> Self:
        """The year that `text` writes: 2565, ๒๕๖๕, พ.ศ. 2565, ปี 2565, ปีงบประมาณ พ.ศ. 2565, งปม. 2565, FY2565.

        `calendar` is what the caller declares all years to be written in; a year of the other one is refused,
        even where its era stands beside it. Raises YearError.
        """
        return cls(_read(text, cls.FIRST, calendar=calendar))

    @property
    def ce(self) -> int:
        """The year of the Common Era with the same number of days behind it: BE 2565 is 2022."""
        return self.be - BE_AHEAD_OF_CE

    @property
    def previous(self) -> Self:
        """The year before; raises YearError before the first year there is."""
        return type(self)(self.be - 1)

    @property
    def next(self) -> Self:
        """The year after; raises YearError after the last year there is."""
        return type(self)(self.be + 1)


class BEYear(_Year):
    """A calendar year of the Buddhist era, 2400-2699."""

    __slots__ = ()
    FIRST: ClassVar[int] = 2400


class FiscalYear(_Year):
    """A Thai fiscal year: 1 October to 30 September, named by the later BE year.

    October starts date from 1 October BE 2481 (https://www.itax.in.th, ปีงบประมาณ), so 2482 is the first.
    """

    __slots__ = ()
    FIRST: ClassVar[int] = 2482

    @classmethod
    def of(cls, day: date) -> Self:
        """The fiscal year that `day` falls in: that of 1 October 2021 is 2565. Raises YearError."""
        return cls(day.year + BE_AHEAD_OF_CE + (day.month >= FIRST_MONTH))

    @property
    def first_day(self) -> date:
        """1 October of the year before."""
        return date(self.ce - 1, FIRST_MONTH, 1)

    @property
    def last_day(self) -> date:
        """30 September of the year it is named by."""
        return date(self.ce, 9, 30)

    def format(
        self,
        digits: Digits = "arabic",
        *,
        style: Style = "long",
        language: Language = "th",
        calendar: Calendar | None = None,
        era: bool | None = None,
    ) -> str:
        """`ปีงบประมาณ พ.ศ. 2565`; styles, languages, calendars and eras as `date_format.DateStyle` has them."""
        from gireport.thai.date_format import DateStyle, format_fiscal_year

        return format_fiscal_year(self, DateStyle(style, language, digits, calendar, era))


@dataclass(frozen=True, order=True, slots=True)
class YearRange:
    """The BE years from `first` to `last`, both included; iterating gives plain numbers."""

    first: int
    last: int

    def __post_init__(self) -> None:
        for year in (self.first, self.last):
            _check(year, BEYear.FIRST, str(year))
        if self.first > self.last:
            raise YearError("order", f"{self.first}-{self.last}")

    @classmethod
    def parse(cls, text: str) -> Self:
        """The years that `text` writes: 2565, 2554-2565, ๒๕๕๔-๒๕๖๕, พ.ศ. 2554 – 2565. Raises YearError."""
        ends = [_read(end, BEYear.FIRST, whole=text) for end in _DASH.split(text)]
        if len(ends) > 2:
            raise YearError("syntax", text)
        return cls(ends[0], ends[-1])

    def __iter__(self) -> Iterator[int]:
        return iter(range(self.first, self.last + 1))

    def __len__(self) -> int:
        return self.last - self.first + 1

    def __contains__(self, year: object) -> bool:
        return isinstance(year, int) and self.first <= year <= self.last

    def format(self, digits: Digits = "arabic") -> str:
        """`2565`, or `2554 – 2565`; the space before the dash is U+00A0: a line ends only after the dash."""
        text = str(self.first) if self.first == self.last else f"{self.first}\u00a0– {self.last}"
        return to_thai_digits(text) if digits == "thai" else text


def to_be(year: int, text: str, *, era: Calendar | None, calendar: Calendar | None) -> int:
    """The BE year that the number `year` means; its size says which calendar it is of.

    `era` is what is written beside it and `calendar` what the caller declares: both must agree with the size,
    and None agrees with any. Raises YearError, quoting `text`.
    """
    size: Calendar
    if year in _BE_YEARS:
        size, be = "be", year
    elif year in _CE_YEARS:
        size, be = "ce", year + BE_AHEAD_OF_CE
    else:
        raise YearError("out-of-range", text)
    if size == "be" and era == "ce":
        raise YearError("out-of-range", text)
    if size == "be" and calendar == "ce":
        raise YearError("is-be", text)
    if size == "ce" and "be" in (era, calendar):
        raise YearError("is-ce", text, be)
    return be


def _read(text: str, first: int, *, whole: str | None = None, calendar: Calendar = "be") -> int:
    """The number of the BE year that `text` writes; an error quotes `whole`, the text it is part of."""
    quoted = text if whole is None else whole
    match = _WRITTEN.fullmatch(tidied(text))
    if match is None:
        raise YearError("syntax", quoted)
    if len(match["year"]) != 4:
        raise YearError("two-digit" if len(match["year"]) == 2 else "out-of-range", quoted)
    year = to_be(int(match["year"]), quoted, era=written_era(match), calendar=calendar)
    _check(year, first, quoted)
    return year


def _check(year: int, first: int, text: str) -> None:
    if year in _CE_YEARS:
        raise YearError("is-ce", text, year + BE_AHEAD_OF_CE)
    if not first <= year <= LAST_BE:
        raise YearError("out-of-range", text)
