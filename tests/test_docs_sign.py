"""The page on signing: its commands run, and end as it tells."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

from sign_kit import DEPUTY, OFFICIAL, PASSWORD, pkcs12_file

from gireport.signing.reading import signatures

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_every_command_ends_as_the_page_tells(tmp_path: Path) -> None:
    (tmp_path / "key.p12").write_bytes(pkcs12_file(OFFICIAL))
    (tmp_path / "deputy.p12").write_bytes(pkcs12_file(DEPUTY))
    (tmp_path / "password.txt").write_text(PASSWORD, encoding="utf-8")
    (tmp_path / "wrong.txt").write_text("wrong", encoding="utf-8")
    blocks = BLOCK.findall((ROOT / "docs" / "sign.md").read_text(encoding="utf-8"))
    lines = [line for block in blocks for line in block.splitlines()]
    assert len(lines) >= 7
    for line in lines:
        command, _, told = line.partition(" # exit ")
        words = shlex.split(command)
        assert words[0] == "gireport"
        done = subprocess.run([sys.executable, "-m", *words], cwd=tmp_path, capture_output=True, check=False)
        assert done.returncode == int(told or 0), (line, done.stderr.decode())
    found = signatures((tmp_path / "signed.pdf").read_bytes())
    assert [(each.signer, each.holds) for each in found] == [(OFFICIAL, True), (DEPUTY, True)]
    assert not (tmp_path / "again.pdf").exists()


def test_the_script_that_signs_a_folder_runs(tmp_path: Path) -> None:
    (tmp_path / "key.p12").write_bytes(pkcs12_file(OFFICIAL))
    (tmp_path / "password.txt").write_text(PASSWORD, encoding="utf-8")
    gireport = tmp_path / "gireport"
    gireport.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m gireport "$@"\n')
    gireport.chmod(0o755)
    path = {"PATH": f"{tmp_path}:/usr/bin:/bin", "PYTHONPATH": str(ROOT)}
    script = ["sh", str(ROOT / "examples" / "sign-folder.sh"), "key.p12", "password.txt"]
    done = subprocess.run(script, cwd=tmp_path, env=path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    made = sorted((tmp_path / "signed").iterdir())
    assert len(made) == 5
    for file in made:
        assert [each.holds for each in signatures(file.read_bytes())] == [True]
