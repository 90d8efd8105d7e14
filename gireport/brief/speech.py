"""How a brief speaks: its language, the calendar of its years, and what both make of years, dates and counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from gireport.brief.phrases import PHRASES, Phrases
from gireport.dataset.counts import Partial
from gireport.dataset.table import Mark
from gireport.records import dataclass
from gireport.thai.amounts import CLASSIFIERS, format_counted
from gireport.thai.years import BEYear, FiscalYear

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from gireport.brief.values import Year
    from gireport.dataset.counts import Total
    from gireport.dataset.fields import Wording
    from gireport.thai.calendar_names import Language
    from gireport.thai.dates import PartialDate
    from gireport.thai.written import Calendar


@dataclass(frozen=True, slots=True)
class Speech:
    """A language and a calendar; digits are Arabic until a text is printed."""

    language: Language = "th"
    calendar: Calendar = "be"

    @property
    def phrases(self) -> Phrases:
        """The words of the program in the language."""
        return PHRASES[self.language]

    def number(self, year: Year) -> int:
        """The year's number in the calendar."""
        return year.be if self.calendar == "be" else year.ce

    def span(self, years: Sequence[Year]) -> str:
        """Years as people write them: "2565", "2554 – 2565" (2554–2565 in English); a gap is shown, never covered:
        "2554, 2560 – 2565". A line may end after the dash only.
        """
        runs: list[list[int]] = []
        for number in map(self.number, years):
            if runs and number == runs[-1][1] + 1:
                runs[-1][1] = number
            else:
                runs.append([number, number])
        dash = self.phrases.dash
        return ", ".join(str(first) if first == last else f"{first}{dash}{last}" for first, last in runs)

    def dated(self, years: Year | Sequence[Year]) -> str:
        """Years with their era before them: "พ.ศ. 2554 – 2565", "B.E. 2565"; in English CE years have none."""
        listed: Sequence[Year] = [years] if isinstance(years, BEYear | FiscalYear) else years
        era = self.phrases.eras[self.calendar]
        return f"{era}\u00a0{self.span(listed)}" if era else self.span(listed)

    def fiscal(self, years: Year | Sequence[Year]) -> str:
        """Fiscal years in words, as inside a sentence: "ปีงบประมาณ พ.ศ. 2565", "fiscal years 2011–2022"."""
        is_one = isinstance(years, BEYear | FiscalYear) or len(years) == 1
        pattern = self.phrases.fiscal_year if is_one else self.phrases.fiscal_years
        return pattern.format(years=self.dated(years))

    def date(self, date: PartialDate | None) -> str:
        """A date in full, its era said wherever it is not the one that readers of the language expect."""
        if date is None:
            return self.phrases.unknown_date
        era = True if (self.language, self.calendar) == ("th", "ce") else None
        return date.format(language=self.language, calendar=self.calendar, era=era)

    def worded(self, wording: Wording | None) -> str:
        """Words that a dataset has for both languages; nothing where it has none."""
        if wording is None:
            return ""
        return wording.th if self.language == "th" else wording.en

    def unit_of(self, count: Total | Decimal, unit: str) -> str:
        """The unit as it stands behind that count: in English "1 certificate", where the unit is a known one."""
        known = next((known for known in CLASSIFIERS.values() if known.plural == unit), None)
        return known.singular if known and self.language == "en" and count == 1 else unit

    def counted(self, count: Total, unit: str) -> str:
        """A number with its unit: "1,172 ฉบับ", "1 certificate"; of a sum that lacks something, the bound:
        "ไม่น้อยกว่า 1,172 ฉบับ".
        """
        if isinstance(count, Partial):
            return f"{count.th if self.language == 'th' else count.en} {unit}"
        if count is Mark.UNKNOWN:
            return self.phrases.not_known
        return format_counted(
            cast("int", count), "certificate", stated=self.unit_of(count, unit), language=self.language
        )
