"""Links in templates: where they may lead, and what is refused."""

from __future__ import annotations

import pytest
from brief_kit import blocks, composed, faults, paragraph, words
from hypothesis import given
from hypothesis import strategies as st

from gireport.brief.markdown import is_address
from gireport.brief.model import Heading, Paragraph, Table, plain

TABLE = "```table\nid = \"a\"\nsource = 'plan'\ncaption = 'ก'\ncolumns = ['text']\n```\n\n"


def linked(body: str) -> list[tuple[str, str]]:
    return [(span.text, span.link) for span in paragraph(body)]


def test_words_lead_to_an_address() -> None:
    assert linked("ดู [เว็บ**ไซต์**](https://www.diw.go.th/a?b=(1)#c) ก่อน") == [
        ("ดู ", ""),
        ("เว็บ", "https://www.diw.go.th/a?b=(1)#c"),
        ("ไซต์", "https://www.diw.go.th/a?b=(1)#c"),
        (" ก่อน", ""),
    ]
    assert linked("[ก](mailto:a.b@diw.go.th)") == [("ก", "mailto:a.b@diw.go.th")]


def test_values_may_be_words_of_a_link_and_never_its_address() -> None:
    assert linked("[{{ 1 + 1 }}](https://x.th)") == [("2", "https://x.th")]
    assert faults("ก\n[ข]({{ 'https://x.th' }})") == [("template.link", 2)]
    assert faults("[ข](https://x.th/{{ 2 }})") == [("template.link", 1)]
    assert words("{{ '[ก](https://x.th)' }}") == "[ก](https://x.th)"
    assert not any(link for _, link in linked("{{ '[ก](https://x.th)' }}"))


@pytest.mark.parametrize(
    "address",
    ["http://x.th", "javascript:alert(1)", "file:///etc/passwd", "//x.th", "x.md", "#a", "ftp://x.th", "https://", "",
     "https://x", "https://a@x.th", "https://x.th/ก", "https://x.th/%G0", "https://-x.th", "https://x..th",
     "mailto:", "mailto:a", "mailto:a@x.th?cc=b", "data:text/plain,a", "HTTPS://x.th", r"\\\\server\\share",
     "https://x.th/" + "a" * 2000],
)  # fmt: skip
def test_any_other_address_is_refused_at_its_line(address: str) -> None:
    assert faults(f"ก\n\nข [ค]({address})") == [("template.link", 3)]


def test_a_title_and_a_link_without_words_are_refused() -> None:
    assert faults('[ก](https://x.th "ข")') == [("template.link", 1)]
    assert faults("[](https://x.th)") == [("template.link-without-words", 1)]
    assert faults("![ก](x.png)") == [("template.link", 1)]


@given(st.text(max_size=40))
def test_an_address_is_plain_ascii(text: str) -> None:
    address = f"https://x.th/{text}"
    if is_address(address):
        assert address.isascii()
        assert address.isprintable()
        assert not set(' <>"\\^`{|}') & set(address)


def test_a_mention_of_a_table_leads_to_it() -> None:
    table, words = blocks(TABLE + "ดู{{ ref('a') }} ก่อน")
    assert isinstance(table, Table)
    assert isinstance(words, Paragraph)
    assert [(span.text, span.link) for span in words.text] == [
        ("ดู", ""), ("ตารางที่ 1", "#ตารางที่ 1"), (" ก่อน", "")
    ]  # fmt: skip
    [note] = blocks('```note\ntext = "ดู [เว็บ](https://x.th)"\n```\n')
    assert isinstance(note, Paragraph)
    assert note.text[-1].link == "https://x.th"


def test_heads_and_feet_have_no_links() -> None:
    front = '+++\nversion = 1\nname = "t"\npurpose = "ทดสอบ"\nhead_left = "ดู{{ ref(\'a\') }}"\n+++\n'
    brief = composed(TABLE, front=front)
    assert plain(brief.furniture.head_left) == "ดูตารางที่ 1"
    assert not any(span.link for span in brief.furniture.head_left)


def test_headings_may_have_links() -> None:
    [heading] = blocks("## ก [ข](https://x.th)")
    assert isinstance(heading, Heading)
    assert heading.text[-1].link == "https://x.th"
