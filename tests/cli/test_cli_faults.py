"""Every way to fail from the command line: its exit code, what is said in both languages, and nothing written."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from run_gireport import Ended, command, environment, gireport, names

from gireport.assets import asset

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SMALL = ("--years", "2565", "--level", "5")
FRONT = '+++\nversion = 1\nname = "mine"\npurpose = "ทดลอง"\nhead_left = "ก"\nhead_right = "ข"\nfoot_left = "ค"\n+++\n'


def fails(folder: Path, code: int, *words: str, hint: bool = True) -> tuple[str, str]:
    """What is said in English and in Thai; neither run writes anything."""
    before = names(folder)
    said = []
    for language in ("en", "th"):
        ended = gireport(folder, "--messages", language, *words)
        assert (ended.code, ended.out) == (code, b""), ended.err
        assert ("\n  → " in ended.err) == hint, ended.err
        said.append(ended.err)
    assert names(folder) == before
    english, thai = said
    assert english != thai
    assert any("ก" <= character <= "๙" for character in thai)
    return english, thai


@pytest.mark.parametrize(
    ("words", "english"),
    [
        (("build", "--years", "2011-2022"), "“2011-2022” is a year of the Common Era; the Buddhist era year is 2554"),
        (("build", "--years", "2022"), "the Buddhist era year is 2565"),
        (("build", "--years", "2565-2554"), "the years “2565-2554” run backwards"),
        (("build", "--years", "65"), "“65” is a year of two digits"),
        (("build", "--years", "x"), "“x” is no year"),
        (("build", "--level", "x"), "“x” is no level"),
        (("build", "--level", "5-3"), "“5-3” is no level"),
        (("build", "--level", ""), "“” is no level"),
        (("build", "-o", "{year}.pdf"), "“{year}.pdf” has a pattern that is not known"),
        (("build", "-o", "{years!r}.pdf"), "a pattern that is not known"),
        (("build", "-o", "{years:>99}.pdf"), "a pattern that is not known"),
        (("build", "-o", "{template.__class__}.pdf"), "a pattern that is not known"),
        (("build", "-o", "{.pdf"), "a pattern that is not known"),
        (("build", "-o", "-", "--format", "json"), "would both write to standard output"),
        (("build", "--digit", "thai"), "there is no option --digit"),
        (("build", "--digits", "roman"), "--digits has to be one of: arabic, thai"),
        (("build", "--years"), "--years: "),
        (("build", "--force=1"), "--force: "),
        (("build", "annual", "annual"), "unexpected extra argument"),
        (("biuld",), "there is no command “biuld”\n  → did you mean “build”?"),
        (("frobnicate",), "there is no command “frobnicate”\n  → commands: build"),
    ],
)
def test_2_words_that_make_no_sense(tmp_path: Path, words: tuple[str, ...], english: str) -> None:
    assert english in fails(tmp_path, 2, *words)[0]


@pytest.mark.parametrize(
    "words",
    [
        "build",
        "check x",
        "compare x y",
        "dataset init x",
        "dataset show",
        "template list",
        "template show x",
        "template init x",
        "template check x",
        "batch --by year",
        "verify x",
        "fonts list",
        "fonts check x",
        "fonts add x",
        "doctor",
    ],
)
def test_2_contradictions(tmp_path: Path, words: str) -> None:
    assert "contradict" in fails(tmp_path, 2, *words.split(), "-q", "-v")[0]


def test_2_the_command_to_ask_for_help_is_named(tmp_path: Path) -> None:
    for words in (("--digits", "roman"), ("--years",), ("a", "b"), ("--nothing",)):
        assert "see: gireport build --help" in fails(tmp_path, 2, "build", *words)[0]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the bundled dataset."""
    return shutil.copytree(asset("data", "green-industry"), tmp_path / "data")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_3_a_total_that_is_off_by_one(tmp_path: Path, data: Path) -> None:
    edit(data / "published_totals.csv", "2560,all,2352", "2560,all,2353")
    english, thai = fails(tmp_path, 3, "build", "--data", "data")
    assert english == (
        "published_totals.csv, row 8 column C (total): the stated total is 2,353, the rows add to 2,352\n"
        "  → correct the total, or the row that is wrong\n"
    )
    assert thai.startswith("published_totals.csv, แถว 8 คอลัมน์ C (total): ผลรวมที่ระบุคือ 2,353 แต่ผลบวกของแถวคือ 2,352\n")


def test_3_all_problems_at_once(tmp_path: Path, data: Path) -> None:
    edit(data / "certificates.csv", "2556,3,882", "2556,3,8.82")
    edit(data / "levels.csv", "1,ความ", ",ความ")
    english, _ = fails(tmp_path, 3, "build", "--data", "data")
    assert "certificates.csv, row 14 column C (count): “8.82” is not a whole number" in english
    assert "levels.csv, row 2 column A (level): the cell is blank" in english


def test_3_at_most_fifty_problems_are_told(tmp_path: Path, data: Path) -> None:
    path = data / "certificates.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([lines[0], *(f"{line}x" for line in lines[1:])]), encoding="utf-8")
    english, thai = fails(tmp_path, 3, "build", "--data", "data", hint=False)
    assert english.count("is not a whole number") == 50
    assert english.splitlines()[-1] == "… and 10 more problems"
    assert thai.splitlines()[-1] == "… และอีก 10 รายการ"


def test_4_faults_of_a_template(tmp_path: Path) -> None:
    (tmp_path / "own.md").write_text(FRONT + "# ก\n\n{{ totl() }}\n", encoding="utf-8")
    english, thai = fails(tmp_path, 4, "build", "own.md")
    assert english == (
        "own.md, line 11: an expression uses what is not there: 'totl' is undefined\n"
        "  11 | {{ totl() }}\n     |    ^^^^\n  → did you mean total?\n"
    )
    assert thai.startswith("own.md, บรรทัด 11: ")


def test_4_a_template_cannot_name_a_file_elsewhere(tmp_path: Path) -> None:
    folder = tmp_path / "inner"
    folder.mkdir()
    (folder / "own.md").write_text(FRONT.replace("mine", "../mine") + "# ก\n", encoding="utf-8")
    assert "own.md, line 3: name: “../mine” cannot be part of a file name" in fails(folder, 4, "build", "own.md")[0]
    assert names(tmp_path) == ["inner"]


def test_5_a_character_that_no_font_has_in_a_template(tmp_path: Path) -> None:
    for body, line in (("# ก\n\nข\nค 漢\n", 12), ("# ก 漢\n", 9), ("# ก\n\n```note\ntext = '漢'\n```\n", 11)):
        (tmp_path / "own.md").write_text(FRONT + body, encoding="utf-8")
        ended = gireport(tmp_path, "--messages", "th", "build", "own.md")
        assert (ended.code, names(tmp_path)) == (5, ["own.md"])
        assert f"own.md:{line}: ไม่มีแบบอักษรใดมีอักขระ “漢” (U+6F22 CJK UNIFIED IDEOGRAPH-6F22)" in ended.err


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        ("levels.csv", "ระบบสีเขียว", "ระบบสีเขียว☃", "levels.csv:4"),
        ("levels.csv", "Green System", "Green ☃ System", "levels.csv:4"),
        ("plan.csv", "การพัฒนาและใช้พลังงาน", "☃", "plan.csv:6"),
        ("indicators.csv", "เครือข่ายความร่วมมือ", "☃", "indicators.csv:6"),
    ],
)
def test_5_a_character_that_no_font_has_in_the_data(
    tmp_path: Path, data: Path, file: str, old: str, new: str, place: str
) -> None:
    edit(data / file, old, new)
    ended = gireport(tmp_path, "--messages", "en", "build", "--data", "data", "--level", "3")
    assert (ended.code, names(tmp_path)) == (5, ["data"])
    assert f"{place}: no font has the character “☃” (U+2603 SNOWMAN)" in ended.err
    assert ended.err.count("→") == 1, "once for each character"


def test_6_places_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "folder.pdf" / "annual-2565-level-5.pdf").mkdir(parents=True)
    (tmp_path / "theirs.pdf").write_bytes(b"theirs")
    os.mkfifo(tmp_path / "pipe.pdf")
    for output, english in (
        ("theirs.pdf/brief.pdf", "the folder theirs.pdf does not exist"),
        ("pipe.pdf", "this is no ordinary file"),
        ("n" * 300, "File name too long"),
        ("folder.pdf", "this is a folder"),
    ):
        ended = gireport(tmp_path, "--messages", "en", "build", *SMALL, "-o", output)
        assert (ended.code, ended.out) == (6, b"")
        assert english in ended.err
    assert names(tmp_path) == ["folder.pdf", "pipe.pdf", "theirs.pdf"]


def test_6_comes_before_the_work(tmp_path: Path) -> None:
    # A template that cannot be composed: but where the brief would go is looked at first.
    (tmp_path / "own.md").write_text(FRONT + "# {{ nothing }}\n", encoding="utf-8")
    assert gireport(tmp_path, "build", "own.md", "-o", "none/brief.pdf").code == 6


@pytest.mark.parametrize(
    ("words", "english"),
    [
        (("--years", "2550-2556"), "no data for fiscal year 2550-2553\n  → the data has 2554-2565"),
        (("--level", "5-7,9"), "no data for level 6-7, 9\n  → the data has 1-5"),
        (("--years", "2566", "--level", "0"), "no data for level 0"),
    ],
)
def test_7_the_data_has_not_what_was_asked_for(tmp_path: Path, words: tuple[str, ...], english: str) -> None:
    assert english in fails(tmp_path, 7, "build", *words)[0]


WORDS: list[tuple[str, ...]] = [("build", *SMALL), ("build", "--help"), ("--version",)]


def started(folder: Path, words: tuple[str, ...], stdout: int, prepare: Callable[[], None] | None = None) -> Ended:
    done = subprocess.run(
        command(*words), cwd=folder, env=environment(), stdout=stdout, stderr=subprocess.PIPE, timeout=60,
        preexec_fn=prepare,
    )  # fmt: skip
    return Ended(done.returncode, b"", done.stderr.decode())


@pytest.mark.parametrize("words", WORDS)
def test_a_broken_pipe_is_quiet(tmp_path: Path, words: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ended = started(tmp_path, words, writing)
    finally:
        os.close(writing)
    assert (ended.code, ended.err) == (6, "")


def test_a_reader_that_takes_only_the_beginning_is_served_in_peace(tmp_path: Path) -> None:
    words = " ".join(map(repr, command("build", *SMALL, "-o", "-")))
    done = subprocess.run(
        ["sh", "-c", f"{words} | head -c 10"], cwd=tmp_path, env=environment(), capture_output=True, timeout=60
    )
    assert (done.stdout[:5], len(done.stdout), done.stderr) == (b"%PDF-", 10, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")  # noqa: PTH110
@pytest.mark.parametrize("words", WORDS)
def test_6_standard_output_on_a_full_disk(tmp_path: Path, words: tuple[str, ...]) -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        ended = started(tmp_path, words, full.fileno())
    assert (ended.code, ended.err) == (6, "standard output takes no more: No space left on device\n")


@pytest.mark.parametrize("words", WORDS)
def test_6_standard_output_that_is_closed(tmp_path: Path, words: tuple[str, ...]) -> None:
    ended = started(tmp_path, words, subprocess.DEVNULL, lambda: os.close(1))
    assert (ended.code, ended.err) == (6, "standard output takes no more: Bad file descriptor\n")


@pytest.mark.parametrize("encoding", ["cp874", "cp1252", "ascii:strict"])
@pytest.mark.parametrize("words", [("build", "--help"), ("build", "--years", "ก漢")])
def test_a_console_that_lacks_characters_gets_escapes(tmp_path: Path, words: tuple[str, ...], encoding: str) -> None:
    for language in ("en", "th"):
        said = {"PYTHONIOENCODING": encoding, "GIREPORT_MESSAGES": language}
        ended = gireport(tmp_path, *words, extra=said)
        expected = {"--help": 0, "ก漢": 2}[words[-1]]
        assert ended.code == expected
        text = (ended.out + ended.err.encode("utf-8", "replace")).decode("utf-8", "replace")
        if encoding.startswith("ascii") and language == "th":
            assert "\\u0e" in text


def test_a_file_name_the_console_cannot_show_is_no_crash(tmp_path: Path) -> None:
    ended = gireport(tmp_path, "build", *SMALL, "-o", "สรุป.pdf", extra={"PYTHONIOENCODING": "ascii"})
    assert (ended.code, ended.err) == (0, "")
    assert ended.said == "\\u0e2a\\u0e23\\u0e38\\u0e1b.pdf\n"
    assert names(tmp_path) == ["สรุป.pdf"]


@pytest.mark.skipif(sys.platform != "linux", reason="needs a pipe of a size that the test sets")
@pytest.mark.parametrize(
    ("number", "code", "words"),
    [
        (signal.SIGINT, 130, "interrupted; no file is left half-written\n"),
        (signal.SIGTERM, 143, "ended from outside; no file is left half-written\n"),
    ],
)
def test_what_ends_it_is_said_in_a_line(number: signal.Signals, code: int, words: str, tmp_path: Path) -> None:
    # A pipe too small for the brief: the program waits in the middle of writing, where the signal finds it.
    reading, writing = os.pipe()
    fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, 4096)
    process = subprocess.Popen(
        command("build", *SMALL, "-o", "-"), cwd=tmp_path, env=environment(), stdout=writing, stderr=subprocess.PIPE
    )
    try:
        assert os.read(reading, 5) == b"%PDF-"
        process.send_signal(number)
        _, said = process.communicate(timeout=30)
    finally:
        os.close(writing)
        os.close(reading)
        process.kill()
    assert (process.returncode, said.decode()) == (code, words)


BUG = """
import sys
from gireport.cli import build, main
def broken(*_):
    raise KeyError("ก" if "-q" not in sys.argv else chr(0xdcff))
build.parse_years = broken
sys.exit(main.main(sys.argv[1:]))
"""


def test_1_a_fault_of_the_program_shows_its_trace_only_when_asked(tmp_path: Path) -> None:
    def run(*words: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-c", BUG, "build", *words],
            cwd=tmp_path,
            env=environment(),
            capture_output=True,
            timeout=60,
        )
        return done.returncode, done.stderr.decode()

    code, said = run()
    assert code == 1
    assert "has a fault: KeyError: 'ก'\n  → run the command again with -v" in said
    assert "Traceback" not in said
    for words in (("--verbose",), ("-nv",)):
        code, said = run(*words)
        assert code == 1
        assert "Traceback" in said
    assert run("-q")[0] == 1


def test_3_a_name_too_long_for_the_system(tmp_path: Path) -> None:
    ended = gireport(tmp_path, "build", "--data", "ก" * 300)
    assert ended.code == 3
    assert "กกก" in ended.err


def test_levels_beyond_the_five_are_drawn_too(tmp_path: Path, data: Path) -> None:
    for name, row in (
        ("levels.csv", "6,ระดับใหม่,New Level\n"),
        ("certificates.csv", "".join(f"{year},6,1\n" for year in range(2554, 2566))),
    ):
        with (data / name).open("a", encoding="utf-8") as file:
            file.write(row)
    declaration = (data / "dataset.toml").read_text(encoding="utf-8")
    before, _, rest = declaration.partition("[tables.published_totals]")
    (data / "dataset.toml").write_text(before + rest[rest.index("[tables.indicators]") :], encoding="utf-8")
    assert gireport(tmp_path, "build", "--data", str(data)).code == 0
