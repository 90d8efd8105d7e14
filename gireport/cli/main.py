"""The group of commands, and what becomes of whatever goes wrong in them."""

from __future__ import annotations

import re
import signal
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

import click

from gireport import __version__
from gireport.cli import console
from gireport.cli.options import language_option
from gireport.cli.wording import Group, Option
from gireport.errors import ExitCode, GireportError, OutputError
from gireport.messages import say

if TYPE_CHECKING:
    from collections.abc import Sequence

_COMMANDS = {
    name: f"gireport.cli.{name}"
    for name in ("build", "check", "compare", "dataset", "template", "batch", "verify", "sign", "fonts", "doctor")
}


class _Commands(Group):
    """The commands, each imported only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in _COMMANDS:
            from importlib import import_module

            self.add_command(import_module(_COMMANDS[cmd_name]).command)
        return super().get_command(ctx, cmd_name)


def _show_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        console.Console().result(f"gireport {__version__}")
        ctx.exit()


group = _Commands(
    "gireport",
    help_code="help.gireport",
    params=[
        language_option(),
        Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_version,
            help_code="help.version",
        ),
    ],
)


def main(arguments: Sequence[str]) -> int:
    """Runs one command; returns its exit code. A user never sees a traceback, except with `-v` of a bug."""
    console.prepare_streams()
    with suppress(ValueError):  # of a thread that is not the main one, which gets no signals
        signal.signal(signal.SIGTERM, _terminate)
    try:
        if not arguments:
            console.complain(click.Context(group, info_name="gireport").get_help())
            return ExitCode.USAGE
        # Not `group.main`, which would take interrupts and broken pipes for itself.
        with group.make_context("gireport", list(arguments)) as context:
            group.invoke(context)
    except click.exceptions.Exit as ending:  # of `--help` and `--version`
        return ending.exit_code
    except GireportError as error:
        console.complain_of(error.problems)
        return error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        console.complain(error.format_message())
        return ExitCode.USAGE
    except click.UsageError as error:
        console.complain(_usage_message(error, arguments))
        return ExitCode.USAGE
    except _Terminated:
        console.complain(say("terminated"))
        return ExitCode.TERMINATED
    except KeyboardInterrupt:
        console.complain(say("interrupted"))
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # The reader has had enough (`| head`): nothing to say, but what was to be written was not.
        console.abandon_stdout()
        return OutputError.exit_code
    except Exception as error:  # the last resort: whatever reaches this is a fault of the program
        return _report_bug(error, arguments)
    return ExitCode.OK


class _Terminated(BaseException):  # no Exception: as with an interrupt, what was begun is cleared away and told
    """The process was asked to end."""


def _terminate(number: int, frame: object) -> NoReturn:
    raise _Terminated


def _usage_message(error: click.UsageError, arguments: Sequence[str]) -> str:
    match error:
        case click.NoSuchOption():
            text = say("usage.no-option", option=error.option_name)
            if error.possibilities:
                text += "\n  → " + ", ".join(sorted(error.possibilities))
        case click.BadOptionUsage():
            text = say("usage.option-value", option=error.option_name, reason=error.message)
        case click.BadParameter(param=click.Option(type=click.Choice() as choice) as option):
            text = say("usage.not-a-choice", option=option.opts[-1], choices=", ".join(map(str, choice.choices)))
        case _:
            text = say("usage.other", reason=error.format_message())
    # Where Click does not say in which command it was, the words do.
    words = ["gireport", *(word for word in arguments if word in _COMMANDS)][:2]
    command = error.ctx.command_path if error.ctx else " ".join(words)
    return f"{text}\n  → {say('usage.see-help', command=command)}"


def _report_bug(error: Exception, arguments: Sequence[str]) -> int:
    console.complain(say("bug", version=__version__, kind=type(error).__name__, error=error))
    # Short options may be joined, as in `-nv`.
    if any(word == "--verbose" or re.fullmatch("-[a-z]*v[a-z]*", word) for word in arguments):
        console.complain("".join(traceback.format_exception(error)))
    else:
        console.complain("  → " + say("bug.hint"))
    return ExitCode.BUG
