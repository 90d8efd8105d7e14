"""Templates: Markdown with TOML front matter between `+++` lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from gireport.assets import asset
from gireport.brief.expressions import LINE_CHARACTERS, Passage
from gireport.brief.settings import TomlError, read_toml
from gireport.brief.values import MARK_CHARACTERS
from gireport.dataset.fields import Fields, Wording
from gireport.errors import Place, Problem, TemplateError

if TYPE_CHECKING:
    from collections.abc import Sequence

TEMPLATE_VERSION = 1
MAX_BYTES = 256 * 1024
_FENCE = "+++"
_RESERVED = MARK_CHARACTERS | LINE_CHARACTERS
_BUILT_IN = re.compile(r"[a-z][a-z0-9-]*")
# A template's name becomes part of file names: nothing in it may lead elsewhere, or mean something to a platform.
_NAME = re.compile(r"""[^\s./\\:*?"<>|-][^\s/\\:*?"<>|]{0,63}""")


@dataclass(frozen=True, slots=True)
class Template:
    """What a brief says, before any figures: settings, and a body of prose and directives."""

    name: str
    file: str
    purpose: Wording
    needs: tuple[str, ...]
    """Tables without which the brief cannot be made."""
    head_left: Passage
    head_right: Passage
    foot_left: Passage
    body: Passage
    justify: bool = False
    """Whether paragraphs are set to both margins."""
    theme: str = "default"
    """A theme's name, or the path of its file; in the front matter a path starts from the template's own folder."""

    @classmethod
    def load(cls, name_or_path: str | Path) -> Template:
        """The built-in template of that name, or the one in the file. Raises TemplateError with every problem."""
        try:
            path = _find(name_or_path)
            if path.stat().st_size > MAX_BYTES:
                raise _error("template.too-large", path.name, limit=MAX_BYTES)
            source = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise _error("template.encoding", path.name, offset=error.start) from None
        except OSError as error:
            raise _error("template.unreadable", str(name_or_path), reason=error.strerror or str(error)) from None
        template = cls.parse(source, path.name)
        if _BUILT_IN.fullmatch(template.theme):
            return template
        return replace(template, theme=str(path.parent / template.theme))

    @classmethod
    def parse(cls, source: str, file: str) -> Template:
        """The template that `source` writes; `file` is what messages call it."""
        source = source.replace("\r\n", "\n")
        if reserved := sorted(_RESERVED & set(source)):
            line = source[: source.index(reserved[0])].count("\n") + 1
            raise _error("template.reserved", file, line, code_point=f"U+{ord(reserved[0]):04X}")
        lines = source.split("\n")
        if lines[0].strip() != _FENCE or _FENCE not in [line.strip() for line in lines[1:]]:
            raise _error("template.no-front-matter", file, 1)
        end = next(index for index, line in enumerate(lines) if index and line.strip() == _FENCE)
        body = Passage("\n".join(lines[end + 1 :]), end + 2)
        return cls._read(lines[1:end], body, file)

    @classmethod
    def _read(cls, front: Sequence[str], body: Passage, file: str) -> Template:
        """The template with the settings in the lines `front`, the first of which is line 2 of the file."""
        try:
            entries = read_toml("\n".join(front))
        except TomlError as error:
            raise _error("template.front-matter", file, error.line + 1, reason=error.reason) from None
        problems: list[Problem] = []
        fields = Fields(entries, "", file, problems)

        def passage(key: str) -> Passage:
            return Passage(fields.text(key, required=False), _line_of(key, front) or 1)

        fields.version("version", TEMPLATE_VERSION)
        template = cls(
            name=fields.text("name"),
            file=file,
            purpose=fields.wording("purpose") or _without(fields, "purpose"),
            needs=fields.words("needs"),
            head_left=passage("head_left"),
            head_right=passage("head_right"),
            foot_left=passage("foot_left"),
            body=body,
            justify=fields.flag("justify"),
            theme=fields.text("theme", required=False) or "default",
        )
        if template.name and not _NAME.fullmatch(template.name):
            fields.refuse("template.name", "name", value=template.name)
        fields.finish()
        if problems:
            raise TemplateError([_at_its_line(problem, front) for problem in problems])
        return template


def built_in_templates() -> list[str]:
    """The names of the templates that come with the program."""
    return sorted(path.stem for path in asset("templates").glob("*.md"))


def _find(name_or_path: str | Path) -> Path:
    """A bare word is a built-in name; anything with a dot or a separator is a path."""
    text = str(name_or_path)
    if isinstance(name_or_path, str) and _BUILT_IN.fullmatch(text):
        if text in built_in_templates():
            return asset("templates", f"{text}.md")
        raise _error("template.unknown", "", name=text, known=", ".join(built_in_templates()))
    path = Path(name_or_path)
    if not path.is_file():
        raise _error("template.no-file", text)
    return path


def _without(fields: Fields, key: str) -> Wording:
    """A stand-in for the words of `key`, which are missing."""
    fields.text(key)  # notes that they are
    return Wording("", "")


def _line_of(key: str, front: Sequence[str]) -> int | None:
    """The line of the file on which the front matter sets `key`; TOML's own reader keeps no lines."""
    setting = re.compile(rf"\s*\"?{re.escape(key)}\"?\s*[.=]")
    return next((number for number, line in enumerate(front, start=2) if setting.match(line)), None)


def _at_its_line(problem: Problem, front: Sequence[str]) -> Problem:
    key = str(problem.facts["key"]).split(".")[0]
    return replace(problem, place=replace(problem.place, line=_line_of(key, front)))


def _error(code: str, file: str, line: int | None = None, **facts: object) -> TemplateError:
    return TemplateError(Problem(code, Place(file, line=line), facts))
