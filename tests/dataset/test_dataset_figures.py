"""Figures are exact, and those that cannot be are None."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gireport.dataset.dataset import Dataset
from gireport.dataset.figures import Figures, Ranked, change, largest, share, times
from gireport.dataset.table import Mark
from gireport.errors import SelectionError
from gireport.thai.years import FiscalYear

if TYPE_CHECKING:
    from gireport.thai.quantities import Quantity

COUNTS = st.integers(min_value=0, max_value=10**30)


def _figures(years: list[int] | None = None, levels: list[int] | None = None) -> Figures:
    return Figures(Dataset.bundled().select(years, levels))


def test_counts_are_those_of_the_data() -> None:
    figures = _figures()
    assert figures.count(2565, 1) == 30501
    assert figures.count(FiscalYear(2554), 4) is Mark.NONE


def test_totals_are_of_the_selection_unless_named() -> None:
    figures = _figures([2564, 2565], [4, 5])
    assert figures.total() == 185 + 122 + 24 + 38
    assert figures.total(levels=[5]) == 62
    assert figures.total(years=[2565]) == 160
    # What lies outside the selection may still be compared with.
    assert figures.total(years=[2563]) == 73
    assert figures.total(years=[2554], levels=[4, 5]) == 0


@pytest.mark.parametrize(("year", "level"), [(2566, 1), (2565, 6)])
def test_what_the_data_has_not_is_never_zero(year: int, level: int) -> None:
    figures = _figures()
    with pytest.raises(SelectionError):
        figures.count(year, level)
    with pytest.raises(SelectionError):
        figures.total([2565, year], [1, level])
    if level == 6:
        with pytest.raises(SelectionError):
            figures.series(level)


def test_a_series_follows_the_selected_years() -> None:
    figures = _figures([2554, 2555, 2565], [4, 5])
    years = [FiscalYear(2554), FiscalYear(2555), FiscalYear(2565)]
    assert list(figures.series().items()) == list(zip(years, [Mark.NONE, 30, 160], strict=True))
    assert list(figures.series(5).values()) == [Mark.NONE, Mark.NONE, 38]


def test_the_largest_are_all_that_tie() -> None:
    first, second, third = map(FiscalYear, (2554, 2555, 2556))
    assert largest(_figures().series()) == (FiscalYear(2565),)
    assert largest({third: 7, first: 7, second: Mark.NONE}) == (first, third)
    assert largest({first: 0, second: Mark.NONE}) == ()
    assert largest({}) == ()


def test_levels_rank_by_their_totals() -> None:
    assert _figures().ranking()[0] == Ranked(1, 1, 52940)
    assert [ranked.level for ranked in _figures([2558]).ranking()] == [1, 2, 3, 4, 5]
    # Levels 4 and 5 have none in 2554: equals share a rank.
    assert _figures([2554]).ranking() == (
        Ranked(1, 3, 507),
        Ranked(2, 1, 316),
        Ranked(3, 2, 227),
        Ranked(4, 4, 0),
        Ranked(4, 5, 0),
    )


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (share(30501, 33704), "90.5"),
        (share(52940, 77925), "67.9"),
        (share(1, 8, 2), "12.50"),
        (share(1, 16), "6.3"),  # 6.25: half up, where half to even gives 6.2
        (share(Mark.NONE, 5), "0.0"),
        (share(1, 3, 0), "33"),
        (times(33704, 3422), "9.8"),
        (times(5, 4), "1.3"),
        (change(33704, 3422), "884.9"),
        (change(3422, 33704), "-89.8"),
        (change(Mark.NONE, 7), "-100.0"),
        (change(7, 7), "0.0"),
        (change(1999, 2000), "-0.1"),  # -0.05: away from zero
        (share(0, 7), "0.0"),
        (share(7, 7), "100.0"),
    ],
)
def test_ratios_are_rounded_by_the_stated_rule(figure: Decimal, expected: str) -> None:
    assert str(figure) == expected


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (share(1, 99_999), "น้อยกว่าร้อยละ 0.1"),
        (share(99_998, 99_999), "มากกว่าร้อยละ 99.9"),
        (change(99_999, 100_000), "ลดลงน้อยกว่าร้อยละ 0.1"),
        (change(100_001, 100_000), "เพิ่มขึ้นน้อยกว่าร้อยละ 0.1"),
        (change(1, 100_000), "ลดลงมากกว่าร้อยละ 99.9"),
        (change(0, 100_000), "ลดลงร้อยละ 100.0"),
        (change(199_999, 100_000), "เพิ่มขึ้นร้อยละ 100.0"),  # twice as many is no end of anything
        (change(7, 7), "ไม่เปลี่ยนแปลง"),
        (times(1, 100), "น้อยกว่า 0.1 เท่า"),
        (times(33704, 3422), "9.8 เท่า"),
        (share(30501, 33704), "ร้อยละ 90.5"),
    ],
)
def test_rounding_never_says_none_or_all(figure: Quantity, words: str) -> None:
    assert figure.th == words


@pytest.mark.parametrize("old", [0, Mark.NONE])
def test_from_nothing_there_is_no_ratio(old: int | Mark) -> None:
    assert share(5, old) is times(5, old) is change(5, old) is None


def test_decimals_cannot_be_fewer_than_none() -> None:
    with pytest.raises(ValueError, match="decimals"):
        share(1, 2, -1)


@given(part=COUNTS, whole=COUNTS.filter(bool), places=st.integers(0, 6))
def test_ratios_agree_with_decimal_arithmetic(part: int, whole: int, places: int) -> None:
    with localcontext() as context:
        context.prec = 200
        one = Decimal(1).scaleb(-places)
        expected = (Decimal(part) * 100 / Decimal(whole)).quantize(one, ROUND_HALF_UP)
        moved = ((Decimal(part) - Decimal(whole)) * 100 / Decimal(whole)).quantize(one, ROUND_HALF_UP)
    for figure, plain, limit in (
        (share(part, whole, places), expected, 100),
        (change(part, whole, places), moved, -100),
    ):
        assert figure is not None
        if not figure.bound:
            assert str(figure) == format(plain if plain else abs(plain), "f")
        else:
            assert plain in (0, limit)
            assert abs(figure - plain) == one


@given(part=st.integers(0, 10**6), whole=st.integers(1, 10**6))
def test_a_figure_is_none_or_all_only_where_the_counts_are(part: int, whole: int) -> None:
    part_share, moved, multiple = share(part, whole), change(part, whole), times(part, whole)
    assert (part_share == 0) == (part == 0) == (multiple == 0) == (moved == -100)
    assert (part_share == 100) == (part == whole) == (moved == 0)


@given(st.sets(st.sampled_from(range(2554, 2566)), min_size=1), st.sets(st.integers(1, 5), min_size=1))
def test_totals_add_up_whatever_is_selected(years: set[int], levels: set[int]) -> None:
    figures = Figures(Dataset.bundled().select(years, levels))
    by_year = [figures.total(years=[year]) for year in years]
    by_level = [figures.total(levels=[level]) for level in levels]
    assert figures.total() == sum(by_year) == sum(by_level) == sum(row.total for row in figures.ranking())
