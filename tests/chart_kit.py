"""Charts for tests: made by a template from figures written beside it, and what is drawn of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gireport import Dataset, Template, compose
from gireport.brief.model import Chart
from gireport.layout.charts.chart import check_height, draw_chart
from gireport.layout.charts.drawing import Box, Drawing, Label, Path
from gireport.layout.fonts import FontFamily
from gireport.layout.theme import DEFAULT
from gireport.layout.typesetting import Typesetter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gireport.brief.model import Brief

WIDTH = DEFAULT.page.text_width
FRONT = '+++\nversion = 1\nname = "t"\npurpose = "ทดสอบ"\n+++\n# เรื่อง\n\n'

YEARS = {
    str(2554 + n): value for n, value in enumerate([507, 603, 882, 659, 730, 1056, 909, 958, 1054, 1077, 999, 1441])
}
LONG = "สำนักงานอุตสาหกรรมจังหวัดที่มีชื่อยาวเป็นพิเศษเพื่อการทดสอบการตัดบรรทัดให้ถูกต้อง"


@dataclass(frozen=True)
class Drawn:
    """A chart and its drawing."""

    chart: Chart
    drawing: Drawing

    @property
    def boxes(self) -> list[Box]:
        return [mark for mark in self.drawing.marks if isinstance(mark, Box)]

    @property
    def labels(self) -> list[Label]:
        return [mark for mark in self.drawing.marks if isinstance(mark, Label)]

    @property
    def paths(self) -> list[Path]:
        return [mark for mark in self.drawing.marks if isinstance(mark, Path)]

    @property
    def texts(self) -> list[str]:
        return [label.text for label in self.labels]


def series(name: str, figures: Mapping[str, int | None], unit: str = "ราย", *, target: bool = False) -> str:
    """A `[[series]]` with these figures by name, or by year where a name is its number."""
    keys = {key: f"years[{int(key) - 2554}]" if key.isdigit() else f"'{key}'" for key in figures}
    pairs = ", ".join(f"{keys[key]}: {'none' if value is None else value}" for key, value in figures.items())
    return of_expression(name, f"{{{pairs}}}", unit, target=target)


def of_expression(name: str, expression: str, unit: str = "ราย", *, target: bool = False) -> str:
    """A `[[series]]` of an expression's figures."""
    more = "target = true\n" if target else ""
    return f"[[series]]\nlabel = '{name}'\nunit = '{unit}'\n{more}values = \"{{{{ {expression} }}}}\"\n"


def fenced(kind: str, *entries: str, caption: str = "ใบรับรองที่ออก") -> str:
    """A chart directive; entries that are no `[[series]]` have to come first."""
    lines = "\n".join(entry.rstrip("\n") for entry in entries)
    return f"```chart\nkind = '{kind}'\ncaption = '{caption}'\n{lines}\n```\n\n"


def brief_with(body: str, digits: Any = "arabic", **selection: Any) -> Brief:
    """The brief of a template that has this body."""
    return compose(Dataset.bundled().select(**selection), Template.parse(FRONT + body, "t.md"), digits=digits)


def chart_of(kind: str, *entries: str, digits: Any = "arabic", caption: str = "ใบรับรองที่ออก", **selection: Any) -> Chart:
    """The one chart that the directive makes."""
    [_, block] = brief_with(fenced(kind, *entries, caption=caption), digits, **selection).blocks
    assert isinstance(block, Chart)
    return block


def drawn(kind: str, *entries: str, width: float = WIDTH, **more: Any) -> Drawn:
    """The chart that the directive makes, drawn as wide as a page's text."""
    chart = chart_of(kind, *entries, **more)
    drawing = draw_chart(chart, width, DEFAULT, Typesetter(FontFamily.sarabun()))
    check_height(chart, drawing, DEFAULT.page)
    return Drawn(chart, drawing)
