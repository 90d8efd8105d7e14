"""What is found in a text, where, and what is left in peace."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gireport.thai.identity import identity_key
from gireport.thai.suspicion import SuspicionCode, suspicions, unseen
from gireport.thai.words import word_list

ROOT = Path(__file__).parents[2]
TYPED = st.text("กขธ◌เแโาำะัิีุู่้๊์็ํฺ๎ๆฯ1๒., a\u0301\u200b\u200d\ufe0f⚠👩\u202e\u00a0\uf701", max_size=12)


def found(text: str) -> list[tuple[str, int, str]]:
    return [(suspicion.code, suspicion.offset, suspicion.text) for suspicion in suspicions(text)]


REFUSED: list[tuple[str, str, int, str]] = [
    ("ระ\x00ยอง", "control", 2, "\x00"),
    ("ระยอง\n", "control", 5, "\n"),
    ("ระยอง\u202e123", "bidi", 5, "\u202e"),
    ("ร\u2066ะ", "bidi", 1, "\u2066"),
    ("ร\u200fะ", "bidi", 1, "\u200f"),
    ("ระ\u200bยอง", "zero-width", 2, "\u200b"),
    ("\ufeffระยอง", "zero-width", 0, "\ufeff"),
    ("ร\u00adย", "zero-width", 1, "\u00ad"),
    ("ร\u2060ย", "zero-width", 1, "\u2060"),
    ("ก\u200dข", "zero-width", 1, "\u200d"),
    ("ก\ufe0f", "zero-width", 1, "\ufe0f"),
    ("ก\u3164ข", "zero-width", 1, "\u3164"),
    ("ก\u034fข", "zero-width", 1, "\u034f"),
    ("a\u2028b", "separator", 1, "\u2028"),
    ("\u0e1b\uf701ระยอง", "private-use", 1, "\uf701"),
    ("a\ud800", "surrogate", 1, "\ud800"),
    ("a\uffff", "unassigned", 1, "\uffff"),
    ("ีระยอง", "lone-mark", 0, "ี"),
    ("จ. ่ระยอง", "lone-mark", 3, "่"),
    ("A้", "lone-mark", 1, "้"),
    ("5์", "lone-mark", 1, "์"),
    ("ๆ้", "lone-mark", 1, "้"),
    ("ฯ่ี", "lone-mark", 1, "่ี"),
    ("a \u0301", "lone-mark", 2, "\u0301"),
    ("\u0301", "lone-mark", 0, "\u0301"),
    ("เ่ก", "leading-vowel-mark", 1, "่"),
    ("แ็ก", "leading-vowel-mark", 1, "็"),
    ("ระยอง่่", "two-marks", 5, "่่"),
    ("ก่้", "two-marks", 1, "่้"),
    ("ก่์", "two-marks", 1, "่์"),
    ("กิี", "two-marks", 1, "ิี"),
    ("กัี", "two-marks", 1, "ัี"),
    ("กุู", "two-marks", 1, "ุู"),
    ("กิุ", "two-marks", 1, "ิุ"),
    ("กิํ", "two-marks", 1, "ิํ"),
    ("ท่ี", "mark-order", 1, "่ี"),
    ("สิทธ์ิ", "mark-order", 4, "์ิ"),
    ("นำ้", "mark-order", 1, "ำ้"),
    ("กา่", "mark-order", 1, "า่"),
    ("เเพร่", "doubled-e", 0, "เเ"),
]
NOTED: list[tuple[str, str, int, str]] = [
    ("กําแพง", "split-am", 1, "ํา"),
    ("น้ํา", "split-am", 1, "้ํา"),
    ("นํ้า", "split-am", 1, "ํ้า"),
    ("จ.\u00a0ระยอง", "odd-space", 2, "\u00a0"),
    ("a\u3000b", "odd-space", 1, "\u3000"),
    ("ปี 25๖๕", "mixed-digits", 3, "25๖๕"),
    ("1,๒๓๔.5 ตัน", "mixed-digits", 0, "1,๒๓๔.5"),
]


@pytest.mark.parametrize(("text", "code", "offset", "what"), REFUSED)
def test_refused(text: str, code: str, offset: int, what: str) -> None:
    assert found(text) == [(code, offset, what)]
    assert suspicions(text)[0].severity == "refused"


@pytest.mark.parametrize(("text", "code", "offset", "what"), NOTED)
def test_noted(text: str, code: str, offset: int, what: str) -> None:
    assert found(text) == [(code, offset, what)]
    assert suspicions(text)[0].severity == "noted"


def test_every_code_is_shown_by_an_example() -> None:
    assert {code for _, code, _, _ in (*REFUSED, *NOTED)} == set(get_args(SuspicionCode))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ระยอง ปี 2565 – “ก้าว” 1,172 ๓๐,๕๐๑",
        "น้ำ ที่ สิทธิ์ ก็ เป็น พันธุ์ ฟื้น กั้น เก่า เก๊ะ เก็่ง",
        "พุทฺธํ สรณํ คจฺฉามิ ปุํลึงค์ สงฺฆํ",  # Pali in Thai letters
        "ฤๅษี ฤทธิ์ ฯพณฯ ฯลฯ ต่าง ๆ",
        "◌่ ◌้",  # a mark spoken of, on the letter that stands for any
        "มาตรา 2, ๓",  # two numbers
        "🌱 ♻️ ⚠️ 1️⃣ 👩🏽‍🔬 🇹🇭",
        "ດີ ភាសា العَرَبِيَّة हिन्दी 漢字 cafe\u0301 µ 25 °C",
    ],
)
def test_left_in_peace(text: str) -> None:
    assert found(text) == []


def test_names_are_those_that_people_look_up() -> None:
    [suspicion] = suspicions("ก่่")
    assert suspicion.names == ("U+0E48 THAI CHARACTER MAI EK",) * 2
    [suspicion] = suspicions("a\uf701")
    assert suspicion.names == ("U+F701",)


def test_all_is_told_in_the_order_of_the_text() -> None:
    assert [code for code, _, _ in found("่ก\u00a0ข่่\u200bค2๓")] == [
        "lone-mark",
        "odd-space",
        "two-marks",
        "zero-width",
        "mixed-digits",
    ]


def test_no_word_of_the_list_is_refused() -> None:
    words = [bytes(byte + 0xA0 for byte in key.encode("ascii")).decode("cp874") for key in word_list().trie.iterkeys()]
    assert len(words) > 60_000
    assert [word for word in words if suspicions(word)] == []


def test_the_bundled_files_are_clean() -> None:
    seen = 0
    for path in (*ROOT.glob("data/**/*.csv"), *ROOT.glob("data/**/*.toml"), *ROOT.glob("templates/*.md")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            assert [s for s in suspicions(line) if s.severity == "refused"] == [], f"{path.name}:{number}"
            seen += 1
    assert seen > 300


@given(TYPED | st.text())
def test_any_text_can_be_searched(text: str) -> None:
    seen = suspicions(text)
    for suspicion in seen:
        assert text.startswith(suspicion.text, suspicion.offset)
        assert suspicion.text
        assert len(suspicion.names) == len(suspicion.text)
    assert all(one.offset <= other.offset for one, other in pairwise(seen))


@given(TYPED)
def test_nothing_unseen_is_passed_over(text: str) -> None:
    told = {suspicion.text for suspicion in suspicions(text)}
    emoji_parts = {"\u200d", "\ufe0f"}
    assert {character for character in text if unseen(character)} - told <= emoji_parts


@given(st.lists(st.sampled_from(["ที่", "นํ้า", "ท่ี", "นำ้", "เเพร่", "สิทธ์ิ", "กา", "ก็"])))
def test_what_the_identity_key_mends_is_clean_after_it(words: list[str]) -> None:
    assert [code for code, _, _ in found(identity_key("".join(words))) if code != "doubled-e"] == []


@pytest.mark.parametrize("character", ["่", "เ", "ํ", "\u200d", "1", "๑", "1๑", "่ิ", "\u0301"])
def test_long_texts_are_searched_to_their_end(character: str) -> None:
    """However often one character comes again; a search that tries every length would not come back."""
    for before in ("", "ก"):
        text = before + character * 20_000
        seen = suspicions(text)
        offsets = [suspicion.offset for suspicion in seen]
        assert offsets == sorted(offsets)
        assert all(text.startswith(suspicion.text, suspicion.offset) for suspicion in seen)
        # The same is wrong with it as with a text of twenty.
        assert {one.code for one in seen} == {one.code for one in suspicions(before + character * 20)}
