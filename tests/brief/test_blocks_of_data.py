"""The blocks of provinces and revisions as the document on blocks writes them."""

from __future__ import annotations

import re
from pathlib import Path

from brief_kit import FRONT, TITLE, faults
from test_annual_gaps import NORTH, placed

from gireport import Dataset, Template, compose
from gireport.brief.model import Table, plain
from gireport.dataset.compare import compare
from gireport.thai.collation import collation_key

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


def blocks_of(template: str, data: Dataset) -> Table:
    brief = compose(data.select(), Template.parse(FRONT + TITLE + template, "t.md"))
    [table] = (block for block in brief.blocks if isinstance(block, Table))
    return table


def bold_rows(table: Table) -> list[str]:
    return [
        " ".join(map(plain, row.cells))
        for row in table.rows
        if all(span.bold for cell in row.cells for span in cell) and any(row.cells)
    ]


def test_the_first_provinces_and_the_others_add_up_to_all(tmp_path: Path) -> None:
    data, written = placed(tmp_path, NORTH), example("table by province or region")
    [whole] = tables(written, data)
    for top in (1, 4, 8):
        asked = written.replace("level_head", f'top = {top}\nothers = "จังหวัดอื่น"\nlevel_head', 1)
        [rows] = tables(asked, data)
        assert rows[:-1] == whole[:top]
        for column in (2, 3, 4):
            together = sum(int(row[column].replace(",", "")) for row in whole[top:])
            assert rows[-1][column] == f"{together:,}"
        assert rows[-1][:2] == ["", "จังหวัดอื่น"]
        [without] = tables(asked.replace('others = "จังหวัดอื่น"\n', ""), data)
        assert without == whole[:top]
    [rows] = tables(written.replace("level_head", 'top = 9\nothers = "จังหวัดอื่น"\nlevel_head', 1), data)
    assert rows == whole
    marked = blocks_of(written.replace("level_head", 'highlight = ["น่าน", "Phrae"]\nlevel_head', 1), data)
    assert [row.split()[1] for row in bold_rows(marked)] == [row[1] for row in whole if row[1] in ("น่าน", "แพร่")]


def test_rows_are_sorted_cut_and_set_in_bold() -> None:
    data, written = Dataset.bundled(), example("table of rows of the dataset")
    names = [str(row["name"]) for row in data.tables["indicators"].rows]
    in_order = sorted(names, key=collation_key)
    table = blocks_of(written, data)
    assert [plain(row.cells[0]) for row in table.rows] == in_order[:3]
    assert len(names) > 5
    downwards = blocks_of(written.replace('"name"\ntop = 3', '"-name"'), data)
    assert [plain(row.cells[0]) for row in downwards.rows] == in_order[::-1]
    units = {str(row["name"]): row["unit"] for row in data.tables["indicators"].rows}
    assert [bold.split()[0] for bold in bold_rows(downwards)] == [
        n.split()[0] for n in in_order[::-1] if units[n] == "แห่ง"
    ]
    assert bold_rows(blocks_of(written.replace("highlight", "where"), data)) == []


def test_what_cannot_be_sorted_by_is_refused() -> None:
    written = example("table of rows of the dataset")
    for asked, code in (
        (written.replace('sort = "name"', 'sort = "nmae"'), "directive.no-column"),
        (written.replace('sort = "name"', 'sort = "target"'), "directive.no-column"),
        (written.replace("top = 3", "top = 0"), "directive.out-of-range"),
        (written.replace("top = 3", "top = 1.5"), "directive.not-number"),
        (written.replace("{ unit", "{ uint"), "directive.no-column"),
    ):
        assert code in [found for found, _ in faults(asked)], asked


def test_a_row_of_ones_own_is_set_in_bold() -> None:
    head = '```table\ncaption = "ก"\ncolumns = ["ก", "ข"]\n'
    rows = head + '[[row]]\ncells = ["ค", "1"]\nhighlight = true\n[[row]]\ncells = ["ง", "2"]\n```\n'
    assert bold_rows(blocks_of(rows, Dataset.bundled())) == ["ค 1"]


def test_the_table_of_revisions(tmp_path: Path) -> None:
    old, new = (placed(tmp_path, names) for names in (["น่าน", "แพร่"], ["แพร่", "น่าน"]))
    [rows] = tables(example("revisions"), new, old)
    assert len(rows) == 2 * 3 * 2
    assert rows[0] == ["2560", "1 ความมุ่งมั่นสีเขียว", "แพร่", "2", "1", "−1"]
    assert tables(example("revisions"), new, new) == []
    assert tables(example("revisions"), new) == []
