"""Whether a query is one SELECT statement, judged so that a doubt is a refusal."""

from __future__ import annotations

import re

# Blanks, brackets and comments that may stand before the first word.
_BEFORE = re.compile(r"(?:[\s(]+|--[^\n]*(?:\n|$)|/\*(?:(?!/\*).)*?\*/)*", re.DOTALL)
_WORD = re.compile("[A-Za-z]+")
_READS = frozenset({"SELECT", "WITH", "VALUES"})


def one_select(query: str) -> str | None:
    """The statement without its closing semicolon; None unless it is one statement that reads.

    A semicolon anywhere else is refused, within quotes too: what ends a statement differs between databases. That
    nothing is written all the same is for the transaction to see to.
    """
    statement = query.strip().removesuffix(";").rstrip()
    before = _BEFORE.match(statement)
    word = _WORD.match(statement, before.end() if before else 0)
    if ";" in statement or "\0" in statement or word is None or word[0].upper() not in _READS:
        return None
    return statement
