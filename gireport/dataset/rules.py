"""What must hold within a dataset's declaration before any table is read against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gireport.dataset.spelling import unknown_word
from gireport.errors import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gireport.dataset.schema import ColumnSpec, TableSpec

CERTIFICATES = "certificates"
LEVELS = "levels"

# Where an option of a column would be read but could never mean anything.
_TYPES_WITH = {
    "none": ("count", "number"),
    "unknown": ("count",),
    "years": ("count", "number"),
    "one_of": ("text",),
}


def check_rules(tables: Mapping[str, TableSpec], file: str) -> Iterator[Problem]:
    """Every rule that the declared tables break; `file` is the declaration's name."""
    for table in tables.values():
        for code, key, facts in _broken(table, tables):
            path = ".".join(part for part in ("tables", table.name, key) if part)
            yield Problem(code, Place(file), {"key": path, **facts})


_Broken = tuple[str, str, dict[str, object]]


def _broken(table: TableSpec, tables: Mapping[str, TableSpec]) -> Iterator[_Broken]:
    yield from _headings(table)
    for column in table.columns:
        yield from _options(table, column)
    for name in table.complete:
        yield from _known("complete", name, [column.name for column in table.keys])
    if table.totals_of:
        yield from _totals(table, tables)
    if table.gaps and table.name != CERTIFICATES:
        yield "schema.gaps-outside-certificates", "gaps", {"table": CERTIFICATES}
    if any(column.unknown for column in table.columns) and table.gaps != "unknown":
        yield "schema.unknown-without-gaps", "gaps", {}
    if table.name == CERTIFICATES and not _is_certificates(table):
        yield "schema.certificates-shape", "", {}
    if table.name == LEVELS and not _is_levels(table):
        yield "schema.levels-shape", "", {}


def _headings(table: TableSpec) -> Iterator[_Broken]:
    names = [column.name for column in table.columns]
    headings = [heading for column in table.columns for heading in column.headings]
    twice = {word for words in (names, headings) for word in words if words.count(word) > 1}
    for word in sorted(twice):
        yield "schema.heading-twice", "columns", {"value": word}


def _options(table: TableSpec, column: ColumnSpec) -> Iterator[_Broken]:
    where = f"columns.{column.name}"
    for option, types in _TYPES_WITH.items():
        if getattr(column, option) and column.type not in types:
            yield "schema.option-type", f"{where}.{option}", {"type": column.type}
    if column.years and column.key:
        yield "schema.option-type", f"{where}.key", {"type": "years"}
    if column.all and not (column.key and table.totals_of):
        yield "schema.all-outside-totals", f"{where}.all", {}
    # A figure among the words for none would turn that figure into none.
    for word in (*column.none, *column.unknown, column.all):
        if any(character.isdigit() for character in word):
            yield "schema.word-is-figure", where, {"value": word}
    for word in sorted({*column.none} & {*column.unknown}):
        yield "schema.two-meanings", where, {"value": word}
    if column.refers_to and [column.refers_to] != [key.name for key in table.keys]:
        yield "schema.refers-to", f"{where}.refers_to", {"value": column.refers_to}
    if column.leaves_only and not any(other.refers_to for other in table.columns):
        yield "schema.leaves-without-parents", f"{where}.leaves_only", {}


def _known(key: str, name: str, names: list[str]) -> Iterator[_Broken]:
    if name not in names:
        code, facts = unknown_word("schema.unknown-name", name, names)
        yield code, key, facts


def _totals(table: TableSpec, tables: Mapping[str, TableSpec]) -> Iterator[_Broken]:
    others = {name: other for name, other in tables.items() if other is not table}
    yield from _known("totals_of", table.totals_of, list(others))
    parts = others.get(table.totals_of)
    if parts and not _can_sum(table, parts):
        yield "schema.totals-shape", "totals_of", {"value": table.totals_of}


def _can_sum(table: TableSpec, parts: TableSpec) -> bool:
    """Whether one table can state sums of another: by the same keys, of one count each."""
    keys, others = ({(key.name, key.type) for key in each.keys} for each in (table, parts))
    return bool(keys) and keys == others and _has_one_count(table) and _has_one_count(parts)


def _has_one_count(table: TableSpec) -> bool:
    """Whether every row has exactly one count, apart from its keys."""
    counts = table.typed("count")
    return len(counts) == 1 and not any((counts[0].key, counts[0].optional, counts[0].leaves_only, counts[0].years))


def _is_certificates(table: TableSpec) -> bool:
    return (
        sorted(key.type for key in table.keys) in (["fiscal-year", "level"], ["fiscal-year", "level", "province"])
        and set(table.complete) == {key.name for key in table.keys}
        and not any(key.optional or key.leaves_only or key.none for key in table.keys)
        and _has_one_count(table)
    )


def _is_levels(table: TableSpec) -> bool:
    columns = [(column.name, column.type) for column in table.columns if not column.optional]
    names = ("name_th", "text") in columns and ("name_en", "text") in columns
    return names and [(key.name, key.type) for key in table.keys] == [("level", "level")]
