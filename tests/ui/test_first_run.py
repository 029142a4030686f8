"""The first run: calm pages, nothing typed is lost, the recovery key is copied down."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from petitiondesk.domain.errors import DeskError, StorageError
from petitiondesk.domain.messages import Message
from petitiondesk.domain.office import Office, Section
from petitiondesk.services.desk import new_desk, open_desk
from petitiondesk.ui.dialogs.first_run import FirstRun, Outcome
from petitiondesk.ui.dialogs.first_run_work import Create
from petitiondesk.ui.look import Look
from petitiondesk.ui.tasks import Tasks
from tests.factory import at
from tests.robots.doors import GOOD_PASSWORD, FirstRunRobot
from tests.robots.settings import write
from tests.ui.fakes import RecordedMessages
from tests.ui.hands import CTRL, press, show_active

KEY = "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-GGGG-HHHH"
Made = tuple[Path, Office, str, str]
Opens = Callable[..., FirstRunRobot]


class Creator:
    """Stands in for the service: remembers what it was asked for, fails when told to."""

    def __init__(self) -> None:
        self.made: list[Made] = []
        self.fails: list[DeskError] = []

    def __call__(self, folder: Path, office: Office, account: str, password: str) -> str:
        if self.fails:
            raise self.fails.pop(0)
        self.made.append((folder, office, account, password))
        return KEY


@pytest.fixture
def creator() -> Creator:
    return Creator()


@pytest.fixture
def messages() -> RecordedMessages:
    return RecordedMessages()


@pytest.fixture
def opens(
    look: Look, qtbot: QtBot, folder: Path, creator: Creator, messages: RecordedMessages
) -> Opens:
    def opens(create: Create = creator, tasks: Tasks | None = None) -> FirstRunRobot:
        dialog = FirstRun(look, folder, create, tasks=tasks, messages=messages)
        qtbot.addWidget(dialog)
        show_active(qtbot, dialog)
        return FirstRunRobot(dialog)

    return opens


def test_a_new_registry_in_four_pages(opens: Opens, creator: Creator, folder: Path) -> None:
    robot = opens()
    assert robot.dialog.welcome.new.hasFocus()
    robot.start().office("某县农业农村局").sections("办公室", "", " 经管站 ").account().make()
    ((where, office, account, password),) = creator.made
    assert (where, account, password) == (folder, "张敏", GOOD_PASSWORD)
    assert office.name == "某县农业农村局"
    assert office.sections == (Section("办公室"), Section("经管站"))
    assert "农村农业_农田水利" in office.topics
    assert robot.page() == "key"
    shown = robot.dialog.key.key.text().split()
    assert "-".join(shown) == KEY
    assert not robot.dialog.next.isEnabled()
    robot.dialog.key.kept.click()
    robot.forward()
    assert robot.dialog.result() == QDialog.DialogCode.Accepted
    assert robot.dialog.outcome is Outcome.CREATED
    assert robot.dialog.account.password.text() == ""


def test_the_registry_it_makes_is_real(opens: Opens, folder: Path) -> None:
    def create(where: Path, office: Office, account: str, password: str) -> str:
        desk, key = new_desk(where, office, account, password, at())
        desk.close()
        return key

    robot = opens(create).start().office("某县农业农村局").sections("办公室")
    robot.account(password="1234567").make()
    assert robot.dialog.account.new.trouble.text().startswith("密码至少 8 个字符")
    assert robot.dialog.account.password.hasFocus()
    robot.account().make()
    assert robot.page() == "key"
    desk = open_desk(folder, GOOD_PASSWORD, at())
    assert desk.office.office().name == "某县农业农村局"
    assert desk.office.account == "张敏"
    desk.close()


def test_pages_say_what_is_missing_before_they_are_left(opens: Opens) -> None:
    robot = opens().start().office("  ")
    assert robot.page() == "office"
    assert robot.dialog.office.name_field.finding_text() == "请填写单位名称。"
    robot.office("某县农业农村局").sections("办公室", "办公室")
    assert robot.page() == "sections"
    finding = robot.dialog.sections.sections_field.finding_text()
    assert finding == "有两个科室同名，请改成不同的名称。"
    robot.sections().account(again="另一句话")
    robot.make()
    assert robot.dialog.account.new.trouble.text() == "两次输入的密码不一样，请再输一次。"
    assert robot.dialog.account.again.hasFocus()


def test_the_list_of_sections_is_left_by_ctrl_enter(opens: Opens) -> None:
    """Enter is a new line there."""
    robot = opens().start().office("某县农业农村局")
    field = robot.dialog.sections.sections
    field.setPlainText("办公室")
    press(field, Qt.Key.Key_Return)
    assert robot.page() == "sections"
    press(field, Qt.Key.Key_Return, CTRL)
    assert robot.page() == "account"


def test_what_was_typed_stays_going_back_and_forth(opens: Opens) -> None:
    robot = opens().start().office("某县农业农村局").sections("办公室").account()
    robot.back().back().back()
    assert robot.page() == "welcome"
    robot.start().forward().forward()
    page = robot.dialog.account
    assert page.account.text() == "张敏"
    assert page.password.text() == page.again.text() == GOOD_PASSWORD
    assert robot.dialog.sections.sections.toPlainText() == "办公室"


@pytest.mark.parametrize(
    ("folder_typed", "said"),
    [
        ("", "请填写登记簿放在哪个文件夹。"),
        ("登记簿", "请写完整的文件夹路径，或者点“选择”。"),
    ],
)
def test_a_folder_that_is_none_is_said(opens: Opens, folder_typed: str, said: str) -> None:
    robot = opens().start().office("某县农业农村局").sections().account()
    robot.dialog.account.folder.setText(folder_typed)
    robot.make()
    assert robot.dialog.account.folder_field.finding_text() == said
    assert robot.dialog.account.folder.hasFocus()


def test_a_folder_that_refuses_is_said_in_place(opens: Opens, creator: Creator) -> None:
    creator.fails = [StorageError(Message("不能在这里建立登记簿。"))]
    robot = opens().start().office("某县农业农村局").sections().account().make()
    page = robot.dialog.account
    assert robot.page() == "account"
    assert page.trouble.isVisible()
    assert page.trouble.text() == "不能在这里建立登记簿。"
    assert page.folder.hasFocus()
    assert page.password.text() == GOOD_PASSWORD
    robot.make()
    assert robot.page() == "key"


def test_the_folder_is_chosen_by_the_one_it_goes_into(
    opens: Opens, messages: RecordedMessages, tmp_path: Path
) -> None:
    robot = opens().start().office("某县农业农村局").sections()
    messages.files = [tmp_path / "U盘"]
    robot.dialog.account.choose.click()
    assert robot.dialog.account.folder.text() == str(tmp_path / "U盘" / "信访登记.petition")


def test_the_making_may_run_in_the_background(opens: Opens, creator: Creator, qtbot: QtBot) -> None:
    bugs: list[BaseException] = []
    tasks = Tasks(bugs.append, lambda _: None)
    creator.fails = [StorageError(Message("不能在这里建立登记簿。"))]
    robot = opens(tasks=tasks).start().office("某县农业农村局").sections().account().make()
    assert not robot.dialog.next.isEnabled()
    assert robot.escape().dialog.isVisible()
    qtbot.waitUntil(robot.dialog.next.isEnabled)
    assert robot.dialog.account.trouble.text() == "不能在这里建立登记簿。"
    robot.make()
    qtbot.waitUntil(lambda: robot.page() == "key")
    assert tasks.shutdown()
    assert bugs == []


def test_it_does_not_close_before_the_key_is_copied_down(opens: Opens) -> None:
    robot = opens().start().office("某县农业农村局").sections().account().make().escape()
    robot.dialog.close()
    assert robot.dialog.isVisible()
    assert "请先抄下恢复密钥" in robot.dialog.key.trouble.text()
    assert robot.dialog.key.kept.hasFocus()


def test_the_other_ways_in(opens: Opens, messages: RecordedMessages, tmp_path: Path) -> None:
    robot = opens()
    robot.dialog.welcome.open.click()
    assert robot.dialog.isVisible()
    messages.files = [tmp_path / "旧的.petition"]
    robot.dialog.welcome.open.click()
    assert (robot.dialog.outcome, robot.dialog.folder) == (
        Outcome.OPEN_OTHER, tmp_path / "旧的.petition",
    )  # fmt: skip
    robot = opens()
    robot.dialog.welcome.demo.click()
    assert robot.dialog.outcome is Outcome.DEMO
    robot = opens().escape()
    assert robot.dialog.outcome is None
    assert robot.dialog.result() == QDialog.DialogCode.Rejected


def test_passwords_are_hidden_until_asked_for(opens: Opens) -> None:
    robot = opens()
    page = robot.dialog.account
    assert page.password.echoMode() is QLineEdit.EchoMode.Password
    page.new.show_password.click()
    assert page.again.echoMode() is QLineEdit.EchoMode.Normal


def test_a_weak_password_is_refused_with_the_reason_while_it_is_typed(opens: Opens) -> None:
    robot = opens().start().office("某县农业农村局").sections().account(password="")
    page = robot.dialog.account
    for typed, why in (
        ("12345678", "太容易猜到"),
        ("农业局", "密码至少 8 个字符"),
        ("某县农业农村局1", "在常用密码和姓名里"),
        (GOOD_PASSWORD, ""),
    ):
        write(page.password, typed)
        page.new.judge()
        assert why in page.new.trouble.text()
        assert bool(page.new.trouble.text()) == bool(why)
    robot.account(password="12345678").make()
    assert robot.page() == "account"
