"""Selection + template → brief."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from gireport.brief.directives import Workshop
from gireport.brief.expressions import Expressions
from gireport.brief.markdown import DirectiveNode, HeadingNode, ListNode, Node, ParagraphNode, parse_markdown
from gireport.brief.model import Block, Brief, Furniture, Heading, ItemList, Paragraph, plain
from gireport.brief.phrases import PHRASES
from gireport.brief.prose import Prose
from gireport.brief.values import Marks
from gireport.brief.vocabulary import Vocabulary
from gireport.errors import Place, Problem, SelectionError, TemplateError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gireport.brief.model import Text
    from gireport.brief.template import Template
    from gireport.dataset.select import Selection
    from gireport.thai.digits import Digits

_BULLET = "–"


def compose(
    selection: Selection, template: Template, *, lang: Literal["th"] = "th", digits: Digits = "arabic"
) -> Brief:
    """The brief that `template` says of `selection`, its digits Arabic or Thai.

    Raises SelectionError where the dataset lacks a table that the template needs, TemplateError with the line of
    whatever is wrong in the template.
    """
    _check_needs(selection, template)
    marks = Marks()
    vocabulary = Vocabulary(selection, lang)
    prose = Prose(marks, digits, template.file)
    expressions = Expressions(vocabulary.names(), marks)
    nodes = parse_markdown(expressions.render(template.body, template.file, template.body_line), template.file)
    # Directives first: a sentence may refer to a table that comes after it.
    shop = Workshop(vocabulary, prose, PHRASES[lang], template.file)
    made = {index: shop.make(node) for index, node in enumerate(nodes) if isinstance(node, DirectiveNode)}
    if shop.problems:
        raise TemplateError(shop.problems)
    blocks = tuple(
        block
        for index, node in enumerate(nodes)
        for block in ([made[index]] if isinstance(node, DirectiveNode) else _blocks(node, prose))
        if block is not None
    )
    if not blocks or not isinstance(blocks[0], Heading) or blocks[0].depth != 1:
        raise TemplateError(Problem("template.no-title", Place(template.file, line=template.body_line)))

    def furniture(source: str) -> Text:
        return prose.text(expressions.render(source, template.file).text, None)

    as_of = selection.dataset.as_of
    return Brief(
        title=plain(blocks[0].text).replace("\n", " "),
        subject=plain(furniture(template.head_right)),
        language=lang,
        digits=digits,
        moment=as_of.last_day if as_of else selection.dataset.years[-1].last_day,
        furniture=Furniture(
            head_left=furniture(template.head_left),
            head_right=furniture(template.head_right),
            foot_left=furniture(template.foot_left),
            page=PHRASES[lang].page,
        ),
        blocks=blocks,
    )


def _check_needs(selection: Selection, template: Template) -> None:
    missing = [name for name in template.needs if not selection.dataset.has(name)]
    if missing:
        facts = {"template": template.name, "tables": ", ".join(missing), "dataset": selection.dataset.name}
        raise SelectionError(Problem("selection.table-missing", facts=facts))


def _blocks(node: Node, prose: Prose) -> Iterator[Block]:
    """The block of a node of prose; none where no words are left of it."""
    match node:
        case HeadingNode():
            if text := prose.text(node.inlines, node.line):
                yield Heading(node.depth, text)
        case ParagraphNode():
            if text := prose.text(node.inlines, node.line):
                yield Paragraph(text)
        case ListNode():
            items = tuple(text for item in node.items if (text := prose.text(item, node.line)))
            if items:
                yield ItemList(items, _labels(len(items), node.start, prose))


def _labels(count: int, start: int | None, prose: Prose) -> tuple[str, ...]:
    if start is None:
        return (_BULLET,) * count
    return tuple(prose.words(f"{number}.") for number in range(start, start + count))
