"""The file as objects: found where the cross-reference stream says, by readers of three makers."""

from __future__ import annotations

import re
import subprocess
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gireport.pdf.objects import HEADER, PdfFile, Reference, array, dictionary, number, text_string

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Made


def small_file(extra: int = 0) -> bytes:
    """A page with `extra` more numbered objects."""
    pdf = PdfFile()
    root, parent = pdf.reserve(), pdf.reserve()
    content = pdf.add_stream(b"0 0 10 10 re f")
    page = pdf.add(
        dictionary(
            {
                "Type": b"/Page",
                "Parent": bytes(parent),
                "MediaBox": b"[0 0 100 100]",
                "Contents": bytes(content),
                "Resources": b"<<>>",
                "Extra": array(bytes(pdf.add(b"%d" % n)) for n in range(extra)),
            }
        )
    )
    pdf.add(dictionary({"Type": b"/Pages", "Kids": array([bytes(page)]), "Count": b"1"}), parent)
    pdf.add(dictionary({"Type": b"/Catalog", "Pages": bytes(parent)}), root)
    return pdf.finish(root, pdf.add(dictionary({"Title": text_string("ที่")})))


def located(data: bytes) -> dict[int, bytes]:
    """Every object by its number, read by nothing but what the cross-reference stream says of it."""
    (start,) = re.findall(rb"startxref\n(\d+)\n%%EOF\n\Z", data)
    entries, rows = stream_at(data, int(start), None)
    size = int(re.search(rb"/Size (\d+)", entries)[1])
    assert re.search(rb"/W \[1 4 2\]", entries)
    assert len(rows) == 7 * size
    assert rows[:7] == b"\0\0\0\0\0\xff\xff"
    found: dict[int, bytes] = {}
    for object_number in range(1, size):
        row = rows[7 * object_number : 7 * object_number + 7]
        kind, field, last = row[0], int.from_bytes(row[1:5], "big"), int.from_bytes(row[5:], "big")
        if kind == 1:
            assert data.startswith(b"%d 0 obj\n" % object_number, field)
            assert last == 0
            found[object_number] = data[field:]
        else:
            assert kind == 2
            found[object_number] = member(data, rows, field, last, object_number)
    return found


def member(data: bytes, rows: bytes, container: int, index: int, object_number: int) -> bytes:
    offset = int.from_bytes(rows[7 * container + 1 : 7 * container + 5], "big")
    assert rows[7 * container] == 1
    entries, packed = stream_at(data, offset, container)
    first, count = (int(re.search(rb"/%b (\d+)" % key, entries)[1]) for key in (b"First", b"N"))
    heads = list(map(int, packed[:first].split()))
    assert len(heads) == 2 * count <= 400
    assert heads[2 * index] == object_number
    end = heads[2 * index + 3] if index + 1 < count else len(packed) - first + 1
    return packed[first + heads[2 * index + 1] : first + end - 1]


def stream_at(data: bytes, offset: int, object_number: int | None) -> tuple[bytes, bytes]:
    """Dictionary and content of the stream there, which is as long as it says and ends after an end of line."""
    match = re.compile(rb"(\d+) 0 obj\n(<<.*?>>)\nstream\n", re.DOTALL).match(data, offset)
    assert match is not None
    assert object_number in {None, int(match[1])}
    length = int(re.search(rb"/Length (\d+)", match[2])[1])
    assert data.startswith(b"\nendstream\nendobj\n", match.end() + length)
    content = data[match.end() : match.end() + length]
    return match[2], zlib.decompress(content) if b"/FlateDecode" in match[2] else content


@pytest.mark.parametrize("extra", [0, 1, 195, 196, 197, 1000])
def test_every_object_is_where_the_table_says(extra: int) -> None:
    data = small_file(extra)
    assert data.startswith(HEADER)
    found = located(data)
    numbers = [int(body) for body in found.values() if body.isdigit()]
    assert numbers == list(range(extra))
    assert data.count(b"/ObjStm") == -(-(extra + 4) // 200)
    with pikepdf.open(BytesIO(data)) as pdf:
        assert [int(value) for value in pdf.pages[0].Extra] == numbers
        assert str(pdf.docinfo["/Title"]) == "ที่"
        assert pdf.get_warnings() == []
    with pypdfium2.PdfDocument(data) as document:
        assert len(document) == 1
        assert document[0].render().to_numpy().min() == 0


@pytest.mark.parametrize("form", ["full", "selected", "one-year", "thai-digits"])
def test_the_brief_opens_without_a_warning(annual: dict[str, Made], form: str) -> None:
    data = annual[form].path.read_bytes()
    found = located(data)
    assert len(found) > 150
    assert data.count(b"/ObjStm") >= 1
    with pikepdf.open(annual[form].path) as pdf:
        assert pdf.check() == [] if hasattr(pdf, "check") else pdf.check_pdf_syntax() == []
        assert pdf.get_warnings() == []
        # Whatever is referred to is there, and whatever is there is referred to.
        assert {obj.objgen[0] for obj in reachable(pdf)} | packing(pdf) == set(found)


def reachable(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """The indirect objects that the trailer leads to."""
    seen: dict[tuple[int, int], pikepdf.Object] = {}
    waiting: list[pikepdf.Object] = [pdf.trailer.Root, pdf.trailer.Info]
    while waiting:
        obj = waiting.pop()
        if not isinstance(obj, pikepdf.Object):
            continue
        assert obj._type_code != pikepdf.ObjectType.null
        if obj.is_indirect:
            if obj.objgen in seen:
                continue
            seen[obj.objgen] = obj
        if isinstance(obj, pikepdf.Array):
            waiting += list(obj)
        elif isinstance(obj, pikepdf.Dictionary | pikepdf.Stream):
            waiting += [obj[key] for key in obj.keys()]  # noqa: SIM118 - a stream iterates over its bytes
    return list(seen.values())


def packing(pdf: pikepdf.Pdf) -> set[int]:
    """The object streams and the cross-reference stream, which nothing refers to."""
    kinds = {"/ObjStm", "/XRef"}
    return {o.objgen[0] for o in pdf.objects if isinstance(o, pikepdf.Stream) and str(o.get("/Type")) in kinds}


@pytest.mark.parametrize("form", ["full", "thai-digits"])
def test_qpdf_finds_nothing(annual: dict[str, Made], program: Callable[[str], str], form: str) -> None:
    path: Path = annual[form].path
    run = subprocess.run([program("qpdf"), "--check", str(path)], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    assert "No syntax or stream encoding errors" in run.stdout


def test_equal_content_has_an_equal_identifier() -> None:
    first, again, other = small_file(5), small_file(5), small_file(6)
    assert first == again
    identifiers = [re.search(rb"/ID \[<([0-9A-F]{32})><\1>\]", data)[1] for data in (first, other)]
    assert len(set(identifiers)) == 2


def test_a_number_promised_and_not_kept() -> None:
    pdf = PdfFile()
    root = pdf.add(b"<<>>")
    pdf.reserve()
    with pytest.raises(KeyError):
        pdf.finish(root, root)


@given(st.floats(-1e6, 1e6))
def test_numbers(value: float) -> None:
    written = number(value).decode()
    assert re.fullmatch(r"-?\d+(\.\d{1,3})?", written)
    assert float(written) == pytest.approx(value, abs=0.0005001)
    assert written != "-0"


@pytest.mark.parametrize(("value", "written"), [(0, b"0"), (-0.0001, b"0"), (100, b"100"), (1.5, b"1.5"), (-2, b"-2")])
def test_some_numbers(value: float, written: bytes) -> None:
    assert number(value) == written


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_text_strings(text: str) -> None:
    pdf = PdfFile()
    parent = pdf.reserve()
    pdf.add(dictionary({"Type": b"/Pages", "Kids": b"[]", "Count": b"0"}), parent)
    root = pdf.add(dictionary({"Type": b"/Catalog", "Pages": bytes(parent), "Said": text_string(text)}))
    with pikepdf.open(BytesIO(pdf.finish(root, pdf.add(b"<<>>")))) as opened:
        assert str(opened.Root.Said) == text


def test_the_annual_brief_is_small(annual: dict[str, Made]) -> None:
    sizes = {form: made.path.stat().st_size for form, made in annual.items()}
    assert len(sizes) == 9
    assert max(sizes.values()) <= 60_000, sizes


def test_references() -> None:
    assert bytes(Reference(7)) == b"7 0 R"
