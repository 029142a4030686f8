"""Keys and clicks on real widgets, and the moment a widget was painted."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from petitiondesk.bench.stopwatch import own_time

if TYPE_CHECKING:
    from petitiondesk.ui.pages.ledger import LedgerPage

_LEFT = Qt.MouseButton.LeftButton
_NONE = Qt.KeyboardModifier.NoModifier


def press(widget: QWidget, key: Qt.Key) -> None:
    """Press and release a key on ``widget``, as the window system would tell it."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, _NONE))


def click(widget: QWidget, at: QPoint | None = None) -> None:
    """Press and release the left button, in the middle unless ``at`` says where."""
    place = QPointF(at if at is not None else widget.rect().center())
    far = QPointF(widget.mapToGlobal(place))
    down, up = QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease
    for kind, held in ((down, _LEFT), (up, Qt.MouseButton.NoButton)):
        QApplication.sendEvent(widget, QMouseEvent(kind, place, far, _LEFT, held, _NONE))


def rows_in_sight(table: QTableView) -> range:
    """The rows of a table that are at least partly in sight."""
    first = table.rowAt(0)
    if first < 0:
        return range(0)
    last = table.rowAt(table.viewport().height() - 1)
    return range(first, (last if last >= 0 else table.model().rowCount() - 1) + 1)


def shows_lines(page: "LedgerPage") -> bool:
    """Whether every line in sight of the ledger is there, or the page says that there is none."""
    from petitiondesk.ui.models.ledger_columns import COLUMN  # a start loads it when it comes to it

    if page.view.empty.isVisible():
        return True
    rows = rows_in_sight(page.view.table)
    number = COLUMN["number"]
    return bool(rows) and all(page.model.index(row, number).data() for row in rows)


class PaintWatch(QObject):
    """Tells when one of ``widgets`` was painted, from now until `end`."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        self._widgets = widgets
        self._painted = False
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        """Note a paint event; it goes on to the widget."""
        if event.type() is QEvent.Type.Paint:
            self._painted = True
        return False

    def take(self) -> float | None:
        """The time (`stopwatch.own_time`) if one was painted since the last look, else None."""
        painted, self._painted = self._painted, False
        return own_time() if painted else None

    def end(self) -> None:
        """Watch no longer."""
        for widget in self._widgets:
            widget.removeEventFilter(self)
