"""What a brief is set on: the choice heard first, the size of every page, and nothing outside of its text column."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pypdf
import pytest
from small_brief import brief_of, text

from gireport import Dataset, Template, compose, render
from gireport.brief import model
from gireport.brief.paper import PAPERS
from gireport.errors import TemplateError
from gireport.layout.theme import DEFAULT, MILLIMETRE
from gireport.layout.themes import load_theme

if TYPE_CHECKING:
    from pathlib import Path

BRIEF = brief_of(model.Heading(1, text("หัวเรื่อง")), model.Paragraph(text("ข้อความ")))
FRONT = 'version = 1\nname = "mine"\npurpose = "p"\n'


def sizes(content: bytes) -> list[tuple[float, float]]:
    pages = pypdf.PdfReader(BytesIO(content)).pages
    assert pages
    return [(float(page.mediabox.width), float(page.mediabox.height)) for page in pages]


def template(folder: Path, front: str) -> Template:
    path = folder / "mine.md"
    path.write_text(f"+++\n{FRONT}{front}+++\n# หัวเรื่อง\n\nข้อความ\n", encoding="utf-8")
    return Template.load(path)


@pytest.mark.parametrize("paper", PAPERS)
def test_every_page_has_the_size_that_was_chosen(paper: str) -> None:
    width, height = PAPERS[paper]
    for size in sizes(render(BRIEF, paper=paper)):  # type: ignore[arg-type]
        assert size == pytest.approx((width * MILLIMETRE, height * MILLIMETRE), abs=0.001)


def test_a_template_names_its_paper_and_whoever_makes_the_brief_another(tmp_path: Path) -> None:
    brief = compose(Dataset.bundled().select(), template(tmp_path, 'paper = "letter"\n'))
    assert brief.paper == "letter"
    assert sizes(render(brief)) == [pytest.approx((612, 792))]
    assert sizes(render(brief, theme="large")) == [pytest.approx((612, 792))]
    assert sizes(render(brief, paper="a3-landscape"))[0] == pytest.approx((1190.551, 841.89), abs=0.001)


def test_without_a_choice_it_is_the_themes() -> None:
    assert DEFAULT.on("") is DEFAULT
    assert load_theme("large").on("").page.is_broad
    assert not load_theme("large").on("a4").page.is_broad
    assert DEFAULT.on("a4") == DEFAULT
    assert render(BRIEF, paper="a4") == render(BRIEF)


def test_an_unknown_paper_is_refused_at_its_line(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"line 5: paper cannot be “b5”") as caught:
        template(tmp_path, 'paper = "b5"\n')
    assert "a4, a4-landscape, a3, a3-landscape, letter, letter-landscape" in str(caught.value)
