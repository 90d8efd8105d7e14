"""The `table` directive where its rows are written out: a head for each column, and a list of cells for each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gireport.brief.model import Caption, Column, Row, Table
from gireport.brief.rowchoice import highlighted
from gireport.brief.tablenotes import notes_of

if TYPE_CHECKING:
    from gireport.brief.directives import Workshop
    from gireport.brief.settings import Settings


def row_table(settings: Settings, caption: Caption, shop: Workshop) -> Table | None:
    """Rows of `cells` below `columns`: words in the first column, figures in the others; None where no row is left.

    `words` is how many of the columns, from the first, hold words. A cell is a text, or an expression; an empty one is
    blank. `total = true` makes a row one of totals, `highlight = true` sets it in bold, and `none_note` stands below
    where a cell has the sign for none.
    """
    heads, words = settings.texts("columns"), settings.number("words")
    none_note = settings.text("none_note", required=False)
    with_words = 1 if words is None else words
    columns = [Column(shop.text(head), "text" if index < with_words else "figure") for index, head in enumerate(heads)]
    rows = []
    for entry in settings.listed("row"):
        shown = entry.flag("when", default=True)
        cells, is_total = entry.texts("cells"), entry.flag("total", default=False)
        highlight = entry.flag("highlight", default=False)
        entry.finish()
        if cells and len(cells) != len(heads):
            entry.refuse("directive.cells", "cells", count=len(cells), columns=len(heads))
        elif shown:
            row = Row(tuple(map(shop.text, cells)), "total" if is_total else "body")
            rows.append(highlighted(row) if highlight else row)
    return Table(caption, tuple(columns), tuple(rows), notes_of(rows, [none_note], shop)) if rows else None
