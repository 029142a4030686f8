"""The archive page: what waits to be filed, and the catalogue of what is."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QVBoxLayout, QWidget

from petitiondesk.domain.errors import Cancelled, DeskError
from petitiondesk.domain.ledger import LedgerFilter
from petitiondesk.domain.messages import Message
from petitiondesk.domain.terms import Retention
from petitiondesk.infra.i18n import term, tr, trn
from petitiondesk.services.archive import READY, ArchiveService, Volume
from petitiondesk.services.ledger import LedgerService
from petitiondesk.ui.dialogs.print_preview import preview
from petitiondesk.ui.models.volumes_model import COLUMN, VolumesModel
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.pages.case_print import print_foot
from petitiondesk.ui.prints.archive_list import archive_list
from petitiondesk.ui.tasks import Progress, Task
from petitiondesk.ui.views.archive_view import DUE, ArchiveView

TO_ARCHIVE = LedgerFilter(states=READY)
"""Petitions that are done with and not filed yet."""


@dataclass(frozen=True)
class _Wanted:
    """What to read; the year None means the newest."""

    year: int | None
    retention: Retention | None
    due: bool = False


@dataclass(frozen=True)
class _Shelf:
    """What was read: the years there are, the one shown, its volumes, and how many wait."""

    wanted: _Wanted
    years: tuple[int, ...]
    year: int | None
    volumes: tuple[Volume, ...]
    waiting: int


class ArchivePage(QWidget):
    """Volumes by year and retention. Double click or Enter opens the case."""

    HELP = "archive"

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._task: Task | None = None
        self._wanted = _Wanted(None, None)
        self.model = VolumesModel()
        self.view = ArchiveView(context.look)
        self.view.table.setModel(self.model)
        self.view.table.set_widths(self.model.widths(), stretch=COLUMN["title"])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.view)
        self.view.table.opened.connect(self._open)
        self.view.open_ready.clicked.connect(self._open_ready)
        self.view.print.clicked.connect(self._print)
        self.view.year.changed.connect(self._choose)
        self.view.retention.changed.connect(self._choose)

    def refresh(self) -> None:
        """Read what is shown again, in the background: a year may hold many volumes."""
        if self._task is not None and not self._task.ended:
            self._task.cancel()  # overtaken
        year, retention = self.view.year.value(), self.view.retention.value()
        wanted = _Wanted(
            year if isinstance(year, int) else None,
            retention if isinstance(retention, Retention) else None,
            retention == DUE,
        )
        self._wanted = wanted
        desk = self._context.desk
        self._task = self._context.tasks.run(
            _Reading(desk.archive, desk.ledger, wanted),
            on_done=self._show,
            on_error=self._say,
            title=Message("正在读取案卷目录"),
            quick=True,
        )

    def is_reading(self) -> bool:
        """Whether what is wanted is not on screen yet."""
        return self._task is not None and not self._task.ended

    def set_compact(self, *, compact: bool) -> None:
        """Rows of the height chosen in the settings."""
        self.view.table.set_compact(compact=compact)

    def _show(self, shelf: _Shelf) -> None:
        if shelf.wanted != self._wanted:
            return
        self._offer_years(shelf)
        kept = self._current()
        self.model.set_rows(shelf.volumes)
        place = self.model.place_of(kept) if kept is not None else None
        self.view.table.setCurrentIndex(self.model.index(place or 0, 0))
        self._show_waiting(shelf.waiting)
        count = len(shelf.volumes)
        self.view.totals.setText(_total(shelf))
        self.view.foot.setText(self.model.summary())
        self.view.show_empty("" if count else _why_empty(shelf))

    def _offer_years(self, shelf: _Shelf) -> None:
        combo = self.view.year
        combo.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        combo.set_items([(year, str(year)) for year in shelf.years])
        combo.set_value(shelf.year)
        combo.blockSignals(False)  # noqa: FBT003
        combo.setEnabled(bool(shelf.years) and not shelf.wanted.due)
        self.view.retention.setEnabled(bool(shelf.years))

    def _show_waiting(self, count: int) -> None:
        view = self.view
        view.waiting.setText(trn("待归档：{n} 件", count))
        view.how.setText(
            tr("已办结、已撤回、不予受理或转送出去，还没有归档。在台账里可以一次归档多件。")
            if count
            else tr("办结、撤回、不予受理和转送出去的信访件都已归档。")
        )
        view.open_ready.setEnabled(bool(count))

    def _say(self, error: DeskError) -> None:
        if not isinstance(error, Cancelled):
            self._context.messages.error(error)

    def _current(self) -> int | None:
        volume = self.model.row(self.view.table.currentIndex().row())
        return volume.petition_id if volume else None

    def _choose(self) -> None:
        self.refresh()

    def _open(self, index: QModelIndex) -> None:
        volume = self.model.row(index.row())
        if volume is not None:
            self._context.go.open_case(volume.petition_id)

    def _print(self) -> None:
        """The list as it stands on screen, on paper."""
        desk = self._context.desk
        view = self.view
        title = tr("案卷目录　{what}", what=view.totals.text())
        sheet = archive_list(
            self.model.rows(), title, desk.office.office().name, print_foot(self._context)
        )
        record = partial(desk.archive.printed, sheet.title)
        preview(self._context.look, self._context.messages, sheet, record, self.window())

    def _open_ready(self) -> None:
        self._context.go.open_ledger(TO_ARCHIVE)


@dataclass(frozen=True)
class _Reading:
    """The work in the background; knows the services and not the page."""

    archive: ArchiveService
    ledger: LedgerService
    wanted: _Wanted

    def __call__(self, progress: Progress) -> _Shelf:
        years = self.archive.years()
        year = self.wanted.year if self.wanted.year in years else next(iter(years), None)
        progress.check()
        if self.wanted.due:
            volumes = self.archive.appraisable()
        else:
            volumes = self.archive.catalogue(year, self.wanted.retention) if year else []
        progress.check()
        waiting, _ = self.ledger.count(TO_ARCHIVE)
        return _Shelf(self.wanted, tuple(years), year, tuple(volumes), waiting)


def _total(shelf: _Shelf) -> str:
    count = len(shelf.volumes)
    if shelf.wanted.due:
        return trn("到期待鉴定 {n} 卷", count)
    return trn("{year} 年度 {n} 卷", count, year=str(shelf.year)) if shelf.year else ""


def _why_empty(shelf: _Shelf) -> str:
    if shelf.wanted.due:
        return tr("没有保管期限已满而没有鉴定的案卷。")
    if shelf.year is not None and shelf.wanted.retention is not None:
        return tr(
            "{year} 年度没有保管期限为“{retention}”的案卷。请在上面另选保管期限或年度。",
            year=str(shelf.year),
            retention=term(shelf.wanted.retention),
        )
    if shelf.waiting:
        return tr("还没有案卷。点上面的“到台账里归档”，选好信访件就可以归档。")
    return tr("还没有案卷。信访件办结以后，在案件页或台账里归档，就会列在这里。")
