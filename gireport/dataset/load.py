"""From a declaration to its checked tables: every problem of every table in one error."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from gireport.dataset.cells import Domain
from gireport.dataset.check import Checked, check_table
from gireport.dataset.read import read_csv
from gireport.dataset.rules import LEVELS
from gireport.dataset.table import FrozenMap, Table
from gireport.dataset.totals import check_totals
from gireport.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from gireport.dataset.schema import DatasetSpec
    from gireport.dataset.sources.options import SourceOptions
    from gireport.errors import Problem


class Loaded(NamedTuple):
    """Tables with nothing left to check, and how their files were read."""

    tables: FrozenMap[str, Table]
    notices: tuple[Problem, ...]


def load_tables(spec: DatasetSpec, levels: Collection[int], options: SourceOptions) -> Loaded:
    """The tables that `spec` declares, in its order.

    `levels` are the levels there are, unless the dataset has a table of its own that says. Raises DataError
    with every problem of every table.
    """
    domain = Domain(frozenset(levels), spec.fiscal_years)
    checked: dict[str, Checked] = {}
    # The levels first: they say what a level may be in all the others.
    for name in sorted(spec.tables, key=lambda name: name != LEVELS):
        own = name == LEVELS
        checked[name] = _load(spec, name, replace(domain, levels=None) if own else domain, options)
        if own:
            domain = replace(domain, levels=_levels(checked[name]))
    problems = [problem for name in spec.tables for problem in _problems(checked, name)]
    if problems:
        raise DataError(problems)
    notices = tuple(notice for name in spec.tables for notice in checked[name].notices)
    return Loaded(FrozenMap((name, checked[name].table) for name in spec.tables), notices)


def _load(spec: DatasetSpec, name: str, domain: Domain, options: SourceOptions) -> Checked:
    table = spec.tables[name]
    try:
        return check_table(read_csv(spec.folder / table.file, table.file, options), table, domain)
    except DataError as error:
        return Checked(Table(table, (), FrozenMap()), error.problems)


def _levels(checked: Checked) -> frozenset[int] | None:
    """The levels that a table of levels names; None where it has problems: no other is judged by it then."""
    if checked.problems:
        return None
    return frozenset(level for row in checked.table.rows if isinstance(level := row["level"], int))


def _problems(checked: Mapping[str, Checked], name: str) -> Iterator[Problem]:
    totals = checked[name].table
    yield from checked[name].problems
    parts = checked.get(totals.spec.totals_of)
    # A table that could not be read at all has no rows to add up.
    if parts and parts.table.rows:
        yield from check_totals(totals, parts.table)
