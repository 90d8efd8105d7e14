"""The tables of a brief as CSV files, to go with it for those who reckon further.

They hold what the brief prints and no more: of a register, its sums.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from gireport.brief.model import Table, plain
from gireport.pdf.attachments import Attachment
from gireport.thai.numbers import MINUS, NumberError, format_number, parse_number

if TYPE_CHECKING:
    from gireport.brief.model import Brief, Column, Text

_BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for the encoding of the country
# By these a spreadsheet knows a formula (owasp.org, "CSV Injection"), some in the width of Chinese letters too.
_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def attached_tables(brief: Brief) -> tuple[Attachment, ...]:
    """Each table of the brief as a CSV file in UTF-8, with lines as RFC 4180 has them: "table-01.csv" and so on, in
    the order of the brief, described by its caption.

    A column has one head, those above each other in one. A figure is written plainly, in Arabic digits without
    separators; everything else is as it is printed, with an apostrophe before what a spreadsheet would take for a
    formula.
    """
    tables = [block for block in brief.blocks if isinstance(block, Table)]
    return tuple(
        Attachment(
            name=f"table-{number:02}.csv",
            description=f"{table.caption.label} {plain(table.caption.title)}".strip(),
            media_type="text/csv",
            content=_csv(table),
        )
        for number, table in enumerate(tables, start=1)
    )


def _csv(table: Table) -> bytes:
    lines = io.StringIO(_BYTE_ORDER_MARK, newline="")
    lines.seek(0, io.SEEK_END)
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow([_harmless(_head(column)) for column in table.columns])
    for row in table.rows:
        writer.writerow([_cell(text, column) for text, column in zip(row.cells, table.columns, strict=True)])
    return lines.getvalue().encode()


def _head(column: Column) -> str:
    return " ".join(filter(None, (plain(column.group), plain(column.head))))


def _cell(text: Text, column: Column) -> str:
    words = plain(text)
    if column.kind != "figure":
        return _harmless(words)
    try:
        return format_number(parse_number(words, signed=True), grouping=False).replace(MINUS, "-")
    except NumberError:
        return _harmless(words)


def _harmless(words: str) -> str:
    """The words, as no spreadsheet takes them for a formula."""
    return f"'{words}" if words.lstrip(" \u00a0").startswith(_FORMULA) else words
