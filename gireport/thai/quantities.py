"""Per cent, percentage points and times: numbers that say what they are, in the words of a report.

Prose says ร้อยละ before the number ("80 per cent" in English), tables and charts say % behind it. What changed
by a part of itself is said in per cent, a difference of two percentages in จุดร้อยละ, and never one for the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple, Self, TypeVar

from gireport.thai.numbers import NumberError, format_number, parse_number
from gireport.thai.rounding import Rounded

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from gireport.thai.calendar_names import Language
    from gireport.thai.digits import Digits
    from gireport.thai.rounding import Bound

QuantityReason = Literal[
    "not-a-percentage",
    "not-points",
    "not-times",
    "not-counted",
    "not-a-range",
    "not-scaled",
    "order",  # of the ends of a range
    "too-small",  # nothing is left of it in the scale asked for
]

SPACES = " \u00a0"
_BOUND_WORDS: Mapping[Language, Mapping[Bound, str]] = {
    "th": {"<": "น้อยกว่า", ">": "มากกว่า"},
    "en": {"<": "less than", ">": "more than"},
}
_BOUNDS: Mapping[str, Bound] = {
    "<": "<",
    ">": ">",
    **{word: bound for words in _BOUND_WORDS.values() for bound, word in words.items()},
}
_MOVED = {"th": ("เพิ่มขึ้น", "ลดลง", "ไม่เปลี่ยนแปลง"), "en": ("increased by ", "decreased by ", "unchanged")}


class QuantityError(ValueError):
    """No quantity of the kind asked for. `reason` is a stable code, `text` what was read or was to be printed."""

    def __init__(self, reason: QuantityReason, text: str) -> None:
        # Everything goes to `args`, so that the error survives the way home from a worker process.
        super().__init__(reason, text)
        self.reason: QuantityReason = reason
        self.text = text

    def __str__(self) -> str:
        return f"{self.reason}: {self.text!r}"


class _Form(NamedTuple):
    """What stands around the number: before it, and after it, where one and more than one may differ."""

    before: str
    one: str
    many: str


class Quantity(Rounded):
    """A number with its kind, and where rounding would hide it, its bound."""

    __slots__ = ()
    _FORMS: ClassVar[Mapping[Language, _Form]]
    _WRITTEN: ClassVar[tuple[tuple[str, str], ...]]
    """What may stand before and after the number when it is read."""
    _REASON: ClassVar[QuantityReason]

    @classmethod
    def parse(cls, text: str) -> Self:
        """The quantity that `text` writes, in any form in which one is printed, in Thai or Arabic digits.

        Raises QuantityError where `text` does not say that it is one, NumberError where its number is none.
        """
        bare = text.strip(SPACES)
        bound: Bound = ""
        for word, sign in _BOUNDS.items():
            if bare.startswith(word):
                bare, bound = bare.removeprefix(word).strip(SPACES), sign
                break
        for before, after in cls._WRITTEN:
            if bare.startswith(before) and bare.endswith(after):
                number = bare.removeprefix(before).removesuffix(after).strip(SPACES)
                return cls(read_within(text, number), bound)
        raise QuantityError(cls._REASON, text)

    def format(self, digits: Digits = "arabic", *, language: Language = "th") -> str:
        """The quantity in words of prose."""
        form = self._FORMS[language]
        words = f"{form.before}{format_number(self, digits)}"
        words += form.one if str(self.copy_abs()) == "1" and not self.bound else form.many
        if not self.bound:
            return words
        # Thai runs on from word to word, and parts a word from a number.
        gap = "" if language == "th" and form.before else " "
        return f"{_BOUND_WORDS[language][self.bound]}{gap}{words}"

    def figure(self, digits: Digits = "arabic") -> str:
        """The number alone, where a head or words around it say its kind: `67.9`, `< 0.1`."""
        # A line does not end between the sign and the number.
        return f"{self.bound}\u00a0{format_number(self, digits)}" if self.bound else format_number(self, digits)

    @property
    def th(self) -> str:
        """In words of Thai prose, in Arabic digits."""
        return self.format(language="th")

    @property
    def en(self) -> str:
        """In words of English prose."""
        return self.format(language="en")


class Percentage(Quantity):
    """So many per cent: `ร้อยละ 80`, `80 per cent`, in tables `80%`."""

    __slots__ = ()
    _FORMS: ClassVar[Mapping[Language, _Form]] = {
        "th": _Form("ร้อยละ ", "", ""),
        "en": _Form("", " per cent", " per cent"),
    }
    _WRITTEN: ClassVar[tuple[tuple[str, str], ...]] = (
        ("ร้อยละ", ""), ("", "%"), ("", "เปอร์เซ็นต์"), ("", "per cent"), ("", "percent"),
    )  # fmt: skip
    _REASON: ClassVar[QuantityReason] = "not-a-percentage"

    def symbol(self, digits: Digits = "arabic") -> str:
        """As tables and charts have it: `67.9%`, `< 0.1%`."""
        return f"{self.figure(digits)}%"


class Change(Percentage):
    """A change in per cent of what was before, which says its direction: `ลดลงร้อยละ 3.0`."""

    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """The change that `text` says in words, negative where it went down. Raises as `parse_moved` does."""
        change = parse_moved(text, Percentage)
        return cls(change, change.bound)

    def format(self, digits: Digits = "arabic", *, language: Language = "th") -> str:
        """`เพิ่มขึ้นร้อยละ 44.2`, `ลดลงร้อยละ 3.0`, `ไม่เปลี่ยนแปลง`; "increased by 44.2 per cent" in English."""
        return moved(Percentage(self, self.bound), digits, language=language)


class Points(Quantity):
    """The difference of two percentages: from 40% to 45% it is 5 points, and an increase by 12.5 per cent."""

    __slots__ = ()
    _FORMS: ClassVar[Mapping[Language, _Form]] = {
        "th": _Form("", " จุดร้อยละ", " จุดร้อยละ"),
        "en": _Form("", " percentage point", " percentage points"),
    }
    _WRITTEN: ClassVar[tuple[tuple[str, str], ...]] = (
        ("", "จุดร้อยละ"), ("", "percentage points"), ("", "percentage point"),
    )  # fmt: skip
    _REASON: ClassVar[QuantityReason] = "not-points"


class Multiple(Quantity):
    """A multiple of what was before: 33,704 is `9.8 เท่า` of 3,422, an increase by 884.9 per cent."""

    __slots__ = ()
    _FORMS: ClassVar[Mapping[Language, _Form]] = {
        "th": _Form("", " เท่า", " เท่า"),
        "en": _Form("", " times", " times"),
    }
    _WRITTEN: ClassVar[tuple[tuple[str, str], ...]] = (("", "เท่า"), ("", "times"))
    _REASON: ClassVar[QuantityReason] = "not-times"


Moving = TypeVar("Moving", Percentage, Points)


def moved(difference: Percentage | Points, digits: Digits = "arabic", *, language: Language = "th") -> str:
    """A difference with its direction in words and no sign: `เพิ่มขึ้น 5.2 จุดร้อยละ`, "unchanged"."""
    up, down, same = _MOVED[language]
    if not difference:
        return same
    gap = " " if language == "th" and isinstance(difference, Points) and not difference.bound else ""
    return f"{down if difference < 0 else up}{gap}{abs(difference).format(digits, language=language)}"


def parse_moved(text: str, kind: type[Moving]) -> Moving:
    """The difference that `text` says as `moved` does: negative where it went down.

    Raises QuantityError where no direction is said, or a sign beside it: ลดลงร้อยละ −3 may mean either. Raises
    NumberError where the number is none.
    """
    bare = text.strip(SPACES)
    for up, down, same in _MOVED.values():
        if bare == same:
            return kind(0)
        for word in (up, down):
            if bare.startswith(word):
                size = kind.parse(bare.removeprefix(word))
                if size <= 0:
                    raise QuantityError(kind._REASON, text)
                return -size if word == down else size
    raise QuantityError(kind._REASON, text)


def read_within(text: str, number: str) -> int | Decimal:
    """The number that stands in `text` among words, with its sign. Raises NumberError, which quotes all of `text`."""
    try:
        return parse_number(number, signed=True)
    except NumberError as error:
        raise NumberError(error.reason, text) from None
