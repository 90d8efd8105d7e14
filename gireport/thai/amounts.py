"""Counted things, ranges, and large numbers in millions, as a report writes them."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from gireport.thai.numbers import format_number
from gireport.thai.quantities import SPACES, QuantityError, read_within
from gireport.thai.rounding import DEFAULT_ROUNDING, rounded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gireport.thai.calendar_names import Language
    from gireport.thai.digits import Digits
    from gireport.thai.rounding import Rounding

Counted = Literal["certificate", "establishment", "estate", "factory", "person", "project"]
Scale = Literal["million", "billion"]


class Unit(NamedTuple):
    """What one counts in: the Thai classifier, and the English noun for one and for any other number."""

    classifier: str
    singular: str
    plural: str


# Used only where the data states no unit of its own. Certificates are documents, so ฉบับ and not ใบ, which also
# means sheet; establishments are ราย, as in the source of the bundled data, and places such as estates แห่ง.
CLASSIFIERS: Mapping[Counted, Unit] = {
    "certificate": Unit("ฉบับ", "certificate", "certificates"),
    "establishment": Unit("ราย", "establishment", "establishments"),
    "estate": Unit("แห่ง", "estate", "estates"),
    "factory": Unit("โรง", "factory", "factories"),
    "person": Unit("คน", "person", "people"),
    "project": Unit("โครงการ", "project", "projects"),
}

_POWERS: Mapping[Scale, int] = {"million": 6, "billion": 9}
_SCALE_WORDS: Mapping[Language, Mapping[Scale, str]] = {
    "th": {"million": "ล้าน", "billion": "พันล้าน"},
    "en": {"million": "million", "billion": "billion"},
}
_SCALES = {word: scale for words in _SCALE_WORDS.values() for scale, word in words.items()}
_ABOUT: Mapping[Language, str] = {"th": "ประมาณ", "en": "about"}
_DASH = re.compile("[-–]")
_FIGURES = "[-\u22120-9๐-๙.,]+"
_COUNTED = re.compile(f"(?P<number>{_FIGURES})[{SPACES}]+(?P<unit>[^{SPACES}0-9๐-๙].*)")
# A scale before another scale (ล้านล้าน) is a number of its own, not a unit.
_SCALED = re.compile(
    f"(?P<about>{'|'.join(_ABOUT.values())})?[{SPACES}]*(?P<number>{_FIGURES})[{SPACES}]*(?P<scale>{'|'.join(_SCALES)})"
    f"(?![{SPACES}]*(?:ร้อย|พัน|หมื่น|แสน|ล้าน|{'|'.join(_SCALES)}))[{SPACES}]*(?P<unit>(?:[^{SPACES}0-9๐-๙].*)?)"
)


class Amount(NamedTuple):
    """A number and what it counts or measures, in the words that stand behind it."""

    number: int | Decimal
    unit: str


class Scaled(NamedTuple):
    """A number written in millions or billions, whether it is said to be rounded, and its unit, empty for none."""

    number: int | Decimal
    is_about: bool
    unit: str


def format_counted(
    number: int | Decimal, counted: Counted, digits: Digits = "arabic", *, stated: str = "", language: Language = "th"
) -> str:
    """`1,172 ฉบับ`, "1 certificate", "2 certificates"; a unit that the data states stands as it is stated.

    Raises NumberError for a number that is not finite.
    """
    unit = CLASSIFIERS[counted]
    english = unit.singular if str(number) in ("1", "-1") else unit.plural
    return f"{format_number(number, digits)} {stated or (unit.classifier if language == 'th' else english)}"


def parse_counted(text: str) -> Amount:
    """The number and the unit of `1,172 ฉบับ`; whether the unit is right is not this room's to say.

    Raises QuantityError ("not-counted") where they are not parted by a space, NumberError where the number is
    none.
    """
    match = _COUNTED.fullmatch(text.strip(SPACES))
    if match is None:
        raise QuantityError("not-counted", text)
    return Amount(read_within(text, match["number"]), match["unit"])


def format_range(low: int | Decimal, high: int | Decimal, digits: Digits = "arabic") -> str:
    """`23 – 29`, or `23` where both are equal; the space before the dash is U+00A0: a line ends only after it.

    Raises QuantityError ("order") where `low` is above `high`, NumberError for what is not finite.
    """
    first, last = format_number(low, digits), format_number(high, digits)
    if low > high:
        raise QuantityError("order", f"{first}\u00a0– {last}")
    return first if low == high else f"{first}\u00a0– {last}"


def parse_range(text: str) -> tuple[int | Decimal, int | Decimal]:
    """The ends of the range that `text` writes with a hyphen or an en dash; twice the same for a single number.

    A minus is U+2212 here, since a hyphen is the dash. Raises QuantityError, "not-a-range" for more ends than
    two, "order" where the first is above the last; NumberError where an end is no number.
    """
    ends = _DASH.split(text.strip(SPACES))
    if len(ends) > 2:
        raise QuantityError("not-a-range", text)
    low, high = (read_within(text, end.strip(SPACES)) for end in (ends[0], ends[-1]))
    if low > high:
        raise QuantityError("order", text)
    return low, high


def format_scaled(
    number: int | Decimal,
    scale: Scale,
    digits: Digits = "arabic",
    *,
    places: int | None = None,
    rounding: Rounding = DEFAULT_ROUNDING,
    unit: str = "",
    language: Language = "th",
) -> str:
    """`1.24 ล้านตัน`, exact with as many decimals as that takes; with `places`, rounded to so many.

    What rounding changed is said to be rounded: `ประมาณ 1.2 ล้านตัน`, "about 1.2 million tonnes". Raises
    QuantityError ("too-small") where rounding leaves nothing of it, NumberError for what is not finite.
    """
    written = format_number(number)
    exact = Fraction(number) / 10 ** _POWERS[scale]
    shown = _shortest(exact, _POWERS[scale] + _places(number)) if places is None else rounded(exact, places, rounding)
    if number and not shown:
        raise QuantityError("too-small", written)
    about = f"{_ABOUT[language]} " if shown != exact else ""
    gap = " " if unit and language == "en" else ""
    return f"{about}{format_number(shown, digits)} {_SCALE_WORDS[language][scale]}{gap}{unit}"


def parse_scaled(text: str) -> Scaled:
    """The number that `text` writes in millions or billions, in full: 1.24 ล้าน is 1,240,000.

    Raises QuantityError ("not-scaled") where no such scale follows the number or another one follows it,
    NumberError where the number is none.
    """
    match = _SCALED.fullmatch(text.strip(SPACES))
    if match is None:
        raise QuantityError("not-scaled", text)
    exact = Fraction(read_within(text, match["number"])) * 10 ** _POWERS[_SCALES[match["scale"]]]
    places = len(match["number"])
    number = int(exact) if exact.denominator == 1 else _shortest(exact, places)
    return Scaled(number, match["about"] is not None, match["unit"])


def _shortest(exact: Fraction, places: int) -> Decimal:
    """A number of at most `places` decimals without the zeros at their end."""
    while places and exact * 10 ** (places - 1) % 1 == 0:
        places -= 1
    return rounded(exact, places)


def _places(number: int | Decimal) -> int:
    exponent = number.as_tuple().exponent if isinstance(number, Decimal) else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0
