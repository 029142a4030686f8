"""Choosing a password: two fields, and why it is too weak, said while it is typed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from petitiondesk.domain.errors import Finding, InvalidInput, Severity
from petitiondesk.domain.messages import Message
from petitiondesk.infra.i18n import render, tr, trn
from petitiondesk.infra.passwords import MIN_PASSWORD, check_new_password
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.style import set_property
from petitiondesk.ui.views.cards import label
from petitiondesk.ui.views.fields import LabelledField

JUDGE_MS = 400
"""Rest of the hands before a password is judged, in milliseconds."""


class Trouble(QWidget):
    """A sentence in place, as long as it needs to be; marks the control it is about."""

    def __init__(self) -> None:
        super().__init__()
        self.control: QWidget | None = None
        self._label = label("", "finding", wrap=True)
        self._label.setProperty("finding", "refuse")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._label)
        self.hide()

    def text(self) -> str:
        """The sentence on screen; "" when there is none."""
        return "" if self.isHidden() else self._label.text()

    def say(self, text: str, control: QWidget | None = None) -> None:
        """Say what is wrong with ``control``; "" when nothing is."""
        if self.control is not None:
            set_property(self.control, "finding", "")
            self.control.setAccessibleDescription("")
        self.control = control if text else None
        if self.control is not None:
            set_property(self.control, "finding", "refuse")
            self.control.setAccessibleDescription(text)
        self._label.setText(text)
        self.setVisible(bool(text))
        _make_room(self.window())


class NewPassword(QWidget):
    """A new password, typed twice; ``known`` gives the words that everybody here would try.

    Why it is too weak is said when the hands rest, in ``trouble``: one of its own, or the page's.
    """

    def __init__(
        self,
        known: Callable[[], Sequence[str]],
        first: str = "",
        second: str = "",
        trouble: Trouble | None = None,
    ) -> None:
        super().__init__()
        self._known = known
        self.password, self.again = QLineEdit(), QLineEdit()
        hint = trn("至少 {n} 个字符", MIN_PASSWORD)
        self.password_field = LabelledField(
            first or tr("密码"), self.password, required=True, hint=hint
        )
        self.again_field = LabelledField(second or tr("再输一次密码"), self.again, required=True)
        self.show_password = ShowPassword(self.password, self.again)
        self.trouble = trouble or Trouble()
        self._rest = QTimer(self, singleShot=True, interval=JUDGE_MS)
        self._rest.timeout.connect(self.judge)
        self.password.textEdited.connect(self._wait)
        self.again.textEdited.connect(self._settle)
        both = QHBoxLayout()
        both.setSpacing(sizes.M)
        both.addWidget(self.password_field, 1, Qt.AlignmentFlag.AlignTop)
        both.addWidget(self.again_field, 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.S)
        column.addLayout(both)
        if trouble is None:
            column.addWidget(self.trouble)
        column.addWidget(self.show_password)

    def judge(self) -> None:
        """Say why what stands there is too weak; nothing while nothing stands there."""
        finding = self._weakness() if self.password.text() else None
        if finding is not None:
            self.trouble.say(render(finding.message), self.password)
        elif self.trouble.control is self.password:
            self.trouble.say("")

    def problem(self) -> Finding | None:
        """What is wrong with the two as they stand: too weak, or not the same."""
        finding = self._weakness()
        if finding is None and self.password.text() != self.again.text():
            message = Message("两次输入的密码不一样，请再输一次。")
            finding = Finding("again", Severity.REFUSE, message)
        return finding

    def object_to(self, finding: Finding) -> None:
        """Say what is wrong and put the keyboard there."""
        self._rest.stop()
        edit = self.again if finding.field == "again" else self.password
        self.trouble.say(render(finding.message), edit)
        take_up(edit)

    def clear(self) -> None:
        """Leave nothing of what was typed."""
        self._rest.stop()
        self.password.clear()
        self.again.clear()

    def _weakness(self) -> Finding | None:
        try:
            check_new_password(self.password.text(), self._known())
        except InvalidInput as error:
            return error.findings[0]
        return None

    def _wait(self) -> None:
        self._rest.start()

    def _settle(self) -> None:
        """A complaint that the two differ goes with the first mending."""
        if self.trouble.control is self.again:
            self.trouble.say("")


class ShowPassword(QCheckBox):
    """Shows what is typed into password fields, or hides it."""

    def __init__(self, *edits: QLineEdit) -> None:
        super().__init__(tr("显示密码"))
        self._edits = edits
        self.toggled.connect(self._show)
        self._show(on=False)

    def _show(self, on: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password
        for edit in self._edits:
            edit.setEchoMode(mode)


def take_up(edit: QLineEdit) -> None:
    """Put the keyboard into ``edit`` with its text selected, to be typed over or mended."""
    edit.setFocus(Qt.FocusReason.OtherFocusReason)
    edit.selectAll()


def _make_room(window: QWidget) -> None:
    """A dialog grows with what there is to say; left alone, Qt would squeeze its fields."""
    layout = window.layout()
    if isinstance(window, QDialog) and layout is not None and window.isVisible():
        layout.activate()
        wanted = max(layout.totalHeightForWidth(window.width()), layout.totalSizeHint().height())
        if wanted > window.height():
            window.resize(window.width(), wanted)
