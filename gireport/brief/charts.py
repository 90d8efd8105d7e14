"""The ladder and the charts: certificates drawn, each with its figures in words for those who do not see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gireport.brief.model import Bar, BarPanel, BarPanels, Caption, Ladder, LadderStep, plain
from gireport.brief.vocabulary import most
from gireport.dataset.table import summand

if TYPE_CHECKING:
    from gireport.brief.directives import Workshop
    from gireport.dataset.figures import Count
    from gireport.thai.years import FiscalYear


def ladder(caption: Caption, shop: Workshop) -> Ladder:
    """The selected levels with their totals over the selected years."""
    vocabulary, prose = shop.vocabulary, shop.prose
    steps, words = [], []
    for level in vocabulary.selection.levels:
        total = vocabulary.figures.total(levels=[level])
        names = {"name": vocabulary.name_of(level), "english_name": vocabulary.english_name_of(level)}
        steps.append(
            LadderStep(
                level=level,
                number=prose.words(level),
                name=prose.value(names["name"]),
                english_name=prose.value(names["english_name"]),
                count=prose.value(total),
                unit=prose.value(vocabulary.unit),
            )
        )
        pattern = shop.phrases.step_alternative
        words.append(pattern.format(level=level, count=prose.words(total), unit=vocabulary.unit, **names))
    alternative = shop.phrases.ladder_alternative.format(steps=shop.phrases.listed.join(words))
    return Ladder(caption, tuple(steps), prose.words(alternative))


def bar_panels(caption: Caption, shop: Workshop) -> BarPanels:
    """One panel per selected level over the selected years; the highest and the last bar carry their figure."""
    levels = shop.vocabulary.selection.levels
    panels = tuple(_panel(level, shop) for level in levels)
    described = [_described(level, shop) for level in levels]
    alternative = shop.phrases.panels_alternative.format(title=plain(caption.title), panels="; ".join(described))
    return BarPanels(caption, panels, shop.prose.words(alternative))


def _panel(level: int, shop: Workshop) -> BarPanel:
    phrases, prose = shop.phrases, shop.prose
    series = shop.vocabulary.figures.series(level)
    highest, years = most(series)
    if years:
        subtitle = phrases.most.format(
            count=prose.words(highest),
            unit=shop.vocabulary.unit,
            years=phrases.listed.join(prose.words(year) for year in years),
        )
    else:
        subtitle = phrases.nothing
    last = list(series)[-1]
    bars = tuple(_bar(year, count, year in years or year == last, shop) for year, count in series.items())
    return BarPanel(prose.value(shop.vocabulary.titled(level)), prose.value(subtitle), bars)


def _bar(year: FiscalYear, count: Count, labelled: bool, shop: Workshop) -> Bar:
    return Bar(shop.prose.words(year), summand(count), shop.prose.words(count) if labelled else "")


def _described(level: int, shop: Workshop) -> str:
    figures = [
        shop.phrases.in_year.format(
            year=year.be, count=shop.prose.words(count) if summand(count) else shop.phrases.none
        )
        for year, count in shop.vocabulary.figures.series(level).items()
    ]
    title = shop.vocabulary.titled(level)
    return shop.phrases.panel_alternative.format(title=title, figures=shop.phrases.listed.join(figures))
