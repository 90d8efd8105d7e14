"""Bookmarks, metadata and the colour profile."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from io import BytesIO
from itertools import product
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms
from small_brief import brief_of, text

from gireport import __version__, files
from gireport.brief import model
from gireport.pdf.conformance import DocumentInformation, srgb_profile, write_metadata
from gireport.pdf.objects import PdfFile, dictionary
from gireport.pdf.outline import Bookmark, write_outline
from gireport.rendering import render

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Made

NAMES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}


# -- bookmarks


@pytest.mark.parametrize("form", ["full", "selected", "one-year", "thai-digits"])
def test_headings_are_bookmarks(annual: dict[str, Made], form: str) -> None:
    wanted = [
        (block.depth - 1, model.plain(block.text).replace("\n", " "))
        for block in annual[form].brief.blocks
        if isinstance(block, model.Heading)
    ]
    assert len(wanted) > 3
    with pypdfium2.PdfDocument(annual[form].path) as document:
        entries = list(document.get_toc())
        assert [(entry.level, entry.get_title()) for entry in entries] == wanted
        for entry in entries:
            # Where it opens, its words are, on the line below.
            page, (_, top) = entry.get_dest().get_index(), entry.get_dest().get_view()[1][:2]
            words = document[page].get_textpage().get_text_bounded(top=top + 1, bottom=top - 80)
            assert entry.get_title()[:12] in words.replace("\r\n", " ")
    with pikepdf.open(annual[form].path) as pdf:
        assert pdf.Root.PageMode == "/UseOutlines"


def entries_of(first: pikepdf.Object | None, parent: pikepdf.Object) -> list[tuple[str, list]]:
    """Titles and what is below them, every link followed both ways."""
    found, before, entry = [], None, first
    while entry is not None:
        assert entry.Parent.objgen == parent.objgen
        previous = entry.get("/Prev")
        assert (previous and previous.objgen) == (before and before.objgen)
        below = entries_of(entry.get("/First"), entry)
        assert int(entry.get("/Count", 0)) == counted(below)
        found.append((str(entry.Title), below))
        before, entry = entry, entry.get("/Next")
    last = parent.get("/Last")
    assert (last and last.objgen) == (before and before.objgen)
    return found


def counted(entries: list[tuple[str, list]]) -> int:
    return sum(1 + counted(below) for _, below in entries)


@given(st.lists(st.integers(0, 4), min_size=1, max_size=30))
def test_the_outline_is_a_tree(depths: list[int]) -> None:
    pdf = PdfFile()
    parent, page = pdf.reserve(), pdf.reserve()
    pdf.add(dictionary({"Type": b"/Page", "Parent": bytes(parent), "MediaBox": b"[0 0 9 9]"}), page)
    pdf.add(dictionary({"Type": b"/Pages", "Kids": b"[" + bytes(page) + b"]", "Count": b"1"}), parent)
    outline = write_outline(pdf, [Bookmark(str(n), depth, 0, 700.0 - n) for n, depth in enumerate(depths)], [page])
    root = pdf.add(dictionary({"Type": b"/Catalog", "Pages": bytes(parent), "Outlines": bytes(outline)}))
    with pikepdf.open(BytesIO(pdf.finish(root, pdf.add(b"<<>>")))) as opened:
        outlines = opened.Root.Outlines
        entries = entries_of(outlines.First, outlines)
        assert int(outlines.Count) == len(depths)

        def flat(entries: list[tuple[str, list]], above: int) -> list[tuple[int, int]]:
            return [pair for title, below in entries for pair in [(int(title), above), *flat(below, int(title))]]

        pairs = flat(entries, -1)
        assert [number for number, _ in pairs] == list(range(len(depths)))
        for number, above in pairs:
            # The nearest entry before it that is shallower.
            assert above == max((n for n in range(number) if depths[n] < depths[number]), default=-1)


def test_a_brief_without_headings_has_no_bookmarks() -> None:
    with pikepdf.open(BytesIO(render(brief_of(model.Paragraph(text("ก")))))) as pdf:
        assert "/Outlines" not in pdf.Root
        assert "/PageMode" not in pdf.Root


# -- metadata


def packet_of(information: DocumentInformation) -> ET.Element:
    pdf = PdfFile()
    root = pdf.add(b"<</Type/Catalog/Pages 3 0 R/Metadata 2 0 R>>")
    assert write_metadata(pdf, information, part=2) == 2
    pdf.add(b"<</Type/Pages/Kids[]/Count 0>>")
    with pikepdf.open(BytesIO(pdf.finish(root, pdf.add(b"<<>>")))) as opened:
        stream = opened.Root.Metadata
        assert "/Filter" not in stream
        packet = stream.read_bytes().decode("utf-8")
    assert packet.startswith('<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>')
    assert packet.endswith('<?xpacket end="r"?>')
    return ET.fromstring(packet)


def one(tree: ET.Element, path: str) -> str:
    (found,) = tree.iterfind(f".//{path}", NAMES)
    return found.text or ""


XML_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))


@given(XML_TEXT, XML_TEXT)
def test_metadata(title: str, subject: str) -> None:
    moment = datetime(2022, 9, 30, tzinfo=UTC)
    tree = packet_of(DocumentInformation(title, "th-TH", subject, moment, "1.2.3"))
    assert one(tree, "dc:title/rdf:Alt/rdf:li") == title
    assert one(tree, "dc:description/rdf:Alt/rdf:li") == subject
    assert one(tree, "dc:language/rdf:Bag/rdf:li") == "th-TH"
    assert one(tree, "xmp:CreateDate") == one(tree, "xmp:ModifyDate") == "2022-09-30T00:00:00Z"
    assert one(tree, "pdf:Producer") == "gireport 1.2.3"
    assert (one(tree, "pdfaid:part"), one(tree, "pdfaid:conformance")) == ("2", "A")
    assert one(tree, "pdfuaid:part") == "1"


def test_no_title_makes_the_metadata_unreadable() -> None:
    tree = packet_of(
        DocumentInformation("a\0b\x0bc\ufffe]]>&<", "th-TH", "\x1f", datetime(2022, 9, 30, tzinfo=UTC), "1")
    )
    assert one(tree, "dc:title/rdf:Alt/rdf:li") == "a b c ]]>&<"
    assert one(tree, "dc:description/rdf:Alt/rdf:li") == " "


@pytest.mark.parametrize("form", ["full", "thai-digits"])
def test_the_brief_says_the_same_twice(annual: dict[str, Made], form: str) -> None:
    brief = annual[form].brief
    with pikepdf.open(annual[form].path) as pdf:
        tree = ET.fromstring(pdf.Root.Metadata.read_bytes())
        assert one(tree, "dc:title/rdf:Alt/rdf:li") == str(pdf.docinfo["/Title"]) == brief.title != ""
        assert one(tree, "dc:description/rdf:Alt/rdf:li") == str(pdf.docinfo["/Subject"]) == brief.subject != ""
        assert one(tree, "pdf:Producer") == str(pdf.docinfo["/Producer"]) == f"gireport {__version__}"
        day = f"{brief.moment:%Y%m%d}"
        assert str(pdf.docinfo["/CreationDate"]) == str(pdf.docinfo["/ModDate"]) == f"D:{day}000000Z"


def test_a_later_run_knows_the_file_as_its_own(annual: dict[str, Made], tmp_path: Path) -> None:
    made = annual["full"].path
    assert files.is_own_brief(made)
    assert f"<pdf:Producer>{files.OWN_PRODUCER} ".encode() in made.read_bytes()
    other = tmp_path / "other.pdf"
    other.write_bytes(made.read_bytes().replace(b"<pdf:Producer>gireport ", b"<pdf:Producer>Gireport "))
    assert not files.is_own_brief(other)


# -- colour


def test_the_profile_is_srgb() -> None:
    """To littleCMS it is the sRGB that littleCMS makes itself, colour for colour."""
    ours = ImageCms.ImageCmsProfile(BytesIO(srgb_profile()))
    profile = ours.profile
    assert profile.version == pytest.approx(4.2)
    assert (profile.device_class, profile.xcolor_space.strip(), profile.connection_space.strip()) == (
        "mntr",
        "RGB",
        "XYZ",
    )
    assert profile.profile_description == "sRGB"
    levels = (0, 5, 10, 51, 102, 128, 153, 204, 250, 255)
    colours = list(product(levels, repeat=3))
    image = Image.new("RGB", (len(colours), 1))
    image.putdata(colours)
    lab = ImageCms.createProfile("LAB")
    for source, target, mode, apart in (
        (ours, ImageCms.createProfile("sRGB"), "RGB", 1),
        (ImageCms.createProfile("sRGB"), ours, "RGB", 1),
    ):
        result = ImageCms.profileToProfile(image, source, target, outputMode=mode)
        differences = [abs(a - b) for a, b in zip(image.tobytes(), result.tobytes(), strict=True)]
        assert max(differences) <= apart
    in_lab = [
        ImageCms.profileToProfile(image, source, lab, outputMode="LAB").tobytes()
        for source in (ours, ImageCms.createProfile("sRGB"))
    ]
    assert max(abs(a - b) for a, b in zip(*in_lab, strict=True)) <= 1


def test_the_comparison_sees_another_profile() -> None:
    swapped = srgb_profile().replace(b"rXYZ", b"tmp ").replace(b"gXYZ", b"rXYZ").replace(b"tmp ", b"gXYZ")
    image = Image.new("RGB", (1, 1), (200, 100, 50))
    other = ImageCms.ImageCmsProfile(BytesIO(swapped))
    result = ImageCms.profileToProfile(image, other, ImageCms.createProfile("sRGB"), outputMode="RGB")
    assert max(abs(a - b) for a, b in zip(image.tobytes(), result.tobytes(), strict=True)) > 50


def test_the_output_intent_holds_it(annual: dict[str, Made]) -> None:
    with pikepdf.open(annual["full"].path) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert intent.S == "/GTS_PDFA1"
        assert int(intent.DestOutputProfile.N) == 3
        assert intent.DestOutputProfile.read_bytes() == srgb_profile()
        profile = srgb_profile()
        assert int.from_bytes(profile[:4], "big") == len(profile)
        assert len(profile) % 4 == 0
        colours = {
            str(operator)
            for page in pdf.pages
            for _, operator in pikepdf.parse_content_stream(page)
            if str(operator) in {"rg", "RG", "g", "G", "k", "K", "cs", "CS", "sc", "scn"}
        }
        assert colours == {"rg", "RG"}
