"""The logo of a theme: where it stands, what is heard of it, and what is refused."""

from __future__ import annotations

import re
import subprocess
from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PIL import Image
from printed_text import elements_in_order
from small_brief import brief_of, text

from gireport import render
from gireport.brief import model
from gireport.errors import ThemeError
from gireport.layout.theme import MILLIMETRE
from gireport.layout.themes import load_theme, theme_digest
from gireport.rendering import lay_out

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gireport.layout.theme import Theme

BRIEF = brief_of(model.Heading(1, text("เรื่อง")), *[model.Paragraph(text(f"ย่อหน้า {n}")) for n in range(60)])
NAMED = 'alt = "ตราของหน่วยงานสมมติ"'


def with_logo(folder: Path, *lines: str, size: tuple[int, int] = (90, 30), margins: str = "") -> Theme:
    """A theme whose logo is a red image."""
    Image.new("RGB", size, (200, 30, 30)).save(folder / "logo.png")
    path = folder / "mine.toml"
    page = f"[page]\n{margins}\n" if margins else ""
    path.write_text("\n".join(['version = 1\nextends = "default"', page, "[logo]", *lines]), encoding="utf-8")
    return load_theme(path)


def codes(folder: Path, *lines: str, **more: tuple[int, int]) -> list[str]:
    with pytest.raises(ThemeError) as caught:
        with_logo(folder, *lines, **more)
    assert str(caught.value)
    assert {problem.place.file for problem in caught.value.problems} == {"mine.toml"}
    return [problem.code for problem in caught.value.problems]


def test_it_stands_above_the_head_of_the_first_page_alone(tmp_path: Path) -> None:
    theme = with_logo(tmp_path, 'file = "logo.png"', "width = 15", NAMED)
    assert theme.logo is not None
    assert theme.logo.width == pytest.approx(15 * MILLIMETRE)
    assert theme.logo.height == pytest.approx(5 * MILLIMETRE)
    plain = lay_out(BRIEF, load_theme("default"))
    made = lay_out(BRIEF, theme)
    assert made.page_count == plain.page_count > 1
    document = pypdfium2.PdfDocument(BytesIO(render(BRIEF, theme=theme)))
    boxes = []
    for page in document:
        images = [each for each in page.get_objects() if each.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
        boxes.append([each.get_bounds() for each in images])
    assert [len(each) for each in boxes] == [1, *[0] * (len(boxes) - 1)]
    left, bottom, right, top = boxes[0][0]
    assert left == pytest.approx(theme.page.left, abs=0.1)
    assert right - left == pytest.approx(theme.logo.width, abs=0.1)
    assert bottom > theme.page.height - theme.page.top + theme.margins.head_above
    assert top < theme.page.height - 10


def test_it_is_the_first_thing_heard_of_or_an_ornament(tmp_path: Path) -> None:
    named = lay_out(BRIEF, with_logo(tmp_path, 'file = "logo.png"', "width = 15", NAMED))
    first = next(iter(elements_in_order(named.structure.root)))
    assert (first.role, first.alternative) == ("Figure", "ตราของหน่วยงานสมมติ")
    ornament = lay_out(BRIEF, with_logo(tmp_path, 'file = "logo.png"', "width = 15", "ornament = true"))
    assert not [e for e in elements_in_order(ornament.structure.root) if e.role == "Figure"]


@pytest.mark.parametrize("words", [NAMED, "ornament = true"])
@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_a_brief_with_a_logo_conforms(tmp_path: Path, program: Callable[[str], str], flavour: str, words: str) -> None:
    path = tmp_path / "made.pdf"
    theme = with_logo(tmp_path, 'file = "logo.png"', "width = 15", words)
    assert render(BRIEF, path, theme) == render(BRIEF, theme=theme)
    done = subprocess.run([program("verapdf"), "-f", flavour, str(path)], capture_output=True, text=True, check=False)
    assert re.search("PASS", done.stdout), done.stdout


def test_a_higher_logo_wants_a_higher_margin(tmp_path: Path) -> None:
    lines = ('file = "logo.png"', "width = 40", NAMED)
    assert codes(tmp_path, *lines, size=(60, 60)) == ["theme.logo-too-high"]
    theme = with_logo(tmp_path, *lines, size=(60, 60), margins="top = 60")
    assert theme.furniture_lines("top") >= 1
    assert render(BRIEF, theme=theme)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (('file = "missing.png"', "width = 15", NAMED), "picture.unreadable"),
        (('file = "../logo.png"', "width = 15", NAMED), "picture.outside"),
        (('file = "logo.svg"', "width = 15", NAMED), "picture.name"),
        (('file = "logo.png"', "width = 15"), "schema.missing-key"),
        (('file = "logo.png"', NAMED), "schema.missing-key"),
        (('file = "logo.png"', "width = 15", NAMED, "colour = 1"), "schema.unknown-key"),
    ],
)
def test_what_is_wrong_with_a_logo_is_told(tmp_path: Path, lines: tuple[str, ...], code: str) -> None:
    folder = tmp_path / "themes"
    folder.mkdir()
    Image.new("RGB", (9, 9)).save(tmp_path / "logo.png")
    assert code in [found.removesuffix("-near") for found in codes(folder, *lines)]


def test_another_logo_is_another_theme(tmp_path: Path) -> None:
    lines = ('file = "logo.png"', "width = 15", NAMED)
    one, other = with_logo(tmp_path, *lines), with_logo(tmp_path, *lines, size=(80, 20))
    assert theme_digest(one) != theme_digest(other) != theme_digest(load_theme("default"))
