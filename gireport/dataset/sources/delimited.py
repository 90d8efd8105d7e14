"""From delimited text to a grid: the encoding, the sign between cells, then the rows, quotes taken strictly."""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import islice
from typing import IO, TYPE_CHECKING, NamedTuple, get_args

from gireport.dataset.sources.encodings import find_form
from gireport.dataset.sources.grid import Grid
from gireport.dataset.sources.options import Delimiter, over_limit
from gireport.dataset.sources.rows import GridBuilder
from gireport.errors import DataError, Place, Problem

if TYPE_CHECKING:
    from gireport.dataset.sources.options import SourceOptions
    from gireport.settings import Limits

_DELIMITERS: tuple[Delimiter, ...] = get_args(Delimiter)
_SAMPLE = 64 * 1024  # characters looked at to find the delimiter
_SAMPLE_ROWS = 50


class _Fit(NamedTuple):
    """How well a delimiter splits the first rows; the greater fits better."""

    alike: int
    """How many rows get the commonest number of cells, where that is two or more."""
    width: int


def read_text(stream: IO[bytes], file: str, options: SourceOptions) -> Grid:
    """The table in the text that `stream` holds, called `file` in messages.

    Raises DataError where it cannot be read with certainty. Rows are as they come, equally long or not.
    """
    form = find_form(stream, file, options.encoding)
    stream.seek(0)
    # newline="" leaves line breaks to the reader, which knows LF, CRLF and CR, and those inside quotes.
    text = io.TextIOWrapper(stream, form.codec, newline="")
    try:
        sample = text.read(_SAMPLE)
        delimiter = options.delimiter or find_delimiter(sample, file, whole=len(sample) < _SAMPLE)
        text.seek(0)
        builder = GridBuilder(Place(file), options.limits, searched=True)
        _fill(builder, text, delimiter, file, options.limits)
    finally:
        text.detach()
    rows = builder.rows()
    if not rows:
        raise DataError(Problem("source.empty", Place(file)))
    facts = {"encoding": form.name, "delimiter": "TAB" if delimiter == "\t" else delimiter}
    return Grid(file, rows, notices=(Problem("source.text-read", Place(file), facts),))


def find_delimiter(sample: str, file: str, *, whole: bool = True) -> Delimiter:
    """The sign between cells: the one by which most of the first rows get the same number of cells, two or more.

    Of signs that do so for equally many rows, the one that makes more cells; a comma where no sign parts anything.
    Raises DataError where two do equally well. Unless the sample is the `whole` text, its last row may be torn.
    """
    fits = {delimiter: _fit(sample, delimiter, whole=whole) for delimiter in _DELIMITERS}
    best = max(fits.values())
    found = [delimiter for delimiter, fit in fits.items() if fit == best]
    if best.alike and len(found) > 1:
        signs = " ".join("TAB" if delimiter == "\t" else delimiter for delimiter in found)
        raise DataError(Problem("source.delimiter-unclear", Place(file), {"signs": signs}))
    return found[0]


def _fit(sample: str, delimiter: Delimiter, *, whole: bool) -> _Fit:
    rows = []
    try:
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter, strict=True)
        for row in islice(reader, _SAMPLE_ROWS):
            rows.append(row)
    except csv.Error:
        pass  # what is wrong is told when the table is read; the rows before it tell the delimiter as well
    if not whole and len(rows) < _SAMPLE_ROWS:
        del rows[-1:]
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max((_Fit(alike, width) for width, alike in widths.items()), default=_Fit(0, 0))


def _fill(builder: GridBuilder, text: io.TextIOWrapper, delimiter: Delimiter, file: str, limits: Limits) -> None:
    try:
        for cells in csv.reader(text, delimiter=delimiter, strict=True):
            builder.add(cells)
    except csv.Error as error:
        # The reader fails in the row after the last it gave, which is where an unclosed quote was opened.
        place = Place(file, row=builder.row_count + 1)
        if "field larger" in str(error):
            raise over_limit("source.cell-too-long", place, limits, "cell_length") from error
        code = "source.quote-unclosed" if "unexpected end" in str(error) else "source.quote-stray"
        raise DataError(Problem(code, place)) from error
    except UnicodeDecodeError as error:
        # It was all decoded a moment ago.
        raise DataError(Problem("source.changed-meanwhile", Place(file))) from error
