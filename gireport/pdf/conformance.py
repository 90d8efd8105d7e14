"""What makes a file PDF/UA-1 and PDF/A beside its content: metadata, output intent, document information.

Sources: ISO 14289-1 (PDF/UA-1) 5 and 7.1; ISO 19005-2 (PDF/A-2) 6.2.2, 6.6.2 and 6.6.4.
"""

from __future__ import annotations

import struct
from functools import cache
from typing import TYPE_CHECKING

from gireport.files import OWN_PRODUCER
from gireport.pdf.metadata import packet
from gireport.pdf.objects import dictionary, text_string
from gireport.records import dataclass

if TYPE_CHECKING:
    from datetime import datetime

    from gireport.pdf.metadata import Property
    from gireport.pdf.objects import PdfFile, Reference


@dataclass(frozen=True, slots=True)
class DocumentInformation:
    """What the file says of itself. `moment` is when its content was true, never when it was made."""

    title: str
    language: str  # a language tag, such as "th-TH"
    subject: str
    moment: datetime
    producer_version: str
    properties: tuple[Property, ...] = ()
    """What it says besides, of a kind of our own."""

    @property
    def producer(self) -> str:
        """The program and its version; by this a later run knows the file as its own."""
        return f"{OWN_PRODUCER} {self.producer_version}"


def write_information(pdf: PdfFile, information: DocumentInformation) -> Reference:
    """Adds the document information dictionary; returns its reference."""
    date = text_string(information.moment.strftime("D:%Y%m%d%H%M%SZ"))
    return pdf.add(
        dictionary(
            {
                "Title": text_string(information.title),
                "Subject": text_string(information.subject),
                "Producer": text_string(information.producer),
                "CreationDate": date,
                "ModDate": date,
            }
        )
    )


def write_metadata(pdf: PdfFile, information: DocumentInformation, *, part: int) -> Reference:
    """Adds the XMP packet, uncompressed as PDF/A asks; returns its reference. `part` is that of PDF/A."""
    content = packet(
        title=information.title,
        subject=information.subject,
        language=information.language,
        producer=information.producer,
        moment=information.moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        part=part,
        properties=information.properties,
    )
    return pdf.add_stream(content, {"Type": b"/Metadata", "Subtype": b"/XML"}, compress=False)


def write_output_intent(pdf: PdfFile) -> bytes:
    """Adds the sRGB profile; returns the output intent that says all colours are meant in it."""
    profile = pdf.add_stream(srgb_profile(), {"N": b"3"})
    return dictionary(
        {
            "Type": b"/OutputIntent",
            "S": b"/GTS_PDFA1",
            "OutputConditionIdentifier": b"(sRGB IEC61966-2.1)",
            "Info": b"(sRGB IEC61966-2.1)",
            "DestOutputProfile": bytes(profile),
        }
    )


@cache
def srgb_profile() -> bytes:
    """An ICC display profile of sRGB: its primaries adapted to D50 and its exact curve (IEC 61966-2-1).

    Laid out after ICC.1:2004-10 (profile version 4.2), 7 to 10; written here so that it needs no licence.
    """
    white = (0.9642, 1.0, 0.8249)
    red, green, blue = (0.4360, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141)
    curve = b"para" + bytes(4) + struct.pack(">HH", 3, 0)
    curve += b"".join(_fixed(v) for v in (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045))
    adaptation = (1.0479, 0.0229, -0.0502, 0.0296, 0.9905, -0.0171, -0.0092, 0.0151, 0.7517)
    tags = {
        b"desc": _localised("sRGB"),
        b"cprt": _localised("No copyright, use freely"),
        b"wtpt": _xyz(white),
        b"chad": b"sf32" + bytes(4) + b"".join(_fixed(v) for v in adaptation),
        b"rXYZ": _xyz(red),
        b"gXYZ": _xyz(green),
        b"bXYZ": _xyz(blue),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    directory, body = struct.pack(">L", len(tags)), b""
    placed: dict[bytes, int] = {}
    first = 128 + 4 + 12 * len(tags)
    for tag, data in tags.items():
        if data not in placed:  # the three curves are one
            placed[data] = first + len(body)
            body += data + bytes(-len(data) % 4)
        directory += tag + struct.pack(">LL", placed[data], len(data))
    size = first + len(body)
    date = struct.pack(">6H", 2022, 1, 1, 0, 0, 0)
    header = struct.pack(">L4sL", size, b"\0\0\0\0", 0x04200000) + b"mntrRGB XYZ " + date + b"acsp" + bytes(4)
    header += bytes(4 + 4 + 4 + 8 + 4) + b"".join(_fixed(v) for v in white) + bytes(4 + 16 + 28)
    return header + directory + body


def _fixed(value: float) -> bytes:
    return struct.pack(">l", round(value * 65536))


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ " + bytes(4) + b"".join(_fixed(v) for v in values)


def _localised(text: str) -> bytes:
    encoded = text.encode("utf-16-be")
    return b"mluc" + bytes(4) + struct.pack(">LL4sLL", 1, 12, b"enUS", len(encoded), 28) + encoded
