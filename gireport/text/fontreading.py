"""Font files as people have them (TrueType, OpenType, collections, WOFF) opened with fontTools.

Nothing here trusts the file, but a packed one can still grow without bounds while it is read: whoever calls this does
so in a process with limits (`gireport.apart`).
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

    OpenFont: TypeAlias = TTFont

MOST_BYTES = 32 * 2**20
_MOST_IN_COLLECTION = 64
_TRUETYPE, _APPLE, _OPENTYPE = b"\0\1\0\0", b"true", b"OTTO"
_COLLECTION, _WOFF, _WOFF2 = b"ttcf", b"wOFF", b"wOF2"


class FontFileError(ValueError):
    """A file that is no font to be used: the code of the problem, and its facts."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code, self.facts = code, facts


def opened(data: bytes) -> list[TTFont]:
    """The fonts in a file: one, or those of a collection. Raises FontFileError where there is none to be read."""
    from fontTools.ttLib import TTFont

    if data[:4] not in (_TRUETYPE, _APPLE, _OPENTYPE, _COLLECTION, _WOFF, _WOFF2):
        raise FontFileError("font.no-font")
    numbers = range(_count(data)) if data[:4] == _COLLECTION else (-1,)
    try:
        # The moment of reading is not written into what is made of it.
        fonts = [TTFont(BytesIO(data), fontNumber=number, recalcTimestamp=False) for number in numbers]
    except ImportError:  # Brotli is what WOFF 2 is packed with
        raise FontFileError("font.needs-brotli") from None
    except Exception as error:  # of damage fontTools raises anything: struct.error, zlib.error, AssertionError
        raise damaged(error) from None
    return fonts


def packing(data: bytes) -> str:
    """The code of what is to be said of how the file is packed; empty where it is a plain TrueType font."""
    return {_OPENTYPE: "font.cff", _WOFF: "font.woff", _WOFF2: "font.woff", _COLLECTION: "font.collection"}.get(
        data[:4], ""
    )


def damaged(error: Exception) -> FontFileError:
    """The fault that a file is when reading it raised `error`."""
    return FontFileError("font.damaged", reason=f"{type(error).__name__} {error}".strip()[:120])


def _count(data: bytes) -> int:
    """How many fonts a collection holds."""
    count = int.from_bytes(data[8:12], "big")
    if not 1 <= count <= _MOST_IN_COLLECTION:
        raise FontFileError("font.collection-many", most=_MOST_IN_COLLECTION)
    return count


def saved(font: TTFont) -> bytes:
    """The font as a plain file."""
    buffer = BytesIO()
    font.flavor = None
    font.save(buffer, reorderTables=None)
    return buffer.getvalue()
