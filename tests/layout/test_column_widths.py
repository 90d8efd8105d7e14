"""Widths of a table's columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gireport.layout.columns import ColumnNeed, column_widths


@st.composite
def needs(draw: st.DrawFn) -> ColumnNeed:
    minimum = draw(st.floats(5, 120))
    return ColumnNeed(minimum, minimum + draw(st.floats(0, 400)), draw(st.booleans()))


@given(st.lists(needs(), min_size=1, max_size=14), st.floats(50, 800))
def test_widths_fit_and_no_column_gets_less_than_its_least(columns: list[ColumnNeed], available: float) -> None:
    widths = column_widths(columns, available)
    least = [column.least for column in columns]
    if widths is None:
        assert sum(least) > available
        return
    assert len(widths) == len(columns)
    assert sum(widths) <= available + 1e-3
    assert all(width >= low - 1e-3 for width, low in zip(widths, least, strict=True))


def test_a_fixed_column_is_never_narrower_than_its_content() -> None:
    assert column_widths([ColumnNeed(10, 60, True), ColumnNeed(10, 60, True)], 100) is None


def test_where_room_is_short_short_words_keep_their_line() -> None:
    unit, wordy, figure = column_widths(
        [ColumnNeed(20, 50, False), ColumnNeed(60, 600, False), ColumnNeed(40, 40, True)], 400
    ) or (0, 0, 0)
    assert unit == pytest.approx(50, abs=0.1)
    assert figure == pytest.approx(40, abs=0.1)
    assert wordy == pytest.approx(310, abs=0.5)


def test_words_alone_take_the_whole_width_but_not_before_figures() -> None:
    assert sum(column_widths([ColumnNeed(10, 50, False), ColumnNeed(10, 50, False)], 400) or []) == pytest.approx(400)
    label, figure = column_widths([ColumnNeed(10, 100, False), ColumnNeed(40, 40, True)], 468) or (0, 0)
    assert label <= 180
    assert figure <= 80


def test_columns_of_figures_keep_off_each_other_beside_words_that_would_take_all() -> None:
    names, first, second, third = column_widths(
        [ColumnNeed(60, 2000, False), *[ColumnNeed(40, 40, True)] * 3], 400
    ) or (0, 0, 0, 0)
    assert first == pytest.approx(40, abs=0.1)  # the words before it are no figures
    assert second == third == pytest.approx(46, abs=0.1)
    assert names == pytest.approx(400 - 132, abs=0.5)
    # Where a word would have to be cut for it, they stand as they are.
    tight = column_widths([ColumnNeed(60, 2000, False), *[ColumnNeed(40, 40, True)] * 3], 185) or []
    assert tight[1:] == pytest.approx([40, 40, 40], abs=0.1)
