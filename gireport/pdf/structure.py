"""The structure tree: what each mark on the page is, in reading order (ISO 32000-1, 14.7 and 14.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gireport.pdf.objects import Reference, array, dictionary, number, text_string

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gireport.pdf.objects import PdfFile

# An empty cell still holds its place in a table's grid; any other element without content is left out.
_KEPT_WHEN_EMPTY = frozenset({"TH", "TD"})
# A note is found by its identifier (ISO 14289-1, 7.9).
_IDENTIFIED = frozenset({"Note"})


class MarkedContent(NamedTuple):
    """A piece of a page's content that belongs to an element: page index and identifier on that page."""

    page: int
    mcid: int


class AnnotatedContent(NamedTuple):
    """An annotation that belongs to an element: page index, and its place among all annotations of the document."""

    page: int
    number: int


class StructureElement:
    """A node of the structure tree. Paragraph and cell flowables own theirs, so a split over pages needs no care."""

    __slots__ = (
        "alternative", "attributes", "bounding_box", "children", "drawn", "headers", "identifier", "language",
        "reference", "role",
    )  # fmt: skip

    def __init__(
        self,
        role: str,
        parent: StructureElement | None = None,
        *,
        attributes: Mapping[str, str] | None = None,
        alternative: str = "",
        language: str = "",
    ) -> None:
        """`role` is a standard structure type; `attributes` are table attributes such as {"Scope": "/Row"}; `language`
        is a language tag where it is another than that of what it belongs to.
        """
        self.role = role
        self.attributes = attributes
        self.alternative = alternative
        self.language = language
        self.children: list[StructureElement | MarkedContent | AnnotatedContent] = []
        self.bounding_box: tuple[float, float, float, float] | None = None  # of a figure, in page points
        self.headers: tuple[StructureElement, ...] = ()  # of a cell, the heads over it, where scopes do not tell
        self.identifier = b""  # given when it is written, to those that need one
        self.drawn = False
        self.reference: Reference | None = None
        if parent is not None:
            parent.children.append(self)

    def holds_content(self) -> bool:
        """Whether anything of it or below it was drawn, or it must be kept all the same."""
        return self.role in _KEPT_WHEN_EMPTY or any(
            not isinstance(child, StructureElement) or child.holds_content() for child in self.children
        )

    @property
    def written(self) -> Reference:
        """Its object in the file; an element outside the document's tree has none, and may own no content."""
        if self.reference is None:
            raise LookupError(f"a {self.role} that was drawn hangs below no other element")
        return self.reference


class StructureTree:
    """The tree of one document and, for each page, which element owns each marked piece of it."""

    def __init__(self) -> None:
        self.root = StructureElement("Document")
        self._owners: list[list[StructureElement]] = []
        self._annotated: list[StructureElement] = []

    def mark(self, element: StructureElement, page: int) -> int:
        """Notes that the next piece of content on `page` belongs to `element`; returns its identifier (MCID)."""
        while len(self._owners) <= page:
            self._owners.append([])
        mcid = len(self._owners[page])
        self._owners[page].append(element)
        element.children.append(MarkedContent(page, mcid))
        element.drawn = True
        return mcid

    def take_back(self, element: StructureElement, page: int) -> None:
        """Undoes the last `mark`, of which nothing was drawn."""
        self._owners[page].pop()
        element.children.pop()

    def annotate(self, element: StructureElement, page: int) -> None:
        """Notes that the next annotation of the document, on `page`, belongs to `element`."""
        element.children.append(AnnotatedContent(page, len(self._annotated)))
        self._annotated.append(element)

    def write(self, pdf: PdfFile, pages: Sequence[Reference], annotations: Sequence[Reference] = ()) -> Reference:
        """Adds the tree to the file; returns the reference of its root (StructTreeRoot)."""
        root = pdf.reserve()
        identified: list[StructureElement] = []
        self._reserve(pdf, self.root, identified)
        self._write_element(pdf, self.root, root, pages, annotations)
        entries = []
        # Every page has its entry, one with nothing marked on it too: the page names that entry all the same.
        for page, owners in enumerate(self._owners + [[]] * (len(pages) - len(self._owners))):
            owned = array(bytes(owner.written) for owner in owners)
            entries.append(b"%d " % page + bytes(pdf.add(owned)))
        for key, owner in enumerate(self._annotated, len(pages)):
            entries.append(b"%d " % key + bytes(owner.written))
        parents = pdf.add(dictionary({"Nums": array(entries)}))
        tree = {
            "Type": b"/StructTreeRoot",
            "K": bytes(self.root.written),
            "ParentTree": bytes(parents),
            "ParentTreeNextKey": b"%d" % len(entries),
        }
        if identified:
            names = array(part for element in identified for part in (element.identifier, bytes(element.written)))
            tree["IDTree"] = dictionary({"Names": names})
        return pdf.add(dictionary(tree), root)

    def _reserve(self, pdf: PdfFile, element: StructureElement, identified: list[StructureElement]) -> None:
        element.reference = pdf.reserve()
        for named in (*element.headers, *((element,) if element.role in _IDENTIFIED else ())):
            if not named.identifier:
                identified.append(named)
                named.identifier = b"(%05d)" % len(identified)  # so that they sort as they are numbered
        element.children = [
            child for child in element.children if not isinstance(child, StructureElement) or child.holds_content()
        ]
        for child in element.children:
            if isinstance(child, StructureElement):
                self._reserve(pdf, child, identified)

    def _write_element(
        self,
        pdf: PdfFile,
        element: StructureElement,
        parent: Reference,
        pages: Sequence[Reference],
        annotations: Sequence[Reference],
    ) -> None:
        entries = {"Type": b"/StructElem", "S": b"/" + element.role.encode(), "P": bytes(parent)}
        home = next((child.page for child in element.children if isinstance(child, MarkedContent)), None)
        if home is not None:
            entries["Pg"] = bytes(pages[home])
        kids = []
        for child in element.children:
            if isinstance(child, StructureElement):
                self._write_element(pdf, child, element.written, pages, annotations)
                kids.append(bytes(child.written))
            elif isinstance(child, AnnotatedContent):
                page, annotation = bytes(pages[child.page]), bytes(annotations[child.number])
                kids.append(b"<</Type/OBJR/Pg " + page + b"/Obj " + annotation + b">>")
            elif child.page == home:
                kids.append(b"%d" % child.mcid)
            else:
                kids.append(b"<</Type/MCR/Pg " + bytes(pages[child.page]) + b"/MCID %d>>" % child.mcid)
        if kids:
            entries["K"] = kids[0] if len(kids) == 1 else array(kids)
        if element.language:
            entries["Lang"] = text_string(element.language)
        if element.alternative:
            entries["Alt"] = text_string(element.alternative)
        if element.identifier:
            entries["ID"] = element.identifier
        if element.attributes or element.headers:
            owner = "List" if element.role == "L" else "Table"
            pairs = "".join(f"/{key} {value}" for key, value in (element.attributes or {}).items()).encode()
            if element.headers:
                pairs += b"/Headers " + array(head.identifier for head in element.headers)
            entries["A"] = b"<</O/" + owner.encode() + pairs + b">>"
        if element.bounding_box:
            box = array(number(edge) for edge in element.bounding_box)
            entries["A"] = b"<</O/Layout/Placement/Block/BBox " + box + b">>"
        pdf.add(dictionary(entries), element.written)
