"""Files inside the file: whole, associated, listed by name, dated by the data."""

from __future__ import annotations

import hashlib
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_brief import brief_of, table_of, text

from gireport import Dataset, Template, compose, render
from gireport.brief import model
from gireport.brief.attached import attached_tables
from gireport.brief.provenance import read_provenance

BRIEF = brief_of(model.Heading(1, text("ก")), *(table_of([["ข", str(n)]]) for n in range(12)))


@pytest.fixture(scope="module")
def made() -> bytes:
    return render(BRIEF, attach_data=True)


def test_each_is_there_under_its_name_and_associated_with_the_document(made: bytes) -> None:
    wanted = attached_tables(BRIEF)
    assert len(wanted) == 12
    with pikepdf.open(BytesIO(made)) as pdf:
        assert list(pdf.attachments) == [each.name for each in wanted]
        names = pdf.Root.Names.EmbeddedFiles.Names
        listed = [str(names[at]) for at in range(0, len(names), 2)]
        assert listed == sorted(listed) == [each.name for each in wanted]
        assert [each.objgen for each in pdf.Root.AF] == [names[at].objgen for at in range(1, len(names), 2)]
        for each, specification in zip(wanted, pdf.Root.AF, strict=True):
            assert str(specification.F) == str(specification.UF) == each.name
            assert str(specification.Desc) == each.description
            assert specification.AFRelationship == "/Data"
            stream = specification.EF.F
            assert stream.read_bytes() == each.content
            assert stream.Subtype == "/text/csv"
            assert int(stream.Params.Size) == len(each.content)
            assert str(stream.Params.ModDate) == "D:20220930000000Z"
            assert bytes(stream.Params.CheckSum) == hashlib.md5(each.content, usedforsecurity=False).digest()


def test_the_file_says_that_it_is_pdf_a_3(made: bytes) -> None:
    assert made.count(b"<pdfaid:part>3</pdfaid:part>") == 1
    plain = render(BRIEF)
    assert plain.count(b"<pdfaid:part>2</pdfaid:part>") == 1
    with pikepdf.open(BytesIO(plain)) as pdf:
        assert "/AF" not in pdf.Root
        assert "/Names" not in pdf.Root


def test_without_tables_nothing_is_attached_and_nothing_said_of_it() -> None:
    brief = brief_of(model.Heading(1, text("ก")))
    assert render(brief, attach_data=True) == render(brief)


def test_it_gives_the_same_bytes_and_says_so(made: bytes) -> None:
    assert render(BRIEF, attach_data=True) == made
    brief = compose(Dataset.bundled().select(years=[2565]), Template.load("annual"))
    for attach_data in (True, False):
        said = read_provenance(render(brief, attach_data=attach_data))
        assert said is not None
        assert said.attached is attach_data


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8))
def test_any_caption_can_describe_one(words: str) -> None:
    from datetime import UTC, datetime

    from gireport.pdf.attachments import Attachment, write_attachments
    from gireport.pdf.objects import PdfFile, dictionary

    pdf = PdfFile()
    attachment = Attachment("a.csv", words, "text/csv", words.encode())
    entries = write_attachments(pdf, [attachment], datetime(2022, 9, 30, tzinfo=UTC))
    pages = pdf.add(b"<</Type/Pages/Kids[]/Count 0>>")
    root = pdf.add(dictionary({"Type": b"/Catalog", "Pages": bytes(pages), **entries}))
    with pikepdf.open(BytesIO(pdf.finish(root, pdf.add(b"<<>>")))) as opened:
        assert str(opened.Root.AF[0].Desc) == words
        assert opened.attachments["a.csv"].get_file().read_bytes() == words.encode()
