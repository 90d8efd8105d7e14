"""What all jobs share, read and checked once, and the digests by which a later run knows that it is still the same."""

from __future__ import annotations

import hashlib
import json
import os
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import gireport
from gireport.assets import asset
from gireport.layout.themes import load_theme, theme_digest
from gireport.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gireport.batch.job import Job
    from gireport.brief.template import Template
    from gireport.dataset.dataset import Dataset
    from gireport.layout.theme import Theme

# Those whose versions decide bytes of a brief.
_LIBRARIES = ("babel", "jinja2", "markdown-it-py", "marisa-trie", "pillow", "reportlab", "uharfbuzz")
_PICTURES = frozenset({".png", ".jpg", ".jpeg"})


@dataclass(frozen=True, slots=True)
class Supplies:
    """The data, and by what they were asked for as, the templates and the themes."""

    dataset: Dataset
    templates: Mapping[str, Template]
    themes: Mapping[str, Theme]


@dataclass(frozen=True, slots=True)
class Inputs:
    """The SHA-256 of all that a brief is made from, in hexadecimal."""

    data: str
    """Of the whole dataset: a brief names its digest, and ranks and regions look beyond what is selected."""
    template: str
    """Of its text, and of the pictures that it could show."""
    theme: str
    """Of its choices and its font files."""
    program: str
    """Of the program and the libraries that decide bytes."""
    job: str
    """Of the job itself, but for where it stands in the plan and where its file goes."""

    @property
    def together(self) -> str:
        """One digest of them all."""
        return _sha256([self.data, self.template, self.theme, self.program, self.job])


def inputs_of(job: Job, supplies: Supplies) -> Inputs:
    """Of what `job` is made."""
    template = supplies.templates[job.template].in_language(job.language)
    own = [
        job.template, job.language, job.calendar, job.digits, job.years, job.levels, job.provinces, job.scheme,
        job.paper, job.parameters, job.attach_data, os.environ.get("SOURCE_DATE_EPOCH", ""),
    ]  # fmt: skip
    return Inputs(
        data=supplies.dataset.digest,
        template=_sha256([template.digest, _pictures(template.folder) if not template.is_built_in else ""]),
        theme=theme_digest(supplies.themes[job.theme]),
        program=program_digest(),
        job=_sha256(own),
    )


def load_themes(names: Iterable[str]) -> dict[str, Theme]:
    """The themes by name or path. Raises ThemeError."""
    return {name: load_theme(name) for name in dict.fromkeys(names)}


@cache
def program_digest() -> str:
    """The SHA-256 of the program's own files and the versions of the libraries that decide bytes."""
    package = Path(gireport.__file__).parent
    files = sorted(
        path for path in package.rglob("*") if path.suffix in {".py", ".toml"} and "_assets" not in path.parts
    )
    words = sorted(asset("data", "words").iterdir()) + sorted(asset("data", "provinces").glob("*.csv"))
    content = [
        [path.name, hashlib.sha256(path.read_bytes()).hexdigest()] for path in [*files, *words] if path.is_file()
    ]
    return _sha256([content, [_version(name) for name in _LIBRARIES]])


@cache
def _pictures(folder: Path | None) -> str:
    """The SHA-256 of every picture in a template's folder: which of them it shows is known only once it has run."""
    if folder is None:
        return ""
    found = sorted(path for path in folder.rglob("*") if path.suffix.lower() in _PICTURES and path.is_file())
    return _sha256([[str(path.relative_to(folder)), hashlib.sha256(path.read_bytes()).hexdigest()] for path in found])


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


def _sha256(content: object) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=True).encode()).hexdigest()
