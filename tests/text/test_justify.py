"""Justified lines: both margins where the limits reach so far, nothing stretched that should not be."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_brief import brief_of, text
from test_lines_setting import SHARE, TEXT, WIDEST, flow_of, line_starts, marked_lines

from gireport.brief import model
from gireport.rendering import render
from gireport.text.justify import CLUSTER_STRETCH, SPACE_STRETCH

if TYPE_CHECKING:
    from gireport.text.line import Line
    from gireport.text.lines import TextFlow

CLOSE = 1e-3
THAI = re.compile("[ก-ฺๅๆ]")


def growths(flow: TextFlow, natural: Line, justified: Line) -> list[tuple[str, float, float]]:
    """Of each cluster of a line: its text, by how much it grew, and by how much it may (points)."""
    grown = []
    for before, after in zip(natural.fragments, justified.fragments, strict=True):
        run = flow.runs[after.run]
        scale = run.size / run.shaper.font.units_per_em
        for old, new in zip(before.clusters, after.clusters, strict=True):
            assert (old.text, old.glyphs) == (new.text, new.glyphs)
            # A space grows itself, nearly to a hundredth of an em: room after it would be read as another.
            assert old.advance == new.advance or old.text == " "
            assert old.text != " " or abs(new.kern - old.kern) <= run.shaper.font.units_per_em / 100
            limit = old.advance * scale * SPACE_STRETCH if old.text == " " else run.size * CLUSTER_STRETCH
            by = new.advance + new.kern - old.advance - old.kern
            grown.append((old.text, by * scale, limit))
    return grown


def assert_justified_well(flow: TextFlow, width: float) -> int:
    """Returns how many lines reach both margins by stretching."""
    filled = 0
    lines = flow.lines(width, justified=True)
    *_, last = lines
    if "\n" not in "".join(run.text for run in flow.runs):
        assert growths(flow, last, last) == [(c, 0.0, limit) for c, _, limit in growths(flow, last, last)]
        assert last.level is None
    for line in lines:
        natural = sum(
            (cluster.advance + cluster.kern) * flow.runs[f.run].size / flow.runs[f.run].shaper.font.units_per_em
            for f in line.fragments
            for cluster in f.clusters
        )
        assert natural == pytest.approx(line.width, abs=CLOSE)
        filled += line.level is not None and abs(line.width - width) < CLOSE
    return filled


def test_marked_texts_reach_both_margins() -> None:
    words = " ".join(text for text, _ in marked_lines() if len(text) > 30)
    assert len(words) > 800
    filled = broken = 0
    for width in range(100, 500, 10):
        flow = flow_of(words, bold_from=(3, 90, 400, 410))
        lines = flow.lines(width, justified=True)
        reached = assert_justified_well(flow, width)
        if width >= 400:
            broken += len(lines) - 1
            filled += reached
    assert broken > 50
    # The others stay short, rather than be stretched beyond the limits.
    assert filled > 0.6 * broken


@given(TEXT, SHARE)
def test_any_text_keeps_its_words_and_width(words: str, share: float) -> None:
    flow = flow_of(words, bold_from=[len(words) // 2])
    width = flow.minimum_width + share * max(0.0, WIDEST - flow.minimum_width)
    assert_justified_well(flow, width)
    lines = flow.lines(width, justified=True)
    assert sum(1 for _ in line_starts(words, lines)) == len(lines) - 1
    assert all(line.width <= width + CLOSE for line in lines)


def test_spaces_are_widened_before_letters() -> None:
    flow = flow_of("การ พัฒนา อุตสาหกรรม สีเขียว ของ ประเทศ ไทย ให้ ยั่งยืน")
    for width in range(120, 300, 7):
        lines = flow.lines(width, justified=True)
        for line in lines[:-1]:
            plain = flow_of(line.text).lines(1e6)[0]
            if abs(line.width - plain.width) < CLOSE:
                continue
            grown = growths(flow, plain, line)
            spaces = [(by, limit) for char, by, limit in grown if char == " "]
            letters = [(by, limit) for char, by, limit in grown if char != " "]
            if any(by > CLOSE for by, _ in letters):
                assert all(by == pytest.approx(limit, abs=CLOSE) for by, limit in spaces)
            assert all(-CLOSE <= by <= limit + CLOSE for by, limit in spaces + letters)
            assert line.width == pytest.approx(width, abs=CLOSE)


def test_nothing_grows_within_numbers_latin_words_and_clusters() -> None:
    flow = flow_of("รวม 30,501 ฉบับ Green Industry ที่ เกาะ แก้ว ๑๒๓ และ อื่น ๆ")
    widened = 0
    for width in range(60, 260, 5):
        for line in flow.lines(width, justified=True)[:-1]:
            plain = flow_of(line.text).lines(1e6)[0]
            for char, by, _ in growths(flow, plain, line):
                if not (char == " " or THAI.match(char)):
                    assert abs(by) < CLOSE, (char, line.text)
                else:
                    widened += by > CLOSE
    assert widened > 50


@given(st.floats(80, 400))
def test_no_more_lines_than_ragged(width: float) -> None:
    for words, _ in marked_lines()[:6]:
        flow = flow_of(words)
        if width >= flow.minimum_width:
            assert len(flow.lines(width, justified=True)) <= len(flow.lines(width)) + 1


def test_a_justified_brief_reads_the_same() -> None:
    """Wider gaps are no spaces to a reader, and the lines reach the right margin."""
    words = "การส่งเสริมและพัฒนาอุตสาหกรรมให้เป็นมิตรกับสังคมและสิ่งแวดล้อม โดยเน้นการใช้ประโยชน์จากของเสีย " * 6
    blocks = (model.Heading(1, text("เรื่อง")), model.Paragraph(text(words.strip())))
    plain = brief_of(*blocks)
    justified = replace(plain, justify=True)
    pages = [pypdfium2.PdfDocument(BytesIO(render(brief)))[0] for brief in (plain, justified)]
    read = [page.get_textpage().get_text_bounded().split() for page in pages]
    assert "".join(read[0]) == "".join(read[1])
    assert "".join(words.split()) in "".join(read[1])
