"""`gireport dataset`: a copy that can be built at once, and a description that is the same however data is stored."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from run_gireport import gireport, names

from gireport.assets import asset

if TYPE_CHECKING:
    from pathlib import Path


def test_the_copy_is_built_at_once_and_says_the_same(tmp_path: Path) -> None:
    done = gireport(tmp_path, "dataset", "init", "mine")
    assert (done.code, done.said) == (0, "mine\n")
    assert "gireport build --data mine" in done.err
    source = asset("data", "green-industry")
    assert names(tmp_path / "mine") == sorted(
        path.name for path in source.iterdir() if path.suffix in (".toml", ".csv")
    )
    assert len(names(tmp_path / "mine")) == 9
    assert gireport(tmp_path, "build", "--data", "mine", "-o", "copy.pdf").code == 0
    assert gireport(tmp_path, "build", "-o", "bundled.pdf").code == 0
    assert (tmp_path / "copy.pdf").read_bytes() == (tmp_path / "bundled.pdf").read_bytes()


def test_what_is_there_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a").write_text("kept", encoding="utf-8")
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    for folder, said in (("full", "not replaced"), ("file", "not replaced"), ("no/where", "does not exist")):
        done = gireport(tmp_path, "dataset", "init", folder)
        assert (done.code, done.out) == (6, b""), folder
        assert said in done.err
    assert names(tmp_path / "full") == ["a"]
    done = gireport(tmp_path, "dataset", "init", "empty", "--format", "json")
    assert json.loads(done.said)["folder"] == "empty"
    assert "dataset.toml" in names(tmp_path / "empty")


def test_a_dataset_is_described(tmp_path: Path) -> None:
    said = gireport(tmp_path, "dataset", "show").said
    for words in (
        "green-industry",
        "September\u00a0B.E.\u00a02565",
        "certificates (60)",
        "2554-2565",
        "1-5",
        "77,925",
        "SHA-256",
    ):
        assert words in said
    thai = gireport(tmp_path, "--messages", "th", "dataset", "show").said
    assert "ข้อมูล ณ: กันยายน" in thai
    document = json.loads(gireport(tmp_path, "dataset", "show", "--format", "json").said)
    assert document["version"] == 1
    assert document["certificates"]["by_level"] == {"1": 52940, "2": 13103, "3": 10875, "4": 865, "5": 142}
    assert document["sha256"] in said


def test_the_hash_is_of_the_figures_and_not_of_the_way_they_are_written(tmp_path: Path) -> None:
    assert gireport(tmp_path, "dataset", "init", "mine").code == 0

    def digest() -> str:
        return str(json.loads(gireport(tmp_path, "dataset", "show", "mine", "--format", "json").said)["sha256"])

    path = tmp_path / "mine" / "certificates.csv"
    first, text = digest(), path.read_text(encoding="utf-8")
    path.write_text(text.replace("2565,1,30501", '๒๕๖๕,1,"30,501"'), encoding="utf-8")
    assert digest() == first
    path.write_text(text.replace("2554,4,-", "2554,4,0"), encoding="utf-8")
    assert digest() != first


def test_what_is_no_command_is_refused_with_the_nearest(tmp_path: Path) -> None:
    done = gireport(tmp_path, "dataset", "shwo")
    assert done.code == 2
    assert "did you mean “show”?" in done.err
    done = gireport(tmp_path, "dataset")
    assert (done.code, done.out) == (2, b"")
    assert "init" in done.err
