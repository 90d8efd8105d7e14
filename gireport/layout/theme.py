"""How a brief looks, as data: page, type sizes, colours. All measures are points.

Themes are files; `gireport.layout.themes` reads them. Type sizes are chosen there as official TH SarabunPSK points and
converted: by height of ก, 16 pt there is 10.9 pt of Sarabun.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from gireport.brief.paper import PAPERS
from gireport.records import dataclass

if TYPE_CHECKING:
    from gireport.brief.paper import Paper
    from gireport.layout.fonts import FontDescription
    from gireport.layout.logo import Logo

    DEFAULT: Theme

MILLIMETRE = 72 / 25.4
_PAPER_EDGE = 10.0  # points along the edge of the paper on which office printers do not print
_MOST_FURNITURE_LINES = 3
LOGO_GAP = 4.0  # between a logo and the head below it, points
_SARABUN_LETTER = 0.586  # em, height of ก
_OFFICIAL_LETTER = 0.4  # em, height of ก in TH SarabunPSK


def official(points: float, letter: float = _SARABUN_LETTER) -> float:
    """The size of a font, to a tenth of a point, that looks like `points` of TH SarabunPSK. `letter` is how high the
    font's ก is, in em.
    """
    return round(points * (_OFFICIAL_LETTER / letter), 1)


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
    ink_middle: float = 0.38
    """How high above the baseline the middle of the font's ink is (em). Thai reaches further up than down: Sarabun
    1.25 to 0.5 em.
    """

    @property
    def baseline(self) -> float:
        """From the top of a line to its baseline."""
        return (self.leading - self.size) / 2 + (0.5 + self.ink_middle) * self.size


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

    def turned(self, broad: bool = True) -> Page:
        """The page for tables that are too wide, with the same margins; itself where it is not to be `broad`, or is."""
        return replace(self, width=self.height, height=self.width) if broad and not self.is_broad else self

    @property
    def is_broad(self) -> bool:
        """Whether it is broader than high."""
        return self.width > self.height


@dataclass(frozen=True, slots=True)
class HeadAndFoot:
    """How head and foot stand in the margins: from the text column up to the head's rule, from there to its last line,
    and from the text column down to the foot's first baseline.
    """

    head_above: float
    head_gap: float
    foot_below: float
    rule: bool


@dataclass(frozen=True, slots=True)
class Theme:
    """Every choice of how a brief looks."""

    name: str
    fonts: FontDescription
    page: Page
    margins: HeadAndFoot
    level_colours: tuple[str, ...]
    hairline: str
    rule: str
    accent_rule: str
    bar: str
    bar_of_interest: str
    hairline_width: float
    rule_width: float
    text_on_dark: str
    outline: str
    """The edge of what is filled with a level's colour, where a fill alone would be lost on paper; may be empty."""
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
    logo: Logo | None = None

    def justified(self) -> Theme:
        """The same with paragraphs and list items set to both margins."""
        return replace(self, body=replace(self.body, align="justify"), item=replace(self.item, align="justify"))

    def on(self, paper: Paper) -> Theme:
        """The same on that paper, with the same margins; itself where none is named."""
        if not paper:
            return self
        width, height = (side * MILLIMETRE for side in PAPERS[paper])
        return replace(self, page=replace(self.page, width=width, height=height))

    def furniture_lines(self, margin: Literal["top", "bottom"]) -> int:
        """How many lines a page's head ("top") or foot may have: what its margin has room for, three at most."""
        if margin == "top":
            room = self.page.top - self.margins.head_above - self.margins.head_gap
            room -= self.logo.height + LOGO_GAP if self.logo else 0.0
        else:
            room = self.page.bottom - self.margins.foot_below + self.furniture.baseline
        return min(int((room - _PAPER_EDGE) / self.furniture.leading), _MOST_FURNITURE_LINES)

    def level_colour(self, shade: int) -> str:
        """The colour of a level, counted from 0; beyond the darkest there is none darker."""
        return self.level_colours[min(shade, len(self.level_colours) - 1)]


def __getattr__(name: str) -> object:
    # Read when it is asked for, so that nobody pays for a theme who does not use it.
    if name != "DEFAULT":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from gireport.layout.themes import load_theme

    return load_theme("default")
