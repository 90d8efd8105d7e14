"""Composing what a user's template says in a process of its own, within limits of time, memory and size.

An expression can ask for more than there is (`'A' * 10**9`, a loop in a loop), and no sandbox for expressions knows
beforehand. The process answers with JSON, which is checked like anybody's.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from functools import partial
from typing import TYPE_CHECKING

from gireport.apart import Bounds
from gireport.brief.reading import brief_from_json, images_of
from gireport.brief.telling import apart, crashed
from gireport.settings import TemplateLimits

if TYPE_CHECKING:
    from collections.abc import Callable

    from gireport.brief.model import Brief
    from gireport.brief.telling import Said


def confined(compose: Callable[[], Brief], file: str, limits: TemplateLimits | None = None) -> Brief:
    """What `compose` returns, called in a process of its own; `file` is the template that it is about.

    Raises what `compose` raises of this program's errors, TemplateError where it takes more than its limits, and
    RuntimeError where it fails otherwise, which is a fault of the program. No process is left.
    """
    limits = limits or TemplateLimits.from_environment()
    bounds = Bounds(limits.seconds, limits.megabytes, limits.kilobytes)
    document, _ = apart(partial(_composed, compose), bounds, file, "template")
    try:
        images = {str(digest): b64decode(data) for digest, data in document["images"].items()}
        return brief_from_json(document["brief"], images)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise crashed(file, "template", error) from None


def _composed(compose: Callable[[], Brief]) -> Said:
    brief = compose()
    images = {digest: b64encode(data).decode() for digest, data in images_of(brief).items()}
    return {"brief": brief.to_json(), "images": images}, b""
