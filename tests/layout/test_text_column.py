"""The text column, whatever stands in it: nothing is lost, parted or drawn beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from unittest import mock

import numpy as np
import pypdfium2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from printed_text import RecordingCanvas, elements_in_order, required
from small_brief import brief_of, table_of, text

from gireport import rendering
from gireport.brief import model
from gireport.errors import TemplateError
from gireport.layout.theme import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conftest import Made

    from gireport.layout.theme import Theme
    from gireport.pdf.canvas import PlacedLine

SMALL = replace(DEFAULT, page=replace(DEFAULT.page, height=400.0))  # a text column about 270 points high
LONG = "ส่งเสริมและสนับสนุนการพัฒนาเมืองอุตสาหกรรมเชิงนิเวศ ให้ภาคอุตสาหกรรมดำเนินการตามกฎหมายอย่างเคร่งครัด " * 3


class PlacingCanvas(RecordingCanvas):
    """Notes where each line stands, besides: page, left and right edge, and baseline."""

    def __init__(self, *args: Any, **more: Any) -> None:
        self.places: list[tuple[int, float, float, float]] = []
        super().__init__(*args, **more)

    def draw_lines(self, lines: Iterable[PlacedLine]) -> None:
        lines = list(lines)
        for line in lines:
            if self._furniture_page is None:
                x, y = self.absolutePosition(line.x, line.y)
                width = sum(
                    sum(cluster.advance + cluster.kern for cluster in glyphs.clusters) * glyphs.size / 1000
                    for glyphs in line.glyphs
                )
                self.places.append((self.page_count, x, x + width, y))
        super().draw_lines(lines)


def laid_out(brief: model.Brief, theme: Theme = SMALL) -> PlacingCanvas:
    with mock.patch.object(rendering, "TaggedCanvas", PlacingCanvas):
        canvas = rendering.lay_out(brief, theme)
    assert isinstance(canvas, PlacingCanvas)
    return canvas


def assert_in_the_text_column(canvas: PlacingCanvas, theme: Theme) -> None:
    page = theme.page
    assert canvas.places
    for _, left, right, baseline in canvas.places:
        assert left >= page.left - 0.01
        assert right <= page.width - page.right + 0.01
        assert page.bottom < baseline < page.height - page.top


def pages_of(canvas: RecordingCanvas, words: str) -> list[int]:
    """The pages on which this is printed."""
    return [printed.page for printed in canvas.printed if printed.text == words]


def filler(lines: int) -> list[model.Block]:
    return [model.Paragraph(text(f"บรรทัด {number}")) for number in range(lines)]


def said(canvas: RecordingCanvas) -> list[str]:
    """What each element says, in reading order, without spaces."""
    found = []
    for element in elements_in_order(canvas.structure.root):
        texts = [printed.text for printed in canvas.printed if printed.element is element]
        if texts or element.role in {"TH", "TD"}:
            found.append("".join("".join(texts).split()))
    return found


def assert_all_said(canvas: RecordingCanvas, brief: model.Brief) -> None:
    wanted = ["".join(words.replace("\u00a0", " ").split()) for words in required(brief) if isinstance(words, str)]
    assert said(canvas) == wanted


@pytest.mark.parametrize("lines", range(24))
def test_a_heading_stays_with_what_follows(lines: int) -> None:
    heading, below = model.Heading(2, text("หัวข้อ")), model.Heading(3, text("หัวข้อย่อย"))
    brief = brief_of(*filler(lines), heading, below, model.Paragraph(text("เนื้อความ")), *filler(3))
    canvas = laid_out(brief)
    pages = [pages_of(canvas, words) for words in ("หัวข้อ", "หัวข้อย่อย", "เนื้อความ")]
    assert pages[0] == pages[1] == pages[2]
    assert len(pages[0]) == 1
    assert_in_the_text_column(canvas, SMALL)
    assert_all_said(canvas, brief)


@pytest.mark.parametrize("lines", range(0, 24, 2))
def test_a_caption_stays_with_its_table_and_the_table_with_its_note(lines: int) -> None:
    brief = brief_of(*filler(lines), table_of([["ก", "1"], ["ข", "2"], ["ค", "3"]], notes=("หมายเหตุ", "ข้อสอง")))
    canvas = laid_out(brief)
    texts = ["ตารางที่ 1 ชื่อตาราง", "หัว 0", "ก", "ข", "ค", "หมายเหตุ", "ข้อสอง"]
    pages = {tuple(pages_of(canvas, words)) for words in texts}
    assert len(pages) == 1
    assert_in_the_text_column(canvas, SMALL)


@pytest.mark.parametrize("lines", range(0, 24, 3))
def test_a_caption_stays_with_its_figure(lines: int) -> None:
    steps = tuple(
        model.LadderStep(n, str(n), text(f"ระดับ{n}"), text(f"Level {n}"), text("10"), text("ฉบับ")) for n in (1, 2, 3)
    )
    ladder = model.Ladder(model.Caption("ภาพที่ 1", text("ลำดับขั้น")), steps, "สามขั้น")
    canvas = laid_out(brief_of(*filler(lines), ladder))
    assert pages_of(canvas, "ภาพที่ 1 ลำดับขั้น") == pages_of(canvas, "ระดับ3") == pages_of(canvas, "Level 1")


@pytest.mark.parametrize("lines", range(16))
def test_a_paragraph_leaves_no_line_alone(lines: int) -> None:
    brief = brief_of(*filler(lines), model.Paragraph(text(LONG)))
    canvas = laid_out(brief)
    element = [e for e in elements_in_order(canvas.structure.root) if e.role == "P"][-1]
    pages = [printed.page for printed in canvas.printed if printed.element is element]
    assert len(pages) >= 4
    assert pages == sorted(pages)
    assert all(pages.count(page) >= 2 for page in set(pages))
    assert_in_the_text_column(canvas, SMALL)
    assert_all_said(canvas, brief)


@pytest.mark.parametrize("lines", range(0, 12, 2))
def test_a_long_table_repeats_its_head_and_cuts_no_row(lines: int) -> None:
    rows = [[f"แถว {n} {'ยาวกว่าหนึ่งบรรทัดของสดมภ์ ' * 6}", f"{n},000", f"{n},111"] for n in range(1, 41)]
    brief = brief_of(*filler(lines), table_of(rows, figures=True, notes=("หมายเหตุ",)))
    canvas = laid_out(brief)
    pages = canvas.page_count
    assert pages > 5
    heads = [printed for printed in canvas.printed if printed.text == "หัว 1"]
    # On each page with rows, read out once.
    assert [head.page for head in heads] == sorted({p.page for p in canvas.printed if p.text.endswith(",111")})
    assert [head.element is None for head in heads] == [False] + [True] * (len(heads) - 1)
    by_row: dict[int, set[int]] = {}
    order = [e for e in elements_in_order(canvas.structure.root) if e.role == "TR"]
    assert len(order) == len(rows) + 1
    for number, row in enumerate(order[1:]):
        by_row[number] = {p.page for p in canvas.printed if p.element in row.children}
    assert all(len(found) == 1 for found in by_row.values())
    assert pages_of(canvas, "หมายเหตุ")[0] in by_row[len(rows) - 1]
    assert_in_the_text_column(canvas, SMALL)
    assert_all_said(canvas, brief)


def test_a_group_row_and_a_total_are_not_left_alone() -> None:
    def row(name: str, kind: Any) -> model.Row:
        return model.Row((text(name), text("1")), kind)

    for lines in range(14):
        rows = [row(f"แถว {n}", "group" if n % 4 == 0 else "body") for n in range(20)] + [row("รวม", "total")]
        table = replace(table_of([["ก", "1"]]), rows=tuple(rows))
        canvas = laid_out(brief_of(*filler(lines), table))
        for n in range(0, 20, 4):
            assert pages_of(canvas, f"แถว {n}") == pages_of(canvas, f"แถว {n + 1}")
        assert pages_of(canvas, "รวม") == pages_of(canvas, "แถว 19")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["p", "long", "h", "list", "table", "note", "break"]), min_size=1, max_size=25))
@example(["p", "break", "break"])
@example(["p", "break"])
def test_any_story_is_printed_whole(kinds: list[str]) -> None:
    blocks: dict[str, model.Block] = {
        "p": model.Paragraph(text("ย่อหน้า")),
        "long": model.Paragraph(text(LONG)),
        "h": model.Heading(2, text("หัวข้อ")),
        "list": model.ItemList((text("ข้อ " + LONG), text("ข้อ")), ("1.", "2.")),
        "table": table_of([[f"แถว {n}", "1"] for n in range(9)]),
        "note": model.Paragraph(text("หมายเหตุ"), quiet=True),
        "break": model.PageBreak(),
    }
    # A page of headings only is no brief.
    story = [kind for kind, after in zip(kinds, [*kinds[1:], "h"], strict=True) if (kind, after) != ("h", "h")]
    brief = brief_of(*(blocks[kind] for kind in story))
    canvas = laid_out(brief)
    assert_all_said(canvas, brief)
    if canvas.places:
        assert_in_the_text_column(canvas, SMALL)
        assert {page for page, *_ in canvas.places} == set(range(canvas.page_count))


def test_a_table_wider_than_a_page() -> None:
    with pytest.raises(TemplateError) as caught:
        laid_out(brief_of(table_of([["ก", *["1,234,567,890"] * 20]], figures=True)))
    (problem,) = caught.value.problems
    # What is needed is more than there is, and the message says so.
    assert problem.facts["needed"] > problem.facts["available"]


@pytest.mark.parametrize("form", ["full", "selected", "one-year", "thai-digits"])
def test_no_ink_in_the_margins(annual: dict[str, Made], form: str) -> None:
    page, scale = DEFAULT.page, 2
    with pypdfium2.PdfDocument(annual[form].path) as document:
        assert len(document) >= 2
        for sheet in document:
            image = sheet.render(scale=scale, grayscale=True).to_numpy()
            rows, columns = np.nonzero(image.reshape(image.shape[:2]) < 200)
            assert columns.min() / scale >= page.left - 1.0
            assert columns.max() / scale <= page.width - page.right + 1.0
            # Above and below the text there are one line and one rule, each within 30 points of it.
            assert rows.min() / scale >= page.top - 40
            assert rows.max() / scale <= page.height - page.bottom + 30
    canvas = laid_out(annual[form].brief, DEFAULT)
    assert_in_the_text_column(canvas, DEFAULT)


def test_words_keep_off_the_figures_before_them() -> None:
    columns = tuple(
        model.Column(text(head), kind) for head, kind in (("ชื่อ", "text"), ("2565", "figure"), ("หมายเหตุ", "text"))
    )
    row = model.Row((text("ก"), text("1,234"), text("ต่อปี")))
    table = replace(table_of([["ก"]]), columns=columns, rows=(row,) * 3)
    canvas = laid_out(brief_of(table), DEFAULT)
    lines: dict[float, list[tuple[float, float]]] = {}
    for _, left, right, baseline in canvas.places:
        lines.setdefault(round(baseline, 2), []).append((left, right))
    rows = [sorted(line) for line in lines.values() if len(line) == 3]
    assert len(rows) == 4
    for (_, _), (_, right), (left, _) in rows:
        assert left - right > 10
