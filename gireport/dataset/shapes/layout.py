"""Where the head of a table stands, which shape it has, and what each of its columns is for.

A row is a head where it names years or levels side by side (a wide table), or says in two words or more what stands
below (a long table, a register). Rows above it may only be a title; rows below the last figures only notes.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple

from gireport.dataset.characters import shown
from gireport.dataset.shapes.heads import Head, is_total, known_heads, read_head
from gireport.dataset.spelling import nearest
from gireport.errors import DataError
from gireport.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gireport.dataset.shapes.findings import Findings
    from gireport.dataset.shapes.options import Role
    from gireport.dataset.shapes.reading import Read, Reader
    from gireport.dataset.sources.grid import Grid, GridRow

Shape = Literal[
    "wide",  # levels down, years across
    "transposed",  # years down, levels across
    "long",  # a row for each count
    "register",  # a row for each certificate
]

_LOOKED_AT = 50  # rows, from the top, for the head
_TITLE_CELLS = 2  # a title, and perhaps a unit or a date beside it


class _Guess(NamedTuple):
    shape: Shape
    complete: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """A recognised table: its head, and the rows below it by their positions in the grid."""

    shape: Shape
    row: int
    """The head's number, as a spreadsheet shows it."""
    heads: tuple[Head, ...]
    first: int
    """The position in the grid of the first row below the head."""

    @property
    def width(self) -> int:
        """How many columns have a head, blank ones between them included."""
        return len(self.heads)

    def columns(self, role: Role) -> tuple[int, ...]:
        """The columns for `role`, from the left."""
        return tuple(column for column, head in enumerate(self.heads) if role in head.roles)


NEEDED: dict[Shape, tuple[Role, ...]] = {
    "wide": ("level",),
    "transposed": ("year",),
    "long": ("year", "level", "count"),
    "register": ("number", "level", "issued"),
}


def find_layout(grid: Grid, reader: Reader, declared: Mapping[Role, tuple[str, ...]], findings: Findings) -> Layout:
    """The head of the table in `grid`. Raises DataError where no row can be one, or nothing stands below it."""
    positions = [position for position, row in enumerate(grid.rows[:_LOOKED_AT]) if not row.is_blank]
    if not positions:
        findings.refuse("data.empty")
        findings.finish()
    for position, following in zip(positions, [*positions[1:], None], strict=True):
        heads = _heads(grid.rows[position].cells, declared)
        guess = _guess(heads, reader)
        if guess is None:
            continue
        layout = Layout(guess.shape, grid.rows[position].number, heads, position + 1)
        _note_titles(grid, [above for above in positions if above < position], layout, reader, findings)
        if not guess.complete and following is not None:
            layout = _of_two_rows(grid, layout, following, reader, declared, findings) or layout
        if all(row.is_blank for row in islice(grid.rows, layout.first, None)):
            findings.refuse("shape.no-data", layout.row)
            findings.finish()
        return layout
    raise _no_head(grid.rows[positions[0]], reader, declared, findings)


def _heads(cells: Sequence[str], declared: Mapping[Role, tuple[str, ...]]) -> tuple[Head, ...]:
    heads = [read_head(cell, declared) for cell in cells]
    while heads and not heads[-1].text.strip():
        heads.pop()
    return tuple(heads)


def _guess(heads: tuple[Head, ...], reader: Reader) -> _Guess | None:
    """What shape a row would be the head of; None where it says nothing of the kind."""
    roles = [role for head in heads for role in head.roles]
    years = [column for column, head in enumerate(heads) if not head.roles and is_year(reader.year(head.text))]
    levels = [column for column, head in enumerate(heads) if not head.roles and reader.level(head.text).value]
    headed = bool(heads) and 0 not in (*years, *levels)
    has_key = headed and not (heads[0].is_total and not {"year", "level"} & {*roles})
    if has_key and "count" not in roles and (len(years) > 1 or (years and "level" in roles)):
        return _Guess("wide", complete=True)
    by_years = bool(heads) and ("year" in heads[0].roles or not heads[0].text.strip() or "year" in roles)
    if has_key and by_years and "count" not in roles and (len(levels) > 1 or (levels and "year" in roles)):
        return _Guess("transposed", complete=True)
    telling = {role for role in roles if role not in ("key", "ignore", "establishment")}
    if len(telling) < 2 or any(len(head.roles) > 1 for head in heads):
        return None
    by_certificate = "issued" in telling or ("number" in telling and "year" not in telling)
    shape: Shape = "register" if by_certificate and "count" not in telling else "long"
    return _Guess(shape, complete=telling >= {*NEEDED[shape]})


_MEANT_AS_YEARS = frozenset({"shape.year-is-ce", "shape.year-is-be", "shape.year-after-as-of", "shape.year-two"})


def is_year(read: Read[int]) -> bool:
    """Whether a cell names a year, be it one that is refused."""
    if read.fault is None:
        return True
    code, facts = read.fault
    return code in _MEANT_AS_YEARS or (code == "shape.year-implausible" and isinstance(facts["value"], int))


def _of_two_rows(
    grid: Grid,
    above: Layout,
    following: int,
    reader: Reader,
    declared: Mapping[Role, tuple[str, ...]],
    findings: Findings,
) -> Layout | None:
    """The head that two rows make together: what the lower one leaves blank, the upper one says."""
    row = grid.rows[following]
    upper = [head.text for head in above.heads]
    cells = [
        cell if cell.strip() else upper[column] if column < len(upper) else "" for column, cell in enumerate(row.cells)
    ]
    cells += upper[len(cells) :]
    heads = _heads(cells, declared)
    guess = _guess(heads, reader)
    if guess is None or not guess.complete:
        return None
    findings.note("note.head-of-two-rows", above.row, lower=row.number)
    return Layout(guess.shape, row.number, heads, following + 1)


def _note_titles(grid: Grid, positions: list[int], layout: Layout, reader: Reader, findings: Findings) -> None:
    titles = [grid.rows[position] for position in positions]
    if not titles:
        return
    for title in titles:
        filled = {cell.strip() for cell in title.cells} - {""}
        if len(filled) > _TITLE_CELLS or (len(filled) > 1 and any(_is_figure(cell, reader) for cell in filled)):
            findings.refuse("shape.above-head", title.number, head=layout.row)
    findings.note("note.title", titles[0].number, last=titles[-1].number)


def _is_figure(text: str, reader: Reader) -> bool:
    """Whether a cell has a count, and not the year that a title may name."""
    return (reader.count(text).value or 0) > 0 and not is_year(reader.year(text))


def _is_short_year(read: Read[int]) -> bool:
    return read.fault is not None and read.fault[0] == "shape.year-two-digit"


def _no_head(row: GridRow, reader: Reader, declared: Mapping[Role, tuple[str, ...]], findings: Findings) -> DataError:
    """The error that says what was found where a head should be, and what would be one."""
    short = [column for column, cell in enumerate(row.cells) if _is_short_year(reader.year(cell))]
    if len(short) > 1 and any(head.roles & {"year", "level"} for head in _heads(row.cells, declared)):
        for column in short:
            findings.refuse("shape.year-two-digit", row.number, column, value=shown(row.cells[column].strip()))
        return DataError(findings.problems)
    known = known_heads(("year", "level", "count", "province"))
    found = [cell.strip() for cell in row.cells if cell.strip()]
    facts = {"found": shown(", ".join(found))}
    near = next((near for cell in found if cell not in known and (near := nearest(cell, known.keys()))), None)
    if near:
        findings.refuse("shape.no-head-near", row.number, **facts, near=near)
    else:
        findings.refuse("shape.no-head", row.number, **facts)
    return DataError(findings.problems)


def body_rows(grid: Grid, layout: Layout, reader: Reader, findings: Findings) -> Iterator[GridRow]:
    """The rows with figures below the head: blank rows are passed over with a note, notes at the end left out."""
    last = _last_row(grid, layout, reader, findings)
    head = grid.rows[layout.first - 1].cells
    for row in islice(grid.rows, layout.first, last):
        if row.cells == head:
            # On each page of a printed list, say. It says again what the columns are.
            findings.remark("note.head-repeated", row.number)
            continue
        if row.is_blank:
            findings.remark("note.blank-row", row.number)
            continue
        yield row


def _last_row(grid: Grid, layout: Layout, reader: Reader, findings: Findings) -> int:
    """The position after the last row with figures."""
    end = len(grid.rows)
    noted = []
    while end > layout.first:
        row = grid.rows[end - 1]
        if not row.is_blank:
            if not _is_note(row, grid.rows[end - 2].is_blank, reader):
                break
            noted.append(row.number)
        end -= 1
    if noted:
        findings.note("note.footnotes", noted[-1], last=noted[0])
    return end


_NOTE_WORDS = (
    "หมายเหตุ",
    "ที่มา",
    "ข้อมูล",
    "แหล่ง",
    "หน่วย",
    "*",
    "†",
    "‡",
    "#",
    "(",
    "note",
    "source",
    "remark",
    "as of",
    "unit",
)
_LONGER_THAN_A_LABEL = 12


def _is_note(row: GridRow, after_blank: bool, reader: Reader) -> bool:
    """Whether a row is a remark below a table: one cell alone, which begins as remarks do or stands apart."""
    # A cell of the same text beside it says nothing more: merged cells are saved so by some programs.
    filled = {cell.strip() for cell in row.cells} - {""}
    if len(filled) != 1:
        return False
    [text] = filled
    # The label of a row whose figures were left out is none.
    if is_total(text) or not all(read.fault for read in (reader.level(text), reader.province(text))):
        return False
    return text.casefold().startswith(_NOTE_WORDS) or (after_blank and len(text) > _LONGER_THAN_A_LABEL)


def with_corner(layout: Layout, role: Role) -> Layout:
    """`layout` with a column for `role`: where none is headed so, the corner, which may name the heads beside it.

    In `ปี Level, 2554, 2555` as in `ปี, 2554, 2555` the first column has the levels.
    """
    heads = list(layout.heads)
    corner = next((column for column, head in enumerate(heads) if len(head.roles) > 1), None)
    if corner is None and not layout.columns(role) and heads[0].roles <= {"year", "level"}:
        corner = 0
    if corner is not None:
        heads[corner] = replace(heads[corner], roles=frozenset({role}))
    return replace(layout, heads=tuple(heads))
