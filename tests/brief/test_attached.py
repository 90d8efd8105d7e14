"""The tables of a brief as CSV: what is printed, as a program can reckon with it, and no formula."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_brief import brief_of, table_of, text

from gireport import Dataset, Template, compose
from gireport.brief import model
from gireport.brief.attached import attached_tables
from gireport.dataset.figures import Figures
from gireport.thai.numbers import format_number

if TYPE_CHECKING:
    from gireport.pdf.attachments import Attachment

FORMULA = re.compile(r"[ \u00a0]*[=+@\-\t\r\n＝＋－＠]")
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"])) | st.sampled_from(
    ["=1+1", "+5", "-", "@SUM(A1)", '=HYPERLINK("http://x")', " =1", "＝1", "a\nb", '"', ",", "'", "\t=1", "–", "≥ 5"]
)


def read(attachment: Attachment) -> list[list[str]]:
    content = attachment.content.decode("utf-8")
    assert content.startswith("\ufeff")
    assert content.endswith("\r\n")
    return list(csv.reader(io.StringIO(content[1:], newline=""), strict=True))


def of(table: model.Table) -> list[list[str]]:
    (attachment,) = attached_tables(brief_of(model.Heading(1, text("ก")), table))
    return read(attachment)


@given(st.lists(st.lists(WORDS, min_size=2, max_size=2), min_size=1, max_size=5))
def test_words_come_back_as_they_are_printed_and_never_as_a_formula(rows: list[list[str]]) -> None:
    found = of(table_of(rows))[1:]
    assert len(found) == len(rows)
    for cells, printed in zip(found, rows, strict=True):
        for cell, words in zip(cells, printed, strict=True):
            assert cell in (words, f"'{words}")
            assert not FORMULA.match(cell)


@given(st.integers(-(10**12), 10**12) | st.decimals(-(10**9), 10**9, places=2), st.sampled_from(["arabic", "thai"]))
def test_a_figure_is_a_plain_number(value: int, digits: str) -> None:
    rows = of(table_of([["ก", format_number(value, digits)]], figures=True))  # type: ignore[arg-type]
    assert rows[1][1] == (str(value) if value else rows[1][1].lstrip("-"))
    assert float(rows[1][1]) == float(value)


@pytest.mark.parametrize("printed", ["–", "≥ 1,234", "ไม่มีข้อมูล", "1,23", "5 †", "< 0.1", "", "=1+1", "๑1"])
def test_what_is_no_plain_number_stays_as_it_is_printed(printed: str) -> None:
    rows = of(table_of([["1,234", printed]], figures=True))
    assert rows[1] == ["1,234", f"'{printed}" if printed.startswith("=") else printed]


def test_heads_above_each_other_are_one() -> None:
    table = table_of([["ก", "1"]])
    columns = (model.Column(text("=ระดับ")), model.Column(text("จำนวน"), "figure", text("ปี 2565")))
    assert of(model.Table(table.caption, columns, table.rows))[0] == ["'=ระดับ", "ปี 2565 จำนวน"]


@pytest.mark.parametrize(("lang", "digits"), [("th", "arabic"), ("th", "thai"), ("en", "arabic")])
def test_every_table_of_the_annual_brief_is_there_with_the_figures_of_the_data(lang: str, digits: str) -> None:
    selection = Dataset.bundled().select(years=range(2560, 2566))
    brief = compose(selection, Template.load("annual"), lang=lang, digits=digits)  # type: ignore[arg-type]
    tables = [block for block in brief.blocks if isinstance(block, model.Table)]
    attachments = attached_tables(brief)
    assert [each.name for each in attachments] == [f"table-{n:02}.csv" for n in range(1, len(tables) + 1)]
    assert len(tables) >= 4
    for attachment, table in zip(attachments, tables, strict=True):
        assert attachment.media_type == "text/csv"
        assert attachment.description == f"{table.caption.label} {model.plain(table.caption.title)}"
        rows = read(attachment)
        assert len(rows) == len(table.rows) + 1
        assert {len(row) for row in rows} == {len(table.columns)}
    figures = Figures(selection)
    rows = read(attachments[0])
    assert len(rows) == len(selection.levels) + 2
    for level, row in zip(selection.levels, rows[1:], strict=False):
        counts = [figures.total([year], [level]) for year in selection.years]
        assert [int(cell.replace("–", "0")) for cell in row[1:-1]] == counts
        assert int(row[-1]) == sum(counts)  # type: ignore[arg-type]


def test_a_brief_without_tables_has_none() -> None:
    assert attached_tables(brief_of(model.Heading(1, text("ก")))) == ()
