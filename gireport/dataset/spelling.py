"""Which known word somebody probably meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gireport.dataset.characters import shown

if TYPE_CHECKING:
    from collections.abc import Collection


def nearest(word: str, known: Collection[str], alike: float = 0.6) -> str | None:
    """The one of `known` that is spelt most like `word`, or None where none is alike, by difflib's measure of it."""
    # Costs more to import than a dataset takes to read, and only a slip of the keyboard needs it.
    from difflib import get_close_matches

    close = get_close_matches(word.casefold(), sorted(known), n=1, cutoff=alike)
    return close[0] if close else None


def unknown_word(code: str, word: str, known: Collection[str]) -> tuple[str, dict[str, object]]:
    """How to say that `word` is none of `known`: `code-near` with the nearest, else `code` with them all."""
    near = nearest(word, known)
    if near:
        return f"{code}-near", {"value": shown(word), "near": near}
    return code, {"value": shown(word), "known": ", ".join(known)}
