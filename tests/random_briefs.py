"""Briefs of all blocks in any combination, and what the structure tree of each has to be."""

from __future__ import annotations

import datetime
import zlib
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from gireport.brief import model
from gireport.pdf.images import Raster

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

THAI = ["ที่", "เป้าหมาย", "สิ่งแวดล้อม", "ปั้น", "น้ำ", "ใบอนุญาต", "โรงงานอุตสาหกรรม", "ญู", "กำลัง", "๒๕๖๕"]
OTHER = ["Green Industry", "Eco Champion", "green", "O'Brien"]
NEUTRAL = ["2565", "1,234", "≥90", "CO₂", "–", "(ก)", "50 %", "ค่า±5"]  # some are in the other font of a theme
ADDRESS = "https://example.go.th/a?b=(1)"

FURNITURE = model.Furniture((model.Span("หัวซ้าย"),), (model.Span("หัวขวา"),), (model.Span("ท้าย"),), "{page}/{pages}")

# What a node of the tree is: its role and what it says, or its role and its own nodes.
Node = tuple[str, "str | list[Node]"]


def spans(link: str = "") -> st.SearchStrategy[model.Span]:
    thai = st.builds(model.Span, st.sampled_from(THAI + NEUTRAL), st.booleans(), st.booleans(), link=st.just(link))
    other = st.builds(model.Span, st.sampled_from(OTHER), st.booleans(), language=st.just("en"), link=st.just(link))
    return thai | other


def texts(least: int = 1, most: int = 6) -> st.SearchStrategy[model.Text]:
    """Words of both languages, styles, fonts, and links, some of them without a space between."""
    linked = spans(ADDRESS)
    return st.lists(spans() | spans() | linked | st.just(model.Span(" ")), min_size=least, max_size=most).map(_spoken)


def plain_texts(least: int = 1, most: int = 4) -> st.SearchStrategy[model.Text]:
    return st.lists(spans() | st.just(model.Span(" ")), min_size=least, max_size=most).map(_spoken)


def _spoken(found: list[model.Span]) -> model.Text:
    """A text that begins and ends with a word."""
    return (model.Span("ก"), *found, model.Span("ข"))


def long(text: model.Text, times: int) -> model.Text:
    return text * times


PARAGRAPHS = st.builds(model.Paragraph, st.builds(long, texts(), st.sampled_from([1, 1, 3, 40])), st.booleans())


def lists(deeper: int = 2) -> st.SearchStrategy[model.ItemList]:
    """Bullets and numbers, with lists below some of the items."""
    below = st.none() | st.none() | lists(deeper - 1) if deeper else st.none()
    pairs = st.lists(st.tuples(texts(), below), min_size=1, max_size=4)
    return st.builds(_list, pairs, st.booleans())


def _list(pairs: list[tuple[model.Text, model.ItemList | None]], numbered: bool) -> model.ItemList:
    labels = tuple(f"{n}." if numbered else "–" for n in range(1, len(pairs) + 1))
    below = tuple(each for _, each in pairs)
    return model.ItemList(tuple(text for text, _ in pairs), labels, below if any(below) else ())


LISTS = lists()
REMARKS = st.builds(
    model.Remark, st.just(()) | texts(), st.lists(PARAGRAPHS | LISTS, min_size=1, max_size=3).map(tuple)
)
COLUMNS = st.builds(
    model.TextColumns, st.sampled_from([2, 3]), st.lists(PARAGRAPHS | LISTS, min_size=1, max_size=4).map(tuple)
)
KEYS = st.lists(st.builds(model.KeyFigure, plain_texts(), plain_texts(), plain_texts()), min_size=1, max_size=4).map(
    lambda figures: model.KeyFigures(tuple(figures))
)
CAPTIONS = plain_texts().map(lambda title: model.Caption("", title, "ตาราง (ต่อ)"))
NOTES = st.lists(texts(), max_size=2).map(tuple)
SIGNATURES = st.lists(
    st.builds(model.SignatureLine, plain_texts(), st.just(()) | plain_texts(), st.just(()) | plain_texts()),
    min_size=1,
    max_size=4,
).map(lambda lines: model.SignatureBlock(tuple(lines)))
RASTER = Raster(2, 2, 1, zlib.compress(b"\x00\xff\xff\x00"), is_jpeg=False)
PICTURES = st.builds(
    model.Picture, CAPTIONS, st.sampled_from(["แผนที่", "แผนที่ Green Industry"]), st.just(Decimal("0.3")), st.just(RASTER)
)
LADDERS = st.builds(
    model.Ladder,
    CAPTIONS,
    st.just(tuple(model.LadderStep(n, str(n), _spoken([]), _spoken([]), _spoken([]), _spoken([])) for n in (1, 2, 3))),
    st.just("บันไดสามขั้น"),
)


@st.composite
def tables(draw: st.DrawFn) -> model.Table:
    """Some over several pages, with heads above heads, groups and totals, on pages broader than high."""
    count = draw(st.integers(1, 5))
    groups = draw(st.lists(st.sampled_from(["", "", "กลุ่ม", "group"]), min_size=count, max_size=count))
    kinds = draw(st.lists(st.sampled_from(["text", "figure", "number"]), min_size=count, max_size=count))
    columns = tuple(
        model.Column(draw(plain_texts(most=2)), kind, (model.Span(group),) if group else ())
        for kind, group in zip(kinds, groups, strict=True)
    )
    row = st.builds(
        model.Row,
        st.lists(plain_texts(most=2) | st.just(()), min_size=count, max_size=count).map(tuple),
        st.sampled_from(["body", "body", "group", "total"]),
        st.sampled_from([0, 1]),
        st.sampled_from([None, 0, 4]),
    )
    rows = tuple(draw(st.lists(row, min_size=1, max_size=4)))
    times = draw(st.sampled_from([1, 1, 1, 30]))
    return model.Table(draw(CAPTIONS), columns, rows * times, draw(NOTES), draw(st.sampled_from(["auto", True, False])))


def charts(made: Callable[[], tuple[model.Chart, ...]]) -> st.SearchStrategy[model.Chart]:
    """The charts, with captions and notes of any words."""
    return st.builds(lambda at, caption, notes: replace(made()[at % len(made())], caption=caption, notes=notes),
                     st.integers(0, 100), CAPTIONS, NOTES)  # fmt: skip


def briefs(made: Callable[[], tuple[model.Chart, ...]]) -> st.SearchStrategy[model.Brief]:
    """Briefs of a title, and of sections with any blocks; `made` gives the charts to choose from."""
    inner = (
        PARAGRAPHS | LISTS | REMARKS | COLUMNS | KEYS | SIGNATURES | PICTURES | LADDERS | tables() | charts(made)
        | st.just(model.PageBreak())
    )  # fmt: skip
    depths = st.lists(st.integers(2, 5), max_size=3)
    sections = st.lists(st.tuples(depths, st.lists(inner, min_size=1, max_size=4)), min_size=1, max_size=4)
    return st.builds(_brief, texts(most=3), st.booleans(), sections)


def _brief(title: model.Text, contents: bool, sections: list[Any]) -> model.Brief:
    words = tuple(replace(span, link="") for span in title)
    blocks: list[Any] = [model.Heading(1, words), *([model.Contents(words, 4)] if contents else [])]
    depth = 1
    for number, (depths, inner) in enumerate(sections):
        for wanted in [2, *depths]:
            depth = min(wanted, depth + 1)
            blocks.append(model.Heading(depth, (model.Span(f"ส่วน {number} "), *words)))
        blocks += inner
    return model.Brief(
        title=model.plain(words), subject="ทดสอบ", language="th", digits="arabic",
        moment=datetime.date(2022, 9, 30),
        furniture=FURNITURE,
        blocks=tuple(_numbered(blocks)),
    )  # fmt: skip


def _numbered(blocks: list[Any]) -> Iterator[model.Block]:
    """The blocks with their captions numbered, and after each captioned one a mention of it."""
    count = 0
    for block in blocks:
        if not hasattr(block, "caption"):
            yield block
            continue
        count += 1
        label = f"ที่ {count}"
        yield replace(block, caption=replace(block.caption, label=label))
        yield model.Paragraph((model.Span("ดู "), model.Span(label, link=f"#{label}")))


# -- the tree


def squeezed(words: str) -> str:
    return "".join(words.replace("\u00a0", " ").split())


def wanted_tree(brief: model.Brief, pages: list[int]) -> list[Node]:
    """What stands below the document, in the order of the brief; `pages` are those of its headings, from 1."""
    found: list[Node] = []
    for block in brief.blocks:
        found += _contents(block, brief, pages) if isinstance(block, model.Contents) else _nodes(block)
    return found


def _nodes(block: model.Block) -> list[Node]:
    match block:
        case model.Heading():
            return [(f"H{block.depth}", _said(block.text))]
        case model.Paragraph():
            return [("P", _said(block.text))]
        case model.ItemList():
            lists = block.below or (None,) * len(block.items)
            items: list[Node] = [
                ("LI", [("Lbl", squeezed(label)), _body(text, below)])
                for label, text, below in zip(block.labels, block.items, lists, strict=True)
            ]
            return [("L", items)]
        case model.Remark():
            title: list[Node] = [("P", _said(block.title))] if block.title else []
            return [("Div", title + [node for inner in block.blocks for node in _nodes(inner)])]
        case model.TextColumns():
            return [node for inner in block.blocks for node in _nodes(inner)]
        case model.KeyFigures():
            return [("P", _said(text)) for each in block.figures for text in (each.value, each.label, each.context)]
        case model.SignatureBlock():
            return [("P", _said((*each.before, *each.filled, *each.after))) for each in block.lines]
        case model.Table():
            return [("Table", _table(block)), *_notes(block.notes)]
        case model.Ladder() | model.Chart() | model.Picture():
            notes = block.notes if isinstance(block, model.Chart) else ()
            return [("Div", [_caption(block.caption), ("Figure", block.alternative), *_notes(notes)])]
        case model.PageBreak():
            return []
        case _:
            raise AssertionError(f"{type(block).__name__}: nobody has said what its structure is")


def _body(text: model.Text, below: model.ItemList | None) -> Node:
    return ("LBody", [("P", _said(text)), *_nodes(below)] if below else _said(text))


def _said(text: model.Text) -> str:
    return squeezed(model.plain(text))


def _caption(caption: model.Caption) -> Node:
    return ("Caption", squeezed(caption.label) + _said(caption.title))


def _notes(notes: tuple[model.Text, ...]) -> list[Node]:
    return [("Note", _said(note)) for note in notes]


def _table(table: model.Table) -> list[Node]:
    named = next((at for at, column in enumerate(table.columns) if column.kind == "text"), 0)
    above: list[Node] = []
    for at, column in enumerate(table.columns):
        if not column.group:
            above.append(("TH", _said(column.head)))
        elif at == 0 or model.plain(table.columns[at - 1].group) != model.plain(column.group):
            above.append(("TH", _said(column.group)))
    rows: list[list[Node]] = [above]
    if any(column.group for column in table.columns):
        rows.append([("TH", _said(column.head)) for column in table.columns if column.group])
    for row in table.rows:
        rows.append([("TH" if at == named else "TD", _said(cell)) for at, cell in enumerate(row.cells)])
    return [_caption(table.caption), *(("TR", cells) for cells in rows)]


def _contents(contents: model.Contents, brief: model.Brief, pages: list[int]) -> list[Node]:
    headings = [block for block in brief.blocks if isinstance(block, model.Heading)]
    listed = [(each.depth, _said(each.text) + str(page)) for each, page in zip(headings, pages, strict=True)]
    listed = [(depth, words) for depth, words in listed if 1 < depth <= contents.depth]
    entries, rest = _entries(listed, 0)
    assert not rest
    return [("TOC", [("Caption", _said(contents.title)), *entries])] if listed else []


def _entries(listed: list[tuple[int, str]], above: int) -> tuple[list[Node], list[tuple[int, str]]]:
    """The entries deeper than `above`, those below each of them in a table of their own, and what is left."""
    found: list[Node] = []
    while listed and listed[0][0] > above:
        (depth, words), listed = listed[0], listed[1:]
        below, listed = _entries(listed, depth)
        found.append(("TOCI", [("Reference", words), *([("TOC", below)] if below else [])]))
    return found, listed
