"""The TOML of one directive, read key by key: values settled, texts kept with their marks, every fault noted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gireport.dataset.spelling import unknown_word
from gireport.errors import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from gireport.brief.values import Marks


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
        self._problems.append(Problem(code, self.place, {"directive": self._directive, "key": key, **facts}))

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
        value = self.text(key, required=required)
        if value and value not in choices:
            code, facts = unknown_word("directive.not-a-choice", value, sorted(choices))
            self.refuse(code, key, **facts)
            return ""
        return value

    def words(self, key: str) -> list[str]:
        """The texts listed under `key`; none where it is not there."""
        value = self._value(key, required=False)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            self.refuse("directive.not-words", key)
            return []
        return list(value)

    def flag(self, key: str, *, default: bool) -> bool:
        """Whether `key` is true, or an expression that is; `default` where it is not there."""
        value = self._marks.settle(self._value(key, required=False))
        return default if value is None else bool(value)

    def value(self, key: str) -> Any:
        """The value of the expression under `key`, such as a series; None where it is not there."""
        value = self._value(key, required=True)
        settled = self._marks.settle(value)
        if value is not None and settled is value and isinstance(value, str):
            self.refuse("directive.not-an-expression", key)
            return None
        return settled

    def table(self, key: str) -> dict[str, Any]:
        """The keys and settled values of the TOML table `key`; empty where it is not there."""
        value = self._value(key, required=False)
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.refuse("directive.not-table", key)
            return {}
        return {name: self._marks.settle(entry) for name, entry in value.items()}

    def listed(self, key: str) -> list[Settings]:
        """The tables listed under `key`, such as `[[row]]`; at least one."""
        value = self._value(key, required=True)
        if value is None:
            return []
        if not isinstance(value, list) or not value or not all(isinstance(entry, dict) for entry in value):
            self.refuse("directive.not-list", key)
            return []
        return [
            Settings(entry, f"{self._directive} [[{key}]]", self.place, self._marks, self._problems) for entry in value
        ]

    def has(self, key: str) -> bool:
        """Whether `key` is there."""
        return key in self._entries

    def finish(self) -> None:
        """Notes the keys that nobody asked for, with the nearest that somebody did."""
        for key in self._entries:
            if key not in self._asked:
                code, facts = unknown_word("directive.unknown-key", key, sorted(self._asked))
                self.refuse(code, key, **facts)

    def _value(self, key: str, *, required: bool) -> Any:
        self._asked.add(key)
        value = self._entries.get(key)
        if value is None and required:
            self.refuse("directive.missing-key", key)
        return value
