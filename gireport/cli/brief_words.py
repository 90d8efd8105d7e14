"""The words that say what a brief is of and how it is made, of one brief and of many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gireport.records import dataclass

if TYPE_CHECKING:
    from gireport.cli.reading import ReadingWords


@dataclass(frozen=True, slots=True)
class BriefWords:
    """As typed. Options that take one of a few words are checked by Click."""

    template: str
    data: str | None
    reading: ReadingWords
    years: str | None
    levels: tuple[str, ...]
    provinces: tuple[str, ...]
    regions: tuple[str, ...]
    region_scheme: Any
    lang: Any
    calendar: Any
    digits: Any
    theme: str | None
    paper: Any
    settings: tuple[str, ...]
    attach_data: bool
    without: tuple[str, ...]
    force: bool
    dry_run: bool
    output_format: str
    verbose: bool
    quiet: bool
