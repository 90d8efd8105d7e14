"""A dataset: checked tables and what is known about them, immutable once read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gireport.assets import asset
from gireport.dataset.fields import Wording
from gireport.dataset.load import load_tables
from gireport.dataset.rules import CERTIFICATES, LEVELS
from gireport.dataset.schema import DATASET_FILE, load_schema
from gireport.dataset.select import Selection, select
from gireport.dataset.sources.options import SourceOptions
from gireport.dataset.table import FrozenMap, Table
from gireport.errors import DataError, Place, Problem, UsageError
from gireport.remote import is_folder_url, is_url, name_of, shown_url
from gireport.settings import Limits
from gireport.thai.dates import PartialDate
from gireport.thai.provinces import Province, provinces
from gireport.thai.years import FiscalYear

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from gireport.dataset.schema import ColumnType, Gaps
    from gireport.dataset.shapes.options import Columns
    from gireport.dataset.sources.options import Encoding
    from gireport.dataset.table import Value
    from gireport.thai.provinces import RegionScheme
    from gireport.thai.written import Calendar


@dataclass(frozen=True)  # no slots: the years and levels are kept once they are known
class Dataset:
    """Tables that passed every check. What the dataset does not say about itself is None."""

    name: str
    title: Wording | None
    source: Wording | None
    licence: Wording | None
    as_of: PartialDate | None
    tables: Mapping[str, Table]
    level_names: Mapping[int, Wording]
    """The names of the levels: its own, else the bundled ladder, which says nothing about certificates."""
    words: tuple[str, ...] = ()
    """Words of its own that lines are not to cut, `|` at the joints of compounds."""
    notices: tuple[Problem, ...] = ()
    """What was accepted, and its owner should know."""

    @classmethod
    def read(
        cls,
        path: str | Path,
        *,
        sheet: str = "",
        encoding: Encoding | None = None,
        query: str = "",
        calendar: Calendar | None = None,
        columns: Columns | None = None,
        gaps: Gaps = "",
        unit: str | Wording | None = None,
        as_of: str | PartialDate | None = None,
        source: str | Wording | None = None,
        limits: Limits | None = None,
    ) -> Dataset:
        """The dataset in the folder `path`, declared by the TOML file `path`, or in a lone table of certificates.

        A lone table is a file, its URL (extra `remote`), `-` for standard input, or the address of a database with a
        `query`; what it has
        besides certificates of its own (a title, a source, an as-of date) is only what is given here. `sheet` names
        the worksheet, `encoding` that of text files, `calendar` what its years are written in, `columns` the heads of
        columns by what they are for, `gaps` what a missing row means, `unit` what is counted. `as_of` and `source`
        also go before what a dataset declares of itself. `limits` is how much is read before it is refused, by default
        what the environment says.

        Raises DataError with every problem of the declaration, or if it has none, of all its tables; UsageError for
        what says nothing of a dataset that declares itself; ValueError for an as-of date that is none.
        """
        limits = limits or Limits.from_environment()
        as_of = PartialDate.parse(as_of) if isinstance(as_of, str) else as_of
        source = Wording(source, source) if isinstance(source, str) else source
        of_a_table: dict[str, Any] = {
            "sheet": sheet, "query": query, "calendar": calendar, "columns": columns or {}, "gaps": gaps,
            "unit": Wording(unit, unit) if isinstance(unit, str) else unit,
        }  # fmt: skip
        if not _declares_itself(path):
            return _lone_table(path, limits, encoding=encoding, as_of=as_of, source=source, **of_a_table)
        for name, value in of_a_table.items():
            if value:
                raise UsageError(Problem("usage.declared-data", Place(str(path)), {"option": name}))
        dataset = _declared(path, encoding, limits)
        return replace(dataset, as_of=as_of or dataset.as_of, source=source or dataset.source)

    @staticmethod
    def bundled() -> Dataset:
        """The dataset that comes with the program, read once."""
        return _bundled()

    def has(self, name: str) -> bool:
        """Whether there is a table of that name."""
        return name in self.tables

    @cached_property
    def years(self) -> tuple[FiscalYear, ...]:
        """The fiscal years of its certificates, ascending; none where it has no certificates."""
        return tuple(sorted({value for value in self._keys("fiscal-year") if isinstance(value, FiscalYear)}))

    @cached_property
    def levels(self) -> tuple[int, ...]:
        """The levels of its certificates, ascending; none where it has no certificates."""
        return tuple(sorted({value for value in self._keys("level") if isinstance(value, int)}))

    @cached_property
    def provinces(self) -> tuple[Province, ...]:
        """The provinces of its certificates, in the order of a Thai dictionary; none where it tells none apart."""
        named = {value.iso for value in self._keys("province") if isinstance(value, Province)}
        return tuple(province for province in provinces() if province.iso in named)

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of what it says, whatever kind of file it was read from, as `gireport.dataset.digest` has it."""
        from gireport.dataset.digest import dataset_digest

        return dataset_digest(self)

    def select(
        self,
        years: Iterable[int | FiscalYear] | None = None,
        levels: Iterable[int] | None = None,
        provinces: Iterable[str | Province] | None = None,
        scheme: RegionScheme = "six",
    ) -> Selection:
        """The years, levels and provinces asked about, by default all, as `gireport.dataset.select` says.

        Raises SelectionError for what is not there.
        """
        return select(self, years, levels, provinces, scheme)

    def frame(self, name: str) -> pd.DataFrame:
        """The table `name` as a pandas DataFrame, as `to_frame` says. Raises KeyError where there is none."""
        from gireport.dataset.frame import to_frame

        return to_frame(self.tables[name])

    def _keys(self, kind: ColumnType) -> list[Value]:
        table = self.tables.get(CERTIFICATES)
        if table is None:
            return []
        return [row[column.name] for column in table.spec.typed(kind) for row in table.rows]


@cache
def _bundled() -> Dataset:
    # How its files are written is nobody's concern.
    return replace(_declared(asset("data", "green-industry"), "utf-8", Limits()), notices=())


def _declares_itself(path: str | Path) -> bool:
    """Whether `path` is a folder or a declaration, and no lone table. Raises DataError for one at an address."""
    if isinstance(path, str) and is_url(path):
        if is_folder_url(path) or name_of(path).lower().endswith(".toml"):
            raise DataError(Problem("remote.dataset", Place(shown_url(path))))
        return False
    try:
        return Path(path).suffix.lower() == ".toml" or Path(path).is_dir()
    except (OSError, ValueError):  # a name too long for the system, or with a NUL in it: what reads it says so
        return False


def _lone_table(
    path: str | Path, limits: Limits, *, sheet: str, encoding: Encoding | None, query: str, **said: Any
) -> Dataset:
    """The dataset that has only the certificates in a lone table; `said` is what `ShapeOptions` takes."""
    # Imported here because a dataset that declares itself is read without them.
    from gireport.dataset.shapes.certificates import read_certificates
    from gireport.dataset.shapes.options import ShapeOptions, column_roles
    from gireport.dataset.sources.opening import read_grid

    said["columns"] = column_roles(said["columns"])
    options = ShapeOptions(Dataset.bundled().level_names, **said)
    grid = read_grid(path, SourceOptions(sheet=sheet, encoding=encoding, query=query, limits=limits))
    certificates = read_certificates(grid, options)
    return Dataset(
        name=grid.file,
        title=None,
        source=options.source,
        licence=None,
        as_of=options.as_of,
        tables=FrozenMap({CERTIFICATES: certificates.table}),
        level_names=options.level_names,
        notices=certificates.notices,
    )


def _declared(path: str | Path, encoding: Encoding | None, limits: Limits) -> Dataset:
    """The dataset in a folder, or declared by a TOML file."""
    try:
        declaration = _declaration(Path(path))
    except (OSError, ValueError) as error:  # a name too long for the system, or with a NUL in it
        reason = getattr(error, "strerror", None) or str(error)
        raise DataError(Problem("data.file-unreadable", Place(str(path)), {"reason": reason})) from error
    spec = load_schema(declaration)
    own = LEVELS in spec.tables
    names = FrozenMap[int, Wording]() if own else Dataset.bundled().level_names
    # A declared table is what the declaration says it is: commas between its cells.
    tables, notices = load_tables(spec, names.keys(), SourceOptions(encoding=encoding, delimiter=",", limits=limits))
    return Dataset(
        name=spec.name,
        title=spec.title,
        source=spec.source,
        licence=spec.licence,
        as_of=spec.as_of,
        tables=tables,
        level_names=_level_names(tables[LEVELS]) if own else names,
        words=spec.words,
        notices=notices,
    )


def _declaration(path: Path) -> Path:
    """The TOML file that `path` means."""
    if path.is_dir():
        if (path / DATASET_FILE).is_file():
            return path / DATASET_FILE
        raise DataError(Problem("data.no-declaration", Place(str(path)), {"file": DATASET_FILE}))
    if not path.exists():
        raise DataError(Problem("data.file-missing", Place(str(path))))
    if not path.is_file():
        raise DataError(Problem("data.not-a-dataset", Place(str(path)), {"file": DATASET_FILE}))
    return path


def _level_names(table: Table) -> FrozenMap[int, Wording]:
    return FrozenMap(
        (level, Wording(str(row["name_th"]), str(row["name_en"])))
        for row in table.rows
        if isinstance(level := row["level"], int)
    )
