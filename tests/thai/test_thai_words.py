"""Runs of Thai letters cut into words; the packed list; and how it is packed."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import accumulate, groupby, pairwise
from operator import itemgetter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gireport.thai.words import (
    THAI_RUN,
    OwnWords,
    Word,
    own_words,
    read_compounds,
    segment,
    trie_key,
    word_list,
    words,
)

ROOT = Path(__file__).parents[2]
THAI = st.text(alphabet=[chr(code) for code in range(0x0E01, 0x0E4F) if chr(code).isprintable()], max_size=40)
# Text of real words, cut anywhere: what a list is met with.
RUN = st.lists(
    st.one_of(st.sampled_from(["อุตสาหกรรม", "สีเขียว", "การ", "ภาค", "กาก", "จันทร์", "เป็น", "ฌฌ"]), THAI), max_size=6
).map("".join)


def pieces(run: str, own: OwnWords | None = None) -> list[str]:
    return [run[start:end] for start, end in pairwise((0, *segment(run, own)))]


@pytest.mark.parametrize(
    "cut",
    [
        "อุตสาหกรรมสีเขียว",
        "ส่งเสริม|และ|สนับสนุน|การพัฒนา",
        "วาง|ระบบ|บริหารจัดการ|น้ำ",
        "ต่างๆ|กัน",
        "กรุงเทพฯ|มี|น้ำ",
        "ผลไม้ฯลฯ",
        "ฯพณฯ",
        "วัน|จันทร์",
        "ๆก์",
    ],
)
def test_segment(cut: str) -> None:
    assert pieces(cut.replace("|", "")) == cut.split("|")


def test_what_the_list_lacks_is_one_piece_that_says_so() -> None:
    kinds = [(word.end, word.listed) for word in words("และฌฌฎฐฐและ")]
    assert kinds == [(3, True), (8, False), (11, True)]


def test_rare_short_words_beside_each_other_are_a_name() -> None:
    assert [(word.end, word.listed) for word in words("และโคริได้")] == [(3, True), (7, False), (10, True)]
    assert [(word.end, word.listed) for word in words("และลมได้")] == [(3, True), (5, True), (8, True)]


def test_a_compound_knows_its_joints() -> None:
    assert [(word.end, word.joints) for word in words("และภาคอุตสาหกรรม")] == [(3, ()), (16, (6,))]


@given(st.one_of(THAI, st.text(max_size=20)))
def test_ends_rise_to_the_length(run: str) -> None:
    ends = segment(run)
    assert all(before < after for before, after in pairwise((0, *ends)))
    assert (ends[-1] if ends else 0) == len(run)


@given(THAI)
def test_no_piece_starts_with_a_sign_or_follows_a_leading_vowel(run: str) -> None:
    for end in segment(run)[:-1]:
        assert run[end] not in "ะัาำิีึืฺุูๅๆฯ็่้๊๋์ํ๎"
        assert run[end - 1] not in "เแโใไ"
        assert not re.match("[ก-ฮ][ิุ]?์", run[end:])


@given(THAI.filter(lambda text: not set(text) & set("ๆฯ")))
def test_a_listed_piece_is_in_the_list(run: str) -> None:
    trie = word_list().trie
    start = 0
    for word in words(run):
        if word.listed:
            assert trie_key(run[start : word.end]) in trie
        start = word.end


def test_the_packed_list_is_whole() -> None:
    packed = word_list()
    assert len(packed.costs) == len(packed.trie) > 60_000
    assert len(packed.joints) > 20
    for compound, joints in packed.joints.items():
        assert trie_key(compound) in packed.trie
        assert [word.joints for word in words(compound)] == [joints], compound
        # A line ends at a joint in need; it must be the end of a word at the least.
        for start, end in pairwise((0, *joints, len(compound))):
            assert trie_key(compound[start:end]) in packed.trie, compound


def test_domain_words_are_packed() -> None:
    lines = (ROOT / "data/words/domain.txt").read_text(encoding="utf-8").splitlines()
    own = [line for line in lines if line and not line.startswith("#")]
    assert len(own) > 20
    assert [word for word in own if trie_key(word) not in word_list().trie] == []


def test_no_name_of_a_place_is_cut() -> None:
    lines = (ROOT / "data/words/places.txt").read_text(encoding="utf-8").splitlines()
    places = [place for line in lines for place in line.partition("#")[0].split()]
    assert len(places) > 600
    assert [place for place in places if len(words(f"ใน{place}และ")) != 3] == []


def test_read_compounds() -> None:
    assert read_compounds("# ก|ข\nภาค|รัฐ # ค\n\nเดี่ยว\nก|ข|ค\n") == {"ภาครัฐ": (3,), "กขค": (1, 2)}


def test_no_latin_letter_is_taken_for_a_thai_one() -> None:
    # The trie's keys are in ASCII; text in ASCII must not find them.
    key = trie_key("การ")
    assert key.isascii()
    assert key in word_list().trie
    assert trie_key(key) not in word_list().trie


def test_packing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "words_th.txt").write_text("กา\nการ\nก็\nไก่ ๆ\nก.ย.\n" + "ก" * 21 + "\n", encoding="utf-8")
    (tmp_path / "tnc_freq.txt").write_text("การ\t90\nไป\t10\n", encoding="utf-8")
    packed = []
    for seed in ("1", "2"):
        output = tmp_path / seed
        output.mkdir()
        command = [sys.executable, str(ROOT / "data/words/pack.py")]
        subprocess.run(
            [*command, "--corpus", str(tmp_path), "--output", str(output)],
            check=True,
            capture_output=True,
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "PYTHONHASHSEED": seed},
        )
        packed.append([(output / file).read_bytes() for file in ("thai.marisa", "thai.costs")])
    assert packed[0] == packed[1]
    # กา, การ and ก็, and our own words; neither the long entry nor those with signs.
    assert len(packed[0][1]) > 50


def test_runs_are_of_thai_letters() -> None:
    text = "ปี Level ๒๕๖๕ ต่าง ๆ 5฿กา"
    assert THAI_RUN.findall(text) == ["ปี", "ต่าง", "ๆ", "กา"]


def test_an_own_word_is_kept_whole() -> None:
    assert len(pieces("บางกรวยพัฒนา")) > 1
    own = own_words(["บางกรวยพัฒนา"])
    assert pieces("และบางกรวยพัฒนาได้", own) == ["และ", "บางกรวยพัฒนา", "ได้"]
    assert [(word.end, word.listed) for word in words("ฌฌฎ", own_words(["ฌฌฎ"]))] == [(3, True)]


def test_an_own_compound_has_its_joints() -> None:
    own = own_words(["เขื่อน|สีเขียว|ใหม่"])
    assert [(word.end, word.joints) for word in words("และเขื่อนสีเขียวใหม่", own)] == [(3, ()), (20, (9, 16))]


def test_own_words_win_over_the_list() -> None:
    assert words("ภาคอุตสาหกรรม")[0].joints == (3,)
    assert words("ภาคอุตสาหกรรม", own_words(["ภาคอุตสาหกรรม"]))[0].joints == ()
    assert words("ภาคอุตสาหกรรม", own_words(["ภาคอุต|สาหกรรม"]))[0].joints == (6,)


@given(RUN, st.sets(THAI.map(lambda text: text + "ฌฌ"), max_size=3))
def test_nothing_changes_where_no_own_word_stands(run: str, entries: set[str]) -> None:
    try:
        own = own_words(entries)
    except ValueError:
        return
    if not any(word in run for word in own.joints):
        assert words(run, own) == words(run)


@given(RUN, st.integers(2, 6), st.integers(2, 6))
def test_any_own_word_is_found_as_it_was_given(letters: str, first: int, second: int) -> None:
    entry = f"{letters[:first]}|{letters[first : first + second]}"
    try:
        own = own_words([entry])
    except ValueError:
        return
    word = entry.replace("|", "")
    assert words(word, own) == ((len(word), True, (first,)),)


def test_two_datasets_do_not_see_each_others_words() -> None:
    first, second = own_words(["บางกรวยพัฒนา"]), own_words(["บางกรวย|พัฒนา"])
    plain = words("บางกรวยพัฒนา")
    assert [word.joints for word in words("บางกรวยพัฒนา", first)] == [()]
    assert [word.joints for word in words("บางกรวยพัฒนา", second)] == [(7,)]
    assert words("บางกรวยพัฒนา") == plain
    assert own_words(["กากแก้ว"]) != own_words(["กากแก้ว"])


@pytest.fixture(scope="module")
def listed() -> dict[str, int]:
    """Each word of the list and what it costs."""
    trie, costs, _ = word_list()
    letters = bytes(byte and byte + 0xA0 & 0xFF for byte in range(256))
    spelt = "\0".join(trie.iterkeys()).encode().translate(letters).decode("cp874").split("\0")
    return {word: costs[trie[trie_key(word)]] for word in spelt}


@given(run=RUN, own=st.none() | st.just(own_words(["กากอุตสาหกรรม", "การ|ภาค", "ฌฌ|กาก"])))
def test_cut_as_the_plain_way_cuts(listed: dict[str, int], run: str, own: OwnWords | None) -> None:
    assert words(run, own) == cut_plainly(run, listed, own)


def test_text_is_cut_as_the_plain_way_cuts(listed: dict[str, int]) -> None:
    text = "".join(
        (ROOT / "tests/facts" / name).read_text(encoding="utf-8") for name in ("line-breaks.txt", "seed.txt")
    )
    runs = THAI_RUN.findall(text.replace("|", "").replace("~", ""))
    assert len(runs) > 100
    assert [run for run in runs if words(run) != cut_plainly(run, listed, None)] == []


LEANING = "(?:[ะ-ฺๅ็-๎]|[ก-ฮ][ิุ]?์)*"


def cut_plainly(run: str, listed: dict[str, int], own: OwnWords | None) -> tuple[Word, ...]:
    """What `words` is to give, found by trying every piece between clusters in a plain dictionary."""
    found: list[Word] = []
    for stretch in re.finditer(f"([^ๆฯ]*)((?:(?:ฯลฯ|ฯพณฯ|[ๆฯ]){LEANING})*)", run):
        letters, signs = stretch.groups()
        for end, known, joints in cheapest(letters, listed, own):
            found.append(Word(stretch.start() + end, known, tuple(stretch.start() + joint for joint in joints)))
        if signs:
            found = [*(found[:-1] if letters else found), Word(stretch.end(), listed=True)]
    return tuple(found)


def cheapest(letters: str, listed: dict[str, int], own: OwnWords | None) -> list[Word]:
    ends = [0, *accumulate(map(len, re.findall(f"(?:[เ-ไ]*[^เ-ไ]|[เ-ไ]+){LEANING}", letters)))]
    joints = {**word_list().joints, **(own.joints if own else {})}
    best: dict[int, tuple[int, list[tuple[Word, bool]]]] = {0: (0, [])}

    def offer(start: int, end: int, price: int, *, known: bool) -> None:
        cost, path = best[start]
        if end not in best or cost + price < best[end][0]:
            inner = joints.get(letters[start:end], ()) if known else ()
            doubtful = not known or price >= {2: 140, 3: 160}.get(end - start, 1000)
            word = Word(end, known, tuple(start + joint for joint in inner))
            best[end] = (cost + price, [*path, (word, doubtful)])

    for start, after in pairwise(ends):
        for end in ends:
            word = letters[start:end]
            if word in listed:
                offer(start, end, listed[word], known=True)
            if own and word in own.joints:
                offer(start, end, 100, known=True)
        offer(start, after, 180 + 40 * (after - start), known=False)
    found: list[Word] = []
    for doubtful, group in groupby(best[len(letters)][1], key=itemgetter(1)):
        alike = [word for word, _ in group]
        found += [Word(alike[-1].end, listed=False)] if doubtful and len(alike) > 1 else alike
    return found


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        (["กากGreen"], "not of Thai letters"),
        (["กาก แก้ว"], "not of Thai letters"),
        (["ต่างๆ"], "not of Thai letters"),
        (["กาก๒"], "not of Thai letters"),
        ([""], "one letter"),
        (["ก"], "one letter"),
        (["กาก|"], "one letter"),
        (["กาก|ก"], "one letter"),
        (["ก" * 21], "one letter, or more than 20"),
        (["ากก"], "cluster"),
        (["กากเ"], "cluster"),
        (["กล|ํากา"], "cluster"),
        (["จันท|ร์กา"], "cluster"),
        (["กาก|แก้ว", "กากแก้ว"], "other joints"),
    ],
)
def test_an_entry_that_makes_no_word_is_refused(entries: list[str], told: str) -> None:
    with pytest.raises(ValueError, match=told) as refused:
        own_words(entries)
    assert str(refused.value).startswith(repr(entries[-1]))


def test_the_same_entry_may_come_again() -> None:
    assert dict(own_words(["กาก|แก้ว", "กาก|แก้ว"]).joints) == {"กากแก้ว": (3,)}
