"""The `table` directive: certificates by level and year, a listing of a table's rows, or series side by side."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from gireport.brief.model import Caption, Column, Row, Table, Text
from gireport.brief.rowchoice import chosen_rows, highlighted, top_of
from gireport.brief.spanners import Spanners
from gireport.brief.tablenotes import notes_of
from gireport.dataset.counts import is_complete, together
from gireport.dataset.figures import share
from gireport.dataset.table import Mark
from gireport.thai.quantities import Percentage
from gireport.thai.shares import printed_sum
from gireport.thai.years import BEYear

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gireport.brief.directives import Workshop
    from gireport.brief.model import ColumnKind
    from gireport.brief.settings import Settings
    from gireport.brief.values import Year
    from gireport.dataset.schema import ColumnSpec


# What tells rows apart and is no name: "1.1", "c07", "A-01/2". Such a column is never broken, one of names has to be.
_NUMBER = re.compile(r"(?=.*[0-9๐-๙])\S{1,8}")


def cross_table(settings: Settings, caption: Caption, shop: Workshop) -> Table:
    """Selected levels down, selected fiscal years across; totals where there is more than one to add up.

    Where `share` is set, a last column has each level's share in per cent of all that are shown.
    """
    prose, vocabulary = shop.prose, shop.vocabulary
    head, total_word = settings.text("head"), settings.text("total")
    notes = [settings.text("none_note", required=False)]
    has_shares = settings.flag("share", default=False)
    share_head = settings.text("share_head", required=has_shares)
    share_note = settings.text("share_note", required=has_shares)
    years, levels = vocabulary.selection.years, vocabulary.selection.levels
    across, down = len(years) > 1, len(levels) > 1
    spanners = Spanners(settings, shop)
    columns = [Column(shop.text(head), group=spanners.over("head"))]
    columns += _figures(map(prose.value, years), spanners.over("years"))
    total_group, share_group = spanners.over("total"), spanners.over("share")
    spanners.finish()
    columns += _figures([shop.text(total_word)], total_group) if across else []
    rows = []
    for level in levels:
        series = vocabulary.figures.series(level)
        name = (*prose.value(f"{level} "), *prose.value(vocabulary.name_of(level)))
        cells = [name, *map(prose.value, series.values())]
        if across:
            cells.append(_bold(prose.value(together(series.values()))))
        rows.append(Row(tuple(cells), shade=level - 1 if down else None))
    if down:
        series = vocabulary.figures.series()
        grand = [prose.value(together(series.values()))] if across else []
        rows.append(Row((shop.text(total_word), *map(prose.value, series.values()), *grand), "total"))
    table = Table(caption, tuple(columns), tuple(rows), notes_of(rows, notes, shop))
    # The share of one level in itself says nothing.
    if not (has_shares and down):
        return table
    return _with_shares(table, Column(shop.text(share_head), "figure", share_group), share_note, shop)


def _with_shares(table: Table, column: Column, note: str, shop: Workshop) -> Table:
    """A table of levels and their total, with the share of each as a last `column`; as it is where all have none, or
    one is not known.

    Each share is rounded by itself, and none is bent: `note` stands below exactly where those printed do not add up.
    """
    figures, levels = shop.vocabulary.figures, shop.vocabulary.selection.levels
    parts = [together(figures.series(level).values()) for level in levels]
    whole = together(parts)
    if not is_complete(whole):
        return table
    shares = [part if part is Mark.NONE else share(part, whole) for part in (*parts, whole)]
    counted = [each for each in shares[:-1] if isinstance(each, Percentage)]
    if not counted:
        return table
    rows = [
        replace(row, cells=(*row.cells, shop.prose.value(each))) for row, each in zip(table.rows, shares, strict=True)
    ]
    notes = () if printed_sum(counted).is_whole else (shop.text(note),)
    columns = (*table.columns, column)
    return replace(table, columns=columns, rows=tuple(rows), notes=(*table.notes, *notes))


def listing_table(source: str, settings: Settings, caption: Caption, shop: Workshop) -> Table | None:
    """Rows of the dataset's table `source`, the columns named; None where no row is left."""
    vocabulary = shop.vocabulary
    names, heads, where = settings.words("columns"), settings.table("heads"), settings.table("where")
    marked = settings.table("highlight")
    order, top = settings.text("sort", required=False), top_of(settings)
    note_mark = settings.text("note_mark", required=False)
    specs = vocabulary.columns(source)
    filled_in = [column.name for column in vocabulary.table(source).columns]  # what rows can be chosen by
    asked = [("columns", names, specs), ("heads", heads.names(), specs), ("where", where.names(), filled_in)]
    asked.append(("highlight", marked.names(), filled_in))
    unknown = [(key, name, known) for key, listed, known in asked for name in listed if name not in known]
    for key, name, known in unknown:
        settings.refuse("directive.no-column", key, value=name, known=", ".join(known))
    if unknown:
        return None
    years = {name: [y for y in specs[name].years if y in vocabulary.years_of(source)] for name in names}
    spanners = Spanners(settings, shop)
    filled = vocabulary.rows(source, **{name: where.wanted(name) for name in where.names()})
    filled = chosen_rows(settings, filled, specs, order, top)
    outstanding = (
        vocabulary.rows(source, **{name: marked.wanted(name) for name in marked.names()}) if marked.names() else []
    )
    columns = [
        replace(column, group=spanners.over(name))
        for name in names
        for column in _columns(specs[name], years[name], heads, filled, shop)
    ]
    spanners.finish()
    parents = [name for name, column in specs.items() if column.refers_to]
    rows = [_row(entry, [specs[name] for name in names], parents, years, shop) for entry in filled]
    rows = [highlighted(row) if entry in outstanding else row for entry, row in zip(filled, rows, strict=True)]
    notes = [_note(note_mark, entry["note"], shop) for entry in filled if entry.get("note")]
    return Table(caption, tuple(columns), tuple(rows), tuple(notes)) if rows else None


def _columns(
    spec: ColumnSpec, years: Sequence[Year], heads: Settings, filled: Sequence[Mapping[str, object]], shop: Workshop
) -> list[Column]:
    if spec.years:
        return [Column(shop.prose.value(year), "figure") for year in years]
    is_number = spec.key and (spec.type != "text" or all(_NUMBER.fullmatch(str(entry[spec.name])) for entry in filled))
    kind: ColumnKind = "figure" if spec.type in ("count", "number") else "number" if is_number else "text"
    return [Column(shop.text(heads.text(spec.name, required=False) or spec.name), kind)]


def _row(
    entry: Mapping[str, object],
    specs: list[ColumnSpec],
    parents: list[str],
    years: Mapping[str, Sequence[Year]],
    shop: Workshop,
) -> Row:
    cells: list[Text] = []
    for spec in specs:
        value = entry[spec.name]
        if isinstance(value, dict):
            cells += [() if value[year] is None else shop.prose.value(value[year]) for year in years[spec.name]]
        else:
            cells.append(() if value == "" else shop.prose.value(value))
    # A row that others hang below, and that has no figures itself, heads a group.
    is_group = any(spec.leaves_only for spec in specs) and all(
        _is_blank(entry[spec.name]) for spec in specs if spec.leaves_only
    )
    return Row(tuple(cells), "group" if is_group else "body", indent=1 if any(entry[name] for name in parents) else 0)


def _is_blank(value: object) -> bool:
    return all(cell is None for cell in value.values()) if isinstance(value, dict) else value == ""


def series_table(settings: Settings, caption: Caption, shop: Workshop) -> Table | None:
    """Series of different things side by side, a row each, over the years that all of them have."""
    head, unit_head = settings.text("head"), settings.text("unit_head")
    series = []
    for row in settings.listed("row"):
        label, unit, values = row.text("label"), row.text("unit"), row.series("values")
        row.finish()
        if values is not None:
            series.append((label, unit, {year.be: count for year, count in values.items()}))
    notes = [settings.text("none_note", required=False)]
    spanners = Spanners(settings, shop)
    shared = sorted(set.intersection(*(set(values) for *_, values in series))) if series else []
    if not shared:
        return None
    columns = [Column(shop.text(head), group=spanners.over("head"))]
    columns += [Column(shop.text(unit_head), group=spanners.over("unit_head"))]
    columns += _figures((shop.prose.value(BEYear(year)) for year in shared), spanners.over("years"))
    spanners.finish()
    rows = [
        Row((shop.text(label), shop.text(unit), *(shop.prose.value(values[year]) for year in shared)))
        for label, unit, values in series
    ]
    return Table(caption, tuple(columns), tuple(rows), notes_of(rows, notes, shop))


def _figures(heads: Iterable[Text], group: Text) -> list[Column]:
    """Columns of figures below one head, if there is one."""
    return [Column(head, "figure", group) for head in heads]


def _bold(text: Text) -> Text:
    return tuple(replace(span, bold=True) for span in text)


def _note(mark: str, note: object, shop: Workshop) -> Text:
    """A row's own note, behind the mark that the row carries."""
    return (*(shop.prose.value(f"{mark} ") if mark else ()), *shop.prose.value(note))
