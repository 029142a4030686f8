"""The window takes keys while something long goes on: pages being made, imports, checks."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from petitiondesk.data import database
from petitiondesk.domain.errors import Cancelled, DeskError
from petitiondesk.domain.messages import Message
from petitiondesk.services.desk import Desk
from petitiondesk.services.matching import Match, MatchingService
from petitiondesk.ui.look import Look
from petitiondesk.ui.tasks import Progress, Tasks
from petitiondesk.ui.views.history import _Row
from petitiondesk.ui.window import DeskWindow
from tests.factory import a_petition
from tests.ui import register_room
from tests.ui.fakes import RecordedMessages
from tests.ui.hands import press
from tests.ui.register_room import Room
from tests.ui.window_room import Opened, no_bug, open_case

room = register_room.room

LONG_PAGES = ("register", "deadlines", "returns", "settings")


# --- pages that come in pieces --------------------------------------------------------------------


@pytest.mark.parametrize("key", LONG_PAGES)
def test_a_long_page_comes_up_by_itself_with_the_keyboard_in_it(
    opened: Opened, qtbot: QtBot, key: str
) -> None:
    window, messages = opened
    window.shell.rail.button(key).click()
    assert window.shell.rail.button(key).isChecked(), "the rail answers at once"
    assert key not in window.pages, "it is not made within the click"
    qtbot.waitUntil(lambda: window.shell.current_page() == key)
    page = window.pages[key]
    assert page.isVisible()
    assert page.isAncestorOf(window.focusWidget()) or page is window.focusWidget()
    qtbot.waitUntil(lambda: not window.context.tasks.is_busy())
    messages.assert_no_errors()


def test_a_clerk_who_goes_on_is_not_brought_back_by_a_page_that_comes_late(
    opened: Opened, desk: Desk, qtbot: QtBot
) -> None:
    window, messages = opened
    petition = desk.petitions.register(a_petition())
    window.shell.rail.button("settings").click()
    window.open_case(petition.id)
    qtbot.waitUntil(lambda: window.shell.current_page() == "case")
    qtbot.waitUntil(lambda: "settings" in window.pages)
    qtbot.wait(30)
    assert window.shell.current_page() == "case"
    messages.assert_no_errors()


def test_a_page_that_is_needed_whole_at_once_is_made_to_its_end(opened: Opened) -> None:
    window, messages = opened
    window.shell.rail.button("settings").click()
    window.open_settings("backup")
    assert window.shell.current_page() == "settings"
    page = window.pages["settings"]
    assert page is window.page("settings")
    messages.assert_no_errors()


def test_up_and_down_on_the_rail_go_on_and_enter_goes_in(opened: Opened, qtbot: QtBot) -> None:
    window, messages = opened
    for key in LONG_PAGES:
        window.page(key)
    window.shell.rail.button("today").setFocus()
    for key in ("register", "reception", "ledger", "deadlines"):
        press(window.focusWidget(), Qt.Key.Key_Down)
        qtbot.waitUntil(partial(_is_up, window, key))
        assert window.focusWidget() is window.shell.rail.button(key)
    press(window.focusWidget(), Qt.Key.Key_Return)
    assert window.pages["deadlines"].isAncestorOf(window.focusWidget())
    messages.assert_no_errors()


def _is_up(window: DeskWindow, key: str) -> bool:
    return window.shell.current_page() == key


# --- an import is being written -------------------------------------------------------------------


@contextmanager
def an_import_being_written(desk: Desk) -> Iterator[None]:
    """Another thread holds its transaction until the block ends; ours is the window's."""
    desk.never_wait()
    begun, over = threading.Event(), threading.Event()

    def write() -> None:
        with desk.context.registry.transaction():
            begun.set()
            over.wait(60)
        desk.release()

    thread = threading.Thread(target=write)
    thread.start()
    assert begun.wait(10)
    try:
        yield
    finally:
        over.set()
        thread.join()


def test_a_window_does_not_wait_for_an_import(
    opened: Opened, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "never_wait", lambda: None)  # `opened` has asked for it
    with an_import_being_written(desk), pytest.raises(DeskError, match="本程序正在写入"):
        desk.petitions.register(a_petition())


def test_a_window_waits_no_moment_for_an_import_that_is_long_under_way(
    opened: Opened, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_AT_ONCE", 300)
    monkeypatch.setattr(database, "_LONG", 0.0)
    with an_import_being_written(desk), pytest.raises(DeskError, match="本程序正在写入"):
        desk.petitions.register(a_petition())


def test_a_petition_saved_during_an_import_is_told_to_wait_and_nothing_typed_is_lost(
    room: Room,
) -> None:
    robot = room.open().fill()
    with an_import_being_written(room.desk):
        robot.save()
        (said,) = map(str, room.messages.errors)
        assert said.startswith("本程序正在写入别的内容")
        assert robot.form.value().petitioners[0].name == "王建国"
    assert room.count() == 0
    robot.save()
    assert room.count() == 1


def test_a_draft_that_an_import_kept_out_is_kept_after_it(room: Room) -> None:
    robot = room.open().fill()
    with an_import_being_written(room.desk):
        robot.page._keep_draft()
        assert robot.view.draft.text() == "· 草稿没有存上"
    room.qtbot.waitUntil(lambda: robot.view.draft.text() == "· 草稿已存")


# --- the daily check ------------------------------------------------------------------------------


def test_closing_in_the_middle_of_the_daily_check_ends_it_cleanly(
    desk: Desk, look: Look, qtbot: QtBot, tmp_path: Path
) -> None:
    scan = tmp_path / "来信.bin"
    scan.write_bytes(bytes(range(256)) * 60_000)
    desk.petitions.register(a_petition(), [scan])
    tasks = Tasks(no_bug, no_bug, desk.release)
    window = DeskWindow(desk, look, tasks, RecordedMessages())
    qtbot.addWidget(window)
    window.show()
    reached = threading.Event()
    ended: list[DeskError] = []

    def check(progress: Progress) -> None:
        def tell(done: int, total: int | None) -> None:
            reached.set()
            progress.report(done, total, Message("检查登记簿"))

        desk.condition.check(tell)

    tasks.run(check, None, ended.append)
    assert reached.wait(10)
    window.hide()
    assert tasks.shutdown()
    assert [type(error) for error in ended] == [Cancelled]
    assert desk.condition.check_due(), "it is made the next time"


# --- earlier petitions ----------------------------------------------------------------------------


def test_typing_goes_on_while_earlier_petitions_are_looked_for(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = room.desk.petitions.register(a_petition(summary="机耕路损坏无人修"))
    answer, real = threading.Event(), MatchingService.matches
    asked: list[str] = []

    def slow(self: MatchingService, form: object) -> list[Match]:
        asked.append(form.summary)  # type: ignore[attr-defined]
        answer.wait(10)
        return real(self, form)  # type: ignore[arg-type]

    monkeypatch.setattr(MatchingService, "matches", slow)
    robot = room.open().write(summary="机耕路损坏")
    robot.page.look_around()
    assert robot.page.matches.is_reading()
    robot.write(summary="另一件没有人说过的事情")
    robot.page.look_around()
    answer.set()
    room.qtbot.waitUntil(lambda: not robot.page.matches.is_reading())
    assert "另一件没有人说过的事情" in asked
    assert robot.matches() == [], "the answer to the older text is dropped"
    robot.write(summary="机耕路损坏无人修").look()
    assert [row.number.text() for row in robot.matches()] == [earlier.number]


# --- a long case ----------------------------------------------------------------------------------


def test_a_case_of_many_attachments_and_steps_shows_all_of_them(
    opened: Opened, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    window, messages = opened
    scans = []
    for number in range(50):
        scans.append(tmp_path / f"第{number:02}页.jpg")
        scans[-1].write_bytes(b"\xff\xd8" + bytes([number]))
    petition = desk.petitions.register(a_petition())
    for scan in scans:
        desk.attachments.attach(petition.id, [scan])
    page = open_case(qtbot, window, petition.id)
    rows = page.view.files.list
    qtbot.waitUntil(lambda: rows.count() == 50)
    page.show_case(desk.petitions.case(petition.id))
    assert rows.count() < 50, "what is out of sight comes later"
    qtbot.waitUntil(lambda: rows.count() == 50)
    qtbot.wait(20)
    assert rows.count() == 50, "none is listed twice"
    history = page.view.history
    qtbot.waitUntil(lambda: len(history.findChildren(_Row)) == 51)
    assert len(history.texts()) == 51
    messages.assert_no_errors()
