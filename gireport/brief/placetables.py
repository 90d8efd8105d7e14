"""The `table` directive where it is told `by` what: certificates by province or region down, and level across."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gireport.brief.model import Caption, Column, Row, Table
from gireport.brief.places import name_of
from gireport.brief.rowchoice import highlighted, top_of
from gireport.brief.tablenotes import notes_of
from gireport.dataset.counts import added

if TYPE_CHECKING:
    from gireport.brief.directives import Workshop
    from gireport.brief.model import Text
    from gireport.brief.settings import Settings
    from gireport.dataset.counts import Total
    from gireport.thai.provinces import Province, Region

GROUPS = ("province", "region")


def place_table(settings: Settings, caption: Caption, shop: Workshop) -> Table | None:
    """Selected provinces down, those with the most first and ranked, or regions; selected levels across.

    `top` shows the first so many of ranked provinces, `others` the rest together in a last row, and `highlight` sets
    those named in bold. None where the data does not tell provinces apart. Provinces of which one total is not known
    are not ranked, and come in the order of a dictionary, all of them.
    """
    by = settings.choice("by", GROUPS)
    head, total_word = settings.text("head"), settings.text("total")
    level_head = settings.text("level_head")
    rank_head = settings.text("rank_head", required=by == "province")
    none_note = settings.text("none_note", required=False)
    top, others, outstanding = (
        top_of(settings),
        settings.text("others", required=False),
        settings.words("highlight", required=False),
    )
    selection = shop.vocabulary.selection
    if not by or not selection.provinces:
        return None
    levels = selection.levels
    body = _provinces(shop) if by == "province" else _regions(shop)
    columns = [Column(shop.text(rank_head), "number")] if body[0][0] else []
    columns.append(Column(shop.text(head)))
    columns += [Column((*shop.text(level_head), *shop.prose.value(f" {level}")), "figure") for level in levels]
    columns += [Column(shop.text(total_word), "figure")] if len(levels) > 1 else []
    figures = shop.vocabulary.figures
    counts = {level: dict(figures.by("province", level) | figures.by("region", level)) for level in levels}
    # Without ranks the first few are none in particular.
    shown = body[:top] if body[0][0] else body
    rows = []
    for rank, place, total in shown:
        cells = [rank] if rank else []
        cells.append(shop.prose.value(name_of(place, shop.vocabulary.speech)))
        cells += [shop.prose.value(counts[level][place]) for level in levels]
        cells += [shop.prose.value(total)] if len(levels) > 1 else []
        row = Row(tuple(cells))
        rows.append(highlighted(row) if {place.th, place.en} & {*outstanding} else row)
    if others and len(shown) < len(body):
        left = [place for _, place, _ in body[len(shown) :]]
        sums = [added(counts[level][place] for place in left) for level in levels]
        cells = [(), shop.text(others), *map(shop.prose.value, sums)]
        cells += [shop.prose.value(added(sums))] if len(levels) > 1 else []
        rows.append(Row(tuple(cells)))
    return Table(caption, tuple(columns), tuple(rows), notes_of(rows, [none_note], shop))


_Line = tuple["Text", "Province | Region", "Total"]


def _provinces(shop: Workshop) -> list[_Line]:
    """The provinces, each with its rank, if they are ranked, and its total."""
    return [
        (() if rank.rank is None else shop.prose.value(rank.rank), rank.province, rank.total)
        for rank in shop.vocabulary.figures.province_ranks()
    ]


def _regions(shop: Workshop) -> list[_Line]:
    totals = shop.vocabulary.figures.by("region")
    return [((), region, total) for region, total in totals.items()]
