"""Justified lines: spaces are widened first, then the gaps between Thai clusters, each within a limit.

Never the inside of a cluster, of a number or of a Latin word; and a line that the limits do not fill stays as it is:
a short line is seldom noticed, a stretched one always.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gireport.text.line import Line, Run
    from gireport.text.shaping import Cluster, Shaper

SPACE_STRETCH = 1.0
"""By how much a space may grow, in times of itself; a large space of Thai typography is twice a small one."""
CLUSTER_STRETCH = 0.03
"""By how much the gap after a Thai cluster may grow, in em."""
_TOLERANCE = 1e-6  # points

# A leading vowel belongs to the consonant after it, and figures are kept as tight as they are.
_GROWS = re.compile("[ก-ฺๅๆ]")


class Stretch(NamedTuple):
    """How far clusters may be widened, in points: at their spaces, and at the gaps after Thai clusters."""

    spaces: float
    gaps: float

    @property
    def whole(self) -> float:
        """Both together."""
        return self.spaces + self.gaps


def stretch_of(clusters: Iterable[Cluster], size: float, units_per_em: int) -> Stretch:
    """What the clusters, set at `size` points, can take."""
    spaces = gaps = 0
    for cluster in clusters:
        if cluster.text == " ":
            spaces += cluster.advance
        elif _GROWS.match(cluster.text):
            gaps += 1
    return Stretch(spaces * size / units_per_em * SPACE_STRETCH, gaps * size * CLUSTER_STRETCH)


def justified_line(line: Line, runs: Sequence[Run], width: float) -> Line:
    """The line widened to `width` points; the line as it is where its limits do not reach so far."""
    missing = width - line.width
    stretches = []
    for index, fragment in enumerate(line.fragments):
        # After the last cluster there is no gap.
        clusters = fragment.clusters[:-1] if index == len(line.fragments) - 1 else fragment.clusters
        run = runs[fragment.run]
        stretches.append(stretch_of(clusters, run.size, run.shaper.font.units_per_em))
    spaces, gaps = sum(stretch.spaces for stretch in stretches), sum(stretch.gaps for stretch in stretches)
    if missing <= _TOLERANCE or missing > spaces + gaps + _TOLERANCE:
        return line
    used = min(missing, spaces)
    at_spaces = used / spaces * SPACE_STRETCH if spaces else 0.0
    at_gaps = (missing - used) / gaps * CLUSTER_STRETCH if gaps else 0.0
    fragments = []
    for index, (fragment, stretch) in enumerate(zip(line.fragments, stretches, strict=True)):
        shaper = runs[fragment.run].shaper
        at_gap = at_gaps * shaper.font.units_per_em
        clusters = tuple(_widened(cluster, at_spaces, at_gap, shaper) for cluster in fragment.clusters)
        if index == len(line.fragments) - 1:
            clusters = (*clusters[:-1], fragment.clusters[-1])
        grown = stretch.spaces / SPACE_STRETCH * at_spaces + stretch.gaps / CLUSTER_STRETCH * at_gaps
        fragments.append(fragment._replace(clusters=clusters, width=fragment.width + grown))
    return line._replace(fragments=tuple(fragments), width=line.width + missing)


def _widened(cluster: Cluster, at_spaces: float, at_gap: float, shaper: Shaper) -> Cluster:
    """The cluster with more room after it; `at_gap` is in font units, `at_spaces` in times of a space."""
    if cluster.text == " ":
        return shaper.broadened(cluster, cluster.advance * at_spaces)
    return cluster._replace(kern=cluster.kern + at_gap) if _GROWS.match(cluster.text) else cluster
