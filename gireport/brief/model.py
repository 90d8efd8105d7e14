"""The `Brief`: everything a report says, in order, as pure data.

No fonts, no points, no pandas: layout turns it into pages, and tests read it as text. Numbers are already words here
(grouped, in the digits asked for), since what is printed is what has to be right.
"""

from __future__ import annotations

import hashlib
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from gireport.records import dataclass

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator
    from decimal import Decimal

    from gireport.brief.paper import Paper
    from gireport.brief.provenance import Provenance
    from gireport.pdf.images import Raster

BRIEF_VERSION = 6  # of the JSON form


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one style and language. `origin` tells where its words come from: a template line or a data
    cell. `language` is empty for that of the brief. `link` is what it leads to: an address, or `#` and the label of a
    table or figure.
    """

    text: str
    bold: bool = False
    italic: bool = False
    origin: str = ""
    language: str = ""
    link: str = ""


Text = tuple[Span, ...]


def plain(text: Text) -> str:
    """The characters of a text without their styles."""
    return "".join(span.text for span in text)


def unlinked(text: Text) -> Text:
    """The text without its links, for where nothing can be clicked on."""
    return tuple(replace(span, link="") for span in text)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; depth 1 is the brief's title, 2 a section."""

    depth: int
    text: Text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of prose; `quiet` ones are set smaller and greyer (as-of lines, notes)."""

    text: Text
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class ItemList:
    """A bulleted or numbered list; `labels` holds what stands before each item."""

    items: tuple[Text, ...]
    labels: tuple[str, ...]
    below: tuple[ItemList | None, ...] = ()
    """For each item the list below it; empty where none has one."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A note set apart from the text around it, with a title or without one."""

    title: Text
    blocks: tuple[Paragraph | ItemList, ...]


@dataclass(frozen=True, slots=True)
class TextColumns:
    """Prose set in `count` columns beside each other, read one after another."""

    count: int
    blocks: tuple[Paragraph | ItemList, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """The headings of the brief down to a depth, with their pages. The title is none of them."""

    title: Text
    depth: int


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """A line to sign or fill in: what stands before and after it, and what it is filled with; a dotted line where that
    is nothing.
    """

    before: Text
    filled: Text = ()
    after: Text = ()


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """The lines of one who signs, below each other and always on one page."""

    lines: tuple[SignatureLine, ...]


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A big number, what it counts, and one line of context."""

    value: Text
    label: Text
    context: Text


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Up to four key figures side by side."""

    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Caption:
    """The label a table or figure is referred to by ("ตารางที่ 1") and its title; `continued` is what a table says
    above its rows on each further page ("ตารางที่ 1 (ต่อ)").
    """

    label: str
    title: Text
    continued: str = ""


@dataclass(frozen=True, slots=True)
class LadderStep:
    """One level: its number, its name in the language of the brief and in the other one, and how many certificates,
    with the unit.
    """

    level: int
    number: str
    name: Text
    other_name: Text
    count: Text
    unit: Text


@dataclass(frozen=True, slots=True)
class Ladder:
    """The levels as rising steps. `alternative` says the same in words."""

    caption: Caption
    steps: tuple[LadderStep, ...]
    alternative: str


ChartKind = Literal["bars", "stacked", "shares", "lines", "slope", "panels"]


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """Figures of one thing, one for each category of its chart.

    A value is None where there is none of it or where it is not known: no bar, and a gap in a line, never zero.
    `labels` are the figures as they are printed: the sign for none, and nothing for what is not known.
    """

    name: Text
    values: tuple[int | Decimal | None, ...]
    labels: tuple[str, ...]
    context: Text = ()
    """One quiet line below the name of a panel."""
    shade: int | None = None
    """The level, counted from 0, whose colour it has."""
    is_target: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """A value of an axis and how it is printed."""

    value: int | Decimal
    label: str


@dataclass(frozen=True, slots=True)
class Axis:
    """The scale of a chart, from its first tick to its last.

    Where it is broken, its last tick is where: bars of more are cut there, and each has its figure.
    """

    ticks: tuple[Tick, ...]
    scale: Literal["linear", "log", "broken"] = "linear"


@dataclass(frozen=True, slots=True)
class Chart:
    """Series over categories, drawn. `alternative` gives every figure in words, `notes` what a reader of the drawing
    has to know of its scale.
    """

    kind: ChartKind
    caption: Caption
    categories: tuple[Text, ...]
    series: tuple[ChartSeries, ...]
    alternative: str
    axis: Axis | None = None
    """None where every panel has a scale of its own."""
    unit: Text = ()
    """The unit, where the caption does not say it."""
    over_time: bool = False
    """Whether the categories are years, of which not each has to be written."""
    horizontal: bool = False
    value_table: bool = False
    notes: tuple[Text, ...] = ()
    none_note: Text = ()
    """A note on the sign for none, for where the drawing has it."""
    landscape: bool = False
    """Whether it stands on a page broader than high."""


ColumnKind = Literal["text", "figure", "number"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, and whether it holds figures, a narrow reference number, or words. Neighbours with
    the same `group` have it as a head above theirs.
    """

    head: Text
    kind: ColumnKind = "text"
    group: Text = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table. `indent` steps the words of a sub-row in; `shade` marks a level's row with its colour. A line
    feed in a cell begins a paragraph.
    """

    cells: tuple[Text, ...]
    kind: Literal["body", "group", "total"] = "body"
    indent: int = 0
    shade: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption above and its notes below. Every row has as many cells as there are columns.

    It stands on a page broader than high where `landscape` says so; with "auto", where it fits no other.
    """

    caption: Caption
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Text, ...] = ()
    landscape: Literal["auto"] | bool = "auto"


@dataclass(frozen=True, slots=True)
class Picture:
    """An image from a file. `alternative` says what it shows; `width` is its share of the width of text."""

    caption: Caption
    alternative: str
    width: Decimal
    image: Raster


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block = (
    Heading
    | Paragraph
    | ItemList
    | Remark
    | TextColumns
    | Contents
    | KeyFigures
    | Ladder
    | Chart
    | Table
    | Picture
    | SignatureBlock
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands at the head and foot of every page. `page` is a pattern with {page} and {pages}."""

    head_left: Text
    head_right: Text
    foot_left: Text
    page: str


@dataclass(frozen=True, slots=True)
class Brief:
    """A whole report. `moment` is the day its data speaks of; it dates the file, so that equal content gives equal
    bytes on any day.
    """

    title: str
    subject: str
    language: str
    digits: Literal["arabic", "thai"]
    moment: datetime.date
    furniture: Furniture
    blocks: tuple[Block, ...]
    words: tuple[str, ...] = ()
    """Words that its dataset brings for breaking lines, `|` at the joints of compounds."""
    justify: bool = False
    """Whether paragraphs are set to both margins."""
    theme: str = "default"
    """The name of the theme that the template asks for, or the path of its file."""
    calendar: Literal["be", "ce"] = "be"
    """Of the years printed, but for those in words of the source."""
    paper: Paper = ""
    """What the template asks to be set on."""
    provenance: Provenance | None = None
    """What it was made of; None for one that was put together by hand."""

    def to_json(self) -> dict[str, Any]:
        """The brief as JSON-able data with a version number; of an image's bytes their SHA-256."""
        return {"version": BRIEF_VERSION, **_jsonable(self)}

    @staticmethod
    def from_json(document: object) -> Brief:
        """The brief of which `to_json` made the document. Raises ValueError where it is none, or of another version."""
        from gireport.brief.reading import brief_from_json

        return brief_from_json(document)

    def texts(self) -> Iterator[Span]:
        """Every span of the brief, in reading order; labels and alternatives come as spans of their own."""
        # Not of the title and subject: they repeat a heading and the page's head, whose spans know where they are from.
        yield from _spans(self.furniture)
        yield from _spans(self.blocks)


def _jsonable(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        named = {field.name: _jsonable(getattr(value, field.name)) for field in fields(value)}
        return {"block": type(value).__name__, **named} if isinstance(value, Block) else named
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, tuple):
        return [_jsonable(item) for item in value]
    return value if isinstance(value, str | int | bool | None) else str(value)


def _spans(value: Any) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, str):
        yield Span(value)
    elif isinstance(value, tuple):
        for item in value:
            yield from _spans(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _spans(getattr(value, field.name))
