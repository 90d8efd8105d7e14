"""One TOML table read key by key: typed values out, and every key that is wrong, missing or unknown noted."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from gireport.dataset.characters import refused, setting_problem, shown
from gireport.dataset.spelling import unknown_word
from gireport.errors import Place, Problem
from gireport.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wording:
    """The same words in Thai and in English; given once, they serve for both."""

    th: str
    en: str


class Fields:
    """The entries of one table of a TOML file.

    A value that is not what was asked for becomes a problem in the list shared by the whole file, and a
    harmless stand-in is returned, so that one reading finds everything. `finish` reports the keys that nobody
    asked for.
    """

    def __init__(self, entries: object, where: str, file: str, problems: list[Problem]) -> None:
        self._where = where
        self._file = file
        self._problems = problems
        self._asked: set[str] = set()
        if not isinstance(entries, dict):
            self.refuse("schema.not-table", "")
            # Of what is no table nothing more can be said: that all its keys are missing is no news.
            self._problems, entries = [], {}
        self._entries: dict[str, object] = entries

    def refuse(self, code: str, key: str, **facts: object) -> None:
        """Note a problem with `key` of this table."""
        self._problems.append(Problem(code, Place(self._file), {"key": shown(self._path(key)), **facts}))

    def text(self, key: str, *, required: bool = True) -> str:
        """The text of `key`; empty where it is not there."""
        value = self._value(key, required=required)
        if value is None:
            return ""
        if not isinstance(value, str) or not value.strip():
            self.refuse("schema.not-text", key)
            return ""
        if problem := setting_problem(value):
            code, facts = problem
            self.refuse(code, key, **facts)
            return ""
        return value.strip()

    def plain(self, key: str) -> str | None:
        """The text, number or flag of `key` as one would type it; None where it is not there."""
        value = self._value(key, required=False)
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, int | float):
            return str(value)
        return None if value is None else self.text(key)

    def has(self, key: str) -> bool:
        """Whether `key` is there."""
        self._asked.add(key)
        return key in self._entries

    def choice(self, key: str, choices: Iterable[str], *, default: str = "") -> str:
        """The text of `key`, one of `choices`; `default`, if there is one, where it is not there; empty where it is
        none of them.
        """
        value = self.text(key, required=not default) or default
        if value and value not in choices:
            self.refuse("schema.not-a-choice", key, value=shown(value), choices=", ".join(choices))
            return ""
        return value

    def parsed(self, key: str, parse: Callable[[str], T], code: str) -> T | None:
        """What `parse` makes of the text of `key`; None where there is none or it raises ValueError."""
        value = self.text(key, required=False)
        try:
            return parse(value) if value else None
        except ValueError:
            self.refuse(code, key, value=shown(value))
            return None

    def flag(self, key: str) -> bool:
        """Whether `key` is true; false where it is not there."""
        value = self._value(key, required=False)
        if value is not None and not isinstance(value, bool):
            self.refuse("schema.not-flag", key)
        return value is True

    def number(self, key: str, least: float, most: float, default: float | None = None) -> float:
        """The number of `key`; where it is not there, `default`, or a problem if there is none."""
        value = self._value(key, required=default is None)
        if value is None:
            return least if default is None else default
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            self.refuse("schema.not-number", key, least=f"{least:g}", most=f"{most:g}")
            return least
        return value

    def words(self, key: str) -> tuple[str, ...]:
        """The texts listed under `key`; none where it is not there."""
        value = self._value(key, required=False)
        if value is None:
            return ()
        if not isinstance(value, list) or not value or not all(_is_word(word) for word in value):
            self.refuse("schema.not-words", key)
            return ()
        return tuple(word.strip() for word in value)

    def wording(self, key: str) -> Wording | None:
        """The words of `key`: one text, or one each under `th` and `en`; None where it is not there."""
        value = self._value(key, required=False)
        if value is None:
            return None
        if isinstance(value, str):
            text = self.text(key)
            return Wording(text, text)
        both = self._below(value, key)
        wording = Wording(both.text("th"), both.text("en"))
        both.finish()
        return wording

    def version(self, key: str, known: int) -> None:
        """Note a problem unless `key` is the whole number `known`."""
        value = self._value(key, required=True)
        if value is not None and (type(value) is not int or value != known):
            self.refuse("schema.version", key, value=shown(str(value)), known=known)

    def table(self, key: str) -> Fields:
        """The table under `key`, such as `[page]`; one without entries where it is not there."""
        value = self._value(key, required=True)
        return Fields({}, self._path(key), self._file, []) if value is None else self._below(value, key)

    def named(self, key: str) -> list[tuple[str, Fields]]:
        """The tables under `key` with their names, such as `[tables.levels]`."""
        value = self._value(key, required=True)
        if not isinstance(value, dict):
            if value is not None:
                self.refuse("schema.not-table", key)
            return []
        return [(name, self._below(entries, f"{key}.{name}")) for name, entries in value.items()]

    def listed(self, key: str) -> list[Fields]:
        """The tables listed under `key`, such as `[[columns]]`."""
        value = self._value(key, required=True)
        if not isinstance(value, list) or not value:
            if value is not None:
                self.refuse("schema.not-list", key)
            return []
        return [self._below(entries, f"{key}[{position}]") for position, entries in enumerate(value, start=1)]

    def finish(self) -> None:
        """Note the keys that nobody asked for, with the nearest that somebody did."""
        for key in self._entries:
            if key not in self._asked:
                code, facts = unknown_word("schema.unknown-key", key, sorted(self._asked))
                self.refuse(code, key, **facts)

    def _value(self, key: str, *, required: bool) -> object:
        self._asked.add(key)
        value = self._entries.get(key)
        if value is None and required:
            self.refuse("schema.missing-key", key)
        return value

    def _below(self, entries: object, where: str) -> Fields:
        return Fields(entries, self._path(where), self._file, self._problems)

    def _path(self, key: str) -> str:
        return ".".join(part for part in (self._where, key) if part)


def _is_word(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and not refused(value)
