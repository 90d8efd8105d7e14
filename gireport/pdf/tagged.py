"""A tagged PDF file as plain data: its structure tree, what its pages mark, its fonts, its links."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class UnreadableError(ValueError):
    """The file is no PDF, is damaged or encrypted, or holds what no writer of tagged files makes."""


class Mark(NamedTuple):
    """A piece of a page's content by its identifier: index of the page, and the identifier there."""

    page: int
    mcid: int


class Annotation(NamedTuple):
    """An annotation of a page: its object number, kind and words, its key in the parent tree if it has one, whether it
    takes any room. A field that is signed is of the kind "Signature".
    """

    page: int
    number: int
    kind: str
    words: str
    key: int | None
    seen: bool


class Element:
    """A node of the structure tree, with its children in reading order."""

    __slots__ = (
        "actual",
        "alternative",
        "attributes",
        "children",
        "headers",
        "identifier",
        "language",
        "number",
        "role",
    )

    def __init__(self, role: str, number: int) -> None:
        self.role = role
        self.number = number
        """Its object's number in the file, by which the parent tree names it; 0 for one that has none."""
        self.children: list[Element | Mark | int] = []
        """Elements, marks, and the object numbers of annotations."""
        self.alternative: str | None = None
        self.actual = False
        """Whether the file gives another text in place of its words (ActualText, or E for an abbreviation)."""
        self.language = ""
        self.identifier = ""
        self.headers: tuple[str, ...] = ()
        self.attributes: dict[str, str] = {}

    def below(self) -> Iterator[Element]:
        """The element and all below it, in reading order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.below()

    def marks(self) -> Iterator[Mark]:
        """The marks of it and of all below it, in reading order."""
        for child in self.children:
            if isinstance(child, Element):
                yield from child.marks()
            elif isinstance(child, Mark):
                yield child


class PageMarks(NamedTuple):
    """What a page draws: the identifiers it marks, each with how often, operators that belong to nothing, whether the
    tab order is that of the structure.
    """

    mcids: dict[int, int]
    unmarked: tuple[str, ...]
    tabs_by_structure: bool
    owners: dict[int, int]
    """By identifier, the object number of the element that the parent tree names."""
    oddities: tuple[str, ...]
    """What no brief has: "actual" for text that marks give in place of what they draw, "unseen" for text that is not
    drawn, "form" for pages within the page.
    """


class Font(NamedTuple):
    """A font and what is asked of it: whether its program is inside, and the codes shown that stand for no text."""

    name: str
    embedded: bool
    unmapped: tuple[int, ...]
    remapped: bool
    """Whether its codes stand for other glyphs than those of their number."""


class TaggedFile(NamedTuple):
    """All that a file is judged by."""

    root: Element | None
    pages: tuple[PageMarks, ...]
    fonts: tuple[Font, ...]
    annotations: tuple[Annotation, ...]
    annotation_owners: dict[int, int]
    """By key in the parent tree, the object number of an element."""
    language: str
    title: str
    shows_title: bool
    is_marked: bool
    outline: tuple[str, ...]
    """The titles of its bookmarks, in order."""
    targets: tuple[str, ...]
    """The addresses that its links lead to."""
    actions: tuple[str, ...]
    """What it would do by itself, by the names of PDF."""
    attachments: dict[str, bytes]
    """The files inside, by their names."""
