"""`gireport doctor`: what is there, where each setting is from, and whether a brief can be made."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from run_gireport import SOURCE, gireport, names

from gireport import __version__
from gireport.cli import doctor
from gireport.cli.main import main
from gireport.errors import ExitCode, FontError, Problem
from gireport.settings import variables

if TYPE_CHECKING:
    from collections.abc import Mapping


def told(folder: Path, extra: Mapping[str, str] | None = None, code: int = 0) -> dict[str, Any]:
    done = gireport(folder, "doctor", "--format", "json", extra=extra)
    assert done.code == code, done.err
    document: dict[str, Any] = json.loads(done.out)
    return document


def test_it_tells_what_a_brief_is_made_with(tmp_path: Path) -> None:
    said = told(tmp_path)
    assert (said["version"], said["gireport"]) == (1, __version__)
    assert said["annual_brief"]["made"]
    assert said["annual_brief"]["bytes"] > 10_000
    assert said["problems"] == []
    assert [font["key"] for font in said["fonts"]][:2] == ["sarabun", "noto-sans-thai-looped"]
    assert said["fonts"][0]["lacks"] == []
    assert said["programs"]["verapdf"] == shutil.which("verapdf")
    assert Path(said["folders"]["data"]).is_dir()
    assert said["folders"]["working"] == str(tmp_path)
    assert names(tmp_path) == []


def test_libraries_and_extras_are_those_that_the_program_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    project = tomllib.loads((SOURCE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"]]
    for extra, texts in project["optional-dependencies"].items():
        asked += [f'{text}; extra == "{extra}"' for text in texts]
    monkeypatch.setattr(doctor.metadata, "requires", lambda name: asked)
    found = doctor._libraries("")
    assert set(found) == {re.split(r"[<>=\[]", text)[0] for text in project["dependencies"]}
    assert all(found.values())
    assert set(doctor._extras()) == set(project["optional-dependencies"]) - {"dev", "test"}
    assert set(doctor._libraries("sql")) == {"psycopg", "sqlalchemy"}
    assert set(doctor._libraries("fonts")) == {"brotli"}


def test_where_each_setting_comes_from_is_told(tmp_path: Path) -> None:
    (tmp_path / "gireport.toml").write_text(
        'version = 1\nlang = "en"\ntheme = "mono"\n[limits]\npages = 7\nrows = 9\n', encoding="utf-8"
    )
    said = told(tmp_path, {"GIREPORT_THEME": "large", "GIREPORT_MAX_ROWS": "8"})
    settings, limits = said["settings"], said["limits"]
    assert settings["lang"] == {"value": "en", "origin": "gireport.toml"}
    assert settings["theme"] == {"value": "large", "origin": "GIREPORT_THEME"}
    assert settings["calendar"] == {"value": "ce", "origin": "template"}
    assert settings["paper"] == {"value": "a4-landscape", "origin": "theme"}
    assert settings["digits"] == {"value": "arabic", "origin": "built-in"}
    assert settings["messages"]["origin"] == "LC_ALL"
    assert set(limits) == set(variables())
    assert limits["GIREPORT_MAX_PAGES"] == {"value": "7", "origin": "gireport.toml"}
    assert limits["GIREPORT_MAX_ROWS"] == {"value": "8", "origin": "GIREPORT_MAX_ROWS"}
    assert limits["GIREPORT_MAX_COLUMNS"] == {"value": "1024", "origin": "built-in"}


def test_it_is_told_in_words_too(tmp_path: Path) -> None:
    said = gireport(tmp_path, "doctor").said
    assert f"gireport {__version__}, Python" in said
    assert "the annual brief can be made" in said
    assert "setting theme = default (from: template)" in said
    assert "สร้างสรุปประจำปีได้" in gireport(tmp_path, "doctor", "--messages", "th").said


def test_settings_that_make_no_sense_are_told_beside_the_rest(tmp_path: Path) -> None:
    (tmp_path / "gireport.toml").write_text('version = 1\nlang = "de"\n', encoding="utf-8")
    said = told(tmp_path, code=2)
    assert said["annual_brief"]["made"]
    assert "line 2" in said["problems"][0]


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (FontError(Problem("font.unreadable", facts={"reason": "gone"})), ExitCode.FONT),
        (ImportError("no module named reportlab"), ExitCode.MISSING),
        (FileNotFoundError("annual.md"), ExitCode.MISSING),
    ],
)
def test_a_brief_that_cannot_be_made_ends_with_its_code(
    fault: Exception, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*arguments: object, **words: object) -> None:
        raise fault

    monkeypatch.setattr("gireport.rendering.render", fail)
    assert main(["doctor", "--messages", "en"]) == code
    said = capsys.readouterr()
    assert "the annual brief cannot be made" in said.out
    assert said.err


def test_a_damaged_font_of_ones_own_is_told_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "fonts" / "broken").mkdir(parents=True)
    (tmp_path / "fonts" / "broken" / "family.json").write_text("{}", encoding="utf-8")
    said = told(tmp_path, {"GIREPORT_FONTS": str(tmp_path / "fonts")})
    assert "broken" in said["problems"][0]


def test_what_the_platform_lacks_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert doctor._not_guaranteed() == []
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr("gireport.apart.unenforced", lambda: ("megabytes",))
    monkeypatch.delattr("os.O_DIRECTORY")
    assert doctor._not_guaranteed() == ["template-megabytes", "folder-sync", "sigterm"]
