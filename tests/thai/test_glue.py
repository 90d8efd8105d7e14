"""Which stretches of a paragraph stay on one line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gireport.thai.calendar_names import calendar_names
from gireport.thai.glue import THAI_MONTHS, kept_together
from gireport.thai.words import THAI_RUN


def kept(text: str) -> list[str]:
    spans = kept_together(text, list(THAI_RUN.finditer(text)))
    return [text[start:end] for start, end in spans if end - start > 1]


def test_the_months_are_those_of_cldr() -> None:
    assert THAI_MONTHS.split("|") == list(calendar_names("th").months)


def test_a_date_is_kept_by_both_its_numbers() -> None:
    assert kept("ณ วันที่ 30 กันยายน 2565 และ") == ["วันที่ 30 กันยายน", "กันยายน 2565", "ณ ว"]


def test_a_unit_is_a_whole_word() -> None:
    assert kept("5 ราย") == ["5 ราย"]
    assert kept("55 รายงาน") == ["55"]
    assert kept("1.5 แสนล้านบาท") == ["1.5 แสนล้านบาท"]
    assert kept("5 โรงงานอุตสาหกรรม") == ["5 โรงงาน"]


def test_an_ordinal_keeps_its_noun() -> None:
    assert kept("ตามยุทธศาสตร์ที่ 3") == ["ยุทธศาสตร์ที่ 3"]


@given(st.lists(st.sampled_from([*"09 .,กค–-ณ", "ที่", "ปี", "พ.ศ.", "ล้าน", "กันยายน"]), max_size=20).map("".join))
def test_stretches_lie_within_the_text(text: str) -> None:
    for start, end in kept_together(text, list(THAI_RUN.finditer(text))):
        assert 0 <= start < end <= len(text)
