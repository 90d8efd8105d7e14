"""How a source is to be read, and the few things that are said the same way of every kind of source."""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from gireport.errors import DataError, Place, Problem
from gireport.records import dataclass
from gireport.settings import Limits, variable

Encoding = Literal["utf-8", "utf-16", "cp874", "tis-620"]
Delimiter = Literal[",", "\t", ";", "|"]
STDIN = "-"


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """What the user said about a source; what is left out is found out, or refused where it cannot be."""

    sheet: str = ""
    """The worksheet to read, of a workbook."""
    encoding: Encoding | None = None
    """Of text."""
    delimiter: Delimiter | None = None
    """Of text."""
    query: str = ""
    """One SELECT statement, of a database."""
    limits: Limits = field(default_factory=Limits.from_environment)


def over_limit(code: str, place: Place, limits: Limits, name: str) -> DataError:
    """The error that says that the limit of that name was passed, its figure, and the variable that raises it."""
    return DataError(Problem(code, place, {"limit": getattr(limits, name), "variable": variable(name)}))
