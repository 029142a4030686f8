"""From the door to the window and back again, until the clerk leaves."""

import gc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from petitiondesk import __version__
from petitiondesk.ahead import AFTER_MS, load_while_typing
from petitiondesk.domain.errors import DeskError
from petitiondesk.domain.messages import Message
from petitiondesk.infra import preferences
from petitiondesk.infra.copies import Copies
from petitiondesk.infra.i18n import use_language
from petitiondesk.ui.application import translate_qt
from petitiondesk.ui.crash import CrashHook
from petitiondesk.ui.doors import Doors
from petitiondesk.ui.help_key import HelpKey
from petitiondesk.ui.idle import forget_clipboard, steady_seconds
from petitiondesk.ui.style import Scheme
from petitiondesk.ui.tasks import Tasks
from petitiondesk.ui.views.dialogs import CrashDialog

if TYPE_CHECKING:  # the door is painted before the rest is loaded
    from petitiondesk.services.desk import Desk
    from petitiondesk.ui.window import DeskWindow


NEWS = "news"
"""The manual's page of what is new."""


class Session(QObject):
    """From the door to the window and back again, until the clerk leaves. ``ended`` when she does.

    ``path`` is the file of this PC's preferences, ``doors`` give the desk, ``copies`` hold what
    other programs open, ``clock`` gives the seconds of the idle lock. `run` is the whole of it;
    `start` and `leave` are its two ends, for whoever has an event loop already.
    """

    ended = Signal()

    def __init__(
        self,
        app: QApplication,
        doors: Doors,
        path: Path,
        copies: Copies,
        clock: Callable[[], float] = steady_seconds,
    ) -> None:
        super().__init__()
        self._clock = clock
        self._app = app
        self._path = path
        self._copies = copies
        self._preferences = preferences.load(path)
        self._doors = doors
        self._help = HelpKey(app, doors.look, self)
        self._crash = CrashHook(__version__, self._present_crash)
        self._desk: Desk | None = None
        self._tasks: Tasks | None = None
        self.window: DeskWindow | None = None

    def run(self, desk: "Desk | None" = None, given: Path | None = None) -> int:
        """Open ``desk``, or the door of what was ``given``, or of the last registry; exit status."""
        self.ended.connect(self._app.quit)
        try:
            return int(self._app.exec()) if self.start(desk, given) else 0
        finally:
            self.leave()

    def start(self, desk: "Desk | None" = None, given: Path | None = None) -> bool:
        """Go through the door and show the window; False when the clerk turned back."""
        self._crash.install()
        self._copies.clear()
        kept = self._preferences
        last = Path(kept.last_registry) if kept.last_registry else None
        if desk is None:
            QTimer.singleShot(AFTER_MS, load_while_typing)
            desk = (
                self._doors.open(last, last=kept.last_account) if given is None
                else self._doors.open_given(given, last)
            )  # fmt: skip
        if desk is not None:
            self._enter(desk)
        return desk is not None

    def leave(self) -> None:
        """Close everything and put back what stood before."""
        self._clear()
        self._help.end()
        self._crash.uninstall()

    # --- the window -----------------------------------------------------------------------------

    def _enter(self, desk: "Desk") -> None:
        """Show a registry whose door was just opened, and open it first the next time."""
        from petitiondesk.demo import DEMO_FOLDER, DEMO_PASSWORD

        self._show(desk)
        self._say_what_is_new()
        assert self.window is not None
        if desk.folder.name != DEMO_FOLDER:
            self._remember(last_registry=str(desk.folder), last_account=desk.office.account)
            self.window.practice.offer()
            return
        self.window.practice.lead()
        self.window.messages.notice(
            Message("这是练习登记簿，里面都是合成的信访件。锁定后用这个密码打开：{password}",
                    password=DEMO_PASSWORD)
        )  # fmt: skip

    def _say_what_is_new(self) -> None:
        """Once after an upgrade: the manual's page about it. The first version of all has no news."""
        kept = self._preferences
        if kept.version == __version__:
            return
        if kept.last_registry and self.window is not None:
            self._help.open(NEWS)
            self.window.messages.notice(
                Message(
                    "程序已经升级到 {version}，登记簿照旧。有什么变化，见手册。",
                    version=__version__,
                )
            )
        self._remember(version=__version__)

    def _show(self, desk: "Desk", page: str = "today") -> None:
        from petitiondesk.ui.idle_lock import IdleLock
        from petitiondesk.ui.window import DeskWindow

        self._desk = desk
        self._tasks = Tasks(self._crash.handle, self._unheard, desk.release)
        self.window = DeskWindow(desk, self._doors.look, self._tasks, copies=self._copies)
        # Queued: the window is gone when these return, so they must not run inside its own code.
        queued = Qt.ConnectionType.QueuedConnection
        self.window.lock_asked.connect(self._lock, queued)
        self.window.key_change_asked.connect(self._change_key, queued)
        idle_lock = IdleLock(self.window, self._tasks, self._clock)
        idle_lock.ready.connect(self._lock, queued)
        idle_lock.offer_what_was_left()
        self.window.language_asked.connect(self._change_language, queued)
        self.window.closed.connect(self.ended)
        self.window.shell.help_requested.connect(self._help.open_here)
        self.window.manual_asked.connect(self._help.open)
        self.window.scheme_chosen.connect(self._change_scheme)
        self.window.registry_asked.connect(self._open_other, queued)
        self.window.practice.wanted.connect(self._practise, queued)
        self.window.practice.ended.connect(self._end_practice, queued)
        self.window.show_page(page)
        self.window.come_up()
        self.window.activateWindow()
        self.window.prepare()
        self.window.backups.start()
        self.window.condition.start()

    def _clear(self) -> None:
        """Close the window, its work and its registry; nothing of a petition stays behind."""
        self._help.close()  # it may lie under the cover of a desk that was left (`idle_lock`)
        self._clear_screen()
        self._copies.clear()
        forget_clipboard()
        if self._desk is not None:
            self._desk.close()
        self._desk = None
        # Pages and their models hold each other: the last petition read goes with them, now.
        gc.collect()

    def _clear_screen(self) -> None:
        """Take the window away; the registry stays open."""
        if self._tasks is not None:
            self._tasks.shutdown()
        if self.window is not None:
            self.window.hide()
            self.window.deleteLater()
            # At once: a door that runs a loop of its own would keep the window behind it.
            QCoreApplication.sendPostedEvents(self.window, QEvent.Type.DeferredDelete)
        self._tasks = self.window = None

    def _lock(self) -> None:
        if self._desk is None:
            return  # Ctrl+L twice in a breath
        folder, account = self._desk.folder, self._desk.office.account
        self._clear()
        self._enter_or_end(self._doors.open(folder, locked=True, last=account))

    def _open_other(self, folder: Path | None) -> None:
        """Close this registry and go through the door of another: one that was restored."""
        self._clear()
        self._enter_or_end(self._doors.open(folder))

    def _practise(self) -> None:
        """Close this registry and open the one of invented petitions."""
        self._clear()
        self._enter_or_end(self._doors.practise())

    def _end_practice(self) -> None:
        """Go through the door of the office's own registry, or of the first run where there is none."""
        kept = self._preferences.last_registry
        self._open_other(Path(kept) if kept else None)

    def _enter_or_end(self, desk: "Desk | None") -> None:
        if desk is None:
            self.ended.emit()
        else:
            self._enter(desk)

    def _change_key(self) -> None:
        """Encrypt the registry anew without the window; then show it again, whichever way it went."""
        desk = self._desk
        if desk is None:
            return
        from petitiondesk.ui.dialogs.key_change import KeyChangeDialog

        self._clear_screen()
        dialog = KeyChangeDialog(self._doors.look, desk, self._crash.handle)
        dialog.exec()
        dialog.tasks.shutdown()
        error = dialog.error
        self._show(dialog.desk or desk, "settings")
        dialog.deleteLater()
        if self.window is not None:
            if error is None:
                self.window.messages.notice(Message("数据密钥已经更换。请现在做一次备份。"))
            else:
                self.window.messages.error(error)

    def _change_language(self, chosen: str) -> None:
        """Make the window anew in another language; the registry stays open."""
        assert self._desk is not None
        use_language(chosen)
        self._remember(language=chosen)
        translate_qt(self._app)
        self._help.speak_anew()
        self._clear_screen()
        self._show(self._desk, "settings")

    def _change_scheme(self, scheme: Scheme) -> None:
        self._doors.look.use(scheme)
        self._remember(scheme=str(scheme))

    def _remember(self, **changes: str) -> None:
        self._preferences = replace(self._preferences, **changes)
        preferences.save(self._path, self._preferences)

    def _unheard(self, error: DeskError) -> None:
        if self.window is not None:
            self.window.messages.error(error)

    def _present_crash(self, report: str) -> None:
        dialog = CrashDialog(report)
        dialog.exec()
        dialog.deleteLater()
