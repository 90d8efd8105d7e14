"""Links: what they lead to, and the annotations that make them work (ISO 32000-1, 12.5.6.5; ISO 14289-1, 7.18.5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from gireport.pdf.objects import array, dictionary, number, text_string
from gireport.pdf.structure import StructureElement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gireport.pdf.objects import PdfFile, Reference

_INSIDE = "#"
_PRINTED = b"4"  # the flag without which PDF/A takes no annotation (ISO 19005-2, 6.3.2)
_GAP = 1.0  # points between words of one line of a link, at most


@dataclass(frozen=True, eq=False, slots=True)
class Link:
    """One link, however many lines it takes: an address, or `#` and the name of a place in the document. `words` are
    its text, which is what a screen reader says of it.
    """

    target: str
    words: str
    language: str = ""
    """A language tag, where all of the words are of another language than the document."""

    @property
    def is_outside(self) -> bool:
        """Whether it leads out of the document."""
        return not self.target.startswith(_INSIDE)


def inside(name: str) -> str:
    """The target of a link to the place of that name."""
    return _INSIDE + name


class Destination(NamedTuple):
    """A place in the document: the page, counted from 0, and the height on it in points."""

    page: int
    top: float


class Annotation(NamedTuple):
    """A stretch of a page that leads somewhere: left, bottom, right, top in points, and the element it belongs to."""

    page: int
    rectangle: tuple[float, float, float, float]
    link: Link
    element: StructureElement


class Links:
    """The links of one document, and the places inside it that they may lead to."""

    def __init__(self) -> None:
        self.destinations: dict[str, Destination] = {}
        self._annotations: list[Annotation] = []
        self._elements: dict[Link, StructureElement] = {}
        self._references: list[Reference] = []

    def element(self, link: Link, parent: StructureElement) -> StructureElement:
        """The structure element of a link, below `parent` where it is new; one that stays in the document is a
        reference to what it leads to.
        """
        if link not in self._elements:
            self._elements[link] = StructureElement(
                "Link",
                parent if link.is_outside else StructureElement("Reference", parent),
                language=link.language,
            )
        return self._elements[link]

    def add(self, annotation: Annotation) -> bool:
        """Takes an annotation. One that goes on where the last of the same link ends makes that longer: then it
        returns False.
        """
        last = self._annotations[-1] if self._annotations else None
        if last is None or not _continues(last, annotation):
            self._annotations.append(annotation)
            return True
        edges = (*last.rectangle[:2], *annotation.rectangle[2:])
        self._annotations[-1] = last._replace(rectangle=edges)
        return False

    def reserve(self, pdf: PdfFile) -> list[Reference]:
        """The references that the annotations will have, in their order."""
        self._references = [pdf.reserve() for _ in self._annotations]
        return self._references

    def of_page(self, page: int) -> list[bytes]:
        """The references of a page's annotations."""
        pairs = zip(self._annotations, self._references, strict=True)
        return [bytes(reference) for annotation, reference in pairs if annotation.page == page]

    def write(self, pdf: PdfFile, pages: Sequence[Reference]) -> None:
        """Adds the annotations. Their keys in the parent tree follow those of the pages. Raises LookupError where a
        link leads to a place that was never drawn.
        """
        for key, (annotation, reference) in enumerate(
            zip(self._annotations, self._references, strict=True), len(pages)
        ):
            link = annotation.link
            entries = {
                "Type": b"/Annot",
                "Subtype": b"/Link",
                "Rect": array(number(edge) for edge in annotation.rectangle),
                "F": _PRINTED,
                "Border": b"[0 0 0]",
                "Contents": text_string(link.words),
                "P": bytes(pages[annotation.page]),
                "StructParent": b"%d" % key,
            }
            if link.is_outside:
                address = b"<" + link.target.encode("ascii").hex().upper().encode() + b">"
                entries["A"] = dictionary({"Type": b"/Action", "S": b"/URI", "URI": address})
            else:
                place = self.destinations[link.target.removeprefix(_INSIDE)]
                entries["Dest"] = array([bytes(pages[place.page]), b"/XYZ", b"null", number(place.top), b"null"])
            pdf.add(dictionary(entries), reference)


def _continues(last: Annotation, annotation: Annotation) -> bool:
    """Whether an annotation begins where the last one of the same link ends, on the same line."""
    if (last.link, last.page) != (annotation.link, annotation.page):
        return False
    _, below, right, above = last.rectangle
    left, bottom, _, top = annotation.rectangle
    return abs(right - left) < _GAP and below < top and bottom < above
