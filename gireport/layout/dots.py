"""Dotted lines, drawn and not typed: nobody hears or copies a row of full stops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.colors import HexColor

if TYPE_CHECKING:
    from gireport.pdf.canvas import TaggedCanvas

_STEP = 3.2  # from dot to dot, points
_DOT = 0.8  # across


def draw_dots(canvas: TaggedCanvas, left: float, right: float, y: float, colour: str) -> None:
    """Draws dots from `right` back to `left`, so that those of lines that end alike stand below each other."""
    if right - left < _STEP:
        return
    canvas.saveState()
    canvas.setStrokeColor(HexColor(colour))
    canvas.setLineWidth(_DOT)
    canvas.setLineCap(1)
    canvas.setDash([0, _STEP])
    canvas.line(right, y, left, y)
    canvas.restoreState()
