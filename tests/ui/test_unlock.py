"""The door: the right password, wrong ones with growing patience, the recovery key, leaving."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from petitiondesk.domain.errors import RegistryError
from petitiondesk.domain.messages import Message
from petitiondesk.services.desk import new_desk, open_desk, recover_desk
from petitiondesk.ui.dialogs.unlock import Outcome, UnlockDialog, growing_delay
from petitiondesk.ui.look import Look
from tests.factory import ACCOUNT, OFFICE, PASSWORD, at
from tests.robots.doors import GOOD_PASSWORD, UnlockRobot
from tests.ui.fakes import RecordedMessages
from tests.ui.hands import show_active

Opens = Callable[..., UnlockRobot]
WRONG = "密码不对。登记簿没有改动，请再试一次；大小写和空格都算在内。"


@pytest.fixture
def recovery_key(folder: Path) -> str:
    """A closed registry's recovery key."""
    desk, key = new_desk(folder, OFFICE, ACCOUNT, PASSWORD, at())
    desk.close()
    return key


@pytest.fixture
def messages() -> RecordedMessages:
    return RecordedMessages()


@pytest.fixture
def opens(
    look: Look, qtbot: QtBot, folder: Path, recovery_key: str, messages: RecordedMessages
) -> Opens:
    def opens(*, locked: bool = False, delay: Callable[[int], int] = lambda _: 0) -> UnlockRobot:
        def unlock(password: str) -> None:
            open_desk(folder, password, at()).close()

        def recover(key: str, password: str) -> None:
            recover_desk(folder, key, password, at()).close()

        dialog = UnlockDialog(
            look, folder, [ACCOUNT], unlock, recover, locked=locked, delay=delay, messages=messages
        )
        qtbot.addWidget(dialog)
        show_active(qtbot, dialog)
        return UnlockRobot(dialog)

    return opens


def test_the_right_password_opens(opens: Opens) -> None:
    robot = opens()
    assert robot.dialog.password_page.password.hasFocus()
    robot.try_password(PASSWORD)
    assert robot.dialog.outcome is Outcome.OPENED
    assert robot.dialog.result() == QDialog.DialogCode.Accepted


def test_a_wrong_password_is_said_in_place_and_kept_selected(opens: Opens) -> None:
    robot = opens().try_password("马到成功 2025")
    edit = robot.dialog.password_page.password
    assert robot.said() == WRONG
    assert edit.selectedText() == "马到成功 2025"
    assert edit.accessibleDescription() == WRONG
    assert robot.dialog.isVisible()
    robot.try_password(PASSWORD)
    assert robot.dialog.outcome is Outcome.OPENED


def test_wrong_passwords_take_longer_and_longer(opens: Opens, qtbot: QtBot) -> None:
    robot = opens(delay=lambda wrong: 2 if wrong == 2 else 0)
    robot.try_password("错一").try_password("错二")
    assert robot.said() == f"{WRONG}\n2 秒后可以再试。"
    assert not robot.dialog.go.isEnabled()
    robot.try_password(PASSWORD)
    assert robot.dialog.isVisible()
    robot.dialog._clock.timeout.emit()
    assert robot.said() == f"{WRONG}\n1 秒后可以再试。"
    robot.dialog._clock.timeout.emit()
    assert robot.dialog.go.isEnabled()
    robot.try_password(PASSWORD)
    assert robot.dialog.outcome is Outcome.OPENED


def test_the_delay_grows_and_has_an_end() -> None:
    assert [growing_delay(n) for n in (1, 2, 3, 4, 5, 20)] == [0, 0, 2, 4, 8, 60]


def test_the_recovery_key_sets_a_new_password(
    opens: Opens, recovery_key: str, folder: Path
) -> None:
    robot = opens().forget()
    assert robot.dialog.recovery_page.key.hasFocus()
    robot.recover(recovery_key.lower().replace("-", " "), GOOD_PASSWORD)
    assert robot.dialog.outcome is Outcome.RECOVERED
    desk = open_desk(folder, GOOD_PASSWORD, at())
    assert desk.office.account == ACCOUNT
    desk.close()


def test_what_is_wrong_with_a_recovery_is_said_and_nothing_is_cleared(
    opens: Opens, recovery_key: str
) -> None:
    robot = opens().forget().recover(recovery_key, GOOD_PASSWORD, "另一句话")
    page = robot.dialog.recovery_page
    assert robot.said() == "两次输入的密码不一样，请再输一次。"
    assert page.again.hasFocus()
    robot.recover(recovery_key, "短")
    assert robot.said().startswith("密码至少 8 个字符")
    assert page.password.hasFocus()
    robot.recover("AAAA-BBBB", GOOD_PASSWORD)
    assert robot.said() == "恢复密钥不对。登记簿没有改动，请对照打印件逐组核对。"
    assert page.key.selectedText() == "AAAA-BBBB"
    assert page.password.text() == GOOD_PASSWORD
    robot.escape()
    assert robot.dialog.stack.currentWidget() is robot.dialog.password_page
    assert robot.said() == ""


def test_other_trouble_is_said_too(look: Look, qtbot: QtBot, folder: Path) -> None:
    def broken(*_: str) -> None:
        raise RegistryError(Message("这个登记簿正在另一个窗口里使用。"))

    dialog = UnlockDialog(look, folder, [ACCOUNT], broken, broken)
    qtbot.addWidget(dialog)
    show_active(qtbot, dialog)
    assert UnlockRobot(dialog).try_password("随便").said() == "这个登记簿正在另一个窗口里使用。"
    assert dialog.go.isEnabled()


def test_another_registry_may_be_opened(
    opens: Opens, messages: RecordedMessages, tmp_path: Path
) -> None:
    robot = opens()
    robot.dialog.password_page.other.click()
    assert robot.dialog.isVisible()
    messages.files = [tmp_path / "另一个.petition"]
    robot.dialog.password_page.other.click()
    assert robot.dialog.outcome is Outcome.OPEN_OTHER
    assert robot.dialog.other == tmp_path / "另一个.petition"


def test_at_the_start_escape_leaves(opens: Opens) -> None:
    robot = opens().escape()
    assert not robot.dialog.isVisible()
    assert robot.dialog.outcome is Outcome.QUIT


def test_a_locked_desk_stays_locked_until_it_is_opened_or_left(opens: Opens) -> None:
    robot = opens(locked=True).escape()
    assert robot.dialog.isVisible()
    assert not robot.dialog.password_page.other.isVisible()
    assert robot.dialog.go.text() == "解锁"
    robot.dialog.quit.click()
    assert not robot.dialog.isVisible()
    assert robot.dialog.outcome is Outcome.QUIT
    robot = opens(locked=True)
    robot.dialog.close()
    assert robot.dialog.result() == QDialog.DialogCode.Rejected
    assert robot.dialog.outcome is Outcome.QUIT


def test_the_password_is_hidden_until_asked_for(opens: Opens) -> None:
    robot = opens()
    page = robot.dialog.password_page
    assert page.password.echoMode() is QLineEdit.EchoMode.Password
    page.show_password.click()
    assert page.password.echoMode() is QLineEdit.EchoMode.Normal
