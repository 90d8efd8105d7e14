"""Compact rows and kinds are to be told from tuples and dictionaries only by their size."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gireport.dataset.sources.grid import CellKind, GridRow
from gireport.dataset.sources.rows import GridBuilder, KindMap
from gireport.errors import Place
from gireport.settings import Limits

ROWS = st.lists(st.lists(st.sampled_from(["", " ", "a", "ระยอง"]), max_size=3).map(tuple), max_size=8)


@given(ROWS)
def test_rows_are_a_sequence_without_blank_ones_at_the_end(rows: list[tuple[str, ...]]) -> None:
    builder = GridBuilder(Place("t"), Limits())
    for row in rows:
        builder.add(row)
    expected = [GridRow(number, row) for number, row in enumerate(rows, start=1)]
    while expected and expected[-1].is_blank:
        expected.pop()
    found = builder.rows()
    assert list(found) == [found[index] for index in range(len(found))] == expected
    assert found == expected
    assert found[1:] == tuple(expected[1:])
    assert list(reversed(found)) == expected[::-1]
    with pytest.raises(IndexError):
        found[len(expected)]
    assert not expected or found[-1] == expected[-1]


@given(st.dictionaries(st.tuples(st.integers(1, 9), st.integers(0, 4)), st.sampled_from(CellKind)))
def test_kinds_are_a_mapping(kinds: dict[tuple[int, int], CellKind]) -> None:
    found = KindMap()
    for (row, column), kind in sorted(kinds.items()):
        found.add(row, column, kind)
    assert dict(found) == kinds
    assert len(found) == len(kinds)
    assert (10, 0) not in found


def test_equal_texts_are_kept_once() -> None:
    tracemalloc.start()
    builder = GridBuilder(Place("t"), Limits())
    for number in range(50_000):
        builder.add([f"สมุทรปราการ {number % 5}", "1", "2"])
    rows = builder.rows()
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(rows) == 50_000
    assert size < 50_000 * 50
