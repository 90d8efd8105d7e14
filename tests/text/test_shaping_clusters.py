"""Clusters say their source exactly, stand forward of one another, and are shaped by their own script."""

from __future__ import annotations

from itertools import product

import pytest
import uharfbuzz as hb
from hypothesis import given
from hypothesis import strategies as st

from gireport.assets import asset
from gireport.text.fontfile import FontFile
from gireport.text.shaping import MARKS, Shaper

FACES = ["Regular", "Bold", "Italic", "BoldItalic"]
SHAPERS = {face: Shaper(FontFile.load(asset("fonts", "sarabun", f"Sarabun-{face}.ttf"))) for face in FACES}
REGULAR = SHAPERS["Regular"]

THAI = [chr(code) for code in (*range(0x0E01, 0x0E3B), *range(0x0E40, 0x0E5C))]
PARTS = st.sampled_from(
    [*THAI, *" ฿AVTofi0123456789๐๑๒๓.,()“”–%\u00a0\u0301é½", "น้ำ", "ปั้น", "ที่", "ffi", "𝒳", "ก\u0301"]
)
TEXT = st.lists(PARTS, max_size=20).map("".join)


@given(TEXT | st.text(st.characters(exclude_categories=["Cs"]), max_size=20), st.sampled_from(FACES), st.booleans())
def test_clusters_join_to_the_source(text: str, face: str, tabular: bool) -> None:
    shaped = SHAPERS[face].shape(text, tabular=tabular)
    assert "".join(cluster.text for cluster in shaped.clusters) == text
    assert all(cluster.text for cluster in shaped.clusters)
    assert shaped.width == sum(cluster.advance + cluster.kern for cluster in shaped.clusters)


@given(TEXT)
def test_every_cluster_goes_forward(text: str) -> None:
    """So nothing moves back in a line; only marks that follow nothing have no width."""
    for cluster in REGULAR.shape(text).clusters:
        if cluster.text[0] not in MARKS:
            assert cluster.advance > 0
            assert cluster.advance + cluster.kern > 0


@given(st.lists(st.sampled_from(THAI), max_size=12).map(lambda signs: "ก" + "".join(signs)), st.sampled_from(FACES))
def test_thai_is_shaped_as_harfbuzz_shapes_it(text: str, face: str) -> None:
    shaper = SHAPERS[face]
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "ltr"
    hb.shape(shaper.font.font, buffer)
    x, wanted = 0, []
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        wanted.append((info.codepoint, x + position.x_offset, position.y_offset))
        x += position.x_advance
    origin, got = 0, []
    for cluster in shaper.shape(text).clusters:
        got += [(glyph, origin + x, y) for glyph, x, y in cluster.glyphs]
        origin += cluster.advance + cluster.kern
    assert got == wanted


@pytest.mark.parametrize("word", ["น้ำ", "ที่", "ปั้น", "ญู", "ฐุ", "ล้ำ", "กี่"])
@pytest.mark.parametrize("before", ["A", "A ", "Level 1 ", "(", "“", "1 ", "é", "\u00a0", "กA"])
def test_marks_do_not_depend_on_what_stands_before(word: str, before: str) -> None:
    """HarfBuzz takes a buffer to be in the script that it meets first."""
    shaped = REGULAR.shape(before + word).clusters
    alone = REGULAR.shape(word).clusters
    assert shaped[-len(alone) :] == alone


def test_a_mark_keeps_to_the_letter_before_it() -> None:
    for text in ("x่", "ก\u0301", "e\u0301\u0301", "น้ำ", "ที่", "–่", "ก็์"):
        assert [cluster.text for cluster in REGULAR.shape(text).clusters] == [text]


def test_latin_is_kerned_and_ligated() -> None:
    apart = sum(REGULAR.shape(letter).width for letter in "AV")
    assert REGULAR.shape("AV").width < apart
    assert next(cluster.kern for cluster in REGULAR.shape("AVก").clusters) < 0
    (ligature,) = REGULAR.shape("fi").clusters
    assert (ligature.text, len(ligature.glyphs)) == ("fi", 1)


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("digits", ["0123456789", "๐๑๒๓๔๕๖๗๘๙"])
def test_tabular_figures_are_equally_wide(digits: str, face: str) -> None:
    shaper = SHAPERS[face]
    for pattern in ("{0}", "{0}{1}", "{0}{1},{0}{1}{0}", "{0}.{1}", "{0}–{1}"):
        widths = {shaper.shape(pattern.format(a, b), tabular=True).width for a, b in product(digits, repeat=2)}
        assert len(widths) == 1, pattern
    # Proportional Thai digits are why there is anything to do.
    plain = {shaper.shape(digit).width for digit in digits}
    assert (len(plain) > 1) == (digits[0] == "๐")
    for digit in digits:
        (cluster,) = shaper.shape(digit, tabular=True).clusters
        (natural,) = shaper.shape(digit).clusters
        margin = cluster.glyphs[0].x - natural.glyphs[0].x
        assert 0 <= 2 * margin <= cluster.advance - natural.advance <= 2 * margin + 1


def test_words_are_not_tabular() -> None:
    assert REGULAR.shape("รวม AV", tabular=True) == REGULAR.shape("รวม AV")


def test_nothing_and_spaces() -> None:
    assert REGULAR.shape("") == ((), 0)
    (space,) = REGULAR.shape(" ").clusters
    assert space.text == " "
    assert REGULAR.width(" ", 1000) == space.advance == REGULAR.width("\u00a0", 1000)


def test_width_is_in_points() -> None:
    assert REGULAR.width("กก", 10) == pytest.approx(REGULAR.shape("กก").width / 100)


def test_a_full_cache_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gireport.text.shaping._CACHED_TEXTS", 3)
    shaper = Shaper(REGULAR.font)
    before = [shaper.shape(str(number)) for number in range(10)]
    assert len(shaper._shaped) <= 3
    assert [shaper.shape(str(number)) for number in range(10)] == before
