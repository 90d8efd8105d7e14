"""Parameters: what whoever makes a brief may set with `--set name=value`, typed by the template's declaration."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, get_args

from gireport.dataset.characters import setting_problem, shown
from gireport.dataset.spelling import unknown_word
from gireport.errors import Problem, UsageError
from gireport.records import dataclass
from gireport.thai.dates import PartialDate
from gireport.thai.digits import to_arabic_digits
from gireport.thai.numbers import parse_number
from gireport.thai.provinces import Province, find_province
from gireport.thai.years import FiscalYear

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from gireport.dataset.fields import Fields, Wording
    from gireport.dataset.select import Selection

ParameterKind = Literal["text", "integer", "number", "year", "level", "province", "flag", "choice", "date"]
ParameterValue = str | int | Decimal | FiscalYear | Province | PartialDate

_MOST_PARAMETERS = 40
_LONGEST_TEXT = 500
# A template says `parameters.name`: no name may be one that a mapping of Python's has for itself.
_NAME = re.compile("[a-z][a-z0-9_]{0,39}")
_WHOLE = re.compile("[-\u2212]?[0-9]{1,15}")
_LEVEL = re.compile("[0-9]{1,3}")
_FLAGS = {"true": True, "yes": True, "false": False, "no": False}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter as a template declares it."""

    name: str
    kind: ParameterKind
    default: ParameterValue | None
    """None where it has to be set."""
    choices: tuple[str, ...] = ()
    help: Wording | None = None

    def read(self, text: str) -> ParameterValue:
        """The value that `text` writes, its digits Thai or Arabic. Raises ValueError where it writes none."""
        if self.kind == "choice":
            if text not in self.choices:
                raise ValueError(text)
            return text
        return _READERS[self.kind](text.strip())


def declared(fields: Fields) -> tuple[Parameter, ...]:
    """The tables `[parameters.NAME]` of a front matter; their problems are noted there."""
    if not fields.has("parameters"):
        return ()
    tables = fields.named("parameters")
    if len(tables) > _MOST_PARAMETERS:
        fields.refuse("template.parameters-many", "parameters", most=_MOST_PARAMETERS)
    return tuple(filter(None, (_declared(name, entries) for name, entries in tables[:_MOST_PARAMETERS])))


def settled(parameters: Iterable[Parameter], given: Mapping[str, str]) -> dict[str, ParameterValue]:
    """Every parameter with the value given as text, or its default.

    Raises UsageError with each that is not declared, is set to what it cannot be, or is missing.
    """
    known = {parameter.name: parameter for parameter in parameters}
    problems, values = [], {}
    for name in given:
        if name not in known:
            code, facts = unknown_word("usage.parameter-unknown", name, list(known) or ["–"])
            problems.append(Problem(code, facts=facts))
    for name, parameter in known.items():
        if name in given:
            try:
                values[name] = parameter.read(given[name])
            except ValueError:
                problems.append(_misset(parameter, given[name]))
        elif parameter.default is None:
            problems.append(Problem("usage.parameter-missing", facts={"name": name}))
        else:
            values[name] = parameter.default
    if problems:
        raise UsageError(problems)
    return values


def check_selection(
    values: Mapping[str, ParameterValue], parameters: Iterable[Parameter], selection: Selection
) -> None:
    """Raises SelectionError for a year, level or province that the data has not."""
    for parameter in parameters:
        value = values[parameter.name]
        match value:
            case FiscalYear():
                selection.dataset.select(years=[value])
            case int() if parameter.kind == "level":
                selection.dataset.select(levels=[value])
            case Province():
                selection.dataset.select(provinces=[value])


def parameter_names(values: Mapping[str, ParameterValue]) -> dict[str, object]:
    """What templates see below `parameters`: a province as its names and code, anything else as it is."""
    return {
        name: {"name_th": value.th, "name_en": value.en, "code": value.iso} if isinstance(value, Province) else value
        for name, value in values.items()
    }


def _declared(name: str, fields: Fields) -> Parameter | None:
    """One parameter; None where it has problems, which are noted."""
    kinds = get_args(ParameterKind)
    if not _NAME.fullmatch(name) or hasattr(dict, name):
        fields.refuse("template.parameter-name", "", value=shown(name))
    kind = fields.choice("type", kinds)
    choices = fields.words("choices")
    if (kind == "choice") != bool(choices):
        fields.refuse("template.parameter-choices", "choices")
    help_words = fields.wording("help")
    default = fields.plain("default")
    fields.finish()
    if kind not in kinds or not _NAME.fullmatch(name) or (kind == "choice" and not choices):
        return None
    parameter = Parameter(name, kind, None, choices, help_words)  # type: ignore[arg-type]
    if default is None:
        return parameter
    try:
        return Parameter(name, parameter.kind, parameter.read(default), choices, help_words)
    except ValueError:
        fields.refuse("template.parameter-default", "default", value=shown(default), type=kind)
        return None


def _misset(parameter: Parameter, text: str) -> Problem:
    facts: dict[str, object] = {"name": parameter.name, "value": shown(text)}
    if parameter.kind == "choice":
        code, about = unknown_word("usage.parameter-choice", text, parameter.choices)
        return Problem(code, facts={**about, **facts})
    return Problem(f"usage.parameter-{parameter.kind}", facts=facts)


def _text(text: str) -> str:
    if not text or len(text) > _LONGEST_TEXT or setting_problem(text):
        raise ValueError(text)
    return text


def _whole(text: str) -> int:
    plain = to_arabic_digits(text)
    if not _WHOLE.fullmatch(plain):
        raise ValueError(text)
    return int(plain.replace("\u2212", "-"))


def _level(text: str) -> int:
    plain = to_arabic_digits(text)
    if not _LEVEL.fullmatch(plain):
        raise ValueError(text)
    return int(plain)


def _flag(text: str) -> bool:
    if text.casefold() not in _FLAGS:
        raise ValueError(text)
    return _FLAGS[text.casefold()]


_READERS: dict[str, Callable[[str], ParameterValue]] = {
    "text": _text,
    "integer": _whole,
    "number": lambda text: parse_number(text, signed=True),
    "year": FiscalYear.parse,
    "level": _level,
    "province": find_province,
    "flag": _flag,
    "date": PartialDate.parse,
}
