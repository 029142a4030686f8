"""What a screen reader is told of a screen: names, roles, states, and whether Tab comes everywhere.

Through Qt's own accessibility interface, which is what a screen reader asks.
"""

from collections.abc import Iterator

from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QScrollArea,
    QTableView,
    QWidget,
)

from petitiondesk.ui.views.charts import BarChart, RowBars
from petitiondesk.ui.views.chips import Chip
from tests.ui.geometry import called, seen

_ROLE = QAccessible.Role
_TEXT = QAccessible.Text

_PRESSED = (QAbstractButton,)
_PAINTED = (Chip, BarChart, RowBars)
"""Widgets that paint what they say themselves."""


def interface(widget: QWidget) -> QAccessibleInterface:
    """What a screen reader asks of a widget."""
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None, called(widget)
    return found


def faults(root: QWidget) -> list[str]:
    """Everything a screen reader would miss below ``root``."""
    found: list[str] = []
    for widget in seen(root):
        if takes_keys(widget):
            found += _stop(widget)
        if isinstance(widget, _PAINTED):
            found += _painted(widget)
    return found


def takes_keys(widget: QWidget) -> bool:
    """Whether the keyboard comes to a widget by Tab."""
    tab = Qt.FocusPolicy.TabFocus
    return (
        widget.isEnabled()
        and widget.focusPolicy() & tab == tab
        and widget.focusProxy() is None
        and not (isinstance(widget, QScrollArea) and not widget.accessibleName())
    )


def _stop(widget: QWidget) -> Iterator[str]:
    told = interface(widget)
    if not told.text(_TEXT.Name).strip():
        yield f"{called(widget)} has no name"
    if told.role() in (_ROLE.NoRole, _ROLE.Client):
        yield f"{called(widget)} is told as nothing in particular"
    if not told.state().focusable:
        yield f"{called(widget)} says that it cannot have the keyboard"
    if isinstance(widget, _PRESSED) and not _actions(told):
        yield f"{called(widget)} cannot be pressed by a screen reader"
    if isinstance(widget, QTableView):
        yield from _cells(widget)


def _actions(told: QAccessibleInterface) -> list[str]:
    acts: QAccessibleActionInterface | None = told.actionInterface()
    return [name for name in acts.actionNames() if name != "SetFocus"] if acts is not None else []


def _cells(view: QTableView) -> Iterator[str]:
    """Every cell of the first row says something, or has nothing to say."""
    model = view.model()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for column in range(columns if model.rowCount() else 0):
        index = model.index(0, column)
        shown = index.data(Qt.ItemDataRole.DisplayRole)
        spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
        checked = index.data(Qt.ItemDataRole.CheckStateRole)
        if checked is not None and not (spoken or shown):
            yield f"{called(view)}: a box in column {column} has no name"


def _painted(widget: QWidget) -> Iterator[str]:
    told = interface(widget)
    if not told.text(_TEXT.Name).strip():
        yield f"{called(widget)} paints what it does not say"


def labels_of(root: QWidget) -> list[str]:
    """Everything that labels say, for tests that look for a word beside a colour."""
    return [w.text() for w in seen(root) if isinstance(w, QLabel) and w.text()]
