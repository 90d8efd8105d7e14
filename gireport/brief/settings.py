"""The TOML of one directive, read key by key: values settled, texts kept with their marks, every fault noted."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from gireport.brief.values import has_mark
from gireport.dataset.characters import shown
from gireport.dataset.counts import Partial
from gireport.dataset.spelling import unknown_word
from gireport.dataset.table import Mark
from gireport.errors import Place, Problem
from gireport.thai.years import BEYear, FiscalYear

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from gireport.brief.values import Marks, Year

_TOML_PLACE = re.compile(r" \(at (?:line (?P<line>[0-9]+), column (?P<column>[0-9]+)|end of document)\)")


class TomlError(ValueError):
    """A text that is no TOML: why, on which of its lines, counted from 1, and at which character of it, from 0."""

    def __init__(self, reason: str, line: int, column: int | None, written: str) -> None:
        super().__init__(reason, line)
        self.reason, self.line = reason, line
        self.facts = {"reason": reason, "at": column, "written": written}
        """The reason, and the character with the line as it was read, so that the same can be found in its file."""


def read_toml(source: str) -> dict[str, Any]:
    """What the TOML says. Raises TomlError."""
    try:
        return tomllib.loads(source)
    except (ValueError, RecursionError) as error:  # nested too deep, or a number too long, is a fault like any other
        place = _TOML_PLACE.search(str(error))
        lines = source.rstrip("\n").split("\n")
        line = int(place["line"]) if place and place["line"] else len(lines)
        column = int(place["column"]) - 1 if place and place["column"] else None
        written = lines[line - 1] if line <= len(lines) else ""
        raise TomlError(_TOML_PLACE.sub("", str(error)), line, column, written) from None


class Settings:
    """The settings of a directive. A key that is wrong becomes a problem, and a harmless stand-in is returned."""

    def __init__(
        self, entries: Mapping[str, Any], directive: str, place: Place, marks: Marks, problems: list[Problem]
    ) -> None:
        self.place = place
        self._entries, self._directive, self._marks, self._problems = entries, directive, marks, problems
        self._asked: set[str] = set()

    def refuse(self, code: str, key: str, **facts: object) -> None:
        """Notes a problem with `key`."""
        facts = {"directive": self._directive, "key": shown(key), **facts}
        self._problems.append(Problem(code, self.place, facts))

    def text(self, key: str, *, required: bool = True) -> str:
        """The text of `key`, its marks in place; empty where it is not there."""
        value = self._value(key, required=required)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.refuse("directive.not-text", key)
            return ""
        return value

    def choice(self, key: str, choices: Collection[str], *, required: bool = True) -> str:
        """The text of `key`, one of `choices`; empty where it is not."""
        value = self._word(self.text(key, required=required))
        if value and value not in choices:
            code, facts = unknown_word("directive.not-a-choice", value, sorted(choices))
            self.refuse(code, key, **facts)
            return ""
        return value

    def words(self, key: str, *, required: bool = True) -> list[str]:
        """The texts listed under `key`; none where it is not there."""
        value = self._value(key, required=required)
        if value is None:
            return []
        if not isinstance(value, list) or not value or not all(isinstance(word, str) for word in value):
            self.refuse("directive.not-words", key)
            return []
        return [self._word(word) for word in value]

    def texts(self, key: str) -> list[str]:
        """The texts listed under `key`, at least one, their marks in place."""
        value = self._value(key, required=True)
        if value is None:
            return []
        if not isinstance(value, list) or not value or not all(isinstance(text, str) for text in value):
            self.refuse("directive.not-words", key)
            return []
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """Whether `key` is true, or an expression that is; `default` where it is not there."""
        value = self._value(key, required=False)
        if value is None:
            return default
        settled = self._marks.settle(value)
        # A word in quotes is true to Python, "false" too.
        if settled is value and not isinstance(value, bool):
            self.refuse("directive.not-flag", key)
        return bool(settled)

    def flag_or_auto(self, key: str) -> bool | Literal["auto"]:
        """Whether `key` is true, or an expression that is; "auto" where it says so or is not there."""
        self._asked.add(key)
        if self._entries.get(key, "auto") == "auto":
            return "auto"
        return self.flag(key, default=False)

    def series(self, key: str) -> Mapping[Year, object] | None:
        """The figures by year that the expression under `key` gives; None where it gives none."""
        value = self._value(key, required=True)
        settled = self._marks.settle(value)
        if value is not None and settled is value:
            self.refuse("directive.not-an-expression", key)
        elif isinstance(settled, dict) and all(isinstance(year, FiscalYear | BEYear) for year in settled):
            return settled
        elif value is not None:
            self.refuse("directive.not-a-series", key)
        return None

    def figures(self, key: str) -> Mapping[Any, int | Decimal | Mark | None] | None:
        """The figures by year, or by name, that the expression under `key` gives; None where it gives none."""
        value = self._value(key, required=True)
        settled = self._marks.settle(value)
        if value is not None and settled is value:
            self.refuse("directive.not-an-expression", key)
        elif isinstance(settled, dict) and all(map(_is_figure, settled.values())) and _are_categories(settled):
            return {key: None if _is_unknown(figure) else figure for key, figure in settled.items()}
        elif value is not None:
            self.refuse("directive.not-figures", key)
        return None

    def number(self, key: str) -> int | Decimal | None:
        """The number of `key`, or of its expression; None where it is not there."""
        value = self._marks.settle(self._value(key, required=False))
        if value is None or (isinstance(value, int | Decimal) and not isinstance(value, bool)):
            return value
        self.refuse("directive.not-number", key)
        return None

    def wanted(self, key: str) -> Any:
        """What `key` is compared with: a plain value, or that of an expression."""
        value = self._value(key, required=True)
        settled = list(map(self._marks.settle, value if isinstance(value, list) else [value]))
        if any(map(has_mark, settled)):
            self.refuse("directive.not-an-expression", key)
        return settled if isinstance(value, list) else settled[0]

    def table(self, key: str) -> Settings:
        """The TOML table `key`; empty where it is not there."""
        value = self._value(key, required=False)
        if value is not None and not isinstance(value, dict):
            self.refuse("directive.not-table", key)
        return self._below(value if isinstance(value, dict) else {}, key)

    def names(self) -> list[str]:
        """The keys that are there."""
        return list(self._entries)

    def listed(self, key: str, *, required: bool = True) -> list[Settings]:
        """The tables listed under `key`, such as `[[row]]`; at least one, where it is there."""
        value = self._value(key, required=required)
        if value is None:
            return []
        if not isinstance(value, list) or not value or not all(isinstance(entry, dict) for entry in value):
            self.refuse("directive.not-list", key)
            return []
        return [self._below(entry, f"[[{key}]]") for entry in value]

    def has(self, key: str) -> bool:
        """Whether `key` is there."""
        return key in self._entries

    def finish(self) -> None:
        """Notes the keys that nobody asked for, with the nearest that somebody did."""
        for key in self._entries:
            if key not in self._asked:
                code, facts = unknown_word("directive.unknown-key", key, sorted(self._asked))
                self.refuse(code, key, **facts)

    def _word(self, text: str) -> str:
        """A text that has to be known here and now: itself, or the text that its one expression gives."""
        settled = self._marks.settle(text)
        return settled if isinstance(settled, str) else text

    def _below(self, entries: Mapping[str, Any], name: str) -> Settings:
        return Settings(entries, f"{self._directive} {name}", self.place, self._marks, self._problems)

    def _value(self, key: str, *, required: bool) -> Any:
        self._asked.add(key)
        value = self._entries.get(key)
        if value is None and required:
            self.refuse("directive.missing-key", key)
        return value


def _is_figure(value: object) -> bool:
    # A float is none: what it prints may be another number than the one that was meant.
    return (
        _is_unknown(value) or value is Mark.NONE or (isinstance(value, int | Decimal) and not isinstance(value, bool))
    )


def _is_unknown(value: object) -> bool:
    # What lacks a part of itself has no length to be drawn with.
    return value is None or value is Mark.UNKNOWN or isinstance(value, Partial)


def _are_categories(keyed: Mapping[Any, object]) -> bool:
    return all(isinstance(key, FiscalYear | BEYear | str) and key for key in keyed)
