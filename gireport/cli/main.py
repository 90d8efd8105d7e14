"""The group of commands, and what becomes of whatever goes wrong in them."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, Any

import click

from gireport import __version__, messages
from gireport.cli import console
from gireport.cli.wording import Option, localised_help_option
from gireport.errors import ExitCode, GireportError, OutputError
from gireport.messages import say

if TYPE_CHECKING:
    from collections.abc import Sequence

_COMMANDS = {"build": "gireport.cli.build"}


class _Group(click.Group):
    """The commands, each imported only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        from importlib import import_module

        command: click.Command = import_module(_COMMANDS[cmd_name]).command
        return command

    def get_help(self, ctx: click.Context) -> str:
        self.help = say("help.gireport")
        return super().get_help(ctx)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return localised_help_option(super().get_help_option(ctx))


def _speak(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    if value:
        messages.speak(value)
    return value


def _show_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        click.echo(f"gireport {__version__}")
        ctx.exit()


group = _Group(
    "gireport",
    params=[
        Option(
            ["--messages"],
            type=click.Choice(["th", "en"]),
            is_eager=True,
            expose_value=False,
            callback=_speak,
            help_code="help.messages",
        ),
        Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_version,
            help_code="help.version",
        ),
    ],
    no_args_is_help=True,
)


def main(arguments: Sequence[str]) -> int:
    """Runs one command; returns its exit code. A user never sees a traceback, except with `-v` of a bug."""
    console.prepare_streams()
    try:
        group.main(list(arguments), prog_name="gireport", standalone_mode=False)
    except GireportError as error:
        console.complain_of(error.problems)
        return error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        console.complain(error.ctx.get_help() if error.ctx else "")
        return ExitCode.USAGE
    except click.UsageError as error:
        console.complain(_usage_message(error))
        return ExitCode.USAGE
    except (KeyboardInterrupt, click.Abort):
        console.complain(say("interrupted"))
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # The reader has had enough (`| head`): nothing to say, but what was to be written was not.
        console.abandon_stdout()
        return OutputError.exit_code
    except Exception as error:  # the last resort: whatever reaches this is a fault of the program
        return _report_bug(error, arguments)
    return ExitCode.OK


def _usage_message(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            text = say("usage.no-option", option=error.option_name)
            if error.possibilities:
                text += "\n  → " + ", ".join(sorted(error.possibilities))
        case click.BadParameter() if error.param is not None:
            text = say("usage.bad-value", option=error.param.opts[0], reason=error.message)
        case _:
            text = say("usage.other", reason=error.format_message())
    command = error.ctx.command_path if error.ctx else "gireport"
    return f"{text}\n  → {say('usage.see-help', command=command)}"


def _report_bug(error: Exception, arguments: Sequence[str]) -> int:
    console.complain(say("bug", version=__version__, kind=type(error).__name__, error=error))
    if {"-v", "--verbose"} & set(arguments):
        console.complain("".join(traceback.format_exception(error)))
    else:
        console.complain("  → " + say("bug.hint"))
    return ExitCode.BUG
