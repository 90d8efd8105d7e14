"""Pages in every theme: nothing leaves the page or the text column, head and foot are whole or refused."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from small_brief import brief_of, text

from gireport import render
from gireport.brief import model
from gireport.errors import TemplateError
from gireport.layout.theme import DEFAULT, Theme
from gireport.layout.themes import built_in_themes, load_theme

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Made

THEMES = [load_theme(name) for name in built_in_themes()]
every_theme = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
LONG = "แหล่งที่มาของข้อมูลการรับรองอุตสาหกรรมสีเขียวทุกระดับในทุกปีงบประมาณ "
EDGE = 10  # points along the edge of the paper on which office printers do not print


def boxes(content: bytes | Path) -> list[tuple[tuple[float, float], list[tuple[float, float, float, float]]]]:
    """The size of each page, and the left, bottom, right and top of each character's ink on it."""
    found = []
    with pypdfium2.PdfDocument(BytesIO(content) if isinstance(content, bytes) else content) as document:
        for page in document:
            words = page.get_textpage()
            drawn = [words.get_charbox(index) for index in range(words.count_chars())]
            found.append((page.get_size(), [box for box in drawn if box[3] > box[1]]))
    return found


@every_theme
def test_everything_is_on_the_page_and_between_its_margins(themed: dict[str, Made], theme: Theme) -> None:
    for (width, height), drawn in boxes(themed[theme.name].path):
        assert len(drawn) > 30
        assert min(box[0] for box in drawn) >= theme.page.left - 1
        assert max(box[2] for box in drawn) <= width - theme.page.right + 1
        assert min(box[1] for box in drawn) >= EDGE
        assert max(box[3] for box in drawn) <= height - EDGE


@every_theme
@pytest.mark.parametrize("where", ["head_left", "foot_left"])
def test_head_and_foot_have_as_many_lines_as_their_margin_holds(theme: Theme, where: str) -> None:
    brief = brief_of(model.Paragraph(text("ความ")))
    most = theme.furniture_lines("top" if where == "head_left" else "bottom")
    assert most in (2, 3)
    printed = 0
    for repeats in range(1, 12):
        furniture = replace(brief.furniture, **{where: text((LONG * repeats).strip())})
        try:
            [((_, height), drawn)] = boxes(render(replace(brief, furniture=furniture), theme=theme))
        except TemplateError as refused:
            [problem] = refused.problems
            break
        printed = repeats
        assert min(box[1] for box in drawn) >= EDGE
        assert max(box[3] for box in drawn) <= height - EDGE
        # The head and foot keep clear of the text column.
        column = theme.page.bottom, height - theme.page.top
        assert not [box for box in drawn if any(box[1] < edge < box[3] for edge in column)]
    assert printed >= 2
    assert problem.code == "layout.furniture-too-long"


def test_head_and_foot_stand_where_the_theme_says() -> None:
    brief = brief_of(model.Heading(1, text("เรื่อง")), model.Paragraph(text("ข้อความ")))
    lower = replace(DEFAULT, margins=replace(DEFAULT.margins, foot_below=30.0, head_gap=9.0))
    [(_, plain)], [(_, moved)] = boxes(render(brief, theme=DEFAULT)), boxes(render(brief, theme=lower))
    assert min(box[1] for box in plain) - min(box[1] for box in moved) == pytest.approx(14, abs=0.1)
    assert max(box[3] for box in moved) - max(box[3] for box in plain) == pytest.approx(4, abs=0.1)


def test_the_rule_of_the_head_is_drawn_where_the_theme_wants_one() -> None:
    brief = brief_of(model.Heading(1, text("เรื่อง")), model.Paragraph(text("ข้อความ")))
    bare = replace(DEFAULT, margins=replace(DEFAULT.margins, rule=False))

    def paths(content: bytes) -> int:
        with pypdfium2.PdfDocument(BytesIO(content)) as document:
            return sum(kind.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH for kind in document[0].get_objects())

    assert (paths(render(brief, theme=DEFAULT)), paths(render(brief, theme=bare))) == (1, 0)
