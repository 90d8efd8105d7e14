"""Every problem that this room can raise can be said, in both languages, with the facts that it carries."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter
from typing import get_args

import gireport
from gireport.messages import catalogue
from gireport.thai.numbers import NumberReason
from gireport.thai.years import CalendarReason

PACKAGE = Path(gireport.__file__).parent
CODE = re.compile(r'"((?:data|schema|selection)\.[a-z0-9-]+[a-z0-9])"')
NEAR = ("schema.unknown-key", "schema.unknown-name", "data.word", "data.heading-unknown")
# What only a range, or a date, can have wrong with it.
NOT_OF_A_YEAR = ("order", "no-such-month", "no-such-day", "too-early")


def _codes() -> set[str]:
    found = {code for path in PACKAGE.rglob("*.py") for code in CODE.findall(path.read_text(encoding="utf-8"))}
    found -= {"selection.years", "selection.levels"}
    found |= {f"{code}-near" for code in NEAR}
    found |= {f"selection.{what}-{how}" for what in ("years", "levels") for how in ("missing", "none")}
    found |= {f"data.count-{reason}" for reason in get_args(NumberReason)}
    found |= {f"data.number-{reason}" for reason in get_args(NumberReason) if reason != "fraction"}
    found |= {f"data.year-{reason}" for reason in get_args(CalendarReason) if reason not in NOT_OF_A_YEAR}
    return found


def _facts(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_code_has_its_wording_and_every_wording_its_code() -> None:
    codes = _codes()
    assert len(codes) > 75
    said = {code for code in catalogue() if code.split(".")[0] in ("data", "schema", "selection")}
    assert codes - said == set()
    assert said - codes == set()


def test_both_languages_say_the_same_facts() -> None:
    seen = 0
    for code in _codes():
        message = catalogue()[code]
        assert _facts(message["en"]) == _facts(message["th"]), code
        if "hint" in message:
            assert _facts(message["hint"]["en"]) == _facts(message["hint"]["th"]), code
        assert re.search("[ก-๙]", message["th"]), code
        seen += 1
    assert seen > 75
