"""Typst through PyPI's `typst`, one compiler kept: `plain` as it comes, `archival` as PDF/UA-1 and PDF/A-2a."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import typst
from drive import FONTS, drive

STANDARDS: dict[str, Any] = {"plain": [], "archival": ["ua-1", "a-2a"]}


def main(variant: str, words: list[str]) -> None:
    """Makes what the words ask for; a job is a brief's JSON, which Typst reads itself."""
    template = Path(__file__).with_name("brief.typ")
    compiler = typst.Compiler(str(template), font_paths=[str(FONTS)], ignore_system_fonts=True)

    def make(brief: str, target: Path) -> None:
        compiler.compile(
            output=str(target), format="pdf", sys_inputs={"brief": brief}, pdf_standards=STANDARDS[variant]
        )

    drive(make, str, words)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
