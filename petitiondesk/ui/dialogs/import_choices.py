"""What a clerk has chosen of an open file: sheets, and what each column is read as."""

from collections.abc import Mapping
from dataclasses import replace

from petitiondesk.services.importing import (
    ImportService,
    LedgerMap,
    LedgerSource,
    SavedMap,
    SourceColumn,
)


class ImportChoices:
    """The choices of one file, as rules for reading it; ``saved`` is the mapping they came from."""

    def __init__(self, service: ImportService, source: LedgerSource) -> None:
        self._service = service
        self.source = source
        self.saved: SavedMap | None = None
        self._rules = LedgerMap()

    def take_sheets(self, rows: Mapping[str, int]) -> None:
        """Read these sheets; ``rows`` is sheet → row of its heads, 0 where they are to be found."""
        rules = LedgerMap(
            sheets=tuple(rows), header_rows={name: row for name, row in rows.items() if row}
        )
        guessed = {c.heading: c.field for c in self.source.columns(rules) if not c.serial}
        self.saved = self._service.maps.find(guessed)
        headings = self.saved.headings if self.saved else guessed
        defaults = self.saved.defaults if self.saved else {}
        self._rules = replace(rules, headings=headings, defaults=defaults)

    @property
    def rules(self) -> LedgerMap:
        """How the file is to be read."""
        return self._rules

    def columns(self) -> tuple[SourceColumn, ...]:
        """The columns as they are chosen."""
        return self.source.columns(self._rules)

    def wanted(self) -> tuple[SourceColumn, ...]:
        """The columns with what was chosen for each, also where two were given the same field."""
        chosen = self._rules.headings
        return tuple(replace(c, field=chosen.get(c.heading, c.field)) for c in self.columns())

    def read_as(self, heading: str, field: str) -> None:
        """Read a column as ``field``, "" for the notes."""
        headings = {**self._rules.headings, heading: field}
        self._rules = replace(self._rules, headings=headings)

    def take_defaults(self, defaults: Mapping[str, str]) -> None:
        """What every petition gets that the file has no column for: field → text."""
        self._rules = replace(self._rules, defaults=dict(defaults))

    def keep(self, name: str) -> None:
        """Remember the choices for the next file with the same headings."""
        saved = SavedMap(name, self._rules.headings, self._rules.defaults)
        if saved != self.saved:
            self._service.maps.keep(saved)
            self.saved = saved
