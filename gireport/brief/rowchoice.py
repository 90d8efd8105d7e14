"""Which rows of a table are shown, in which order, and which of them stand out."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from gireport.thai.collation import collation_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gireport.brief.model import Row
    from gireport.brief.settings import Settings

Entry = dict[str, Any]

_DOWN = "-"


def top_of(settings: Settings) -> int | None:
    """How many rows are asked for by `top`; None where it is not there, or not above 0."""
    top = settings.number("top")
    if top is not None and top < 1:
        settings.refuse("directive.out-of-range", "top", least=1, most="–")
        return None
    return None if top is None else int(top)


def chosen_rows(
    settings: Settings, entries: Sequence[Entry], columns: Mapping[str, Any], order: str, top: int | None
) -> list[Entry]:
    """The rows sorted by the column that `order` names (`"-count"` from the largest down), and the first `top` of them.

    Thai words stand in the order of a dictionary; what is blank comes last either way.
    """
    chosen = list(entries)
    if order:
        name = order.removeprefix(_DOWN)
        if name not in columns or columns[name].years:
            known = ", ".join(each for each, column in columns.items() if not column.years)
            settings.refuse("directive.no-column", "sort", value=name, known=known)
            return chosen
        filled = [entry for entry in chosen if entry[name] not in ("", None)]
        blank = [entry for entry in chosen if entry[name] in ("", None)]
        chosen = sorted(filled, key=lambda entry: _key(entry[name]), reverse=order.startswith(_DOWN)) + blank
    return chosen if top is None else chosen[:top]


def _key(value: object) -> tuple[int, Any]:
    """Numbers before words."""
    if isinstance(value, int | Decimal):
        return 0, value
    return 1, collation_key(str(value))


def highlighted(row: Row) -> Row:
    """The row in bold."""
    return replace(row, cells=tuple(tuple(replace(span, bold=True) for span in cell) for cell in row.cells))
