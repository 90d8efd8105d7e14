"""The order of names: ICU's, and a total one."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gireport.thai.collation import CollationKey, collation_key

ORDER = Path(__file__).parents[1] / "facts" / "thai-order.txt"
TEXT = st.text("กขฤฦเแไาๅำะัิุ่้๊๋์็ํฺ๎ๆฯ 1๑2Aaéb-.()–~ß\u200b\u4e00\0", max_size=8) | st.text(max_size=8)


def reference() -> list[tuple[str, int]]:
    """Every name of ICU's order, with its rank; names that ICU takes for the same share one."""
    rank, names = 0, []
    for line in ORDER.read_text(encoding="utf-8").splitlines():
        rank += not line.startswith("=")
        names.append((line.removeprefix("="), rank))
    return names


def levels(name: str) -> tuple[str, ...]:
    return collation_key(name)[:-1]


def sign(one: Any, other: Any) -> int:
    return (one > other) - (one < other)


def test_the_whole_order_is_that_of_icu() -> None:
    names = [name for name, _ in reference()]
    assert len(names) > 4_000
    assert sorted(set(names), key=collation_key) == names


def test_neighbours_stand_or_fall_together_as_in_icu() -> None:
    alike = 0
    for (one, low), (other, high) in pairwise(reference()):
        assert sign(levels(one), levels(other)) == sign(low, high), (one, other)
        alike += low == high
    assert alike > 10


def test_any_two_stand_as_in_icu() -> None:
    names, chance = reference(), random.Random(2565)
    keys = {name: levels(name) for name, _ in names}
    seen = 0
    for _ in range(100_000):
        (one, low), (other, high) = chance.choice(names), chance.choice(names)
        assert sign(keys[one], keys[other]) == sign(low, high), (one, other)
        seen += low != high
    assert seen > 99_000


@pytest.mark.parametrize(
    "ordered",
    [
        "ก กา เก แก ข",  # a leading vowel counts after its consonant
        "เกา เก่า เก้า เก๊า เก๋า เกาะ",  # a tone decides between equal letters only
        "การ การ์ การ์ด",
        "กระบี่ กรุงเทพมหานคร",
        "1 ๑ 10 ๑๐ 2 ก ฮ a A b",
        "สํ สะ สา สำ สิ",
        "ต่าง ต่าง\u00a0ๆ ต่างๆ ต่างกัน",
        "cafe Cafe cafe\u0301 café Café Cafes",
        "พุทธ พุทธฺ",
        "≤5 $5 5 ก z ß 中",  # what has no place in the order comes last
    ],
)
def test_order(ordered: str) -> None:
    names = ordered.split(" ")
    assert sorted(set(names), key=collation_key) == names


@given(TEXT, TEXT, TEXT)
def test_the_order_is_total(one: str, two: str, three: str) -> None:
    first, second, third = sorted(map(collation_key, (one, two, three)))
    assert first <= second <= third
    assert first <= third
    for text, other in pairwise((one, two, three)):
        assert (collation_key(text) == collation_key(other)) == (text == other)


@given(TEXT)
def test_a_key_keeps_its_text(text: str) -> None:
    key = collation_key(text)
    assert isinstance(key, CollationKey)
    assert key.text == text
    # One weight each for a letter on three levels; a mark has none on the first.
    assert len(key.marks) == len(key.variants)


@given(TEXT, st.sampled_from(["0", "7"]))
def test_digits_of_both_scripts_weigh_the_same(text: str, digit: str) -> None:
    thai = chr(ord("๐") + int(digit))
    assert levels(text + digit) == levels(text + thai)
