"""A ReportLab canvas that tags what is drawn and writes a conforming file.

Everything drawn is either inside `tagged(element)`, and so belongs to the structure tree, or inside `artifact()`, and
so is furniture that a screen reader skips. ReportLab makes the drawing operators; the file around them is ours
(`gireport.pdf.objects`), because ReportLab's writer leaves out what PDF/A asks for and packs nothing.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from gireport.pdf.clusterfont import ClusterFont, EmbeddedFont
from gireport.pdf.conformance import (
    DocumentInformation,
    write_information,
    write_metadata,
    write_output_intent,
)
from gireport.pdf.objects import PdfFile, Reference, array, dictionary, number, text_string
from gireport.pdf.outline import Bookmark, write_outline
from gireport.pdf.structure import StructureElement, StructureTree
from gireport.pdf.textobject import ClusterTextObject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gireport.text.shaping import Cluster


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

    def show_clusters(self, font: ClusterFont, clusters: Iterable[Cluster]) -> str:
        """The operator that shows `clusters` in `font`, kerned. All text of a document passes through here."""
        code = self.embedded(font).code
        scale = -1000 / font.shaper.font.units_per_em
        parts: list[str] = []
        codes = ""
        for cluster in clusters:
            codes += f"{code(cluster):04X}"
            if cluster.kern:
                parts.append(f"<{codes}>{_decimal(cluster.kern * scale)}")
                codes = ""
        return f"[{''.join(parts)}<{codes}>]TJ"

    def draw_lines(self, lines: Iterable[PlacedLine]) -> None:
        """Draws lines of text; font and colour are written only where they change.

        Words of another language than the document's have an element of their own below the one they are tagged with.
        """
        operators = ["BT"]
        font: tuple[str, float] | None = None
        colour = ""
        for line in lines:
            is_placed = False
            for glyphs in line.glyphs:
                if self._tagged is not None and glyphs.language != self._language:
                    self._speak(glyphs.language, self._tagged, operators)
                    operators = ["BT"]
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
        operators.append("ET")
        self._code.append("\n".join(operators))

    def _speak(self, language: str, element: StructureElement, operators: list[str]) -> None:
        """Ends the mark that is open, with the operators of the text object in it, and opens one in `language`."""
        self._language = language
        if len(operators) > 1:
            self._code += [*operators, "ET", "EMC"]
        elif self._code[-1].endswith(" BDC"):  # nothing is in it yet
            self._code.pop()
            self.structure.take_back(element, len(self._pages))
        else:
            self._code.append("EMC")
        spoken = StructureElement("Span", element, language=language) if language else element
        self._code.append(self._opening(spoken))

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
    def artifact(self) -> Iterator[None]:
        """What is drawn inside is no content: rules, backgrounds, page furniture, repeated heads."""
        with self._marked(lambda: "/Artifact BMC"):
            yield

    @contextmanager
    def _marked(self, opening: Callable[[], str]) -> Iterator[None]:
        if self._tag_depth == 0:
            self._code.append(opening())
            self._language = ""
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
        """Calls `draw(page number, page count)` once for each finished page; it draws onto that page, as artifact."""
        for index, page in enumerate(self._pages):
            self._code = page.operators
            self._pagesize = (page.width, page.height)
            self.init_graphics_state()
            with self.artifact():
                self.saveState()
                draw(index + 1, len(self._pages))
                self.restoreState()
        self._restartAccumulators()

    # -- the file

    def pdf_bytes(self, information: DocumentInformation) -> bytes:
        """The whole file. The same pages and information give the same bytes."""
        if not self._pages:
            self.showPage()  # a document without pages is one that viewers refuse
        pdf = PdfFile()
        root = pdf.reserve()
        pages = [pdf.reserve() for _ in self._pages]
        entries = {
            "Type": b"/Catalog",
            "Pages": bytes(self._write_pages(pdf, pages)),
            "Lang": text_string(self.language),
            "MarkInfo": b"<</Marked true>>",
            "ViewerPreferences": b"<</DisplayDocTitle true>>",
            "StructTreeRoot": bytes(self.structure.write(pdf, pages)),
            "Metadata": bytes(write_metadata(pdf, information)),
            "OutputIntents": array([write_output_intent(pdf)]),
        }
        if self._bookmarks:
            entries["Outlines"] = bytes(write_outline(pdf, self._bookmarks, pages))
            entries["PageMode"] = b"/UseOutlines"
        pdf.add(dictionary(entries), root)
        return pdf.finish(root, write_information(pdf, information))

    def _write_pages(self, pdf: PdfFile, references: list[Reference]) -> Reference:
        fonts = {font.resource: bytes(font.write(pdf)) for font in self._embedded.values()}
        resources = bytes(pdf.add(dictionary({"Font": dictionary(fonts)})))
        parent = pdf.reserve()
        for index, (page, reference) in enumerate(zip(self._pages, references, strict=True)):
            content = pdf.add_stream("\n".join(page.operators).encode("ascii"))
            entries = {
                "Type": b"/Page",
                "Parent": bytes(parent),
                "MediaBox": array([b"0", b"0", number(page.width), number(page.height)]),
                "Resources": resources,
                "Contents": bytes(content),
                "StructParents": b"%d" % index,
                "Tabs": b"/S",
            }
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
