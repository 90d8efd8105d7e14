"""`gireport sign`, as a user starts it."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from run_gireport import Ended, command, environment, gireport, names
from sign_kit import (
    DAY,
    DEPUTY,
    LONG_NAME,
    NOW,
    OFFICIAL,
    PASSWORD,
    SERVER,
    brief_file,
    key_usage,
    other_key,
    pkcs12_file,
    rsa_key,
    weakly_certified,
)

from gireport.errors import OutputError
from gireport.signing.reading import signatures

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SIGN = ("sign", "a.pdf", "--pkcs12", "key.p12", "--password-file", "password.txt")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a brief, a key and its password."""
    brief_file(tmp_path / "a.pdf")
    (tmp_path / "key.p12").write_bytes(pkcs12_file())
    (tmp_path / "password.txt").write_text(PASSWORD + "\n", encoding="utf-8")
    return tmp_path


def signers(path: Path) -> list[str]:
    found = signatures(path.read_bytes())
    assert all(each.holds for each in found)
    return [each.signer for each in found]


# -- what it makes


def test_a_brief_is_signed_and_proven(folder: Path, program: Callable[[str], str]) -> None:
    program("verapdf")
    assert gireport(folder, "build", "-o", "a.pdf").code == 0
    ended = gireport(folder, *SIGN, "--visible", "--reason", "ตรวจแล้ว", "-o", "b.pdf", "--format", "json")
    assert (ended.code, ended.err) == (0, "")
    told = json.loads(ended.out)
    assert abs(datetime.fromisoformat(told.pop("time")) - datetime.now(UTC)) < timedelta(minutes=5)
    files = [{"file": "a.pdf", "output": "b.pdf", "page": told["files"][0]["page"]}]
    assert told == {"version": 1, "signer": OFFICIAL, "written": True, "files": files}
    assert told["files"][0]["page"] >= 3
    proof = gireport(folder, "verify", "b.pdf")
    assert proof.code == 0
    assert re.search(f"  signed by {OFFICIAL}, [-0-9]{{10}} [:0-9]{{8}}\\+07:00: covers the whole file\n", proof.said)
    assert proof.said.count("problems found: 0") == 5
    document = json.loads(gireport(folder, "verify", "b.pdf", "--without", "veraPDF", "--format", "json").out)
    [found] = document["files"][0]["signatures"]
    assert (found["signer"], found["covers_whole_file"], found["intact"]) == (OFFICIAL, True, True)
    assert document["files"][0]["parts"]["signatures"] is True


def test_a_changed_byte_is_told_by_verify(folder: Path) -> None:
    assert gireport(folder, "build", "-o", "a.pdf").code == 0
    assert gireport(folder, *SIGN, "--in-place").code == 0
    content = bytearray((folder / "a.pdf").read_bytes())
    at = content.index(b"<dc:title>") - 1
    content[at] ^= 1
    (folder / "a.pdf").write_bytes(content)
    ended = gireport(folder, "verify", "a.pdf", "--without", "veraPDF", "--format", "json")
    assert ended.code == 9
    [problem] = [each for each in json.loads(ended.out)["files"][0]["problems"] if each["part"] == "signatures"]
    assert (problem["code"], problem["signer"]) == ("verify.signature-broken", OFFICIAL)
    assert gireport(folder, "verify", "a.pdf", "--without", "veraPDF", "--without", "signatures").code == 0
    again = gireport(folder, *SIGN, "--in-place")
    assert again.code == 9
    assert f"changed after it was signed by {OFFICIAL}" in again.err
    assert (folder / "a.pdf").read_bytes() == bytes(content)


def test_a_signed_brief_is_replaced_by_no_command(folder: Path) -> None:
    assert gireport(folder, "build", "-o", "b.pdf").code == 0
    assert gireport(folder, *SIGN, "-o", "b.pdf").code == 0  # an unsigned brief of ours
    for words in (("build", "-o", "b.pdf"), (*SIGN, "-o", "b.pdf")):
        ended = gireport(folder, *words)
        assert ended.code == 6
        assert "--force" in ended.err
    assert signers(folder / "b.pdf") == [OFFICIAL]
    assert gireport(folder, *SIGN, "-o", "b.pdf", "--force").code == 0
    assert gireport(folder, "build", "-o", "b.pdf", "--force").code == 0
    assert signers(folder / "b.pdf") == []


def test_in_place_and_a_second_time(folder: Path) -> None:
    before = (folder / "a.pdf").read_bytes()
    (folder / "a.pdf").chmod(0o640)
    assert gireport(folder, *SIGN, "--visible", "--in-place").said == "a.pdf\n"
    (folder / "key.p12").write_bytes(pkcs12_file(DEPUTY))
    assert gireport(folder, *SIGN, "--in-place").code == 0
    assert signers(folder / "a.pdf") == [OFFICIAL, DEPUTY]
    told = gireport(folder, "verify", "a.pdf", "--without", "veraPDF", "--without", "data").said
    assert re.findall("signed by (.+), .+: covers (the whole file|what was there then)", told) == [
        (OFFICIAL, "what was there then"),
        (DEPUTY, "the whole file"),
    ]
    assert (folder / "a.pdf").read_bytes().startswith(before)
    assert (folder / "a.pdf").stat().st_mode & 0o777 == 0o640
    ended = gireport(folder, *SIGN, "--visible", "--in-place")
    assert ended.code == 9
    assert "sign without --visible" in ended.err


@pytest.mark.parametrize("output", ["out", "out/{name}.pdf", "out/signed-{name}.pdf"])
def test_many_files_into_a_folder(output: str, folder: Path) -> None:
    brief_file(folder / "สรุป.pdf")
    (folder / "out").mkdir()
    ended = gireport(folder, *SIGN[:2], "สรุป.pdf", *SIGN[2:], "-o", output)
    assert ended.code == 0
    prefix = "signed-" if "signed-" in output else ""
    assert ended.said.splitlines() == [f"out/{prefix}a.pdf", f"out/{prefix}สรุป.pdf"]
    assert all(signers(path) == [OFFICIAL] for path in (folder / "out").iterdir())


def test_where_one_cannot_be_signed_none_is_written(folder: Path) -> None:
    (folder / "b.pdf").write_text("%PDF-1.7\nnothing")
    (folder / "c.txt").write_text("text")
    (folder / "out").mkdir()
    ended = gireport(folder, "sign", "a.pdf", "b.pdf", "c.txt", *SIGN[2:], "-o", "out")
    assert ended.code == 9
    assert "b.pdf: it cannot be read as a PDF" in ended.err
    assert "c.txt: this is no PDF file" in ended.err
    assert names(folder / "out") == []


def test_nothing_is_written_by_a_dry_run(folder: Path) -> None:
    ended = gireport(folder, *SIGN, "-o", "b.pdf", "-n", "--format", "json")
    assert (ended.code, json.loads(ended.out)["written"]) == (0, False)
    assert "b.pdf" not in names(folder)


def test_a_file_that_was_changed_meanwhile_is_not_written_over(folder: Path) -> None:
    from gireport.cli import sign

    path = folder / "a.pdf"
    other = sign._Signed(str(path), path, b"%PDF-1.7 what was read", b"%PDF-1.7 signed", None)
    with pytest.raises(OutputError, match="changed while it was being signed"):
        sign._write([other])
    assert path.read_bytes().startswith(b"%PDF-1.7\n%")


# -- where and when


def test_where_it_is_seen(folder: Path) -> None:
    import pikepdf

    def rectangle(*words: str) -> list[float]:
        ended = gireport(folder, *SIGN, "--visible", "-o", "b.pdf", "--force", *words)
        assert ended.code == 0, ended.err
        with pikepdf.open(folder / "b.pdf") as pdf:
            return [float(edge) for edge in pdf.pages[0].Annots[0].Rect]

    free = rectangle()
    assert free[2] == pytest.approx((210 - 20) * 72 / 25.4, abs=0.1)  # at the right margin
    said = rectangle("--at", "20,40", "--page", "1")
    assert said[:2] == pytest.approx([20 * 72 / 25.4, 40 * 72 / 25.4], abs=0.1)
    over = gireport(folder, *SIGN, "--visible", "-o", "b.pdf", "--force", "--at", "25,260")
    assert over.code == 0
    assert "stands over what is printed on page 1" in over.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--page", "2"), "there is no page 2; the file has 1"),
        (("--at", "150,10"), "would leave page 1"),
        (("--at", "10"), "is no place on a page"),
        (("--at", "-1,4"), "is no place on a page"),
    ],
)
def test_places_that_are_none(words: tuple[str, ...], told: str, folder: Path) -> None:
    ended = gireport(folder, *SIGN, "--visible", "-o", "b.pdf", *words)
    assert ended.code == 2
    assert told in ended.err


def test_a_full_or_turned_page_is_refused(folder: Path) -> None:
    import pikepdf

    with pikepdf.open(folder / "a.pdf", allow_overwriting_input=True) as pdf:
        pdf.pages[0].contents_add(b"/Artifact BMC 0 0 600 900 re f EMC")
        pdf.save(folder / "full.pdf")
        pdf.pages[0]["/Rotate"] = 90
        pdf.save(folder / "turned.pdf")
    for file, told in (("full", "has no room of 70 by"), ("turned", "is turned")):
        ended = gireport(folder, "sign", f"{file}.pdf", *SIGN[2:], "--visible", "-o", "b.pdf")
        assert ended.code == 2
        assert told in ended.err


def test_when(folder: Path) -> None:
    early = NOW - DAY
    for words, extra in (
        (("--time", early.isoformat()), {}),
        (("--time", early.isoformat()), {"SOURCE_DATE_EPOCH": "7"}),
        ((), {"SOURCE_DATE_EPOCH": str(int(early.timestamp()))}),
    ):
        assert gireport(folder, *SIGN, "-o", "b.pdf", "--force", *words, extra=extra).code == 0
        [found] = signatures((folder / "b.pdf").read_bytes())
        assert found.moment == early


@pytest.mark.parametrize(
    ("words", "extra", "told"),
    [
        (("--time", "tomorrow"), {}, "is no time of signing"),
        (("--time", "2022-09-30T16:30"), {}, "is no time of signing"),
        (("--time", "2565-09-30T16:30+07:00"), {}, "still to come"),
        (("--time", (NOW - 60 * DAY).isoformat()), {}, "is not valid yet at"),
        ((), {"SOURCE_DATE_EPOCH": "soon"}, "SOURCE_DATE_EPOCH"),
        ((), {"SOURCE_DATE_EPOCH": "0"}, "is not valid yet at"),
    ],
)
def test_times_that_are_none(words: tuple[str, ...], extra: dict[str, str], told: str, folder: Path) -> None:
    ended = gireport(folder, *SIGN, "-o", "b.pdf", *words, extra=extra)
    assert ended.code == 2
    assert told in ended.err
    assert "b.pdf" not in names(folder)


# -- what it refuses

BAD_KEYS: dict[str, tuple[Callable[[], bytes], str]] = {
    "expired": (lambda: pkcs12_file(first=NOW - 9 * DAY, last=NOW - DAY), "has expired by"),
    "early": (lambda: pkcs12_file(first=NOW + DAY, last=NOW + 9 * DAY), "is not valid yet at"),
    "usage": (lambda: pkcs12_file(usage=key_usage(signs=False)), "is not for signing documents"),
    "purpose": (lambda: pkcs12_file(purposes=(SERVER,)), "is not for signing documents"),
    "short": (lambda: pkcs12_file(key=rsa_key(1024)), "RSA of at least 2048 bits"),
    "kind": (lambda: pkcs12_file(key=other_key()), "RSA of at least 2048 bits"),
    "no key": (lambda: pkcs12_file(with_key=False), "no key together with its certificate"),
    "weak": (weakly_certified, "is signed with SHA1"),
    "name": (lambda: pkcs12_file("ก\u202eข"), "the name in the certificate cannot be printed: “ก\\u202eข”"),
    "text": (lambda: b"-----BEGIN PRIVATE KEY-----\n", "this is no PKCS#12 file"),
    "empty": (lambda: b"", "this is no PKCS#12 file"),
    "cut": (lambda: pkcs12_file()[:500], "is damaged"),
}


@pytest.mark.parametrize("kind", BAD_KEYS)
def test_keys_that_are_unfit(kind: str, folder: Path) -> None:
    make, told = BAD_KEYS[kind]
    (folder / "key.p12").write_bytes(make())
    ended = gireport(folder, *SIGN, "-o", "b.pdf")
    assert ended.code == 2
    assert told in ended.err
    assert ended.err.startswith("key.p12: ")
    assert "b.pdf" not in names(folder)


def test_everything_that_is_wrong_with_a_key_is_told_at_once(folder: Path) -> None:
    (folder / "key.p12").write_bytes(
        pkcs12_file("x" * 300, rsa_key(1024), first=NOW - 9 * DAY, last=NOW - DAY, purposes=(SERVER,))
    )
    ended = gireport(folder, *SIGN, "-o", "b.pdf")
    assert (ended.code, ended.err.count("key.p12: ")) == (2, 4)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "use either --output or --in-place"),
        (("--in-place", "-o", "b.pdf"), "use either --output or --in-place"),
        (("-o", "b.pdf", "--page", "1"), "--page says how a signature is seen"),
        (("-o", "b.pdf", "--at", "1,1"), "--at says how a signature is seen"),
        (("-o", "a.pdf"), "one of those to be signed"),
        (("-o", "-"), "“-” is neither a folder nor the name of a PDF file"),
        (("-o", "signed"), "make the folder first"),
        (("-o", "{nme}.pdf"), "keys in braces: name"),
        (("-o", "{name:>9}.pdf"), "keys in braces: name"),
        (("-o", "b.pdf", "--reason", "ก\u200bข"), "the reason cannot be printed"),
        (("-o", "b.pdf", "--reason", "ก" * 121), "at most 120 characters"),
    ],
)
def test_words_that_make_no_sense(words: tuple[str, ...], told: str, folder: Path) -> None:
    ended = gireport(folder, *SIGN, *words)
    assert ended.code == 2
    assert told in ended.err


def test_two_files_do_not_become_one(folder: Path) -> None:
    brief_file(folder / "b.pdf")
    ended = gireport(folder, *SIGN[:2], "b.pdf", *SIGN[2:], "-o", "c.pdf")
    assert ended.code == 2
    assert "put {name} into --output" in ended.err


@pytest.mark.parametrize("missing", ["a.pdf", "key.p12", "password.txt"])
def test_files_that_are_not_there(missing: str, folder: Path) -> None:
    (folder / missing).unlink()
    ended = gireport(folder, *SIGN, "-o", "b.pdf")
    assert ended.code == (6 if missing == "a.pdf" else 2)
    assert missing in ended.err


def test_without_the_extra(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    import importlib.util

    from gireport.cli.main import main

    assert gireport(folder, *SIGN, "-o", "b.pdf").code == 0
    find = importlib.util.find_spec

    def found(name: str, package: str | None = None) -> Any:
        return None if name == "pyhanko" else find(name, package)

    monkeypatch.setattr(importlib.util, "find_spec", found)
    monkeypatch.setattr("gireport.signing.reading.find_spec", found)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("GIREPORT_MESSAGES", "en")
    assert main([*SIGN, "-o", "c.pdf"]) == 10
    assert "pip install 'gireport[sign]'" in capsys.readouterr().err
    assert main(["verify", "b.pdf", "--without", "veraPDF", "--without", "data"]) == 10
    assert "--without signatures" in capsys.readouterr().err
    assert "c.pdf" not in names(folder)


def test_only_signing_imports_what_signs(folder: Path) -> None:
    code = "import sys\nfrom gireport.cli.main import main\nmain(sys.argv[1:])\nprint(*sorted(sys.modules))"
    judge = ("verify", "a.pdf", "--without", "veraPDF")  # a file that is not signed
    for words in (("sign", "--help"), (*SIGN, "-o", "a.pdf"), ("build", "-o", "b.pdf"), judge, ("doctor",)):
        done = subprocess.run(
            [sys.executable, "-c", code, *words], cwd=folder, env=environment(), capture_output=True, text=True
        )
        modules = set(done.stdout.splitlines()[-1].split())  # below what the command has said
        assert "gireport.cli.main" in modules
        assert not {"pyhanko", "cryptography", "asn1crypto"} & modules


# -- the password


def _leaks(ended: Ended, folder: Path) -> list[str]:
    """Where the password, or any encoding of it, is found."""
    kinds = [
        PASSWORD.encode(),
        PASSWORD.encode("utf-16-be"),
        repr(PASSWORD).encode(),
        json.dumps(PASSWORD).encode()[1:-1],
    ]
    places = {"stdout": ended.out, "stderr": ended.err.encode()}
    places |= {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    places.pop("password.txt", None)
    assert len(places) > 3
    return [place for place, content in places.items() if any(kind in content for kind in kinds)]


@pytest.mark.parametrize("way", ["file", "environment"])
def test_a_password_is_in_nothing(way: str, folder: Path) -> None:
    words = SIGN if way == "file" else SIGN[:4]
    extra = {"GIREPORT_SIGN_PASSWORD": PASSWORD} if way == "environment" else {}
    for more, code in (
        (("-v", "-o", "b.pdf"), 0),
        (("-v", "-o", "c.pdf", "--format", "json", "--visible"), 0),
        (("-v", "-o", "b.pdf"), 6),
        (("-v", "-o", "d.pdf", "--time", (NOW - 60 * DAY).isoformat()), 2),
    ):
        ended = gireport(folder, *words, *more, extra=extra)
        assert ended.code == code, ended.err
        assert _leaks(ended, folder) == []
    (folder / "key.p12").write_bytes(pkcs12_file(password="another"))
    ended = gireport(folder, *words, "-v", "-o", "e.pdf", extra=extra)
    assert ended.code == 2
    assert "the password does not open the file" in ended.err
    assert _leaks(ended, folder) == []


def test_a_fault_of_the_program_shows_no_password(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from gireport.cli.main import main
    from gireport.signing import writing

    class FaultError(Exception):  # of no kind that a spoilt file brings about
        pass

    def fail(*words: object) -> None:
        raise FaultError("a fault")

    monkeypatch.setattr(writing, "_signed", fail)
    monkeypatch.chdir(folder)
    assert main([*SIGN, "-v", "-o", "b.pdf"]) == 1
    said = capsys.readouterr()
    assert "Traceback" in said.err
    assert _leaks(Ended(1, said.out.encode(), said.err), folder) == []


def test_an_empty_password_and_one_without_line_end(folder: Path) -> None:
    (folder / "password.txt").write_text(PASSWORD, encoding="utf-8")
    assert gireport(folder, *SIGN, "-o", "b.pdf").code == 0
    (folder / "password.txt").write_bytes(PASSWORD.encode() + b"\r\n")
    assert gireport(folder, *SIGN, "-o", "c.pdf").code == 0
    (folder / "key.p12").write_bytes(pkcs12_file(password=""))
    (folder / "password.txt").write_text("")
    assert gireport(folder, *SIGN, "-o", "d.pdf").code == 0


@pytest.mark.parametrize("content", [b"a\nb\n", b"\xff\xfe", b"a" * 2000, b"a\0b"])
def test_files_that_hold_no_password(content: bytes, folder: Path) -> None:
    (folder / "password.txt").write_bytes(content)
    ended = gireport(folder, *SIGN, "-o", "b.pdf")
    assert ended.code == 2
    assert "does not hold a password" in ended.err


def test_nobody_is_asked_where_there_is_no_terminal(folder: Path) -> None:
    done = subprocess.run(
        command(*SIGN[:4], "-o", "b.pdf"), cwd=folder, env=environment(), stdin=subprocess.DEVNULL, capture_output=True
    )
    assert done.returncode == 2
    assert b"--password-file" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no terminals to make there")
@pytest.mark.parametrize("answer", [PASSWORD, "\x03"])
def test_the_terminal_is_asked_and_shows_nothing(answer: str, folder: Path) -> None:
    import pty

    child, terminal = pty.fork()
    if child == 0:  # the program, with the terminal as all of its streams
        os.chdir(folder)
        words = command(*SIGN[:4], "-o", "b.pdf")
        os.execve(words[0], words, environment())
    said, sent = b"", False
    while select.select([terminal], [], [], 30)[0]:
        try:
            more = os.read(terminal, 4096)
        except OSError:  # how Linux tells the end of a terminal
            break
        if not more:
            break
        said += more
        if not sent and b"Password of key.p12:" in said:
            time.sleep(0.5)  # what is typed before the terminal is told to be silent is thrown away
            os.write(terminal, answer.encode() + (b"" if answer == "\x03" else b"\n"))
            sent = True
    else:
        os.kill(child, signal.SIGKILL)  # it has said nothing for half a minute
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    assert sent
    assert PASSWORD.encode() not in said
    assert os.waitstatus_to_exitcode(status) == (130 if answer == "\x03" else 0)
    assert ("b.pdf" in names(folder)) == (answer == PASSWORD)


def test_long_names_bring_no_warning(folder: Path) -> None:
    (folder / "key.p12").write_bytes(pkcs12_file(LONG_NAME))
    ended = gireport(folder, *SIGN, "--visible", "-o", "b.pdf")
    assert (ended.code, ended.err) == (0, "")
    assert signers(folder / "b.pdf") == [LONG_NAME]
