"""How much is read before reading is refused: defaults, and the environment variables that change them."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from gireport.errors import Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

_PREFIX = "GIREPORT_MAX_"
# Below 4,300 digits, past which Python itself refuses to read a whole number.
_LONGEST_CELL = 4_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is read of one source. Each is refused before it hurts, with its figure and how to raise it."""

    bytes: int = 256 * 1024**2
    """Of a file or of standard input, as it comes."""
    rows: int = 1_048_576
    """As many as a worksheet has."""
    columns: int = 1_024
    cells: int = 20_000_000
    """Of a whole table, blank ones within its rows included."""
    cell_length: int = _LONGEST_CELL
    """In characters."""
    inflated_bytes: int = 1024**3
    """Of all the parts of a workbook together, as the workbook states them."""
    ratio: int = 200
    """How many times larger than its packed form a part of a workbook may be, where it is larger than 1 MiB."""
    parts: int = 5_000
    """How many parts a workbook may be packed of."""
    seconds: int = 300
    """How long a database may take over a query, where it can be told."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Limits:
        """The defaults, but for what `GIREPORT_MAX_ROWS` and its like say; raises UsageError for what is no number."""
        environment = os.environ if environment is None else environment
        given: dict[str, int] = {}
        problems = []
        for field in fields(cls):
            name = variable(field.name)
            value = environment.get(name, "").strip()
            most = _LONGEST_CELL if field.name == "cell_length" else 10**15
            if value and value.isascii() and value.isdecimal() and len(value) <= 16 and 1 <= int(value) <= most:
                given[field.name] = int(value)
            elif value:
                problems.append(Problem("usage.limit", facts={"variable": name, "value": value[:40], "most": most}))
        if problems:
            raise UsageError(problems)
        return cls(**given)


def variable(limit: str) -> str:
    """The environment variable that sets the limit of that name."""
    return _PREFIX + limit.upper()
