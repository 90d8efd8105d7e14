"""Ctrl-C and SIGTERM put off to where nothing is half done: a brief that is there, and on no record, would be lost."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def put_off() -> Iterator[Callable[[], None]]:
    """Within it, signals that end the program do so where what is given is called, as they would have at once. The
    second one does so wherever it comes. Outside the main thread, which alone gets signals, it changes nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield lambda: None
        return
    came: list[int] = []
    before = {number: handler for number in _SIGNALS if (handler := signal.getsignal(number)) is not None}

    def end(number: int, frame: FrameType | None = None) -> None:
        handler = before[signal.Signals(number)]
        if callable(handler):
            handler(number, frame)
        elif handler is signal.SIG_DFL:
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)

    def note(number: int, frame: FrameType | None) -> None:
        came.append(number)
        if len(came) > 1:
            end(number, frame)

    def heed() -> None:
        if came:
            end(came[0])

    for number, handler in before.items():
        if handler is not signal.SIG_IGN:
            signal.signal(number, note)
    try:
        yield heed
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
