"""Where gireport's time goes, in one process: prints the seconds of each part as JSON.

    parts.py SELECTIONS FOLDER

The first brief pays for what is done once a process: imports, data, template, fonts, the word list.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gireport.pdf.canvas import TaggedCanvas


class Stopwatch:
    """Seconds by part, each measured from the end of the one before."""

    def __init__(self) -> None:
        self.parts: dict[str, float] = {}
        self._since = perf_counter()

    def end_of(self, part: str) -> None:
        """Ends a part."""
        now = perf_counter()
        self.parts[part] = now - self._since
        self._since = now


def main(selections: str, folder: str) -> None:
    """Prints the parts of the first brief and the medians of the later ones."""
    asked = [json.loads(line)["years"] for line in Path(selections).read_text(encoding="utf-8").splitlines()]
    target = Path(folder) / "parts.pdf"
    watch = Stopwatch()
    from gireport import rendering
    from gireport.brief.compose import compose
    from gireport.brief.template import Template
    from gireport.dataset.dataset import Dataset

    watch.end_of("import")
    dataset = Dataset.bundled()
    watch.end_of("load data")
    template = Template.load("annual")
    watch.end_of("load template")
    lay_out = rendering.lay_out

    def watched(*given: Any) -> TaggedCanvas:
        canvas = lay_out(*given)
        watch.end_of("lay out")
        return canvas

    # `render` lays out and then writes; only from inside can the two be told apart.
    rendering.lay_out = watched
    laps = []
    for first, last in asked:
        brief = compose(dataset.select(range(first, last + 1)), template)
        watch.end_of("compose")
        rendering.render(brief, target)
        watch.end_of("write")
        laps.append(watch.parts)
        watch = Stopwatch()
    later = {part: median(lap[part] for lap in laps[1:]) for part in laps[1]}
    json.dump({"first": laps[0], "later": later}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
