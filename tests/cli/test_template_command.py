"""`gireport template`: what there is, what a copy needs, and what is wrong with a template of one's own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from run_gireport import gireport, names

from gireport.brief.template import Template, built_in_templates

if TYPE_CHECKING:
    from pathlib import Path

OWN = (
    '+++\nversion = 1\nname = "own"\npurpose = "p"\nlanguages = ["en"]\ncalendars = ["ce"]\n{front}+++\n# T\n\n{body}\n'
)


def own(folder: Path, body: str, front: str = "") -> str:
    (folder / "own.md").write_text(OWN.format(front=front, body=body), encoding="utf-8")
    return "own.md"


def test_every_template_is_listed_with_its_purpose(tmp_path: Path) -> None:
    listed = json.loads(gireport(tmp_path, "template", "list", "--format", "json").out)
    assert [each["name"] for each in listed["templates"]] == built_in_templates()
    assert {each["name"]: each["requires"]["one"] for each in listed["templates"]}["level"] == ["level"]
    for language, word in (("en", "in depth"), ("th", "โดยละเอียด")):
        done = gireport(tmp_path, "template", "list", extra={"GIREPORT_MESSAGES": language})
        assert (done.code, done.err) == (0, "")
        assert word in done.said


def test_a_template_is_described(tmp_path: Path) -> None:
    own(tmp_path, "text", '[parameters.contact]\ntype = "text"\ndefault = "-"\n[parameters.day]\ntype = "date"\n')
    said = gireport(tmp_path, "template", "show", "./own.md").said
    assert "contact (text): -" in said
    assert "day (date): has to be set" in said
    shown = json.loads(gireport(tmp_path, "template", "show", "level", "--format", "json").out)
    assert shown["parts"] == ["as-of.md", "how-counted.en.md", "how-counted.md"]
    assert gireport(tmp_path, "template", "show", "levl").code == 4


@pytest.mark.parametrize("name", built_in_templates())
def test_a_copy_has_all_that_it_includes_and_says_the_same(name: str, tmp_path: Path) -> None:
    done = gireport(tmp_path, "template", "init", "mine", "--from", name)
    assert done.code == 0, done.err
    assert f"gireport build mine/{name}.md" in done.err
    copy, built_in = Template.load(tmp_path / "mine" / f"{name}.md"), Template.load(name)
    assert [line.text for line in copy.lines] == [line.text for line in built_in.lines]
    assert set(names(tmp_path / "mine")) >= {f"{name}.md", f"{name}.en.md"}


def test_a_copy_builds_at_once(tmp_path: Path) -> None:
    assert gireport(tmp_path, "template", "init", "mine", "--from", "level").code == 0
    done = gireport(tmp_path, "build", "mine/level.md", "--level", "3", "--lang", "en")
    assert (done.code, done.said.strip()) == (0, "level-3-2554-2565-en.pdf"), done.err


def test_what_is_there_is_not_replaced(tmp_path: Path) -> None:
    own(tmp_path, "text")
    assert gireport(tmp_path, "template", "init", ".", "--from", "level").code == 6
    assert names(tmp_path) == ["own.md"]
    done = gireport(tmp_path, "template", "init", "mine", "--from", "leval")
    assert done.code == 2
    assert "“level”" in done.err
    assert names(tmp_path) == ["own.md"]


@pytest.mark.parametrize("name", built_in_templates())
def test_the_templates_of_the_program_have_no_problem(name: str, tmp_path: Path) -> None:
    done = gireport(tmp_path, "template", "check", name, "--format", "json")
    checked = json.loads(done.out)
    assert (done.code, checked["ok"]) == (0, True)
    # The bundled data tells no provinces apart: that a template could not be tried on it has to be said.
    untried = [finding["code"] for finding in checked["findings"]]
    assert untried == (["template.untried"] * 2 if name == "province" else [])
    assert (checked["composed"] > 0) == (name != "province")


def test_every_problem_is_told_and_the_exit_says_so(tmp_path: Path) -> None:
    own(tmp_path, '```table\ncaption = "c"\ncolumns = ["a", "b"]\n[[row]]\ncells = ["a"]\n```\n\n{{ ref("x") }}')
    done = gireport(tmp_path, "template", "check", "./own.md", "--format", "json")
    assert done.code == 4
    findings = json.loads(done.out)["findings"]
    assert {finding["code"] for finding in findings} == {"directive.cells", "template.dead-reference"}
    assert {finding["file"] for finding in findings} == {"own.md"}
    text = gireport(tmp_path, "template", "check", "./own.md")
    assert text.code == 4
    assert text.said.startswith("./own.md: has problems")


def test_a_fault_that_only_some_selections_meet_is_found(tmp_path: Path) -> None:
    own(tmp_path, "{% if levels | length == 1 %}{{ nowhere }}{% endif %}text")
    done = gireport(tmp_path, "template", "check", "./own.md")
    assert done.code == 4
    assert "nowhere" in done.said


def test_what_cannot_be_tried_is_a_warning(tmp_path: Path) -> None:
    own(tmp_path, "{{ parameters.day | date }}", '[parameters.day]\ntype = "date"\n')
    done = gireport(tmp_path, "template", "check", "./own.md")
    assert done.code == 0
    assert "day" in done.said
    done = gireport(tmp_path, "template", "check", "./own.md", "--set", "day=2022-09-30")
    assert (done.code, done.said.strip()) == (0, "./own.md: no problem found")


LITERAL = """+++
version = 1
name = "literal"
purpose = "ทดสอบ"
+++
# หัวเรื่อง 2565

รวม 77,925 ฉบับ และ ๓๓,๗๐๔ ฉบับ {{ total() }} ร้อยละ 67.9 ตาม ISO 14001 และ 1.77925

{{ 77925 | number
}} กับ 52940 ระดับ 1 ใน 12 ปี

```note
text = "ระดับ 3 มี 10,875 ฉบับ"
```
"""


def test_figures_as_plain_words_are_warned_of(tmp_path: Path) -> None:
    (tmp_path / "literal.md").write_text(LITERAL, encoding="utf-8")
    ended = gireport(tmp_path, "template", "check", "literal.md", "--format", "json")
    assert ended.code == 0
    found = json.loads(ended.out)["findings"]
    assert {finding["code"] for finding in found} == {"template.literal-figure"}
    assert [(finding["line"], finding["message"].split("”")[0].strip("“")) for finding in found] == [
        (8, "77,925"), (8, "๓๓,๗๐๔"), (8, "67.9"), (11, "52940"), (14, "10,875"),
    ]  # fmt: skip
    hints = [finding["hint"] for finding in found]
    calls = ["total()", "total(year=last_year)", "share(total(level=1), total())", "total(level=1)", "total(level=3)"]
    for call, hint in zip(calls, hints, strict=True):
        assert f"{{{{ {call} }}}}" in hint
        computed = LITERAL.split("# หัว")[0] + f"# ก\n\n{{{{ {call} }}}}\n"
        (tmp_path / "computed.md").write_text(computed, encoding="utf-8")
        assert gireport(tmp_path, "template", "check", "computed.md").code == 0
    assert "8 | รวม 77,925" in gireport(tmp_path, "template", "check", "literal.md").said


@pytest.mark.parametrize("template", ["annual", "level", "year", "targets"])
def test_no_built_in_template_has_such_figures(template: str, tmp_path: Path) -> None:
    assert json.loads(gireport(tmp_path, "template", "check", template, "--format", "json").out)["findings"] == []


def codes_of(folder: Path, body: str) -> list[tuple[str, str, int | None]]:
    """Severity, code and line of what is found wrong with a body."""
    own(folder, body)
    found = json.loads(gireport(folder, "template", "check", "./own.md", "--format", "json").out)["findings"]
    assert {finding["file"] for finding in found} == {"own.md"}
    return [(finding["severity"], finding["code"], finding["line"]) for finding in found]


def test_what_readers_would_miss_is_told(tmp_path: Path) -> None:
    """A figure as plain words, a table without a caption, an image without words, a heading left out."""
    (tmp_path / "a.png").write_bytes(b"none")
    assert codes_of(tmp_path, "77,925") == [("warning", "template.literal-figure", 10)]
    assert codes_of(tmp_path, "```table\nsource = 'plan'\ncolumns = ['text']\n```") == [
        ("error", "directive.missing-key", 10)
    ]
    assert ("error", "directive.missing-key", 10) in codes_of(tmp_path, "```figure\ncaption = 'c'\nfile = 'a.png'\n```")
    assert codes_of(tmp_path, "### Deep") == [("error", "template.heading-skipped", 10)]


def test_what_fits_no_page_is_found_once_for_each_table(tmp_path: Path) -> None:
    heads, cells = ['"a long head of a column"'] * 60, ['"{{ total() }}"'] * 60
    rows = f"columns = [{', '.join(heads)}]\n[[row]]\ncells = [{', '.join(cells)}]\n"
    found = codes_of(tmp_path, f'```table\ncaption = "c"\n{rows}```')
    assert [(severity, line) for severity, _, line in found] == [("error", None)]
    assert gireport(tmp_path, "template", "check", "./own.md").code == 4


def test_the_column_of_what_is_marked_is_told(tmp_path: Path) -> None:
    own(tmp_path, "two {{ 1 + }}\n\n{{ totl() }} {{ 'a' | nothing }}")
    done = gireport(tmp_path, "template", "check", "./own.md", "--format", "json")
    assert [(each["line"], each["column"]) for each in json.loads(done.out)["findings"]] == [(10, 5), (12, 23)]
