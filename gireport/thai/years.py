"""Years of the Buddhist era, and fiscal years, which are another thing with the same numbers.

Four digits are read by their size, so that no year is ever off by 543 in silence: 2400-2699 is BE; 1900-2150
is a CE year, refused with the BE year it stands for; anything else is no year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from gireport.thai.digits import Digits, to_thai_digits

if TYPE_CHECKING:
    from collections.abc import Iterator

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

BE_AHEAD_OF_CE = 543
LAST_BE = 2699
_CE_YEARS = range(1900, 2151)
_SPACE = "[ \u00a0]*"
# One number is in one script: `25๖๕` is a slip of the keyboard, and which digit is wrong nobody can tell.
_DIGITS = "(?:[0-9]+|[๐-๙]+)"
_WRITTEN = re.compile(
    rf"{_SPACE}(?:ปี(?:งบประมาณ)?{_SPACE})?(?:(?P<era>พ\.ศ\.|ค\.ศ\.){_SPACE})?(?P<year>{_DIGITS}){_SPACE}"
)
_DASH = re.compile("[-–]")


class CalendarError(ValueError):
    """A text or number that is no year or date, or none that this room takes.

    `reason` is a stable code, `text` what was read, `suggestion` the BE year where what was read is a CE one.
    """

    def __init__(self, reason: CalendarReason, text: str, suggestion: int | None = None) -> None:
        # Everything goes to `args`, so that the error survives the way home from a worker process.
        super().__init__(reason, text, suggestion)
        self.reason: CalendarReason = reason
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
    def parse(cls, text: str) -> Self:
        """The year that `text` writes: 2565, ๒๕๖๕, พ.ศ. 2565, ปี 2565, ปีงบประมาณ พ.ศ. 2565.

        Raises YearError.
        """
        return cls(_read(text, cls.FIRST))

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

    @property
    def first_day(self) -> date:
        """1 October of the year before."""
        return date(self.ce - 1, 10, 1)

    @property
    def last_day(self) -> date:
        """30 September of the year it is named by."""
        return date(self.ce, 9, 30)


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


def _read(text: str, first: int, *, whole: str | None = None) -> int:
    """The number of the BE year that `text` writes; an error quotes `whole`, the text it is part of."""
    quoted = text if whole is None else whole
    match = _WRITTEN.fullmatch(text)
    if match is None:
        raise YearError("syntax", quoted)
    if len(match["year"]) != 4:
        raise YearError("two-digit" if len(match["year"]) == 2 else "out-of-range", quoted)
    year = int(match["year"])
    if match["era"] == "ค.ศ." and year not in _CE_YEARS:
        raise YearError("out-of-range", quoted)
    _check(year, first, quoted)
    return year


def _check(year: int, first: int, text: str) -> None:
    if year in _CE_YEARS:
        raise YearError("is-ce", text, year + BE_AHEAD_OF_CE)
    if not first <= year <= LAST_BE:
        raise YearError("out-of-range", text)
