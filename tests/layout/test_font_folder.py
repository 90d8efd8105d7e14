"""A family of the user's own: kept whole, found by any spelling of its name, and as large as it should be."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import font_kit
import pypdf
import pytest
from small_brief import brief_of, text

from gireport import Dataset, Template, compose, render
from gireport.brief import model
from gireport.errors import FontError, GireportError, ThemeError
from gireport.layout.fontcheck import check_font
from gireport.layout.fontfolder import VARIABLE, fonts_folder, install, installed, installed_keys, style_key
from gireport.layout.fonts import built_in_fonts, family_named
from gireport.layout.theme import DEFAULT
from gireport.layout.themes import load_theme

KEY = "th-test-new"
THEME = 'version = 1\nextends = "default"\n[fonts]\nfamily = "TH Test New"\n'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "fonts"))
    return tmp_path / "fonts"


def add(tmp_path: Path) -> None:
    checked = [check_font(Path(path), with_data=True) for path in font_kit.family_files(tmp_path)]
    faces = {style_key(bold=face.bold, italic=face.italic): face for each in checked for face in each.faces}
    assert len(faces) == 4
    install(font_kit.FAMILY, faces)


def theme(tmp_path: Path, source: str = THEME) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(source, encoding="utf-8")
    return path


def test_without_a_choice_the_folder_is_the_platforms(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert fonts_folder() == tmp_path / "gireport" / "fonts"
    assert installed_keys() == []


def test_a_family_is_found_by_any_spelling_of_its_name(tmp_path: Path) -> None:
    add(tmp_path)
    assert installed_keys() == [KEY]
    found = [family_named(name) for name in ("TH Test New", "th-test-new", "TH  TEST new")]
    assert found[0] is not None
    assert found == [found[0]] * 3
    assert found[0].fallback == built_in_fonts()["sarabun"]
    assert family_named("TH Test") is None
    assert family_named("Sarabun") == built_in_fonts()["sarabun"]


def test_an_official_size_is_that_size_of_an_official_font(tmp_path: Path) -> None:
    add(tmp_path)
    mine = load_theme(theme(tmp_path))
    # Drawn at 16 points, and with the room that 10.9 points of Sarabun have.
    assert mine.body.size * mine.fonts.scale == pytest.approx(16)
    assert DEFAULT.body.size == 10.9
    assert mine.body.leading == pytest.approx(DEFAULT.body.leading, abs=0.15)
    assert mine.body.ink_middle == pytest.approx(DEFAULT.body.ink_middle, abs=0.01)
    content = render(brief_of(model.Heading(1, text("ก")), model.Paragraph(text("ที่ทำการ"))), theme=mine)
    drawing = pypdf.PdfReader(_file(tmp_path, content)).pages[0].get_contents()
    assert drawing is not None
    assert {b"16", b"31"} <= set(re.findall(rb"([\d.]+) Tf", drawing.get_data()))


def _file(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "brief.pdf"
    path.write_bytes(content)
    return path


def test_a_brief_in_an_official_font_has_the_words_and_pages_of_the_same_in_sarabun(tmp_path: Path) -> None:
    add(tmp_path)
    brief = compose(Dataset.bundled().select(), Template.load("annual"))
    ours, theirs = (
        pypdf.PdfReader(_file(tmp_path, render(brief, theme=each))).pages for each in (theme(tmp_path), "default")
    )
    assert len(ours) == len(theirs) >= 3
    # Where a reader puts spaces depends on the face's metrics, in which order it reads labels of a chart too.
    said = [Counter("".join("".join(page.extract_text() for page in pages).split())) for pages in (ours, theirs)]
    assert said[0] == said[1]
    assert said[0].total() > 2_000
    assert render(brief, theme=theme(tmp_path)) == render(brief, theme=theme(tmp_path))


def test_what_the_family_lacks_is_drawn_as_large_in_sarabun(tmp_path: Path) -> None:
    add(tmp_path)
    family = family_named(font_kit.FAMILY)
    assert family is not None
    from gireport.layout.fonts import FontFamily

    fonts = FontFamily.of(family)
    assert fonts.face().scale == pytest.approx(1.465, abs=0.001)
    assert [helper.scale for helper in fonts.helpers[False, False]] == [1.0]


def test_a_face_that_is_not_the_one_added_is_refused(tmp_path: Path) -> None:
    add(tmp_path)
    path, _ = installed(KEY).files["bold"]
    path.write_bytes(path.read_bytes() + b"\0")
    with pytest.raises(FontError, match="no longer the file that was added"):
        load_theme(theme(tmp_path))
    path.unlink()
    with pytest.raises(FontError, match="cannot be read"):
        load_theme(theme(tmp_path))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda record: "{",
        lambda record: "[" * 9_000,
        lambda record: json.dumps([record]),
        lambda record: json.dumps({**record, "version": 2}),
        lambda record: json.dumps({**record, "name": "Other"}),
        lambda record: json.dumps({**record, "faces": {"regular": record["faces"]["regular"]}}),
        lambda record: json.dumps({**record, "faces": {"thin": record["faces"]["bold"]}}),
        lambda record: json.dumps({**record, "faces": {"bold": {"file": "../a.ttf", "sha256": ""}}}),
    ],
)
def test_a_damaged_record_is_refused(spoil: object, tmp_path: Path, folder: Path) -> None:
    add(tmp_path)
    path = folder / KEY / "family.json"
    assert callable(spoil)
    path.write_text(spoil(json.loads(path.read_text(encoding="utf-8"))), encoding="utf-8")
    with pytest.raises(FontError, match=r"family\.json"):
        installed(KEY)
    with pytest.raises(GireportError):
        load_theme(theme(tmp_path))


def test_a_family_added_again_takes_the_place_of_the_older_one(tmp_path: Path, folder: Path) -> None:
    add(tmp_path)
    before = sorted(path.name for path in (folder / KEY).iterdir())
    add(tmp_path)
    assert sorted(path.name for path in (folder / KEY).iterdir()) == before
    faces = {
        style_key(bold=bold, italic=False): face
        for bold, style in ((False, "Italic"), (True, "BoldItalic"))
        for face in _faces(tmp_path, font_kit.official(style))
    }
    install(font_kit.FAMILY, faces)
    after = sorted(path.name for path in (folder / KEY).iterdir())
    assert len(after) == 3
    assert set(before) & set(after) == {"family.json"}


def _faces(tmp_path: Path, data: bytes) -> tuple[object, ...]:
    path = tmp_path / "one.ttf"
    path.write_bytes(data)
    return check_font(path, with_data=True).faces


def test_an_unknown_family_is_refused_with_those_there_are(tmp_path: Path) -> None:
    add(tmp_path)
    with pytest.raises(ThemeError, match="there is no “Garamond”") as caught:
        load_theme(theme(tmp_path, THEME.replace("TH Test New", "Garamond")))
    assert "noto-sans-thai-looped, sarabun, th-test-new" in str(caught.value)
