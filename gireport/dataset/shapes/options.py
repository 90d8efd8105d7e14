"""What the owner of a table says about it, where the table itself does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Literal, cast, get_args

from gireport.errors import Problem, UsageError
from gireport.records import dataclass

if TYPE_CHECKING:
    from gireport.dataset.fields import Wording
    from gireport.dataset.schema import Gaps
    from gireport.thai.dates import PartialDate
    from gireport.thai.written import Calendar

Role = Literal[
    "year",
    "level",
    "count",
    "province",
    "region",  # beside a province it must agree; alone it is a key like any other
    "number",  # of a certificate, in a register
    "establishment",  # named, and never read further
    "issued",
    "expires",
    "revoked",
    "key",  # something else that tells rows apart, such as the size of an establishment: summed over
    "ignore",  # what is not read: running numbers, remarks
]
"""What a column is for."""

Columns = Mapping[str, str | Sequence[str]]
"""By role, the head of the column, or several heads where a role may have several columns."""


@dataclass(frozen=True, slots=True)
class ShapeOptions:
    """Declared by the user; what is left out is found in the table, or refused where it cannot be."""

    level_names: Mapping[int, Wording]
    """The levels there are, and what they are called."""
    calendar: Calendar | None = None
    """What all years are written in. Undeclared, years are BE, and the dates of a register as their size says."""
    columns: Mapping[Role, tuple[str, ...]] = field(default_factory=dict)
    as_of: PartialDate | None = None
    """When the figures were taken: no year may come after it."""
    source: Wording | None = None
    gaps: Gaps = ""
    """What a missing row means; "unknown" also allows blank counts."""
    unit: Wording | None = None
    """What is counted, where no head says it."""


def column_roles(columns: Columns) -> dict[Role, tuple[str, ...]]:
    """`columns` with every role known and every head in a tuple. Raises UsageError for a role that there is not."""
    unknown = [role for role in columns if role not in get_args(Role)]
    if unknown:
        facts = {"value": unknown[0], "known": ", ".join(get_args(Role))}
        raise UsageError(Problem("usage.column-role", facts=facts))
    return {cast("Role", role): (heads,) if isinstance(heads, str) else tuple(heads) for role, heads in columns.items()}
