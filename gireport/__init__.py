"""Thai Green Industry tables to print-ready, accessible, archivable PDF briefs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gireport.brief.compose import compose as compose
    from gireport.brief.template import Template as Template
    from gireport.dataset.dataset import Dataset as Dataset
    from gireport.errors import GireportError as GireportError
    from gireport.rendering import render as render

__version__ = "0.1.0"
__all__ = ["Dataset", "GireportError", "Template", "compose", "render"]

_HOMES = {
    "Dataset": "gireport.dataset.dataset",
    "GireportError": "gireport.errors",
    "Template": "gireport.brief.template",
    "compose": "gireport.brief.compose",
    "render": "gireport.rendering",
}


def __getattr__(name: str) -> object:
    # Loaded on first use, so that `gireport --help` pays for none of them. No module may have one of these names:
    # Python would put the module in its place.
    if name not in _HOMES:
        raise AttributeError(f"module 'gireport' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
