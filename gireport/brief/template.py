"""Templates: Markdown with TOML front matter between `+++` lines."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gireport.assets import asset
from gireport.brief.expressions import LINE_CHARACTERS
from gireport.brief.values import MARK_CHARACTERS
from gireport.dataset.fields import Fields
from gireport.errors import Place, Problem, TemplateError

if TYPE_CHECKING:
    from gireport.dataset.fields import Wording

TEMPLATE_VERSION = 1
MAX_BYTES = 256 * 1024
_FENCE = "+++"
_RESERVED = MARK_CHARACTERS | LINE_CHARACTERS
_BUILT_IN = re.compile(r"[a-z][a-z0-9-]*")
_TOML_LINE = re.compile(r"\(at line (\d+)")


@dataclass(frozen=True, slots=True)
class Template:
    """What a brief says, before any figures: settings, and a body of prose and directives."""

    name: str
    file: str
    purpose: Wording
    needs: tuple[str, ...]
    """Tables without which the brief cannot be made."""
    head_left: str
    head_right: str
    foot_left: str
    body: str
    body_line: int
    """The line of the file on which the body begins."""

    @classmethod
    def load(cls, name_or_path: str | Path) -> Template:
        """The built-in template of that name, or the one in the file. Raises TemplateError with every problem."""
        path = _find(name_or_path)
        try:
            if path.stat().st_size > MAX_BYTES:
                raise _error("template.too-large", path.name, limit=MAX_BYTES)
            source = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise _error("template.encoding", path.name, offset=error.start) from None
        except OSError as error:
            raise _error("template.unreadable", str(path), reason=error.strerror or str(error)) from None
        return cls.parse(source, path.name)

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
        try:
            entries = tomllib.loads("\n".join(lines[1:end]))
        except tomllib.TOMLDecodeError as error:
            found = _TOML_LINE.search(str(error))
            line = int(found[1]) + 1 if found else 1
            raise _error("template.front-matter", file, line, reason=str(error)) from None
        problems: list[Problem] = []
        fields = Fields(entries, "", file, problems)
        fields.version("version", TEMPLATE_VERSION)
        template = cls(
            name=fields.text("name"),
            file=file,
            purpose=fields.wording("purpose") or _missing_purpose(problems, file),
            needs=fields.words("needs"),
            head_left=fields.text("head_left", required=False),
            head_right=fields.text("head_right", required=False),
            foot_left=fields.text("foot_left", required=False),
            body="\n".join(lines[end + 1 :]),
            body_line=end + 2,
        )
        fields.finish()
        if problems:
            raise TemplateError(problems)
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


def _missing_purpose(problems: list[Problem], file: str) -> Wording:
    from gireport.dataset.fields import Wording

    if not any(problem.facts.get("key") == "purpose" for problem in problems):
        problems.append(Problem("schema.missing-key", Place(file), {"key": "purpose"}))
    return Wording("", "")


def _error(code: str, file: str, line: int | None = None, **facts: object) -> TemplateError:
    return TemplateError(Problem(code, Place(file, line=line), facts))
