"""From a workbook to a grid: which sheet holds the table, and what its owner may not see of it."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from gireport.dataset.sources.damage import whole_number
from gireport.dataset.sources.grid import CellRange, Grid, column_letters
from gireport.dataset.sources.package import opened_package
from gireport.dataset.sources.rows import GridBuilder
from gireport.dataset.sources.workbook import read_workbook
from gireport.dataset.sources.worksheet import LAST_COLUMN, RowReader, cell_range
from gireport.dataset.sources.xml_stream import children, local_name
from gireport.errors import DataError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

    from gireport.dataset.sources.options import SourceOptions
    from gireport.dataset.sources.package import Package
    from gireport.dataset.sources.workbook import Sheet, Workbook
    from gireport.settings import Limits

_LISTED = 20
_MOST_RANGES = 100_000


def read_xlsx(stream: IO[bytes], file: str, options: SourceOptions) -> Grid:
    """The table in one worksheet of the workbook in `stream`, called `file` in messages.

    The sheet is the one that is asked for, else the only visible one that holds anything. Raises DataError where that
    is none or several, and for a workbook that is damaged, something else, or too much.
    """
    with opened_package(stream, file, options.limits) as package:
        workbook = read_workbook(package, file, options.limits)
        sheet, notices = _choose(package, workbook, file, options.sheet)
        return _grid(package, workbook, sheet, file, options.limits, notices)


def _choose(package: Package, workbook: Workbook, file: str, wanted: str) -> tuple[Sheet, list[Problem]]:
    """The sheet to read, and what is to be said of it and of the hidden ones."""
    if wanted:
        # Excel lets no two sheets differ in case alone, and people type names.
        key = wanted.strip().casefold()
        found = [sheet for sheet in workbook.sheets if sheet.name.strip().casefold() == key]
        if len(found) != 1:
            names = _listed(sheet.name for sheet in workbook.sheets)
            raise DataError(Problem("source.sheet-unknown", Place(file), {"value": wanted[:80], "sheets": names}))
        code = "source.sheet-hidden-read" if found[0].hidden else "source.sheet-read"
        return found[0], [Problem(code, Place(file, sheet=found[0].name))]
    filled = [sheet for sheet in workbook.sheets if _says_anything(package, workbook, sheet)]
    seen, unseen = [s for s in filled if not s.hidden], [s.name for s in filled if s.hidden]
    if not seen and unseen:
        raise DataError(Problem("source.sheets-hidden", Place(file), {"sheets": _listed(unseen)}))
    if not seen:
        raise DataError(Problem("source.empty", Place(file)))
    if len(seen) > 1:
        raise DataError(Problem("source.sheets-several", Place(file), {"sheets": _listed(s.name for s in seen)}))
    notices = [Problem("source.sheet-read", Place(file, sheet=seen[0].name))]
    if unseen:
        notices.append(Problem("source.sheets-not-read", Place(file), {"sheets": _listed(unseen)}))
    return seen[0], notices


def _says_anything(package: Package, workbook: Workbook, sheet: Sheet) -> bool:
    reader = RowReader(workbook)
    with package.opened(sheet.part) as part:
        for element in children(part, "sheetData"):
            if local_name(element.tag) == "row":
                row = reader.read(element)
                if row.kinds or "".join(row.cells).strip():
                    return True
    return False


def _grid(
    package: Package, workbook: Workbook, sheet: Sheet, file: str, limits: Limits, notices: list[Problem]
) -> Grid:
    place = Place(file, sheet=sheet.name)
    builder, reader = GridBuilder(place, limits), RowReader(workbook)
    merged: list[CellRange] = []
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    with package.opened(sheet.part) as part:
        for element in children(part, "sheetData"):
            match local_name(element.tag):
                case "row":
                    _add_row(builder, reader, element, hidden_rows)
                case "cols":
                    hidden_columns.update(_hidden_columns(element))
                case "mergeCells":
                    merged += [cell_range(child.get("ref", "")) for child in element[:_MOST_RANGES]]
    rows = builder.rows()
    if not rows:
        raise DataError(Problem("source.empty", place))
    hidden = frozenset(number for number in hidden_rows if number <= len(rows))
    if hidden_columns:
        width = max(len(row.cells) for row in rows)
        hidden_columns = {column for column in hidden_columns if column < width}
    notices += _hidden_notices(place, len(hidden), hidden_columns)
    return Grid(file, rows, sheet.name, builder.kinds, tuple(merged), hidden, tuple(notices))


def _add_row(builder: GridBuilder, reader: RowReader, element: Element, hidden_rows: set[int]) -> None:
    row = reader.read(element)
    if not row.cells:
        return
    missing = row.number - 1 - builder.row_count
    if missing:
        builder.add_blank(missing)
    builder.add(row.cells, said=bool(row.kinds))
    for column, kind in row.kinds:
        builder.kinds.add(row.number, column, kind)
    if row.hidden and (row.kinds or "".join(row.cells).strip()):
        hidden_rows.add(row.number)


def _hidden_columns(columns: Element) -> Iterator[int]:
    for column in columns:
        if column.get("hidden") in ("1", "true"):
            first, last = (whole_number(column.get(end, "1")) for end in ("min", "max"))
            yield from range(max(first, 1) - 1, min(last, LAST_COLUMN))


def _hidden_notices(place: Place, rows: int, columns: set[int]) -> Iterator[Problem]:
    if rows:
        yield Problem("source.hidden-rows", place, {"count": rows})
    if columns:
        facts = {"columns": _listed(map(column_letters, sorted(columns)))}
        yield Problem("source.hidden-columns", place, facts)


def _listed(names: Iterable[str]) -> str:
    names = list(names)
    return ", ".join(names[:_LISTED]) + (" …" if len(names) > _LISTED else "")
