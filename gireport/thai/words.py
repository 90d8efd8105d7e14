"""Words of Thai, which writes no spaces between them: the likeliest cut of a run of letters into words.

Unigram Viterbi over a list of words with costs (`data/words`, packed by `pack.py` there). A cut may only fall
between character clusters; what the list does not cover becomes a piece that says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from itertools import accumulate
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from gireport.assets import asset

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from marisa_trie import Trie

LEADING_VOWELS = "เ-ไ"
# Signs that belong to what stands before them: vowels after, above and below, tone marks and so on.
DEPENDENT_SIGNS = "ะ-ฺๅ็-๎"
_LETTERS = "ก-ฮะ-ฺเ-ๅ็-๎"
# What never stands apart from the letter before it: those, and a consonant silenced by thanthakhat, as in จันทร์.
LEANING = f"(?:[{DEPENDENT_SIGNS}]|[ก-ฮ][ิุ]?์)"
# LEANING* unrolled, and nothing given back: in this form a run is cut a quarter faster.
_CLUSTER = re.compile(
    f"(?:[{LEADING_VOWELS}]*+[^{LEADING_VOWELS}]|[{LEADING_VOWELS}]+)"
    f"[{DEPENDENT_SIGNS}]*+(?:[ก-ฮ][ิุ]?์[{DEPENDENT_SIGNS}]*+)*+"
)
# Repetition and abbreviation signs end a word and never start one; ฯลฯ and ฯพณฯ are single signs in this.
_SIGNS = f"(?:(?:ฯลฯ|ฯพณฯ|[ๆฯ]){LEANING}*)*"
_STRETCH = re.compile(f"([^ๆฯ]*)({_SIGNS})")
THAI_RUN = re.compile(f"[{_LETTERS}ๆฯ]+")
_ONLY_LETTERS = re.compile(f"[{_LETTERS}]*")
_NEVER_FREE = re.compile(f"^{LEANING}|[{LEADING_VOWELS}]$")

# Costs are in tenths of a nat, so that one fits a byte: -log p, and a price for being a word at all, without
# which rare long words lose to strings of frequent short ones.
NAT = 10
WORD_PRICE = 6 * NAT
# Words that a project or a dataset brings are counted in no corpus. Its reports speak of them, so they cost as little
# as common ones.
OWN_WORD_COST = WORD_PRICE + 4 * NAT
# Two rare words of two or three letters beside each other are pieces of a name that the list lacks, as โค and ริ are of
# โคริ: so it was 334 times in 339 in 1,000 sentences of news (UD Thai-PUD).
_SHORT = 3  # letters
_RARE = (0, 0, 14 * NAT, 16 * NAT)  # what a word of so many letters costs that is rare
_UNLISTED_PRICE = 18 * NAT
_UNLISTED_LETTER = 4 * NAT
LONGEST_WORD = 20  # letters; the list's longer entries are sayings and titles, too long for a table's cell

_CACHED_RUNS = 16_384
_UNREACHED = 1 << 30
_NO_CUT = -1
# TIS-620 has Thai from 0xA1 on; moved down into ASCII, a letter is one byte of the trie's UTF-8, not three.
_KEY_BYTES = bytes(byte - 0xA0 if byte > 0xA0 else 0x7F for byte in range(256))


class Word(NamedTuple):
    """A piece of a run: where it ends, whether the list has it, and where within it a compound may be parted.

    All offsets are in characters from the start of the run.
    """

    end: int
    listed: bool
    joints: tuple[int, ...] = ()


# What the constructor of a named tuple comes to, in half the time: as many are made as there are words.
_listed = partial(tuple.__new__, Word)


class WordList(NamedTuple):
    """The packed list: `costs[id]` is what the word with that id in `trie` costs; the joints of compounds."""

    trie: Trie
    costs: bytes
    joints: dict[str, tuple[int, ...]]


@dataclass(frozen=True, eq=False)
class OwnWords:
    """The words that one dataset brings, made by `own_words`; two of these are never equal, whatever is in them."""

    joints: Mapping[str, tuple[int, ...]]
    """Each word, with the offsets of its joints."""
    by_start: Mapping[str, tuple[str, ...]] = field(repr=False)
    """The same words by their first two letters."""


def own_words(entries: Iterable[str]) -> OwnWords:
    """The words of `entries`, of which `|` marks the joints: `กาก|อุตสาหกรรม` may be parted in need, a plain one never.

    Raises ValueError, naming the entry, where one is not of Thai letters only, has a part of one letter or of more than
    `LONGEST_WORD`, cannot be parted there or stand alone, or comes again with other joints.
    """
    joints: dict[str, tuple[int, ...]] = {}
    for entry in entries:
        _check_entry(entry)
        parts = entry.split("|")
        word, inner = "".join(parts), tuple(accumulate(map(len, parts[:-1])))
        if joints.setdefault(word, inner) != inner:
            raise ValueError(f"{entry!r}: given before with other joints")
    by_start: dict[str, list[str]] = {}
    for word in joints:
        by_start.setdefault(word[:2], []).append(word)
    starts = {start: tuple(found) for start, found in by_start.items()}
    return OwnWords(MappingProxyType(joints), MappingProxyType(starts))


def _check_entry(entry: str) -> None:
    for part in entry.split("|"):
        if not _ONLY_LETTERS.fullmatch(part):
            raise ValueError(f"{entry!r}: not of Thai letters only")
        if not 1 < len(part) <= LONGEST_WORD:
            raise ValueError(f"{entry!r}: a part has one letter, or more than {LONGEST_WORD}")
    # What no cut can set free would never be found: a sign without its letter, a vowel without the consonant after it.
    word = entry.replace("|", "")
    cuts = set(accumulate(map(len, _CLUSTER.findall(word))))
    ends = set(accumulate(map(len, entry.split("|"))))
    if not ends <= cuts or _NEVER_FREE.search(word):
        raise ValueError(f"{entry!r}: begins, ends or is parted within a syllable's cluster")


def segment(text: str, own: OwnWords | None = None) -> tuple[int, ...]:
    """The word ends of a run of Thai letters, in rising order; the last is its length."""
    return tuple(word.end for word in words(text, own))


@lru_cache(maxsize=_CACHED_RUNS)
def words(run: str, own: OwnWords | None = None) -> tuple[Word, ...]:
    """The words of a run of Thai letters, those of `own` among them. The last runs seen are remembered."""
    if "ๆ" not in run and "ฯ" not in run:  # as most runs are
        return tuple(_cut(run, 0, own))
    found: list[Word] = []
    for stretch in _STRETCH.finditer(run):
        letters, signs = stretch.groups()
        if letters:
            found += _cut(letters, stretch.start(), own)
        if signs:
            if letters:
                found.pop()
            # What stands before a sign is a word, listed or not.
            found.append(Word(stretch.end(), listed=True))
    return tuple(found)


def trie_key(text: str) -> str:
    """`text` as the trie spells it; a character that is not Thai becomes one that no key has."""
    return text.encode("cp874", "replace").translate(_KEY_BYTES).decode("ascii")


@cache
def word_list() -> WordList:
    """The bundled list. Raises RuntimeError where its two files were not packed together."""
    from marisa_trie import Trie

    folder = asset("data", "words")
    trie = Trie()
    # Not `mmap` or `load`: on Windows they cannot open a path with Thai letters, such as a user's own name.
    trie.frombytes((folder / "thai.marisa").read_bytes())
    costs = (folder / "thai.costs").read_bytes()
    if len(costs) != len(trie):
        raise RuntimeError(f"{folder}: {len(trie)} words but {len(costs)} costs; run pack.py")
    return WordList(trie, costs, read_compounds((folder / "compounds.txt").read_text(encoding="utf-8")))


def read_compounds(text: str) -> dict[str, tuple[int, ...]]:
    """Each compound of a list that marks joints by `|`, with its joints' offsets; `#` starts a comment."""
    compounds = {}
    for line in text.splitlines():
        parts = line.partition("#")[0].strip().split("|")
        if len(parts) > 1:
            compounds["".join(parts)] = tuple(len("".join(parts[:n])) for n in range(1, len(parts)))
    return compounds


def _cut(letters: str, offset: int, own: OwnWords | None) -> list[Word]:
    """The cheapest way through `letters`, by dynamic programming over cluster boundaries."""
    trie, costs, _ = word_list()
    prefixes = trie.iter_prefixes_with_ids
    key = trie_key(letters)
    cuts = list(accumulate(map(len, _CLUSTER.findall(letters))))

    # best[i] is the least cost of letters[:i]; where no cut may fall, it starts below all costs and stays.
    best = [_NO_CUT] * (len(letters) + 1)
    for cut in cuts:
        best[cut] = _UNREACHED
    best[0] = 0
    came_from = [0] * (len(letters) + 1)  # start of the last piece; its complement (~) if unlisted
    start = 0
    for cut in cuts:
        so_far = best[start]
        for word, number in prefixes(key[start : start + LONGEST_WORD]):
            end = start + len(word)
            cost = so_far + costs[number]
            if cost < best[end]:
                best[end] = cost
                came_from[end] = start
        if own is not None:
            for word in own.by_start.get(letters[start : start + 2], ()):
                end = start + len(word)
                if letters.startswith(word, start) and so_far + OWN_WORD_COST < best[end]:
                    best[end] = so_far + OWN_WORD_COST
                    came_from[end] = start
        cost = so_far + _UNLISTED_PRICE + _UNLISTED_LETTER * (cut - start)
        if cost < best[cut]:
            best[cut] = cost
            came_from[cut] = ~start
        start = cut
    return _pieces(letters, offset, best, came_from, own)


def _pieces(letters: str, offset: int, best: list[int], came_from: list[int], own: OwnWords | None) -> list[Word]:
    """The words of the way that `came_from` tells, end by end, in a run where `letters` start at `offset`."""
    joints = word_list().joints
    pieces: list[Word] = []
    in_name = False  # whether what was last put down is, or may be, a part of a name
    end = len(letters)
    while end:
        start = came_from[end]
        listed = start >= 0
        rare = listed and end - start <= _SHORT and best[end] - best[start] >= _RARE[end - start]
        if in_name and (rare or not listed):
            pieces[-1] = Word(pieces[-1].end, False)  # one piece with it
        elif listed:
            word = letters[start:end]
            inner = own.joints[word] if own and word in own.joints else joints.get(word)
            at = tuple([offset + start + joint for joint in inner]) if inner else ()
            pieces.append(_listed((offset + end, True, at)))
        else:
            pieces.append(Word(offset + end, False))
        in_name = rare or not listed
        end = start if listed else ~start
    pieces.reverse()
    return pieces
