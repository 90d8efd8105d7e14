"""Directives: what stands in fences, made into blocks."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from gireport.brief.charts.chart import chart
from gireport.brief.charts.ladder import ladder
from gireport.brief.model import Block, Caption, Chart, KeyFigure, KeyFigures, PageBreak, Table
from gireport.brief.pictures import figure
from gireport.brief.placetables import place_table
from gireport.brief.remarks import columns, note, signature_block, toc
from gireport.brief.revisions import revision_table
from gireport.brief.rowtable import row_table
from gireport.brief.settings import Settings, TomlError, read_toml
from gireport.brief.tables import cross_table, listing_table, series_table
from gireport.dataset.rules import CERTIFICATES
from gireport.dataset.spelling import unknown_word
from gireport.errors import Place, Problem, TemplateError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from gireport.brief.markdown import DirectiveNode
    from gireport.brief.model import Text
    from gireport.brief.phrases import Phrases
    from gireport.brief.prose import Prose
    from gireport.brief.vocabulary import Vocabulary

_MOST_KEY_FIGURES = 4
_NUMBERED = ("chart", "figure", "ladder", "revisions", "table")
_TURNING = "landscape"
_TURNED = ("chart", "table")


class Workshop:
    """What directives are made with. Tables and figures are numbered in the order in which they are made."""

    def __init__(
        self, vocabulary: Vocabulary, prose: Prose, phrases: Phrases, file: str, folder: Path | None = None
    ) -> None:
        """`folder` is where the template's own files are."""
        self.vocabulary, self.prose, self.phrases, self.folder = vocabulary, prose, phrases, folder
        self.problems: list[Problem] = []
        self.file = file
        self._line = 0
        self._numbers = {"table": 0, "figure": 0}
        self._next: DirectiveNode | None = None
        self._turns = False

    def make_all(self, nodes: Mapping[int, DirectiveNode]) -> dict[int, Block]:
        """The blocks of the directives, under the keys of their nodes.

        There is none where its condition is false, where nothing is left of it, or where it has problems, which are
        noted.
        """
        made: dict[int, Block] = {}
        # What has a number first: notes and key figures may refer to a table that comes after them.
        for key in sorted(nodes, key=lambda key: (nodes[key].name not in (_TURNING, *_NUMBERED), key)):
            self._next = nodes.get(key + 1)
            try:
                block = self._make(nodes[key])
            except TemplateError as error:
                self.problems += error.problems
            else:
                made.update({key: block} if block is not None else {})
                if nodes[key].name != _TURNING:
                    self._turns = False
        return made

    def turn_next(self, settings: Settings) -> None:
        """Puts the table or chart that follows at once on a page broader than high."""
        if self._next is None or self._next.name not in _TURNED:
            self.problems.append(Problem("directive.nothing-to-turn", settings.place))
        self._turns = True

    def _make(self, node: DirectiveNode) -> Block | None:
        self._line = node.line
        place = Place(self.file, line=node.line)
        maker = _MAKERS.get(node.name)
        if maker is None:
            code, facts = unknown_word("directive.unknown", node.name, sorted(_MAKERS))
            self.problems.append(Problem(code, place, facts))
            return None
        try:
            entries = read_toml(node.toml)
        except TomlError as error:
            place = Place(self.file, line=(node.line, *node.toml_lines)[error.line])
            self.problems.append(
                Problem("directive.toml", place, {"directive": node.name, "reason": error.reason, **error.facts})
            )
            return None
        settings = Settings(entries, node.name, place, self.prose.marks, self.problems)
        if not settings.flag("when", default=True):
            return None
        before = len(self.problems)
        block = maker(settings, self)
        settings.finish()
        self.problems[before:] = [_at_its_key(problem, node) for problem in self.problems[before:]]
        if self._turns and isinstance(block, Chart | Table):
            block = replace(block, landscape=True)
        return block if len(self.problems) == before else None

    def text(self, source: str) -> Text:
        """A setting's text with its values in place."""
        return self.prose.passage(source, self._line)

    def caption(self, settings: Settings, kind: str) -> Caption:
        """The caption of the table or figure being made, with the number it will have."""
        pattern = self.phrases.table_label if kind == "table" else self.phrases.figure_label
        label = self.prose.words(pattern.format(number=self._numbers[kind] + 1))
        continued = self.phrases.continued.format(label=label) if kind == "table" else ""
        return Caption(label, self.text(settings.text("caption")), continued)

    def numbered(self, settings: Settings, kind: str, caption: Caption) -> None:
        """Takes the number, now that the block will be printed, and lets `ref` find it."""
        self._numbers[kind] += 1
        identifier = settings.text("id", required=False)
        if identifier in self.prose.labels:
            settings.refuse("directive.id-twice", "id", value=identifier)
        if identifier:
            self.prose.labels[identifier] = caption.label


def _at_its_key(problem: Problem, node: DirectiveNode) -> Problem:
    """The problem at the line that sets the key it is about; TOML's own reader keeps no lines. Where several lines do,
    as in lists of tables, the directive's line stands for them.
    """
    if problem.place.line != node.line or not problem.facts.get("key"):
        return problem
    setting = re.compile(rf"\s*\"?{re.escape(str(problem.facts['key']))}\"?\s*=")
    found = [line for line, text in zip(node.toml_lines, node.toml.split("\n"), strict=False) if setting.match(text)]
    return replace(problem, place=replace(problem.place, line=found[0])) if len(found) == 1 else problem


def _table(settings: Settings, shop: Workshop) -> Block | None:
    caption = shop.caption(settings, "table")
    settings.text("id", required=False)
    landscape = settings.flag_or_auto("landscape")
    if settings.has("row"):
        table = (row_table if settings.has("columns") else series_table)(settings, caption, shop)
    else:
        source = settings.choice("source", shop.vocabulary.table_names)
        if not source:
            return None
        is_cross = source == CERTIFICATES and not settings.has("columns")
        if is_cross:
            table = (place_table if settings.has("by") else cross_table)(settings, caption, shop)
        else:
            table = listing_table(source, settings, caption, shop)
    if table is not None:
        shop.numbered(settings, "table", caption)
    return table and replace(table, landscape=landscape)


def _ladder(settings: Settings, shop: Workshop) -> Block | None:
    caption = shop.caption(settings, "figure")
    shop.numbered(settings, "figure", caption)
    return ladder(caption, shop)


def _chart(settings: Settings, shop: Workshop) -> Block | None:
    caption = shop.caption(settings, "figure")
    settings.text("id", required=False)
    made = chart(settings, caption, shop)
    if made is not None:
        shop.numbered(settings, "figure", caption)
    return made


def _key_figures(settings: Settings, shop: Workshop) -> Block | None:
    figures = []
    for entry in settings.listed("figure"):
        shown = entry.flag("when", default=True)
        value, label = entry.text("value"), entry.text("label")
        context = entry.text("context", required=False)
        entry.finish()
        if shown:
            figures.append(KeyFigure(shop.text(value), shop.text(label), shop.text(context)))
    if len(figures) > _MOST_KEY_FIGURES:
        settings.refuse("directive.too-many", "figure", count=len(figures), most=_MOST_KEY_FIGURES)
    return KeyFigures(tuple(figures)) if figures else None


def _landscape(settings: Settings, shop: Workshop) -> Block | None:
    shop.turn_next(settings)
    return None


def _page_break(settings: Settings, shop: Workshop) -> Block | None:
    return PageBreak()


def _revisions(settings: Settings, shop: Workshop) -> Block | None:
    caption = shop.caption(settings, "table")
    settings.text("id", required=False)
    table = revision_table(settings, caption, shop)
    if table is not None:
        shop.numbered(settings, "table", caption)
    return table


_MAKERS: dict[str, Callable[[Settings, Workshop], Block | None]] = {
    "chart": _chart,
    "columns": columns,
    "figure": figure,
    "key-figures": _key_figures,
    "ladder": _ladder,
    "landscape": _landscape,
    "note": note,
    "page-break": _page_break,
    "revisions": _revisions,
    "signature-block": signature_block,
    "table": _table,
    "toc": toc,
}
