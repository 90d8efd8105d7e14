"""From the words about data on the command line to the dataset that they mean."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, Literal

from gireport.errors import Problem, UsageError
from gireport.records import dataclass
from gireport.remote import is_url, shown_url

if TYPE_CHECKING:
    from gireport.dataset.dataset import Dataset
    from gireport.thai.dates import PartialDate


@dataclass(frozen=True, slots=True)
class ReadingWords:
    """How data is to be read, as typed."""

    sheet: str | None = None
    encoding: str | None = None
    data_calendar: Literal["be", "ce"] | None = None
    columns: tuple[str, ...] = ()
    gaps: Literal["unknown", "none"] | None = None
    unit: str | None = None
    query: str | None = None
    as_of: str | None = None
    source: str | None = None

    @classmethod
    def taken_from(cls, words: dict[str, Any]) -> ReadingWords:
        """Those of a command's words, which are left without them."""
        return cls(**{field.name: words.pop(field.name) for field in fields(cls) if field.name in words})

    def read(self, data: str) -> Dataset:
        """The dataset in a file, a folder, a database, or `-`, standard input. Raises UsageError and DataError."""
        from gireport.dataset.dataset import Dataset

        given: dict[str, Any] = {
            "sheet": self.sheet,
            "encoding": self.encoding,
            "calendar": self.data_calendar,
            "columns": parse_columns(self.columns),
            "gaps": self.gaps,
            "unit": self.unit,
            "query": self.query,
            "as_of": parse_as_of(self.as_of),
            "source": self.source,
        }
        return Dataset.read(data, **{name: value for name, value in given.items() if value})

    def refuse_all(self) -> None:
        """Raises UsageError with each that was given, where there is no data to read with it."""
        given = sorted({option for option, value in self.typed() if value})
        if given:
            raise UsageError([Problem("usage.option-without-data", facts={"option": option}) for option in given])

    def typed(self) -> list[tuple[str, str | None]]:
        """The options and their values as they can be typed again."""
        plain = [(field.name, getattr(self, field.name)) for field in fields(self) if field.name != "columns"]
        options = [(f"--{name.replace('_', '-')}", value) for name, value in plain]
        return [*options, *(("--columns", entry) for entry in self.columns)]


def shown_data(data: str) -> str:
    """What names data, as it may be said: of a database only its kind, for its address may hold a password; of a file
    at an address no password either.
    """
    if is_url(data):
        return shown_url(data)
    scheme, sign, _ = data.partition("://")
    return f"{scheme}://…" if sign else data


def parse_columns(entries: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """By what a column is for, the heads that `--columns` names (`year=ปี พ.ศ.`, repeated). Raises UsageError."""
    columns: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        role, sign, head = entry.partition("=")
        if not (sign and role.strip() and head.strip()):
            raise UsageError(Problem("usage.columns", facts={"value": entry}))
        columns[role.strip()] = (*columns.get(role.strip(), ()), head.strip())
    return columns


def parse_as_of(text: str | None) -> PartialDate | None:
    """The date that `--as-of` names; None where it was not given. Raises UsageError."""
    from gireport.dataset.characters import shown
    from gireport.thai.dates import DateError, PartialDate

    if text is None:
        return None
    try:
        return PartialDate.parse(text)
    except DateError:
        raise UsageError(Problem("usage.as-of", facts={"value": shown(text)})) from None
