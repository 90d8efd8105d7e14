"""Where labels go: beside what they name, and never on each other, on a bar or over the edge."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_CLOSE = 1e-6


class Rect(NamedTuple):
    """A rectangle by its edges, points."""

    left: float
    bottom: float
    right: float
    top: float

    def overlaps(self, other: Rect, gap: float = 0.0) -> bool:
        """Whether they share room, or come nearer to each other than `gap`."""
        return (
            self.left < other.right + gap - _CLOSE
            and other.left < self.right + gap - _CLOSE
            and self.bottom < other.top + gap - _CLOSE
            and other.bottom < self.top + gap - _CLOSE
        )

    def flipped(self) -> Rect:
        """Its mirror image below the horizontal axis."""
        return Rect(self.left, -self.top, self.right, -self.bottom)


class Wanted(NamedTuple):
    """A label that wants to stand centred above a point: where a bar ends."""

    centre: float
    base: float
    width: float
    height: float


class Placed(NamedTuple):
    """The room of a label, and the line that leads to it where it had to move away."""

    room: Rect
    leader: Rect | None = None


def place_above(
    wanted: Sequence[Wanted],
    obstacles: Sequence[Rect],
    left: float,
    right: float,
    *,
    reach: float,
    gap: float = 2.0,
) -> list[Placed | None]:
    """A place for each label, in order: as low above its point as bars and the labels before it allow.

    A label that has to rise by more than half its height gets a leader, and keeps off the points of the others, whose
    leaders may come that way. None for one that would have to rise by more than `reach`, whose leader would cross
    another label, or that is wider than from `left` to `right`.
    """
    taken = list(obstacles)
    found: list[Placed | None] = []
    leaders: list[Rect] = []
    for index, each in enumerate(wanted):
        placed = None
        if each.width <= right - left + _CLOSE:
            others = [other.centre for other in (*wanted[:index], *wanted[index + 1 :])]
            start = _start(each, others, left, right, gap)
            placed = _lowest(each, start, taken, leaders, reach, gap)
        found.append(placed)
        if placed is not None:
            taken.append(placed.room)
            leaders += [placed.leader] if placed.leader else []
    return found


def _start(wanted: Wanted, others: Sequence[float], left: float, right: float, gap: float) -> float:
    """Where a label begins: centred on its point, or so far beside it that it lies above no other's, if it can."""
    half = gap / 2
    centred = wanted.centre - wanted.width / 2
    after = max((other + half for other in others if other < wanted.centre), default=left)
    before = min((other - half for other in others if other > wanted.centre), default=right)
    low, high = max(left, after), min(right, before) - wanted.width
    if low > high:
        low, high = left, right - wanted.width
    return min(max(centred, low), high)


def _lowest(
    wanted: Wanted, start: float, taken: list[Rect], leaders: list[Rect], reach: float, gap: float
) -> Placed | None:
    bottom = wanted.base + gap
    while bottom - wanted.base - gap <= reach + _CLOSE:
        room = Rect(start, bottom, start + wanted.width, bottom + wanted.height)
        in_the_way = [other for other in (*taken, *leaders) if room.overlaps(other, gap / 2)]
        if not in_the_way:
            if bottom - wanted.base - gap <= wanted.height / 2:
                return Placed(room)
            leader = Rect(wanted.centre, wanted.base + gap / 2, wanted.centre, bottom - gap / 4)
            crossed = any(leader.overlaps(other) for other in taken if other.bottom > wanted.base + _CLOSE)
            return None if crossed else Placed(room, leader)
        bottom = max(other.top for other in in_the_way) + gap
    return None


def spread(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float] | None:
    """Centres as near to those wanted as can be, so that things of these heights lie between `low` and `high` and none
    on another, in the order of the centres wanted. None where there is no room for all.

    Neighbours in each other's way share the distance (pool adjacent violators: the least sum of squares).
    """
    if sum(heights) > high - low + _CLOSE:
        return None
    order = sorted(range(len(wanted)), key=lambda index: (wanted[index], index))
    below = 0.0
    pools: list[tuple[float, int]] = []  # sum of offsets, how many
    offsets = {}
    for index in order:
        offsets[index] = below + heights[index] / 2
        below += heights[index]
        pools.append((wanted[index] - offsets[index], 1))
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] > pools[-1][0] / pools[-1][1]:
            last, before = pools.pop(), pools.pop()
            pools.append((before[0] + last[0], before[1] + last[1]))
    shifts = [total / count for total, count in pools for _ in range(count)]
    centres = [0.0] * len(wanted)
    for index, shift in zip(order, shifts, strict=True):
        centres[index] = min(max(shift, low), high - below) + offsets[index]
    return centres
