"""The keyboard's way through every page and dialog: it comes round, is named, and is seen."""

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from petitiondesk.domain import workflow
from petitiondesk.domain.petition import Claim, Petition
from petitiondesk.services.desk import Desk
from petitiondesk.ui.dialogs.correct import CorrectDialog
from petitiondesk.ui.dialogs.letter import LetterDialog
from petitiondesk.ui.dialogs.step import ReasonDialog, StepDialog
from petitiondesk.ui.look import Look
from petitiondesk.ui.turns import take_all_turns
from tests.factory import WHOLE_COURSE, a_petition, take
from tests.ui.hands import press
from tests.ui.window_room import PAGES, Opened, open_case

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


@pytest.mark.parametrize("key", PAGES)
def test_tab_goes_through_every_page_and_every_stop_has_a_name(
    opened: Opened, busy_case: Petition, key: str, qtbot: QtBot
) -> None:
    window, _ = opened
    if key == "case":
        open_case(qtbot, window, busy_case.id)
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


@pytest.mark.parametrize("tab", range(5))
def test_tab_goes_through_every_part_of_a_case(
    opened: Opened, busy_case: Petition, tab: int, qtbot: QtBot
) -> None:
    window, _ = opened
    page = open_case(qtbot, window, busy_case.id)
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
    made.append(partial(LetterDialog, desk, look, desk.petitions.case(petition.id)))
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
    qtbot.waitUntil(lambda: window.shell.current_page() == key and not window.is_making())
    qtbot.waitUntil(lambda: not window.context.tasks.is_busy())
    take_all_turns(5)  # everything has its place, and may be painted
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
    opened: Opened, busy_case: Petition, desk: Desk, look: Look, qapp: QApplication, qtbot: QtBot
) -> None:
    window, _ = opened
    windows = Windows()
    qapp.installEventFilter(windows)
    for key in PAGES:
        window.show_page(key)
    open_case(qtbot, window, busy_case.id)
    for make in dialogs(desk, look, busy_case):
        make().deleteLater()
    qapp.removeEventFilter(windows)
    assert windows.shown == []
