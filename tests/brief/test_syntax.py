"""Every fault in the expressions of a passage is told at once, each with its line and where in it."""

from __future__ import annotations

import pytest
from brief_kit import FRONT, composed, faults, refused
from hypothesis import given
from hypothesis import strategies as st


def marked(body: str) -> list[tuple[str, str]]:
    """What is marked in the line of each problem, and the nearest that is known."""
    return [
        (
            problem.place.excerpt[slice(*problem.place.mark)] if problem.place.mark else "",
            str(problem.facts.get("near", "")),
        )
        for problem in refused(lambda: composed(body))
    ]


EACH_WRONG = [
    "{{ 1 + }}",
    "{{ total( }}",
    "{% if %}ก{% endif %}",
    "{% for in years %}{% endfor %}",
    "{{ 5 $ 3 }}",
    "{{ 'ก' | nothing }}",
    "{% if 1 is nothing %}ก{% endif %}",
    "{% unknown %}",
    "{% set = 5 %}",
    "{{ ) }}",
]


@pytest.mark.parametrize("first", EACH_WRONG)
@pytest.mark.parametrize("second", EACH_WRONG)
def test_two_wrong_tags_are_told_at_once(first: str, second: str) -> None:
    assert faults(f"ก {first} ข\n\nค {{{{ total() }}}}\n\n{second}") == [("template.syntax", 1), ("template.syntax", 5)]


@given(st.lists(st.sampled_from([*EACH_WRONG, "ก", "{{ total() }}", "{% if true %}ข{% endif %}", "{# {{ #}", ""])))
def test_each_wrong_line_is_told_and_no_other(lines: list[str]) -> None:
    wrong = [number for number, line in enumerate(lines, 1) if line in EACH_WRONG]
    if wrong:
        assert faults("\n".join(lines)) == [("template.syntax", number) for number in wrong]


def test_several_unknown_filters_of_one_tag_are_told_with_the_nearest() -> None:
    assert marked("{{ total() | numbr | millons }}") == [
        ("millons", "millions"), ("numbr", "number"),
    ]  # fmt: skip


def test_the_tag_is_marked_where_nothing_nearer_is_known() -> None:
    assert [mark for mark, _ in marked("กข{{ 1 + }}ค\n\n{{ total( }}")] == ["{{ 1 + }}", "{{ total( }}"]


def test_a_tag_that_is_never_closed_is_told_beside_others() -> None:
    assert faults("{{ 1 + }}\n\n{{ total() ") == [("template.syntax", 1), ("template.syntax", 3)]


def test_every_name_that_is_not_there_is_told_with_the_nearest() -> None:
    body = "{{ totl() }}\n\n{% if zebra %}ก{% endif %}\n\n{{ last_yaer }} {{ perhaps | default('ก') }}"
    assert faults(body) == [("template.undefined-near", 1), ("template.undefined", 3), ("template.undefined-near", 5)]
    assert marked(body) == [
        ("totl", "total"), ("zebra", ""), ("last_yaer", "last_year"),
    ]  # fmt: skip


def test_a_name_whose_absence_is_provided_for_is_no_fault() -> None:
    assert faults("{{ zebra }} {{ other | default('ก') }} {% if third is defined %}ก{% endif %}") == [
        ("template.undefined", 1)
    ]


def test_expressions_of_the_settings_are_told_with_those_of_the_body() -> None:
    settings = 'head_left = "{{ totl() }}"\nfoot_left = "{{ 1 + }}"\n+++\n'
    front = FRONT.removesuffix("+++\n") + settings
    found = refused(lambda: composed("{{ zebra }}", front=front))
    assert [(problem.code, problem.place.line) for problem in found] == [
        ("template.undefined-near", 5), ("template.syntax", 6), ("template.undefined", 10),
    ]  # fmt: skip
