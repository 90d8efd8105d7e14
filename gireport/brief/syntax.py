"""What is wrong with the expressions of a passage, all of it: Jinja itself stops at the first.

Each tag is read by itself where the passage as a whole cannot be read, and each name that nobody gives is looked for
where one was missed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import TemplateSyntaxError, meta, nodes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from jinja2 import Environment

_MOST = 50
# What a tag needs around it to be a whole. What only ends or parts another has nothing in it to be wrong.
_AROUND = {"": ("", ""), "if": ("", "{% endif %}"), "elif": ("{% if 1 %}", "{% endif %}"), "for": ("", "{% endfor %}")}
_BEGINS, _ENDS = ("variable_begin", "block_begin"), ("variable_end", "block_end")
_END = re.compile(r"[%}]\}")
_NO_TAG = "Encountered unknown tag"


class Fault(NamedTuple):
    """What cannot be read: why, its line in the passage, counted from 1, and the first line of the tag."""

    reason: str
    line: int
    expression: str = ""


class _Tag(NamedTuple):
    """A tag, the word that it begins with if it is none that prints, its line, and why it has no end, or ""."""

    text: str
    word: str
    line: int
    reason: str = ""


def faults(source: str, environment: Environment) -> list[Fault]:
    """Each tag of the source that cannot be read by itself; none where each can, so that their order is at fault."""
    found: list[Fault] = []
    for tag in _tags(source, environment):
        if tag.reason:
            found.append(_fault(tag, tag.reason, 1))
        elif tag.word != "else" and not tag.word.startswith("end"):
            found += _faults_of(tag, environment)
    return found[:_MOST]


def unknown_filters(tree: nodes.Node, environment: Environment) -> list[Fault]:
    """The filters and tests that expressions name and the language has not, each time with its line."""
    missing = [
        ("filter" if isinstance(node, nodes.Filter) else "test", node)
        for node in tree.find_all((nodes.Filter, nodes.Test))
        if node.name not in (environment.filters if isinstance(node, nodes.Filter) else environment.tests)
    ]
    return [Fault(f"No {kind} named '{node.name}'.", node.lineno) for kind, node in missing][:_MOST]


def missing_names(source: str, environment: Environment, known: Collection[str]) -> list[tuple[str, int]]:
    """The names that the source uses and nobody gives, each with each of its lines, in the order of lines.

    One whose absence is provided for (`name | default(…)`, `name is defined`) is none of them.
    """
    tree = environment.parse(source)
    missing = meta.find_undeclared_variables(tree) - set(known)
    provided = {
        id(node.node)
        for node in tree.find_all((nodes.Filter, nodes.Test))
        if node.name in ("default", "defined", "undefined")
    }
    used = {
        (name.lineno, name.name)
        for name in tree.find_all(nodes.Name)
        if name.name in missing and id(name) not in provided
    }
    return [(name, line) for line, name in sorted(used)][:_MOST]


def _faults_of(tag: _Tag, environment: Environment) -> list[Fault]:
    before, after = _AROUND.get(tag.word, ("", ""))
    try:
        tree = environment.parse(f"{before}{tag.text}{after}")
    except TemplateSyntaxError as error:
        reason = error.message or ""
        # Of a tag that begins what another ends (`raw`, `set` without a value) nothing more is known by itself.
        is_fault = tag.word in _AROUND or reason.startswith(_NO_TAG) or "end of template" not in reason
        return [_fault(tag, reason, error.lineno)] if is_fault else []
    except RecursionError as error:
        return [_fault(tag, str(error), 1)]
    return [_fault(tag, fault.reason, fault.line) for fault in unknown_filters(tree, environment)]


def _fault(tag: _Tag, reason: str, line: int) -> Fault:
    return Fault(reason, tag.line + line - 1, tag.text.split("\n", 1)[0] if line == 1 else "")


def _tags(source: str, environment: Environment) -> Iterator[_Tag]:
    """Every tag in order. Where the reader stops inside one, it begins anew after what looks like the tag's end."""
    offset, start, word = 0, -1, ""
    while offset < len(source):
        at = offset
        try:
            for _, kind, value in environment.lexer.tokeniter(source[offset:], None):
                # The reader leaves out what trimming takes away: every piece is looked for from the last one on.
                at = max(source.find(value, at), at) + len(value)
                if kind in _BEGINS:
                    start, word = at - len(value), "" if kind == "variable_begin" else "?"
                elif word == "?" and kind == "name":
                    word = value
                elif kind in _ENDS:
                    yield _Tag(source[start:at].rstrip("\n"), word, _line(source, start))
                    start = -1
            if start >= 0:
                yield _Tag(source[start:], word, _line(source, start))
            return
        except TemplateSyntaxError as error:
            if start < 0:
                yield _Tag("", "", source.count("\n", 0, offset) + error.lineno, error.message or "")
                return
            end = _END.search(source, at)
            offset = end.end() if end else len(source)
            yield _Tag(source[start:offset], word, _line(source, start), error.message or "")
            start = -1


def _line(source: str, offset: int) -> int:
    return source.count("\n", 0, offset) + 1
