"""Parameters of a template, whatever is set: a value of their type, or each refused at once."""

from __future__ import annotations

import json

import pytest
from brief_kit import FRONT, TITLE
from hypothesis import given
from hypothesis import strategies as st

from gireport import Dataset, Template, compose
from gireport.brief.model import Paragraph, plain
from gireport.brief.parameters import Parameter, settled
from gireport.errors import TemplateError, UsageError
from gireport.thai.digits import to_thai_digits

ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=40)
VISIBLE = st.text(st.sampled_from("กขค ab12{}%#*_`<>[]()|+\"'\\=&$~!-."), min_size=1, max_size=40)
KINDS = ["text", "integer", "number", "year", "level", "province", "flag", "choice", "date"]


def parameter(kind: str, *choices: str) -> Parameter:
    return Parameter("p", kind, None, choices)  # type: ignore[arg-type]


@given(st.sampled_from(KINDS), ANY_TEXT)
def test_whatever_is_set_is_of_its_type_or_refused(kind: str, text: str) -> None:
    one = parameter(kind, *(["ก", "ข"] if kind == "choice" else []))
    try:
        value = one.read(text)
    except ValueError:
        with pytest.raises(UsageError) as caught:
            settled([one], {"p": text})
        assert [problem.code.startswith("usage.parameter-") for problem in caught.value.problems] == [True]
    else:
        assert settled([one], {"p": text}) == {"p": value}


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_a_whole_number_is_read_back_in_either_digits(number: int) -> None:
    assert parameter("integer").read(str(number)) == number
    assert parameter("integer").read(to_thai_digits(str(number))) == number


@given(st.lists(VISIBLE, min_size=1, max_size=5, unique=True), VISIBLE)
def test_a_choice_is_one_of_its_words(choices: list[str], text: str) -> None:
    one = parameter("choice", *choices)
    assert [one.read(choice) for choice in choices] == choices
    if text not in choices:
        with pytest.raises(UsageError):
            settled([one], {"p": text})


@given(st.lists(st.sampled_from(["a", "b", "c", "d"]), min_size=1, unique=True))
def test_everything_that_is_wrong_is_told_at_once(names: list[str]) -> None:
    declared = [Parameter(name, "integer", None) for name in ("a", "b", "c")]
    with pytest.raises(UsageError) as caught:
        settled(declared, dict.fromkeys(names, "x"))
    assert len(caught.value.problems) == len({"a", "b", "c"} | set(names))


def printed(more: str, values: dict[str, str]) -> str:
    """What a template with a text parameter, declared with `more`, prints of it."""
    front = FRONT[: -len("+++\n")] + f'[parameters.p]\ntype = "text"\n{more}+++\n'
    template = Template.parse(front + TITLE + "ก{{ parameters.p }}ข\n", "t.md")
    [_, block] = compose(Dataset.bundled().select(), template, parameters=values).blocks
    assert isinstance(block, Paragraph)
    return plain(block.text)


@given(VISIBLE.filter(str.strip))
def test_a_text_is_printed_as_it_is_whether_set_or_by_default(text: str) -> None:
    expected = f"ก{text.strip()}ข"
    assert printed("", {"p": text}) == expected
    assert printed(f"default = {json.dumps(text)}\n", {}) == expected


@given(st.text(" ", min_size=1, max_size=9))
def test_a_text_of_blanks_is_refused_whether_set_or_by_default(blanks: str) -> None:
    with pytest.raises(UsageError):
        printed("", {"p": blanks})
    with pytest.raises(TemplateError):
        printed(f'default = "{blanks}"\n', {})
