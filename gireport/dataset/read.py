"""From a CSV file to cells as text: nothing is interpreted here, and nothing unreadable gets through."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

from gireport.dataset.characters import cell_problems, refused
from gireport.dataset.sources.grid import column_letters
from gireport.errors import DataError, Place, Problem
from gireport.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_BYTES = 16 * 1024 * 1024
MAX_ROWS = 100_000
MAX_COLUMNS = 256
# Below 4,300 digits, past which Python itself refuses to read a whole number.
MAX_CELL = 4_000

HEADER_ROW = 1
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")
_ZIP_SIGNATURE = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row of text cells, with its number as a spreadsheet shows it."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        """Whether it says nothing."""
        return not "".join(self.cells).strip()


@dataclass(frozen=True, slots=True)
class RawTable:
    """A file as it was read: the heading cells, the rows below, and what is wrong with a cell or a row."""

    file: str
    header: tuple[str, ...]
    rows: tuple[RawRow, ...]
    problems: tuple[Problem, ...] = ()

    def place(self, row: int, column: int) -> Place:
        """Where the cell stands, such as row 4, column "C (count)"; `column` counts from 0."""
        return Place(self.file, row=row, column=column_label(self.header, column))


def column_label(header: tuple[str, ...], column: int) -> str:
    """A column's spreadsheet letter, with its heading where it has one that can be shown."""
    letter = column_letters(column)
    heading = header[column].strip() if column < len(header) else ""
    return f"{letter} ({heading})" if heading and not refused(heading) else letter


def read_csv(path: Path, file: str) -> RawTable:
    """The table in the CSV file at `path`, called `file` in messages.

    Raises DataError where the file as a whole cannot be read: not there, too large, not UTF-8, not CSV,
    empty. What is wrong with single rows and cells is left in the table's `problems`, to be reported with the
    rest.
    """
    text = _decode(_read_bytes(path, file), file)
    rows = list(_without_trailing_blanks(_parse(text, file)))
    if not rows:
        raise DataError(Problem("data.empty", Place(file)))
    header = rows[0].cells
    if rows[0].is_blank:
        raise DataError(Problem("data.header-blank", Place(file, row=HEADER_ROW)))
    if len(rows) == 1:
        raise DataError(Problem("data.header-only", Place(file, row=HEADER_ROW)))
    if len(header) > MAX_COLUMNS:
        raise DataError(Problem("data.too-many-columns", Place(file), {"count": len(header), "limit": MAX_COLUMNS}))
    table = RawTable(file, header, tuple(rows[1:]))
    return replace(table, problems=tuple(_problems(table, rows[0])))


def _read_bytes(path: Path, file: str) -> bytes:
    try:
        # Only a regular file has an end that can be relied on: a pipe may block, a device never stops.
        if not path.is_file():
            raise DataError(Problem("data.file-missing", Place(file)))
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise DataError(Problem("data.file-unreadable", Place(file), {"reason": error.strerror or ""})) from error
    if len(content) > MAX_BYTES:
        raise DataError(Problem("data.too-large", Place(file), {"limit": MAX_BYTES // 1024**2}))
    return content


def _decode(content: bytes, file: str) -> str:
    if content.startswith(_ZIP_SIGNATURE):
        raise DataError(Problem("data.workbook", Place(file)))
    # A NUL is legal UTF-8, but in every second byte it is UTF-16 that lost its mark.
    if content.startswith(_UTF16_BOMS) or content.count(0) > len(content) // 4:
        raise DataError(Problem("data.encoding-utf16", Place(file)))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        facts = {"byte": f"0x{content[error.start]:02X}", "position": error.start + 1}
        raise DataError(Problem("data.encoding", Place(file, row=row), facts)) from error


def _parse(text: str, file: str) -> Iterator[RawRow]:
    number = 0
    try:
        # newline="" leaves line breaks to the reader, which knows LF, CRLF and CR, and those inside quotes.
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), start=1):
            if number > MAX_ROWS:
                raise DataError(Problem("data.too-many-rows", Place(file), {"limit": MAX_ROWS}))
            yield RawRow(number, tuple(cells))
    except csv.Error as error:
        # The reader fails in the row after the last it gave, which is where an unclosed quote was opened.
        code = "data.quote-unclosed" if "unexpected end" in str(error) else "data.quote-stray"
        code = "data.cell-too-long" if "field larger" in str(error) else code
        raise DataError(Problem(code, Place(file, row=number + 1), {"limit": MAX_CELL})) from error


def _without_trailing_blanks(rows: Iterator[RawRow]) -> Iterator[RawRow]:
    """The rows up to the last that says anything: spreadsheets save empty ones below it."""
    pending: list[RawRow] = []
    for row in rows:
        pending.append(row)
        if not row.is_blank:
            yield from pending
            pending.clear()


def _problems(table: RawTable, header: RawRow) -> Iterator[Problem]:
    yield from _cell_problems(table, header)
    width = len(table.header)
    for row in table.rows:
        if row.is_blank:
            yield Problem("data.row-blank", Place(table.file, row=row.number))
        elif len(row.cells) != width:
            facts = {"count": len(row.cells), "expected": width}
            yield Problem("data.row-ragged", Place(table.file, row=row.number), facts)
        else:
            yield from _cell_problems(table, row)


def _cell_problems(table: RawTable, row: RawRow) -> Iterator[Problem]:
    for column, cell in enumerate(row.cells):
        if len(cell) > MAX_CELL:
            yield Problem("data.cell-too-long", table.place(row.number, column), {"limit": MAX_CELL})
            continue
        for code, facts in cell_problems(cell):
            yield Problem(code, table.place(row.number, column), facts)
