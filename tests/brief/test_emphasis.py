"""Emphasis glued to Thai letters, digits, brackets and ฿; and CommonMark's own everywhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from brief_kit import paragraph
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from gireport import Dataset
from gireport.brief.expressions import Rendered
from gireport.brief.markdown import ParagraphNode, parse_markdown
from gireport.dataset.figures import Figures

if TYPE_CHECKING:
    from gireport.brief.markdown import Inline

THAI = "กขคงมิีืุู่้็์ำะาโเแไ๕๙"
ENDS = THAI + "019"


def inlines(source: str) -> tuple[Inline, ...]:
    [node] = parse_markdown(Rendered(source, (1,)), "t.md")
    assert isinstance(node, ParagraphNode)
    return node.inlines


def styled(source: str) -> list[tuple[str, bool, bool]]:
    """Neighbours of one style together."""
    joined: list[tuple[str, bool, bool]] = []
    for text, bold, italic, *_ in inlines(source):
        if joined and joined[-1][1:] == (bold, italic):
            joined[-1] = (joined[-1][0] + text, bold, italic)
        else:
            joined.append((text, bold, italic))
    return joined


@pytest.mark.parametrize(
    ("source", "before", "bold", "after"),
    [
        ("คำ**(วงเล็บ)**ต่อ", "คำ", "(วงเล็บ)", "ต่อ"),
        ("**ร้อยละ 5%**ของ", "", "ร้อยละ 5%", "ของ"),
        ("รวม**฿100**บาท", "รวม", "฿100", "บาท"),
        ("โครงการ**พ.ศ.**ใหม่", "โครงการ", "พ.ศ.", "ใหม่"),
        ("ปี 2565**(ปรับปรุง)**2566", "ปี 2565", "(ปรับปรุง)", "2566"),
        ("กรุงเทพ**ฯ**และ", "กรุงเทพ", "ฯ", "และ"),
        ("คำ**“อ้าง”**ต่อ", "คำ", "“อ้าง”", "ต่อ"),
        ('คำ**"อ้าง"**ต่อ', "คำ", '"อ้าง"', "ต่อ"),
        ("ปี ๒๕๖๕**[ก]**๒๕๖๖", "ปี ๒๕๖๕", "[ก]", "๒๕๖๖"),
    ],
)
def test_stars_glued_to_thai(source: str, before: str, bold: str, after: str) -> None:
    expected = [(before, False, False), (bold, True, False), (after, False, False)]
    assert styled(source) == [piece for piece in expected if piece[0]]


def test_stars_glued_to_values() -> None:
    text = paragraph("{{ 'ก' }}**(ข)**{{ 'ค' }} และ**{{ total(year=first_year) }}**ฉบับ")
    total = Dataset.bundled().select()
    bold = "".join(span.text for span in text if span.bold)
    assert bold == f"(ข){Figures(total).total(years=[total.years[0].be]):,}"


@given(
    before=st.text(THAI, max_size=5),
    inner=st.text(THAI + "()%฿.,/", min_size=1, max_size=8).filter(
        lambda text: text[0] != ")" and text[-1] not in "(฿"
    ),
    after=st.text(THAI, max_size=5),
    stars=st.sampled_from(["*", "**"]),
)
def test_whatever_stands_in_stars_in_thai_is_emphasised(before: str, inner: str, after: str, stars: str) -> None:
    source = f"ก{before}{stars}{inner}{stars}{after}"
    bold, italic = stars == "**", stars == "*"
    expected = [(f"ก{before}", False, False), (inner, bold, italic), (after, False, False)]
    assert styled(source) == [piece for piece in expected if piece[0]]


@given(st.text('ab1 (*)_%.,"\\', min_size=1, max_size=30).map(lambda text: f"x{text}x"))
def test_without_thai_the_rules_are_those_of_commonmark(source: str) -> None:
    plain = MarkdownIt("zero").enable(["heading", "list", "fence", "emphasis", "escape", "newline"])
    expected: list[tuple[str, bool, bool]] = []
    bold = italic = 0
    for token in (plain.parse(source)[1].children) or []:
        bold += token.nesting if token.type.startswith("strong") else 0
        italic += token.nesting if token.type.startswith("em_") else 0
        if token.content:
            style = (bold > 0, italic > 0)
            if expected and expected[-1][1:] == style:
                expected[-1] = (expected[-1][0] + token.content, *style)
            else:
                expected.append((token.content, *style))
    assert styled(source) == expected


@given(st.text(THAI + " *", max_size=30).map(lambda text: f"ก{text}ก"))
def test_stars_between_thai_letters_alone_are_those_of_commonmark(source: str) -> None:
    """The exception is for punctuation; between letters there is nothing to except."""
    plain = MarkdownIt("zero").enable(["heading", "list", "fence", "emphasis", "escape", "newline"])
    tokens = plain.parse(source)[1].children or []
    assert [t.content for t in tokens if t.content] == [each.text for each in inlines(source)]
