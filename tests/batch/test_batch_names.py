"""Names of files: whatever a value holds, it leads nowhere and every file system takes it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gireport.batch.names import Pattern, safe_value, same_name
from gireport.errors import UsageError
from gireport.messages import hint_of


@given(st.text())
@example("../../etc/passwd")
@example("ก" * 400)
@example("con")
@example("นํ้า" * 60)
def test_a_value_stays_in_its_folder_and_within_what_file_systems_take(value: str) -> None:
    path = Pattern("out/{province}.pdf").fill({"province": value})
    folder, name = path.split("/")
    assert folder == "out"
    assert name.endswith(".pdf")
    assert len(name.encode()) <= 180
    assert not name.startswith((".", "-"))
    assert not set(name) & set('\\:*?"<>|\0\n\t ')
    assert Path(name).stem.lower() not in {"con", "prn", "aux", "nul", "com1", "lpt1"}


@given(st.text(min_size=200, max_size=300), st.text(min_size=200, max_size=300))
def test_long_values_that_differ_have_names_that_differ(one: str, other: str) -> None:
    if safe_value(one) != safe_value(other):
        pattern = Pattern("{province}.pdf")
        assert pattern.fill({"province": one}) != pattern.fill({"province": other})


@pytest.mark.parametrize("length", range(10))
def test_nothing_is_cut_between_a_letter_and_its_marks(length: int) -> None:
    value = "ก" * length + "ที่" * 40
    kept = Pattern("{province}.pdf").fill({"province": value}).rsplit("-", 1)[0]
    assert 100 < len(kept.encode()) < len(value.encode())
    assert value.startswith(kept)
    assert kept.endswith("ที่")


@pytest.mark.parametrize(
    ("one", "other"),
    [("out/Rayong.pdf", "out/RAYONG.pdf"), ("นำ.pdf", "นํา.pdf"), ("é.pdf", "e\u0301.pdf"), ("./a.pdf", "a.pdf")],
)
def test_names_that_some_file_system_takes_for_one_are_one(one: str, other: str) -> None:
    assert one != other
    assert same_name(one) == same_name(other)


@pytest.mark.parametrize("text", ["{", "{}.pdf", "{level!r}.pdf", "{level:03}.pdf", "{level.__class__}.pdf"])
def test_a_pattern_is_no_format_of_pythons(text: str) -> None:
    with pytest.raises(UsageError):
        Pattern(text).fill({"level": "3"})


def test_a_malformed_pattern_is_told_how_to_be_written() -> None:
    with pytest.raises(UsageError) as raised:
        Pattern("{level:03}.pdf")
    assert [problem.code for problem in raised.value.problems] == ["usage.pattern-syntax"]
    assert "such as {level}" in hint_of(raised.value.problems[0], "en")


def test_braces_written_twice_are_braces() -> None:
    assert Pattern("{{a}}/b}}-{level}.pdf").fill({"level": "3"}) == "{a}/b}-3.pdf"


def test_a_pattern_that_is_no_utf_8_is_filled() -> None:
    assert Pattern("\udcff{level}.pdf").fill({"level": "3"}) == "\udcff3.pdf"
    filled = Pattern("\udcff" * 300 + "{level}.pdf").fill({"level": "3"})
    assert filled.startswith("\udcff")
    assert 170 < len(os.fsencode(filled)) <= 180


def test_a_pattern_knows_the_folder_that_all_its_files_are_in() -> None:
    assert Pattern("out/{level}/{year}.pdf").root == Path("out")
    assert Pattern("{level}.pdf").root == Path()
    assert Pattern("/a/b-{level}.pdf").root == Path("/a")
