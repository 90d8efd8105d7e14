"""One key for every way of typing a name, and no name with another's key."""

from __future__ import annotations

import random
import unicodedata
from collections import defaultdict

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gireport.thai.identity import identity_key
from gireport.thai.words import word_list

THAI = st.text("กขธนำาํัิีุู่้๊์็เแ๑๒ๆฯ", max_size=10)
ANY = st.text("กธำาํัิุ่้์ฺเแ๑1 \u00a0\u200b\u3000AａéÉ\u0301ǰJ\u030cKİßΣ", max_size=12) | st.text(max_size=12) | THAI
# A consonant with its vowel, its tone, both, or neither, as the spelling has it.
SYLLABLE = st.tuples(st.sampled_from("กขคนธ"), st.sampled_from(["", *"ัิีึืุู"]), st.sampled_from(["", *"่้๊๋"]))


def words() -> list[str]:
    """Every word of the list. Its keys are TIS-620 moved down by 0xA0."""
    return [bytes(byte + 0xA0 for byte in key.encode("ascii")).decode("cp874") for key in word_list().trie.iterkeys()]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("น้ำ", "น้ํา"),  # ำ in two, the tone before
        ("น้ำ", "นํ้า"),  # the tone between
        ("น้ำ", "นำ้"),  # the tone after
        ("กำแพงเพชร", "กําแพงเพชร"),
        ("ที่", "ท่ี"),
        ("กลุ่ม", "กลุ่ม"),
        ("สิทธิ์", "สิทธ์ิ"),
        ("แพร่", "เเพร่"),
        ("ระยอง", " ระยอง\u00a0"),
        ("ระยอง", "\ufeffระ\u200bยอง"),
        ("จ. ระยอง", "จ.\u202f\u2009 ระยอง"),
        ("ISO 14001", "ＩＳＯ\u3000１４００１"),
        ("ระดับ ๓", "ระดับ 3"),
        ("Rayong", "RAYONG"),
        ("Café", "cafe\u0301"),
    ],
)
def test_one_name_typed_in_two_ways(one: str, other: str) -> None:
    assert one != other
    assert identity_key(one) == identity_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("สิทธิ", "สิทธิ์"),
        ("เก่า", "เก้า"),
        ("ต่าง", "ต่างๆ"),
        ("กรุงเทพ", "กรุงเทพฯ"),
        ("ขอนแก่น", "ขอน แก่น"),
        ("พระ", "พร"),
        ("ฤา", "ฤๅ"),
        ("ลพบุรี", "ลพบุรี."),
        ("1", "²"),
        ("A", "Α"),  # the Greek letter
        ("strasse", "straße"),
        ("cafe", "café"),
        ("a-b", "a–b"),
        ("กุิ", "กิุ"),  # neither is Thai, so neither stands for the other
        ("👩\u200d🔬", "👩🔬"),
    ],
)
def test_two_names_stay_two(one: str, other: str) -> None:
    assert identity_key(one) != identity_key(other)


def test_no_two_words_of_the_list_share_a_key() -> None:
    spellings = defaultdict(set)
    for word in words():
        spellings[identity_key(word)].add(word)
    assert sum(map(len, spellings.values())) > 60_000
    assert [found for found in spellings.values() if len(found) > 1] == []


def test_a_word_well_typed_is_its_own_key() -> None:
    assert [word for word in words() if identity_key(word) != word] == []


def test_every_way_of_typing_a_word_has_its_key() -> None:
    chance, seen = random.Random(2565), 0
    for word in chance.sample(sorted(words()), 5_000):
        for typed in {
            word.replace("ำ", "ํา"),
            word.replace("่ำ", "ํ่า").replace("้ำ", "ํ้า"),
            word.replace("แ", "เเ"),
            unicodedata.normalize("NFD", word),
            "\u200b".join(word),
            f" {word}\ufeff\u00a0",
        }:
            assert identity_key(typed) == word
            seen += typed != word
    assert seen > 10_000


@given(ANY)
@example("ำำ่ำ้")
@example("ํำ่า")
@example("ํ่ํ่าา")
@example("เ\u200bเเ")
@example("J\u030c")
@example("J\u0e48\u030c\u0e47")
@example("\u0e33\u0323\u0e33\u0e48")
def test_a_key_is_its_own_key(text: str) -> None:
    key = identity_key(text)
    assert identity_key(key) == key


@given(st.lists(SYLLABLE, max_size=4))
def test_the_order_of_vowel_and_tone_is_all_one(syllables: list[tuple[str, str, str]]) -> None:
    spelt = "".join(consonant + vowel + tone for consonant, vowel, tone in syllables)
    typed = "".join(consonant + tone + vowel for consonant, vowel, tone in syllables)
    assert identity_key(typed) == identity_key(spelt) == spelt


@given(
    st.lists(
        st.sampled_from([("ก่ำ", "กํ่า"), ("กำ", "กํา"), ("แก", "เเก"), ("๑", "1"), ("a", "Ａ"), (" ", "\u2003\u3000")])
    )
)
def test_a_text_and_its_other_typing_share_a_key(pairs: list[tuple[str, str]]) -> None:
    assert identity_key("".join(one for one, _ in pairs)) == identity_key("".join(other for _, other in pairs))


@given(ANY, st.sampled_from(["\u00a0", "\u202f", "\u3000", "  ", "\u200b", "\ufeff"]), st.integers(0, 12))
def test_spaces_differ_by_nothing_but_being_there(text: str, space: str, place: int) -> None:
    before, after = text[:place], text[place:]
    plain = "" if space in "\u200b\ufeff" else " "
    assert identity_key(before + space + after) == identity_key(before + plain + after)
