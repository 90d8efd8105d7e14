"""Parts of templates in files of their own: `{% include "part.md" %}` on a line of its own stands for their lines.

They are put in place while a template is read, before anything of it is carried out: so what is included does not
depend on data, and every line knows its own file. A part is looked for in the template's folder, then among those that
come with the program, and never outside of either.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gireport.dataset.characters import shown
from gireport.errors import Place, Problem, TemplateError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

MAX_DEPTH = 8
MAX_PARTS = 64
MAX_PART_BYTES = 64 * 1024
_INCLUDE = re.compile(r"""\s*\{%[-+]?\s*include\s+(?P<quote>["'])(?P<name>[^"']*)(?P=quote)\s*[-+]?%\}\s*""")
_MAYBE_INCLUDE = re.compile(r"\{%[-+]?\s*include\b")
_COMMENT = re.compile(r"\{#.*?#\}")
# Words with dots and hyphens between slashes: nothing absolute, no `..`, no drive, no other separator.
_NAME = re.compile(r"[^\W_][\w-]*(?:\.[\w-]+)*(?:/[^\W_][\w-]*(?:\.[\w-]+)*)*")


class Line(NamedTuple):
    """A line of a template, its file, and its number there."""

    text: str
    file: str
    number: int


def numbered(text: str, file: str) -> list[Line]:
    """The lines of a file."""
    return [Line(line, file, number) for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1)]


def assembled(lines: Sequence[Line], roots: Sequence[Path]) -> list[Line]:
    """The lines with parts in place of what includes them. Raises TemplateError where one is not there, is not inside
    of `roots`, includes itself, or where there are too many.
    """
    if not any("include" in line.text for line in lines):
        return list(lines)
    return list(_Assembly(roots).lines(lines, ()))


class _Assembly:
    def __init__(self, roots: Sequence[Path]) -> None:
        self._roots = roots
        self._count = 0

    def lines(self, lines: Sequence[Line], above: tuple[Path, ...]) -> Iterator[Line]:
        """The lines; `above` are the parts that they are included by."""
        for line in lines:
            if not _MAYBE_INCLUDE.search(_COMMENT.sub("", line.text)):
                yield line
                continue
            match = _INCLUDE.fullmatch(line.text)
            if match is None:
                raise _error("template.include-line", line)
            yield from self._part(match["name"], line, above)

    def _part(self, name: str, line: Line, above: tuple[Path, ...]) -> Iterator[Line]:
        path = self._find(name, line)
        if path in above:
            raise _error("template.include-cycle", line, value=name)
        self._count += 1
        if len(above) >= MAX_DEPTH or self._count > MAX_PARTS:
            raise _error("template.include-many", line, depth=MAX_DEPTH, most=MAX_PARTS)
        lines = numbered(_text(path, name, line), name)
        if lines and not lines[-1].text:
            lines.pop()  # after the last line's end there is no line
        yield from self.lines(lines, (*above, path))

    def _find(self, name: str, line: Line) -> Path:
        if not _NAME.fullmatch(name):
            raise _outside(name, line)
        for root in self._roots:
            path = root / name
            if not path.is_file():
                continue
            real = path.resolve()
            if not real.is_relative_to(root.resolve()):  # by a link
                raise _outside(name, line)
            return real
        known = ", ".join(sorted(path.name for path in self._roots[-1].glob("*.md")))
        raise _error("template.include-missing", line, value=name, known=known)


def _text(path: Path, name: str, line: Line) -> str:
    try:
        if path.stat().st_size > MAX_PART_BYTES:
            raise TemplateError(Problem("template.too-large", Place(name), {"limit": MAX_PART_BYTES}))
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise TemplateError(Problem("template.encoding", Place(name), {"offset": error.start})) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise TemplateError(Problem("template.unreadable", Place(name), {"reason": reason})) from None


def _outside(name: str, line: Line) -> TemplateError:
    return _error("template.include-outside", line, value=shown(name), example="part.md")


def _error(code: str, line: Line, **facts: object) -> TemplateError:
    return TemplateError(Problem(code, Place(line.file, line=line.number, excerpt=line.text), facts))
