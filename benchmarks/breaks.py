"""Where lines of Thai end, by gireport and by others, against text marked by hand; prints Markdown tables.

    python benchmarks/breaks.py [--environments FOLDER] [--ours] [--faults]

The other programs are installed from PyPI, each into an environment of its own, thrown away in the end unless FOLDER
keeps them. What is measured is in README.md beside this file.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import unicodedata
import venv
from itertools import pairwise, product
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from figures import table

from gireport.thai.breaks import BreakLevel, break_opportunities, cluster_boundaries

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HERE = Path(__file__).resolve().parent
MARKED = HERE / "data" / "marked-official.txt"
WIDTHS = (20, 30, 45, 60)  # columns: a table's cell, a narrow and a wide column, a line of a page
_BAND = 2  # each stands for the widths two columns up and down as well: five times the lines, and less chance
PACKAGES = {
    "newmm": ("pythainlp==5.4.0",),
    "newmm-ours": ("pythainlp==5.4.0",),
    "nlpo3": ("nlpo3==1.4.0", "pythainlp==5.4.0"),
    "pyicu": ("pyicu-wheels==2.15.2",),
    "icu4py": ("icu4py==1.2.0",),
}
OURS = "gireport"
# Not by our own tables: what is measured should not also say what counts.
_THAI = frozenset(chr(code) for code in range(0x0E01, 0x0E4F) if chr(code) != "฿")


class Marked(NamedTuple):
    """A line marked by hand: the text, and the offsets in it where a word ends and where a compound may be parted."""

    text: str
    ends: frozenset[int]
    joints: frozenset[int]

    @classmethod
    def parse(cls, line: str) -> Marked:
        """The line, of which `|` ends a word and `~` joins the parts of a compound."""
        text, at = "", {"|": set[int](), "~": set[int]()}
        for char in line:
            if char in at:
                at[char].add(len(text))
            else:
                text += char
        return cls(text, frozenset(at["|"]), frozenset(at["~"]))

    def within_thai(self, offset: int) -> bool:
        """Whether a Thai letter or mark stands on either side: elsewhere the marks say nothing."""
        return 0 < offset < len(self.text) and self.text[offset - 1] in _THAI and self.text[offset] in _THAI

    def compounds(self) -> Iterator[tuple[int, int]]:
        """Where each compound starts and ends."""
        edges = {0, len(self.text), *self.ends}
        edges.update(at for at in range(1, len(self.text)) if (self.text[at - 1] in _THAI) != (self.text[at] in _THAI))
        for start, end in pairwise(sorted(edges)):
            if any(start < joint < end for joint in self.joints):
                yield start, end


Offers = dict[int, BreakLevel]


def main() -> None:
    """Prints the figures of each half of the text."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--environments", type=Path, help="keep the others' environments in this folder")
    parser.add_argument("--ours", action="store_true", help="measure gireport alone")
    parser.add_argument("--faults", action="store_true", help="list gireport's faults in the half to mend by")
    options = parser.parse_args()
    rows = [line for line in MARKED.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    lines = [Marked.parse(row) for row in rows]
    offers = {OURS: [{found.offset: found.level for found in break_opportunities(line.text)} for line in lines]}
    if not options.ours:
        with tempfile.TemporaryDirectory() as folder:
            for engine in PACKAGES:
                name, found = cut_by(engine, options.environments or Path(folder), lines)
                offers[name] = found
    for title, first in {"Mended by": 0, "Held out": 1}.items():
        half = lines[first::2]
        words = sum(len(line.ends) for line in half)
        print(f"\n### {title}: {len(half)} paragraphs, {words} marked ends between Thai letters\n")
        print(report(half, {name: found[first::2] for name, found in offers.items()}))
    if options.faults:
        print("\n".join(faults(lines[::2], offers[OURS][::2])))


def cut_by(engine: str, environments: Path, lines: Sequence[Marked]) -> tuple[str, list[Offers]]:
    """The name of another program and what it offers, all as good as the end of a word; raises CalledProcessError
    where it cannot be installed or run.
    """
    folder = environments / engine
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    if not python.exists():
        print(f"installing {', '.join(PACKAGES[engine])}", file=sys.stderr)
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES[engine]], check=True)
    run = subprocess.run(
        [python, HERE / "contestants" / "cut.py", engine],
        input=json.dumps([line.text for line in lines]),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    name, cuts = json.loads(run.stdout)
    return name, [
        {at: BreakLevel.SPACE if line.text[at - 1].isspace() else BreakLevel.WORD for at in ends if at < len(line.text)}
        for line, ends in zip(lines, cuts, strict=True)
    ]


def report(lines: Sequence[Marked], offers: dict[str, list[Offers]]) -> str:
    """A row for each program: what it offers, then how its lines end at each width."""
    heads = ["", "words cut", "compounds kept", "ends offered", *(f"{width} columns" for width in WIDTHS)]
    rows = []
    for name, found in offers.items():
        pairs = list(zip(lines, found, strict=True))
        cells = [str(len(list(cut_words(pairs)))), kept(pairs), offered(pairs)]
        cells += [line_ends(pairs, width) for width in WIDTHS]
        rows.append([name, *cells])
    return table(heads, rows)


Pairs = list[tuple[Marked, Offers]]


def cut_words(pairs: Pairs) -> Iterator[tuple[Marked, int]]:
    """Every place offered, at whatever level, that is inside a word."""
    for line, found in pairs:
        for at in sorted(found):
            if line.within_thai(at) and at not in line.ends | line.joints:
                yield line, at


def kept(pairs: Pairs) -> str:
    """The share of compounds in which no end of a word is offered."""
    whole = total = 0
    for line, found in pairs:
        for start, end in line.compounds():
            total += 1
            whole += all(found.get(at, 0) < BreakLevel.WORD for at in range(start + 1, end))
    return f"{whole / total:.1%}"


def offered(pairs: Pairs) -> str:
    """The share of marked ends that are offered as ends of words."""
    found = sum(offers.get(at, 0) >= BreakLevel.WORD for line, offers in pairs for at in line.ends)
    return f"{found / sum(len(line.ends) for line, _ in pairs):.1%}"


def line_ends(pairs: Pairs, width: int) -> str:
    """The share of lines that end inside a word / inside a compound, the last of each paragraph not counted."""
    inside_word = inside_compound = total = 0
    for (line, found), exact in product(pairs, range(width - _BAND, width + _BAND + 1)):
        for at in filled(line.text, found, exact):
            total += 1
            inside_compound += at in line.joints
            inside_word += line.within_thai(at) and at not in line.ends | line.joints
    return f"{inside_word / total:.1%} / {inside_compound / total:.1%}"


def filled(text: str, found: Offers, width: int) -> Iterator[int]:
    """Where the lines end that each take as much as goes into `width` columns, as `gireport.text.lines` fills them: at
    the ends of words; in what is wider than a line at the joints, then anywhere between clusters.
    """
    start = 0
    for unit_start, unit_end in units(text, found, width, (0, len(text)), BreakLevel.WORD):
        if start < unit_start and columns(text[start:unit_end]) > width:
            yield unit_start
            start = unit_start


def units(text: str, found: Offers, width: int, span: tuple[int, int], level: int) -> Iterator[tuple[int, int]]:
    """What of `span` is not parted at `width`; level 0 stands for the boundaries of clusters."""
    inside = set(cluster_boundaries(text)) if level == 0 else {at for at, good in found.items() if good >= level}
    edges = sorted({*span, *(at for at in inside if span[0] < at < span[1])})
    for start, end in pairwise(edges):
        if level and columns(text[start:end]) > width:
            yield from units(text, found, width, (start, end), level - 1)
        else:
            yield start, end


def columns(text: str) -> int:
    """How wide `text` is in letters: marks above and below take no room, nor do spaces at the end."""
    return sum(unicodedata.category(char) != "Mn" for char in text.rstrip())


def faults(lines: Sequence[Marked], offers: Sequence[Offers]) -> Iterator[str]:
    """Every word cut, compound broken at the level of words and end not offered, with what stands around it."""
    for line, found in zip(lines, offers, strict=True):
        for at, level in sorted(found.items()):
            around = f"{line.text[max(at - 12, 0) : at]}|{line.text[at : at + 12]}"
            if line.within_thai(at) and at not in line.ends | line.joints:
                yield f"cut: {around}"
            elif level == BreakLevel.WORD and at in line.joints:
                yield f"parted: {around}"
        for at in sorted(line.ends - found.keys()):
            yield f"missed: {line.text[max(at - 12, 0) : at]}|{line.text[at : at + 12]}"


if __name__ == "__main__":
    main()
