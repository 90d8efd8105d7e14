"""Jinja as the language of expressions: sandboxed, strict, and printing marks in place of values."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import StrictUndefined, Template, TemplateRuntimeError, TemplateSyntaxError, nodes, pass_context
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.ext import Extension
from jinja2.lexer import Token
from jinja2.sandbox import ImmutableSandboxedEnvironment

from gireport.brief.filters import FILTERS, SPEECH, is_filled, is_none
from gireport.brief.speech import Speech
from gireport.brief.syntax import Fault, faults, missing_names, unknown_filters
from gireport.brief.values import MARK_PATTERN, UnknownWordError, printed
from gireport.dataset.spelling import nearest, unknown_word
from gireport.errors import Place, Problem, TemplateError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from types import TracebackType

    from jinja2.lexer import TokenStream
    from jinja2.runtime import Context

    from gireport.brief.values import Marks

_MARKS = "marks of this rendering"  # no expression can spell a name with spaces
_JOINED = "operand of ~"
_FAILURES = (ArithmeticError, AttributeError, LookupError, RecursionError, TemplateRuntimeError, TypeError, ValueError)
_THAI = Speech()
_ALIKE = 0.75  # a name that was meant is one slip away; of those further away any guess would mislead
_NO_NAME = re.compile("'([^']+)' is undefined")
_NO_FILTER = re.compile("No filter named '([^']+)'")
_TAG = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_TAG_END = re.compile(r"(?<![-+])([%#]\})$")
_NOT_NEWLINE = re.compile(r"[^\n]")
# "What follows stood on line n of the source": gone once the text is rendered.
_LINE = re.compile("\ufdd2([0-9]+)\ufdd3")
_LINE_OF_WORDS = re.compile("\ufdd2([0-9]+)\ufdd3[ \t]*(?=[^\\s\ufdd2])")
_LINE_OF_MARK = re.compile(f"\ufdd2([0-9]+)\ufdd3({MARK_PATTERN})")
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
# What chooses, orders and counts values. Filters that make text of them are left out: a number would come out of them
# ungrouped, in a script of its own.
_FILTERS = (
    "abs", "default", "first", "last", "length", "list", "map", "max", "min", "reject", "rejectattr", "reverse",
    "select", "selectattr", "sort", "sum", "unique",
)  # fmt: skip


class Passage(NamedTuple):
    """A text of a template, and the line of its file on which it begins."""

    text: str
    line: int


class Rendered(NamedTuple):
    """A template's text with marks in place of values, and the source line of each of its lines."""

    text: str
    lines: tuple[int, ...]


class _Lines(Extension):
    """Lines as whoever writes a template sees them: one that only tags stand on is no line of the text, any other is.
    And each says which it is, at the start of its literal text and before each value.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        words = _TAG.sub(lambda tag: _NOT_NEWLINE.sub(" ", tag[0]), source).split("\n")
        # `trim_blocks` takes the line's end right after every tag; a plus keeps it where the tag stands behind words.
        return "\n".join(
            _TAG_END.sub(r"+\1", line) if said.strip() else line.rstrip(" ")
            for line, said in zip(source.split("\n"), words, strict=True)
        )

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        for token in stream:
            if token.type == "data":
                pieces = token.value.split("\n")
                numbered = [f"\ufdd2{token.lineno + index}\ufdd3{piece}" for index, piece in enumerate(pieces)]
                yield Token(token.lineno, "data", "\n".join(numbered))
            elif token.type == "variable_begin":
                yield Token(token.lineno, "data", f"\ufdd2{token.lineno}\ufdd3")
                yield token
            else:
                yield token


class _Reason(str):
    """Why something is not there, with the word that was missed and those that there are."""

    __slots__ = ("known", "word")

    word: str
    known: tuple[str, ...]


class _Missing(StrictUndefined):
    """What is not there; of an entry of a row or a level its message knows the others."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        reason = _Reason(super()._undefined_message)
        entries = self._undefined_obj if isinstance(self._undefined_obj, dict) else {}
        reason.word, reason.known = str(self._undefined_name), tuple(key for key in entries if isinstance(key, str))
        return reason


@pass_context
def _mark(context: Context, value: object) -> str:
    if isinstance(value, StrictUndefined):
        return str(value)  # raises, naming what is undefined
    marks: Marks = context[_MARKS]
    return marks.put(value)


@pass_context
def _joined(context: Context, value: object) -> str:
    """An operand of `~`, as it would be printed by itself. Raises UnprintableError for what would not be."""
    marks: Marks = context[_MARKS]
    return value if isinstance(value, str) else printed(value, "arabic", marks.calendar, marks.not_known)


@pass_context
def _join(context: Context, values: Iterable[object], between: str = "") -> str:
    """The filter `join`."""
    return between.join(_joined(context, value) for value in values)


class Expressions:
    """Renders texts with one set of names."""

    def __init__(self, names: Mapping[str, Any], marks: Marks, speech: Speech = _THAI) -> None:
        self._marks = marks
        self._names = {**names, _MARKS: marks, SPEECH: speech}

    def render(self, passage: Passage, file: str) -> Rendered:
        """The passage with its expressions and conditions carried out. Raises TemplateError with the line."""
        template = _compiled(passage, file)
        try:
            text = "".join(template.root_render_func(template.new_context(self._names)))
        except (UndefinedError, SecurityError) as error:
            if _NO_NAME.fullmatch(str(error)):
                self._refuse_missing(passage, file)
            code, facts = _missed(error)
            raise _failure(code, error, template, passage, file, **facts) from error
        except UnknownWordError as error:
            code, facts = unknown_word("template.unknown-word", error.word, error.known)
            raise _failure(code, error, template, passage, file, **facts) from error
        except _FAILURES as error:
            raise _failure("template.expression", error, template, passage, file) from error
        for match in _LINE_OF_MARK.finditer(text):
            self._marks.note_line(match[2], passage.line + int(match[1]) - 1)
        return _without_numbers(text, passage.line)

    def _refuse_missing(self, passage: Passage, file: str) -> None:
        """Raises TemplateError with every name of the passage that is not there, with the nearest that is."""
        known = [name for name in self._names if name.isidentifier()]
        problems = []
        for name, line in missing_names(passage.text, _environment(), known):
            near = nearest(name, known, _ALIKE)
            code, facts = ("template.undefined-near", {"near": near}) if near else ("template.undefined", {})
            reason = f"'{name}' is undefined"
            problems.append(_problem(code, file, passage.line + line - 1, reason=reason, **facts))
        if problems:
            raise TemplateError(problems)


def _missed(error: UndefinedError | SecurityError) -> tuple[str, dict[str, object]]:
    """How to say that an entry is not there, with the nearest that is, or all of them."""
    reason = error.args[0] if error.args else ""
    if not isinstance(reason, _Reason) or not reason.known:
        return "template.undefined", {}
    near = nearest(reason.word, reason.known, _ALIKE)
    if near:
        return "template.undefined-near", {"near": near}
    return "template.undefined-among", {"known": ", ".join(reason.known)}


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=_Missing,
        finalize=_mark,
        trim_blocks=True,
        optimized=False,  # nothing is reckoned while a template is only read
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=[_Lines],
    )
    environment.globals.clear()  # no range, lipsum or cycler: only what a brief is made of
    chosen = {name: environment.filters[name] for name in _FILTERS}
    environment.filters = {**chosen, **FILTERS, "join": _join, _JOINED: _joined}
    environment.tests |= {"none": is_none, "filled": is_filled}
    return environment


def filter_names() -> list[str]:
    """The filters that expressions may use."""
    return sorted(name for name in _environment().filters if name.isidentifier())


# Most of what it takes to compose a brief, and the same for every brief of a batch.
@lru_cache(maxsize=64)
def _compiled(passage: Passage, file: str) -> Template:
    def refusal(code: str, line: int, reason: object) -> Problem:
        return _problem(code, file, passage.line + line - 1, reason=reason)

    environment = _environment()
    try:
        tree = environment.parse(passage.text)
        problems = [_not_read(fault, passage, file) for fault in unknown_filters(tree, environment)]
        for node in tree.find_all((*_REFUSED_NODES, nodes.Concat)):
            if isinstance(node, nodes.Concat):
                node.nodes = [_as_joined(operand) for operand in node.nodes]
            else:
                problems.append(refusal("template.not-allowed", node.lineno, type(node).__name__))
        if problems:
            raise TemplateError(problems)
        return environment.from_string(tree)
    except TemplateSyntaxError as error:
        found = faults(passage.text, environment)
        if error.lineno not in {fault.line for fault in found}:
            found.append(Fault(error.message or "", error.lineno))
        raise TemplateError([_not_read(fault, passage, file) for fault in found]) from None
    except (RecursionError, SyntaxError) as error:  # nested deeper than Jinja, or Python below it, can follow
        raise TemplateError(refusal("template.syntax", 1, error)) from None


def _not_read(fault: Fault, passage: Passage, file: str) -> Problem:
    """How to say what cannot be read, with the nearest filter that there is where one is unknown."""
    match = _NO_FILTER.match(fault.reason)
    near = nearest(match[1], filter_names(), _ALIKE) if match else None
    facts = {"reason": fault.reason, "expression": fault.expression, **({"near": near} if near else {})}
    code = "template.syntax-near" if near else "template.syntax"
    return _problem(code, file, passage.line + fault.line - 1, **facts)


def _as_joined(operand: nodes.Expr) -> nodes.Expr:
    return nodes.Filter(operand, _JOINED, [], [], None, None, lineno=operand.lineno)


def _without_numbers(text: str, first_line: int) -> Rendered:
    """The rendered text without the line numbers in it, and the numbers by line of text."""
    cleaned, lines = [], []
    number = 1
    for line in text.split("\n"):
        found = _LINE_OF_WORDS.search(line) or _LINE.search(line)
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


def _failure(
    code: str, error: Exception, template: Template, passage: Passage, file: str, **facts: object
) -> TemplateError:
    line = _line_in_template(error.__traceback__, template)
    line = None if line is None else passage.line + line - 1
    return TemplateError(_problem(code, file, line, reason=str(error) or type(error).__name__, **facts))


def _problem(code: str, file: str, line: int | None, **facts: object) -> Problem:
    return Problem(code, Place(file, line=line), facts)
