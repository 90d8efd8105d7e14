"""XML read in pieces: each child of the root is given once it is whole and forgotten afterwards.

The parts of a workbook are UTF-8 and have no document type, whoever wrote them; without one there are no entities,
and nothing outside is ever looked for (ECMA-376 part 2, annex on package conventions: "DTD content shall not be used").
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser
from xml.parsers import expat

from gireport.dataset.sources.damage import DamagedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gireport.dataset.sources.package import Part

_PIECE = 128 * 1024  # bytes
_DEEPEST = 32  # elements in each other; a worksheet has about ten
_MOST_PENDING = 64  # pieces in which no element ends: eight mebibytes of one text or one name
_WIDEST = 200_000  # children of one element that is not yet whole


class _RootSeen(Exception):  # noqa: N818 - no error, but the way out of a parser
    """The prologue is over."""


def children(part: Part, container: str = "") -> Iterator[Element]:
    """The children of the root of the XML in `part`, in order; of a child called `container`, its own children.

    An element is empty after the next one was asked for. Names are as ElementTree gives them, "{namespace}local";
    `container` is a local name. Raises DamagedError for what is not XML of the kind that workbooks are
    made of.
    """
    piece = part.read(_PIECE)
    _check_prologue(piece)
    builder = TreeBuilder()
    parser = XMLParser(target=builder, encoding="utf-8")
    last, waited = -1, 0
    while piece:
        _feed(parser, piece)
        # The builder hands out the root of the tree that it has built so far.
        root = builder.close()
        given = False
        for element in _whole(root, container):
            given = True
            yield element
        size = _check_shape(root)
        waited = waited + 1 if size == last and not given else 0
        if waited > _MOST_PENDING:
            raise DamagedError("one text of many mebibytes")
        last = size
        piece = part.read(_PIECE)
    _feed(parser, b"", ended=True)
    yield from _whole(builder.close(), container, ended=True)


def local_name(tag: str) -> str:
    """A name without its namespace."""
    return tag.rpartition("}")[2]


def _feed(parser: XMLParser, piece: bytes, *, ended: bool = False) -> None:
    try:
        parser.feed(piece)
        if ended:
            parser.close()
    except ParseError as error:
        raise DamagedError(str(error)) from error


def _whole(root: Element, container: str, *, ended: bool = False) -> Iterator[Element]:
    """Takes from `root` what is whole: everything but the last element on each level, which may still grow."""
    while len(root) > (0 if ended else 1) or (len(root) and local_name(root[0].tag) == container):
        first = root[0]
        last = len(root) == 1 and not ended
        if local_name(first.tag) == container:
            count = len(first) - 1 if last else len(first)
            yield from first[:count]
            del first[:count]
            if last:
                return
        else:
            yield first
        del root[0]


def _check_shape(root: Element) -> int:
    """How much hangs on the last branch, on all levels together. Raises DamagedError where it is no workbook's."""
    element, depth, size = root, 0, 0
    while len(element):
        if depth > _DEEPEST or len(element) > _WIDEST:
            raise DamagedError("elements deeper or wider than any workbook's")
        size += len(element)
        element, depth = element[-1], depth + 1
    return size


def _check_prologue(piece: bytes) -> None:
    """Raises DamagedError unless the root begins in the first piece and no document type stands before it."""
    parser = expat.ParserCreate("utf-8")

    def refuse(*_: object) -> None:
        raise DamagedError("a document type")

    def leave(*_: object) -> None:
        raise _RootSeen

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = leave
    try:
        parser.Parse(piece, False)
    except _RootSeen:
        return
    except expat.ExpatError as error:
        raise DamagedError(str(error)) from error
    raise DamagedError("no root")
