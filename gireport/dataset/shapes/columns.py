"""What each column of a wide or a long table is for, and what is wrong with the heads."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from gireport.dataset.characters import shown
from gireport.dataset.shapes.body import ALL, BAD, Dimension, ValueColumn
from gireport.dataset.shapes.heads import head_key, known_heads
from gireport.dataset.shapes.layout import NEEDED, is_year
from gireport.dataset.sources.grid import column_letters
from gireport.dataset.spelling import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gireport.dataset.shapes.findings import Findings
    from gireport.dataset.shapes.layout import Layout
    from gireport.dataset.shapes.options import Role
    from gireport.dataset.shapes.reading import Reader
    from gireport.dataset.sources.grid import Grid

_KEYS: tuple[Role, ...] = ("year", "level", "province", "region", "key")
_OF_A_REGISTER: frozenset[Role] = frozenset({"number", "establishment", "issued", "expires", "revoked"})
_ONCE: tuple[Role, ...] = ("year", "level", "count", "province", "number", "issued", "expires", "revoked")


class Columns(NamedTuple):
    """The columns with keys, what they are the keys of, and the columns with figures."""

    keys: tuple[int, ...]
    dimensions: list[Dimension]
    values: tuple[ValueColumn, ...]
    are_known: bool
    """Whether nothing is left that might tell rows apart."""


def find_columns(
    grid: Grid, layout: Layout, reader: Reader, declared: Mapping[Role, tuple[str, ...]], findings: Findings
) -> Columns | None:
    """What the columns are for; None where so much is missing that the rows cannot be read."""
    across: Role | None = {"wide": "year", "transposed": "level"}.get(layout.shape)  # type: ignore[assignment]
    check_heads(layout, declared, findings)
    # Beside a province its region tells nothing apart.
    telling = [role for role in _KEYS if role != across and not (role == "region" and layout.columns("province"))]
    keys = tuple(column for column, head in enumerate(layout.heads) if head.role in telling)
    dimensions = [Dimension(layout.heads[column].role or "key", layout.heads[column].text.strip()) for column in keys]
    if not columns_are_there(layout, findings):
        return None
    if across is None:
        values = tuple(ValueColumn(column) for column in layout.columns("count"))
    else:
        dimensions.append(Dimension(across, ""))
        values = _across(layout, dimensions[-1], reader, findings)
    are_known = _check_unknown(grid, layout, {value.column for value in values}, findings)
    for column in layout.columns("ignore"):
        findings.note("note.column-ignored", layout.row, column)
    for column, dimension in zip(keys, dimensions, strict=False):
        if dimension.role in ("key", "region"):
            findings.note("note.summed", layout.row, column)
    return Columns(keys, dimensions, values, are_known)


def columns_are_there(layout: Layout, findings: Findings) -> bool:
    """Whether there is a column for all that the shape needs; what is missing is told, with what was found."""
    missing = [role for role in NEEDED[layout.shape] if not layout.columns(role)]
    if missing:
        texts = [head.text.strip() for head in layout.heads if head.text.strip()]
        known = known_heads(tuple(missing))
        unclear = [head.text.strip() for head in layout.heads if not head.roles and head.text.strip()]
        near = next((near for text in unclear if (near := nearest(text, known.keys()))), None)
        facts = {"missing": ", ".join(missing), "found": shown(", ".join(texts))}
        if near:
            findings.refuse("shape.column-missing-near", layout.row, **facts, near=near)
        else:
            findings.refuse("shape.column-missing", layout.row, **facts, expected=", ".join(NEEDED[layout.shape]))
    return not missing


def check_heads(layout: Layout, declared: Mapping[Role, tuple[str, ...]], findings: Findings) -> None:
    """Notes columns with one purpose, declared heads that are not there, and units that are none."""
    for role in _ONCE:
        columns = layout.columns(role)
        if len(columns) > 1:
            letters = ", ".join(map(column_letters, columns))
            findings.refuse("shape.column-twice", layout.row, columns[1], role=role, columns=letters)
    there = {head_key(head.text) for head in layout.heads}
    for role, heads in declared.items():
        for word in heads:
            if head_key(word) not in there:
                found = shown(", ".join(head.text.strip() for head in layout.heads if head.text.strip()))
                findings.refuse("shape.column-not-there", layout.row, value=shown(word), role=role, found=found)
    for column, head in enumerate(layout.heads):
        if head.strange_unit:
            findings.refuse("shape.unit", layout.row, column, value=shown(head.strange_unit))


def _across(layout: Layout, dimension: Dimension, reader: Reader, findings: Findings) -> tuple[ValueColumn, ...]:
    """The columns of figures of a wide table, with the year or the level that each is headed by."""
    read = reader.year if dimension.role == "year" else reader.level
    first_of: dict[int, int] = {}
    values = []
    first = min(column for column, head in enumerate(layout.heads) if not head.roles and is_year(read(head.text)))
    for column, head in enumerate(layout.heads):
        if head.is_total:
            values.append(ValueColumn(column, ALL))
        if head.is_total or head.roles or column < first or not head.text.strip():
            continue
        found = read(head.text)
        if found.value is None:
            code, facts = found.fault or ("", {})
            findings.refuse(code, layout.row, column, **facts)
            values.append(ValueColumn(column, BAD))
            continue
        for note in found.notes:
            findings.remark(note, layout.row, column)
        code_of = dimension.code(found.value)
        if first_of.setdefault(code_of, column) != column:
            letters = (column_letters(first_of[code_of]), column_letters(column))
            findings.refuse(
                "shape.duplicate-column", layout.row, column, key=f"{dimension.role} {found.value}",
                first=letters[0], second=letters[1],
            )  # fmt: skip
            code_of = BAD
        values.append(ValueColumn(column, code_of))
    return tuple(values)


def _check_unknown(grid: Grid, layout: Layout, values: set[int], findings: Findings) -> bool:
    """Whether every column is for something known, or blank throughout; others are noted."""
    doubtful = [
        column
        for column, head in enumerate(layout.heads)
        if column not in values and (not head.roles or head.roles & _OF_A_REGISTER)
    ]
    if not doubtful:
        return True
    blank = {column for column in doubtful if not layout.heads[column].text.strip()}
    filled: set[int] = set()
    for row in islice(grid.rows, layout.first, None):
        if not blank - filled:
            break
        filled.update(column for column in blank if column < len(row.cells) and row.cells[column].strip())
    for column in doubtful:
        if column in filled:
            findings.refuse("shape.head-blank", layout.row, column)
        elif column not in blank:
            findings.refuse("shape.column-unknown", layout.row, column, value=shown(layout.heads[column].text.strip()))
    return not filled and all(column in blank for column in doubtful)
