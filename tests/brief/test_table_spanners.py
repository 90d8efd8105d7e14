"""What the table directive says of heads above heads, and of the page that a table stands on."""

from __future__ import annotations

import pytest
from brief_kit import blocks, composed, refused

from gireport.brief.model import Table, plain

CROSS = "source = 'certificates'\ncaption = 'ก'\nhead = 'ระดับ'\ntotal = 'รวม'\n"
SHARES = CROSS + "share = true\nshare_head = 'ร้อยละ'\nshare_note = 'ข'\n"
LISTING = "source = 'indicators'\ncaption = 'ก'\ncolumns = ['number', 'name', 'unit', 'target']\n"
SERIES = "caption = 'ก'\nhead = 'ข'\nunit_head = 'ค'\n[[row]]\nlabel = 'ง'\nunit = 'จ'\nvalues = '{{ series() }}'\n"


def spanner(head: str, *columns: str) -> str:
    return f"[[spanners]]\nhead = '{head}'\ncolumns = {list(columns)}\n"


def the_table(toml: str, **selection: object) -> Table:
    [block] = blocks(f"```table\n{toml}```\n", **selection)
    assert isinstance(block, Table)
    return block


def groups(table: Table) -> list[str]:
    return [plain(column.group) for column in table.columns]


def test_heads_span_the_columns_they_name() -> None:
    table = the_table(SHARES + spanner("ปีงบประมาณ", "years") + spanner("ทั้งหมด", "total", "share"), years=[2564, 2565])
    assert groups(table) == ["", "ปีงบประมาณ", "ปีงบประมาณ", "ทั้งหมด", "ทั้งหมด"]
    table = the_table(LISTING + spanner("ค่าเป้าหมาย", "target"))
    assert groups(table) == ["", "", "", *["ค่าเป้าหมาย"] * 4]
    table = the_table(SERIES + spanner("ปีงบประมาณ", "years"), years=range(2560, 2563))
    assert groups(table) == ["", "", *["ปีงบประมาณ"] * 3]


def test_a_head_may_hold_values_and_digits() -> None:
    body = f"```table\n{CROSS}{spanner('ปี {{ last_year }}', 'years')}```\n"
    [block] = composed(body, "thai").blocks[1:]
    assert isinstance(block, Table)
    assert "ปี ๒๕๖๕" in groups(block)


def test_one_over_what_the_selection_leaves_out_is_no_fault() -> None:
    table = the_table(SHARES + spanner("ทั้งหมด", "total", "share"), years=[2565], levels=[3])
    assert groups(table) == ["", ""]


@pytest.mark.parametrize("toml", [CROSS, SERIES])
def test_a_name_that_no_column_has_is_refused(toml: str) -> None:
    problems = refused(lambda: composed(f"```table\n{toml}{spanner('ก', 'yeers')}```\n"))
    assert [(p.code, p.facts["value"]) for p in problems] == [("directive.no-column", "yeers")]


@pytest.mark.parametrize(
    ("said", "meant"), [("", "auto"), ("'auto'", "auto"), ("true", True), ("false", False), ("'{{ 1 > 2 }}'", False)]
)
def test_the_page_of_a_table(said: str, meant: object) -> None:
    assert the_table(CROSS + (f"landscape = {said}\n" if said else "")).landscape == meant


def test_another_word_for_the_page_is_refused() -> None:
    problems = refused(lambda: composed(f"```table\n{CROSS}landscape = 'sideways'\n```\n"))
    assert [(p.code, p.facts["key"]) for p in problems] == [("directive.not-flag", "landscape")]


def test_a_table_knows_what_its_further_pages_say() -> None:
    assert the_table(CROSS).caption.continued == "ตารางที่ 1 (ต่อ)"
