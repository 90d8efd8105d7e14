"""Templates that want out, or want too much: refused with the template's exit code, or printed as plain text."""

from __future__ import annotations

import multiprocessing
from typing import TYPE_CHECKING

import pytest
from brief_kit import FRONT, TITLE, refused, words

from gireport import Dataset, Template, compose
from gireport.errors import ExitCode, TemplateError
from gireport.rendering import render_apart

if TYPE_CHECKING:
    from pathlib import Path

ESCAPES = [
    "''.__class__.__mro__", "().__class__.__base__.__subclasses__()", "total.__globals__", "total.__code__",
    "'{0.__class__}'.format(total)", "'' | attr('__class__')", "years | map(attribute='__class__') | list",
    "self.__init__", "lipsum.__globals__", "cycler.__init__", "namespace()", "joiner", "range(9)", "dict(a=1)",
    "years[0].__class__", "levels[0]['__class__']", "parameters.__class__", "share.__closure__", "rows.__self__",
    "''.join.__self__.__class__", "''['__cl' ~ 'ass__']", "years | sort(attribute='__class__.__mro__')",
    "years | groupby('__class__')", "'%s' | format(total)", "'{a.__class__}'.format_map({'a': total})",
    "'{0[__class__]}'.format(years)", "'{0:{1}}'.format(1, 10**9)", "(years | map('string')).gi_frame",
    "self._TemplateReference__context", "loop", "caller()", "self.title()", "total.__func__", "share.__defaults__",
    "years | map('attr', '__class__') | list", "years | selectattr('__class__') | list", "'a' | center(10**9)",
    "'a' | indent(10**9, true)", "('a' * 10**6) | replace('a', 'a' * 10**6)", "'%1000000000d' % 1",
    "context", "g", "url_for",
]  # fmt: skip


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own.md"


def made(own: Path, body: str) -> None:
    own.write_text(FRONT + TITLE + body, encoding="utf-8")
    render_apart(compose(Dataset.bundled().select(), Template.load(own)), own.name)


def code(own: Path, body: str) -> str:
    before = sorted(own.parent.iterdir())
    [problem] = refused(lambda: made(own, body))
    assert sorted({*own.parent.iterdir()} - {own}) == [path for path in before if path != own]
    assert multiprocessing.active_children() == []
    assert TemplateError.exit_code == ExitCode.TEMPLATE
    return problem.code


@pytest.mark.parametrize("expression", ESCAPES)
def test_there_is_no_way_out_of_expressions(own: Path, expression: str) -> None:
    assert code(own, "{{ " + expression + " }}").startswith("template.")


@pytest.mark.parametrize(
    "statement",
    [
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "{% call f() %}{% endcall %}", "{% import 'x' as y %}",
        "{% from 'x' import y %}", "{% extends 'x' %}", "{% block a %}{{ self.a() }}{% endblock %}",
        "{% include ['a.md', 'b.md'] %}", "{% include 'a' ~ '.md' %}",
    ],
)  # fmt: skip
def test_no_statement_calls_itself_or_fetches_another(own: Path, statement: str) -> None:
    assert code(own, statement).startswith("template.")


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("{{ 'A' * 10**9 }}", "template.too-large-in-memory"),
        ("{% for a in [1] * 10**9 %}x{% endfor %}", "template.too-large-in-memory"),
        ("{{ 10**(9**(10**7)) }}", "template.too-long"),
        ("{{ 10**5000 }}", "template.unprintable"),
        ("{{ 'a' ~ 10**5000 }}", "template.expression"),
        ("{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}", "template.expression"),
        ("{% for a in [1] * 400 %}{{ 'ก' * 1200 }}{% endfor %}", "template.too-much"),
        ("# {{ 'ก ' * 40000 }}", "layout.too-long"),
        ("{% for a in [1] * 400 %}\n```page-break\n```\nx\n\n{% endfor %}", "layout.too-many-pages"),
    ],
)
def test_a_template_takes_no_more_than_its_limits(
    own: Path, monkeypatch: pytest.MonkeyPatch, expression: str, expected: str
) -> None:
    monkeypatch.setenv("GIREPORT_MAX_TEMPLATE_SECONDS", "2")
    monkeypatch.setenv("GIREPORT_MAX_PAGES", "20")
    monkeypatch.setenv("GIREPORT_MAX_TEMPLATE_KILOBYTES", "1000")
    assert code(own, expression) == expected


@pytest.mark.parametrize(
    "name", ["/etc/hostname", "../part.md", "a/../../part.md", "C:\\x.md", ".hidden.md", "a//b.md"]
)
def test_no_part_is_outside_of_the_folder(own: Path, name: str) -> None:
    assert code(own, f'{{% include "{name}" %}}') == "template.include-outside"


def test_no_link_leads_outside_of_the_folder(own: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.md"
    secret.write_text("secret", encoding="utf-8")
    (own.parent / "part.md").symlink_to(secret)
    assert code(own, '{% include "part.md" %}') == "template.include-outside"


def test_parts_end(own: Path) -> None:
    (own.parent / "part.md").write_text('{% include "part.md" %}', encoding="utf-8")
    assert code(own, '{% include "part.md" %}') == "template.include-cycle"
    (own.parent / "leaf.md").write_text("ก\n", encoding="utf-8")
    assert code(own, '{% include "leaf.md" %}\n\n' * 65) == "template.include-many"


@pytest.mark.parametrize("text", ["{{ total() }}", "**x**", "+++", "# x", 'a" = 1', "<b>", "{% if x %}", "```note"])
def test_a_parameter_is_plain_text(text: str) -> None:
    front = FRONT[: -len("+++\n")] + '[parameters.note]\ntype = "text"\n+++\n'
    template = Template.parse(front + TITLE + "ก {{ parameters.note }}", "t.md")
    brief = compose(Dataset.bundled().select(), template, parameters={"note": text})
    assert "".join(span.text for span in brief.blocks[1].text) == f"ก {text}"  # type: ignore[union-attr]


def test_what_stands_in_quotes_is_no_template() -> None:
    assert words("{{ '{{ total() }}' }}") == "{{ total() }}"
