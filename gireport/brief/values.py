"""Values on their way from the data into a brief, and the opaque marks that stand for them meanwhile.

Jinja never prints a value: it prints a mark, Markdown and TOML are parsed with the marks in place, and only then does
a value take its mark's place, as plain text or as a typed setting. So no data can become markup or a setting.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from gireport.brief.phrases import PHRASES, THAI
from gireport.dataset.counts import Partial
from gireport.dataset.table import Mark
from gireport.records import dataclass
from gireport.thai.digits import Digits, in_digits
from gireport.thai.numbers import format_number
from gireport.thai.quantities import Quantity
from gireport.thai.rounding import Rounded
from gireport.thai.years import BEYear, FiscalYear

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gireport.thai.written import Calendar

# Noncharacters: Unicode keeps them for a program's inner use, templates and data with them are refused.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
MARK_PATTERN = f"{_OPEN}([0-9]+){_CLOSE}"
_MARK = re.compile(MARK_PATTERN)
MARK_CHARACTERS = frozenset((_OPEN, _CLOSE))
NONE_SIGN = "–"
_TOO_LARGE = 10**100
NOT_KNOWN = THAI.not_known

Year = FiscalYear | BEYear
Series = Mapping[Year, int | Decimal | Mark]


class Sourced(str):
    """A text of the data that knows where it stands there, such as "indicators.csv:5", and where somebody said so, in
    which language it is.
    """

    __slots__ = ("language", "origin")
    language: str
    origin: str

    @classmethod
    def at(cls, text: str, origin: str, language: str = "") -> Sourced:
        """The text with its origin; without a language, its script tells."""
        sourced = cls(text)
        sourced.origin, sourced.language = origin, language
        return sourced


class InDigits(str):
    """A text whose digits stay in the script they are in."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Undetermined:
    """The answer where a figure cannot be reckoned: from none, or, where `reason` says so, from what is not known.

    It is false, and it is no number: to compare it, or to reckon with it, is a TypeError.
    """

    reason: Mark

    def __bool__(self) -> bool:
        return False

    @property
    def th(self) -> str:
        """What Thai prose prints."""
        return NONE_SIGN if self.reason is Mark.NONE else PHRASES["th"].not_known

    @property
    def en(self) -> str:
        """What English prose prints."""
        return NONE_SIGN if self.reason is Mark.NONE else PHRASES["en"].not_known


class Reference(NamedTuple):
    """A mention of a table or figure by its id; it prints as the label that it comes to have."""

    id: str


class UnprintableError(ValueError):
    """A value that is no text, number or year was to be printed."""


class UnknownWordError(LookupError):
    """An expression named a table or column that is not there: the word, and those that there are."""

    def __init__(self, word: str, known: Iterable[str]) -> None:
        super().__init__(word)
        self.word, self.known = str(word), tuple(known)


class Marked(NamedTuple):
    """A value under its mark, and the line of the template that prints it where that is known."""

    value: object
    line: int | None


class Marks:
    """The values of one rendering, each under its mark; `calendar` is that of the years printed, `not_known` what is
    printed for a count that is not.
    """

    def __init__(self, calendar: Calendar = "be", not_known: str = NOT_KNOWN) -> None:
        self.calendar: Calendar = calendar
        self.not_known = not_known
        self._values: list[object] = []
        self._lines: dict[int, int] = {}

    def put(self, value: object) -> str:
        """A mark that stands for `value`."""
        self._values.append(value)
        return f"{_OPEN}{len(self._values) - 1}{_CLOSE}"

    def note_line(self, mark: str, line: int) -> None:
        """Says on which line of the template the expression stands that printed `mark`."""
        self._lines[int(mark[1:-1])] = line

    def parts(self, text: str) -> Iterator[str | Marked]:
        """The literal text and the values of `text`, in order."""
        at = 0
        for match in _MARK.finditer(text):
            if match.start() > at:
                yield text[at : match.start()]
            yield Marked(self._values[int(match[1])], self._lines.get(int(match[1])))
            at = match.end()
        if at < len(text):
            yield text[at:]

    def settle(self, setting: object) -> object:
        """A TOML setting with its marks resolved: a text that is one mark becomes the value itself."""
        if isinstance(setting, str) and (match := _MARK.fullmatch(setting.strip())):
            return self._values[int(match[1])]
        return setting


def has_mark(setting: object) -> bool:
    """Whether a setting is a text with a mark in it."""
    return isinstance(setting, str) and _MARK.search(setting) is not None


def printed(value: object, digits: Digits, calendar: Calendar = "be", not_known: str = NOT_KNOWN) -> str:
    """A value as it is printed, a year by its number in `calendar`.

    Raises UnprintableError for what is no text, number, year, sum, mark of a count or open answer.
    """
    match value:
        case bool():
            raise UnprintableError(str(value))
        case Quantity() | Partial():
            return value.figure(digits)
        case Rounded() if value.bound:
            return f"{value.bound}\u00a0{format_number(value, digits)}"
        case int() if abs(value) >= _TOO_LARGE:
            # Longer than Python writes out; nothing that is counted comes near.
            raise UnprintableError("int")
        case int() | Decimal():
            return format_number(value, digits)
        case FiscalYear() | BEYear():
            return in_digits(str(value.be if calendar == "be" else value.ce), digits)
        case Mark.NONE:
            return NONE_SIGN
        case Mark.UNKNOWN:
            return not_known
        case Undetermined():
            return NONE_SIGN if value.reason is Mark.NONE else not_known
        case InDigits():
            return str(value)
        case str():
            return in_digits(str(value), digits)
        case _:
            raise UnprintableError(type(value).__name__)
