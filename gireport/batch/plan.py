"""From what is wanted to a plan: every job with its file, everything checked that can be before the first is made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gireport.batch.job import Job, JobResult
from gireport.batch.names import Pattern, same_name
from gireport.batch.supplies import Supplies, load_themes
from gireport.batch.wanted import KEYS
from gireport.brief.compose import checked
from gireport.brief.template import Template
from gireport.dataset.figures import certificate_counts
from gireport.dataset.rules import CERTIFICATES
from gireport.dataset.table import Mark
from gireport.errors import NOWHERE, Place, Problem, SelectionError, TemplateError, UsageError
from gireport.records import dataclass
from gireport.remote import is_url
from gireport.thai.provinces import ProvinceError, Region, find_province, find_region

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from gireport.batch.wanted import Axis, Wanted
    from gireport.dataset.counts import Count
    from gireport.dataset.dataset import Dataset
    from gireport.dataset.select import Selection
    from gireport.thai.provinces import Province, RegionScheme

_ALL = "all"
_SUFFIX = ".pdf"
_TOLD_COLLISIONS = 20


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be made, what is left out and why, and what it is made of."""

    jobs: tuple[Job, ...]
    skipped: tuple[JobResult, ...]
    supplies: Supplies
    root: Path
    """The folder that all files are in, or where they go to addresses, that of their manifest."""
    base: str = ""
    """The address that all files are below; empty where they are on this machine."""


def check_keys(pattern: Pattern, axes: Sequence[Axis]) -> None:
    """Raises UsageError with the key to add for each axis that the pattern does not tell apart, and for a pattern that
    is the name of no PDF file.
    """
    problems = [
        Problem("batch.key-missing", facts={"value": pattern.text, "axis": axis, "key": KEYS[axis][0]})
        for axis in axes
        if not {*KEYS[axis]} & {*pattern.keys}
    ]
    if not pattern.text.lower().endswith(_SUFFIX):
        problems.append(Problem("batch.not-pdf", facts={"value": pattern.text}))
    if problems:
        raise UsageError(problems)


def make_plan(wanted: Sequence[Wanted], dataset: Dataset, pattern: Pattern) -> Plan:
    """The plan for `wanted`, in its order.

    What selects nothing, or lacks what its template requires, is skipped with its reason. Raises UsageError and
    TemplateError with every problem of every job, for two jobs with one file too, and SelectionError where nothing is
    left to be made.
    """
    templates = _load_templates(wanted)
    drafts = _Drafts(dataset, templates, pattern)
    for each in wanted:
        drafts.add(each)
    drafts.raise_problems()
    if not drafts.jobs:
        raise SelectionError(_each_once([problem for result in drafts.skipped for problem in result.problems]))
    _check_collisions(drafts)
    themes = load_themes(job.theme for job in drafts.jobs)
    return Plan(
        tuple(drafts.jobs),
        tuple(drafts.skipped),
        Supplies(dataset, templates, themes),
        pattern.root,
        pattern.base if is_url(pattern.text) else "",
    )


class _Drafts:
    """The jobs as they are drawn up, and what is wrong with them."""

    def __init__(self, dataset: Dataset, templates: Mapping[str, Template], pattern: Pattern) -> None:
        self.dataset, self.templates, self.pattern = dataset, templates, pattern
        self.jobs: list[Job] = []
        self.skipped: list[JobResult] = []
        self.values: list[dict[str, str]] = []
        """Of each job, what a pattern can fill in."""
        self.places: list[Place] = []
        self._wrong: dict[type[UsageError | TemplateError], list[Problem]] = {}
        has_counts = dataset.has(CERTIFICATES)
        self._counts: dict[tuple[int, int, str], Count] = certificate_counts(dataset) if has_counts else {}

    def add(self, wanted: Wanted) -> None:
        """Draws up one job, or notes why there is none."""
        try:
            job, values, reasons = self._draft(wanted)
        except (UsageError, TemplateError) as error:
            kind = UsageError if isinstance(error, UsageError) else TemplateError
            noted = self._wrong.setdefault(kind, [])
            noted += [replace(each, place=wanted.place) if each.place == NOWHERE else each for each in error.problems]
            return
        if reasons:
            self.skipped.append(JobResult(job, "skipped", attempts=0, problems=reasons))
            return
        self.jobs.append(job)
        self.values.append(values)
        self.places.append(wanted.place)

    def raise_problems(self) -> None:
        """Raises what is wrong, of whichever kind comes first, each problem once."""
        for kind, problems in self._wrong.items():
            raise kind(_each_once(problems))

    def _draft(self, wanted: Wanted) -> tuple[Job, dict[str, str], tuple[Problem, ...]]:
        """The job as far as it is known, what a pattern can fill in, and why it is not made, if it is not."""
        template = self.templates[wanted.template]
        template = template.in_language(wanted.lang or template.language)
        job = _job(wanted, template)
        try:
            selection = self.dataset.select(wanted.years, wanted.levels, wanted.places, wanted.scheme)
        except SelectionError as error:
            return job, {}, error.problems
        job = replace(
            job,
            years=tuple(year.be for year in selection.years),
            levels=selection.levels,
            provinces=() if selection.all_provinces else tuple(each.iso for each in selection.provinces),
        )
        values = _pattern_values(wanted, job, template.name)
        job = replace(job, output=self.pattern.fill(values))
        try:
            checked(selection, template, job.language, job.digits, job.calendar, dict(wanted.parameters))
            if CERTIFICATES in template.needs:
                self._check_something(selection)
        except SelectionError as error:
            return job, values, error.problems
        return job, values, ()

    def _check_something(self, selection: Selection) -> None:
        """Raises SelectionError where no certificate is known in the selection: its brief would be blank."""
        codes = [province.iso for province in selection.provinces] or [""]
        counts = [
            self._counts[year.be, level, iso] for year in selection.years for level in selection.levels for iso in codes
        ]
        if all(count is Mark.NONE or count == 0 for count in counts):
            raise SelectionError(Problem("batch.nothing-issued"))
        if all(count is Mark.UNKNOWN for count in counts):
            raise SelectionError(Problem("batch.nothing-known"))


def _job(wanted: Wanted, template: Template) -> Job:
    """The job as far as it is known from the words alone."""
    return Job(
        number=wanted.number,
        output="",
        template=wanted.template,
        language=template.language,
        calendar=template.in_calendar(wanted.calendar),
        digits=wanted.digits,
        years=wanted.years or (),
        levels=wanted.levels or (),
        provinces=wanted.places or (),
        scheme=wanted.scheme,
        theme=wanted.theme or template.theme,
        paper=wanted.paper,
        parameters=wanted.parameters,
        attach_data=wanted.attach_data,
    )


def _load_templates(wanted: Sequence[Wanted]) -> dict[str, Template]:
    """The templates by what they were asked for as. Raises TemplateError with every problem of all of them."""
    found: dict[str, Template] = {}
    problems: list[Problem] = []
    for each in wanted:
        if each.template in found:
            continue
        try:
            found[each.template] = Template.load(each.template)
        except TemplateError as error:
            problems += [replace(one, place=each.place) if one.place.file == "" else one for one in error.problems]
    if problems:
        raise TemplateError(_each_once(problems))
    return found


def _pattern_values(wanted: Wanted, job: Job, template: str) -> dict[str, str]:
    """What a pattern can fill in for a job."""
    first, last = job.years[0], job.years[-1]
    values = {
        "template": template,
        "years": str(first) if first == last else f"{first}-{last}",
        "level": "-".join(map(str, job.levels)),
        "lang": job.language,
        "calendar": job.calendar,
        "digits": job.digits,
        "number": str(job.number),
        **_place_values(wanted.places, wanted.scheme),
    }
    if first == last:
        values["year"] = str(first)
    if wanted.name:
        values["name"] = wanted.name
    return values


def _place_values(words: tuple[str, ...] | None, scheme: RegionScheme) -> dict[str, str]:
    """A lone province by its names and those of its region, a lone region by its own; several by their codes."""
    if words is None:
        return dict.fromkeys(("province", "province_en", "province_th", "region", "region_en", "region_th"), _ALL)
    places = [_place(word) for word in words]
    codes = "-".join(each.code if isinstance(each, Region) else each.iso for each in places)
    if len(places) > 1:
        return dict.fromkeys(("province", "province_en", "province_th"), codes)
    [place] = places
    if isinstance(place, Region):
        return {**_names("region", codes, place), **_names("province", codes, place)}
    region = place.region(scheme)
    return {**_names("province", codes, place), **_names("region", region.code, region)}


def _names(key: str, code: str, place: Province | Region) -> dict[str, str]:
    return {key: code, f"{key}_en": place.en, f"{key}_th": place.th}


def _place(word: str) -> Province | Region:
    try:
        return find_region(word)
    except ProvinceError:
        return find_province(word)


def _check_collisions(drafts: _Drafts) -> None:
    """Raises UsageError where two jobs would have one file, on whatever file system."""
    first: dict[str, int] = {}
    problems = []
    for index, job in enumerate(drafts.jobs):
        earlier = first.setdefault(same_name(job.output), index)
        if earlier == index:
            continue
        one, other = drafts.values[earlier], drafts.values[index]
        apart = [key for key in other if one.get(key) != other[key] and key not in drafts.pattern.keys]
        facts = {
            "output": job.output,
            "other": drafts.jobs[earlier].output,
            "number": drafts.jobs[earlier].number,
            "keys": ", ".join(f"{{{key}}}" for key in apart) or "{number}",
        }
        problems.append(Problem("batch.collision", drafts.places[index], facts))
    if problems:
        raise UsageError(problems[:_TOLD_COLLISIONS])


def _each_once(problems: Sequence[Problem]) -> list[Problem]:
    """The problems without repetition: those of a template come again with each of its jobs."""
    found: list[Problem] = []
    for problem in problems:
        if problem not in found:
            found.append(problem)
    return found
