"""Accounts in the settings: adding, changing, passwords, removing; the recovery and the data key."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit

from petitiondesk.data import opening as registry_files
from petitiondesk.domain.errors import StorageError, WrongPassword
from petitiondesk.domain.messages import Message
from petitiondesk.domain.rights import Account, Role
from petitiondesk.services.desk import Desk, open_desk, recover_desk
from petitiondesk.ui.dialogs.accounts import (
    NewAccountDialog,
    OwnPasswordDialog,
    ResetPasswordDialog,
    RoleDialog,
)
from petitiondesk.ui.dialogs.key_change import KeyChangeDialog
from petitiondesk.ui.dialogs.recovery_key import RecoveryKeyDialog
from petitiondesk.ui.dialogs.unlock import UnlockDialog
from petitiondesk.ui.pages.settings import SettingsPage
from petitiondesk.ui.pages.settings_accounts import AccountsPart
from petitiondesk.ui.views.dialogs import AskDialog, ErrorDialog
from petitiondesk.ui.window import DeskWindow
from tests.factory import ACCOUNT, PASSWORD, a_petition, at
from tests.robots.doors import GOOD_PASSWORD, UnlockRobot
from tests.ui import session_room
from tests.ui.hands import press
from tests.ui.session_room import Room, Visitor
from tests.ui.window_room import Opened

room = session_room.room
registry = session_room.registry

OTHER, OTHER_PASSWORD = "李主任", "春眠不觉晓 33"


@pytest.fixture
def visitor() -> Iterator[Visitor]:
    visitor = Visitor()
    yield visitor
    visitor.deleteLater()
    assert visitor.faults == []
    assert visitor.plan == []


def the_part(window: DeskWindow) -> AccountsPart:
    window.open_settings("accounts")
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    part = page.parts["accounts"]
    assert isinstance(part, AccountsPart)
    return part


def choose(part: AccountsPart, name: str) -> None:
    names = [line.account.name for line in part.model.rows()]
    part.form.table.setCurrentIndex(part.model.index(names.index(name), 0))


def type_twice(
    dialog: NewAccountDialog | ResetPasswordDialog | OwnPasswordDialog, new: str
) -> None:
    dialog.new.password.setText(new)
    dialog.new.again.setText(new)


def listed(part: AccountsPart) -> list[tuple[str, ...]]:
    model = part.model
    return [
        tuple(str(model.index(row, column).data()) for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def test_the_settings_list_who_may_open_the_registry(opened: Opened) -> None:
    part = the_part(opened[0])
    assert part.form.me.text() == "您是“登记员”，管理员"
    assert listed(part) == [("登记员（您）", "管理员", "可以打开", "可以打开登记簿")]
    assert not part.form.remove.isEnabled()
    assert "正在使用" in part.form.remove.toolTip()


def test_an_account_is_added_and_opens_the_registry(
    opened: Opened, visitor: Visitor, folder: Path
) -> None:
    window, messages = opened
    part = the_part(window)
    said: list[str] = []

    def fill_in(dialog: NewAccountDialog) -> None:
        dialog.yes.click()
        said.append(dialog.new.trouble.text())
        type_twice(dialog, OTHER_PASSWORD)
        dialog.yes.click()
        said.append(dialog.name_field.finding_text())
        dialog.name.setText(OTHER)
        dialog.role.set_value(Role.READER)
        dialog.sealed.click()
        dialog.yes.click()

    visitor.expect(NewAccountDialog, fill_in)
    part.form.add.click()
    assert said[0].startswith("密码至少 8 个字符")
    assert said[1] == "请填写姓名。"
    assert (OTHER, "查阅员", "可以打开", "可以打开登记簿") in listed(part)
    messages.assert_no_errors()
    window.context.desk.close()
    desk = open_desk(folder, OTHER_PASSWORD, at(), OTHER)
    assert desk.accounts.me == Account(OTHER, Role.READER, sealed=True)
    desk.close()


def test_a_role_is_changed_but_never_the_last_administrator_s(
    opened: Opened, visitor: Visitor
) -> None:
    window, _ = opened
    desk = window.context.desk
    desk.accounts.add(OTHER, Role.CLERK, OTHER_PASSWORD)
    part = the_part(window)
    said: list[str] = []

    def refuse(dialog: RoleDialog) -> None:
        dialog.role.set_value(Role.READER)
        dialog.yes.click()
        said.append(dialog.trouble.text())
        dialog.reject()

    def promote(dialog: RoleDialog) -> None:
        dialog.role.set_value(Role.ADMINISTRATOR)
        dialog.yes.click()

    choose(part, ACCOUNT)
    visitor.expect(RoleDialog, refuse)
    part.form.change.click()
    assert "唯一的管理员" in said[0]
    choose(part, OTHER)
    visitor.expect(RoleDialog, promote)
    part.form.change.click()
    assert [line.account.role for line in part.model.rows()] == [Role.ADMINISTRATOR] * 2


def test_a_forgotten_password_is_set_anew(opened: Opened, visitor: Visitor, folder: Path) -> None:
    window, _ = opened
    window.context.desk.accounts.add(OTHER, Role.CLERK, OTHER_PASSWORD)
    part = the_part(window)
    choose(part, OTHER)

    def reset(dialog: ResetPasswordDialog) -> None:
        type_twice(dialog, "12345678")
        dialog.yes.click()
        assert dialog.isVisible()
        type_twice(dialog, GOOD_PASSWORD)
        dialog.yes.click()
        assert dialog.new.password.text() == ""

    visitor.expect(ResetPasswordDialog, reset)
    part.form.reset.click()
    window.context.desk.close()
    with pytest.raises(WrongPassword):
        open_desk(folder, OTHER_PASSWORD, at(), OTHER)
    open_desk(folder, GOOD_PASSWORD, at(), OTHER).close()


def test_one_s_own_password_needs_the_old_one(
    opened: Opened, visitor: Visitor, folder: Path
) -> None:
    window, _ = opened
    part = the_part(window)

    def change(dialog: OwnPasswordDialog) -> None:
        dialog.old.setText("不是这个")
        type_twice(dialog, GOOD_PASSWORD)
        dialog.yes.click()
        assert dialog.trouble.text().startswith("原来的密码不对")
        assert dialog.old.selectedText() == "不是这个"
        dialog.old.setText(PASSWORD)
        dialog.yes.click()

    visitor.expect(OwnPasswordDialog, change)
    part.form.change_mine.click()
    window.context.desk.close()
    open_desk(folder, GOOD_PASSWORD, at()).close()


def test_removing_asks_first_and_lets_nobody_in_any_more(opened: Opened, folder: Path) -> None:
    window, messages = opened
    window.context.desk.accounts.add(OTHER, Role.CLERK, OTHER_PASSWORD)
    part = the_part(window)
    choose(part, OTHER)
    part.form.remove.click()
    assert len(part.model.rows()) == 2
    assert messages.asked[0].danger
    messages.answers = [True]
    part.form.remove.click()
    assert [line.account.name for line in part.model.rows()] == [ACCOUNT]
    window.context.desk.close()
    with pytest.raises(WrongPassword):
        open_desk(folder, OTHER_PASSWORD, at(), OTHER)


def test_a_new_recovery_key_is_typed_back_before_it_goes(
    opened: Opened, visitor: Visitor, folder: Path
) -> None:
    window, messages = opened
    part = the_part(window)
    keys: list[str] = []

    def copy_down(dialog: RecoveryKeyDialog) -> None:
        key = dialog._key
        keys.append(key)
        groups = key.split("-")
        press(dialog, Qt.Key.Key_Escape)
        assert dialog.isVisible()
        for edit, place in zip(dialog.edits, dialog.asked, strict=True):
            edit.setText(groups[place].lower())
        dialog.edits[1].setText("AAAA" if groups[dialog.asked[1]] != "AAAA" else "BBBB")
        dialog.yes.click()
        assert dialog.trouble.text().startswith(f"第 {dialog.asked[1] + 1} 组和密钥不一样")
        dialog.edits[1].setText(groups[dialog.asked[1]])
        dialog.yes.click()

    messages.answers = [True]
    visitor.expect(RecoveryKeyDialog, copy_down)
    part.form.recovery.click()
    assert not part.form.unproved.isVisible()
    window.context.desk.close()
    recover_desk(folder, keys[0], GOOD_PASSWORD, at()).close()


def test_a_recovery_key_that_nobody_copied_down_is_said_until_there_is_another(
    opened: Opened, visitor: Visitor
) -> None:
    window, messages = opened
    part = the_part(window)
    messages.answers = [True]
    visitor.expect(RecoveryKeyDialog, lambda dialog: dialog.done(0))  # as the idle lock closes it
    part.form.recovery.click()
    assert part.form.unproved.isVisible()
    assert "重新制作" in part.form.unproved.text()


def test_minutes_of_the_idle_lock_are_checked_in_place(opened: Opened) -> None:
    window, _ = opened
    part = the_part(window)
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    part.form.minutes.setText("0")
    assert not page.save("accounts")
    assert "1 到 120" in part.form.minutes_field.finding_text()
    part.form.minutes.setText("25")
    assert page.save("accounts")
    assert window.context.desk.office.office().lock_minutes == 25


# --- the data key -------------------------------------------------------------------------------


def data_key(folder: Path) -> bytes:
    registry = registry_files.open_registry(folder, PASSWORD)
    try:
        return bytes(registry.data_key)
    finally:
        registry.close()


def ask_for_another_key(room: Room) -> tuple[str, Desk, DeskWindow]:
    """Through the settings; returns what was said before, the old desk, and the new window."""
    session, window = room.opened(room.offered)
    desk = window.context.desk
    desk.petitions.register(a_petition())
    part = the_part(window)
    said: list[str] = []

    def agree(dialog: AskDialog) -> None:
        said.append(dialog.sentence.text())
        dialog.yes.click()

    room.visitor.expect(AskDialog, agree)
    room.visitor.expect(KeyChangeDialog, lambda _: None)
    QTimer.singleShot(0, part.form.data_key.click)
    room.qtbot.waitUntil(
        lambda: session.window is not None and session.window is not window, timeout=20_000
    )
    return said[0], desk, room.shown(session)


@pytest.mark.usefixtures("registry")
def test_another_data_key_makes_the_window_anew_with_everything_in_it(room: Room) -> None:
    before = data_key(room.offered)
    said, old, window = ask_for_another_key(room)
    assert "以前的备份仍用当时的密码打开" in said
    assert "MB" in said
    assert window.context.desk is not old
    assert window.context.desk.ledger.total() == 1
    room.qtbot.waitUntil(lambda: window.shell.current_page() == "settings")
    room.ends[0].leave()
    assert data_key(room.offered) != before


@pytest.mark.usefixtures("registry")
def test_a_change_of_the_key_that_fails_leaves_the_registry_as_it_was(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = threading.Event()

    def no_room(*_: object) -> None:
        seen.wait(10)
        raise StorageError(Message("磁盘空间不够。登记簿没有改动。"))

    before = data_key(room.offered)
    monkeypatch.setattr("petitiondesk.data.key_change._need_room", no_room)
    said: list[str] = []

    def read(dialog: ErrorDialog) -> None:
        said.append(dialog.sentence.text())
        dialog.accept()

    session, window = room.opened(room.offered)
    desk = window.context.desk
    room.visitor.expect(AskDialog, lambda dialog: dialog.yes.click())
    room.visitor.expect(KeyChangeDialog, lambda _: seen.set())
    room.visitor.expect(ErrorDialog, read)
    part = the_part(window)
    QTimer.singleShot(0, part.form.data_key.click)
    room.qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert said == ["磁盘空间不够。登记簿没有改动。"]
    again = room.shown(session)
    assert again.context.desk is desk
    assert again.context.desk.petitions.register(a_petition()).number
    session.leave()
    assert data_key(room.offered) == before


@pytest.mark.usefixtures("registry")
def test_no_password_stands_in_any_field_after_a_lock(room: Room) -> None:
    session, window = room.opened(room.offered)
    the_part(window)
    left: list[str] = []

    def look(door: UnlockDialog) -> None:
        edits = [e for w in QApplication.topLevelWidgets() for e in w.findChildren(QLineEdit)]
        left.extend(edit.text() for edit in edits if edit.echoMode() is QLineEdit.EchoMode.Password)
        UnlockRobot(door).try_password(PASSWORD)

    room.visitor.expect(UnlockDialog, look)
    room.lock(session)
    assert set(left) <= {""}
