"""A register has a row for each certificate; here they are counted by the fiscal year in which they were issued.

The count is of certificates *issued*: those that were revoked or have expired since are among them, and a notice says
how many. Names of establishments are never read, so they cannot get into a message or a brief.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from gireport.dataset.characters import shown
from gireport.dataset.shapes.body import Combination, Figure, Figures
from gireport.dataset.shapes.checks import check_years, missing_combinations, note_levels
from gireport.dataset.shapes.columns import check_heads, columns_are_there
from gireport.dataset.shapes.dates import DateColumn, fiscal_year_of
from gireport.dataset.shapes.folding import fold
from gireport.dataset.shapes.heads import is_total
from gireport.dataset.shapes.layout import body_rows
from gireport.dataset.shapes.reading import NONE
from gireport.thai.identity import identity_key

if TYPE_CHECKING:
    from gireport.dataset.shapes.findings import Findings
    from gireport.dataset.shapes.layout import Layout
    from gireport.dataset.shapes.options import Role, ShapeOptions
    from gireport.dataset.shapes.reading import Reader
    from gireport.dataset.sources.grid import Grid, GridRow
    from gireport.thai.dates import PartialDate
    from gireport.thai.provinces import Province

_DATES: tuple[Role, ...] = ("issued", "expires", "revoked")


class _Certificate(NamedTuple):
    row: int
    level: int
    province: Province | None


@dataclass(slots=True)
class _Register:
    """What was read of it, row by row; a row with a cell that could not be read is not among the certificates."""

    certificates: list[_Certificate] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    dates: dict[Role, DateColumn] = field(default_factory=dict)
    totals: list[GridRow] = field(default_factory=list)
    rows: int = 0
    is_whole: bool = True


def read_register(grid: Grid, layout: Layout, reader: Reader, options: ShapeOptions, findings: Findings) -> Figures:
    """The certificates issued by fiscal year, level and province; what is wrong is left in `findings`.

    A certificate is told apart by its number. Its fiscal year is that of the day, or at least the month, of issue.
    """
    check_heads(layout, options.columns, findings)
    if not columns_are_there(layout, findings):
        return {}
    register = _rows(grid, layout, reader, findings)
    dates = {role: column.read(options, findings) for role, column in register.dates.items()}
    figures = _counted(layout, register, dates, options, findings)
    _check_totals(layout, register, findings)
    if not register.rows:
        findings.refuse("shape.no-data", layout.row)
    if not figures or not findings.has_nothing_wrong:
        return {}
    years, levels = {each.year for each in figures}, {each.level for each in figures}
    note_levels(levels, options.level_names.keys(), findings)
    missing = check_years(years, options.gaps, findings)
    _, absent = missing_combinations(figures, years if options.gaps != "none" else [*years, *missing], levels)
    # A register has every certificate: where it has none of a level in a year, there is none.
    none = {each: Figure(NONE, layout.row, layout.columns("level")[0]) for each in absent}
    _note_what_is_counted(layout, register, dates, findings)
    return {**figures, **none}


def _rows(grid: Grid, layout: Layout, reader: Reader, findings: Findings) -> _Register:
    register = _Register(dates={role: DateColumn(layout.columns(role)[0]) for role in _DATES if layout.columns(role)})
    [number], [level] = layout.columns("number")[:1], layout.columns("level")[:1]
    province = next(iter(layout.columns("province")), None)
    cells_of = _Cells(reader, findings)
    for row in body_rows(grid, layout, reader, findings):
        cells = row.cells
        if any(cell.strip() for cell in cells[layout.width :]) or (not grid.sheet and len(cells) < layout.width):
            findings.refuse("shape.row-ragged", row.number, count=len(cells), expected=layout.width)
            continue
        cells = (*cells, *[""] * (layout.width - len(cells)))
        if any(is_total(cell) for cell in cells if len(cell) < _LONGEST_LABEL):
            register.totals.append(row)
            continue
        register.rows += 1
        _check_number(register, row.number, number, cells[number], findings)
        found_level = cells_of.level(row.number, level, cells[level])
        found_province = None if province is None else cells_of.province(row.number, province, cells[province])
        if found_level is not None and (province is None or found_province is not None):
            register.certificates.append(_Certificate(row.number, found_level, found_province))
        for role, column in register.dates.items():
            column.add(row.number, cells[column.column], findings, optional=role != "issued")
    return register


_LONGEST_LABEL = 30


@dataclass(slots=True)
class _Cells:
    """Levels and provinces, each text understood once."""

    reader: Reader
    findings: Findings
    _levels: dict[str, int] = field(default_factory=dict)
    _provinces: dict[str, Province] = field(default_factory=dict)

    def level(self, row: int, column: int, text: str) -> int | None:
        if text in self._levels:
            return self._levels[text]
        read = self.reader.level(text)
        if read.fault:
            self.findings.refuse(read.fault[0], row, column, **read.fault[1])
        for note in read.notes:
            self.findings.remark(note, row, column)
        if read.value is not None and not read.notes:
            self._levels[text] = read.value
        return read.value

    def province(self, row: int, column: int, text: str) -> Province | None:
        if text in self._provinces:
            return self._provinces[text]
        read = self.reader.province(text)
        if read.fault:
            self.findings.refuse(read.fault[0], row, column, **read.fault[1])
        for note in read.notes:
            self.findings.remark(note, row, column)
        if read.value is not None and not read.notes:
            self._provinces[text] = read.value
        return read.value


def _check_number(register: _Register, row: int, column: int, text: str, findings: Findings) -> None:
    folded = fold(text)
    for note in folded.notes:
        findings.remark(note, row, column)
    key = identity_key(folded.text)
    if not key:
        findings.refuse("shape.number-blank", row, column)
    elif (first := register.numbers.setdefault(key, row)) != row:
        findings.refuse("shape.number-twice", row, column, value=shown(folded.text), first=first, row=row)


def _counted(
    layout: Layout,
    register: _Register,
    dates: dict[Role, dict[int, PartialDate]],
    options: ShapeOptions,
    findings: Findings,
) -> Figures:
    column = layout.columns("issued")[0]
    # Counted by codes: a province takes long to hash.
    figures: dict[tuple[int, int, str], Figure] = {}
    provinces: dict[str, Province | None] = {}
    for row, level, province in register.certificates:
        issued = dates["issued"].get(row)
        if issued is None:
            continue
        for role in _DATES[1:]:
            ended = dates.get(role, {}).get(row)
            if ended is not None and ended.last_day < issued.first_day:
                findings.refuse("shape.ends-before-issue", row, layout.columns(role)[0])
        year = fiscal_year_of(issued, row, column, options, findings)
        if year is not None:
            code = province.iso if province else ""
            provinces[code] = province
            known = figures.get((year, level, code))
            figures[year, level, code] = known.plus(1) if known else Figure(1, row, column)
    return {Combination(year, level, provinces[code]): figure for (year, level, code), figure in figures.items()}


def _check_totals(layout: Layout, register: _Register, findings: Findings) -> None:
    """Compares a row that says how many certificates there are with how many there are."""
    from gireport.thai.numbers import NumberError, parse_count

    for row in register.totals:
        stated = []
        for column, cell in enumerate(row.cells):
            try:
                stated.append((column, parse_count(fold(cell).text)))
            except NumberError:
                continue
        if len(stated) == 1 and stated[0][1] != register.rows:
            facts = {"stated": f"{stated[0][1]:,}", "computed": f"{register.rows:,}"}
            findings.refuse("shape.total-differs", row.number, stated[0][0], **facts)
        else:
            findings.note("note.register-total", row.number)


def _note_what_is_counted(
    layout: Layout, register: _Register, dates: dict[Role, dict[int, PartialDate]], findings: Findings
) -> None:
    ended = Counter({role: len(dates.get(role, {})) for role in _DATES})
    findings.note("note.counted-as-issued", layout.row, count=register.rows, revoked=ended["revoked"])
    if layout.columns("establishment"):
        findings.note("note.names-unread", layout.row, layout.columns("establishment")[0])
