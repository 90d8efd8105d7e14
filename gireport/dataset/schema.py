"""What a `dataset.toml` declares: the tables, their columns, and what must hold between them.

Two tables have a meaning of their own: `certificates`, which figures are computed from, and `levels`, which
names the levels. Everything else about a table is what its declaration says.
"""

from __future__ import annotations

from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from gireport.dataset.characters import shown
from gireport.dataset.fields import Fields, Wording
from gireport.dataset.rules import check_rules
from gireport.errors import DataError, Place, Problem
from gireport.records import dataclass
from gireport.thai.dates import PartialDate
from gireport.thai.words import own_words
from gireport.thai.years import BEYear, YearRange

if TYPE_CHECKING:
    from collections.abc import Mapping

ColumnType = Literal["level", "fiscal-year", "be-year", "province", "count", "number", "text"]
Gaps = Literal[
    "",  # there are none: a missing row, like a blank cell, is an error
    "unknown",  # what is missing is not known
    "none",  # what has no row has no certificates
]

VERSION = 1
DATASET_FILE = "dataset.toml"
MAX_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One declared column. A column with `years` stands for one column per year, each headed by its year."""

    name: str
    type: ColumnType
    key: bool = False
    """Part of what tells the table's rows apart."""
    optional: bool = False
    """A cell may be blank."""
    leaves_only: bool = False
    """Blank in a row that another refers to, filled in every other."""
    none: tuple[str, ...] = ()
    """The words that mean: none of these."""
    unknown: tuple[str, ...] = ()
    """The words that mean: not known."""
    all: str = ""
    """The word that means: every value of this key together."""
    one_of: tuple[str, ...] = ()
    """The only words there may be."""
    refers_to: str = ""
    """The column in which a row above must have this cell's value."""
    years: tuple[BEYear, ...] = ()
    unit: Wording | None = None

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the columns that this one stands for."""
        return tuple(str(year.be) for year in self.years) or (self.name,)


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One declared table and the file that it is in."""

    name: str
    file: str
    columns: tuple[ColumnSpec, ...]
    title: Wording | None = None
    source: Wording | None = None
    translation: Wording | None = None
    """How its columns of another language, such as `text_en` beside `text`, came about."""
    complete: tuple[str, ...] = ()
    """The keys of which every combination must have a row."""
    totals_of: str = ""
    """The table whose sums this one states."""
    gaps: Gaps = ""
    """What a combination of keys without a row means; "unknown" also allows blank counts, which mean the same."""

    @property
    def keys(self) -> tuple[ColumnSpec, ...]:
        """The columns that tell the rows apart; without any, rows may repeat."""
        return tuple(column for column in self.columns if column.key)

    def typed(self, kind: ColumnType) -> tuple[ColumnSpec, ...]:
        """The columns of a type."""
        return tuple(column for column in self.columns if column.type == kind)


@dataclass(frozen=True, slots=True)
class DatasetSpec:
    """A whole `dataset.toml`. What it does not say is None."""

    name: str
    folder: Path
    tables: Mapping[str, TableSpec]
    title: Wording | None = None
    source: Wording | None = None
    licence: Wording | None = None
    as_of: PartialDate | None = None
    fiscal_years: YearRange | None = None
    words: tuple[str, ...] = ()
    """Words that lines are not to cut, as `gireport.thai.words.own_words` takes them."""


def load_schema(path: Path) -> DatasetSpec:
    """The declaration in the TOML file at `path`.

    Raises DataError with every problem in it: syntax, unknown or missing keys, wrong types, files outside its
    folder, and rules that its tables cannot meet.
    """
    problems: list[Problem] = []
    fields = Fields(_parse_toml(path), "", path.name, problems)
    fields.version("version", VERSION)
    spec = DatasetSpec(
        name=fields.text("name"),
        folder=path.parent,
        tables={name: _table(name, below, path.parent) for name, below in fields.named("tables")},
        title=fields.wording("title"),
        source=fields.wording("source"),
        licence=fields.wording("licence"),
        as_of=fields.parsed("as_of", PartialDate.parse, "schema.bad-date"),
        fiscal_years=fields.parsed("fiscal_years", YearRange.parse, "schema.bad-years"),
        words=_words(fields),
    )
    fields.finish()
    # The rules speak of columns and tables by name, which means something only where those were understood.
    if not problems:
        problems.extend(check_rules(spec.tables, path.name))
    if problems:
        raise DataError(problems)
    return spec


def _parse_toml(path: Path) -> dict[str, Any]:
    import tomllib

    place = Place(path.name)
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise DataError(Problem("data.file-unreadable", place, {"reason": error.strerror or ""})) from error
    if len(content) > MAX_BYTES:
        raise DataError(Problem("schema.too-large", place, {"limit": MAX_BYTES // 1024}))
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        place = Place(path.name, line=content.count(b"\n", 0, error.start) + 1)
        raise DataError(Problem("schema.encoding", place)) from error
    # Nesting too deep, or a number too long, for the parser is a fault of the file like any other.
    except (ValueError, RecursionError) as error:
        raise DataError(Problem("schema.syntax", place, {"detail": str(error)})) from error


def _table(name: str, fields: Fields, folder: Path) -> TableSpec:
    spec = TableSpec(
        name=name,
        file=_file(fields, folder),
        columns=tuple(_column(below) for below in fields.listed("columns")),
        title=fields.wording("title"),
        source=fields.wording("source"),
        translation=fields.wording("translation"),
        complete=fields.words("complete"),
        totals_of=fields.text("totals_of", required=False),
        gaps=cast("Gaps", fields.choice("gaps", ("unknown", "none")) if fields.has("gaps") else ""),
    )
    fields.finish()
    return spec


def _words(fields: Fields) -> tuple[str, ...]:
    words = fields.words("words")
    first: dict[str, str] = {}
    for word in words:
        try:
            own_words((first.setdefault(word.replace("|", ""), word), word))
        except ValueError:
            fields.refuse("schema.bad-word", "words", value=shown(word))
            return ()
    return words


def _file(fields: Fields, folder: Path) -> str:
    """A file name that leads nowhere but into the dataset's folder, on any platform."""
    name = fields.text("file")
    windows = PureWindowsPath(name)
    if windows.drive or windows.root or ".." in windows.parts or not _stays_in(folder, name):
        fields.refuse("schema.file-outside", "file", value=shown(name))
    return name


def _stays_in(folder: Path, name: str) -> bool:
    """Whether the file is in the folder once symbolic links are followed."""
    try:
        return (folder / name).resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # links in a circle
        return False


def _column(fields: Fields) -> ColumnSpec:
    years = fields.parsed("years", YearRange.parse, "schema.bad-years")
    spec = ColumnSpec(
        name=fields.text("name"),
        type=cast("ColumnType", fields.choice("type", get_args(ColumnType))),
        key=fields.flag("key"),
        optional=fields.flag("optional"),
        leaves_only=fields.flag("leaves_only"),
        none=fields.words("none"),
        unknown=fields.words("unknown"),
        all=fields.text("all", required=False),
        one_of=fields.words("one_of"),
        refers_to=fields.text("refers_to", required=False),
        years=tuple(BEYear(year) for year in years or ()),
        unit=fields.wording("unit"),
    )
    fields.finish()
    return spec
