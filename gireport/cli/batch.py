"""`gireport batch`: many briefs."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from gireport.cli.batch_telling import RESULT_VERSION, Teller, skipped
from gireport.cli.brief_words import BriefWords
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
from gireport.cli.verify import VERAPDF, check_verifiers
from gireport.cli.wording import Command, Option
from gireport.errors import ExitCode, MissingError, Problem, UsageError
from gireport.records import dataclass
from gireport.remote import is_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gireport.batch.cluster import Connection
    from gireport.batch.job import JobLimits
    from gireport.batch.plan import Plan
    from gireport.batch.sample import Share
    from gireport.batch.wanted import Wanted
    from gireport.dataset.dataset import Dataset

# Processes of a run where none were asked for: more gain little, and take what others may need.
_MOST_WORKERS = 32


@dataclass(frozen=True, slots=True)
class BatchOptions(BriefWords):
    """The command's words, as typed."""

    by: tuple[str, ...]
    jobs_file: str | None
    output: str
    resume: bool
    fail_fast: bool
    jobs: int | None
    cluster: str | None
    timeout: float | None
    memory: int | None
    verify: Share | None

    def __post_init__(self) -> None:
        if bool(self.by) == bool(self.jobs_file):
            raise UsageError(Problem("batch.by-or-file"))
        if self.resume and self.force and not is_url(self.output):
            raise UsageError(Problem("batch.resume-and-force"))
        if self.data is None:
            self.reading.refuse_all()
        if self.cluster and self.jobs:
            raise UsageError(Problem("batch.cluster-and-jobs"))
        if self.without and not self.verify:
            raise UsageError(Problem("usage.without-verify"))

    @property
    def workers(self) -> int:
        """Processes at once: as asked for, else one a core."""
        return self.jobs or min(_cores(), _MOST_WORKERS)

    @property
    def limits(self) -> JobLimits | None:
        """Of each job; None where the usual ones will do."""
        from gireport.batch.job import JobLimits

        usual = JobLimits()
        if self.timeout is None and self.memory is None:
            return None
        return JobLimits(self.timeout or usual.seconds, self.memory or usual.megabytes)


def batch(options: BatchOptions) -> None:
    """Plans, says or makes every brief; ends with exit 8 where some could not be made."""
    usual = _usual(options)
    from gireport.apart import unenforced
    from gireport.batch.names import Pattern
    from gireport.batch.plan import check_keys, make_plan
    from gireport.batch.run import RunOptions, run
    from gireport.batch.wanted import parse_axes
    from gireport.dataset.dataset import Dataset

    console = Console(verbosity=options.verbose - options.quiet)
    if options.verify:
        check_verifiers(options.without)
    axes, pattern = parse_axes(options.by) if options.by else (), Pattern(options.output)
    check_keys(pattern, axes)
    dataset = Dataset.bundled() if options.data is None else options.reading.read(options.data)
    for notice in dataset.notices:
        console.notice(notice)
    plan = make_plan(_wanted(options, usual, dataset, axes), dataset, pattern)
    if options.dry_run:
        _say_plan(plan, console, options.output_format)
        return
    if options.memory and (missing := unenforced()):
        console.talk("batch.unconfined", limits=", ".join(missing))
    if options.verify:
        from gireport.batch.sample import with_proofs

        plan = with_proofs(plan, options.verify, "read back" if VERAPDF in options.without else "veraPDF")
    if plan.base:
        plan = replace(plan, jobs=tuple(replace(job, replace=options.force) for job in plan.jobs))
        console.talk("batch.record", folder=plan.root)
    with _cluster(options, console) as cluster:
        teller = Teller(console, plan, options.output_format)
        how = RunOptions(options.resume, options.force, options.fail_fast, options.workers, options.limits, cluster)
        summary = run(plan, teller.tell, how)
    teller.end(summary)
    if summary.failed:
        raise click.exceptions.Exit(ExitCode.PARTLY)


@contextmanager
def _cluster(options: BatchOptions, console: Console) -> Iterator[Connection | None]:
    """The cluster that was asked for, if one was. Raises MissingError where it cannot be reached."""
    if options.cluster is None:
        yield None
        return
    try:
        from gireport.batch.cluster import connected
    except ImportError:
        raise MissingError(Problem("batch.no-cluster-extra")) from None
    with connected(options.cluster) as connection:
        console.talk("batch.dashboard", address=connection.dashboard)
        yield connection


def _cores() -> int:
    """Those that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


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
        left_out = [skipped(result) for result in plan.skipped]
        console.result_json({"version": RESULT_VERSION, "jobs": entries, "skipped": left_out})
        return
    for job in plan.jobs:
        console.result(job.output)
    for result in plan.skipped:
        console.talk("batch.skipped", **skipped(result))
    console.talk("batch.planned", count=len(plan.jobs), skipped=len(plan.skipped))


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
        Option(["-j", "--jobs"], type=click.IntRange(1, 1024), metavar="N", help_code="help.jobs"),
        Option(["--cluster"], metavar="ADDRESS", help_code="help.cluster"),
        Option(["--timeout"], type=click.FloatRange(0.1, 86_400), metavar="SECONDS", help_code="help.timeout"),
        Option(["--memory"], type=click.IntRange(16, 1_048_576), metavar="MB", help_code="help.memory"),
        Option(["--verify"], type=click.Choice(["sample", "all"]), help_code="help.batch-verify"),
        Option(
            ["--without"], type=click.Choice([VERAPDF], case_sensitive=False), multiple=True, help_code="help.without"
        ),
        Option(["-n", "--dry-run"], is_flag=True, help_code="help.batch-dry-run"),
        *talk_options(),
    ],
)
