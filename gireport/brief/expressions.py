"""Jinja as the language of expressions: sandboxed, strict, and printing marks in place of values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes, pass_context
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.ext import Extension
from jinja2.lexer import Token
from jinja2.sandbox import ImmutableSandboxedEnvironment

from gireport.errors import Place, Problem, TemplateError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import TracebackType

    from jinja2.lexer import TokenStream
    from jinja2.runtime import Context

    from gireport.brief.values import Marks

_MARKS = "marks of this rendering"  # no expression can spell a name with spaces
_LINE = re.compile("\ufdd2([0-9]+)\ufdd3")  # "this stood on line n of the source"; gone once the text is rendered
LINE_CHARACTERS = frozenset("\ufdd2\ufdd3")
# What these make of text with marks in it is no value, and nothing in a brief needs them.
_REFUSED_NODES = (
    nodes.AssignBlock,
    nodes.Block,
    nodes.CallBlock,
    nodes.Extends,
    nodes.FilterBlock,
    nodes.FromImport,
    nodes.Import,
    nodes.Include,
    nodes.Macro,
)


class Rendered(NamedTuple):
    """A template's text with marks in place of values, and the source line of each of its lines."""

    text: str
    lines: tuple[int, ...]


class _NumberedLines(Extension):
    """Writes into the literal text of a template, at the start of each line, which line it is."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        for token in stream:
            if token.type == "data":
                pieces = token.value.split("\n")
                numbered = [f"\ufdd2{token.lineno + index}\ufdd3{piece}" for index, piece in enumerate(pieces)]
                yield Token(token.lineno, "data", "\n".join(numbered))
            else:
                yield token


@pass_context
def _mark(context: Context, value: object) -> str:
    if isinstance(value, StrictUndefined):
        return str(value)  # raises, naming what is undefined
    marks: Marks = context[_MARKS]
    return marks.put(value)


class Expressions:
    """Renders texts with one set of names."""

    def __init__(self, names: Mapping[str, Any], marks: Marks) -> None:
        self._names = {**names, _MARKS: marks}
        self._environment = ImmutableSandboxedEnvironment(
            undefined=StrictUndefined,
            finalize=_mark,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            extensions=[_NumberedLines],
        )
        self._environment.globals.clear()  # no range, lipsum or cycler: only what a brief is made of

    def render(self, source: str, file: str, first_line: int = 1) -> Rendered:
        """The source with its expressions and conditions carried out.

        `first_line` is where the source begins in its file. Raises TemplateError with the line.
        """
        template = self._compile(source, file, first_line)
        try:
            text = "".join(template.root_render_func(template.new_context(self._names)))
        except (UndefinedError, SecurityError) as error:
            raise self._failure("template.undefined", error, template, file, first_line) from error
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            raise self._failure("template.expression", error, template, file, first_line) from error
        return _without_numbers(text, first_line)

    def _compile(self, source: str, file: str, first_line: int) -> Template:
        try:
            tree = self._environment.parse(source)
            refused = list(tree.find_all(_REFUSED_NODES))
            if refused:
                raise TemplateError(
                    [
                        _problem(
                            "template.not-allowed",
                            file,
                            first_line + node.lineno - 1,
                            what=type(node).__name__,
                        )
                        for node in refused
                    ]
                )
            return self._environment.from_string(tree)
        except TemplateSyntaxError as error:
            line = first_line + error.lineno - 1
            raise TemplateError(_problem("template.syntax", file, line, reason=error.message or "")) from None

    def _failure(self, code: str, error: Exception, template: Template, file: str, first_line: int) -> TemplateError:
        line = _line_in_template(error.__traceback__, template)
        reason = str(error) or type(error).__name__
        return TemplateError(_problem(code, file, None if line is None else first_line + line - 1, reason=reason))


def _without_numbers(text: str, first_line: int) -> Rendered:
    """The rendered text without the line numbers in it, and the numbers by line of text."""
    cleaned, lines = [], []
    number = 1
    for line in text.split("\n"):
        found = _LINE.search(line)
        if found:
            number = int(found[1])
        lines.append(first_line + number - 1)
        cleaned.append(_LINE.sub("", line))
    return Rendered("\n".join(cleaned), tuple(lines))


def _line_in_template(trace: TracebackType | None, template: Template) -> int | None:
    """The line of the template in which an error came up: the innermost frame of its compiled code."""
    line = None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = template.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return line


def _problem(code: str, file: str, line: int | None, **facts: object) -> Problem:
    return Problem(code, Place(file, line=line), facts)
