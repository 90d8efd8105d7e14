"""Problems of settings: the line that they stand on, and the character that the reader of TOML names."""

from __future__ import annotations

import pytest
from brief_kit import FRONT, TITLE, composed, refused
from hypothesis import given
from hypothesis import strategies as st

from gireport import Template
from gireport.brief.settings import TomlError, read_toml
from gireport.errors import Place


def marked(body: str) -> list[tuple[str, str]]:
    """The line of each problem, and that line from what is marked on."""
    places = [problem.place for problem in refused(lambda: composed(body))]
    return [(place.excerpt, place.excerpt[place.mark[0] :] if place.mark else "?") for place in places]


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ('text = "ก" ข', "ข"),
        ("text = zebra", "zebra"),
        ('text = "{{ total() }}" ข', "ข"),  # the value printed is shorter or longer than its expression
        ('text = zebra # {{ total() }}"', 'zebra # {{ total() }}"'),
        ('text = "ก', ""),
    ],
)
def test_what_is_no_toml_is_marked(line: str, rest: str) -> None:
    assert marked(f'```note\n\n{line}\n```\n\n```ladder\ncaption = "ก"\nid = 5\n```') == [
        (line, rest), ("id = 5", "id = 5"),
    ]  # fmt: skip


def test_between_two_expressions_nothing_is_marked_that_may_be_wrong() -> None:
    line = 'text = "{{ total() }}" ข # {{ total() }}'
    assert marked(f"```note\n{line}\n```") == [(line, "?")]


def test_settings_of_the_template_are_marked() -> None:
    source = FRONT.replace('name = "t"', 'name = "t" ก') + TITLE
    [problem] = refused(lambda: Template.parse(source, "t.md"))
    assert problem.place == Place("t.md", line=3, excerpt='name = "t" ก', mark=(11, 12))


def test_a_key_in_several_lines_leaves_the_problem_at_the_directive() -> None:
    body = '```key-figures\n[[figure]]\nvalue = "1"\nlabel = 5\n[[figure]]\nvalue = "1"\nlabel = 6\n```'
    assert [line for line, _ in marked(body)] == ["```key-figures"] * 2


@given(st.text())
def test_wherever_it_is_no_toml_the_place_is_in_it(source: str) -> None:
    with pytest.raises(TomlError) as caught:
        read_toml(f"{source}\n= 1")
    line, at, written = caught.value.line, caught.value.facts["at"], str(caught.value.facts["written"])
    assert written in source.split("\n") or written == "= 1"
    assert 1 <= line <= source.count("\n") + 2
    assert at is None or (isinstance(at, int) and 0 <= at <= len(written))
