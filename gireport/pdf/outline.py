"""The outline, which viewers show as bookmarks (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gireport.pdf.objects import Reference, array, dictionary, number, text_string

if TYPE_CHECKING:
    from gireport.pdf.objects import PdfFile


class Bookmark(NamedTuple):
    """An entry of the outline: its title, depth (0 is the top), and the place it opens, in page points."""

    title: str
    depth: int
    page: int
    top: float


def write_outline(pdf: PdfFile, bookmarks: list[Bookmark], pages: list[Reference]) -> Reference:
    """Adds the outline; returns its root. A depth may grow by one from entry to entry."""
    root = pdf.reserve()
    references = [pdf.reserve() for _ in bookmarks]
    parents = _parents([bookmark.depth for bookmark in bookmarks])
    children: dict[int, list[int]] = {}
    for index, parent in enumerate(parents):
        children.setdefault(parent, []).append(index)

    def family(index: int) -> dict[str, bytes]:
        kids = children.get(index, [])
        if not kids:
            return {}
        shown = sum(1 for other in range(len(bookmarks)) if _descends(other, index, parents))
        return {
            "First": bytes(references[kids[0]]),
            "Last": bytes(references[kids[-1]]),
            "Count": b"%d" % shown,
        }

    for index, bookmark in enumerate(bookmarks):
        siblings = children[parents[index]]
        at = siblings.index(index)
        page = pages[bookmark.page]
        entries = {
            "Title": text_string(bookmark.title),
            "Parent": bytes(root if parents[index] < 0 else references[parents[index]]),
            "Dest": array([bytes(page), b"/XYZ", b"null", number(bookmark.top), b"null"]),
            **family(index),
        }
        if at > 0:
            entries["Prev"] = bytes(references[siblings[at - 1]])
        if at + 1 < len(siblings):
            entries["Next"] = bytes(references[siblings[at + 1]])
        pdf.add(dictionary(entries), references[index])
    return pdf.add(dictionary({"Type": b"/Outlines", **family(-1)}), root)


def _parents(depths: list[int]) -> list[int]:
    """For each entry the index of the last shallower one before it; -1 is the root."""
    parents = []
    for index, depth in enumerate(depths):
        parents.append(next((i for i in range(index - 1, -1, -1) if depths[i] < depth), -1))
    return parents


def _descends(index: int, ancestor: int, parents: list[int]) -> bool:
    while index >= 0 and index != ancestor:
        index = parents[index]
        if index == ancestor:
            return True
    return False
