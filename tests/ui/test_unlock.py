"""The door: the right password, wrong ones with growing patience, the recovery key, leaving."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from petitiondesk.domain.errors import RegistryError
from petitiondesk.domain.messages import Message
from petitiondesk.domain.rights import Role
from petitiondesk.services.desk import new_desk, open_desk
from petitiondesk.services.door import accounts_of
from petitiondesk.ui.dialogs.unlock import Outcome, UnlockDialog
from petitiondesk.ui.entrance import RegistryEntrance
from petitiondesk.ui.look import Look
from tests.factory import ACCOUNT, OFFICE, PASSWORD, at
from tests.robots.doors import GOOD_PASSWORD, UnlockRobot
from tests.robots.settings import write
from tests.ui.fakes import RecordedMessages
from tests.ui.hands import show_active

Opens = Callable[..., UnlockRobot]
WRONG = "密码不对。登记簿没有改动，请再试一次；大小写和空格都算在内。"
OTHER, OTHER_PASSWORD = "李主任", "春眠不觉晓 33"


class Watch:
    """A clock that a test turns on."""

    def __init__(self) -> None:
        self.moment = at()()

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def recovery_key(folder: Path) -> str:
    """A closed registry's recovery key."""
    desk, key = new_desk(folder, OFFICE, ACCOUNT, PASSWORD, at())
    desk.close()
    return key


@pytest.fixture
def two_accounts(folder: Path, recovery_key: str) -> Path:
    """The registry has a second account."""
    desk = open_desk(folder, PASSWORD, at())
    desk.accounts.add(OTHER, Role.CLERK, OTHER_PASSWORD)
    desk.close()
    return folder


@pytest.fixture
def messages() -> RecordedMessages:
    return RecordedMessages()


class Closing(RegistryEntrance):
    """Closes what it opened, so that a test may open it again."""

    def __init__(self, folder: Path, watch: Watch) -> None:
        super().__init__(folder, watch)
        self.opened_by = ""

    def open(self, account: str, password: str) -> None:
        super().open(account, password)
        self._leave()

    def recover(self, account: str, recovery_key: str, new_password: str) -> None:
        super().recover(account, recovery_key, new_password)
        self._leave()

    def _leave(self) -> None:
        assert self.desk is not None
        self.opened_by = self.desk.office.account
        self.desk.close()


@pytest.fixture
def opens(
    look: Look,
    qtbot: QtBot,
    folder: Path,
    recovery_key: str,
    messages: RecordedMessages,
    watch: Watch,
) -> Opens:
    def opens(*, locked: bool = False, last: str = "") -> UnlockRobot:
        dialog = UnlockDialog(
            look, folder, accounts_of(folder), Closing(folder, watch),
            last=last, locked=locked, messages=messages,
        )  # fmt: skip
        qtbot.addWidget(dialog)
        show_active(qtbot, dialog)
        return UnlockRobot(dialog)

    return opens


def opened_by(robot: UnlockRobot) -> str:
    entrance = robot.dialog._entrance
    assert isinstance(entrance, Closing)
    return entrance.opened_by


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


def test_wrong_passwords_take_longer_and_longer(opens: Opens, watch: Watch) -> None:
    robot = opens()
    robot.try_password("错一").try_password("错二").try_password("错三")
    assert robot.said() == f"{WRONG}\n2 秒后可以再试。"
    assert not robot.dialog.go.isEnabled()
    robot.try_password(PASSWORD)
    assert robot.dialog.isVisible()
    robot.dialog._clock.timeout.emit()
    assert robot.said() == f"{WRONG}\n1 秒后可以再试。"
    robot.dialog._clock.timeout.emit()
    assert robot.dialog.go.isEnabled()
    watch.moment += timedelta(seconds=2)
    robot.try_password(PASSWORD)
    assert robot.dialog.outcome is Outcome.OPENED


def test_closing_the_program_does_not_shorten_the_wait(opens: Opens, watch: Watch) -> None:
    robot = opens()
    for _ in range(8):
        robot.try_password("猜一个")
        watch.moment += timedelta(minutes=5)
        robot.dialog._wait(0)
    watch.moment -= timedelta(minutes=4, seconds=30)
    robot.escape()
    again = opens()
    assert not again.dialog.go.isEnabled()
    assert again.said() == "密码输错过几次，要等一会儿。\n34 秒后可以再试。"
    again.try_password(PASSWORD)
    assert again.dialog.isVisible()


def test_a_clock_that_was_wound_by_the_dialog_alone_opens_nothing(opens: Opens) -> None:
    robot = opens()
    robot.try_password("错一").try_password("错二").try_password("错三")
    robot.dialog._wait(0)
    robot.try_password(PASSWORD)
    assert robot.dialog.isVisible()
    assert robot.said() == "密码输错过几次，要等一会儿。\n2 秒后可以再试。"


def test_each_account_has_its_own_password_and_its_own_wait(
    two_accounts: Path, opens: Opens
) -> None:
    robot = opens(last=OTHER)
    page = robot.dialog.password_page
    assert page.who.isVisible()
    assert page.who.value() == OTHER
    robot.try_password(PASSWORD)
    assert robot.said() == WRONG
    robot.try_password("又错").try_password("还错")
    assert not robot.dialog.go.isEnabled()
    robot.choose(ACCOUNT)
    assert robot.dialog.go.isEnabled()
    assert robot.said() == ""
    robot.choose(OTHER)
    assert not robot.dialog.go.isEnabled()
    robot.choose(ACCOUNT).try_password(PASSWORD)
    assert opened_by(robot) == ACCOUNT


def test_one_account_alone_is_not_asked_for(opens: Opens) -> None:
    robot = opens()
    assert not robot.dialog.password_page.who.isVisible()
    assert opened_by(robot.try_password(PASSWORD)) == ACCOUNT


def test_the_recovery_key_serves_any_account(
    two_accounts: Path, opens: Opens, recovery_key: str
) -> None:
    robot = opens().choose(OTHER).forget()
    assert robot.dialog.recovery_page.who.value() == OTHER
    robot.recover(recovery_key, GOOD_PASSWORD)
    assert robot.dialog.outcome is Outcome.RECOVERED
    assert opened_by(robot) == OTHER
    assert opened_by(opens(last=OTHER).try_password(GOOD_PASSWORD)) == OTHER
    assert opened_by(opens().try_password(PASSWORD)) == ACCOUNT


def test_a_weak_new_password_is_said_while_it_is_typed(opens: Opens, qtbot: QtBot) -> None:
    robot = opens().forget()
    page = robot.dialog.recovery_page
    write(page.password, "qwertyuiop")
    qtbot.waitUntil(lambda: page.trouble.text() != "")
    assert "太容易猜到" in page.trouble.text()
    write(page.password, GOOD_PASSWORD)
    qtbot.waitUntil(lambda: page.trouble.text() == "")


def test_nothing_typed_is_left_when_the_door_is_left(opens: Opens, recovery_key: str) -> None:
    robot = opens().forget().recover(recovery_key, GOOD_PASSWORD)
    page = robot.dialog.recovery_page
    assert [edit.text() for edit in (page.key, page.password, page.again)] == [""] * 3
    robot = opens().try_password(GOOD_PASSWORD)
    assert robot.dialog.password_page.password.text() == ""
    robot = opens()
    robot.dialog.password_page.password.setText("输了一半")
    robot.escape()
    assert robot.dialog.password_page.password.text() == ""


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
    class Broken(RegistryEntrance):
        def open(self, account: str, password: str) -> None:
            raise RegistryError(Message("这个登记簿正在另一个窗口里使用。"))

    dialog = UnlockDialog(look, folder, [ACCOUNT], Broken(folder, at()))
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
