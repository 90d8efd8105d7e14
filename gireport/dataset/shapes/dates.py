"""The columns of dates in a register, each read as a whole, and the fiscal year that a date falls in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gireport.dataset.characters import shown
from gireport.dataset.shapes.folding import fold
from gireport.dataset.shapes.reading import FIRST_YEAR, LAST_YEAR, formula
from gireport.thai.date_column import DateColumnError, read_dates
from gireport.thai.dates import DateReading
from gireport.thai.years import FiscalYear

if TYPE_CHECKING:
    from gireport.dataset.shapes.findings import Findings
    from gireport.dataset.shapes.options import ShapeOptions
    from gireport.thai.dates import PartialDate

_NOTHING = frozenset("-–—")


@dataclass(slots=True)
class DateColumn:
    """The dates of one column by their texts, each understood once however many rows have it."""

    column: int
    _rows: dict[str, list[int]] = field(default_factory=dict)

    def add(self, row: int, text: str, findings: Findings, *, optional: bool) -> None:
        """Takes the cell of one row; a blank one, or a dash, is a problem unless it is `optional`."""
        folded = fold(text)
        for note in folded.notes:
            findings.remark(note, row, self.column)
        if folded.text and folded.text not in _NOTHING:
            self._rows.setdefault(folded.text, []).append(row)
        elif not optional:
            findings.refuse("shape.date-blank", row, self.column)

    def read(self, options: ShapeOptions, findings: Findings) -> dict[int, PartialDate]:
        """The date of each row that has one; what is no date, and calendars side by side, is noted."""
        texts = list(self._rows)
        try:
            # Undeclared, a year says by its size which calendar it is of; a lone CE year stays refused.
            dates = read_dates(texts, DateReading(calendar=options.calendar))
        except DateColumnError as error:
            self._tell(error, texts, findings)
            return {}
        return {row: read.date for text, read in zip(texts, dates, strict=True) for row in self._rows[text]}

    def _tell(self, error: DateColumnError, texts: list[str], findings: Findings) -> None:
        for at, refused in error.refused:
            code = _FAULTS.get(refused.reason, "shape.date")
            code = "shape.formula-text" if formula(texts[at]) else code
            for row in self._rows[texts[at]]:
                facts = {"value": shown(texts[at]), "suggestion": refused.suggestion or ""}
                findings.refuse(code, row, self.column, **facts)
        if error.mixed:
            (be, be_text), (ce, ce_text) = error.be[0], error.ce[0]
            findings.refuse(
                "shape.dates-mixed", None, self.column,
                be=shown(be_text), be_row=self._rows[texts[be]][0], ce=shown(ce_text), ce_row=self._rows[texts[ce]][0],
            )  # fmt: skip


_FAULTS = {
    "is-ce": "shape.year-is-ce",
    "is-be": "shape.year-is-be",
    "two-digit": "shape.year-two-digit",
    "excel-serial": "shape.date-serial",
}


def fiscal_year_of(date: PartialDate, row: int, column: int, options: ShapeOptions, findings: Findings) -> int | None:
    """The fiscal year (BE) that a date of issue falls in; None, with a problem, where it cannot be told or be."""
    if date.precision == "year":
        findings.refuse("shape.date-of-year", row, column, value=date.year.be)
        return None
    year = date.year.be if date.precision == "fiscal-year" else FiscalYear.of(date.first_day).be
    if not FIRST_YEAR <= year <= LAST_YEAR:
        findings.refuse("shape.year-implausible", row, column, value=year, first=FIRST_YEAR, last=LAST_YEAR)
        return None
    if options.as_of is not None and date.first_day > options.as_of.last_day:
        findings.refuse("shape.date-after-as-of", row, column)
        return None
    return year
