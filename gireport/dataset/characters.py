"""Characters that nobody can see, and so nobody can check: refused in everything that may be printed."""

from __future__ import annotations

import unicodedata

# Cc control (line breaks and tabs too), Cf format (zero width, bidirectional, soft hyphen), Cs surrogates,
# Co private use (old Thai fonts kept shifted marks there), Cn unassigned,
# Zl and Zp line and paragraph separators.
_REFUSED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_SHOWN = 80


def refused(text: str) -> list[str]:
    """The characters of `text` that may not stand in data, each once, in order of code point."""
    # Python calls printable all but these and the separators, so most text needs no second look.
    if text.isprintable():
        return []
    return sorted(character for character in set(text) if unicodedata.category(character) in _REFUSED)


def code_point(character: str) -> str:
    """A character as people look it up, such as "U+202E RIGHT-TO-LEFT OVERRIDE"."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()


def shown(text: str) -> str:
    """`text` as a message may show it: cut to a readable length, every refused character as its escape."""
    cut = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return "".join(
        f"\\u{ord(character):04x}" if unicodedata.category(character) in _REFUSED else character for character in cut
    )
