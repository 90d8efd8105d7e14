"""A brief read back from its JSON form, every part of it checked: whoever wrote it may be anybody."""

from __future__ import annotations

import datetime
import types
from dataclasses import fields
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from gireport.brief import model
from gireport.brief.model import BRIEF_VERSION, Brief

_BLOCKS = {kind.__name__: kind for kind in get_args(model.Block)}
_DEEPEST = 20  # lists and entries in each other; a brief has about ten


class BriefFormatError(ValueError):
    """A document that is no brief: where in it, and why."""


def brief_from_json(document: object) -> Brief:
    """The brief that `Brief.to_json` wrote, equal to what it was. Raises BriefFormatError for anything else."""
    if not isinstance(document, dict) or document.get("version") != BRIEF_VERSION:
        raise BriefFormatError(f"no brief of version {BRIEF_VERSION}")
    entries = {key: value for key, value in document.items() if key != "version"}
    brief = _read(Brief, entries, "brief", 0)
    assert isinstance(brief, Brief)
    return brief


def _read(kind: Any, value: object, where: str, depth: int) -> Any:
    """`value` as a `kind`, which is one of the annotations of the model."""
    if depth > _DEEPEST:
        raise BriefFormatError(f"{where}: too deep")
    origin = get_origin(kind)
    if origin is Literal:
        # By type too: 1 and True are equal.
        if any(value == choice and type(value) is type(choice) for choice in get_args(kind)):
            return value
        raise BriefFormatError(f"{where}: none of {get_args(kind)}")
    if origin in (Union, types.UnionType):
        return _one_of(get_args(kind), value, where, depth)
    if origin is tuple:
        if not isinstance(value, list):
            raise BriefFormatError(f"{where}: no list")
        inner = get_args(kind)[0]
        return tuple([_read(inner, item, where, depth + 1) for item in value])
    if hasattr(kind, "__dataclass_fields__"):
        return _entries(kind, value, where, depth)
    return _plain(kind, value, where)


def _plain(kind: type, value: object, where: str) -> object:
    if kind in (datetime.date, Decimal) and isinstance(value, str):
        try:
            return datetime.date.fromisoformat(value) if kind is datetime.date else _decimal(value)
        except (ValueError, InvalidOperation):
            raise BriefFormatError(f"{where}: no {kind.__name__}") from None
    if type(value) is not kind:
        raise BriefFormatError(f"{where}: no {kind.__name__}")
    return value


def _decimal(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite() or len(text) > 100:
        raise ValueError(text)
    return number


def _one_of(kinds: tuple[Any, ...], value: object, where: str, depth: int) -> Any:
    """`value` as the first of the kinds that it can be; a block says itself which it is."""
    if set(kinds) == set(_BLOCKS.values()):
        name = value.get("block") if isinstance(value, dict) else None
        if not isinstance(name, str) or name not in _BLOCKS:
            raise BriefFormatError(f"{where}: no block")
        return _read(_BLOCKS[name], value, f"{where}.{name}", depth)
    for kind in kinds:
        try:
            return _read(kind, value, where, depth + 1)
        except BriefFormatError:
            continue
    raise BriefFormatError(f"{where}: nothing that could stand here")


def _entries(kind: Any, value: object, where: str, depth: int) -> Any:
    if not isinstance(value, dict):
        raise BriefFormatError(f"{where}: no entries")
    expected = _hints(kind)
    given = {key: item for key, item in value.items() if not (key == "block" and kind in _BLOCKS.values())}
    if given.keys() != expected.keys():
        raise BriefFormatError(f"{where}: other entries than {', '.join(expected)}")
    return kind(**{name: _read(expected[name], item, f"{where}.{name}", depth + 1) for name, item in given.items()})


@cache
def _hints(kind: Any) -> dict[str, Any]:
    """Name -> annotation, of each field."""
    # The model names these two only where types are checked.
    names = {"datetime": datetime, "Decimal": Decimal, **vars(model)}
    hints = get_type_hints(kind, globalns=names)
    return {field.name: hints[field.name] for field in fields(kind)}
