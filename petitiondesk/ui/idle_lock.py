"""Locking a desk that was left: nothing typed is lost, nothing is left on the screen."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QThread, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from petitiondesk.domain.errors import DeskError
from petitiondesk.domain.messages import Message
from petitiondesk.domain.office import Office
from petitiondesk.infra.i18n import tr
from petitiondesk.ui import left_open
from petitiondesk.ui.dialogs.writing import run
from petitiondesk.ui.idle import IdleWatch, steady_seconds
from petitiondesk.ui.messages import Action
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.pages.settings_left import has_unsaved, keep_unsaved
from petitiondesk.ui.tasks import Tasks
from petitiondesk.ui.views.cover import Cover
from petitiondesk.ui.window import DeskWindow

if TYPE_CHECKING:  # the settings are loaded when they are shown
    from petitiondesk.ui.pages.settings import SettingsPage

_AGAIN_MS = 20


class IdleLock(QObject):
    """Watches one window. ``ready``: it was left, what was typed is kept, its dialogs are closed.

    Work under way is ended first, under a cover. The registration form keeps its own draft when it
    is hidden; unsaved settings and what was typed in dialogs are kept here.
    """

    ready = Signal()

    def __init__(
        self,
        window: DeskWindow,
        tasks: Tasks,
        clock: Callable[[], float] = steady_seconds,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._tasks = tasks
        self._leaving = False
        self.watch = IdleWatch(self._limit, clock, self)
        self.watch.soon.connect(window.shell.set_soon)
        self.watch.due.connect(self._leave)
        tasks.busy.connect(self._work_ended)
        self.watch.start()

    def offer_what_was_left(self) -> None:
        """Say, when the desk is open again, that what was typed before it locked is still there."""
        context = self._window.context
        with context.saying_errors():
            if left_open.recall(context.desk.office):
                context.messages.warn(
                    Message("锁定时有填了一半的窗口，内容留着。"),
                    Action(tr("查看"), partial(_show_left, context, self._window)),
                )
            if has_unsaved(context.desk.office):
                context.messages.warn(
                    Message("锁定时设置里有没有保存的改动，还在那里。"),
                    Action(tr("打开设置"), partial(self._window.show_page, "settings")),
                )

    def _limit(self) -> float:
        """Seconds; where the settings cannot be read, what is usual."""
        try:
            return self._window.context.desk.office.office().lock_minutes * 60
        except DeskError:
            return Office().lock_minutes * 60

    def _work_ended(self, busy: bool) -> None:
        if not busy and self._window.findChild(Cover) is not None:
            self._leave()

    def _leave(self) -> None:
        if self._tasks.is_missed():
            self._cover()
        elif not self._leaving:
            self._leaving = True
            self._keep_typed()
            self._close_next()

    def _cover(self) -> None:
        """Every window of the program, also one that came up since the last look."""
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and window.findChild(Cover) is None and not _is_popup(window):
                Cover(self._window.context.look, window)
                window.setEnabled(False)

    def _keep_typed(self) -> None:
        """As far as the disk allows: the key must be closed in any case."""
        office = self._window.context.desk.office
        page = cast("SettingsPage | None", self._window.pages.get("settings"))
        try:
            if page is not None:
                keep_unsaved(office, page.parts)
            left_open.keep(office, left_open.typed_in(left_open.open_dialogs()))
        except DeskError:
            return

    def _close_next(self) -> None:
        """One after the other, each from its own event loop; then the window is alone."""
        popup, modal = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        if popup is not None:
            popup.close()
        elif isinstance(modal, QDialog):
            modal.done(QDialog.DialogCode.Rejected)
        elif modal is not None:
            modal.close()
        elif QThread.currentThread().loopLevel() <= 1:
            self.watch.stop()
            self.ready.emit()
            return
        QTimer.singleShot(_AGAIN_MS, self, self._close_next)


def _show_left(context: PageContext, window: DeskWindow) -> None:
    from petitiondesk.ui.dialogs.left_open import LeftOpenDialog

    with context.saying_errors():
        office = context.desk.office
        if run(LeftOpenDialog(left_open.recall(office), window)):
            left_open.forget(office)


def _is_popup(window: QWidget) -> bool:
    return window is QApplication.activePopupWidget()
