"""The window around the pages: undo, density, leaving, the keyboard's way through every page."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from petitiondesk.domain import workflow
from petitiondesk.domain.errors import StorageError
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Claim, Petition
from petitiondesk.domain.terms import Channel, PetitionClass, State
from petitiondesk.infra.i18n import term, tr, use_language
from petitiondesk.services.desk import Desk
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.dialogs.step import CorrectDialog, ReasonDialog, StepDialog
from petitiondesk.ui.look import Look
from petitiondesk.ui.models.ledger_columns import COLUMN, COLUMNS
from petitiondesk.ui.pages.archive import ArchivePage
from petitiondesk.ui.pages.case import CasePage
from petitiondesk.ui.pages.ledger import LedgerPage
from petitiondesk.ui.pages.settings import SettingsPage
from petitiondesk.ui.pages.today import TodayPage
from petitiondesk.ui.style import font
from petitiondesk.ui.tasks import Progress, Tasks
from petitiondesk.ui.window import DeskWindow
from tests.factory import STEP_INPUTS, TODAY, WHOLE_COURSE, a_petition, take
from tests.robots.settings import SettingsRobot, write
from tests.ui.bench import Bench
from tests.ui.fakes import RecordedMessages
from tests.ui.hands import press

PAGES = ("today", "register", "ledger", "case", "archive", "settings")
Opened = tuple[DeskWindow, RecordedMessages]


@pytest.fixture
def opened(desk: Desk, look: Look, qtbot: QtBot) -> Iterator[Opened]:
    with_messages = RecordedMessages()
    bugs: list[BaseException] = []
    tasks = Tasks(bugs.append, with_messages.error, desk.release)
    window = DeskWindow(desk, look, tasks, with_messages)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield window, with_messages
    window.hide()
    assert tasks.shutdown()
    assert bugs == []


def no_bug(bug: BaseException) -> None:
    raise AssertionError(repr(bug))


def case_page(window: DeskWindow) -> CasePage:
    page = window.page("case")
    assert isinstance(page, CasePage)
    return page


def take_in_dialog(window: DeskWindow, petition: Petition, step: str) -> None:
    window.open_case(petition.id)

    def fill(dialog: StepDialog) -> None:
        dialog.form.set_values(STEP_INPUTS[step])
        dialog.try_to_write()

    Bench().when_a_dialog_opens(fill)
    case_page(window).take(workflow.STEP[step])


# --- undo -----------------------------------------------------------------------------------------


def test_nothing_can_be_undone_before_a_step_is_written(opened: Opened, desk: Desk) -> None:
    window, _ = opened
    petition = take(desk, desk.petitions.register(a_petition()), "propose")
    window.open_case(petition.id)
    assert not window.shell.undo.isEnabled()
    assert window.shell.undo.toolTip() == "没有可以撤销的步骤。"


def test_undo_names_the_newest_step_and_takes_it_back_from_any_page(
    opened: Opened, desk: Desk
) -> None:
    window, _ = opened
    petition = desk.petitions.register(a_petition())
    other = desk.petitions.register(a_petition())
    take_in_dialog(window, petition, "route")
    window.open_case(other.id)
    window.show_page("ledger")
    undo = window.shell.undo
    assert undo.isEnabled()
    assert undo.toolTip() == f"撤销 {petition.number} 的这一步：转办：农田建设科"
    said: list[str] = []

    def give_reason(dialog: ReasonDialog) -> None:
        said.append(dialog.sentence.text())
        dialog.reason.setPlainText("选错科室")
        dialog.try_to_write()

    Bench().when_a_dialog_opens(give_reason)
    undo.click()
    assert "转办：农田建设科" in said[0]
    assert desk.petitions.case(petition.id).petition.state is State.REGISTERED
    assert window.shell.current_page() == "case"
    assert not undo.isEnabled(), "only the registration is left"


def test_a_new_registration_leaves_nothing_to_undo(opened: Opened, desk: Desk) -> None:
    window, _ = opened
    first, new = (desk.petitions.register(a_petition()) for _ in range(2))
    take_in_dialog(window, first, "propose")
    assert window.shell.undo.isEnabled()
    window.written(new.id)
    assert not window.shell.undo.isEnabled()


def test_undo_of_a_sealed_case_names_the_step_and_nothing_else(opened: Opened, desk: Desk) -> None:
    window, _ = opened
    petition = desk.petitions.register(
        a_petition(petition_class=PetitionClass.ACCUSATION, complained_of="经管站")
    )
    take(desk, petition, "route")
    window.written(petition.id)
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


def test_a_page_that_cannot_be_read_is_said_and_the_window_stays(
    opened: Opened, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, messages = opened
    petition = desk.petitions.register(a_petition())
    window.open_case(petition.id)
    number = case_page(window).view.number.text()
    for service, method in (
        (desk.ledger, "day"), (desk.ledger, "window"), (desk.ledger, "total"),
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
        assert len(messages.errors) == before + 1
        assert str(messages.errors[-1]).startswith("磁盘读不出来。")
    assert case_page(window).view.number.text() == number


def test_rows_that_cannot_be_read_while_scrolling_are_said_once(
    opened: Opened, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, messages = opened
    desk.filling.fill(250, 3, TODAY)
    window.show_page("ledger")
    page = window.page("ledger")
    assert isinstance(page, LedgerPage)
    qtbot.waitUntil(lambda: page.model.rowCount() == 250)
    monkeypatch.setattr(desk.ledger, "window", no_disk)
    page.view.table.scrollToBottom()
    page.view.table.grab()
    qtbot.waitUntil(lambda: bool(messages.errors))
    page.view.table.grab()
    qtbot.wait(20)
    assert len(messages.errors) == 1


# --- the keyboard ---------------------------------------------------------------------------------


def reached(window: QWidget, qtbot: QtBot, most: int = 300) -> list[QWidget]:
    """Every control on the round that Tab goes; the page itself may have the keyboard first."""
    way: list[QWidget] = []
    while len(way) < most:
        here = QApplication.focusWidget()
        assert here is not None
        if here in way:
            return way[way.index(here) :]
        way.append(here)
        press(here, Qt.Key.Key_Tab)
    names = [f"{type(w).__name__} {w.accessibleName()}" for w in way[-12:]]
    raise AssertionError(f"Tab does not come back: … {names}")


def spoken(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    name = widget.accessibleName() or (str(text()) if callable(text) else "")
    # An editable combo keeps the keyboard in its line; the name is the combo's.
    parent = widget.parentWidget()
    return name or (parent.accessibleName() if parent is not None else "")


def tab_stops(window: QWidget) -> list[QWidget]:
    """What Tab must reach: every enabled visible control that takes the keyboard by Tab."""
    tab = Qt.FocusPolicy.TabFocus
    return [
        w
        for w in window.findChildren(QWidget)
        if w.isVisibleTo(window)
        and w.isEnabled()
        and w.focusPolicy() & tab == tab
        and w.focusProxy() is None
        and not (isinstance(w, QScrollArea) and not w.accessibleName())
    ]


@pytest.fixture
def busy_case(desk: Desk, tmp_path: Any) -> Petition:
    """A case with claims, files and a repeat."""
    first = desk.petitions.register(a_petition())
    petition = desk.petitions.register(
        a_petition(repeat=True, repeats_id=first.id, claims=(Claim("修路"), Claim("赔偿")))
    )
    scan = tmp_path / "来信.jpg"
    scan.write_bytes(b"\xff\xd8")
    desk.petitions.attach(petition.id, [scan])
    return take(desk, petition, "propose", "instruct", "route", "receive", "submit")


@pytest.mark.parametrize("key", PAGES)
def test_tab_goes_through_every_page_and_every_stop_has_a_name(
    opened: Opened, busy_case: Petition, key: str, qtbot: QtBot
) -> None:
    window, _ = opened
    if key == "case":
        window.open_case(busy_case.id)
    else:
        window.show_page(key)
    qtbot.waitUntil(lambda: not window.context.tasks.is_busy())
    way = reached(window, qtbot)
    nameless = [f"{type(w).__name__} in {type(w.parent()).__name__}" for w in way if not spoken(w)]
    assert nameless == []
    missed = [spoken(w) for w in tab_stops(window) if w not in way and not within(w, way)]
    assert missed == []


def within(widget: QWidget, way: list[QWidget]) -> bool:
    """A group of choices is one stop; arrows go through it."""
    parent = widget.parentWidget()
    siblings = parent.findChildren(type(widget)) if parent is not None else []
    return any(sibling in way for sibling in siblings)


@pytest.mark.parametrize("tab", range(4))
def test_tab_goes_through_every_part_of_a_case(
    opened: Opened, busy_case: Petition, tab: int, qtbot: QtBot
) -> None:
    window, _ = opened
    window.open_case(busy_case.id)
    page = case_page(window)
    page.view.tabs.setCurrentIndex(tab)
    page.view.tabs.setFocus()
    way = reached(window, qtbot)
    assert [type(w).__name__ for w in way if not spoken(w)] == []
    for button in page.view.buttons.findChildren(QWidget):
        assert button in way or not button.isVisible()
    assert page.view.history in way


def dialogs(desk: Desk, look: Look, petition: Petition) -> list[Callable[[], QWidget]]:
    def write(values: dict[str, object], on: object) -> None:
        raise AssertionError("nothing is to be written")

    made: list[Callable[[], QWidget]] = [
        partial(StepDialog, desk, look, step, [petition], write)
        for name, step in workflow.STEP.items()
        if name != workflow.REGISTER
    ]
    for event in desk.petitions.case(petition.id).events:
        made.append(partial(CorrectDialog, desk, look, petition, event, "这一步"))
    made.append(partial(ReasonDialog, "撤销", "将撤销。", "撤销", print))
    return made


def test_tab_goes_through_every_dialog_that_writes(desk: Desk, look: Look, qtbot: QtBot) -> None:
    petition = take(
        desk,
        desk.petitions.register(a_petition(claims=(Claim("修路"), Claim("赔偿")))),
        *WHOLE_COURSE,
    )
    for make in dialogs(desk, look, petition):
        dialog = make()
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        way = reached(dialog, qtbot)
        title = dialog.windowTitle()
        assert [type(w).__name__ for w in way if not spoken(w)] == [], title
        missed = [spoken(w) for w in tab_stops(dialog) if w not in way and not within(w, way)]
        assert missed == [], title
        dialog.close()


def picture(window: QWidget) -> QImage:
    return window.grab().toImage()


@pytest.mark.parametrize("key", ["today", "ledger", "case", "archive"])
def test_where_the_keyboard_is_can_be_seen(
    opened: Opened, busy_case: Petition, key: str, qtbot: QtBot
) -> None:
    window, _ = opened
    window.open_case(busy_case.id) if key == "case" else window.show_page(key)
    qtbot.waitUntil(lambda: not window.context.tasks.is_busy())
    qtbot.wait(20)  # until everything has its place
    for stop in reached(window, qtbot):
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        with_it = picture(window)
        stop.clearFocus()
        assert with_it != picture(window), f"{type(stop).__name__} {spoken(stop)}"


class Windows(QObject):
    """Notes every window that is shown, however briefly."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


def test_no_stray_window_flashes_up_while_pages_and_dialogs_are_made(
    opened: Opened, busy_case: Petition, desk: Desk, look: Look, qapp: QApplication
) -> None:
    window, _ = opened
    windows = Windows()
    qapp.installEventFilter(windows)
    for key in PAGES:
        window.show_page(key)
    window.open_case(busy_case.id)
    for make in dialogs(desk, look, busy_case):
        make().deleteLater()
    qapp.removeEventFilter(windows)
    assert windows.shown == []


# --- small screens, another language --------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("size", [(1366, 768), (1024, 640)])
def test_no_term_is_cut_in_the_ledger(
    desk: Desk, look: Look, qtbot: QtBot, language: str, size: tuple[int, int]
) -> None:
    use_language(language)
    messages = RecordedMessages()
    tasks = Tasks(no_bug, messages.error, desk.release)
    window = DeskWindow(desk, look, tasks, messages)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    window.show_page("ledger")
    page = window.page("ledger")
    assert isinstance(page, LedgerPage)
    table = page.view.table
    metrics = QFontMetrics(table.font())
    longest = {
        "number": ["信〔2026〕12345号"],
        "channel": [term(c) for c in Channel],
        "class": [term(c) for c in PetitionClass],
        "state": [term(s) for s in State],
    }
    for name, texts in longest.items():
        room = table.columnWidth(COLUMN[name]) - 24
        assert room >= max(metrics.horizontalAdvance(text) for text in texts), name
    bold = QFontMetrics(font(sizes.CAPTION, bold=True))
    header = table.horizontalHeader()
    for place, column in enumerate(COLUMNS):
        if not header.isSectionHidden(place):
            arrow = 16 if place == header.sortIndicatorSection() else 0
            room = header.sectionSize(place) - 24 - arrow
            assert room >= bold.horizontalAdvance(tr(column.zh)), column.name
    tasks.shutdown()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_case_needs_no_scrolling_sideways_on_a_small_screen(
    desk: Desk, look: Look, qtbot: QtBot, language: str, busy_case: Petition
) -> None:
    use_language(language)
    messages = RecordedMessages()
    tasks = Tasks(no_bug, messages.error, desk.release)
    window = DeskWindow(desk, look, tasks, messages)
    qtbot.addWidget(window)
    window.resize(1024, 640)
    window.show()
    window.open_case(busy_case.id)
    frame = window.shell.stack.currentWidget()
    assert isinstance(frame, QScrollArea)
    qtbot.waitUntil(lambda: frame.horizontalScrollBar().maximum() == 0)
    shown = case_page(window).view.clocks.findChildren(QLabel)
    cut = [w.text() for w in shown if w.wordWrap() and w.height() < w.heightForWidth(w.width())]
    assert cut == []
    tasks.shutdown()
