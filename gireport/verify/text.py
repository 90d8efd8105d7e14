"""A file's text, read back in the order of its tags, beside what the brief has to print."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from gireport.dataset.characters import shown
from gireport.errors import Problem
from gireport.pdf.tagged import Element, Mark
from gireport.thai.digits import to_arabic_digits
from gireport.verify.expected import expected_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gireport.brief.model import Brief
    from gireport.verify.expected import Expected
    from gireport.verify.pdfium import Texts

# Elements whose text is one; what is inside them is part of it. Others only hold elements together.
_WHOLE = frozenset(
    {"P", "Lbl", "LBody", "Caption", "TH", "TD", "Note", "TOCI", "Figure", *(f"H{n}" for n in range(1, 7))}
)
_HOLDING = frozenset({"LBody", "TOCI"})  # below whose words more may stand
_MOST_LINES = 12  # of a name in a drawing
_BELOW = frozenset({"L", "TOC"})
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SPACE = re.compile(r"\s+")


class Piece(NamedTuple):
    """An element that was read back: its role, the texts drawn in it in order, its alternative, its first page."""

    role: str
    texts: tuple[str, ...]
    alternative: str | None
    page: int | None

    @property
    def text(self) -> str:
        """All of it."""
        return " ".join(self.texts)


def pieces(root: Element, texts: Texts) -> list[Piece]:
    """The pieces of the file in reading order."""
    return list(_pieces(root, texts))


def _pieces(element: Element, texts: Texts) -> Iterator[Piece]:
    for child in element.children:
        if not isinstance(child, Element):
            continue
        if child.role in _WHOLE:
            marks = list(_own_marks(child))
            drawn = tuple(text for mark in marks for text in texts.get(mark, ()) if text)
            yield Piece(child.role, drawn, child.alternative, marks[0].page if marks else None)
        if child.role in _HOLDING:
            # The words of an item above a list are in a paragraph of their own, and are the item's.
            for below in child.children:
                yield from _pieces(below, texts) if isinstance(below, Element) and below.role in _BELOW else ()
        elif child.role not in _WHOLE:
            yield from _pieces(child, texts)


def _own_marks(element: Element) -> Iterator[Mark]:
    """The marks of an element and of what is in its lines, not of a list or of entries below them."""
    for child in element.children:
        if isinstance(child, Mark):
            yield child
        elif isinstance(child, Element) and child.role not in _BELOW:
            yield from _own_marks(child)


def text_problems(brief: Brief, found: list[Piece]) -> list[Problem]:
    """Where what was read back is not what the brief says; a number that differs has a code of its own."""
    wanted = expected_texts(brief)
    problems: list[Problem] = []
    # Pieces that are there on both sides are found first, so that one that is missing does not shift all others.
    matcher = SequenceMatcher(None, [*map(_key_of_expected, wanted)], [*map(_key_of_piece, found)], autojunk=False)
    for kind, first, last, found_first, found_last in matcher.get_opcodes():
        region, there = _without_needless(wanted[first:last], found_last - found_first), found[found_first:found_last]
        for expected, piece in zip(region, there, strict=False):
            problems += _compared(expected, piece)
        if kind != "equal":
            problems += map(_missing, region[len(there) :])
            problems += map(_surplus, there[len(region) :])
    return problems


def _without_needless(region: list[Expected], count: int) -> list[Expected]:
    """The pieces of which so many are there: without what may lack, from the first on, while there are too many."""
    needless = [expected for expected in region if expected.may_lack][: max(len(region) - count, 0)]
    return [expected for expected in region if expected not in needless]


def _key_of_expected(expected: Expected) -> tuple[str, str]:
    return _alike(expected.role), _squeezed(expected.text if expected.alternative is None else expected.alternative)


def _key_of_piece(piece: Piece) -> tuple[str, str]:
    is_drawing = piece.role == "Figure"
    text = piece.alternative or "" if is_drawing else "".join(piece.texts)
    # Of an entry of the contents the page is no part of the brief; it is set behind the words.
    text = "".join(piece.texts[:-1]) if piece.role == "TOCI" and len(piece.texts) > 1 else text
    return _alike(piece.role), _squeezed(text)


def _alike(role: str) -> str:
    """The role as far as the brief decides it: which cells are heads of their row is for the table to say."""
    return "cell" if role in ("TH", "TD") else role


def _compared(expected: Expected, piece: Piece) -> Iterator[Problem]:
    if _alike(expected.role) != _alike(piece.role):
        facts = {"expected": expected.role, "found": piece.role, "text": shown(piece.text), **_where(expected, piece)}
        yield Problem("verify.role", facts=facts)
    elif expected.alternative is not None:
        if _plain(piece.alternative or "") != _plain(expected.alternative):
            yield _differing(expected.alternative, piece.alternative or "", expected, piece)
        yield from _drawn_otherwise(expected, piece)
    elif expected.role == "TOCI":
        if _key_of_expected(expected) != _key_of_piece(piece):
            yield _differing(expected.text, piece.text, expected, piece)
    elif not _is_covered(expected.text, piece.texts):
        yield _differing(expected.text, piece.text, expected, piece)


def _is_covered(text: str, drawn: Sequence[str]) -> bool:
    """Whether the texts drawn are `text`, parted anywhere; where they are parted, spaces may have been left out."""
    rest = _plain(text)
    for piece in map(_plain, drawn):
        if not rest.startswith(piece):
            rest = rest.lstrip(" ")
        if not rest.startswith(piece):
            return False
        rest = rest.removeprefix(piece)
    return not rest.strip(" ")


def _drawn_otherwise(expected: Expected, piece: Piece) -> Iterator[Problem]:
    """What is written in a drawing that the brief does not show there, or more often than it does, and what is not."""
    left = Counter(_squeezed(text) for text in expected.drawn)
    at = 0
    while at < len(piece.texts):
        # A name may be set in several lines, drawn one after another.
        ends = range(at + 1, min(at + 1 + _MOST_LINES, len(piece.texts) + 1))
        end = next((end for end in ends if left[_squeezed("".join(piece.texts[at:end]))] > 0), None)
        if end is None:
            yield _differing("", piece.texts[at], expected, piece)
        else:
            left[_squeezed("".join(piece.texts[at:end]))] -= 1
        at = end or at + 1
    drawn = Counter(_squeezed(text) for text in expected.drawn) - left
    for text in (Counter(map(_squeezed, expected.always)) - drawn).elements():
        yield _differing(text, "", expected, piece)


def _differing(wanted: str, found: str, expected: Expected, piece: Piece) -> Problem:
    is_figure = numbers(wanted) != numbers(found)
    facts: dict[str, object] = {"expected": shown(_plain(wanted)), "found": shown(_plain(found))}
    if is_figure and shown(_plain(wanted)) != _plain(wanted):
        # In a long text the number is what has to be seen.
        facts |= _numbers_apart(wanted, found)
    facts |= _where(expected, piece)
    if expected.row is not None:
        return Problem("verify.cell-figure" if is_figure else "verify.cell-text", facts=facts)
    return Problem("verify.figure" if is_figure else "verify.text", facts=facts)


def _numbers_apart(wanted: str, found: str) -> dict[str, str]:
    ours, theirs = numbers(wanted), numbers(found)
    at = next((at for at, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), min(len(ours), len(theirs)))
    return {"expected": (*ours, "–")[min(at, len(ours))], "found": (*theirs, "–")[min(at, len(theirs))]}


def _where(expected: Expected, piece: Piece) -> dict[str, object]:
    page = "?" if piece.page is None else piece.page + 1
    return {"page": page, "where": expected.where or piece.role, "row": expected.row, "column": expected.column}


def _missing(expected: Expected) -> Problem:
    text = expected.text if expected.alternative is None else expected.alternative
    return Problem("verify.missing", facts={"role": expected.role, "text": shown(_plain(text))})


def _surplus(piece: Piece) -> Problem:
    page = "?" if piece.page is None else piece.page + 1
    return Problem("verify.surplus", facts={"role": piece.role, "text": shown(piece.text), "page": page})


def numbers(text: str) -> list[str]:
    """The numbers of a text in order, in Arabic digits."""
    return _NUMBER.findall(to_arabic_digits(text))


def _plain(text: str) -> str:
    """As a reader sees it: a no-break space and a line end are spaces."""
    return _SPACE.sub(" ", text.replace("\u00a0", " ")).strip(" ")


def _squeezed(text: str) -> str:
    return _SPACE.sub("", text.replace("\u00a0", " "))
