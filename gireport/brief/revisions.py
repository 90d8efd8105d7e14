"""How the figures of a brief differ from an earlier version of the data: in expressions, and as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gireport.brief.model import Caption, Column, Row, Table
from gireport.brief.places import name_of
from gireport.brief.tablenotes import notes_of
from gireport.dataset.table import Mark
from gireport.thai.numbers import format_number

if TYPE_CHECKING:
    from gireport.brief.directives import Workshop
    from gireport.brief.model import Text
    from gireport.brief.settings import Settings
    from gireport.brief.speech import Speech
    from gireport.dataset.compare import Comparison, Revision

_HEADS = ("old", "new", "difference")


def spoken(comparison: Comparison, speech: Speech) -> dict[str, Any]:
    """What expressions may say of it: years, how many figures, and the totals before and after."""
    return {
        "differs": comparison.differs,
        "as_of": speech.date(comparison.old.as_of),
        "years_added": list(comparison.years_added),
        "years_missing": list(comparison.years_missing),
        "revised": len(comparison.revised),
        "added": len(comparison.added),
        "missing": len(comparison.missing),
        "old_total": comparison.old_total,
        "new_total": comparison.new_total,
    }


def revision_table(settings: Settings, caption: Caption, shop: Workshop) -> Table | None:
    """A row for each figure that was revised, with its old and new value; None where there is none."""
    comparison = shop.vocabulary.comparison
    year, level, province = (settings.text(key) for key in ("year", "level", "province"))
    heads = [settings.text(key) for key in _HEADS]
    none_note = settings.text("none_note", required=False)
    if comparison is None or not comparison.revised:
        return None
    places = [Column(shop.text(province))] if comparison.new.provinces else []
    columns = [Column(shop.text(year), "number"), Column(shop.text(level)), *places]
    columns += [Column(shop.text(head), "figure") for head in heads]
    rows = [_row(revision, shop) for revision in comparison.revised]
    return Table(caption, tuple(columns), tuple(rows), notes_of(rows, [none_note], shop))


def _row(revision: Revision, shop: Workshop) -> Row:
    prose, cell = shop.prose, revision.cell
    name = (*prose.value(f"{cell.level} "), *prose.value(shop.vocabulary.name_of(cell.level)))
    place = [prose.value(name_of(cell.province, shop.vocabulary.speech))] if cell.province else []
    figures = [prose.value(revision.old), prose.value(revision.new), _difference(revision, shop)]
    return Row((prose.value(cell.year), name, *place, *figures))


def _difference(revision: Revision, shop: Workshop) -> Text:
    """The difference with its sign; the sign for none where it cannot be computed."""
    difference = revision.difference
    if difference is None:
        return shop.prose.value(Mark.NONE)
    sign = "+" if difference > 0 else ""
    return shop.prose.value(f"{sign}{format_number(difference)}")
