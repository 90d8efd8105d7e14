"""A screen reader is told where the language changes: read back from the structure tree of whole files."""

from __future__ import annotations

import zlib
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pytest
from small_brief import brief_of, table_of
from test_structure_tree import Element, contents_of, tree_of

from gireport.brief import model
from gireport.pdf.images import Raster
from gireport.rendering import render

if TYPE_CHECKING:
    from conftest import Made


PICTURE = model.Picture(
    model.Caption("ภาพที่ 1", (model.Span("ภาพ"),)),
    "",
    Decimal("0.3"),
    Raster(1, 1, 1, zlib.compress(b"0"), is_jpeg=False),
)


def spoken(pdf: pikepdf.Pdf) -> list[tuple[str, str, str]]:
    """Each element with a language of its own: the role of what it belongs to, the language, the words."""
    contents = contents_of(pdf)
    found = []

    def look(element: Element) -> None:
        for child in element.children:
            if "/Lang" in child.node:
                assert child.role == "Span"
                found.append((element.role, str(child.node.Lang), child.said(contents)))
            look(child)

    look(tree_of(pdf))
    return found


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (
            "full",
            [("LBody", "en", "Eco Industrial Town"), ("TH", "en", "Eco Champion"), ("P", "en", "alma-architect.com")],
        ),
        ("thai-digits", [("LBody", "en", "Eco Industrial Town")]),
        ("selected", [("P", "en", "Green System")]),
        ("english", [("TD", "th", "ฟื้นฟู"), ("LBody", "th", "ตัวชี้วัด"), ("TH", "th", "พัฒนากรอบ")]),
        ("english-selected", [("P", "th", "ระบบสีเขียว")]),
    ],
)
def test_known_words_are_tagged_with_their_language(
    annual: dict[str, Made], form: str, words: list[tuple[str, str, str]]
) -> None:
    with pikepdf.open(annual[form].path) as pdf:
        found = spoken(pdf)
    assert set(words) <= set(found)
    assert {language for _, language, _ in found} == {"th" if form.startswith("english") else "en"}
    brief = annual[form].brief
    inside = (model.Paragraph, model.ItemList, model.Table, model.Heading)
    wanted = [span for block in brief.blocks if isinstance(block, inside) for span in spans_of(block)]
    assert squeezed(text for _, _, text in found) == squeezed(span.text for span in wanted if span.language)


def spans_of(block: model.Block) -> list[model.Span]:
    return [span for span in brief_of(block).texts() if span.language]


def squeezed(texts: object) -> str:
    return "".join("".join(texts).split())  # type: ignore[arg-type]


def test_a_line_is_parted_where_the_language_changes() -> None:
    def span(text: str, language: str = "", **style: bool) -> model.Span:
        return model.Span(text, language=language, **style)

    brief = brief_of(
        model.Paragraph((span("ก่อน "), span("one two", "en"), span(" กลาง "), span("three", "en", bold=True))),
        model.Paragraph((span("Only English words here, long enough for a second line of text " * 3, "en"),)),
        model.Paragraph((span("at first", "en"), span(" แล้วไทย"))),
        table_of([["ก", "ข"]]),
    )
    with pikepdf.open(BytesIO(render(brief))) as pdf:
        contents = contents_of(pdf)
        first, second, third = [element for element in tree_of(pdf).children if element.role == "P"]
        kinds = [[type(kid).__name__ for kid in element.kids] for element in (first, second, third)]
        assert kinds == [["tuple", "Element", "tuple", "Element"], ["Element"], ["Element", "tuple"]]
        assert first.said(contents) == "ก่อน one two กลาง three"
        assert third.said(contents) == "at first แล้วไทย"
        assert [text[:20] for _, _, text in spoken(pdf)] == ["one two", "three", "Only English words h", "at first"]


def test_what_is_a_string_has_the_language_of_its_element() -> None:
    """An alternative and what an annotation says have one language each; bookmarks have that of the document."""

    def picture(alternative: str) -> model.Picture:
        return replace(PICTURE, alternative=alternative)

    def link(*spans: model.Span) -> model.Paragraph:
        return model.Paragraph(tuple(replace(span, link="https://example.go.th") for span in spans))

    english = model.Span("Green Industry", language="en")
    brief = brief_of(
        model.Heading(1, (model.Span("เรื่อง "), english)),
        picture("Map of Thailand"), picture("แผนที่"), picture("แผนที่ Green Industry"),
        link(english), link(model.Span("โครงการ "), english), link(english, replace(english, bold=True)),
    )  # fmt: skip
    with pikepdf.open(BytesIO(render(brief))) as pdf:
        elements = [*tree_of(pdf).walk()]
        told = [str(each.node.get("/Lang", "")) for each in elements if each.role == "Figure"]
        assert told == ["en", "", ""]
        links = [each for each in elements if each.role == "Link"]
        assert [str(each.node.get("/Lang", "")) for each in links] == ["en", "", "en"]
        said = [str(annotation.Contents) for each in links for _, annotation in each.annotations]
        assert said == ["Green Industry", "โครงการ Green Industry", "Green IndustryGreen Industry"]
        assert str(pdf.Root.Outlines.First.Title) == "เรื่อง Green Industry"
