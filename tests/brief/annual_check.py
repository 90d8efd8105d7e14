"""Everything an annual brief says, against what the oracle says that it has to say."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

from annual_numbers import numbers

from gireport.brief.model import (
    Brief,
    Chart,
    Heading,
    ItemList,
    KeyFigures,
    Ladder,
    PageBreak,
    Paragraph,
    Span,
    Table,
    plain,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annual_oracle import Oracle

    from gireport.brief.model import Block, Text

B = TypeVar("B")

NOT_PRINTED = {"origin", "kind", "language", "digits", "calendar", "provenance"}


def said(text: Text) -> str:
    """The words of a text; which spaces may end a line is told elsewhere."""
    return plain(text).replace("\u00a0", " ")


def texts(value: Any) -> Iterator[str]:
    """Every text of a brief or a part of it, whole."""
    if isinstance(value, str):
        yield value.replace("\u00a0", " ")
    elif isinstance(value, tuple) and value and all(isinstance(part, Span) for part in value):
        yield said(value)
    elif isinstance(value, tuple):
        for part in value:
            yield from texts(part)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            if field.name not in NOT_PRINTED:
                yield from texts(getattr(value, field.name))


def of_kind(brief: Brief, kind: type[B]) -> list[B]:
    return [block for block in brief.blocks if isinstance(block, kind)]


def paragraphs(brief: Brief, *, quiet: bool = False) -> list[str]:
    return [said(block.text) for block in of_kind(brief, Paragraph) if block.quiet == quiet]


def headings(brief: Brief) -> list[tuple[int, str]]:
    return [(block.depth, said(block.text)) for block in of_kind(brief, Heading)]


def table_under(brief: Brief, words: str) -> Table | None:
    """The table whose caption begins so."""
    found = [table for table in of_kind(brief, Table) if said(table.caption.title).startswith(words)]
    assert len(found) < 2
    return found[0] if found else None


def rows(table: Table) -> list[list[str]]:
    return [[said(cell) for cell in row.cells] for row in table.rows]


def heads(table: Table) -> list[str]:
    return [said(column.head) for column in table.columns]


def check(brief: Brief, oracle: Oracle) -> None:
    """All that can be checked of one brief."""
    check_prose(brief, oracle)
    check_certificates(brief, oracle)
    check_ladder(brief, oracle)
    check_panels(brief, oracle)
    check_indicators(brief, oracle)
    check_notes(brief, oracle)
    check_corrections(brief, oracle)
    check_nothing_is_empty(brief)
    check_labels(brief, oracle)
    check_numbers(brief, oracle)


def check_prose(brief: Brief, oracle: Oracle) -> None:
    assert said((Span(brief.title),)) == oracle.title
    assert headings(brief)[0] == (1, oracle.title)
    furniture = brief.furniture
    assert said(furniture.head_left) == oracle.head_left
    assert said(furniture.head_right) == oracle.head_right
    assert paragraphs(brief, quiet=True)[0] == said((Span(brief.subject),)) == oracle.subject
    assert said(furniture.foot_left) == oracle.foot
    [figures] = of_kind(brief, KeyFigures)
    assert [(said(each.value), said(each.label), said(each.context)) for each in figures.figures] == oracle.key_figures
    summary = oracle.summary
    assert paragraphs(brief)[: len(summary)] == summary
    rest = paragraphs(brief)[len(summary) :]
    period = [
        oracle.text(row, "text") for row in oracle.tables.get("headings", []) if row["id"] == "certification-period"
    ]
    expected = ([] if oracle.many_levels else [oracle.name_sentence]) + (period if oracle.all_years else [])
    expected += [oracle.text(row, "text") for row in oracle.tables.get("strategy", []) if row["kind"] == "plan"]
    assert rest == expected


def check_certificates(brief: Brief, oracle: Oracle) -> None:
    table = table_under(brief, oracle.certificates_caption)
    assert table
    assert said(table.caption.title) == oracle.certificates_caption
    assert (heads(table), rows(table)) == oracle.certificates
    kinds = ["body"] * len(oracle.levels) + ["total"] * oracle.many_levels
    assert [row.kind for row in table.rows] == kinds
    shades = [level - 1 if oracle.many_levels else None for level in oracle.levels] + [None] * oracle.many_levels
    assert [row.shade for row in table.rows] == shades
    shows_none = any("–" in row for row in oracle.certificates[1])
    notes = [oracle.words.none_note] * shows_none
    if oracle.shares and not oracle.shares_add_up:
        notes.append(oracle.words.share_note)
    assert [said(note) for note in table.notes] == notes


def check_ladder(brief: Brief, oracle: Oracle) -> None:
    ladders = of_kind(brief, Ladder)
    words = oracle.words
    source = oracle.source("levels") if "levels" in oracle.declared["tables"] else words.names_reference
    note = words.names_source.format(source=source) + words.caution * oracle.many_levels
    assert note in paragraphs(brief, quiet=True)
    if not oracle.many_levels:
        assert ladders == [], "a ladder of one step"
        return
    [ladder] = ladders
    assert said(ladder.caption.title) == oracle.ladder_caption
    assert ladder.alternative == oracle.ladder_words
    assert [
        (step.level, step.number, said(step.name), said(step.other_name), f"{said(step.count)} {said(step.unit)}")
        for step in ladder.steps
    ] == [(level, str(level), *oracle.named(level), oracle.counted(oracle.total(level))) for level in oracle.levels]


def check_panels(brief: Brief, oracle: Oracle) -> None:
    charts = of_kind(brief, Chart)
    if not oracle.many_years:
        assert charts == [], "a chart of one year"
        return
    [chart] = charts
    assert said(chart.caption.title) == oracle.panels_caption
    assert chart.alternative.replace("\u00a0", " ") == oracle.panels_alternative
    categories = [said(category) for category in chart.categories]
    assert (chart.kind, categories) == ("panels", list(map(oracle.year, oracle.years)))
    assert [(said(each.name), said(each.context), each.values, each.labels) for each in chart.series] == [
        oracle.panel(level) for level in oracle.levels
    ]
    assert chart.notes == ()
    table = table_under(brief, oracle.certificates_caption)
    assert table
    reference = oracle.words.all_years_in.format(label=table.caption.label) + oracle.words.caution
    assert any(reference in note for note in paragraphs(brief, quiet=True))


def check_indicators(brief: Brief, oracle: Oracle) -> None:
    words, years = oracle.words, oracle.target_years
    said_years = oracle.dated(years) if years else ""
    caption, targets_caption = (
        words.indicators_caption.format(years=said_years),
        words.targets_caption.format(years=said_years),
    )
    table, targets = table_under(brief, caption), table_under(brief, targets_caption)
    assert (table is not None) == bool(years)
    assert (targets is not None) == (bool(years) and oracle.all_levels), (
        "a target for all beside the certificates of some"
    )
    assert any(heading == words.target_heading for _, heading in headings(brief)) == (targets is not None)
    if table:
        assert said(table.caption.title) == caption
        assert heads(table) == [*words.indicator_heads, *map(oracle.year, years)]
        assert rows(table) == oracle.indicators
        notes = [oracle.text(row, "note") for row in oracle.tables["indicators"] if row["note"]]
        assert [said(note) for note in table.notes] == [f"* {note}" for note in notes]
        parents = {row["parent"] for row in oracle.tables["indicators"]} - {""}
        for row, source in zip(table.rows, oracle.tables["indicators"], strict=True):
            assert (row.kind == "group") == (source["number"] in parents)
            assert row.indent == bool(source["parent"])
    if targets:
        assert said(targets.caption.title) == targets_caption
        [four] = [row for row in oracle.indicators if row[0] == "4"]
        issued = [f"{oracle.total(year=year):,}" for year in years]
        assert heads(targets) == [*words.target_heads, *map(oracle.year, years)]
        target = [words.target_row.format(name=four[1]), *four[2:]]
        assert rows(targets) == [target, [words.issued_row, words.unit, *issued]]
        assert sum(words.not_comparable in note for note in paragraphs(brief, quiet=True)) == 1


def check_notes(brief: Brief, oracle: Oracle) -> None:
    words = oracle.words
    notes = [said(item) for item in of_kind(brief, ItemList)[-1].items]
    assert notes[0] == words.notes_source.format(source=oracle.source("certificates"), as_of=oracle.as_of)
    printed = [
        name for name in words.sources if name in oracle.tables and (name != "indicators" or oracle.target_years)
    ]
    expected = [words.sources[name].format(source=oracle.source(name)) for name in printed]
    assert notes[1 : 1 + len(expected)] == expected
    rest = notes[1 + len(expected) :]
    assert [note for note in rest if note.startswith(("ที่มา", "Source"))] == []

    def has(wanted: str) -> bool:
        return any(wanted in note for note in rest)

    assert has(words.fiscal_year)
    assert has(words.calendar_notes[oracle.calendar])
    assert [other for other, note in words.calendar_notes.items() if note and has(note)] in ([], [oracle.calendar])
    assert has(words.issued_not_valid)
    shows_none = any("–" in row for row in oracle.certificates[1])
    assert has(words.none_counts) == shows_none
    assert has(words.totals) == (oracle.many_years or oracle.many_levels)
    # The source states totals of all levels and all years, and no others.
    whole = oracle.all_years and oracle.all_levels and "published_totals" in oracle.tables
    assert has(words.totals_agree) == whole
    if any(re.search(words.ratio, text) for text in texts(brief.blocks)):
        assert has(words.rounding)
    elif not oracle.total() or not (oracle.many_levels or oracle.many_years):
        assert not has(words.rounding)


def check_corrections(brief: Brief, oracle: Oracle) -> None:
    corrected, kept = oracle.corrections("corrected"), oracle.corrections("kept")
    reason = f"reason_{oracle.words.language}"
    for caption, entries, columns in (
        (oracle.words.corrected, corrected, ("source_text", "printed_text", reason)),
        (oracle.words.kept, kept, ("source_text", reason)),
    ):
        table = table_under(brief, caption)
        assert (table is not None) == bool(entries)
        if table:
            assert rows(table) == [[entry[column] for column in columns] for entry in entries]
    if oracle.words.language != "th":
        return  # the corrected words are in Thai, and printed in these tables alone
    # What is said to be printed is printed, outside these tables.
    own = {id(table) for table in of_kind(brief, Table) if said(table.caption.title).startswith("ข้อความที่")}
    others = "\n".join(text for block in brief.blocks if id(block) not in own for text in texts(block))
    for entry in [*corrected, *kept]:
        assert entry["printed_text"] in others, entry["id"]
    for entry in corrected:
        if entry["source_text"] not in entry["printed_text"]:
            assert others.count(entry["source_text"]) == others.count(entry["printed_text"]) * entry[
                "printed_text"
            ].count(entry["source_text"]), entry["id"]


def check_nothing_is_empty(brief: Brief) -> None:
    blocks = brief.blocks
    assert not isinstance(blocks[-1], Heading | PageBreak)
    for block, following in pairwise(blocks):
        if isinstance(block, Heading):
            below = following.depth > block.depth if isinstance(following, Heading) else True
            assert below, f"nothing under the heading {said(block.text)}"
    for block in blocks:
        for text in _must_speak(block):
            assert text == text.strip(), text
            assert text, block
    assert all(
        said(text) for text in (brief.furniture.head_left, brief.furniture.head_right, brief.furniture.foot_left)
    )


def _must_speak(block: Block) -> Iterator[str]:
    """The texts of a block that may not be empty: all but cells of a group's row, contexts, and bars without figure."""
    match block:
        case Heading() | Paragraph():
            yield said(block.text)
        case ItemList():
            assert len(block.items) == len(block.labels) > 0
            yield from map(said, block.items)
        case KeyFigures():
            assert 0 < len(block.figures) <= 4
            for figure in block.figures:
                yield from (said(figure.value), said(figure.label))
        case Table():
            assert len(block.rows) > 0
            yield from (said(block.caption.title), block.caption.label, *heads(block), *map(said, block.notes))
            for row in block.rows:
                assert len(row.cells) == len(block.columns)
                yield from map(said, row.cells[:2] if row.kind == "group" else row.cells)
        case Ladder() | Chart():
            yield from (said(block.caption.title), block.caption.label, block.alternative)


def check_labels(brief: Brief, oracle: Oracle) -> None:
    tables = [table.caption.label for table in of_kind(brief, Table)]
    figures = [block.caption.label for block in brief.blocks if isinstance(block, Ladder | Chart)]
    assert tables == [oracle.words.table.format(number=number) for number in range(1, len(tables) + 1)]
    assert figures == [oracle.words.figure.format(number=number) for number in range(1, len(figures) + 1)]


def check_numbers(brief: Brief, oracle: Oracle) -> None:
    """No number is printed that is not in the data, or in the template."""
    seen, allowed = 0, oracle.allowed
    for text in texts(brief):
        seen += len(numbers(text))
        assert numbers(text) <= allowed, text
    assert seen > 10
    for block in of_kind(brief, Chart):
        for series in block.series:
            assert all(f"{value:,}" in allowed | {"0"} for value in series.values if value is not None)


def says_unknown(brief: Brief, unknown: str = "ไม่ระบุ") -> int:
    """How often something is said not to be known."""
    return sum(text.count(unknown) for text in texts(brief))
