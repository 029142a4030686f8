"""The archive page: what waits to be filed, and the catalogue of what is."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QVBoxLayout, QWidget

from petitiondesk.domain.archive import TO_ARCHIVE, Shelf, Volume
from petitiondesk.domain.errors import Cancelled, DeskError
from petitiondesk.domain.ledger import LedgerFilter
from petitiondesk.domain.messages import Message
from petitiondesk.domain.terms import Retention
from petitiondesk.infra.i18n import term, tr, trn
from petitiondesk.services.archive import ArchiveService
from petitiondesk.services.ledger import LedgerService
from petitiondesk.ui.dialogs.print_preview import preview
from petitiondesk.ui.models.volumes_model import COLUMN, VolumesModel
from petitiondesk.ui.models.windowed_rows import PAGE
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.pages.case_print import print_foot
from petitiondesk.ui.pieces import Pieces, finish
from petitiondesk.ui.prints.archive_list import archive_list
from petitiondesk.ui.reading import Reading
from petitiondesk.ui.tasks import Progress
from petitiondesk.ui.views.archive_view import DUE, ArchiveView


@dataclass(frozen=True)
class _Wanted:
    """What to read; the year None means the newest."""

    year: int | None
    retention: Retention | None
    due: bool = False


@dataclass(frozen=True)
class _Read:
    """What was read: the years there are, the one shown, its volumes, and how many wait."""

    wanted: _Wanted
    years: tuple[int, ...]
    year: int | None
    shelf: Shelf
    first: list[Volume]
    waiting: int


_SPARE = (COLUMN["attachments"], COLUMN["pages"], COLUMN["number"])
"""What the catalogue can do without on a narrow screen, the first first."""


class ArchivePage(QWidget):
    """Volumes by year and retention. Double click or Enter opens the case.

    ``whole`` False: it is made by going through its `pieces`.
    """

    HELP = "archive"

    def __init__(self, context: PageContext, *, whole: bool = True) -> None:
        super().__init__()
        self._context = context
        if whole:
            finish(self.pieces())

    def pieces(self) -> Pieces:
        """Make the page (`ui.pieces`)."""
        context = self._context
        self._reading = Reading(context.tasks, self)
        self._wanted = _Wanted(None, None)
        self.model = VolumesModel()
        self.view = ArchiveView(context.look)
        yield from self.view.pieces()
        self.view.table.setModel(self.model)
        self.view.table.set_widths(self.model.widths(), stretch=COLUMN["title"], spare=_SPARE)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        yield
        outer.addWidget(self.view)
        self.model.failed.connect(context.messages.error)
        self.view.table.opened.connect(self._open)
        self.view.open_ready.clicked.connect(self._open_ready)
        assert self.view.empty.button is not None
        self.view.empty.button.clicked.connect(self._open_ledger)
        self.view.print.clicked.connect(self._print)
        self.view.year.changed.connect(self._choose)
        self.view.retention.changed.connect(self._choose)

    def refresh(self) -> None:
        """Read what is shown again, in the background: a year may hold many volumes."""
        year, retention = self.view.year.value(), self.view.retention.value()
        wanted = _Wanted(
            year if isinstance(year, int) else None,
            retention if isinstance(retention, Retention) else None,
            retention == DUE,
        )
        self._wanted = wanted
        desk = self._context.desk
        self._reading.ask(
            _ShelfRead(desk.archive, desk.ledger, wanted),
            self._show,
            self._say,
            Message("正在读取案卷目录"),
        )

    def is_reading(self) -> bool:
        """Whether what is wanted is not on screen yet."""
        return self._reading.is_under_way()

    def set_compact(self, *, compact: bool) -> None:
        """Rows of the height chosen in the settings."""
        self.view.table.set_compact(compact=compact)

    def _show(self, read: _Read) -> None:
        if read.wanted != self._wanted:
            return
        self._offer_years(read)
        kept, shelf = self._current(), read.shelf
        self.model.show(shelf.ids, self._context.desk.archive.volumes, read.first)
        place = self.model.place_of(kept) if kept is not None else None
        self.view.table.setCurrentIndex(self.model.index(place or 0, 0))
        self._show_waiting(read)
        self.view.totals.setText(_total(read))
        self.view.foot.setText(
            tr(
                "共 {pages} 页，附件 {attachments} 个",
                pages=f"{shelf.pages:,}",
                attachments=f"{shelf.attachments:,}",
            )
        )
        self.view.print.setEnabled(bool(shelf.ids))
        self.view.show_empty("" if shelf.ids else _why_empty(read))

    def _offer_years(self, read: _Read) -> None:
        combo = self.view.year
        combo.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        combo.set_items([(year, str(year)) for year in read.years])
        combo.set_value(read.year)
        combo.blockSignals(False)  # noqa: FBT003
        combo.setEnabled(not read.wanted.due)
        self.view.choices.setVisible(bool(read.years))

    def _show_waiting(self, read: _Read) -> None:
        view, count = self.view, read.waiting
        view.waiting.setText(trn("待归档：{n} 件", count))
        view.how.setText(
            tr("已办结、已撤回、不予受理或转送出去，还没有归档。在台账里可以一次归档多件。")
            if count
            else tr("办结、撤回、不予受理和转送出去的信访件都已归档。")
            if read.years
            else tr("办结、撤回、不予受理或者转送出去的信访件，归档以前列在这里。")
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
        title = tr("案卷目录　{what}", what=self.view.totals.text())
        with self._context.saying_errors():
            sheet = archive_list(
                self.model.rows(), title, desk.office.office().name, print_foot(self._context)
            )
            record = partial(desk.archive.printed, sheet.title)
            preview(self._context.look, self._context.messages, sheet, record, self.window())

    def _open_ready(self) -> None:
        self._context.go.open_ledger(TO_ARCHIVE)

    def _open_ledger(self) -> None:
        self._context.go.open_ledger(LedgerFilter())


@dataclass(frozen=True)
class _ShelfRead:
    """The work in the background; knows the services and not the page."""

    archive: ArchiveService
    ledger: LedgerService
    wanted: _Wanted

    def __call__(self, progress: Progress) -> _Read:
        years = self.archive.years()
        year = self.wanted.year if self.wanted.year in years else next(iter(years), None)
        progress.check()
        shelf = Shelf((), 0, 0)
        if self.wanted.due:
            shelf = self.archive.appraisable(progress.check)
        elif year is not None:
            shelf = self.archive.catalogue(year, self.wanted.retention, progress.check)
        progress.check()
        first = self.archive.volumes(shelf.ids[:PAGE])
        waiting, _ = self.ledger.count(TO_ARCHIVE)
        return _Read(self.wanted, tuple(years), year, shelf, first, waiting)


def _total(read: _Read) -> str:
    count = len(read.shelf.ids)
    if read.wanted.due:
        return trn("到期待鉴定 {n} 卷", count)
    return trn("{year} 年度 {n} 卷", count, year=str(read.year)) if read.year else ""


def _why_empty(read: _Read) -> str:
    if read.wanted.due:
        return tr("没有保管期限已满而没有鉴定的案卷。")
    if read.year is not None and read.wanted.retention is not None:
        return tr(
            "{year} 年度没有保管期限为“{retention}”的案卷。请在上面另选保管期限或年度。",
            year=str(read.year),
            retention=term(read.wanted.retention),
        )
    if read.waiting:
        return tr("还没有案卷。点上面的“到台账里归档”，选好信访件就可以归档。")
    return tr("还没有案卷。信访件办结以后，在案件页或台账里归档，就会列在这里。")
