"""Contents, links, images, remarks and signatures in whole files: what readers and archives find."""

from __future__ import annotations

import subprocess
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from PIL import Image
from small_brief import brief_of, text
from test_structure_tree import Element, contents_of, squeezed, tree_of

from gireport import Dataset, Template, compose, render
from gireport.brief import model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ADDRESS = "https://greenindustry.diw.go.th/webgi/?a=(1)"
LONG = "เว็บไซต์อุตสาหกรรมสีเขียวของกระทรวงอุตสาหกรรม ซึ่งมีข้อมูลครบถ้วนทุกปี และ Green Industry Project ของทุกจังหวัด"
TEMPLATE = f"""+++
version = 1
name = "blocks"
purpose = "ทดสอบ"
languages = ["LANGUAGE"]
calendars = ["be", "ce"]
+++
# เรื่อง

```toc
depth = 4
```

## ส่วนที่หนึ่งซึ่งมีชื่อยาวมาก จนต้องขึ้นบรรทัดใหม่ในสารบัญ เพราะกล่าวถึงสถานประกอบการในทุกจังหวัดของประเทศไทย

ดู [{LONG}]({ADDRESS}) หรือเขียนถึง [สำนักงาน](mailto:office@diw.go.th) ตัวเลขอยู่ใน{{{{ ref("plan") }}}}

```note
title = "ข้อสังเกต"
text = '''
ดู [แนวทาง](https://example.go.th/guide) และ{{{{ ref("map") }}}}

- ข้อแรก
- ข้อสอง
'''
```

### ลึก

ก

#### ลึกลงไป

```figure
id = "map"
file = "a.png"
alt = "แผนที่แสดงจังหวัดที่มีใบรับรอง"
caption = "แผนที่"
width = 50
```

```figure
file = "b.jpg"
alt = "ภาพถ่ายโรงงานสีเขียวหนึ่งแห่ง"
caption = "ภาพถ่าย"
width = 30
```

```page-break
```

## ส่วนที่สอง

```table
id = "plan"
source = "plan"
caption = "แผน ดู{{{{ ref('map') }}}}"
columns = ["text"]
```

จึงเรียนมาเพื่อทราบ

```signature-block
name = "นายสมชาย ใจดี"
position = "ผู้อำนวยการกองส่งเสริมอุตสาหกรรมสีเขียว"
place = ""
```
"""


def brief_in(language: str, folder: Path) -> model.Brief:
    layer = Image.new("RGBA", (60, 30), (0, 0, 0, 0))
    layer.paste((30, 120, 60, 255), (10, 5, 40, 25))
    layer.save(folder / "a.png")
    Image.linear_gradient("L").convert("RGB").save(folder / "b.jpg", quality=80)
    (folder / "t.md").write_text(TEMPLATE.replace("LANGUAGE", language), encoding="utf-8")
    return compose(Dataset.bundled().select(), Template.load(folder / "t.md"))


@pytest.fixture(scope="module", params=["th", "en"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[model.Brief, Path]:
    folder = tmp_path_factory.mktemp(request.param)
    brief = brief_in(request.param, folder)
    render(brief, folder / "made.pdf")
    return brief, folder / "made.pdf"


@pytest.fixture
def opened(made: tuple[model.Brief, Path]) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(made[1]) as pdf:
        yield pdf


def of_role(tree: Element, role: str) -> list[Element]:
    return [element for element in tree.walk() if element.role == role]


@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_it_conforms(made: tuple[model.Brief, Path], flavour: str, program: Callable[[str], str]) -> None:
    done = subprocess.run(
        [program("verapdf"), "-f", flavour, str(made[1])], capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout
    assert "PASS" in done.stdout


def test_the_same_bytes_every_time(made: tuple[model.Brief, Path], tmp_path: Path) -> None:
    brief, path = made
    assert render(brief_in(brief.language, tmp_path)) == path.read_bytes() == render(brief)


def test_every_annotation_belongs_to_one_link(opened: pikepdf.Pdf) -> None:
    """By OBJR from the element and by StructParent from the annotation (ISO 14289-1, 7.18)."""
    numbers = list(opened.Root.StructTreeRoot.ParentTree.Nums)
    parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    assert list(parents) == list(range(int(opened.Root.StructTreeRoot.ParentTreeNextKey)))
    seen = []
    for link in of_role(tree_of(opened), "Link"):
        assert link.annotations
        for page, annotation in link.annotations:
            assert parents[int(annotation.StructParent)].objgen == link.node.objgen
            assert annotation.objgen in [one.objgen for one in opened.pages[page].Annots]
            assert (annotation.Subtype, annotation.F, annotation.P.objgen) == ("/Link", 4, opened.pages[page].objgen)
            seen.append(annotation.objgen)
    on_pages = [one.objgen for page in opened.pages for one in page.obj.get("/Annots", [])]
    assert sorted(seen) == sorted(on_pages)
    assert len(set(seen)) == len(seen) == 11
    assert all(page.Tabs == "/S" for page in opened.pages)


def test_a_link_says_its_words_and_leads_to_its_address(opened: pikepdf.Pdf) -> None:
    contents = contents_of(opened)
    outside = [link for link in of_role(tree_of(opened), "Link") if "/A" in link.annotations[0][1]]
    told = {str(link.annotations[0][1].A.URI): squeezed(link.said(contents)) for link in outside}
    assert (
        told
        == {
            ADDRESS: squeezed(LONG),
            "mailto:office@diw.go.th": "สำนักงาน",
            "https://example.go.th/guide": "แนวทาง",
            "https://x.th": "หัว",
        }
        or "https://x.th" not in told
    )
    for link in outside:
        for _, annotation in link.annotations:
            assert squeezed(str(annotation.Contents)) == squeezed(link.said(contents))


def test_a_link_over_two_lines_is_one_with_an_annotation_for_each(opened: pikepdf.Pdf) -> None:
    [link] = [
        link
        for link in of_role(tree_of(opened), "Link")
        if str(link.annotations[0][1].get("/A", {}).get("/URI", "")) == ADDRESS
    ]
    (first, above), (second, below) = link.annotations
    assert first == second == 0
    above, below = ([float(edge) for edge in one.Rect] for one in (above, below))
    assert above[0] > below[0]
    assert above[1] > below[1]
    _, _, width, _ = (float(edge) for edge in opened.pages[0].MediaBox)
    assert all(0 < left < right < width and bottom < top for left, bottom, right, top in (above, below))
    assert {child.role for child in link.children} == {"Span"}  # the words of the other language


def test_mentions_lead_to_captions(opened: pikepdf.Pdf) -> None:
    contents, tree = contents_of(opened), tree_of(opened)
    captions = [one for one in of_role(tree, "Caption") if any(mark in contents for mark in one.marks)]
    pages = {page.objgen: index for index, page in enumerate(opened.pages)}
    mentions = 0
    for link in of_role(tree, "Link"):
        [(_, annotation), *_] = link.annotations
        words = link.said(contents)
        target = next((one for one in captions if one.said(contents).startswith(f"{words} ")), None)
        if "/Dest" in annotation and target is not None:
            assert pages[annotation.Dest[0].objgen] == next(page for page, _ in target.marks)
            mentions += 1
    assert mentions == 3


def test_contents_are_nested_as_headings_are(opened: pikepdf.Pdf, made: tuple[model.Brief, Path]) -> None:
    contents, tree = contents_of(opened), tree_of(opened)
    outer, *inner = of_role(tree, "TOC")
    assert [child.role for child in outer.children] == ["Caption", "TOCI", "TOCI"]
    first, second = outer.children[1:]
    assert [child.role for child in first.children] == ["Reference", "TOC"]
    assert [child.role for child in second.children] == ["Reference"]
    assert all({child.role for child in table.children} == {"TOCI"} for table in inner)
    links = [item.children[0].children[0] for item in of_role(tree, "TOCI")]
    assert {link.role for link in links} == {"Link"}
    headings = [one for one in tree.walk() if one.role in ("H2", "H3", "H4")]
    assert len(headings) == len(links) == 4
    for link, heading in zip(links, headings, strict=True):
        page = heading.marks[0][0] if heading.marks else heading.children[0].marks[0][0]
        assert squeezed(link.said(contents)) == squeezed(heading.said(contents)) + str(page + 1)
        [(_, annotation)] = link.annotations
        assert annotation.Dest[0].objgen == opened.pages[page].objgen
        assert squeezed(str(annotation.Contents)) == squeezed(heading.said(contents))


def test_images_are_plain_and_told(opened: pikepdf.Pdf) -> None:
    images = opened.pages[0].Resources.XObject
    kinds = sorted((str(image.Filter), str(image.ColorSpace), int(image.BitsPerComponent)) for image in images.values())
    assert kinds == [("/DCTDecode", "/DeviceRGB", 8), ("/FlateDecode", "/DeviceRGB", 8)]
    assert not any(key in image for image in images.values() for key in ("/SMask", "/Interpolate", "/Mask"))
    figures = of_role(tree_of(opened), "Figure")
    assert [str(figure.node.Alt) for figure in figures] == [
        "แผนที่แสดงจังหวัดที่มีใบรับรอง",
        "ภาพถ่ายโรงงานสีเขียวหนึ่งแห่ง",
    ]
    for figure, share in zip(figures, (0.5, 0.3), strict=True):
        left, bottom, right, top = (float(edge) for edge in figure.node.A.BBox)
        assert right - left == pytest.approx(share * 165 * 72 / 25.4, abs=0.1)
        assert bottom < top


def test_remarks_and_signatures_are_paragraphs(opened: pikepdf.Pdf, made: tuple[model.Brief, Path]) -> None:
    contents, tree = contents_of(opened), tree_of(opened)
    [remark] = [one for one in of_role(tree, "Div") if one.children[0].role != "Caption"]
    assert [child.role for child in remark.children] == ["P", "P", "L"]
    said = [squeezed(one.said(contents)) for one in tree.children if one.role == "P"]
    labels = {"th": ("ลงชื่อ", "ตำแหน่ง", "สถานที่", "วันที่"), "en": ("Signed:", "Position:", "Place:", "Date:")}
    signed, position, place, date = labels[made[0].language]
    assert said[-5:] == [
        signed,
        "(นายสมชายใจดี)",
        f"{position}ผู้อำนวยการกองส่งเสริมอุตสาหกรรมสีเขียว",
        place,
        date,
    ]


def test_dots_are_drawn_and_not_typed(made: tuple[model.Brief, Path]) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(made[1])
    printed = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    assert squeezed(LONG) in squeezed(printed)
    assert ".." not in printed
    assert "( นายสมชาย ใจดี )" in printed


def with_headings(count: int, **more: Any) -> model.Brief:
    blocks: list[model.Block] = [model.Heading(1, text("เรื่อง")), model.Contents(text("สารบัญ"), 2)]
    blocks += [one for n in range(count) for one in (model.Heading(2, text(f"ส่วน {n}")), model.PageBreak())]
    return brief_of(*blocks, **more)


def test_contents_over_several_pages_count_themselves() -> None:
    with pikepdf.open(BytesIO(render(with_headings(60)))) as pdf:
        contents, tree = contents_of(pdf), tree_of(pdf)
        items = of_role(tree, "TOCI")
        assert len(items) == 60
        spread = {page for item in items for page, _ in item.children[0].children[0].marks}
        assert len(spread) == 2
        for n, item in enumerate(items):
            assert item.said(contents).replace(" ", "") == f"ส่วน{n}{len(spread) + n}"


def test_contents_without_headings_are_nothing() -> None:
    with pikepdf.open(BytesIO(render(with_headings(0)))) as pdf:
        assert [child.role for child in tree_of(pdf).children] == ["H1"]


def test_a_link_over_two_pages_is_one_element(tmp_path: Path, program: Callable[[str], str]) -> None:
    words = (model.Span(LONG * 50, link=ADDRESS),)
    (tmp_path / "a.pdf").write_bytes(render(brief_of(model.Heading(1, text("ก")), model.Paragraph(words))))
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        [link] = of_role(tree_of(pdf), "Link")
        assert {page for page, _ in link.marks} == {page for page, _ in link.annotations} == {0, 1}
        assert squeezed(link.said(contents_of(pdf))) == squeezed(LONG * 50)
    for flavour in ("ua1", "2a"):
        done = subprocess.run(
            [program("verapdf"), "-f", flavour, str(tmp_path / "a.pdf")], capture_output=True, check=False
        )
        assert done.returncode == 0


def test_a_table_that_goes_on_repeats_no_link() -> None:
    """The head on further pages is no content, and a link there would belong to nothing."""
    caption = model.Caption("ตารางที่ 1", text("ก"))
    head = (model.Span("หัว", link="#ตารางที่ 1"),)
    rows = tuple(model.Row((text(f"แถว {n}"),)) for n in range(80))
    table = model.Table(caption, (model.Column(head),), rows)
    with pikepdf.open(BytesIO(render(brief_of(model.Heading(1, text("ก")), table)))) as pdf:
        assert len(pdf.pages) > 1
        [link] = of_role(tree_of(pdf), "Link")
        assert len(link.annotations) == 1
        assert sum(len(page.obj.get("/Annots", [])) for page in pdf.pages) == 1
        assert contents_of(pdf)
