"""What a story is made of: flowables that belong together, and what may be done with them where a page ends."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gireport.layout.flowable import Flowable

_LEAST_BARRIER = 2  # depth: below the title, the sections end each other, and what stands before the first is one


@dataclass(frozen=True, eq=False)
class Piece:
    """A block of the brief, or an item of a list, as flowables. A figure or table *floats*: text that comes later in
    its section may be drawn before it.
    """

    flowables: tuple[Flowable, ...]
    kind: Literal["text", "figure", "table", "break"] = "text"
    depth: int = 0
    """Of a heading; 0 for everything else."""
    name: str = ""
    """What text calls a figure or table: "ตารางที่ 1"."""
    words: str = ""
    """Of a text, to find in it what it refers to."""
    turned: bool = False
    """Whether it stands on a page of its own kind, broader than high."""
    closes: bool = True
    """Whether a figure may stand below it: not between the items of a list."""
    loosely: bool = False
    """Whether it is kept with the next only where that leaves no page empty."""
    begun: bool = False
    """Whether its beginning is on an earlier page."""

    @property
    def floats(self) -> bool:
        """Whether it may be moved: a table that has begun may not."""
        return self.kind in ("figure", "table") and not self.begun

    @property
    def kept_with_next(self) -> bool:
        """Whether what follows has to be on the same page."""
        return bool(self.flowables) and bool(self.flowables[-1].getKeepWithNext())

    def rest(self, flowables: Sequence[Flowable]) -> Piece:
        """What is left of it for the next page."""
        return replace(self, flowables=tuple(flowables), begun=True)


def ends_section_of(depth: int, piece: Piece) -> bool:
    """Whether `piece` is a heading at which the section below a heading of `depth` ends."""
    return 0 < piece.depth <= max(depth, _LEAST_BARRIER)


def chain_of(pieces: Sequence[Piece], *, elastic: bool = False) -> list[Piece]:
    """The first piece with all that must follow it on the same page; without what is kept loosely where `elastic`."""
    count = 1
    while count < len(pieces) and pieces[count - 1].kept_with_next and pieces[count].kind != "break":
        if elastic and pieces[count - 1].loosely:
            break
        count += 1
    return list(pieces[:count])


def last_depth(pieces: Sequence[Piece], depth: int) -> int:
    """The depth of the last heading among the pieces; `depth` where there is none."""
    return next((piece.depth for piece in reversed(pieces) if piece.depth), depth)


def passed_by_text(pieces: Sequence[Piece], at: int, depth: int) -> int:
    """How many figures and tables from `at` on the next text may be drawn before; 0 where none follows in the section
    below a heading of `depth`.
    """
    end = at
    while end < len(pieces) and pieces[end].floats:
        end += 1
    after = end
    while after < len(pieces) and pieces[after].depth and not ends_section_of(depth, pieces[after]):
        after += 1
    is_text = after < len(pieces) and pieces[after].kind == "text" and not pieces[after].depth
    return end - at if is_text else 0


def after_references(story: Sequence[Piece]) -> list[Piece]:
    """The story with each figure and table below the paragraph of its section that first refers to it.

    One that no paragraph of its section names, or that one before it names, stays where it is. Figures keep their
    order, and so do tables.
    """
    moved: list[Piece] = []
    held: list[tuple[Piece, int]] = []  # with where in the story it may be drawn
    depth = 0
    for index, piece in enumerate(story):
        if piece.kind == "break" or ends_section_of(depth, piece):
            moved += [float_ for float_, _ in held]
            held.clear()
        depth = piece.depth or depth
        if piece.floats:
            place = _place_after_reference(story, index, depth)
            if place > index or any(other.kind == piece.kind for other, _ in held):
                held.append((piece, place))
                continue
        moved.append(piece)
        while held and held[0][1] <= index and piece.closes and not piece.kept_with_next:
            moved.append(held.pop(0)[0])
    return moved + [float_ for float_, _ in held]


def _place_after_reference(story: Sequence[Piece], index: int, depth: int) -> int:
    """The index of the text that a float is drawn after: the one that first refers to it; its own where none does."""
    name = story[index].name
    if not name or any(refers(piece, name) for piece in story[:index]):
        return index
    for later in range(index + 1, len(story)):
        if story[later].kind == "break" or ends_section_of(depth, story[later]):
            break
        if refers(story[later], name):
            return later
    return index


def refers(piece: Piece, name: str) -> bool:
    """Whether a text has the name, not only the beginning of a longer number. A figure's own note does not count."""
    return (
        piece.kind == "text" and bool(name) and any(not rest[:1].isdigit() for rest in _after_each(piece.words, name))
    )


def _after_each(words: str, name: str) -> Iterator[str]:
    at = words.find(name)
    while at >= 0:
        yield words[at + len(name) :]
        at = words.find(name, at + 1)
