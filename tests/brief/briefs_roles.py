"""What a brief prints, each number in its role, and the same brief with one number wrong."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from annual_check import NOT_PRINTED, said
from annual_numbers import NUMBER, TO_ARABIC

from gireport.brief.model import Brief, Chart, Heading, ItemList, KeyFigures, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gireport.brief.model import Block

Role = tuple[str, tuple[str, ...]]


def role(kind: str, *parts: object) -> Role:
    """The numbers of a text: of prose in any order, as languages differ in it, of an alternative in its own."""
    found = [number.translate(TO_ARABIC) for part in parts for number in NUMBER.findall(str(part))]
    return kind, tuple(found if kind == "alternative" else sorted(found))


def row(first: object, *cells: str) -> Role:
    """A row of a table: the numbers of its first cell, the others as they are printed."""
    return "row", (*role("", first)[1], *(cell.translate(TO_ARABIC) for cell in cells))


def roles(brief: Brief, *, named: int = 1) -> Iterator[Role]:
    """All that is printed, in its order; the first `named` cells of a row are words."""
    furniture = brief.furniture
    yield role("title", brief.title)
    yield role("subject", brief.subject)
    yield role("head", said(furniture.head_left))
    yield role("head", said(furniture.head_right))
    yield role("foot", said(furniture.foot_left))
    for block in brief.blocks:
        yield from _roles_of(block, named)


def _roles_of(block: Block, named: int) -> Iterator[Role]:
    match block:
        case Heading():
            yield role("heading", said(block.text))
        case Paragraph():
            yield role("words", said(block.text))
        case ItemList():
            yield from (role("item", said(item)) for item in block.items)
        case KeyFigures():
            yield from (role("figure", said(f.value), said(f.label), said(f.context)) for f in block.figures)
        case Table():
            yield role("caption", block.caption.label, said(block.caption.title))
            yield role("continued", block.caption.continued)
            yield role("heads", *(f"{said(each.group)} {said(each.head)}" for each in block.columns))
            for each in block.rows:
                yield row(" ".join(map(said, each.cells[:named])), *map(said, each.cells[named:]))
            yield from (role("note", said(note)) for note in block.notes)
        case Chart():
            yield from _roles_of_chart(block)
        case other:
            raise AssertionError(f"a brief has a {type(other).__name__}")


def _roles_of_chart(chart: Chart) -> Iterator[Role]:
    yield role("caption", chart.caption.label, said(chart.caption.title))
    yield "categories", tuple(said(category).translate(TO_ARABIC) for category in chart.categories)
    for series in chart.series:
        yield role("panel", said(series.name), said(series.context))
        yield "values", tuple(str(value) for value in series.values)
        yield "labels", tuple(label.translate(TO_ARABIC) for label in series.labels)
    yield role("alternative", chart.alternative)
    yield from (role("axis", tick.value, tick.label) for tick in (chart.axis.ticks if chart.axis else ()))
    yield from (role("note", said(note)) for note in chart.notes)


def planted(value: Any) -> Iterator[Any]:
    """The same with one printed number higher or lower by one in its last place, each number in its turn."""
    if isinstance(value, str):
        for match in NUMBER.finditer(value):
            for step in (1, -1):
                yield value[: match.start()] + _moved(match.group(), step) + value[match.end() :]
    elif isinstance(value, int) and not isinstance(value, bool):
        yield from (value + 1, value - 1)
    elif isinstance(value, tuple):
        for position, part in enumerate(value):
            for other in planted(part):
                yield (*value[:position], other, *value[position + 1 :])
    elif is_dataclass(value) and not isinstance(value, type):
        for name in _printed(value):
            for other in planted(getattr(value, name)):
                yield replace(value, **{name: other})


LOOKS = {"depth", "shade", "indent", "words", "theme", "paper", "page", "link", "moment", "landscape"}


def _printed(value: Any) -> list[str]:
    skipped = NOT_PRINTED | LOOKS | ({"labels"} if isinstance(value, ItemList) else set())
    return [field.name for field in fields(value) if field.name not in skipped]


def _moved(number: str, step: int) -> str:
    digits = number.translate(TO_ARABIC)
    moved = int(digits.replace(",", "").replace(".", "")) + step
    if "." not in digits:
        return f"{abs(moved):,}" if "," in digits else str(abs(moved))
    places = len(digits.rpartition(".")[2])
    whole, tenths = divmod(abs(moved), 10**places)
    return f"{whole:,}.{tenths:0{places}}"
