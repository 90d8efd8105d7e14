"""What is set once: whether a flag, the environment, `gireport.toml` or the template is heard; what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from run_gireport import gireport, names

from gireport.cli.settings import FILE, Settings
from gireport.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping


def settings(folder: Path, text: str) -> None:
    (folder / FILE).write_text("version = 1\n" + text, encoding="utf-8")


def made(folder: Path, *words: str, extra: Mapping[str, str] | None = None) -> dict[str, Any]:
    done = gireport(folder, "build", *words, "--dry-run", "--format", "json", extra=extra)
    assert done.code == 0, done.err
    said: dict[str, Any] = json.loads(done.out)
    return said


def test_a_flag_goes_before_the_environment_that_before_the_file_that_before_the_template(tmp_path: Path) -> None:
    environment = {"GIREPORT_CALENDAR": "ce"}
    assert made(tmp_path)["calendar"] == "be"
    settings(tmp_path, 'lang = "en"\ncalendar = "be"\n')
    assert (made(tmp_path)["lang"], made(tmp_path)["calendar"]) == ("en", "be")
    assert made(tmp_path, extra=environment)["calendar"] == "ce"
    assert made(tmp_path, "--calendar", "be", extra=environment)["calendar"] == "be"
    assert made(tmp_path, "--lang", "th")["lang"] == "th"


def test_every_setting_is_heard(tmp_path: Path) -> None:
    assert gireport(tmp_path, "dataset", "init", "data").code == 0
    (tmp_path / "out").mkdir()
    settings(
        tmp_path, 'template = "year"\ndata = "data"\ndigits = "thai"\ntheme = "mono"\noutput = "out/{digits}.pdf"\n'
    )
    said = made(tmp_path)
    assert (said["template"], said["digits"], said["theme"]) == ("year", "thai", "mono")
    assert Path(said["output"]) == Path("out/thai.pdf")
    (tmp_path / "data" / "certificates.csv").unlink()
    assert gireport(tmp_path, "build").code == 3
    assert gireport(tmp_path, "dataset", "init", "sound").code == 0
    said = made(tmp_path, "annual", extra={"GIREPORT_DIGITS": "arabic", "GIREPORT_DATA": "sound"})
    assert (said["template"], said["digits"]) == ("annual", "arabic")


def test_paper_is_a_flags_the_environments_the_files_or_the_templates(tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text(
        '+++\nversion = 1\nname = "mine"\npurpose = "p"\npaper = "letter"\n+++\n# ก\n', encoding="utf-8"
    )
    assert made(tmp_path)["paper"] is None
    assert made(tmp_path, "mine.md")["paper"] == "letter"
    settings(tmp_path, 'paper = "a3"\n')
    assert made(tmp_path, "mine.md")["paper"] == "a3"
    extra = {"GIREPORT_PAPER": "a4-landscape"}
    assert made(tmp_path, "mine.md", extra=extra)["paper"] == "a4-landscape"
    assert made(tmp_path, "mine.md", "--paper", "a4", extra=extra)["paper"] == "a4"


def test_limits_are_set_in_the_file_and_the_environment_goes_before_it(tmp_path: Path) -> None:
    settings(tmp_path, "[limits]\npages = 1\ntemplate_kilobytes = 1\nrows = 5\n")
    done = gireport(tmp_path, "build", "-v")
    assert done.code == 4
    assert "more than 1 pages" in done.err
    assert "GIREPORT_MAX_PAGES is “1”, set by gireport.toml" in done.err
    assert gireport(tmp_path, "build", "-n", extra={"GIREPORT_MAX_PAGES": "9"}).code == 0
    (tmp_path / "mine.md").write_text(
        '+++\nversion = 1\nname = "mine"\npurpose = "p"\n+++\n# ก\n\n' + "ก" * 2_000, encoding="utf-8"
    )
    assert "more than 1 kilobytes" in gireport(tmp_path, "build", "mine.md").err
    (tmp_path / "data.csv").write_text("ปี,ระดับ,จำนวน\n" + "2565,1,3\n" * 9, encoding="utf-8")
    assert "GIREPORT_MAX_ROWS" in gireport(tmp_path, "build", "--data", "data.csv").err


def test_a_file_is_looked_for_in_the_working_folder_only(tmp_path: Path) -> None:
    settings(tmp_path, 'lang = "en"\n')
    (tmp_path / "below").mkdir()
    assert made(tmp_path / "below")["lang"] == "th"


def test_messages_are_in_the_language_that_is_set(tmp_path: Path) -> None:
    settings(tmp_path, 'messages = "th"\n')
    assert "ไม่มี" in gireport(tmp_path, "build", "nowhere").err
    assert "there is no template" in gireport(tmp_path, "build", "nowhere", extra={"GIREPORT_MESSAGES": "en"}).err
    assert "there is no template" in gireport(tmp_path, "build", "nowhere", "--messages", "en").err


def test_where_each_comes_from_is_said_on_request(tmp_path: Path) -> None:
    settings(tmp_path, 'lang = "en"\ntheme = "mono"\n')
    done = gireport(tmp_path, "build", "-n", "-v", "--theme", "large", extra={"GIREPORT_CALENDAR": "be"})
    assert done.code == 0
    assert "lang is “en”, set by gireport.toml" in done.err
    assert "calendar is “be”, set by GIREPORT_CALENDAR" in done.err
    assert "theme is" not in done.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('lang = "th"\ndigit = "thai"\n', ["gireport.toml, line 3", "digit", "did you mean digits"]),
        ('lang = "de"\n', ["line 2", "“de”", "th, en"]),
        ("theme = 3\n", ["line 2", "theme"]),
        ("[limits]\nrow = 3\n", ["line 3", "limits.row", "did you mean rows"]),
        ("[limits]\npages = 0\n", ["line 3", "limits.pages", "from 1 to 100000"]),
        ("[limits]\ntemplate_seconds = 1.5\n", ["line 3", "limits.template_seconds", "from 1 to 3600"]),
        ("limits = 3\n", ["line 2", "limits"]),
        ('paper = "b5"\n', ["line 2", "“b5”", "a4-landscape"]),
        ("lang = \n", ["line 2"]),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_line(text: str, said: list[str], tmp_path: Path) -> None:
    settings(tmp_path, text)
    done = gireport(tmp_path, "build")
    assert done.code == 2
    for words in said:
        assert words in done.err, done.err
    assert names(tmp_path) == [FILE]
    assert gireport(tmp_path, "build", "--help").code == 0


def test_a_file_without_a_version_or_of_bytes_that_are_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('lang = "th"\n', encoding="utf-8")
    assert "version" in gireport(tmp_path, "build").err
    (tmp_path / FILE).write_bytes(b"version = 1 # \xff\n")
    assert gireport(tmp_path, "build").code == 2
    (tmp_path / FILE).unlink()
    (tmp_path / FILE).mkdir()
    assert gireport(tmp_path, "build").code == 2


def test_a_variable_that_makes_no_sense_is_refused(tmp_path: Path) -> None:
    done = gireport(tmp_path, "build", extra={"GIREPORT_DIGITS": "roman"})
    assert done.code == 2
    assert "GIREPORT_DIGITS" in done.err


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        (Path(folder) / FILE).write_bytes(text.encode("utf-8", errors="surrogatepass"))
        with pytest.raises(UsageError) as caught:  # none of these has a version
            Settings.read(Path(folder), {})
        assert str(caught.value)


@given(st.sampled_from(["th", "en"]), st.text(st.characters(min_codepoint=97, max_codepoint=122), min_size=1))
def test_what_is_set_reads_back(lang: str, theme: str) -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        settings(Path(folder), f'lang = "{lang}"\ntheme = "{theme}"\n')
        assert Settings.read(Path(folder), {}).defaults() == {"lang": lang, "theme": theme}


def test_check_and_compare_hear_what_is_set_of_data(tmp_path: Path) -> None:
    table = "ระดับ,2564,2565\n1,3,4\n2,5,6\n"
    (tmp_path / "now.csv").write_text(table, encoding="cp874")
    (tmp_path / "then.csv").write_text(table.replace("5,6", "5,7"), encoding="cp874")
    settings(tmp_path, 'data = "now.csv"\nencoding = "tis-620"\nmessages = "th"\n[limits]\nrows = 3\n')
    done = gireport(tmp_path, "check", "-v")
    assert (done.code, "TIS-620" in done.said, "ใช้พิมพ์ได้" in done.said) == (0, True, True)
    assert all(word in done.err for word in ("data คือ “now.csv”", "encoding", "GIREPORT_MAX_ROWS"))
    document = json.loads(gireport(tmp_path, "compare", "then.csv", "--format", "json").said)
    assert (document["new"], [each["difference"] for each in document["revised"]]) == ("now.csv", [-1])
    assert "cp874" in gireport(tmp_path, "check", "--encoding", "cp874", "-v").said
    assert "then.csv" in gireport(tmp_path, "check", "then.csv").said
    settings(tmp_path, 'data = "now.csv"\n[limits]\nrows = 2\n')
    for command in (["check"], ["compare", "then.csv"], ["build"]):
        assert gireport(tmp_path, *command).code == 3, command
    assert gireport(tmp_path, "check", extra={"GIREPORT_MAX_ROWS": "3"}).code == 0
    settings(tmp_path, 'encoding = "latin-1"\n')
    for command in (["check", "now.csv"], ["compare", "then.csv", "now.csv"], ["build"]):
        assert gireport(tmp_path, *command).code == 2, command


def test_how_data_is_read_means_nothing_without_data(tmp_path: Path) -> None:
    done = gireport(tmp_path, "build", "--as-of", "2565-09", "--gaps", "none", "-n")
    assert (done.code, done.out) == (2, b"")
    assert done.err.count("none was named") == 2
