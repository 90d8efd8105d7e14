"""What is printed comes out exactly: six readers, every line and cell, not a character more, less or moved."""

from __future__ import annotations

import subprocess
from collections import Counter
from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING

import pypdf
import pypdfium2
import pytest
from pdfminer.high_level import extract_text_to_fp
from pdfminer.layout import LAParams
from printed_text import NO_BREAK_SPACE, elements_in_order, printed_by, required
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph
from small_brief import brief_of, table_of, text

from gireport import render
from gireport.assets import asset
from gireport.brief import model
from gireport.layout.themes import built_in_themes, load_theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from conftest import Made

FORMS = [
    "full", "selected", "one-year", "thai-digits", "thai-ce",
    "english", "english-selected", "english-one-year", "english-be",
]  # fmt: skip
PROGRAMS = {
    "pdftotext": ["pdftotext", "-enc", "UTF-8", "{}", "-"],
    "pdftotext -raw": ["pdftotext", "-raw", "-enc", "UTF-8", "{}", "-"],
    "MuPDF": ["mutool", "draw", "-q", "-F", "txt", "{}"],
}
READERS = [*PROGRAMS, "pdfium", "pdfminer.six", "pypdf"]


# -- what is printed is what the brief says


@pytest.mark.parametrize("form", FORMS)
def test_the_whole_brief_is_printed(annual: dict[str, Made], form: str) -> None:
    brief = annual[form].brief
    canvas = printed_by(brief)
    assert "".join(canvas.funnel) == "".join(printed.text for printed in canvas.printed)
    texts: dict[int, list[str]] = {}
    for printed in canvas.printed:
        texts.setdefault(id(printed.element), []).append(printed.text)
    around = {"Table", "TR", "L", "LI", "Span", "Link", "Div", "Reference"}
    elements = [e for e in elements_in_order(canvas.structure.root) if e.role not in around]
    wanted = list(required(brief))
    assert len(elements) == len(wanted) > 60
    for element, words in zip(elements, wanted, strict=True):
        lines = texts.pop(id(element), [])
        if isinstance(words, Counter):
            assert element.role == "Figure"
            assert words <= Counter(lines)
        else:
            assert left_over(words, lines) == ""
    # Besides elements there are head and foot, on each page, and table heads that are repeated there.
    artifacts = Counter(texts.pop(id(None)))
    assert not texts
    pages = canvas.page_count
    for furniture in (brief.furniture.head_left, brief.furniture.head_right, brief.furniture.foot_left):
        assert artifacts[model.plain(furniture).replace(NO_BREAK_SPACE, " ")] == pages


def left_over(text: str, lines: Sequence[str]) -> str:
    """What of `text` is not in `lines`, spaces and line feeds at their ends apart; fails where they say another."""
    text = text.replace(NO_BREAK_SPACE, " ")
    for line in lines:
        text = text if text.startswith(line) else text.lstrip(" \n")
        assert text.startswith(line)
        text = text.removeprefix(line)
    return text.strip(" \n")


# -- and comes out again


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("form", FORMS)
def test_every_line_and_cell_comes_out(
    annual: dict[str, Made], program: Callable[[str], str], form: str, reader: str
) -> None:
    canvas = printed_by(annual[form].brief)
    pages = read(annual[form].path, reader, program)
    assert len(pages) == canvas.page_count >= 2
    lost: list[str] = []
    total = 0
    for number, page in enumerate(pages):
        fragments = [printed.text.strip(" ") for printed in canvas.printed if printed.page == number]
        assert len(fragments) > 10
        total += len(fragments)
        lost += differences(fragments, page.splitlines())
    assert lost == [], f"{100 - 100 * len(lost) / total:.1f} % of {total} came out"


HARD = brief_of(
    model.Heading(1, text("น้ำ ฟื้นฟู\nปั้น ที่ AV fi")),
    model.Paragraph((*text("ก๊วยเตี๋ยว "), *text("ทั้งนี้", bold=True), *text("เชื้อ น้ำ AWAY, 1.11 ล้านตัน/ปี"))),
    model.Paragraph((*text("ที"), *text("่นี้", bold=True), *text(" (ตัวหนากลางคำ) – “ญู ฐุ ฎุ ฏู ฬุ”", italic=True))),
    model.Paragraph(text("30\u00a0กันยายน\u00a0๒๕๖๕ Aน้ำ CO₂ m³ ½ 50% e\u0301 ฯลฯ ต่าง ๆ กรุงเทพฯ ฿ ๚ ๛ " * 4)),
    model.ItemList((text("ป่า ปู่ ผู้ สั่ง ล้ำ"), text("ฤๅษี กำ ชู้")), ("•", "๑๐.")),
    table_of(
        [["ปั้น", "–", "0", "(1)"], ["ฟื้นฟูน้ำ", "๑,๒๓๔", "12,345", "–"], ["*", "½", "‡", "1.5"]],
        figures=True,
        notes=("– คือ ไม่มี",),
    ),
)


@pytest.mark.parametrize("reader", READERS)
def test_hard_words_come_out(tmp_path: Path, program: Callable[[str], str], reader: str) -> None:
    path = tmp_path / "hard.pdf"
    render(HARD, path)
    (page,) = read(path, reader, program)
    fragments = [printed.text.strip(" ") for printed in printed_by(HARD).printed]
    assert len(fragments) > 30
    assert differences(fragments, page.splitlines()) == []


MIXED = brief_of(
    model.Heading(1, text("เป้าหมาย≥90 ±5‰ ที่นี่²")),
    model.Paragraph(text("ค่า≥ข้อ≤คู่ CO₂ m³ ½ ▲น้ำ▼ → ฟื้นฟู† ที่‡ (≥ 2,000) e\u0301 " * 5)),
    model.Paragraph((*text("ตัวหนา≥ที่", bold=True), *text("่นี้ เอียง ± ปั้น", italic=True))),
    model.ItemList((text("ป่า² ปู่ ผู้ ≥ สั่ง"),), ("→",)),
    model.Ladder(
        model.Caption("ภาพที่ 1", text("ขั้นที่≥2")),
        (model.LadderStep(1, "1", text("ขั้น≥ที่"), text("Name±"), text("≥ 5"), text("ฉบับ²")),),
        "ขั้น",
    ),
    table_of([["ปั้น≥", "≥ 1,234", "½"], ["น้ำ₂", "‰", "1.5±"]], figures=True, notes=("† คือ ไม่มี",)),
)
MIXED_THEME = load_theme("large")


def test_two_fonts_stand_in_one_word() -> None:
    canvas = printed_by(MIXED, MIXED_THEME)
    assert {font.font.fontName.split("-")[0] for font in canvas._embedded.values()} == {"NotoSansThaiLooped", "Sarabun"}
    assert "".join(canvas.funnel) == "".join(printed.text for printed in canvas.printed)


@pytest.mark.parametrize("reader", READERS)
def test_two_fonts_in_one_word_come_out(tmp_path: Path, program: Callable[[str], str], reader: str) -> None:
    path = tmp_path / "mixed.pdf"
    render(MIXED, path, MIXED_THEME)
    canvas = printed_by(MIXED, MIXED_THEME)
    pages = read(path, reader, program)
    assert len(pages) == canvas.page_count
    for number, page in enumerate(pages):
        fragments = [printed.text.strip(" ") for printed in canvas.printed if printed.page == number]
        assert len(fragments) > 3
        assert differences(fragments, page.splitlines()) == []


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("theme", built_in_themes())
def test_every_theme_comes_out(themed: dict[str, Made], program: Callable[[str], str], theme: str, reader: str) -> None:
    canvas = printed_by(themed[theme].brief, load_theme(theme))
    pages = read(themed[theme].path, reader, program)
    assert len(pages) == canvas.page_count >= 2
    for number, page in enumerate(pages):
        fragments = [printed.text.strip(" ") for printed in canvas.printed if printed.page == number]
        assert len(fragments) > 5
        assert differences(fragments, page.splitlines()) == []


def read(path: Path, reader: str, program: Callable[[str], str]) -> list[str]:
    """The text of each page as one reader gives it."""
    if reader in PROGRAMS:
        name, *arguments = PROGRAMS[reader]
        command = [program(name), *(argument.format(path) for argument in arguments)]
        text = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")
        return pages_of(text)
    if reader == "pdfium":
        with pypdfium2.PdfDocument(path) as document:
            return [page.get_textpage().get_text_range() for page in document]
    if reader == "pypdf":
        return [page.extract_text() for page in pypdf.PdfReader(path).pages]
    output = StringIO()
    with path.open("rb") as file:
        extract_text_to_fp(file, output, laparams=LAParams(), codec="")
    return pages_of(output.getvalue())


def pages_of(text: str) -> list[str]:
    """The pages of a text in which a form feed ends each."""
    *pages, after = text.split("\f")
    assert after.strip() == ""
    return pages


def differences(fragments: Sequence[str], lines: Sequence[str]) -> list[str]:
    """Where the lines are not made of the fragments, each used once, with white space between them and nothing else.

    Empty where they are. Otherwise what was printed and not found, and what was found and not printed.
    """
    lines = [line.strip() for line in lines if line.strip()]
    open_fragments = Counter(fragments)
    # Lines that can be read in few ways come first, so that hardly ever a choice has to be taken back.
    lines = sorted(lines, key=lambda line: (sum(line.count(f) for f in open_fragments), line))
    if _cover(lines, open_fragments):
        return []
    return _complaints(lines, Counter(fragments))


def _cover(lines: Sequence[str], fragments: Counter[str]) -> bool:
    """Whether the lines use up the fragments exactly. A search by depth, without recursion."""
    trail = [_readings(lines[0], fragments)] if lines else []
    used: list[list[str]] = []
    steps = 0
    while trail and (steps := steps + 1) < 20_000:
        reading = next(trail[-1], None)
        if reading is None:
            trail.pop()
            if used:
                fragments.update(used.pop())
            continue
        fragments.subtract(reading)
        used.append(reading)
        if len(used) == len(lines):
            return not +fragments
        trail.append(_readings(lines[len(used)], fragments))
    return False


def _readings(line: str, fragments: Counter[str]) -> Iterator[list[str]]:
    """The ways to read a line as fragments that are still open, longest first."""
    for fragment in sorted((f for f, count in fragments.items() if count > 0 and line.startswith(f)), reverse=True):
        rest = line[len(fragment) :]
        if not rest:
            yield [fragment]
        elif rest[0].isspace():
            fragments[fragment] -= 1
            ways = list(_readings(rest.strip(), fragments))
            fragments[fragment] += 1
            for reading in ways:
                yield [fragment, *reading]


def _complaints(lines: Sequence[str], fragments: Counter[str]) -> list[str]:
    found = []
    for line in lines:
        reading = next(_readings(line, fragments), None)
        if reading is None:
            found.append(f"found, not printed: {line!r}")
        else:
            fragments.subtract(reading)
    return found + [f"printed, not found: {fragment!r}" for fragment in (+fragments).elements()]


# -- the proof can fail


def test_the_comparison_sees_a_single_character() -> None:
    printed = ["ที่ 1", "ที่", "1", "30,501 ฉบับ"]
    assert differences(printed, ["ที่ 1 ที่", "  1  30,501 ฉบับ"]) == []
    assert differences(printed, ["ที่", "1", "ที่ 1\t30,501 ฉบับ"]) == []
    for spoilt in (
        ["ที่ 1 ที่", "1 30,501  ฉบับ"],
        ["ที่ 1 ที่", "1 30,501 ฉบั บ"],
        ["ที่ 1 ที่ 1", "30,501ฉบับ"],
        ["ที่ 1 ที่ 1", "30,501 ฉบับ 1"],
        ["ที่ 1 ที่", "30,501 ฉบับ"],
        ["ที่ 1 ท่ี 1", "30,501 ฉบับ"],
    ):
        assert differences(printed, spoilt) != []


def test_stock_reportlab_does_not_pass(tmp_path: Path) -> None:
    texts = ["น้ำใส ที่นี่", "ปั้นดินฟื้นฟูกำแพง", "ทั้งนี้เชื้อสั่งล้ำ"]
    pdfmetrics.registerFont(TTFont("stock", str(asset("fonts", "sarabun", "Sarabun-Regular.ttf")), shapable=True))
    path = tmp_path / "stock.pdf"
    canvas = Canvas(str(path))
    for index, words in enumerate(texts):
        # A Paragraph is the one way by which stock ReportLab shapes Thai.
        paragraph = Paragraph(words, ParagraphStyle("stock", fontName="stock", fontSize=16, leading=28, shaping=1))
        paragraph.wrapOn(canvas, 400, 100)
        paragraph.drawOn(canvas, 72, 700 - 40 * index)
    canvas.save()
    (page,) = read(path, "pdfium", lambda name: name)
    assert differences(texts, page.splitlines()) != []


@pytest.mark.parametrize("reader", READERS)
def test_a_space_that_fills_a_line_is_read_as_one(tmp_path: Path, program: Callable[[str], str], reader: str) -> None:
    words = "ใน ปีงบประมาณ พ.ศ. 2565 มี การออก ใบรับรอง อุตสาหกรรม สีเขียว รวม Green Industry ทั้งสิ้น 33,704 ฉบับ " * 12
    brief = replace(brief_of(model.Heading(1, text("เรื่อง")), model.Paragraph(text(words))), justify=True)
    path = tmp_path / "justified.pdf"
    render(brief, path)
    lines = printed_by(brief).printed
    assert len(lines) > 8
    (page,) = read(path, reader, program)
    assert "  " not in "".join(line.text for line in lines)
    assert differences([line.text.strip(" ") for line in lines], page.splitlines()) == []
