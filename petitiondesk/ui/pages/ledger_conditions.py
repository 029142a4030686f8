"""The conditions that narrow the ledger: their chips above the table, and the dialog that asks for them."""

from contextlib import suppress
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from petitiondesk.domain.errors import DeskError
from petitiondesk.domain.ledger import LedgerFilter
from petitiondesk.ui.dialogs.writing import run_again
from petitiondesk.ui.models.ledger_model import LedgerModel
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.pages.ledger_filter import chip_texts, fill_dialog, read_dialog
from petitiondesk.ui.pieces import Pieces
from petitiondesk.ui.views.chips import FilterChip
from petitiondesk.ui.views.field_form import FormContext
from petitiondesk.ui.views.layouts import empty
from petitiondesk.ui.views.ledger_view import FilterDialog, LedgerView


class LedgerConditions(QObject):
    """``wanted(LedgerFilter)``: other conditions within the view that is shown."""

    wanted = Signal(object)

    def __init__(
        self, context: PageContext, view: LedgerView, model: LedgerModel, page: QWidget
    ) -> None:
        super().__init__(page)
        self._context = context
        self._view = view
        self._model = model
        self._page = page
        self._dialog: tuple[FormContext, FilterDialog] | None = None
        view.filter.clicked.connect(self.ask)

    def pieces(self) -> Pieces:
        """Make the dialog ahead: it is asked for many times a day."""
        with suppress(DeskError):  # said when it is asked for
            self._made()
        yield

    def ask(self, _checked: bool = False) -> None:
        """Let the clerk choose the conditions."""
        with self._context.saying_errors():
            dialog = self._made()
            fill_dialog(dialog, self._model.shown)
            dialog.span.setFocus()
            if run_again(dialog):
                self.wanted.emit(read_dialog(dialog, self._model.shown))

    def show_chips(self, shown: LedgerFilter) -> None:
        """A chip for each condition; its cross drops it."""
        flow = self._view.chip_flow
        empty(flow)
        texts = chip_texts(shown)
        for key, text in texts:
            chip = FilterChip(self._context.look, text, key)
            chip.removed.connect(self._drop)
            chip.clicked.connect(self.ask)
            flow.addWidget(chip)
        self._view.chips.setVisible(bool(texts))

    def _made(self) -> FilterDialog:
        """The dialog; made anew when the office's lists, or the day, are others."""
        desk = self._context.desk
        form = FormContext(self._context.look, desk.office.office(), desk.ledger.today)
        if self._dialog is not None:
            made_for, dialog = self._dialog
            if made_for == form:
                return dialog
            dialog.deleteLater()
        dialog = FilterDialog(form, self._page)
        dialog.apply.clicked.connect(dialog.accept)
        self._dialog = form, dialog
        return dialog

    def _drop(self, key: object) -> None:
        nothing = LedgerFilter()
        names = {"period": ("first", "last")}.get(str(key), (str(key),))
        changes: dict[str, Any] = {name: getattr(nothing, name) for name in names}
        self.wanted.emit(replace(self._model.shown, **changes))
