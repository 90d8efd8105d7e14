"""What has to be said below a table of the signs in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gireport.brief.values import NONE_SIGN
from gireport.dataset.counts import BOUND_SIGN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gireport.brief.directives import Workshop
    from gireport.brief.model import Row, Text


def notes_of(rows: Sequence[Row], none_notes: Sequence[str], shop: Workshop) -> tuple[Text, ...]:
    """The notes on the sign for none, where the table shows it, and on that of sums which lack something."""
    texts = [span.text for row in rows for cell in row.cells for span in cell]
    notes = [shop.text(note) for note in none_notes if note] if NONE_SIGN in texts else []
    if any(text.startswith(BOUND_SIGN) for text in texts):
        notes.append(shop.prose.value(shop.phrases.bound_note))
    return tuple(notes)
