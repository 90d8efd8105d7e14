"""The figures of a chart: of the certificates, of a table of the dataset, or of series that the template names."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple, cast

from gireport.brief.model import plain
from gireport.dataset.rules import CERTIFICATES
from gireport.dataset.table import FrozenMap, Mark
from gireport.thai.rounding import rounded
from gireport.thai.years import BEYear, FiscalYear

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gireport.brief.directives import Workshop
    from gireport.brief.model import Text
    from gireport.brief.settings import Settings
    from gireport.dataset.counts import Total
    from gireport.dataset.schema import ColumnSpec

Figure = int | Decimal | Mark | None
"""A number, none as the data declares it, or None where it is not known."""


class Named(NamedTuple):
    """Figures of one thing, one for each category."""

    name: Text
    figures: tuple[Figure, ...]
    unit: str
    shade: int | None = None
    is_target: bool = False


class Charted(NamedTuple):
    """What a chart is of: its categories, and the figures of each series over them."""

    categories: tuple[Text, ...]
    years: tuple[int, ...]
    """The categories, where they are years."""
    series: tuple[Named, ...]
    is_selected: bool
    """Whether what the reader selected decides what is left to draw, and not the template alone."""


def drawn(count: Total) -> Figure:
    """The figure that a chart can have of a count: what lacks a part of itself is not known."""
    return count if isinstance(count, int) or count is Mark.NONE else None


def number(figure: Figure) -> int | Decimal | None:
    """The number that a figure is; None for none and for what is not known."""
    return None if figure is Mark.NONE else cast("int | Decimal | None", figure)


def whole(figures: Iterable[Figure]) -> int | Decimal:
    """The sum of the figures, exactly; none counts as 0."""
    counted = [value for value in map(number, figures) if value is not None]
    exact = sum(map(Fraction, counted), Fraction(0))
    places = max((-int(value.as_tuple().exponent) for value in counted if isinstance(value, Decimal)), default=0)
    return rounded(exact, places) if places > 0 else int(exact)


def charted(settings: Settings, shop: Workshop) -> Charted | None:
    """What the settings name: `[[series]]`, or a `source`, which is the certificates unless they say another.

    None where the settings are at fault, which is noted, or nothing is left to draw.
    """
    if settings.has("series"):
        return _from_series(settings, shop)
    source = settings.choice("source", shop.vocabulary.table_names, required=False) if settings.has("source") else ""
    if settings.has("source") and not source:
        return None
    if source and (source != CERTIFICATES or settings.has("category")):
        return _from_table(source, settings, shop)
    return _from_certificates(settings, shop)


def _from_certificates(settings: Settings, shop: Workshop) -> Charted:
    """A series for each selected level over the selected years, or the other way round."""
    by = settings.choice("categories", ("years", "levels"), required=False)
    vocabulary, prose = shop.vocabulary, shop.prose
    unit = _unit(settings, shop, required=False) or vocabulary.unit
    years, levels = vocabulary.selection.years, vocabulary.selection.levels
    counts = {level: vocabulary.figures.series(level) for level in levels}
    titles = [prose.value(vocabulary.titled(level)) for level in levels]
    dates = [prose.value(year) for year in years]
    if by == "levels":
        of_years = (
            Named(date, tuple(drawn(counts[level][year]) for level in levels), unit)
            for year, date in zip(years, dates, strict=True)
        )
        return Charted(tuple(titles), (), tuple(of_years), True)
    of_levels = (
        Named(title, tuple(map(drawn, counts[level].values())), unit, shade=level - 1)
        for level, title in zip(levels, titles, strict=True)
    )
    return Charted(tuple(dates), tuple(year.be for year in years), tuple(of_levels), True)


def _from_series(settings: Settings, shop: Workshop) -> Charted | None:
    """Series over all the selected years, or all the names, that any of them has."""
    selected = {year.be for year in shop.vocabulary.selection.years}
    common_unit = _unit(settings, shop, required=False)
    named = []
    for entry in settings.listed("series"):
        shown = entry.flag("when", default=True)
        label, is_target = entry.text("label"), entry.flag("target", default=False)
        unit = _unit(entry, shop, required=not common_unit) or common_unit
        figures = entry.figures("values")
        entry.finish()
        if shown and figures is not None:
            named.append((label, unit, is_target, {_key(key): value for key, value in figures.items()}))
    keys = list(dict.fromkeys(key for *_, figures in named for key in figures))
    years = sorted(key for key in keys if isinstance(key, int))
    if years and len(years) < len(keys):
        settings.refuse("chart.mixed-categories", "series")
    if not keys or (years and len(years) < len(keys)):
        return None
    # A year that is not selected is not shown: of the certificates it would seem to be unknown.
    years = [year for year in years if year in selected]
    keys = [*years] if isinstance(keys[0], int) else keys
    if not keys:
        return None
    series = tuple(
        Named(shop.text(label), tuple(figures.get(key) for key in keys), unit, is_target=is_target)
        for label, unit, is_target, figures in named
    )
    return Charted(
        tuple(shop.prose.value(BEYear(key) if isinstance(key, int) else key) for key in keys),
        tuple(years),
        series,
        False,
    )


def _unit(settings: Settings, shop: Workshop, *, required: bool = True) -> str:
    """The words of `unit`, its values in place: two series count the same where they say the same."""
    return plain(shop.text(settings.text("unit", required=required)))


def _key(key: object) -> int | str:
    return key.be if isinstance(key, FiscalYear | BEYear) else str(key)


def _from_table(source: str, settings: Settings, shop: Workshop) -> Charted | None:
    """A category for each row of a table, by the column `category`; a series for each column of `values`, or for each
    of its years. A column with years alone turns them into the categories, and the rows into the series.
    """
    specs = shop.vocabulary.columns(source)
    filled_in = [column.name for column in shop.vocabulary.table(source).columns]  # what rows can be chosen by
    category, columns, where = settings.text("category"), settings.words("values"), settings.table("where")
    heads, unit = settings.table("heads"), _unit(settings, shop)
    asked = {"category": [category], "values": columns, "heads": heads.names()}
    unknown = [(key, name) for key, names in asked.items() for name in names if name and name not in specs]
    unknown += [("where", name) for name in where.names() if name not in filled_in]
    for key, name in unknown:
        settings.refuse("directive.no-column", key, value=name, known=", ".join(specs))
    if unknown or not category or not columns:
        return None
    wordy = [name for name in columns if specs[name].type not in ("count", "number")]
    for name in wordy:
        settings.refuse("chart.not-figures", "values", value=name)
    rows = shop.vocabulary.rows(source, **{name: where.wanted(name) for name in where.names()})
    if wordy or not rows:
        return None
    names = [shop.prose.value(row[category]) for row in rows]
    years = [year for year in shop.vocabulary.years_of(source) if year in specs[columns[0]].years]
    if len(columns) == 1 and years:
        series = (
            Named(name, tuple(_figure(row[columns[0]], year) for year in years), unit)
            for name, row in zip(names, rows, strict=True)
        )
        return Charted(tuple(map(shop.prose.value, years)), tuple(year.be for year in years), tuple(series), False)
    return Charted(tuple(names), (), tuple(_columns(rows, [specs[c] for c in columns], heads, unit, shop)), False)


def _columns(
    rows: Sequence[Mapping[str, object]], specs: list[ColumnSpec], heads: Settings, unit: str, shop: Workshop
) -> list[Named]:
    series = []
    selected = {year.be for year in shop.vocabulary.selection.years}
    for spec in specs:
        head = shop.text(heads.text(spec.name, required=False) or spec.name)
        if not spec.years:
            series.append(Named(head, tuple(_figure(row[spec.name]) for row in rows), unit))
        for year in (year for year in spec.years if year.be in selected):
            name = (
                (*head, *shop.prose.value(" "), *shop.prose.value(year)) if len(specs) > 1 else shop.prose.value(year)
            )
            series.append(Named(name, tuple(_figure(row[spec.name], year) for row in rows), unit))
    return series


def _figure(cell: object, year: object = None) -> Figure:
    """The figure of a cell; a blank one is not known."""
    value = cell.get(year) if isinstance(cell, dict | FrozenMap) else cell
    return value if isinstance(value, int | Decimal) or value is Mark.NONE else None
