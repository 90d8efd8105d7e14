"""The built-in briefs over many selections, as text, and a small dataset of provinces with noughts, none and gaps."""

from __future__ import annotations

import csv
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from annual_check import said
from annual_numbers import TO_ARABIC

from gireport import Dataset, Template, compose
from gireport.assets import asset
from gireport.brief.model import Chart, Heading, ItemList, KeyFigures, Ladder, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gireport.brief.model import Block, Brief
    from gireport.thai.calendar_names import Language
    from gireport.thai.digits import Digits
    from gireport.thai.provinces import RegionScheme

LANGUAGES: tuple[Language, ...] = ("th", "en")
EAST = ("จันทบุรี", "ฉะเชิงเทรา", "ชลบุรี", "ตราด", "ปราจีนบุรี", "ระยอง", "สระแก้ว", "เชียงใหม่")
PLACES = """\
version = 1
name = "places"
as_of = "2565-09"

[tables.certificates]
file = "certificates.csv"
gaps = "unknown"
complete = ["year", "level", "where"]
columns = [
  { name = "year", type = "fiscal-year", key = true },
  { name = "level", type = "level", key = true },
  { name = "where", type = "province", key = true },
  { name = "issued", type = "count", none = ["-"] },
]
"""


COUNTS = (
    PLACES.replace('complete = ["year", "level", "where"]', 'complete = ["year", "level"]')
    .replace('  { name = "where", type = "province", key = true },\n', "")
    .replace('none = ["-"]', 'none = ["-"], unknown = ["?"]')
)
INDICATORS = """
[tables.indicators]
file = "indicators.csv"
columns = [
  { name = "number", type = "text", key = true },
  { name = "name", type = "text" },
  { name = "unit", type = "text" },
  { name = "target", type = "number", years = "2563-2565", optional = true },
]
"""
# What one cell of a small dataset may be: written so, or a row that is not there.
CELLS = {"zeros": "0", "unknowns": "?", "gaps": None}


class Asked(NamedTuple):
    """What is asked of the data."""

    years: tuple[int, ...] | None = None
    levels: tuple[int, ...] | None = None
    places: tuple[str, ...] | None = None
    scheme: RegionScheme = "six"

    def __str__(self) -> str:
        years = f"{self.years[0]}-{self.years[-1]}" if self.years else "all years"
        levels = "levels " + ",".join(map(str, self.levels)) if self.levels else "all levels"
        return ", ".join([years, levels, *(self.places or ())])


def span(first: int, last: int) -> tuple[int, ...]:
    return tuple(range(first, last + 1))


RANGES = (None, (2554,), (2565,), span(2554, 2564), span(2560, 2564), span(2554, 2556))
LEVELS = (None, (1,), (5,), (3, 4))
ASKED: dict[str, tuple[Asked, ...]] = {
    "annual": (
        Asked(),
        Asked((2565,)),
        Asked(span(2554, 2564)),
        Asked(span(2554, 2556), (5,)),
        Asked(None, (1, 3)),
        Asked(None, (3,)),
    ),
    "level": tuple(Asked(years, (level,)) for years in RANGES for level in (1, 3, 5)),
    "year": tuple(Asked(years, levels) for years in RANGES for levels in LEVELS),
    "targets": (
        Asked(),
        Asked((2562,)),
        Asked((2554,)),
        Asked(span(2560, 2562), (1,)),
        Asked(None, (3,)),
        Asked(span(2554, 2564)),
    ),
    "province": tuple(
        Asked(years, levels, (place,))
        for years in (None, (2565,))
        for levels in (None, (2,))
        for place in ("ระยอง", "ตราด", "เชียงใหม่")
    ),
}


def written_places(folder: Path, names: tuple[str, ...] = EAST) -> Dataset:
    """Provinces of the east and Chiang Mai, levels 1 and 2 in 2563 to 2565: Trat has none and 0, Rayong a gap.

    Provinces that come after these have as many as Chiang Mai.
    """
    (folder / "dataset.toml").write_text(PLACES, encoding="utf-8")
    rows = [
        f"{year},{level},{name},{_count(year, level, name, min(position, len(EAST)))}"
        for year in (2563, 2564, 2565)
        for level in (1, 2)
        for position, name in enumerate(names, start=1)
        if (year, level, name) != (2564, 2, "ระยอง")
    ]
    (folder / "certificates.csv").write_text("\n".join(["year,level,where,issued", *rows, ""]), encoding="utf-8")
    return Dataset.read(folder)


def written_counts(folder: Path, kind: str) -> Dataset:
    """Levels 1 and 2 in 2563 to 2565, level 1 in 2564 of the kind, level 2 in 2563 none; a target of 2564 likewise."""
    cell = CELLS[kind]
    (folder / "dataset.toml").write_text(COUNTS + INDICATORS, encoding="utf-8")
    counts = {(year, level): str(level * (year - 2560)) for year in (2563, 2564, 2565) for level in (1, 2)}
    rows = [
        f"{year},{level},{cell if (year, level) == (2564, 1) else '-' if (year, level) == (2563, 2) else count}"
        for (year, level), count in counts.items()
        if cell is not None or (year, level) != (2564, 1)
    ]
    (folder / "certificates.csv").write_text("\n".join(["year,level,issued", *rows, ""]), encoding="utf-8")
    target = "0" if kind == "zeros" else ""
    indicators = ["number,name,unit,2563,2564,2565", f"1,A,areas,5,{target},7", f"2,B,areas,5,6,{target}", ""]
    (folder / "indicators.csv").write_text("\n".join(indicators), encoding="utf-8")
    return Dataset.read(folder)


def _count(year: int, level: int, name: str, position: int) -> str:
    if name == "ตราด":
        return "-" if level == 1 else "0"
    return str(position * level * (year - 2560))


@cache
def template(name: str) -> Template:
    return Template.load(name)


def made(name: str, asked: Asked, lang: Language, digits: Digits = "arabic", places: Dataset | None = None) -> Brief:
    """The brief, of the bundled data unless another is given."""
    dataset = places or Dataset.bundled()
    selection = dataset.select(asked.years, asked.levels, asked.places, asked.scheme)
    return compose(selection, template(name), lang=lang, digits=digits)


def counts() -> dict[tuple[int, int], int | None]:
    """By year and level, read with nothing of `gireport`; None where it says none."""
    path = asset("data", "green-industry").joinpath("certificates.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        return {
            (int(row["fiscal_year"]), int(row["level"])): None if row["count"] == "-" else int(row["count"])
            for row in csv.DictReader(stream)
        }


def lines(brief: Brief) -> Iterator[str]:
    """What a brief says, a line for each thing that it says."""
    furniture = brief.furniture
    yield f"@ {said(furniture.head_left)} | {said(furniture.head_right)} | {said(furniture.foot_left)}"
    for block in brief.blocks:
        yield from _said_by(block)


def _said_by(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.depth} {said(block.text)}"
        case Paragraph():
            yield said(block.text)
        case ItemList():
            yield from (f"- {said(item)}" for item in block.items)
        case KeyFigures():
            yield from (f"* {said(f.value)} | {said(f.label)} | {said(f.context)}" for f in block.figures)
        case Table():
            yield f"T {in_spaces(block.caption.label)} {said(block.caption.title)}"
            yield "| " + " | ".join(said(column.head) for column in block.columns)
            yield from ("| " + " | ".join(map(said, row.cells)) for row in block.rows)
            yield from (f"  {said(note)}" for note in block.notes)
        case Chart() | Ladder():
            yield f"F {in_spaces(block.caption.label)} {said(block.caption.title)}"
        case other:
            raise AssertionError(f"a brief has a {type(other).__name__}")


def in_spaces(label: str) -> str:
    return label.replace("\u00a0", " ")


def in_arabic(text: str) -> str:
    return text.translate(TO_ARABIC)


def tables(brief: Brief) -> list[Table]:
    return [block for block in brief.blocks if isinstance(block, Table)]


def table(brief: Brief, caption: str) -> Table:
    """The table whose caption has these words."""
    [found] = [each for each in tables(brief) if caption in said(each.caption.title)]
    return found


def cells(found: Table) -> list[list[str]]:
    return [[said(cell) for cell in row.cells] for row in found.rows]
