"""Breaking a paragraph into lines.

Pure measuring: it knows shaped widths and where a line may end, nothing of pages or PDF.
"""

from __future__ import annotations

import re
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from gireport.text.shaping import MARKS
from gireport.thai.breaks import BreakLevel, break_opportunities, cluster_boundaries
from gireport.thai.line_edges import SPACES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from gireport.text.shaping import Cluster, Shaper

_TOLERANCE = 1e-6  # points; sums of widths are not exact
NO_BREAK_SPACE = "\u00a0"
_SPACES = re.compile(f"[{SPACES}]+")
_OF_NUMBERS = frozenset("0123456789๐๑๒๓๔๕๖๗๘๙,.")


class Run(NamedTuple):
    """A stretch of a paragraph in one font and size (points)."""

    text: str
    shaper: Shaper
    size: float
    tabular: bool = False


class Fragment(NamedTuple):
    """A stretch of a line in one run: the run's index, its text as printed, its clusters, its width in points."""

    run: int
    text: str
    clusters: tuple[Cluster, ...]
    width: float


class Line(NamedTuple):
    """A line without the spaces at its end, and its width in points."""

    fragments: tuple[Fragment, ...]
    width: float

    @property
    def text(self) -> str:
        """The line's characters as printed."""
        return "".join(fragment.text for fragment in self.fragments)


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

    def __init__(self, runs: Sequence[Run]) -> None:
        self.runs = tuple(runs)
        self._paragraphs = [self._atoms(start, text) for start, text in self._split_at_line_feeds()]

    def lines(self, width: float) -> tuple[Line, ...]:
        """The lines at `width` points. A line ends between words; inside a compound only where one would not fit
        on a line, and inside a word, between clusters, only where even its part would not.
        """
        lines: list[Line] = []
        for atoms in self._paragraphs:
            lines += _fill(self._units(atoms, width), width)
        return tuple(lines)

    def balanced_lines(self, width: float) -> tuple[Line, ...]:
        """As many lines as at `width`, but set as narrow as they can be, so that none is much shorter than another:
        the way to set a heading.
        """
        lines = self.lines(width)
        low, high = min(self.minimum_width, width), width
        while len(lines) > 1 and high - low > 1:
            middle = (low + high) / 2
            narrower = self.lines(middle)
            if len(narrower) > len(lines):
                low = middle
            else:
                high, lines = middle, narrower
        return lines

    @cached_property
    def minimum_width(self) -> float:
        """The widest stretch that holds together, in points: the narrowest column in which no word is cut."""
        widths = [_printed_width(unit) for atoms in self._paragraphs for unit in _units(atoms, BreakLevel.WORD)]
        return max(widths, default=0.0)

    @cached_property
    def natural_width(self) -> float:
        """The width at which nothing has to be broken, in points."""
        return max((_printed_width(atoms) for atoms in self._paragraphs), default=0.0)

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
        levels = {brk.offset: brk.level for brk in break_opportunities(text)}
        owners = self._run_edges(start, text)
        cuts = {0, len(text), len(text.rstrip(SPACES)), *levels, *owners}
        for offset, level in levels.items():
            if level is BreakLevel.SPACE:
                cuts.add(len(text[:offset].rstrip(SPACES)))
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

    # -- putting together

    def _units(self, atoms: list[_Atom], width: float) -> Iterator[list[_Atom]]:
        """What may not be broken at `width`: words, else parts of compounds, else what stands between spaces that
        should have held together, else clusters.
        """
        for word in _units(atoms, BreakLevel.WORD):
            if _fits(word, width):
                yield word
                continue
            for part in _units(word, BreakLevel.COMPOUND):
                if _fits(part, width):
                    yield part
                    continue
                for piece in _units(self._cut(part, _after_space), BreakLevel.COMPOUND):
                    if _fits(piece, width):
                        yield piece
                    else:
                        yield from _units(self._cut(piece, _outside_number), BreakLevel.COMPOUND)

    def _cut(self, atoms: list[_Atom], may_break: Callable[[str, int], bool]) -> list[_Atom]:
        """The atoms cut up where `may_break` and the rules of Thai allow a break in need."""
        pieces = []
        for atom in atoms:
            text = atom.text
            breaks = {at for at in cluster_boundaries(text) if may_break(text, at)}
            # Spaces are cut off as well, so that they can be dropped at a line's end.
            edges = {edge for spaces in _SPACES.finditer(text) for edge in spaces.span()}
            for begin, end in pairwise(sorted({0, len(text)} | breaks | edges)):
                level = atom.break_after if end == len(text) else BreakLevel.COMPOUND if end in breaks else None
                pieces.append(self._atom(atom.run, text[begin:end], level, is_space=text[begin] in SPACES))
        return pieces


def _after_space(text: str, at: int) -> bool:
    return text[at - 1] in SPACES


def _outside_number(text: str, at: int) -> bool:
    """A number cut in two would be read as two: that is never done, whatever the width."""
    return not (text[at - 1] in _OF_NUMBERS and text[at] in _OF_NUMBERS)


def _units(atoms: list[_Atom], level: BreakLevel) -> Iterator[list[_Atom]]:
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
    last = len(atoms)
    while last and atoms[last - 1].is_space:
        last -= 1
    return sum(atom.width for atom in atoms[:last])


def _fill(units: Iterator[list[_Atom]], width: float) -> Iterator[Line]:
    """Each line takes as many units as it holds. An empty paragraph is one empty line."""
    line: list[_Atom] = []
    used = 0.0
    for unit in units:
        if line and used + _printed_width(unit) > width + _TOLERANCE:
            yield _line(line)
            line, used = [], 0.0
        line += unit
        used += sum(atom.width for atom in unit)
    yield _line(line)


def _line(atoms: list[_Atom]) -> Line:
    while atoms and atoms[-1].is_space:
        atoms = atoms[:-1]
    fragments: list[Fragment] = []
    for atom in atoms:
        if fragments and fragments[-1].run == atom.run:
            last = fragments.pop()
            fragments.append(
                Fragment(atom.run, last.text + atom.text, last.clusters + atom.clusters, last.width + atom.width)
            )
        else:
            fragments.append(Fragment(atom.run, atom.text, atom.clusters, atom.width))
    return Line(tuple(fragments), sum(fragment.width for fragment in fragments))
