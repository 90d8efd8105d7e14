"""How people spell the months and the days of the week: in full, short, with and without full stops, amiss."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from gireport.thai.calendar_names import Language, calendar_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Slips that can mean one month only: a letter for another of its sound or shape (ฏ ฎ, ศ ษ ส, พ ภ); พฤกษ-, as in
# the word for trees, for พฤษ-; the silent mark of กุมภาพันธ์ left out or a vowel put under it; a syllable of
# ธันวาคม begun twice. The ending must be the month's own: พฤศจิกาคม is no slip of a letter, and no month.
_MISSPELT = {
    "กุมภาพันธ": 2,
    "กุมภาพันธุ์": 2,
    "กุมพาพันธ์": 2,
    "เมศายน": 4,
    "เมสายน": 4,
    "พฤศภาคม": 5,
    "พฤกษภาคม": 5,
    "กรกฏาคม": 7,
    "พฤษจิกายน": 11,
    "พฤสจิกายน": 11,
    "ธันวามคม": 12,
}
_MORE_SHORT = {"sept": 9, "sept.": 9}
_DAY = "วัน"
_THURSDAY = 3
_MORE_THURSDAYS = ("พฤหัส", "พฤหัสฯ")


def month_number(word: str) -> int | None:
    """The month, 1 to 12, that `word` names in Thai or English, as `tidied` left it; None for any other word."""
    return _months("en" if word.isascii() else "th").get(word)


def weekday_number(word: str) -> int | None:
    """The day of the week that `word` names, 0 for Monday; None for any other word."""
    return _weekdays("en" if word.isascii() else "th").get(word)


@cache
def _months(language: Language) -> dict[str, int]:
    names = calendar_names(language)
    spellings = dict(_spellings(names.months, names.short_months))
    numbers = {spelling: index + 1 for spelling, index in spellings.items()}
    return numbers | (_MISSPELT if language == "th" else _MORE_SHORT)


@cache
def _weekdays(language: Language) -> dict[str, int]:
    names = calendar_names(language)
    if language == "en":
        return dict(_spellings(names.weekdays, names.short_weekdays))
    bare = [name.removeprefix(_DAY) for name in names.weekdays]
    numbers = dict(_spellings(bare, names.short_weekdays)) | dict.fromkeys(_MORE_THURSDAYS, _THURSDAY)
    return numbers | {_DAY + name: number for name, number in numbers.items() if not name.endswith(".")}


def _spellings(full: Sequence[str], short: Sequence[str]) -> Iterator[tuple[str, int]]:
    for index, (name, abbreviation) in enumerate(zip(full, short, strict=True)):
        yield name.lower(), index
        for spelling in _with_and_without_stops(abbreviation.lower().rstrip(".").split(".")):
            yield spelling, index


def _with_and_without_stops(letters: list[str]) -> Iterator[str]:
    """`ก.ย.`, `ก.ย`, `กย.`, `กย`, and with a space after the stop inside."""
    for inner in ("", ".", ". "):
        for end in ("", "."):
            yield inner.join(letters) + end
