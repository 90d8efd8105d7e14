"""Charts on pages: names below bars in lines, broad pages, and a note on a sign only where the sign is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from chart_kit import WIDTH, brief_with, chart_of, drawn, fenced, series
from printed_text import printed_by

from gireport.brief.model import Chart
from gireport.errors import TemplateError
from gireport.layout.charts.drawing import Label
from gireport.layout.theme import DEFAULT

if TYPE_CHECKING:
    from gireport.brief.model import Brief

NAMES = ["สำนักงานอุตสาหกรรมจังหวัดนครราชสีมา", "สำนักงานอุตสาหกรรมจังหวัดระยอง", "ศูนย์ส่งเสริมอุตสาหกรรมภาคที่ 1"]
UPRIGHT = "direction = 'vertical'"
NONE_NOTE = "– หมายถึง ไม่มี"


def test_long_names_below_upright_bars_stand_in_two_or_three_lines() -> None:
    made = drawn("bars", UPRIGHT, series("จำนวน", {name: 5 + n for n, name in enumerate(NAMES * 2)} | {"สั้น": 4}))
    labels = [mark for mark in made.drawing.marks if isinstance(mark, Label)]
    below = [label for label in labels if not label.text[0].isdigit() and "หน่วย" not in label.text]
    said = "".join(label.text for label in below).replace(" ", "")
    for name in NAMES:
        assert name.replace(" ", "") in said
    lines = {round(label.y, 1) for label in below}
    assert 2 <= len(lines) <= 3
    for one in labels:
        assert -0.01 <= one.x <= one.x + one.width <= WIDTH + 0.01
        assert not [other for other in labels if other is not one and one.rect.overlaps(other.rect)]


def test_a_table_of_values_stands_below_the_last_line_of_the_names() -> None:
    figures = {name: 5 + n for n, name in enumerate(NAMES)}
    made = drawn("bars", UPRIGHT, "value_table = true", series("จำนวน", figures))
    labels = [mark for mark in made.drawing.marks if isinstance(mark, Label)]
    figures_at = [label.y for label in labels if label.text in "567"]
    assert len(figures_at) == 3
    assert max(figures_at) < min(label.y for label in labels if label.text not in ("5", "6", "7", "จำนวน"))


def test_names_that_take_more_than_three_lines_are_refused_with_what_to_do() -> None:
    names = {f"{' '.join(NAMES)} {n}": 5 + n for n in range(6)}
    with pytest.raises(TemplateError) as caught:
        drawn("bars", UPRIGHT, series("จำนวน", names))
    [problem] = caught.value.problems
    assert problem.code == "layout.chart-too-narrow"


@pytest.mark.parametrize(
    ("kind", "more"), [("bars", ""), ("stacked-bars", ""), ("lines", ""), ("bar-panels", ""), ("slope", "")]
)
def test_a_chart_may_lie_on_a_page_broader_than_high(kind: str, more: str) -> None:
    made = drawn_brief(f"text\n\n{fenced(kind, 'landscape = true', more)}\n\ntext\n")
    [chart] = [block for block in made.blocks if isinstance(block, Chart)]
    assert chart.landscape
    assert pages_broad(made) == [False, True, False][: len(pages_broad(made))]
    assert True in pages_broad(made)


def test_a_broad_chart_uses_the_breadth_of_its_page() -> None:
    theme_page = DEFAULT.page.turned()
    broad = drawn("bars", "landscape = true", width=theme_page.text_width)
    assert broad.drawing.width == theme_page.text_width > WIDTH
    assert broad.drawing.height < drawn("bars").drawing.height * 2


@pytest.mark.parametrize(
    ("kind", "more", "years", "shows"),
    [
        ("bars", "", [2554, 2555], True),
        ("lines", "", [2554, 2555, 2556], False),
        ("lines", "value_table = true", [2554, 2555, 2556], True),
        ("bar-panels", "", [2554, 2555, 2556], False),
    ],
)
def test_the_note_on_the_sign_for_none_is_printed_where_the_sign_is(
    kind: str, more: str, years: list[int], shows: bool
) -> None:
    brief = brief_with(fenced(kind, f"none_note = '{NONE_NOTE}'", more), years=years, levels=[4])
    [chart] = [block for block in brief.blocks if isinstance(block, Chart)]
    assert chart.none_note
    printed = [line.text for line in printed_by(brief).printed]
    assert (NONE_NOTE in printed) is ("–" in printed) is shows


def test_a_chart_without_none_has_no_note_on_it() -> None:
    assert chart_of("bars", f"none_note = '{NONE_NOTE}'", years=[2565], levels=[4]).none_note == ()


def drawn_brief(body: str) -> Brief:
    return brief_with(body, years=range(2560, 2566))


def pages_broad(brief: Brief) -> list[bool]:
    from io import BytesIO

    import pypdfium2

    from gireport import render

    return [page.get_width() > page.get_height() for page in pypdfium2.PdfDocument(BytesIO(render(brief)))]
