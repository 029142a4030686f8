"""The few dialogs of the house: a question that says what will happen, an error, a crash report."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.reading_order import go_on
from petitiondesk.ui.style import font, set_property
from petitiondesk.ui.views.buttons import PlainButton

_TITLE_BAR = 40
"""What a window manager needs of a screen's height, in pixels."""


class DeskDialog(QDialog):
    """A dialog with a heading, a sentence, room for more, and buttons at the right below.

    Put further controls into ``body``; `add_button` fills the footer from left to right.
    """

    def __init__(self, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setMinimumWidth(420)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(sizes.XL, sizes.XL, sizes.XL, sizes.XL)
        self.body.setSpacing(sizes.M)
        self.body.addWidget(_label(title, "head"))
        self.sentence = _label(text, "")
        self.body.addWidget(self.sentence)
        footer = QFrame()
        footer.setProperty("part", "footer")
        self._buttons = QHBoxLayout(footer)
        self._buttons.setContentsMargins(sizes.XL, sizes.M, sizes.XL, sizes.M)
        self._buttons.setSpacing(sizes.S)
        self._buttons.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self.body, 1)
        self.sentence.setVisible(bool(text))  # only now: without a parent it would be a window
        outer.addWidget(footer)

    def showEvent(self, event: QShowEvent) -> None:
        """No sentence is cut: Qt opens a window at two thirds of a low screen's height at most."""
        super().showEvent(event)
        layout = self.layout()
        need = layout.totalMinimumHeightForWidth(self.width()) if layout is not None else 0
        room = self.screen().availableSize().height() - _TITLE_BAR
        if self.height() < min(need, room):
            self.resize(self.width(), min(need, room))

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes as the window is read."""
        return go_on(self, forth=next)

    def add_button(self, label: str, role: str = "", *, accepts: bool | None = None) -> QPushButton:
        """Add a button; ``accepts`` True closes the dialog with yes, False with no."""
        button = PlainButton(label)
        set_property(button, "role", role)
        if accepts is not None:
            button.clicked.connect(self.accept if accepts else self.reject)
        self._buttons.addWidget(button)
        return button


class AskDialog(DeskDialog):
    """A question whose buttons name what will happen; a destructive yes is never the default."""

    def __init__(
        self,
        title: str,
        text: str,
        yes_label: str,
        no_label: str,
        parent: QWidget | None = None,
        *,
        danger: bool = False,
    ) -> None:
        super().__init__(title, text, parent)
        self.body.addStretch(1)
        self.no = self.add_button(no_label, accepts=False)
        self.yes = self.add_button(yes_label, "danger" if danger else "primary", accepts=True)
        first = self.no if danger else self.yes
        first.setDefault(True)
        first.setFocus()


class ErrorDialog(DeskDialog):
    """An error that needs reading: what happened, what was kept, what to do."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(tr("这一步没有完成"), text, parent)
        self.body.addStretch(1)
        self.close_button = self.add_button(tr("知道了"), "primary", accepts=True)
        self.close_button.setDefault(True)
        self.close_button.setFocus()


class CrashDialog(DeskDialog):
    """A bug: a calm sentence and a report for the developers, which holds no petitioner data."""

    HELP = "damage"

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("程序遇到意外情况"),
            tr(
                "刚才这一步可能没有完成，此前保存的内容没有改动。您可以继续使用；"
                "如果再次出现，请把下面的报告交给维护人员。报告里没有信访人的信息。"
            ),
            parent,
        )
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setFont(font(sizes.CAPTION, mono=True))
        self.report.setAccessibleName(tr("故障报告"))
        self.report.setMinimumHeight(180)
        self.report.setTabChangesFocus(True)
        self.body.addWidget(self.report, 1)
        self.copy = self.add_button(tr("复制报告"))
        self.copy.clicked.connect(self._copy)
        self.add_button(tr("继续使用"), "primary", accepts=True).setFocus()
        self.resize(620, 420)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self.copy.setText(tr("已复制"))


def _label(text: str, kind: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setProperty("type", kind)
    return label
