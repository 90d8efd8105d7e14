"""Templates: Markdown with TOML front matter between `+++` lines."""

from __future__ import annotations

import hashlib
import re
from dataclasses import field, replace
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast, get_args

from gireport.assets import asset
from gireport.brief.expressions import LINE_CHARACTERS, Passage
from gireport.brief.located import located
from gireport.brief.paper import PAPERS, Paper
from gireport.brief.parameters import Parameter, declared
from gireport.brief.partials import Line, assembled, numbered
from gireport.brief.requirements import NO_REQUIREMENTS, Requirements, output_pattern
from gireport.brief.settings import TomlError, read_toml
from gireport.brief.values import MARK_CHARACTERS
from gireport.dataset.fields import Fields, Wording
from gireport.errors import Place, Problem, TemplateError
from gireport.records import dataclass
from gireport.thai.calendar_names import Language
from gireport.thai.written import Calendar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

T = TypeVar("T", Language, Calendar)

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
    title: Passage
    """What the file says is its title; empty where that is the first heading."""
    subject: Passage
    """What the file says of its subject; empty where it is what stands at the right of the head."""
    language: Language
    calendars: tuple[Calendar, ...]
    """Those in which its years may be printed, the usual one first."""
    justify: bool = False
    """Whether paragraphs are set to both margins."""
    theme: str = "default"
    """A theme's name, or the path of its file; in the front matter a path starts from the template's own folder."""
    paper: Paper = ""
    """What it is to be set on; empty where that is the theme's choice."""
    folder: Path | None = field(default=None, compare=False)
    """Where its file is, and the images that it may name; None for one that was never a file."""
    others: tuple[Template, ...] = ()
    """The same brief in other languages."""
    parameters: tuple[Parameter, ...] = ()
    """What whoever makes the brief may set."""
    requires: Requirements = NO_REQUIREMENTS
    """What has to be true of what is selected."""
    output: str = ""
    """The pattern of the file's name; empty where it is the usual one."""
    lines: tuple[Line, ...] = ()
    """Every line, parts of other files in their places; line numbers elsewhere count these from 1."""
    is_built_in: bool = True
    """Whether the program vouches for it; what a user's file says is composed under limits."""

    def origin(self, line: int | None) -> str:
        """The file and line that stand for what `line` says, such as "part.md:3"."""
        if line is None or not 1 <= line <= len(self.lines):
            return f"{self.file}:{line}"
        return f"{self.lines[line - 1].file}:{self.lines[line - 1].number}"

    @property
    def digest(self) -> str:
        """The SHA-256 of its text in this language, parts of other files in their places."""
        return hashlib.sha256("\n".join(line.text for line in self.lines).encode()).hexdigest()

    def located(self, error: TemplateError) -> TemplateError:
        """The error with each problem at the line of the file that it stands in."""
        return TemplateError([located(problem, self.lines) for problem in error.problems])

    def in_language(self, language: Language) -> Template:
        """The template that speaks `language`. Raises TemplateError where none does."""
        for template in (self, *self.others):
            if template.language == language:
                return template
        known = ", ".join(template.language for template in (self, *self.others))
        raise _error("template.no-language", self.file, language=language, known=known)

    def in_calendar(self, calendar: Calendar | None) -> Calendar:
        """`calendar`, or the usual one. Raises TemplateError where the template is not written for it: its words may
        hold an era.
        """
        if calendar is not None and calendar not in self.calendars:
            raise _error("template.no-calendar", self.file, calendar=calendar, known=", ".join(self.calendars))
        return calendar or self.calendars[0]

    @classmethod
    def load(cls, name_or_path: str | Path) -> Template:
        """The built-in template of that name, or the one in the file, in all its languages: those after the first are
        in files beside it, such as `annual.en.md` beside `annual.md`. Raises TemplateError with every problem.
        """
        path = _find(name_or_path)
        template, languages = cls._from_file(path, str(name_or_path))
        return replace(template, others=tuple(_others(template, languages[1:], path)))

    @classmethod
    def _from_file(cls, path: Path, asked: str) -> tuple[Template, tuple[Language, ...]]:
        """The template in a file, alone; `asked` is what messages call one that cannot be read."""
        roots = (path.parent, asset("templates", "partials"))
        template, languages = cls._parse(_read_text(path, asked), path.name, roots)
        template = replace(template, folder=path.parent, is_built_in=path.parent == asset("templates"))
        if _BUILT_IN.fullmatch(template.theme):
            return template, languages
        return replace(template, theme=str(path.parent / template.theme)), languages

    @classmethod
    def parse(cls, source: str, file: str) -> Template:
        """The template that `source` writes, in the first of its languages; `file` is what messages call it.

        It is taken for one that the program vouches for: composing it has no limits.
        """
        return cls._parse(source, file, (asset("templates", "partials"),))[0]

    @classmethod
    def _parse(cls, source: str, file: str, roots: Sequence[Path]) -> tuple[Template, tuple[Language, ...]]:
        """The template, and the languages that it names."""
        lines = numbered(source, file)
        _check_characters(lines)
        if lines[0].text.strip() != _FENCE or _FENCE not in [line.text.strip() for line in lines[1:]]:
            raise _error("template.no-front-matter", file, 1)
        end = next(index for index, line in enumerate(lines) if index and line.text.strip() == _FENCE)
        lines[end + 1 :] = assembled(lines[end + 1 :], roots)
        _check_characters(lines)
        body = Passage("\n".join(line.text for line in lines[end + 1 :]), end + 2)
        try:
            template, languages = cls._read([line.text for line in lines[1:end]], body, file)
        except TemplateError as error:
            raise TemplateError([located(problem, lines) for problem in error.problems]) from None
        return replace(template, lines=tuple(lines)), languages

    @classmethod
    def _read(cls, front: Sequence[str], body: Passage, file: str) -> tuple[Template, tuple[Language, ...]]:
        """The template with the settings in the lines `front`, the first of which is line 2 of the file."""
        try:
            entries = read_toml("\n".join(front))
        except TomlError as error:
            raise _error("template.front-matter", file, error.line + 1, **error.facts) from None
        problems: list[Problem] = []
        fields = Fields(entries, "", file, problems)

        def passage(key: str) -> Passage:
            return Passage(fields.text(key, required=False), _line_of(key, front) or 1)

        fields.version("version", TEMPLATE_VERSION)
        languages: tuple[Language, ...] = _named(fields, "languages", get_args(Language), "th")
        template = cls(
            name=fields.text("name"),
            file=file,
            purpose=fields.wording("purpose") or _without(fields, "purpose"),
            needs=fields.words("needs"),
            head_left=passage("head_left"),
            head_right=passage("head_right"),
            foot_left=passage("foot_left"),
            body=body,
            title=passage("title"),
            subject=passage("subject"),
            language=languages[0],
            calendars=_named(fields, "calendars", get_args(Calendar), "be"),
            justify=fields.flag("justify"),
            theme=fields.text("theme", required=False) or "default",
            paper=cast("Paper", fields.choice("paper", PAPERS) if fields.has("paper") else ""),
            parameters=declared(fields),
            requires=Requirements.read(fields),
            output=output_pattern(fields),
        )
        if template.name and not _NAME.fullmatch(template.name):
            fields.refuse("template.name", "name", value=template.name)
        fields.finish()
        if problems:
            raise TemplateError([_at_its_line(problem, front) for problem in problems])
        return template, languages


def built_in_templates() -> list[str]:
    """The names of the templates that come with the program."""
    names = (path.stem for path in asset("templates").glob("*.md"))
    return sorted(name for name in names if _BUILT_IN.fullmatch(name))  # not those of other languages beside them


def _find(name_or_path: str | Path) -> Path:
    """A bare word is a built-in name; anything with a dot or a separator is a path."""
    text = str(name_or_path)
    if isinstance(name_or_path, str) and _BUILT_IN.fullmatch(text):
        if text in built_in_templates():
            return asset("templates", f"{text}.md")
        raise _error("template.unknown", "", name=text, known=", ".join(built_in_templates()))
    path = Path(name_or_path)
    try:
        if path.is_file():
            return path
    except OSError as error:
        raise _error("template.unreadable", text, reason=error.strerror or str(error)) from None
    raise _error("template.no-file", text)


def _read_text(path: Path, asked: str) -> str:
    """The text of a template's file."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _error("template.too-large", path.name, limit=MAX_BYTES)
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise _error("template.encoding", path.name, offset=error.start) from None
    except OSError as error:
        raise _error("template.unreadable", asked, reason=error.strerror or str(error)) from None


def _others(template: Template, languages: Sequence[Language], path: Path) -> Iterator[Template]:
    """The template in other languages, from the files beside its own."""
    for language in languages:
        beside = path.with_name(f"{path.stem}.{language}{path.suffix}")
        if not beside.is_file():
            raise _error("template.language-missing", path.name, language=language, beside=beside.name)
        other, _ = Template._from_file(beside, beside.name)
        if (other.name, other.language) != (template.name, language):
            facts = {"language": language, "name": template.name, "beside": template.file}
            raise TemplateError(Problem("template.language-differs", Place(beside.name), facts))
        yield other


def _check_characters(lines: Sequence[Line]) -> None:
    """Raises TemplateError for what stands for values and lines while a template is carried out."""
    for line in lines:
        if reserved := sorted(_RESERVED & set(line.text)):
            raise _error("template.reserved", line.file, line.number, code_point=f"U+{ord(reserved[0]):04X}")


def _named(fields: Fields, key: str, known: Sequence[T], usual: T) -> tuple[T, ...]:
    """The languages or calendars listed under `key`, the usual one where it is not there."""
    words = fields.words(key)
    if len(set(words)) < len(words) or not set(words) <= set(known):
        fields.refuse("template.not-among", key, known=", ".join(known))
        words = ()
    return cast("tuple[T, ...]", words) or (usual,)


def _without(fields: Fields, key: str) -> Wording:
    """A stand-in for the words of `key`, which are missing."""
    fields.text(key)  # notes that they are
    return Wording("", "")


def _line_of(key: str, front: Sequence[str]) -> int | None:
    """The line of the file on which the front matter sets `key`, or begins the table that is so called, or the one it
    is in; TOML's own reader keeps no lines.
    """
    first, *further = key.split(".")
    setting = re.compile(rf"\s*\"?{re.escape(first)}\"?\s*[.=]")
    found = next((number for number, line in enumerate(front, start=2) if setting.match(line)), None)
    if found is not None or not further:
        return found
    for length in range(len(further), -1, -1):
        names = (first, *further[:length])
        head = re.compile(r"\s*\[\s*" + r"\s*\.\s*".join(map(re.escape, names)) + r"\s*\]")
        start = next((number for number, line in enumerate(front, start=2) if head.match(line)), None)
        if start is None:
            continue
        if length == len(further):
            return start
        own = re.compile(rf"\s*\"?{re.escape(further[length])}\"?\s*[.=]")
        below = takewhile(lambda line: not line.lstrip().startswith("["), front[start - 1 :])
        return next((start + step for step, line in enumerate(below, start=1) if own.match(line)), start)
    return None


def _at_its_line(problem: Problem, front: Sequence[str]) -> Problem:
    return replace(problem, place=replace(problem.place, line=_line_of(str(problem.facts["key"]), front)))


def _error(code: str, file: str, line: int | None = None, **facts: object) -> TemplateError:
    return TemplateError(Problem(code, Place(file, line=line), facts))
