"""ClusterFont: a ReportLab font that shapes with HarfBuzz and embeds one glyph for each cluster.

To ReportLab it is a dynamic multi-byte font, so `drawString`, tables and charts shape Thai rightly without being told.
To a reader of the PDF it is a Type 0 font with Identity-H encoding in which every code stands for one cluster, and
whose ToUnicode map gives back that cluster's source characters (ISO 32000-1, 9.7 and 9.10.3).
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from reportlab.pdfbase import pdfmetrics

from gireport.pdf.objects import Reference, array, dictionary, number
from gireport.pdf.truetype import GlyphRequest, write_font

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gireport.pdf.objects import PdfFile
    from gireport.text.shaping import Cluster, Shaper

_SYMBOLIC, _ITALIC = 1 << 2, 1 << 6  # font flags (9.8.2); symbolic because the codes are the subset's own
_CODES_PER_BLOCK = 100  # a CMap block holds at most a hundred mappings (Adobe Technical Note 5014)


class _Face(NamedTuple):
    """What ReportLab asks of a font's face, in thousandths of an em."""

    name: str
    ascent: float
    descent: float
    builtIn: int = 0  # noqa: N815 - ReportLab's name


class ClusterFont:
    """One font face as ReportLab sees it. Stateless: what a document used is kept in its `EmbeddedFont`.

    `scale` is how large it is drawn, in times of the size asked for: so a face that helps out another one keeps the
    other's height of letters, and nobody who sets text has to know.
    """

    # ReportLab's protocol for fonts that encode as they go (reportlab.pdfbase.ttfonts.TTFont).
    _multiByte = 1  # noqa: N815
    _dynamicFont = 1  # noqa: N815
    shapable = False
    requiresAsciiReadable = False  # noqa: N815
    substitutionFonts = ()  # noqa: N815

    def __init__(self, name: str, shaper: Shaper, scale: float = 1.0) -> None:
        font = shaper.font
        self.fontName = name
        self.shaper = shaper
        self.scale = scale
        scale *= 1000 / font.units_per_em
        self.face = _Face(font.postscript_name, font.ascent * scale, font.descent * scale)

    def register(self) -> None:
        """Makes the font known to ReportLab by its name."""
        pdfmetrics.registerFont(self)

    def stringWidth(self, text: str | bytes, size: float, encoding: str = "utf8") -> float:  # noqa: N802
        """Width of `text` in points at `size` points, shaped."""
        if isinstance(text, bytes):
            text = text.decode(encoding)
        return self.shaper.width(text, size * self.scale)


class EmbeddedFont:
    """The part of a font that one document uses: its clusters in order of first use, as codes 1, 2, 3…"""

    def __init__(self, font: ClusterFont, resource: str) -> None:
        """`resource` is the font's name in the page's resources."""
        self.font = font
        self.resource = resource
        self._clusters: list[Cluster] = []
        self._codes: dict[int, str] = {}

    def codes(self, clusters: Sequence[Cluster]) -> list[str]:
        """The two-byte codes that show the clusters, without their kerning, each as four hexadecimal digits."""
        known = self._codes
        try:
            return [known[cluster.number] for cluster in clusters]
        except KeyError:
            for cluster in clusters:
                if cluster.number not in known:
                    self._clusters.append(cluster)
                    known[cluster.number] = f"{len(self._clusters):04X}"
            return self.codes(clusters)

    def write(self, pdf: PdfFile) -> Reference:
        """Adds the font's objects to the file; returns the reference of its Type 0 dictionary."""
        font = self.font.shaper.font
        requests = [GlyphRequest(cluster.glyphs, cluster.advance) for cluster in self._clusters]
        program, box = write_font(font, requests)
        scale = 1000 / font.units_per_em
        base_font = f"/{_subset_tag(program)}+{font.postscript_name}".encode()
        descriptor = pdf.add(
            dictionary(
                {
                    "Type": b"/FontDescriptor",
                    "FontName": base_font,
                    "Flags": b"%d" % (_SYMBOLIC | (_ITALIC if font.italic_angle else 0)),
                    "FontBBox": array(number(edge * scale) for edge in box),
                    "ItalicAngle": number(font.italic_angle),
                    "Ascent": number(font.ascent * scale),
                    "Descent": number(font.descent * scale),
                    "CapHeight": number(font.cap_height * scale),
                    "StemV": number(_stem_width(font.weight)),
                    "FontFile2": bytes(pdf.add_stream(program, {"Length1": b"%d" % len(program)})),
                }
            )
        )
        widths = array(number(request.advance * scale) for request in requests)
        descendant = pdf.add(
            dictionary(
                {
                    "Type": b"/Font",
                    "Subtype": b"/CIDFontType2",
                    "BaseFont": base_font,
                    "CIDSystemInfo": b"<</Registry (Adobe)/Ordering (Identity)/Supplement 0>>",
                    "FontDescriptor": bytes(descriptor),
                    "CIDToGIDMap": b"/Identity",
                    "DW": number(font.advance(0) * scale),
                    "W": b"[1 " + widths + b"]",
                }
            )
        )
        return pdf.add(
            dictionary(
                {
                    "Type": b"/Font",
                    "Subtype": b"/Type0",
                    "BaseFont": base_font,
                    "Encoding": b"/Identity-H",
                    "DescendantFonts": array([bytes(descendant)]),
                    "ToUnicode": bytes(pdf.add_stream(_to_unicode([cluster.text for cluster in self._clusters]))),
                }
            )
        )


def _subset_tag(program: bytes) -> str:
    """Six capitals that name a subset (9.6.4), from its content so that they are the same every time."""
    return "".join(chr(ord("A") + byte % 26) for byte in hashlib.sha256(program).digest()[:6])


def _stem_width(weight: int) -> float:
    """StemV is required but found in no TrueType table; this is the usual estimate from the weight class."""
    return 50 + (weight / 65) ** 2


def _to_unicode(texts: list[str]) -> bytes:
    """The CMap from codes 1, 2, 3… to the characters each stands for."""
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    entries = [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in enumerate(texts, 1)]
    for at in range(0, len(entries), _CODES_PER_BLOCK):
        block = entries[at : at + _CODES_PER_BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode()
