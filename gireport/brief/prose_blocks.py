"""Nodes of prose made into blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gireport.brief.markdown import HeadingNode, ListNode, ParagraphNode
from gireport.brief.model import Heading, ItemList, Paragraph

if TYPE_CHECKING:
    from gireport.brief.prose import Prose

_BULLET = "–"


def prose_block(node: HeadingNode | ParagraphNode | ListNode, prose: Prose) -> Heading | Paragraph | ItemList | None:
    """The block of a node of prose; None where no words are left of it."""
    match node:
        case HeadingNode():
            text = prose.text(node.inlines)
            return Heading(node.depth, text) if text else None
        case ParagraphNode():
            text = prose.text(node.inlines)
            return Paragraph(text) if text else None
        case ListNode():
            return _list(node, prose, "")


def _list(node: ListNode, prose: Prose, above: str) -> ItemList | None:
    """The list; `above` is the number of the item that it is below, where that has one. Items of which no words are
    left are left out, with what is below them.
    """
    pairs = zip(node.items, node.below or (None,) * len(node.items), strict=True)
    found = [(text, below) for inlines, below in pairs if (text := prose.text(inlines))]
    if not found:
        return None
    numbers = [f"{above}{number}." if node.start is not None else "" for number in _counted(node.start, len(found))]
    lists = [_list(below, prose, number) if below else None for (_, below), number in zip(found, numbers, strict=True)]
    return ItemList(
        tuple(text for text, _ in found),
        tuple(_label(number, prose) for number in numbers),
        tuple(lists) if any(lists) else (),
    )


def _counted(start: int | None, count: int) -> range:
    return range(start or 0, (start or 0) + count)


def _label(number: str, prose: Prose) -> str:
    """What stands before an item: a dash, or its number, with a point after it unless there is one within it."""
    if not number:
        return _BULLET
    return prose.words(number if number.count(".") == 1 else number.removesuffix("."))
