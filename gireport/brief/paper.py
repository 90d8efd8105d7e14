"""The papers that a brief may be set on.

A4 is what Thai offices print and file (ISO 216). A3 holds a table or chart to be put on a wall. Letter (ANSI Y14.1) is
for readers abroad whose printers have nothing else. Smaller papers are left out: in official sizes of type a column of
A5 has no room for a table of years.
"""

from __future__ import annotations

from typing import Literal

Paper = Literal["", "a4", "a4-landscape", "a3", "a3-landscape", "letter", "letter-landscape"]
"""Empty where it is the theme's."""
_UPRIGHT = {"a4": (210.0, 297.0), "a3": (297.0, 420.0), "letter": (215.9, 279.4)}
PAPERS: dict[str, tuple[float, float]] = {
    name: size
    for upright, (width, height) in _UPRIGHT.items()
    for name, size in ((upright, (width, height)), (f"{upright}-landscape", (height, width)))
}
"""Width and height of each, in millimetres."""
