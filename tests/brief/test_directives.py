"""Directives: what each makes of its settings, and every fault of them at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from brief_kit import FRONT, TITLE, blocks, composed, faults, refused

from gireport import Dataset, Template, compose
from gireport.brief.directives import _MAKERS
from gireport.brief.model import BarPanels, KeyFigures, Ladder, Paragraph, Table, plain
from gireport.dataset.table import FrozenMap
from gireport.messages import describe

if TYPE_CHECKING:
    from gireport.errors import Problem

GOOD = {
    "chart": "kind = 'bar-panels'\ncaption = 'ก'\n",
    "key-figures": "[[figure]]\nvalue = '1'\nlabel = 'ก'\n",
    "ladder": "caption = 'ก'\n",
    "note": "text = 'ก'\n",
    "page-break": "",
    "table": "source = 'plan'\ncaption = 'ก'\ncolumns = ['text']\n",
}
SERIES = "caption = 'ก'\nhead = 'ข'\nunit_head = 'ค'\n[[row]]\nlabel = 'ง'\nunit = 'จ'\nvalues = '{{ series() }}'\n"


def fenced(name: str, toml: str) -> str:
    return f"```{name}\n{toml}```\n\n"


def told(name: str, toml: str) -> list[Problem]:
    return list(refused(lambda: composed(fenced(name, toml))))


def codes(name: str, toml: str) -> list[tuple[str, object]]:
    """Codes and keys of what is wrong with one directive."""
    return [(problem.code, problem.facts.get("key")) for problem in told(name, toml)]


def the_table(toml: str, **selection: object) -> Table:
    [block] = blocks(fenced("table", toml), **selection)
    assert isinstance(block, Table)
    assert all(len(row.cells) == len(block.columns) for row in block.rows)
    return block


def cells(table: Table) -> list[list[str]]:
    return [[plain(cell) for cell in row.cells] for row in table.rows]


def test_every_directive_has_a_good_form() -> None:
    assert GOOD.keys() == _MAKERS.keys()
    for name, toml in GOOD.items():
        assert len(blocks(fenced(name, toml))) == 1


@pytest.mark.parametrize(("name", "toml"), GOOD.items())
def test_a_condition_keeps_or_drops_it(name: str, toml: str) -> None:
    for when, kept in (
        ("true", True), ("false", False), ("'{{ total() }}'", True), ("'{{ 0 }}'", False),
        ("'{{ years == [] }}'", False),
    ):  # fmt: skip
        assert len(blocks(fenced(name, f"when = {when}\n{toml}"))) == kept
    # A word in quotes is true to a programmer, "false" too.
    for when in ("'false'", "'true'", "0", "''", "'{{ true }} or'", "[]"):
        assert codes(name, f"when = {when}\n{toml}") == [("directive.not-flag", "when")]


@pytest.mark.parametrize(("name", "toml"), GOOD.items())
def test_a_setting_that_it_has_not_is_told_with_the_nearest_that_it_has(name: str, toml: str) -> None:
    assert codes(name, f"zzz = 1\n{toml}") == [("directive.unknown-key", "zzz")]
    [problem] = told(name, f"wen = true\n{toml}")
    assert (problem.code, problem.facts["near"]) == ("directive.unknown-key-near", "when")
    assert "did you mean “when”?" in describe(problem, "en")


@pytest.mark.parametrize(
    ("name", "toml", "found"),
    [
        ("note", "", [("directive.missing-key", "text")]),
        ("note", "text = 3\n", [("directive.not-text", "text")]),
        ("note", "txt = 'ก'\n", [("directive.missing-key", "text"), ("directive.unknown-key-near", "txt")]),
        ("ladder", "", [("directive.missing-key", "caption")]),
        ("ladder", "caption = ['ก']\nid = 3\n", [("directive.not-text", "caption"), ("directive.not-text", "id")]),
        ("chart", "caption = 'ก'\n", [("directive.missing-key", "kind")]),
        ("chart", "kind = 'pie'\ncaption = 'ก'\n", [("directive.not-a-choice", "kind")]),
        ("chart", "kind = 'bar-panel'\ncaption = 'ก'\n", [("directive.not-a-choice-near", "kind")]),
        ("key-figures", "", [("directive.missing-key", "figure")]),
        ("key-figures", "figure = []\n", [("directive.not-list", "figure")]),
        ("key-figures", "figure = 'ก'\n", [("directive.not-list", "figure")]),
        ("key-figures", "figure = ['ก']\n", [("directive.not-list", "figure")]),
        (
            "key-figures",
            "[[figure]]\nvalue = 1\n[[figure]]\nwhen = false\nlabel = 'ก'\ncontex = 'ข'\n",
            [("directive.not-text", "value"), ("directive.missing-key", "label"), ("directive.missing-key", "value"),
             ("directive.unknown-key-near", "contex")],
        ),
        ("key-figures", "[[figure]]\nvalue = '1'\nlabel = 'ก'\n" * 5, [("directive.too-many", "figure")]),
        ("table", "caption = 'ก'\n", [("directive.missing-key", "source")]),
        ("table", "caption = 'ก'\nsource = 'pan'\n", [("directive.not-a-choice-near", "source")]),
        ("table", "caption = 'ก'\nsource = 'plan'\n", [("directive.missing-key", "columns")]),
        ("table", "caption = 'ก'\nsource = 'plan'\ncolumns = []\n", [("directive.not-words", "columns")]),
        ("table", "caption = 'ก'\nsource = 'plan'\ncolumns = [1]\n", [("directive.not-words", "columns")]),
        ("table", "caption = 'ก'\nsource = 'plan'\ncolumns = 'text'\n", [("directive.not-words", "columns")]),
        (
            "table",
            "caption = 'ก'\nsource = 'plan'\ncolumns = ['tex', 'kind']\nheads = { a = 'ก' }\nwhere = { b = 1 }\n",
            [("directive.no-column", "columns"), ("directive.no-column", "heads"), ("directive.no-column", "where")],
        ),
        (
            "table",
            "source = 'plan'\ncolumns = ['text']\nheads = 'ก'\nwhere = []\nnote_mark = 1\n",
            [("directive.missing-key", "caption"), ("directive.not-table", "heads"), ("directive.not-table", "where"),
             ("directive.not-text", "note_mark")],
        ),
        ("table", GOOD["table"] + "heads = { text = 3 }\n", [("directive.not-text", "text")]),
        ("table", GOOD["table"] + "where = { text = '{{ 1 }}{{ 2 }}' }\n", [("directive.not-an-expression", "text")]),
        ("table", GOOD["table"] + "where = { text = ['ก{{ 2 }}'] }\n", [("directive.not-an-expression", "text")]),
        ("table", "source = 'certificates'\ncaption = 'ก'\n",
         [("directive.missing-key", "head"), ("directive.missing-key", "total")]),
        ("table", SERIES.replace("'{{ series() }}'", "'ก'"), [("directive.not-an-expression", "values")]),
        ("table", SERIES.replace("'{{ series() }}'", "[1]"), [("directive.not-an-expression", "values")]),
        ("table", SERIES.replace("series()", "total()"), [("directive.not-a-series", "values")]),
        ("table", SERIES.replace("series()", "{'a': 1}"), [("directive.not-a-series", "values")]),
        ("table", SERIES.replace("unit = 'จ'\n", "unt = 'จ'\n"),
         [("directive.missing-key", "unit"), ("directive.unknown-key-near", "unt")]),
        ("table", SERIES + "source = 'plan'\n", [("directive.unknown-key", "source")]),
    ],
)  # fmt: skip
def test_every_fault_of_a_directive_is_told_at_once(name: str, toml: str, found: list[tuple[str, str]]) -> None:
    assert sorted(codes(name, toml)) == sorted(found)


def test_a_directive_that_there_is_not_is_told_with_the_nearest() -> None:
    [problem] = told("tabel", "")
    assert (problem.code, problem.facts["near"]) == ("directive.unknown-near", "table")
    [problem] = told("zzz", "")
    assert "chart, key-figures, ladder, note, page-break, table" in describe(problem, "en")
    [problem] = told("", "")
    assert problem.code == "directive.unknown"


def test_the_faults_of_all_directives_are_told_at_once_in_order() -> None:
    body = fenced("note", "") + fenced("tabel", "") + fenced("ladder", "") + fenced("note", "x = [\n")
    assert faults(body) == [
        ("directive.missing-key", 1), ("directive.unknown-near", 4), ("directive.missing-key", 7),
        ("directive.toml", 11),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("```note\ntext = \n```", 2),
        ("```note\ntext = 'ก'\n\ntext = 'ข'\n```", 4),
        ("```note\n{% if true %}\ntext = 'ก'\n{% endif %}\n{% if false %}\nx = 1\n{% endif %}\ny = = 2\n```", 8),
        ("```note\ntext = 'open\n```", 2),
        ("```note\ntext = [", 2),
        ("```note\nx = " + "[" * 5000 + "\n```", 2),
    ],
)
def test_what_is_no_toml_is_told_with_its_line(body: str, line: int) -> None:
    [problem] = refused(lambda: composed(body))
    assert (problem.code, problem.place.line) == ("directive.toml", line + 7)
    assert "line" not in str(problem.facts["reason"])


def test_key_figures_are_up_to_four_of_those_shown() -> None:
    figure = "[[figure]]\nwhen = true\nvalue = '{{ total() }}'\nlabel = 'ก'\n"
    toml = figure * 4 + figure.replace("true", "false") * 3
    [block] = blocks(fenced("key-figures", toml))
    assert isinstance(block, KeyFigures)
    assert [(plain(each.value), plain(each.label), each.context) for each in block.figures] == [("77,925", "ก", ())] * 4


def test_a_listing_has_the_rows_and_columns_asked_for() -> None:
    toml = "caption = 'ก'\nsource = 'plan'\ncolumns = ['number', 'text']\nheads = { text = 'ข {{ 1172 }}' }\n"
    table = the_table(
        toml
        + "where = { kind = ['item', '{{ 'point' }}'], number = 5 }\n".replace("'{{ 'point' }}'", "\"{{ 'point' }}\"")
    )
    assert [plain(column.head) for column in table.columns] == ["number", "ข 1,172"]
    assert [row[0] for row in cells(table)] == ["5", "5"]
    assert [column.kind for column in table.columns] == ["figure", "text"]
    assert blocks(fenced("table", toml + "where = { kind = 'nothing' }\n")) == ()


def test_a_listing_shows_only_the_years_selected() -> None:
    toml = "caption = 'ก'\nsource = 'indicators'\ncolumns = ['number', 'target']\nnote_mark = '*'\n"
    table = the_table(toml, years=[2560, 2561, 2562])
    assert [plain(column.head) for column in table.columns] == ["number", "2561", "2562"]
    assert cells(table)[6] == ["5", "1.24", "1.30"]
    assert [row.kind for row in table.rows] == ["group"] + ["body"] * 7
    assert [row.indent for row in table.rows] == [0, 1, 1, 0, 0, 0, 0, 0]
    assert [plain(note)[:9] for note in table.notes] == ["* การจัดก"]
    assert [plain(note)[:7] for note in the_table(toml.replace("note_mark = '*'\n", "")).notes] == ["การจัดก"]


def test_totals_of_everything_are_no_text() -> None:
    toml = "caption = 'ก'\nsource = 'published_totals'\ncolumns = ['level', 'total']\n"
    assert codes("table", toml) == [("template.unprintable", None)]


def test_series_stand_side_by_side_over_the_years_that_all_have() -> None:
    second = "[[row]]\nlabel = 'ฉ'\nunit = 'ช'\nvalues = \"{{ within(series(4), years[:2]) }}\"\n"
    toml = "none_note = '– คือไม่มี'\n" + SERIES
    table = the_table(toml + second)
    assert [plain(column.head) for column in table.columns] == ["ข", "ค", "2554", "2555"]
    assert cells(table) == [["ง", "จ", "1,050", "2,510"], ["ฉ", "ช", "–", "30"]]
    assert [plain(note) for note in table.notes] == ["– คือไม่มี"]
    assert the_table(toml).notes == ()  # no such sign in it
    none = second.replace("years[:2]", "[]")
    assert blocks(fenced("table", toml + none)) == ()


REF = "ดู{{ ref('b') }}\n\n"
A, B, C = (f"id = '{name}'\nsource = 'plan'\ncaption = 'ก'\ncolumns = ['text']\n" for name in "abc")


def numbered(body: str, digits: str = "arabic") -> tuple[list[str], list[str]]:
    """Labels of tables and figures, and the paragraphs."""
    found = blocks(body, digits)
    labels = [block.caption.label for block in found if isinstance(block, Table | Ladder | BarPanels)]
    return labels, [plain(block.text) for block in found if isinstance(block, Paragraph)]


def test_tables_and_figures_are_numbered_apart_in_order() -> None:
    body = fenced("ladder", GOOD["ladder"]) + fenced("table", A) + fenced("chart", GOOD["chart"]) + fenced("table", B)
    assert numbered(body + REF) == (["ภาพที่ 1", "ตารางที่ 1", "ภาพที่ 2", "ตารางที่ 2"], ["ดูตารางที่ 2"])
    assert numbered(body + REF, "thai") == (["ภาพที่ ๑", "ตารางที่ ๑", "ภาพที่ ๒", "ตารางที่ ๒"], ["ดูตารางที่ ๒"])


@pytest.mark.parametrize("dropped", ["when = false\n", "where = { text = 'nothing like it' }\n"])
def test_what_is_dropped_takes_no_number(dropped: str) -> None:
    body = fenced("table", dropped + A) + fenced("table", B) + REF
    assert numbered(body) == (["ตารางที่ 1"], ["ดูตารางที่ 1"])
    body = fenced("table", A) + fenced("table", dropped + B) + fenced("table", C)
    assert numbered(body) == (["ตารางที่ 1", "ตารางที่ 2"], [])
    assert faults(body + REF) == [("template.dead-reference", body.count("\n") + 1)]


def test_a_reference_may_come_before_what_it_refers_to() -> None:
    note = fenced("note", "text = \"ดู{{ ref('b') }}\"\n")
    figures = fenced("key-figures", "[[figure]]\nvalue = '1'\nlabel = \"ดู{{ ref('b') }}\"\n")
    assert numbered(note + REF + fenced("table", A) + fenced("table", B))[1] == ["ดูตารางที่ 2", "ดูตารางที่ 2"]
    [block, _, _] = blocks(figures + fenced("table", A) + fenced("table", B))
    assert isinstance(block, KeyFigures)
    assert plain(block.figures[0].label) == "ดูตารางที่ 2"


def test_a_reference_to_nothing_has_the_line_on_which_it_stands() -> None:
    body = fenced("table", A) + "ก\nข {{ ref('b') }}\n\n" + fenced("note", "text = \"{{ ref('z') }}\"\n")
    at = fenced("table", A).count("\n")
    assert faults(body) == [("template.dead-reference", at + 2), ("template.dead-reference", at + 5)]


def test_an_id_is_given_once() -> None:
    body = fenced("table", A) + fenced("ladder", "id = 'a'\n" + GOOD["ladder"])
    assert faults(body) == [("directive.id-twice", fenced("table", A).count("\n") + 1)]


def test_rows_below_others_are_indented_whatever_their_column_is_called() -> None:
    data = Dataset.bundled()
    table = data.tables["indicators"]
    names = {"parent": "under"}
    columns = tuple(replace(column, name=names.get(column.name, column.name)) for column in table.columns)
    rows = tuple(
        replace(row, values=FrozenMap({names.get(name, name): value for name, value in row.values.items()}))
        for row in table.rows
    )
    renamed = replace(table, spec=replace(table.spec, columns=columns), rows=rows)
    data = replace(data, tables=FrozenMap({**data.tables, "indicators": renamed}))
    toml = "caption = 'ก'\nsource = 'indicators'\ncolumns = ['number', 'name']\n"
    brief = compose(data.select(), Template.parse(FRONT + TITLE + fenced("table", toml), "t.md"))
    made = brief.blocks[1]
    assert isinstance(made, Table)
    assert [row.indent for row in made.rows] == [0, 1, 1, 0, 0, 0, 0, 0]
