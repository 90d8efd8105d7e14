"""What is no date: whatever comes in, out comes a date that was written or a DateError."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gireport.thai.calendar_names import calendar_names
from gireport.thai.date_reading import ReadDate, read_date
from gireport.thai.date_words import month_number, weekday_number
from gireport.thai.dates import UNDECLARED, DateError, DateReading, PartialDate

READINGS = [
    UNDECLARED,
    DateReading(two_digit_be=True),
    DateReading(calendar="be"),
    DateReading(calendar="ce"),
    DateReading(two_digit_be=True, excel="1900", calendar="be"),
    DateReading(excel="1904"),
]
# What dates are made of, in any order and number.
WORDS = """
30 9 09 65 2565 2022 ๓๐ ๙ ๒๕๖๕ 44834 0 13 / - . , : 00:00:00 T ณ วันที่ ที่ เดือน ปี ประจำ ลง พ.ศ. ค.ศ. พศ BE A.D.
กันยายน ก.ย. กย กุมภาพันธ์ พ.ค. Sep September วันศุกร์ ศ. Friday งปม. ปีงบประมาณ FY ไตรมาส
"""
PIECES = [*WORDS.split(), " ", "\u00a0", "\u200b", "\t", "\n", "²", "５", "\x00", "\ud800"]


def outcome(text: str, reading: DateReading = UNDECLARED) -> ReadDate | DateError:
    try:
        return read_date(text, reading)
    except DateError as error:
        return error


@given(st.text(max_size=30) | st.lists(st.sampled_from(PIECES), max_size=9).map("".join), st.sampled_from(READINGS))
@settings(max_examples=500)
def test_any_text_is_a_date_or_a_date_error(text: str, reading: DateReading) -> None:
    read = outcome(text, reading)
    if isinstance(read, DateError):
        assert read.text == text
        assert (read.suggestion is not None) == (read.reason == "is-ce")
        return
    assert 2484 <= read.date.year.be <= 2699
    assert not read.two_digits or reading.two_digit_be
    assert read.calendar in ((reading.calendar,) if reading.calendar else ("be", "ce")) or reading.excel
    assert read.date.first_day <= read.date.last_day


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=9))
@settings(max_examples=500)
def test_what_does_not_show_makes_no_difference(pieces: list[str]) -> None:
    def said(text: str) -> object:
        read = outcome(text)
        return read.reason if isinstance(read, DateError) else read

    text = " ".join(pieces)
    assert said(text.replace(" ", "\u00a0")) == said(f"\u200b {text.replace(' ', '  ')}\u200b") == said(text)


def test_a_decomposed_vowel_is_the_vowel() -> None:
    assert read_date("ประจ\u0e4d\u0e32ปี 2565") == read_date("ประจำปี 2565")


@pytest.mark.parametrize(
    "char", ["\t", "\n", "\x00", "\x7f", "\u2007", "\u202f", "\ufeff", "\u2013", "²", "５", "៥", "ก\u0e5a"]
)
def test_strange_characters(char: str) -> None:
    for text in (f"30{char} กันยายน 2565", f"30 กันยายน 256{char}5"):
        with pytest.raises(DateError) as caught:
            read_date(text)
        assert caught.value.reason == "strange-character"


@given(st.dates(date(1941, 1, 1), date(2150, 12, 31)), st.integers(1, 6))
def test_a_day_of_the_week_agrees_or_is_refused(day: date, off: int) -> None:
    written = PartialDate.of(day).format()
    wrong = day + timedelta(days=off)
    for language in ("th", "en"):
        names = calendar_names("th" if language == "th" else "en")
        for weekdays in (names.weekdays, names.short_weekdays):
            assert read_date(f"{weekdays[day.weekday()]} {written}").date == PartialDate.of(day)
            with pytest.raises(DateError) as caught:
                read_date(f"{weekdays[wrong.weekday()]} {written}")
            assert caught.value.reason == "weekday"


@given(st.integers(1, 12), st.integers(1, 31), st.integers(2484, 2699))
def test_figures_are_day_month_and_year_in_this_order(month: int, day: int, be: int) -> None:
    try:
        expected = date(be - 543, month, day)
    except ValueError:
        with pytest.raises(DateError) as caught:
            read_date(f"{day}/{month}/{be}")
        assert caught.value.reason == "no-such-day"
        return
    for text in (
        f"{day}/{month}/{be}",
        f"{day:02}-{month:02}-{be}",
        f"{be}-{month:02}-{day:02}",
        f"{be}{month:02}{day:02}",
    ):
        assert read_date(text).date.first_day == expected
    with suppress(DateError):
        swapped = read_date(f"{month}/{day}/{be}").date
        assert (swapped.day, swapped.month) == (month, day)
    if day > 12:
        with pytest.raises(DateError) as caught:
            read_date(f"{month}/{day}/{be}")
        assert caught.value.reason == "month-first"


def test_a_word_names_one_month_or_none() -> None:
    """No spelling, right or wrong, is one letter away from another month's, so that one slip more is refused."""
    names = calendar_names("th")
    spellings = [*names.months, *names.short_months]
    assert [month_number(name) for name in spellings] == [*range(1, 13)] * 2
    seen = 0
    for name in names.months:
        for at in range(len(name)):
            for other in "กคฎฏณตนพภมยรศษสหาิีุู":
                slip = name[:at] + other + name[at + 1 :]
                assert month_number(slip) in (None, month_number(name)), slip
                seen += 1
    assert seen > 1000


def test_words_that_are_none() -> None:
    assert month_number("ก") is month_number("พ.ศ.") is month_number("ค.ม.") is month_number("sepp") is None
    assert weekday_number("วัน") is weekday_number("วันหยุด") is weekday_number("f") is None
    assert weekday_number("พ.") == 2
    assert weekday_number("พฤ") == 3


@pytest.mark.parametrize("filler", [" ", ".", "ก", "a", "1", ". ", "1 ", "ก. ", "พ.ศ.", ",", "be ", "- "])
def test_long_texts_are_refused_at_once(filler: str) -> None:
    began = time.perf_counter()
    for text in (filler * 100, (filler * 100)[:100], f"30{(filler * 100)[:90]}2565", f"30 {(filler * 100)[:90]}x"):
        with suppress(DateError):
            read_date(text)
    assert time.perf_counter() - began < 1
