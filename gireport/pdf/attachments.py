"""Files inside the file, associated with it as PDF/A-3 wants them (ISO 32000-1, 7.11.4; ISO 19005-3, 6.8)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from gireport.pdf.objects import array, dictionary, text_string
from gireport.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from gireport.pdf.objects import PdfFile, Reference


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to be put inside: its name, in ASCII, what it is, its media type, such as "text/csv", and its bytes."""

    name: str
    description: str
    media_type: str
    content: bytes


def write_attachments(pdf: PdfFile, attachments: Iterable[Attachment], moment: datetime) -> dict[str, bytes]:
    """Adds the files; returns the entries of the catalogue that list them, none where there are none.

    They are associated with the document as the data that its tables show; `moment` is when they were true.
    """
    written = {each.name: bytes(_write(pdf, each, moment)) for each in sorted(attachments, key=lambda each: each.name)}
    if not written:
        return {}
    names = (part for name, reference in written.items() for part in (_literal(name), reference))
    tree = dictionary({"Names": array(names)})
    return {"AF": array(written.values()), "Names": dictionary({"EmbeddedFiles": tree})}


def _write(pdf: PdfFile, attachment: Attachment, moment: datetime) -> Reference:
    parameters = {
        "Size": b"%d" % len(attachment.content),
        "ModDate": text_string(moment.strftime("D:%Y%m%d%H%M%SZ")),
        # MD5 is what the format asks for, to find accidents (ISO 32000-1, table 46).
        "CheckSum": b"<" + hashlib.md5(attachment.content, usedforsecurity=False).hexdigest().encode() + b">",
    }
    subtype = b"/" + attachment.media_type.replace("/", "#2F").encode()
    entries = {"Type": b"/EmbeddedFile", "Subtype": subtype, "Params": dictionary(parameters)}
    embedded = bytes(pdf.add_stream(attachment.content, entries))
    return pdf.add(
        dictionary(
            {
                "Type": b"/Filespec",
                "F": _literal(attachment.name),
                "UF": text_string(attachment.name),
                "Desc": text_string(attachment.description),
                "AFRelationship": b"/Data",
                "EF": dictionary({"F": embedded, "UF": embedded}),
            }
        )
    )


def _literal(name: str) -> bytes:
    """A name as a string, which sorts as the name does."""
    return b"<" + name.encode("ascii").hex().upper().encode() + b">"
