"""What a dataset is: tables, years, levels, provinces and totals, as data to be printed or written as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gireport.dataset.counts import Partial, Total
from gireport.dataset.figures import Figures
from gireport.dataset.rules import CERTIFICATES
from gireport.dataset.table import Mark

if TYPE_CHECKING:
    from gireport.dataset.dataset import Dataset
    from gireport.dataset.fields import Wording

DESCRIPTION_VERSION = 1  # of the JSON form


def described(dataset: Dataset) -> dict[str, Any]:
    """The dataset as JSON-able data with a version number; what it does not say is null.

    `sha256` is of what it says, whatever kind of file it was read from: the digest that its briefs bear.
    """
    return {
        "version": DESCRIPTION_VERSION,
        "name": dataset.name,
        "title": _both(dataset.title),
        "source": _both(dataset.source),
        "licence": _both(dataset.licence),
        "as_of": None if dataset.as_of is None else dataset.as_of.format(),
        "sha256": dataset.digest,
        "tables": [
            {"name": table.name, "rows": len(table.rows), "title": _both(table.title), "source": _both(table.source)}
            for table in dataset.tables.values()
        ],
        "certificates": _certificates(dataset) if dataset.has(CERTIFICATES) else None,
    }


def total_as_json(total: Total | None) -> Any:
    """A sum as JSON has it: a number; null for none and where there is none; what is known and how much is missing."""
    if isinstance(total, Partial):
        return {"at_least": total.known, "missing": total.missing}
    return "unknown" if total is Mark.UNKNOWN else total if isinstance(total, int) else None


def _certificates(dataset: Dataset) -> dict[str, Any]:
    figures = Figures(dataset.select())
    unit = dataset.tables[CERTIFICATES].unit
    return {
        "years": [year.be for year in dataset.years],
        "levels": list(dataset.levels),
        "provinces": [{"iso": province.iso, "th": province.th} for province in dataset.provinces],
        "unit": _both(unit),
        "total": total_as_json(figures.total()),
        "by_year": {str(year.be): total_as_json(figures.total([year])) for year in dataset.years},
        "by_level": {str(level): total_as_json(figures.total(levels=[level])) for level in dataset.levels},
        "unknown": len(figures.gaps()),
    }


def _both(wording: Wording | None) -> dict[str, str] | None:
    return None if wording is None else {"th": wording.th, "en": wording.en}
