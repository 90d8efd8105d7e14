"""Rounds into medians and ratios, and those into Markdown tables."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


def medians(rounds: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The median of each figure over the rounds."""
    return {key: median(each[key] for each in rounds) for key in rounds[0]}


def ratio(rounds: Sequence[Mapping[str, float]], others: Sequence[Mapping[str, float]], key: str) -> float:
    """The median of the rounds' own ratios, so that what slows a whole round down slows both sides."""
    return median(mine[key] / other[key] for mine, other in zip(rounds, others, strict=True))


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; the first column names the row, the others are figures."""
    lines = [heads, ["---", *["--:"] * (len(heads) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def seconds(value: float) -> str:
    """Seconds to the hundredth."""
    return f"{value:.2f}"


def milliseconds(value: float) -> str:
    """Seconds as milliseconds to the tenth."""
    return f"{value * 1000:.1f}"


def megabytes(value: float) -> str:
    """Bytes as whole megabytes."""
    return f"{value / 1e6:.0f}"


def kilobytes(value: float) -> str:
    """Bytes as whole kilobytes."""
    return f"{value / 1e3:.0f}"


def times(value: float) -> str:
    """A ratio."""
    return f"{value:.2f}"


def compared(
    measured: Mapping[str, Sequence[Mapping[str, float]]],
    reference: str,
    columns: Mapping[str, tuple[str, Callable[[float], str]]],
    ratios: Mapping[str, str],
) -> str:
    """A row for each contestant: the medians of `columns`, then ratios to the reference of the figures in `ratios`."""
    rows = []
    for name, rounds in measured.items():
        middle = medians(rounds)
        cells = [show(middle[key]) for key, (_, show) in columns.items()]
        cells += [times(ratio(rounds, measured[reference], key)) for key in ratios]
        rows.append([name, *cells])
    return table(["", *(head for head, _ in columns.values()), *ratios.values()], rows)
