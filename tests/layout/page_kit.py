"""Random stories, and pages as they were planned and drawn, for the tests of pages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from unittest import mock

from hypothesis import strategies as st
from printed_text import RecordingCanvas
from small_brief import table_of, text

from gireport import rendering
from gireport.brief import model
from gireport.layout import pages
from gireport.layout.theme import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gireport.layout.sheet import Sheet
    from gireport.layout.theme import Theme

LONG = "ส่งเสริมและสนับสนุนการพัฒนาเมืองอุตสาหกรรมเชิงนิเวศ ให้ภาคอุตสาหกรรมดำเนินการตามกฎหมายอย่างเคร่งครัด "


@dataclass
class Pages:
    """What was drawn, and for each page the share of its height that stayed empty."""

    canvas: RecordingCanvas
    empty: list[float]
    broad: list[bool]

    def of(self, words: str) -> list[int]:
        """The pages on which a line of text begins with these words."""
        return [printed.page for printed in self.canvas.printed if printed.text.startswith(words)]

    def order(self, prefixes: tuple[str, ...]) -> list[str]:
        """The lines that begin with one of these, in the order drawn."""
        return [printed.text for printed in self.canvas.printed if printed.text.startswith(prefixes)]


def drawn(brief: model.Brief, theme: Theme = DEFAULT) -> Pages:
    """The brief on pages."""
    empty: list[float] = []
    broad: list[bool] = []
    draw = pages._draw

    def noted(sheet: Sheet, canvas: RecordingCanvas, page: object) -> None:
        empty.append(sheet.room / theme.page.turned(sheet.turned).text_height)
        broad.append(sheet.turned)
        draw(sheet, canvas, page)

    with (
        mock.patch.object(rendering, "TaggedCanvas", RecordingCanvas),
        mock.patch.object(pages, "_draw", noted),
    ):
        canvas = rendering.lay_out(brief, theme)
    assert isinstance(canvas, RecordingCanvas)
    return Pages(canvas, empty, broad)


def figure(number: int, panels: int = 3) -> model.Chart:
    """A figure about 110 points high for each row of three panels."""
    years = tuple(text(str(year)) for year in (2563, 2564, 2565))
    series = model.ChartSeries(text("ภาพย่อย"), (1, 2, 3), ("1", "2", "3"), text("สูงสุด"))
    caption = model.Caption(f"ภาพที่ {number}", text("แผนภูมิ"))
    return model.Chart("panels", caption, years, (series,) * panels, "แผนภูมิ", over_time=True)


def short_table(number: int, rows: int = 5) -> model.Table:
    """A table short enough to be kept whole, with a note."""
    table = table_of([[f"แถว {n}", f"{n}"] for n in range(rows)], notes=("หมายเหตุตาราง",))
    return replace(table, caption=model.Caption(f"ตารางที่ {number}", text("ตารางสั้น")))


def long_table(number: int, rows: int = 30) -> model.Table:
    """A table that is divided where a page ends."""
    table = table_of([[f"แถว {n}", f"{n}"] for n in range(rows)])
    return replace(table, caption=model.Caption(f"ตารางที่ {number}", text("ตารางยาว")))


def paragraph(number: int, sentences: int = 2) -> model.Paragraph:
    """A paragraph of about as many lines."""
    return model.Paragraph(text(f"ย่อหน้า {number} " + LONG * sentences))


_KINDS = ("paragraph", "paragraph", "short", "list", "items", "figure", "high figure", "table", "long table", "note")


def made(kinds: Sequence[str]) -> list[model.Block]:
    """Blocks of these kinds, figures and tables numbered in order, no two headings without text between."""
    blocks: list[model.Block] = []
    figures = tables = 0
    for number, kind in enumerate(kinds):
        figures += "figure" in kind
        tables += "table" in kind
        match kind:
            case "paragraph":
                blocks.append(paragraph(number, 2 + number % 3))
            case "short":
                blocks.append(model.Paragraph(text(f"ย่อหน้า {number}")))
            case "list":
                blocks.append(model.ItemList((text(f"ข้อ {number} " + LONG), text("ข้อสั้น")), ("–", "–")))
            case "items":
                items = tuple(text(f"หัวข้อย่อย {number}.{n} " + LONG * (n % 3)) for n in range(3 + number % 5))
                blocks.append(model.ItemList(items, ("–",) * len(items)))
            case "note":
                blocks.append(model.Paragraph(text(f"หมายเหตุ {number}"), quiet=True))
            case "figure" | "high figure":
                blocks.append(figure(figures, 3 if kind == "figure" else 6))
            case "table":
                blocks.append(short_table(tables))
            case "long table":
                blocks.append(long_table(tables))
            case "section" | "subsection":
                depth = 2 if kind == "section" else 3
                blocks += [model.Heading(depth, text(f"หัวข้อ {number}")), paragraph(number, 3)]
    return blocks


def stories(*, headings: bool = True) -> st.SearchStrategy[list[str]]:
    """Kinds of blocks for `made`."""
    kinds = st.sampled_from((*_KINDS, "section", "subsection") if headings else _KINDS)
    return st.lists(kinds, min_size=8, max_size=60)
