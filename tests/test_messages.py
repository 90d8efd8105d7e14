"""Every message that the program can say exists, in both languages, with the same facts; and no other does."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, get_args

import pytest

import gireport
from gireport import messages
from gireport.brief.parameters import ParameterKind
from gireport.errors import NOWHERE, DataError, ExitCode, GireportError, Place, Problem, UsageError
from gireport.messages import catalogue, describe, describe_place, say, speak, spoken_language
from gireport.thai.numbers import NumberReason

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(gireport.__file__).parent
CODE = re.compile(r"[a-z]+\.[a-z]+(-[a-z0-9]+)*")
BARE = {"bug", "interrupted", "terminated"}  # codes without a dot
NUMBER, YEAR = get_args(NumberReason), ("syntax", "two-digit", "is-ce", "out-of-range")

# What the code puts together at run time; a new way of doing so has to be told here before the test passes.
COMPOSED = {
    "f'usage.years-{code}'": [f"usage.years-{reason}" for reason in ("is-ce", "order", "two-digit", "syntax")],
    "f'data.{column.type}-{error.reason}'": [
        *(f"data.count-{reason}" for reason in NUMBER),
        *(f"data.number-{reason}" for reason in NUMBER if reason != "fraction"),
    ],
    "f'data.year-{error.reason}'": [f"data.year-{reason}" for reason in YEAR],
    "f'{code}-none'": ["selection.years-none", "selection.levels-none"],
    "f'{code}-missing'": ["selection.years-missing", "selection.levels-missing"],
    "f'usage.parameter-{parameter.kind}'": [
        f"usage.parameter-{kind}" for kind in get_args(ParameterKind) if kind != "choice"
    ],
    "f'{stage}.crashed'": ["template.crashed", "layout.crashed"],
    "f'{stage}.{end}'": [
        f"{stage}.{end}" for stage in ("template", "layout") for end in ("too-large-in-memory", "too-long", "too-much")
    ],
    "f'fonts.{family.origin}'": ["fonts.built-in", "fonts.user"],
    "f'{code}-near'": [],  # gathered from the calls of `unknown_word`
}
STEMS = {"selection.years", "selection.levels"}  # no codes, but what codes are made from


def _trees() -> Iterator[tuple[Path, ast.Module]]:
    paths = sorted(PACKAGE.rglob("*.py"))
    assert len(paths) > 50
    for path in paths:
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def _constants(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.value


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for path, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield f"{path.name}:{node.lineno}", node


def _codes() -> set[str]:
    """Every code that the program can use."""
    families = {code.split(".")[0] for code in catalogue() if "." in code}
    written = {text for _, tree in _trees() for text in _constants(tree) if CODE.fullmatch(text)}
    codes = {text for text in written if text.split(".")[0] in families and not text.endswith(".toml")} - STEMS
    for _, call in _calls():
        first = call.args[0] if call.args else None
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            if _name(call) in {"Problem", "say"}:
                codes.add(first.value)
            if _name(call) == "unknown_word":
                codes.add(f"{first.value}-near")
    return codes | {code for composed in COMPOSED.values() for code in composed}


def _fields(text: str) -> set[str]:
    return {
        name for _, name, form, conversion in Formatter().parse(text) if name is not None and not (form or conversion)
    }


def _wordings(entry: dict[str, object]) -> list[dict[str, str]]:
    hint = entry.get("hint")
    assert hint is None or isinstance(hint, dict)
    return [{"en": str(entry["en"]), "th": str(entry["th"])}, *([hint] if hint else [])]


def test_composed_codes_are_all_known() -> None:
    composed = {
        ast.unparse(node).replace('"', "'")
        for _, call in _calls()
        for node in [*call.args[:1]]
        if isinstance(node, ast.JoinedStr) and _name(call) in {"Problem", "CellError", "say", "UsageError"}
    }
    composed |= {
        ast.unparse(node).replace('"', "'")
        for path, tree in _trees()
        if path.name == "spelling.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
    }
    assert composed == COMPOSED.keys()


def test_every_code_is_in_the_catalogue_and_every_entry_is_used() -> None:
    codes = _codes()
    assert len(codes) > 150
    assert codes >= BARE
    assert codes - catalogue().keys() == set(), "used and not worded"
    assert catalogue().keys() - codes == set(), "worded and not used"


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_both_languages_say_the_same_facts(code: str) -> None:
    entry = catalogue()[code]
    assert set(entry) <= {"en", "th", "hint"}
    for wording in _wordings(entry):
        assert set(wording) == {"en", "th"}
        assert _fields(wording["en"]) == _fields(wording["th"])
        assert re.search("[ก-๙]", wording["th"])
        assert not re.search("[ก-๙]", re.sub("[๐-๙]+|[“‘(][^”’)]*[”’)]", "", wording["en"]))
        assert not wording["en"].endswith(".") or code.startswith("help.")
        for text in wording.values():
            assert text == text.strip()
            assert all(field.isidentifier() for field in _fields(text)), "a field is a name, nothing else"


def test_help_can_be_said_without_facts() -> None:
    helps = [code for code in catalogue() if code.startswith("help.")]
    assert len(helps) > 10
    for code in helps:
        assert say(code, "en") != say(code, "th")
    assert "{template}-{years}.pdf" in say("help.build", "en")


def test_every_raised_problem_carries_the_facts_that_its_message_names() -> None:
    # Where the facts are written out beside the code, a fact forgotten would only be found by whoever met the problem.
    added = {"refuse": {"key", "directive"}, "_error": set(), "_problem": set(), "Problem": set(), "say": set()}
    seen = 0
    for where, call in _calls():
        name = _name(call)
        code = call.args[0] if call.args else None
        if name not in added or not isinstance(code, ast.Constant) or code.value not in catalogue():
            continue
        facts = {keyword.arg for keyword in call.keywords if keyword.arg} - {"facts", "place"}
        literal = [*call.args[2:3], *(keyword.value for keyword in call.keywords if keyword.arg == "facts")]
        literal = literal if name == "Problem" else []
        if any(not isinstance(node, ast.Dict) for node in literal) or any(k.arg is None for k in call.keywords):
            continue  # put together elsewhere
        facts |= {
            key.value
            for node in literal
            if isinstance(node, ast.Dict)
            for key in node.keys
            if isinstance(key, ast.Constant)
        }
        needed = set().union(
            *(_fields(text) for wording in _wordings(catalogue()[code.value]) for text in wording.values())
        )
        assert needed <= facts | added[name], where
        seen += 1
    assert seen > 60


def test_a_problem_is_described_in_both_languages() -> None:
    problem = Problem("output.no-folder", Place("out/brief.pdf"), {"folder": "out"})
    assert describe(problem, "en") == (
        "out/brief.pdf: the folder out does not exist\n  → make it first, or choose another place with --output"
    )
    assert describe(problem, "th") == ("out/brief.pdf: ไม่มีโฟลเดอร์ out\n  → สร้างโฟลเดอร์ก่อน หรือเลือกที่อื่นด้วย --output")


def test_facts_are_plain_text() -> None:
    problem = Problem("usage.levels", facts={"value": "{0.__class__} {value} {{"})
    assert "{0.__class__} {value} {{" in describe(problem, "en")


@pytest.mark.parametrize(
    ("place", "english", "thai"),
    [
        (NOWHERE, "", ""),
        (Place("a.csv"), "a.csv", "a.csv"),
        (
            Place("a.xlsx", row=4, column="E (2557)", sheet="Sheet1"),
            "a.xlsx, Sheet1!E4 (2557)",
            "a.xlsx, Sheet1!E4 (2557)",
        ),
        (Place("a.xlsx", row=4, sheet="ปี"), "a.xlsx, sheet ปี, row 4", "a.xlsx, แผ่นงาน ปี, แถว 4"),
        (Place("a.csv", row=4, column="E (count)"), "a.csv, row 4 column E (count)", "a.csv, แถว 4 คอลัมน์ E (count)"),
        (Place("a.md", line=7), "a.md, line 7", "a.md, บรรทัด 7"),
        (Place(line=7), "line 7", "บรรทัด 7"),
        (Place(column="E"), "column E", "คอลัมน์ E"),
        (Place("a", row=0, line=0), "a, line 0, row 0", "a, บรรทัด 0, แถว 0"),
    ],
)
def test_a_place_is_described_by_what_is_known_of_it(place: Place, english: str, thai: str) -> None:
    assert describe_place(place, "en") == english
    assert describe_place(place, "th") == thai


@pytest.fixture
def no_preference(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(messages, "_spoken", None)
    for name in ("GIREPORT_MESSAGES", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(messages.locale, "getlocale", lambda: (None, None))
    return monkeypatch


def test_the_language_is_the_one_asked_for_else_that_of_the_place(no_preference: pytest.MonkeyPatch) -> None:
    assert spoken_language() == "en"
    no_preference.setattr(messages.locale, "getlocale", lambda: ("Thai_Thailand", "874"))
    assert spoken_language() == "th"
    for name, value, language in (
        ("LANG", "en_GB.UTF-8", "en"),
        ("LC_MESSAGES", "th_TH.UTF-8", "th"),
        ("LC_ALL", "C.UTF-8", "en"),
        ("GIREPORT_MESSAGES", "TH", "th"),
        ("LANG", "", "th"),
    ):
        no_preference.setenv(name, value)
        assert spoken_language() == language
    speak("en")
    assert spoken_language() == "en"
    assert say("interrupted") == say("interrupted", "en") != say("interrupted", "th")


def test_an_error_says_all_its_problems_and_carries_its_code() -> None:
    problems = [Problem("output.is-folder", Place(name)) for name in ("a", "b")]
    error = DataError(problems)
    assert str(error).count("→") == 2
    assert error.problems == tuple(problems)
    assert UsageError(problems[0]).problems == (problems[0],)
    with pytest.raises(ValueError, match="says nothing"):
        DataError([])


def test_exit_codes_never_change_their_meaning() -> None:
    codes = {kind.__name__: int(kind.exit_code) for kind in GireportError.__subclasses__()}
    assert codes == {
        "UsageError": 2, "DataError": 3, "TemplateError": 4, "FontError": 5, "OutputError": 6, "SelectionError": 7,
        "ThemeError": 4, "MissingError": 10, "ProofError": 9,
    }  # fmt: skip
    assert (ExitCode.OK, ExitCode.BUG, ExitCode.INTERRUPTED) == (0, 1, 130)


def test_errors_survive_the_way_home_from_a_worker_process() -> None:
    import pickle

    error = UsageError(Problem("usage.levels", facts={"value": "x"}))
    assert pickle.loads(pickle.dumps(error)).problems == error.problems
