"""From the door to the window and back: first run, locking, languages, crashes, drafts."""

import os
import signal
import subprocess
import sys
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from petitiondesk.demo import DEMO_FOLDER
from petitiondesk.domain.errors import RegistryError
from petitiondesk.domain.rights import Role
from petitiondesk.infra import preferences
from petitiondesk.infra.i18n import language
from petitiondesk.services.desk import open_desk
from petitiondesk.services.door import is_registry
from petitiondesk.ui.dialogs.first_run import FirstRun
from petitiondesk.ui.dialogs.unlock import UnlockDialog
from petitiondesk.ui.pages.register import RegisterPage
from petitiondesk.ui.pages.settings import SettingsPage
from petitiondesk.ui.style import Scheme
from petitiondesk.ui.views.dialogs import AskDialog, CrashDialog, ErrorDialog
from petitiondesk.ui.window import DeskWindow
from tests.factory import PASSWORD, a_desk, a_petition, at
from tests.robots.doors import FirstRunRobot, UnlockRobot
from tests.robots.register import RegisterRobot
from tests.robots.settings import SettingsRobot, write
from tests.ui import session_room
from tests.ui.session_room import Room
from tests.ui.window_room import open_case

room = session_room.room
registry = session_room.registry


def settings_page(window: DeskWindow) -> SettingsPage:
    window.show_page("settings")
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    return page


def register_page(window: DeskWindow) -> RegisterPage:
    window.open_register()
    page = window.page("register")
    assert isinstance(page, RegisterPage)
    return page


def test_the_first_run_makes_a_registry_shows_its_key_and_opens_the_window(room: Room) -> None:
    keys: list[str] = []

    def go_through(dialog: FirstRun) -> None:
        robot = FirstRunRobot(dialog).start().office("某县民政局").sections("办公室", "救助科")
        robot.account("张敏").make()
        keys.append(dialog.key.key.text())
        dialog.key.kept.setChecked(True)
        robot.forward()

    room.visitor.expect(FirstRun, go_through)
    session = room.session()
    assert session.start()
    window = room.shown(session)
    assert window.windowTitle() == "某县民政局"
    assert len(keys[0]) > 20
    assert is_registry(room.offered)
    assert preferences.load(room.path).last_registry == str(room.offered)


def test_who_turns_back_at_the_first_run_has_made_nothing(room: Room) -> None:
    room.visitor.expect(FirstRun, lambda dialog: dialog.leave.click())
    assert not room.session().start()
    assert not room.offered.exists()


def test_the_next_start_asks_for_the_password_of_the_last_registry(
    room: Room, registry: Path
) -> None:
    said: list[str] = []

    def wrong_then_right(door: UnlockDialog) -> None:
        robot = UnlockRobot(door).try_password("不对的密码 123")
        said.append(robot.said())
        robot.try_password(PASSWORD)

    room.remember(registry)
    room.visitor.expect(UnlockDialog, wrong_then_right)
    session = room.session()
    assert session.start()
    assert "密码" in said[0]
    assert room.shown(session).windowTitle() == "某县农业农村局"


def test_locking_clears_the_screen_and_the_registry_and_the_same_door_opens_it_again(
    room: Room, registry: Path
) -> None:
    def show_a_case(window: DeskWindow) -> tuple[int, list[weakref.ref[object]]]:
        desk = window.context.desk
        petition = desk.petitions.register(a_petition())
        page = open_case(room.qtbot, window, petition.id)
        kept = (window, page, desk, page.case)
        return petition.id, [weakref.ref(thing) for thing in kept]

    session = room.opened(registry)[0]
    petition_id, gone = show_a_case(room.shown(session))
    seen: list[object] = []

    def at_the_door(door: UnlockDialog) -> None:
        seen.extend(ref() for ref in gone)
        other = open_desk(registry, PASSWORD, at())  # nobody else has it open
        other.close()
        UnlockRobot(door).escape().try_password(PASSWORD)

    room.visitor.expect(UnlockDialog, at_the_door)
    room.lock(session)
    again = room.shown(session)
    assert seen == [None] * 4
    case = open_case(room.qtbot, again, petition_id)
    assert case.view.summary.text() == a_petition().summary


def test_quitting_at_the_locked_door_ends_the_program(
    room: Room, registry: Path, qtbot: QtBot
) -> None:
    session, window = room.opened(registry)
    room.visitor.expect(UnlockDialog, lambda door: door.quit.click())
    with qtbot.waitSignal(session.ended):
        room.lock(session)
    assert session.window is None


def test_another_language_makes_the_window_anew_with_no_password(
    room: Room, registry: Path, qtbot: QtBot
) -> None:
    session, window = room.opened(registry)
    desk = window.context.desk
    settings = settings_page(window)
    settings.look_form.language.group.buttons()[1].click()
    qtbot.waitUntil(lambda: session.window is not None and session.window is not window)
    again = room.shown(session)
    assert language() == "en"
    assert QApplication.applicationDisplayName() == "PetitionDesk", "Qt puts it into titles"
    assert again.context.desk is desk
    qtbot.waitUntil(lambda: again.shell.current_page() == "settings")
    assert again.shell.new.text() == "Register a petition"
    assert preferences.load(room.path).language == "en"


def test_the_scheme_chosen_is_there_at_the_next_door(room: Room, registry: Path) -> None:
    _, window = room.opened(registry)
    settings = settings_page(window)
    settings.look_form.scheme.group.buttons()[2].click()
    assert room.look.scheme is Scheme.DARK
    assert preferences.load(room.path).scheme == "dark"


def test_unsaved_settings_are_said_before_locking_and_can_be_saved_first(
    room: Room, registry: Path
) -> None:
    session, window = room.opened(registry)
    settings = settings_page(window)
    write(SettingsRobot(settings).office().form.name, "某县农业农村和水利局")
    said: list[str] = []

    def save_first(dialog: AskDialog) -> None:
        said.append(dialog.sentence.text())
        dialog.yes.click()

    room.visitor.expect(AskDialog, save_first)
    room.visitor.expect(UnlockDialog, lambda door: UnlockRobot(door).try_password(PASSWORD))
    room.lock(session)
    room.qtbot.waitUntil(lambda: session.window is not None and session.window is not window)
    assert said == ["设置里这些部分有未保存的改动：单位。"]
    assert room.shown(session).windowTitle() == "某县农业农村和水利局"


def test_a_registry_that_has_vanished_is_said_and_leads_to_the_first_run(room: Room) -> None:
    said: list[str] = []

    def read(dialog: ErrorDialog) -> None:
        said.append(dialog.sentence.text())
        dialog.close_button.click()

    room.remember(room.home / "U盘" / "旧登记.petition")
    room.visitor.expect(ErrorDialog, read)
    room.visitor.expect(FirstRun, lambda dialog: dialog.leave.click())
    assert not room.session().start()
    assert "没有找到登记簿" in said[0]
    assert "旧登记.petition" in said[0]


def test_a_second_program_on_the_same_registry_is_told_so(room: Room, registry: Path) -> None:
    room.opened(registry)
    said: list[str] = []

    def try_in_vain(door: UnlockDialog) -> None:
        robot = UnlockRobot(door).try_password(PASSWORD)
        said.append(robot.said())
        robot.escape()

    room.visitor.expect(UnlockDialog, try_in_vain)
    assert not room.session().start()
    assert "已在另一个窗口或程序里打开" in said[0]
    with pytest.raises(RegistryError):
        open_desk(registry, PASSWORD, at())


def test_a_bug_is_reported_without_petition_data_and_the_window_lives_on(
    room: Room, registry: Path, qtbot: QtBot
) -> None:
    _, window = room.opened(registry)
    secret = "王建国"
    reports: list[str] = []

    def bug() -> None:
        raise KeyError(secret)

    def read(dialog: CrashDialog) -> None:
        reports.append(dialog.report.toPlainText())
        dialog.accept()

    room.visitor.expect(CrashDialog, read)
    QTimer.singleShot(0, bug)
    qtbot.waitUntil(lambda: bool(reports))
    assert "KeyError" in reports[0]
    assert secret not in reports[0]
    window.show_page("ledger")
    assert window.isVisible()


def test_the_form_begun_is_there_again_after_a_lock(room: Room, registry: Path) -> None:
    session, window = room.opened(registry)
    page = register_page(window)
    RegisterRobot(page).write(summary="反映水渠漏水")
    room.visitor.expect(UnlockDialog, lambda door: UnlockRobot(door).try_password(PASSWORD))
    room.lock(session)
    room.qtbot.waitUntil(lambda: session.window is not None and session.window is not window)
    again = room.shown(session)
    assert register_page(again).facts().summary == "反映水渠漏水"


BEGINS_A_FORM = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from petitiondesk.services.desk import open_desk
from petitiondesk.ui.look import Look
from petitiondesk.ui.tasks import Tasks
from petitiondesk.ui.window import DeskWindow
from tests.factory import PASSWORD, at
from tests.robots.register import RegisterRobot

app = QApplication([])
desk = open_desk(Path(sys.argv[1]), PASSWORD, at())
look = Look(app)
tasks = Tasks(print, print, desk.release)
window = DeskWindow(desk, look, tasks)
window.show()
window.open_register()
page = window.page("register")
RegisterRobot(page).write(summary="反映水渠漏水")
page.drafts.due.connect(lambda: QTimer.singleShot(0, lambda: print("kept", flush=True)))
app.exec()
"""


def test_the_form_begun_is_there_again_after_the_power_went(room: Room, registry: Path) -> None:
    command = [sys.executable, "-c", BEGINS_A_FORM, str(registry)]
    root = Path(__file__).resolve().parents[2]
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        command, cwd=root, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as clerk:
        assert clerk.stdout is not None
        assert clerk.stdout.readline() == "kept\n"
        clerk.send_signal(signal.SIGKILL)
        clerk.wait()
    _, window = room.opened(registry)
    assert register_page(window).facts().summary == "反映水渠漏水"


def test_the_account_last_used_on_this_pc_is_proposed(room: Room, registry: Path) -> None:
    desk = open_desk(registry, PASSWORD, at())
    desk.accounts.add("李主任", Role.READER, "春眠不觉晓 33")
    desk.close()
    proposed: list[object] = []

    def in_as_another(door: UnlockDialog) -> None:
        proposed.append(door.password_page.who.value())
        UnlockRobot(door).choose("李主任").try_password("春眠不觉晓 33")

    room.remember(registry)
    room.visitor.expect(UnlockDialog, in_as_another)
    session = room.session()
    assert session.start()
    assert room.shown(session).shell.account.text() == "查阅员：李主任"
    session.leave()
    assert preferences.load(room.path).last_account == "李主任"
    room.visitor.expect(UnlockDialog, in_as_another)
    assert room.session().start()
    assert proposed[1] == "李主任"


def test_a_new_clerk_practises_and_comes_back_to_the_offices_own_registry(
    room: Room, registry: Path
) -> None:
    room.demo = lambda: a_desk(room.home / DEMO_FOLDER)
    session, window = room.opened(registry)
    assert window.shell.practice.isVisible()
    window.shell.practice.go.click()
    room.qtbot.waitUntil(lambda: session.window not in (None, window))
    practising = room.shown(session)
    assert practising.shell.practice.title.text().startswith("练习 1 / 7")
    assert preferences.load(room.path).last_registry == str(registry)
    room.visitor.expect(UnlockDialog, lambda d: UnlockRobot(d).try_password(PASSWORD))
    practising.shell.practice.leave.click()
    room.qtbot.waitUntil(lambda: session.window not in (None, practising))
    assert room.shown(session).context.desk.folder == registry
