"""The words of a chart: printed figures, what has to be known of its scale, and all of it for those who do not see."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gireport.brief.charts.figures import number, whole
from gireport.brief.model import plain
from gireport.brief.values import NONE_SIGN
from gireport.thai.shares import printed_sum, share
from gireport.thai.years import BEYear

if TYPE_CHECKING:
    from decimal import Decimal

    from gireport.brief.charts.figures import Charted, Named
    from gireport.brief.directives import Workshop
    from gireport.brief.model import Caption, ChartKind, ChartSeries, Text
    from gireport.thai.quantities import Percentage


def labels(kind: ChartKind, source: Charted, shop: Workshop) -> list[tuple[str, ...]]:
    """The figures of each series as they are printed: in a chart of shares their share of the whole, else themselves.

    Nothing stands for what is not known.
    """
    words, digits = shop.prose.words, shop.prose.digits
    if kind != "shares":
        return [tuple("" if figure is None else words(figure) for figure in each.figures) for each in source.series]
    return [
        tuple(NONE_SIGN if part is None else part.symbol(digits) for part in parts)
        for parts in zip(*_shares(source), strict=True)
    ]


def _shares(source: Charted) -> list[list[Percentage | None]]:
    """By category, what is printed of each series; None for none, and where there is no whole."""
    by_category = zip(*(each.figures for each in source.series), strict=True)
    return [
        [None if number(figure) is None else share(number(figure) or 0, whole(figures)) for figure in figures]
        for figures in by_category
    ]


def context(each: Named, source: Charted, shop: Workshop) -> Text:
    """What stands below the name of a panel: the highest figure with its unit and its categories."""
    phrases = shop.phrases
    known = [value for value in map(number, each.figures) if value is not None]
    if not any(known):
        # The certificates have words of their own for none.
        nothing = phrases.nothing if source.is_selected else each.unit
        return shop.prose.value(nothing)
    highest = max(known)
    pattern = phrases.most_known if None in each.figures else phrases.most
    unit = shop.vocabulary.speech.unit_of(highest, each.unit)
    places = [plain(c) for c, f in zip(source.categories, each.figures, strict=True) if number(f) == highest]
    return shop.prose.value(
        pattern.format(count=shop.prose.words(highest), unit=unit, years=phrases.listed.join(places))
    )


def alternative(
    kind: ChartKind, caption: Caption, source: Charted, series: tuple[ChartSeries, ...], shop: Workshop
) -> str:
    """The chart in words: what it is, and every figure of every series, none and not known said as such."""
    phrases = shop.phrases
    described = []
    for each, drawn in zip(source.series, series, strict=True):
        figures = []
        for category, figure, label in zip(source.categories, each.figures, drawn.labels, strict=True):
            said = _not_known(source, shop) if figure is None else phrases.none if label == NONE_SIGN else label
            figures.append(phrases.in_year.format(year=plain(category), count=said))
        title = _name(each, shop)
        described.append(phrases.series_alternative.format(title=title, figures=phrases.listed.join(figures)))
    words = phrases.chart_alternative.format(
        kind=phrases.chart_kinds[kind], title=_title(kind, caption, source, shop), series="; ".join(described)
    )
    return shop.prose.words(words)


def _name(each: Named, shop: Workshop) -> str:
    name = plain(each.name)
    is_unsaid = each.is_target and shop.phrases.target not in name
    return shop.phrases.target_name.format(name=name) if is_unsaid else name


def says_unit(title: str, unit: str) -> bool:
    """Whether a caption says the unit: not as the beginning of a longer word, as เรื่อง is of เรื่องร้องเรียน."""
    return re.search(rf"(?<![A-Za-z]){re.escape(unit)}(?![A-Za-zก-๎])", title) is not None


def _title(kind: ChartKind, caption: Caption, source: Charted, shop: Workshop) -> str:
    """The caption, and the unit where it does not say it."""
    title = plain(caption.title)
    units = dict.fromkeys(each.unit for each in source.series)
    unsaid = [unit for unit in units if not says_unit(title, unit) and kind != "shares"]
    parts = [title, *(shop.phrases.unit_of_axis.format(unit=unit) for unit in unsaid)]
    return " ".join(parts)


def notes(
    kind: ChartKind,
    caption: Caption,
    source: Charted,
    shop: Workshop,
    *,
    scale: str,
    break_at: int | Decimal | None,
) -> tuple[Text, ...]:
    """What a reader of the drawing has to know: of its scale, its rounding, and what is missing in it."""
    phrases, value = shop.phrases, shop.prose.value
    title = plain(caption.title)
    said = []
    if kind == "panels" and len(source.series) > 1 and phrases.own_scales not in title:
        said.append(value(phrases.own_scales))
    if scale == "log":
        said.append(value(phrases.log_scale))
    if break_at is not None:
        said.append(value(phrases.broken_scale.format(value=shop.prose.words(break_at))))
    if kind == "shares" and not all(_adds_up(parts) for parts in _shares(source)):
        said.append(value(phrases.shares_note))
    if missing := _missing(source, shop):
        pattern = phrases.partly_known_of if _may_be_partial(source, shop) else phrases.not_known_of
        said.append(value(pattern.format(missing=missing)))
    return tuple(said)


def _adds_up(parts: list[Percentage | None]) -> bool:
    counted = [part for part in parts if part is not None]
    return not counted or printed_sum(counted).is_whole


def _not_known(source: Charted, shop: Workshop) -> str:
    return shop.phrases.partly_known if _may_be_partial(source, shop) else shop.phrases.not_known


def _may_be_partial(source: Charted, shop: Workshop) -> bool:
    """Whether what is not known as a whole may be known for some of its provinces."""
    return source.is_selected and len(shop.vocabulary.selection.provinces) > 1


def _missing(source: Charted, shop: Workshop) -> str:
    """The series with the categories for which their figures are not known."""
    gaps = []
    for each in source.series:
        empty = [index for index, figure in enumerate(each.figures) if figure is None]
        if empty and source.years:
            years = [BEYear(source.years[index]) for index in empty]
            gaps.append(f"{_name(each, shop)} {shop.vocabulary.speech.span(years)}")
        elif empty:
            names = shop.phrases.listed.join(plain(source.categories[index]) for index in empty)
            gaps.append(f"{_name(each, shop)} {names}")
    return "; ".join(gaps)
