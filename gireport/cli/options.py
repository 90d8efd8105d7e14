"""Options that several commands share, and how their words are read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from gireport.brief.paper import PAPERS
from gireport.cli.wording import Option
from gireport.errors import Problem, UsageError
from gireport.messages import speak
from gireport.thai.digits import to_arabic_digits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gireport.messages import MessageLanguage
    from gireport.thai.years import YearRange

# As `gireport.dataset.sources` reads them, which is not imported to be asked.
_ENCODINGS = ["utf-8", "utf-16", "cp874", "tis-620"]
_LEVELS = re.compile(r"(?P<first>\d{1,3})(?:\s*[-–]\s*(?P<last>\d{1,3}))?", re.ASCII)


def data_options() -> list[click.Parameter]:
    """Which data, and how it is read: `--data` and `reading_options`."""
    return [Option(["-d", "--data"], metavar="DATA", help_code="help.data"), *reading_options()]


def reading_options() -> list[click.Parameter]:
    """How data is read, where it does not say so itself, and what it does not say of itself."""
    return [
        Option(["--sheet"], metavar="NAME", help_code="help.sheet"),
        Option(["--encoding"], type=click.Choice(_ENCODINGS), help_code="help.encoding"),
        Option(["--data-calendar"], type=click.Choice(["be", "ce"]), help_code="help.data-calendar"),
        Option(["--columns"], metavar="KEY=HEAD", multiple=True, help_code="help.columns"),
        Option(["--gaps"], type=click.Choice(["unknown", "none"]), help_code="help.gaps"),
        Option(["--unit"], metavar="TEXT", help_code="help.unit"),
        Option(["--query"], metavar="SQL", help_code="help.query"),
        Option(["--as-of"], metavar="DATE", help_code="help.as-of"),
        Option(["--source"], metavar="TEXT", help_code="help.source"),
    ]


def selection_options() -> list[click.Parameter]:
    """Which figures of it: `--years`, `--level`, `--province` and `--region`."""
    return [
        Option(["--years"], metavar="YEARS", help_code="help.years"),
        Option(["--level", "levels"], metavar="LEVELS", multiple=True, help_code="help.level"),
        Option(["--province", "provinces"], metavar="NAME", multiple=True, help_code="help.province"),
        Option(["--region", "regions"], metavar="NAME", multiple=True, help_code="help.region"),
        Option(
            ["--region-scheme"],
            type=click.Choice(["four", "six"]),
            default="six",
            show_default=True,
            help_code="help.region-scheme",
        ),
    ]


def print_options() -> list[click.Parameter]:
    """How they are printed: `--lang`, `--calendar`, `--digits`, `--theme` and `--paper`."""
    return [
        Option(["--lang"], type=click.Choice(["th", "en"]), help_code="help.lang"),
        Option(["--calendar"], type=click.Choice(["be", "ce"]), help_code="help.calendar"),
        Option(
            ["--digits"],
            type=click.Choice(["arabic", "thai"]),
            default="arabic",
            show_default=True,
            help_code="help.digits",
        ),
        Option(["--theme"], metavar="THEME", help_code="help.theme"),
        Option(["--paper"], type=click.Choice(list(PAPERS)), help_code="help.paper"),
    ]


def language_option() -> click.Parameter:
    """The language of messages and help: `--messages`, before a command or after it."""
    return Option(
        ["--messages"],
        type=click.Choice(["th", "en"]),
        is_eager=True,  # so that even `--help` beside it is in that language
        expose_value=False,
        callback=_speak,
        help_code="help.messages",
    )


def _speak(context: click.Context, option: click.Parameter, language: MessageLanguage | None) -> None:
    if language:
        speak(language)


def talk_options() -> list[click.Parameter]:
    """How much is said, in which form and language: `--format`, `-v`, `-q`, `--messages`."""
    return [
        Option(
            ["--format", "output_format"],
            type=click.Choice(["text", "json"]),
            default="text",
            show_default=True,
            help_code="help.format",
        ),
        Option(["-v", "--verbose"], is_flag=True, callback=_refuse_both, help_code="help.verbose"),
        Option(["-q", "--quiet"], is_flag=True, callback=_refuse_both, help_code="help.quiet"),
        language_option(),
    ]


def _refuse_both(context: click.Context, option: click.Parameter, given: bool) -> bool:
    other = "quiet" if option.name == "verbose" else "verbose"
    if given and context.params.get(other):  # which is there for the second of the two
        raise UsageError(Problem("usage.verbose-and-quiet"))
    return given


def parse_years(text: str | None) -> YearRange | None:
    """The years that `--years` names; None where it was not given. Raises UsageError."""
    from gireport.thai.years import YearError, YearRange

    if text is None:
        return None
    try:
        return YearRange.parse(text)
    except YearError as error:
        facts = {"value": error.text, "suggestion": error.suggestion or ""}
        code = error.reason if error.reason in {"is-ce", "order", "two-digit"} else "syntax"
        raise UsageError(Problem(f"usage.years-{code}", facts=facts)) from None


def parse_settings(texts: Sequence[str]) -> dict[str, str]:
    """What `--set` sets, name to text; of a name that is set twice, the last. Raises UsageError."""
    settings: dict[str, str] = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not (sign and name.strip()):
            raise UsageError(Problem("usage.set-syntax", facts={"value": text[:80]}))
        settings[name.strip()] = value.strip()
    return settings


def parse_levels(texts: Sequence[str]) -> tuple[int, ...] | None:
    """The levels that `--level` names (`3`, `3,4`, `3-5`, repeated); None where it was not given. Raises UsageError."""
    levels: list[int] = []
    for text in texts:
        for part in to_arabic_digits(text).split(","):
            match = _LEVELS.fullmatch(part.strip())
            first = int(match["first"]) if match else 1
            last = int(match["last"] or first) if match else 0
            if last < first:
                raise UsageError(Problem("usage.levels", facts={"value": text}))
            levels += range(first, last + 1)
    return tuple(dict.fromkeys(levels)) or None
