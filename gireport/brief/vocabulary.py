"""What a template's expressions may say: names and functions over a selection, plain values only."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from gireport.brief import places, revisions
from gireport.brief.functions import figure_functions
from gireport.brief.phrases import PHRASES, listing
from gireport.brief.renderings import is_translated, named_columns, rendered
from gireport.brief.values import Reference, Series, Sourced, UnknownWordError, Year
from gireport.dataset import figures
from gireport.dataset.counts import is_complete
from gireport.dataset.rules import CERTIFICATES, LEVELS
from gireport.dataset.table import FrozenMap, Mark, Table, Value
from gireport.errors import NOWHERE, Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gireport.brief.speech import Speech
    from gireport.dataset.compare import Comparison
    from gireport.dataset.counts import Total
    from gireport.dataset.schema import ColumnSpec
    from gireport.dataset.select import Selection
    from gireport.dataset.table import Row
    from gireport.thai.years import FiscalYear


class Vocabulary:
    """The language of expressions for one selection and one way to speak."""

    def __init__(self, selection: Selection, speech: Speech, comparison: Comparison | None = None) -> None:
        self.selection = selection
        self.speech = speech
        self.comparison = comparison
        self.figures = figures.Figures(selection)
        self._dataset = selection.dataset
        self._phrases = speech.phrases

    def names(self) -> dict[str, Any]:
        """Every name an expression may use."""
        years, levels = self.selection.years, self.selection.levels
        return {
            "years": list(years),
            "first_year": years[0],
            "last_year": years[-1],
            "previous_year": years[-2] if len(years) > 1 and years[-2] == years[-1].previous else None,
            "first_data_year": self._dataset.years[0],
            "year_span": self.speech.span(years),
            "calendar": self.speech.calendar,
            "levels": [self._level(level) for level in levels],
            "all_levels": levels == self._dataset.levels,
            "all_years": years == self._dataset.years,
            "level_phrase": self._level_phrase(),
            "unit": self.unit,
            "as_of": self.as_of,
            "counted": lambda count: self.speech.counted(count, self.unit),
            "total": self._total,
            "count": self.figures.count,
            "series": self.figures.series,
            "ranking": self._ranking,
            "overall_total": self._overall_total,
            "overall_ranking": self._overall_ranking,
            **figure_functions(self.figures, self.rows),
            "language": self.speech.language,
            "largest": lambda series: list(figures.largest(series)),
            "maximum": lambda series: most(series)[0],
            "span": self.speech.span,
            "dated": self.speech.dated,
            "fiscal": self.speech.fiscal,
            "comparison": revisions.spoken(self.comparison, self.speech) if self.comparison else None,
            "complete": is_complete,
            "known": lambda count: count is not Mark.UNKNOWN,
            "gaps": lambda: places.gaps(self.figures, self.speech),
            "provinces": [places.name_of(province, self.speech) for province in self.selection.provinces],
            "all_provinces": self.selection.all_provinces,
            "place_phrase": places.place_phrase(self.selection, self.speech),
            "province_ranks": lambda: places.ranks(self.figures, self.speech),
            "has_complete": any(
                is_complete(count) for level in levels for count in self.figures.series(level).values()
            ),
            "has_none": any(Mark.NONE in self.figures.series(level).values() for level in levels),
            "has": self._dataset.has,
            "rows": self.rows,
            "years_of": self.years_of,
            "each_year": self._each_year,
            "within": self._within,
            "source": self._source,
            "translation": self._translation,
            "title": self._title,
            "ref": Reference,
            "spoken": _spoken,
        }

    @property
    def unit(self) -> str:
        """What the certificates are counted in."""
        # Where the data does not say: certificates have one classifier in Thai, whoever issues them.
        return self.speech.worded(self._dataset.tables[CERTIFICATES].unit) or self._phrases.certificate_unit

    def unit_of(self, count: Total) -> str:
        """The same, as it stands behind that count."""
        return self.speech.unit_of(count, self.unit)

    @property
    def as_of(self) -> str:
        """The date that the data speaks of, or the word for not stated."""
        return self.speech.date(self._dataset.as_of)

    def columns(self, name: str) -> dict[str, ColumnSpec]:
        """The columns of a table by the names that templates may use, as `renderings` has them."""
        return named_columns(self.table(name), self.speech.language)

    def table(self, name: str) -> Table:
        """A table of the dataset. Raises UnknownWordError where there is none of that name."""
        if name not in self._dataset.tables:
            raise UnknownWordError(name, self._dataset.tables)
        return self._dataset.tables[name]

    def rows(self, name: str, /, **where: object) -> list[dict[str, Any]]:
        """The rows of a table whose columns have the values named, as dictionaries; a list names several values.

        Values are compared as the dataset has them; the rows that are found speak the language of print. Raises
        UnknownWordError for a table or column that is not there.
        """
        table = self.table(name)
        names = [column.name for column in table.columns]
        for column in where:
            if column not in names:
                raise UnknownWordError(column, names)
        return [
            {column: _sourced(value, row) for column, value in rendered(row, self.speech.language).items()}
            for row in table.rows
            if all(_matches(row[column], wanted) for column, wanted in where.items())
        ]

    def years_of(self, name: str) -> list[Year]:
        """The years of a table's column of years (one column per year) that are selected too."""
        selected = {year.be for year in self.selection.years}
        return [year for column in self.table(name).columns for year in column.years if year.be in selected]

    def name_of(self, level: int) -> Sourced:
        """A level's name in the language of print."""
        return self._level_name(level, self.speech.worded(self._dataset.level_names[level]))

    def other_name_of(self, level: int) -> Sourced:
        """A level's name in the other language, English in Thai and Thai in English, which the ladder shows too."""
        names = self._dataset.level_names[level]
        return self._level_name(level, names.en if self.speech.language == "th" else names.th)

    def titled(self, level: int) -> Sourced:
        """A level as a title has it: its number and its name."""
        return self._numbered(level, self._phrases.level_title)

    def _numbered(self, level: int, pattern: str) -> Sourced:
        name = self.name_of(level)
        return Sourced.at(pattern.format(level=level, name=name), name.origin)

    @property
    def table_names(self) -> list[str]:
        """The tables there are."""
        return list(self._dataset.tables)

    def _level_name(self, level: int, name: str) -> Sourced:
        rows = self._dataset.tables[LEVELS].rows if self._dataset.has(LEVELS) else ()
        origin = next((row.place for row in rows if row["level"] == level), NOWHERE)
        return _at(name, origin)

    def _level(self, level: int) -> dict[str, Any]:
        names = self._dataset.level_names[level]
        return {
            "number": level,
            "name": self.name_of(level),
            "name_th": self._level_name(level, names.th),
            "name_en": self._level_name(level, names.en),
        }

    def _level_phrase(self) -> str:
        """The selected levels in words: one with its name, a run of three or more as a range, others as a list."""
        levels = self.selection.levels
        if len(levels) == 1:
            return self._numbered(levels[0], self._phrases.level_and_name)
        if levels == tuple(range(levels[0], levels[-1] + 1)) and len(levels) > 2:
            return self._phrases.levels.format(level=f"{levels[0]}{self._phrases.dash}{levels[-1]}")
        # In one piece, so that a title is not broken between a level and the next.
        listed = listing([str(level) for level in levels], self._phrases).replace(" ", "\u00a0")
        return self._phrases.levels.format(level=listed)

    def _each_year(self, value: object) -> dict[Year, object]:
        """The same figure for each selected year: a goal that does not change."""
        return dict.fromkeys(self.selection.years, value)

    def _total(
        self, *, level: int | None = None, year: Year | None = None, years: Sequence[Year] | None = None
    ) -> Total:
        wanted = years if year is None else [year]
        return self.figures.total(
            years=None if wanted is None else [each.be for each in wanted], levels=None if level is None else [level]
        )

    def _ranking(self, year: Year | None = None) -> list[dict[str, Any]]:
        return self._ranked(self.figures, year)

    @cached_property
    def _overall(self) -> figures.Figures:
        """The figures of every level that the dataset has, of which a selected one is a part."""
        return figures.Figures(replace(self.selection, levels=self._dataset.levels))

    def _overall_total(self, year: Year | None = None) -> Total:
        return self._overall.total(years=None if year is None else [year.be])

    def _overall_ranking(self, year: Year | None = None) -> list[dict[str, Any]]:
        return self._ranked(self._overall, year)

    def _ranked(self, counted: figures.Figures, year: Year | None) -> list[dict[str, Any]]:
        return [
            {**self._level(level), "rank": rank, "total": total}
            for rank, level, total in counted.ranking(None if year is None else year.be)
        ]

    def _within(self, series: Series, years: Sequence[Year]) -> Series:
        """The part of a series that falls in `years`, by their numbers."""
        wanted = {year.be for year in years}
        return {year: value for year, value in series.items() if year.be in wanted}

    def _source(self, name: str = "") -> str:
        wording = self.table(name).source if name else self._dataset.source
        return self.speech.worded(wording) or self._phrases.unknown

    def _title(self, name: str = "") -> str:
        return self.speech.worded(self.table(name).title if name else self._dataset.title)

    def _translation(self, names: str | Sequence[str]) -> str:
        """What the dataset says of the translation in which it has the words of a table, the first of those named
        that is translated; nothing where its own words are printed.
        """
        for name in [names] if isinstance(names, str) else names:
            if self._dataset.has(name) and is_translated(self.table(name), self.speech.language):
                return self.speech.worded(self.table(name).translation)
        return ""


def _at(text: str, place: Place) -> Sourced:
    """A text with the place that it comes from."""
    return Sourced.at(text, f"{place.file}:{place.row}" if place.file else "")


def _spoken(text: str, language: str) -> Sourced:
    """The text as one that is in `language`, whatever its script says. Raises ValueError for none that is known."""
    if language not in PHRASES:
        raise ValueError(f"no language: {language}")
    return Sourced.at(text, getattr(text, "origin", ""), language)


def _sourced(value: Value, row: Row) -> Any:
    if isinstance(value, str):
        return _at(value, row.place)
    if isinstance(value, FrozenMap):
        return dict(value)
    return "" if value is None else value


def _matches(value: Value, wanted: object) -> bool:
    return value in wanted if isinstance(wanted, list | tuple) else value == wanted


def most(series: Mapping[FiscalYear, Total]) -> tuple[Total, list[FiscalYear]]:
    """The largest figure of a series and its years; no years where all are none or 0, or one is not known, and that
    for the figure.
    """
    years = list(figures.largest(series))
    nothing = Mark.NONE if all(map(is_complete, series.values())) else Mark.UNKNOWN
    return (series[years[0]], years) if years else (nothing, [])
