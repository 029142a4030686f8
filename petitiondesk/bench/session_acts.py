"""What a clerk does in the measured session: one short act after the other, each with a name."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from petitiondesk.bench.hands import press
from petitiondesk.bench.room import Room
from petitiondesk.domain import workflow
from petitiondesk.domain.ledger import LedgerFilter
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Petitioner
from petitiondesk.domain.terms import Channel, State
from petitiondesk.ui.dialogs.step import StepDialog
from petitiondesk.ui.pages.case import CasePage
from petitiondesk.ui.pages.register import RegisterPage
from petitiondesk.ui.tasks import Progress
from petitiondesk.ui.views.ledger_view import FilterDialog

Act = Callable[[], object]

WORDS = ("路", "补贴", "土地流转", "村委会", "路 补贴", "拖欠 工资", "反映", "灌渠淤塞", "138")
"""What is searched for: one, two, four characters, two words, what stands everywhere, digits."""

SORTED = ("number", "received", "channel", "class", "topic", "section", "state", "due")
_PRESETS = ("open", "month", "pressing", "assigned", "all")
_PAGES = ("today", "deadlines", "reception", "returns", "archive", "settings", "register", "ledger")
_SUMMARY = "反映村内机耕路被工程车压坏，要求修复"
_CONTENT = (
    "去年九月以来，水渠工程的车辆每天从四组机耕路经过，路面多处下陷，秋收时农机无法通行。",
    "村民多次向施工方反映没有结果，请求责令修复路面，并在施工期间限制重车通行。",
)
EXPORTED = 20_000
BROUGHT_IN = 5_000
"""Petitions that are written out and brought in beside the clerk's work."""

_YEARS = 3
_TIMES = 2
"""Presses of a step's button: what it warns of is said once."""


class Acts:
    """The acts on one window of ``size`` petitions; ``old`` is brought in, ``out`` is written."""

    def __init__(self, room: Room, size: int, old: Path, out: Path) -> None:
        self._room = room
        self._chance = Random(size)  # noqa: S311 - the same session every time
        self._old = old
        self._out = out
        per_day = size / (_YEARS * 365)
        self._export_days = max(1, round(EXPORTED / per_day))

    def round(self) -> Iterator[tuple[str, Act]]:
        """Every act of one round, with what it is called."""
        yield from self._in_the_ledger()
        yield from self._through_the_pages()
        yield from self._one_case()
        yield from self._registering()

    def _in_the_ledger(self) -> Iterator[tuple[str, Act]]:
        room = self._room
        yield "go ledger", partial(room.go, "ledger")
        for words in WORDS:
            yield f"search {words}", partial(room.search, words)
        yield "search nothing", partial(room.search, "")
        for column in SORTED:
            yield f"sort {column}", partial(room.sort_by, column)
            yield "page down", partial(self._key, Qt.Key.Key_PageDown)
        for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_End, Qt.Key.Key_Home):
            yield f"key {key.name}", partial(self._key, key)
        for part in (0.5, 1.0, 0.25, 0.0):
            yield f"jump {part}", partial(self._jump, part)
        for _ in range(12):
            yield "drag", partial(self._jump, self._chance.random())
        for preset in _PRESETS:
            button = room.ledger.view.preset
            yield f"preset {preset}", partial(button.changed.emit, preset)
        yield "filter dialog", self._filter
        yield "search in filter", partial(room.search, WORDS[1])
        yield "select all", room.ledger.view.select_all.click
        yield "select none", room.ledger.view.select_all.click
        yield "search nothing", partial(room.search, "")

    def _through_the_pages(self) -> Iterator[tuple[str, Act]]:
        for key in _PAGES:
            yield f"go {key}", partial(self._room.go, key)

    def _one_case(self) -> Iterator[tuple[str, Act]]:
        room = self._room
        yield "open case", partial(self._key, Qt.Key.Key_Return)
        for place in range(5):
            yield f"case tab {place}", partial(self._tab, place)
        yield "back to ledger", partial(room.go, "ledger")
        registered = LedgerFilter(states=frozenset({State.REGISTERED}))
        yield "list of new ones", partial(room.window.open_ledger, registered)
        yield "open case", partial(self._key, Qt.Key.Key_Return)
        yield "take a step", self._propose

    def _registering(self) -> Iterator[tuple[str, Act]]:
        yield "go register", partial(self._room.go, "register")
        for place in range(4, len(_SUMMARY) + 1, 5):
            yield "type summary", partial(self._type, "summary", _SUMMARY[:place])
        for place in range(1, len(_CONTENT) + 1):
            yield "type content", partial(self._type, "content", "".join(_CONTENT[:place]))
        yield "type name", self._type_person
        yield "save petition", self._save  # and is told what is doubtful
        yield "save petition", self._save
        yield "go ledger", partial(self._room.go, "ledger")

    # --- work beside it -------------------------------------------------------------------------

    def export(self) -> None:
        """Write out some 20,000 petitions: those of the last days."""
        room = self._room
        today = room.desk.ledger.today
        first = today - timedelta(days=self._export_days)
        room.window.open_ledger(LedgerFilter(first=first, last=today))
        room.answers.target = self._out
        room.ledger.view.export.click()

    def bring_in(self) -> None:
        """Import the old ledger, as its dialog does."""
        imports = self._room.desk.imports

        def work(progress: Progress) -> object:
            def tell(done: int, total: int | None) -> None:
                progress.report(done, total, Message("正在导入“{name}”", name=self._old.name))

            return imports.run(imports.preview(self._old, progress=tell), progress=tell)

        title = Message("正在导入“{name}”", name=self._old.name)
        self._room.tasks.run(work, title=title)

    # --- acts -----------------------------------------------------------------------------------

    def _key(self, key: Qt.Key) -> None:
        table = self._room.ledger.view.table
        if not table.currentIndex().isValid():
            table.setCurrentIndex(table.model().index(0, 1))
        press(table, key)

    def _jump(self, part: float) -> None:
        bar = self._room.ledger.view.table.verticalScrollBar()
        bar.setValue(int(part * bar.maximum()))

    def _filter(self) -> None:
        def fill() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, FilterDialog):
                QTimer.singleShot(20, fill)
                return
            dialog.channel.set_value(Channel.LETTER)
            dialog.state.set_value(State.ARCHIVED)
            dialog.apply.click()

        QTimer.singleShot(20, fill)
        self._room.ledger.view.filter.click()

    def _case(self) -> CasePage:
        page = self._room.window.page("case")
        assert isinstance(page, CasePage)
        return page

    def _tab(self, place: int) -> None:
        self._case().view.tabs.setCurrentIndex(place)

    def _propose(self) -> None:
        def fill() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, StepDialog):
                QTimer.singleShot(20, fill)
                return
            dialog.form.set_values({"proposal": "建议转业务科室到现场核实。"})
            QTimer.singleShot(20, partial(self._press_write, dialog, _TIMES))

        case = self._case()
        if case.case is not None and workflow.STEP["propose"].suits(case.case.petition):
            QTimer.singleShot(20, fill)
            case.take(workflow.STEP["propose"])

    def _press_write(self, dialog: StepDialog, times: int) -> None:
        """Press the dialog's button, and once more where it warns; give up where it refuses.

        Each press comes by itself, as a hand's does.
        """
        if not times:
            dialog.reject()
            return
        dialog.try_to_write()
        if dialog.isVisible():
            QTimer.singleShot(20, partial(self._press_write, dialog, times - 1))

    def _register_page(self) -> RegisterPage:
        page = self._room.window.page("register")
        assert isinstance(page, RegisterPage)
        return page

    def _type(self, name: str, text: str) -> None:
        control = self._register_page().form.fields[name].control
        if isinstance(control, QLineEdit):
            control.setText(text)
        elif isinstance(control, QPlainTextEdit):
            control.setPlainText(text)

    def _type_person(self) -> None:
        form = self._register_page().form
        person = Petitioner("王建国", phone="13800000000", address="青石镇河湾村4组")
        form.put(replace(form.value(), petitioners=(person,)))

    def _save(self) -> None:
        self._register_page().save()
