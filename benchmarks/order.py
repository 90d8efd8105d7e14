"""What ordering, identity and suspicion cost: prints the microseconds of each a text, on every word of the list.

PYTHONPATH=. python benchmarks/order.py
"""

from __future__ import annotations

import json
from time import perf_counter
from typing import TYPE_CHECKING

from gireport.thai.collation import collation_key
from gireport.thai.identity import identity_key
from gireport.thai.provinces import ProvinceError, find_province, provinces
from gireport.thai.suspicion import suspicions
from gireport.thai.words import word_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROUNDS = 5


def main() -> None:
    """Measures each function and prints the best of five rounds."""
    words = [bytes(byte + 0xA0 for byte in key.encode("ascii")).decode("cp874") for key in word_list().trie.iterkeys()]
    names = [province.th for province in provinces()] * 100
    slips = [name + "ง" for name in names[:77]]
    figures = {
        "words": len(words),
        "code point sort": best(lambda: sorted(words), len(words)),
        "collation_key sort": best(lambda: sorted(words, key=collation_key), len(words)),
        "identity_key": best(lambda: each(identity_key, words), len(words)),
        "suspicions": best(lambda: each(suspicions, words), len(words)),
        "find_province": best(lambda: each(find_province, names), len(names)),
        "find_province, misspelt as before": best(lambda: each(refuse, slips), len(slips)),
    }
    print(json.dumps(figures, indent=2))


def best(measured: Callable[[], object], count: int) -> float:
    """Microseconds a text, in the fastest of some rounds."""
    seconds = []
    for _ in range(ROUNDS):
        start = perf_counter()
        measured()
        seconds.append(perf_counter() - start)
    return round(min(seconds) / count * 1e6, 2)


def each(function: Callable[[str], object], texts: Iterable[str]) -> None:
    """Calls `function` for every text."""
    for text in texts:
        function(text)


def refuse(text: str) -> None:
    """Looks for a province that is not there, and for what was meant."""
    try:
        find_province(text)
    except ProvinceError:
        return
    raise AssertionError(text)


if __name__ == "__main__":
    main()
