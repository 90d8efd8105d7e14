"""A paragraph's runs measured and set in lines.

Pure measuring: it knows shaped widths and where a line may end, nothing of pages or PDF.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from gireport.text.justify import justified_line, stretch_of
from gireport.text.line import Fragment, Line, Run
from gireport.text.shaping import MARKS
from gireport.text.total_fit import Opportunity, choose_breaks
from gireport.thai.breaks import BreakLevel, break_opportunities, cluster_boundaries
from gireport.thai.line_edges import SPACES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from gireport.text.shaping import Cluster
    from gireport.thai.words import OwnWords

_TOLERANCE = 1e-6  # points; sums of widths are not exact
NO_BREAK_SPACE = "\u00a0"
_SPACES = re.compile(f"[{SPACES}]+")
_CACHED_FLOWS = 4096  # cells and paragraphs: those of two dozen briefs
_CACHED_WIDTHS = 16
_OF_NUMBERS = frozenset("0123456789๐๑๒๓๔๕๖๗๘๙,.")


class _Atom(NamedTuple):
    """A piece of one run that is never broken, except at a cluster in despair; spaces are atoms of their own."""

    run: int
    text: str
    clusters: tuple[Cluster, ...]
    width: float
    is_space: bool
    break_after: BreakLevel | None


class TextFlow:
    """A paragraph's runs, measured, ready to be set at any width. A line feed in the text ends a line."""

    def __init__(self, runs: Sequence[Run], own: OwnWords | None = None) -> None:
        """`own` are words that the word list lacks or that are to be kept whole."""
        self.runs = tuple(runs)
        self._own = own
        self._lines: dict[tuple[float, bool, BreakLevel], tuple[Line, ...]] = {}
        self._paragraphs = [self._atoms(start, text) for start, text in self._split_at_line_feeds()]

    @staticmethod
    @lru_cache(maxsize=_CACHED_FLOWS)
    def of(runs: tuple[Run, ...], own: OwnWords | None) -> TextFlow:
        """The flow of the runs, and the same one again while it is among those last asked for: a report repeats its
        cells, and the next report most of its paragraphs.
        """
        return TextFlow(runs, own)

    def lines(
        self, width: float, *, justified: bool = False, finest: BreakLevel = BreakLevel.CLUSTER
    ) -> tuple[Line, ...]:
        """The lines at `width` points: as few as can be, and as even as so many can be.

        A line ends between words; inside a compound only where it would overflow or be far too loose, and inside a
        word, between clusters, only where nothing else fits. With `justified`, all but each paragraph's last are
        widened to `width` where that needs no more than `gireport.text.justify` allows. No line ends at a place worse
        than `finest`, were it too wide.
        """
        key = (width, justified, finest)
        known = self._lines.get(key)
        if known is None:
            if len(self._lines) >= _CACHED_WIDTHS:
                self._lines.clear()
            known = self._lines[key] = tuple(self._broken(width, justified, finest))
        return known

    def _broken(self, width: float, justified: bool, finest: BreakLevel) -> Iterator[Line]:
        for atoms in self._paragraphs:
            *inner, last = _set(self._fitting(atoms, width), width, self.runs, finest, justified=justified)
            yield from (justified_line(line, self.runs, width) for line in inner) if justified else inner
            yield last

    def balanced_lines(self, width: float) -> tuple[Line, ...]:
        """As many lines as at `width`, but set as narrow as they can be, so that none is much shorter than another:
        the way to set a heading. A compound is parted only where that saves a line.
        """
        lines, whole = self.lines(width), self.lines(width, finest=BreakLevel.WORD)
        finest = BreakLevel.CLUSTER
        if self.minimum_width <= width and len(whole) == len(lines):
            lines, finest = whole, BreakLevel.WORD
        low, high = min(self.minimum_width, width), width
        while len(lines) > 1 and high - low > 1:
            middle = (low + high) / 2
            narrower = self.lines(middle, finest=finest)
            if len(narrower) > len(lines):
                low = middle
            else:
                high, lines = middle, narrower
        return lines

    @cached_property
    def minimum_width(self) -> float:
        """The widest stretch that holds together, in points: the narrowest column in which no compound is parted."""
        return self._widest(_units(atoms, BreakLevel.WORD) for atoms in self._paragraphs)

    @cached_property
    def least_width(self) -> float:
        """The widest stretch that is never parted, a number mostly, in points; narrower, something overflows."""
        return self._widest(_units(self._cut(atoms, _outside_number), BreakLevel.CLUSTER) for atoms in self._paragraphs)

    @cached_property
    def natural_width(self) -> float:
        """The width at which nothing has to be broken, in points."""
        return self._widest([atoms] for atoms in self._paragraphs)

    @staticmethod
    def _widest(paragraphs: Iterable[Iterable[Sequence[_Atom]]]) -> float:
        return max((_printed_width(unit) for units in paragraphs for unit in units), default=0.0)

    # -- cutting up

    def _split_at_line_feeds(self) -> Iterator[tuple[int, str]]:
        start = 0
        for text in "".join(run.text for run in self.runs).split("\n"):
            yield start, text
            start += len(text) + 1

    def _atoms(self, start: int, text: str) -> list[_Atom]:
        """The atoms of one paragraph that begins at `start` in the joined runs. Words are found in the whole of it,
        so that an edge of bold is no break.
        """
        levels = {brk.offset: brk.level for brk in break_opportunities(text, self._own)}
        owners = self._run_edges(start, text)
        cuts = {0, len(text), len(text.rstrip(SPACES)), *levels, *owners}
        cuts.update(len(text[:offset].rstrip(SPACES)) for offset in levels if text[offset - 1] in SPACES)
        atoms = []
        run = 0
        for begin, end in pairwise(sorted(cuts)):
            run = owners.get(begin, run)
            # The no-break space has done its work once the breaks are known. It is printed as the plain space that
            # a reader who searches or copies expects.
            piece = text[begin:end].replace(NO_BREAK_SPACE, " ")
            atoms.append(self._atom(run, piece, levels.get(end), is_space=not text[begin:end].strip(SPACES)))
        return atoms

    def _run_edges(self, start: int, text: str) -> dict[int, int]:
        """Offset in the paragraph -> the run that begins there, after any marks, which stay with their letter."""
        edges: dict[int, int] = {}
        at = -start
        for index, run in enumerate(self.runs):
            begin, at = max(at, 0), at + len(run.text)
            while 0 < begin < len(text) and text[begin] in MARKS:
                begin += 1
            if begin < min(at, len(text)):
                edges[begin] = index
        return edges

    def _atom(self, run: int, text: str, break_after: BreakLevel | None, *, is_space: bool) -> _Atom:
        _, shaper, size, tabular = self.runs[run]
        shaped = shaper.shape(text, tabular=tabular)
        width = shaped.width * size / shaper.font.units_per_em
        return _Atom(run, text, shaped.clusters, width, is_space, break_after)

    # -- cutting up further, for a width

    def _fitting(self, atoms: list[_Atom], width: float) -> list[_Atom]:
        """The atoms, with those of a word or compound part that no line of `width` can hold cut up: after spaces that
        should have held together, else between clusters.
        """
        if self.minimum_width <= width:
            return atoms
        fitting: list[_Atom] = []
        for part in _units(atoms, BreakLevel.COMPOUND):
            if _fits(part, width):
                fitting += part
                continue
            for piece in _units(self._cut(part, _after_space), BreakLevel.CLUSTER):
                fitting += piece if _fits(piece, width) else self._cut(piece, _outside_number)
        return fitting

    def _cut(self, atoms: Iterable[_Atom], may_break: Callable[[str, int], bool]) -> list[_Atom]:
        """The atoms cut up where `may_break` and the rules of Thai allow a break in need."""
        pieces = []
        for atom in atoms:
            text = atom.text
            breaks = {at for at in cluster_boundaries(text) if may_break(text, at)}
            # Spaces are cut off as well, so that they can be dropped at a line's end.
            edges = {edge for spaces in _SPACES.finditer(text) for edge in spaces.span()}
            for begin, end in pairwise(sorted({0, len(text)} | breaks | edges)):
                level = atom.break_after if end == len(text) else BreakLevel.CLUSTER if end in breaks else None
                pieces.append(self._atom(atom.run, text[begin:end], level, is_space=text[begin] in SPACES))
        return pieces


def _after_space(text: str, at: int) -> bool:
    return text[at - 1] in SPACES


def _outside_number(text: str, at: int) -> bool:
    """A number cut in two would be read as two: that is never done, whatever the width."""
    return not (text[at - 1] in _OF_NUMBERS and text[at] in _OF_NUMBERS)


def _units(atoms: Iterable[_Atom], level: BreakLevel) -> Iterator[list[_Atom]]:
    """The atoms in groups that end where a break of at least `level` is allowed."""
    unit: list[_Atom] = []
    for atom in atoms:
        unit.append(atom)
        if atom.break_after is not None and atom.break_after >= level:
            yield unit
            unit = []
    if unit:
        yield unit


def _fits(atoms: Sequence[_Atom], width: float) -> bool:
    return _printed_width(atoms) <= width + _TOLERANCE


def _printed_width(atoms: Sequence[_Atom]) -> float:
    """Width without the spaces at the end, which are not printed there."""
    return sum(atom.width for atom in _without_last_spaces(atoms))


def _without_last_spaces(atoms: Sequence[_Atom]) -> Sequence[_Atom]:
    last = len(atoms)
    while last and atoms[last - 1].is_space:
        last -= 1
    return atoms[:last]


def _set(
    atoms: Sequence[_Atom], width: float, runs: Sequence[Run], finest: BreakLevel, *, justified: bool
) -> Iterator[Line]:
    """The paragraph's lines, none of them widened. An empty paragraph is one empty line."""
    if _fits(atoms, width):
        yield _line(atoms, None)
        return
    units = list(_units(atoms, finest))
    opportunities = _opportunities(units, runs, justified=justified)
    first = 0
    for chosen in choose_breaks(opportunities, width, justified=justified):
        line = [atom for unit in units[first : chosen + 1] for atom in unit]
        yield _line(line, None if chosen == len(units) - 1 else opportunities[chosen].level)
        first = chosen + 1


def _opportunities(units: Sequence[list[_Atom]], runs: Sequence[Run], *, justified: bool) -> list[Opportunity]:
    """The end of each unit as a place where a line may end."""
    opportunities = []
    begin = stretched = 0.0
    for unit in units:
        printed = _without_last_spaces(unit)
        end, begin = begin + sum(atom.width for atom in printed), begin + sum(atom.width for atom in unit)
        stretch = stretched
        if justified:
            stretch += sum(_stretch(atom, runs) for atom in printed)
            stretched += sum(_stretch(atom, runs) for atom in unit)
        level = unit[-1].break_after
        opportunities.append(Opportunity(BreakLevel.SPACE if level is None else level, end, begin, stretch, stretched))
    return opportunities


def _stretch(atom: _Atom, runs: Sequence[Run]) -> float:
    run = runs[atom.run]
    return stretch_of(atom.clusters, run.size, run.shaper.font.units_per_em).whole


def _line(atoms: Sequence[_Atom], level: BreakLevel | None) -> Line:
    fragments: list[Fragment] = []
    for atom in _without_last_spaces(atoms):
        if fragments and fragments[-1].run == atom.run:
            last = fragments.pop()
            fragments.append(
                Fragment(atom.run, last.text + atom.text, last.clusters + atom.clusters, last.width + atom.width)
            )
        else:
            fragments.append(Fragment(atom.run, atom.text, atom.clusters, atom.width))
    return Line(tuple(fragments), sum(fragment.width for fragment in fragments), level)
