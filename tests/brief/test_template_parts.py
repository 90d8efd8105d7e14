"""Parameters, requirements, names of files, and parts in files of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from brief_kit import FRONT, TITLE, faults, refused, words

from gireport import Dataset, Template, compose
from gireport.brief.model import plain
from gireport.errors import SelectionError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

OPEN = FRONT[: -len("+++\n")]


def said(kind: str, text: str | None, expression: str, more: str = "") -> str:
    front = f'{OPEN}[parameters.p]\ntype = "{kind}"\n{more}+++\n'
    template = Template.parse(front + TITLE + "{{ " + expression + " }}", "t.md")
    brief = compose(Dataset.bundled().select(), template, parameters={} if text is None else {"p": text})
    return plain(brief.blocks[1].text).replace("\u00a0", " ")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("kind", "text", "expression", "printed"),
    [
        ("text", "กอง 3", "parameters.p", "กอง 3"),
        ("integer", "๑๒", "parameters.p + 1", "13"),
        ("number", "1,234.5", "parameters.p", "1,234.5"),
        ("year", "2560", "total(year=parameters.p)", f"{Dataset.bundled().select(years=[2560]) and ''}"),
        ("level", "3", "parameters.p | level", "ระดับ 3 ระบบสีเขียว"),
        ("flag", "yes", "'a' if parameters.p else 'b'", "a"),
        ("date", "2565-09-30", "parameters.p | date", "30 กันยายน 2565"),
    ],
)
def test_parameters_have_types(kind: str, text: str, expression: str, printed: str) -> None:
    result = said(kind, text, expression)
    assert result == printed if printed else result.replace(",", "").isdigit()


def test_choices_and_defaults() -> None:
    assert said("choice", "b", "parameters.p", 'choices = ["a", "b"]\n') == "b"
    assert said("integer", None, "parameters.p", "default = 4\n") == "4"


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        ("integer", "1.5", "integer"), ("integer", None, "missing"), ("number", "x", "number"), ("year", "65", "year"),
        ("level", "x", "level"), ("province", "Atlantis", "province"), ("flag", "perhaps", "flag"),
        ("date", "soon", "date"), ("text", "a\u200bb", "text"),
    ],
)  # fmt: skip
def test_wrong_parameters_are_refused(kind: str, text: str | None, code: str) -> None:
    with pytest.raises(UsageError) as caught:
        said(kind, text, "1")
    assert [problem.code for problem in caught.value.problems] == [f"usage.parameter-{code}"]


def test_an_unknown_parameter_is_refused_with_the_nearest() -> None:
    template = Template.parse(f'{OPEN}[parameters.contact]\ntype = "text"\ndefault = "x"\n+++\n{TITLE}', "t.md")
    with pytest.raises(UsageError, match="did you mean contact") as caught:
        compose(Dataset.bundled().select(), template, parameters={"contct": "y"})
    assert [problem.code for problem in caught.value.problems] == ["usage.parameter-unknown-near"]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ('[parameters.items]\ntype = "text"\n', "template.parameter-name"),
        ('[parameters.p]\ntype = "choice"\n', "template.parameter-choices"),
        ('[parameters.p]\ntype = "integer"\ndefault = "x"\n', "template.parameter-default"),
        ('[parameters.p]\ntype = "txt"\n', "schema.not-a-choice"),
        ('[parameters.p]\ntype = "text"\nhlp = "x"\n', "schema.unknown-key-near"),
        ('output = "../{template}"\n', "template.output"),
        ('output = "{template.__class__}"\n', "template.output"),
        ("[requires]\nyear = 2\n", "schema.unknown-key-near"),
    ],
)
def test_wrong_declarations_are_refused(lines: str, code: str) -> None:
    problems = refused(lambda: Template.parse(f"{OPEN}{lines}+++\n{TITLE}", "t.md"))
    assert [problem.code for problem in problems] == [code]
    assert problems[0].place.excerpt


@pytest.mark.parametrize(
    ("requires", "code"),
    [("years = 2", "years"), ("levels = 2", "levels"), ("provinces = true", "provinces")],
)
def test_a_selection_that_a_template_cannot_use(requires: str, code: str) -> None:
    template = Template.parse(f"{OPEN}[requires]\n{requires}\n+++\n{TITLE}", "t.md")
    with pytest.raises(SelectionError) as caught:
        compose(Dataset.bundled().select(years=[2565], levels=[1]), template)
    assert [problem.code for problem in caught.value.problems] == [f"selection.requires-{code}"]


def test_a_part_stands_for_its_lines_and_tells_its_own(tmp_path: Path) -> None:
    own, part = tmp_path / "own.md", tmp_path / "part.md"
    own.write_text(
        FRONT + TITLE + '{% for level in levels[:1] %}\n{% include "part.md" %}\n{% endfor %}\n', encoding="utf-8"
    )
    part.write_text("ก {{ level.number }}\n", encoding="utf-8")
    brief = compose(Dataset.bundled().select(), Template.load(own))
    assert plain(brief.blocks[1].text) == "ก 1"  # type: ignore[union-attr]
    assert brief.blocks[1].text[0].origin == "part.md:1"  # type: ignore[union-attr]
    part.write_text("ก\n\n{{ nothng }}\n", encoding="utf-8")
    [problem] = refused(lambda: compose(Dataset.bundled().select(), Template.load(own)))
    assert (problem.place.file, problem.place.line, problem.place.mark) == ("part.md", 3, (3, 9))


def test_the_part_that_comes_with_the_program() -> None:
    assert words('{% include "as-of.md" %}') == "ข้อมูล ณ กันยายน\u00a02565"


@pytest.mark.parametrize(
    ("expression", "printed"),
    [
        ("share(1, 0)", "–"), ("change(1, 0) | percent", "–"), ("share(1, 4) | percent", "ร้อยละ 25.0"),
        ("average(series(1)) | number", "ok"), ("average({last_year: 1, first_year: 2}, 0)", "2"),
        ("average({})", "–"), ("growth({first_year: 2, last_year: 3})", "50.0"), ("growth({})", "–"),
        ("span(worst({first_year: 2, last_year: 1}))", "2565"), ("span(best(series(4)))", "2564"),
        ("rank(1)", "1"), ("1 | counted('factory')", "1 โรง"), ("1234567 | millions", "ประมาณ 1.2 ล้าน"),
        ("2.5 | default(1) | string", ""), ("last_year | ce", "2022"), ("last_year | digits('thai')", "๒๕๖๕"),
        ("'TH-21' | province", "ระยอง"), ("each_year(75)[last_year]", "75"), ("average(each_year(75))", "75.0"),
        ("each_year(75) | length", "12"), ("3 | number(2)", "3.00"), ("'x' if share(1, 0) is none else 'y'", "x"),
    ],
)  # fmt: skip
def test_functions_and_filters(expression: str, printed: str) -> None:
    if not printed:
        assert faults("{{ " + expression + " }}")[0][0] == "template.syntax"
    elif printed == "ok":
        assert words("{{ " + expression + " }}").replace(",", "").replace(".", "").isdigit()
    else:
        assert words("{{ " + expression + " }}").replace("\u00a0", " ") == printed
