"""`gireport batch`: many briefs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from gireport.cli.console import Console
from gireport.cli.options import (
    data_options,
    parse_levels,
    parse_settings,
    parse_years,
    print_options,
    selection_options,
    talk_options,
)
from gireport.cli.reading import ReadingWords
from gireport.cli.wording import Command, Option
from gireport.errors import ExitCode, Problem, UsageError
from gireport.messages import describe
from gireport.records import dataclass

if TYPE_CHECKING:
    from gireport.batch.job import JobResult
    from gireport.batch.plan import Plan
    from gireport.batch.run import Summary
    from gireport.batch.wanted import Wanted
    from gireport.dataset.dataset import Dataset

_RESULT_VERSION = 1


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """The command's words, as typed."""

    template: str
    by: tuple[str, ...]
    jobs_file: str | None
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
    output: str
    settings: tuple[str, ...]
    attach_data: bool
    resume: bool
    force: bool
    fail_fast: bool
    dry_run: bool
    output_format: str
    verbose: bool
    quiet: bool

    def __post_init__(self) -> None:
        if bool(self.by) == bool(self.jobs_file):
            raise UsageError(Problem("batch.by-or-file"))
        if self.resume and self.force:
            raise UsageError(Problem("batch.resume-and-force"))
        if self.data is None:
            self.reading.refuse_all()


def batch(options: BatchOptions) -> None:
    """Plans, says or makes every brief; ends with exit 8 where some could not be made."""
    usual = _usual(options)
    from gireport.batch.names import Pattern
    from gireport.batch.plan import check_keys, make_plan
    from gireport.batch.run import run
    from gireport.batch.wanted import parse_axes
    from gireport.dataset.dataset import Dataset

    console = Console(verbosity=options.verbose - options.quiet)
    axes, pattern = parse_axes(options.by) if options.by else (), Pattern(options.output)
    check_keys(pattern, axes)
    dataset = Dataset.bundled() if options.data is None else options.reading.read(options.data)
    for notice in dataset.notices:
        console.notice(notice)
    plan = make_plan(_wanted(options, usual, dataset, axes), dataset, pattern)
    if options.dry_run:
        _say_plan(plan, console, options.output_format)
        return
    teller = _Teller(console, plan, options.output_format)
    summary = run(plan, teller.tell, resume=options.resume, force=options.force, fail_fast=options.fail_fast)
    teller.end(summary)
    if summary.failed:
        raise click.exceptions.Exit(ExitCode.PARTLY)


def _usual(options: BatchOptions) -> Wanted:
    """What every brief is asked for as, but for what varies."""
    from gireport.batch.wanted import Wanted

    years = parse_years(options.years)
    return Wanted(
        template=options.template,
        years=None if years is None else tuple(years),
        levels=parse_levels(options.levels),
        places=(*options.provinces, *options.regions) or None,
        scheme=options.region_scheme,
        lang=options.lang,
        calendar=options.calendar,
        digits=options.digits,
        theme=options.theme,
        paper=options.paper or "",
        parameters=tuple(parse_settings(options.settings).items()),
        attach_data=options.attach_data,
    )


def _wanted(options: BatchOptions, usual: Wanted, dataset: Dataset, axes: Any) -> list[Wanted]:
    from gireport.batch.jobsfile import Readers, read_jobs
    from gireport.batch.wanted import combinations

    if options.jobs_file is None:
        return combinations(dataset, usual, axes)
    return read_jobs(options.jobs_file, usual, Readers(_years, parse_levels))


def _years(text: str) -> tuple[int, ...] | None:
    years = parse_years(text)
    return None if years is None else tuple(years)


def _say_plan(plan: Plan, console: Console, output_format: str) -> None:
    from gireport.batch.job import JobResult
    from gireport.batch.manifest import job_entry

    if output_format == "json":
        entries = [
            job_entry(JobResult(job, "done"), plan.root, None)["job"] | {"output": job.output} for job in plan.jobs
        ]
        skipped = [_skipped(result) for result in plan.skipped]
        console.result_json({"version": _RESULT_VERSION, "jobs": entries, "skipped": skipped})
        return
    for job in plan.jobs:
        console.result(job.output)
    for result in plan.skipped:
        console.talk("batch.skipped", **_skipped(result))
    console.talk("batch.planned", count=len(plan.jobs), skipped=len(plan.skipped))


def _skipped(result: JobResult) -> dict[str, Any]:
    reason = "; ".join(describe(problem).split("\n", 1)[0] for problem in result.problems)
    return {"output": result.job.output or str(result.job.number), "reason": reason}


class _Teller:
    """Says what becomes of each job: its path, or a line of JSON, on standard output; what is wrong on the other."""

    def __init__(self, console: Console, plan: Plan, output_format: str) -> None:
        self._console, self._plan, self._json = console, plan, output_format == "json"

    def tell(self, result: JobResult) -> None:
        if self._json:
            from gireport.batch.manifest import job_entry

            entry = {"version": _RESULT_VERSION, **job_entry(result, self._plan.root, None)}
            self._console.result(json.dumps(entry, ensure_ascii=False))
            return
        match result.status:
            case "done":
                self._console.result(result.job.output)
            case "kept":
                self._console.detail("batch.kept", output=result.job.output)
            case "skipped":
                self._console.talk("batch.skipped", **_skipped(result))
            case "failed":
                reason = "\n".join(map(describe, result.problems))
                self._console.talk("batch.failed", output=result.job.output, reason=reason)

    def end(self, summary: Summary) -> None:
        if summary.swept:
            self._console.talk("batch.swept", count=summary.swept)
        facts = {"done": summary.done, "kept": summary.kept, "failed": summary.failed, "skipped": summary.skipped}
        self._console.talk("batch.ended", **facts, left=summary.left)


def _run(**words: Any) -> None:
    batch(BatchOptions(reading=ReadingWords.taken_from(words), **words))


command = Command(
    "batch",
    callback=_run,
    help_code="help.batch",
    params=[
        click.Argument(["template"], default="annual", metavar="[TEMPLATE]"),
        Option(["--by"], metavar="WHAT", multiple=True, help_code="help.by"),
        Option(["--jobs-file"], metavar="FILE", help_code="help.jobs-file"),
        *data_options(),
        *selection_options(),
        *print_options(),
        Option(["-o", "--output"], metavar="PATTERN", required=True, help_code="help.batch-output"),
        Option(["--set", "settings"], metavar="NAME=VALUE", multiple=True, help_code="help.set"),
        Option(["--attach-data"], is_flag=True, help_code="help.attach-data"),
        Option(["--resume"], is_flag=True, help_code="help.resume"),
        Option(["--force"], is_flag=True, help_code="help.force"),
        Option(["--fail-fast"], is_flag=True, help_code="help.fail-fast"),
        Option(["-n", "--dry-run"], is_flag=True, help_code="help.batch-dry-run"),
        *talk_options(),
    ],
)
