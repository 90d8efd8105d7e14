"""The blocks of provinces and revisions as the document on blocks writes them."""

from __future__ import annotations

import re
from pathlib import Path

from brief_kit import FRONT, TITLE
from test_annual_gaps import NORTH, placed

from gireport import Dataset, Template, compose
from gireport.brief.model import Table, plain
from gireport.dataset.compare import compare

PAGE = (Path(__file__).parents[2] / "docs" / "blocks.md").read_text(encoding="utf-8")


def example(heading: str) -> str:
    """The fence below a heading of the document."""
    [found] = re.findall(rf"^## {heading}\n\n````markdown\n(.*?)^````$", PAGE, re.MULTILINE | re.DOTALL)
    return str(found)


def tables(template: str, data: Dataset, old: Dataset | None = None) -> list[list[list[str]]]:
    selection = data.select()
    comparison = compare(old, data, selection) if old else None
    brief = compose(selection, Template.parse(FRONT + TITLE + template, "t.md"), comparison=comparison)
    return [
        [[plain(cell) for cell in row.cells] for row in block.rows]
        for block in brief.blocks
        if isinstance(block, Table)
    ]


def test_the_table_by_province(tmp_path: Path) -> None:
    data, written = placed(tmp_path, NORTH), example("table by province or region")
    [rows] = tables(written, data)
    assert (len(rows), rows[0]) == (9, ["1", "อุตรดิตถ์", "27", "270", "297"])
    by_region = re.sub("rank_head.*\n", "", written.replace('"province"', '"region"'))
    assert tables(by_region, data) == [[["ภาคเหนือ", "135", "1,350", "1,485"]]]
    assert tables(written, Dataset.bundled()) == []


def test_the_table_of_revisions(tmp_path: Path) -> None:
    old, new = (placed(tmp_path, names) for names in (["น่าน", "แพร่"], ["แพร่", "น่าน"]))
    [rows] = tables(example("revisions"), new, old)
    assert len(rows) == 2 * 3 * 2
    assert rows[0] == ["2560", "1 ความมุ่งมั่นสีเขียว", "แพร่", "2", "1", "−1"]
    assert tables(example("revisions"), new, new) == []
    assert tables(example("revisions"), new) == []
