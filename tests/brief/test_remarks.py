"""The directives `note`, `toc` and `signature-block`."""

from __future__ import annotations

from brief_kit import FRONT, blocks, composed, faults

from gireport import Dataset, Template, compose
from gireport.brief.model import (
    Contents,
    ItemList,
    Paragraph,
    Remark,
    SignatureBlock,
    TextColumns,
    plain,
)

ENGLISH = FRONT.replace("purpose", 'languages = ["en"]\npurpose')


def fenced(name: str, toml: str = "") -> str:
    return f"```{name}\n{toml}```\n\n"


def lines(toml: str = "", front: str = FRONT) -> list[tuple[str, str, str]]:
    brief = compose(
        Dataset.bundled().select(), Template.parse(f"{front}# ก\n\n{fenced('signature-block', toml)}", "t.md")
    )
    block = brief.blocks[1]
    assert isinstance(block, SignatureBlock)
    return [(plain(line.before), plain(line.filled), plain(line.after)) for line in block.lines]


def test_a_short_note_is_a_quiet_paragraph() -> None:
    [note] = blocks(fenced("note", "text = 'ก **ข**'\n"))
    assert isinstance(note, Paragraph)
    assert note.quiet
    assert [(span.text, span.bold) for span in note.text] == [("ก ", False), ("ข", True)]


def test_a_note_with_a_title_or_of_several_blocks_is_set_apart() -> None:
    [note] = blocks(fenced("note", "title = 'ข้อสังเกต'\ntext = 'ก'\n"))
    assert isinstance(note, Remark)
    assert plain(note.title) == "ข้อสังเกต"
    assert [plain(block.text) for block in note.blocks if isinstance(block, Paragraph)] == ["ก"]
    [note] = blocks(fenced("note", "text = '''\nก\n\n1. ข\n2. {{ total() }}\n'''\n"))
    assert isinstance(note, Remark)
    assert not note.title
    listed = note.blocks[1]
    assert isinstance(listed, ItemList)
    assert listed.labels == ("1.", "2.")
    assert plain(listed.items[1]).replace(",", "").isdigit()


def test_a_note_of_nothing_is_none_and_data_is_no_markup() -> None:
    assert blocks(fenced("note", "text = '{% if false %}ก{% endif %}'\n")) == ()
    [note] = blocks(fenced("note", "text = \"{{ '**ก** [ข](http://x)' }}\"\n"))
    assert isinstance(note, Paragraph)
    assert plain(note.text) == "**ก** [ข](http://x)"
    assert not any(span.bold or span.link for span in note.text)


def test_a_note_holds_prose_alone() -> None:
    assert faults("ก\n\n" + fenced("note", "text = '## ก'\n")) == [("directive.not-prose", 4)]
    assert faults(fenced("note", "text = '''\n~~~table\n~~~\n'''\n")) == [("directive.not-prose", 2)]
    assert faults(fenced("note", "text = '[ก](file:///x)'\n")) == [("template.link", 1)]


def test_columns_hold_prose_alone() -> None:
    [columns] = blocks(fenced("columns", "text = '''\nก **ข**\n\n- ค\n- {{ total() }}\n'''\n"))
    assert isinstance(columns, TextColumns)
    assert columns.count == 2
    paragraph, listed = columns.blocks
    assert isinstance(paragraph, Paragraph)
    assert not paragraph.quiet
    assert [(span.text, span.bold) for span in paragraph.text] == [("ก ", False), ("ข", True)]
    assert isinstance(listed, ItemList)
    [columns] = blocks(fenced("columns", "count = 3\ntext = 'ก'\n"))
    assert isinstance(columns, TextColumns)
    assert columns.count == 3
    assert blocks(fenced("columns", "text = '{% if false %}ก{% endif %}'\n")) == ()
    assert blocks(fenced("columns", "text = 'ก'\nwhen = false\n")) == ()
    assert faults(fenced("columns", "text = '## ก'\n")) == [("directive.not-prose", 2)]
    assert faults(fenced("columns", "count = 4\ntext = 'ก'\n")) == [("directive.out-of-range", 2)]
    assert faults(fenced("columns")) == [("directive.missing-key", 1)]


def test_contents_have_a_title_and_a_depth() -> None:
    def contents(toml: str = "") -> Contents:
        [block] = blocks(fenced("toc", toml))
        assert isinstance(block, Contents)
        return block

    assert (plain(contents().title), contents().depth) == ("สารบัญ", 3)
    assert (contents("title = ''\ndepth = 2\n").title, contents("depth = 6\n").depth) == ((), 6)
    for depth in ("1", "7", "2.5"):
        code = "directive.not-number" if "." in depth else "directive.out-of-range"
        assert faults(fenced("toc", f"depth = {depth}\n")) == [(code, 2)]


def test_signature_lines_in_thai_and_in_english() -> None:
    assert lines() == [("ลงชื่อ", "", ""), ("(", "", ")"), ("ตำแหน่ง", "", ""), ("วันที่", "", "")]
    toml = "name = 'Somchai Jaidee'\nposition = 'Director'\nplace = 'Bangkok'\ndate = '1 {{ 1 }}'\n"
    assert lines(toml, ENGLISH) == [
        ("Signed:", "", ""),
        ("(", "Somchai Jaidee", ")"),
        ("Position:", "Director", ""),
        ("Place:", "Bangkok", ""),
        ("Date:", "1 1", ""),
    ]
    assert lines("place = ''\n")[3] == ("สถานที่", "", "")
    assert faults(fenced("signature-block", "nam = 'ก'\n")) == [("directive.unknown-key-near", 2)]


def test_they_are_data() -> None:
    brief = composed(fenced("toc") + fenced("signature-block") + fenced("note", "title = 'ก'\ntext = 'ข'\n"))
    kinds = [block["block"] for block in brief.to_json()["blocks"]]
    assert kinds == ["Heading", "Contents", "SignatureBlock", "Remark"]
    assert {"สารบัญ", "ลงชื่อ", "ข"} <= {span.text for span in brief.texts()}
