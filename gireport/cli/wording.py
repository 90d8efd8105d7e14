"""Click commands and options whose help is a code of the message catalogue, looked up only when help is shown."""

from __future__ import annotations

from typing import Any

import click

from gireport.cli.console import Console
from gireport.dataset.spelling import unknown_word
from gireport.errors import Problem, UsageError
from gireport.messages import say


class Option(click.Option):
    """An option with help in the language of the messages."""

    def __init__(self, *args: Any, help_code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._help_code = help_code

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option and its help, as a row of the list of options."""
        self.help = say(self._help_code)
        return super().get_help_record(ctx)


class Command(click.Command):
    """A command with help in the language of the messages: what it does, and an example."""

    def __init__(self, *args: Any, help_code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._help_code = help_code

    def get_help(self, ctx: click.Context) -> str:
        """The whole help page."""
        self.help = say(self._help_code)
        return super().get_help(ctx)

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first line of the help, for the list of commands."""
        return say(self._help_code).split("\n", 1)[0]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, itself explained in the language of the messages."""
        return localised_help_option(super().get_help_option(ctx))


class Group(click.Group):
    """Commands below a word of their own, with help in the language of the messages."""

    def __init__(self, *args: Any, help_code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._help_code = help_code

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name. Raises UsageError where there is none."""
        known = self.list_commands(ctx)
        if cmd_name not in known:
            code, facts = unknown_word("usage.no-command", cmd_name, known)
            raise UsageError(Problem(code, facts=facts))
        return super().get_command(ctx, cmd_name)

    def get_help(self, ctx: click.Context) -> str:
        """The whole help page."""
        self.help = say(self._help_code)
        return super().get_help(ctx)

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first line of the help, for the list of commands."""
        return say(self._help_code).split("\n", 1)[0]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, itself explained in the language of the messages."""
        return localised_help_option(super().get_help_option(ctx))


def localised_help_option(option: click.Option | None) -> click.Option | None:
    """Click's `--help` option with its explanation in the language of the messages."""
    if option is not None:
        option.help = say("help.help")
        option.callback = _show_help
    return option


def _show_help(context: click.Context, option: click.Parameter, wanted: bool) -> None:
    if wanted:
        # Click's own way of printing it would not notice that a disk is full.
        Console().result(context.get_help())
        context.exit()
