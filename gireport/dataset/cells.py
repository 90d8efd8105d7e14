"""From the text of one cell to its value, by the declared type of its column and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gireport.dataset.characters import shown
from gireport.dataset.places import province_fault
from gireport.dataset.spelling import unknown_word
from gireport.dataset.table import Mark
from gireport.records import dataclass
from gireport.thai.numbers import NumberError, parse_count, parse_number
from gireport.thai.provinces import ProvinceError, find_province
from gireport.thai.years import BEYear, FiscalYear, YearError

if TYPE_CHECKING:
    from gireport.dataset.schema import ColumnSpec
    from gireport.dataset.table import Scalar
    from gireport.thai.years import YearRange


@dataclass(frozen=True, slots=True)
class Domain:
    """What levels and fiscal years there are; None where nothing says."""

    levels: frozenset[int] | None = None
    years: YearRange | None = None


class CellError(ValueError):
    """A cell that its column does not allow: the code of the problem, and the facts to word it with."""

    def __init__(self, code: str, facts: dict[str, object]) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def parse_cell(cell: str, column: ColumnSpec, domain: Domain) -> Scalar:
    """The value of a cell of `column`; None for a blank one where there may be one. Raises CellError."""
    text = cell.strip()
    if not text:
        if column.optional or column.leaves_only:
            return None
        raise CellError("data.blank", {})
    if text in column.none:
        return Mark.NONE
    if text in column.unknown:
        return Mark.UNKNOWN
    if text == column.all:
        return Mark.ALL
    try:
        return _parse_typed(text, column, domain)
    except NumberError as error:
        raise CellError(f"data.{column.type}-{error.reason}", {"value": shown(text)}) from error
    except ProvinceError as error:
        raise CellError(*province_fault(error)) from error
    except YearError as error:
        facts: dict[str, object] = {"value": shown(text), "suggestion": error.suggestion or ""}
        raise CellError(f"data.year-{error.reason}", facts) from error


def _parse_typed(text: str, column: ColumnSpec, domain: Domain) -> Scalar:
    match column.type:
        case "count":
            return parse_count(text)
        case "number":
            return parse_number(text)
        case "level":
            return _parse_level(text, domain)
        case "fiscal-year":
            return _parse_fiscal_year(text, domain)
        case "be-year":
            return BEYear.parse(text)
        case "province":
            return find_province(text)
        case "text":
            return _parse_text(text, column)


def _parse_level(text: str, domain: Domain) -> int:
    try:
        level = parse_count(text)
    except NumberError:
        level = 0
    # Without a table of levels any number from 1 up may be one: it is that very table which is being read.
    known = level > 0 if domain.levels is None else level in domain.levels
    if not known:
        levels = ", ".join(map(str, sorted(domain.levels or ()))) or "1, 2, 3, …"
        raise CellError("data.level", {"value": shown(text), "levels": levels})
    return level


def _parse_fiscal_year(text: str, domain: Domain) -> FiscalYear:
    year = FiscalYear.parse(text)
    if domain.years is not None and year.be not in domain.years:
        facts = {"value": year.be, "first": domain.years.first, "last": domain.years.last}
        raise CellError("data.year-undeclared", dict(facts))
    return year


def _parse_text(text: str, column: ColumnSpec) -> str:
    if column.one_of and text not in column.one_of:
        raise CellError(*unknown_word("data.word", text, column.one_of))
    return text
