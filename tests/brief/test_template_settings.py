"""A template's front matter: what it must hold, and each fault of it with its line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from brief_kit import FRONT, TITLE, composed, refused

from gireport import Dataset, Template, compose
from gireport.brief.model import plain
from gireport.brief.template import MAX_BYTES, TEMPLATE_VERSION, built_in_templates
from gireport.dataset.fields import Wording
from gireport.errors import SelectionError
from gireport.messages import describe

if TYPE_CHECKING:
    from pathlib import Path

GOOD = ["version = 1", 'name = "t"', 'purpose = { th = "ทดสอบ", en = "a test" }']


def parsed(*front: str, body: str = "# t\n") -> Template:
    return Template.parse("\n".join(["+++", *front, "+++", body]), "t.md")


def found(*front: str) -> list[tuple[str, int | None, object]]:
    """Codes, lines and keys."""
    problems = refused(lambda: parsed(*front))
    assert {problem.place.file for problem in problems} == {"t.md"}
    return [(problem.code, problem.place.line, problem.facts.get("key")) for problem in problems]


def test_a_template_is_what_its_file_says() -> None:
    template = parsed(*GOOD, 'needs = ["plan"]', 'head_left = "ซ้าย"', body="# หนึ่ง\nสอง")
    assert (template.name, template.file, template.needs) == ("t", "t.md", ("plan",))
    assert template.purpose == Wording("ทดสอบ", "a test")
    assert template.head_left == ("ซ้าย", 6)
    assert template.head_right.text == template.foot_left.text == ""
    assert template.body == ("# หนึ่ง\nสอง", 8)


def test_justify() -> None:
    """Set in the front matter, it reaches the brief."""
    assert parsed(*GOOD).justify is False
    template = parsed(*GOOD, "justify = true")
    assert compose(Dataset.bundled().select(), template).justify is True
    assert found(*GOOD, 'justify = "yes"') == [("schema.not-flag", 5, "justify")]


def test_title() -> None:
    """The file's own, its expressions carried out; else the first heading."""
    selection = Dataset.bundled().select(years=[2565])
    assert compose(selection, parsed(*GOOD, body="# หัวเรื่อง\n")).title == "หัวเรื่อง"
    assert compose(selection, parsed(*GOOD, 'title = "ปี {{ last_year }}"')).title == "ปี 2565"
    assert found(*GOOD, "title = 3") == [("schema.not-text", 5, "title")]


def test_one_purpose_serves_for_both_languages() -> None:
    assert parsed(*GOOD[:2], 'purpose = "x"').purpose == Wording("x", "x")


def test_line_ends_of_any_platform_are_the_same() -> None:
    source = FRONT + TITLE + "ก\n\nข\n"
    assert Template.parse(source.replace("\n", "\r\n"), "t.md") == Template.parse(source, "t.md")


@pytest.mark.parametrize(
    ("front", "faults"),
    [
        (GOOD[1:], [("schema.missing-key", None, "version")]),
        (["version = 2", *GOOD[1:]], [("schema.version", 2, "version")]),
        (['version = "1"', *GOOD[1:]], [("schema.version", 2, "version")]),
        (["version = true", *GOOD[1:]], [("schema.version", 2, "version")]),
        ([GOOD[0], GOOD[2]], [("schema.missing-key", None, "name")]),
        ([*GOOD[:2]], [("schema.missing-key", None, "purpose")]),
        ([*GOOD[:2], "purpose = 3"], [("schema.not-table", 4, "purpose")]),
        ([*GOOD[:2], 'purpose = ""'], [("schema.not-text", 4, "purpose")]),
        ([*GOOD[:2], 'purpose = { th = "ก" }'], [("schema.missing-key", 4, "purpose.en")]),
        ([*GOOD[:2], "[purpose]", 'th = "ก"', 'en = "a"', 'fr = "b"'], [("schema.unknown-key", 7, "purpose.fr")]),
        ([GOOD[0], "name = 3", GOOD[2]], [("schema.not-text", 3, "name")]),
        ([*GOOD, "needs = [3]"], [("schema.not-words", 5, "needs")]),
        ([*GOOD, 'needs = "plan"'], [("schema.not-words", 5, "needs")]),
        ([*GOOD, "# a remark", "head_left = []"], [("schema.not-text", 6, "head_left")]),
        ([*GOOD, 'foot_left = "a\\u200bb"'], [("schema.character", 5, "foot_left")]),
        ([*GOOD, 'hed_left = "x"'], [("schema.unknown-key-near", 5, "hed_left")]),
        ([*GOOD, 'quite_other = "x"'], [("schema.unknown-key", 5, "quite_other")]),
        (
            ["version = 9", 'name = "a/b"', "needs = 1", "x = 1"],
            [
                ("schema.version", 2, "version"),
                ("schema.missing-key", None, "purpose"),
                ("schema.not-words", 4, "needs"),
                ("template.name", 3, "name"),
                ("schema.unknown-key", 5, "x"),
            ],
        ),
    ],
)
def test_every_fault_is_found_with_its_line(front: list[str], faults: list[tuple[str, int | None, str]]) -> None:
    assert sorted(found(*front), key=str) == sorted(faults, key=str)


@pytest.mark.parametrize("name", ["a", "annual-2", "สรุปประจำปี", "ปี๒๕๖๕", "a.b"])
def test_a_name_may_be_of_any_script(name: str) -> None:
    assert parsed(GOOD[0], f'name = "{name}"', GOOD[2]).name == name


@pytest.mark.parametrize("name", ["../x", "a/b", "a\\\\b", ".hidden", "-x", "a b", "c:d", "a*", "x" * 65])
def test_a_name_cannot_lead_to_another_folder(name: str) -> None:
    assert found(GOOD[0], f'name = "{name}"', GOOD[2]) == [("template.name", 3, "name")]


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        (["version ="], 2),
        ([*GOOD, "name = = 3"], 5),
        ([*GOOD, 'name = "again"'], 5),
        ([*GOOD, "x = [", "1"], 6),
        ([*GOOD, 'x = "open'], 5),
        (["x = " + "[" * 5000], 2),
    ],
)
def test_what_is_no_toml_is_told_with_its_line(lines: list[str], line: int) -> None:
    [problem] = refused(lambda: parsed(*lines))
    assert (problem.code, problem.place.line) == ("template.front-matter", line)
    # The reader's own line would be that of the front matter, not of the file.
    assert "line" not in str(problem.facts["reason"])


@pytest.mark.parametrize("source", ["", "# t", "+++\nversion = 1\n", "\n+++\n+++\n", "++\n++\n"])
def test_front_matter_has_to_be_there(source: str) -> None:
    [problem] = refused(lambda: Template.parse(source, "t.md"))
    assert (problem.code, problem.place.line) == ("template.no-front-matter", 1)


@pytest.mark.parametrize("character", ["\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"])
@pytest.mark.parametrize("place", [FRONT.index("ทดสอบ"), len(FRONT) + len(TITLE)])
def test_what_stands_for_values_inside_is_refused(character: str, place: int) -> None:
    source = FRONT + TITLE
    with_it = source[:place] + character + source[place:]
    [problem] = refused(lambda: Template.parse(with_it, "t.md"))
    assert problem.code == "template.reserved"
    assert problem.place.line == source[:place].count("\n") + 1
    assert problem.facts["code_point"] == f"U+{ord(character):04X}"


def test_a_file_is_read_with_or_without_a_mark_of_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "t.md"
    path.write_text(FRONT + TITLE, encoding="utf-8-sig")
    assert Template.load(path) == Template.load(str(path))
    assert Template.load(path) == replace(Template.parse(FRONT + TITLE, "t.md"), is_built_in=False)


def test_a_file_that_cannot_be_a_template_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.md"

    def code(name: object = path) -> str:
        [problem] = refused(lambda: Template.load(name))  # type: ignore[arg-type]
        return problem.code

    assert code() == "template.no-file"
    assert code(tmp_path) == "template.no-file"
    assert code(str(tmp_path / ("n" * 300))) == "template.unreadable"
    path.write_bytes((FRONT + TITLE).encode("cp874", "replace"))
    assert code() == "template.encoding"
    path.write_bytes(b"+" * (MAX_BYTES + 1))
    assert code() == "template.too-large"
    path.write_bytes(b"+" * MAX_BYTES)
    assert code() == "template.no-front-matter"


def test_a_bare_word_names_a_built_in_template() -> None:
    assert "annual" in built_in_templates()
    assert Template.load("annual").name == "annual"
    [problem] = refused(lambda: Template.load("anual"))
    assert problem.code == "template.unknown"
    assert "annual" in describe(problem, "en")
    assert "./anual.md" in describe(problem, "en")


def test_the_built_in_templates_are_of_this_version() -> None:
    assert TEMPLATE_VERSION == 1  # a change of the language needs a new number, and readers of the old one
    for name in built_in_templates():
        template = Template.load(name)
        assert template.name == name
        assert template.purpose.th != template.purpose.en


def test_tables_that_a_template_needs_are_asked_for_before_anything_is_made() -> None:
    needing = FRONT.replace("purpose", 'needs = ["plan", "nothing", "levels", "more"]\npurpose')
    with pytest.raises(SelectionError) as caught:
        composed("{{ broken", front=needing)
    [problem] = caught.value.problems
    assert problem.code == "selection.table-missing"
    assert problem.facts["tables"] == "nothing, more"
    assert describe(problem, "en") != describe(problem, "th")


def test_head_and_foot_are_expressions_too_with_lines_of_their_own() -> None:
    settings = 'head_left = "ก {{ last_year }}"\nhead_right = "{{ as_of }}"\nfoot_left = "ข"\n'
    front = FRONT.replace("purpose", f"{settings}purpose")
    furniture = composed("", "thai", front=front).furniture
    assert [plain(text) for text in (furniture.head_left, furniture.head_right, furniture.foot_left)] == [
        "ก ๒๕๖๕", "กันยายน\u00a0๒๕๖๕", "ข",
    ]  # fmt: skip
    assert furniture.head_left[0].origin == "t.md:4"
    for broken, code in (("{{ nothing }}", "undefined"), ("{{ 1 +", "syntax"), ("{{ years }}", "unprintable")):
        [problem] = refused(lambda broken=broken: composed("", front=front.replace("{{ as_of }}", broken)))
        assert (problem.code, problem.place.line) == (f"template.{code}", 5)


def test_a_body_begins_with_a_title() -> None:
    for body in ("text\n", "## ก\n", ""):
        with_body = Template.parse(FRONT + body, "t.md")
        [problem] = refused(lambda with_body=with_body: compose(Dataset.bundled().select(), with_body))
        assert (problem.code, problem.place.line) == ("template.no-title", 6)
