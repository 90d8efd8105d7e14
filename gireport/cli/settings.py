"""What is set once for every `gireport build`: in `gireport.toml` of the working folder, and in the environment.

A flag goes before the environment, that before the file, and that before what the template or the program has. Only the
folder in which the command runs is looked into, not those above it: what a brief is made of should be seen where it is
made. Paths in the file therefore start where those of the command line do.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from gireport.errors import Place, Problem, UsageError
from gireport.messages import is_chosen, speak

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gireport.messages import MessageLanguage

FILE = "gireport.toml"
_VERSION = 1
_MAX_KIB = 64
_PREFIX = "GIREPORT_"
_MESSAGES = "messages"
# What can be set, and what it can be where that is known: the parameters of `build` of the same names.
_CHOICES: dict[str, tuple[str, ...]] = {
    "data": (),
    "template": (),
    "lang": ("th", "en"),
    "calendar": ("be", "ce"),
    "digits": ("arabic", "thai"),
    "theme": (),
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
    """What is set, by the names of the parameters of `build`."""

    entries: Mapping[str, Setting]

    @classmethod
    def read(cls, folder: Path, environment: Mapping[str, str]) -> Settings:
        """The settings of a folder and an environment. Raises UsageError with everything that is wrong in either."""
        problems: list[Problem] = []
        entries = _of_file(folder / FILE, problems) | _of_environment(environment, problems)
        if problems:
            raise UsageError(problems)
        return cls(entries)

    def defaults(self) -> dict[str, str]:
        """The values that stand in for words that were not typed."""
        return {name: setting.value for name, setting in self.entries.items() if name != _MESSAGES}

    def speak(self) -> None:
        """Says everything in the language that is set, where neither a flag nor the environment chose one."""
        if _MESSAGES in self.entries and not is_chosen():
            speak(cast("MessageLanguage", self.entries[_MESSAGES].value))


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


def _of_file(path: Path, problems: list[Problem]) -> dict[str, Setting]:
    if not os.path.lexists(path):
        return {}
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
    fields.finish()
    problems += [_at_its_line(problem, text) for problem in noted]
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
    """The problem with the line that sets its key; TOML's own reader keeps no lines."""
    key = re.escape(str(problem.facts.get("key", "")).split(".")[0])
    setting = re.compile(rf"\s*\[*\s*\"?{key}\"?\s*[.=\]]")
    lines = enumerate(text.split("\n"), start=1)
    return replace(
        problem, place=replace(problem.place, line=next((n for n, line in lines if setting.match(line)), None))
    )
