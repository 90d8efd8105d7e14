"""What a brief has to print, in reading order, as a reader of its file would meet it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from gireport.brief import model
from gireport.brief.model import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ENDS = (" ", "\n")


class Expected(NamedTuple):
    """A piece of the brief: the role of its element, its text, and where it stands in the words of a reader.

    Of a drawing there is no one text but those that may be drawn, and the `alternative` that says it all.
    """

    role: str
    text: str
    where: str = ""
    alternative: str | None = None
    drawn: tuple[str, ...] = ()
    always: tuple[str, ...] = ()
    """Those of them that have to be there; of a chart some are left out where there is no room."""
    row: int | None = None
    """Of a cell of a table, counted from 1 below its heads."""
    column: int | None = None
    may_lack: bool = False
    """Whether it is printed only where the drawing calls for it."""


def expected_texts(brief: model.Brief) -> list[Expected]:
    """Every piece of the brief that has words, and every cell of its tables."""
    headings = [block for block in brief.blocks if isinstance(block, model.Heading)]
    found = [piece for block in brief.blocks for piece in _of_block(block, headings)]
    return [piece for piece in found if piece.text.strip() or piece.role in ("TH", "TD", "Figure")]


def _of_block(block: model.Block, headings: list[model.Heading]) -> Iterator[Expected]:
    match block:
        case model.Heading():
            yield Expected(f"H{block.depth}", plain(block.text))
        case model.Paragraph():
            yield Expected("P", plain(block.text))
        case model.ItemList():
            lists = block.below or (None,) * len(block.items)
            for label, item, below in zip(block.labels, block.items, lists, strict=True):
                yield from (Expected("Lbl", label), Expected("LBody", plain(item)))
                yield from _of_block(below, headings) if below else ()
        case model.Remark():
            yield Expected("P", plain(block.title))
            for inner in block.blocks:
                yield from _of_block(inner, headings)
        case model.TextColumns():
            for inner in block.blocks:
                yield from _of_block(inner, headings)
        case model.Contents():
            yield Expected("Caption", plain(block.title))
            yield from (Expected("TOCI", plain(each.text)) for each in headings if 1 < each.depth <= block.depth)
        case model.KeyFigures():
            for figure in block.figures:
                yield from (Expected("P", plain(text)) for text in (figure.value, figure.label, figure.context))
        case model.Ladder():
            yield _caption(block.caption)
            texts = [t for step in block.steps for t in (step.name, step.other_name, step.count, step.unit)]
            strings = [*map(plain, texts), *(step.number for step in block.steps)]
            yield _figure(block.caption, block.alternative, strings, strings)
        case model.Chart():
            yield _caption(block.caption)
            yield _figure(block.caption, block.alternative, _drawn(block))
            yield from (Expected("Note", plain(note), block.caption.label) for note in block.notes)
            yield Expected("Note", plain(block.none_note), block.caption.label, may_lack=True)
        case model.Picture():
            yield _caption(block.caption)
            yield _figure(block.caption, block.alternative, [])
        case model.Table():
            yield from _table(block)
        case model.SignatureBlock():
            yield from (Expected("P", " ".join(map(plain, (s.before, s.filled, s.after)))) for s in block.lines)
        case model.PageBreak():
            pass


def _caption(caption: model.Caption) -> Expected:
    return Expected("Caption", f"{caption.label} {plain(caption.title)}", caption.label)


def _figure(caption: model.Caption, alternative: str, drawn: Iterable[str], always: Iterable[str] = ()) -> Expected:
    drawn = tuple(text for text in drawn if text)
    return Expected("Figure", "", caption.label, alternative, drawn, tuple(text for text in always if text))


def _drawn(chart: model.Chart) -> Iterator[str]:
    """Each text as often as it may be drawn: categories in every panel, names at both ends of lines, and all again in a
    table of values.
    """
    categories = [*map(plain, chart.categories)]
    for _ in range(2 if chart.value_table else 1):
        yield from categories * (len(chart.series) if chart.kind == "panels" else 1)
        for series in chart.series:
            yield from (plain(series.name), plain(series.name), plain(series.context), *series.labels)
    yield plain(chart.unit)
    yield from (tick.label for tick in chart.axis.ticks) if chart.axis else ()


def _table(table: model.Table) -> Iterator[Expected]:
    label = table.caption.label
    yield _caption(table.caption)
    for group, columns in groupby(table.columns, key=lambda column: column.group):
        yield from (Expected("TH", plain(head), label) for head in ([group] if group else [c.head for c in columns]))
    yield from (Expected("TH", plain(column.head), label) for column in table.columns if column.group)
    for number, row in enumerate(table.rows, start=1):
        for place, cell in enumerate(row.cells, start=1):
            yield Expected("TD", plain(cell), label, row=number, column=place)
    yield from (Expected("Note", plain(note), label) for note in table.notes)
