"""Which column of a file is which declared one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gireport.dataset.characters import refused, shown
from gireport.dataset.read import HEADER_ROW, column_label
from gireport.dataset.spelling import nearest
from gireport.errors import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gireport.dataset.read import RawTable
    from gireport.dataset.schema import TableSpec


def find_columns(raw: RawTable, spec: TableSpec) -> tuple[dict[str, int], list[Problem]]:
    """Where each declared heading stands, counted from 0, and what is wrong with the headings.

    A heading that is missing, or there twice, stands nowhere: its cells cannot be told apart from others.
    """
    found = [heading.strip() for heading in raw.header]
    declared = [heading for column in spec.columns for heading in column.headings]
    columns = {heading: found.index(heading) for heading in declared if found.count(heading) == 1}
    return columns, list(_problems(raw, found, declared))


def _problems(raw: RawTable, found: list[str], declared: list[str]) -> Iterator[Problem]:
    missing = [heading for heading in declared if heading not in found]
    meant: set[str] = set()
    for column, heading in enumerate(found):
        place = Place(raw.file, HEADER_ROW, column_label(raw.header, column))
        if heading in declared:
            if heading in found[:column]:
                yield Problem("data.heading-twice", place, {"value": heading})
            continue
        near = nearest(heading, missing) if missing else None
        # One slip of the keyboard is one problem, not an unknown heading and a missing one.
        meant.update([near] if near else [])
        # What cannot be seen in a heading was reported when it was read.
        if not refused(heading):
            yield _unknown(place, heading, near, declared)
    for heading in missing:
        if heading not in meant:
            facts = {"value": heading, "found": shown(", ".join(filter(None, found)))}
            yield Problem("data.heading-missing", Place(raw.file, HEADER_ROW), facts)


def _unknown(place: Place, heading: str, near: str | None, declared: list[str]) -> Problem:
    if not heading:
        return Problem("data.heading-blank", place)
    if near:
        return Problem("data.heading-unknown-near", place, {"value": shown(heading), "near": near})
    return Problem("data.heading-unknown", place, {"value": shown(heading), "known": ", ".join(declared)})
