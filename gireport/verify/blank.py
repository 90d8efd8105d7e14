"""Where nothing is printed on a page, as pdfium draws it: room for what is put there afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from gireport.pdf.tagged import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

_SCALE = 2  # pixels a point; a hairline of a quarter point still leaves a shade
_INK = 250  # a pixel is blank from this lightness on
_STEP = 2.0  # points between places that are looked at
_CLEAR = 8.0  # points that stay blank around what is put there
_MARGIN = 20 * 72 / 25.4  # points, as in official letters; nothing is put nearer to the edge of the paper


class DrawnPage(NamedTuple):
    """A page as it is seen: size in points, by how many degrees it is turned, and where there is ink on it."""

    width: float
    height: float
    turned: int
    ink: Image

    def is_blank(self, left: float, bottom: float, width: float, height: float) -> bool:
        """Whether nothing is printed within a rectangle, given in points from the lower left corner."""
        top = self.height - bottom - height
        box = (left * _SCALE, top * _SCALE, (left + width) * _SCALE, (top + height) * _SCALE)
        return self.ink.crop(box).getbbox() is None

    def room_below_print(self, width: float, height: float) -> tuple[float, float] | None:
        """The left and bottom edge of the free place of that size that stands lowest: at the right, and as high
        there as the print above it allows; None where the page has none.
        """
        left = self.width - _MARGIN - width
        found = None
        for bottom in self._heights(height):
            if self.is_blank(left - _CLEAR, bottom - _CLEAR, width + 2 * _CLEAR, height + 2 * _CLEAR):
                found = (left, bottom)
            elif found:
                break
        return found

    def _heights(self, height: float) -> Iterator[float]:
        bottom = _MARGIN
        while bottom + height <= self.height - _MARGIN:
            yield bottom
            bottom += _STEP


def count_pages(content: bytes) -> int:
    """How many pages a file has. Raises UnreadableError."""
    return len(_document(content))


def drawn_page(content: bytes, index: int) -> DrawnPage:
    """One page of a file. Raises UnreadableError."""
    import pypdfium2

    document = _document(content)
    try:
        document.init_forms()  # signatures that are seen are drawn with the page
        page: Any = document[index]
        drawn = page.render(scale=_SCALE, may_draw_forms=True).to_pil().convert("L")
        width, height = page.get_size()
        return DrawnPage(width, height, page.get_rotation(), drawn.point(lambda shade: 255 * (shade < _INK)))
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(str(error)) from None


def _document(content: bytes) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(str(error)) from None
