"""From the values of databases and column files to cells: exactly the text that a person would write, and its kind."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite
from uuid import UUID

from gireport.dataset.sources.grid import CellKind

_LONGEST = 320  # digits: as many as the largest double has


def cell_of(value: object) -> tuple[str, CellKind | None]:
    """The text of a value, "" for none, and its kind. Whole numbers have no decimals, dates are as ISO 8601 has them.

    Raises ValueError for a number without a value, and for what is no single value: bytes, lists, records.
    """
    match value:
        case str():
            return value, None
        case None:
            return "", None
        case bool():
            return ("TRUE" if value else "FALSE"), CellKind.FLAG
        case int():
            return f"{Decimal(value):f}", None
        case float() | Decimal():
            return _number(Decimal(repr(value)) if isinstance(value, float) and isfinite(value) else Decimal(value))
        case datetime():
            return value.isoformat(" ").removesuffix(" 00:00:00"), CellKind.DATE
        case date() | time():
            return value.isoformat(), CellKind.DATE
        case UUID():
            return str(value), None
    raise ValueError(type(value).__name__)


def _number(number: Decimal) -> tuple[str, CellKind | None]:
    if not number.is_finite() or abs(number.adjusted()) > _LONGEST:
        raise ValueError(str(number)[:20])
    if number == number.to_integral_value():
        return (f"{number.to_integral_value():f}" if number else "0"), None
    return f"{number:f}", CellKind.DECIMAL
