"""Keys go to fcitx 4 first, what it makes of them comes into the field, and no order is changed."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from petitiondesk.infra.fcitx4 import Fcitx4
from petitiondesk.ui import fcitx4 as bridge_module
from petitiondesk.ui.fcitx4 import Fcitx4Bridge
from tests.fcitx4 import LEAVES, NAME, TAKES, FakeFcitx

CTRL, NO = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
BACKSPACE = 0xFF08


class Field(QLineEdit):
    """Keeps what is being composed in it, as it is marked."""

    def __init__(self) -> None:
        super().__init__()
        self.composed = ""
        self.marks: list[tuple[int, int, bool]] = []
        self.cursor_at = 0

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802 - Qt's own name
        self.composed = event.preeditString()
        kinds = QInputMethodEvent.AttributeType
        self.marks = [
            (one.start, one.length, not one.value.fontUnderline())
            for one in event.attributes()
            if one.type == kinds.TextFormat
        ]
        self.cursor_at = sum(one.start for one in event.attributes() if one.type == kinds.Cursor)
        super().inputMethodEvent(event)


class Desk(QWidget):
    """Two fields, a password and a shortcut, with the clerk's hands."""

    def __init__(self, fake: FakeFcitx) -> None:
        super().__init__()
        self.fake = fake
        self.first, self.second, self.password = Field(), Field(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        layout = QVBoxLayout(self)
        for field in (self.first, self.second, self.password):
            layout.addWidget(field)
        self.searched = 0
        QShortcut(QKeySequence("Ctrl+K"), self).activated.connect(self._search)

    def press(
        self, key: str | Qt.Key, answer: int | None = LEAVES, modifier: Qt.KeyboardModifier = NO
    ) -> None:
        """Press a key; fcitx takes it, leaves it, or has not answered yet."""
        self.fake.answers.append(answer)
        handle = self.windowHandle()
        code = key if isinstance(key, Qt.Key) else Qt.Key(ord(key.upper()))
        QTest.keyPress(handle, code, modifier)
        QTest.keyRelease(handle, code, modifier)

    def compose(self, key: str, shown: str) -> None:
        """Press a letter that fcitx takes."""
        self.fake.composes(shown, len(shown.encode()))
        self.press(key, TAKES)

    def _search(self) -> None:
        self.searched += 1


@pytest.fixture
def fake() -> Iterator[FakeFcitx]:
    fake = FakeFcitx(NAME)
    yield fake
    fake.close()


@pytest.fixture
def desk(fake: FakeFcitx, qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    bridge = Fcitx4Bridge(qapp, Fcitx4(fake, ":0"))
    desk = Desk(fake)
    qtbot.addWidget(desk)
    desk.show()
    desk.activateWindow()
    qtbot.waitUntil(desk.isActiveWindow)
    desk.first.setFocus()
    yield desk
    desk.hide()
    bridge.deleteLater()


def test_what_is_composed_shows_in_the_field_and_stays_when_it_is_chosen(desk: Desk) -> None:
    desk.compose("n", "ni")
    assert (desk.first.text(), desk.first.composed) == ("", "ni")
    desk.fake.commits("你")
    desk.fake.composes("")
    desk.press(Qt.Key.Key_Space, TAKES)
    assert (desk.first.text(), desk.first.composed) == ("你", "")


def test_keys_that_fcitx_leaves_are_typed_as_they_are(desk: Desk) -> None:
    for letter in "abc":
        desk.press(letter)
    desk.press(Qt.Key.Key_Backspace)
    assert desk.first.text() == "ab"


def test_a_shortcut_that_fcitx_leaves_works(desk: Desk) -> None:
    desk.press("k", LEAVES, CTRL)
    assert desk.searched == 1


def test_the_chosen_part_is_marked_and_rare_characters_count_as_qt_counts(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.fake.composes("𬭎", 4, marked="guo")
    qtbot.waitUntil(lambda: desk.first.composed == "𬭎guo")
    assert desk.first.marks == [(0, 2, False), (2, 3, True)]
    assert desk.first.cursor_at == 2


def test_what_fcitx_says_without_a_key_comes_too(desk: Desk, qtbot: QtBot) -> None:
    desk.fake.commits("路灯")  # chosen with the mouse
    qtbot.waitUntil(lambda: desk.first.text() == "路灯")


def test_a_key_that_fcitx_hands_back_does_its_work(desk: Desk, qtbot: QtBot) -> None:
    desk.first.setText("路灯")
    desk.fake.hands_back(BACKSPACE)
    qtbot.waitUntil(lambda: desk.first.text() == "路")
    desk.fake.hands_back(ord("A"), state=1)
    qtbot.waitUntil(lambda: desk.first.text() == "路A")


# --- who gets no keys -----------------------------------------------------------------------------


def test_a_password_goes_to_nobody(desk: Desk) -> None:
    desk.password.setFocus()
    assert desk.fake.told[-1] == "FocusOut"
    for letter in "secret":
        desk.press(letter)
    assert desk.password.text() == "secret"
    assert desk.fake.keys == []


def test_a_field_that_is_for_reading_now_takes_no_text(desk: Desk) -> None:
    desk.first.setReadOnly(True)
    desk.press("k", TAKES, CTRL)
    assert desk.searched == 1
    assert desk.fake.keys == []


# --- what is half typed stays -----------------------------------------------------------------------


def to_the_next_field(desk: Desk) -> None:
    desk.second.setFocus()


def click_beside(desk: Desk) -> None:
    handle = desk.windowHandle()
    place = desk.second.mapTo(desk, QPoint(5, 5))
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, NO, place)


def end_of_fcitx(desk: Desk) -> None:
    desk.fake.ends()
    QTest.qWait(50)


@pytest.mark.parametrize("leave", [to_the_next_field, click_beside, end_of_fcitx])
def test_what_is_half_typed_stays_in_its_field(desk: Desk, leave: Callable[[Desk], None]) -> None:
    desk.compose("n", "ni")
    leave(desk)
    assert (desk.first.text(), desk.first.composed) == ("ni", "")
    assert desk.second.text() == ""


def test_letters_are_typed_without_a_fcitx_that_ended(desk: Desk) -> None:
    end_of_fcitx(desk)
    desk.press("a")
    assert desk.first.text() == "a"


# --- a fcitx that is slow, or stuck -----------------------------------------------------------------


def test_letters_wait_for_a_slow_fcitx_in_their_order(desk: Desk, qtbot: QtBot) -> None:
    desk.press("a", None)
    desk.press("b", None)
    desk.press("c", None)
    assert desk.first.text() == ""
    desk.fake.answers_late(LEAVES)
    desk.fake.answers_late(TAKES)
    desk.fake.answers_late(LEAVES)
    qtbot.waitUntil(lambda: desk.first.text() == "ac")


def test_a_key_that_may_not_be_overtaken_waits_for_the_letters_before_it(desk: Desk) -> None:
    desk.press("a", None)
    desk.fake.answers_late(LEAVES)
    desk.press(Qt.Key.Key_Backspace)
    assert desk.first.text() == ""


def test_with_a_stuck_fcitx_letters_are_typed_as_they_are_until_it_answers(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bridge_module, "PATIENCE", 0.05)
    desk.press("a", None)
    desk.press(Qt.Key.Key_Home, None)  # no letter: it waits, and then waits no longer
    assert desk.first.text() == "a"
    handed = len(desk.fake.keys)
    desk.press("b")
    assert desk.first.text() == "ba"
    assert len(desk.fake.keys) == handed
    desk.fake.answers.clear()
    desk.fake.answers_late(TAKES)
    desk.fake.answers_late(TAKES)
    qtbot.waitUntil(lambda: desk.fake.told[-1] == "Reset")
    desk.compose("n", "ni")
    assert desk.first.composed == "ni"


def test_letters_that_were_held_too_long_are_typed(desk: Desk, qtbot: QtBot) -> None:
    desk.press("a", None)
    qtbot.waitUntil(lambda: desk.first.text() == "a", timeout=5000)


def test_letters_that_were_held_stay_in_the_field_that_was_left(desk: Desk) -> None:
    desk.press("a", None)
    desk.second.setFocus()
    assert (desk.first.text(), desk.second.text()) == ("a", "")
