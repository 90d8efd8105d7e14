"""Families of fonts: which face draws what, helped out by another family, never within a letter and its marks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from small_brief import brief_of, text

from gireport.brief import model
from gireport.errors import FontError
from gireport.layout.fonts import FontDescription, FontFamily, built_in_fonts, check_coverage
from gireport.layout.theme import DEFAULT
from gireport.layout.typesetting import Typesetter
from gireport.text.shaping import is_mark, letters_with_marks

LOOPED_ALONE = built_in_fonts()["noto-sans-thai-looped"]
SARABUN = built_in_fonts()["sarabun"]
HELPED = FontDescription(LOOPED_ALONE.name, LOOPED_ALONE.regular, LOOPED_ALONE.bold, fallback=SARABUN)
LOOPED = FontFamily.of(HELPED)
STYLES = [(bold, italic) for bold in (False, True) for italic in (False, True)]
SIGNS = "≥≤±²³‰†‡▲▼→₂½"
CHARACTERS = st.sampled_from("กขญฎผฟ่้ิุูำั็ AVfié1๒,.\u0301\u0323\u0323\u00a0\n" + SIGNS)


def drawn(words: str, **style: bool) -> list[tuple[str, str]]:
    return [(face.shaper.font.name, piece) for face, piece in LOOPED.pieces(words, **style)]


def test_what_the_first_family_lacks_is_drawn_in_the_second() -> None:
    assert drawn("เป้าหมาย ≥ 90") == [
        ("NotoSansThaiLooped-Regular.ttf", "เป้าหมาย "),
        ("Sarabun-Regular.ttf", "≥"),
        ("NotoSansThaiLooped-Regular.ttf", " 90"),
    ]
    assert drawn("CO₂", bold=True) == [("NotoSansThaiLooped-Bold.ttf", "CO"), ("Sarabun-Bold.ttf", "₂")]
    assert drawn("ก\n\u00a0ข") == [("NotoSansThaiLooped-Regular.ttf", "ก\n\u00a0ข")]


@given(st.text(CHARACTERS, max_size=30), st.sampled_from(STYLES))
def test_pieces_are_the_text_and_each_face_has_all_of_its_piece(words: str, style: tuple[bool, bool]) -> None:
    pieces = LOOPED.pieces(words, bold=style[0], italic=style[1])
    assert "".join(piece for _, piece in pieces) == words
    for index, (face, piece) in enumerate(pieces):
        assert index == 0 or not is_mark(piece[0])
        assert [c for c in piece if c not in "\n\u00a0" and not face.shaper.font.covers(c)] == []


SPANS = st.lists(st.tuples(st.text(CHARACTERS, max_size=12), st.booleans(), st.booleans()), max_size=6)


@example([("1", False, False), ("", False, True), ("\u0323", False, False)], 20, False)
@given(SPANS, st.floats(20, 400), st.booleans())
def test_lines_of_two_fonts_say_the_text_without_an_empty_box(
    spans: list[tuple[str, bool, bool]], width: float, justified: bool
) -> None:
    words = tuple(model.Span(words, bold, italic) for words, bold, italic in spans)
    style = replace(DEFAULT.body, align="justify" if justified else "left")
    setting = Typesetter(LOOPED).set(words, style)
    lines = setting.lines(width)
    placed = setting.place(lines, 0, 0, width)
    said = "".join(cluster.text for line in placed for glyphs in line.glyphs for cluster in glyphs.clusters)
    assert "".join(said.split()) == "".join(model.plain(words).split())
    for line, drawn in zip(lines, placed, strict=True):
        advance = 0.0
        for glyphs in drawn.glyphs:
            units = sum(cluster.advance + cluster.kern for cluster in glyphs.clusters)
            advance += units * glyphs.size * glyphs.font.scale / glyphs.font.shaper.font.units_per_em
            assert all(glyph for cluster in glyphs.clusters for glyph, _, _ in cluster.glyphs)
        assert advance == pytest.approx(line.width, abs=1e-6)


@given(st.text(CHARACTERS, max_size=30))
def test_letters_keep_their_marks(words: str) -> None:
    clusters = letters_with_marks(words)
    assert "".join(clusters) == words
    assert all(not any(map(is_mark, cluster[:1])) for cluster in clusters[1:])
    assert all(all(map(is_mark, cluster[1:])) for cluster in clusters)


@pytest.mark.parametrize(("bold", "italic"), STYLES)
def test_letters_of_the_second_are_as_high_as_those_of_the_first(bold: bool, italic: bool) -> None:
    first, [second] = LOOPED.faces[bold, italic], LOOPED.helpers[bold, italic]
    assert first.shaper.font.letter_height == (573 if bold else 566)
    assert second.shaper.font.letter_height == 586
    assert second.scale * 586 == pytest.approx(first.shaper.font.letter_height, abs=0.5)
    assert second.stringWidth("≥", 20) == pytest.approx(second.shaper.width("≥", 20 * second.scale))


@pytest.mark.parametrize("bold", [False, True])
def test_a_family_without_italics_stays_upright_and_so_does_its_helper(bold: bool) -> None:
    assert LOOPED.face(bold=bold, italic=True) is LOOPED.face(bold=bold)
    assert LOOPED.helpers[bold, True] == LOOPED.helpers[bold, False]
    sloped = FontFamily.of(FontDescription("other", SARABUN.regular, SARABUN.bold, SARABUN.italic, None, SARABUN))
    assert sloped.face(italic=True).shaper.font.name == "Sarabun-Italic.ttf"
    assert sloped.helpers[False, True][0].shaper.font.italic_angle < 0


def test_a_family_without_a_helper_is_one_piece() -> None:
    assert [piece for _, piece in FontFamily.sarabun().pieces("ก ≥ ● ข")] == ["ก ≥ ● ข"]


def test_coverage_asks_the_helper_too() -> None:
    brief = brief_of(model.Paragraph(text(f"ค่า {SIGNS} ✓")))
    with pytest.raises(FontError) as refused:
        check_coverage(brief, LOOPED)
    assert [problem.facts["character"] for problem in refused.value.problems] == ["✓"]
    with pytest.raises(FontError) as refused:
        check_coverage(brief, FontFamily.of(LOOPED_ALONE))
    assert {str(problem.facts["character"]) for problem in refused.value.problems} == {*SIGNS, "✓"}


@pytest.mark.parametrize("words", [("≥\u033f",), ("≥", "\u033f"), ("≥", "", "\u033f")])
def test_a_cluster_that_no_one_font_has_is_refused(words: tuple[str, ...]) -> None:
    # Neither family has U+033F; across the edge of two styles it is drawn with the letter before it all the same.
    spans = tuple(model.Span(word, bold=bool(index)) for index, word in enumerate(words))
    with pytest.raises(FontError) as refused:
        check_coverage(brief_of(model.Paragraph(spans)), LOOPED)
    assert [problem.facts["character"] for problem in refused.value.problems] == ["\u033f"]


@pytest.mark.parametrize("description", built_in_fonts().values(), ids=lambda description: description.name)
def test_every_face_has_what_the_regular_one_has(description: FontDescription) -> None:
    family = FontFamily.of(description)
    regular = family.face().shaper.font
    characters = [chr(code) for code in range(0x20, 0x2600) if regular.covers(chr(code))]
    assert len(characters) > 300
    for face in family.faces.values():
        assert [character for character in characters if not face.shaper.font.covers(character)] == []
