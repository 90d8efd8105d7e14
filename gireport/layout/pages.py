"""Filling pages with a story, and drawing what stands on every page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from reportlab.lib.colors import HexColor
from reportlab.platypus.flowables import PageBreak

from gireport.brief.model import Span
from gireport.dataset.characters import shown
from gireport.errors import Place, Problem, TemplateError

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportlab.platypus.flowables import Flowable

    from gireport.brief.model import Brief
    from gireport.layout.theme import TextStyle, Theme
    from gireport.layout.typesetting import SetText, Typesetter
    from gireport.pdf.canvas import PlacedLine, TaggedCanvas
    from gireport.text.line import Line

_TOLERANCE = 1e-6
_FURNITURE_GAP = 14.0  # between what stands left and right, points


def fill_pages(story: list[Flowable], canvas: TaggedCanvas, theme: Theme) -> None:
    """Draws the story on as many pages as it takes. What is kept with the next is never parted from it.

    Raises TemplateError where something is higher than a page and cannot be split.
    """
    page = theme.page
    queue = list(story)
    while queue:
        room = page.text_height
        placed = False
        while queue:
            if isinstance(queue[0], PageBreak):
                queue.pop(0)
                if placed:
                    break
                continue
            group = _group(queue)
            fitted = _fit(group, canvas, page.text_width, room, first=not placed)
            if fitted is None and not placed:
                facts = {"height": round(page.text_height)}
                raise TemplateError(Problem("layout.too-high", Place(), facts))
            if fitted is None:
                break
            drawn, rest = fitted
            for flowable in drawn:
                room = _draw(flowable, canvas, theme, room, first=not placed)
                placed = True
            queue[: len(group)] = rest
            if rest:
                break
        if placed:  # nothing may follow a last page break
            canvas.showPage()


def _group(queue: list[Flowable]) -> list[Flowable]:
    """The first flowable with all that must follow it on the same page."""
    count = 1
    while count < len(queue) and queue[count - 1].getKeepWithNext() and not isinstance(queue[count], PageBreak):
        count += 1
    return queue[:count]


def _fit(
    group: list[Flowable], canvas: TaggedCanvas, width: float, room: float, *, first: bool
) -> tuple[list[Flowable], list[Flowable]] | None:
    """The flowables of the group to draw now and those left over; None where nothing of it may stand here."""
    heights = [_height(flowable, canvas, width, first=first and index == 0) for index, flowable in enumerate(group)]
    if sum(heights) <= room + _TOLERANCE:
        return group, []
    # It does not fit whole: the last member that can be is divided, with all before it on this page. What comes before
    # the last member is divided even where it fits, so that a table's note is never alone on the next page.
    for index in reversed(range(len(group))):
        flowable = group[index]
        gap = 0.0 if first and index == 0 else flowable.getSpaceBefore()
        available = room - sum(heights[:index]) - gap
        if index < len(group) - 1:
            available = min(available, heights[index] - gap - flowable.getSpaceAfter() - 1)
        parts = flowable.splitOn(canvas, width, available) if available > 0 else []
        if len(parts) == 2:
            return [*group[:index], parts[0]], [parts[1], *group[index + 1 :]]
    if not first:
        return None
    # Even a page of its own cannot hold it together, so as much of it as fits has to part from the rest.
    fitting = next((count for count in range(len(group) - 1, 0, -1) if sum(heights[:count]) <= room + _TOLERANCE), 0)
    return (group[:fitting], group[fitting:]) if fitting else None


def _height(flowable: Flowable, canvas: TaggedCanvas, width: float, *, first: bool) -> float:
    _, height = flowable.wrapOn(canvas, width, 1e9)
    return float((0 if first else flowable.getSpaceBefore()) + height + flowable.getSpaceAfter())


def _draw(flowable: Flowable, canvas: TaggedCanvas, theme: Theme, room: float, *, first: bool) -> float:
    """Draws at the top of what is left of the page; returns what is left then."""
    page = theme.page
    if not first:
        room -= flowable.getSpaceBefore()
    _, height = flowable.wrapOn(canvas, page.text_width, room)
    flowable.drawOn(canvas, page.left, page.bottom + room - height)
    return float(room - height - flowable.getSpaceAfter())


def furniture_drawer(
    brief: Brief, canvas: TaggedCanvas, theme: Theme, typesetter: Typesetter, number: Callable[[int], str]
) -> Callable[[int, int], None]:
    """A function that draws head and foot of a page, given its number and how many there are. `number` writes a
    number in the brief's digits. Raises TemplateError where a head or foot needs more lines than the margin has.
    """
    page, furniture = theme.page, brief.furniture
    left, right = theme.furniture, replace(theme.furniture, align="right")
    head = typesetter.set(furniture.head_left, left), typesetter.set(furniture.head_right, right)
    foot_left = typesetter.set(furniture.foot_left, left)

    def draw(page_number: int, page_count: int) -> None:
        margins = theme.margins
        rule = page.height - page.top + margins.head_above
        lines = _side_by_side(head, theme, "top")
        # The head grows upwards from its rule, the foot downwards.
        canvas.draw_lines(_placed(head, lines, rule + margins.head_gap + _height_of(lines, left), theme))
        if margins.rule:
            canvas.setStrokeColor(HexColor(theme.hairline))
            canvas.setLineWidth(theme.hairline_width)
            canvas.line(page.left, rule, page.width - page.right, rule)
        pages = furniture.page.format(page=number(page_number), pages=number(page_count))
        foot = foot_left, typesetter.set((Span(pages),), right)
        lines = _side_by_side(foot, theme, "bottom")
        canvas.draw_lines(_placed(foot, lines, page.bottom - margins.foot_below + left.baseline, theme))

    return draw


def _side_by_side(
    pair: tuple[SetText, SetText], theme: Theme, margin: Literal["top", "bottom"]
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The lines of a head or foot: the right part has what it needs, half the width at most, the left part the rest."""
    width = theme.page.text_width
    right_width = min(pair[1].flow.natural_width, width / 2)
    lines = pair[0].lines(width - right_width - _FURNITURE_GAP), pair[1].lines(right_width)
    if max(map(len, lines)) > theme.furniture_lines(margin):
        facts = {"text": shown("".join(line.text for line in max(lines, key=len)))}
        raise TemplateError(Problem("layout.furniture-too-long", Place(), facts))
    return lines


def _height_of(lines: tuple[tuple[Line, ...], tuple[Line, ...]], style: TextStyle) -> float:
    return max(map(len, lines)) * style.leading


def _placed(
    pair: tuple[SetText, SetText], lines: tuple[tuple[Line, ...], tuple[Line, ...]], top: float, theme: Theme
) -> list[PlacedLine]:
    page = theme.page
    return [
        placed
        for text, own in zip(pair, lines, strict=True)
        for placed in text.place(own, page.left, top, page.text_width)
    ]
