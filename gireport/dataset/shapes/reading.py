"""From the text of one cell to a year, a level, a count or a province: exactly, with a note, or not at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar

from gireport.dataset.characters import refused, shown
from gireport.dataset.shapes.folding import fold
from gireport.dataset.shapes.levels import LevelNames
from gireport.thai.digits import to_arabic_digits
from gireport.thai.identity import identity_key
from gireport.thai.numbers import NumberError, parse_count
from gireport.thai.provinces import ProvinceError, find_province
from gireport.thai.years import FiscalYear, YearError

if TYPE_CHECKING:
    from gireport.dataset.shapes.options import ShapeOptions
    from gireport.thai.provinces import Province
    from gireport.thai.suspicion import SuspicionCode

T = TypeVar("T")
Fault = tuple[str, dict[str, object]]
"""The code of a problem and the facts to word it with."""

# The first certificates were issued in fiscal year 2554 (the project began on 4 May 2011). The window leaves room on
# both sides and does not move with the day on which a table is read: what was refused yesterday is refused tomorrow.
FIRST_YEAR, LAST_YEAR = 2540, 2599
# The country has some 70,000 factories.
LARGEST_COUNT = 10_000_000

NONE, UNKNOWN = -1, -2
"""Counts that are no figure: none of these, and not known."""

_DASHES = frozenset("-–—−‐‑―")
_UNKNOWN_WORDS = frozenset(
    {"n/a", "na", "n.a.", "nan", "null", "none", "#n/a", "ไม่มีข้อมูล", "ไม่ทราบ", "ไม่ระบุ", "ไม่ปรากฏ", "..", "..."}
)
_WHOLE_DECIMAL = re.compile(r"([0-9]+|[๐-๙]+)\.(?:0{1,2}|๐{1,2})")
_FOUR_AND_ZERO = re.compile(r"(.*[0-9๐-๙]{4})\.(?:0+|๐+)")
_TWO_YEARS = re.compile(r"[^0-9]*[0-9]{2,4} *[-/–—&] *[0-9]{2,4}[^0-9]*")
_DAY_AND_MONTH = re.compile(r"[0-9]{1,4} ?[-/. ] ?(?P<month>[^-/0-9 ]{2,12}?)(?: ?[-/. ,] ?[0-9]{2,4})?")
_MONTH_AND_YEAR = re.compile(r"(?P<month>[^-/0-9 ]{2,12}?) ?[-/. ] ?[0-9]{1,4}")
_FIGURES_OF_A_DAY = re.compile(r"[0-9]{1,4}[-/][0-9]{1,2}(?:[-/][0-9]{1,4})?(?:[ t][0-9:.]+)?")
_SPACED = re.compile(r"[0-9]+(?: [0-9]+)+")
_FOOTNOTED = re.compile(r"[0-9][0-9,]*(?: ?[*†‡#^¹²³⁰-⁹₀-₉]+| ?\(?[0-9a-zก-ฮ]{0,1}\))")


class Read(NamedTuple, Generic[T]):
    """What a cell says, or why it says nothing; `notes` are codes of what had to be overlooked to read it."""

    value: T | None = None
    fault: Fault | None = None
    notes: tuple[str, ...] = ()


class Reader:
    """Reads cells by what the user declared."""

    def __init__(self, options: ShapeOptions) -> None:
        self._calendar: Final = options.calendar or "be"
        self._last_year: Final = _fiscal_year_of(options)
        self._gaps: Final = options.gaps
        self._levels: Final = LevelNames(options.level_names)

    def year(self, text: str) -> Read[int]:
        """The fiscal year (BE) that `text` names: 2554, ๒๕๕๔, พ.ศ. 2554, ปี 2554, FY2554, 2554.0.

        Two years (2565/2566) are none. Years are plausible from 2540 to 2599, and not after the as-of date.
        """
        folded = fold(text)
        if fault := _hidden(folded.text):
            return Read(fault=fault)
        bare, notes = folded.text, folded.notes
        if match := _FOUR_AND_ZERO.fullmatch(bare):
            bare, notes = match[1], (*notes, "note.decimal-zero")
        try:
            be = FiscalYear.parse(bare, self._calendar).be
        except YearError as error:
            return Read(fault=_year_fault(error, folded.text))
        if not FIRST_YEAR <= be <= LAST_YEAR:
            return Read(fault=("shape.year-implausible", {"value": be, "first": FIRST_YEAR, "last": LAST_YEAR}))
        if self._last_year is not None and be > self._last_year:
            return Read(fault=("shape.year-after-as-of", {"value": be, "last": self._last_year}))
        return Read(be, notes=notes)

    def level(self, text: str) -> Read[int]:
        """The level that `text` names by number, by name in Thai or English, or by both where they agree."""
        folded = fold(text)
        if fault := _hidden(folded.text):
            return Read(fault=fault)
        bare, notes = folded.text, folded.notes
        if match := _WHOLE_DECIMAL.fullmatch(bare):
            bare, notes = match[1], (*notes, "note.decimal-zero")
        level, code = self._levels.find(bare)
        if level is None:
            return Read(fault=(code, {"value": shown(folded.text), "levels": self._levels.span}))
        return Read(level, notes=notes)

    def count(self, text: str) -> Read[int]:
        """The count that `text` says; NONE for a dash, UNKNOWN where gaps are declared and it is blank or says so."""
        folded = fold(text)
        bare, notes = folded.text, folded.notes
        if not bare:
            return Read(UNKNOWN) if self._gaps == "unknown" else Read(fault=("shape.count-blank", {}))
        if bare in _DASHES:
            return Read(NONE, notes=notes if bare == "-" else (*notes, "note.dash"))
        if bare.casefold() in _UNKNOWN_WORDS and self._gaps == "unknown":
            return Read(UNKNOWN, notes=(*notes, "note.unknown-word"))
        if fault := _hidden(bare):
            return Read(fault=fault)
        plain = bare
        if match := _WHOLE_DECIMAL.fullmatch(bare):
            plain, notes = match[1], (*notes, "note.decimal-zero")
        try:
            number = parse_count(plain)
        except NumberError as error:
            # A space of another kind between two digits is still a space: two numbers may stand in the cell.
            return Read(fault=_count_fault(error, bare))
        if number > LARGEST_COUNT:
            return Read(fault=("shape.count-too-large", {"value": shown(bare), "limit": f"{LARGEST_COUNT:,}"}))
        return Read(number, notes=notes)

    def province(self, text: str) -> Read[Province]:
        """The province that `text` names, as `gireport.thai.provinces` finds it."""
        folded = fold(text)
        try:
            found = find_province(folded.text)
        except ProvinceError as error:
            return Read(fault=_hidden(folded.text) or _province_fault(error))
        # What was typed amiss and yet can be only one name is read; what cannot be seen is not.
        amiss = [suspicion.code for suspicion in refused(folded.text)]
        if any(code not in ("doubled-e", "mark-order") for code in amiss):
            return Read(fault=_hidden(folded.text))
        return Read(found, notes=(*folded.notes, *(("note.spelling",) if amiss else ())))

    def other(self, text: str) -> Read[str]:
        """The key of any other name: equal for every way of typing it."""
        if fault := _hidden(fold(text).text):
            return Read(fault=fault)
        return Read(identity_key(text))


def formula(text: str) -> bool:
    """Whether a cell holds a formula as text: its value is nowhere in the file."""
    return text.startswith("=")


def looks_like_date(text: str) -> bool:
    """Whether a text is a date, or a number that a spreadsheet turned into one, such as 3-ม.ค."""
    from gireport.thai.date_words import month_number
    from gireport.thai.written import tidied

    plain = to_arabic_digits(tidied(text))
    if _FIGURES_OF_A_DAY.fullmatch(plain):
        return True
    match = _DAY_AND_MONTH.fullmatch(plain) or _MONTH_AND_YEAR.fullmatch(plain)
    return match is not None and month_number(match["month"].strip(" ")) is not None


def _fiscal_year_of(options: ShapeOptions) -> int | None:
    """The last fiscal year that had begun on the as-of date."""
    if options.as_of is None:
        return None
    if isinstance(options.as_of.year, FiscalYear):
        return options.as_of.year.be
    return FiscalYear.of(options.as_of.last_day).be


_HIDDEN: dict[SuspicionCode, str] = {
    "control": "shape.character-control",
    "bidi": "shape.character-control",
    "private-use": "shape.character-private",
    "zero-width": "shape.character-unseen",
    "separator": "shape.character-unseen",
    "surrogate": "shape.character-unseen",
    "unassigned": "shape.character-unseen",
}


def _hidden(text: str) -> Fault | None:
    """The first thing in `text` that may not stand in a table."""
    if text.isascii() and text.isprintable():
        return None
    for suspicion in refused(text):
        characters = ", ".join(suspicion.names)
        if code := _HIDDEN.get(suspicion.code):
            return code, {"characters": characters, "position": suspicion.offset + 1}
        facts = {"value": shown(text), "characters": characters, "position": suspicion.offset + 1}
        return "shape.thai-marks", dict(facts)
    return None


_YEAR_FAULTS = {
    "two-digit": "shape.year-two-digit",
    "is-ce": "shape.year-is-ce",
    "is-be": "shape.year-is-be",
    "out-of-range": "shape.year-implausible",
}


def _year_fault(error: YearError, text: str) -> Fault:
    facts: dict[str, object] = {"value": shown(text)}
    if not text:
        return "shape.year-blank", {}
    if formula(text):
        return "shape.formula-text", facts
    if _TWO_YEARS.fullmatch(to_arabic_digits(text)):
        return "shape.year-two", facts
    code = _YEAR_FAULTS.get(error.reason, "shape.year-syntax")
    if code == "shape.year-implausible":
        facts |= {"first": FIRST_YEAR, "last": LAST_YEAR}
    if code == "shape.year-is-ce":
        facts["suggestion"] = error.suggestion
    return code, facts


_COUNT_FAULTS = {
    "negative": "shape.count-negative",
    "fraction": "shape.count-fraction",
    "grouping": "shape.count-grouping",
    "suspect-decimal": "shape.count-grouping",
}


def _count_fault(error: NumberError, text: str) -> Fault:
    facts: dict[str, object] = {"value": shown(text)}
    arabic = to_arabic_digits(text)
    if formula(text):
        return "shape.formula-text", facts
    if looks_like_date(text):
        return "shape.count-is-date", facts
    if _SPACED.fullmatch(arabic):
        return "shape.count-spaced", facts
    if code := _COUNT_FAULTS.get(error.reason):
        return code, facts
    if _FOOTNOTED.fullmatch(arabic.casefold()):
        return "shape.count-footnote", facts
    if text.casefold() in _UNKNOWN_WORDS:
        return "shape.count-unknown-word", facts
    return "shape.count-text", facts


_PROVINCE_FAULTS = {
    "blank": "shape.province-blank",
    "pattaya": "shape.province-pattaya",
    "missing-value": "shape.province-missing-value",
}


def _province_fault(error: ProvinceError) -> Fault:
    if code := _PROVINCE_FAULTS.get(error.reason):
        return code, {"value": shown(error.text)}
    if error.suggestion is not None:
        return "shape.province-near", {"value": shown(error.text), "near": error.suggestion.th}
    return "shape.province-unknown", {"value": shown(error.text)}
