"""A column of dates read as a whole, because some faults show only in company.

One row of 2022-09-30 is a date; among rows of 30/09/2565 it says that two customs met in this column, and then
a slip of a digit may turn a year of the one into a year of the other. Neither row is guessed at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gireport.thai.date_reading import ReadDate, read_date
from gireport.thai.dates import UNDECLARED, DateError, DateReading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gireport.thai.written import Calendar

_EXAMPLES = 3


class DateColumnError(ValueError):
    """A column that cannot be read, with everything that is wrong with it. Rows are counted from 0.

    `refused` are the rows that are no dates, with their errors. `mixed` says that the rest are written partly
    in BE and partly in CE: then `be` and `ce` have the first few rows of each, with their text.
    """

    def __init__(
        self,
        refused: tuple[tuple[int, DateError], ...],
        be: tuple[tuple[int, str], ...] = (),
        ce: tuple[tuple[int, str], ...] = (),
    ) -> None:
        # Everything goes to `args`, so that the error survives the way home from a worker process.
        super().__init__(refused, be, ce)
        self.refused = refused
        self.be = be
        self.ce = ce

    @property
    def mixed(self) -> bool:
        """Whether years of both calendars stand in the column."""
        return bool(self.be and self.ce)

    def __str__(self) -> str:
        said = [f"row {row}: {error}" for row, error in self.refused]
        if self.mixed:
            examples = (", ".join(f"{text!r} (row {row})" for row, text in rows) for rows in (self.be, self.ce))
            said.append("mixed-calendars: BE in {}; CE in {}".format(*examples))
        return "; ".join(said)


def read_dates(texts: Sequence[str], reading: DateReading = UNDECLARED) -> tuple[ReadDate, ...]:
    """The date of each of `texts`, which are the cells of one column without the blank ones.

    Raises DateColumnError for all that is wrong at once: rows that are no dates, and BE and CE years side by
    side, even where each has its era. Excel dates are of no calendar and go with both.
    """
    found: list[ReadDate] = []
    refused: list[tuple[int, DateError]] = []
    rows: dict[Calendar, list[tuple[int, str]]] = {"be": [], "ce": []}
    for row, text in enumerate(texts):
        try:
            read = read_date(text, reading)
        except DateError as error:
            refused.append((row, error))
            continue
        found.append(read)
        if read.calendar and len(rows[read.calendar]) < _EXAMPLES:
            rows[read.calendar].append((row, text))
    if rows["be"] and rows["ce"]:
        raise DateColumnError(tuple(refused), tuple(rows["be"]), tuple(rows["ce"]))
    if refused:
        raise DateColumnError(tuple(refused))
    return tuple(found)
