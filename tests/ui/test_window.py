"""The window around the pages: undo, density, leaving, what cannot be read."""

import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from petitiondesk.domain import workflow
from petitiondesk.domain.errors import StorageError
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.terms import PetitionClass, State
from petitiondesk.services.desk import Desk
from petitiondesk.services.petitions import Case
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.dialogs.step import ReasonDialog, StepDialog
from petitiondesk.ui.look import Look
from petitiondesk.ui.pages.archive import ArchivePage
from petitiondesk.ui.pages.ledger import LedgerPage
from petitiondesk.ui.pages.settings import SettingsPage
from petitiondesk.ui.pages.today import TodayPage
from petitiondesk.ui.tasks import Progress, Tasks
from petitiondesk.ui.window import DeskWindow
from tests.factory import STEP_INPUTS, TODAY, a_petition, take
from tests.robots.settings import SettingsRobot, write
from tests.ui.bench import Bench
from tests.ui.fakes import RecordedMessages
from tests.ui.window_room import Opened, no_bug, open_case


def take_in_dialog(qtbot: QtBot, window: DeskWindow, petition: Petition, step: str) -> None:
    page = open_case(qtbot, window, petition.id)

    def fill(dialog: StepDialog) -> None:
        dialog.form.set_values(STEP_INPUTS[step])
        dialog.try_to_write()

    Bench().when_a_dialog_opens(fill)
    page.take(workflow.STEP[step])


# --- undo -----------------------------------------------------------------------------------------


def test_nothing_can_be_undone_before_a_step_is_written(
    opened: Opened, desk: Desk, qtbot: QtBot
) -> None:
    window, _ = opened
    petition = take(desk, desk.petitions.register(a_petition()), "propose")
    open_case(qtbot, window, petition.id)
    assert not window.shell.undo.isEnabled()
    assert window.shell.undo.toolTip() == "没有可以撤销的步骤。"


def test_undo_names_the_newest_step_and_takes_it_back_from_any_page(
    opened: Opened, desk: Desk, qtbot: QtBot
) -> None:
    window, _ = opened
    petition = desk.petitions.register(a_petition())
    other = desk.petitions.register(a_petition())
    take_in_dialog(qtbot, window, petition, "route")
    open_case(qtbot, window, other.id)
    window.show_page("ledger")
    undo = window.shell.undo
    qtbot.waitUntil(undo.isEnabled)
    assert undo.toolTip() == f"撤销 {petition.number} 的这一步：转办：由 办公室 到 农田建设科"
    said: list[str] = []

    def give_reason(dialog: ReasonDialog) -> None:
        said.append(dialog.sentence.text())
        dialog.reason.setPlainText("选错科室")
        dialog.try_to_write()

    Bench().when_a_dialog_opens(give_reason)
    undo.click()
    assert "转办：由 办公室 到 农田建设科" in said[0]
    assert desk.petitions.case(petition.id).petition.state is State.REGISTERED
    assert window.shell.current_page() == "case"
    qtbot.waitUntil(lambda: not undo.isEnabled())  # only the registration is left


def test_a_new_registration_leaves_nothing_to_undo(
    opened: Opened, desk: Desk, qtbot: QtBot
) -> None:
    window, _ = opened
    first, new = (desk.petitions.register(a_petition()) for _ in range(2))
    take_in_dialog(qtbot, window, first, "propose")
    qtbot.waitUntil(window.shell.undo.isEnabled)
    window.written(new.id)
    qtbot.waitUntil(lambda: not window.shell.undo.isEnabled())


def test_undo_of_a_sealed_case_names_the_step_and_nothing_else(
    opened: Opened, desk: Desk, qtbot: QtBot
) -> None:
    window, _ = opened
    petition = desk.petitions.register(
        a_petition(petition_class=PetitionClass.ACCUSATION, complained_of="经管站")
    )
    take(desk, petition, "route")
    window.written(petition.id)
    qtbot.waitUntil(window.shell.undo.isEnabled)
    tip = window.shell.undo.toolTip()
    assert tip.endswith("：转办")
    assert "农田" not in tip


# --- density --------------------------------------------------------------------------------------


def row_heights(window: DeskWindow) -> set[int]:
    heights = set()
    for key in ("today", "ledger", "archive"):
        page = window.page(key)
        assert isinstance(page, TodayPage | LedgerPage | ArchivePage)
        heights.add(page.view.table.verticalHeader().defaultSectionSize())
    return heights


def test_compact_rows_are_chosen_once_for_every_table(
    opened: Opened, desk: Desk, look: Look, qtbot: QtBot
) -> None:
    window, messages = opened
    assert row_heights(window) == {sizes.CONTROL}
    window.show_page("settings")
    settings = window.page("settings")
    assert isinstance(settings, SettingsPage)
    settings.look_form.density.group.buttons()[1].click()
    assert row_heights(window) == {sizes.COMPACT}

    tasks = Tasks(no_bug, messages.error, desk.release)
    again = DeskWindow(desk, look, tasks, messages)
    qtbot.addWidget(again)
    assert row_heights(again) == {sizes.COMPACT}
    tasks.shutdown()


def test_an_office_that_is_renamed_is_called_so_at_once(opened: Opened) -> None:
    window, messages = opened
    settings = window.page("settings")
    assert isinstance(settings, SettingsPage)
    SettingsRobot(settings).office().form.name.setText("某县林业局")
    settings.save("office")
    messages.assert_no_errors()
    assert window.shell.office.text() == "某县林业局"
    assert window.windowTitle() == "某县林业局"


# --- leaving --------------------------------------------------------------------------------------


def test_closing_during_an_import_asks_once(opened: Opened, qtbot: QtBot) -> None:
    window, messages = opened
    stopped: list[bool] = []

    started = threading.Event()

    def long_work(progress: Progress) -> None:
        started.set()
        while not progress.cancelled():
            pass
        stopped.append(True)
        progress.check()

    window.context.tasks.run(long_work, on_error=lambda _: None)
    assert started.wait(5)
    messages.answers = [False, True]
    assert not window.close()
    assert window.isVisible()
    with qtbot.waitSignal(window.closed):
        assert window.close()
    assert [asked.yes_label for asked in messages.asked] == ["停止并关闭"] * 2
    assert stopped == []
    assert window.context.tasks.shutdown()
    assert stopped == [True]


def test_a_count_under_way_is_not_worth_a_question(opened: Opened, qtbot: QtBot) -> None:
    window, messages = opened
    window.show_page("ledger")
    with qtbot.waitSignal(window.closed):
        window.close()
    assert messages.asked == []


def test_unsaved_settings_keep_the_window_open_until_they_are_saved(
    opened: Opened, desk: Desk, qtbot: QtBot
) -> None:
    window, messages = opened
    window.show_page("settings")
    settings = window.page("settings")
    assert isinstance(settings, SettingsPage)
    name = SettingsRobot(settings).office().form.name
    write(name, "")
    window.show_page("today")
    messages.answers = [True]
    assert not window.close(), "a name that is missing cannot be saved"
    assert window.shell.current_page() == "settings"
    write(name, "某县水利局")
    assert not window.close(), "nobody said yes"
    messages.answers = [True]
    with qtbot.waitSignal(window.closed):
        window.close()
    assert desk.office.office().name == "某县水利局"
    assert messages.asked[-1].text == "设置里这些部分有未保存的改动：单位。"


# --- what cannot be read --------------------------------------------------------------------------


def no_disk(*_: Any, **__: Any) -> Any:
    raise StorageError(Message("磁盘读不出来。没有改动任何内容，请检查磁盘。"))


def said_more(messages: RecordedMessages, before: int) -> Callable[[], bool]:
    return lambda: len(messages.errors) > before


def test_a_case_that_cannot_be_read_leaves_what_is_on_screen(
    opened: Opened, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, messages = opened
    shown, other = (desk.petitions.register(a_petition()) for _ in range(2))
    page = open_case(qtbot, window, shown.id)

    def gone(_petition_id: int) -> Case:
        raise StorageError(Message("登记簿读不出来。"))

    monkeypatch.setattr(desk.petitions, "case", gone)
    window.open_case(other.id)
    qtbot.waitUntil(lambda: not window.is_making())
    assert messages.said() == ["登记簿读不出来。"]
    assert window.shell.current_page() == "case"
    assert page.view.number.text() == shown.number


def test_a_clerk_who_goes_on_is_not_taken_to_a_case_that_is_read_late(
    opened: Opened, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, messages = opened
    petition = desk.petitions.register(a_petition())
    read, case = threading.Event(), desk.petitions.case

    def late(petition_id: int) -> Case:
        assert read.wait(20)
        return case(petition_id)

    monkeypatch.setattr(desk.petitions, "case", late)
    window.open_case(petition.id)
    window.show_page("archive")
    read.set()
    qtbot.waitUntil(lambda: not window.is_making() and not window.context.tasks.is_busy())
    assert window.shell.current_page() == "archive"
    messages.assert_no_errors()


def test_a_page_that_cannot_be_read_is_said_and_the_window_stays(
    opened: Opened, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, messages = opened
    petition = desk.petitions.register(a_petition())
    page = open_case(qtbot, window, petition.id)
    number = page.view.number.text()
    for service, method in (
        (desk.ledger, "day"), (desk.ledger, "first"), (desk.ledger, "total"),
        (desk.petitions, "case"), (desk.office, "office"),
    ):  # fmt: skip
        monkeypatch.setattr(service, method, no_disk)
    acts: tuple[Callable[[], object], ...] = (
        lambda: window.show_page("today"),
        lambda: window.show_page("ledger"),
        lambda: window.open_case(petition.id + 1),
        lambda: window.show_page("settings"),
        lambda: window.written(petition.id),
    )
    for act in acts:
        before = len(messages.errors)
        act()
        qtbot.waitUntil(said_more(messages, before))
        assert len(messages.errors) == before + 1
        assert str(messages.errors[-1]).startswith("磁盘读不出来。")
        assert window.shell.current_page() in ("today", "ledger", "case")
    assert page.view.number.text() == number


def test_rows_that_cannot_be_read_while_scrolling_are_said_once(
    opened: Opened, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, messages = opened
    desk.filling.fill(250, 3, TODAY)
    window.show_page("ledger")
    page = window.page("ledger")
    assert isinstance(page, LedgerPage)
    qtbot.waitUntil(lambda: page.model.rowCount() == 250)
    monkeypatch.setattr(desk.ledger, "rows", no_disk)
    page.view.table.scrollToBottom()
    page.view.table.grab()
    qtbot.waitUntil(lambda: bool(messages.errors))
    page.view.table.grab()
    qtbot.wait(20)
    assert len(messages.errors) == 1


def test_an_empty_registry_says_so_and_offers_to_register(opened: Opened) -> None:
    window, _ = opened
    window.show_page("ledger")
    page = window.page("ledger")
    assert isinstance(page, LedgerPage)
    view = page.view
    assert view.nothing.isVisible()
    assert not view.empty.isVisible(), "there are no conditions to be cleared"
    assert view.nothing.button is not None
    view.nothing.button.click()
    assert window.shell.current_page() == "register" or window.is_making()


# --- coming up ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wide", "high", "fills"),
    [(1366, 768, True), (1366, 1080, True), (1920, 768, True), (1920, 1080, False)],
)
def test_a_window_whose_frame_would_stand_out_of_the_screen_takes_all_of_it(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, wide: int, high: int, fills: bool
) -> None:
    window, _ = opened
    window.hide()
    window.resize(1366, 768)
    monkeypatch.setattr(
        window, "screen", lambda: SimpleNamespace(availableSize=lambda: QSize(wide, high))
    )
    window.come_up()
    assert window.isVisible()
    assert window.isMaximized() == fills
