"""In which encoding a text is: by its mark, by what it is not, or as declared; never by what is merely likely.

A mark decides. Without one, what is valid UTF-8 is UTF-8; what looks like UTF-16 has to be declared; what is valid
cp874 is taken for it only where a heading of Thai tables stands in its first rows. Latin encodings accept every byte
and so prove nothing: they are never tried.
"""

from __future__ import annotations

import codecs
import re
from typing import IO, TYPE_CHECKING, NamedTuple

from gireport.dataset.sources.mojibake import LONGEST, find_mojibake
from gireport.errors import DataError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gireport.dataset.sources.options import Encoding

_UTF8_MARK = codecs.BOM_UTF8
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_PIECE = 1024 * 1024  # bytes decoded at a time
_HEAD = 64 * 1024
# A heading as tables about certificates and factories have it, where a cell or a word of one begins.
_HEADINGS = re.compile(
    r"(?:^|[\s,;|\t\"(/.])(?:ปี|พ\.ศ\.|ระดับ|จังหวัด|จำนวน|ใบรับรอง|รวม|ภาค|อุตสาหกรรม|โรงงาน|สถานประกอบการ|วันที่|ลำดับ"
    r"|ชื่อ|ประเภท|เลขที่|ตัวชี้วัด|ค่าเป้าหมาย|หน่วย|รายการ)",
    re.MULTILINE,
)
_HEADING_ROWS = 20
_THAI_HIGH_BYTE = 0x0E  # of every Thai character in UTF-16
# TIS-620 has none of these bytes; Windows-874 uses some of them for punctuation.
_NOT_TIS620 = re.compile(rb"[\x80-\xa0]")


class TextForm(NamedTuple):
    """How bytes become text: what Python calls the encoding, and what messages call it."""

    codec: str
    name: str


class _Undecodable(NamedTuple):
    """Where the first byte is that cannot be decoded, and what a message says of it."""

    place: Place
    facts: dict[str, object]


_UTF8 = TextForm("utf-8", "UTF-8")
_UTF8_MARKED = TextForm("utf-8-sig", "UTF-8")
_UTF16 = TextForm("utf-16", "UTF-16")
_CP874 = TextForm("cp874", "Windows-874 (cp874)")
_TIS620 = TextForm("cp874", "TIS-620")


def find_form(stream: IO[bytes], file: str, declared: Encoding | None) -> TextForm:
    """The encoding of the text in `stream`, which is read to its end. Raises DataError where it is in doubt or damaged.

    What was decoded wrongly before it was saved is refused as well, and so is NUL.
    """
    stream.seek(0)
    head = stream.read(_HEAD)
    form = _declared(head, declared) if declared else _by_mark(head)
    if form:
        if wrong := _undecodable(stream, file, form):
            code = "source.not-as-declared" if declared else "source.damaged-text"
            raise DataError(Problem(code, wrong.place, wrong.facts))
        return form
    if _looks_like_utf16(head):
        raise DataError(Problem("source.utf16-unmarked", Place(file)))
    if not (wrong := _undecodable(stream, file, _UTF8)):
        return _UTF8
    if _is_thai_table(head) and not _undecodable(stream, file, _CP874):
        return _CP874
    raise DataError(Problem("source.encoding-unknown", wrong.place, wrong.facts))


def _declared(head: bytes, declared: Encoding) -> TextForm:
    if declared == "utf-16" and not head.startswith(_UTF16_MARKS):
        little = _high_bytes(head[1::2]) >= _high_bytes(head[::2])
        return TextForm("utf-16-le" if little else "utf-16-be", "UTF-16")
    return {"utf-8": _UTF8_MARKED, "utf-16": _UTF16, "cp874": _CP874, "tis-620": _TIS620}[declared]


def _by_mark(head: bytes) -> TextForm | None:
    if head.startswith(_UTF8_MARK):
        return _UTF8_MARKED
    return _UTF16 if head.startswith(_UTF16_MARKS) else None


def _looks_like_utf16(head: bytes) -> bool:
    """Whether every second byte is what every second byte of UTF-16 is: NUL in signs and digits, 0E in Thai."""
    fewer, more = sorted((_high_bytes(head[::2]), _high_bytes(head[1::2])))
    pairs = len(head) // 2
    return 0 in head and more > pairs * 0.6 and fewer < pairs * 0.3


def _high_bytes(every_second: bytes) -> int:
    return every_second.count(0) + every_second.count(_THAI_HIGH_BYTE)


def _is_thai_table(head: bytes) -> bool:
    rows = head.decode("cp874", errors="replace").splitlines()[:_HEADING_ROWS]
    return _HEADINGS.search("\n".join(rows)) is not None


def _pieces(stream: IO[bytes], form: TextForm) -> Iterator[tuple[str, int]]:
    """The decoded text in pieces, each with the line where it begins; UnicodeDecodeError tells the byte of the file."""
    # The mark is one character more for this purpose: the decoder that leaves it out would not count it either.
    decoder, done, line = codecs.getincrementaldecoder(form.codec.removesuffix("-sig"))(), 0, 1
    stream.seek(0)
    while True:
        piece = stream.read(_PIECE)
        kept = len(decoder.getstate()[0])
        try:
            text = decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as error:
            error.start += done - kept
            raise
        if form is _TIS620 and (found := _NOT_TIS620.search(piece)):
            at = found.start()
            raise UnicodeDecodeError("tis-620", piece, at + done, at + done + 1, "not in TIS 620-2533")
        yield text, line
        if not piece:
            return
        done += len(piece)
        line += _lines(text)


def _lines(text: str) -> int:
    # What a file ends its lines with, it ends all of them with.
    return text.count("\n") or text.count("\r")


def _undecodable(stream: IO[bytes], file: str, form: TextForm) -> _Undecodable | None:
    """The first byte that cannot be decoded; None where all can.

    Raises DataError for NUL, and for text that was spoilt before it was saved.
    """
    tail = ""
    try:
        for text, line in _pieces(stream, form):
            _check(tail, text, line, file)
            tail = (tail + text)[-LONGEST:]
    except UnicodeDecodeError as error:
        stream.seek(0)
        line = 1 + _lines(stream.read(error.start).decode(form.codec, errors="replace"))
        return _Undecodable(Place(file, line=line), {"encoding": form.name, "position": error.start + 1})
    return None


def _check(tail: str, text: str, line: int, file: str) -> None:
    if (at := text.find("\0")) >= 0:
        raise DataError(Problem("source.nul", Place(file, line=line + _lines(text[:at]))))
    if found := find_mojibake(tail + text):
        before = text[: max(0, found.offset - len(tail))]
        raise DataError(Problem(found.code, Place(file, line=line + _lines(before))))
