"""The fonts of a file that is read back: whether they are inside, and what text their codes stand for."""

from __future__ import annotations

import re
from typing import Any

from gireport.pdf.tagged import Font

_BFCHAR = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_BFRANGE = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_TRIPLE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<[0-9A-Fa-f]+>|\[[^\]]*\])")


def used_font(font: Any, codes: set[int]) -> Font:
    """A font of pikepdf, of which these codes are shown."""
    inner = font["/DescendantFonts"][0] if "/DescendantFonts" in font else font
    descriptor = inner.get("/FontDescriptor", {})
    embedded = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    mapped = _mapped(font["/ToUnicode"].read_bytes()) if "/ToUnicode" in font else set[int]()
    remapped = "/DescendantFonts" in font and inner.get("/CIDToGIDMap", "/Identity") != "/Identity"
    return Font(str(font.get("/BaseFont", "")).lstrip("/"), embedded, tuple(sorted(codes - mapped)), remapped)


def _mapped(cmap: bytes) -> set[int]:
    """The codes that the map gives a text to."""
    mapped = {int(code, 16) for block in _BFCHAR.findall(cmap) for code, text in _PAIR.findall(block) if text}
    for block in _BFRANGE.findall(cmap):
        for first, last in _TRIPLE.findall(block):
            mapped.update(range(int(first, 16), min(int(last, 16), 0xFFFF) + 1))
    return mapped
