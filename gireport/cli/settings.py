"""What is set once for `gireport build`, `check` and `compare`: in `gireport.toml` of the working folder, and in the
environment.

A flag goes before the environment, that before the file, and that before what the template or the program has. Only the
folder in which the command runs is looked into, not those above it: what a brief is made of should be seen where it is
made. Paths in the file therefore start where those of the command line do.
"""

from __future__ import annotations

import os
import re
from dataclasses import field, replace
from typing import TYPE_CHECKING, cast

from gireport.brief.paper import PAPERS
from gireport.errors import Place, Problem, UsageError
from gireport.messages import is_chosen, speak
from gireport.records import dataclass
from gireport.settings import most, table_key, variables

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping
    from pathlib import Path

    from gireport.dataset.fields import Fields
    from gireport.messages import MessageLanguage

FILE = "gireport.toml"
_VERSION = 1
_MAX_KIB = 64
_PREFIX = "GIREPORT_"
_MESSAGES = "messages"
_LIMITS = "limits"
# What can be set, and what it can be where that is known: the parameters of commands of the same names.
_CHOICES: dict[str, tuple[str, ...]] = {
    "data": (),
    "sheet": (),
    "encoding": ("utf-8", "utf-16", "cp874", "tis-620"),
    "data_calendar": ("be", "ce"),
    "template": (),
    "lang": ("th", "en"),
    "calendar": ("be", "ce"),
    "digits": ("arabic", "thai"),
    "theme": (),
    "paper": tuple(PAPERS),
    "output": (),
    _MESSAGES: ("th", "en"),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """A value, and the variable or file that it comes from."""

    value: str
    origin: str


@dataclass(frozen=True, slots=True)
class Settings:
    """What is set, by the names of the parameters of `build`, and the limits of the file by their variables."""

    entries: Mapping[str, Setting]
    limits: Mapping[str, Setting] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path, environment: Mapping[str, str]) -> Settings:
        """The settings of a folder and an environment. Raises UsageError with everything that is wrong in either."""
        problems: list[Problem] = []
        of_file = _of_file(folder / FILE, problems)
        entries = {**of_file.entries, **_of_environment(environment, problems)}
        if problems:
            raise UsageError(problems)
        return cls(entries, of_file.limits)

    def defaults(self) -> dict[str, str]:
        """The values that stand in for words that were not typed."""
        return {name: setting.value for name, setting in self.entries.items() if name != _MESSAGES}

    def speak(self) -> None:
        """Says everything in the language that is set, where neither a flag nor the environment chose one."""
        if _MESSAGES in self.entries and not is_chosen():
            speak(cast("MessageLanguage", self.entries[_MESSAGES].value))

    def heed(self, environment: MutableMapping[str, str]) -> None:
        """Puts the limits of the file into the environment, where that sets none."""
        for variable, setting in self.limits.items():
            if not environment.get(variable, "").strip():
                environment[variable] = setting.value


def names() -> list[str]:
    """What can be set, but for limits."""
    return list(_CHOICES)


def _of_environment(environment: Mapping[str, str], problems: list[Problem]) -> dict[str, Setting]:
    found = {}
    for name, choices in _CHOICES.items():
        variable = _PREFIX + name.upper()
        value = environment.get(variable, "").strip()
        # The language of messages is looked for elsewhere: it is needed before any command is.
        if not value or name == _MESSAGES:
            continue
        if choices and value not in choices:
            facts = {"key": variable, "value": value[:40], "choices": ", ".join(choices)}
            problems.append(Problem("schema.not-a-choice", facts=facts))
        found[name] = Setting(value, variable)
    return found


def _of_file(path: Path, problems: list[Problem]) -> Settings:
    if not os.path.lexists(path):
        return Settings({})
    from gireport.brief.settings import TomlError, read_toml
    from gireport.dataset.fields import Fields

    text = _text(path)
    try:
        entries = read_toml(text)
    except TomlError as error:
        raise UsageError(Problem("schema.syntax", Place(FILE, line=error.line), {"detail": error.reason})) from None
    noted: list[Problem] = []
    fields = Fields(entries, "", FILE, noted)
    fields.version("version", _VERSION)
    found = {}
    for name, choices in _CHOICES.items():
        if fields.has(name):
            value = fields.choice(name, choices) if choices else fields.text(name)
            found[name] = Setting(value, FILE)
    limits = _limits(fields.table(_LIMITS)) if fields.has(_LIMITS) else {}
    fields.finish()
    problems += [_at_its_line(problem, text) for problem in noted]
    return Settings(found, limits)


def _limits(fields: Fields) -> dict[str, Setting]:
    """The limits of the file by their variables."""
    found = {}
    for variable in variables():
        key = table_key(variable)
        if fields.has(key):
            value = fields.number(key, 1, most(variable))
            if value != int(value):
                fields.refuse("schema.not-number", key, least="1", most=f"{most(variable)}")
            found[variable] = Setting(str(int(value)), FILE)
    fields.finish()
    return found


def _text(path: Path) -> str:
    def refusal(code: str, **facts: object) -> UsageError:
        return UsageError(Problem(code, Place(FILE), facts))

    try:
        content = path.read_bytes()
    except OSError as error:
        raise refusal("usage.settings-unreadable", reason=error.strerror or str(error)) from None
    if len(content) > _MAX_KIB * 1024:
        raise refusal("schema.too-large", limit=_MAX_KIB)
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise refusal("schema.encoding") from None


def _at_its_line(problem: Problem, text: str) -> Problem:
    """The problem with the line that sets its key, or its table; TOML's own reader keeps no lines."""
    lines = list(enumerate(text.split("\n"), start=1))
    for key in reversed(str(problem.facts.get("key", "")).split(".")):
        setting = re.compile(rf"\s*\[*\s*\"?{re.escape(key)}\"?\s*[.=\]]")
        line = next((number for number, words in lines if setting.match(words)), None)
        if line is not None:
            return replace(problem, place=replace(problem.place, line=line))
    return problem
