"""Whether the signatures of a file hold; whether a certificate can be trusted is for people to say."""

from __future__ import annotations

import json
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from gireport.apart import Bounds, answer
from gireport.dataset.characters import shown
from gireport.errors import Problem
from gireport.signing.reading import Signature, signatures

if TYPE_CHECKING:
    from collections.abc import Iterator

_BOUNDS = Bounds(seconds=60, megabytes=1024, kilobytes=1024)


def signatures_apart(content: bytes) -> tuple[Signature, ...] | None:
    """The signatures of a file, read in a process of its own; None where they cannot be read."""
    answered = answer(partial(_answered, content), _BOUNDS)
    try:
        return tuple(_read(entry) for entry in json.loads(answered.content))
    except (ValueError, TypeError, KeyError):
        return None


def signature_problems(found: tuple[Signature, ...] | None) -> Iterator[Problem]:
    """What is wrong with the signatures of a file that has some."""
    if not found:
        yield Problem("verify.signatures-unreadable")
        return
    for each in found:
        facts = {"signer": shown(each.signer), "field": shown(each.field)}
        if not each.intact:
            yield Problem("verify.signature-broken", facts=facts)
        elif not each.only_signed_since:
            yield Problem("verify.signature-changed", facts=facts)
    if not any(each.covers_whole_file for each in found):
        yield Problem("verify.signature-not-whole")


def _answered(content: bytes) -> bytes:
    entries = [
        {
            "field": each.field,
            "signer": each.signer,
            "moment": each.moment.isoformat() if each.moment else "",
            "covers_whole_file": each.covers_whole_file,
            "intact": each.intact,
            "only_signed_since": each.only_signed_since,
        }
        for each in signatures(content)
    ]
    return json.dumps(entries).encode()


def _read(entry: dict[str, str | bool]) -> Signature:
    moment = str(entry["moment"])
    return Signature(
        field=str(entry["field"]),
        signer=str(entry["signer"]),
        moment=datetime.fromisoformat(moment) if moment else None,
        covers_whole_file=entry["covers_whole_file"] is True,
        intact=entry["intact"] is True,
        only_signed_since=entry["only_signed_since"] is True,
    )
