"""Rows of long work: returns, verify, backup, the ledger written out, an old ledger brought in."""

import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import count
from pathlib import Path

import python_calamine

from petitiondesk.bench.export_floor import exported_cells, write_cells
from petitiondesk.bench.import_file import write_old_ledger
from petitiondesk.bench.row import Budget, Row
from petitiondesk.bench.tape import Bare
from petitiondesk.bench.windowed import Stage
from petitiondesk.data.folder import REGISTRY_DB
from petitiondesk.domain.ledger import LedgerFilter, Order
from petitiondesk.domain.messages import Message
from petitiondesk.domain.returns.period import Period, PeriodKind

_RATIO = 2.0
_MONTH, _UP_TO = 100.0, 100_000
"""Milliseconds for a month's return, and the petitions up to which they hold (design, section 8)."""


def return_rows(stage: Stage) -> Iterator[Row]:
    """A month's and a year's return, each with the periods it is compared with."""
    today = stage.room.desk.ledger.today
    month = Period.of(PeriodKind.MONTH, today).previous()
    year = Period.of(PeriodKind.YEAR, today).previous()
    yield _return(stage, "return-month", Message("统计月报"), month,
                  Budget(_RATIO, _MONTH if stage.size <= _UP_TO else None))  # fmt: skip
    yield _return(stage, "return-year", Message("统计年报"), year, Budget(_RATIO))


def _return(stage: Stage, name: str, title: Message, period: Period, budget: Budget) -> Row:
    """Floor: the queries of the period and of those it is compared with, alone."""

    def ours() -> float:
        with stage.tape.running():
            return stage.aside.took(lambda: stage.room.desk.returns.reckon(period))

    def floor() -> float:
        queries = stage.tape.reading(everything=True)
        return stage.aside.run(lambda: stage.aside.bare.run(queries))

    return Row(name, title, ours, floor, None, budget)


def work_rows(stage: Stage, beside: Path, made: Path) -> Iterator[Row]:
    """Long work on the registry; files go into ``beside``. What is brought in grows the registry.

    ``made`` is the folder of the ready-made registry that the one measured is a copy of.
    """
    yield _verify(stage)
    yield _backup(stage, beside)
    yield _export(stage, beside)
    yield _import(stage, beside, made / REGISTRY_DB)


def _verify(stage: Stage) -> Row:
    """Floor: every page of the file decrypted and read, and the record hashed."""
    desk, bare = stage.room.desk, stage.aside.bare

    def ours() -> float:
        def work() -> None:
            report = desk.verify.verify()
            assert report.sound, [str(fault) for fault in report.faults]

        return stage.aside.took(work)

    def floor() -> float:
        def work() -> None:
            bare.scalar("PRAGMA cipher_integrity_check")
            last, digest = 0, hashlib.sha256()
            while rows := bare.rows(_EVENTS, (last,)):
                for _, changes in rows:
                    digest.update(changes.encode())
                last = rows[-1][0]

        return stage.aside.took(work)

    return Row("verify", Message("核验"), ours, floor, rounds=3)


_EVENTS = "SELECT seq, changes FROM events WHERE seq > ? ORDER BY seq LIMIT 4000"


def _backup(stage: Stage, beside: Path) -> Row:
    """Floor: the same bytes copied and synced."""
    desk, numbers = stage.room.desk, count(1)
    source = desk.context.registry.database.path

    def ours() -> float:
        folder = beside / f"backup-{next(numbers)}"
        folder.mkdir()
        try:
            return stage.aside.took(lambda: desk.backups.write(folder))
        finally:
            shutil.rmtree(folder)

    def floor() -> float:
        target = beside / "backup-floor"
        try:
            return stage.aside.took(lambda: _copy(source, target))
        finally:
            target.unlink()

    return Row("backup", Message("备份"), ours, floor, rounds=3)


def _copy(source: Path, target: Path) -> None:
    with source.open("rb") as read, target.open("wb") as write:
        shutil.copyfileobj(read, write, 1 << 20)
        write.flush()
        os.fsync(write.fileno())


def _export(stage: Stage, beside: Path) -> Row:
    """Floor: the cells that came out, written again by XlsxWriter in constant memory."""
    desk, path = stage.room.desk, beside / "ledger.xlsx"
    cells: list[Sequence[object]] = []

    @cache
    def shown() -> LedgerFilter:
        return LedgerFilter(ids=tuple(desk.ledger.ids(LedgerFilter(), Order())[:EXPORTED]))

    def ours() -> float:
        path.unlink(missing_ok=True)
        wanted = shown()
        return stage.aside.took(lambda: desk.exports.ledger(path, wanted, Order()))

    def floor() -> float:
        if not cells:
            cells.extend(exported_cells(path))
        return stage.aside.took(lambda: write_cells(beside / "floor.xlsx", cells))

    rows = min(EXPORTED, stage.size)
    title = Message("台账导出 Excel，{rows} 件", rows=f"{rows:,}")
    return Row("export", title, ours, floor, None, Budget(1.2), rounds=3)


def _import(stage: Stage, beside: Path, pristine: Path) -> Row:
    """Floor: the file read by calamine, and the same rows inserted in one transaction.

    The floor writes into a copy of the registry, made anew each time, so that no number is taken
    twice; where a copy is too large, into the ready-made one itself, which is as deep, and takes all
    of it back: then what a COMMIT costs is not in the floor.
    """
    desk, seeds = stage.room.desk, count(1)
    source = beside / "old-ledger.xlsx"
    copies = pristine.stat().st_size <= MOST_COPIED
    twin = beside / "twin.db" if copies else pristine
    rows = min(BROUGHT_IN, stage.size)

    def prepare() -> None:
        write_old_ledger(source, rows, seed=1000 + next(seeds))
        if copies:
            shutil.copyfile(pristine, twin)

    def ours() -> float:
        with stage.tape.running():
            return stage.aside.took(lambda: desk.imports.run(desk.imports.preview(source)))

    def read() -> None:
        python_calamine.CalamineWorkbook.from_path(source).get_sheet_by_index(0).to_python()

    def insert() -> float:
        bare = Bare(desk, twin)
        try:
            return bare.run(stage.tape.writing(), writing=True, keep=copies)
        finally:
            bare.close()

    def floor() -> float:
        try:
            return stage.aside.took(read) + stage.aside.run(insert)
        finally:
            if copies:
                for path in beside.glob(f"{twin.name}*"):
                    path.unlink()

    def note() -> str:
        return "" if copies else "floor: taken back"

    title = Message("导入旧台账，{rows} 行", rows=f"{rows:,}")
    return Row("import", title, ours, floor, None, Budget(1.5), prepare, rounds=2, note=note)


MOST_COPIED = 5 << 30
"""Bytes of a registry that is copied for each floor of an import: a larger one takes minutes."""


EXPORTED = 50_000
BROUGHT_IN = 50_000
