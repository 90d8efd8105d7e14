"""Where another program would end the lines of Thai text.

    cut.py ENGINE < LINES

Reads a JSON list of lines and prints, as JSON, the program's version and the offsets it offers in each line. It runs in
an environment of its own and imports nothing of gireport.
"""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Cut = Callable[[str], list[int]]


def pyicu() -> tuple[str, Cut]:
    """ICU's line breaker as PyICU has it."""
    import icu

    breaker = icu.BreakIterator.createLineInstance(icu.Locale("th"))

    def cut(line: str) -> list[int]:
        breaker.setText(line)
        return list(breaker)

    return f"ICU {icu.ICU_VERSION}", cut


def icu4py() -> tuple[str, Cut]:
    """ICU's line breaker as icu4py has it."""
    from icu4py.breakers import LineBreaker

    return f"icu4py {version('icu4py')}", lambda line: [end for _, end in LineBreaker(line, "th").segments()]


def newmm() -> tuple[str, Cut]:
    """The usual segmenter of pythainlp."""
    from pythainlp.tokenize import word_tokenize

    return f"newmm {version('pythainlp')}", lambda line: _ends(line, word_tokenize(line, engine="newmm"))


def newmm_with_ours() -> tuple[str, Cut]:
    """The same with gireport's own words added to its list: what the words do without the rest."""
    from pythainlp.corpus import thai_words
    from pythainlp.tokenize import word_tokenize
    from pythainlp.util import dict_trie

    listed = set(thai_words())
    for name in ("domain.txt", "compounds.txt", "places.txt"):
        for line in (Path(__file__).parents[2] / "data" / "words" / name).read_text(encoding="utf-8").splitlines():
            listed.update(line.partition("#")[0].replace("|", "").split())
    trie = dict_trie(listed)
    return "newmm, our words", lambda line: _ends(line, word_tokenize(line, engine="newmm", custom_dict=trie))


def nlpo3() -> tuple[str, Cut]:
    """The same in Rust, with pythainlp's list of words."""
    from nlpo3 import load_dict, segment

    found = find_spec("pythainlp")
    assert found
    assert found.origin
    load_dict(str(Path(found.origin).parent / "corpus" / "words_th.txt"), "th")
    return f"nlpo3 {version('nlpo3')}", lambda line: _ends(line, segment(line, "th"))


def _ends(line: str, words: list[str]) -> list[int]:
    assert "".join(words) == line
    return list(accumulate(map(len, words)))


ENGINES = {"pyicu": pyicu, "icu4py": icu4py, "newmm": newmm, "newmm-ours": newmm_with_ours, "nlpo3": nlpo3}


def main(engine: str) -> None:
    """Cuts the lines on standard input."""
    name, cut = ENGINES[engine]()
    json.dump([name, [cut(line) for line in json.load(sys.stdin)]], sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
