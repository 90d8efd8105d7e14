"""The `figure` directive: which images are taken, as what, and which are refused."""

from __future__ import annotations

import os
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from brief_kit import BODY_LINE, FRONT, TITLE, refused
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from gireport import Dataset, Template, compose
from gireport.brief import pictures
from gireport.brief.jpeg import without_metadata
from gireport.brief.model import Picture, plain
from gireport.brief.pictures import MAX_BYTES, PictureError, read_picture

if TYPE_CHECKING:
    from pathlib import Path

    from gireport.brief.model import Brief

GOOD = "file = 'a.png'\nalt = 'ภาพทดสอบ'\ncaption = 'ภาพ'\n"


def encoded(
    mode: str = "RGB", kind: str = "PNG", size: tuple[int, int] = (4, 2), colour: Any = None, **how: Any
) -> bytes:
    target = BytesIO()
    colour = {"LA": (90, 0), "RGBA": (9, 90, 9, 0)}.get(mode, 1) if colour is None else colour
    Image.new(mode, size, colour).save(target, kind, **how)
    return target.getvalue()


def made(folder: Path, toml: str = GOOD) -> Brief:
    path = folder / "t.md"
    path.write_text(f"{FRONT}{TITLE}```figure\n{toml}```\n", encoding="utf-8")
    return compose(Dataset.bundled().select(), Template.load(path))


def told(folder: Path, toml: str = GOOD) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.place.line) for problem in refused(lambda: made(folder, toml))]


def code(folder: Path, name: str = "a.png") -> str:
    with pytest.raises(PictureError) as caught:
        read_picture(folder, name)
    return caught.value.code


def test_a_picture_has_a_number_words_and_a_width(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(encoded())
    picture = made(tmp_path, GOOD + "width = 40\n").blocks[1]
    assert isinstance(picture, Picture)
    assert (picture.caption.label, plain(picture.caption.title)) == ("ภาพที่ 1", "ภาพ")
    assert (picture.alternative, str(picture.width)) == ("ภาพทดสอบ", "0.4")
    assert (picture.image.width, picture.image.height, picture.image.samples) == (4, 2, 3)
    json = made(tmp_path).to_json()["blocks"][1]
    assert len(json["image"]["data"]) == 64


def test_without_words_for_those_who_cannot_see_it_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(encoded())
    line = BODY_LINE + 2
    assert told(tmp_path, GOOD.replace("alt", "id")) == [("directive.missing-key", line)]
    assert told(tmp_path, GOOD.replace("ภาพทดสอบ", " ")) == [("picture.no-alternative", line + 2)]
    assert told(tmp_path, GOOD.replace("caption = 'ภาพ'\n", "")) == [("directive.missing-key", line)]
    for width in ("9", "101", "0"):
        assert told(tmp_path, f"{GOOD}width = {width}\n") == [("directive.out-of-range", line + 4)]


@pytest.mark.parametrize(
    ("name", "found"),
    [("../a.png", "picture.outside"), ("/etc/a.png", "picture.name"), ("a.svg", "picture.name"),
     ("a\\b.png", "picture.name"), ("no.png", "picture.unreadable"), ("folder.png", "picture.not-a-file"),
     ("pipe.png", "picture.not-a-file"), ("link.png", "picture.outside"), ("circle.png", "picture.unreadable"),
     ("away/a.png", "picture.outside"), ("text.png", "picture.not-an-image")],
)  # fmt: skip
def test_files_that_are_none_of_the_template_s(tmp_path: Path, name: str, found: str) -> None:
    folder = tmp_path / "inside"
    folder.mkdir()
    (tmp_path / "a.png").write_bytes(encoded())
    (folder / "folder.png").mkdir()
    os.mkfifo(folder / "pipe.png")
    (folder / "link.png").symlink_to(tmp_path / "a.png")
    (folder / "away").symlink_to(tmp_path)
    (folder / "circle.png").symlink_to(folder / "circle.png")
    (folder / "text.png").write_text("ก", encoding="utf-8")
    assert code(folder, name) == found
    assert told(folder, GOOD.replace("a.png", name)) == [(found, BODY_LINE + 3)]


def test_a_template_that_was_no_file_has_no_images() -> None:
    template = Template.parse(f"{FRONT}{TITLE}```figure\n{GOOD}```\n", "t.md")
    [problem] = refused(lambda: compose(Dataset.bundled().select(), template))
    assert problem.code == "picture.no-folder"


@pytest.mark.parametrize(
    ("mode", "samples", "pixel"),
    [
        ("RGB", 3, b"\x01\x00\x00"),
        ("L", 1, b"\x01"),
        ("1", 1, b"\xff"),
        ("RGBA", 3, b"\xff\xff\xff"),
        ("LA", 1, b"\xff"),
    ],
)
def test_png_becomes_samples_on_white(tmp_path: Path, mode: str, samples: int, pixel: bytes) -> None:
    (tmp_path / "a.png").write_bytes(encoded(mode))
    raster = read_picture(tmp_path, "a.png")
    assert (raster.samples, raster.is_jpeg) == (samples, False)
    assert zlib.decompress(raster.data) == pixel * 8


def test_a_palette_with_a_transparent_colour_is_on_white(tmp_path: Path) -> None:
    image = Image.new("P", (2, 1), 0)
    image.putpalette([9, 90, 9, 200, 0, 0])
    image.putpixel((1, 0), 1)
    image.save(tmp_path / "a.png", transparency=0)
    assert zlib.decompress(read_picture(tmp_path, "a.png").data) == b"\xff\xff\xff\xc8\x00\x00"


@pytest.mark.parametrize(("mode", "samples"), [("RGB", 3), ("L", 1)])
def test_a_baseline_jpeg_goes_in_as_it_is_without_its_metadata(tmp_path: Path, mode: str, samples: int) -> None:
    exif = Image.Exif()
    exif[0x010F] = "SECRET"
    content = encoded(mode, "JPEG", exif=exif, comment=b"HIDDEN")
    (tmp_path / "a.jpg").write_bytes(content)
    raster = read_picture(tmp_path, "a.jpg")
    assert (raster.samples, raster.is_jpeg) == (samples, True)
    assert b"SECRET" in content
    assert b"SECRET" not in raster.data
    assert b"HIDDEN" not in raster.data
    assert Image.open(BytesIO(raster.data)).tobytes() == Image.open(BytesIO(content)).tobytes()


def test_other_jpegs_become_samples(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(encoded(kind="JPEG", progressive=True))
    assert not read_picture(tmp_path, "a.jpg").is_jpeg
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    (tmp_path / "a.jpg").write_bytes(encoded(kind="JPEG", exif=exif))
    raster = read_picture(tmp_path, "a.jpg")
    assert (raster.width, raster.height, raster.is_jpeg) == (2, 4, False)


def test_what_cannot_be_printed_as_it_is_meant_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(encoded("CMYK", "JPEG", colour=(1, 2, 3, 4)))
    assert code(tmp_path) == "picture.mode"
    path.write_bytes(encoded("I;16", colour=700))
    assert code(tmp_path) == "picture.mode"
    path.write_bytes(encoded(save_all=True, append_images=[Image.new("RGB", (4, 2), 9)]))
    assert code(tmp_path) == "picture.mode"
    path.write_bytes(encoded(size=(60, 60))[:-30])
    assert code(tmp_path) == "picture.broken"
    path.write_bytes(encoded(size=(20_000, 10_000), mode="1"))
    assert code(tmp_path) == "picture.too-many-pixels"
    monkeypatch.setattr(pictures, "MAX_PIXELS", 7)
    path.write_bytes(encoded())
    assert code(tmp_path) == "picture.too-many-pixels"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * MAX_BYTES)
    assert code(tmp_path) == "picture.too-large"


@given(st.binary(max_size=60), st.integers(0, 300), st.booleans())
def test_damaged_jpegs_are_cut_or_refused_and_never_longer(noise: bytes, at: int, insert: bool) -> None:
    sound = encoded(kind="JPEG")
    assert without_metadata(sound) is not None
    content = sound[:at] + noise + sound[at + (0 if insert else len(noise)) :]
    bare = without_metadata(content)
    assert bare is None or len(bare) <= len(content)
