"""Images from files, as figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gireport.layout.flowable import Flowable

if TYPE_CHECKING:
    from gireport.layout.theme import Page
    from gireport.pdf.canvas import TaggedCanvas
    from gireport.pdf.images import Raster
    from gireport.pdf.structure import StructureElement

_HIGHEST = 0.8  # of the height of text, so that the caption finds room


class PictureFlowable(Flowable):
    """An image that stands in the structure tree as one figure with a text alternative."""

    canv: TaggedCanvas

    def __init__(self, image: Raster, share: float, page: Page, element: StructureElement) -> None:
        """`share` is how much of the width of text it takes; a high image takes less."""
        super().__init__()
        self._image, self._element = image, element
        per_pixel = min(share * page.text_width / image.width, _HIGHEST * page.text_height / image.height)
        self.width, self.height = image.width * per_pixel, image.height * per_pixel
        self.spaceBefore, self.spaceAfter = 2, 8

    def draw(self) -> None:
        """Draws it and notes where it stands, which PDF/UA wants to know of a figure."""
        x, y = self.canv.absolutePosition(0, 0)
        self._element.bounding_box = (x, y, x + self.width, y + self.height)
        with self.canv.tagged(self._element):
            self.canv.draw_image(self._image, self.width, self.height)
