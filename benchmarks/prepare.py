"""Composes briefs and writes them down for the contestants that are not gireport: one line of JSON each.

    prepare.py SELECTIONS TARGET

The form is the brief's own (`Brief.to_json`), made easier for them: where words come from is left out, and neighbouring
stretches of one style are one. A text is a list of [words, style], where a style is "", "b", "i" or "bi".
"""

from __future__ import annotations

import json
import sys
from itertools import groupby
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent / "contestants"))

from with_gireport import brief_of


def lean(value: Any) -> Any:
    """The JSON of a brief with its texts as lists of [words, style], and its charts as panels of bars."""
    if isinstance(value, dict) and value.get("block") == "Chart":
        return panels(value)
    if isinstance(value, dict):
        return {key: lean(item) for key, item in value.items()}
    if isinstance(value, list) and value and all(isinstance(item, dict) and "bold" in item for item in value):
        return [["".join(span["text"] for span in spans), style] for style, spans in groupby(value, _style)]
    return [lean(item) for item in value] if isinstance(value, list) else value


def panels(chart: dict[str, Any]) -> dict[str, Any]:
    """The one kind of chart that the annual brief has, bar by bar; its highest and its last bar have their figure."""
    if chart["kind"] != "panels":
        raise ValueError(chart["kind"])
    panels = []
    for series in chart["series"]:
        counts = [value or 0 for value in series["values"]]
        highest, last = max(counts), len(counts) - 1
        bars = [
            {
                "category": "".join(span["text"] for span in category),
                "value": count,
                "label": label if index == last or (highest and count == highest) else "",
            }
            for index, (category, count, label) in enumerate(
                zip(chart["categories"], counts, series["labels"], strict=True)
            )
        ]
        panels.append({"title": lean(series["name"]), "subtitle": lean(series["context"]), "bars": bars})
    return {
        "block": "BarPanels",
        "caption": lean(chart["caption"]),
        "panels": panels,
        "alternative": chart["alternative"],
    }


def _style(span: dict[str, Any]) -> str:
    return ("b" if span["bold"] else "") + ("i" if span["italic"] else "")


def main(selections: str, target: str) -> None:
    """Writes the brief of every selection."""
    with Path(target).open("w", encoding="utf-8") as file:
        for line in Path(selections).read_text(encoding="utf-8").splitlines():
            file.write(json.dumps(lean(brief_of(line).to_json()), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
