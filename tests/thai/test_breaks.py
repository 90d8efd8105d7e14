"""Where lines may end: hand-marked lines, the rules over words, and what holds for any text whatever."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
import uharfbuzz as hb
from hypothesis import given
from hypothesis import strategies as st

from gireport.thai.breaks import Break, BreakLevel, break_opportunities, cluster_boundaries

MARKED = Path(__file__).parents[1] / "facts" / "line-breaks.txt"
SIGNS = {BreakLevel.COMPOUND: "~", BreakLevel.WORD: "|", BreakLevel.SPACE: "_"}

THAI = [chr(code) for code in range(0x0E01, 0x0E5C) if unicodedata.category(chr(code)) != "Cn"]
PARTS = st.sampled_from(
    [
        *THAI,
        *"  09.,-–/()“”\"'*%aZ\u00a0\u0301\u200b\u200d\n",
        *("พ.ศ. ", "การ", "อุตสาหกรรม", "สีเขียว", "ล้าน", "ตัน", "กันยายน", "2565", "ฯลฯ", "ฯพณฯ"),
        *("ก็", "👨\u200d👩", "🇹🇭", "각", "क्ष"),
    ]
)
TEXT = st.one_of(
    st.lists(PARTS, max_size=25).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
)
BLANK_FONT = hb.Font(hb.Face(b""))


def marked(text: str) -> str:
    """`text` with its break opportunities: ~ in a compound, | between words, _ for a space at which a line may end,
    ^ for one at which it may in need.
    """
    offsets = (0, *(found.offset for found in break_opportunities(text)), len(text))
    parts = [text[start:end] for start, end in pairwise(offsets)]
    for number, found in enumerate(break_opportunities(text)):
        sign = "^" if parts[number].endswith(" ") and found.level is BreakLevel.COMPOUND else SIGNS[found.level]
        parts[number] = parts[number].removesuffix(" ") + sign
    return "".join(parts)


def test_hand_marked_lines_are_cut_nowhere_else() -> None:
    lines = [line for line in MARKED.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    assert len(lines) == 17
    offered = between_words = 0
    wrong = []
    for line in lines:
        text, allowed, words = "", set(), set()
        for char in line:
            if char in "|~":
                allowed.add(len(text))
                if char == "|":
                    words.add(len(text))
            else:
                text += char
        for offset, _ in break_opportunities(text):
            offered += 1
            between_words += offset in words
            if offset not in allowed and not text[offset - 1].isspace():
                wrong.append(f"{text[:offset]}|{text[offset:]}")
    assert wrong == []
    # All but a few of the 92 word ends marked: a text hardly ever broken would pass the first assertion.
    assert between_words > 80
    assert offered > 150


@pytest.mark.parametrize(
    "line",
    [
        # words, compounds, phrases
        "ส่งเสริม|และ|สนับสนุน|การพัฒนา|เมือง~อุตสาหกรรม|เชิงนิเวศ",
        "ให้|ภาค~อุตสาหกรรม|และ|อุตสาหกรรม~สีเขียว",
        "(อันตรายนและ|ไม่|อันตราย)",
        # signs that lean left, openers and closers
        "ต่าง ๆ_กัน",
        "ต่างๆ|กัน",
        "ผลไม้ ฯลฯ_และ",
        "กรุงเทพฯ|มี|น้ำ",
        "เชิญ_ฯพณฯ_นายก",
        "คือ_“สีเขียว”_และ",
        'คือ_"สีเขียว"_และ',
        "ระบบ*_เพิ่ม",
        "ระบบ *_เพิ่ม",
        "( GI )_และ",
        "ตัวชี้วัด /_แผน",
        # numbers and what they go with
        "พ.ศ. 2561 –^2564",
        "พ.ศ. 2561\u00a0–^2564",
        "2554 -^2565",
        "2554–~2565",
        "พ.ศ. ๒๕๖๕_และ",
        "ร้อยละ 80_ของ",
        "เท่ากับ_1.11 ล้านตัน_และ",
        "1.11 ล้านตัน/ปี",
        "ล้าน|ตัน/ปี",
        "มี_30,501 ราย_และ",
        "มี_30,501_รายงาน",
        "มี_1,172 ใบรับรอง_ใน",
        "ทั้ง_25 ลุ่มน้ำ_เน้น",
        "แผน_20 ปี",
        "ข้อ 5._แผน",
        "ใน|ระดับ ๕_และ",
        "ครั้งที่ 3_และ",
        "ตารางที่ 4_และ",
        "มอก. 14001_และ",
        "ณ วันที่ 30 กันยายน 2565_และ",
        "ณ วันที่ 30 ก.ย. 65_และ",
        "30 กันยายน พ.ศ. 2565_และ",
        "ม.ค.-~มี.ค. 65",
        "on_30 September 2022_in",
        "Table 1_and_Level 3",
        "25 °C_และ",
        "ISO 14001_และ|มาตรฐาน_ISO 50001",
        "มาตรา 8 (5)_และ",
        "เวลา 08.30 –^16.30 น._วัน",
        "โทร. 0 3840 8500_ต่อ",
        "ฉบับที่ 2_ข้อ 5._วรรค",
        "ภาพที่ 2_หน้า 1_จาก",
        "5%–~10%",
        "ค่า_≥ 80_และ",
        "ลดลง_2.5 จุดร้อยละ_จาก",
        # Latin words, numbers, abbreviations
        "Green_Industry,_GI",
        "COVID-19",
        "02-202-4000",
        "2565-09-30",
        "สอจ.ระยอง",
        "ต.ทุ่ง~สุข~ลา_อ.ศรีราชา",
        "และ|อก._พ.ศ. 2561",
        "โรงงานA",
        "30/9/65",
        "ก-ก์",
        "และ/~หรือ",
        "https://www.diw.go.th/~contact-us/~list?~y=2565&~p=1",
        # what opens a paragraph
        "- พัฒนา|กรอบ",
        "1. จำนวน|นิคม~อุตสาหกรรม",
    ],
)
def test_rules(line: str) -> None:
    text = line.replace("|", "").replace("~", "").replace("_", " ").replace("^", " ")
    assert marked(text) == line


@pytest.mark.parametrize(
    "space", ["\u00a0", "\u202f", "\u2060"], ids=["no-break space", "narrow no-break space", "word joiner"]
)
def test_a_space_that_does_not_break(space: str) -> None:
    assert break_opportunities(f"การ{space}และ") == ()
    assert break_opportunities(f"การ {space}และ") == ()
    assert break_opportunities(f"การ{space} และ") == ()


def test_offsets_come_after_all_the_spaces() -> None:
    assert break_opportunities("การ   และ") == (Break(6, BreakLevel.SPACE),)
    assert break_opportunities("  การ  ") == ()


def test_better_levels_are_greater() -> None:
    assert BreakLevel.COMPOUND < BreakLevel.WORD < BreakLevel.SPACE


@given(TEXT)
def test_no_line_starts_or_ends_badly(text: str) -> None:
    breaks = break_opportunities(text)
    assert [found.offset for found in breaks] == sorted({found.offset for found in breaks})
    for offset in {*(found.offset for found in breaks), *cluster_boundaries(text)}:
        assert 0 < offset < len(text)
        # str.isspace would take the information separators U+001C-1F along, which are no spaces.
        end = text[:offset].rstrip(" \n\u200b")
        assert end
        assert end[-1] not in "([{“‘«เแโใไ\u00a0\u2060"
        assert text[offset] not in " \n\u00a0\u2060)]}”’»,.;:!?%*†ๆ"
        assert text[offset] not in "ะัาำิีึืฺุูๅ็่้๊๋์ํ๎"
        assert text[offset] != "ฯ" or text.startswith("ฯพณฯ", offset)
        assert unicodedata.combining(text[offset]) == 0
        assert not re.match("[ก-ฮ][ิุ]?์", text[offset:])


@given(TEXT)
def test_no_break_is_inside_a_cluster(text: str) -> None:
    starts = clusters_by_harfbuzz(text)
    assert {found.offset for found in break_opportunities(text)} <= starts
    assert set(cluster_boundaries(text)) <= starts


@given(TEXT)
def test_numbers_and_latin_words_are_never_parted(text: str) -> None:
    for offset, _ in break_opportunities(text):
        assert not (text[offset - 1].isascii() and text[offset - 1].isalnum() and text[offset].isalnum())


@given(TEXT)
def test_levels_say_what_stands_there(text: str) -> None:
    for offset, level in break_opportunities(text):
        before = text[offset - 1]
        after_space = before.isspace() or before == "\u200b"
        in_range = after_space and text[:offset].rstrip(" \u200b")[-1:] in "-–—" and text[offset].isdigit()
        assert (level is BreakLevel.SPACE) == after_space or (in_range and level is BreakLevel.COMPOUND)
        if level is BreakLevel.WORD:
            assert "\u0e00" < before < "\u0e80"
            assert "\u0e00" < text[offset] < "\u0e80"


@pytest.mark.parametrize(
    "line",
    [
        "น้ำ|ป่า",
        "เกาะ|กา",
        "จั|น|ทร์",
        "ต่า|งๆ |กั|น",
        "(ก|ข)",
        "e\u0301|x",
        "👨\u200d👩|ก",
        "🇹🇭|ก",
        "क्ष|ก",
        "ก\U00011b60|ก",
    ],
)
def test_cluster_boundaries(line: str) -> None:
    text = line.replace("|", "")
    offsets = (0, *cluster_boundaries(text), len(text))
    assert "|".join(text[start:end] for start, end in pairwise(offsets)) == line


def clusters_by_harfbuzz(text: str) -> set[int]:
    """Where HarfBuzz, which knows UAX #29 and nothing of our tables, starts a cluster."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction, buffer.script, buffer.language = "ltr", "Zyyy", "und"
    buffer.flags = hb.BufferFlags.PRESERVE_DEFAULT_IGNORABLES
    hb.shape(BLANK_FONT, buffer, {})
    return {info.cluster for info in buffer.glyph_infos}
