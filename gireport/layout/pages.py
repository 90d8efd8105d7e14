"""Filling pages with a story: what stays together, what is divided, and what moves so that no page is left empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gireport.errors import Place, Problem, TemplateError
from gireport.layout.piece import after_references, chain_of, last_depth, passed_by_text
from gireport.layout.sheet import Sheet, TooHighError
from gireport.settings import TemplateLimits, template_variable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gireport.layout.piece import Piece
    from gireport.layout.sheet import Waiting
    from gireport.layout.theme import Page, Theme
    from gireport.pdf.canvas import TaggedCanvas

_MOST_EMPTY = 0.12  # of a page's height: where more is left, figures move, or are drawn lower or higher
_FURTHER_MANNERS = (
    (_MOST_EMPTY, {"elastic": True}),
    (_MOST_EMPTY, {"elastic": True, "loose": True}),
    (0.25, {"elastic": True, "loose": True, "divides": True}),  # a short table in two parts is a smaller evil then
)


def fill_pages(
    story: Sequence[Piece], canvas: TaggedCanvas, theme: Theme, first: Callable[[Page], None] | None = None
) -> None:
    """Draws the story on as many pages as it takes. What is kept with the next is never parted from it.

    A figure or table that does not fit is drawn at the top of the next page, and the text of its section that comes
    later fills this one; where too little text comes later, the figure is drawn before text that comes earlier. It
    never leaves its section, figures keep their order, and so do tables. The structure tree keeps the brief's order.
    Where a page would still be left empty, figures are drawn lower to fit it, may be passed by text of later
    subsections, and at last are drawn higher. `first` draws what else stands on the first page, given that page.

    Raises TemplateError where something is higher than a page and cannot be divided, and after too many pages.
    """
    limits = TemplateLimits.from_environment()
    count = 0
    queue = after_references(story)
    waiting: list[Waiting] = []
    depth = 0
    while waiting or _begin(queue):
        count += 1
        if count > limits.pages:
            facts = {"most": limits.pages, "variable": template_variable("pages")}
            raise TemplateError(Problem("layout.too-many-pages", Place(), facts))
        sheet = _planned(queue, waiting, depth, theme.page, canvas)
        queue, waiting, depth = sheet.queue, sheet.waiting, sheet.depth
        if count == 1 and first is not None:
            first(theme.page.turned(sheet.turned))
        _draw(sheet, canvas, theme.page)


def _planned(queue: list[Piece], waiting: list[Waiting], depth: int, page: Page, canvas: TaggedCanvas) -> Sheet:
    """The next page, planned."""
    turned = _begins_turned(queue, waiting, depth)

    most_empty = _MOST_EMPTY * page.turned(turned).text_height

    def plan(story: list[Piece], manner: Mapping[str, bool]) -> Sheet:
        sheet = Sheet(story, waiting, depth, page.turned(turned), canvas, turned=turned, **manner)
        sheet.fill()
        return sheet

    def planned(manner: Mapping[str, bool]) -> Sheet:
        sheet = plan(queue, manner)
        while sheet.room > most_empty and (hoisted := sheet.with_earlier_float()) is not None:
            fuller = plan(hoisted, manner)
            if fuller.room >= sheet.room:
                break
            sheet = fuller
        return sheet

    try:
        sheet = planned({})
        for share, manner in _FURTHER_MANNERS:
            if sheet.room > share * page.turned(turned).text_height and sheet.may_be_filled:
                sheet = min(sheet, planned(manner), key=lambda each: each.room)
    except TooHighError as error:
        facts = {"height": round(error.height)}
        raise TemplateError(Problem("layout.too-high", Place(), facts)) from None
    if sheet.room > most_empty and sheet.may_be_filled:
        sheet.raise_figures()
    return sheet


def _begin(queue: list[Piece]) -> bool:
    """Takes away breaks at the top of a page, where they change nothing; whether there is anything to draw."""
    while queue and queue[0].kind == "break":
        queue.pop(0)
    return bool(queue)


def _begins_turned(queue: Sequence[Piece], waiting: Sequence[Waiting], depth: int) -> bool:
    """Whether the first thing to be drawn on the next page wants a broad one."""
    if queue and queue[0].begun and queue[0].kind == "table":
        return queue[0].turned
    if waiting:
        return waiting[0].piece.turned
    *above, last = chain_of(queue)
    return last.turned and not (above and passed_by_text(queue, len(above), last_depth(above, depth)))


def _draw(sheet: Sheet, canvas: TaggedCanvas, page: Page) -> None:
    """Draws what was planned, from the top of the text column down, and finishes the page."""
    page = page.turned(sheet.turned)
    canvas.setPageSize((page.width, page.height))
    room = page.text_height
    for index, flowable in enumerate(sheet.drawn):
        if index:
            room -= flowable.getSpaceBefore()
        _, height = flowable.wrapOn(canvas, page.text_width, room)
        flowable.drawOn(canvas, page.left, page.bottom + room - height)
        room -= height + flowable.getSpaceAfter()
    canvas.showPage()
