"""A clerk at the registration form. Chinese is set as text, as an input method commits it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from petitiondesk.domain.terms import Channel
from petitiondesk.ui.pages.register import RegisterPage
from petitiondesk.ui.views.choice import ChoiceCombo
from petitiondesk.ui.views.register_person import PersonRow
from petitiondesk.ui.views.register_side import MatchRow

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


class RegisterRobot:
    """Fills in the form and reads it, in a clerk's words."""

    def __init__(self, page: RegisterPage) -> None:
        self.page = page
        self.form = page.form
        self.view = page.view

    # --- writing --------------------------------------------------------------------------------

    def choose(self, channel: Channel) -> "RegisterRobot":
        self.form.channel.choose(list(Channel).index(channel))
        return self

    def write(self, **texts: str) -> "RegisterRobot":
        """Write into fields by their name in `domain.fields`."""
        for name, text in texts.items():
            put(self.form.fields[name].control, text)
        return self

    def person(self, place: int = 0, **texts: str) -> "RegisterRobot":
        """Write about a petitioner; a row is added when it is not there yet."""
        while len(self.form.people.rows) <= place:
            self.form.add_person.click()
        for name, text in texts.items():
            put(self.form.people.rows[place].fields[name].control, text)
        return self

    def tick(self, *flags: str) -> "RegisterRobot":
        for flag in flags:
            self.form.flags[flag].click()
        return self

    def claim(self, *texts: str) -> "RegisterRobot":
        for text in texts:
            self.form.claims.add.click()
            self.form.claims.lines[-1].edit.setText(text)
        return self

    def fill(self) -> "RegisterRobot":
        """A letter that needs nothing more."""
        self.person(name="王建国", phone="13800000000", address="青石镇河湾村4组")
        return self.write(
            summary="反映机耕路被工程车压坏，要求修复",
            content="去年九月以来，水渠工程的车辆每天从四组机耕路经过，路面多处下陷。",
        )

    def look(self) -> "RegisterRobot":
        """See what stands beside the form, for what is on it now."""
        self.page.look_around()
        for _ in range(1000):
            if not self.page.matches.is_reading():
                return self
            QTest.qWait(5)
        raise TimeoutError("earlier petitions were looked for, and no answer came")

    # --- keys -----------------------------------------------------------------------------------

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> "RegisterRobot":
        """Press a key where the keyboard is."""
        QTest.keyClick(self.focus() or self.page, key, modifiers)
        return self

    def save(self) -> "RegisterRobot":
        return self.key(Qt.Key.Key_S, CTRL)

    def save_and_next(self) -> "RegisterRobot":
        return self.key(Qt.Key.Key_Return, CTRL)

    def focus(self) -> QWidget | None:
        return self.page.window().focusWidget()

    def on(self, control: QWidget) -> "RegisterRobot":
        control.setFocus()
        return self

    # --- reading --------------------------------------------------------------------------------

    def shows(self, name: str) -> bool:
        return not self.form.fields[name].isHidden()

    def finding(self, name: str) -> str:
        return self.form.fields[name].finding_text()

    def person_finding(self, part: str, place: int = 0) -> str:
        return self.form.people.rows[place].fields[part].finding_text()

    def said(self) -> str:
        """The line beside the button."""
        return "" if self.view.trouble.isHidden() else self.view.trouble.text()

    def matches(self) -> list[MatchRow]:
        return [row for row in self.view.matches.rows if not row.isHidden()]

    def people(self) -> list[PersonRow]:
        return self.form.people.rows

    def after(self) -> list[str]:
        """What follows from saving, heading and explanation in one."""
        return [f"{entry.title}：{entry.detail}" for entry in self.view.after.entries]


def put(control: QWidget, text: str) -> None:
    """Set a control's text as the clerk's input method or choice does."""
    if isinstance(control, QLineEdit):
        control.setText(text)
    elif isinstance(control, QPlainTextEdit):
        control.setPlainText(text)
    elif isinstance(control, QCheckBox):
        control.setChecked(bool(text))
    else:
        assert isinstance(control, ChoiceCombo)
        control.setCurrentIndex(control.findText(text))
