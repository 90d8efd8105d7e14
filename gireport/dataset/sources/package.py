"""The ZIP archive that a workbook is: judged by its directory before anything in it is unpacked.

Office Open XML, ECMA-376 part 2, says how parts, relationships and content types are kept.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from gireport.dataset.sources.damage import DamagedError
from gireport.dataset.sources.options import over_limit
from gireport.errors import DataError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zipfile import ZipInfo

    from gireport.settings import Limits

_LARGE = 1024**2  # bytes; how well a small part is packed harms nobody
_ENCRYPTED = 0x1
CONTENT_TYPES = "[Content_Types].xml"
_TYPES_LIMIT = 1024**2
# What content types say, and what people call it; a workbook with macros says both, so it comes last.
_FORMATS = (
    (b"sheet.binary.macroEnabled", "XLSB"),
    (b"sheet.macroEnabled", "XLSM"),
    (b"template.macroEnabled", "XLTM"),
    (b"ms-office.vbaProject", "XLSM"),
    (b"wordprocessingml.document.main", "DOCX"),
    (b"presentationml.presentation.main", "PPTX"),
    (b"spreadsheetml.sheet.main+xml", "XLSX"),
    (b"spreadsheetml.template.main+xml", "XLSX"),
)
# All that the standard library raises for bytes that are no archive, or not the one that its directory describes. Only
# what calls it is within reach of these: of our own code, a ValueError is a fault.
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, LookupError, NotImplementedError, OverflowError,
    RuntimeError, ValueError,
)  # fmt: skip


class Part:
    """The bytes of one part, unpacked as they are read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def read(self, size: int) -> bytes:
        """The next bytes, none at the end. Raises DamagedError where they cannot be unpacked."""
        try:
            return self._stream.read(size)
        except _DAMAGED as error:
            raise DamagedError("a part that cannot be unpacked") from error


class Package:
    """The parts of an archive by their names. Raises DamagedError for what is no archive."""

    def __init__(self, stream: IO[bytes]) -> None:
        try:
            self._archive = zipfile.ZipFile(stream)
        except _DAMAGED as error:
            raise DamagedError("no archive") from error

    @property
    def entries(self) -> list[ZipInfo]:
        """What the directory says of each part."""
        return self._archive.infolist()

    @contextmanager
    def opened(self, name: str) -> Iterator[Part]:
        """The part of that name. Raises DamagedError where there is none."""
        try:
            stream = self._archive.open(name)
        except _DAMAGED as error:
            raise DamagedError("a part that is not there") from error
        with stream:
            yield Part(stream)


@contextmanager
def opened_package(stream: IO[bytes], file: str, limits: Limits) -> Iterator[Package]:
    """The archive of the workbook in `stream`. Raises DataError for one that is damaged, something else, or too much.

    A DamagedError that is raised while its parts are read is reported in the same way.
    """
    try:
        package = Package(stream)
        _check_directory(package.entries, file, limits)
        _check_kind(package, file)
        yield package
    except DamagedError as error:
        raise DataError(Problem("source.workbook-damaged", Place(file))) from error


def _check_directory(entries: list[ZipInfo], file: str, limits: Limits) -> None:
    place = Place(file)
    if len(entries) > limits.parts:
        raise over_limit("source.too-many-parts", place, limits, "parts")
    if len({entry.filename for entry in entries}) < len(entries):
        raise DataError(Problem("source.workbook-damaged", place))
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED:
            raise DataError(Problem("source.other-content", place, {"found": "encrypted ZIP"}))
        if "\\" in entry.orig_filename or entry.filename.startswith("/") or ".." in entry.filename.split("/"):
            raise DataError(Problem("source.part-outside", place))
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise DataError(Problem("source.workbook-damaged", place))
        # No more than the stated size is ever unpacked, so that a false statement helps nobody.
        if entry.file_size > _LARGE and entry.file_size > limits.ratio * max(1, entry.compress_size):
            raise over_limit("source.packed-too-well", place, limits, "ratio")
    if sum(entry.file_size for entry in entries) > limits.inflated_bytes:
        raise over_limit("source.inflates-too-much", place, limits, "inflated_bytes")


def package_format(stream: IO[bytes]) -> str:
    """What people call the content of a ZIP archive, such as "XLSX" or "DOCX"; "ZIP" where that is all it is."""
    try:
        return _format(Package(stream))
    except DamagedError:
        return "ZIP"


def _format(package: Package) -> str:
    names = {entry.filename for entry in package.entries}
    if CONTENT_TYPES not in names:
        return "ODS" if "content.xml" in names else "ZIP"
    with package.opened(CONTENT_TYPES) as part:
        types = part.read(_TYPES_LIMIT)
    return next((name for sign, name in _FORMATS if sign in types), "ZIP")


def _check_kind(package: Package, file: str) -> None:
    """Raises DataError for a package that is no workbook, or one with macros."""
    found = _format(package)
    if found != "XLSX":
        raise DataError(Problem("source.other-content", Place(file), {"found": found}))
