"""Signatures in files: pyHanko and veraPDF accept them, what was there stays, and what was changed is found."""

from __future__ import annotations

import dataclasses
import re
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_files import judge
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from sign_kit import (
    DEPUTY,
    LONG_NAME,
    MAIL,
    NOW,
    OFFICIAL,
    PASSWORD,
    authority,
    brief_file,
    curve_key,
    pkcs12_file,
)

from gireport.brief.provenance import read_provenance
from gireport.errors import FontError, ProofError
from gireport.files import is_own_brief, is_signed
from gireport.pdf.reading import read_tagged_file
from gireport.rendering import render
from gireport.signing import reading
from gireport.signing.appearance import draw, moment_in_words
from gireport.signing.identity import Identity, in_asn1, load_identity
from gireport.signing.reading import Signature, signatures
from gireport.signing.writing import Signing, Spot, sign
from gireport.verify.blank import drawn_page
from gireport.verify.signed import signature_problems, signatures_apart
from gireport.verify.structure import structure_problems

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Made


def identity(name: str = OFFICIAL, **kind: object) -> Identity:
    return load_identity(pkcs12_file(name, **kind), PASSWORD.encode(), "key.p12", (NOW,))  # type: ignore[arg-type]


def signing(who: Identity | None = None, reason: str = "", language: str = "th") -> Signing:
    return Signing(who or identity(), NOW, reason, language)  # type: ignore[arg-type]


def seen(content: bytes, how: Signing, page: int = 0) -> Callable[[], Spot]:
    """Where there is room on the page."""

    def find() -> Spot:
        looks = draw(how.identity.name, how.moment, how.reason, how.language)
        room = drawn_page(content, page).room_below_print(looks.width, looks.height)
        assert room is not None
        return Spot(page, *room, looks)

    return find


def signed(content: bytes, how: Signing | None = None, *, visible: bool = False) -> bytes:
    how = how or signing()
    return sign(content, how, seen(content, how) if visible else None, "a.pdf")


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return brief_file(tmp_path_factory.mktemp("brief") / "a.pdf").read_bytes()


@pytest.fixture(scope="module")
def both(brief: bytes) -> dict[str, bytes]:
    """A file that was signed with a signature to be seen, and without."""
    return {"visible": signed(brief, visible=True), "invisible": signed(brief)}


# -- what is written


@pytest.mark.parametrize("form", ["visible", "invisible"])
def test_the_library_that_knows_trusts_it(form: str, both: dict[str, bytes]) -> None:
    [found] = PdfFileReader(BytesIO(both[form])).embedded_signatures
    context = ValidationContext(trust_roots=[in_asn1(authority()[1])], allow_fetching=False)
    status = validate_pdf_signature(found, context)
    assert status.bottom_line
    assert status.trusted
    assert status.coverage.name == "ENTIRE_FILE"
    # PAdES: of this kind, with the certificate inside and its hash signed, and no other time than that of the file.
    assert found.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    kinds = {attribute["type"].native for attribute in found.signer_info["signed_attrs"]}
    assert kinds == {"content_type", "message_digest", "signing_certificate_v2"}


@pytest.mark.parametrize("key", [None, "P256", "P384", "P521"])
def test_keys_of_every_kind(key: str | None, brief: bytes) -> None:
    from cryptography.hazmat.primitives.asymmetric import ec

    curves = {"P256": ec.SECP256R1, "P384": ec.SECP384R1, "P521": ec.SECP521R1}
    who = identity(key=curve_key(curves[key]) if key else None, purposes=(MAIL,))
    [found] = signatures(signed(brief, signing(who)))
    assert found.holds


def test_signed_files_conform(
    annual: dict[str, Made], brief: bytes, both: dict[str, bytes], program: Callable[[str], str], tmp_path: Path
) -> None:
    whole = annual["full"].path.read_bytes()
    twice = signed(both["visible"], signing(identity(DEPUTY, key=curve_key()), "ตรวจแล้ว"))
    how = signing(identity(LONG_NAME), "ปี่ที่ ญู ฏุ")
    last = len(PdfFileReader(BytesIO(whole)).root["/Pages"]["/Kids"]) - 1
    files = {
        **both,
        "twice": twice,
        "annual": sign(whole, how, seen(whole, how, last), "a"),
        "invisible-annual": signed(whole),
    }
    files["english"] = sign(brief, e := signing(identity("Somchai Jaidee"), "Checked", "en"), seen(brief, e), "a")
    for name, content in files.items():
        (tmp_path / f"{name}.pdf").write_bytes(content)
    assert judge(program("verapdf"), [*tmp_path.iterdir()], ("ua1", "2a")) == []
    with_tables = render(annual["selected"].brief, attach_data=True)
    (tmp_path / "3.pdf").write_bytes(signed(with_tables, visible=False))
    assert judge(program("verapdf"), [tmp_path / "3.pdf"], ("ua1", "3a")) == []


@pytest.mark.parametrize("form", ["visible", "invisible"])
def test_what_was_there_stays(form: str, brief: bytes, both: dict[str, bytes]) -> None:
    content = both[form]
    assert content.startswith(brief)
    assert structure_problems(read_tagged_file(content)) == structure_problems(read_tagged_file(brief)) == []
    with pikepdf.open(BytesIO(content)) as pdf, pikepdf.open(BytesIO(brief)) as before:
        assert pdf.docinfo["/Producer"] == before.docinfo["/Producer"]
        written = f"{NOW:%Y-%m-%dT%H:%M:%SZ}"
        assert f"<xmp:ModifyDate>{written}</xmp:ModifyDate>".encode() in pdf.Root.Metadata.read_bytes()
        assert str(pdf.docinfo["/ModDate"]).startswith(f"D:{NOW:%Y%m%d%H%M%S}")


def test_a_signed_brief_still_says_what_it_was_made_of_and_is_not_replaced(
    annual: dict[str, Made], tmp_path: Path
) -> None:
    content = annual["selected"].path.read_bytes()
    (tmp_path / "a.pdf").write_bytes(content)
    assert is_own_brief(tmp_path / "a.pdf")
    (tmp_path / "a.pdf").write_bytes(signed(content))
    assert not is_own_brief(tmp_path / "a.pdf")
    assert read_provenance(signed(content)) == read_provenance(content) is not None


@pytest.mark.parametrize("name", [OFFICIAL, LONG_NAME, "น้ำทิพย์ ปั้นญู่ ก๋วยเตี๋ยว", "Ms A. Bee & Co. <x>"])
def test_what_is_seen_is_read_back(name: str, brief: bytes) -> None:
    import pypdfium2

    how = signing(identity(name), "ตรวจแล้ว (ครั้งที่ 2)")
    content = signed(brief, how, visible=True)
    document = pypdfium2.PdfDocument(content)
    form = next(item for item in PdfFileReader(BytesIO(content)).root["/AcroForm"]["/Fields"])
    widget = form.get_object()
    assert widget["/TU"] == widget["/Contents"] == f"ลายมือชื่อดิจิทัลของ {name} {moment_in_words(NOW, 'th')}"
    document.init_forms()
    document[0].flatten()
    text = re.sub(r"\s+", "", document[0].get_textpage().get_text_range())
    for words in (name, moment_in_words(NOW, "th"), "ลงลายมือชื่อดิจิทัลโดย", "เหตุผล:ตรวจแล้ว(ครั้งที่2)"):
        assert re.sub(r"\s+", "", words) in text


def test_the_field_is_a_form_element_that_reads_last(both: dict[str, bytes]) -> None:
    file = read_tagged_file(both["visible"])
    assert file.root is not None
    [annotation] = file.annotations
    assert (annotation.kind, annotation.seen) == ("Signature", True)
    elements = list(file.root.below())
    assert (elements[-1].role, elements[-1].children) == ("Form", [annotation.number])
    hidden = read_tagged_file(both["invisible"])
    assert [each.seen for each in hidden.annotations] == [False]
    assert hidden.root is not None
    assert "Form" not in {element.role for element in hidden.root.below()}


def test_a_name_without_glyphs_is_refused_where_it_is_seen() -> None:
    with pytest.raises(FontError, match="漢"):
        draw("漢字", NOW, "", "th")


# -- more than one


def test_a_second_signature_leaves_the_first_whole(both: dict[str, bytes]) -> None:
    for content in both.values():
        twice = signed(content, signing(identity(DEPUTY)))
        assert twice.startswith(content)
        first, second = signatures(twice)
        assert (first.signer, second.signer) == (OFFICIAL, DEPUTY)
        assert first.holds
        assert second.holds
        assert (first.covers_whole_file, second.covers_whole_file) == (False, True)
        assert (first.field, second.field) == ("Signature1", "Signature2")
        with pytest.raises(ProofError, match="signed already"):
            signed(content, signing(identity(DEPUTY)), visible=True)


def test_a_file_that_was_changed_is_not_signed_again(brief: bytes, both: dict[str, bytes]) -> None:
    changed = bytearray(both["invisible"])
    changed[brief.index(b"stream") + 30] ^= 1
    with pytest.raises(ProofError, match=f"changed after it was signed by {OFFICIAL}"):
        signed(bytes(changed))
    with pytest.raises(ProofError, match="changed after it was signed"):
        signed(with_more(both["invisible"]))


def with_more(content: bytes) -> bytes:
    """The file with an addition to it that is no signature: another title."""
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(BytesIO(content))
    page = writer.root["/Pages"]["/Kids"].raw_get(0)
    page.get_object()["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"/Artifact BMC EMC"))
    writer.mark_update(page)
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def test_a_certified_file_that_allows_nothing_is_refused(brief: bytes) -> None:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import MDPPerm
    from pyhanko.sign.signers import PdfSignatureMetadata, sign_pdf

    from gireport.signing.writing import _signer

    meta = PdfSignatureMetadata("C", certify=True, docmdp_permissions=MDPPerm.NO_CHANGES)
    locked = sign_pdf(IncrementalPdfFileWriter(BytesIO(brief)), meta, _signer(identity())).getvalue()
    with pytest.raises(ProofError, match="allows no change"):
        signed(locked)


# -- files of others


def test_a_file_without_tags_is_signed_too() -> None:
    output = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(output)
    for visible in (True, False):
        content = signed(output.getvalue(), visible=visible)
        assert [each.holds for each in signatures(content)] == [True]


@pytest.mark.parametrize("shape", ["kids", "no next key", "one kid", "no tabs", "classic"])
def test_structure_trees_of_any_shape(shape: str, brief: bytes) -> None:
    output = BytesIO()
    with pikepdf.open(BytesIO(brief)) as pdf:
        tree = pdf.Root.StructTreeRoot
        if shape == "kids":
            nums = tree.ParentTree.Nums
            leaf = pdf.make_indirect(pikepdf.Dictionary(Nums=nums, Limits=[nums[0], nums[-2]]))
            tree.ParentTree = pdf.make_indirect(pikepdf.Dictionary(Kids=[leaf]))
        elif shape == "no next key":
            del tree["/ParentTreeNextKey"]
        elif shape == "one kid":
            tree.K = pikepdf.Array([tree.K])
        elif shape == "no tabs":
            del pdf.pages[0]["/Tabs"]
        kind = pikepdf.ObjectStreamMode.disable if shape == "classic" else pikepdf.ObjectStreamMode.generate
        pdf.save(output, object_stream_mode=kind)
    content = signed(output.getvalue(), visible=True)
    assert structure_problems(read_tagged_file(content)) == []
    assert [each.holds for each in signatures(content)] == [True]


def test_an_encrypted_file_is_refused(brief: bytes) -> None:
    output = BytesIO()
    with pikepdf.open(BytesIO(brief)) as pdf:
        pdf.save(output, encryption=pikepdf.Encryption(owner="o", user=""))
    with pytest.raises(ProofError, match="encrypted"):
        signed(output.getvalue())


def test_a_stream_that_is_not_packed_as_it_says_is_told(brief: bytes) -> None:
    at = brief.rindex(b"/Type /ObjStm")
    spoilt = bytearray(brief)
    spoilt[brief.index(b"stream\n", at) + 7] = 0  # the first byte of what zlib reads
    with pytest.raises(ProofError, match="cannot be read as a PDF"):
        signed(bytes(spoilt))


@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_a_spoilt_file_is_signed_soundly_or_refused(data: st.DataObject, brief: bytes) -> None:
    spoilt = bytearray(brief)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(spoilt) - 1))
        if data.draw(st.booleans()):
            spoilt[at] = data.draw(st.integers(0, 255))
        else:
            del spoilt[at:]
            spoilt += b"%"
    try:
        content = signed(bytes(spoilt))
    except ProofError:
        return
    assert [each.holds for each in signatures(content)] == [True]


# -- what is told


@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_any_changed_byte_of_what_was_signed_is_found(data: st.DataObject, both: dict[str, bytes]) -> None:
    content = bytearray(both[data.draw(st.sampled_from(["visible", "invisible"]))])
    first, second, third, fourth = map(int, re.findall(rb"/ByteRange ?\[(\d+) (\d+) (\d+) (\d+)", content)[0])
    at = data.draw(st.one_of(st.integers(first, second - 1), st.integers(third, third + fourth - 1)))
    content[at] ^= data.draw(st.integers(1, 255))
    assert is_signed(bytes(content))  # whichever byte it was
    assert list(signature_problems(signatures_apart(bytes(content))))


def test_what_was_added_after_the_signature_is_found(both: dict[str, bytes]) -> None:
    codes = [problem.code for problem in signature_problems(signatures_apart(with_more(both["visible"])))]
    assert codes == ["verify.signature-changed", "verify.signature-not-whole"]
    assert [*signature_problems(signatures_apart(both["visible"]))] == []
    codes = [problem.code for problem in signature_problems(signatures_apart(b"%PDF-1.7 /ByteRange"))]
    assert codes == ["verify.signatures-unreadable"]


def test_coverage_is_told_without_the_library(
    brief: bytes, both: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    twice = signed(both["visible"], signing(identity(DEPUTY)))
    monkeypatch.setattr(reading, "can_judge", lambda: False)
    assert signatures(brief) == []
    assert signatures(both["visible"]) == [Signature("", "", None, True, None, None)]
    assert [each.covers_whole_file for each in signatures(twice)] == [False, True]
    assert [each.covers_whole_file for each in signatures(both["visible"] + b"\n")] == [False]
    assert not any(each.holds for each in signatures(twice))


def test_neither_key_nor_password_is_in_what_an_identity_prints() -> None:
    who = identity()
    assert repr(who) == f"Identity({OFFICIAL!r})"
    assert dataclasses.fields(who)
    assert PASSWORD not in repr(signing(who))
