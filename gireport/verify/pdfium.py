"""The text of a file's marks, by a reader that knows nothing of how it was written."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

from gireport.pdf.tagged import Mark, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

UNMARKED = -1
"""The identifier under which the texts of a page's artifacts are found."""

Texts = dict[Mark, tuple[str, ...]]
"""By mark, the texts that are drawn in it one after another: a line each, or a stretch of one. Spaces at their ends are
left out, for a reader may see one where lines meet.
"""


def marked_texts(content: bytes) -> Texts:
    """What pdfium reads in each mark. Raises UnreadableError."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
        texts: dict[Mark, list[str]] = {}
        for index in range(len(document)):
            for mcid, text in _of_page(document[index]):
                texts.setdefault(Mark(index, max(mcid, UNMARKED)), []).append(text)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(str(error)) from None
    return {mark: tuple(found) for mark, found in texts.items()}


def _of_page(page: Any) -> Iterator[tuple[int, str]]:
    import pypdfium2.raw as pdfium

    text_page = page.get_textpage()
    for place in range(pdfium.FPDFPage_CountObjects(page)):
        thing = pdfium.FPDFPage_GetObject(page, place)
        if pdfium.FPDFPageObj_GetType(thing) == pdfium.FPDF_PAGEOBJ_TEXT:
            yield pdfium.FPDFPageObj_GetMarkedContentID(thing), _text(thing, text_page)


def _text(thing: Any, text_page: Any) -> str:
    import pypdfium2.raw as pdfium

    length = pdfium.FPDFTextObj_GetText(thing, text_page, None, 0)  # in bytes, with two for the end
    buffer = ctypes.create_string_buffer(max(length, 2))
    pdfium.FPDFTextObj_GetText(thing, text_page, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw[: max(length, 2) - 2].decode("utf-16-le", "replace").strip(" \r\n")
