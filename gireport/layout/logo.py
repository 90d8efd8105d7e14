"""The logo of a theme: an image beside the theme's file, which stands above the head of the first page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gireport.dataset.characters import shown
from gireport.layout.theme import LOGO_GAP, MILLIMETRE
from gireport.pdf.structure import StructureElement

if TYPE_CHECKING:
    from pathlib import Path

    from gireport.dataset.fields import Fields
    from gireport.layout.theme import Page, Theme
    from gireport.pdf.canvas import TaggedCanvas
    from gireport.pdf.images import Raster

_NARROWEST, _BROADEST = 5, 170  # mm


@dataclass(frozen=True, slots=True)
class Logo:
    """An image, `width` points wide. `alternative` says what it shows; where it is empty the logo is an ornament, which
    nobody hears of.
    """

    image: Raster
    width: float
    alternative: str

    @property
    def height(self) -> float:
        """Its height in points."""
        return self.width * self.image.height / self.image.width


def read_logo(fields: Fields, folder: Path | None) -> Logo | None:
    """The logo that the table `[logo]` of a theme describes; None where it is at fault, which is noted.

    The image is in the theme's folder or below it, and is judged as the images of templates are.
    """
    from gireport.brief.pictures import PictureError, read_picture

    name = fields.text("file")
    width = fields.number("width", _NARROWEST, _BROADEST)
    # One of the two has to be said, so that nobody forgets those who cannot see it.
    is_ornament = fields.has("ornament") and fields.flag("ornament")
    alternative = "" if is_ornament else fields.text("alt")
    fields.finish()
    if not name:
        return None
    try:
        image = read_picture(folder, name)
    except PictureError as error:
        fields.refuse(error.code, "file", name=shown(name), **error.facts)
        return None
    return Logo(image, width * MILLIMETRE, alternative)


def logo_element(logo: Logo | None, root: StructureElement) -> StructureElement | None:
    """The structure element of a logo that is heard of, before everything else; None for an ornament."""
    return StructureElement("Figure", root, alternative=logo.alternative) if logo and logo.alternative else None


def draw_logo(logo: Logo, element: StructureElement | None, canvas: TaggedCanvas, theme: Theme, page: Page) -> None:
    """Draws it at the left of the page's top margin, above the lines of the head that the theme has room for."""
    margins = theme.margins
    head = margins.head_above + margins.head_gap + theme.furniture_lines("top") * theme.furniture.leading
    left, bottom = page.left, page.height - page.top + head + LOGO_GAP
    canvas.saveState()
    canvas.translate(left, bottom)
    if element is None:
        with canvas.artifact():
            canvas.draw_image(logo.image, logo.width, logo.height)
    else:
        element.bounding_box = (left, bottom, left + logo.width, bottom + logo.height)
        with canvas.tagged(element):
            canvas.draw_image(logo.image, logo.width, logo.height)
    canvas.restoreState()
