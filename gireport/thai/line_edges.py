"""What may not start a line, what may not end one, and which characters are one cluster.

Sources: the prohibitions for Thai that need no dictionary (lists.w3.org, www-international 2011JanMar/0049),
ๆ after its space (github.com/w3c/sealreq/issues/45), UAX #14 for openers and closers, UAX #29 for clusters.
The last is read on the safe side: Python lacks the tables, so what might be one cluster is taken for one.
"""

from __future__ import annotations

import re
import unicodedata

from gireport.thai.words import LEADING_VOWELS, LEANING

# Spaces at which a line may end; U+00A0, U+2007 and U+202F are spaces at which it may not.
SPACES = (
    " \t\n\v\f\r\u0085\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u200b\u2028\u2029\u205f\u3000"
)
NO_BREAK = "\u00a0\u2007\u202f\u2060\ufeff"

OPENERS = "([{<“‘„‚«‹฿$€£¥≥≤≈±"
CLOSERS = ")]}>”’»›,.;:!?…%‰°′″。、๚๛"
NOTE_MARKS = "*†‡§¹²³⁰⁴⁵⁶⁷⁸⁹"
DASHES = "–—/"  # a slash too stays with what stands before it
_STRAIGHT_QUOTES = "\"'"

_NEVER_STARTS = frozenset(CLOSERS + NOTE_MARKS + DASHES + NO_BREAK + "ๆ")
_NEVER_ENDS = frozenset(OPENERS + NO_BREAK + "\u200d")
_LEADING_VOWEL = re.compile(f"[{LEADING_VOWELS}]")
_LEANS_LEFT = re.compile(f"{LEANING}|ฯ(?!พณฯ)")
# Extending characters that are no marks by category: joiners, half-width voicing, skin tones, tags, Lao AM.
_EXTENDS = re.compile("[\u200c\u200d\uff9e\uff9f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f\u0eb3]")
_PREPENDED = re.compile(
    "[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e\U000110bd\U000110cd\U000111c2\U000111c3"
    "\U0001193f\U00011941\U00011a3a\U00011a84-\U00011a89\U00011d46\U00011f02]"
)
_PAIR_IN_CLUSTER = re.compile(
    "\r\n"
    "|[\U0001f1e6-\U0001f1ff]{2}"  # flags
    "|[\u1100-\u115f\ua960-\ua97c][\u1100-\u115f\ua960-\ua97c\uac00-\ud7a3]"  # Hangul, as the next
    "|.[\u1160-\u11ff\ud7b0-\ud7fb]"
)
_VIRAMA_CLASS = 9
_PHINTHU = "\u0e3a"  # of the virama's class, yet it joins nothing: in Thai letters stay apart


def may_start_line(text: str, at: int) -> bool:
    """Whether a line may start with the character `text[at]`, given what stands around it."""
    char = text[at]
    if char in _STRAIGHT_QUOTES:
        # One that follows a space and touches a word opens; any other may be a closer.
        return text[at - 1] in SPACES and text[at + 1 : at + 2].isalnum()
    return char not in _NEVER_STARTS and not _LEANS_LEFT.match(text, at) and not _extends(char)


def may_end_line(text: str, at: int) -> bool:
    """Whether a line may end at offset `at`; spaces there are dropped, so what precedes them counts."""
    last = at - 1
    while last >= 0 and text[last] in SPACES:
        last -= 1
    if last < 0:
        return False
    char = text[last]
    if char in _STRAIGHT_QUOTES:
        return last > 0 and text[last - 1] not in SPACES + OPENERS and text[last + 1] in SPACES
    return char not in _NEVER_ENDS and not _LEADING_VOWEL.match(char)


def in_cluster(text: str, at: int) -> bool:
    """Whether offset `at` (inside `text`) falls within one cluster, or may do so."""
    if _extends(text[at]) or _LEANS_LEFT.match(text, at) or _PAIR_IN_CLUSTER.match(text, at - 1):
        return True
    before = text[at - 1]
    if before == "\u200d" or _PREPENDED.match(before) or _LEADING_VOWEL.match(before):
        return True
    # A virama, whatever marks follow it, binds the next letter.
    while at and _extends(text[at - 1]):
        at -= 1
        if unicodedata.combining(text[at]) == _VIRAMA_CLASS and text[at] != _PHINTHU:
            return True
    return False


def _extends(char: str) -> bool:
    # A character that this Python's Unicode does not know yet may be a mark of a later one.
    category = unicodedata.category(char)
    return category[0] == "M" or category == "Cn" or _EXTENDS.match(char) is not None
