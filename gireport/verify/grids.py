"""The tables of a file beside the dataset itself, by code that shares nothing with how briefs are composed.

Only tables of levels by fiscal years can be told from their heads alone. What they have in a cell is added up here from
the rows of the dataset.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gireport.dataset.rules import CERTIFICATES
from gireport.dataset.table import Mark
from gireport.errors import Problem
from gireport.pdf.tagged import Element
from gireport.thai.digits import to_arabic_digits
from gireport.thai.numbers import NumberError, parse_count
from gireport.thai.provinces import Province
from gireport.thai.years import FiscalYear

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gireport.dataset.select import Selection
    from gireport.verify.pdfium import Texts

_NONE = frozenset("–-")
_FEWEST = 4
_AGREEING = 0.8
"""A table of which fewer cells agree is one of something else: of ranks, say. So a fault in all cells of a table is
not found here, but by the comparison with the brief.
"""
_YEAR = re.compile(r"[0-9]{4}")
_LEVEL = re.compile(r"(?:ระดับ|level)?\s*([1-5])\b", re.IGNORECASE)
_BE = 543


class _Cell(NamedTuple):
    row: int
    column: int
    text: str
    stated: int


def grid_problems(root: Element, texts: Texts, selection: Selection) -> list[Problem]:
    """The cells of tables of levels by years that are not what the dataset adds up to."""
    sums = _sums(selection)
    problems: list[Problem] = []
    for number, table in enumerate((each for each in root.below() if each.role == "Table"), start=1):
        cells = list(_cells(_rows(table, texts), selection, sums))
        wrong = [cell for cell in cells if _said(cell.text) != cell.stated]
        if len(cells) >= _FEWEST and len(wrong) <= (1 - _AGREEING) * len(cells):
            problems += [_problem(number, cell) for cell in wrong]
    return problems


def _problem(table: int, cell: _Cell) -> Problem:
    facts = {"table": table, "row": cell.row, "column": cell.column, "found": cell.text, "expected": f"{cell.stated:,}"}
    return Problem("verify.cell-data", facts=facts)


def _sums(selection: Selection) -> dict[tuple[int, int], int]:
    """Certificates by fiscal year and level, as the rows of the dataset add up; without those that are not known."""
    table = selection.dataset.tables[CERTIFICATES]
    [year], [level], [count] = (table.spec.typed(kind) for kind in ("fiscal-year", "level", "count"))
    place = next(iter(table.spec.typed("province")), None)
    codes = {province.iso for province in selection.provinces}
    sums: dict[tuple[int, int], int] = {}
    unknown: set[tuple[int, int]] = set()
    for row in table.rows:
        when, amount, where = row[year.name], row[count.name], row[place.name] if place else None
        if not isinstance(when, FiscalYear) or (isinstance(where, Province) and where.iso not in codes):
            continue
        key = when.be, int(str(row[level.name]))
        if isinstance(amount, int):
            sums[key] = sums.get(key, 0) + amount
        elif amount == Mark.NONE:
            sums.setdefault(key, 0)
        else:
            unknown.add(key)
    return {key: amount for key, amount in sums.items() if key not in unknown}


def _rows(table: Element, texts: Texts) -> list[list[str]]:
    return [
        [_text(cell, texts) for cell in row.children if isinstance(cell, Element)]
        for row in table.below()
        if row.role == "TR"
    ]


def _text(cell: Element, texts: Texts) -> str:
    return " ".join(text for mark in cell.marks() for text in texts.get(mark, ()))


def _cells(rows: list[list[str]], selection: Selection, sums: Mapping[tuple[int, int], int]) -> Iterator[_Cell]:
    """The cells below a year and beside a level, or the other way about, of which the sum is known."""
    if not rows:
        return
    across = [_key(head, selection) for head in rows[0]]
    for number, row in enumerate(rows[1:], start=1):
        down = _key(row[0], selection) if row else None
        for column, (head, text) in enumerate(zip(across[1:], row[1:], strict=False), start=2):
            if head is None or down is None or head[0] == down[0]:
                continue
            (_, year), (_, level) = sorted((head, down), reverse=True)
            if (year, level) in sums and _said(text) is not None:
                yield _Cell(number, column, text, sums[year, level])


def _key(head: str, selection: Selection) -> tuple[str, int] | None:
    """What a head names: ("year", 2565) or ("level", 3), of those selected; None where it names neither."""
    bare = to_arabic_digits(head).strip()
    if _YEAR.fullmatch(bare):
        years = [year.be for year in selection.years]
        return next((("year", year) for year in (int(bare), int(bare) + _BE) if year in years), None)
    match = _LEVEL.match(bare)
    level = int(match[1]) if match else 0
    return ("level", level) if level in selection.levels and len(bare) > 1 else None


def _said(text: str) -> int | None:
    """The count that a cell prints; None where it prints something else."""
    if text in _NONE:
        return 0
    try:
        return parse_count(text)
    except NumberError:
        return None
