"""The composition root: application, language, crash hooks, the door, services, window.

Everything is built here and handed down; nothing below looks anything up.
"""

import logging
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QObject, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from petitiondesk import __version__
from petitiondesk.domain.errors import DeskError
from petitiondesk.domain.office import Office
from petitiondesk.infra import preferences
from petitiondesk.infra.clock import local_now
from petitiondesk.infra.i18n import language, language_from_environment, render, tr, use_language
from petitiondesk.infra.logs import log_path, start_log
from petitiondesk.infra.pinyin import initials
from petitiondesk.infra.resources import resource
from petitiondesk.services.desk import (
    Desk,
    accounts_of,
    is_registry,
    new_desk,
    open_desk,
    recover_desk,
)
from petitiondesk.ui.crash import CrashHook
from petitiondesk.ui.dialogs import first_run, unlock
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Scheme
from petitiondesk.ui.tasks import Tasks
from petitiondesk.ui.views.dialogs import CrashDialog, ErrorDialog
from petitiondesk.ui.window import DeskWindow

_LOG = logging.getLogger(__name__)


def application() -> QApplication:
    """The Qt application, named and with Qt's own words in the reader's language."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("petitiondesk")
    app.setApplicationDisplayName(tr("信访登记台"))
    app.setApplicationVersion(__version__)
    app.setWindowIcon(QIcon(str(resource("icons", "app.svg"))))
    app.setQuitOnLastWindowClosed(False)
    translate_qt(app)
    return app


def translate_qt(app: QApplication) -> None:
    """Put Qt's own words (取消 on a file dialog) into the language in use."""
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{language()}", folder):
        app.installTranslator(translator)


class Session(QObject):
    """From the door to the window and back again, until the clerk leaves."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._app = app
        self._path = preferences.preferences_path()
        self._preferences = preferences.load(self._path)
        self._crash = CrashHook(__version__, self._present_crash)
        self._crash.install()
        self.look = Look(app, Scheme(self._preferences.scheme))
        self._desk: Desk | None = None
        self._tasks: Tasks | None = None
        self._window: DeskWindow | None = None

    def run(self, folder: Path | None = None, desk: Desk | None = None) -> int:
        """Open ``desk``, or the door of ``folder`` or of the last registry; return the status."""
        try:
            if desk is None:
                desk = self._door(folder or self._last())
            if desk is None:
                return 0
            self._show(desk)
            return int(self._app.exec())
        finally:
            self._leave()
            self._crash.uninstall()

    # --- doors ----------------------------------------------------------------------------------

    def _last(self) -> Path | None:
        last = self._preferences.last_registry
        return Path(last) if last and is_registry(Path(last)) else None

    def _door(self, folder: Path | None, *, locked: bool = False) -> Desk | None:
        """Ask until a registry is open or the clerk gives up."""
        while True:
            if folder is None:
                desk, folder = self._first_run()
                if desk is not None or folder is None:
                    return desk
            outcome, desk, folder = self._unlock(folder, locked=locked)
            if desk is not None or outcome is unlock.Outcome.QUIT:
                return desk

    def _first_run(self) -> tuple[Desk | None, Path | None]:
        """A new registry, open; or the folder of another to open; or nothing."""
        made: list[Desk] = []

        def create(folder: Path, office: Office, account: str, password: str) -> str:
            desk, recovery = new_desk(folder, office, account, password, local_now)
            made.append(desk)
            return recovery

        dialog = first_run.FirstRun(self.look, preferences.default_registry(), create)
        accepted = dialog.exec()
        outcome, folder = dialog.outcome, dialog.folder
        dialog.deleteLater()
        if made:
            return made[0], None
        if not accepted:
            return None, None
        if outcome is first_run.Outcome.DEMO:
            from petitiondesk.tour import demo_desk

            return demo_desk(preferences.default_registry().parent), None
        return None, folder

    def _unlock(
        self, folder: Path, *, locked: bool
    ) -> tuple[unlock.Outcome, Desk | None, Path | None]:
        opened: list[Desk] = []
        try:
            names = accounts_of(folder)
        except DeskError as error:
            dialog = ErrorDialog(render(error.message))
            dialog.exec()
            dialog.deleteLater()
            return unlock.Outcome.OPEN_OTHER, None, None
        door = unlock.UnlockDialog(
            self.look,
            folder,
            names,
            lambda password: opened.append(open_desk(folder, password, local_now)),
            lambda key, new: opened.append(recover_desk(folder, key, new, local_now)),
            locked=locked,
        )
        door.exec()
        outcome, other = door.outcome, door.other
        door.deleteLater()
        return outcome, (opened[0] if opened else None), other

    # --- the window -----------------------------------------------------------------------------

    def _show(self, desk: Desk) -> None:
        self._desk = desk
        self._remember(last_registry=str(desk.folder))
        self._tasks = Tasks(self._crash.handle, self._unheard, desk.release)
        self._window = DeskWindow(desk, self.look, self._tasks)
        self._window.lock_asked.connect(self._lock)
        self._window.language_asked.connect(self._change_language)
        self._window.closed.connect(self._app.quit)
        self._window.show()
        # The first name registered needs the readings of characters, which take a while to load.
        self._tasks.run(_read_ahead)

    def _leave(self) -> None:
        """Close the window, its work and its registry; the data key goes with them."""
        if self._tasks is not None:
            self._tasks.shutdown()
        if self._window is not None:
            self._window.hide()
            self._window.deleteLater()
        if self._desk is not None:
            self._desk.close()
        self._tasks = self._window = self._desk = None

    def _lock(self) -> None:
        assert self._desk is not None
        folder = self._desk.folder
        self._leave()
        desk = self._door(folder, locked=True)
        if desk is None:
            self._app.quit()
        else:
            self._show(desk)

    def _change_language(self, chosen: str) -> None:
        """Make the window anew in another language; the registry stays open."""
        assert self._desk is not None
        assert self._window is not None
        assert self._tasks is not None
        use_language(chosen)
        self._remember(language=chosen)
        translate_qt(self._app)
        self._tasks.shutdown()
        self._window.hide()
        self._window.deleteLater()
        self._show(self._desk)
        self._window.show_page("settings")

    def _remember(self, **changes: str) -> None:
        from dataclasses import replace

        self._preferences = replace(self._preferences, **changes)
        preferences.save(self._path, self._preferences)

    def _unheard(self, error: DeskError) -> None:
        if self._window is not None:
            self._window.messages.error(error)

    def _present_crash(self, report: str) -> None:
        dialog = CrashDialog(report)
        dialog.exec()
        dialog.deleteLater()


def _read_ahead(_progress: object) -> None:
    initials("王")


def run_desk() -> int:
    """Open the desk; return the exit status when the clerk leaves."""
    chosen = preferences.load(preferences.preferences_path()).language
    use_language(language_from_environment(default=chosen))
    start_log(log_path())
    return Session(application()).run()


def run_demo(folder: Path, *, tour: bool, say: Callable[[str], None]) -> int:
    """Make the demo registry in ``folder`` and open it; without a screen go through the tour."""
    from petitiondesk.tour import Tour, demo_desk, has_screen, use_no_screen

    start_log(log_path())
    if tour or not has_screen():
        use_no_screen()
        return Tour(application(), folder, say).run()
    app = application()
    desk = demo_desk(folder)
    say(tr("演示登记簿：{path}，密码：{password}", path=desk.folder, password=demo_password()))
    return Session(app).run(desk=desk)


def demo_password() -> str:
    """The demo's password, which is no secret."""
    from petitiondesk.tour import DEMO_PASSWORD

    return DEMO_PASSWORD
