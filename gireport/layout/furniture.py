"""What stands at the head and foot of every page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportlab.lib.colors import HexColor

from gireport.brief.model import Span
from gireport.dataset.characters import shown
from gireport.errors import Place, Problem, TemplateError

if TYPE_CHECKING:
    from collections.abc import Callable

    from gireport.brief.model import Brief
    from gireport.layout.theme import Page, TextStyle, Theme
    from gireport.layout.typesetting import SetText, Typesetter
    from gireport.pdf.canvas import PlacedLine, TaggedCanvas
    from gireport.text.line import Line

_FURNITURE_GAP = 14.0  # between what stands left and right, points


def furniture_drawer(
    brief: Brief, canvas: TaggedCanvas, theme: Theme, typesetter: Typesetter, number: Callable[[int], str]
) -> Callable[[int, int], None]:
    """A function that draws head and foot of a page, given its number and how many there are. `number` writes a
    number in the brief's digits. Raises TemplateError where a head or foot needs more lines than the margin has.
    """
    furniture = brief.furniture
    left, right = theme.furniture, replace(theme.furniture, align="right")
    head = typesetter.set(furniture.head_left, left), typesetter.set(furniture.head_right, right)
    foot_left = typesetter.set(furniture.foot_left, left)

    def draw(page_number: int, page_count: int) -> None:
        page, margins = theme.page.turned(canvas.page_is_broad), theme.margins
        rule = page.height - page.top + margins.head_above
        lines = _side_by_side(head, page.text_width, theme.furniture_lines("top"))
        with canvas.artifact("head"):
            # The head grows upwards from its rule, the foot downwards.
            canvas.draw_lines(_placed(head, lines, rule + margins.head_gap + _height_of(lines, left), page))
            if margins.rule:
                canvas.setStrokeColor(HexColor(theme.hairline))
                canvas.setLineWidth(theme.hairline_width)
                canvas.line(page.left, rule, page.width - page.right, rule)
        pages = furniture.page.format(page=number(page_number), pages=number(page_count))
        foot = foot_left, typesetter.set((Span(pages),), right)
        lines = _side_by_side(foot, page.text_width, theme.furniture_lines("bottom"))
        with canvas.artifact("foot"):
            canvas.draw_lines(_placed(foot, lines, page.bottom - margins.foot_below + left.baseline, page))

    return draw


def _side_by_side(pair: tuple[SetText, SetText], width: float, most: int) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The lines of a head or foot: the right part has what it needs, half the width at most, the left part the rest.

    Raises TemplateError where one takes more than `most` lines.
    """
    right_width = min(pair[1].flow.natural_width, width / 2)
    lines = pair[0].lines(width - right_width - _FURNITURE_GAP), pair[1].lines(right_width)
    if max(map(len, lines)) > most:
        facts = {"text": shown("".join(line.text for line in max(lines, key=len)))}
        raise TemplateError(Problem("layout.furniture-too-long", Place(), facts))
    return lines


def _height_of(lines: tuple[tuple[Line, ...], tuple[Line, ...]], style: TextStyle) -> float:
    return max(map(len, lines)) * style.leading


def _placed(
    pair: tuple[SetText, SetText], lines: tuple[tuple[Line, ...], tuple[Line, ...]], top: float, page: Page
) -> list[PlacedLine]:
    return [
        placed
        for text, own in zip(pair, lines, strict=True)
        for placed in text.place(own, page.left, top, page.text_width)
    ]
