"""The part of Markdown that a brief is made of; everything else stays the characters it is typed as."""

from __future__ import annotations

import pytest
from brief_kit import blocks, composed, faults, words

from gireport.brief.model import Heading, ItemList, PageBreak, Paragraph, plain


def spans(body: str) -> list[tuple[str, bool, bool]]:
    [block] = blocks(body)
    assert isinstance(block, Paragraph)
    return [(span.text, span.bold, span.italic) for span in block.text]


@pytest.mark.parametrize("depth", range(1, 7))
def test_headings_have_six_depths(depth: int) -> None:
    above = "".join(f"{'#' * shallower} ก\n" for shallower in range(2, depth))
    *_, block = blocks(above + "#" * depth + " ก **ข** #")
    assert isinstance(block, Heading)
    assert (block.depth, plain(block.text), block.text[1].bold) == (depth, "ก ข", True)


def test_paragraphs_are_parted_by_blank_lines() -> None:
    assert [plain(block.text) for block in blocks("ก\nข\n\nค") if isinstance(block, Paragraph)] == ["ก ข", "ค"]


def test_words_are_bold_italic_or_both() -> None:
    assert spans("ก **ข** *ค* ***ง*** __จ__ _ฉ_") == [
        ("ก ", False, False), ("ข", True, False), (" ", False, False), ("ค", False, True), (" ", False, False),
        ("ง", True, True), (" ", False, False), ("จ", True, False), (" ", False, False), ("ฉ", False, True),
    ]  # fmt: skip


def test_a_line_ends_where_a_backslash_says() -> None:
    assert words("ก\\\nข") == "ก\nข"
    assert words("ก  \nข") == "ก\nข"


def test_a_backslash_takes_the_meaning_from_a_sign() -> None:
    assert words(r"\*ก\* \# \[ \\ 1\. ก") == r"*ก* # [ \ 1. ก"


@pytest.mark.parametrize(
    "source",
    ["<b>ก</b>", "[ก]", "[ก] (http://x.th)", "[ก][x]", "`ก`", "&amp;", "&copy;", "| ก | ข |", "> ก", "---", "http://x.th",
     "~~ก~~", "#ก", "-ก", "1.ก", "[^1]", ":smile:", "<http://x.th>", "[x]: http://x.th"],
)  # fmt: skip
def test_nothing_else_of_markdown_is_read(source: str) -> None:
    assert words(source) == source
    assert words(f"ก {source}") == f"ก {source}"


def test_an_indented_line_is_no_code() -> None:
    assert words("    ก") == "ก"


def test_a_line_under_words_makes_no_heading() -> None:
    assert words("ก\n===") == "ก ==="


@pytest.mark.parametrize("bullet", ["-", "*", "+"])
def test_bullets_become_one_sign(bullet: str) -> None:
    [block] = blocks(f"{bullet} ก\n{bullet} **ข**\n  ค\n")
    assert isinstance(block, ItemList)
    assert (list(map(plain, block.items)), block.labels) == (["ก", "ข ค"], ("–", "–"))
    assert block.items[1][0].bold


def test_numbers_of_a_list_begin_where_it_says_and_are_in_its_digits() -> None:
    [block] = blocks("3. ก\n3. ข\n", "thai")
    assert isinstance(block, ItemList)
    assert block.labels == ("๓.", "๔.")


def test_a_loose_list_is_a_list() -> None:
    [block] = blocks("- ก\n\n- ข\n")
    assert isinstance(block, ItemList)
    assert len(block.items) == 2


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("- ก\n\n  ข\n- ค", 3),  # two paragraphs
        ("- ก\n- # ข", 2),
        ("- ก\n- ```note\n  text = 'ข'\n  ```\n", 2),
        ("1. ก\n   1. ข\n      1. ค\n         1. ง\n", 4),
        ("- ก\n  - ข\n\n  1. ค", 4),
        ("- ก\n  - ข\n\n  ค", 4),
        ("- - ก", 1),
    ],
)
def test_an_item_holds_one_paragraph(source: str, line: int) -> None:
    assert faults(source) == [("template.list-item", line)]


def test_all_items_that_hold_more_are_told_at_once() -> None:
    assert faults("- ก\n  # ข\n\nค\n\n- ง\n  # จ") == [("template.list-item", 2), ("template.list-item", 7)]


def test_lists_go_three_deep() -> None:
    source = "1. ก\n   1. ข\n      1. ค\n   2. ง\n2. จ\n   - ฉ\n     1. ช\n"
    [outer] = blocks(source)
    assert isinstance(outer, ItemList)
    assert outer.labels == ("1.", "2.")
    first, second = outer.below
    assert first is not None
    assert second is not None
    assert [plain(item) for item in first.items] == ["ข", "ง"]
    assert first.labels == ("1.1", "1.2")
    assert first.below[0] is not None
    assert first.below[0].labels == ("1.1.1",)
    assert first.below[1] is None
    assert second.labels == ("–",)
    assert second.below[0] is not None
    assert second.below[0].labels == ("1.",)


def test_what_is_below_an_item_without_words_is_left_out_with_it() -> None:
    [outer] = blocks("- ก\n- {{ '' }}\n  - ค\n")
    assert isinstance(outer, ItemList)
    assert (len(outer.items), outer.below) == (1, ())


NOTHING = "{% if false %}ก{% endif %}"


@pytest.mark.parametrize(
    "source",
    [
        NOTHING, f"# {NOTHING}", f"- {NOTHING}", f"1. {NOTHING}\n2. {NOTHING}", "{{ '' }}", f"**{NOTHING}**", "-", "#",
        " ", "{{ ' ' }}", f"```note\ntext = '{NOTHING}'\n```",
        "```key-figures\n[[figure]]\nwhen = false\nvalue = '1'\nlabel = '2'\n```",
    ],
)  # fmt: skip
def test_nothing_empty_is_left(source: str) -> None:
    if source == f"**{NOTHING}**":
        assert words(source) == "****"  # no emphasis of nothing: the signs stay, as CommonMark has it
    else:
        assert blocks(source) == ()


def test_an_item_left_out_leaves_no_gap_in_the_numbers() -> None:
    [block] = blocks(f"1. ก\n2. {NOTHING}\n3. ค")
    assert isinstance(block, ItemList)
    assert (list(map(plain, block.items)), block.labels) == (["ก", "ค"], ("1.", "2."))


def test_spaces_at_the_ends_of_a_text_are_dropped() -> None:
    assert words("{{ '  ก ' }}**{{ ' ' }}ข {{ ' ' }}**") == "ก  ข"
    assert words("{% if true %} ก {% endif %}") == "ก"


def test_blocks_keep_their_order_around_directives() -> None:
    found = blocks("ก\n\n```page-break\n```\n\n## ข\n\n```note\ntext = 'ค'\n```\nง")
    assert [type(block) for block in found] == [Paragraph, PageBreak, Heading, Paragraph, Paragraph]
    assert [block.quiet for block in found if isinstance(block, Paragraph)] == [False, True, False]


def test_a_fence_may_be_of_tildes_and_run_to_the_end() -> None:
    [note] = blocks("~~~ note\ntext = 'ก'\n")
    assert note.quiet if isinstance(note, Paragraph) else False


def test_the_title_of_a_brief_is_its_first_heading_on_one_line() -> None:
    brief = composed("")
    assert brief.title == "เรื่อง"
    assert plain(brief.blocks[0].text) == "เรื่อง" if isinstance(brief.blocks[0], Heading) else False


def test_a_heading_goes_one_deeper_at_a_time() -> None:
    assert len(blocks("## ก\n\n### ข\n\n#### ค\n\n## ง")) == 4
    assert faults("## ก\n\n#### ข\n\n{% if false %}\n## ค\n{% endif %}\n\n###### ง") == [
        ("template.heading-skipped", 3),
        ("template.heading-skipped", 9),
    ]
    assert faults("### ก") == [("template.heading-skipped", 1)]
