"""Whether a contestant's file says what the brief says: prints pages and what is missing, as JSON.

    check.py BRIEF PDF

Every figure in the brief's tables, charts and sentences, and its Latin words, must be in the text of the file as often
as in the brief. Thai words are not compared: not every contestant's Thai can be copied out.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"\d[\d,.]*\d|\d|[A-Za-z]{2,}")


def printed(value: Any, key: str = "") -> Iterator[str]:
    """The words of a brief that stand on its pages, and neither in its properties nor in place of a figure."""
    if isinstance(value, list) and len(value) == 2 and all(isinstance(item, str) for item in value):
        yield value[0]
    elif isinstance(value, list):
        for item in value:
            yield from printed(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from printed(item, name)
    elif key in {"label", "number"}:
        yield value


def main(brief: str, file: str) -> None:
    """Prints the number of pages and the words that are missing."""
    first = json.loads(Path(brief).read_text(encoding="utf-8").splitlines()[0])
    said = Counter(word for text in printed(first["blocks"]) for word in _WORD.findall(text))
    if not said:
        raise SystemExit(f"{brief} has nothing to look for")
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(file)]
    found = Counter(word for page in pages for word in _WORD.findall(page))
    json.dump({"pages": len(pages), "said": said.total(), "missing": sorted((said - found).elements())}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
