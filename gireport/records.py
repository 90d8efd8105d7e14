"""Frozen dataclasses that are quickly made.

The decorator of the standard library writes and compiles seven methods for each class, half a millisecond a class and
a tenth of the time of `gireport build`, which needs ninety. This one compiles the constructor alone; all other methods
are shared. What it makes is a dataclass: `fields`, `replace`, `asdict` and pattern matching work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    import dataclasses
    from operator import attrgetter

    def dataclass(*, frozen, slots):
        """The standard decorator of that name, for classes that are both `frozen` and with `slots`."""
        if not (frozen and slots):
            raise TypeError("for other classes there is the decorator of the standard library")
        return _record

    def _record(plain):
        plain = dataclasses.dataclass(init=False, repr=False, eq=False)(plain)
        fields = dataclasses.fields(plain)
        inherited = {name for base in plain.__mro__[1:] for name in getattr(base, "__slots__", ())}
        slots = tuple(field.name for field in fields if field.name not in inherited)
        unwanted = {"__dict__", "__weakref__", *slots}
        own = {name: value for name, value in vars(plain).items() if name not in unwanted}
        made = type(plain)(plain.__name__, plain.__bases__, {**own, **_shared(own), "__slots__": slots})
        made.__qualname__ = plain.__qualname__
        made.__init__ = _constructor(made, fields)
        made._values = staticmethod(_getter([field.name for field in fields if field.compare]))
        return made

    def _shared(own):
        """The methods that no class has of its own, but for those that this one has."""
        return {method.__name__: method for method in _METHODS if method.__name__ not in own}

    def _constructor(made, fields):
        """`__init__`, which sets each field through its slot, past the class's own refusal."""
        names, parameters, lines = {}, [], []
        for field in fields:
            name = field.name
            names[f"_set_{name}"] = getattr(made, name).__set__
            value = name
            if field.default is not dataclasses.MISSING:
                names[f"_default_{name}"] = field.default
                parameters.append(f"{name}=_default_{name}")
            elif field.default_factory is not dataclasses.MISSING:
                names[f"_make_{name}"] = field.default_factory
                parameters.append(f"{name}=_none_given")
                value = f"_make_{name}() if {name} is _none_given else {name}"
            else:
                parameters.append(name)
            lines.append(f" _set_{name}(self, {value})")
        if hasattr(made, "__post_init__"):
            lines.append(" self.__post_init__()")
        names["_none_given"] = object()
        exec(f"def __init__({', '.join(['self', *parameters])}):\n" + "\n".join(lines or [" pass"]), names)
        return names["__init__"]

    def _getter(names):
        """What gives the values of these attributes of an object, as something that compares and has a hash."""
        return attrgetter(*names) if names else lambda record: ()

    def __eq__(self, other):  # noqa: N807
        if other.__class__ is not self.__class__:
            return NotImplemented
        return self is other or self._values(self) == self._values(other)

    def __hash__(self):  # noqa: N807
        return hash(self._values(self))

    def __repr__(self):  # noqa: N807
        shown = (f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr)
        return f"{type(self).__qualname__}({', '.join(shown)})"

    def __setattr__(self, name, value):  # noqa: N807
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name):  # noqa: N807
        raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")

    def __getstate__(self):  # noqa: N807
        return [getattr(self, field.name) for field in dataclasses.fields(self)]

    def __setstate__(self, state):  # noqa: N807
        for field, value in zip(dataclasses.fields(self), state, strict=True):
            object.__setattr__(self, field.name, value)

    _METHODS = (__eq__, __hash__, __repr__, __setattr__, __delattr__, __getstate__, __setstate__)
