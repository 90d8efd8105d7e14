"""The months and the days of the week in Thai and English, from the CLDR data that Babel carries."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

Language = Literal["th", "en"]

_Names = dict[int, str]


class CalendarNames(NamedTuple):
    """January and Monday come first, as in `datetime`; Thai short names have their full stops, English none."""

    months: tuple[str, ...]
    short_months: tuple[str, ...]
    weekdays: tuple[str, ...]
    short_weekdays: tuple[str, ...]


@cache
def calendar_names(language: Language) -> CalendarNames:
    """The names in `language`; the Thai days of the week start with วัน, their short names do not."""
    # Read straight from Babel's file of the language: 14 ms in a fresh process, where `babel.dates` takes 20
    # and `localedata.load` 21, because they also read and merge the root locale, which has none of these.
    # (`load` can leave the merging out, but caches what it read so for every other user of Babel.)
    import pickle

    from babel.localedata import resolve_locale_filename

    locale_data = pickle.loads(Path(resolve_locale_filename(language)).read_bytes())
    months: dict[str, _Names] = locale_data["months"]["format"]
    weekdays: dict[str, _Names] = locale_data["days"]["format"]
    return CalendarNames(
        months=_in_order(months["wide"]),
        short_months=_in_order(months["abbreviated"]),
        weekdays=_in_order(weekdays["wide"]),
        short_weekdays=_in_order(weekdays["abbreviated"]),
    )


def _in_order(names: _Names) -> tuple[str, ...]:
    return tuple(names[number] for number in sorted(names))
