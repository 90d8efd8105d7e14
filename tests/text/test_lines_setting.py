"""Lines: never too wide, never cut in a word, never a bad start or end, and the text stays what it was."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from printed_text import required

from gireport.layout.fonts import FontFamily
from gireport.layout.theme import DEFAULT
from gireport.layout.typesetting import Typesetter
from gireport.text.line import Run
from gireport.text.lines import TextFlow
from gireport.text.total_fit import LOOSE
from gireport.thai.breaks import BreakLevel, break_opportunities, cluster_boundaries

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conftest import Made

    from gireport.brief.model import Text
    from gireport.text.line import Line

MARKED = Path(__file__).parents[1] / "facts" / "line-breaks.txt"
WIDEST = 500.0  # points; the text column of a page has 468
CLOSE = 1e-6

NO_START = re.compile(r"[ะ-ฺๅ-๎)\]}”’»,;:!?%]|ฯ(?!พณฯ)")
NO_END = re.compile(r".*[([{“‘«เแโใไ]", re.DOTALL)
NUMBER = re.compile(r"[0-9๐-๙][0-9๐-๙,.]*[0-9๐-๙]")

REGULAR, BOLD = (FontFamily.sarabun().face(bold=bold).shaper for bold in (False, True))
WORDS = [
    *[
        "การ",
        "พัฒนา",
        "อุตสาหกรรม",
        "สีเขียว",
        "ที่",
        "น้ำ",
        "ปั้น",
        "ต่าง ๆ",
        "กรุงเทพฯ",
        "ฯลฯ",
        "ฯพณฯ",
        "เป็นมิตร",
        "เคร่งครัด",
        "ก็",
    ],
    *[
        "พ.ศ. 2561 – 2564",
        "30,501 ฉบับ",
        "ร้อยละ ๙๐.๕",
        "(GI)",
        "“ระบบ”",
        "Green Industry",
        "https://diw.go.th/a/b",
        "1.11",
    ],
    *[" ", "  ", "\n", "\u00a0", "/", "-", "–", ",", "(", ")", "ๆ", "์", "ำ", "เ", "x", "5", "e\u0301"],
]
TEXT = st.lists(st.sampled_from(WORDS), max_size=30).map("".join)
SHARE = st.floats(0, 1)


def flow_of(text: str, size: float = 11.0, bold_from: Sequence[int] = ()) -> TextFlow:
    """The text as runs: regular, bold, regular… with a change at each of the offsets."""
    cuts = [0, *sorted(bold_from), len(text)]
    pieces = [text[a:b] for a, b in pairwise(cuts)]
    return TextFlow([Run(piece, (REGULAR, BOLD)[n % 2], size) for n, piece in enumerate(pieces)])


def line_starts(text: str, lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Where each line ends in the source and where the next begins; fails unless the lines say the text."""
    printed = text.replace("\u00a0", " ")
    at = 0
    for number, line in enumerate(lines):
        start = at
        if number and text[at : at + 1] == "\n":
            at += 1
        elif number:
            while printed[at : at + 1] == " ":
                at += 1
            at += text[at : at + 1] == "\n"
        # A line that begins a paragraph keeps the spaces there.
        assert printed.startswith(line.text, at), (line.text, printed[at:])
        if number:
            yield start, at
        at += len(line.text)
    assert printed[at:].strip(" ") == ""


def assert_set_well(flow: TextFlow, width: float, words: set[int], marked: set[int] | None = None) -> int:
    """At a width that no word is wider than; returns how many lines were broken.

    A line ends at one of `words`, or within a compound where that is needed; and, where it is told, nowhere but at
    one of `marked`.
    """
    text = "".join(run.text for run in flow.runs)
    lines = flow.lines(width)
    broken = line_start = 0
    for end, start in line_starts(text, lines):
        if "\n" not in text[end:start]:
            broken += 1
            assert not NO_START.match(text, start), text[start:]
            assert not NO_END.fullmatch(text[:end].rstrip(" ")), text[:end]
            assert marked is None or start in marked, f"{text[:start]}|{text[start:]}"
            if start not in words:
                assert_parted_in_need(flow, width, line_start, start, words)
        line_start = start
    for line in lines:
        assert measured(flow, line) == pytest.approx(line.width)
        assert line.width <= width + CLOSE, line.text
        assert not line.text.endswith(" ") or "\u00a0" in text
    return broken


def assert_parted_in_need(flow: TextFlow, width: float, line_start: int, at: int, words: set[int]) -> None:
    """The line from `line_start` is parted at `at`, in a compound: whole it overflows, without it is far too loose."""
    text = "".join(run.text for run in flow.runs)
    paragraph_end = text.find("\n", at) % (len(text) + 1)
    after = min((offset for offset in words if offset > at), default=len(text))
    assert width_of(flow, line_start, min(after, paragraph_end)) > width - CLOSE, text[line_start:at]
    before = max((offset for offset in words if line_start < offset < at), default=line_start)
    assert width_of(flow, line_start, before) < (1 - LOOSE) * width + CLOSE, text[line_start:at]


def width_of(flow: TextFlow, start: int, end: int) -> float:
    """The width of a stretch of the text as it is set, without the spaces at its end."""
    runs, at = [], 0
    for run in flow.runs:
        runs.append(run._replace(text=run.text[max(0, start - at) : max(0, end - at)]))
        at += len(run.text)
    return TextFlow(runs).natural_width


def offsets_of(text: str, least: BreakLevel = BreakLevel.WORD) -> set[int]:
    """Where lines of the text's paragraphs may end, at a level or better."""
    return {
        paragraph.start() + brk.offset
        for paragraph in re.finditer("[^\n]+", text)
        for brk in break_opportunities(paragraph.group())
        if brk.level >= least
    }


def measured(flow: TextFlow, line: Line) -> float:
    return sum(
        (cluster.advance + cluster.kern) * flow.runs[fragment.run].size / 1000
        for fragment in line.fragments
        for cluster in fragment.clusters
    )


def widths(flow: TextFlow) -> list[float]:
    """From the narrowest that cuts no word, in steps of a few points."""
    least = flow.minimum_width
    assert least <= WIDEST
    steps = 80
    return [least + (WIDEST - least) * step / steps for step in range(steps + 1)]


# -- the words that were marked by hand, and the brief


def marked_lines() -> list[tuple[str, set[int]]]:
    """The texts of line-breaks.txt, each with the offsets at which a line may begin."""
    found = []
    for line in MARKED.read_text(encoding="utf-8").splitlines():
        for cell in line.split("\t") if line[:1] not in {"", "#"} else ():
            text, allowed = "", set()
            for char in cell:
                if char in "|~":
                    allowed.add(len(text))
                else:
                    text += char
                if char == " ":
                    allowed.add(len(text))
            found.append((text, allowed))
    return found


def test_no_hand_marked_word_is_cut() -> None:
    broken = 0
    texts = marked_lines()
    assert len(texts) > 40
    for text, allowed in texts:
        flow = flow_of(text)
        for width in widths(flow):
            broken += assert_set_well(flow, width, offsets_of(text), allowed)
    assert broken > 1_000


def test_the_same_words_half_in_bold() -> None:
    """An edge of bold is no break, wherever it falls."""
    for text, allowed in marked_lines():
        for offset in range(1, len(text), 5):
            flow = flow_of(text, bold_from=(offset, (offset + 3) % len(text)))
            assert_set_well(flow, flow.minimum_width, offsets_of(text), allowed)
            assert_set_well(flow, 200, offsets_of(text), allowed)


@pytest.mark.parametrize("form", ["full", "selected", "one-year", "thai-digits"])
def test_the_brief(annual: dict[str, Made], form: str) -> None:
    broken = 0
    texts = [text for text in required(annual[form].brief) if isinstance(text, str)]
    texts = sorted({text for text in texts if len(text) > 30})
    assert len(texts) > 25
    for text in texts:
        flow = flow_of(text)
        for width in widths(flow):
            broken += assert_set_well(flow, width, offsets_of(text))
    assert broken > 1_000


# -- any text


@given(TEXT, SHARE, st.lists(SHARE, max_size=4))
def test_any_text(text: str, share: float, edges: list[float]) -> None:
    flow = flow_of(text, bold_from=[round(edge * len(text)) for edge in edges])
    width = flow.minimum_width + share * max(0.0, WIDEST - flow.minimum_width)
    assert_set_well(flow, width, offsets_of(text))


@given(TEXT, SHARE)
def test_wider_is_never_more_lines(text: str, share: float) -> None:
    flow = flow_of(text)
    width = flow.minimum_width + share * 200
    assert len(flow.lines(width + 10)) <= len(flow.lines(width))
    assert len(flow.lines(flow.natural_width)) == text.count("\n") + 1
    assert flow.minimum_width <= flow.natural_width + CLOSE


@given(TEXT, st.floats(0, 80))
def test_too_narrow_for_a_word(text: str, width: float) -> None:
    """Then, and only then, words are cut: between clusters, never in a number."""
    flow = flow_of(text)
    clusters = {0}
    for cluster in REGULAR.shape(text).clusters:
        clusters.add(max(clusters) + len(cluster.text))
    numbers = [number.span() for number in NUMBER.finditer(text)]
    lines = flow.lines(width)
    for end, start in line_starts(text, lines):
        assert end in clusters
        assert not any(first < end < last for first, last in numbers)
        if "\n" not in text[end:start]:
            assert not NO_START.match(text, start), text[start:]
    for line in lines:
        if line.width > width + CLOSE:
            # Nothing in it could have been parted.
            words = line.text.strip(" ")
            numeric = [char in "0123456789๐๑๒๓๔๕๖๗๘๙,." for char in words]
            assert all(numeric[at - 1] and numeric[at] for at in cluster_boundaries(words)), words


@given(TEXT, SHARE, st.lists(SHARE, min_size=1, max_size=4))
def test_an_edge_of_bold_never_parts_a_cluster(text: str, share: float, edges: list[float]) -> None:
    flow = flow_of(text, bold_from=[round(edge * len(text)) for edge in edges])
    whole = [cluster.text for piece in text.split("\n") for cluster in REGULAR.shape(piece).clusters]
    drawn = [c.text for line in flow.lines(1e6) for fragment in line.fragments for c in fragment.clusters]
    marks = re.compile("[ัำ-ฺ็-๎\u0300-\u036f]")
    assert not any(marks.match(text) for text in drawn if text not in whole)


# -- cases


def texts(lines: Sequence[Line]) -> list[str]:
    return [line.text for line in lines]


def test_nothing_to_set() -> None:
    for flow in (TextFlow([]), flow_of(""), flow_of("   "), TextFlow([Run("", BOLD, 9), Run(" ", REGULAR, 9)])):
        assert texts(flow.lines(100)) == texts(flow.lines(0)) == [""]
        assert flow.lines(100)[0].width == 0
        assert flow.minimum_width == flow.natural_width == 0
        assert texts(flow.balanced_lines(100)) == [""]


def test_line_feeds_end_lines() -> None:
    flow = flow_of("หนึ่ง\n\nสอง \n  สาม\n", bold_from=[3, 8])
    assert texts(flow.lines(400)) == ["หนึ่ง", "", "สอง", "  สาม", ""]


def test_a_mark_is_drawn_with_its_letter() -> None:
    """Bold that begins at a mark begins after it; fragments tell which run a letter is drawn in."""
    for text, edge, wanted in (
        ("ที่ดี", 2, ["ที่", "ดี"]),
        ("น้ำใจ", 2, ["น้ำ", "ใจ"]),
        ("กะ", 1, ["ก", "ะ"]),
        ("ที่", 1, ["ที่"]),
    ):
        (line,) = flow_of(text, bold_from=[edge]).lines(400)
        assert [fragment.text for fragment in line.fragments] == wanted
        assert [fragment.run for fragment in line.fragments] == list(range(len(wanted)))


def test_no_break_spaces_are_printed_as_spaces() -> None:
    flow = flow_of("30\u00a0กันยายน\u00a02565")
    assert texts(flow.lines(400)) == ["30 กันยายน 2565"]
    assert texts(flow.lines(flow.minimum_width)) == ["30 กันยายน 2565"]
    # What should hold together is parted at its spaces before a word is cut.
    assert texts(flow.lines(flow.minimum_width - 1)) == ["30 กันยายน", "2565"]


def test_spaces_do_not_count_at_a_line_end() -> None:
    flow = flow_of("การ     และ")
    width = REGULAR.width("การ", 11)
    assert texts(flow.lines(width)) == ["การ", "และ"]
    assert flow.lines(width)[0].width == pytest.approx(width)


def test_a_compound_is_parted_only_in_need() -> None:
    flow = flow_of("อุตสาหกรรมสีเขียว")
    assert texts(flow.lines(flow.minimum_width)) == ["อุตสาหกรรมสีเขียว"]
    assert texts(flow.lines(flow.minimum_width - 1)) == ["อุตสาหกรรม", "สีเขียว"]


def test_a_number_is_never_cut() -> None:
    flow = flow_of("รวม 30,501,200.25 ฉบับ")
    assert texts(flow.lines(1)) == ["ร", "ว", "ม", "30,501,200.25", "ฉ", "บั", "บ"]


@pytest.mark.parametrize(
    "text", ["สรุปการรับรองอุตสาหกรรมสีเขียว ปีงบประมาณ พ.ศ. 2554 – 2565", "การพัฒนา\nอุตสาหกรรมสีเขียว ตาม"]
)
def test_balanced_lines(text: str) -> None:
    flow = flow_of(text, 20)
    for width in range(80, 600, 13):
        plain, balanced = flow.lines(width), flow.balanced_lines(width)
        assert len(balanced) == len(plain)
        assert "".join(texts(balanced)).replace(" ", "") == text.replace(" ", "").replace("\n", "")
        widest = max(line.width for line in balanced)
        assert widest <= max(max(line.width for line in plain), width) + CLOSE
        # They are as narrow as they can be, to a point, and part no compound unless that saves a line.
        finest = min((line.level for line in balanced if line.level is not None), default=BreakLevel.SPACE)
        if len(balanced) > text.count("\n") + 1 and widest > flow.minimum_width + 1:
            assert len(flow.lines(widest - 1.01, finest=min(finest, BreakLevel.WORD))) > len(balanced)
        if finest < BreakLevel.WORD and width >= flow.minimum_width:
            assert len(flow.lines(width, finest=BreakLevel.WORD)) > len(balanced)


def test_styled_text_of_a_brief_is_one_paragraph(annual: dict[str, Made]) -> None:
    """Spans of a paragraph become runs; what is joined is joined before words are looked for."""
    paragraphs: list[Text] = [b.text for b in annual["full"].brief.blocks if hasattr(b, "text") and len(b.text) > 1]
    assert any(span.bold for text in paragraphs for span in text)
    for paragraph in paragraphs:
        flow = Typesetter(FontFamily.sarabun()).set(paragraph, DEFAULT.body).flow
        joined = "".join(run.text for run in flow.runs)
        for width in widths(flow):
            assert_set_well(flow, width, offsets_of(joined))
