"""The one place where layout meets the file: a `Brief` becomes a PDF."""

from __future__ import annotations

import os
import warnings
from dataclasses import replace
from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from gireport import __version__
from gireport.brief.attached import attached_tables
from gireport.brief.provenance import Origin, properties
from gireport.dataset.characters import shown
from gireport.errors import Problem, UsageError
from gireport.files import write_file
from gireport.layout.fonts import FontFamily, check_coverage
from gireport.layout.furniture import furniture_drawer
from gireport.layout.logo import draw_logo, logo_element
from gireport.layout.pages import fill_pages
from gireport.layout.story import StoryBuilder
from gireport.layout.themes import load_theme, theme_digest
from gireport.layout.typesetting import Typesetter
from gireport.messages import describe
from gireport.pdf.canvas import TaggedCanvas
from gireport.pdf.conformance import DocumentInformation
from gireport.thai.digits import in_digits

if TYPE_CHECKING:
    from collections.abc import Callable

    from gireport.brief.model import Brief
    from gireport.brief.paper import Paper
    from gireport.brief.provenance import Provenance
    from gireport.brief.telling import Said
    from gireport.layout.theme import Theme
    from gireport.settings import TemplateLimits

_LANGUAGE_TAGS = {"th": "th-TH", "en": "en-GB"}


class LayoutWarning(UserWarning):
    """Something about a brief's look that is worth knowing but stopped nothing."""


def warn_by_python(problem: Problem) -> None:
    """Says a problem as a `LayoutWarning`."""
    warnings.warn(describe(problem), LayoutWarning, stacklevel=2)


def render(
    brief: Brief,
    target: str | Path | BinaryIO | None = None,
    theme: Theme | str | Path | None = None,
    *,
    paper: Paper = "",
    attach_data: bool = False,
    warn: Callable[[Problem], None] = warn_by_python,
) -> bytes:
    """Sets the brief and returns the PDF, a PDF/UA-1 and PDF/A-2a file; the same brief gives the same bytes.

    `theme` is one that was loaded, or the name or path of one; by default the one that the brief asks for, as is
    `paper` (a key of `gireport.brief.paper.PAPERS`), or else the theme's. With `attach_data` the tables of the brief
    are in the file as CSV too, which makes it PDF/A-3a. `target` is
    a path, written in one step, or an open binary file, or None for the bytes alone. `warn` hears of what could be
    done only badly, such as a word that had to be cut. Raises ThemeError where the theme has problems, FontError where
    a character has no glyph, TemplateError where something does not fit a page, OutputError where the file cannot be
    written.
    """
    moment = _moment(brief)  # first of all, because ReportLab reads the same variable and trips over a bad one
    if theme is None or isinstance(theme, str | Path):
        theme = load_theme(theme or brief.theme)
    attachments = attached_tables(brief) if attach_data else ()
    provenance = provenance_in(brief, theme, paper, attach_data=bool(attachments))
    canvas = lay_out(brief, theme.on(paper or brief.paper), warn)
    information = DocumentInformation(
        title=brief.title,
        language=canvas.language,
        subject=brief.subject,
        moment=moment,
        producer_version=__version__,
        properties=properties(provenance) if provenance else (),
    )
    content = canvas.pdf_bytes(information, attachments)
    if isinstance(target, str | Path):
        write_file(Path(target), content)
    elif target is not None:
        target.write(content)
    return content


def render_apart(
    brief: Brief,
    file: str,
    theme: Theme | str | Path | None = None,
    *,
    paper: Paper = "",
    attach_data: bool = False,
    warn: Callable[[Problem], None] = warn_by_python,
    limits: TemplateLimits | None = None,
) -> bytes:
    """What `render` returns, made in a process of its own: for what the user's template `file` says.

    A brief within the limits of composing can still take for ever to lay out, by one heading of a million letters.
    Raises what `render` raises, and TemplateError where it takes more than as much time and memory again.
    """
    # Only here: processes take longer to import than many a brief to lay out.
    from gireport.apart import Bounds
    from gireport.brief.telling import apart, crashed, read_problems
    from gireport.settings import TemplateLimits

    limits = limits or TemplateLimits.from_environment()
    # A file of images is large, and rightly so.
    bounds = Bounds(limits.seconds, limits.megabytes, limits.megabytes * 1024)
    document, content = apart(partial(_rendered, brief, theme, paper, attach_data), bounds, file, "layout", "megabytes")
    try:
        warned = read_problems(document["warnings"])
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise crashed(file, "layout", error) from None
    for problem in warned:
        warn(problem)
    return content


def _rendered(brief: Brief, theme: Theme | str | Path | None, paper: Paper, attach_data: bool) -> Said:
    """The file, and what could be done only badly."""
    from gireport.brief.telling import write_problems

    warned: list[Problem] = []
    content = render(brief, theme=theme, paper=paper, attach_data=attach_data, warn=warned.append)
    return {"warnings": write_problems(warned)}, content


def provenance_in(brief: Brief, theme: Theme, paper: Paper = "", *, attach_data: bool = False) -> Provenance | None:
    """What the file says the brief was made of when it is rendered so; None where the brief does not know it.
    `attach_data` is whether its tables are in the file.
    """
    if brief.provenance is None:
        return None
    origin = Origin(theme.name, theme_digest(theme))
    return replace(brief.provenance, theme=origin, paper=paper or brief.paper, attached=attach_data)


def _moment(brief: Brief) -> datetime:
    """The date the file bears: `SOURCE_DATE_EPOCH` (reproducible-builds.org) where it is set, else the data's own.

    Raises UsageError where the variable is no time.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return datetime.combine(brief.moment, time(0), UTC)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError(Problem("usage.source-date-epoch", facts={"value": shown(epoch)})) from None


def lay_out(brief: Brief, theme: Theme, warn: Callable[[Problem], None] = warn_by_python) -> TaggedCanvas:
    """The brief drawn on pages, before it is a file."""
    fonts = FontFamily.of(theme.fonts)
    check_coverage(brief, fonts)
    canvas = TaggedCanvas((theme.page.width, theme.page.height), fonts.face(), _LANGUAGE_TAGS[brief.language])
    # The colour of headings, which every theme has checked against paper.
    typesetter = Typesetter.of(brief, fonts, theme.section.colour)
    theme = theme.justified() if brief.justify else theme
    logo = logo_element(theme.logo, canvas.structure.root)  # heard of before everything else
    story = StoryBuilder(canvas.structure.root, theme, typesetter, warn).story(brief)
    draw = partial(draw_logo, theme.logo, logo, canvas, theme) if theme.logo else None
    fill_pages(story, canvas, theme, draw)
    canvas.finish()
    canvas.draw_furniture(
        furniture_drawer(brief, canvas, theme, typesetter, lambda value: in_digits(str(value), brief.digits))
    )
    return canvas
