"""`gireport fonts`: what there is, what is wrong with a file, and a family added that a brief is then set in."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import font_kit
import pytest
from run_gireport import environment, gireport, names

from gireport.pdf.reading import read_tagged_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from run_gireport import Ended

NAME = font_kit.FAMILY


def run(folder: Path, *words: str) -> Ended:
    return gireport(folder, *words, extra={"GIREPORT_FONTS": str(folder / "fonts")})


def files(folder: Path) -> list[str]:
    return [path.rpartition("/")[2] for path in font_kit.family_files(folder)]


def test_a_family_is_added_listed_and_used(tmp_path: Path) -> None:
    added = run(tmp_path, "fonts", "add", *files(tmp_path))
    assert added.code == 0, added.err
    assert len(added.said.splitlines()) == 4
    assert '[fonts] family = "TH Test New"' in added.err
    listed = json.loads(run(tmp_path, "fonts", "list", "--format", "json").out)
    assert listed["folder"] == str(tmp_path / "fonts")
    families = {family["key"]: family for family in listed["families"]}
    assert list(families) == ["sarabun", "noto-sans-thai-looped", "th-test-new"]
    ours = families["th-test-new"]
    assert (ours["name"], ours["origin"], ours["official_16"], ours["letter_height"]) == (NAME, "user", 16.0, 0.4)
    assert [face["style"] for face in ours["faces"]] == ["Regular", "Bold", "Italic", "Bold Italic"]
    assert "SIL Open Font License" in ours["licence"]
    assert ours["lacks_thai"] == ours["lacks_signs"] == []
    assert families["sarabun"]["official_16"] == 10.9
    assert families["noto-sans-thai-looped"]["official_16"] == 11.3
    assert "≥" in families["noto-sans-thai-looped"]["lacks_signs"]
    said = run(tmp_path, "fonts", "list").said
    assert "16 official points are 16 of its points" in said
    assert "16 official points are 10.9 of its points" in said

    (tmp_path / "th.toml").write_text(
        f'version = 1\nextends = "default"\n[fonts]\nfamily = "{NAME}"\n', encoding="utf-8"
    )
    built = run(tmp_path, "build", "--theme", "./th.toml", "-o", "th.pdf")
    assert built.code == 0, built.err
    content = (tmp_path / "th.pdf").read_bytes()
    fonts = {font.name.partition("+")[2] for font in read_tagged_file(content).fonts}
    assert {"THTestNew-Regular", "THTestNew-Bold"} <= fonts
    assert not any(font.startswith("Sarabun") for font in fonts)
    assert run(tmp_path, "build", "--theme", "./th.toml", "-o", "again.pdf").code == 0
    assert (tmp_path / "again.pdf").read_bytes() == content


@pytest.mark.parametrize("make", [font_kit.official, font_kit.in_cff], ids=["as-it-is", "converted"])
def test_a_brief_in_a_font_of_ones_own_conforms(
    make: Callable[..., bytes], tmp_path: Path, program: Callable[[str], str]
) -> None:
    font_kit.family_files(tmp_path, make)
    added = run(tmp_path, "fonts", "add", *(f"test-{style}.ttf" for style in font_kit.STYLES))
    assert added.code == 0, added.err
    (tmp_path / "th.toml").write_text(
        f'version = 1\nextends = "default"\n[fonts]\nfamily = "{NAME}"\n', encoding="utf-8"
    )
    assert run(tmp_path, "build", "--theme", "./th.toml", "-o", "th.pdf").code == 0
    for profile in ("ua1", "2a"):
        done = subprocess.run(
            [program("verapdf"), "-f", profile, "th.pdf"], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert "PASS" in done.stdout, done.stdout[-2_000:]


@pytest.mark.parametrize("theme", ["default", "./th.toml"])
def test_a_brief_is_made_without_what_fonts_are_checked_with(theme: str, tmp_path: Path) -> None:
    assert run(tmp_path, "fonts", "add", *files(tmp_path)).code == 0
    (tmp_path / "th.toml").write_text(
        f'version = 1\nextends = "default"\n[fonts]\nfamily = "{NAME}"\n', encoding="utf-8"
    )
    code = (
        "import sys\nfrom gireport.cli.main import main\n"
        f"assert main(['build', '--theme', {theme!r}, '--dry-run']) == 0\n"
        "assert 'reportlab' in sys.modules\n"
        "print(sorted({'fontTools', 'platformdirs', 'brotli'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment({"GIREPORT_FONTS": str(tmp_path / "fonts")}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_variable_font_alone_makes_a_family(tmp_path: Path) -> None:
    (tmp_path / "variable.ttf").write_bytes(font_kit.variable())
    added = run(tmp_path, "fonts", "add", "variable.ttf", "--family", "ตัวแปร", "--format", "json")
    assert added.code == 0, added.err
    (family,) = json.loads(added.out)["added"]
    assert family["name"] == "ตัวแปร"
    assert len(family["files"]) == 2
    assert "ตัวแปร" in run(tmp_path, "fonts", "list").said


def test_check_tells_all_of_all_files(tmp_path: Path) -> None:
    (tmp_path / "good.ttf").write_bytes(font_kit.official())
    (tmp_path / "bad.ttf").write_bytes(font_kit.without_characters("กข"))
    (tmp_path / "text.ttf").write_bytes(b"text")
    done = run(tmp_path, "fonts", "check", "good.ttf", "bad.ttf", "text.ttf")
    assert done.code == 5
    assert "good.ttf: can be used" in done.said
    assert "bad.ttf: cannot be used" in done.said
    assert "lacks Thai characters: U+0E01 U+0E02" in done.said
    assert "not a font that can be read" in done.said
    told = json.loads(run(tmp_path, "fonts", "check", "good.ttf", "bad.ttf", "--format", "json").out)
    assert [font["ok"] for font in told["fonts"]] == [True, False]
    assert not told["ok"]
    assert told["fonts"][0]["faces"][0]["official_16"] == 16.0
    assert "font.lacks-thai" in [finding["code"] for finding in told["fonts"][1]["findings"]]
    assert run(tmp_path, "fonts", "check", "good.ttf", "-q").said == "good.ttf: can be used\n"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["test-Regular.ttf"], 5, "“TH Test New” lacks: bold"),
        (["test-Regular.ttf", "test-Bold.ttf", "copy.ttf"], 5, "which another file is too"),
        (["test-Regular.ttf", "bad.ttf"], 5, "lacks Thai characters"),
        (["test-Regular.ttf", "test-Bold.ttf", "--family", "Sarabun"], 5, "comes with the program"),
        (["test-Regular.ttf", "test-Bold.ttf", "--family", "../.."], 5, "no letter or digit"),
        (["nowhere.ttf"], 5, "there is no such file"),
        ([], 2, "FILE"),
    ],
)
def test_what_cannot_be_added_is_refused_and_nothing_is_kept(
    words: list[str], code: int, said: str, tmp_path: Path
) -> None:
    files(tmp_path)
    (tmp_path / "bad.ttf").write_bytes(font_kit.without_characters("ก"))
    (tmp_path / "copy.ttf").write_bytes(font_kit.official())
    done = run(tmp_path, "fonts", "add", *words)
    assert (done.code, done.out) == (code, b""), done.err
    assert said in done.err
    assert "fonts" not in names(tmp_path)


def test_another_family_of_the_name_is_replaced_only_by_force(tmp_path: Path) -> None:
    four = files(tmp_path)
    assert run(tmp_path, "fonts", "add", *four).code == 0
    assert run(tmp_path, "fonts", "add", *four).code == 0  # the same again
    refused = run(tmp_path, "fonts", "add", *four[:2])
    assert refused.code == 6
    assert "briefs set in it would change" in refused.err
    assert run(tmp_path, "fonts", "add", *four[:2], "--force").code == 0
    assert len(names(tmp_path / "fonts" / "th-test-new")) == 3


def test_a_damaged_family_is_told_beside_the_sound_ones(tmp_path: Path) -> None:
    (tmp_path / "fonts" / "broken").mkdir(parents=True)
    (tmp_path / "fonts" / "broken" / "family.json").write_text("{}", encoding="utf-8")
    done = run(tmp_path, "fonts", "list")
    assert done.code == 5
    assert "sarabun" in done.said
    assert "the record of the family “broken” is damaged" in done.err
    told = run(tmp_path, "fonts", "list", "--format", "json")
    assert told.code == 5
    assert [finding["code"] for finding in json.loads(told.out)["findings"]] == ["font.family-damaged"]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    four = files(tmp_path)
    (tmp_path / "fonts").write_text("in the way", encoding="utf-8")
    done = run(tmp_path, "fonts", "add", *four)
    assert done.code == 6, done.err
