"""Heads above heads, and figures with their units below each other."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest
from small_brief import brief_of, table_of, text

from gireport.brief import model
from gireport.layout.units import after_units
from gireport.rendering import render

TITLE = model.Heading(1, text("เรื่อง"))


def spanned(groups: list[str], rows: int = 3) -> model.Table:
    table = table_of([[f"แถว {n}", *["1"] * (len(groups) - 1)] for n in range(rows)], figures=True)
    columns = [
        replace(column, group=text(group) if group else ()) for column, group in zip(table.columns, groups, strict=True)
    ]
    return replace(table, columns=tuple(columns))


def head_cells(content: bytes) -> list[list[tuple[str, int, int]]]:
    """The first two rows of the table in the file: for each cell scope, columns and rows."""
    with pikepdf.open(BytesIO(content)) as pdf:
        [table] = [kid for kid in pdf.Root.StructTreeRoot.K.K if kid.S == "/Table"]
        rows = [kid for kid in table.K if kid.S == "/TR"]
        return [
            [_attributes(cell) for cell in (row.K if isinstance(row.K, pikepdf.Array) else [row.K])] for row in rows
        ]


def _attributes(cell: Any) -> tuple[str, int, int]:
    own = cell.get("/A", {})
    return str(own.get("/Scope", "")), int(own.get("/ColSpan", 1)), int(own.get("/RowSpan", 1))


@pytest.mark.parametrize(
    ("groups", "upper", "lower"),
    [
        (["", "ก", "ก", "ข", "ข"], [(1, 2), (2, 1), (2, 1)], 4),
        (["", "ก", "ก", "", ""], [(1, 2), (2, 1), (1, 2), (1, 2)], 2),
        (["ก", "ก", "ข", "ค", "ค"], [(2, 1), (1, 1), (2, 1)], 5),
    ],
)
def test_the_grid_of_the_tags_is_whole(groups: list[str], upper: list[tuple[int, int]], lower: int) -> None:
    cells = head_cells(render(brief_of(TITLE, spanned(groups))))
    assert [(columns, rows) for _, columns, rows in cells[0]] == upper
    assert len(cells[1]) == lower
    assert all(scope == "/Column" for scope, *_ in [*cells[0], *cells[1]])
    assert sum(columns for _, columns, _ in cells[0]) == len(groups)
    assert [len(row) for row in cells[2:]] == [len(groups)] * 3


def test_no_heads_span_where_none_is_asked_for() -> None:
    cells = head_cells(render(brief_of(TITLE, spanned(["", "", ""]))))
    assert [len(row) for row in cells] == [3] * 4


def test_a_long_head_over_narrow_columns_is_not_cut() -> None:
    name = "การเปลี่ยนแปลงจากปีก่อนหน้า"
    page = pypdfium2.PdfDocument(render(brief_of(TITLE, spanned(["", name, name]))))[0]
    assert name in page.get_textpage().get_text_range()


@pytest.mark.parametrize(
    ("words", "after"),
    [
        ("24", ""),
        ("1,172.5", ".5"),
        ("1.30", ".30"),
        ("๑,๑๗๒.๕", ".๕"),
        ("\u221224", ""),
        ("+3.5", ".5"),
        ("1,602*", "*"),
        ("ร้อยละ 90.25", ".25"),
        ("12 แห่ง", " แห่ง"),
        ("–", ""),
        ("ไม่มีข้อมูล", None),
        ("", None),
        ("2560–2565", None),
    ],
)
def test_what_stands_after_the_units(words: str, after: str | None) -> None:
    found = after_units(text(words))
    assert (None if found is None else model.plain(found)) == after


@pytest.mark.parametrize("digits", ["0123456789", "๐๑๒๓๔๕๖๗๘๙"])
def test_units_stand_below_each_other(digits: str) -> None:
    figures = [figure.translate(str.maketrans("0123456789", digits)) for figure in FIGURES]
    table = table_of([[f"แถว {n}", figure] for n, figure in enumerate([*figures, "–"])], figures=True)
    page = pypdfium2.PdfDocument(render(brief_of(TITLE, table)))[0].get_textpage()
    said = page.get_text_range()
    edges = []
    at = said.index("แถว 0")
    for n, figure in enumerate(figures):
        at = said.index(figure, said.index(f"แถว {n}", at) + len(f"แถว {n}"))
        units = at + len(figure.split(".")[0]) - 1
        edges.append(sum(page.get_charbox(units, loose=True)[0:3:2]) / 2)
    assert len(edges) == len(FIGURES)
    assert max(edges) - min(edges) < 0.2, edges


FIGURES = ["1.30", "24", "1,172.5", "\u22127", "2.125", "100"]
