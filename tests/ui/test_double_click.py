"""A double click on a backup, a registry or something else starts the program with it."""

import shutil
from pathlib import Path

import pytest

from petitiondesk import bootstrap, cli
from petitiondesk.infra import preferences
from petitiondesk.services.desk import Desk
from petitiondesk.ui.dialogs.restore import RestoreWizard
from petitiondesk.ui.dialogs.unlock import UnlockDialog
from petitiondesk.ui.views.dialogs import ErrorDialog
from tests.factory import PASSWORD, a_petition
from tests.robots.doors import UnlockRobot
from tests.ui import session_room
from tests.ui.session_room import Room

room = session_room.room


@pytest.fixture
def stick(desk: Desk, tmp_path: Path) -> Path:
    """A folder with two backups, the older one with one petition, the newer one with two."""
    place = tmp_path / "移动硬盘"
    place.mkdir()
    desk.backups.choose_folder(place)
    for _ in range(2):
        desk.petitions.register(a_petition())
        desk.backups.make()
    return place


def backups(stick: Path) -> list[Path]:
    return sorted(stick.glob("*.petitionbackup"), key=lambda path: path.stat().st_mtime_ns)


def test_a_backup_is_restored_beside_the_registry_and_opened(
    room: Room, stick: Path, desk: Desk
) -> None:
    older = backups(stick)[0]
    seen: list[str] = []

    def go_through(wizard: RestoreWizard) -> None:
        chosen = wizard.found.row(wizard.choice.backups.currentIndex().row())
        seen.append(chosen.path.name if chosen else "")
        wizard.next.click()
        wizard.who.password.setText(PASSWORD)
        for page in (wizard.comparison, wizard.place, wizard.end):
            seen.append(wizard.comparison.verdict.text())
            wizard.next.click()
            room.qtbot.waitUntil(
                lambda page=page: wizard.stack.currentWidget() is page,  # type: ignore[misc]
                timeout=20_000,
            )
        wizard.next.click()

    room.remember(desk.folder)
    room.visitor.expect(RestoreWizard, go_through)
    room.visitor.expect(UnlockDialog, lambda door: UnlockRobot(door).try_password(PASSWORD))
    session = room.session()
    assert session.start(given=older)
    window = room.shown(session)
    assert seen[0] == older.name
    assert "1 件" in seen[2], "it is compared with the registry of this PC"
    assert window.context.desk.ledger.total() == 1
    opened = Path(preferences.load(room.path).last_registry)
    assert opened.parent == desk.folder.parent
    assert opened != desk.folder


def test_who_only_looks_at_a_backup_changes_nothing(room: Room, stick: Path, desk: Desk) -> None:
    room.remember(desk.folder)
    before = set(desk.folder.parent.iterdir()) | {room.path}
    room.visitor.expect(RestoreWizard, lambda wizard: wizard.leave.click())
    assert not room.session().start(given=backups(stick)[0])
    assert set(desk.folder.parent.iterdir()) | {room.path} == before
    assert preferences.load(room.path).last_registry == str(desk.folder)


@pytest.mark.parametrize("part", ["", "registry.db", "keys.json"])
def test_a_registry_or_a_file_of_it_opens_its_door(
    part: str, room: Room, empty_registry: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "旧电脑" / "信访登记.petition"
    shutil.copytree(empty_registry, folder)
    room.visitor.expect(UnlockDialog, lambda door: UnlockRobot(door).try_password(PASSWORD))
    session = room.session()
    assert session.start(given=folder / part)
    room.shown(session)
    assert preferences.load(room.path).last_registry == str(folder)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("附件-1a2b3c4d-001.petitionattachments", "单独打不开"),
        ("台账.xlsx", "不是"),
        ("坏.petitionbackup", "备份"),
        ("没有.petitionbackup", "没有找到"),
    ],
)
def test_what_cannot_be_opened_is_said_and_nothing_is_changed(
    name: str, words: str, room: Room
) -> None:
    given = room.home / name
    if not name.startswith("没有"):
        given.write_bytes(b"PK")
    said: list[str] = []

    def read(dialog: ErrorDialog) -> None:
        said.append(dialog.sentence.text())
        dialog.accept()

    room.visitor.expect(ErrorDialog, read)
    assert not room.session().start(given=given)
    assert words in said[0]
    assert not room.offered.exists()


@pytest.mark.parametrize(
    "arguments", [["open", "{}"], ["{}"]], ids=["by the menu's entry", "dropped on the icon"]
)
def test_the_program_is_started_with_the_file(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    given: list[Path | None] = []

    def run_desk(file: Path | None = None) -> int:
        given.append(file)
        return 0

    monkeypatch.setattr(bootstrap, "run_desk", run_desk)
    file = tmp_path / "信访登记 2026.petitionbackup"
    assert cli.main([argument.format(file) for argument in arguments]) == 0
    assert cli.main(["open"]) == 0
    assert cli.main([]) == 0
    assert given == [file, None, None]
