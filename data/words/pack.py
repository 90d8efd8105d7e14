"""Packs the word list that `gireport.thai.words` reads. A maintainer runs it by hand when a list changes.

    pip install pythainlp && python data/words/pack.py

Writes `thai.marisa` and `thai.costs` beside itself; the same lists give the same bytes.
"""

from __future__ import annotations

import argparse
import math
from importlib.util import find_spec
from pathlib import Path

from marisa_trie import Trie

from gireport.thai.suspicion import suspicions
from gireport.thai.words import LONGEST_WORD, NAT, OWN_WORD_COST, WORD_PRICE, read_compounds, trie_key

HERE = Path(__file__).resolve().parent
# Consonants, vowels and marks; the signs ฯ and ๆ are no part of a word here.
THAI_LETTERS = frozenset(map(chr, [*range(0x0E01, 0x0E3B), *range(0x0E40, 0x0E4F)])) - set("ฯๆ")
# The name of a place must win over its parts, บาง and กรวย, but not take letters from the words around it.
PLACE_COST = WORD_PRICE + 12 * NAT
UNSEEN = 0.5  # how often a listed word that the corpus lacks is taken to have been seen


def main() -> None:
    """Reads the lists, writes the two packed files, and says what is in them."""
    parser = argparse.ArgumentParser(description="Pack the Thai word list.")
    parser.add_argument("--corpus", type=Path, help="folder with words_th.txt and tnc_freq.txt (pythainlp's)")
    parser.add_argument("--output", type=Path, default=HERE, help="folder to write to (default: beside this script)")
    arguments = parser.parse_args()

    costs = word_costs(arguments.corpus or installed_corpus())
    trie = Trie([trie_key(word) for word in sorted(costs)], num_tries=1)
    by_id = bytearray(len(costs))
    for word, cost in costs.items():
        by_id[trie[trie_key(word)]] = cost
    trie.save(str(arguments.output / "thai.marisa"))
    (arguments.output / "thai.costs").write_bytes(by_id)
    print(f"{len(costs)} words, costs {min(by_id)} to {max(by_id)}")


def word_costs(corpus: Path) -> dict[str, int]:
    """Every word to pack and its cost."""
    listed = {word for word in lines(corpus / "words_th.txt") if packable(word)}
    seen = {word: int(count) for word, count in (line.split("\t") for line in lines(corpus / "tnc_freq.txt"))}
    total = sum(seen.values())
    costs = {word: WORD_PRICE - round(NAT * math.log((seen.get(word, 0) + UNSEEN) / total)) for word in listed}

    own = {line.partition("#")[0].strip() for line in lines(HERE / "domain.txt")} - {""}
    own |= read_compounds((HERE / "compounds.txt").read_text(encoding="utf-8")).keys()
    places = {word for line in lines(HERE / "places.txt") for word in line.partition("#")[0].split()}
    if refused := sorted(word for word in own | places if not packable(word)):
        raise SystemExit(f"not Thai letters, or more than {LONGEST_WORD} of them: {', '.join(refused)}")
    ours = dict.fromkeys(places, PLACE_COST) | dict.fromkeys(own, OWN_WORD_COST)
    return costs | {word: min(cost, costs.get(word, cost)) for word, cost in ours.items()}


def packable(word: str) -> bool:
    """Whether `word` is of Thai letters only, spelt as Thai can be, and neither a lone letter nor too long."""
    return 1 < len(word) <= LONGEST_WORD and THAI_LETTERS.issuperset(word) and not suspicions(word)


def lines(path: Path) -> list[str]:
    """The lines of a text file without the spaces around them, blank ones left out."""
    return [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def installed_corpus() -> Path:
    """The folder of word lists inside the installed pythainlp, found without importing it."""
    spec = find_spec("pythainlp")
    if spec is None or spec.origin is None:
        raise SystemExit("pythainlp is not installed; install it, or name the folder with --corpus")
    return Path(spec.origin).parent / "corpus"


if __name__ == "__main__":
    main()
