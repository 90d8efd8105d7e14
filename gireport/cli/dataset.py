"""`gireport dataset`: a copy of the bundled dataset to edit, and what a dataset has in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from gireport.cli.console import Console
from gireport.cli.options import reading_options, talk_options
from gireport.cli.reading import ReadingWords
from gireport.cli.wording import Command, Group

if TYPE_CHECKING:
    from pathlib import Path


def _init(folder: str, output_format: str, verbose: bool, quiet: bool) -> None:
    from pathlib import Path

    from gireport.assets import asset
    from gireport.files import make_folder

    console = Console(verbosity=verbose - quiet)
    target = Path(folder)
    source = asset("data", "green-industry")
    contents = {path.name: path.read_bytes() for path in sorted(source.iterdir()) if _is_of_dataset(path)}
    make_folder(target, contents)
    if output_format == "json":
        console.result_json({"version": 1, "folder": str(target), "files": list(contents)})
        return
    console.result(str(target))
    console.talk("dataset.made", folder=target, count=len(contents))


def _is_of_dataset(path: Path) -> bool:
    return path.is_file() and path.suffix in (".toml", ".csv")


def _show(data: str | None, output_format: str, verbose: bool, quiet: bool, **words: Any) -> None:
    from gireport.cli.tell import described_lines, worded
    from gireport.dataset.dataset import Dataset
    from gireport.dataset.description import described
    from gireport.messages import say

    console = Console(verbosity=verbose - quiet)
    reading = ReadingWords.taken_from(words)
    dataset = Dataset.bundled() if data is None else reading.read(data)
    for notice in dataset.notices:
        console.notice(notice)
    if output_format == "json":
        console.result_json(described(dataset))
        return
    title = worded(dataset.title)
    lines = [f"{dataset.name}: {title}" if title else dataset.name, *described_lines(dataset)]
    console.result("\n".join([*lines, say("tell.hash", digest=dataset.digest)]))


command = Group(
    "dataset",
    help_code="help.dataset",
    commands=[
        Command(
            "init",
            callback=_init,
            help_code="help.dataset-init",
            params=[click.Argument(["folder"], metavar="DIR"), *talk_options()],
        ),
        Command(
            "show",
            callback=_show,
            help_code="help.dataset-show",
            params=[
                click.Argument(["data"], required=False, metavar="[DATA]"),
                *reading_options(),
                *talk_options(),
            ],
        ),
    ],
)
