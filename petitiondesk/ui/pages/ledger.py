"""The ledger page: what is shown, in what order, and what is done with those selected."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from petitiondesk.domain import workflow
from petitiondesk.domain.errors import Cancelled, DeskError
from petitiondesk.domain.ledger import DueFilter, Found, LedgerFilter, Order
from petitiondesk.domain.messages import Message
from petitiondesk.domain.terms import Channel
from petitiondesk.infra.i18n import tr, trn
from petitiondesk.services.petitions import BatchResult
from petitiondesk.ui.dialogs.step import StepDialog
from petitiondesk.ui.dialogs.writing import run
from petitiondesk.ui.models.ledger_columns import COLUMN, COLUMNS, SUMMARY_LEAST, widths
from petitiondesk.ui.models.ledger_model import PAGE, LedgerModel
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.pages.ledger_files import LedgerFiles
from petitiondesk.ui.pages.ledger_filter import (
    OPEN_STATES,
    chip_texts,
    fill_dialog,
    read_dialog,
)
from petitiondesk.ui.tasks import Progress, Task
from petitiondesk.ui.views.chips import FilterChip
from petitiondesk.ui.views.field_form import FormContext
from petitiondesk.ui.views.filler import Filler
from petitiondesk.ui.views.layouts import empty
from petitiondesk.ui.views.ledger_view import FilterDialog, LedgerView

_REMEMBERED = "ledger_columns"


class LedgerPage(QWidget):
    """Shows petitions in windows of rows; counts, exports and imports run in the background."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._finding: Task | None = None
        self.view = LedgerView(context.look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.model = LedgerModel(context.desk.ledger, self)
        self._prepare_table()
        self._files = LedgerFiles(context, self.view, self.model, self)
        self._files.changed.connect(self._brought)
        self._connect()
        self._restore_columns()

    def set_compact(self, *, compact: bool) -> None:
        """Rows of the height chosen in the settings."""
        self.view.table.set_compact(compact=compact)

    # --- what is shown --------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read again what is shown, keeping the selection and the place."""
        place = self.view.table.currentIndex().row()
        self._show(self.model.shown, self.model.order)
        if 0 <= place < self.model.rowCount():
            self.view.table.setCurrentIndex(self.model.index(place, COLUMN["number"]))

    def show_filter(self, shown: LedgerFilter) -> None:
        """Show the petitions of a filter."""
        self._show(shown, self.model.order)

    def _show(self, shown: LedgerFilter, order: Order) -> None:
        with self._context.saying_errors():
            self._show_first(known=self.model.show(shown, order))

    def _show_first(self, *, known: bool) -> None:
        """Around the first rows; what follows them comes from the background."""
        shown, order = self.model.shown, self.model.order
        certain = self.model.rowCount()
        self._show_chips(shown)
        self._mark_sort(order)
        self._show_empty(empty=known and certain == 0)
        if not known:
            self.view.totals.setText(tr("正在查找…"))
        elif certain < PAGE:
            self.view.totals.setText(trn("{n} 件", certain))
        self._find()

    def _find(self) -> None:
        """Find every petition shown, in the background; only the newest question is asked to its end."""
        if self._finding is not None:
            self._finding.cancel()
        shown, order = self.model.shown, self.model.order
        service = self._context.desk.ledger

        def work(progress: Progress) -> Found:
            return service.found(shown, order, progress.check)

        task = self._context.tasks.run(
            work, lambda found: self._found(task, found), self._not_found,
            title=Message("正在查找"), quick=True,
        )  # fmt: skip
        self._finding = task

    def _found(self, task: Task, found: Found) -> None:
        if task is not self._finding:
            return
        self._finding = None
        self.model.set_found(found)
        count = trn("{n} 件", len(found.ids))
        self.view.totals.setText(
            tr("{count}，人次 {people}", count=count, people=f"{found.people:,}")
        )
        self._show_empty(empty=not found.ids)

    def _not_found(self, error: DeskError) -> None:
        if not isinstance(error, Cancelled):
            self._failed(error)

    def _show_empty(self, *, empty: bool) -> None:
        self.view.table.setVisible(not empty)
        self.view.empty.setVisible(empty)
        self._show_range()

    def _show_range(self) -> None:
        table, total = self.view.table, self.model.rowCount()
        first, last = table.rowAt(0) + 1, table.rowAt(table.viewport().height() - 1) + 1
        text = tr("第 {first}—{last} 件，共 {total} 件", first=f"{first:,}",
                  last=f"{last or total:,}", total=f"{total:,}")  # fmt: skip
        self.view.range.setText(text if total else "")

    # --- conditions -----------------------------------------------------------------------------

    def _preset(self, key: object) -> None:
        today = self._context.desk.ledger.today
        presets = {
            "all": LedgerFilter(),
            "open": LedgerFilter(states=OPEN_STATES),
            "month": LedgerFilter(first=today.replace(day=1), last=today),
            "pressing": LedgerFilter(due=DueFilter.PRESSING),
            "assigned": LedgerFilter(channels=frozenset({Channel.ASSIGNED})),
        }
        self.show_filter(replace(presets[str(key)], words=self.model.shown.words))

    def _ask_filter(self) -> None:
        desk = self._context.desk
        with self._context.saying_errors():
            form = FormContext(self._context.look, desk.office.office(), desk.ledger.today)
            dialog = FilterDialog(form, self.window())
            fill_dialog(dialog, self.model.shown)
            dialog.apply.clicked.connect(dialog.accept)
            if run(dialog):
                self.show_filter(read_dialog(dialog, self.model.shown))

    def _show_chips(self, shown: LedgerFilter) -> None:
        flow = self.view.chip_flow
        empty(flow)
        texts = chip_texts(shown)
        for key, text in texts:
            chip = FilterChip(self._context.look, text, key)
            chip.removed.connect(self._drop_condition)
            chip.clicked.connect(self._ask_filter)
            flow.addWidget(chip)
        self.view.chips.setVisible(bool(texts))

    def _drop_condition(self, key: object) -> None:
        empty = LedgerFilter()
        names = {"period": ("first", "last")}.get(str(key), (str(key),))
        changes: dict[str, Any] = {name: getattr(empty, name) for name in names}
        self.show_filter(replace(self.model.shown, **changes))

    def _drop_all(self) -> None:
        self.view.preset.set_value("all")
        self.show_filter(LedgerFilter())

    # --- the table ------------------------------------------------------------------------------

    def _prepare_table(self) -> None:
        table = self.view.table
        table.setModel(self.model)
        table.set_check_column(COLUMN["check"])
        table.set_pill_columns([COLUMN["due"]])
        table.set_widths(widths())
        Filler(table, COLUMN["summary"], SUMMARY_LEAST)
        header = table.horizontalHeader()
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._sort)
        for index, column in enumerate(COLUMNS):
            table.setColumnHidden(index, not column.shown)

    def _connect(self) -> None:
        view = self.view
        view.table.opened.connect(self._open)
        view.table.verticalScrollBar().valueChanged.connect(self._show_range)
        view.table.columns_changed.connect(self._remember_columns)
        view.preset.changed.connect(self._preset)
        view.filter.clicked.connect(self._ask_filter)
        view.columns.clicked.connect(self._choose_columns)
        view.select_all.clicked.connect(self._select_all)
        view.route.clicked.connect(partial(self._take, "route"))
        view.archive.clicked.connect(partial(self._take, "archive"))
        if view.empty.button is not None:
            view.empty.button.clicked.connect(self._drop_all)
        self.model.selection_changed.connect(self._selected)
        # Queued: rows are read while the table paints, where no dialog may open.
        self.model.failed.connect(self._failed, Qt.ConnectionType.QueuedConnection)
        self._selected(0)

    def _open(self, index: QModelIndex) -> None:
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

    def _choose_columns(self) -> None:
        button = self.view.columns
        menu = self.view.table.columns_menu(button)
        menu.exec(button.mapToGlobal(button.rect().bottomLeft()))
        menu.deleteLater()

    def _remember_columns(self) -> None:
        header = self.view.table.horizontalHeader()
        order = sorted(range(len(COLUMNS)), key=header.visualIndex)
        hidden = [c.name for i, c in enumerate(COLUMNS) if header.isSectionHidden(i)]
        state = {"order": [COLUMNS[i].name for i in order], "hidden": hidden}
        with self._context.saying_errors():
            self._context.desk.office.remember(_REMEMBERED, state)

    def _restore_columns(self) -> None:
        state = self._context.desk.office.remembered(_REMEMBERED)
        if not state:
            return
        header = self.view.table.horizontalHeader()
        known = [COLUMN[name] for name in state["order"] if name in COLUMN]
        for place, column in enumerate(known):
            header.moveSection(header.visualIndex(column), place)
        for index, column_spec in enumerate(COLUMNS):
            self.view.table.setColumnHidden(index, column_spec.name in state["hidden"])

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

    def _take(self, name: str, _checked: bool = False) -> None:
        """Take one step on all those selected."""
        desk, step = self._context.desk, workflow.STEP[name]
        results: list[BatchResult] = []
        with self._context.saying_errors():
            ids = self.model.selected_ids()
            first = [desk.petitions.case(i).petition for i in ids[:1]]

            def write(values: dict[str, object], on: date) -> None:
                results.append(desk.petitions.perform_many(ids, name, values, on))

            several = first * max(len(ids), 1)
            run(StepDialog(desk, self._context.look, step, several, write, self.window()))
        if results:
            self._told(results[0], tr(step.zh))

    def _failed(self, error: DeskError) -> None:
        self._context.messages.error(error)

    def _brought(self) -> None:
        self._context.go.written()
        self.refresh()

    def _told(self, result: BatchResult, verb: str) -> None:
        self.model.check_all(on=False)
        self._context.go.written(result.done[-1] if result.done else None)
        self.refresh()
        if result.done:
            self._context.messages.notice(
                Message("已{step} {n} 件。", step=verb, n=len(result.done))
            )
        if result.refused:
            number, reason = result.refused[0]
            self._context.messages.warn(
                Message("有 {n} 件没有办，例如 {number}：{reason}",
                        n=len(result.refused), number=number, reason=reason)
            )  # fmt: skip
