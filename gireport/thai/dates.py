"""Dates of the Buddhist era, as exact as they are known: a year, a month, or a day.

Written here because no library has them: Babel has no Buddhist calendar, and general date parsers read 2565
as a year of the Common Era and 65 as 2065. Babel gives the month names (CLDR).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Self

from gireport.thai.digits import Digits, to_thai_digits
from gireport.thai.years import BEYear, CalendarError

# Until then the year began on 1 April, so January to March of BE 2483 never were.
FIRST_BE = 2484

_SPACES = "[ \u00a0]*"
_YEAR = rf"(?P<year>(?:พ\.ศ\.{_SPACES})?[0-9๐-๙]+)"
_TWO_DIGITS = "[0-9]{2}|[๐-๙]{2}"
_NUMERIC = re.compile(rf"{_YEAR}(?:-(?P<month>{_TWO_DIGITS})(?:-(?P<day>{_TWO_DIGITS}))?)?")
_NAMED = re.compile(rf"(?:(?P<day>[0-9]{{1,2}}|[๐-๙]{{1,2}}){_SPACES})?(?P<month>[ก-์]+){_SPACES}{_YEAR}")


class DateError(CalendarError):
    """Not a date, or none that this room takes."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A BE date known to the year, to the month (`day` is None) or to the day.

    Raises DateError where the calendar has no such date, and before BE 2484.
    """

    year: BEYear
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        said = "-".join(str(part) for part in (self.year.be, self.month, self.day) if part is not None)
        if self.year.be < FIRST_BE:
            raise DateError("too-early", said)
        if self.month is None:
            if self.day is not None:
                raise DateError("no-such-month", said)
        elif not 1 <= self.month <= 12:
            raise DateError("no-such-month", said)
        elif self.day is not None and not 1 <= self.day <= self._month_end(self.month).day:
            raise DateError("no-such-day", said)

    @classmethod
    def parse(cls, text: str) -> Self:
        """The date that `text` writes, in either digits: 2565, 2565-09-30, กันยายน 2565 or 30 กันยายน 2565.

        Raises DateError; for a CE year its `suggestion` is the BE one.
        """
        trimmed = text.strip(" \u00a0")
        if match := _NUMERIC.fullmatch(trimmed):
            month = int(match["month"]) if match["month"] else None
        elif (match := _NAMED.fullmatch(trimmed)) and match["month"] in month_names():
            month = month_names().index(match["month"]) + 1
        else:
            raise DateError("syntax", text)
        day = int(match["day"]) if match["day"] else None
        try:
            return cls(BEYear.parse(match["year"]), month, day)
        except CalendarError as error:
            raise DateError(error.reason, text, error.suggestion) from None

    @property
    def last_day(self) -> date:
        """The last day of the period, in the Common Era as `datetime` counts."""
        if self.month is None:
            return date(self.year.ce, 12, 31)
        return self._month_end(self.month) if self.day is None else date(self.year.ce, self.month, self.day)

    def format(self, digits: Digits = "arabic") -> str:
        """`2565`, `กันยายน 2565` or `30 กันยายน 2565`; U+00A0 joins the parts, so they stay on one line."""
        parts = [str(self.year.be)]
        if self.month is not None:
            parts.insert(0, month_names()[self.month - 1])
        if self.day is not None:
            parts.insert(0, str(self.day))
        text = "\u00a0".join(parts)
        return to_thai_digits(text) if digits == "thai" else text

    def _month_end(self, month: int) -> date:
        # By the CE year: 29 February 2567 is a day because 2024 is a leap year.
        return date(self.year.ce + month // 12, month % 12 + 1, 1) - timedelta(days=1)


@cache
def month_names() -> tuple[str, ...]:
    """The twelve months in Thai, มกราคม first, from the CLDR data that Babel carries."""
    # Read straight from Babel's file of Thai: 14 ms in a fresh process, where `babel.dates` takes 20 and
    # `localedata.load` 21, because they also read and merge the root locale, which has no Thai months.
    # (`load` can leave the merging out, but caches what it read so for every other user of Babel.)
    import pickle

    from babel.localedata import resolve_locale_filename

    locale_data = pickle.loads(Path(resolve_locale_filename("th")).read_bytes())
    months: dict[int, str] = locale_data["months"]["format"]["wide"]
    return tuple(months[number] for number in range(1, 13))
