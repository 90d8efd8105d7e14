"""From a grid of cells to a table of certificates: figures that passed every check, or every problem at once."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from gireport.dataset.rules import CERTIFICATES
from gireport.dataset.schema import ColumnSpec, TableSpec
from gireport.dataset.shapes.around import read_around
from gireport.dataset.shapes.checks import missing_combinations
from gireport.dataset.shapes.findings import Findings
from gireport.dataset.shapes.folding import fold
from gireport.dataset.shapes.layout import find_layout, with_corner
from gireport.dataset.shapes.reading import NONE, UNKNOWN, Reader
from gireport.dataset.shapes.register import read_register
from gireport.dataset.shapes.tabulated import read_tabulated
from gireport.dataset.sources.grid import column_letters
from gireport.dataset.table import FrozenMap, Mark, Row, Table
from gireport.records import dataclass
from gireport.thai.provinces import provinces
from gireport.thai.years import FiscalYear

if TYPE_CHECKING:
    from gireport.dataset.fields import Wording
    from gireport.dataset.shapes.body import Combination, Figure, Figures
    from gireport.dataset.shapes.layout import Layout, Shape
    from gireport.dataset.shapes.options import ShapeOptions
    from gireport.dataset.sources.grid import Grid
    from gireport.dataset.table import Value
    from gireport.errors import Problem

_MARKS = {NONE: Mark.NONE, UNKNOWN: Mark.UNKNOWN}
# A level with ten times as many certificates as the year before, or a tenth, is legal, and as often a slip.
# Of fewer than a hundred certificates any number may become ten times as many.
_JUMP, _SMALL = 10, 100


@dataclass(frozen=True, slots=True)
class Certificates:
    """A checked table with the columns fiscal_year, level, province where there are provinces, and count."""

    table: Table
    shape: Shape
    notices: tuple[Problem, ...]
    """What was accepted, and its owner should know."""


def read_certificates(grid: Grid, options: ShapeOptions) -> Certificates:
    """The certificates in `grid`, which may be a wide table, a long one or a register of certificates.

    Each row of the result knows the cell that its figure comes from, or the first of them. Raises DataError with
    every problem of the grid: of more than a thousand the first thousand, and how many more there are.
    """
    findings = Findings(grid)
    for notice in grid.notices:
        findings.notices.append(notice)
    reader = Reader(options)
    layout = find_layout(grid, reader, options.columns, findings)
    if layout.shape in ("wide", "transposed"):
        layout = with_corner(layout, "level" if layout.shape == "wide" else "year")
    findings.heads = {column: fold(head.text).text for column, head in enumerate(layout.heads)}
    _note_shape(grid, layout, findings)
    unit = read_around(grid, layout, findings)
    if layout.shape == "register":
        figures = read_register(grid, layout, reader, options, findings)
    else:
        figures = read_tabulated(grid, layout, reader, options, findings)
    if layout.shape == "transposed" and not findings.has_nothing_wrong:
        findings.refuse("shape.transposed", layout.row)
    if findings.has_nothing_wrong:
        _note_doubts(figures, options, findings)
    notices = findings.finish()
    figures = {**figures, **_gaps(figures, options)}
    unit = _unit(layout) or unit or options.unit
    return Certificates(_table(grid, layout, figures, options, unit), layout.shape, notices)


def _note_shape(grid: Grid, layout: Layout, findings: Findings) -> None:
    codes = {"wide": "note.wide", "transposed": "note.transposed", "long": "note.long", "register": "note.register"}
    findings.note(codes[layout.shape], layout.row)
    if grid.merged:
        some = ", ".join(map(str, grid.merged[:_LISTED])) + (", …" if len(grid.merged) > _LISTED else "")
        findings.note("note.merged", ranges=some)


_LISTED = 6


def _note_doubts(figures: Figures, options: ShapeOptions, findings: Findings) -> None:
    """Notes figures that are legal and yet doubtful, and what is not known of the table."""
    sums: defaultdict[int, dict[int, int]] = defaultdict(dict)
    cells: dict[tuple[int, int], Figure] = {}
    for key, figure in figures.items():
        if figure.amount != UNKNOWN:
            sums[key.level][key.year] = sums[key.level].get(key.year, 0) + max(figure.amount, 0)
            cells.setdefault((key.level, key.year), figure)
    for level, by_year in sorted(sums.items()):
        for (before, old), (year, new) in pairwise(sorted(by_year.items())):
            if year == before + 1 and max(old, new) >= _SMALL and 0 < min(old, new) * _JUMP < max(old, new):
                cell = cells[level, year]
                findings.note(
                    "note.jump", cell.row, cell.column,
                    level=level, before=before, year=year, old=f"{old:,}", new=f"{new:,}",
                )  # fmt: skip
    last = max((key.year for key in figures), default=0)
    if options.as_of is None:
        findings.note("note.as-of-unknown", year=last)
    elif options.as_of.last_day < FiscalYear(last).last_day:
        findings.note("note.year-incomplete", year=last)


def _gaps(figures: Figures, options: ShapeOptions) -> Figures:
    """What is missing between the years, levels and provinces there are, as the gaps are declared."""
    if not options.gaps or not figures:
        return {}
    axes = []
    for values in ({key.year for key in figures}, {key.level for key in figures}):
        axes.append(range(min(values), max(values) + 1))
    levels = [level for level in axes[1] if level in options.level_names]
    first = next(iter(figures.values()))
    mark = UNKNOWN if options.gaps == "unknown" else NONE
    _, missing = missing_combinations(figures, axes[0], levels)
    return {each: first._replace(amount=mark, row=0) for each in missing}


def _table(grid: Grid, layout: Layout, figures: Figures, options: ShapeOptions, unit: Wording | None) -> Table:
    has_provinces = any(key.province for key in figures)
    order = {province.iso: at for at, province in enumerate(provinces())} if has_provinces else {}
    keys = ("fiscal_year", "level", *(["province"] if has_provinces else []))
    columns = [ColumnSpec("fiscal_year", "fiscal-year", key=True), ColumnSpec("level", "level", key=True)]
    columns += [ColumnSpec("province", "province", key=True)] if has_provinces else []
    columns.append(ColumnSpec("count", "count", none=("-",), unit=unit))
    gaps = options.gaps or ("none" if layout.shape == "register" else "")
    spec = TableSpec(CERTIFICATES, grid.file, tuple(columns), source=options.source, complete=keys, gaps=gaps)
    in_order = sorted(
        figures.items(),
        key=lambda item: (item[0].year, item[0].level, order[item[0].province.iso] if item[0].province else 0),
    )
    rows = tuple(_row(grid, layout, key, figure) for key, figure in in_order)
    return Table(spec, rows, FrozenMap(_labels(layout)))


def _row(grid: Grid, layout: Layout, key: Combination, figure: Figure) -> Row:
    values: dict[str, Value] = {"fiscal_year": FiscalYear(key.year), "level": key.level}
    if key.province:
        values["province"] = key.province
    values["count"] = _MARKS.get(figure.amount, figure.amount)
    if not figure.row:  # it stands nowhere
        return Row(FrozenMap(values), grid.place())
    return Row(FrozenMap(values), grid.place(figure.row, figure.column, fold(layout.heads[figure.column].text).text))


def _labels(layout: Layout) -> dict[str, str]:
    """By column of the result, where it stands in the file, of a shape in which it is one column."""
    roles = {"fiscal_year": "year", "level": "level", "province": "province", "count": "count"}
    return {
        name: f"{column_letters(columns[0])} ({layout.heads[columns[0]].text.strip()})"
        for name, role in roles.items()
        if (columns := layout.columns(role))  # type: ignore[arg-type]
    }


def _unit(layout: Layout) -> Wording | None:
    return next((head.unit for head in layout.heads if head.unit), None)
