"""The ledger page: what is shown, in what order, and what is done with those selected."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from petitiondesk.domain.errors import Cancelled, DeskError
from petitiondesk.domain.ledger import Found, LedgerFilter, LedgerRow, Order
from petitiondesk.domain.messages import Message
from petitiondesk.infra.i18n import tr, trn
from petitiondesk.ui.models.ledger_columns import COLUMN, COLUMNS
from petitiondesk.ui.models.ledger_model import PAGE, LedgerModel
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.pages.ledger_columns import LedgerColumns
from petitiondesk.ui.pages.ledger_conditions import LedgerConditions
from petitiondesk.ui.pages.ledger_copy import LedgerCopying
from petitiondesk.ui.pages.ledger_files import LedgerFiles
from petitiondesk.ui.pages.ledger_preview import LedgerPreview
from petitiondesk.ui.pages.ledger_print import LedgerPrinting
from petitiondesk.ui.pages.ledger_steps import LedgerSteps
from petitiondesk.ui.pages.ledger_views import LedgerViews
from petitiondesk.ui.pieces import Pieces
from petitiondesk.ui.reading import Reading
from petitiondesk.ui.tasks import Progress
from petitiondesk.ui.turns import paint_next_turn
from petitiondesk.ui.views.ledger_view import LedgerView

_LONG_MS = 150
"""How long the lines of the list before stay in sight, while those of the next are looked for."""


class LedgerPage(QWidget):
    """Shows petitions in windows of rows; counts, exports and imports run in the background."""

    HELP = "ledger"

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._reading = Reading(context.tasks, self)
        self._late = False
        self._long = QTimer(self, singleShot=True, interval=_LONG_MS)
        self._long.timeout.connect(self._takes_long)
        self.view = LedgerView(context.look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.model = LedgerModel(context.desk.ledger, self, self._ask)
        self._prepare_table()
        view, model = self.view, self.model
        self.columns = LedgerColumns(context, view.table, self)
        self.columns.restore()
        self.copying = LedgerCopying(context, view.table, model, self)
        self.preview = LedgerPreview(context, view, model, self.columns, self)
        self.preview.restore()
        self.conditions = LedgerConditions(context, view, model, self)
        self.views = LedgerViews(context, view, model, self.columns, self)
        self.steps = LedgerSteps(context, view, model, self)
        self.printing = LedgerPrinting(context, view, model, self)
        self._files = LedgerFiles(context, view, model, self)
        self._files.changed.connect(self._brought)
        self._connect()

    def set_compact(self, *, compact: bool) -> None:
        """Rows of the height chosen in the settings."""
        self.view.table.set_compact(compact=compact)

    def spares(self) -> Pieces:
        """Make what is asked for many times a day."""
        yield from self.conditions.pieces()

    # --- what is shown --------------------------------------------------------------------------

    def first(self) -> QWidget:
        """Where the keyboard begins: the table, or what can be done where there is nothing in it."""
        view = self.view
        parts = (view.table, view.empty.button, view.nothing.button, view)
        return next(part for part in parts if part is not None and part.isVisibleTo(self))

    def refresh(self) -> None:
        """Read again what is shown, keeping the selection and the place."""
        place = self.view.table.currentIndex().row()
        self._show(self.model.shown, self.model.order)
        if 0 <= place < self.model.rowCount():
            self.view.table.setCurrentIndex(self.model.index(place, COLUMN["number"]))
        self.preview.refresh()

    def show_filter(self, shown: LedgerFilter) -> None:
        """Show the petitions of a filter that comes from elsewhere; the row of views follows."""
        self.views.come_from(shown)
        self._show(shown, self.model.order)

    def _show(self, shown: LedgerFilter, order: Order) -> None:
        """Find the first lines beside the window, which waits for them a moment, and then the others.

        Where they cannot be read, what was shown stays.
        """
        service = self._context.desk.ledger

        def work(progress: Progress) -> list[LedgerRow]:
            return service.first(shown, order, PAGE, check=progress.check)

        self._late = False
        task = self._reading.ask(
            work,
            partial(self._first_found, shown, order),
            self._not_found,
            Message("正在查找"),
            glance=True,
        )
        if not self._context.tasks.wait(task):
            self._late = True
            self.model.expect(shown, order)
            self._show_conditions()
            self.view.totals.setText(tr("正在查找…"))
            self._long.start()

    def _first_found(self, shown: LedgerFilter, order: Order, first: list[LedgerRow]) -> None:
        self._long.stop()
        paint_next_turn(self.view.table)
        self.model.show(shown, order, first)
        self._show_conditions()
        self._show_empty(empty=not first)
        if len(first) < PAGE:
            self.view.totals.setText(trn("{n} 件", len(first)))
        self._find()

    def _show_conditions(self) -> None:
        """What the table shows, and in what order."""
        self.conditions.show_chips(self.model.shown)
        self._mark_sort(self.model.order)

    def _takes_long(self) -> None:
        """Lines of something else go; until now they were less unrest than none."""
        self.model.give_up_lines()
        self._show_empty(empty=False)

    def _ask(
        self,
        read: Callable[[], list[LedgerRow]],
        on_done: Callable[[list[LedgerRow]], None],
        on_error: Callable[[DeskError], None],
    ) -> None:
        """Read lines that the table is about to paint: a slow disk holds up only them."""
        tasks = self._context.tasks
        task = tasks.run(
            lambda _: read(), on_done, on_error, title=Message("正在查找"), glance=True
        )
        tasks.wait(task)

    def _find(self) -> None:
        """Find every petition shown, in the background."""
        shown, order = self.model.shown, self.model.order
        service = self._context.desk.ledger

        def work(progress: Progress) -> Found:
            return service.found(shown, order, progress.check)

        self._reading.ask(work, self._found, self._not_found, Message("正在查找"))

    def _found(self, found: Found) -> None:
        self.model.set_found(found)
        count, people = trn("{n} 件", len(found.ids)), trn("{n} 人次", found.people)
        self.view.totals.setText(tr("{count}，{people}", count=count, people=people))
        self._show_empty(empty=not found.ids)

    def _not_found(self, error: DeskError) -> None:
        if isinstance(error, Cancelled):
            return
        if self._late:  # else what was shown is still there, and its count
            self._long.stop()
            self._takes_long()
            self.view.totals.setText("")
        self._failed(error)

    def _show_empty(self, *, empty: bool) -> None:
        nothing = empty and not self._context.desk.ledger.total()
        self.view.table.setVisible(not empty)
        self.view.empty.setVisible(empty and not nothing)
        self.view.nothing.setVisible(nothing)
        self.view.foot.setVisible(not empty)
        self._show_range()

    def _show_range(self) -> None:
        total = self.model.rowCount()
        first, last = self.view.table.rows_in_sight()
        text = tr("第 {first}—{last} 件，共 {total} 件", first=f"{first + 1:,}",
                  last=f"{last + 1 or total:,}", total=f"{total:,}")  # fmt: skip
        self.view.range.setText(text if total else "")

    def _narrow(self, shown: LedgerFilter) -> None:
        """Other conditions within the view that is shown; its dialog may just have closed over it."""
        paint_next_turn(self.view)
        self._show(shown, self.model.order)

    def _drop_all(self) -> None:
        self.show_filter(LedgerFilter())

    # --- the table ------------------------------------------------------------------------------

    def _prepare_table(self) -> None:
        table = self.view.table
        table.setModel(self.model)
        table.set_check_column(COLUMN["check"])
        table.set_pill_columns([COLUMN["due"]])
        header = table.horizontalHeader()
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._sort)

    def _connect(self) -> None:
        view = self.view
        view.table.opened.connect(self._open)
        view.table.verticalScrollBar().valueChanged.connect(self._show_range)
        view.table.all_wanted.connect(self._select_all)
        view.table.ticks_wanted.connect(self._tick)
        view.table.menu_wanted.connect(self._open_menu)
        self.views.wanted.connect(self._show)
        self.conditions.wanted.connect(self._narrow)
        self.steps.written.connect(self._written)
        view.columns.clicked.connect(self.columns.choose)
        view.select_all.clicked.connect(self._select_all)
        if view.empty.button is not None:
            view.empty.button.clicked.connect(self._drop_all)
        if view.nothing.button is not None:
            view.nothing.button.clicked.connect(self._context.go.open_register)
        self.model.selection_changed.connect(self._selected)
        # Queued: rows are read while the table paints, where no dialog may open.
        self.model.failed.connect(self._failed, Qt.ConnectionType.QueuedConnection)
        self._selected(0)

    def _open(self, index: QModelIndex, _checked: bool = False) -> None:
        row = self.model.row_at(index.row())
        if row is not None:
            self._context.go.open_case(row.id)

    def _sort(self, column: int) -> None:
        key = COLUMNS[column].sort
        if key is None:
            self._mark_sort(self.model.order)
            return
        old = self.model.order
        descending = not old.descending if old.key is key else key.value == "received_on"
        self._show(self.model.shown, Order(key, descending))

    def _mark_sort(self, order: Order) -> None:
        header = self.view.table.horizontalHeader()
        place = next(i for i, column in enumerate(COLUMNS) if column.sort is order.key)
        falling, rising = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
        header.setSortIndicatorShown(True)
        header.setSortIndicator(place, falling if order.descending else rising)

    def menu(self) -> QMenu:
        """What can be done with the row and the cell of the keyboard, with the keys for it."""
        menu, table = QMenu(tr("台账"), self.view.table), self.view.table
        for text, keys, act in (
            (tr("打开"), "Enter", partial(self._open, table.currentIndex())),
            (tr("复制选中的行"), "Ctrl+C", partial(self.copying.copy, True)),  # noqa: FBT003
            (tr("复制这一格"), "Ctrl+Shift+C", partial(self.copying.copy, False)),  # noqa: FBT003
            (tr("更正这一栏…"), "F2", self.steps.correct),
            (tr("预览"), "Alt+P", self.view.look_at.toggle),
        ):
            # The keys are shown, not given: they are the table's own.
            menu.addAction(f"{text}\t{keys}").triggered.connect(act)
        return menu

    def _open_menu(self, place: QPoint) -> None:
        menu = self.menu()
        menu.exec(place)
        menu.deleteLater()

    # --- those selected -------------------------------------------------------------------------

    def _select_all(self) -> None:
        everything = self.model.selected_count() < self.model.rowCount()
        self.model.check_all(on=everything)

    def _selected(self, count: int) -> None:
        view = self.view
        view.selected.setText(trn("已选 {n} 件", count) if count else "")
        view.select_all.setText(
            tr("取消选择") if count and count == self.model.rowCount() else tr("全选")
        )
        for button in (view.route, view.archive, view.export_selected):
            button.setVisible(count > 0)

    def _tick(self, rows: list[int]) -> None:
        """Tick several rows, or none of them where all were."""
        ids = self.model.ids_at(rows)
        self.model.check_rows(rows, on=not all(self.model.is_checked(i) for i in ids))

    def _failed(self, error: DeskError) -> None:
        self._context.messages.error(error)

    def _brought(self) -> None:
        self._written(None)

    def _written(self, petition_id: object) -> None:
        self._context.go.written(petition_id if isinstance(petition_id, int) else None)
        self.refresh()
