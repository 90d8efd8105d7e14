"""Commands for which words that are not typed may be set elsewhere."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from click.core import ParameterSource

from gireport.cli.reading import shown_data
from gireport.cli.settings import Settings
from gireport.cli.wording import Command

if TYPE_CHECKING:
    from collections.abc import Mapping

    import click

    from gireport.cli.console import Console


class SetCommand(Command):
    """A command whose words may stand in `gireport.toml` or the environment; `set_as` names settings of other names."""

    def __init__(self, *args: Any, set_as: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._set_as = set_as or {}

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The context of one run. Raises UsageError where what is set elsewhere makes no sense."""
        # Help is given wherever one is.
        if "--help" not in args:
            settings = Settings.read(Path.cwd(), os.environ)
            settings.speak()
            extra |= {"default_map": self._defaults(settings), "obj": settings}
        return super().make_context(info_name, args, parent, **extra)

    def say_origins(self, context: click.Context, console: Console) -> None:
        """Says, where details are asked for, which words were set elsewhere, and where."""
        for parameter in self.params:
            name = self._setting(parameter)
            if context.get_parameter_source(parameter.name or "") == ParameterSource.DEFAULT_MAP:
                setting = context.obj.entries[name]
                console.detail("build.set", name=name, value=shown_data(setting.value), origin=setting.origin)
        for variable, setting in context.obj.limits.items():
            console.detail("build.set", name=variable, value=setting.value, origin=setting.origin)

    def _defaults(self, settings: Settings) -> dict[str, str | list[str]]:
        found: dict[str, str | list[str]] = {}
        set_ones = settings.defaults()
        for parameter in self.params:
            if parameter.name and (value := set_ones.get(self._setting(parameter))):
                found[parameter.name] = value if parameter.nargs == 1 else [value]
        return found

    def _setting(self, parameter: click.Parameter) -> str:
        return self._set_as.get(parameter.name or "", parameter.name or "")
