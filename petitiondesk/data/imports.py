"""Which rows of old ledgers are in the registry already."""

from collections.abc import Iterable

from petitiondesk.data.database import Database
from petitiondesk.data.tables import ImportedRow


class Imports:
    """The table ``imported_rows``. Callers hold the transaction."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def known(self, fingerprints: Iterable[str]) -> set[str]:
        """Those of ``fingerprints`` that were imported before."""
        wanted = list(fingerprints)
        found: set[str] = set()
        for start in range(0, len(wanted), 500):
            query = ImportedRow.select(ImportedRow.fingerprint).where(
                ImportedRow.fingerprint.in_(wanted[start : start + 500])
            )
            found.update(row[0] for row in self._db.run(query.tuples()))
        return found

    def add(self, rows: Iterable[tuple[str, int]]) -> None:
        """Remember (fingerprint, petition id) pairs."""
        self._db.sql_many(
            "INSERT INTO imported_rows (fingerprint, petition_id) VALUES (?, ?)", list(rows)
        )
