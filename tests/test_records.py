"""Records beside the dataclasses of the standard library: the same from outside."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, asdict, field, fields, is_dataclass, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gireport import records

made: list[Any] = [records.dataclass, dataclasses.dataclass]


@records.dataclass(frozen=True, slots=True)
class Point:
    """A point."""

    x: int
    y: int = 2
    names: list[str] = field(default_factory=list)
    note: str = field(default="", compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.x < 0:
            raise ValueError(f"{self.x} is left of everything")


@records.dataclass(frozen=True, slots=True)
class Named(Point):
    """A point with a name."""

    name: str = "a"


@records.dataclass(frozen=True, slots=True)
class Empty:
    """Nothing."""


def twins() -> list[type[Any]]:
    """The same class made by both decorators."""
    classes = []
    for decorator in made:

        @decorator(frozen=True, slots=True)
        class Twin:
            a: int
            b: tuple[int, ...] = ()
            c: str = field(default="c", repr=False)

        classes.append(Twin)
    return classes


@given(st.integers(), st.tuples(st.integers()), st.text(), st.integers(), st.text())
def test_both_decorators_make_the_same(a: int, b: tuple[int], c: str, other_a: int, other_c: str) -> None:
    ours, theirs = twins()
    one, two = ours(a, b, c=c), theirs(a, b, c=c)
    assert repr(one) == repr(two)
    assert asdict(one) == asdict(two)
    assert one == ours(a, b, c)
    assert hash(one) == hash(ours(a, b, c))
    other = {"a": other_a, "c": other_c}
    assert (one == replace(one, **other)) == (two == replace(two, **other))
    assert asdict(replace(one, **other)) == asdict(replace(two, **other))
    assert one != two
    assert [f.name for f in fields(one)] == [f.name for f in fields(two)]
    assert ours.__match_args__ == theirs.__match_args__ == ("a", "b", "c")
    assert ours.__slots__ == theirs.__slots__


def test_it_is_a_dataclass_that_nothing_changes() -> None:
    point = Point(1)
    assert is_dataclass(point)
    assert (point.x, point.y, point.names) == (1, 2, [])
    assert Point(1).names is not point.names
    assert repr(point) == "Point(x=1, y=2, names=[])"
    assert point == Point(1, note="another")
    with pytest.raises(FrozenInstanceError):
        point.x = 3  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del point.x
    with pytest.raises(FrozenInstanceError):
        point.other = 3  # type: ignore[attr-defined]
    assert not hasattr(point, "__dict__")
    assert Point.__doc__ == "A point."
    assert Empty() == Empty()
    assert {Empty(): 1}[Empty()] == 1


def test_missing_and_needless_values_are_refused() -> None:
    with pytest.raises(TypeError):
        Point()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Point(1, z=3)  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="left of everything"):
        Point(-1)
    with pytest.raises(ValueError, match="left of everything"):
        replace(Point(1), x=-1)


def test_a_record_of_a_record_has_both_their_fields() -> None:
    named = Named(1, name="b")
    assert repr(named) == "Named(x=1, y=2, names=[], name='b')"
    assert named != Point(1)
    assert named != Named(1, name="c")
    assert not hasattr(named, "__dict__")


@pytest.mark.parametrize("record", [Point(1, 3, ["a"], "n"), Named(1, name="b"), Empty()])
def test_copies_and_pickles_are_equal(record: Any) -> None:
    again = pickle.loads(pickle.dumps(record))
    assert again == record
    assert asdict(again) == asdict(record)
    assert copy.copy(record) == record
    assert copy.deepcopy(record) == record


def test_patterns_match_by_place() -> None:
    match Point(1, 3):
        case Point(x, y):
            assert (x, y) == (1, 3)
        case _:
            pytest.fail("no match")


@pytest.mark.parametrize("asked", [{"frozen": False, "slots": True}, {"frozen": True, "slots": False}])
def test_other_kinds_are_refused(asked: dict[str, bool]) -> None:
    with pytest.raises(TypeError):
        made[0](**asked)
