"""A brief around a few blocks, for tests that look at one thing."""

from __future__ import annotations

import datetime

from gireport.brief import model


def text(words: str, **style: bool) -> model.Text:
    """A text in one style."""
    return (model.Span(words, **style),)


def brief_of(*blocks: model.Block, title: str = "เรื่อง") -> model.Brief:
    """A Thai brief with these blocks and a little furniture."""
    return model.Brief(
        title=title,
        subject="ทดสอบ",
        language="th",
        digits="arabic",
        moment=datetime.date(2022, 9, 30),
        furniture=model.Furniture(text("หัว"), text("ขวา"), text("ท้าย"), "หน้า {page} จาก {pages}"),
        blocks=blocks,
    )


def table_of(
    rows: list[list[str]], *, notes: tuple[str, ...] = (), figures: bool = False, **style: bool
) -> model.Table:
    """A table of words, or of figures in all columns but the first; `style` is that of its cells."""
    kinds = ["text"] + ["figure" if figures else "text"] * (len(rows[0]) - 1)
    return model.Table(
        caption=model.Caption("ตารางที่ 1", text("ชื่อตาราง")),
        columns=tuple(model.Column(text(f"หัว {n}"), kind) for n, kind in enumerate(kinds)),
        rows=tuple(model.Row(tuple(text(cell, **style) for cell in row)) for row in rows),
        notes=tuple(text(note) for note in notes),
    )
