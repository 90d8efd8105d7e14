"""Theme files: TOML that says how a brief looks, checked as a whole before anything is set.

A theme may extend one that comes with the program, and then says only what is different. Sizes are official TH
SarabunPSK points, leading is in times of the size, margins are millimetres, everything else is points.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gireport.assets import asset
from gireport.dataset.characters import shown
from gireport.dataset.fields import Fields
from gireport.dataset.spelling import unknown_word
from gireport.errors import Place, Problem, ThemeError
from gireport.layout.palette import Palette
from gireport.layout.theme import MILLIMETRE, HeadAndFoot, Page, TextStyle, Theme, official

if TYPE_CHECKING:
    from gireport.layout.fonts import FontDescription
    from gireport.layout.logo import Logo
    from gireport.text.ink import InkReach

THEME_VERSION = 1
_MAX_KIB = 64
_BUILT_IN = re.compile(r"[a-z][a-z0-9-]*")
_A4 = (210.0, 297.0)  # mm
_FILING = 30.0  # mm at the left, where official letters are punched
_ALIGNMENTS = ("left", "right", "centre", "justify")

# What a style is for decides what it is kept with, whatever the theme.
_HEADINGS = {
    "title": {"keep_with_next": True, "balanced": True},
    "section": {"keep_with_next": True, "balanced": True},
    "subsection": {"keep_with_next": True},
    "caption": {"keep_with_next": True},
}
_PROSE = ("body", "quiet", "item", "note", "furniture")
# Set in one line as a rule, so that leading is the distance to another style's line.
_LABELS = ("key_value", "key_label", "key_context", "chart_title", "chart_label", "chart_quiet")
_LEAST_LEADING, _LEAST_LABEL_LEADING = 1.45, 1.3


def load_theme(name_or_path: str | Path) -> Theme:
    """The built-in theme of that name, or the one in the file: a bare word is a name, anything with a dot or a
    separator a path.

    Raises ThemeError with everything that is wrong in it, FontError where its font cannot be used.
    """
    text = str(name_or_path)
    if isinstance(name_or_path, str) and _BUILT_IN.fullmatch(text):
        return _built_in(text)
    path = Path(name_or_path)
    return _theme(_source(path), path.stem, path.name, path.parent)


@cache
def theme_digest(theme: Theme) -> str:
    """The SHA-256 of every choice of the theme, but its name, and of its font files."""
    choices = {key: value for key, value in asdict(theme).items() if key != "name"}
    return hashlib.sha256(json.dumps(choices, default=_file_digest).encode()).hexdigest()


def _file_digest(content: Path | bytes) -> str:
    return hashlib.sha256(content if isinstance(content, bytes) else content.read_bytes()).hexdigest()


def built_in_themes() -> list[str]:
    """The names of the themes that come with the program."""
    return sorted(path.stem for path in asset("templates", "themes").glob("*.toml"))


@cache
def _built_in(name: str) -> Theme:
    if name not in built_in_themes():
        code, facts = unknown_word("theme.unknown", name, built_in_themes())
        raise ThemeError(Problem(code, facts=facts))
    return _theme(_built_in_source(name), name, f"{name}.toml")


@cache
def _built_in_source(name: str) -> dict[str, Any]:
    return _source(asset("templates", "themes", f"{name}.toml"))


def _source(path: Path) -> dict[str, Any]:
    """What the file says. Raises ThemeError where it is no TOML."""
    import tomllib

    def error(code: str, **facts: object) -> ThemeError:
        return ThemeError(Problem(code, Place(path.name), facts))

    try:
        content = path.read_bytes()
    except OSError as fault:
        raise error("theme.unreadable", reason=fault.strerror or str(fault)) from None
    if len(content) > _MAX_KIB * 1024:
        raise error("schema.too-large", limit=_MAX_KIB)
    try:
        return tomllib.loads(content.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError:
        raise error("schema.encoding") from None
    except (ValueError, RecursionError) as fault:  # nested too deep, or a number too long, is a fault like any other
        raise error("schema.syntax", detail=shown(str(fault))) from None


def _theme(source: dict[str, Any], name: str, file: str, folder: Path | None = None) -> Theme:
    problems: list[Problem] = []
    entries = _extended(source, file, problems)
    if not problems:
        reader = _ThemeReader(Fields(entries, "", file, problems), folder)
        theme = reader.theme(name)
        if not problems:  # else its measures may be stand-ins
            reader.check_margins(theme)
    if problems:
        raise ThemeError(problems)
    return theme


def _extended(source: dict[str, Any], file: str, problems: list[Problem]) -> dict[str, Any]:
    """The entries of the theme, over those of the one that it extends."""
    own = Fields(source, "", file, problems)
    base = own.text("extends", required=False)
    if not base:
        return source
    if base not in built_in_themes():
        code, facts = unknown_word("schema.unknown-name", base, built_in_themes())
        own.refuse(code, "extends", **facts)
        return source
    source = {key: value for key, value in source.items() if key != "extends"}
    return _merged(_extended(_built_in_source(base), file, problems), source)


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    both = {key: _merged(below[key], above[key]) for key in below if _are_tables(below[key], above.get(key))}
    return {**below, **above, **both}


def _are_tables(*values: object) -> bool:
    return all(isinstance(value, dict) for value in values)


class _ThemeReader:
    """Reads a theme's entries part by part; what is wrong is noted, and a harmless stand-in goes on."""

    def __init__(self, fields: Fields, folder: Path | None) -> None:
        self._fields, self._folder = fields, folder
        fields.version("version", THEME_VERSION)
        self._fonts = self._read_fonts(fields.table("fonts"))
        self._letter, self._reach = _measures(self._fonts)
        self._palette = Palette(fields.table("colours"))
        self._texts = fields.table("text")

    def theme(self, name: str) -> Theme:
        """The theme of that name. It is sound where no problem was noted."""
        lines = self._fields.table("lines")
        styles: dict[str, Any] = {role: self._style(role) for role in (*_HEADINGS, *_PROSE, *_LABELS)}
        page = self._page(self._fields.table("page"))
        theme = Theme(
            name=name,
            fonts=self._fonts,
            page=page,
            margins=self._margins(self._fields.table("furniture"), styles["furniture"]),
            hairline_width=lines.number("hairline", 0.1, 4),
            rule_width=lines.number("rule", 0.1, 4),
            cells=tuple(self._cells()),
            logo=self._logo(),
            **self._palette.of_shapes(),
            **styles,
        )
        lines.finish()
        self._palette.finish()
        self._texts.finish()
        self._fields.finish()
        return theme

    def _read_fonts(self, fields: Fields) -> FontDescription:
        from dataclasses import replace

        from gireport.layout.fonts import built_in_fonts, family_named, known_families

        found = {}
        for key, required in (("family", True), ("fallback", False)):
            name = fields.text(key, required=required)
            found[key] = family_named(name) if name else None
            if name and found[key] is None:
                code, facts = unknown_word("schema.unknown-name", name, known_families())
                fields.refuse(code, key, **facts)
        fields.finish()
        family = found["family"] or built_in_fonts()["sarabun"]
        fallback = found["fallback"] or family.fallback
        return replace(family, fallback=None if fallback == family else fallback)

    def _page(self, fields: Fields) -> Page:
        broad = fields.choice("orientation", ("portrait", "landscape")) == "landscape"
        margins = {key: fields.number(key, 10, 60) for key in ("left", "right", "top", "bottom")}
        if fields.flag("filing"):
            margins["left"] = max(margins["left"], _FILING)
        fields.finish()
        width, height = sorted(_A4, reverse=broad)
        points = {key: value * MILLIMETRE for key, value in margins.items()}
        return Page(width=width * MILLIMETRE, height=height * MILLIMETRE, **points)

    def _margins(self, fields: Fields, style: TextStyle) -> HeadAndFoot:
        ink = round(style.size * self._reach.above, 1)  # nearer, and the foot would touch the text
        margins = HeadAndFoot(
            head_above=fields.number("head_above", 4, 60),
            head_gap=fields.number("head_gap", 1, 30),
            foot_below=fields.number("foot_below", ink, 60),
            rule=fields.flag("rule"),
        )
        fields.finish()
        return margins

    def _style(self, role: str) -> TextStyle:
        fields = self._texts.table(role)
        size, leading = self._size_and_leading(fields, is_label=role in _LABELS)
        style = TextStyle(
            size=size,
            leading=leading,
            colour=self._palette.text_colour(fields, "colour"),
            bold=fields.flag("bold"),
            align=fields.choice("align", _ALIGNMENTS, default="left"),
            space_before=fields.number("space_before", 0, 72, 0),
            space_after=fields.number("space_after", 0, 72, 0),
            ink_middle=self._reach.middle,
            **_HEADINGS.get(role, {}),
        )
        fields.finish()
        return style

    def _cells(self) -> list[tuple[TextStyle, float]]:
        cells = []
        for fields in self._fields.listed("cells"):
            size, leading = self._size_and_leading(fields, is_label=False)
            ink = self._palette.colours["ink"]
            style = TextStyle(size=size, leading=leading, colour=ink, ink_middle=self._reach.middle)
            cells.append((style, fields.number("padding", 0.5, 20)))
            fields.finish()
        return cells

    def _logo(self) -> Logo | None:
        if not self._fields.has("logo"):
            return None
        from gireport.layout.logo import read_logo

        return read_logo(self._fields.table("logo"), self._folder)

    def _size_and_leading(self, fields: Fields, *, is_label: bool) -> tuple[float, float]:
        """Both in points."""
        least = _LEAST_LABEL_LEADING if is_label else max(_LEAST_LEADING, round(self._reach.whole, 2))
        # What is drawn is a tenth of a point exact, whatever the font's scale.
        size = official(fields.number("size", 6, 96), self._letter) / self._fonts.scale
        leading = fields.number("leading", 1, 3)
        if leading < least:
            fields.refuse("theme.leading", "leading", value=f"{leading:g}", least=f"{least:g}", font=self._fonts.name)
        return size, round(size * leading, 1)

    def check_margins(self, theme: Theme) -> None:
        """Notes a margin that is too narrow for the page's head or foot."""
        for key in ("top", "bottom"):
            if theme.furniture_lines(key) < 1:
                margin = round(getattr(theme.page, key) / MILLIMETRE)
                code = "theme.logo-too-high" if theme.logo and key == "top" else "theme.margin"
                self._fields.refuse(code, f"page.{key}", margin=margin)


def _measures(description: FontDescription) -> tuple[float, InkReach]:
    """How high the family's ก is, in em, and how far its ink reaches at the size asked for."""
    from gireport.layout.fonts import FontFamily
    from gireport.text.ink import InkReach, ink_reach

    shaper = FontFamily.of(description).face().shaper
    reach = InkReach(*(edge * description.scale for edge in ink_reach(shaper)))
    return shaper.font.letter_height / shaper.font.units_per_em, reach
