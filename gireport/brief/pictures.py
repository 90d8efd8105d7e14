"""The `figure` directive: an image in the template's own folder, read whole and checked before anything is laid out."""

from __future__ import annotations

import stat
import warnings
import zlib
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from gireport.brief.jpeg import without_metadata
from gireport.brief.model import Picture, plain
from gireport.dataset.characters import shown
from gireport.pdf.images import Raster

if TYPE_CHECKING:
    from PIL.Image import Image

    from gireport.brief.directives import Workshop
    from gireport.brief.settings import Settings

MAX_BYTES = 10 * 2**20
MAX_PIXELS = 16_000_000  # A4 at 300 to the inch has nine million
_LEAST_WIDTH, _WHOLE_WIDTH = 10, 100  # per cent of the width of text
_SUFFIXES = (".png", ".jpg", ".jpeg")
_MODES = {"1", "L", "LA", "P", "PA", "RGB", "RGBA"}
_GREY = {"1", "L", "LA"}


class PictureError(ValueError):
    """A file that cannot be a picture of a brief: the code of its problem, and the facts."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


def figure(settings: Settings, shop: Workshop) -> Picture | None:
    """The picture, with its number and its words. Without an alternative text it is refused."""
    caption = shop.caption(settings, "figure")
    settings.text("id", required=False)
    # Printed nowhere: one text in one language, as every alternative is.
    alternative = plain(shop.text(settings.text("alt"))).replace("\n", " ").strip()
    if settings.has("alt") and not alternative:
        settings.refuse("picture.no-alternative", "alt")
    width = settings.number("width")
    if width is not None and not _LEAST_WIDTH <= width <= _WHOLE_WIDTH:
        settings.refuse("directive.out-of-range", "width", least=_LEAST_WIDTH, most=_WHOLE_WIDTH)
    name = plain(shop.text(settings.text("file")))
    if not name:
        return None
    try:
        raster = read_picture(shop.folder, name)
    except PictureError as error:
        settings.refuse(error.code, "file", name=shown(name), **error.facts)
        return None
    shop.numbered(settings, "figure", caption)
    return Picture(caption, alternative, Decimal(width or _WHOLE_WIDTH) / 100, raster)


def read_picture(folder: Path | None, name: str) -> Raster:
    """The image `name` below `folder`, its transparent parts on white. Raises PictureError."""
    content = _content(_found(folder, name))
    is_png = content.startswith(b"\x89PNG\r\n\x1a\n")
    if not is_png and not content.startswith(b"\xff\xd8\xff"):
        raise PictureError("picture.not-an-image")
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it finds odd; what is too large is refused below
            image = Image.open(BytesIO(content), formats=("PNG" if is_png else "JPEG",))
            if image.width * image.height > MAX_PIXELS:
                raise PictureError("picture.too-many-pixels", width=image.width, height=image.height, limit=MAX_PIXELS)
            if getattr(image, "n_frames", 1) > 1 or image.mode not in _MODES:
                raise PictureError("picture.mode", mode=image.mode)
            image.load()
            return _raster(image, content)
    except PictureError:
        raise
    except Image.DecompressionBombError:
        raise PictureError("picture.too-many-pixels", width="?", height="?", limit=MAX_PIXELS) from None
    except Exception as error:  # a broken file makes a decoder raise anything
        raise PictureError("picture.broken", reason=shown(str(error))) from None


def _found(folder: Path | None, name: str) -> Path:
    """The file. It is in the folder, or below it, wherever links lead."""
    if folder is None:
        raise PictureError("picture.no-folder")
    if Path(name).is_absolute() or "\\" in name or "\0" in name or not name.lower().endswith(_SUFFIXES):
        raise PictureError("picture.name")
    try:
        root = folder.resolve()
        path = (root / name).resolve()
        if not path.is_relative_to(root):
            raise PictureError("picture.outside")
        # A pipe or a device would be read without end.
        if not stat.S_ISREG(path.stat().st_mode):
            raise PictureError("picture.not-a-file")
    except (OSError, RuntimeError) as error:  # the latter where links lead in circles
        raise PictureError("picture.unreadable", reason=getattr(error, "strerror", None) or str(error)) from None
    return path


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise PictureError("picture.unreadable", reason=error.strerror or str(error)) from None
    if len(content) > MAX_BYTES:
        raise PictureError("picture.too-large", limit=MAX_BYTES // 2**20)
    return content


def _raster(image: Image, content: bytes) -> Raster:
    """A baseline JPEG that stands upright as it is, without its metadata; anything else as samples."""
    from PIL.Image import alpha_composite, new
    from PIL.ImageOps import exif_transpose

    if image.format == "JPEG":
        upright = image.getexif().get(0x0112, 1) == 1
        if upright and (bare := without_metadata(content)) is not None:
            return Raster(image.width, image.height, 1 if image.mode == "L" else 3, bare, is_jpeg=True)
        image = exif_transpose(image)
    is_grey = image.mode in _GREY
    if "transparency" in image.info or image.mode in {"LA", "PA", "RGBA"}:
        layer = image.convert("RGBA")
        image = alpha_composite(new("RGBA", layer.size, "white"), layer)
    image = image.convert("L" if is_grey else "RGB")
    return Raster(image.width, image.height, 1 if is_grey else 3, zlib.compress(image.tobytes(), 6), is_jpeg=False)
