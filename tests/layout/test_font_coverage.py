"""Characters that no font has stop the brief before a page is set."""

from __future__ import annotations

import pytest
from small_brief import brief_of, text

from gireport.brief import model
from gireport.errors import FontError
from gireport.layout.fonts import FontFamily, check_coverage


def test_every_missing_character_is_named_once_with_its_code_and_origin() -> None:
    brief = brief_of(
        model.Paragraph((model.Span("ผ่าน ✓ และ ✓", origin="mine.md:8"), model.Span("漢字", origin="strategy.csv:7")))
    )
    with pytest.raises(FontError) as refused:
        check_coverage(brief, FontFamily.sarabun())
    found = {(p.facts["character"], p.facts["code_point"], p.place.file) for p in refused.value.problems}
    assert found == {
        ("✓", "U+2713", "mine.md:8"),
        ("漢", "U+6F22", "strategy.csv:7"),
        ("字", "U+5B57", "strategy.csv:7"),
    }


@pytest.mark.parametrize("character", ["\u200b", "\u200d", "\ufeff", "\u2060", "\u202e", "\t"])
def test_characters_nobody_sees_are_not_dropped_in_silence(character: str) -> None:
    with pytest.raises(FontError) as refused:
        check_coverage(brief_of(model.Paragraph(text(f"ก{character}ข"))), FontFamily.sarabun())
    assert refused.value.problems[0].facts["code_point"] == f"U+{ord(character):04X}"


def test_no_break_spaces_and_line_ends_need_no_glyph() -> None:
    check_coverage(brief_of(model.Heading(1, text("ก\nข\u00a0ค"))), FontFamily.sarabun())


def test_all_four_faces_have_what_the_regular_one_has() -> None:
    family = FontFamily.sarabun()
    regular = family.face().shaper.font
    characters = [chr(code) for code in range(0x20, 0x2600) if regular.covers(chr(code))]
    assert len(characters) > 300
    for face in family.faces.values():
        assert [character for character in characters if not face.shaper.font.covers(character)] == []
