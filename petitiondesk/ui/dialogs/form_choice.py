"""What a cell of the superior's workbook is to say: chosen from every indicator, with its present value."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QWidget

from petitiondesk.domain.form_filling import list_name, suitable, written
from petitiondesk.domain.forms import Binding, FormSheet, Manner, Place, cell_of
from petitiondesk.domain.returns.names import Value, plain
from petitiondesk.infra.i18n import term, tr
from petitiondesk.services.forms import Choice
from petitiondesk.ui.look import Look
from petitiondesk.ui.models.form_model import choice_columns, face_text, indicator_text
from petitiondesk.ui.models.rows_model import RowsModel
from petitiondesk.ui.views.cards import label
from petitiondesk.ui.views.choice import ChoiceCombo
from petitiondesk.ui.views.dialogs import DeskDialog
from petitiondesk.ui.views.fields import LabelledField
from petitiondesk.ui.views.table import DeskTable

_WIDTH = 960
"""Room for an indicator in two languages and its value, in pixels."""


class FormChoiceDialog(DeskDialog):
    """Chooses what a cell says; afterwards ``binding`` is it, or None to fill in nothing there."""

    HELP = "forms"

    def __init__(
        self,
        look: Look,
        choices: Sequence[Choice],
        sheet: FormSheet,
        place: Place,
        bound: Binding | None,
        parent: QWidget | None = None,
    ) -> None:
        cell = cell_of(*place)
        super().__init__(tr("{cell} 填写什么", cell=cell), "", parent)
        self._choices = choices
        self._sheet = sheet
        self._place = place
        self.binding: Binding | None = bound
        self.search = _Search()
        self.search.setAccessibleName(tr("查找指标"))
        self.search.setPlaceholderText(tr("输入几个字查找，比如“来信 批次”"))
        self.search.setToolTip(self.search.placeholderText())  # it may be longer than the field
        self.search.setClearButtonEnabled(True)
        self.model = RowsModel(choice_columns())
        self.table = DeskTable(look, tr("指标"), framed=True, compact=True)
        self.table.setModel(self.model)
        self.table.set_widths(self.model.widths(), stretch=0)
        self.search.table = self.table
        self.none = label(tr("没有找到。换几个字试试。"), "muted")
        self.manner = ChoiceCombo(tr("写成"), [])
        self.manner_field = LabelledField(tr("写成"), self.manner)
        self.body.addWidget(self.search)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.none)
        self.body.addWidget(self.manner_field)
        self.drop = self.add_button(tr("解除绑定"))
        self.drop.setVisible(bound is not None)
        self.add_button(tr("取消"), accepts=False)
        self.yes = self.add_button(tr("绑定"), "primary")
        self.yes.setToolTip("Enter")
        self.resize(min(_WIDTH, self.screen().availableSize().width() - 40), 540)
        self._connect()
        self._narrow("")
        self._begin_with(bound)
        self.search.setFocus()

    def chosen(self) -> Choice | None:
        """The indicator marked in the list."""
        return self.model.row(self.table.currentIndex().row())

    def _connect(self) -> None:
        self.search.textChanged.connect(self._narrow)
        self.search.returnPressed.connect(self.bind)
        self.table.opened.connect(self.bind)
        self.table.selectionModel().currentRowChanged.connect(self._offer_manners)
        self.yes.clicked.connect(self.bind)
        self.drop.clicked.connect(self.unbind)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.bind)

    def bind(self, *_: object) -> None:
        """Take the one marked."""
        choice = self.chosen()
        if choice is not None:
            manner = Manner(str(self.manner.value()))
            cell = cell_of(*self._place)
            self.binding = Binding(self._sheet.name, cell, choice.name, manner)
            self.accept()

    def unbind(self) -> None:
        """Fill in nothing there."""
        self.binding = None
        self.accept()

    def _narrow(self, typed: str) -> None:
        """Every word must be in the name; the group counts too."""
        words = [plain(word).casefold() for word in typed.split()]
        rows = [c for c in self._choices if all(w in _searched(c) for w in words)]
        self.model.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.none.setVisible(not rows)
        self.yes.setEnabled(bool(rows))
        if rows:
            self.table.setCurrentIndex(self.model.index(0, 0))

    def _begin_with(self, bound: Binding | None) -> None:
        if bound is None:
            return
        wanted, rows = plain(bound.name), self.model.rows()
        found = [n for n, c in enumerate(rows) if plain(c.name) == wanted]
        found += [n for n, c in enumerate(rows) if c.short and plain(c.short) == wanted]
        if found:
            index = self.model.index(found[0], 0)
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
            self.manner.set_value(bound.manner.value)

    def _offer_manners(self, current: QModelIndex, _before: QModelIndex) -> None:
        """Each manner with what the cell would get; the one that suits the cell first chosen."""
        choice = self.model.row(current.row())
        if choice is None:
            return
        of_list = list_name(choice.name) is not None  # each column in its own manner
        items = [(m.value, self._manner_text(choice.value, m)) for m in Manner]
        self.manner.set_items(items[:1] if of_list else items)
        if not of_list:
            self.manner.set_value(suitable(choice.value, self._sheet, self._place).value)
        self.manner_field.setVisible(not of_list)

    def _manner_text(self, value: Value, manner: Manner) -> str:
        text = face_text(written(value, manner), self._sheet, self._place)
        return tr("{manner}：{text}", manner=manner, text=text) if text else term(manner)


def _searched(choice: Choice) -> str:
    return plain(f"{choice.name} {tr(choice.group)} {indicator_text(choice.name)}").casefold()


class _Search(QLineEdit):
    """A search line from which Up and Down move in the list below."""

    table: DeskTable

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The list has the arrows."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.table.keyPressEvent(event)
        else:
            super().keyPressEvent(event)
