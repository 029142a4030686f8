"""What the columns of a source mean, remembered from one import to the next.

A source is known by its headings: another file with the same set of them is read the same way. The
desk's memory keeps these mappings by name; they are no part of the record.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from petitiondesk.exchange.headings import NAMES, heading_key
from petitiondesk.services.cleaning import clean_text
from petitiondesk.services.context import Context

_KEY = "import_maps"
_MOST = 60
"""Mappings that are kept; an office has a few sources, one for each form that it was ever sent."""


@dataclass(frozen=True)
class SavedMap:
    """A mapping: its name, heading → field ("" for the notes), and defaults (field → text)."""

    name: str
    headings: Mapping[str, str]
    defaults: Mapping[str, str] = field(default_factory=dict)


class SavedMaps:
    """The mappings the desk remembers, newest first."""

    def __init__(self, context: Context) -> None:
        self._registry = context.registry

    def find(self, headings: Iterable[str]) -> SavedMap | None:
        """The mapping of the source that has exactly these headings, or None."""
        wanted = _keys(headings)
        with self._registry.reading():
            kept = self._kept()
        return next((each for each in kept if _keys(each.headings) == wanted), None)

    def keep(self, saved: SavedMap) -> None:
        """Remember a mapping in place of an earlier one of the same source."""
        saved = SavedMap(
            clean_text(saved.name, one_line=True), dict(saved.headings), dict(saved.defaults)
        )
        with self._registry.transaction():
            others = [m for m in self._kept() if _keys(m.headings) != _keys(saved.headings)]
            values = [
                {"name": m.name, "headings": dict(m.headings), "defaults": dict(m.defaults)}
                for m in (saved, *others[: _MOST - 1])
            ]
            self._registry.settings.remember(_KEY, values)

    def _kept(self) -> list[SavedMap]:
        """What is remembered; a field that this version does not know goes to the notes."""
        values = self._registry.settings.remembered(_KEY) or []
        return [
            SavedMap(
                each["name"],
                {h: name if name in NAMES else "" for h, name in each["headings"].items()},
                {name: text for name, text in each["defaults"].items() if name in NAMES},
            )
            for each in values
        ]


def _keys(headings: Iterable[str]) -> frozenset[str]:
    return frozenset(heading_key(heading) for heading in headings)
