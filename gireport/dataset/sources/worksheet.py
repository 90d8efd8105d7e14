"""From a worksheet's part to rows: each cell as text, with its kind where it is neither text nor a whole number."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from gireport.dataset.sources.damage import DamagedError, whole_number
from gireport.dataset.sources.grid import CellKind, CellRange, column_letters
from gireport.dataset.sources.number_formats import date_text
from gireport.dataset.sources.workbook import plain_text, unescaped

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

    from gireport.dataset.sources.workbook import Workbook

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
_REFERENCE = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")
_NEAR = 256  # columns whose letters are kept
_LETTERS = tuple(map(column_letters, range(_NEAR)))
_LONGEST_NUMBER = 40  # characters
_LARGEST_EXPONENT = 308  # of a double
_WHOLE = re.compile("0|[1-9][0-9]{0,38}")


class SheetRow(NamedTuple):
    """A row as the worksheet has it: its number, its cells' texts from column A on, and the kinds of some."""

    number: int
    cells: list[str]
    kinds: list[tuple[int, CellKind]]
    hidden: bool


class RowReader:
    """Reads rows in order; raises DamagedError for what no spreadsheet writes."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._last = 0
        self._styles: dict[str, CellKind | None] = {}
        self._readers: dict[str, Callable[[str], tuple[str, CellKind | None]]] = {
            "s": lambda value: (_string(workbook, value), None),
            "str": lambda value: (unescaped(value), None),
            "b": lambda value: (_flag(value), CellKind.FLAG),
            "e": lambda value: (value, CellKind.ERROR),
            "d": lambda value: (value, CellKind.DATE),
        }

    def read(self, row: Element) -> SheetRow:
        """The row of that element."""
        stated = row.get("r")
        number = self._last + 1 if stated is None else whole_number(stated)
        if not self._last < number <= LAST_ROW:
            raise DamagedError("rows out of order")
        self._last = number
        digits = str(number)
        cells: list[str] = []
        kinds: list[tuple[int, CellKind]] = []
        for cell in row:
            column, reference = len(cells), cell.get("r")
            # Nearly every cell is the next one; looking for that first takes a third of the time.
            if reference is not None and (column >= _NEAR or reference != _LETTERS[column] + digits):
                column = column_number(reference, digits)
            if not len(cells) <= column < LAST_COLUMN:
                raise DamagedError("cells out of order")
            if column > len(cells):
                cells += [""] * (column - len(cells))
            text, kind = self._cell(cell)
            cells.append(text)
            if kind:
                kinds.append((column, kind))
        return SheetRow(number, cells, kinds, row.get("hidden") in ("1", "true"))

    def _cell(self, cell: Element) -> tuple[str, CellKind | None]:
        kind = cell.get("t", "n")
        value, inline, formula = None, None, False
        for child in cell:
            tag = child.tag
            if tag.endswith("}v"):
                value = child.text
            elif tag.endswith("}f"):
                formula = True
            elif tag.endswith("}is"):
                inline = child
        if kind == "inlineStr":
            return ("" if inline is None else plain_text(inline)), None
        if not value:
            # A formula may well give a text without a character; anything else it gives is written down.
            return "", CellKind.NO_VALUE if formula and kind != "str" else None
        if kind == "n":
            return self._number(value, cell.get("s"))
        if kind not in self._readers:
            raise DamagedError("cell of no type")
        return self._readers[kind](value)

    def _number(self, value: str, style: str | None) -> tuple[str, CellKind | None]:
        styled = None if style is None else self._styled(style)
        if styled is CellKind.DATE:
            plain, _ = number_text(value)
            return date_text(float(plain), from_1904=self._workbook.from_1904) or plain, CellKind.DATE
        text, kind = (value, None) if _WHOLE.fullmatch(value) else number_text(value)
        return text, kind or styled

    def _styled(self, style: str) -> CellKind | None:
        """What a number's style makes of it."""
        if style not in self._styles:
            number = whole_number(style)
            disguised = CellKind.SHOWN_OTHERWISE if number in self._workbook.disguises else None
            self._styles[style] = CellKind.DATE if number in self._workbook.dates else disguised
        return self._styles[style]


@lru_cache(maxsize=4096)
def number_text(value: str) -> tuple[str, CellKind | None]:
    """A number as people write it, and its kind: 1.5E+3 is 1500, 0.1 is a decimal.

    What is not whole is the shortest decimal that is the same double, since workbooks store seventeen digits of it.
    Raises DamagedError for what is no number.
    """
    try:
        number = Decimal(value.strip())
    except InvalidOperation:
        raise DamagedError("no number") from None
    if len(value) > _LONGEST_NUMBER or not number.is_finite() or number.adjusted() > _LARGEST_EXPONENT:
        raise DamagedError("no number")
    if number != number.to_integral_value():
        number = Decimal(repr(float(value)))
    if number == number.to_integral_value():
        return (f"{number.to_integral_value():f}" if number else "0"), None
    return f"{number:f}", CellKind.DECIMAL


def column_number(reference: str, row: str) -> int:
    """The column, from 0, of a reference such as AB12, which has to be in that row. Raises DamagedError."""
    letters = reference.rstrip("0123456789")
    if reference[len(letters) :] != row:
        raise DamagedError("a cell of another row")
    return _column(letters)


def cell_range(reference: str) -> CellRange:
    """The rectangle that a reference such as B1:M1 names. Raises DamagedError."""
    ends = [_REFERENCE.fullmatch(end) for end in reference.split(":")]
    if len(ends) > 2 or not all(ends):
        raise DamagedError("no range")
    rows = sorted(int(end[2]) for end in ends if end)
    columns = sorted(_column(end[1]) for end in ends if end)
    return CellRange(rows[0], rows[-1], columns[0], columns[-1])


@lru_cache(maxsize=LAST_COLUMN)
def _column(letters: str) -> int:
    if not 1 <= len(letters) <= 3 or not letters.isascii() or not letters.isupper():
        raise DamagedError("no column")
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _string(workbook: Workbook, value: str) -> str:
    at = whole_number(value)
    if at >= len(workbook.strings):
        raise DamagedError("no such string")
    return workbook.strings[at]


def _flag(value: str) -> str:
    if value not in ("0", "1"):
        raise DamagedError("no flag")
    return "TRUE" if value == "1" else "FALSE"
