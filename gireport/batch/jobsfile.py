"""A file of jobs, CSV or JSON lines: a row for each brief, read whole, with every problem at its row and column."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gireport.brief.paper import PAPERS
from gireport.dataset.characters import setting_problem, shown
from gireport.dataset.places import asked_provinces
from gireport.dataset.sources.grid import column_letters
from gireport.dataset.spelling import unknown_word
from gireport.errors import GireportError, Place, Problem, UsageError
from gireport.records import dataclass
from gireport.thai.provinces import provinces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from gireport.batch.wanted import Wanted

_MAX_BYTES = 32 * 2**20
_MAX_ROWS = 200_000
_SET = "set."
_CHOICES: dict[str, tuple[str, ...]] = {
    "lang": ("th", "en"),
    "calendar": ("be", "ce"),
    "digits": ("arabic", "thai"),
    "paper": tuple(PAPERS),
}
COLUMNS = ("template", "years", "level", "province", "region", "lang", "calendar", "digits", "theme", "paper", "name")
"""What a row may say, besides `set.NAME` for a parameter. What it leaves blank is as the command says."""


@dataclass(frozen=True, slots=True)
class Readers:
    """How years and levels are read, as the options of those names are. They raise UsageError."""

    years: Callable[[str], Iterable[int] | None]
    levels: Callable[[Sequence[str]], tuple[int, ...] | None]


@dataclass(frozen=True, slots=True)
class _Row:
    place: Place
    cells: Mapping[str, str]
    labels: Mapping[str, str]
    """By column, how a spreadsheet shows it; none in JSON."""


def read_jobs(path: str, usual: Wanted, readers: Readers) -> list[Wanted]:
    """The briefs that the file wants, in its order; `usual` is what a row is where it says nothing.

    Raises UsageError with every problem of every row.
    """
    problems: list[Problem] = []
    text = _text(path)
    rows = _json_rows(text, path, problems) if path.lower().endswith((".jsonl", ".ndjson")) else None
    rows = _csv_rows(text, path, problems) if rows is None else rows
    if len(rows) > _MAX_ROWS:
        raise UsageError(Problem("batch.jobs-many", Place(path), {"most": _MAX_ROWS}))
    wanted = [_wanted(row, usual, readers, problems) for row in rows]
    if not wanted and not problems:
        problems.append(Problem("batch.jobs-none", Place(path)))
    if problems:
        raise UsageError(problems)
    return wanted


def _text(path: str) -> str:
    try:
        with Path(path).open("rb") as file:
            content = file.read(_MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(Problem("batch.jobs-unreadable", Place(path), {"reason": reason})) from None
    if len(content) > _MAX_BYTES:
        raise UsageError(Problem("schema.too-large", Place(path), {"limit": _MAX_BYTES // 1024}))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(Problem("schema.encoding", Place(path))) from None


def _csv_rows(text: str, path: str, problems: list[Problem]) -> list[_Row]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines = []
    try:
        lines = [(number, cells) for number, cells in enumerate(reader, start=1) if any(map(str.strip, cells))]
    except csv.Error as error:
        problems.append(Problem("batch.jobs-csv", Place(path, line=reader.line_num), {"detail": str(error)}))
    if problems or not lines:
        return []
    head = [cell.strip() for cell in lines[0][1]]
    for index, name in enumerate(head):
        place = Place(path, row=lines[0][0], column=column_letters(index))
        if head.index(name) < index:
            problems.append(Problem("batch.jobs-column-twice", place, {"value": shown(name)}))
        problems += _column_problem(name, place)
    labels = {name: f"{column_letters(index)} ({name})" for index, name in enumerate(head)}
    rows = []
    for number, cells in lines[1:]:
        if len(cells) > len(head):
            place = Place(path, row=number, column=column_letters(len(head)))
            problems.append(Problem("batch.jobs-extra-cell", place, {"value": shown(cells[len(head)])}))
        rows.append(_Row(Place(path, row=number), dict(zip(head, map(str.strip, cells), strict=False)), labels))
    return [] if problems else rows


def _json_rows(text: str, path: str, problems: list[Problem]) -> list[_Row]:
    rows = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        place = Place(path, line=number)
        try:
            entries = json.loads(line, object_pairs_hook=_once)
            cells = _flat(entries)
        except (ValueError, RecursionError) as error:
            problems.append(Problem("batch.jobs-json", place, {"detail": str(error)[:120]}))
            continue
        for name in cells:
            problems += _column_problem(name, place)
        rows.append(_Row(place, cells, {}))
    return [] if problems else rows


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    entries = dict(pairs)
    if len(entries) < len(pairs):
        raise ValueError("a key comes twice")
    return entries


def _flat(entries: Any) -> dict[str, str]:
    """The entries as cells of text. Raises ValueError for what is no object of texts and whole numbers."""
    if not isinstance(entries, dict):
        raise ValueError("not an object")
    parameters = entries.pop("set", {})
    if not isinstance(parameters, dict):
        raise ValueError("set: not an object")
    found = {**entries, **{f"{_SET}{name}": value for name, value in parameters.items()}}
    for name, value in found.items():
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise ValueError(f"{name}: neither a text nor a whole number")
    return {name: str(value).strip() for name, value in found.items()}


def _column_problem(name: str, place: Place) -> list[Problem]:
    if name in COLUMNS or (name.startswith(_SET) and name != _SET):
        return []
    code, facts = unknown_word("batch.jobs-column", name, [*COLUMNS, f"{_SET}NAME"])
    return [Problem(code, place, facts)]


def _wanted(row: _Row, usual: Wanted, readers: Readers, problems: list[Problem]) -> Wanted:
    """What a row wants; its problems are noted."""
    cells = {name: value for name, value in row.cells.items() if value}

    def note(name: str, *found: Problem) -> None:
        place = replace(row.place, column=row.labels.get(name, ""))
        problems.extend(replace(problem, place=place) for problem in found)

    for name, value in cells.items():
        if problem := setting_problem(value):
            note(name, Problem(problem[0], facts={"key": name, **problem[1]}))
        elif name in _CHOICES and value not in _CHOICES[name]:
            facts = {"key": name, "value": shown(value), "choices": ", ".join(_CHOICES[name])}
            note(name, Problem("schema.not-a-choice", facts=facts))
    given: dict[str, Any] = {name: cells[name] for name in ("template", "theme", "name", *_CHOICES) if name in cells}
    for name, read in (("years", readers.years), ("level", lambda text: readers.levels([text]))):
        if name in cells:
            try:
                found = read(cells[name])
                given[{"level": "levels"}.get(name, name)] = None if found is None else tuple(found)
            except GireportError as error:
                note(name, *error.problems)
    places = [(name, word.strip()) for name in ("province", "region") for word in cells.get(name, "").split(";")]
    places = [(name, word) for name, word in places if word]
    for name, word in places:
        note(name, *asked_provinces([word], provinces(), usual.scheme, sparse=True)[1])
    parameters = {**dict(usual.parameters), **{n.removeprefix(_SET): v for n, v in cells.items() if n.startswith(_SET)}}
    if places:
        given["places"] = tuple(word for _, word in places)
    number = row.place.row or row.place.line or 0
    return replace(usual, **given, parameters=tuple(parameters.items()), number=number, place=row.place)
