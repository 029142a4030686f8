"""The restore wizard: from the choice of a backup to a registry that is opened."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from petitiondesk.domain.backups import Found
from petitiondesk.services import restoring
from petitiondesk.services.desk import Desk, open_desk
from petitiondesk.ui.dialogs.first_run import FirstRun
from petitiondesk.ui.dialogs.restore import RestoreWizard
from petitiondesk.ui.dialogs.unlock import UnlockDialog
from petitiondesk.ui.look import Look
from petitiondesk.ui.views.first_run_view import DoorPage
from tests.factory import PASSWORD, a_petition, at
from tests.robots.doors import UnlockRobot
from tests.ui import session_room
from tests.ui.fakes import RecordedMessages
from tests.ui.session_room import Room

room = session_room.room

Open = Callable[..., "WizardRobot"]


class WizardRobot:
    """A clerk at the wizard."""

    def __init__(self, wizard: RestoreWizard, qtbot: QtBot) -> None:
        self.wizard = wizard
        self._qtbot = qtbot

    @property
    def page(self) -> DoorPage:
        page = self.wizard.stack.currentWidget()
        assert isinstance(page, DoorPage)
        return page

    def is_at(self, page: DoorPage) -> bool:
        return self.page is page

    def go_on(self) -> "WizardRobot":
        self.wizard.next.click()
        self.wait()
        return self

    def wait(self) -> None:
        self._qtbot.waitUntil(lambda: self.wizard._task is None, timeout=20_000)

    def to_comparison(self, password: str = PASSWORD) -> "WizardRobot":
        self.go_on()
        self.wizard.who.password.setText(password)
        return self.go_on()

    def said(self) -> str:
        return self.page.trouble.text() if self.page.trouble.isVisible() else ""


@pytest.fixture
def stick(desk: Desk, tmp_path: Path) -> Path:
    """A folder with two backups of a registry that has a petition with a file."""
    place = tmp_path / "移动硬盘"
    place.mkdir()
    scan = tmp_path / "来信.jpg"
    scan.write_bytes(b"\xff\xd8" * 50_000)
    desk.petitions.register(a_petition(), [scan])
    desk.backups.choose_folder(place)
    desk.backups.make()
    desk.backups.make()
    return place


@pytest.fixture
def messages() -> RecordedMessages:
    return RecordedMessages()


@pytest.fixture
def open_wizard(look: Look, qtbot: QtBot, messages: RecordedMessages) -> Iterator[Open]:
    made: list[RestoreWizard] = []

    def begin(
        where: Path | None, present: Path | None = None, beside: Path | None = None
    ) -> WizardRobot:
        wizard = RestoreWizard(
            look, where, present=present, beside=beside, now=at(), messages=messages
        )
        qtbot.addWidget(wizard)
        made.append(wizard)
        wizard.open()
        return WizardRobot(wizard, qtbot)

    yield begin
    for wizard in made:
        wizard.done(0)


def test_the_newest_good_backup_is_chosen_already(
    open_wizard: Open, stick: Path, qtmodeltester: ModelTester
) -> None:
    (stick / "坏.petitionbackup.damaged").write_bytes(b"x")
    robot = open_wizard(stick)
    rows = robot.wizard.found.rows()
    assert len(rows) == 3
    chosen = robot.wizard.found.row(robot.wizard.choice.backups.currentIndex().row())
    assert isinstance(chosen, Found)
    good = [row for row in rows if row.manifest is not None]
    assert chosen == good[0]
    assert robot.wizard.next.isEnabled()
    qtmodeltester.check(robot.wizard.found)  # type: ignore[no-untyped-call]


def test_a_damaged_backup_cannot_be_gone_on_with(open_wizard: Open, stick: Path) -> None:
    (stick / "坏.petitionbackup.damaged").write_bytes(b"x")
    robot = open_wizard(stick)
    place = [row.manifest is None for row in robot.wizard.found.rows()].index(True)
    robot.wizard.choice.backups.setCurrentIndex(robot.wizard.found.index(place, 0))
    assert not robot.wizard.next.isEnabled()


def test_from_the_choice_to_a_registry_that_opens(
    open_wizard: Open, stick: Path, desk: Desk, tmp_path: Path
) -> None:
    newer = desk.petitions.register(a_petition())
    robot = open_wizard(stick, desk.folder)
    wizard = robot.wizard
    robot.go_on()
    assert robot.is_at(wizard.who)
    assert "1 件" in wizard.who.about.text()
    assert not wizard.who.account_field.isVisible(), "there is only one account"
    wizard.who.password.setText(PASSWORD)
    robot.go_on()
    assert robot.is_at(wizard.comparison)
    assert wizard.comparison.verdict.text() == "备份以后，现在的登记簿里有 1 件新登记或办理过。"
    assert [row.number for row in wizard.newer.rows()] == [newer.number]
    robot.go_on()
    assert robot.is_at(wizard.place)
    assert wizard.place.folder.text() == str(tmp_path / "信访登记-2026-03-02.petition")
    robot.go_on()
    assert robot.is_at(wizard.end)
    assert wizard.end.told.text() == "恢复出 1 件，附件都在。"
    assert not wizard.end.missing.isVisible()
    wizard.next.click()
    assert wizard.result() == RestoreWizard.DialogCode.Accepted
    assert wizard.folder == tmp_path / "信访登记-2026-03-02.petition"
    assert wizard.who.password.text() == ""
    again = open_desk(wizard.folder, PASSWORD, at())
    assert again.ledger.total() == 1
    again.close()


def test_it_needs_no_desk_and_no_present_registry(
    open_wizard: Open, stick: Path, desk: Desk, tmp_path: Path
) -> None:
    desk.close()
    robot = open_wizard(next(stick.glob("*.petitionbackup")), beside=tmp_path).to_comparison()
    assert "没有可比较的" in robot.wizard.comparison.verdict.text()
    robot.go_on().go_on()
    assert robot.wizard.folder is not None
    assert robot.wizard.folder.parent == tmp_path


def test_a_wrong_password_is_said_where_it_is_typed(open_wizard: Open, stick: Path) -> None:
    robot = open_wizard(stick).to_comparison("错的密码 2026")
    assert robot.is_at(robot.wizard.who)
    assert "密码不对" in robot.said()
    assert robot.wizard.who.password.hasFocus()
    robot.wizard.who.password.setText(PASSWORD)
    robot.go_on()
    assert robot.is_at(robot.wizard.comparison)


def test_a_backup_that_was_damaged_is_said_and_not_restored(open_wizard: Open, stick: Path) -> None:
    newest = max(stick.glob("*.petitionbackup"))
    robot = open_wizard(newest)
    data = bytearray(newest.read_bytes())
    data[20_000] ^= 1
    newest.write_bytes(data)
    robot.to_comparison()
    assert robot.is_at(robot.wizard.who)
    assert "已损坏" in robot.said()
    robot.wizard.back.click()
    assert robot.is_at(robot.wizard.choice), "another can be chosen"


def test_a_folder_that_is_taken_is_refused_and_what_was_typed_stays(
    open_wizard: Open, stick: Path, desk: Desk
) -> None:
    robot = open_wizard(stick, desk.folder).to_comparison().go_on()
    robot.wizard.place.folder.setText(str(desk.folder))
    robot.go_on()
    assert robot.is_at(robot.wizard.place)
    assert "没有覆盖" in robot.said()
    assert robot.wizard.place.folder.text() == str(desk.folder)
    robot.wizard.place.folder.setText("新的")
    robot.go_on()
    assert "完整的文件夹路径" in robot.said()


def test_files_that_did_not_come_back_are_listed(
    open_wizard: Open, stick: Path, desk: Desk
) -> None:
    next(stick.glob("附件-*")).unlink()
    robot = open_wizard(stick, desk.folder).to_comparison().go_on().go_on()
    assert [str(row.name) for row in robot.wizard.missing.rows()] == ["来信.jpg"]
    assert robot.wizard.end.missing.isVisible()
    assert "没有找回" in robot.wizard.end.told.text()


def test_a_folder_without_backups_says_so_and_another_can_be_chosen(
    open_wizard: Open, stick: Path, tmp_path: Path, messages: RecordedMessages
) -> None:
    empty = tmp_path / "空"
    empty.mkdir()
    robot = open_wizard(empty)
    assert "没有备份" in robot.said()
    assert not robot.wizard.next.isEnabled()
    messages.files = [stick]
    robot.wizard.choice.choose_folder.click()
    assert len(robot.wizard.found.rows()) == 2
    assert robot.wizard.next.isEnabled()
    messages.files = [tmp_path / "来信.jpg", next(stick.glob("*.petitionbackup"))]
    robot.wizard.choice.choose_file.click()
    assert "不是本程序的备份文件" in robot.said()
    robot.wizard.choice.choose_file.click()
    assert robot.said() == ""


def test_cancelling_keeps_nothing(open_wizard: Open, stick: Path, desk: Desk) -> None:
    robot = open_wizard(stick, desk.folder).to_comparison().go_on()
    robot.wizard.leave.click()
    assert robot.wizard.result() == RestoreWizard.DialogCode.Rejected
    assert robot.wizard.folder is None
    assert not list(desk.folder.parent.glob("*.part"))


# --- at the door, and in the window ---------------------------------------------------------------


def test_a_new_pc_begins_with_a_backup(room: Room, desk: Desk, stick: Path, qtbot: QtBot) -> None:
    desk.close()
    restored: list[Path] = []

    def restore(wizard: RestoreWizard) -> None:
        wizard._look_in(stick)
        robot = WizardRobot(wizard, qtbot).to_comparison().go_on().go_on()
        assert wizard.folder is not None
        restored.append(wizard.folder)
        robot.wizard.next.click()

    room.visitor.expect(FirstRun, lambda first: first.welcome.restore.click())
    room.visitor.expect(RestoreWizard, restore)
    room.visitor.expect(UnlockDialog, lambda door: UnlockRobot(door).try_password(PASSWORD))
    session = room.session()
    assert session.start()
    assert session.window is not None
    assert session.window.context.desk.folder == restored[0]
    assert session.window.context.desk.ledger.total() == 1


def test_what_was_restored_in_the_window_takes_the_registry_s_place(
    room: Room, desk: Desk, stick: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    new = tmp_path / "恢复的.petition"
    restoring.restore(next(stick.glob("*.petitionbackup")), new, None, PASSWORD, at())
    desk.close()
    session, window = room.opened(desk.folder)
    room.visitor.expect(UnlockDialog, lambda door: UnlockRobot(door).try_password(PASSWORD))
    window._open_registry(new)
    qtbot.waitUntil(lambda: room.visitor.plan == [])
    qtbot.waitUntil(lambda: session.window is not None and session.window is not window)
    assert session.window is not None
    assert session.window.context.desk.folder == new
