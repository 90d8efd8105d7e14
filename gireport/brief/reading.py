"""A brief read back from its JSON form, every part of it checked: whoever wrote it may be anybody."""

from __future__ import annotations

import datetime
import hashlib
import sys
import types
from dataclasses import fields, is_dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

from gireport.brief import model
from gireport.brief.model import BRIEF_VERSION, Brief

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_BLOCKS = {kind.__name__: kind for kind in get_args(model.Block)}
_NO_IMAGES: Mapping[str, bytes] = {}
_DEEPEST = 20  # lists and entries in each other; a brief has about ten


class BriefFormatError(ValueError):
    """A document that is no brief: where in it, and why."""


def brief_from_json(document: object, images: Mapping[str, bytes] = _NO_IMAGES) -> Brief:
    """The brief that `Brief.to_json` wrote, equal to what it was; `images` are what its digests stand for.

    Raises BriefFormatError for anything else.
    """
    if not isinstance(document, dict) or document.get("version") != BRIEF_VERSION:
        raise BriefFormatError(f"no brief of version {BRIEF_VERSION}")
    entries = {key: value for key, value in document.items() if key != "version"}
    brief = _Reader(images).read(Brief, entries, "brief", 0)
    assert isinstance(brief, Brief)
    return brief


class _Reader:
    def __init__(self, images: Mapping[str, bytes]) -> None:
        self._images = images

    def read(self, kind: Any, value: object, where: str, depth: int) -> Any:
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
            return self._one_of(get_args(kind), value, where, depth)
        if origin is tuple:
            if not isinstance(value, list):
                raise BriefFormatError(f"{where}: no list")
            inner = get_args(kind)[0]
            return tuple([self.read(inner, item, where, depth + 1) for item in value])
        if hasattr(kind, "__dataclass_fields__"):
            return self._entries(kind, value, where, depth)
        return self._plain(kind, value, where)

    def _plain(self, kind: type, value: object, where: str) -> object:
        if kind is bytes and isinstance(value, str):
            image = self._images.get(value)
            if image is None or hashlib.sha256(image).hexdigest() != value:
                raise BriefFormatError(f"{where}: no such image")
            return image
        if kind in (datetime.date, Decimal) and isinstance(value, str):
            try:
                return datetime.date.fromisoformat(value) if kind is datetime.date else _decimal(value)
            except (ValueError, InvalidOperation):
                raise BriefFormatError(f"{where}: no {kind.__name__}") from None
        if type(value) is not kind:
            raise BriefFormatError(f"{where}: no {kind.__name__}")
        return value

    def _one_of(self, kinds: tuple[Any, ...], value: object, where: str, depth: int) -> Any:
        """`value` as the first of the kinds that it can be; a block says itself which it is."""
        if set(kinds) == set(_BLOCKS.values()):
            name = value.get("block") if isinstance(value, dict) else None
            if not isinstance(name, str) or name not in _BLOCKS:
                raise BriefFormatError(f"{where}: no block")
            return self.read(_BLOCKS[name], value, f"{where}.{name}", depth)
        for kind in kinds:
            try:
                return self.read(kind, value, where, depth + 1)
            except BriefFormatError:
                continue
        raise BriefFormatError(f"{where}: nothing that could stand here")

    def _entries(self, kind: Any, value: object, where: str, depth: int) -> Any:
        if not isinstance(value, dict):
            raise BriefFormatError(f"{where}: no entries")
        expected = _hints(kind)
        given = {key: item for key, item in value.items() if not (key == "block" and kind in _BLOCKS.values())}
        if given.keys() != expected.keys():
            raise BriefFormatError(f"{where}: other entries than {', '.join(expected)}")
        return kind(
            **{name: self.read(expected[name], item, f"{where}.{name}", depth + 1) for name, item in given.items()}
        )


def images_of(value: object) -> dict[str, bytes]:
    """The bytes in a brief, or a part of it, by the digests that its JSON form has for them."""
    if isinstance(value, bytes):
        return {hashlib.sha256(value).hexdigest(): value}
    inner: Iterable[object] = value if isinstance(value, tuple) else ()
    if is_dataclass(value):
        inner = [getattr(value, field.name) for field in fields(value)]
    return {digest: data for each in inner for digest, data in images_of(each).items()}


def _decimal(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite() or len(text) > 100:
        raise ValueError(text)
    return number


@cache
def _hints(kind: Any) -> dict[str, Any]:
    """Name -> annotation, of each field."""
    # The model names these only where types are checked.
    from gireport.brief.paper import Paper
    from gireport.brief.provenance import Provenance
    from gireport.pdf.images import Raster

    names = {
        "datetime": datetime,
        "Decimal": Decimal,
        "Raster": Raster,
        "Paper": Paper,
        "Provenance": Provenance,
        **vars(sys.modules[kind.__module__]),
    }
    hints = get_type_hints(kind, globalns=names)
    return {field.name: hints[field.name] for field in fields(kind)}
