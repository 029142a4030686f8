"""The desk as a child process: started as a clerk starts it, or working without a window."""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from petitiondesk import __version__
from petitiondesk.bench.given import PASSWORD, SIZE, office_hours
from petitiondesk.bench.hands import PaintWatch, click, press, shows_lines
from petitiondesk.bench.memory import begin_peak, peak, resident
from petitiondesk.bench.stopwatch import own_time
from petitiondesk.infra import preferences
from petitiondesk.infra.copies import Copies
from petitiondesk.session import Session
from petitiondesk.ui.application import application
from petitiondesk.ui.dialogs.unlock import UnlockDialog
from petitiondesk.ui.doors import Doors
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Scheme

if TYPE_CHECKING:  # a start that is measured loads what a start loads
    from petitiondesk.services.desk import Desk
    from petitiondesk.ui.pages.ledger import LedgerPage
    from petitiondesk.ui.window import DeskWindow

_TYPING = 2.5
"""Seconds that typing a password of a dozen characters takes at least. They are not counted."""

EXPORT, IMPORT, VERIFY, BACKUP = "export", "import", "verify", "backup"


def start_desk(folder: str) -> Mapping[str, float]:
    """Start as ``petitiondesk`` does, give the password, go to the ledger, use it.

    ``door``: the door is painted; ``given``: the password was given; ``painted``: the first page is;
    ``ledger``: the ledger is, asked for at once; ``memory``: megabytes then; ``used``: after some use.
    """
    told: dict[str, float] = {}
    app = application()
    with TemporaryDirectory() as own:
        path = Path(own) / "desk.json"
        kept = preferences.Preferences(last_registry=folder, version=__version__)
        preferences.save(path, kept)
        doors = Doors(Look(app, Scheme.LIGHT), office_hours(), Path(own), _no_demo)
        session = Session(app, doors, path, Copies(Path(own) / "copies"))
        QTimer.singleShot(0, lambda: _give_password(app, told))
        session.start()
        window = session.window
        assert window is not None
        window.resize(*SIZE)
        told["painted"] = _painted(app, window.page("today"))
        click(window.shell.rail.button("ledger"))
        page = cast("LedgerPage", window.page("ledger"))
        told["ledger"] = _painted(app, page.view.table.viewport(), lambda: shows_lines(page))
        told["memory"] = resident()
        _use(app, window, page)
        told["used"] = resident()
    return told


def work_alone(kind: str, folder: str, size: str, file: str) -> Mapping[str, float]:
    """Do one long piece of work without a window; ``added``: megabytes over those before it."""
    from petitiondesk.bench.registries import opened
    from petitiondesk.domain.ledger import LedgerFilter, Order

    desk = opened(Path(folder), int(size))
    works: Mapping[str, Callable[[Desk, Path], object]] = {
        EXPORT: _export, IMPORT: _import, VERIFY: _verify, BACKUP: _backup,
    }  # fmt: skip
    try:
        desk.ledger.first(LedgerFilter(), Order(), 100)
        before = resident()
        begin_peak()
        works[kind](desk, Path(file))
        return {"before": before, "added": peak() - before}
    finally:
        desk.close()


def _export(desk: "Desk", file: Path) -> None:
    from petitiondesk.domain.ledger import LedgerFilter, Order

    ids = tuple(desk.ledger.ids(LedgerFilter(), Order())[:50_000])
    file.unlink(missing_ok=True)
    desk.exports.ledger(file, LedgerFilter(ids=ids), Order())


def _import(desk: "Desk", file: Path) -> None:
    desk.imports.run(desk.imports.preview(file))


def _verify(desk: "Desk", _file: Path) -> None:
    assert desk.verify.verify().sound


def _backup(desk: "Desk", file: Path) -> None:
    file.unlink(missing_ok=True)
    desk.backups.write(file)


def _give_password(app: QApplication, told: dict[str, float]) -> None:
    """At the door, once it is painted."""
    door = QApplication.activeModalWidget()
    assert isinstance(door, UnlockDialog)
    told["door"] = _painted(app, door)
    _live(app, _TYPING)
    door.password_page.password.setText(PASSWORD)
    told["given"] = own_time()
    door.go.click()
    if door.isVisible():  # it stays shut, and nobody is there to read why
        sys.stderr.write(door.password_page.trouble.accessibleDescription() + "\n")
        os._exit(1)


def _use(app: QApplication, window: "DeskWindow", page: "LedgerPage") -> None:
    """Search, go to the end, open a case, go to Today and back."""
    from petitiondesk.domain.ledger import LedgerFilter

    window.shell.search.setText("补贴")
    press(window.shell.search, Qt.Key.Key_Return)
    _painted(app, page.view.table.viewport(), lambda: shows_lines(page))
    window.open_ledger(LedgerFilter())
    _live(app, 1.0)
    bar = page.view.table.verticalScrollBar()
    bar.setValue(bar.maximum())
    _live(app, 0.5)
    press(page.view.table, Qt.Key.Key_Home)
    press(page.view.table, Qt.Key.Key_Return)
    _live(app, 0.5)
    for key in ("today", "ledger"):
        click(window.shell.rail.button(key))
        _live(app, 0.5)


def _painted(app: QApplication, widget: QWidget, shows: Callable[[], bool] = lambda: True) -> float:
    """The moment at which ``widget`` is painted next while it ``shows`` what was asked for."""
    watch = PaintWatch(widget)
    widget.update()
    while True:
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        at = watch.take()
        if at is not None and shows():
            watch.end()
            return at


def _live(app: QApplication, seconds: float) -> None:
    until = perf_counter() + seconds
    while perf_counter() < until:
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def _no_demo() -> "Desk":
    raise AssertionError("nobody asks for the demo here")
