"""Makes the gallery: every part that a brief can have, in each language, choice of digits and built-in theme.

    python examples/gallery/make.py [FOLDER]

The files go beside this script where no folder is named. All figures in them are invented.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gireport import Dataset, Template, compose, render
from gireport.layout.themes import built_in_themes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gireport.brief.model import Brief
    from gireport.thai.calendar_names import Language
    from gireport.thai.digits import Digits

HERE = Path(__file__).resolve().parent
# Large print has room for fewer years. Its page is lower than a chart of forty names and not as broad as the widest
# table, which the template leaves out where not all years are selected.
YEARS_OF_LARGE_PRINT = range(2560, 2566)


class Form(NamedTuple):
    """One way to print the gallery."""

    language: Language
    digits: Digits
    theme: str

    @property
    def name(self) -> str:
        """What its file is called: English has one choice of digits, which is not said."""
        parts = (self.language, self.digits, self.theme) if self.language == "th" else (self.language, self.theme)
        return "gallery-" + "-".join(parts)


def forms() -> Iterator[Form]:
    """Every form that there is."""
    for theme in built_in_themes():
        yield Form("th", "arabic", theme)
        yield Form("th", "thai", theme)
        yield Form("en", "arabic", theme)


def brief(form: Form) -> Brief:
    """The gallery as that form says it."""
    selection = {"years": YEARS_OF_LARGE_PRINT} if form.theme == "large" else {}
    data, template = Dataset.read(HERE / "data"), Template.load(HERE / "gallery.md")
    return compose(data.select(**selection), template, lang=form.language, digits=form.digits)


def make(form: Form, folder: Path) -> Path:
    """Makes the PDF of one form, and returns its path."""
    path = folder / f"{form.name}.pdf"
    render(brief(form), path, form.theme)
    return path


def main() -> None:
    """Makes all of them and prints their paths."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    folder.mkdir(parents=True, exist_ok=True)
    for form in forms():
        print(make(form, folder))


if __name__ == "__main__":
    main()
