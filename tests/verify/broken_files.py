"""A sound file, broken in one way."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Dictionary, Name, String

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MARK = rb"/MCID %d>> BDC(.*?)EMC"
_CODE = re.compile(rb"<([0-9A-F]+)>")


def broken(content: bytes, breaking: Callable[[pikepdf.Pdf], None]) -> bytes:
    """The file after `breaking` had it."""
    with pikepdf.open(BytesIO(content)) as pdf:
        breaking(pdf)
        stream = BytesIO()
        pdf.save(stream, compress_streams=True, deterministic_id=True)
    return stream.getvalue()


def elements(pdf: pikepdf.Pdf, role: str) -> list[Any]:
    """The elements of that role in reading order."""
    found: list[Any] = []

    def walk(node: Any) -> None:
        if not isinstance(node, pikepdf.Dictionary):
            return
        if node.get("/S") == f"/{role}":
            found.append(node)
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            walk(kid)

    walk(pdf.Root.StructTreeRoot)
    assert found
    return found


def mark_of(element: Any) -> tuple[Any, int]:
    """The page of an element's first mark, and its identifier."""
    kids = element.K
    first = kids[0] if isinstance(kids, pikepdf.Array) else kids
    return element.Pg, int(first)


def page_text(pdf: pikepdf.Pdf, page: Any, change: Callable[[bytes], bytes]) -> None:
    """Changes the operators of a page."""
    content = b"\n".join(part.read_bytes() for part in _parts(page))
    changed = change(content)
    assert changed != content
    page.Contents = pdf.make_stream(changed)


def _parts(page: Any) -> Iterator[Any]:
    contents = page.Contents
    yield from contents if isinstance(contents, pikepdf.Array) else [contents]


def codes(page: Any) -> dict[str, dict[int, str]]:
    """By font, what its codes say."""
    found = {}
    for name, font in page.Resources.Font.items():
        cmap = font.ToUnicode.read_bytes()
        pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>", cmap.split(b"beginbfchar", 1)[1])
        found[name] = {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}
    return found


def change_digit(pdf: pikepdf.Pdf, element: Any, *, nth: int = 0) -> tuple[str, str]:
    """Draws another digit in place of the n-th in an element's mark; returns both."""
    page, mcid = mark_of(element)
    said = codes(page)
    done: list[tuple[str, str]] = []

    def change(content: bytes) -> bytes:
        match = re.search(_MARK % mcid, content, re.DOTALL)
        assert match
        before = content[: match.start(1)]
        font = (re.findall(rb"(/F\d+) [\d.]+ Tf", before + match[1]) or [b""])[-1].decode()
        seen = 0

        def piece(shown: re.Match[bytes]) -> bytes:
            nonlocal seen
            digits = [shown[1][at : at + 4] for at in range(0, len(shown[1]), 4)]
            for at, code in enumerate(digits):
                text = said[font].get(int(code, 16), "")
                if text.isdigit() and not done:
                    if seen == nth:
                        other = next(c for c, t in said[font].items() if t.isdigit() and t != text and len(t) == 1)
                        digits[at] = b"%04X" % other
                        done.append((text, said[font][other]))
                    seen += 1
            return b"<" + b"".join(digits) + b">"

        return content[: match.start(1)] + _CODE.sub(piece, match[1]) + content[match.end(1) :]

    page_text(pdf, page, change)
    [both] = done
    return both


def text_of(pdf: pikepdf.Pdf, element: Any) -> str:
    """What an element's first mark draws."""
    page, mcid = mark_of(element)
    said = codes(page)
    content = b"\n".join(part.read_bytes() for part in _parts(page))
    match = re.search(_MARK % mcid, content, re.DOTALL)
    assert match
    font = (re.findall(rb"(/F\d+) [\d.]+ Tf", content[: match.end(1)]) or [b""])[-1].decode()
    shown = b"".join(_CODE.findall(match[1]))
    return "".join(said[font].get(int(shown[at : at + 4], 16), "") for at in range(0, len(shown), 4))


def _untag(content: bytes) -> bytes:
    return re.sub(rb"/H1 <</MCID 0>> BDC(.*?)EMC", rb"\1", content, count=1, flags=re.DOTALL)


def _twice(content: bytes) -> bytes:
    return content.replace(b"/MCID 1>> BDC", b"/MCID 2>> BDC", 1)


def _delete(node: Any, key: str) -> None:
    del node[key]


def _first(pdf: pikepdf.Pdf, role: str) -> Any:
    return elements(pdf, role)[0]


def _parents(pdf: pikepdf.Pdf) -> Any:
    return pdf.Root.StructTreeRoot.ParentTree.Nums[1]


def _swap_parents(pdf: pikepdf.Pdf) -> None:
    owners = _parents(pdf)
    owners[0], owners[1] = owners[1], owners[0]


def _fonts(pdf: pikepdf.Pdf) -> Any:
    return next(iter(pdf.pages[0].Resources.Font.values()))


def _unmap(pdf: pikepdf.Pdf) -> None:
    font = _fonts(pdf)
    cmap = font.ToUnicode.read_bytes()
    font.ToUnicode = pdf.make_stream(re.sub(rb"<0001> <[0-9A-F]+>\n", b"", cmap, count=1))


def _unembed(pdf: pikepdf.Pdf) -> None:
    del _fonts(pdf).DescendantFonts[0].FontDescriptor["/FontFile2"]


def _annotated(pdf: pikepdf.Pdf) -> Any:
    return next(page for page in pdf.pages if "/Annots" in page)


def _drop_cell(pdf: pikepdf.Pdf) -> None:
    row = elements(pdf, "TR")[1]
    row.K = pikepdf.Array(list(row.K)[:-1])


def _drop_heads(pdf: pikepdf.Pdf) -> None:
    table = _first(pdf, "Table")
    for kid in table.K:
        if kid.get("/S") == "/TR":
            for cell in kid.K:
                cell.S = Name.TD


def _same_identifier(pdf: pikepdf.Pdf) -> None:
    first, second = elements(pdf, "Note")[:2]
    second.ID = first.ID


def _without_object_reference(pdf: pikepdf.Pdf) -> None:
    link = _first(pdf, "Link")
    link.K = pikepdf.Array([kid for kid in link.K if not isinstance(kid, Dictionary)])


def _note(pdf: pikepdf.Pdf) -> None:
    _annotated(pdf).Annots[0].Subtype = Name.FreeText


def _silent_signature(pdf: pikepdf.Pdf) -> None:
    annotation = _annotated(pdf).Annots[0]
    annotation.Subtype, annotation.FT, annotation.V = Name.Widget, Name.Sig, Dictionary()
    del annotation["/Contents"]
    pdf.Root.AcroForm = Dictionary(Fields=pikepdf.Array([annotation]))


def _other_role(pdf: pikepdf.Pdf) -> None:
    _first(pdf, "Link").S = Name.Span


def _lost_heads(pdf: pikepdf.Pdf) -> None:
    cell = elements(pdf, "TD")[0]
    cell.A = Dictionary(O=Name.Table, Headers=pikepdf.Array([String("nowhere")]))


def _dangling(pdf: pikepdf.Pdf) -> None:
    _first(pdf, "H1").K = pikepdf.Array([0, 9999])


def _no_structure(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/StructTreeRoot"]


def _speaks(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "TD")[3].ActualText = String("9,999")


def _speaks_on_page(content: bytes) -> bytes:
    return content.replace(b"/MCID 1>> BDC", b"/MCID 1 /ActualText (9)>> BDC", 1)


def _form(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    form = pdf.make_stream(b"0 0 9 9 re f", {"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": [0, 0, 9, 9]})
    page.Resources.XObject = Dictionary(Fm=form)
    page_text(pdf, page, lambda content: content + b"\n/Artifact BMC /Fm Do EMC")


def _remap(pdf: pikepdf.Pdf) -> None:
    _fonts(pdf).DescendantFonts[0].CIDToGIDMap = pdf.make_stream(bytes(400))


def _acts(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def _draw_over(pdf: pikepdf.Pdf) -> None:
    """A number over the page, as an artifact, in codes that the page has."""
    page = pdf.pages[0]
    [(font, code)] = [(f, c) for f, said in codes(page).items() for c, t in said.items() if t == "7"][:1]
    drawn = f"\n/Artifact BMC BT {font} 20 Tf 1 0 0 1 100 400 Tm [<{code:04X}{code:04X}>]TJ ET EMC".encode()
    page_text(pdf, page, lambda content: content + drawn)


def _rename_bookmark(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[0].title = "อื่น"


def _lead_elsewhere(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        for annotation in page.get("/Annots", []):  # type: ignore[call-overload]
            if "/URI" in annotation.get("/A", {}):
                annotation.A.URI = String("https://example.com/")


def _attach(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["table-01.csv"] = b"1,2\n"


AROUND: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "verify.title": lambda pdf: setattr(pdf.docinfo, "Title", String("อื่น")),
    "verify.language": lambda pdf: setattr(pdf.Root, "Lang", String("en-GB")),
    "verify.outline": _rename_bookmark,
    "verify.link-target": _lead_elsewhere,
    "verify.outside": _draw_over,
    "verify.attached": _attach,
}
"""By the code of what stands around the text, what makes it another."""

STRUCTURE: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "verify.no-structure": _no_structure,
    "verify.not-marked": lambda pdf: _delete(pdf.Root, "/MarkInfo"),
    "verify.no-language": lambda pdf: _delete(pdf.Root, "/Lang"),
    "verify.no-title": lambda pdf: _delete(pdf.docinfo, "/Title"),
    "verify.title-not-shown": lambda pdf: _delete(pdf.Root, "/ViewerPreferences"),
    "verify.font-not-embedded": _unembed,
    "verify.font-unmapped": _unmap,
    "verify.unmarked": lambda pdf: page_text(pdf, pdf.pages[0], _untag),
    "verify.mark-twice": lambda pdf: page_text(pdf, pdf.pages[0], _twice),
    "verify.mark-without-element": lambda pdf: _delete(_first(pdf, "H1"), "/K"),
    "verify.mark-not-drawn": _dangling,
    "verify.parent-tree": _swap_parents,
    "verify.heading-skipped": lambda pdf: setattr(_first(pdf, "H2"), "S", Name.H4),
    "verify.table-ragged": _drop_cell,
    "verify.table-head-unscoped": lambda pdf: _delete(_first(pdf, "TH"), "/A"),
    "verify.table-without-heads": _drop_heads,
    "verify.table-head-lost": _lost_heads,
    "verify.no-alternative": lambda pdf: _delete(_first(pdf, "Figure"), "/Alt"),
    "verify.identifier-twice": _same_identifier,
    "verify.note-without-identifier": lambda pdf: _delete(_first(pdf, "Note"), "/ID"),
    "verify.annotation-untagged": _without_object_reference,
    "verify.annotation-kind": _note,
    "verify.signature-without-words": _silent_signature,
    "verify.link-without-words": lambda pdf: _delete(_annotated(pdf).Annots[0], "/Contents"),
    "verify.link-in-other": _other_role,
    "verify.spoken-otherwise": _speaks,
    "verify.spoken-on-page": lambda pdf: page_text(pdf, pdf.pages[0], _speaks_on_page),
    "verify.unseen": lambda pdf: page_text(
        pdf, pdf.pages[0], lambda content: content.replace(b"BT\n", b"BT\n3 Tr\n", 1)
    ),
    "verify.form": _form,
    "verify.font-remapped": _remap,
    "verify.acts": _acts,
    "verify.tab-order": lambda pdf: _delete(_annotated(pdf), "/Tabs"),
}
"""By the code of a rule, what breaks it."""
