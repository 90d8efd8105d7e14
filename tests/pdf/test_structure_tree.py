"""The structure tree against the pages: what is drawn is in it once, and it says what each thing is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from small_brief import brief_of, table_of

from gireport.brief import model
from gireport.layout.fonts import FontFamily
from gireport.pdf.canvas import TaggedCanvas
from gireport.pdf.conformance import DocumentInformation
from gireport.pdf.structure import StructureElement
from gireport.rendering import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Made

FORMS = ["full", "selected", "one-year", "thai-digits", "english"]
PAINTING = {"f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Tj", "TJ", "'", '"', "Do", "sh", "EI"}
INFORMATION = DocumentInformation("t", "th-TH", "s", datetime(2022, 9, 30, tzinfo=UTC), "0")


@dataclass
class Element:
    """A structure element as a reader finds it: what it is, and in order what belongs to it: pieces of marked content,
    by page and identifier, and elements; and, each with its page, the annotations that it refers to.
    """

    role: str
    node: pikepdf.Object
    kids: list[tuple[int, int] | Element] = field(default_factory=list)
    annotations: list[tuple[int, pikepdf.Object]] = field(default_factory=list)

    @property
    def marks(self) -> list[tuple[int, int]]:
        return [kid for kid in self.kids if not isinstance(kid, Element)]

    @property
    def children(self) -> list[Element]:
        return [kid for kid in self.kids if isinstance(kid, Element)]

    def walk(self) -> Iterator[Element]:
        yield self
        for child in self.children:
            yield from child.walk()

    def said(self, contents: dict[tuple[int, int], str]) -> str:
        """The text of the element and all below it."""
        return "".join(kid.said(contents) if isinstance(kid, Element) else contents[kid] for kid in self.kids)


def tree_of(pdf: pikepdf.Pdf) -> Element:
    pages = {page.objgen: index for index, page in enumerate(pdf.pages)}

    def read(node: pikepdf.Object, parent: pikepdf.Object) -> Element:
        assert node.Type == "/StructElem"
        assert node.P.objgen == parent.objgen
        element = Element(str(node.S).removeprefix("/"), node)
        kids = node.get("/K", pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                element.kids.append((pages[node.Pg.objgen], kid))
            elif kid.get("/Type") == "/MCR":
                element.kids.append((pages[kid.Pg.objgen], int(kid.MCID)))
            elif kid.get("/Type") == "/OBJR":
                element.annotations.append((pages[kid.Pg.objgen], kid.Obj))
            else:
                element.kids.append(read(kid, node))
        return element

    root = pdf.Root.StructTreeRoot
    return read(root.K, root)


def contents_of(pdf: pikepdf.Pdf) -> dict[tuple[int, int], str]:
    """The text of each marked piece, by page and identifier. Fails where something is painted that is not marked,
    where marks are nested or left open, and where graphics states do not balance.
    """
    found: dict[tuple[int, int], str] = {}
    for index, page in enumerate(pdf.pages):
        maps: dict[str, Any] = {}
        mark: tuple[int, int] | str | None = None
        states, in_text, font = 0, False, ""
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in {"BDC", "BMC"}:
                assert mark is None
                assert not in_text
                mark = "artifact"
                if str(operands[0]) != "/Artifact":
                    mark = (index, int(operands[1]["/MCID"]))
                    assert mark not in found
                    found[mark] = ""
            elif name == "EMC":
                assert mark is not None
                assert not in_text
                mark = None
            elif name in PAINTING:
                assert mark is not None, (index, name, operands)
                if name in {"TJ", "Tj"}:
                    said = shown(page, font, operands, maps)
                    if isinstance(mark, tuple):
                        found[mark] += said
            elif name == "Tf":
                font = str(operands[0])
            states += {"q": 1, "Q": -1}.get(name, 0)
            assert states >= 0
            in_text = {"BT": True, "ET": False}.get(name, in_text)
        assert (mark, states, in_text) == (None, 0, False)
    return found


def shown(page: pikepdf.Page, font: str, operands: Any, maps: dict[str, Any]) -> str:
    if font not in maps:
        lines = page.Resources.Font[font].ToUnicode.read_bytes().decode().split("\n")
        pairs = [line.strip("<>").split("> <") for line in lines if "> <" in line]
        maps[font] = {code: bytes.fromhex(said).decode("utf-16-be") for code, said in pairs if code != "0000"}
    said = ""
    for piece in operands[0]:
        if isinstance(piece, pikepdf.String):
            codes = bytes(piece).hex().upper()
            said += "".join(maps[font][codes[at : at + 4]] for at in range(0, len(codes), 4))
    return said


@pytest.fixture(params=FORMS)
def opened(request: pytest.FixtureRequest, annual: dict[str, Made]) -> Iterator[tuple[model.Brief, pikepdf.Pdf]]:
    made = annual[request.param]
    with pikepdf.open(made.path) as pdf:
        yield made.brief, pdf


Opened = tuple[model.Brief, pikepdf.Pdf]


def test_all_that_is_painted_is_marked_and_owned_once(opened: Opened) -> None:
    _, pdf = opened
    contents, tree = contents_of(pdf), tree_of(pdf)
    owned = Counter(mark for element in tree.walk() for mark in element.marks)
    assert len(owned) > 80
    assert set(owned.values()) == {1}
    assert set(owned) == set(contents)
    for index in range(len(pdf.pages)):
        identifiers = sorted(mcid for page, mcid in contents if page == index)
        assert identifiers == list(range(len(identifiers)))


def test_pages_find_their_elements(opened: Opened) -> None:
    """The ParentTree leads from each mark to the element that has it."""
    _, pdf = opened
    root = pdf.Root.StructTreeRoot
    numbers = list(root.ParentTree.Nums)
    keys = [int(key) for key in numbers[::2]]
    count = len(pdf.pages)
    assert keys[:count] == [int(page.StructParents) for page in pdf.pages]
    assert keys == list(range(int(root.ParentTreeNextKey)))
    parents = dict(zip(keys[:count], numbers[1 : 2 * count : 2], strict=True))
    for element in tree_of(pdf).walk():
        for page, mcid in element.marks:
            assert parents[page][mcid].objgen == element.node.objgen
    assert sum(map(len, parents.values())) == len(contents_of(pdf))


def test_headings_are_in_order(opened: Opened) -> None:
    brief, pdf = opened
    tree, contents = tree_of(pdf), contents_of(pdf)
    headings = [element for element in tree.walk() if element.role[0] == "H"]
    depths = [int(heading.role[1:]) for heading in headings]
    assert depths[0] == 1
    assert depths.count(1) == 1
    assert all(deeper - depth <= 1 for depth, deeper in pairwise(depths))
    wanted = [block for block in brief.blocks if isinstance(block, model.Heading)]
    assert len(wanted) > 3
    assert depths == [block.depth for block in wanted]
    for heading, block in zip(headings, wanted, strict=True):
        assert heading.said(contents).replace(" ", "") == squeezed(model.plain(block.text))


def squeezed(words: str) -> str:
    return "".join(words.replace("\u00a0", " ").split())


def test_tables_are_grids(opened: Opened) -> None:
    brief, pdf = opened
    contents = contents_of(pdf)
    tables = [element for element in tree_of(pdf).walk() if element.role == "Table"]
    wanted = [block for block in brief.blocks if isinstance(block, model.Table)]
    assert len(tables) == len(wanted) >= 1
    for table, block in zip(tables, wanted, strict=True):
        assert table.children[0].role == "Caption"
        assert squeezed(table.children[0].said(contents)) == squeezed(
            block.caption.label + model.plain(block.caption.title)
        )
        rows = table.children[1:]
        assert [row.role for row in rows] == ["TR"] * (len(block.rows) + 1)
        words = [[column.head for column in block.columns], *(row.cells for row in block.rows)]
        for number, (row, cells) in enumerate(zip(rows, words, strict=True)):
            assert len(row.children) == len(block.columns)
            assert [squeezed(cell.said(contents)) for cell in row.children] == [squeezed(model.plain(c)) for c in cells]
            scopes = [str(cell.node.A.Scope) if cell.role == "TH" else None for cell in row.children]
            if number == 0:
                assert scopes == ["/Column"] * len(scopes)
            else:
                assert Counter(scopes) == {"/Row": 1, None: len(scopes) - 1}
            for cell in row.children:
                assert cell.role in {"TH", "TD"}
                assert cell.node.get("/A", {}).get("/O", "/Table") == "/Table"


def test_lists_have_labels_and_bodies(annual: dict[str, Made]) -> None:
    with pikepdf.open(annual["full"].path) as pdf:
        tree, contents = tree_of(pdf), contents_of(pdf)
        lists = [element for element in tree.walk() if element.role == "L"]
        wanted = [block for block in annual["full"].brief.blocks if isinstance(block, model.ItemList)]
        assert len(lists) == len(wanted) >= 1
        for element, block in zip(lists, wanted, strict=True):
            assert element.node.A.O == "/List"
            assert str(element.node.A.ListNumbering) in {"/None", "/Decimal", "/Disc"}
            for item, label, words in zip(element.children, block.labels, block.items, strict=True):
                assert [part.role for part in item.children] == ["Lbl", "LBody"]
                assert item.children[0].said(contents) == label
                assert squeezed(item.children[1].said(contents)) == squeezed(model.plain(words))


def test_figures_have_alternatives_and_boxes(opened: Opened) -> None:
    brief, pdf = opened
    figures = [element for element in tree_of(pdf).walk() if element.role == "Figure"]
    wanted = [block for block in brief.blocks if isinstance(block, model.Ladder | model.Chart)]
    assert len(figures) == len(wanted)
    for figure, block in zip(figures, wanted, strict=True):
        assert str(figure.node.Alt) == block.alternative
        assert len(block.alternative) > 20
        ((page, _),) = figure.marks
        left, bottom, right, top = (float(edge) for edge in figure.node.A.BBox)
        assert figure.node.A.O == "/Layout"
        _, _, width, height = (float(edge) for edge in pdf.pages[page].MediaBox)
        assert 0 <= left < right <= width
        assert 0 <= bottom < top <= height


def test_every_element_is_of_a_known_kind_and_says_something(opened: Opened) -> None:
    _, pdf = opened
    contents = contents_of(pdf)
    known = {*"Document Div P L LI Lbl LBody Table TR TH TD Caption Figure Note H1 H2 H3 Span Link Reference".split()}  # noqa: SIM905
    for element in tree_of(pdf).walk():
        assert element.role in known
        assert element.role in {"TH", "TD"} or element.said(contents).strip()
    assert pdf.Root.MarkInfo.Marked is True


def test_the_document_says_its_language_and_title(opened: Opened) -> None:
    brief, pdf = opened
    assert str(pdf.Root.Lang) == {"th": "th-TH", "en": "en-GB"}[brief.language]
    assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
    assert str(pdf.docinfo["/Title"]) == brief.title
    for page in pdf.pages:
        assert page.Tabs == "/S"


def test_no_font_is_left_out(opened: Opened) -> None:
    _, pdf = opened
    fonts = {font.objgen: font for page in pdf.pages for font in page.Resources.Font.values()}
    assert len(fonts) >= 2
    for font in fonts.values():
        assert font.Subtype == "/Type0"
        assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
        assert len(font.ToUnicode.read_bytes()) > 300
    for page in pdf.pages:
        used = {str(o[0]) for o, operator in pikepdf.parse_content_stream(page) if str(operator) == "Tf"}
        assert used <= set(page.Resources.Font.keys())


# -- small documents


def canvas_of() -> TaggedCanvas:
    return TaggedCanvas((200, 200), FontFamily.sarabun().face(), "th-TH")


def opened_from(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(data))


def test_an_element_over_two_pages() -> None:
    canvas = canvas_of()
    paragraph = StructureElement("P", canvas.structure.root)
    for words in ("หนึ่ง", "สอง"):
        with canvas.tagged(paragraph):
            canvas.drawString(10, 10, words)
        canvas.showPage()
    with opened_from(canvas.pdf_bytes(INFORMATION)) as pdf:
        (element,) = tree_of(pdf).children
        assert element.marks == [(0, 0), (1, 0)]
        assert element.said(contents_of(pdf)) == "หนึ่งสอง"


def test_pages_with_nothing_marked_have_an_empty_entry() -> None:
    canvas = canvas_of()
    canvas.showPage()
    with canvas.tagged(StructureElement("P", canvas.structure.root)):
        canvas.drawString(10, 10, "ก")
    canvas.showPage()
    with canvas.artifact():
        canvas.drawString(10, 10, "ข")
    canvas.showPage()
    with opened_from(canvas.pdf_bytes(INFORMATION)) as pdf:
        entries = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        assert entries[::2] == [0, 1, 2]
        assert [len(entry) for entry in entries[1::2]] == [0, 1, 0]
        assert contents_of(pdf) == {(1, 0): "ก"}


def test_a_document_of_nothing_is_one_empty_page() -> None:
    for data in (canvas_of().pdf_bytes(INFORMATION), render(brief_of())):
        with opened_from(data) as pdf:
            assert len(pdf.pages) == 1
            assert tree_of(pdf).children == []


def test_empty_cells_are_kept_and_empty_elements_are_not() -> None:
    rows = [["ก", ""], ["", "ข"]]
    with opened_from(render(brief_of(table_of(rows)))) as pdf:
        tree, contents = tree_of(pdf), contents_of(pdf)
        cells = [[c.said(contents) for c in row.children] for row in tree.walk() if row.role == "TR"]
        assert cells[1:] == rows
    canvas = canvas_of()
    StructureElement("LI", StructureElement("L", canvas.structure.root))
    with opened_from(canvas.pdf_bytes(INFORMATION)) as pdf:
        assert tree_of(pdf).children == []


def test_the_outer_mark_holds() -> None:
    canvas = canvas_of()
    outer, inner = (StructureElement("P", canvas.structure.root) for _ in range(2))
    with canvas.tagged(outer), canvas.tagged(inner), canvas.artifact():
        canvas.drawString(10, 10, "ก")
    canvas.showPage()
    with opened_from(canvas.pdf_bytes(INFORMATION)) as pdf:
        (element,) = tree_of(pdf).children
        assert element.said(contents_of(pdf)) == "ก"


def test_an_error_closes_the_mark() -> None:
    canvas = canvas_of()
    with pytest.raises(ZeroDivisionError), canvas.tagged(StructureElement("P", canvas.structure.root)):
        raise ZeroDivisionError
    with canvas.artifact():
        canvas.drawString(10, 10, "ก")
    canvas.showPage()
    with opened_from(canvas.pdf_bytes(INFORMATION)) as pdf:
        assert contents_of(pdf) == {(0, 0): ""}


def test_an_element_outside_the_tree_may_own_nothing() -> None:
    canvas = canvas_of()
    with canvas.tagged(StructureElement("P")):
        canvas.drawString(10, 10, "ก")
    canvas.showPage()
    with pytest.raises(LookupError):
        canvas.pdf_bytes(INFORMATION)


def test_what_the_file_could_not_hold_is_not_drawn() -> None:
    """ReportLab would take them, and our file would lack them."""
    canvas = canvas_of()
    with pytest.raises(ValueError, match="Helvetica"):
        canvas.setFont("Helvetica", 10)
    with pytest.raises(NotImplementedError):
        canvas.linkURL("https://www.diw.go.th", (0, 0, 10, 10))
    with pytest.raises(NotImplementedError):
        canvas.setFillAlpha(0.5)
    with pytest.raises(NotImplementedError):
        canvas.beginForm("form")
    canvas.setFillAlpha(1)


def test_the_checks_see_what_is_not_marked() -> None:
    canvas = canvas_of()
    canvas.drawString(10, 10, "ก")
    canvas.showPage()
    with opened_from(canvas.pdf_bytes(INFORMATION)) as pdf, pytest.raises(AssertionError):
        contents_of(pdf)
