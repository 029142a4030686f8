"""A whole run: the rows that were asked for, in registries of the sizes that were asked for."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from petitiondesk.bench.aside import Aside
from petitiondesk.bench.growth import growth
from petitiondesk.bench.machine import machine
from petitiondesk.bench.registries import Registries
from petitiondesk.bench.report import as_json, line
from petitiondesk.bench.room import room
from petitiondesk.bench.row import Row
from petitiondesk.bench.rows_ledger import ledger_rows
from petitiondesk.bench.rows_pages import page_rows
from petitiondesk.bench.rows_process import READING, WRITING, start_rows, work_memory_rows
from petitiondesk.bench.rows_work import return_rows, work_rows
from petitiondesk.bench.rows_writing import writing_rows
from petitiondesk.bench.runner import measure
from petitiondesk.bench.tape import Bare, taped
from petitiondesk.bench.windowed import Stage

GROWTH = "growth"
"""What ``--only`` calls the sizes on disk; they are measured before anything is written."""


class Run:
    """Measures; ``only`` names rows or their beginnings (none: all), ``skip`` those that are left out.

    ``rounds`` overrules the rows'.

    ``keep`` is given the report after each row, so that a run which is stopped leaves what it measured.
    """

    def __init__(
        self,
        app: QApplication,
        registries: Registries,
        only: Sequence[str],
        rounds: int | None,
        say: Callable[[str], None],
        keep: Callable[[dict[str, Any]], None] = lambda _: None,
        skip: Sequence[str] = (),
    ) -> None:
        self._app = app
        self._registries = registries
        self._only = tuple(only)
        self._skip = tuple(skip)
        self._rounds = rounds
        self._say = say
        self._keep = keep
        self._report: dict[str, Any] = {
            "kind": "table", "machine": machine(), "rows": [], "growth": [],
        }  # fmt: skip

    def measure(self, sizes: Sequence[int]) -> dict[str, Any]:
        """Measure everything that was asked for; the report.

        Raises:
            DeskError: a registry cannot be made or opened.
        """
        for size in sizes:
            self._say(f"— {size:,} —")
            folder = self._registries.work_copy(size)
            cache = self._registries.cache
            self._rows(start_rows(folder, cache), size)
            # Before anything is written: the bare floors write rows that no check would pass.
            self._rows(work_memory_rows(folder, cache, size, READING), size)
            with self._stage(folder, size) as stage:
                if self._wants(GROWTH):
                    self._report["growth"].append(growth(stage.room.desk, stage.bare, size))
                self._in_the_window(stage, folder)
            self._rows(work_memory_rows(folder, cache, size, WRITING), size)
        return self._report

    def _in_the_window(self, stage: Stage, folder: Path) -> None:
        size = stage.size
        self._rows(ledger_rows(stage), size)
        self._rows(return_rows(stage), size)
        self._registries.will_write(size)
        self._rows(page_rows(stage), size)
        self._rows(work_rows(stage, folder.parent, self._registries.ready_made(size)), size)
        self._rows(writing_rows(stage), size)

    @contextmanager
    def _stage(self, folder: Path, size: int) -> Iterator[Stage]:
        with taped() as tape, room(self._app, folder, size) as opened:
            bare, aside = Bare(opened.desk), Aside(opened.desk)
            try:
                yield Stage(opened, tape, bare, aside, size)
            finally:
                aside.close()
                bare.close()

    def _rows(self, rows: Iterator[Row], size: int) -> None:
        for row in rows:
            if self._wants(row.name):
                done = as_json(measure(row, size, self._rounds))
                self._report["rows"].append(done)
                self._keep(self._report)
                self._say(line(done))

    def _wants(self, name: str) -> bool:
        return (not self._only or name.startswith(self._only)) and not name.startswith(self._skip)
