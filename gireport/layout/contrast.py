"""How well one colour can be told from another (WCAG 2.2, "relative luminance" and "contrast ratio")."""

from __future__ import annotations

from functools import cache

PAPER = "#FFFFFF"
TEXT_CONTRAST = 4.5
"""The least between a text of any size and what is behind it (1.4.3)."""


@cache
def luminance(colour: str) -> float:
    """Relative luminance of "#RRGGBB", from 0 (black) to 1 (white)."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 (the same) to 21 (black and white)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)
