"""Labels find places: near what they name, never on each other, on a bar or over the edge."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import combinations, pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gireport.brief.charts.axis import broken_axis, linear_axis, log_axis, nice_step
from gireport.layout.charts.placing import Rect, Wanted, place_above, spread
from gireport.layout.charts.scale import Scale

SIZES = st.floats(1, 40)
WHOLE = st.integers(-(10**13), 10**13)
DECIMALS = st.decimals(-(10**9), 10**9, places=3)


# -- labels


@given(st.lists(st.tuples(st.floats(-50, 250), SIZES), min_size=1, max_size=12), st.floats(0, 100))
def test_what_is_spread_keeps_apart_in_order_and_inside(wanted: list[tuple[float, float]], slack: float) -> None:
    centres, heights = [centre for centre, _ in wanted], [height for _, height in wanted]
    high = sum(heights) + slack
    found = spread(centres, heights, 0, high)
    assert found is not None
    order = sorted(range(len(wanted)), key=lambda index: (centres[index], index))
    edge = 0.0
    for index in order:
        assert found[index] - heights[index] / 2 >= edge - 1e-6
        edge = found[index] + heights[index] / 2
    assert edge <= high + 1e-6
    assert spread(centres, heights, 0, sum(heights) - 0.5) is None


@given(st.lists(st.integers(1, 8), min_size=1, max_size=10))
def test_what_is_apart_already_stays_where_it_wants_to_be(gaps: list[int]) -> None:
    centres = [float(sum(gaps[: index + 1]) + 5 + index * 10) for index in range(len(gaps))]
    assert spread(centres, [10.0] * len(centres), 0, 500) == pytest.approx(centres)


def test_two_in_each_others_way_share_the_distance() -> None:
    assert spread([50, 50], [10, 10], 0, 100) == [45, 55]
    assert spread([0, 0], [10, 10], 0, 100) == [5, 15]
    assert spread([99, 50], [10, 10], 0, 100) == [95, 50]


@given(
    st.lists(st.tuples(st.integers(0, 100), st.floats(2, 60), st.booleans()), min_size=1, max_size=14),
    st.sampled_from([0.0, 40.0, 1000.0]),
)
@settings(max_examples=300)
def test_labels_above_bars_touch_nothing(bars: list[tuple[int, float, bool]], reach: float) -> None:
    slot = 20.0
    rects = [Rect(slot * i + 2, 0, slot * i + 18, height) for i, (height, _, _) in enumerate(bars) if height]
    wanted = [Wanted(slot * (i + 0.5), h, width, 8) for i, (h, width, labelled) in enumerate(bars) if labelled]
    found = place_above(wanted, rects, 0, slot * len(bars), reach=reach)
    assert len(found) == len(wanted)
    placed = [place for place in found if place is not None]
    for place in placed:
        assert place.room.left >= -1e-6
        assert place.room.right <= slot * len(bars) + 1e-6
        assert not any(place.room.overlaps(rect) for rect in rects)
    for one, other in combinations(placed, 2):
        assert not one.room.overlaps(other.room)
        for leader, room in ((one.leader, other.room), (other.leader, one.room)):
            assert leader is None or not leader.overlaps(room)
    for wish, place in zip(wanted, found, strict=True):
        if place is not None:
            assert place.room.bottom >= wish.base
            assert (place.leader is not None) == (place.room.bottom - wish.base - 2 > wish.height / 2)


def test_a_label_beside_a_higher_bar_rises_above_it_and_is_led_to() -> None:
    bars = [Rect(2, 0, 18, 60), Rect(22, 0, 38, 20)]
    [place] = place_above([Wanted(30, 20, 30, 8)], bars, 0, 40, reach=100)
    assert place is not None
    assert place.room == Rect(10, 62, 40, 70)
    assert place.leader is not None
    assert place_above([Wanted(30, 20, 30, 8)], bars, 0, 40, reach=10) == [None]
    assert place_above([Wanted(30, 20, 41, 8)], bars, 0, 40, reach=100) == [None]


@given(st.floats(0, 200), st.floats(0, 9))
def test_a_label_with_nothing_in_its_way_stays_at_its_bar(base: float, gap: float) -> None:
    # 2.387 + 2 - 2.387 - 2 is not 0 to a computer.
    for height in (base, 2.387):
        [place] = place_above([Wanted(30, height, 12, 7)], [Rect(20, 0, 40, height)], 0, 60, reach=0.0, gap=gap)
        assert place is not None
        assert place.leader is None


# -- scales


@given(st.lists(st.one_of(WHOLE, DECIMALS), max_size=12))
@settings(max_examples=400)
def test_a_linear_axis_holds_zero_and_every_value_in_nice_steps(values: list[int | Decimal]) -> None:
    ticks = [Fraction(tick.value) for tick in linear_axis(values, str).ticks]
    assert 2 <= len(ticks) <= 6
    steps = {after - before for before, after in pairwise(ticks)}
    [step] = steps
    while step < 1:
        step *= 10
    while step >= 10:
        step /= 10
    assert step in {1, 2, Fraction(5, 2), 5}
    assert 0 in ticks
    exact = [Fraction(value) for value in values] + [Fraction(0)]
    assert ticks[0] <= min(exact) <= max(exact) <= ticks[-1]
    if all(isinstance(value, int) for value in values):
        assert all(tick.denominator == 1 for tick in ticks)


@given(st.integers(1, 10**13))
def test_no_smaller_step_would_do(most: int) -> None:
    step = nice_step(Fraction(0), Fraction(most))
    smaller = {
        Fraction(1): Fraction(1, 2),
        Fraction(2): Fraction(1),
        Fraction(5, 2): Fraction(2),
        Fraction(5): Fraction(5, 2),
    }
    power = Fraction(10) ** (len(str(int(step))) - 1) if step >= 1 else Fraction(1, 10)
    before = smaller[step / power] * power
    assert -(-most // step) <= 5 < -(-most // before)


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([], ["0", "1"]),
        ([0, 0], ["0", "1"]),
        ([3], ["0", "1", "2", "3"]),
        ([30501, 1], ["0", "10000", "20000", "30000", "40000"]),
        ([10**12], ["0", "200000000000", "400000000000", "600000000000", "800000000000", "1000000000000"]),
        ([Decimal("1.24"), Decimal("1.44")], ["0", "0.5", "1.0", "1.5"]),
        ([Decimal("0.012")], ["0", "0.0025", "0.0050", "0.0075", "0.0100", "0.0125"]),
        ([12, -30], ["-30", "-20", "-10", "0", "10", "20"]),
        ([-1], ["-1", "0"]),
    ],
)
def test_ticks_by_hand(values: list[int | Decimal], labels: list[str]) -> None:
    assert [tick.label for tick in linear_axis(values, str).ticks] == labels


@given(st.lists(st.one_of(st.integers(1, 10**13), st.decimals("0.001", 10**9, places=3)), min_size=1, max_size=9))
def test_a_logarithmic_axis_is_of_powers_of_ten_around_the_values(values: list[int | Decimal]) -> None:
    axis = log_axis(values, str)
    ticks = [Fraction(tick.value) for tick in axis.ticks]
    assert len(ticks) >= 2
    assert all(after == 10 * before for before, after in pairwise(ticks))
    assert ticks[0] <= min(map(Fraction, values)) <= max(map(Fraction, values)) <= ticks[-1]
    scale = Scale(axis, 100)
    for value in values:
        assert -1e-9 <= scale.at(value) <= 100 + 1e-9


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=9), st.integers(1, 10**6))
def test_a_broken_axis_ends_where_it_is_told_and_shows_the_rest_as_cut(values: list[int], break_at: int) -> None:
    assume(max(values) > break_at)
    axis = broken_axis(values, break_at, str)
    assert axis.ticks[-1].value == break_at
    assert [tick.value for tick in axis.ticks] == sorted({tick.value for tick in axis.ticks})
    scale = Scale(axis, 100)
    for value in values:
        assert scale.is_cut(value) == (value > break_at)
        assert scale.at(value) == (100 if value > break_at else pytest.approx(80 * value / break_at))


@given(st.lists(WHOLE, min_size=1, max_size=9))
def test_lengths_are_in_proportion_to_values(values: list[int]) -> None:
    axis = linear_axis(values, str)
    scale = Scale(axis, 124)
    span = axis.ticks[-1].value - axis.ticks[0].value
    for value in values:
        assert scale.at(value) - scale.at(0) == pytest.approx(124 * value / float(span), abs=1e-6)
