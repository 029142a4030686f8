"""Choosing one of a few (buttons) or one of a vocabulary (a combo box that can be typed into)."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from petitiondesk.domain.terms import Term
from petitiondesk.infra.i18n import begun, term
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import font
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.finding import FOUND_BY, Finding, found_by
from petitiondesk.ui.views.layouts import FlowLayout

_ROUNDING = 2
"""Pixels by which the style sheet's bold text may be wider than its font says."""

_LINE_MARGIN = 6


class SegmentedChoice(QWidget):
    """One of a few, as buttons: ``items`` are (key, label) pairs; ``changed(key)``.

    Alt+1 … Alt+9 choose, Left and Right move; Tab enters and leaves the row as one stop.
    """

    changed = Signal(object)

    def __init__(self, look: Look, name: str, items: Sequence[tuple[object, str]]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._keys = [key for key, _ in items]
        self._buttons: list[_Segment] = []
        row = FlowLayout(self)
        for index, (_, text) in enumerate(items):
            digit = str(index + 1) if index < 9 else ""
            button = _Segment(look, text, digit, index)
            button.chosen.connect(self.choose)
            row.addWidget(button)
            self._buttons.append(button)
            if digit:
                shortcut = QShortcut(QKeySequence(f"Alt+{digit}"), self)
                shortcut.activated.connect(button.tell)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._chosen = -1
        self._mark(0)

    def value(self) -> object:
        """The key chosen."""
        return self._keys[self._chosen]

    def set_value(self, key: object) -> None:
        """Choose without telling anyone."""
        self._mark(self._keys.index(key))

    def choose(self, index: int) -> None:
        """Choose the button at ``index`` as the user does; wraps around."""
        index %= len(self._buttons)
        different = index != self._chosen
        self._mark(index)
        self._buttons[index].setFocus(Qt.FocusReason.ShortcutFocusReason)
        if different:
            self.changed.emit(self._keys[index])

    def _mark(self, index: int) -> None:
        self._chosen = index
        for place, button in enumerate(self._buttons):
            chosen = place == index
            button.setChecked(chosen)
            button.updateGeometry()  # a pixel or two, by which bold and plain differ otherwise
            # Only the chosen one takes Tab, so that a row of nine is one stop.
            button.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus
            )
        self.setFocusProxy(self._buttons[index])


class _Segment(Button):
    """One button of the row. It knows its place, not its row: a cycle would outlive the window."""

    chosen = Signal(int)

    def __init__(self, look: Look, text: str, digit: str, index: int) -> None:
        super().__init__(look, text, keys=digit, compact=True)
        self._index = index
        self.clicked.connect(self.tell)
        self.setCheckable(True)
        if digit:
            self.setAccessibleDescription(f"Alt+{digit}")

    def tell(self) -> None:
        """Ask to be chosen."""
        self.chosen.emit(self._index)

    def sizeHint(self) -> QSize:
        """Room for the bold text it has when chosen, so that the row does not move."""
        bold = QFontMetrics(font(14, bold=True)).horizontalAdvance(self.text())
        plain = QFontMetrics(font(14)).horizontalAdvance(self.text())
        size = super().sizeHint()
        more = _ROUNDING if self.isChecked() else bold - plain + 2 * _ROUNDING
        return QSize(size.width() + more, size.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right move the choice; Enter chooses nothing anew and is left to what is around."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self.chosen.emit(self._index + step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)


class ChoiceCombo(QComboBox):
    """A combo box over (value, text) pairs that finds its entries by any part of the text.

    Chinese entries are found by the first letters of their syllables as well (cxjs for 城乡建设).

    ``empty`` adds a first entry that means None. Text that matches nothing falls back to the
    last choice when the field is left. ``changed(value)`` on every new choice.

    The list of what is found is a window of its own, a costly one, made when the keyboard first comes.
    """

    changed = Signal(object)

    def __init__(
        self, name: str, items: Sequence[tuple[object, str]], empty: str | None = None
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setEditable(True)
        self.view().setAccessibleName(name)
        self.setCompleter(None)  # type: ignore[arg-type] # Qt takes none; its stubs do not
        self._name = name
        self._finds = False
        self._whole = ""
        self._offered: list[tuple[object, str]] = []
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self._last: object = None
        self.set_items(items, empty)
        self.currentIndexChanged.connect(self._tell)
        self.currentIndexChanged.connect(self._tell_what_is_cut)
        edit = self.lineEdit()
        if edit is not None:
            edit.setAccessibleName(name)
            edit.editingFinished.connect(self._settle)
            edit.textEdited.connect(self._follow)

    def set_items(self, items: Sequence[tuple[object, str]], empty: str | None = None) -> None:
        """Offer other entries; the choice is kept when it is still among them."""
        offered = [*([] if empty is None else [(None, empty)]), *items]
        if offered == self._offered:
            return
        before = self.value()
        self._offered = offered
        self.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.clear()
        for row, (value, text) in enumerate(offered):
            self.addItem(text, value)
            self.setItemData(row, found_by(text), FOUND_BY)
        self.set_value(before)
        self.blockSignals(False)  # noqa: FBT003

    def value(self) -> object:
        """What is chosen, or None."""
        return self.currentData()

    def set_value(self, value: object) -> None:
        """Choose ``value``; one that is not offered chooses the first entry."""
        places = (row for row, (known, _) in enumerate(self._offered) if known == value)
        self.setCurrentIndex(next(places, 0))
        self._last = self.value()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More of the entry can be seen, or less."""
        super().resizeEvent(event)
        self._tell_what_is_cut()

    def _tell_what_is_cut(self) -> None:
        edit, text = self.lineEdit(), self.currentText()
        cut = edit is not None and self.fontMetrics().horizontalAdvance(text) > edit.width() - 4
        if self.toolTip() in ("", self._whole):  # a finding's sentence stays
            self._whole = text if cut else ""
            self.setToolTip(self._whole)

    def sizeHint(self) -> QSize:
        """Room for the entry in its line, which keeps a margin of its own."""
        hint = super().sizeHint()
        return QSize(hint.width() + _LINE_MARGIN, hint.height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard comes: what is typed will be looked for."""
        if not self._finds:
            self._finds = True
            self._find_as_typed()
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.MouseFocusReason:
            self._ready_to_type()

    def _ready_to_type(self) -> None:
        """What is typed next takes the entry's place: behind it, it would name none."""
        edit = self.lineEdit()
        if edit is not None:
            edit.selectAll()

    def _find_as_typed(self) -> None:
        completer = Finding(self.model(), self._name, self)
        self.setCompleter(completer)

    def _follow(self, typed: str) -> None:
        """A text that names an entry is a choice; the suggestions go, so that Tab leaves at once."""
        row = self.findText(typed.strip(), Qt.MatchFlag.MatchFixedString)
        if row >= 0:
            self.setCurrentIndex(row)
            completer = self.completer()
            popup = completer.popup() if completer is not None else None
            if popup is not None:
                QTimer.singleShot(0, popup.hide)  # it comes up after this, for the same key

    def _settle(self) -> None:
        """Typed text becomes the entry it names, or the first that holds it, or the last choice."""
        typed = self.currentText().strip().casefold()
        texts = [self.itemText(row).casefold() for row in range(self.count())]
        exact = [row for row, text in enumerate(texts) if text == typed]
        part = [row for row, text in enumerate(texts) if typed and typed in text]
        if typed and not exact and not part:
            found = [self.itemData(row, FOUND_BY) for row in range(self.count())]
            part = [row for row, words in enumerate(found) if typed in words]
        row = next(iter(exact or part), self.currentIndex())
        self.setCurrentIndex(row)
        self.setEditText(self.itemText(row))
        if self.hasFocus():
            self._ready_to_type()

    def _tell(self) -> None:
        if self.value() != self._last:
            self._last = self.value()
            self.changed.emit(self._last)


class TermCombo(ChoiceCombo):
    """A combo box over a closed vocabulary, in the reader's language."""

    def __init__(
        self, name: str, terms: Sequence[Term] | type[Term], empty: str | None = None
    ) -> None:
        self._by_value = {str(member): member for member in terms}
        super().__init__(name, [(str(member), begun(term(member))) for member in terms], empty)

    def value(self) -> Term | None:
        """The member chosen, or None."""
        # Qt keeps item data as plain strings, so that the member is looked up again.
        data = self.currentData()
        return self._by_value.get(data) if isinstance(data, str) else None

    def set_terms(self, terms: Sequence[Term]) -> None:
        """Offer other members; the choice is kept when it is still among them."""
        self._by_value = {str(member): member for member in terms}
        self.set_items([(str(member), begun(term(member))) for member in terms])
