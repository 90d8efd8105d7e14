"""How far the ink of a text reaches from its baseline, by its characters."""

from __future__ import annotations

import re

# In em, measured in Sarabun. Above the baseline: letters and figures, Thai with one mark, stacked marks; below it:
# commas and brackets, a vowel or the tail of a letter, both.
_PLAIN, _MARKED, _STACKED = 0.78, 1.04, 1.26
_SHALLOW, _LOW, _DEEP = 0.24, 0.36, 0.55
_VOWELS, _TONES = "\u0e31\u0e34-\u0e37\u0e47", "\u0e48-\u0e4e"
_TAILS, _VOWELS_BELOW = "\u0e0d-\u0e10\u0e24\u0e26", "\u0e38-\u0e3a"
_ABOVE = re.compile(f"[{_VOWELS}{_TONES}\u0e1b\u0e1d\u0e1f\u0e2c\u0e33\u0e42-\u0e44\u00c0-\u00dd\u0300-\u036f]")
_TWICE_ABOVE = re.compile(f"[{_VOWELS}][{_TONES}]|[{_TONES}]\u0e33")
_BELOW = re.compile(f"[{_TAILS}{_VOWELS_BELOW}]")
_TWICE_BELOW = re.compile(f"[{_TAILS}][{_VOWELS_BELOW}]")


def ink(text: str, size: float) -> tuple[float, float]:
    """How far the ink of a text may reach above and below its baseline, in points at `size` points."""
    above = _STACKED if _TWICE_ABOVE.search(text) else _MARKED if _ABOVE.search(text) else _PLAIN
    below = _DEEP if _TWICE_BELOW.search(text) else _LOW if _BELOW.search(text) else _SHALLOW
    return above * size, below * size
