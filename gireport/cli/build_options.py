"""The words of `gireport build`, and which of them contradict each other."""

from __future__ import annotations

from gireport.cli.brief_words import BriefWords
from gireport.cli.reading import shown_data
from gireport.errors import Problem, UsageError
from gireport.records import dataclass
from gireport.remote import is_url

STDOUT = "-"


@dataclass(frozen=True, slots=True)
class BuildOptions(BriefWords):
    """The command's words, as typed."""

    compare_with: str | None
    output: str | None
    verify: bool
    watch: bool
    show: bool

    def __post_init__(self) -> None:
        if self.output == STDOUT and self.output_format == "json":
            raise UsageError(Problem("usage.stdout-twice"))
        if self.watch and STDOUT in (self.output, self.data, self.compare_with):
            raise UsageError(Problem("usage.watch-stream"))
        if self.watch and any(is_url(word) for word in (self.output, self.data, self.compare_with) if word):
            raise UsageError(Problem("usage.watch-remote"))
        if self.show and self.output and is_url(self.output):
            raise UsageError(Problem("usage.open-remote"))
        if self.show and (self.output == STDOUT or self.dry_run):
            raise UsageError(Problem("usage.nothing-to-open"))
        if self.data is None:
            self.reading.refuse_all()
        if self.without and not self.verify:
            raise UsageError(Problem("usage.without-verify"))

    def typed(self) -> list[str]:
        """The command as it can be typed again."""
        given = [
            ("--data", self.data and shown_data(self.data), None),
            ("--compare-with", self.compare_with and shown_data(self.compare_with), None),
            *((option, value, None) for option, value in self.reading.typed()),
            ("--years", self.years, None),
            *(("--level", level, None) for level in self.levels),
            *(("--province", word, None) for word in self.provinces),
            *(("--region", word, None) for word in self.regions),
            ("--region-scheme", self.region_scheme, "six"),
            ("--lang", self.lang, None),
            ("--calendar", self.calendar, None),
            ("--digits", self.digits, "arabic"),
            ("--theme", self.theme, None),
            ("--paper", self.paper, None),
            ("--output", self.output and shown_data(self.output), None),
            *(("--set", setting, None) for setting in self.settings),
            ("--format", self.output_format, "text"),
        ]
        words = [word for flag, value, default in given if value != default for word in (flag, value)]
        words += ["--attach-data"] * self.attach_data + ["--verify"] * self.verify
        words += [word for part in self.without for word in ("--without", part)]
        words += ["--watch"] * self.watch + ["--open"] * self.show
        words += ["--verbose"] * self.verbose + ["--quiet"] * self.quiet
        return ["gireport", "build", self.template, *words]
