"""ReportLab as most people write it: TTFont, Paragraph, Table, charts; no shaping, no word breaks, no tags."""

from __future__ import annotations

import json
import sys
from html import escape
from typing import TYPE_CHECKING, Any

from drive import FONTS, drive
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, ListFlowable, PageBreak, Paragraph, SimpleDocTemplate, Table
from rl_figures import BOLD, DEEP, FAINT, INK, LEVELS, PLAIN, ladder, panels, words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LEFT, RIGHT = 25 * mm, A4[0] - 20 * mm
WIDTH = RIGHT - LEFT
GREEN, HAIR = HexColor("#1F6B3F"), HexColor("#C9D2CC")


def _style(size: float, leading: float, font: str = PLAIN, colour: Any = INK, **more: Any) -> ParagraphStyle:
    return ParagraphStyle("", fontName=font, fontSize=size, leading=leading, textColor=colour, **more)


HEADINGS = [
    _style(21.2, 33.9, BOLD, DEEP, keepWithNext=1),
    _style(13.7, 21.9, BOLD, GREEN, spaceBefore=14, spaceAfter=4, keepWithNext=1),
    _style(10.9, 17.4, BOLD, GREEN, spaceBefore=10, spaceAfter=2, keepWithNext=1),
]
BODY, QUIET = _style(10.9, 18, spaceAfter=5), _style(9.6, 15.4, colour=FAINT, spaceAfter=6)
CAPTION = _style(9.6, 15.4, BOLD, spaceBefore=10, spaceAfter=2, keepWithNext=1)
NOTE, SMALL = _style(8.2, 13.1, colour=FAINT, spaceAfter=3), _style(8.2, 12.3, colour=FAINT)
VALUE, LABEL = _style(19.8, 28.7, BOLD, DEEP), _style(8.9, 13.4)


def markup(text: list[list[str]]) -> str:
    """A text as ReportLab's paragraphs want it."""
    marked = []
    for run, style in text:
        run = escape(run).replace("\n", "<br/>")
        for tag in style:
            run = f"<{tag}>{run}</{tag}>"
        marked.append(run)
    return "".join(marked)


class NumberedCanvas(Canvas):  # type: ignore[misc]
    """Keeps its pages until it knows how many there are, then writes the head and foot of each."""

    def __init__(self, *args: Any, furniture: dict[str, Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self._furniture = furniture
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802
        """Keeps the page."""
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Writes every page."""
        furniture, kept = self._furniture, self._kept
        for state in kept:
            self.__dict__.update(state)
            self.setFont(PLAIN, 8.2)
            self.setFillColor(FAINT)
            self.drawString(LEFT, A4[1] - 52, words(furniture["head_left"]))
            self.drawRightString(RIGHT, A4[1] - 52, words(furniture["head_right"]))
            self.line(LEFT, A4[1] - 57, RIGHT, A4[1] - 57)
            self.drawString(LEFT, 40, words(furniture["foot_left"]))
            self.drawRightString(RIGHT, 40, furniture["page"].format(page=self._pageNumber, pages=len(kept)))
            super().showPage()
        super().save()


class Document(SimpleDocTemplate):  # type: ignore[misc]
    """Puts its headings into the outline."""

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802
        """Bookmarks a heading once it is drawn."""
        if isinstance(flowable, Paragraph) and flowable.style in HEADINGS:
            key = f"heading-{id(flowable)}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(flowable.getPlainText(), key, HEADINGS.index(flowable.style))


def data_table(block: dict[str, Any]) -> Table:
    """Words as paragraphs, figures as strings; columns of figures as wide as they need, words share the rest."""
    kinds = [column["kind"] for column in block["columns"]]
    size = 8.2 if len(kinds) > 8 else 8.9
    plain, bold = (_style(size, size * 1.6, font) for font in (PLAIN, BOLD))
    rows: list[list[Any]] = [[_cell(c["head"], c["kind"], bold) for c in block["columns"]]]
    look: list[tuple[Any, ...]] = [
        ("FONT", (0, 0), (-1, 0), BOLD, size),
        ("FONT", (0, 1), (-1, -1), PLAIN, size),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, HAIR),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), 1.6),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.6),
        *(("ALIGN", (i, 0), (i, -1), "RIGHT") for i, kind in enumerate(kinds) if kind == "figure"),
    ]
    for number, row in enumerate(block["rows"], 1):
        style = plain if row["kind"] == "body" else bold
        if row["indent"]:
            style = ParagraphStyle("", style, leftIndent=10 * row["indent"])
        if row["shade"] is not None:
            look.append(("LINEBEFORE", (0, number), (0, number), 4, LEVELS[row["shade"]]))
        if row["kind"] != "body":
            look.append(("FONT", (0, number), (-1, number), BOLD, size))
        look += [("FONT", (i, number), (i, number), BOLD, size) for i, c in enumerate(row["cells"]) if c and c[0][1]]
        rows.append([_cell(text, kind, style) for text, kind in zip(row["cells"], kinds, strict=True)])
    return Table(rows, colWidths=_widths(rows, kinds, size), style=look, repeatRows=1, spaceAfter=4)


def _cell(text: list[list[str]], kind: str, style: ParagraphStyle) -> Paragraph | str:
    return Paragraph(markup(text), style) if kind == "text" else words(text)


def _widths(rows: list[list[Any]], kinds: list[str], size: float) -> list[float]:
    needed = {
        index: max(stringWidth(row[index], BOLD, size) for row in rows) + 6
        for index, kind in enumerate(kinds)
        if kind != "text"
    }
    share = (WIDTH - sum(needed.values())) / (len(kinds) - len(needed) or 1)
    return [needed.get(index, share) for index in range(len(kinds))]


def key_figures(block: dict[str, Any]) -> Table:
    """The figures side by side between two rules."""
    figures = block["figures"]
    parts = (("value", VALUE), ("label", LABEL), ("context", SMALL))
    cells = [[Paragraph(markup(figure[key]), style) for key, style in parts if figure[key]] for figure in figures]
    look: list[tuple[Any, ...]] = [
        ("LINEABOVE", (0, 0), (-1, 0), 0.8, GREEN),
        ("LINEBELOW", (0, 0), (-1, 0), 0.4, HAIR),
    ]
    look += [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]
    return Table([cells], colWidths=[WIDTH / len(figures)] * len(figures), style=look, spaceBefore=8, spaceAfter=12)


def flowables(block: dict[str, Any]) -> Iterator[Flowable]:
    """What a block of the brief becomes."""
    if "caption" in block:
        label = escape(block["caption"]["label"])
        yield Paragraph(f"{label} {markup(block['caption']['title'])}", CAPTION)
    match block["block"]:
        case "Heading":
            yield Paragraph(markup(block["text"]), HEADINGS[min(block["depth"], 3) - 1])
        case "Paragraph":
            yield Paragraph(markup(block["text"]), QUIET if block["quiet"] else BODY)
        case "ItemList":
            start = block["labels"][0] if len(set(block["labels"])) == 1 else None
            kind = "bullet" if start else "1"
            items = [Paragraph(markup(item), BODY) for item in block["items"]]
            yield ListFlowable(items, bulletType=kind, start=start, bulletFontName=PLAIN, leftIndent=15)
        case "KeyFigures":
            yield key_figures(block)
        case "Ladder":
            yield ladder(block, WIDTH)
        case "BarPanels":
            yield panels(block, WIDTH)
        case "Table":
            yield data_table(block)
            yield from (Paragraph(markup(note), NOTE) for note in block["notes"])
        case "PageBreak":
            yield PageBreak()
        case unknown:
            raise ValueError(unknown)


def make(line: str, target: Path) -> None:
    """The brief of a line of JSON."""
    brief = json.loads(line)
    document = Document(
        str(target),
        pagesize=A4,
        leftMargin=LEFT - 6,  # a frame has 6 points of padding
        rightMargin=A4[0] - RIGHT - 6,
        topMargin=25 * mm - 6,
        bottomMargin=20 * mm - 6,
        title=brief["title"],
        subject=brief["subject"],
        lang=brief["language"],
    )

    def canvas(*args: Any, **options: Any) -> NumberedCanvas:
        return NumberedCanvas(*args, furniture=brief["furniture"], **options)

    document.build([flowable for block in brief["blocks"] for flowable in flowables(block)], canvasmaker=canvas)


if __name__ == "__main__":
    registerFont(TTFont(PLAIN, FONTS / "Sarabun-Regular.ttf"))
    registerFont(TTFont(BOLD, FONTS / "Sarabun-Bold.ttf"))
    registerFontFamily(PLAIN, normal=PLAIN, bold=BOLD)
    drive(make, str, sys.argv[2:])
