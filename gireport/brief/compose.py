"""Selection + template → brief."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from gireport.brief.directives import Workshop
from gireport.brief.expressions import Expressions
from gireport.brief.markdown import DirectiveNode, HeadingNode, Node, parse_markdown
from gireport.brief.model import Block, Brief, Furniture, Heading, Picture, plain, unlinked
from gireport.brief.parameters import check_selection, parameter_names, settled
from gireport.brief.places import own_words
from gireport.brief.prose import Prose
from gireport.brief.prose_blocks import prose_block
from gireport.brief.provenance import provenance_of
from gireport.brief.speech import Speech
from gireport.brief.values import Marks
from gireport.brief.vocabulary import Vocabulary
from gireport.errors import Place, Problem, SelectionError, TemplateError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gireport.brief.expressions import Passage
    from gireport.brief.model import Text
    from gireport.brief.parameters import ParameterValue
    from gireport.brief.template import Template
    from gireport.dataset.compare import Comparison
    from gireport.dataset.select import Selection
    from gireport.thai.calendar_names import Language
    from gireport.thai.digits import Digits
    from gireport.thai.written import Calendar


def compose(
    selection: Selection,
    template: Template,
    *,
    lang: Language | None = None,
    digits: Digits = "arabic",
    calendar: Calendar | None = None,
    parameters: Mapping[str, str] | None = None,
    comparison: Comparison | None = None,
) -> Brief:
    """The brief that `template` says of `selection`, its digits Arabic or Thai, its years BE or CE.

    Where `lang` or `calendar` is not given, it is the first that the template names. `parameters` are texts, as one
    types them. With a `comparison`, the brief can say how its figures differ from an older version of the data. What
    was loaded from a user's file is composed in a process of its own, within `TemplateLimits`.

    Raises UsageError for Thai digits in English and for parameters that the template does not declare so,
    SelectionError where the dataset lacks what the template needs, TemplateError where the template is not written for
    the language or calendar, where it takes too much, and with the line of whatever is wrong in it.
    """
    template, speech, values = checked(selection, template, lang, digits, calendar, parameters)
    work = partial(_composed, selection, template, speech, digits, values, comparison)
    provenance = provenance_of(selection, template, speech, digits, values, comparison)
    if template.is_built_in:
        brief = work()
    else:
        from gireport.brief.confined import confined

        # Theme and paper are the front matter's, which this process has read itself.
        brief = replace(confined(work, template.file), theme=template.theme, paper=template.paper)
    return replace(brief, provenance=replace(provenance, pictures=_pictures(brief)))


def checked(
    selection: Selection,
    template: Template,
    lang: Language | None,
    digits: Digits,
    calendar: Calendar | None,
    parameters: Mapping[str, str] | None,
) -> tuple[Template, Speech, dict[str, ParameterValue]]:
    """The template in its language, how it speaks, and its parameters: all of `compose` that can be refused before
    anything is composed. Raises UsageError, SelectionError and TemplateError as that does.
    """
    template = template.in_language(lang or template.language)
    speech = Speech(template.language, template.in_calendar(calendar))
    if digits == "thai" and speech.language != "th":
        # A reader of English cannot be expected to read them, and a number that is not read is as bad as a wrong one.
        raise UsageError(Problem("usage.thai-digits"))
    _check_needs(selection, template)
    template.requires.check(selection, template.name)
    values = settled(template.parameters, parameters or {})
    check_selection(values, template.parameters, selection)
    return template, speech, values


def _pictures(brief: Brief) -> tuple[str, ...]:
    images = (block.image.data for block in brief.blocks if isinstance(block, Picture))
    return tuple(hashlib.sha256(data).hexdigest() for data in images)


def _composed(
    selection: Selection,
    template: Template,
    speech: Speech,
    digits: Digits,
    values: Mapping[str, ParameterValue],
    comparison: Comparison | None,
) -> Brief:
    """The brief, made here and now. Raises TemplateError with each problem at its line."""
    try:
        return _made(selection, template, speech, digits, values, comparison)
    except TemplateError as error:
        raise template.located(error) from None


def _made(
    selection: Selection,
    template: Template,
    speech: Speech,
    digits: Digits,
    values: Mapping[str, ParameterValue],
    comparison: Comparison | None,
) -> Brief:
    marks = Marks(speech.calendar, speech.phrases.not_known)
    vocabulary = Vocabulary(selection, speech, comparison)
    prose = Prose(marks, speech.language, digits, template.file, template.origin)
    expressions = Expressions({**vocabulary.names(), "parameters": parameter_names(values)}, marks, speech)
    try:
        rendered = expressions.render(template.body, template.file)
    except TemplateError as error:
        raise TemplateError([*_faults_around(template, expressions), *error.problems]) from None
    nodes = parse_markdown(rendered, template.file)
    workshop = Workshop(vocabulary, prose, speech.phrases, template.file, template.folder)
    blocks = _blocks(nodes, workshop, prose)
    if not blocks or not isinstance(blocks[0], Heading) or blocks[0].depth != 1:
        raise TemplateError(Problem("template.no-title", Place(template.file, line=template.body.line)))

    def furniture(passage: Passage) -> Text:
        return unlinked(prose.passage(expressions.render(passage, template.file).text, passage.line))

    head_right = furniture(template.head_right)
    as_of = selection.dataset.as_of
    return Brief(
        title=(plain(furniture(template.title)) or plain(blocks[0].text)).replace("\n", " ").replace("\u00a0", " "),
        subject=plain(furniture(template.subject)) or plain(head_right),
        language=speech.language,
        digits=digits,
        moment=as_of.last_day if as_of else selection.dataset.years[-1].last_day,
        furniture=Furniture(
            head_left=furniture(template.head_left),
            head_right=head_right,
            foot_left=furniture(template.foot_left),
            page=speech.phrases.page,
        ),
        blocks=blocks,
        words=(*selection.dataset.words, *own_words(selection)),
        justify=template.justify,
        theme=template.theme,
        paper=template.paper,
        calendar=speech.calendar,
    )


def _faults_around(template: Template, expressions: Expressions) -> Iterator[Problem]:
    """What is wrong with the expressions of the settings, to be told with what is wrong with the body's."""
    for passage in (template.head_left, template.head_right, template.foot_left, template.title, template.subject):
        try:
            expressions.render(passage, template.file)
        except TemplateError as error:
            yield from error.problems


def _check_needs(selection: Selection, template: Template) -> None:
    missing = [name for name in template.needs if not selection.dataset.has(name)]
    if missing:
        facts = {"template": template.name, "tables": ", ".join(missing), "dataset": selection.dataset.name}
        raise SelectionError(Problem("selection.table-missing", facts=facts))


def _blocks(nodes: Sequence[Node], workshop: Workshop, prose: Prose) -> tuple[Block, ...]:
    """The blocks that are left of the nodes, in order. Raises TemplateError with every problem of all of them."""
    # Directives first: a sentence may refer to a table that comes after it.
    blocks: dict[int, Block] = workshop.make_all(
        {index: node for index, node in enumerate(nodes) if isinstance(node, DirectiveNode)}
    )
    problems = workshop.problems
    for index, node in enumerate(nodes):
        try:
            block = None if isinstance(node, DirectiveNode) else prose_block(node, prose)
        except TemplateError as error:
            problems += error.problems
        else:
            blocks.update({index: block} if block is not None else {})
    problems += _skipped_depths(nodes, blocks, workshop.file)
    if problems:
        raise TemplateError(sorted(problems, key=lambda problem: problem.place.line or 0))
    return tuple(blocks[index] for index in sorted(blocks))


def _skipped_depths(nodes: Sequence[Node], blocks: Mapping[int, Block], file: str) -> list[Problem]:
    """The headings that are more than one deeper than the one before them. A reader who goes by headings would look
    for what is between, and PDF/UA allows none (ISO 14289-1, 7.4.2).
    """
    problems = []
    before = 0
    for index in sorted(blocks):
        block, node = blocks[index], nodes[index]
        if isinstance(block, Heading) and isinstance(node, HeadingNode):
            if block.depth > before + 1 and before:
                facts = {"depth": "#" * block.depth, "before": "#" * before}
                problems.append(Problem("template.heading-skipped", Place(file, line=node.inlines[0].line), facts))
            before = block.depth
    return problems
