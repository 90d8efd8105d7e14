"""From a wide or a long table to its figures, with everything checked that such tables can have wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gireport.dataset.shapes.body import ALL, BAD, UNREAD, Cell, Combination, Figure, Figures, together
from gireport.dataset.shapes.checks import check_complete, check_duplicates, check_levels, check_years
from gireport.dataset.shapes.columns import find_columns
from gireport.dataset.shapes.reading import NONE, UNKNOWN
from gireport.dataset.shapes.regions import check_regions
from gireport.dataset.shapes.rows import RowReader
from gireport.dataset.shapes.totals import ELSEWHERE, Open, check_totals
from gireport.dataset.sources.grid import column_letters

if TYPE_CHECKING:
    from gireport.dataset.shapes.body import Body, Key
    from gireport.dataset.shapes.findings import Findings
    from gireport.dataset.shapes.layout import Layout
    from gireport.dataset.shapes.options import ShapeOptions
    from gireport.dataset.shapes.reading import Reader
    from gireport.dataset.sources.grid import Grid


@dataclass(slots=True)
class _Gathered:
    """The figures of a body by the codes of year, level and province, and what else is in it."""

    figures: dict[Key, list[int]] = field(default_factory=dict)
    """For each the amount, and the row and the column of its first cell."""
    totals: list[Cell] = field(default_factory=list)
    unsure: dict[Key, None] = field(default_factory=dict)
    """Keys of what could not be read."""
    marks: dict[int, list[Cell]] = field(default_factory=lambda: {NONE: [], UNKNOWN: []})


def read_tabulated(grid: Grid, layout: Layout, reader: Reader, options: ShapeOptions, findings: Findings) -> Figures:
    """The figures of the table by year, level and province; what is wrong with them is left in `findings`."""
    columns = find_columns(grid, layout, reader, options.columns, findings)
    if columns is None:
        return {}
    body = RowReader(grid, layout, reader, findings).body(columns.keys, columns.dimensions, columns.values)
    check_regions(grid, layout, reader, findings)
    twice = check_duplicates(grid, body, columns.keys, findings) if columns.are_known else set()
    _check_calendar(body, findings)
    gathered = _gather(body, twice)
    if not gathered.figures and not gathered.unsure:
        findings.refuse("shape.no-data", layout.row)
    figures = _figures(body, gathered)
    unknown = {cell.key: None for cell in gathered.marks[UNKNOWN]}
    _check_gaps(body, layout, gathered, Open(gathered.unsure, unknown), figures, options, findings)
    check_totals(body, gathered.totals, Open(gathered.unsure, unknown), findings)
    _note_marks(gathered, findings)
    return figures


def _check_calendar(body: Body, findings: Findings) -> None:
    """Tells once that all years are of the other calendar, instead of every one."""
    at_year = body.dimension("year")
    if at_year is None or any(body.dimensions[at_year].values):
        return
    findings.tell_once("shape.year-is-ce")
    findings.tell_once("shape.year-is-be")


def _gather(body: Body, twice: set[Key]) -> _Gathered:
    gathered = _Gathered()
    figures, width = gathered.figures, len(body.keys)
    once: set[Key] = set()
    at_year, at_level, at_province = _places(body)
    for key, amount, row, column in body.cells():
        if min(key) <= ALL or amount < 0 or twice:
            if ALL in key:
                if BAD not in key and amount not in (UNREAD, UNKNOWN):
                    gathered.totals.append(Cell(key, amount, row, column))
                continue
            if BAD in key or amount == UNREAD or key[:width] in twice:
                gathered.unsure[key] = None
            if BAD in key or amount == UNREAD or key in once:
                continue
            if twice:
                once.add(key)
            if amount < 0:
                gathered.marks[amount].append(Cell(key, amount, row, column))
        # Without provinces the year stands in their place.
        codes = key[at_year], key[at_level], key[at_province]
        known = figures.get(codes)
        if known is None:
            figures[codes] = [amount, row, column]
        else:
            known[0] = together(known[0], amount)
    return gathered


def _places(body: Body) -> tuple[int, int, int]:
    """Which dimensions are the year, the level and the province; the year again where there are no provinces."""
    at_year, at_level, at_province = (body.dimension(role) for role in ("year", "level", "province"))
    return at_year or 0, at_level or 0, at_year or 0 if at_province is None else at_province


def _combination(body: Body, year: int, level: int, province: int) -> Combination:
    at_year, at_level, at_province = _places(body)
    values = [body.dimensions[at].values for at in (at_year, at_level, at_province)]
    place = values[2][province] if at_province != at_year else None
    return Combination(values[0][year], values[1][level], place)  # type: ignore[arg-type]


def _figures(body: Body, gathered: _Gathered) -> Figures:
    """The figures with those of other keys, such as the size of an establishment, added up."""
    return {_combination(body, *codes): Figure(*figure) for codes, figure in gathered.figures.items()}


def _check_gaps(
    body: Body,
    layout: Layout,
    gathered: _Gathered,
    opened_keys: Open,
    figures: Figures,
    options: ShapeOptions,
    findings: Findings,
) -> None:
    """Checks that nothing is left out, unless a key that could not be read may be what is missing."""
    if any(BAD in key for key in gathered.unsure) or (not figures and not gathered.unsure):
        return
    places = _places(body)
    there = {*figures, *(_combination(body, *(key[at] for at in places)) for key in gathered.unsure)}
    # Where what is missing is none, the totals must add up without it.
    opened = {"unknown": opened_keys.unknown, "none": {}, "": opened_keys.unsure}[options.gaps]
    row = layout.row if layout.shape == "wide" else None
    gone = {
        "year": check_years({each.year for each in there}, options.gaps, findings, row),
        "level": check_levels({each.level for each in there}, options.level_names.keys(), options.gaps, findings),
    }
    for role, missing in gone.items():
        if missing:
            opened[tuple(ELSEWHERE if each.role == role else BAD for each in body.dimensions)] = None
    if check_complete(there, options.gaps, findings):
        opened[(BAD,) * len(body.dimensions)] = None
    _note_order(body, layout, findings)


def _note_order(body: Body, layout: Layout, findings: Findings) -> None:
    """Notes years that do not run upwards in a table whose years form an axis."""
    at = body.dimension("year")
    if layout.shape not in ("wide", "transposed") or at is None:
        return
    years = [year for year in body.dimensions[at].values if isinstance(year, int)]
    if years != sorted(years):
        findings.note("note.year-order", layout.row, first=years[0], last=years[-1])


def _note_marks(gathered: _Gathered, findings: Findings) -> None:
    for mark, code in ((NONE, "note.none"), (UNKNOWN, "note.unknown")):
        if cells := gathered.marks[mark]:
            findings.note(code, cells[0].row, cells[0].column, count=len(cells))
    if gathered.totals:
        first = gathered.totals[0]
        findings.note("note.totals", count=len(gathered.totals), first=f"{column_letters(first.column)}{first.row}")
