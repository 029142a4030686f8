"""The bench on which a workbook of the superior is bound: its grid, the list beside it, and their state."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QWidget

from petitiondesk.domain.forms import Binding, Form, FormSheet, Place, cell_of
from petitiondesk.domain.returns.figures import Return
from petitiondesk.infra.i18n import tr, trn
from petitiondesk.services.form_plan import Plan
from petitiondesk.services.forms import Choice, FormService
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.dialogs.form_choice import FormChoiceDialog
from petitiondesk.ui.dialogs.writing import run
from petitiondesk.ui.models.form_model import (
    EMPTY,
    BoundRow,
    Face,
    SheetModel,
    bound_model,
    faces,
)
from petitiondesk.ui.models.return_words import period_text
from petitiondesk.ui.models.rows_model import RowsModel
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.views.dialogs import DeskDialog
from petitiondesk.ui.views.forms_view import FormsView


class FormBench(DeskDialog):
    """Shows one kept workbook for one return; a click on a cell binds it. Nothing is written here.

    ``saved`` is the form as it is kept, ``form`` as it has been bound since.
    """

    HELP = "forms"

    def __init__(self, context: PageContext, return_: Return, parent: QWidget | None) -> None:
        title = tr("上级报表：{period}", period=period_text(return_.period))
        super().__init__(title, "", parent)
        self._context = context
        self._return = return_
        self._forms: FormService = context.desk.forms
        self._choices: Sequence[Choice] = ()
        self._plan = Plan()
        self.form: Form | None = None
        self.saved: Form | None = None
        self.sheets: Sequence[FormSheet] = ()
        self.model = SheetModel()
        self.bound: RowsModel[BoundRow] = bound_model(several=False)
        self.view = FormsView(context.look, self.model)
        self.body.setContentsMargins(sizes.XL, sizes.L, sizes.XL, sizes.L)
        self.body.addWidget(self.view, 1)
        self.cancel = self.add_button(tr("关闭"), accepts=False)
        self.save_button = self.add_button(tr("保存"))
        self.fill_button = self.add_button(tr("填写并另存"), "primary")
        self.save_button.setToolTip("Ctrl+S")
        self.fill_button.setToolTip("Ctrl+Enter")
        available = self.screen().availableSize()
        self.resize(min(1240, available.width() - 40), min(720, available.height() - 40))
        self.view.tabs.currentChanged.connect(self._show_sheet)
        self.view.grid.chosen.connect(self.choose)
        self.view.grid.cleared.connect(self.clear)
        self.view.grid.pointed.connect(self._point)
        self.view.bound.opened.connect(self._show_row)
        self.view.unbind.clicked.connect(self.unbind)

    def show_form(self, form: Form) -> None:
        """Show a form."""
        self.form = form
        self.sheets = self._forms.sheets(form)
        several = len(self.sheets) > 1
        self.bound = bound_model(several=several)
        self.view.bound.setModel(self.bound)
        self.view.bound.set_widths(self.bound.widths(), stretch=1)
        self.view.bound.selectionModel().currentRowChanged.connect(self.show_state)
        tabs = self.view.tabs
        tabs.blockSignals(True)  # noqa: FBT003
        while tabs.count():
            tabs.removeTab(0)
        for sheet in self.sheets:
            tabs.addTab(tr("{name}（隐藏）", name=sheet.name) if sheet.hidden else sheet.name)
        tabs.setVisible(several)
        tabs.blockSignals(False)  # noqa: FBT003
        self._replan()
        self._show_sheet()
        self.view.grid.setFocus()

    def sheet(self) -> FormSheet:
        """The sheet on screen."""
        place = max(0, self.view.tabs.currentIndex())
        return self.sheets[place] if self.sheets else EMPTY

    def _show_sheet(self, *_: object) -> None:
        self.model.show_sheet(self.sheet(), self._faces(self.sheet()))
        self.view.grid.lay_out()
        self.view.grid.go_to((1, 1))

    # --- what is filled in ----------------------------------------------------------------------

    def _replan(self) -> None:
        """Reckon anew what every cell will say, and show it."""
        assert self.form is not None
        self._plan = self._forms.plan(self.form, self._return)
        rows = [
            BoundRow(sheet.name, place, face)
            for sheet in self.sheets
            for place, face in sorted(self._faces(sheet).items())
            if face.name
        ]
        self.bound.set_rows(rows)
        self.show_state()

    def _faces(self, sheet: FormSheet) -> dict[Place, Face]:
        return faces(self.form, sheet, self._plan) if self.form is not None else {}

    def choose(self, place: Place) -> None:
        """Ask what a cell is to say."""
        sheet = self.sheet()
        if self.form is None or sheet.refusal(place) is not None:
            self._point(place)  # the line below says why
            return
        if not self._choices:
            self._choices = self._forms.choices(self._return)
        bound = self.form.bound(sheet.name, cell_of(*place))
        dialog = FormChoiceDialog(self._context.look, self._choices, sheet, place, bound, self)
        if run(dialog):
            self._bind(sheet, place, dialog.binding)

    def clear(self, place: Place) -> None:
        """Bind a cell to nothing."""
        if self.form is not None and self.form.bound(self.sheet().name, cell_of(*place)):
            self._bind(self.sheet(), place, None)

    def unbind(self) -> None:
        """Bind the cell marked in the list to nothing."""
        row = self.bound.row(self.view.bound.currentIndex().row())
        if row is not None and row.face.bound:
            sheet = next(sheet for sheet in self.sheets if sheet.name == row.sheet)
            self._bind(sheet, row.place, None)

    def _bind(self, sheet: FormSheet, place: Place, binding: Binding | None) -> None:
        assert self.form is not None
        with self._context.saying_errors():
            self.form = self._forms.bind(self.form, sheet, place, binding)
            self._replan()
            self.model.show_faces(self._faces(self.sheet()))
            self._point(place)

    def _point(self, place: Place) -> None:
        self.view.told.setText(self.model.told(place))

    def _show_row(self, index: QModelIndex) -> None:
        """Go to the cell of a line of the list."""
        row = self.bound.row(index.row())
        if row is not None:
            names = [sheet.name for sheet in self.sheets]
            self.view.tabs.setCurrentIndex(names.index(row.sheet))
            self.view.grid.go_to(row.place)

    def show_state(self, *_: object) -> None:
        """What can be done now."""
        changed = self.form is not None and self.form != self.saved
        self.save_button.setEnabled(changed)
        self.fill_button.setEnabled(bool(self.bound.rowCount()))
        for button in (self.save_button, self.fill_button):
            button.setVisible(self.form is not None)
        row = self.bound.row(self.view.bound.currentIndex().row())
        self.view.unbind.setEnabled(row is not None and row.face.bound)
        stuck = len(self._plan.problems)
        if self.form is None or not self.bound.rowCount():
            self.view.count.setText(tr("点左边的单元格，选它填写什么。"))
        elif stuck:
            self.view.count.setText(trn("有 {n} 个单元格填不了。", stuck))
        else:
            self.view.count.setText(tr("点左边的单元格绑定，按 Delete 取消。"))
