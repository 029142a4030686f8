"""The door of a damaged registry: what the clerk is told, and each way on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from petitiondesk.domain.errors import DamagedRegistry
from petitiondesk.services.desk import Desk, open_desk
from petitiondesk.ui.condition import ConditionWatch
from petitiondesk.ui.dialogs.damage import DamageDialog, Outcome
from petitiondesk.ui.dialogs.damage_work import Damage
from petitiondesk.ui.dialogs.restore import RestoreWizard
from petitiondesk.ui.dialogs.unlock import UnlockDialog
from petitiondesk.ui.look import Look
from petitiondesk.ui.tasks import Tasks
from petitiondesk.ui.views.damage_view import ConditionStrip
from petitiondesk.ui.window import DeskWindow
from tests.factory import ACCOUNT, PASSWORD, a_petition, at
from tests.robots.doors import UnlockRobot
from tests.services.test_condition import damage
from tests.ui import session_room
from tests.ui.fakes import RecordedMessages
from tests.ui.hands import press
from tests.ui.session_room import Room

room = session_room.room


@pytest.fixture
def damaged(desk: Desk, tmp_path: Path) -> Path:
    """A registry with a petition and a scan, whose attachments are lost; closed."""
    scan = tmp_path / "来信.jpg"
    scan.write_bytes(b"\xff\xd8 scan")
    desk.petitions.register(a_petition(), [scan])
    desk.close()
    (desk.folder / "attachments.db").unlink()
    return desk.folder


@pytest.fixture
def dialog(damaged: Path, look: Look, qtbot: QtBot) -> Iterator[DamageDialog]:
    made = at_the_door(damaged, look)
    qtbot.addWidget(made)
    made.open()
    yield made
    made.done(0)


def at_the_door(damaged: Path, look: Look) -> DamageDialog:
    """What opening it leads to."""
    with pytest.raises(DamagedRegistry) as raised:
        open_desk(damaged, PASSWORD, at())
    return DamageDialog(look, Damage(damaged, raised.value, ACCOUNT, PASSWORD), at())


def test_it_says_what_is_known_and_that_nothing_was_changed(dialog: DamageDialog) -> None:
    told = [w.text() for w in dialog.ways.findChildren(type(dialog.ways.title))]
    assert any("缺少一个文件" in text and "没有改动任何内容" in text for text in told)


def test_the_newest_good_backup_is_offered_first(damaged: Path, look: Look, qtbot: QtBot) -> None:
    dialog = at_the_door(damaged, look)
    qtbot.addWidget(dialog)
    assert dialog.focusWidget() is dialog.ways.restore


def test_what_can_be_read_is_looked_at(dialog: DamageDialog) -> None:
    press(dialog.ways.look_at, Qt.Key.Key_Return)
    assert dialog.outcome is Outcome.LOOK
    assert dialog.desk is not None
    assert dialog.desk.condition.read_only
    assert dialog.desk.petitions.case(1).petition.number == "信〔2026〕1号"
    dialog.desk.close()


def test_a_salvage_shows_its_list_and_leads_to_the_new_registry(
    dialog: DamageDialog, damaged: Path, qtbot: QtBot
) -> None:
    before = (damaged / "registry.db").read_bytes()
    press(dialog.ways.salvage, Qt.Key.Key_Return)
    assert dialog.place.folder.text() == str(damaged.with_name("信访登记-抢救.petition"))
    dialog.next.click()
    qtbot.waitUntil(lambda: dialog.stack.currentWidget() is dialog.end)
    assert "来信.jpg：附件内容丢失" in dialog.end.lost.toPlainText()
    assert dialog.end.told.text().startswith("抢救到新登记簿：1 件")
    dialog.next.click()
    assert dialog.outcome is Outcome.OPEN_OTHER
    assert dialog.other == damaged.with_name("信访登记-抢救.petition")
    again = open_desk(dialog.other, PASSWORD, at())
    assert again.verify.verify().sound
    again.close()
    assert (damaged / "registry.db").read_bytes() == before


def test_a_place_that_is_taken_or_no_path_is_said_beside_the_field(
    dialog: DamageDialog, damaged: Path, qtbot: QtBot
) -> None:
    dialog.ways.salvage.click()
    dialog.place.folder.setText("这里")
    dialog.next.click()
    assert "完整的文件夹路径" in dialog.place.trouble.text()
    dialog.place.folder.setText(str(damaged))
    dialog.next.click()
    qtbot.waitUntil(lambda: dialog._task is None)
    assert "已经有文件了" in dialog.place.trouble.text()
    assert dialog.stack.currentWidget() is dialog.place


def test_without_a_readable_key_file_only_a_backup_is_offered(
    damaged: Path, look: Look, qtbot: QtBot
) -> None:
    (damaged / "keys.json").write_bytes(b"\0" * 900)
    with pytest.raises(DamagedRegistry) as raised:
        open_desk(damaged, PASSWORD, at())
    made = DamageDialog(look, Damage(damaged, raised.value), at())
    qtbot.addWidget(made)
    made.open()
    assert made.ways.restore.isVisible()
    assert not made.ways.salvage.isVisible()
    assert not made.ways.look_at.isVisible()
    made.done(0)


# --- from the start of the program ---------------------------------------------------------------


def test_the_clerk_goes_from_the_password_to_the_damage_and_looks(
    room: Room, damaged: Path
) -> None:
    room.remember(damaged)
    room.visitor.expect(UnlockDialog, lambda d: UnlockRobot(d).try_password(PASSWORD))
    room.visitor.expect(DamageDialog, lambda d: d.ways.look_at.click())
    session = room.session()
    assert session.start()
    window = room.shown(session)
    assert "只读方式打开" in window.shell.condition.text.text()
    assert window.shell.condition.isVisible()


def test_the_clerk_restores_a_backup_instead_and_leaves_the_wizard_again(
    room: Room, damaged: Path
) -> None:
    room.remember(damaged)
    room.visitor.expect(UnlockDialog, lambda d: UnlockRobot(d).try_password(PASSWORD))
    # Later: the click runs the wizard, which the visitor must be free to answer.
    room.visitor.expect(DamageDialog, lambda d: QTimer.singleShot(0, d.ways.restore.click))
    room.visitor.expect(RestoreWizard, lambda d: d.reject())
    session = room.session()

    def leave() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, DamageDialog) and not room.visitor.plan:
            dialog.reject()

    room.visitor._timer.timeout.connect(leave)
    assert not session.start()


def test_a_damaged_key_file_leads_to_the_damage_without_a_password(
    room: Room, damaged: Path
) -> None:
    (damaged / "keys.json").write_bytes(b"{")
    room.remember(damaged)
    room.visitor.expect(DamageDialog, lambda d: d.reject())
    assert not room.session().start()


# --- the strip -----------------------------------------------------------------------------------


def test_nothing_is_said_over_the_pages_of_a_sound_registry(
    opened: tuple[DeskWindow, RecordedMessages],
) -> None:
    window, _ = opened
    window.condition.start()
    assert not window.shell.condition.isVisible()


def test_the_daily_check_runs_behind_the_window_and_says_what_it_finds(
    desk: Desk, look: Look, qtbot: QtBot, tmp_path: Path
) -> None:
    scan = tmp_path / "来信.bin"
    scan.write_bytes(bytes(range(256)) * 8000)
    desk.petitions.register(a_petition(), [scan])
    desk.close()
    damage(desk.folder / "attachments.db", 0.5)
    again = open_desk(desk.folder, PASSWORD, at())
    bugs: list[BaseException] = []
    messages = RecordedMessages()
    tasks = Tasks(bugs.append, messages.error, again.release)
    strip = ConditionStrip(look)
    qtbot.addWidget(strip)
    watch = ConditionWatch(again.condition, strip, tasks, messages, strip)
    watch.start()
    qtbot.waitUntil(lambda: "附件文件里有" in strip.text.text())
    assert strip.isVisible()
    assert strip.accessibleName() == "\n".join(strip.said)
    assert tasks.shutdown()
    assert bugs == []
    again.close()
