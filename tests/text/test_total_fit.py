"""Paragraphs judged as a whole: against every way of breaking them, and against filling line by line."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_lines_setting import flow_of, marked_lines, widths

from gireport.text.total_fit import LOOSE, Opportunity, choose_breaks
from gireport.thai.breaks import BreakLevel

PARTS = st.lists(
    st.tuples(st.integers(1, 12), st.integers(0, 2), st.sampled_from(list(BreakLevel))), min_size=1, max_size=9
)


def opportunities_of(parts: list[tuple[int, int, BreakLevel]]) -> list[Opportunity]:
    """From the width of each part, that of the spaces behind it, and the level of the break there."""
    found, at = [], 0
    for width, space, level in parts:
        spaces = space if level is BreakLevel.SPACE else 0
        found.append(Opportunity(level, at + width, at + width + spaces))
        at += width + spaces
    return found


def lengths(opportunities: list[Opportunity], chosen: list[int]) -> list[float]:
    starts = [0.0, *(opportunities[index].next_start for index in chosen[:-1])]
    return [opportunities[index].end - start for index, start in zip(chosen, starts, strict=True)]


def in_need(opportunities: list[Opportunity], chosen: list[int], width: float) -> bool:
    """Whether every word that is parted is parted in need."""
    start, first = 0.0, 0
    for index in chosen[:-1]:
        if opportunities[index].level < BreakLevel.WORD:
            whole = [
                n for n, o in enumerate(opportunities) if o.level >= BreakLevel.WORD or n == len(opportunities) - 1
            ]
            after = next(n for n in whole if n > index)
            before = [n for n in whole if first <= n < index]
            if opportunities[after].end - start <= width:
                return False
            if before and opportunities[before[-1]].end - start >= (1 - LOOSE) * width:
                return False
        start, first = opportunities[index].next_start, index + 1
    return True


@given(PARTS, st.integers(4, 40))
def test_no_other_way_is_better(parts: list[tuple[int, int, BreakLevel]], width: int) -> None:
    opportunities = opportunities_of(parts)
    chosen = choose_breaks(opportunities, width)
    assert chosen[-1] == len(parts) - 1
    assert in_need(opportunities, chosen, width)
    inner = range(len(parts) - 1)
    ways = [[*some, len(parts) - 1] for count in range(len(parts)) for some in combinations(inner, count)]
    possible = [way for way in ways if in_need(opportunities, way, width)]
    assert chosen in possible

    def overfull(way: list[int]) -> float:
        return sum(1 + length - width for length in lengths(opportunities, way) if length > width)

    def raggedness(way: list[int]) -> float:
        return sum(((width - length) / width) ** 2 for length in lengths(opportunities, way)[:-1] if length <= width)

    least = min(map(overfull, possible))
    assert overfull(chosen) == pytest.approx(least)
    fitting = [way for way in possible if overfull(way) < least + 1e-9]
    assert len(chosen) == min(map(len, fitting))
    # The penalties for where a line ends move it by little: at most what they add up to.
    as_few = [raggedness(way) for way in fitting if len(way) == len(chosen)]
    assert raggedness(chosen) <= min(as_few) + 0.1 * len(chosen) + 0.06


def greedily(opportunities: list[Opportunity], width: float) -> list[int]:
    """Line by line, each as full as it can be, no word parted."""
    whole = [n for n, o in enumerate(opportunities) if o.level >= BreakLevel.WORD or n == len(opportunities) - 1]
    chosen: list[int] = []
    start, last = 0.0, -1
    for index in whole:
        if last >= 0 and opportunities[index].end - start > width + 1e-6:
            chosen.append(last)
            start = opportunities[last].next_start
        last = index
    return [*chosen, last]


def test_marked_texts_come_out_evener_than_line_by_line() -> None:
    """Squared share of the width left empty, over all lines but the last of each paragraph."""
    ours = naive = paragraphs = 0.0
    for text, _ in marked_lines():
        flow = flow_of(text)
        for width in widths(flow):
            lines = flow.lines(width)
            if len(lines) < 3:
                continue
            paragraphs += 1
            ours += sum(((width - line.width) / width) ** 2 for line in lines[:-1])
            naive += sum(((width - length) / width) ** 2 for length in line_by_line(flow, width)[:-1])
    assert paragraphs > 200
    assert ours < 0.7 * naive


def line_by_line(flow: object, width: float) -> list[float]:
    """The lengths of the lines when each takes as many words as it holds."""
    from gireport.text import lines

    [atoms] = flow._paragraphs  # type: ignore[attr-defined]
    units = list(lines._units(atoms, BreakLevel.CLUSTER))
    opportunities = lines._opportunities(units, (), justified=False)
    return lengths(opportunities, greedily(opportunities, width))


def test_a_line_that_nothing_can_part_may_be_too_wide() -> None:
    parts = [(3, 1, BreakLevel.SPACE), (20, 1, BreakLevel.SPACE), (3, 0, BreakLevel.SPACE)]
    opportunities = opportunities_of(parts)
    assert lengths(opportunities, choose_breaks(opportunities, 10)) == [3, 20, 3]


def test_a_far_too_loose_line_parts_a_compound() -> None:
    """Ten wide: a word of three, then a compound of eight that may be parted in its middle."""
    parts = [(3, 0, BreakLevel.WORD), (4, 0, BreakLevel.COMPOUND), (4, 0, BreakLevel.WORD), (4, 0, BreakLevel.WORD)]
    assert choose_breaks(opportunities_of(parts), 10) == [1, 3]
    # A fuller line keeps it whole.
    parts[0] = (8, 0, BreakLevel.WORD)
    assert choose_breaks(opportunities_of(parts), 12) == [0, 3]


def test_the_end_of_a_phrase_is_better_than_that_of_a_word() -> None:
    parts = [(38, 0, BreakLevel.SPACE), (1, 0, BreakLevel.WORD), (20, 0, BreakLevel.WORD)]
    assert choose_breaks(opportunities_of(parts), 40) == [0, 2]
    # But not at any price.
    parts[0] = (34, 0, BreakLevel.SPACE)
    parts[1] = (5, 0, BreakLevel.WORD)
    assert choose_breaks(opportunities_of(parts), 40) == [1, 2]
