"""How much is read or made before it is refused: defaults, and what changes them.

Each limit has an environment variable, `GIREPORT_MAX_ROWS`, and the same name in the table `[limits]` of
`gireport.toml`, `rows`. What the file says is put into the environment where that says nothing, so that every process
of a run has the same limits.
"""

from __future__ import annotations

import os
from dataclasses import fields
from typing import TYPE_CHECKING

from gireport.errors import Problem, UsageError
from gireport.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

_PREFIX = "GIREPORT_MAX_"
# Below 4,300 digits, past which Python itself refuses to read a whole number.
_LONGEST_CELL = 4_000
_MOST = 10**15
_HIGHEST = {
    "cell_length": _LONGEST_CELL,
    "seconds": 86_400,
    "template_seconds": 3_600,
    "template_megabytes": 65_536,
    "template_kilobytes": 1_048_576,
    "pages": 100_000,
}


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
        return cls(**_given({field.name: variable(field.name) for field in fields(cls)}, environment))


@dataclass(frozen=True, slots=True)
class TemplateLimits:
    """The most that a template of the user's own may take to become a brief, and any brief in pages."""

    seconds: int = 4
    """Of composing, by the clock and by the processor; laying it out may take as many again."""
    megabytes: int = 256
    """Of memory beyond what the program has taken before."""
    kilobytes: int = 4_096
    """Of the brief in its JSON form; one of ten pages has about 70."""
    pages: int = 500

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> TemplateLimits:
        """The defaults, but for what `GIREPORT_MAX_TEMPLATE_SECONDS` and its like say; raises UsageError as above."""
        return cls(**_given({field.name: template_variable(field.name) for field in fields(cls)}, environment))


def variable(limit: str) -> str:
    """The environment variable that sets the limit of that name."""
    return _PREFIX + limit.upper()


def template_variable(limit: str) -> str:
    """The environment variable that sets that limit of templates."""
    return variable(limit if limit == "pages" else f"template_{limit}")


def variables() -> dict[str, int]:
    """Every environment variable that sets a limit, with the limit that holds without it."""
    of_data = {variable(field.name): getattr(Limits(), field.name) for field in fields(Limits)}
    return of_data | {
        template_variable(field.name): getattr(TemplateLimits(), field.name) for field in fields(TemplateLimits)
    }


def table_key(variable: str) -> str:
    """The key of `[limits]` that sets the same as the variable."""
    return variable.removeprefix(_PREFIX).lower()


def most(variable: str) -> int:
    """The highest that the variable may set: past it the limit would be none, or another one stands before it."""
    return _HIGHEST.get(table_key(variable), _MOST)


def _given(variables: Mapping[str, str], environment: Mapping[str, str] | None) -> dict[str, int]:
    """The limits that the environment sets, by name. Raises UsageError with each that is no number up to its most."""
    environment = os.environ if environment is None else environment
    given: dict[str, int] = {}
    problems = []
    for limit, name in variables.items():
        value = environment.get(name, "").strip()
        highest = most(name)
        if value and value.isascii() and value.isdecimal() and len(value) <= 16 and 1 <= int(value) <= highest:
            given[limit] = int(value)
        elif value:
            problems.append(Problem("usage.limit", facts={"variable": name, "value": value[:40], "most": highest}))
    if problems:
        raise UsageError(problems)
    return given
