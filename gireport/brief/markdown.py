"""The rendered body as a sequence of nodes, by CommonMark's rules and with nothing of HTML in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from markdown_it import MarkdownIt

from gireport.errors import Place, Problem, TemplateError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from gireport.brief.expressions import Rendered


class Inline(NamedTuple):
    """A stretch of literal text, marks included, in one style."""

    text: str
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True)
class HeadingNode:
    """A heading of depth 1 to 6."""

    depth: int
    inlines: tuple[Inline, ...]
    line: int


@dataclass(frozen=True, slots=True)
class ParagraphNode:
    """A paragraph."""

    inlines: tuple[Inline, ...]
    line: int


@dataclass(frozen=True, slots=True)
class ListNode:
    """A list; `start` is the first number of a numbered one, None for bullets."""

    items: tuple[tuple[Inline, ...], ...]
    start: int | None
    line: int


@dataclass(frozen=True, slots=True)
class DirectiveNode:
    """A fenced block: the word after the fence, and the TOML inside with the line on which it begins."""

    name: str
    toml: str
    line: int


Node = HeadingNode | ParagraphNode | ListNode | DirectiveNode


@cache
def _parser() -> MarkdownIt:
    # Everything else stays the characters it is typed as: links, images and HTML are no part of the language.
    return MarkdownIt("zero").enable(["heading", "list", "fence", "emphasis", "escape", "newline"])


def parse_markdown(rendered: Rendered, file: str) -> list[Node]:
    """The nodes of a rendered body, in order. Raises TemplateError for what a brief cannot hold."""
    reader = _Reader(_parser().parse(rendered.text), rendered.lines, file)
    nodes = reader.nodes()
    if reader.problems:
        raise TemplateError(reader.problems)
    return nodes


class _Reader:
    def __init__(self, tokens: Sequence[Token], lines: Sequence[int], file: str) -> None:
        self._tokens, self._lines, self._file = tokens, lines, file
        self.problems: list[Problem] = []

    def nodes(self) -> list[Node]:
        nodes: list[Node] = []
        at = 0
        while at < len(self._tokens):
            token = self._tokens[at]
            line = self._line(token)
            match token.type:
                case "heading_open":
                    nodes.append(HeadingNode(int(token.tag[1]), _inlines(self._tokens[at + 1]), line))
                    at += 3
                case "paragraph_open":
                    nodes.append(ParagraphNode(_inlines(self._tokens[at + 1]), line))
                    at += 3
                case "bullet_list_open" | "ordered_list_open":
                    start = int(token.attrs.get("start", 1)) if token.type.startswith("ordered") else None
                    items, at = self._items(at)
                    nodes.append(ListNode(items, start, line))
                case "fence":
                    nodes.append(DirectiveNode(token.info.strip(), token.content, line))
                    at += 1
                case _:
                    self._refuse(token)
                    at += 1
        return nodes

    def _items(self, at: int) -> tuple[tuple[tuple[Inline, ...], ...], int]:
        """The items of the list that opens at `at`, one paragraph each, and where the list has ended."""
        items = []
        depth = self._tokens[at].level
        at += 1
        while self._tokens[at].level > depth:
            token = self._tokens[at]
            if token.type == "inline":
                items.append(_inlines(token))
            elif token.type not in _LIST_PARTS or token.level > depth + 2:
                self._refuse(token)
            at += 1
        return tuple(items), at + 1

    def _refuse(self, token: Token) -> None:
        self.problems.append(
            Problem("template.not-supported", Place(self._file, line=self._line(token)), {"what": token.type})
        )

    def _line(self, token: Token) -> int:
        """The source line on which a token begins."""
        index = token.map[0] if token.map else 0
        return self._lines[min(index, len(self._lines) - 1)]


_LIST_PARTS = frozenset({"list_item_open", "list_item_close", "paragraph_open", "paragraph_close"})


def _inlines(token: Token) -> tuple[Inline, ...]:
    inlines: list[Inline] = []
    bold = italic = 0
    for child in token.children or []:
        match child.type:
            case "strong_open" | "strong_close":
                bold += child.nesting
            case "em_open" | "em_close":
                italic += child.nesting
            case "softbreak":
                inlines.append(Inline(" ", bold > 0, italic > 0))
            case "hardbreak":
                inlines.append(Inline("\n", bold > 0, italic > 0))
            case _:
                if child.content:
                    inlines.append(Inline(child.content, bold > 0, italic > 0))
    return tuple(inlines)
