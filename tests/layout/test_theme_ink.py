"""Lines one below the other: no stack of marks touches what hangs from the line above, in any theme."""

from __future__ import annotations

from dataclasses import fields

import pytest
from small_brief import text

from gireport.layout.fonts import FontFamily, built_in_fonts
from gireport.layout.theme import TextStyle, Theme, official
from gireport.layout.themes import built_in_themes, load_theme
from gireport.layout.typesetting import Typesetter
from gireport.text.ink import ink_reach

THEMES = [load_theme(name) for name in built_in_themes()]
every_theme = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
# Over every other in turn: stacks of real words, vowels below, and the tails of Latin letters.
STACKS = ("ฟื้น", "ปั้น", "ผึ้ง", "น้ำ", "ที่", "ผู้", "ปู่", "ญู", "ครุฑ", "Åg", "(Qj", "[|]", "≥½", "๏๛")


def prose(theme: Theme) -> dict[str, TextStyle]:
    """The styles of more than a line or two."""
    found = {field.name: getattr(theme, field.name) for field in fields(theme)}
    named = {name: value for name, value in found.items() if isinstance(value, TextStyle)}
    named = {name: style for name, style in named.items() if not name.startswith(("chart", "key"))}
    return named | {f"cells {index}": style for index, (style, _) in enumerate(theme.cells)}


def edges(theme: Theme, style: TextStyle, words: str) -> list[tuple[float, float]]:
    """The top and bottom of each line's ink, from the top of the first line down, as it is placed on the page."""
    setting = Typesetter(FontFamily.of(theme.fonts)).set(text(words), style)
    lines = []
    for placed in setting.place(setting.lines(1000), 0, 0, 1000):
        ink = [0.0, 0.0]
        for glyphs in placed.glyphs:
            font = glyphs.font.shaper.font
            scale = glyphs.size * glyphs.font.scale / font.units_per_em
            for cluster in glyphs.clusters:
                for glyph, _, y in cluster.glyphs:
                    box = font.font.get_glyph_extents(glyph)
                    ink[0] = max(ink[0], (y + box.y_bearing) * scale)
                    ink[1] = min(ink[1], (y + box.y_bearing + box.height) * scale)
        lines.append((-placed.y - ink[0], -placed.y - ink[1]))
    return lines


@every_theme
def test_no_ink_collides_between_lines_of_prose(theme: Theme) -> None:
    seen = 0
    for name, style in prose(theme).items():
        # Bold Sarabun reaches further than the regular weight that leading is measured by, by so much at most.
        allowed = 0.05 * style.size if style.bold and theme.fonts.name == "sarabun" else 0.0
        for above in STACKS:
            lines = edges(theme, style, "\n".join(f"{above}\n{below}" for below in STACKS))
            assert len(lines) == 2 * len(STACKS)
            for (_, bottom), (top, _) in zip(lines[::2], lines[1::2], strict=True):
                seen += 1
                assert bottom <= top + allowed, (name, above)
    assert seen > 1000


def test_the_reach_of_ink_is_that_of_the_fonts() -> None:
    measured = {name: ink_reach(FontFamily.of(font).face().shaper) for name, font in built_in_fonts().items()}
    assert measured["sarabun"] == (1.25, 0.332, 0.496)
    assert measured["sarabun"].middle == 0.38
    assert measured["noto-sans-thai-looped"] == (1.1, 0.314, 0.474)
    assert measured["noto-sans-thai-looped"].whole == pytest.approx(1.414)


def test_sizes_look_like_official_points() -> None:
    assert official(16) == 10.9
    assert official(16, 0.4) == 16
    assert load_theme("default").body.size == 10.9
    large = load_theme("large").body.size
    assert large == official(24, 0.566) == 17
    assert large >= 16  # UKAAF G003, "Creating clear print and large print documents"
