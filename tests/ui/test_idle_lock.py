"""A desk that is left alone: it says so, locks itself, keeps what was typed, and shows nothing."""

import threading

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from petitiondesk.domain import workflow
from petitiondesk.domain.messages import Message
from petitiondesk.services.desk import open_desk
from petitiondesk.session import Session
from petitiondesk.ui.dialogs.left_open import LeftOpenDialog
from petitiondesk.ui.dialogs.step import StepDialog
from petitiondesk.ui.dialogs.unlock import UnlockDialog
from petitiondesk.ui.idle import IdleWatch
from petitiondesk.ui.idle_lock import IdleLock
from petitiondesk.ui.pages.register import RegisterPage
from petitiondesk.ui.pages.settings import SettingsPage
from petitiondesk.ui.turns import take_all_turns
from petitiondesk.ui.views.cover import Cover
from petitiondesk.ui.views.toasts import Toast
from petitiondesk.ui.window import DeskWindow
from tests.factory import PASSWORD, a_petition, at
from tests.robots.doors import UnlockRobot
from tests.robots.register import RegisterRobot
from tests.robots.settings import SettingsRobot, write
from tests.ui import session_room
from tests.ui.session_room import Room
from tests.ui.window_room import open_case

room = session_room.room
registry = session_room.registry
pytestmark = pytest.mark.usefixtures("registry")

MINUTE = 60.0


class Seconds:
    """A clock that a test winds on."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture(autouse=True)
def _clocked(room: Room, seconds: Seconds) -> None:
    room.clock = seconds


def the_lock(session: Session) -> IdleLock:
    assert session.window is not None
    (lock,) = session.window.findChildren(IdleLock)
    return lock


def comes_back(room: Room) -> None:
    """Whoever comes back gives the password."""
    room.visitor.expect(UnlockDialog, lambda door: UnlockRobot(door).try_password(PASSWORD))


def left_alone(room: Room, session: Session, seconds: Seconds, minutes: float = 11) -> DeskWindow:
    """Nobody touches the desk for so long; then somebody unlocks it."""
    window = session.window
    seconds.now += minutes * MINUTE
    the_lock(session).watch.look()
    room.qtbot.waitUntil(lambda: session.window is not None and session.window is not window)
    return room.shown(session)


def test_nobody_at_the_desk_for_so_long_locks_it(room: Room, seconds: Seconds) -> None:
    session, window = room.opened(room.offered)
    soon: list[bool] = []
    due: list[int] = []
    watch = the_lock(session).watch
    watch.soon.connect(soon.append)
    watch.due.connect(lambda: due.append(1))
    seconds.now += 8.9 * MINUTE
    watch.look()
    assert (soon, due) == ([], [])
    seconds.now += 0.2 * MINUTE
    watch.look()
    assert window.shell.soon.isVisible()
    assert "一分钟后锁定" in window.shell.soon.text()
    comes_back(room)
    left_alone(room, session, seconds, 1)
    assert due == [1]


@pytest.mark.parametrize("sign", ["key", "mouse", "wheel"])
def test_whoever_is_at_the_desk_keeps_it_open(room: Room, seconds: Seconds, sign: str) -> None:
    session, window = room.opened(room.offered)
    watch = the_lock(session).watch
    due: list[int] = []
    watch.due.connect(lambda: due.append(1))
    handle = window.windowHandle()
    assert handle is not None
    for _ in range(4):
        seconds.now += 9.5 * MINUTE
        watch.look()
        assert window.shell.soon.isVisible()
        if sign == "key":
            QTest.keyClick(handle, Qt.Key.Key_Shift)
        elif sign == "mouse":
            QTest.mouseMove(handle, QPoint(int(seconds.now) % 300, 40))
        else:
            QTest.wheelEvent(handle, QPoint(300, 300), QPoint(0, 120))
        room.qtbot.waitUntil(lambda: not window.shell.soon.isVisible())
    watch.look()
    assert due == []


def test_the_office_says_how_long(room: Room, seconds: Seconds) -> None:
    session, window = room.opened(room.offered)
    page = settings_page(window)
    robot = SettingsRobot(page)
    robot.accounts().form.minutes.set_value(1)
    assert page.save("accounts")
    assert window.context.desk.office.office().lock_minutes == 1
    comes_back(room)
    left_alone(room, session, seconds, 1.1)


def test_what_was_copied_and_what_was_on_the_screen_is_gone(
    room: Room, seconds: Seconds, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A screen that is none does not know whose the clipboard is.
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _: True)
    session, window = room.opened(room.offered)
    case = window.context.desk.petitions.register(a_petition())
    open_case(room.qtbot, window, case.id)
    QGuiApplication.clipboard().setText("王建国 13800000000")
    seen: list[str] = []

    def look_around(door: UnlockDialog) -> None:
        seen.extend(w.windowTitle() for w in QApplication.topLevelWidgets() if w.isVisible())
        seen.append(QGuiApplication.clipboard().text())
        other = open_desk(room.offered, PASSWORD, at())  # the key was closed
        other.close()
        UnlockRobot(door).try_password(PASSWORD)

    room.visitor.expect(UnlockDialog, look_around)
    left_alone(room, session, seconds)
    assert seen == ["登记簿已锁定", ""]


def test_the_form_begun_is_there_again(room: Room, seconds: Seconds) -> None:
    session, window = room.opened(room.offered)
    window.open_register()
    page = window.page("register")
    assert isinstance(page, RegisterPage)
    RegisterRobot(page).write(summary="反映水渠漏水")
    comes_back(room)
    again = left_alone(room, session, seconds)
    again.open_register()
    page = again.page("register")
    assert isinstance(page, RegisterPage)
    assert page.facts().summary == "反映水渠漏水"


def settings_page(window: DeskWindow) -> SettingsPage:
    window.show_page("settings")
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    return page


def test_settings_that_were_not_saved_are_there_again(room: Room, seconds: Seconds) -> None:
    session, window = room.opened(room.offered)
    robot = SettingsRobot(settings_page(window))
    write(robot.office().form.name, "某县农业农村和水利局")
    robot.add_section("种子站")
    comes_back(room)
    again = left_alone(room, session, seconds)
    assert "设置里有没有保存的改动" in toasts(again)[0]
    page = settings_page(again)
    robot = SettingsRobot(page)
    assert robot.office().form.name.text() == "某县农业农村和水利局"
    assert robot.marked() == ["单位", "科室和人员"]
    assert again.context.desk.office.office().name == "某县农业农村局"
    page.save_all()
    office = again.context.desk.office.office()
    assert office.name == "某县农业农村和水利局"
    assert "种子站" in office.open_sections()


def toasts(window: DeskWindow) -> list[str]:
    take_all_turns(1)
    return [toast.accessibleName() for toast in window.findChildren(Toast)]


def test_a_step_that_was_half_filled_in_is_closed_and_can_be_read_again(
    room: Room, seconds: Seconds
) -> None:
    session, window = room.opened(room.offered)
    petition = window.context.desk.petitions.register(a_petition())
    dialogs: list[QDialog] = []

    def fill_in(dialog: StepDialog) -> None:
        dialogs.append(dialog)
        edit = dialog.form.fields["proposal"].control
        QTest.keyClicks(edit, "please look")
        seconds.now += 11 * MINUTE
        comes_back(room)
        the_lock(session).watch.look()

    room.visitor.expect(StepDialog, fill_in)
    case = open_case(room.qtbot, window, petition.id)
    QTimer.singleShot(0, lambda: case.take(workflow.STEP["propose"]))
    room.qtbot.waitUntil(lambda: session.window is not None and session.window is not window)
    again = room.shown(session)
    assert again.context.desk.petitions.case(petition.id).petition.proposal == ""
    take_all_turns(1)
    toast = next(toast for toast in again.findChildren(Toast) if toast.action is not None)
    said: list[str] = []

    def read(dialog: LeftOpenDialog) -> None:
        said.append(dialog.texts.toPlainText())
        dialog.drop.click()

    room.visitor.expect(LeftOpenDialog, read)
    assert toast.action is not None
    toast.action.click()
    assert f"— 拟办　{petition.number} —" in said[0]
    assert "please look" in said[0]
    comes_back(room)
    assert toasts(left_alone(room, session, seconds)) == []


def test_work_under_way_is_ended_first_under_a_cover(room: Room, seconds: Seconds) -> None:
    session, window = room.opened(room.offered)
    go_on = threading.Event()
    ended: list[bool] = []
    tasks = window.context.tasks
    tasks.run(lambda _: go_on.wait(20), ended.append, title=Message("备份"))
    seconds.now += 11 * MINUTE
    the_lock(session).watch.look()
    cover = window.findChild(Cover)
    assert cover is not None
    assert cover.size() == window.size()
    assert not window.isEnabled()
    seconds.now += 1
    the_lock(session).watch.look()
    assert session.window is window
    comes_back(room)
    go_on.set()
    room.qtbot.waitUntil(lambda: session.window is not None and session.window is not window)
    assert ended == [True]


def test_coming_back_too_late_does_not_open_it(seconds: Seconds, qapp: QApplication) -> None:
    watch = IdleWatch(lambda: MINUTE, seconds)
    due: list[int] = []
    watch.due.connect(lambda: due.append(1))
    watch.start()
    seconds.now += 61
    watch.look()
    key = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
    watch.eventFilter(qapp, key)
    watch.look()
    watch.stop()
    assert due == [1, 1]
