"""Use case: bringing an old ledger in. Every row of the file is accounted for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from petitiondesk.data.database import Beat
from petitiondesk.domain import history, notes
from petitiondesk.domain.copying import replace
from petitiondesk.domain.messages import Message
from petitiondesk.domain.numbering import Pattern
from petitiondesk.exchange import reading
from petitiondesk.exchange.ledger_file import LedgerFile, LedgerRow, SkippedRow
from petitiondesk.exchange.ledger_import import read_source
from petitiondesk.exchange.ledger_map import LedgerMap, load_map
from petitiondesk.exchange.ledger_rejects import write_rejects
from petitiondesk.exchange.ledger_source import (
    FoundSheet,
    LedgerSource,
    SourceColumn,
    open_source,
)
from petitiondesk.exchange.usual import notices
from petitiondesk.services.cleaning import clean_petition
from petitiondesk.services.context import Context, Progress, no_progress
from petitiondesk.services.import_fields import label_of
from petitiondesk.services.import_maps import SavedMap, SavedMaps
from petitiondesk.services.import_order import Chosen, GoodRows, Marked
from petitiondesk.services.import_rows import petition_of, registered
from petitiondesk.services.import_undo import PastImport, PastImports

__all__ = [
    "FoundSheet",
    "ImportReport",
    "ImportService",
    "LedgerMap",
    "LedgerSource",
    "PastImport",
    "Preview",
    "SavedMap",
    "SourceColumn",
]

_BATCH = 500


@dataclass(frozen=True)
class Preview:
    """What a file would bring: its columns and what each means, its first rows, its counts."""

    file: LedgerFile
    new: Chosen
    known: Chosen

    def without_new(self) -> "Preview":
        """This preview with nothing to bring in: a run of it only lists the rows left out."""
        return replace(self, new=self.new.none())

    @property
    def rejected(self) -> tuple[LedgerRow, ...]:
        """Rows that cannot become petitions, each with its problem."""
        return tuple(self.file.rejected)

    @property
    def notices(self) -> list[Message]:
        """What all petitions of a sheet get because the sheet does not say it."""
        return notices(self.file.left_open)

    @property
    def columns(self) -> Mapping[str, str | None]:
        """Heading → Chinese label of the field it fills, or None where it goes to the notes."""
        return {h: label_of(name) if name else None for h, name in self.file.columns.items()}


@dataclass(frozen=True)
class ImportReport:
    """What became of each row: ``imported + known + rejected + skipped`` are all rows of the file.

    ``import_id`` names the import for undoing it; None when nothing came in.
    """

    imported: int
    known: int
    rejected: int
    skipped: int
    warned: int
    rejects_path: Path | None
    first_number: str = ""
    last_number: str = ""
    warnings: tuple[Message, ...] = field(default=())
    import_id: int | None = None


class ImportService:
    """Reads old ledgers into the registry. ``maps`` are remembered mappings, ``past`` the imports."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._registry = context.registry
        self.maps = SavedMaps(context)
        self.past = PastImports(context)

    def needs_password(self, path: Path) -> bool:
        """Whether a workbook asks for a password before it shows anything.

        Raises:
            FileProblem: it cannot be read.
        """
        return reading.is_locked(path)

    def open(self, path: Path, password: str = "") -> LedgerSource:
        """Open a file to choose its sheets and columns; nothing is written.

        Raises:
            FileProblem: it cannot be read, or the password is another one.
        """
        return open_source(path, password)

    def preview(
        self,
        path: Path,
        map_path: Path | None = None,
        progress: Progress = no_progress,
        password: str = "",
    ) -> Preview:
        """Read a file by the usual column names or a map file, without writing anything.

        Raises:
            FileProblem: it cannot be read or is no ledger.
        """
        rules = load_map(map_path) if map_path else LedgerMap()
        return self.preview_source(self.open(path, password), rules, progress)

    def preview_source(
        self, source: LedgerSource, rules: LedgerMap, progress: Progress = no_progress
    ) -> Preview:
        """Read an open file by what ``rules`` choose, without writing anything.

        Raises:
            FileProblem: it is no ledger, or lacks what ``rules`` name.
            Cancelled: from ``progress``.
        """
        ledger = read_source(source, rules, lambda n: progress(n, None))
        good = GoodRows(ledger, partial(progress, len(ledger.rows), None))
        new: list[int] = []
        known: list[int] = []
        with self._registry.reading():
            seen = self._registry.imports.known(good.marks)
        for each, mark in enumerate(good.marks):
            (known if mark in seen else new).append(each)
            seen.add(mark)
        return Preview(ledger, Chosen(good, new), Chosen(good, known))

    def run(
        self,
        preview: Preview,
        rejects_path: Path | None = None,
        progress: Progress = no_progress,
    ) -> ImportReport:
        """Bring the new rows of a preview in, in one transaction, numbered by their dates.

        Rows that cannot be brought in are written to ``rejects_path`` with the reason.

        Raises:
            Cancelled: from ``progress``; nothing was imported.
            StorageError: the disk did not take it; nothing was imported.
        """
        numbers: list[str] = []
        import_id, total = None, len(preview.new)
        with self._registry.transaction():
            if total:
                now, name = self._context.now(), preview.file.name
                import_id = self._registry.imports.begin(now, name, total)
            for batch in preview.new.in_order(_BATCH):
                assert import_id is not None
                beat = partial(progress, len(numbers), total)
                numbers += self._write(batch, preview.file.name, import_id, beat)
                progress(len(numbers), total)
        written = self._write_rejects(preview, rejects_path)
        warned = list(preview.new.warned)
        return ImportReport(
            imported=len(numbers),
            known=len(preview.known),
            rejected=len(preview.rejected),
            skipped=len(preview.file.skipped),
            warned=len(warned),
            rejects_path=written,
            first_number=numbers[0] if numbers else "",
            last_number=numbers[-1] if numbers else "",
            warnings=tuple(_warnings(warned)),
            import_id=import_id,
        )

    def _write(self, marked: Sequence[Marked], file: str, import_id: int, beat: Beat) -> list[str]:
        rows = [row for row, _ in marked]
        office = self._context.office()
        pattern = Pattern(office.number_pattern)
        next_id = self._registry.petitions.next_id()
        sequences: dict[int, int] = {}
        petitions = []
        for offset, row in enumerate(rows):
            beat()
            day = registered(row.facts)
            year = day.year
            if year not in sequences:
                sequences[year] = self._registry.petitions.next_sequence(year)
            petition = replace(
                petition_of(row.facts),
                id=next_id + offset,
                year=year,
                sequence=sequences[year],
                number=pattern.format(year, sequences[year]),
                registered_on=day,
            )
            sequences[year] += 1
            petitions.append(clean_petition(petition))
        origins = [notes.IMPORTED.format(file=file, table=row.sheet, row=row.row) for row in rows]
        self._context.write_new(petitions, history.IMPORT, origins, beat)
        self._registry.imports.add(
            import_id, [(mark, p.id) for (_, mark), p in zip(marked, petitions, strict=True)]
        )
        return [p.number for p in petitions]

    def _write_rejects(self, preview: Preview, path: Path | None) -> Path | None:
        rows: list[LedgerRow | SkippedRow] = [*preview.rejected]
        if path is None or not rows:
            return None
        write_rejects(path, rows, self._context.now().replace(tzinfo=None))
        return path


def _warnings(rows: Iterable[LedgerRow]) -> Iterable[Message]:
    for row in rows:
        for message in row.warnings:
            yield Message("{sheet} 第 {row} 行：{what}", sheet=row.sheet, row=row.row, what=message)
