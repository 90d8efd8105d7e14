"""The XMP packet: what a file says of itself, for programs to read (ISO 16684-1; ISO 19005-2, 6.6.2).

Beside the usual properties it holds some of our own, which PDF/A takes where the packet describes their schema
(ISO 19005-2, 6.6.2.3).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element

OWN_NAMESPACE = "urn:x-gireport:provenance:1#"
_OWN_PREFIX = "gireport"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_PACKET = re.compile(rb"<\?xpacket begin=.*?<\?xpacket end=", re.DOTALL)

# `xml.sax.saxutils` would do this too, but brings an HTTP client with it: 20 ms of every start. Control characters are
# none that XML may hold, even escaped (XML 1.0, 2.2); a carriage return is read as a line feed unless it is escaped.
_NOT_IN_XML = (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
_XML_ESCAPES = dict.fromkeys(_NOT_IN_XML, " ") | str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})


class Property(NamedTuple):
    """One of our own: its name, what it means, and its text or texts."""

    name: str
    description: str
    value: str | tuple[str, ...]


def packet(
    *, title: str, subject: str, language: str, producer: str, moment: str, part: int, properties: Iterable[Property]
) -> bytes:
    """The packet of a PDF/UA-1 and PDF/A file; `part` is that of PDF/A (2 or 3), `moment` a time as XMP writes it."""
    own = tuple(properties)
    return _XMP.format(
        title=_escaped(title),
        subject=_escaped(subject),
        language=language,
        producer=producer,
        moment=moment,
        part=part,
        own=_described(own) if own else "",
        schema=_schema(own) if own else "",
    ).encode()


def read_properties(content: bytes) -> dict[str, str | tuple[str, ...]]:
    """Our own properties in a PDF file, by name; none where it has none, or they cannot be read.

    A file that was changed afterwards may hold several packets; the last with such properties counts.
    """
    for match in reversed([*_PACKET.finditer(content)]):
        found = _of_packet(match.group())
        if found:
            return found
    return {}


def _of_packet(packet: bytes) -> dict[str, str | tuple[str, ...]]:
    from xml.etree.ElementTree import ParseError, fromstring

    start, end = packet.find(b"?>") + 2, packet.rfind(b"<?xpacket")
    # XMP knows no document types, and with one a parser could be made to do anything.
    if OWN_NAMESPACE.encode() not in packet or b"<!" in packet:
        return {}
    try:
        root = fromstring(packet[start:end].decode())
    except (ParseError, UnicodeDecodeError, ValueError, RecursionError):
        return {}
    inside = "{" + OWN_NAMESPACE + "}"
    elements = [element for element in root.iter() if element.tag.startswith(inside)]
    return {element.tag.removeprefix(inside): _texts(element) for element in elements}


def _texts(element: Element) -> str | tuple[str, ...]:
    """The text of a property, or its texts where it is a sequence."""
    sequence = element.find(f"{{{_RDF}}}Seq")
    return element.text or "" if sequence is None else tuple(item.text or "" for item in sequence)


def _escaped(text: str) -> str:
    return text.translate(_XML_ESCAPES)


def _described(properties: Iterable[Property]) -> str:
    """The properties with their values."""
    lines = [f'<rdf:Description rdf:about="" xmlns:{_OWN_PREFIX}="{OWN_NAMESPACE}">']
    for name, _, value in properties:
        inner = _escaped(value) if isinstance(value, str) else _sequence(value)
        lines.append(f"<{_OWN_PREFIX}:{name}>{inner}</{_OWN_PREFIX}:{name}>")
    return "\n".join([*lines, "</rdf:Description>\n"])


def _sequence(values: Iterable[str]) -> str:
    return "<rdf:Seq>" + "".join(f"<rdf:li>{_escaped(value)}</rdf:li>" for value in values) + "</rdf:Seq>"


def _schema(properties: Iterable[Property]) -> str:
    """The description of the properties, as PDF/A wants it of every schema that it does not know."""
    described = (
        _SCHEMA_PROPERTY.format(
            name=name, type="Text" if isinstance(value, str) else "seq Text", category="external", description=meaning
        )
        for name, meaning, value in properties
    )
    return _SCHEMA.format(
        title="What a brief was made of", namespace=OWN_NAMESPACE, prefix=_OWN_PREFIX, properties="".join(described)
    )


_SCHEMA_PROPERTY = """<rdf:li rdf:parseType="Resource">
<pdfaProperty:name>{name}</pdfaProperty:name>
<pdfaProperty:valueType>{type}</pdfaProperty:valueType>
<pdfaProperty:category>{category}</pdfaProperty:category>
<pdfaProperty:description>{description}</pdfaProperty:description>
</rdf:li>"""

_SCHEMA = """<rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>{title}</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property>
</rdf:li>"""

# PDF/A knows no `pdfuaid` schema either.
_UA_SCHEMA = _SCHEMA.format(
    title="PDF/UA identification schema",
    namespace="http://www.aiim.org/pdfua/ns/id/",
    prefix="pdfuaid",
    properties=_SCHEMA_PROPERTY.format(
        name="part",
        type="Integer",
        category="internal",
        description="Part of ISO 14289 to which the file conforms",
    ),
)

_XMP = (
    """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
<pdf:Producer>{producer}</pdf:Producer>
<pdfaid:part>{part}</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
{own}<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag>"""
    + _UA_SCHEMA
    + """{schema}</rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
)
