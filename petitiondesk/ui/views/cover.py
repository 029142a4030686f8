"""A sheet over a window that must not be read while work in it is ended."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Tone, set_property
from petitiondesk.ui.views.cards import label
from petitiondesk.ui.views.chips import IconDot


class Cover(QWidget):
    """Hides a whole window; whoever lays it on disables the window as well."""

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        set_property(self, "ground", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        said = tr("很久没有人操作，正在做的工作做完就锁定。")
        self.setAccessibleName(said)
        sentence = label(said, "muted", wrap=True)
        sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(IconDot(look, "lock", Tone.ACCENT, 48), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(sentence)
        column.addStretch(1)
        window.installEventFilter(self)
        self._fit(window)
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As large as its window, always."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self._fit(watched)
        return False

    def _fit(self, window: QWidget) -> None:
        self.setGeometry(window.rect())
