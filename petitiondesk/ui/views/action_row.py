"""Buttons of a heading in one row; those that find no room wait in a menu at its end."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.views.buttons import Button


class ActionRow(QWidget):
    """``buttons`` at the right end of a row, the one needed most named first.

    Where the row is narrow the last named go into the menu ``more``, with their icons and words. The
    row decides which are seen: nobody else shows or hides them.
    """

    def __init__(self, look: Look, buttons: Sequence[Button], spacing: int = sizes.M) -> None:
        super().__init__()
        self._look = look
        self._buttons = tuple(buttons)
        self.more = Button(look, tr("更多"), icon="chevron-down")
        self.more.clicked.connect(self._open)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(spacing)
        row.addStretch(1)
        for button in (*self._buttons, self.more):
            row.addWidget(button)
        self.more.hide()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        """All of them in one row."""
        return QSize(self._width(self._buttons), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """The menu alone."""
        return QSize(self.more.sizeHint().width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More of them find room, or fewer."""
        super().resizeEvent(event)
        self._share()

    def menu(self) -> QMenu:
        """What found no room, as a menu."""
        menu = QMenu(tr("更多"), self)
        menu.setToolTipsVisible(True)
        for button in self._buttons:
            if button.isHidden():
                menu.addAction(self._action(button, menu))
        return menu

    def _share(self) -> None:
        seen = list(self._buttons)
        if self._width(seen) > self.width():
            while seen and self._width([*seen, self.more]) > self.width():
                seen.pop()
        for button in self._buttons:
            button.setVisible(button in seen)
        self.more.setVisible(len(seen) < len(self._buttons))

    def _width(self, buttons: Sequence[Button]) -> int:
        layout = self.layout()
        spacing = layout.spacing() if layout is not None else 0
        return sum(b.sizeHint().width() for b in buttons) + spacing * max(0, len(buttons) - 1)

    def _action(self, button: Button, menu: QMenu) -> QAction:
        action = QAction(button.icon_drawn(), button.text(), menu)
        action.setEnabled(button.isEnabled())
        action.setToolTip(button.toolTip())
        action.setCheckable(button.isCheckable())
        action.setChecked(button.isChecked())
        action.triggered.connect(button.click)
        return action

    def _open(self, _checked: bool = False) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))
