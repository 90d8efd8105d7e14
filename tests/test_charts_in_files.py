"""A brief with every kind of chart: a conforming file, the same every time, whose texts come out again."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from chart_kit import YEARS, brief_with, fenced, series
from printed_text import printed_by

from gireport import render
from gireport.brief.model import Chart

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gireport.brief.model import Brief

GOAL = series("เป้าหมาย", {"2564": 1000, "2565": 1200}, target=True)
GAPS = series("ระดับ 2", YEARS | {"2560": None})
CHANGES = series("เปลี่ยนแปลง", {"เหนือ": 12, "กลาง": -30, "ใต้": 0})
EVERY_KIND = "".join(
    (
        fenced("bars"),
        fenced("bars", series("ระดับ 3", YEARS), GOAL),
        fenced("bars", "break_at = 1000", series("ระดับ 3", YEARS)),
        fenced("bars", "value_table = true", GAPS),
        fenced("bars", CHANGES),
        fenced("bars", "direction = 'vertical'", CHANGES),
        fenced("stacked-bars"),
        fenced("stacked-bars", "direction = 'horizontal'"),
        fenced("shares"),
        fenced("shares", "direction = 'horizontal'"),
        fenced("lines", "none_note = '– หมายถึง ไม่มี'"),
        fenced("lines", "scale = 'log'"),
        fenced("lines", "value_table = true", GAPS),
        fenced("slope"),
        fenced("bar-panels"),
    )
)


@pytest.fixture(scope="module", params=["arabic", "thai"])
def brief(request: pytest.FixtureRequest) -> Brief:
    made = brief_with(EVERY_KIND, request.param)
    assert {block.kind for block in made.blocks if isinstance(block, Chart)} == {
        "bars", "stacked", "shares", "lines", "slope", "panels",
    }  # fmt: skip
    return made


def test_it_conforms(brief: Brief, tmp_path: Path, program: Callable[[str], str]) -> None:
    path = tmp_path / "charts.pdf"
    render(brief, path)
    for flavour in ("ua1", "2a"):
        command = [program("verapdf"), "-f", flavour, str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
        assert done.stdout.count("PASS") == 1, done.stdout


def test_it_is_the_same_every_time(brief: Brief) -> None:
    assert render(brief) == render(brief)


def test_every_text_comes_out(brief: Brief) -> None:
    document = pypdfium2.PdfDocument(render(brief))
    drawn = [p for p in printed_by(brief).printed if p.element is not None and p.element.role == "Figure"]
    seen = 0
    for number, page in enumerate(document):
        found = page.get_textpage().get_text_range()
        squeezed = "".join(found.split())
        for printed in drawn:
            if printed.page == number:
                assert "".join(printed.text.split()) in squeezed, printed.text
                seen += 1
    assert seen == len(drawn) > 400


def test_every_figure_stands_in_a_figure_with_its_alternative(brief: Brief) -> None:
    canvas = printed_by(brief)
    figures = {
        id(printed.element): printed.element
        for printed in canvas.printed
        if printed.element is not None and printed.element.role == "Figure"
    }
    charts = [block for block in brief.blocks if isinstance(block, Chart)]
    assert [element.alternative for element in figures.values()] == [chart.alternative for chart in charts]
    for element in figures.values():
        assert element.bounding_box is not None
    for chart in charts:
        for each in chart.series:
            for label in each.labels:
                assert label in ("", "–") or label in chart.alternative
