"""The settings of backups, the status bar, the backup of the day and the one when leaving."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from petitiondesk.infra.i18n import use_language
from petitiondesk.services.backup import BackupService
from petitiondesk.services.desk import Desk
from petitiondesk.ui.backups import Backups
from petitiondesk.ui.dialogs.leaving import LeavingDialog
from petitiondesk.ui.dialogs.moving import MovingDialog
from petitiondesk.ui.look import Look
from petitiondesk.ui.pages.settings import SettingsPage
from petitiondesk.ui.pages.settings_backup import BackupPart
from petitiondesk.ui.tasks import Tasks
from petitiondesk.ui.window import DeskWindow
from tests.factory import TODAY, a_petition, at
from tests.ui.bench import Bench
from tests.ui.fakes import RecordedMessages
from tests.ui.hands import shown
from tests.ui.window_room import Opened, no_bug


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "移动硬盘"
    place.mkdir()
    return place


@pytest.fixture
def page(around: Bench, qtbot: QtBot) -> SettingsPage:
    return shown(qtbot, SettingsPage(around.context))


@pytest.fixture
def part(page: SettingsPage) -> BackupPart:
    page.show_part("backup")
    return page.backup


def wait_for(qtbot: QtBot, around: Bench) -> None:
    qtbot.waitUntil(lambda: not around.context.tasks.is_busy(), timeout=20_000)


def on(desk: Desk, day: date) -> BackupService:
    return BackupService(replace(desk.context, now=at(day)))


# --- the part of the settings --------------------------------------------------------------------


def test_before_a_folder_is_chosen_only_choosing_and_restoring_are_offered(
    part: BackupPart,
) -> None:
    form = part.form
    assert form.folder.text() == "还没有选"
    assert form.last.text() == "还没有"
    assert not form.make.isEnabled()
    assert not form.rehearse.isEnabled()
    assert form.choose.isEnabled()
    assert form.restore.isEnabled()
    assert form.trouble.isHidden()


def test_a_folder_is_chosen_and_a_backup_made_and_listed(
    part: BackupPart, around: Bench, stick: Path, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    around.messages.files = [stick]
    part.form.choose.click()
    assert part.form.folder.text() == str(stick)
    part.form.make.click()
    wait_for(qtbot, around)
    around.messages.assert_no_errors()
    assert around.messages.said() == ["备份已做好，打开检查过，是完好的。"]
    assert part.form.last.text() == "今天 09:14"
    (row,) = part.found.rows()
    assert part.found.index(0, 3).data() == "可以恢复"
    assert row.path.parent == stick
    assert ("written", None) in around.went
    assert part.form.make.isEnabled()
    qtmodeltester.check(part.found)  # type: ignore[no-untyped-call]


def test_the_registry_s_own_folder_is_refused_in_words(
    part: BackupPart, around: Bench, desk: Desk
) -> None:
    around.messages.files = [desk.folder]
    part.form.choose.click()
    assert "登记簿自己的文件夹" in around.messages.said()[0]
    assert part.form.folder.text() == "还没有选"


def test_a_stick_that_was_pulled_is_said_in_its_place_until_it_is_back(
    part: BackupPart, around: Bench, desk: Desk, stick: Path, qtbot: QtBot
) -> None:
    desk.backups.choose_folder(stick)
    part.refresh()
    away = stick.rename(stick.with_name("拔出"))
    part.form.make.click()
    wait_for(qtbot, around)
    assert "找不到文件夹" in str(around.messages.errors[0])
    assert "找不到文件夹" in part.form.trouble.text()
    assert part.found.rows() == ()
    away.rename(stick)
    part.form.make.click()
    wait_for(qtbot, around)
    assert part.form.trouble.isHidden()


def test_a_rehearsal_is_run_and_its_result_stays(
    part: BackupPart, around: Bench, desk: Desk, stick: Path, qtbot: QtBot
) -> None:
    desk.backups.choose_folder(stick)
    desk.backups.make()
    part.refresh()
    part.form.rehearse.click()
    wait_for(qtbot, around)
    assert around.messages.said() == ["演练过了：最新的备份能完整恢复，附件都在。"]
    assert part.form.rehearsed.text() == "2026-03-02 演练过，能完整恢复。下一次：2026-04-01"


def test_a_copy_is_taken_along(part: BackupPart, around: Bench, stick: Path, qtbot: QtBot) -> None:
    around.messages.files = [stick]
    part.form.take_along.click()
    wait_for(qtbot, around)
    around.messages.assert_no_errors()
    (folder,) = stick.iterdir()
    assert folder.name in around.messages.said()[0]
    assert [action.label for action in around.messages.actions] == ["打开文件夹"]


def test_how_to_move_is_told_in_steps(part: BackupPart, around: Bench) -> None:
    said: list[int] = []

    def read(dialog: MovingDialog) -> None:
        said.append(dialog.body.count())
        dialog.accept()

    around.when_a_dialog_opens(read)
    part.form.help.click()
    assert said
    assert said[0] >= 8


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_no_button_of_the_part_is_cut_on_a_small_screen(
    around: Bench, desk: Desk, qtbot: QtBot, language: str
) -> None:
    use_language(language)
    page = shown(qtbot, SettingsPage(around.context))
    page.resize(1024 - 88, 640 - 100)
    page.show_part("backup")
    buttons = [b for b in page.backup.form.findChildren(QPushButton) if b.isVisible()]
    assert len(buttons) == 6
    for button in buttons:
        assert button.width() >= button.sizeHint().width(), button.text()
        assert button.accessibleName()


def test_who_is_told_at_the_start_that_no_backups_are_made_is_led_to_where_they_are(
    around: Bench, desk: Desk
) -> None:
    desk.petitions.register(a_petition())
    tasks = around.context.tasks
    backups = Backups(desk.backups, tasks, around.messages, tasks)
    asked: list[bool] = []
    backups.settings_asked.connect(lambda: asked.append(True))
    backups.start()
    (told,) = around.messages.warnings
    assert str(told).startswith("还没有选备份的文件夹")
    around.messages.actions[-1].run()
    assert asked == [True]


# --- the status bar -------------------------------------------------------------------------------


def test_the_status_bar_says_how_the_backups_stand(
    opened: Opened, desk: Desk, stick: Path, qtbot: QtBot
) -> None:
    window, _ = opened
    assert window.shell.status.text() == "还没有选备份的文件夹"
    desk.backups.choose_folder(stick)
    window.written()
    qtbot.waitUntil(lambda: window.shell.status.text() == "还没有备份")
    desk.backups.make()
    window.written()
    qtbot.waitUntil(lambda: window.shell.status.text() == "备份：今天 09:14")
    assert window.shell.status.property("finding") == ""


# --- by itself ------------------------------------------------------------------------------------


class Days:
    """A clock that goes on to another day."""

    def __init__(self) -> None:
        self.day = TODAY

    def __call__(self) -> object:
        return at(self.day)()


@pytest.fixture
def days() -> Days:
    return Days()


@pytest.fixture
def own(around: Bench, desk: Desk, stick: Path, days: Days, qtbot: QtBot) -> Backups:
    desk.backups.choose_folder(stick)
    service = BackupService(replace(desk.context, now=days))  # type: ignore[arg-type]
    return Backups(service, around.context.tasks, around.messages, around.context.tasks)


def test_the_day_s_backup_is_made_without_being_asked_and_the_first_is_rehearsed(
    own: Backups, around: Bench, stick: Path, qtbot: QtBot, desk: Desk
) -> None:
    own.start()
    qtbot.waitUntil(lambda: desk.backups.state().memory.rehearsed is not None, timeout=20_000)
    wait_for(qtbot, around)
    assert [p.suffix for p in stick.glob("信访登记*")] == [".petitionbackup"]
    rehearsed = desk.backups.state().memory.rehearsed
    assert rehearsed is not None
    assert rehearsed.sound
    around.messages.assert_no_errors()
    assert own.status() == ("备份：今天 09:14", False)


def test_after_midnight_the_next_day_has_its_own(
    own: Backups, around: Bench, stick: Path, days: Days, qtbot: QtBot
) -> None:
    own.start()
    wait_for(qtbot, around)
    own.look()
    wait_for(qtbot, around)
    assert len(list(stick.glob("信访登记*"))) == 1
    days.day += timedelta(days=1)
    own.look()
    wait_for(qtbot, around)
    assert len(list(stick.glob("信访登记*"))) == 2


def test_trouble_is_said_once_a_day_and_stays_on_the_status_bar(
    own: Backups, around: Bench, stick: Path, days: Days, qtbot: QtBot
) -> None:
    stick.rename(stick.with_name("拔出"))
    own.start()
    wait_for(qtbot, around)
    own.look()
    wait_for(qtbot, around)
    said = [text for text in around.messages.said() if "找不到文件夹" in text]
    assert len(said) == 1
    text, trouble = own.status()
    assert text.startswith("备份没有做好：找不到文件夹")
    assert trouble


def test_a_backup_that_is_too_old_is_reminded_of_at_the_start(
    own: Backups, around: Bench, days: Days, desk: Desk, stick: Path, qtbot: QtBot
) -> None:
    desk.petitions.register(a_petition())
    desk.backups.make()
    stick.rename(stick.with_name("拔出"))
    days.day = TODAY + timedelta(days=9)
    own.start()
    assert "9 天前" in around.messages.said()[0]
    wait_for(qtbot, around)


# --- leaving --------------------------------------------------------------------------------------


def test_closing_makes_a_backup_where_something_was_registered(
    opened: Opened, desk: Desk, stick: Path, qtbot: QtBot
) -> None:
    window, messages = opened
    desk.backups.choose_folder(stick)
    desk.petitions.register(a_petition())
    assert window.close()
    assert len(list(stick.glob("*.petitionbackup"))) == 1
    messages.assert_no_errors()
    assert not desk.backups.due_at_exit()


def test_closing_without_changes_makes_none(opened: Opened, desk: Desk, stick: Path) -> None:
    window, _ = opened
    desk.backups.choose_folder(stick)
    desk.backups.make()
    assert window.close()
    assert len(list(stick.glob("*.petitionbackup"))) == 1


def test_a_missing_stick_is_said_when_closing_and_keeps_nobody(
    opened: Opened, desk: Desk, stick: Path, qtbot: QtBot
) -> None:
    window, _ = opened
    desk.backups.choose_folder(stick)
    desk.petitions.register(a_petition())
    stick.rename(stick.with_name("拔出"))
    said: list[str] = []

    def stay(dialog: LeavingDialog) -> None:
        qtbot.waitUntil(lambda: dialog.trouble.isVisible())
        said.append(dialog.trouble.text())
        assert dialog.elsewhere.isVisible(), "no button here chooses another folder"
        dialog.stay.click()

    around = Bench()
    around.when_a_dialog_opens(stay)
    assert not window.close()
    assert window.isVisible()
    assert "找不到文件夹" in said[0]

    def leave(dialog: LeavingDialog) -> None:
        qtbot.waitUntil(lambda: dialog.trouble.isVisible())
        assert dialog.focusWidget() is dialog.again, "Enter loses nothing"
        dialog.again.click()
        qtbot.waitUntil(lambda: dialog.trouble.isVisible())
        dialog.leave.click()

    around.when_a_dialog_opens(leave)
    assert window.close()


def test_a_slow_backup_can_be_left_behind(look: Look, qtbot: QtBot) -> None:
    messages = RecordedMessages()
    tasks = Tasks(no_bug, messages.error)

    def slow(progress: object) -> None:
        while True:
            progress.check()  # type: ignore[attr-defined]

    dialog = LeavingDialog(tasks, slow)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(tasks.is_busy)
    dialog.leave.click()
    assert dialog.result() == LeavingDialog.DialogCode.Accepted
    qtbot.waitUntil(lambda: not tasks.is_busy())
    tasks.shutdown()
    messages.assert_no_errors()


def test_the_window_reads_the_backups_again_when_one_was_made(
    desk: Desk, look: Look, qtbot: QtBot, stick: Path
) -> None:
    desk.backups.choose_folder(stick)
    messages = RecordedMessages()
    tasks = Tasks(no_bug, messages.error, desk.release)
    window = DeskWindow(desk, look, tasks, messages)
    qtbot.addWidget(window)
    window.show()
    window.open_settings("backup")
    window.backups.start()
    qtbot.waitUntil(lambda: not tasks.is_busy(), timeout=20_000)
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    assert len(page.backup.found.rows()) == 1
    assert window.shell.status.text() == "备份：今天 09:14"
    tasks.shutdown()
