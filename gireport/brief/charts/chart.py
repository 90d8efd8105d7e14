"""The `chart` directive: figures and a kind of drawing, refused wherever the drawing would not be true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gireport.brief.charts.axis import broken_axis, linear_axis, log_axis, values_of
from gireport.brief.charts.figures import charted, number, whole
from gireport.brief.charts.rules import refused
from gireport.brief.charts.wording import alternative, context, labels, notes, says_unit
from gireport.brief.model import Axis, Caption, Chart, ChartSeries, Tick, plain
from gireport.dataset.table import Mark

if TYPE_CHECKING:
    from decimal import Decimal

    from gireport.brief.charts.figures import Charted
    from gireport.brief.directives import Workshop
    from gireport.brief.model import ChartKind, Text
    from gireport.brief.settings import Settings

KINDS: dict[str, ChartKind] = {
    "bars": "bars",
    "stacked-bars": "stacked",
    "shares": "shares",
    "lines": "lines",
    "slope": "slope",
    "bar-panels": "panels",
}
_WITH_DIRECTION = ("bars", "stacked", "shares")
_WITH_TABLE = (*_WITH_DIRECTION, "lines")


def chart(settings: Settings, caption: Caption, shop: Workshop) -> Chart | None:
    """The chart that the settings describe; None where they are at fault, which is noted, or nothing is left of it."""
    word = settings.choice("kind", tuple(KINDS))
    if not word:
        return None
    kind = KINDS[word]
    direction = (
        settings.choice("direction", ("vertical", "horizontal"), required=False) if kind in _WITH_DIRECTION else ""
    )
    has_table = settings.flag("value_table", default=False) if kind in _WITH_TABLE else False
    scale = settings.choice("scale", ("linear", "log"), required=False) if kind == "lines" else ""
    break_at = settings.number("break_at") if kind == "bars" else None
    none_note = settings.text("none_note", required=False)
    landscape = settings.flag("landscape", default=False)
    source = charted(settings, shop)
    if source is not None and kind == "slope":
        source = _ends_of(source)
    if source is None or _is_hollow(kind, source) or refused(kind, source, settings, scale=scale, break_at=break_at):
        return None
    series = tuple(
        ChartSeries(
            name=each.name,
            values=tuple(map(number, each.figures)),
            labels=printed,
            context=context(each, source, shop) if kind == "panels" else (),
            shade=each.shade,
            is_target=each.is_target,
        )
        for each, printed in zip(source.series, labels(kind, source, shop), strict=True)
    )
    return Chart(
        kind=kind,
        caption=caption,
        categories=source.categories,
        series=series,
        alternative=alternative(kind, caption, source, series, shop),
        axis=_axis(kind, source, series, scale, break_at, shop),
        unit=_unit(kind, caption, source, shop),
        over_time=bool(source.years),
        horizontal=direction == "horizontal" or (direction == "" and kind in _WITH_DIRECTION and not source.years),
        value_table=has_table,
        notes=notes(kind, caption, source, shop, scale=scale, break_at=break_at),
        none_note=shop.text(none_note) if _has_none(source) else (),
        landscape=landscape,
    )


def _ends_of(source: Charted) -> Charted:
    """The first and the last year alone, where the selection gives the years."""
    if not source.is_selected or len(source.categories) <= 2:
        return source
    first_last = (source.categories[0], source.categories[-1])
    series = tuple(each._replace(figures=(each.figures[0], each.figures[-1])) for each in source.series)
    return source._replace(
        categories=first_last, years=(source.years[0], source.years[-1])[: len(source.years)], series=series
    )


def _has_none(source: Charted) -> bool:
    return any(figure is Mark.NONE for each in source.series for figure in each.figures)


def _is_hollow(kind: ChartKind, source: Charted) -> bool:
    """Whether a selection leaves of it only what says nothing: a share of one in itself, a line of one year, or
    no figure that is known.
    """
    if not source.is_selected:
        return False
    if all(figure is None for each in source.series for figure in each.figures):
        return True
    return (kind == "shares" and len(source.series) == 1) or (
        kind in ("lines", "slope") and len(source.categories) == 1
    )


def _axis(
    kind: ChartKind,
    source: Charted,
    series: tuple[ChartSeries, ...],
    scale: str,
    break_at: int | Decimal | None,
    shop: Workshop,
) -> Axis | None:
    words = shop.prose.words
    values = values_of(series)
    if kind == "panels":
        return None
    if kind == "shares":
        return Axis(tuple(Tick(per_cent, f"{words(per_cent)}%") for per_cent in (0, 25, 50, 75, 100)))
    if kind == "stacked":
        return linear_axis(map(whole, zip(*(each.figures for each in source.series), strict=True)), words)
    if break_at is not None:
        return broken_axis(values, break_at, words)
    return log_axis(values, words) if scale == "log" else linear_axis(values, words)


def _unit(kind: ChartKind, caption: Caption, source: Charted, shop: Workshop) -> Text:
    """What the axis counts in, unless the caption says it, or each panel does."""
    unit = source.series[0].unit
    if kind in ("panels", "shares") or says_unit(plain(caption.title), unit):
        return ()
    return shop.text(shop.phrases.unit_of_axis.format(unit=unit))
