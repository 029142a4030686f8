"""Consolidation at the superior's desk: many returns in, one workbook out. It needs no registry."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from petitiondesk.domain.errors import FileProblem
from petitiondesk.domain.messages import Message
from petitiondesk.domain.returns.consolidation import (
    Consolidated,
    Fault,
    Problem,
    Received,
    consolidate,
)
from petitiondesk.domain.returns.figures import Extract, Key, Return, When
from petitiondesk.domain.returns.indicators import RATES, Basis, tables
from petitiondesk.domain.returns.names import FACTS_GROUP, Catalogue, Facts
from petitiondesk.domain.returns.period import Period, PeriodKind
from petitiondesk.exchange.consolidated_book import write_consolidated
from petitiondesk.exchange.reading import read_workbook
from petitiondesk.exchange.return_proof import name_of
from petitiondesk.exchange.return_reading import Place, asked_cells, read_form, read_return
from petitiondesk.infra.dictionaries import default_topics
from petitiondesk.services.context import Progress, no_progress

WORKBOOKS = (".xlsx", ".xls", ".et", ".ods")


def files_in(paths: Sequence[Path]) -> list[Path]:
    """The workbooks among ``paths``; of a folder those in it, by name. Excel's own lock files are none.

    Raises:
        FileProblem: there is none.
    """
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.iterdir()) if path.is_dir() else [path]
        found += [
            p
            for p in inside
            if p.suffix.lower() in WORKBOOKS and not p.name.startswith(("~$", "."))
        ]
    if not found:
        raise FileProblem(Message("这里没有报表文件，没有汇总。请选择报表所在的文件夹。"))
    return list(dict.fromkeys(found))


def read_offices(path: Path) -> list[str]:
    """The list of offices that should report: the first column of a table, a heading 单位 left out.

    Raises:
        FileProblem: it cannot be read.
    """
    names = []
    for row in read_workbook(path)[0].rows:
        name = str(row[0]).strip() if row else ""
        if name and name not in ("单位", "单位名称", "名称"):
            names.append(name)
    return list(dict.fromkeys(names))


def consolidate_files(
    paths: Sequence[Path],
    *,
    expected: Sequence[str] = (),
    period: Period | None = None,
    form: Path | None = None,
    password: str = "",
    progress: Progress = no_progress,
) -> Consolidated:
    """Read returns of this program, or forms filled in by hand where ``form`` is their blank.

    Raises:
        FileProblem: ``form`` cannot be read or asks for something there is not.
        Cancelled: from ``progress``.
    """
    asked = _asked(form) if form is not None else None
    found: list[Received] = []
    unreadable: list[Problem] = []
    for number, path in enumerate(paths, 1):
        try:
            found.append(_read(path, asked, password))
        except FileProblem as error:
            unreadable.append(Problem(Fault.UNREADABLE, path.name, "", error.message))
        progress(number, len(paths))
    return consolidate(found, unreadable, expected, period)


def write(value: Consolidated, path: Path, made_at: datetime) -> None:
    """Write the workbook.

    Raises:
        FileProblem, StorageError: it could not be written; an older one is as it was.
    """
    write_consolidated(path, value, made_at)


class _Asked:
    """What a blank form asks for, and what its figures are called."""

    def __init__(self, cells: Mapping[Place, str]) -> None:
        blank = _blank()
        catalogue = Catalogue(blank, Facts("", date.today()))
        self.cells: dict[Place, Key | str] = {}
        for place, name in cells.items():
            indicator = catalogue.find(name)
            if indicator.key is not None:
                self.cells[place] = indicator.key
            elif indicator.group == FACTS_GROUP:
                self.cells[place] = indicator.name
        keys = [what for what in self.cells.values() if isinstance(what, Key)]
        self.names = {key: name_of(blank, key) for key in keys}


def _asked(form: Path) -> _Asked:
    return _Asked(asked_cells(form))


def _read(path: Path, asked: _Asked | None, password: str) -> Received:
    if asked is None:
        return read_return(path, password)
    found = read_form(path, asked.cells, password)
    return replace(found, names={key: asked.names[key] for key in found.figures})


def _blank() -> Return:
    """A return without figures, for the names of what a form may ask for."""
    topics = tuple(dict.fromkeys(path[0] for path in default_topics()))
    day = date(2026, 1, 1)
    extracts = {when: {basis: Extract(basis) for basis in Basis} for when in When}
    return Return("", Period.of(PeriodKind.MONTH, day), day, tables((), topics), RATES, extracts)
