"""Expressions: what they may say, what they may not, and the line of the file on which they fail."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from brief_kit import BODY_LINE, FRONT, blocks, composed, faults, refused, words
from hypothesis import given
from hypothesis import strategies as st

from gireport import Dataset
from gireport.brief.expressions import Expressions, Passage
from gireport.brief.model import Paragraph, plain
from gireport.brief.speech import Speech
from gireport.brief.values import Marks
from gireport.brief.vocabulary import Vocabulary
from gireport.errors import SelectionError


def test_the_names_of_the_language_are_these() -> None:
    # Whatever is added is part of what templates may rely on, and has to be documented.
    names = Vocabulary(Dataset.bundled().select(), Speech("th")).names()
    assert set(names) == {
        "all_levels", "all_provinces", "all_years", "as_of", "average", "best", "calendar", "change",
        "comparison", "complete", "count", "counted",
        "dated", "each_year",
        "first_data_year", "first_year", "fiscal", "gaps", "growth", "has", "has_complete", "has_none",
        "known",
        "language",
        "largest", "last_year", "level_phrase", "levels", "maximum",
        "overall_ranking", "overall_total", "place_phrase", "previous_year",
        "province_ranks", "provinces", "rank", "ranking", "ref", "rows", "series", "share", "source", "span",
        "spoken", "target", "worst",
        "times", "title", "total", "translation", "unit", "within", "year_span", "years", "years_of",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("expression", "printed"),
    [
        ("total()", "77,925"),
        ("total(level=5)", "142"),
        ("total(years=years[:2])", "3,560"),
        ("overall_total(last_year)", "33,704"),
        ("(overall_ranking(first_year) | first).number", "3"),
        ("total(year=last_year)", "33,704"),
        ("total(level=1, year=last_year)", "30,501"),
        ("count(2565, 1)", "30,501"),
        ("count(2554, 5)", "–"),
        ("last_year", "2565"),
        ("first_year", "2554"),
        ("first_data_year", "2554"),
        ("previous_year", "2564"),
        ("year_span", "2554\u00a0– 2565"),
        ("span(years[:1])", "2554"),
        ("span(years[:2] + years[4:5])", "2554\u00a0– 2555, 2558"),
        ("level_phrase", "ระดับ 1\u00a0– 5"),
        ("levels[2].name", "ระบบสีเขียว"),
        ("levels[2].name_en", "Green System"),
        ("levels | length", "5"),
        ("times(33704, 3422)", "9.8"),
        ("change(33704, 3422)", "884.9"),
        ("change(1, 2)", "\u221250.0"),
        ("share(30501, 33704)", "90.5"),
        ("ranking(last_year)[0].total", "30,501"),
        ("ranking()[4].rank", "5"),
        ("maximum(series(4))", "185"),
        ("span(largest(series(4)))", "2564"),
        ("unit", "ฉบับ"),
        ("as_of", "กันยายน\u00a02565"),
        ("rows('plan', kind='point')[0].number", "5"),
        ("rows('plan', kind=['point', 'item']) | length", "7"),
        ("span(years_of('indicators'))", "2561\u00a0– 2564"),
        ("1172", "1,172"),
        ("'1172'", "1172"),
        ("'a' ~ 1172 ~ last_year", "a1,1722565"),
        ("['a', 1172] | join('/')", "a/1,172"),
        ("levels | map(attribute='number') | join", "12345"),
        ("has('plan') and 'yes' or 'no'", "yes"),
        ("nothing | default('x')", "x"),
        ("[3, 1, 2] | sort | last", "3"),
    ],
)
def test_an_expression_prints_its_value(expression: str, printed: str) -> None:
    assert words("{{ " + expression + " }}") == printed


@pytest.mark.parametrize(
    "expression",
    ["true", "none", "[1]", "{'a': 1}", "series()", "total", "levels[0]", "1 / 2", "3 | abs / 2", "years",
     "self", "ref"],
)  # fmt: skip
def test_what_is_no_text_number_or_year_is_not_printed(expression: str) -> None:
    assert faults("{{ " + expression + " }}") == [("template.unprintable", 1)]


@pytest.mark.parametrize(
    "expression",
    ["ref('x') ~ 'a'", "[ref('x')] | join", "series() ~ ''", "(1 / 2) ~ ''", "[none] | join", "true ~ ''"],
)
def test_what_is_not_printed_is_not_joined_to_a_text_either(expression: str) -> None:
    assert faults("{{ " + expression + " }}") == [("template.expression", 1)]


@pytest.mark.parametrize(
    "expression",
    ["nothing", "levels[0].nothing", "levels[9].name", "nothing.a", "nothing + 1", "nothing ~ 'a'", "('a' if nothing)"],
)
def test_what_is_not_there_is_an_error(expression: str) -> None:
    code = "template.undefined-among" if expression == "levels[0].nothing" else "template.undefined"
    assert faults("{{ " + expression + " }}") == [(code, 1)]
    assert faults("{% if " + expression + " %}x{% endif %}") == [(code, 1)]


@pytest.mark.parametrize(
    "expression",
    ["1 // 0", "'a' + 1", "rows('nothing')", "source('nothing')", "years_of()", "share(none, 1)",
     "title(1, 2, 3)", "last_year - 1", "[1, 'a'] | sort", "rows('plan', nothing=1)", "[1] | map | list"],
)  # fmt: skip
def test_what_cannot_be_computed_is_an_error(expression: str) -> None:
    [(code, line)] = faults("{{ " + expression + " }}")
    assert line == 1
    assert code in {"template.expression", "template.undefined", "template.unknown-word"}


def test_a_year_that_the_data_has_not_is_an_error_of_the_selection() -> None:
    for asked in ("count(2600, 1)", "total(level=9)", "total(level='x')"):
        with pytest.raises(SelectionError):
            composed("{{ " + asked + " }}")


@pytest.mark.parametrize(
    "expression",
    [
        "''.__class__", "''.__class__.__mro__", "total.__globals__", "total.__self__", "total.__func__",
        "has.__self__._tables", "self.__init__", "self._TemplateReference__context", "years.__class__.__subclasses__()",
        "''['__class__']", "last_year.__class__", "ranking.__code__", "cycler.__init__", "lipsum", "range(3)", "dict()",
        "namespace()", "joiner", "get_flashed_messages", "config", "request", "environment", "context", "marks",
        "[].append(1)", "levels.append(1)", "levels[0].update(a=1)", "levels.clear()", "years.sort()",
    ],
)  # fmt: skip
def test_there_is_no_way_out_of_the_sandbox(expression: str) -> None:
    for body in ("{{ " + expression + " }}", "{% set x = " + expression + " %}{{ x }}",
                 "{% for x in [" + expression + "] %}{{ x }}{% endfor %}"):  # fmt: skip
        [(code, line)] = faults(body)
        assert line == 1, body
        assert code in {"template.undefined", "template.undefined-among"}, body


def test_what_an_expression_does_leaves_the_data_as_it_was() -> None:
    data = Dataset.bundled()
    before = repr(data.tables["plan"].rows)
    assert words("{% set row = rows('plan')[0] %}{{ row.text }}")
    faults("{% set row = rows('plan')[0] %}{{ row.update(text='x') }}")
    assert repr(data.tables["plan"].rows) == before


@pytest.mark.parametrize("name", ["tojson", "string", "format", "safe", "escape", "upper", "round", "float", "pprint",
                                  "xmlattr", "urlize", "attr", "batch", "random", "wordwrap"])  # fmt: skip
def test_filters_that_make_text_of_values_are_no_part_of_the_language(name: str) -> None:
    assert faults("{{ 'a' | " + name + " }}") == [("template.syntax", 1)]


@pytest.mark.parametrize(
    ("node", "source"),
    [
        ("Macro", "{% macro m() %}x{% endmacro %}"),
        ("Import", "{% import 'x' as y %}"),
        ("FromImport", "{% from 'x' import y %}"),
        ("Extends", "{% extends 'x' %}"),
        ("Block", "{% block b %}{% endblock %}"),
        ("AssignBlock", "{% set x %}a{% endset %}"),
        ("FilterBlock", "{% filter first %}a{% endfilter %}"),
        ("CallBlock", "{% call x() %}a{% endcall %}"),
    ],
)
def test_what_makes_text_of_marks_is_refused(node: str, source: str) -> None:
    [problem] = refused(lambda: composed("ก\n\n" + source))
    assert (problem.code, problem.facts["reason"], problem.place.line) == ("template.not-allowed", node, BODY_LINE + 4)


def test_everything_refused_is_told_at_once() -> None:
    assert faults("{% macro m() %}{% endmacro %}\n\n{% if true %}\n{% import 'y' as y %}\n{% endif %}\n") == [
        ("template.not-allowed", 1), ("template.not-allowed", 4),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("{{ 1 +", 1),
        ("ก\n{{ 1 + }}", 2),
        ("ก\n\n{% if true %}\nข\n", 4),
        ("{% endif %}", 1),
        ("{% unknown %}", 1),
        ("ก\n{# never closed", 2),
        ("ก\n{{ 'a' | nothing }}", 2),
        ("ก\n{{ 'a\n' ", 2),
        ("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", None),
        ("{% for a in years %}" * 25 + "{% endfor %}" * 25, None),
    ],
)
def test_what_is_no_expression_is_told_with_its_line(source: str, line: int | None) -> None:
    [(code, found)] = faults(source)
    assert code == "template.syntax"
    assert line is None or found == line


BAD = [("{{ nothing }}", "undefined"), ("{{ 1 // 0 }}", "expression"), ("{{ levels }}", "unprintable")]


@pytest.mark.parametrize(("bad", "code"), BAD)
@pytest.mark.parametrize(
    "around",
    [
        "@",
        "ก\n\n@\n\nข",
        "ก\nข\n@ ค\nง",
        "# ก @",
        "- ก\n- @\n- ข",
        "1. ก\n   ข\n   @\n2. ค",
        "{% for year in years[:1] %}\nก {{ year }}\n\n@\n{% endfor %}",
        "{% for year in years[:1] %}{{ year }}{% endfor %}\n\n@",
        "{% if true %}\nก\n{% if true %}\n\n@\n{% endif %}\n{% endif %}",
        "{% if false %}\nก\n\nข\n{% else %}\n@\n{% endif %}",
        "{% set a = 1 %}\n{% set b = 2 -%}\n\n\nก @",
        "ก\n{%- if true %}\n ข\n{%- endif %}\n{%- if true %}\n @\n{%- endif %}",
        "{# a\nremark\n#}\nก\n@",
        "**ก\nข @**",
        "ก \\\nข @",
        "{% if years\n | length > 1 %}\nก @\n{% endif %}",
        '```note\ntext = "ก"\n```\n\n@',
        "{% for n in [1, 2, 3] %}\n{% if n == 1 %}\nก\n\n{% endif %}\n{% endfor %}\nข @",
    ],
)
def test_an_error_has_the_line_that_it_stands_on(around: str, bad: str, code: str) -> None:
    line = around[: around.index("@")].count("\n") + 1
    assert faults(around.replace("@", bad)) == [(f"template.{code}", line)]


def test_a_line_in_a_loop_is_told_once_for_each_time_that_it_fails() -> None:
    assert faults("{% for n in [1, 2] %}\n{{ ref('x') }}\n\n{% endfor %}") == [("template.dead-reference", 2)] * 2


def test_all_that_cannot_be_printed_is_told_at_once() -> None:
    assert faults("{{ years }}\n\nก {{ levels }}\n\n- {{ ref('no') }}\n\n```note\ntext = \"{{ series() }}\"\n```") == [
        ("template.unprintable", 1), ("template.unprintable", 3), ("template.dead-reference", 5),
        ("template.unprintable", 8),
    ]  # fmt: skip


LINES = st.lists(
    st.sampled_from(
        ["", "ก", "ก {{ 1 }}", "{{ 1 }}", "{% if true %}", "{%- if true %}", "{% if true -%}", "  {% if true %}  ",
         "{% for a in [1, 2] %}", "{# a #}", "{% set x = 1 %}", "ก {% if true %} ข", "{{ 'a' -}}", "{{- 'a' }}"]
    ),
    max_size=12,
)  # fmt: skip


@given(LINES)
def test_every_printed_word_knows_its_line(lines: list[str]) -> None:
    """Each line says its own number: what is rendered says the same of it."""
    opened = [("if" if "if true" in line else "for") for line in lines if "if true" in line or "for a" in line]
    source = [f"{line} L{number}" for number, line in enumerate(lines, start=3)]
    source += ["{% end" + kind + " %}" for kind in reversed(opened)]
    rendered = Expressions({}, Marks()).render(Passage("\n".join(source), 3), "t.md")
    assert len(rendered.lines) == rendered.text.count("\n") + 1
    said = 0
    for text, line in zip(rendered.text.split("\n"), rendered.lines, strict=True):
        numbers = [int(number) for number in re.findall(r"L(\d+)", text)]
        if numbers:
            said += 1
            assert numbers[0] == line  # a line that others were pulled up to is the first of them
    assert said == 0 if not lines else said > 0


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("ก {% if true %}ข{% endif %}\nค", ["ก ข ค"]),
        ("{% if true %}ก{% endif %}\nค", ["ก ค"]),
        ("ก {# ข #}\nค", ["ก ค"]),
        ("ก\n{% if true %}\nข\n{% endif %}\nค", ["ก ข ค"]),
        ("ก\n  {% if true %} {# ข #}  \nข\n{% endif %}{% if true %}\nค{% endif %}", ["ก ข ค"]),
        ("ก\n{% if years\n  | length > 1 %}\nข\n{% endif %}\nค", ["ก ข ค"]),
        ("ก\n{#\nข\n#}\nค", ["ก ค"]),
        ("ก\n{%- if true %}\n ข\n{%- endif %}\nค", ["ก ขค"]),  # pulled up, with what follows
        ("ก\n{%- if true %}\n ข\n{%- endif %}\n\n\nค", ["ก ข", "ค"]),
        ("ก {% if true -%}\n\nข{% endif %}", ["ก ข"]),
        ("{% for n in ['ก', 'ข'] %}\n{{ n }}\n{% endfor %}", ["ก ข"]),
        ("{% for n in ['ก', 'ข'] %}\n{{ n }}\n\n{% endfor %}", ["ก", "ข"]),
        ("ก {% if false %}ข{% endif %}\n\nค", ["ก", "ค"]),
    ],
)
def test_a_line_of_tags_alone_is_no_line_and_any_other_is(source: str, printed: list[str]) -> None:
    assert [plain(block.text) for block in blocks(source) if isinstance(block, Paragraph)] == printed


def test_decimals_are_computed_and_not_guessed() -> None:
    assert words("{{ share(1, 3) + share(2, 3) }}") == str(Decimal("33.3") + Decimal("66.7"))


@pytest.mark.parametrize(
    ("expression", "said", "near"),
    [
        ("levels[0].nmae", "nmae", "name"),
        ("ranking()[0].totl", "totl", "total"),
        ("rows('plan')[0].kimd", "kimd", "kind"),
        ("rows('plan')[0]['kimd']", "kimd", "kind"),
        ("rows('plan', kimd='point')", "kimd", "kind"),
        ("rows('plann')", "plann", "plan"),
        ("source('plann')", "plann", "plan"),
        ("years_of('indicator')", "indicator", "indicators"),
        ("levels | map(attribute='nmae') | join", "nmae", "name"),
        ("parameters.contct", "contct", "contact"),
    ],
)
def test_the_nearest_of_what_there_is_is_told(expression: str, said: str, near: str) -> None:
    front = FRONT.removesuffix("+++\n") + '[parameters.contact]\ntype = "text"\ndefault = "-"\n+++\n'
    [problem] = refused(lambda: composed("{{ " + expression + " }}", front=front))
    place = problem.place
    assert problem.facts["near"] == near
    assert place.mark is not None
    assert place.excerpt[slice(*place.mark)] == said


def test_where_nothing_is_near_all_that_there_is_is_told() -> None:
    for expression, known in (("levels[0].zebra", "number, name, name_th, name_en"), ("rows('zebra')", "plan")):
        [problem] = refused(lambda expression=expression: composed("{{ " + expression + " }}"))
        assert known in str(problem.facts["known"])
