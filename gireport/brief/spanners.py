"""The heads that stand above those of several columns, as the `spanners` of a table directive say."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gireport.brief.directives import Workshop
    from gireport.brief.model import Text
    from gireport.brief.settings import Settings


class Spanners:
    """Column name -> the head above it. The names are those that the directive calls its columns by."""

    def __init__(self, settings: Settings, shop: Workshop) -> None:
        self._settings = settings
        self._heads: dict[str, Text] = {}
        self._known: list[str] = []
        for entry in settings.listed("spanners", required=False):
            head, names = entry.text("head"), entry.words("columns")
            entry.finish()
            self._heads |= dict.fromkeys(names, shop.text(head))

    def over(self, name: str) -> Text:
        """The head above the column, or columns, of that name; empty where there is none."""
        self._known.append(name)
        return self._heads.get(name, ())

    def finish(self) -> None:
        """Notes the names that no column of the table has."""
        for name in self._heads:
            if name not in self._known:
                self._settings.refuse("directive.no-column", "spanners", value=name, known=", ".join(self._known))
