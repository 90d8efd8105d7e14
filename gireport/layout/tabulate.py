"""From a `Table` to its flowable: the page it needs, columns measured, every cell with its structure element."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gireport.brief.model import Span, plain
from gireport.dataset.characters import shown
from gireport.errors import NOWHERE, Place, Problem, TemplateError
from gireport.layout.cells import Cell, TableLine
from gireport.layout.columns import column_widths
from gireport.layout.draft import Draft, Drafts, indent_of, lead_of, naming_column, spanners
from gireport.layout.table import TableBody, TableFlowable
from gireport.layout.tablehead import HeadCell, TableHead
from gireport.pdf.structure import StructureElement
from gireport.thai.breaks import BreakLevel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import NoReturn

    from gireport.brief.model import Row, Table
    from gireport.layout.columns import ColumnNeed
    from gireport.layout.theme import Theme
    from gireport.layout.typesetting import SetText, Typesetter

_WAYS = {"auto": (False, True), True: (True,), False: (False,)}  # pages that may be used: as they are, or turned


def set_table(
    table: Table, element: StructureElement, theme: Theme, typesetter: Typesetter, warn: Callable[[Problem], None]
) -> tuple[TableFlowable, bool]:
    """The flowable of `table`, and whether it wants a page broader than high; its rows and cells hang below `element`
    in the structure tree.

    Where no size of type lets the table fit otherwise, words are cut between clusters; `warn` hears of it. Raises
    TemplateError where even that does not fit.
    """
    draft, turned = _fitting_draft(table, theme, typesetter)
    page = theme.page.turned(turned)
    widths = column_widths(draft.needs, page.text_width)
    if widths is None:
        _refuse(table, draft.needs, page.text_width)
    head = _set_head(table, draft, element)
    over = [head.over(index) for index in range(len(table.columns))]
    lines = tuple(
        _set_row(table, row, texts, trails, draft.padding, StructureElement("TR", element), over)
        for row, texts, trails in zip(table.rows, draft.texts[1:], draft.trails, strict=True)
    )
    if draft.in_despair:
        for problem in _parted_words(table, [_lower_cells(head), *(line.cells for line in lines)], widths):
            warn(problem)
    continued = table.caption.continued
    above = typesetter.set((Span(continued),), replace(theme.caption, space_before=0)) if continued else None
    return TableFlowable(TableBody(head, lines, tuple(draft.needs), theme, page.text_height, above)), turned


def _fitting_draft(table: Table, theme: Theme, typesetter: Typesetter) -> tuple[Draft, bool]:
    """The table in the largest size that fits the page, which is turned where none fits and that is not forbidden. In
    despair words may be cut, in the smallest size.
    """
    drafts = Drafts(table, theme, typesetter)
    ways = (False,) if theme.page.is_broad else _WAYS[table.landscape]
    for turned in ways:
        draft = drafts.fitting(theme.page.turned(turned).text_width)
        if draft is not None:
            return draft, turned
    return drafts.in_despair(), ways[-1]


def _refuse(table: Table, needs: list[ColumnNeed], available: float) -> NoReturn:
    """Raises TemplateError: by how much the table is too wide, and without which columns it would fit."""
    needed = sum(need.least for need in needs)
    named = naming_column(table)
    # The widest first; the one that names the rows last of all.
    order = sorted(range(len(needs)), key=lambda index: (index == named, -needs[index].least))
    missing = needed - available
    left_out: list[int] = []
    for index in order:
        if missing > 0:
            left_out.append(index)
            missing -= needs[index].least
    facts = {
        "table": table.caption.label,
        "needed": round(needed),
        "available": round(available),
        "missing": max(1, round(needed - available)),
        "columns": ", ".join(shown(plain(table.columns[index].head)) for index in sorted(left_out)),
    }
    raise TemplateError(Problem("layout.table-too-wide", Place(), facts))


def _set_head(table: Table, draft: Draft, element: StructureElement) -> TableHead:
    """The head cells; where heads span columns there are two rows, and the other heads are as high as both."""
    groups = spanners(table)
    rows = [StructureElement("TR", element) for _ in range(2 if groups else 1)]
    upper = {first: (last, text) for (first, last), text in zip(groups, draft.spanners, strict=True)}
    spanned = {index for first, last in groups for index in range(first, last)}

    def cell(text: SetText, row: StructureElement, indent: float = 0.0, **spans: int) -> Cell:
        attributes = {"Scope": "/Column", **{name: str(count) for name, count in spans.items()}}
        return Cell(text, StructureElement("TH", row, attributes=attributes), draft.padding, indent)

    above, below = [], []
    for index, text in enumerate(draft.texts[0]):
        lead = lead_of(table, index)
        if index in upper:
            last, spanner = upper[index]
            above.append(HeadCell(cell(spanner, rows[0], ColSpan=last - index), index, last, upper=True))
        if index in spanned or not groups:
            below.append(HeadCell(cell(text, rows[-1], lead), index, index + 1))
        else:
            above.append(HeadCell(cell(text, rows[0], lead, RowSpan=2), index, index + 1, whole=True))
    return TableHead((*above, *below))


def _lower_cells(head: TableHead) -> tuple[Cell, ...]:
    """The heads of single columns, in their order."""
    lower = sorted((cell for cell in head.cells if not cell.upper), key=lambda cell: cell.first)
    return tuple(cell.cell for cell in lower)


def _set_row(
    table: Table,
    row: Row,
    texts: list[SetText],
    trails: list[float],
    padding: float,
    element: StructureElement,
    over: list[tuple[StructureElement, ...]],
) -> TableLine:
    """The row; `over` are for each column the heads over it, where there is more than one row of them."""
    cells, named = [], naming_column(table)
    for index, (text, words, trail) in enumerate(zip(texts, row.cells, trails, strict=True)):
        is_name = index == named
        attributes = {"Scope": "/Row"} if is_name else None
        own = StructureElement("TH" if is_name else "TD", element, attributes=attributes)
        count = plain(words).count("\n") + 1
        paragraphs = tuple(StructureElement("P", own) for _ in range(count)) if count > 1 else ()
        indent = lead_of(table, index) + (indent_of(row, text.style.size) if is_name else 0.0)
        cells.append(Cell(text, own, padding, indent, trail, paragraphs))
    for index, (cell, heads) in enumerate(zip(cells, over, strict=True)):
        if heads:
            cell.element.headers = heads if index == named else (*heads, cells[named].element)
    return TableLine(tuple(cells), row)


def _parted_words(table: Table, lines: list[tuple[Cell, ...]], widths: list[float]) -> Iterator[Problem]:
    """A problem for each column in which a word is cut, with the first such text."""
    for index, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
        for cells in lines:
            cell = cells[index]
            if any(part.level is BreakLevel.CLUSTER for part in cell.content.lines(cell.room(width))):
                facts = {
                    "table": table.caption.label,
                    "column": shown(plain(column.head)),
                    "text": shown("".join(run.text for run in cell.content.flow.runs)),
                }
                yield Problem("layout.word-parted", NOWHERE, facts)
                break
