"""What may be drawn as what: a chart that would mislead, or that nobody could read, is refused with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gireport.brief.charts.figures import number
from gireport.brief.model import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from decimal import Decimal

    from gireport.brief.charts.figures import Charted, Figure, Named
    from gireport.brief.model import ChartKind
    from gireport.brief.settings import Settings

MOST_SERIES = 5
"""As many tones of one hue as can be told apart on paper."""

_Fault = tuple[str, dict[str, object]]


def refused(
    kind: ChartKind, source: Charted, settings: Settings, *, scale: str, break_at: int | Decimal | None
) -> bool:
    """Notes every reason against drawing `source` as this `kind`; whether there is any."""
    faults = [
        *_of_units(kind, source.series),
        *_of_targets(kind, source.series),
        *_of_counts(kind, source),
        *_of_parts(kind, source),
        *(_of_log(source) if scale == "log" else ()),
        *(_of_break(source, break_at) if break_at is not None else ()),
    ]
    for code, facts in faults:
        settings.refuse(code, "kind", **facts)
    return bool(faults)


def _of_units(kind: ChartKind, series: tuple[Named, ...]) -> Iterator[_Fault]:
    units = list(dict.fromkeys(each.unit for each in series))
    if kind != "panels" and len(units) > 1:
        yield "chart.units", {"units": ", ".join(units)}


def _of_targets(kind: ChartKind, series: tuple[Named, ...]) -> Iterator[_Fault]:
    targets = [each for each in series if each.is_target]
    if not targets:
        return
    if kind not in ("bars", "lines"):
        yield "chart.target-kind", {}
    if len(targets) > 1 or len(series) != 2:
        yield "chart.target-pair", {"targets": len(targets), "others": len(series) - len(targets)}


def _of_counts(kind: ChartKind, source: Charted) -> Iterator[_Fault]:
    if kind in ("bars", "stacked", "shares", "lines") and len(source.series) > MOST_SERIES:
        yield "chart.too-many-series", {"count": len(source.series), "most": MOST_SERIES}
    if kind == "slope" and len(source.categories) != 2:
        yield "chart.slope-two", {"count": len(source.categories)}
    if kind == "shares" and len(source.series) == 1:
        yield "chart.one-part", {}
    if all(figure is None for each in source.series for figure in each.figures):
        yield "chart.nothing-known", {}


def _of_parts(kind: ChartKind, source: Charted) -> Iterator[_Fault]:
    """Parts of a whole are known, and none is less than nothing."""
    if kind not in ("stacked", "shares"):
        return
    if name := _first(source, lambda figure: figure is None):
        yield "chart.part-unknown", {"name": name}
    if name := _first(source, lambda figure: _value(figure) < 0):
        yield "chart.part-negative", {"name": name}
    if kind == "shares" and not _first(source, lambda figure: _value(figure) > 0):
        yield "chart.no-whole", {}


def _of_log(source: Charted) -> Iterator[_Fault]:
    if name := _first(source, lambda figure: number(figure) is not None and _value(figure) <= 0):
        yield "chart.log-not-above-zero", {"name": name}
    elif not _first(source, lambda figure: _value(figure) > 0):
        yield "chart.nothing-known", {}


def _of_break(source: Charted, break_at: int | Decimal) -> Iterator[_Fault]:
    if name := _first(source, lambda figure: _value(figure) < 0):
        yield "chart.break-negative", {"name": name}
    elif break_at <= 0 or not _first(source, lambda figure: _value(figure) > break_at):
        yield "chart.break-place", {}


def _value(figure: Figure) -> int | Decimal:
    return number(figure) or 0


def _first(source: Charted, test: Callable[[Figure], bool]) -> str:
    """Name and category of the first figure that passes the test; empty where none does."""
    for each in source.series:
        for category, figure in zip(source.categories, each.figures, strict=True):
            if test(figure):
                return f"{plain(each.name)} {plain(category)}"
    return ""
