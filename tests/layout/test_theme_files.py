"""Theme files: what they say is what is set, and whatever is wrong in one is told at once."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_brief import brief_of, text

from gireport import Template, render
from gireport.assets import asset
from gireport.brief import model
from gireport.cli.options import print_options
from gireport.errors import ThemeError
from gireport.layout.theme import DEFAULT, MILLIMETRE, TextStyle
from gireport.layout.themes import built_in_themes, load_theme

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = asset("templates", "themes", "default.toml").read_text(encoding="utf-8")
FRONT = '+++\nversion = 1\nname = "mine"\npurpose = "ทดลอง"\n{more}\n+++\n# เรื่อง\n'


def theme_file(folder: Path, source: str, name: str = "mine.toml") -> Path:
    path = folder / name
    path.write_text(source, encoding="utf-8")
    return path


def extending(*lines: str, base: str = "default") -> str:
    return "\n".join(["version = 1", f'extends = "{base}"', *lines])


def refused(folder: Path, source: str) -> list[tuple[str, str]]:
    """Code and key of every problem of a theme file."""
    with pytest.raises(ThemeError) as caught:
        load_theme(theme_file(folder, source))
    assert {problem.place.file for problem in caught.value.problems} == {"mine.toml"}
    assert str(caught.value)  # each can be worded
    return [(problem.code, str(problem.facts.get("key", ""))) for problem in caught.value.problems]


# -- what comes with the program


def test_the_themes_that_come_with_the_program() -> None:
    assert built_in_themes() == ["default", "large", "mono"]
    for name in built_in_themes():
        theme = load_theme(name)
        assert theme.name == name
        assert load_theme(name) is theme
    assert load_theme("default") is DEFAULT


def test_the_help_of_the_command_names_every_theme() -> None:
    from gireport.messages import catalogue

    assert any("--theme" in option.opts for option in print_options())
    for language in ("en", "th"):
        words = set(re.findall("[a-z]+", catalogue()["help.theme"][language]))
        assert set(built_in_themes()) <= words


def test_the_default_is_the_official_look() -> None:
    page = DEFAULT.page
    assert [round(side / MILLIMETRE, 6) for side in (page.width, page.height)] == [210, 297]
    assert [round(side / MILLIMETRE, 6) for side in (page.left, page.right, page.top, page.bottom)] == [25, 20, 25, 20]
    assert (DEFAULT.body.size, DEFAULT.body.leading) == (10.9, 18.0)
    assert (DEFAULT.title.size, DEFAULT.title.bold, DEFAULT.title.keep_with_next) == (21.2, True, True)
    assert (DEFAULT.fonts.name, DEFAULT.fonts.fallback) == ("sarabun", None)


def test_large_print_is_large_all_over() -> None:
    theme = load_theme("large")
    assert theme.page.width > theme.page.height
    assert theme.fonts.fallback is not None
    sizes = {f.name: getattr(theme, f.name) for f in fields(theme)}
    styles = {name: value for name, value in sizes.items() if isinstance(value, TextStyle)}
    assert len(styles) > 12
    assert min(style.size for style in styles.values()) >= 12
    assert all(style.size >= 1.5 * getattr(DEFAULT, name).size * 0.85 for name, style in styles.items())


# -- a file of one's own


def test_a_theme_of_ones_own_says_only_what_is_different(tmp_path: Path) -> None:
    source = extending("[page]", "filing = true", "[text.body]", "size = 18", "[colours]", 'quiet = "#404040"')
    theme = load_theme(theme_file(tmp_path, source))
    assert theme.name == "mine"
    assert theme.page.left == pytest.approx(30 * MILLIMETRE)
    assert (theme.body.size, theme.body.leading, theme.body.space_after) == (12.3, 20.3, 5)
    assert theme.note.colour == theme.furniture.colour == "#404040"
    assert (theme.title, theme.cells, theme.level_colours) == (DEFAULT.title, DEFAULT.cells, DEFAULT.level_colours)


def test_a_theme_may_extend_one_that_extends_another(tmp_path: Path) -> None:
    theme = load_theme(theme_file(tmp_path, extending("[lines]", "rule = 1.5", base="mono")))
    assert (theme.rule_width, theme.hairline_width) == (1.5, DEFAULT.hairline_width)
    assert theme.level_colours == load_theme("mono").level_colours


def test_a_whole_theme_needs_no_other(tmp_path: Path) -> None:
    theme = load_theme(theme_file(tmp_path, WHOLE.replace("\n", "\r\n")))
    for field in fields(theme):
        assert field.name == "name" or getattr(theme, field.name) == getattr(DEFAULT, field.name)


def test_a_font_that_changes_changes_the_sizes(tmp_path: Path) -> None:
    source = extending("[fonts]", 'family = "noto-sans-thai-looped"', 'fallback = "sarabun"')
    theme = load_theme(theme_file(tmp_path, source))
    assert (theme.body.size, theme.body.ink_middle) == (11.3, 0.31)


# -- what is refused


def test_every_wrong_missing_and_unknown_key_is_told_at_once(tmp_path: Path) -> None:
    source = WHOLE.replace("version = 1", "version = 2", 1)
    source = source.replace('family = "sarabun"', 'family = "sarabum"').replace("left = 25", "left = 2")
    source = source.replace('orientation = "portrait"', 'orientation = "round"').replace(
        "filing = false", "filling = 1"
    )
    source = source.replace('accent = "#1F6B3F"', 'accent = "green"').replace("head_gap = 5", "")
    source = source.replace("body = { size = 16", "body = { size = 160").replace('"strong" }', '"strnog" }', 1)
    source = (
        source.replace("note = {", "nota = {").replace("[lines]", "[linse]").replace("padding = 1.6", "padding = true")
    )
    assert sorted(refused(tmp_path, source)) == sorted(
        [
            ("schema.version", "version"),
            ("schema.unknown-name-near", "fonts.family"),
            ("schema.not-a-choice", "page.orientation"),
            ("schema.not-number", "page.left"),
            ("schema.unknown-key-near", "page.filling"),
            ("schema.missing-key", "furniture.head_gap"),
            ("theme.colour", "colours.accent"),
            ("theme.colour", "text.title.colour"),
            ("schema.not-number", "text.body.size"),
            ("schema.missing-key", "text.note"),
            ("schema.unknown-key-near", "text.nota"),
            ("schema.missing-key", "lines"),
            ("schema.unknown-key-near", "linse"),
            ("schema.not-number", "cells[4].padding"),
        ]
    )


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["[text]", 'quiet.colour = "#8A958F"'], [("theme.contrast", "text.quiet.colour")]),
        (
            ["[colours]", 'ink = "#999999"'],
            [("theme.contrast", "colours.ink"), *[("theme.contrast", "colours.levels")] * 2],
        ),
        (["[colours]", 'text_on_dark = "#808080"'], [("theme.contrast", "colours.levels")] * 3),
        (["[colours]", 'levels = ["#1A1A1A", "#D9D9D9"]'], [("theme.levels", "colours.levels")]),
        (["[colours]", 'levels = ["#D9D9D9", "grey"]'], [("theme.levels", "colours.levels")]),
        (["[colours]", 'outline = "#FFF"'], [("theme.colour", "colours.outline")]),
        (["[text]", "body.leading = 1.5"], [("theme.leading", "text.body.leading")]),
        (["[text]", "key_label.leading = 1.2"], [("theme.leading", "text.key_label.leading")]),
        (["[page]", "top = 12", "bottom = 10"], [("theme.margin", "page.top"), ("theme.margin", "page.bottom")]),
        (["page = 3"], [("schema.not-table", "page")]),
        (["[fonts]", 'fallback = "arial"'], [("schema.unknown-name", "fonts.fallback")]),
        (["[text]", 'body.align = "center"'], [("schema.not-a-choice", "text.body.align")]),
        (["cells = []"], [("schema.not-list", "cells")]),
    ],
)
def test_what_would_not_print_well_is_refused(
    tmp_path: Path, lines: list[str], expected: list[tuple[str, str]]
) -> None:
    assert refused(tmp_path, extending(*lines)) == expected


def test_the_figure_is_told(tmp_path: Path) -> None:
    with pytest.raises(ThemeError) as caught:
        load_theme(theme_file(tmp_path, extending("[text]", 'quiet.colour = "#777777"', "body.leading = 1.5")))
    [leading, contrast] = sorted(caught.value.problems, key=lambda problem: problem.code, reverse=True)
    assert contrast.facts["ratio"] == "4.47"
    assert (leading.facts["value"], leading.facts["least"]) == ("1.5", "1.58")


def test_looped_letters_need_less_leading(tmp_path: Path) -> None:
    lines = ["[text]", "body.leading = 1.5"]
    assert load_theme(theme_file(tmp_path, extending(*lines, base="large"))).body.leading == 25.5
    assert refused(tmp_path, extending("[text]", "body.leading = 1.44", base="large")) == [
        ("theme.leading", "text.body.leading")
    ]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("version = ", "schema.syntax"),
        ("version = 1\nextends = 'defualt'", "schema.unknown-name-near"),
        ("version = 1\nextends = 'mine.toml'", "schema.unknown-name"),
        ("#" * 70_000, "schema.too-large"),
        ("a = " + "[" * 5_000, "schema.syntax"),
    ],
)
def test_what_is_no_theme_is_refused(tmp_path: Path, source: str, code: str) -> None:
    assert [found for found, _ in refused(tmp_path, source)] == [code]


def test_files_and_names_that_are_not_there(tmp_path: Path) -> None:
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe")
    for asked, code in (
        ("monno", "theme.unknown-near"),
        ("zebra", "theme.unknown"),
        ("./nowhere.toml", "theme.unreadable"),
        (tmp_path, "theme.unreadable"),
        (tmp_path / "bytes.toml", "schema.encoding"),
    ):
        with pytest.raises(ThemeError) as caught:
            load_theme(asked)
        assert [problem.code for problem in caught.value.problems] == [code]
        assert str(caught.value)


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 400),
    st.floats(allow_nan=True),
    st.text(max_size=8),
    st.just([1, "#000000"]),
)


@settings(max_examples=150)
@given(st.sampled_from(re.findall(r"(?m)^(\w+) = ", WHOLE)), VALUES)
def test_any_value_of_any_key_gives_a_theme_or_problems(key: str, value: object) -> None:
    from gireport.layout import themes

    source = themes._built_in_source("default")
    for table in [name for name, entries in source.items() if isinstance(entries, dict) and key in entries]:
        changed = {**source, table: {**source[table], key: value}}
        try:
            theme = themes._theme(changed, "any", "any.toml")
        except ThemeError as error:
            problems = str(error)  # no other exception, and each problem can be worded
        else:
            problems = ""
        assert problems or theme.page.text_width > 200


# -- who chooses


def test_a_template_may_ask_for_a_theme(tmp_path: Path) -> None:
    def template(more: str) -> Template:
        (tmp_path / "own.md").write_text(FRONT.format(more=more), encoding="utf-8")
        return Template.load(tmp_path / "own.md")

    assert template("").theme == "default"
    assert template('theme = "mono"').theme == "mono"
    # A path starts from the template's folder, wherever the program runs.
    theme_file(tmp_path, extending("[page]", "filing = true"))
    assert load_theme(template('theme = "./mine.toml"').theme).page.left == pytest.approx(30 * MILLIMETRE)


def test_the_theme_handed_over_comes_before_that_of_the_brief() -> None:
    from dataclasses import replace

    brief = brief_of(model.Heading(1, text("เรื่อง")), model.Paragraph(text("ก ≥ ข")))
    mono = render(brief, theme="mono")
    assert render(replace(brief, theme="mono")) == mono != render(brief) == render(brief, theme=DEFAULT)
    assert render(replace(brief, theme="large"), theme=load_theme("mono")) == mono
