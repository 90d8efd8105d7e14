"""How much is read or made before it is refused: defaults, and the environment variables that change them."""

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
        most = {"cell_length": _LONGEST_CELL}
        return cls(**_given({field.name: variable(field.name) for field in fields(cls)}, most, environment))


@dataclass(frozen=True, slots=True)
class TemplateLimits:
    """The most that a template of the user's own may take to become a brief, and any brief in pages."""

    seconds: int = 6
    """Of composing, by the clock and by the processor."""
    megabytes: int = 256
    """Of memory beyond what the program has taken before."""
    kilobytes: int = 4_096
    """Of the brief in its JSON form; one of ten pages has about 70."""
    pages: int = 500

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> TemplateLimits:
        """The defaults, but for what `GIREPORT_MAX_TEMPLATE_SECONDS` and its like say; raises UsageError as above."""
        variables = {field.name: template_variable(field.name) for field in fields(cls)}
        return cls(**_given(variables, dict.fromkeys(variables, 10**6), environment))


def variable(limit: str) -> str:
    """The environment variable that sets the limit of that name."""
    return _PREFIX + limit.upper()


def template_variable(limit: str) -> str:
    """The environment variable that sets that limit of templates."""
    return variable(limit if limit == "pages" else f"template_{limit}")


def _given(
    variables: Mapping[str, str], most: Mapping[str, int], environment: Mapping[str, str] | None
) -> dict[str, int]:
    """The limits that the environment sets, by name. Raises UsageError with each that is no number up to its most."""
    environment = os.environ if environment is None else environment
    given: dict[str, int] = {}
    problems = []
    for limit, name in variables.items():
        value = environment.get(name, "").strip()
        highest = most.get(limit, 10**15)
        if value and value.isascii() and value.isdecimal() and len(value) <= 16 and 1 <= int(value) <= highest:
            given[limit] = int(value)
        elif value:
            problems.append(Problem("usage.limit", facts={"variable": name, "value": value[:40], "most": highest}))
    if problems:
        raise UsageError(problems)
    return given
