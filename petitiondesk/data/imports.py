"""Imports of old ledgers: which there were, and which rows of them are in the registry already."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from petitiondesk.data.database import Database
from petitiondesk.data.tables import ImportedRow, ImportRow

_WORKED_ON = """
    SELECT p.number FROM imported_rows r JOIN petitions p ON p.id = r.petition_id
    WHERE r.import_id = ? AND (
        EXISTS (SELECT 1 FROM events e WHERE e.petition_id = p.id AND e.kind NOT IN ({marks}))
        OR p.id IN (SELECT repeats_id FROM petitions WHERE repeats_id IS NOT NULL
                    UNION SELECT merged_into_id FROM petitions WHERE merged_into_id IS NOT NULL))
    ORDER BY p.id
"""
_NUMBERED_ON = """
    SELECT own.year FROM
        (SELECT p.year AS year, max(p.sequence) AS last
         FROM imported_rows r JOIN petitions p ON p.id = r.petition_id
         WHERE r.import_id = ? GROUP BY p.year) own
    WHERE EXISTS (SELECT 1 FROM petitions q WHERE q.year = own.year AND q.sequence > own.last)
"""


@dataclass(frozen=True)
class PastImport:
    """One import: when, from which file, how many petitions; when it was undone, or None."""

    id: int
    at: datetime
    file: str
    petitions: int
    undone_at: datetime | None


class Imports:
    """The tables ``imports`` and ``imported_rows``. Callers hold the transaction."""

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

    def begin(self, at: datetime, file: str, petitions: int) -> int:
        """Note an import; returns its number."""
        row = {"at": at.isoformat(timespec="seconds"), "file": file, "petitions": petitions}
        return int(self._db.run(ImportRow.insert(row)))

    def add(self, import_id: int, rows: Iterable[tuple[str, int]]) -> None:
        """Remember (fingerprint, petition id) pairs of an import."""
        self._db.sql_many(
            "INSERT INTO imported_rows (fingerprint, petition_id, import_id) VALUES (?, ?, ?)",
            [(*row, import_id) for row in rows],
        )

    def all(self) -> list[PastImport]:
        """Every import, newest first."""
        query = ImportRow.select().order_by(ImportRow.id.desc())
        return [_past(*row) for row in self._db.run(query.tuples())]

    def get(self, import_id: int) -> PastImport | None:
        """The import with this number, or None."""
        query = ImportRow.select().where(ImportRow.id == import_id)
        return next((_past(*row) for row in self._db.run(query.tuples())), None)

    def petition_ids(self, import_id: int) -> list[int]:
        """Ids of the petitions that came in with an import, ascending."""
        query = (
            ImportedRow.select(ImportedRow.petition_id)
            .where(ImportedRow.import_id == import_id)
            .order_by(ImportedRow.petition_id)
        )
        return [row[0] for row in self._db.run(query.tuples())]

    def references(self) -> Iterator[tuple[int, int]]:
        """Petition and import of every row that came in, for `verify`; some thousand at a time."""
        last = ""
        while True:
            rows = self._db.sql(
                "SELECT fingerprint, petition_id, import_id FROM imported_rows "
                "WHERE fingerprint > ? ORDER BY fingerprint LIMIT 5000",
                (last,),
            ).fetchall()
            if not rows:
                return
            for last, petition_id, import_id in rows:  # noqa: B007 - the last one is gone on from
                yield petition_id, import_id

    def worked_on(self, import_id: int, no_work: Collection[str]) -> list[str]:
        """Numbers of the import's petitions that an event of another kind than ``no_work`` concerns.

        Those that another petition is linked to or merged into count as well.
        """
        text = _WORKED_ON.format(marks=", ".join("?" for _ in no_work))
        return [row[0] for row in self._db.sql(text, [import_id, *sorted(no_work)]).fetchall()]

    def years_numbered_on(self, import_id: int) -> set[int]:
        """Years in which petitions were numbered after those of the import."""
        return {row[0] for row in self._db.sql(_NUMBERED_ON, (import_id,)).fetchall()}

    def undo(self, import_id: int, at: datetime) -> None:
        """Mark an import as undone and forget its rows, so that they may come in again."""
        undone = ImportRow.update(undone_at=at.isoformat(timespec="seconds"))
        self._db.run(undone.where(ImportRow.id == import_id))
        self._db.run(ImportedRow.delete().where(ImportedRow.import_id == import_id))


def _past(import_id: int, at: str, file: str, petitions: int, undone_at: str | None) -> PastImport:
    undone = datetime.fromisoformat(undone_at) if undone_at else None
    return PastImport(import_id, datetime.fromisoformat(at), file, petitions, undone)
