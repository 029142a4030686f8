"""The table of keys is what the windows have, no more and no less."""

from collections.abc import Iterable

from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from petitiondesk.domain import workflow
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.returns.period import Period, PeriodKind
from petitiondesk.ui.dialogs.forms import FormsDialog
from petitiondesk.ui.dialogs.ledger_columns import ColumnsDialog
from petitiondesk.ui.dialogs.step import StepDialog
from petitiondesk.ui.help.window import HelpWindow
from petitiondesk.ui.help_key import HelpKey
from petitiondesk.ui.look import Look
from petitiondesk.ui.places import _CLASSES, rail_items
from petitiondesk.ui.shortcuts import SHORTCUTS, Where
from petitiondesk.ui.views.choice import SegmentedChoice
from tests.ui.window_room import Opened

PAGES = {
    "register": Where.REGISTER,
    "ledger": Where.LEDGER,
    "deadlines": Where.DEADLINES,
    "returns": Where.RETURNS,
    "settings": Where.SETTINGS,
}


def listed(where: Where) -> set[str]:
    return {keys for entry in SHORTCUTS if entry.where is where for keys in entry.sequences()}


def had(shortcuts: Iterable[QShortcut]) -> set[str]:
    return {shortcut.key().toString() for shortcut in shortcuts}


def test_every_key_of_the_window_is_listed_and_every_listed_key_is_there(
    opened: Opened, look: Look, qapp: QApplication
) -> None:
    window, _ = opened
    key = HelpKey(qapp, look)
    found: dict[Where, set[str]] = {where: set() for where in Where}
    for name in _CLASSES:
        window.page(name)
    for shortcut in window.findChildren(QShortcut):
        found[place_of(shortcut, window.pages)] |= had([shortcut])
    for where in (Where.DESK, *PAGES.values()):
        assert found[where] == listed(where), where.name
    key.end()


def place_of(shortcut: QShortcut, pages: dict[str, QWidget]) -> Where:
    """The page that a key works on; the digits of a row of options work wherever there is one."""
    parent = shortcut.parent()
    assert isinstance(parent, QWidget)
    if isinstance(parent, SegmentedChoice):
        return Where.DESK
    inside = [name for name, page in pages.items() if page is parent or page.isAncestorOf(parent)]
    return PAGES[inside[0]] if inside else Where.DESK


def test_the_rail_has_as_many_digits_as_pages() -> None:
    (rail,) = [entry for entry in SHORTCUTS if entry.shown.startswith("Ctrl+1")]
    assert rail.sequences() == tuple(f"Ctrl+{n + 1}" for n in range(len(rail_items())))
    assert rail.shown.endswith(rail.sequences()[-1])


def test_the_keys_of_dialogs_and_of_the_manual_are_listed(
    opened: Opened, busy_case: Petition, look: Look, qtbot: QtBot
) -> None:
    window, _ = opened
    desk = window.context.desk
    step = StepDialog(desk, look, workflow.STEP["urge"], [busy_case], print, window)
    month = Period.of(PeriodKind.MONTH, desk.ledger.today).previous()
    forms = FormsDialog(window.context, desk.returns.reckon(month), window)
    columns = ColumnsDialog(look, (), window)
    manual = HelpWindow(look)
    for widget in (step, forms, columns, manual):
        qtbot.addWidget(widget)
    dialogs = had(s for dialog in (step, forms, columns) for s in dialog.findChildren(QShortcut))
    assert dialogs == listed(Where.DIALOGS)
    assert had(manual.findChildren(QShortcut)) == listed(Where.MANUAL)


def test_no_key_is_one_that_input_methods_or_text_fields_take() -> None:
    """Ctrl+Space, Shift, Ctrl+., and the keys of editing belong to typing."""
    taken = {"Ctrl+Space", "Shift", "Ctrl+.", "Ctrl+,", "Ctrl+Z", "Ctrl+Y", "Ctrl+X", "Ctrl+C",
             "Ctrl+V", "Ctrl+A", "Space", "Tab"}  # fmt: skip
    assert {keys for entry in SHORTCUTS for keys in entry.sequences()} & taken == set()
    bare = {k for entry in SHORTCUTS for k in entry.sequences() if "+" not in k}
    assert bare == {"F1", "?", "Esc", "Del"}, "a letter by itself would be typed"


def test_a_key_does_one_thing_in_one_place() -> None:
    for where in Where:
        keys = [k for entry in SHORTCUTS if entry.where is where for k in entry.sequences()]
        assert len(keys) == len(set(keys)), where.name
        everywhere = listed(Where.DESK) if where is not Where.DESK else set()
        beside = where not in (Where.DIALOGS, Where.MANUAL)  # windows of their own
        assert not beside or set(keys) & everywhere == set(), where.name
