"""How a brief looks, as data: page, type sizes, colours. All measures are points.

Type sizes are chosen as official TH SarabunPSK points and converted: by height of ก, 16 pt there is 10.9 pt of Sarabun.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

MILLIMETRE = 72 / 25.4
_PSK_TO_SARABUN = 400 / 586  # height of ก in thousandths of an em: 400 in TH SarabunPSK, 586 in Sarabun


def official(points: float) -> float:
    """The Sarabun size that looks like `points` of TH SarabunPSK, to a tenth of a point."""
    return round(points * _PSK_TO_SARABUN, 1)


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a paragraph is set. Leading is baseline to baseline; stacked Thai marks need 1.6 em of it."""

    size: float
    leading: float
    colour: str
    bold: bool = False
    align: str = "left"  # left, right, centre or justify
    tabular: bool = False
    space_before: float = 0
    space_after: float = 0
    keep_with_next: bool = False
    balanced: bool = False

    @property
    def baseline(self) -> float:
        """From the top of a line to its baseline: the ink of Thai reaches further up than down, 1.25 to 0.5 em."""
        return (self.leading - self.size) / 2 + 0.88 * self.size


@dataclass(frozen=True, slots=True)
class Page:
    """A page and its margins. The left margin is for filing, as official letters have it."""

    width: float = 210 * MILLIMETRE
    height: float = 297 * MILLIMETRE
    left: float = 25 * MILLIMETRE
    right: float = 20 * MILLIMETRE
    top: float = 25 * MILLIMETRE
    bottom: float = 20 * MILLIMETRE

    @property
    def text_width(self) -> float:
        """Width of the text column."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """Height of the text column."""
        return self.height - self.top - self.bottom


INK = "#1E2A24"
QUIET = "#6B7A72"
GREEN = "#1F6B3F"
DEEP_GREEN = "#0E4429"


def _style(points: float, leading: float, colour: str = INK, **more: object) -> TextStyle:
    size = official(points)
    return TextStyle(size=size, leading=round(size * leading, 1), colour=colour, **more)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Theme:
    """Every choice of how a brief looks."""

    page: Page
    level_colours: tuple[str, ...]
    hairline: str
    rule: str
    accent_rule: str
    bar: str
    bar_of_interest: str
    hairline_width: float
    rule_width: float
    text_on_dark: str
    title: TextStyle
    section: TextStyle
    subsection: TextStyle
    body: TextStyle
    quiet: TextStyle
    item: TextStyle
    caption: TextStyle
    note: TextStyle
    cells: tuple[tuple[TextStyle, float], ...]
    """Sizes for tables from the largest down, each with the room at a cell's sides (points)."""
    key_value: TextStyle
    key_label: TextStyle
    key_context: TextStyle
    chart_title: TextStyle
    chart_label: TextStyle
    chart_quiet: TextStyle
    furniture: TextStyle

    def justified(self) -> Theme:
        """The same with paragraphs and list items set to both margins."""
        return replace(self, body=replace(self.body, align="justify"), item=replace(self.item, align="justify"))

    def level_colour(self, shade: int) -> str:
        """The colour of a level, counted from 0; beyond the darkest there is none darker."""
        return self.level_colours[min(shade, len(self.level_colours) - 1)]


DEFAULT = Theme(
    page=Page(),
    level_colours=("#A9D08F", "#74B36B", "#37834A", "#1F6B3F", "#0E4429"),
    hairline="#C9D2CC",
    rule=INK,
    accent_rule=GREEN,
    bar="#74B36B",
    bar_of_interest=DEEP_GREEN,
    hairline_width=0.4,
    rule_width=0.8,
    text_on_dark="#FFFFFF",
    title=_style(31, 1.6, DEEP_GREEN, bold=True, keep_with_next=True, balanced=True),
    section=_style(20, 1.6, GREEN, bold=True, space_before=14, space_after=4, keep_with_next=True, balanced=True),
    subsection=_style(16, 1.6, GREEN, bold=True, space_before=10, space_after=2, keep_with_next=True),
    body=_style(16, 1.65, space_after=5),
    quiet=_style(12.5, 1.6, QUIET, space_after=5),
    item=_style(16, 1.65, space_after=2),
    caption=_style(14, 1.6, bold=True, space_before=10, space_after=2, keep_with_next=True),
    note=_style(12, 1.6, QUIET, space_before=1, space_after=3),
    cells=((_style(13, 1.6), 3.0), (_style(12, 1.6), 3.0), (_style(11, 1.6), 2.0), (_style(10.5, 1.6), 1.6)),
    key_value=_style(29, 1.45, DEEP_GREEN, bold=True),
    key_label=_style(12.5, 1.5),
    key_context=_style(12, 1.5, QUIET),
    chart_title=_style(13, 1.6, bold=True),
    chart_label=_style(10.5, 1.4),
    chart_quiet=_style(10.5, 1.4, QUIET),
    furniture=_style(12, 1.6, QUIET),
)
