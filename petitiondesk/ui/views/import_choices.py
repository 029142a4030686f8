"""Choosing the sheets of a file, and what each of its columns is read as."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from petitiondesk.domain.terms import Channel, PetitionClass
from petitiondesk.infra.i18n import tr, trn
from petitiondesk.services.importing import FoundSheet, SourceColumn
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Tone
from petitiondesk.ui.views.cards import TroubleLine, label
from petitiondesk.ui.views.chips import Chip
from petitiondesk.ui.views.choice import ChoiceCombo, TermCombo
from petitiondesk.ui.views.elided import ElidedLabel
from petitiondesk.ui.views.fields import CountField, LabelledField, row
from petitiondesk.ui.views.scrolled import end_with


class SheetsView(QWidget):
    """The sheets of a file: which are ledgers, which to bring in, where their heads stand.

    ``changed`` when a sheet was ticked or a row was typed.
    """

    changed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._rows: list[tuple[FoundSheet, QCheckBox, CountField]] = []
        self.file = ElidedLabel("", "strong")
        self.trouble = TroubleLine()
        self._area = _scrolled()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.M)
        column.addWidget(self.file)
        hint = tr("勾选要导入的工作表。没有认出列名的，如果确实是台账，勾上它并写明列名在第几行。")
        column.addWidget(label(hint, "muted", wrap=True))
        column.addWidget(self._area, 1)
        column.addWidget(self.trouble)

    def load(self, sheets: Sequence[FoundSheet]) -> None:
        """Show the sheets, the ledgers among them ticked."""
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, sizes.M, 0)
        grid.setHorizontalSpacing(sizes.L)
        grid.setVerticalSpacing(sizes.S)
        for column, head in enumerate((tr("工作表"), "", "", tr("列名在第几行"))):
            grid.addWidget(label(head, "caption"), 0, column)
        self._rows = []
        for at, sheet in enumerate(sheets, 1):
            tick = QCheckBox(sheet.name)
            tick.setChecked(sheet.is_ledger)
            tick.setAccessibleName(sheet.name)
            place = CountField(tr("“{sheet}”的列名在第几行", sheet=sheet.name), sheet.head_row)
            place.setFixedWidth(72)
            known = sheet.is_ledger
            words = tr("认出了列名") if known else tr("没有认出列名")
            chip = Chip(self._look, words, "check" if known else "info",
                        Tone.GOOD if known else Tone.NEUTRAL)  # fmt: skip
            tick.toggled.connect(self.changed)
            place.changed.connect(self.changed)
            grid.addWidget(tick, at, 0)
            grid.addWidget(label(trn("{n} 行", sheet.rows), "muted"), at, 1)
            grid.addWidget(chip, at, 2)
            grid.addWidget(place, at, 3)
            self._rows.append((sheet, tick, place))
        grid.setColumnStretch(0, 1)
        grid.setRowStretch(len(sheets) + 1, 1)
        self._area.setWidget(inside)

    def chosen(self) -> dict[str, int | None]:
        """Ticked sheet → the row of its heads; 0 as it was found, None where no row was typed."""
        return {
            sheet.name: 0 if sheet.is_ledger and row.value() == sheet.head_row else row.value()
            for sheet, tick, row in self._rows
            if tick.isChecked()
        }

    def tick(self, name: str, *, ticked: bool) -> None:
        """Tick a sheet or not, as the clerk does."""
        next(tick for sheet, tick, _ in self._rows if sheet.name == name).setChecked(ticked)

    def first(self) -> QWidget:
        """Where the keyboard begins."""
        return self._rows[0][1]


class ColumnsView(QWidget):
    """Each heading with its first values and what it is read as; the guess can be changed.

    ``changed(heading, field)`` with "" for the notes.
    """

    changed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.combos: dict[str, ChoiceCombo] = {}
        self.told = label("", "muted", wrap=True)
        self.lacking = label("", "finding", wrap=True)
        self.lacking.setProperty("finding", "refuse")
        self.doubt = label("", "finding", wrap=True)
        self.doubt.setProperty("finding", "warn")
        self.channel = TermCombo(tr("信访形式"), Channel, tr("自动：看列名，否则按来信"))
        self.petition_class = TermCombo(
            tr("诉求类别"), PetitionClass, tr("自动：看信访目的，否则按申诉求决")
        )
        self.channel_field = LabelledField(tr("表里没有信访形式，一律记为"), self.channel)
        self.class_field = LabelledField(tr("表里没有诉求类别，一律记为"), self.petition_class)
        self.name = QLineEdit()
        self.name_field = LabelledField(tr("这种台账叫作"), self.name)
        self._area = _scrolled()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.S)
        column.addWidget(self.told)
        column.addWidget(self._area, 1)
        column.addWidget(self.lacking)
        column.addWidget(self.doubt)
        below = QWidget()
        fields = row(self.name_field, self.channel_field, self.class_field, stretches=(1, 1, 1))
        fields.setContentsMargins(0, 0, 0, 0)
        below.setLayout(fields)
        end_with(self._area, below)
        column.addWidget(below)

    def load(self, columns: Sequence[SourceColumn], choices: Sequence[tuple[str, str]]) -> None:
        """Show the columns; ``choices`` are (field, label in the reader's language)."""
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(sizes.L)
        grid.setVerticalSpacing(sizes.XS)
        for column, head in enumerate((tr("文件里的列名"), tr("前几个值"), tr("导入为"))):
            grid.addWidget(label(head, "caption"), 0, column)
        self.combos = {}
        for at, each in enumerate(columns, 1):
            grid.addWidget(ElidedLabel(each.heading, "strong"), at, 0)
            grid.addWidget(ElidedLabel(tr("，").join(each.samples), "muted"), at, 1)
            if each.serial:
                grid.addWidget(label(tr("序号，不导入"), "muted"), at, 2)
                continue
            combo = _FieldCombo(each.heading, choices)
            combo.set_value(each.field or None)
            combo.chosen.connect(self.changed)
            combo.setMinimumHeight(sizes.CONTROL)
            grid.addWidget(combo, at, 2)
            self.combos[each.heading] = combo
        for column, stretch in enumerate((3, 5, 3)):
            grid.setColumnStretch(column, stretch)
        grid.setRowStretch(len(columns) + 1, 1)
        self._area.setWidget(inside)

    def say(self, lacking: str, doubt: str) -> None:
        """What must be chosen yet, and what deserves a look; "" for nothing."""
        for widget, text in ((self.lacking, lacking), (self.doubt, doubt)):
            widget.setText(text)
            widget.setVisible(bool(text))


class _FieldCombo(ChoiceCombo):
    """What one heading is read as. It knows its heading, not its view: a cycle would outlive it."""

    chosen = Signal(str, str)

    def __init__(self, heading: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__(tr("“{heading}”导入为", heading=heading), choices, tr("写入备注"))
        self._heading = heading
        self.changed.connect(self._tell_heading)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the list of columns; it must not change what a column is read as."""
        event.ignore()

    def _tell_heading(self, field: object) -> None:
        self.chosen.emit(self._heading, str(field or ""))


def _scrolled() -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
