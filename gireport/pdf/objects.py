"""The PDF file as numbered objects, and its bytes (ISO 32000-1, 7.3 and 7.5).

Small objects are packed into object streams and found through a cross-reference stream (7.5.7, 7.5.8), which halves a
tagged file. The same objects always give the same bytes.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_OBJECTS_PER_STREAM = 200
_ZLIB_LEVEL = 6


class Reference(int):
    """The number of an indirect object."""

    def __bytes__(self) -> bytes:
        return b"%d 0 R" % self


def number(value: float) -> bytes:
    """A number as PDF writes it: at most three decimals (a thousandth of a point is far below any printer)."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return b"0" if text in {"-0", ""} else text.encode()


def array(values: Iterable[bytes]) -> bytes:
    """A PDF array of ready-made values."""
    return b"[" + b" ".join(values) + b"]"


def dictionary(entries: Mapping[str, bytes]) -> bytes:
    """A PDF dictionary of ready-made values; keys are names without their slash."""
    return b"<<" + b"".join(b"/" + key.encode() + b" " + value for key, value in entries.items()) + b">>"


def text_string(text: str) -> bytes:
    """A text string (7.9.2.2) in UTF-16BE, written in hexadecimal so that no character needs escaping."""
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">"


class PdfFile:
    """Collects objects and writes them out once."""

    def __init__(self) -> None:
        self._bodies: dict[Reference, bytes] = {}
        self._streams: dict[Reference, bytes] = {}
        self._last = 0

    def reserve(self) -> Reference:
        """A number for an object whose content is not known yet."""
        self._last += 1
        return Reference(self._last)

    def add(self, body: bytes, reference: Reference | None = None) -> Reference:
        """Takes a ready-made object; returns its reference."""
        reference = reference or self.reserve()
        self._bodies[reference] = body
        return reference

    def add_stream(
        self, data: bytes, entries: Mapping[str, bytes] | None = None, *, compress: bool = True
    ) -> Reference:
        """Takes a stream with its further dictionary entries; returns its reference."""
        reference = self.reserve()
        self._streams[reference] = _stream(data, entries or {}, compress=compress)
        return reference

    def finish(self, root: Reference, info: Reference) -> bytes:
        """The whole file. Its identifier is a hash of its content, so equal content has an equal identifier."""
        located: dict[int, tuple[int, int]] = {}  # object -> (its object stream, its index there)
        members = sorted(self._bodies)
        for at in range(0, len(members), _OBJECTS_PER_STREAM):
            group = members[at : at + _OBJECTS_PER_STREAM]
            container = self.reserve()
            self._streams[container] = self._object_stream(group)
            located.update({member: (container, index) for index, member in enumerate(group)})
        output = bytearray(HEADER)
        offsets: dict[int, int] = {}
        for reference, stream in sorted(self._streams.items()):
            offsets[reference] = len(output)
            output += b"%d 0 obj\n" % reference + stream + b"\nendobj\n"
        identifier = hashlib.sha256(output).hexdigest()[:32].upper().encode()
        table = self.reserve()
        start = offsets[table] = len(output)
        output += b"%d 0 obj\n" % table + self._cross_references(located, offsets, root, info, identifier)
        output += b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % start
        return bytes(output)

    def _object_stream(self, group: list[Reference]) -> bytes:
        bodies = [self._bodies[reference] for reference in group]
        index, at = [], 0
        for reference, body in zip(group, bodies, strict=True):
            index.append(b"%d %d" % (reference, at))
            at += len(body) + 1
        head = b" ".join(index) + b"\n"
        entries = {"Type": b"/ObjStm", "N": b"%d" % len(group), "First": b"%d" % len(head)}
        return _stream(head + b"\n".join(bodies), entries, compress=True)

    def _cross_references(
        self,
        located: Mapping[int, tuple[int, int]],
        offsets: Mapping[int, int],
        root: Reference,
        info: Reference,
        identifier: bytes,
    ) -> bytes:
        rows = [b"\0" + bytes(4) + b"\xff\xff"]
        for reference in range(1, self._last + 1):
            if reference in located:
                container, index = located[reference]
                rows.append(b"\2" + container.to_bytes(4, "big") + index.to_bytes(2, "big"))
            else:
                rows.append(b"\1" + offsets[reference].to_bytes(4, "big") + b"\0\0")
        entries = {
            "Type": b"/XRef",
            "Size": b"%d" % (self._last + 1),
            "W": b"[1 4 2]",
            "Root": bytes(root),
            "Info": bytes(info),
            "ID": b"[<" + identifier + b"><" + identifier + b">]",
        }
        return _stream(b"".join(rows), entries, compress=True)


def _stream(data: bytes, entries: Mapping[str, bytes], *, compress: bool) -> bytes:
    entries = dict(entries)
    if compress:
        data = zlib.compress(data, _ZLIB_LEVEL)
        entries["Filter"] = b"/FlateDecode"
    entries["Length"] = b"%d" % len(data)
    # An end-of-line before `endstream` is what PDF/A asks for (ISO 19005-2, 6.1.7.1).
    return dictionary(entries) + b"\nstream\n" + data + b"\nendstream"
