"""Filters: values as words of the brief's language.

What is none, not known or not to be reckoned goes through each of them as it is, and is printed as such.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from jinja2 import pass_context

from gireport.brief.values import InDigits, Undetermined
from gireport.dataset.counts import Partial
from gireport.dataset.table import Mark
from gireport.thai.amounts import CLASSIFIERS, format_counted, format_scaled
from gireport.thai.dates import PartialDate
from gireport.thai.digits import to_arabic_digits, to_thai_digits
from gireport.thai.numbers import format_number
from gireport.thai.provinces import find_province
from gireport.thai.quantities import Multiple, Percentage, Quantity
from gireport.thai.rounding import Rounded
from gireport.thai.years import BEYear, FiscalYear

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from jinja2.runtime import Context

    from gireport.brief.speech import Speech
    from gireport.brief.values import Year

SPEECH = "speech of this rendering"  # no expression can spell a name with spaces
_STYLES = ("short", "medium", "long", "full")
_MOST_PLACES = 6


def _speech(context: Context) -> Speech:
    speech: Speech = context[SPEECH]
    return speech


def _is_no_number(value: object) -> bool:
    return isinstance(value, Undetermined | Partial | Mark)


def _number(value: Any) -> int | Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise TypeError(f"no number: {type(value).__name__}")
    return value


def number(value: Any, places: int = 0) -> object:
    """A number with so many decimals, halves rounded away from zero."""
    if _is_no_number(value):
        return value
    if not isinstance(places, int) or not 0 <= places <= _MOST_PLACES:
        raise ValueError(f"places: 0–{_MOST_PLACES}")
    exact = _number(value)
    # What is rounded already may have a bound, and a second rounding would be one too many.
    return exact if isinstance(exact, Rounded) else Rounded.of(exact, places)


@pass_context
def percent(context: Context, value: Any) -> object:
    """A share or change in words, `ร้อยละ 90.5`; a plain number is taken for so many per cent."""
    return _in_words(value, Percentage, _speech(context))


@pass_context
def multiple(context: Context, value: Any) -> object:
    """A multiple in words, `9.8 เท่า`; a plain number is taken for so many times."""
    return _in_words(value, Multiple, _speech(context))


def _in_words(value: Any, kind: type[Quantity], speech: Speech) -> object:
    if _is_no_number(value):
        return value
    quantity = value if isinstance(value, kind) else None
    if quantity is None and isinstance(value, Quantity):
        raise TypeError(f"no {kind.__name__}: {type(value).__name__}")
    return (quantity if quantity is not None else kind(_number(value))).format(language=speech.language)


@pass_context
def counted(context: Context, value: Any, kind: str = "certificate") -> object:
    """A number with its classifier or noun: `3 ราย`, `1 factory`."""
    if kind not in CLASSIFIERS:
        raise ValueError(f"{kind}: {', '.join(CLASSIFIERS)}")
    if _is_no_number(value):
        return value
    return format_counted(_number(value), cast("Any", kind), language=_speech(context).language)


@pass_context
def millions(context: Context, value: Any, places: int = 1) -> object:
    """A large number in millions, `ประมาณ 1.2 ล้าน`; that it is about so much is said where it is not exact."""
    if _is_no_number(value):
        return value
    return format_scaled(_number(value), "million", places=places, language=_speech(context).language)


def be(value: Year) -> str:
    """The number of a year in the Buddhist era, whatever calendar is printed."""
    return str(_year(value).be)


def ce(value: Year) -> str:
    """The number of a year in the Common Era, whatever calendar is printed."""
    return str(_year(value).ce)


def _year(value: object) -> Year:
    if not isinstance(value, BEYear | FiscalYear):
        raise TypeError(f"no year: {type(value).__name__}")
    return value


@pass_context
def fiscal(context: Context, value: Any) -> str:
    """A fiscal year, or a list of them, in words: `ปีงบประมาณ พ.ศ. 2565`."""
    return _speech(context).fiscal(value)


@pass_context
def date(context: Context, value: Any, style: str = "long") -> str:
    """A date in one of the styles `short`, `medium`, `long` and `full`."""
    if not isinstance(value, PartialDate) or style not in _STYLES:
        raise ValueError(f"a date, and one of {', '.join(_STYLES)}")
    speech = _speech(context)
    return value.format(style=cast("Any", style), language=speech.language, calendar=speech.calendar)


@pass_context
def digits(context: Context, value: Any, script: str) -> InDigits:
    """A number, year or text in `thai` or `arabic` digits, whatever digits the brief is printed in."""
    speech = _speech(context)
    if script not in ("thai", "arabic") or (script == "thai" and speech.language != "th"):
        raise ValueError("thai (in Thai only) or arabic")
    if isinstance(value, BEYear | FiscalYear):
        text = str(speech.number(value))
    else:
        text = value if isinstance(value, str) else format_number(_number(value))
    return InDigits(to_thai_digits(text) if script == "thai" else to_arabic_digits(text))


@pass_context
def level(context: Context, value: int) -> str:
    """A level with its name: `ระดับ 3 (ระบบสีเขียว)`. Raises ValueError for one that is not selected."""
    speech = _speech(context)
    for each in context["levels"]:
        if each["number"] == value:
            return speech.phrases.level_title.format(level=value, name=each["name"])
    raise ValueError(f"no level {value}")


@pass_context
def province(context: Context, value: str) -> str:
    """The name of a province in the brief's language, from any of its names or its code."""
    found = find_province(value)
    return found.th if _speech(context).language == "th" else found.en


FILTERS: dict[str, Callable[..., object]] = {
    "be": be,
    "ce": ce,
    "counted": counted,
    "date": date,
    "digits": digits,
    "fiscal": fiscal,
    "level": level,
    "millions": millions,
    "multiple": multiple,
    "number": number,
    "percent": percent,
    "province": province,
}


def is_none(value: object) -> bool:
    """The test `none`, true of what could not be reckoned too."""
    return value is None or isinstance(value, Undetermined)


def is_filled(series: object, years: Collection[object]) -> bool:
    """The test `filled`, true of a series that has a figure in one of the years."""
    return isinstance(series, Mapping) and any(not is_none(series.get(year)) for year in years)
