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
            items = tuple(filter(None, map(prose.text, node.items)))
            return ItemList(items, _labels(len(items), node.start, prose)) if items else None


def _labels(count: int, start: int | None, prose: Prose) -> tuple[str, ...]:
    if start is None:
        return (_BULLET,) * count
    return tuple(prose.words(f"{number}.") for number in range(start, start + count))
