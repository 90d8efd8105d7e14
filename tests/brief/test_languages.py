"""Words of the other language: found by their script, kept exactly, and said of each span of a brief."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from brief_kit import faults, paragraph
from hypothesis import example, given
from hypothesis import strategies as st

from gireport import Dataset, Template, compose
from gireport.brief.languages import parted, whole_language
from gireport.brief.model import Heading, Ladder, plain

if TYPE_CHECKING:
    from gireport.thai.calendar_names import Language

THAI = [
    ("เมืองอุตสาหกรรมเชิงนิเวศ (Eco Industrial Town)", ["Eco Industrial Town"]),
    ("ในระดับ Eco Champion", ["Eco Champion"]),
    ("ปล่อย CO2 และ PM2.5 ใช้ 3 kWh ที่โรงงาน A", []),
    ("ตาม ISO 14001 และ ISO14001", ["ISO"]),
    ("ที่ diw.go.th/webdiw/pr64-93, alma-architect.com", ["diw.go.th/webdiw/pr64-93", "alma-architect.com"]),
    ("Green Industry, GI", ["Green Industry", "GI"]),
    ("ระดับ 4 ร้อยละ 90.5 (ฉบับ)", []),
    ("ส่งที่ a@diw.go.th", ["a@diw.go.th"]),
    ("", []),
]
ENGLISH = [
    ("the table “ตัวชี้วัด / แผน อก. พ.ศ. 2561 – 2564 (ฉบับทบทวน)”.", ["ตัวชี้วัด / แผน อก. พ.ศ. 2561 – 2564 (ฉบับทบทวน"]),
    ("What ระดับ 5 means is unclear", ["ระดับ 5"]),
    ("พื้นฟู is not a word: พ was typed for ฟ.", ["พื้นฟู", "พ", "ฟ"]),
    ("Perhaps เข้าสู่ระบบ, as in indicator 4", ["เข้าสู่ระบบ"]),
    ("It costs ฿ 5 or 5 CO2", []),
    ("(unit: ใบ). Each", ["ใบ"]),
    ("ปีงบประมาณ 2565", ["ปีงบประมาณ 2565"]),
]


@pytest.mark.parametrize(
    ("language", "text", "foreign"), [("th", *case) for case in THAI] + [("en", *case) for case in ENGLISH]
)
def test_words_of_the_other_language_are_found(language: Language, text: str, foreign: list[str]) -> None:
    pieces = list(parted(text, language))
    assert [words for words, said in pieces if said] == foreign
    assert {said for _, said in pieces} <= {"", "en" if language == "th" else "th"}
    assert "".join(words for words, _ in pieces) == text


@given(st.text(st.sampled_from("กาที่่ำ ABab é12.,/–()“”@\u00a0\n฿ฯๆ๑")), st.sampled_from(["th", "en"]))
@example("A" * 3000, "th")
@example("ก " * 1500, "en")
def test_nothing_is_lost_and_every_thai_letter_is_thai(text: str, language: Language) -> None:
    pieces = list(parted(text, language))
    assert "".join(words for words, _ in pieces) == text
    assert all(words for words, _ in pieces) or not text
    for words, said in pieces:
        if language == "en" and not said:
            assert not re.search("[ก-ฮ]", words)
        if language == "th" and said:
            assert not re.search("[ก-๛]", words)


def test_every_span_of_the_annual_brief_has_its_language() -> None:
    for lang, own in (("th", "[ก-ฮ]"), ("en", "[A-Za-z]{2}")):
        brief = compose(Dataset.bundled().select(), Template.load("annual"), lang=lang)  # type: ignore[arg-type]
        foreign = [span for span in brief.texts() if span.language]
        assert len(foreign) >= 10
        assert {span.language for span in foreign} == {"en" if lang == "th" else "th"}
        assert not any(re.search(own, span.text) for span in foreign)
        [ladder] = [block for block in brief.blocks if isinstance(block, Ladder)]
        for step in ladder.steps:
            assert [span.language for span in step.other_name] == ["en" if lang == "th" else "th"]
            assert [span.language for span in step.name] == [""]
        title = next(block for block in brief.blocks if isinstance(block, Heading))
        assert {span.language for span in title.text} == {""}


def test_a_template_may_say_which_language_words_are_in() -> None:
    spans = paragraph("ก {{ spoken('Ozone', 'th') }} {{ spoken('ก', 'en') }} {{ spoken(rows('plan')[0].text, 'en') }}")
    assert plain(spans).startswith("ก Ozone ก กรอบ")
    assert [span.language for span in spans if span.text.strip()] == ["", "", "en", "en"]
    assert spans[-1].origin == "plan.csv:2"
    assert faults("{{ spoken('x', 'fr') }}") == [("template.expression", 1)]


@pytest.mark.parametrize(
    ("text", "language", "whole"),
    [
        ("Green Industry 2565", "th", "en"),
        ("แผนที่ Green Industry", "th", ""),
        ("แผนที่", "th", ""),
        ("2565", "th", ""),
        ("5 kWh", "th", ""),
        ("แผนที่ ระยอง", "en", "th"),
        ("Map of ระยอง", "en", ""),
        ("", "en", ""),
    ],
)
def test_a_text_of_the_other_language_alone_is_known(text: str, language: Language, whole: str) -> None:
    assert whole_language(text, language) == whole
