"""Images as the file holds them (ISO 32000-1, 8.9.5), in the colours that its output intent means.

No transparency and no interpolation: what is printed is what the image says (ISO 19005-2, 6.2.8).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from gireport.pdf.objects import dictionary
from gireport.records import dataclass

if TYPE_CHECKING:
    from gireport.pdf.objects import PdfFile, Reference


@dataclass(frozen=True, slots=True)
class Raster:
    """An image of `width` by `height` pixels with 1 (grey) or 3 (red, green, blue) samples of eight bits each.

    `data` is a JPEG file, or all samples row by row, packed with zlib.
    """

    width: int
    height: int
    samples: Literal[1, 3]
    data: bytes
    is_jpeg: bool


class Images:
    """The images of one document; one that is drawn twice is written once."""

    def __init__(self) -> None:
        self._names: dict[Raster, str] = {}

    def name(self, raster: Raster) -> str:
        """The name by which pages draw it."""
        return self._names.setdefault(raster, f"I{len(self._names) + 1}")

    def write(self, pdf: PdfFile) -> dict[str, bytes]:
        """Adds the images; returns their references by name, for the resources of pages."""
        return {name: bytes(_write(pdf, raster)) for raster, name in self._names.items()}


def _write(pdf: PdfFile, raster: Raster) -> Reference:
    entries = {
        "Type": b"/XObject",
        "Subtype": b"/Image",
        "Width": b"%d" % raster.width,
        "Height": b"%d" % raster.height,
        "ColorSpace": b"/DeviceGray" if raster.samples == 1 else b"/DeviceRGB",
        "BitsPerComponent": b"8",
        "Filter": b"/DCTDecode" if raster.is_jpeg else b"/FlateDecode",
    }
    return pdf.add_stream(raster.data, entries, compress=False)


def resources(images: dict[str, bytes]) -> dict[str, bytes]:
    """The entry of a page's resources that names the images; none where there are none."""
    return {"XObject": dictionary(images)} if images else {}
