"""Signals put off to where nothing is half done."""

from __future__ import annotations

import signal

import pytest

from gireport.batch.interrupts import put_off


def test_the_first_signal_waits_to_be_heeded() -> None:
    with pytest.raises(KeyboardInterrupt), put_off() as heed:  # noqa: PT012
        heed()
        signal.raise_signal(signal.SIGINT)
        reached = True
        heed()
    assert reached
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_the_second_signal_does_not_wait() -> None:
    with pytest.raises(KeyboardInterrupt), put_off():  # noqa: PT012
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
        pytest.fail("it waited")


def test_signals_that_nobody_heeds_stay_so() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with put_off() as heed:
            signal.raise_signal(signal.SIGINT)
            heed()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
