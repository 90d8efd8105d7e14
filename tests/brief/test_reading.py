"""A brief comes back from JSON as it was, and nothing else comes back as a brief."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gireport import Dataset, Template, compose
from gireport.brief.model import Brief

if TYPE_CHECKING:
    from collections.abc import Iterator

BRIEF = compose(Dataset.bundled().select(), Template.load("annual"))
DOCUMENT = json.loads(json.dumps(BRIEF.to_json()))


def test_a_brief_comes_back_as_it_was() -> None:
    assert Brief.from_json(DOCUMENT) == BRIEF
    english = compose(Dataset.bundled().select(levels=[3]), Template.load("annual"), lang="en")
    assert Brief.from_json(json.loads(json.dumps(english.to_json()))) == english


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else []):
        yield from places(inner, (*path, key))


PLACES = list(places(DOCUMENT))


@settings(deadline=None)
@given(place=st.sampled_from(PLACES[1:]), instead=st.sampled_from([None, 7, -1.5, "x", [], {}, [[]], {"a": 1}, True]))
def test_what_is_no_brief_is_refused_or_is_another_brief(place: tuple[Any, ...], instead: object) -> None:
    document = copy.deepcopy(DOCUMENT)
    inner = document
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = instead
    try:
        read = Brief.from_json(document)
    except ValueError:
        return
    assert json.loads(json.dumps(read.to_json())) == document


@pytest.mark.parametrize(
    "document",
    [None, [], {}, {"version": 1}, {**DOCUMENT, "version": 99}, {**DOCUMENT, "more": 1}, {**DOCUMENT, "moment": "x"}],
)
def test_other_documents_are_refused(document: object) -> None:
    with pytest.raises(ValueError, match="brief"):
        Brief.from_json(document)
