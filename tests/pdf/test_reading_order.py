"""The structure tree of blocks in any combination is that of the brief, whatever pages do with them."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, get_args

import pikepdf
import pytest
from chart_kit import YEARS, chart_of, series
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_briefs import FURNITURE, briefs, squeezed, wanted_tree
from small_brief import brief_of, table_of, text
from test_structure_tree import Element, contents_of, shown, tree_of

from gireport import render
from gireport.brief import model
from gireport.errors import TemplateError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from random_briefs import Node

GROUPING = {"Div", "L", "LI", "Table", "TR", "TOC", "TOCI"}
INLINE = {"Span", "Link", "Reference"}  # in a text, and part of what it says


@cache
def some_charts() -> tuple[model.Chart, ...]:
    return (
        chart_of("bars", series("ใบรับรอง", YEARS), years=range(2554, 2566)),
        chart_of("lines", series("ใบรับรอง", YEARS), years=range(2554, 2566)),
    )


def told(element: Element, contents: dict[tuple[int, int], str]) -> Node:
    """An element as a node: a figure is its alternative, a text is its words, whatever is marked in them."""
    if element.role == "Figure":
        return ("Figure", str(element.node.Alt))
    if element.role in GROUPING or any(child.role == "L" for child in element.children):
        return (element.role, [told(child, contents) for child in element.children])
    within = {child.role for child in element.walk() if child is not element}
    assert within <= (INLINE | {"P"} if element.role in {"TH", "TD"} else INLINE), element.role
    return (element.role, squeezed(element.said(contents)))


def pages_of_headings(tree: Element) -> list[int]:
    headings = [element for element in tree.walk() if element.role[0] == "H"]
    return [next(mark[0] for each in heading.walk() for mark in each.marks) + 1 for heading in headings]


def check(brief: model.Brief, made: bytes) -> None:
    with pikepdf.open(BytesIO(made)) as pdf:
        tree, contents = tree_of(pdf), contents_of(pdf)
        assert [told(child, contents) for child in tree.children] == wanted_tree(brief, pages_of_headings(tree))
        owned = Counter(mark for element in tree.walk() for mark in element.marks)
        assert set(owned.values()) == {1}
        assert set(owned) == set(contents)
        check_identifiers(pdf, tree)
        check_artifacts(pdf, brief)
        check_cells(tree)


def check_identifiers(pdf: pikepdf.Pdf, tree: Element) -> None:
    """Every identifier is of one element and leads to it; every note has one (ISO 14289-1, 7.9)."""
    names = list(pdf.Root.StructTreeRoot.get("/IDTree", {}).get("/Names", []))
    found = {bytes(names[at]): names[at + 1].objgen for at in range(0, len(names), 2)}
    assert list(found) == sorted(found)
    having = {bytes(each.node.ID): each.node.objgen for each in tree.walk() if "/ID" in each.node}
    assert found == having
    assert all("/ID" in each.node for each in tree.walk() if each.role == "Note")


def check_cells(tree: Element) -> None:
    """Each cell below two rows of heads names the heads over it and that of its row, from the top down; in other tables
    the scopes say it.
    """
    for table in (element for element in tree.walk() if element.role == "Table"):
        rows = [row for row in table.children if row.role == "TR"]
        heads = [
            row for row in rows if all(str(c.node.get("/A", {}).get("/Scope", "")) == "/Column" for c in row.children)
        ]
        assert all(
            str(cell.node.A.Scope) in ("/Column", "/Row") for row in rows for cell in row.children if cell.role == "TH"
        )
        two = any("/ColSpan" in cell.node.A for cell in rows[0].children)
        over = columns_of(rows[0], rows[1]) if two else []
        for row in rows[2 if two else len(heads) :]:
            [name] = [cell for cell in row.children if cell.role == "TH"]
            for at, cell in enumerate(row.children):
                said = [bytes(one) for one in cell.node.get("/A", {}).get("/Headers", [])]
                if not two:
                    assert said == []
                else:
                    own = [] if cell is name else [bytes(name.node.ID)]
                    assert said == [bytes(head.node.ID) for head in over[at]] + own


def columns_of(above: Element, below: Element) -> list[list[Element]]:
    """For each column the heads over it."""
    found: list[list[Element]] = []
    rest = iter(below.children)
    for head in above.children:
        if "/ColSpan" in head.node.A:
            found += [[head, next(rest)] for _ in range(int(head.node.A.ColSpan))]
        else:
            assert int(head.node.A.RowSpan) == 2
            found.append([head])
    assert next(rest, None) is None
    return found


def artifacts_of(page: pikepdf.Page) -> list[tuple[str, str]]:
    """The artifacts of a page: of which kind, and the text in each."""
    found: list[tuple[str, str]] = []
    maps: dict[str, object] = {}
    is_open, font = False, ""
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in {"BDC", "BMC"} and str(operands[0]) == "/Artifact":
            said = operands[1] if name == "BDC" else {}
            found.append((f"{said.get('/Type', '')}{said.get('/Subtype', '')}", ""))
            is_open = True
        elif name == "EMC":
            is_open = False
        elif name == "Tf":
            font = str(operands[0])
        elif name == "TJ" and is_open:
            found[-1] = (found[-1][0], found[-1][1] + shown(page, font, operands, maps))
    return found


def check_artifacts(pdf: pikepdf.Pdf, brief: model.Brief) -> None:
    """Each page has one head and one foot, and no other artifact has words but what a page repeats."""
    for number, page in enumerate(pdf.pages, start=1):
        found = artifacts_of(page)
        said = {kind: squeezed(words) for kind, words in found if "Header" in kind or "Footer" in kind}
        assert said == {"/Pagination/Header": "หัวซ้ายหัวขวา", "/Pagination/Footer": f"ท้าย{number}/{len(pdf.pages)}"}
        assert [kind for kind, _ in found].count("/Pagination/Header") == 1
        assert {kind for kind, words in found if words} <= {"/Pagination/Header", "/Pagination/Footer", "/Pagination"}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(briefs(some_charts), st.sampled_from(["default", "large", "mono"]), st.sampled_from(["", "a4-landscape"]))
def test_the_tree_is_that_of_the_brief(brief: model.Brief, theme: str, paper: str) -> None:
    with suppress_unfit():
        made = render(brief, theme=theme, paper=paper, warn=lambda problem: None)  # type: ignore[arg-type]
        check(brief, made)


@contextmanager
def suppress_unfit() -> Iterator[None]:
    """A table of words beside each other may fit no page, which is said; then nothing is made."""
    try:
        yield
    except TemplateError as error:
        codes = {problem.code for problem in error.problems}
        if not codes <= {"layout.table-too-wide", "layout.too-high"}:
            raise


def furnished(*blocks: model.Block) -> model.Brief:
    """A brief with the head and foot that `check` looks for."""
    return replace(brief_of(model.Heading(1, text("เรื่อง")), *blocks), furniture=FURNITURE)


def test_a_table_with_heads_above_heads_over_many_pages() -> None:
    columns = (
        model.Column(text("ลำดับ"), "number"),
        model.Column(text("จังหวัด")),
        *(model.Column(text(f"ระดับ {n}"), "figure", text("ปี 2564")) for n in (1, 2)),
        *(model.Column(text(f"ระดับ {n}"), "figure", text("ปี 2565")) for n in (1, 2)),
    )
    rows = tuple(
        model.Row((text(str(n)), text(f"จังหวัด {n}"), *(text(f"{n * k:,}") for k in range(1, 5)))) for n in range(1, 120)
    )
    table = model.Table(model.Caption("ตารางที่ 1", text("ชื่อ"), "ตารางที่ 1 (ต่อ)"), columns, rows, (text("หมายเหตุ"),))
    brief = furnished(table)
    made = render(brief)
    check(brief, made)
    with pikepdf.open(BytesIO(made)) as pdf:
        assert len(pdf.pages) >= 3
        for page in pdf.pages[1:]:
            repeated = "".join(words for kind, words in artifacts_of(page) if kind == "/Pagination")
            assert squeezed(repeated) == squeezed("ตารางที่1(ต่อ)ปี2564ปี2565ลำดับจังหวัดระดับ1ระดับ2ระดับ1ระดับ2")


def test_a_figure_that_moves_keeps_its_place_in_the_order() -> None:
    words = model.Paragraph(text("ข้อความยาวพอที่จะขึ้นบรรทัดใหม่หลายครั้งในหน้าเดียว " * 25))
    rows = [["ก", str(n)] for n in range(5)]
    brief = furnished(model.Heading(2, text("ส่วน")), words, words, table_of(rows), words, words, words)
    made = render(brief)
    check(brief, made)
    with pikepdf.open(BytesIO(made)) as pdf:
        tree = tree_of(pdf)
        pages = [next(mark[0] for each in child.walk() for mark in each.marks) for child in tree.children]
        assert pages != sorted(pages)  # text that comes later stands on an earlier page


@pytest.mark.parametrize("theme", ["default", "large"])
def test_both_fonts_and_languages_in_one_word_and_link(theme: str) -> None:
    link = "https://example.go.th"
    spans = (
        model.Span("เป้าหมาย≥90CO₂", link=link), model.Span("Green", language="en", link=link), model.Span("ค่า±ที่"),
        model.Span("Industry", bold=True, language="en"), model.Span("แล้ว", italic=True),
    )  # fmt: skip
    brief = furnished(model.Paragraph(spans), model.ItemList((spans, spans), ("๑.", "๒.")))
    check(brief, render(brief, theme=theme))


def test_the_check_sees_another_order() -> None:
    brief = furnished(model.Paragraph(text("หนึ่ง")), model.Paragraph(text("สอง")))
    other = furnished(model.Paragraph(text("สอง")), model.Paragraph(text("หนึ่ง")))
    with pytest.raises(AssertionError):
        check(other, render(brief))


def test_every_kind_of_block_is_among_them() -> None:
    seen = set[type]()

    @settings(max_examples=200, deadline=None, database=None, suppress_health_check=[*HealthCheck])
    @given(briefs(some_charts))
    def look(brief: model.Brief) -> None:
        seen.update(type(block) for block in brief.blocks)

    look()
    assert seen == set(get_args(model.Block))
