"""Directives: what stands in fences, made into blocks."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

from gireport.brief.charts import bar_panels, ladder
from gireport.brief.model import Block, Caption, KeyFigure, KeyFigures, PageBreak, Paragraph
from gireport.brief.settings import Settings
from gireport.brief.tables import cross_table, listing_table, series_table
from gireport.dataset.rules import CERTIFICATES
from gireport.dataset.spelling import unknown_word
from gireport.errors import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from gireport.brief.markdown import DirectiveNode
    from gireport.brief.model import Text
    from gireport.brief.phrases import Phrases
    from gireport.brief.prose import Prose
    from gireport.brief.vocabulary import Vocabulary

_TOML_LINE = re.compile(r"\(at line (\d+)")
_MOST_KEY_FIGURES = 4


class Workshop:
    """What directives are made with. Tables and figures are numbered in the order in which they are made."""

    def __init__(self, vocabulary: Vocabulary, prose: Prose, phrases: Phrases, file: str) -> None:
        self.vocabulary, self.prose, self.phrases = vocabulary, prose, phrases
        self.problems: list[Problem] = []
        self._file = file
        self._line = 0
        self._numbers = {"table": 0, "figure": 0}

    def make(self, node: DirectiveNode) -> Block | None:
        """The block of a directive; None where its condition is false or nothing is left of it, or it has problems,
        which are noted.
        """
        self._line = node.line
        place = Place(self._file, line=node.line)
        maker = _MAKERS.get(node.name)
        if maker is None:
            code, facts = unknown_word("directive.unknown", node.name, sorted(_MAKERS))
            self.problems.append(Problem(code, place, facts))
            return None
        try:
            entries = tomllib.loads(node.toml)
        except tomllib.TOMLDecodeError as error:
            found = _TOML_LINE.search(str(error))
            place = Place(self._file, line=node.line + (int(found[1]) if found else 0))
            self.problems.append(Problem("directive.toml", place, {"directive": node.name, "reason": str(error)}))
            return None
        settings = Settings(entries, node.name, place, self.prose.marks, self.problems)
        if not settings.flag("when", default=True):
            return None
        before = len(self.problems)
        block = maker(settings, self)
        settings.finish()
        if block is None or len(self.problems) > before:
            return None
        return block

    def text(self, source: str) -> Text:
        """A setting's text with its values in place."""
        return self.prose.text(source, self._line)

    def caption(self, settings: Settings, kind: str) -> Caption:
        """The caption of the table or figure being made, with the number it will have."""
        pattern = self.phrases.table_label if kind == "table" else self.phrases.figure_label
        label = self.prose.words(pattern.format(number=self._numbers[kind] + 1))
        return Caption(label, self.text(settings.text("caption")))

    def numbered(self, settings: Settings, kind: str, caption: Caption) -> None:
        """Takes the number, now that the block will be printed, and lets `ref` find it."""
        self._numbers[kind] += 1
        identifier = settings.text("id", required=False)
        if identifier:
            self.prose.labels[identifier] = caption.label


def _table(settings: Settings, shop: Workshop) -> Block | None:
    caption = shop.caption(settings, "table")
    settings.text("id", required=False)
    if settings.has("row"):
        table = series_table(settings, caption, shop)
    else:
        source = settings.choice("source", shop.vocabulary.table_names)
        if not source:
            return None
        make = cross_table if source == CERTIFICATES and not settings.has("columns") else listing_table
        table = make(settings, caption, shop)
    if table is not None:
        shop.numbered(settings, "table", caption)
    return table


def _ladder(settings: Settings, shop: Workshop) -> Block | None:
    caption = shop.caption(settings, "figure")
    shop.numbered(settings, "figure", caption)
    return ladder(caption, shop)


def _chart(settings: Settings, shop: Workshop) -> Block | None:
    settings.choice("kind", ["bar-panels"])
    caption = shop.caption(settings, "figure")
    shop.numbered(settings, "figure", caption)
    return bar_panels(caption, shop)


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


def _note(settings: Settings, shop: Workshop) -> Block | None:
    text = shop.text(settings.text("text"))
    return Paragraph(text, quiet=True) if text else None


def _page_break(settings: Settings, shop: Workshop) -> Block | None:
    return PageBreak()


_MAKERS: dict[str, Callable[[Settings, Workshop], Block | None]] = {
    "chart": _chart,
    "key-figures": _key_figures,
    "ladder": _ladder,
    "note": _note,
    "page-break": _page_break,
    "table": _table,
}
