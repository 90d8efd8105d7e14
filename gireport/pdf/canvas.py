"""A ReportLab canvas that tags what is drawn and writes a conforming file.

Everything drawn is either inside `tagged(element)`, and so belongs to the structure tree, or inside `artifact()`, and
so is furniture that a screen reader skips. ReportLab makes the drawing operators; the file around them is ours
(`gireport.pdf.objects`), because ReportLab's writer leaves out what PDF/A asks for and packs nothing.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple, NoReturn

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from gireport.pdf.attachments import write_attachments
from gireport.pdf.clusterfont import ClusterFont, EmbeddedFont
from gireport.pdf.conformance import (
    DocumentInformation,
    write_information,
    write_metadata,
    write_output_intent,
)
from gireport.pdf.images import Images, resources
from gireport.pdf.links import Annotation, Destination, Links
from gireport.pdf.objects import PdfFile, Reference, array, dictionary, number, text_string
from gireport.pdf.outline import Bookmark, write_outline
from gireport.pdf.structure import StructureElement, StructureTree
from gireport.pdf.textobject import ClusterTextObject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from gireport.pdf.attachments import Attachment
    from gireport.pdf.images import Raster
    from gireport.pdf.links import Link
    from gireport.text.shaping import Cluster

# Of a link's line, in em of its type: how far above and below the baseline it can be clicked on, and its underline,
# which keeps clear of the vowels below Thai letters as far as the next line lets it.
_LINK_ABOVE, _LINK_BELOW = 1.1, 0.4
_LONGEST = 8_000  # codes in one string: PDF/A has none of more than 32,767 bytes (ISO 19005-2, 6.1.13)
_UNDERLINE, _UNDERLINE_THICKNESS = 0.3, 0.045

ArtifactKind = Literal["", "head", "foot", "repeated"]
# ISO 14289-1, 7.8 wants to know what is a running head or foot; the words for it are of ISO 32000-1, 14.8.2.2.2.
_ARTIFACTS: dict[ArtifactKind, str] = {
    "": "/Artifact BMC",
    "head": "/Artifact <</Type/Pagination/Subtype/Header/Attached[/Top]>> BDC",
    "foot": "/Artifact <</Type/Pagination/Subtype/Footer/Attached[/Bottom]>> BDC",
    "repeated": "/Artifact <</Type/Pagination>> BDC",
}


class Glyphs(NamedTuple):
    """Clusters to show in one font, size (points) and colour ("#RRGGBB")."""

    font: ClusterFont
    size: float
    colour: str
    clusters: tuple[Cluster, ...]
    offset: float = 0.0
    """Where they begin, in points from the start of their line; needed where the language changes."""
    language: str = ""
    """A language tag; empty for the language of the document."""
    link: Link | None = None
    """What they are the words of, or part of them."""

    @property
    def width(self) -> float:
        """How wide they are, in points."""
        scale = self.size * self.font.scale / self.font.shaper.font.units_per_em
        return scale * sum(cluster.advance + cluster.kern for cluster in self.clusters)


class PlacedLine(NamedTuple):
    """A line of text and the point where its baseline begins, in current coordinates."""

    x: float
    y: float
    glyphs: tuple[Glyphs, ...]


class Page(NamedTuple):
    """A finished page: its size in points and its drawing operators."""

    width: float
    height: float
    operators: list[str]


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """Draws pages; `pdf_bytes` gives the file. Only ClusterFonts may be used, so no font is ever left out of it."""

    def __init__(self, pagesize: tuple[float, float], font: ClusterFont, language: str) -> None:
        """`font` is the one to begin with, since ReportLab wants one at every moment; `language` a language tag."""
        self._embedded: dict[str, EmbeddedFont] = {}
        self._pages: list[Page] = []
        self._bookmarks: list[Bookmark] = []
        self._tag_depth = 0
        self._tagged: StructureElement | None = None
        self._language = ""  # of the mark that is open
        self._link: Link | None = None  # likewise
        self.links = Links()
        self._late: list[tuple[list[str], int, Callable[[], None]]] = []
        self._images = Images()
        self.language = language
        self.structure = StructureTree()
        font.register()
        super().__init__(None, pagesize=pagesize, initialFontName=font.fontName, pageCompression=1, invariant=1)
        self._doc = _NoDocument()

    # -- text

    def beginText(self, x: float = 0, y: float = 0, direction: str | None = None) -> ClusterTextObject:  # noqa: N802
        return ClusterTextObject(self, x, y, direction=direction)

    def setFont(self, psfontname: str, size: float, leading: float | None = None) -> None:  # noqa: N802
        if not isinstance(pdfmetrics.getFont(psfontname), ClusterFont):
            raise ValueError(f"{psfontname} is not a ClusterFont and would not be embedded")
        super().setFont(psfontname, size, leading)

    def _setFillAlpha(self, alpha: float) -> None:  # noqa: N802
        if alpha != 1:
            raise NotImplementedError("a TaggedCanvas draws nothing transparent")

    _setStrokeAlpha = _setFillAlpha  # noqa: N815

    def embedded(self, font: ClusterFont) -> EmbeddedFont:
        """What this document has used of `font` so far."""
        known = self._embedded.get(font.fontName)
        if known is None:
            known = self._embedded[font.fontName] = EmbeddedFont(font, f"F{len(self._embedded) + 1}")
        return known

    def select_font(self, font: ClusterFont, size: float) -> str:
        """The operator that makes `font` current at `size` points, scaled as the font wants to be."""
        return f"/{self.embedded(font).resource} {_decimal(size * font.scale)} Tf"

    def show_clusters(self, font: ClusterFont, clusters: Sequence[Cluster]) -> str:
        """The operator that shows `clusters` in `font`, kerned. All text of a document passes through here."""
        scale = -1000 / font.shaper.font.units_per_em
        codes = [
            f"{code}>{_decimal(cluster.kern * scale)}<" if cluster.kern else code
            for code, cluster in zip(self.embedded(font).codes(clusters), clusters, strict=True)
        ]
        parts = ["".join(codes[at : at + _LONGEST]) for at in range(0, len(codes), _LONGEST)]
        return f"[<{'><'.join(parts)}>]TJ"

    def draw_lines(self, lines: Iterable[PlacedLine]) -> None:
        """Draws lines of text; font and colour are written only where they change.

        Words of another language than the document's, and those of a link, have an element of their own below the one
        they are tagged with.
        """
        operators, underlines = ["BT"], list[str]()
        font: tuple[str, float] | None = None
        colour = ""
        for line in lines:
            is_placed = False
            for glyphs in line.glyphs:
                is_other = glyphs.language != self._language or glyphs.link is not self._link
                if is_other and self._tagged is not None:
                    self._speak(glyphs, self._tagged, operators, underlines)
                    operators, underlines = ["BT"], []
                    is_placed = False
                if not is_placed:
                    operators.append(f"1 0 0 1 {_decimal(line.x + glyphs.offset)} {_decimal(line.y)} Tm")
                    is_placed = True
                if (glyphs.font.fontName, glyphs.size) != font:
                    font = (glyphs.font.fontName, glyphs.size)
                    operators.append(self.select_font(glyphs.font, glyphs.size))
                if glyphs.colour != colour:
                    colour = glyphs.colour
                    operators.append(_fill_colour(colour))
                operators.append(self.show_clusters(glyphs.font, glyphs.clusters))
                if glyphs.link is not None:
                    underlines += self._linked(line, glyphs, glyphs.link)
        operators.append("ET")
        self._code.append("\n".join(operators + underlines))

    def _linked(self, line: PlacedLine, glyphs: Glyphs, link: Link) -> list[str]:
        """Lets words of a link be clicked on; returns the operators of their underline, where they have one."""
        left, size = line.x + glyphs.offset, glyphs.size
        if self._tagged is not None:
            area = (left, line.y - _LINK_BELOW * size, left + glyphs.width, line.y + _LINK_ABOVE * size)
            self.annotate(link, self.links.element(link, self._tagged), area)
        if not link.is_outside:
            return []
        edges = (left, line.y - _UNDERLINE * size, glyphs.width, -_UNDERLINE_THICKNESS * size)
        return [f"q {_fill_colour(glyphs.colour)} {' '.join(map(_decimal, edges))} re f Q"]

    def _speak(self, glyphs: Glyphs, element: StructureElement, operators: list[str], underlines: list[str]) -> None:
        """Ends the mark that is open, with the operators of the text object in it and of what is below its words, and
        opens one for the language and the link of `glyphs`.
        """
        language, link = self._language, self._link = glyphs.language, glyphs.link
        if len(operators) > 1:
            self._code += [*operators, "ET", *underlines, "EMC"]
        elif self._code[-1].endswith(" BDC"):  # nothing is in it yet
            self._code.pop()
            self.structure.take_back(element, len(self._pages))
        else:
            self._code.append("EMC")
        if link is not None:
            element = self.links.element(link, element)
        spoken = StructureElement("Span", element, language=language) if language else element
        self._code.append(self._opening(spoken))

    # -- images and links

    def draw_image(self, raster: Raster, width: float, height: float) -> None:
        """Draws an image from the present origin, `width` by `height` points."""
        self._code.append(f"q {_decimal(width)} 0 0 {_decimal(height)} 0 0 cm /{self._images.name(raster)} Do Q")

    def annotate(self, link: Link, element: StructureElement, area: tuple[float, float, float, float]) -> None:
        """Lets an area of the page (left, bottom, right, top, in current coordinates) lead where `link` does."""
        left, bottom = self.absolutePosition(*area[:2])
        right, top = self.absolutePosition(*area[2:])
        page = len(self._pages)
        if self.links.add(Annotation(page, (left, bottom, right, top), link, element)):
            self.structure.annotate(element, page)

    def destination(self, name: str, y: float) -> None:
        """Gives the height `y` of the present page, in current coordinates, a name that links can lead to."""
        _, top = self.absolutePosition(0, y)
        self.links.destinations[name] = Destination(len(self._pages), top)

    def draw_later(self, draw: Callable[[], None]) -> None:
        """Calls `draw` in `finish` with the present coordinates; what it draws stands here and belongs to the mark
        that is open.
        """
        self._code.append("")
        self._late.append((self._code, len(self._code) - 1, draw))

    def finish(self) -> None:
        """Draws what had to wait until every page is filled."""
        for code, at, draw in self._late:
            self._code: list[str] = []
            draw()
            code[at] = "\n".join(self._code)
        self._late.clear()
        self._restartAccumulators()

    # -- tags

    @contextmanager
    def tagged(self, element: StructureElement) -> Iterator[None]:
        """What is drawn inside belongs to `element`. Inside another mark it changes nothing: the outer mark holds."""
        outer, self._tagged = self._tagged, self._tagged or element
        with self._marked(lambda: self._opening(element)):
            yield
        self._tagged = outer

    def _opening(self, element: StructureElement) -> str:
        return f"/{element.role} <</MCID {self.structure.mark(element, len(self._pages))}>> BDC"

    @contextmanager
    def artifact(self, kind: ArtifactKind = "") -> Iterator[None]:
        """What is drawn inside is no content: rules and backgrounds, or, by its `kind`, what stands at the head or foot
        of pages, or is there again because a page began.
        """
        with self._marked(lambda: _ARTIFACTS[kind]):
            yield

    @contextmanager
    def _marked(self, opening: Callable[[], str]) -> Iterator[None]:
        if self._tag_depth == 0:
            self._code.append(opening())
            self._language, self._link = "", None
        self._tag_depth += 1
        try:
            yield
        finally:
            self._tag_depth -= 1
            if self._tag_depth == 0:
                self._code.append("EMC")

    # -- pages

    @property
    def page_count(self) -> int:
        """How many pages are finished."""
        return len(self._pages)

    @property
    def page_is_broad(self) -> bool:
        """Whether the present page is broader than high."""
        width, height = self._pagesize
        return bool(width > height)

    def bookmark(self, title: str, depth: int, y: float) -> None:
        """Adds an outline entry that opens at height `y` of the present page, in current coordinates."""
        _, top = self.absolutePosition(0, y)
        self._bookmarks.append(Bookmark(title, depth, len(self._pages), top))

    def showPage(self) -> None:  # noqa: N802
        """Finishes the page; the next thing drawn is on a new one."""
        width, height = self._pagesize
        self._pages.append(Page(width, height, self._code))
        self._restartAccumulators()
        self.init_graphics_state()
        self.state_stack: list[object] = []
        self._pageNumber += 1

    def draw_furniture(self, draw: Callable[[int, int], None]) -> None:
        """Calls `draw(page number, page count)` once for each finished page; it draws onto that page."""
        for index, page in enumerate(self._pages):
            self._code = page.operators
            self._pagesize = (page.width, page.height)
            self.init_graphics_state()
            self.saveState()
            draw(index + 1, len(self._pages))
            self.restoreState()
        self._restartAccumulators()

    # -- the file

    def pdf_bytes(self, information: DocumentInformation, attachments: Sequence[Attachment] = ()) -> bytes:
        """The whole file; with `attachments` inside it is a PDF/A-3a one. The same pages, information and attachments
        give the same bytes.
        """
        if not self._pages:
            self.showPage()  # a document without pages is one that viewers refuse
        pdf = PdfFile()
        root = pdf.reserve()
        pages = [pdf.reserve() for _ in self._pages]
        annotations = self.links.reserve(pdf)
        entries = {
            "Type": b"/Catalog",
            "Pages": bytes(self._write_pages(pdf, pages)),
            "Lang": text_string(self.language),
            "MarkInfo": b"<</Marked true>>",
            "ViewerPreferences": b"<</DisplayDocTitle true>>",
            "StructTreeRoot": bytes(self.structure.write(pdf, pages, annotations)),
            "Metadata": bytes(write_metadata(pdf, information, part=3 if attachments else 2)),
            "OutputIntents": array([write_output_intent(pdf)]),
            **write_attachments(pdf, attachments, information.moment),
        }
        if self._bookmarks:
            entries["Outlines"] = bytes(write_outline(pdf, self._bookmarks, pages))
            entries["PageMode"] = b"/UseOutlines"
        self.links.write(pdf, pages)
        pdf.add(dictionary(entries), root)
        return pdf.finish(root, write_information(pdf, information))

    def _write_pages(self, pdf: PdfFile, references: list[Reference]) -> Reference:
        fonts = {font.resource: bytes(font.write(pdf)) for font in self._embedded.values()}
        used = {"Font": dictionary(fonts), **resources(self._images.write(pdf))}
        shared = bytes(pdf.add(dictionary(used)))
        parent = pdf.reserve()
        for index, (page, reference) in enumerate(zip(self._pages, references, strict=True)):
            content = pdf.add_stream("\n".join(page.operators).encode("ascii"))
            entries = {
                "Type": b"/Page",
                "Parent": bytes(parent),
                "MediaBox": array([b"0", b"0", number(page.width), number(page.height)]),
                "Resources": shared,
                "Contents": bytes(content),
                "StructParents": b"%d" % index,
                "Tabs": b"/S",
            }
            if annotations := self.links.of_page(index):
                entries["Annots"] = array(annotations)
            pdf.add(dictionary(entries), reference)
        kids = array(bytes(reference) for reference in references)
        return pdf.add(dictionary({"Type": b"/Pages", "Kids": kids, "Count": b"%d" % len(references)}), parent)


class _NoDocument:
    """Stands where ReportLab keeps its document, which would take images and links that our file then lacked."""

    def __getattr__(self, name: str) -> NoReturn:
        raise NotImplementedError(f"a TaggedCanvas draws text and vectors only ({name})")


def _decimal(value: float) -> str:
    return number(value).decode()


@cache
def _fill_colour(colour: str) -> str:
    """The operator that makes "#RRGGBB" the colour of text."""
    return " ".join(_decimal(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5)) + " rg"
