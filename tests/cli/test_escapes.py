"""What wants out or wants too much, as a user would meet it: whole processes, the usual limits, nothing left behind."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from run_gireport import SOURCE, command, environment, gireport, names

if TYPE_CHECKING:
    from collections.abc import Iterator

FRONT = '+++\nversion = 1\nname = "own"\npurpose = "ทดสอบ"\n+++\n# หัวเรื่อง\n\n'
SECONDS, MEGABYTES = 10, 500
BOMBS = {
    "a loop without an end": "{% for a in [1] * 10**6 %}{% for b in [1] * 10**6 %}{{ b }}{% endfor %}{% endfor %}",
    "a power": "{{ 10**9 ** 10**7 }}",
    "another power": "{% set x = 10**9 ** 10**7 %}{{ x ** x }}",
    "a long text": "{{ 'A' * 10**9 }}",
    "a long list": "{{ ([1] * 10**9) | length }}",
    "texts in texts": "{% set a = 'A' * 10**6 %}{% set b = a * 10**3 %}{{ b }}",
    "many pages": "{% for a in [1] * 10000 %}\n```page-break\n```\n\nx\n\n{% endfor %}",
    "many headings": "{% for a in [1] * 100000 %}\n## x\n\n{% endfor %}",
    "one long line": "{{ 'ก' * 10**6 }}",
    "deep brackets": "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "deep lists": "".join("  " * n + "- x\n" for n in range(2000)),
}
LONG_BUT_SOUND = {"stars": "*" * 200_000, "brackets": "[" * 100_000, "one word": "ก" * 50_000}
HOSTILE = [
    "{{ total() }}", "{% for a in [1] * 10**9 %}x{% endfor %}", "**ก** [ข](http://x.th) <b>", "# ก", "```note", "+++",
    'a" = 1', "=1+1", "(ก) Tj ET Q", "%PDF-1.7 endstream endobj", "{0.__class__}", "%s %n", "$(touch x)",
    "'; drop table",
]  # fmt: skip


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own.md"


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize("name", [*BOMBS, *LONG_BUT_SOUND])
def test_a_bomb_ends_in_time_and_within_memory(name: str, own: Path) -> None:
    own.write_text(FRONT + (BOMBS | LONG_BUT_SOUND)[name], encoding="utf-8")
    # In a process of its own, whose children are those of this one bomb.
    script = (
        "import resource, subprocess, sys\n"
        f"done = subprocess.run({command('build', 'own.md')!r}, capture_output=True)\n"
        "print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)\n"
        "sys.stderr.buffer.write(done.stderr)\n"
    )
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=own.parent, env=environment(), capture_output=True, text=True, timeout=60
    )
    took = time.monotonic() - began
    code, megabytes = map(int, done.stdout.split())
    assert code == 4 or (code == 0 and name in LONG_BUT_SOUND), done.stderr
    assert "Traceback" not in done.stderr
    assert took < SECONDS
    assert megabytes < MEGABYTES
    assert (names(own.parent) == ["own.md"]) == bool(code)


@pytest.mark.parametrize("words", HOSTILE)
def test_data_and_parameters_are_printed_as_they_are(words: str, own: Path) -> None:
    front = FRONT.replace("+++\n#", '[parameters.said]\ntype = "text"\n+++\n#')
    own.write_text(front + "ว่า {{ parameters.said }} จบ\n", encoding="utf-8")
    (own.parent / "t.csv").write_text("ปีงบประมาณ,ระดับ,จำนวน\n2565,1,12\n", encoding="utf-8")
    ended = gireport(own.parent, "build", "own.md", "--set", f"said={words}", "-o", "own.pdf")
    assert (ended.code, ended.err) == (0, "")
    assert f"ว่า {words} จบ" in text_of(own.parent / "own.pdf")
    ended = gireport(own.parent, "build", "--data", "t.csv", "--source", words, "--as-of", "2565-09-30", "-o", "t.pdf")
    assert (ended.code, ended.err.count("error")) == (0, 0)
    assert words in text_of(own.parent / "t.pdf").replace("\r\n", " ")
    assert names(own.parent) == ["own.md", "own.pdf", "t.csv", "t.pdf"]


@pytest.mark.parametrize("words", ["{{ 7 * 7 }}", "**ก**", "<b>ก</b>", "# ก", "```", "(ก) Tj"])
def test_names_in_a_dataset_are_printed_as_they_are(words: str, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(SOURCE / "data" / "green-industry", folder)
    levels = folder / "levels.csv"
    text = levels.read_text(encoding="utf-8")
    assert text.count("ระบบสีเขียว") >= 1
    levels.write_text(text.replace("ระบบสีเขียว", words), encoding="utf-8")
    ended = gireport(
        tmp_path, "build", "level", "--data", "data", "--level", "3", "-o", "a.pdf", "--verify", "--without", "veraPDF"
    )
    assert ended.code == 0, ended.err
    assert words in text_of(tmp_path / "a.pdf").replace("\r\n", " ")


@pytest.mark.parametrize("character", ["\u202e", "\u200b", "\x07", "\ue000", "\u2028"])
def test_what_cannot_be_seen_is_refused_wherever_it_comes_from(character: str, own: Path) -> None:
    folder = own.parent / "data"
    shutil.copytree(SOURCE / "data" / "green-industry", folder)
    levels = folder / "levels.csv"
    levels.write_text(levels.read_text(encoding="utf-8").replace("ระบบสีเขียว", f"ระบบ{character}"), encoding="utf-8")
    ended = gireport(own.parent, "build", "--data", "data")
    assert ended.code == 3
    assert "levels.csv" in ended.err
    own.write_text(FRONT + f"ก{character}ข\n", encoding="utf-8")
    assert gireport(own.parent, "build", "own.md").code in (4, 5)
    assert names(own.parent) == ["data", "own.md"]


@pytest.mark.parametrize(
    "name", ["-x.md", "a b.md", "ก'\"ข.md", "$(touch x).md", "{years}.md", "a\nb.md", "%s.md", ";.md"]
)
def test_a_file_may_be_called_anything(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(FRONT + "ก\n", encoding="utf-8")
    ended = gireport(tmp_path, "build", "-o", "a.pdf", "--", f"./{name}")
    assert ended.code == 0, ended.err
    assert names(tmp_path) == sorted([name, "a.pdf"])
    (tmp_path / name).write_text(FRONT + "{{ x }}\n", encoding="utf-8")
    ended = gireport(tmp_path, "build", "-o", "b.pdf", "--", f"./{name}")
    assert ended.code == 4
    assert "\n\nb" not in ended.err
    table = tmp_path / f"{name}.csv"
    table.write_text("ปีงบประมาณ,ระดับ,จำนวน\n2565,1,x\n", encoding="utf-8")
    assert gireport(tmp_path, "check", "--", f"./{name}.csv").code == 3


@pytest.mark.parametrize(
    "pattern", ["{template.__class__}", "{0}", "{years!r}", "{years:>9}", "{nothing}", "{", "a\x1fb{"]
)
def test_an_output_pattern_is_no_program(pattern: str, tmp_path: Path) -> None:
    ended = gireport(tmp_path, "build", "-o", pattern)
    assert ended.code == 2, ended.err
    assert names(tmp_path) == []


def test_a_theme_and_a_logo_stay_where_they_are(tmp_path: Path) -> None:
    theme = tmp_path / "theme.toml"
    for line in ('file = "../logo.png"', 'file = "/etc/hostname"', 'file = "theme.toml"'):
        theme.write_text(f'version = 1\nextends = "default"\n[logo]\n{line}\nwidth = 20\nalt = "ก"\n', encoding="utf-8")
        ended = gireport(tmp_path, "build", "--theme", "./theme.toml")
        assert ended.code == 4, ended.err
    assert names(tmp_path) == ["theme.toml"]


@pytest.fixture
def slow(own: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The program, while it composes what never ends."""
    own.write_text(FRONT + BOMBS["a loop without an end"], encoding="utf-8")
    process = subprocess.Popen(
        command("build", "own.md", "-o", "own.pdf"), cwd=own.parent, env=environment(), stderr=subprocess.PIPE
    )
    # Until it has the process that composes: then it is past its start.
    deadline = time.monotonic() + 20
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while not children.read_text() and time.monotonic() < deadline:
        time.sleep(0.05)
    yield process
    process.kill()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interruption_leaves_nothing(
    number: signal.Signals, code: int, slow: subprocess.Popen[bytes], own: Path
) -> None:
    slow.send_signal(number)
    _, said = slow.communicate(timeout=20)
    assert slow.returncode == code
    assert b"Traceback" not in said
    assert names(own.parent) == ["own.md"]
