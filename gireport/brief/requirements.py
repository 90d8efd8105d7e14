"""What a template asks of the selection, and how it names its file."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

from gireport.errors import Problem, SelectionError
from gireport.records import dataclass

if TYPE_CHECKING:
    from gireport.dataset.fields import Fields
    from gireport.dataset.select import Selection

OUTPUT_KEYS = ("template", "years", "level", "lang", "calendar", "digits")
"""What a pattern of a file's name may fill in."""
_NO_PART_OF_A_NAME = frozenset('/\\:*?"<>|')
_ALONE = {
    "level": "selection.one-level",
    "province": "selection.one-province",
    "year": "selection.one-year",
}
_MOST = 1_000  # years or levels


@dataclass(frozen=True, slots=True)
class Requirements:
    """The least that has to be selected for the template to be true."""

    years: int = 1
    levels: int = 1
    provinces: bool = False
    """Whether the data has to tell provinces apart."""
    complete: bool = False
    """Whether every count that is selected has to be known."""
    one: tuple[str, ...] = ()
    """What has to be selected alone: "level", "province" or "year"."""

    @classmethod
    def read(cls, fields: Fields) -> Requirements:
        """The table `[requires]` of a front matter; its problems are noted there."""
        if not fields.has("requires"):
            return NO_REQUIREMENTS
        entries = fields.table("requires")
        least = {}
        for key in ("years", "levels"):
            number = entries.number(key, 1, _MOST, default=1)
            if number != int(number):
                entries.refuse("schema.not-number", key, least="1", most=str(_MOST))
            least[key] = int(number)
        one = entries.words("one")
        if not set(one) <= {*_ALONE}:
            entries.refuse("template.not-among", "one", known=", ".join(_ALONE))
        required = cls(least["years"], least["levels"], entries.flag("provinces"), entries.flag("complete"), one)
        entries.finish()
        return required

    def check(self, selection: Selection, template: str) -> None:
        """Raises SelectionError with everything that `selection` lacks for the template of that name."""
        dataset = selection.dataset.name
        problems = []
        for code, needed, selected in (
            ("selection.requires-years", self.years, len(selection.years)),
            ("selection.requires-levels", self.levels, len(selection.levels)),
        ):
            if selected < needed:
                facts = {"template": template, "dataset": dataset, "needed": needed, "selected": selected}
                problems.append(Problem(code, facts=facts))
        if (self.provinces or "province" in self.one) and not selection.provinces:
            about = {"template": template, "dataset": dataset}
            problems.append(Problem("selection.requires-provinces", facts=about))
        counts = {
            "level": len(selection.levels),
            "province": len(selection.provinces),
            "year": len(selection.years),
        }
        for kind in (kind for kind in self.one if counts[kind] > 1):
            problems.append(Problem(_ALONE[kind], facts={"template": template, "selected": counts[kind]}))
        if self.complete and (gaps := _gaps(selection)):
            facts = {"template": template, "dataset": dataset, "missing": gaps}
            problems.append(Problem("selection.requires-complete", facts=facts))
        if problems:
            raise SelectionError(problems)


NO_REQUIREMENTS = Requirements()


def output_pattern(fields: Fields) -> str:
    """The setting `output` of a front matter, empty where it is not there; its problems are noted there.

    It is the name of a file, never a way to another folder, and fills in plain `{key}`, nothing of Python's format
    language.
    """
    pattern = fields.text("output", required=False)
    if pattern and not _is_pattern(pattern):
        fields.refuse("template.output", "output", value=pattern, keys=", ".join(OUTPUT_KEYS))
        return ""
    return pattern


def _is_pattern(pattern: str) -> bool:
    try:
        pieces = list(string.Formatter().parse(pattern))
    except ValueError:
        return False
    if any(key is not None and (key not in OUTPUT_KEYS or form or conversion) for _, key, form, conversion in pieces):
        return False
    return not _NO_PART_OF_A_NAME & set(pattern) and not pattern.startswith((".", "-")) and len(pattern) <= 100


def _gaps(selection: Selection) -> int:
    from gireport.dataset.figures import Figures

    return len(Figures(selection).gaps())
