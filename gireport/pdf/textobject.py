"""ReportLab's text object on ClusterFonts: with it drawString, Drawings and charts are shaped and kerned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.textobject import PDFTextObject

if TYPE_CHECKING:
    from gireport.pdf.canvas import TaggedCanvas


class ClusterTextObject(PDFTextObject):  # type: ignore[misc]
    """Writes each text as clusters in the present font."""

    def _formatText(self, text: str | bytes) -> str:  # noqa: N802
        if isinstance(text, bytes):
            text = text.decode()
        canvas: TaggedCanvas = self._canvas
        font = pdfmetrics.getFont(self._fontname)
        operators = []
        if self._curSubset != 0:  # ReportLab makes it -1 whenever the font changes
            operators.append(canvas.select_font(font, self._fontsize))
            self._curSubset: int = 0
        operators.append(canvas.show_clusters(font, font.shaper.shape(text).clusters))
        return " ".join(operators)
