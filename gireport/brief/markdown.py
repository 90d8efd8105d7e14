"""The rendered body as a sequence of nodes, by CommonMark's rules and with nothing of HTML in it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from markdown_it import MarkdownIt

from gireport.brief.emphasis import read_emphasis
from gireport.brief.values import MARK_PATTERN
from gireport.dataset.characters import shown
from gireport.errors import Place, Problem, TemplateError
from gireport.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from gireport.brief.expressions import Rendered

_LISTS = ("bullet_list_open", "ordered_list_open")
_DEEPEST_LIST = 3  # 1., 1.1, 1.1.1; deeper ones nobody follows
_LONGEST_ADDRESS = 2000
_HOST = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*\.[A-Za-z]{2,}"
_ADDRESS = re.compile(
    rf"https://{_HOST}(?::[0-9]{{1,5}})?(?:[/?#](?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{{2}})*)?"
    rf"|mailto:[A-Za-z0-9._+-]+@{_HOST}"
)


class Inline(NamedTuple):
    """A stretch of literal text, marks included, in one style, the line of the source that it stands on, and the
    address that it is a link to.
    """

    text: str
    bold: bool
    italic: bool
    line: int
    link: str = ""


@dataclass(frozen=True, slots=True)
class HeadingNode:
    """A heading of depth 1 to 6."""

    depth: int
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class ParagraphNode:
    """A paragraph."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class ListNode:
    """A list; `start` is the first number of a numbered one, None for bullets."""

    items: tuple[tuple[Inline, ...], ...]
    start: int | None
    below: tuple[ListNode | None, ...] = ()
    """For each item the list below it; empty where none has one."""


@dataclass(frozen=True, slots=True)
class DirectiveNode:
    """A fenced block: the word after the fence, the TOML inside, and the lines of the source they stand on."""

    name: str
    toml: str
    line: int
    toml_lines: tuple[int, ...]


Node = HeadingNode | ParagraphNode | ListNode | DirectiveNode


class _Parser(MarkdownIt):
    """Reads every link, so that one to a bad address is refused and not printed as it is typed."""

    def validateLink(self, url: str) -> bool:  # noqa: N802
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url


@cache
def _parser() -> MarkdownIt:
    # Everything else stays the characters it is typed as: images and HTML are no part of the language.
    parser = _Parser("zero").enable(["heading", "list", "fence", "emphasis", "escape", "newline", "link"])
    parser.inline.ruler.at("emphasis", read_emphasis)
    return parser


def is_address(text: str) -> bool:
    """Whether a link may lead there: https or mailto, in the characters that RFC 3986 has for addresses."""
    return len(text) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None


# Briefs of one template mostly differ in their values alone, for which marks stand here.
@lru_cache(maxsize=64)
def parse_markdown(rendered: Rendered, file: str) -> tuple[Node, ...]:
    """The nodes of a rendered body, in order. Raises TemplateError for what a brief cannot hold."""
    reader = _Reader(_parser().parse(rendered.text), rendered.lines, file)
    nodes = reader.nodes()
    if reader.problems:
        raise TemplateError(reader.problems)
    return tuple(nodes)


class _Reader:
    def __init__(self, tokens: Sequence[Token], lines: Sequence[int], file: str) -> None:
        self._tokens, self._lines, self._file = tokens, lines, file
        self.problems: list[Problem] = []

    def nodes(self) -> list[Node]:
        nodes: list[Node] = []
        at = 0
        while at < len(self._tokens):
            token = self._tokens[at]
            match token.type:
                case "heading_open":
                    nodes.append(HeadingNode(int(token.tag[1]), self._inlines(self._tokens[at + 1])))
                    at += 3
                case "paragraph_open":
                    nodes.append(ParagraphNode(self._inlines(self._tokens[at + 1])))
                    at += 3
                case "bullet_list_open" | "ordered_list_open":
                    node, at = self._list(at, 1)
                    nodes.append(node)
                case "fence":
                    first, end = token.map or (0, 0)
                    inside = tuple(self._lines[first + 1 : end])
                    nodes.append(DirectiveNode(token.info.strip(), token.content, self._line(token), inside))
                    at += 1
                case other:
                    raise AssertionError(f"{other}: a kind of block that the parser was not told to read")
        return nodes

    def _list(self, at: int, depth: int) -> tuple[ListNode, int]:
        """The list that opens at `at`, in as many others as `depth` says less one, and where it has ended. An item has
        a paragraph and, after it, at most one list.
        """
        opening = self._tokens[at]
        start = int(opening.attrs.get("start", 1)) if opening.type.startswith("ordered") else None
        items: list[tuple[Inline, ...]] = []
        below: list[ListNode | None] = []
        at += 1
        while self._tokens[at].level > opening.level:
            token = self._tokens[at]
            if token.level == opening.level + 1 and token.nesting > 0:
                items.append(())
                below.append(None)
            elif token.level == opening.level + 2 and token.nesting >= 0:
                if token.type == "paragraph_open" and not items[-1]:
                    items[-1] = self._inlines(self._tokens[at + 1])
                elif token.type in _LISTS and items[-1] and below[-1] is None and depth < _DEEPEST_LIST:
                    below[-1], at = self._list(at, depth + 1)
                    continue
                else:
                    self.problems.append(Problem("template.list-item", Place(self._file, line=self._line(token))))
                    if token.type in _LISTS:
                        at = self._list(at, depth + 1)[1]
                        continue
            at += 1
        return ListNode(tuple(items), start, tuple(below) if any(below) else ()), at + 1

    def _inlines(self, token: Token) -> tuple[Inline, ...]:
        inlines: list[Inline] = []
        first_of_link = 0
        bold = italic = breaks = 0
        link = ""
        first = token.map[0] if token.map else 0
        for child in token.children or []:
            line = self._lines[min(first + breaks, len(self._lines) - 1)]
            match child.type:
                case "strong_open" | "strong_close":
                    bold += child.nesting
                case "em_open" | "em_close":
                    italic += child.nesting
                case "link_open":
                    link = self._address(child, line)
                    first_of_link = len(inlines)
                case "link_close":
                    if len(inlines) == first_of_link:
                        self.problems.append(Problem("template.link-without-words", Place(self._file, line=line)))
                    link = ""
                case "softbreak" | "hardbreak":
                    between = " " if child.type == "softbreak" else "\n"
                    inlines.append(Inline(between, bold > 0, italic > 0, line, link))
                    breaks += 1
                case _:
                    if child.content:
                        inlines.append(Inline(child.content, bold > 0, italic > 0, line, link))
        return tuple(inlines)

    def _address(self, token: Token, line: int) -> str:
        """Where a link leads; nothing, and a problem, where that is no place that a brief may lead to."""
        address = str(token.attrs.get("href", ""))
        if is_address(address) and "title" not in token.attrs:
            return address
        # What an expression would have printed is unknown here, and is never part of an address.
        facts = {"value": shown(re.sub(MARK_PATTERN, "{{ … }}", address))}
        self.problems.append(Problem("template.link", Place(self._file, line=line), facts))
        return ""

    def _line(self, token: Token) -> int:
        """The source line on which a token begins."""
        index = token.map[0] if token.map else 0
        return self._lines[min(index, len(self._lines) - 1)]
