"""The one channel for messages to the user.

Pages speak to the `Messages` protocol; the window's implementation shows strips that do not
interrupt, and dialogs only for what must be read or decided. Tests use a recording fake.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from petitiondesk.domain.errors import Cancelled, DeskError
from petitiondesk.domain.messages import Message
from petitiondesk.infra.i18n import render
from petitiondesk.ui.style import Tone
from petitiondesk.ui.tasks import Unexpected
from petitiondesk.ui.turns import next_turn
from petitiondesk.ui.views.dialogs import AskDialog, ErrorDialog
from petitiondesk.ui.views.toasts import ToastArea


@dataclass(frozen=True)
class Action:
    """Something a notice offers, e.g. 撤销: the label as shown, and what to run.

    ``elsewhere``: it can be done elsewhere as well, so that the notice gives way to the next one.
    """

    label: str
    run: Callable[[], None]
    elsewhere: bool = False


class Messages(Protocol):
    """What pages and services of the window may say and ask. Labels arrive translated."""

    def notice(self, message: Message, action: Action | None = None) -> None:
        """Something went well; does not interrupt."""

    def warn(self, message: Message, action: Action | None = None) -> None:
        """Something to look at; stays until closed, does not interrupt."""

    def error(self, error: DeskError) -> None:
        """A step that was not done; the user must read why."""

    def ask(
        self, title: str, text: str, yes_label: str, no_label: str, *, danger: bool = False
    ) -> bool:
        """Whether to go on; ``yes_label`` names what will happen."""

    def choose_file_open(
        self, title: str, filters: Sequence[str], start: Path | None = None
    ) -> Path | None:
        """A file to read, or None."""

    def choose_files_open(
        self, title: str, filters: Sequence[str], start: Path | None = None
    ) -> list[Path]:
        """Several files to read."""

    def choose_file_save(
        self, title: str, filters: Sequence[str], suggested: Path | None = None
    ) -> Path | None:
        """Where to write a file, or None; asks before replacing one."""

    def choose_folder(self, title: str, start: Path | None = None) -> Path | None:
        """A folder, or None."""


class WindowMessages:
    """`Messages` for a real window; ``toasts`` is the shell's area for strips."""

    def __init__(self, window: QWidget, toasts: ToastArea) -> None:
        self._window = window
        self._toasts = toasts

    def notice(self, message: Message, action: Action | None = None) -> None:
        """A strip that goes away by itself."""
        self._toast(message, Tone.GOOD, action, stays=False)

    def warn(self, message: Message, action: Action | None = None) -> None:
        """A strip that stays until it is closed."""
        self._toast(message, Tone.SOON, action, stays=True)

    def error(self, error: DeskError) -> None:
        """A dialog; what the user stopped is only noted, and a bug has its own dialog already."""
        if isinstance(error, Cancelled):
            self.notice(error.message)
        elif not isinstance(error, Unexpected):
            _run(ErrorDialog(render(error.message), self._window))

    def ask(
        self, title: str, text: str, yes_label: str, no_label: str, *, danger: bool = False
    ) -> bool:
        """Ask in a dialog."""
        dialog = AskDialog(title, text, yes_label, no_label, self._window, danger=danger)
        return _run(dialog)

    def choose_file_open(
        self, title: str, filters: Sequence[str], start: Path | None = None
    ) -> Path | None:
        """The system's dialog for one file."""
        return next(
            iter(self._choose(title, filters, start, QFileDialog.FileMode.ExistingFile)), None
        )

    def choose_files_open(
        self, title: str, filters: Sequence[str], start: Path | None = None
    ) -> list[Path]:
        """The system's dialog for several files."""
        return self._choose(title, filters, start, QFileDialog.FileMode.ExistingFiles)

    def choose_file_save(
        self, title: str, filters: Sequence[str], suggested: Path | None = None
    ) -> Path | None:
        """The system's dialog for a new file; it adds the first filter's ending."""
        chosen = self._choose(title, filters, suggested, QFileDialog.FileMode.AnyFile)
        return next(iter(chosen), None)

    def choose_folder(self, title: str, start: Path | None = None) -> Path | None:
        """The system's dialog for a folder."""
        return next(iter(self._choose(title, (), start, QFileDialog.FileMode.Directory)), None)

    def _toast(self, message: Message, tone: Tone, action: Action | None, *, stays: bool) -> None:
        label, run = (action.label, action.run) if action else ("", None)
        passing = tone is Tone.GOOD and not stays and (action is None or action.elsewhere)
        show = partial(
            self._toasts.show_toast, render(message), tone, label, run, stays=stays, passing=passing
        )
        next_turn(self._toasts, show)  # what it tells of has taken one

    def _choose(
        self, title: str, filters: Sequence[str], start: Path | None, mode: QFileDialog.FileMode
    ) -> list[Path]:
        dialog = QFileDialog(self._window, title)
        dialog.setFileMode(mode)
        dialog.setNameFilters(list(filters))
        for part, words in _LABELS:
            dialog.setLabelText(part, QCoreApplication.translate("QFileDialog", words))
        if mode is QFileDialog.FileMode.AnyFile:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        if start is not None:
            dialog.setDirectory(str(start if start.is_dir() else start.parent))
            if not start.is_dir():
                dialog.selectFile(start.name)
                dialog.setDefaultSuffix(start.suffix.lstrip("."))
        accepted = dialog.exec() == QFileDialog.DialogCode.Accepted
        files = [Path(name) for name in dialog.selectedFiles()] if accepted else []
        dialog.deleteLater()
        return files


_LABELS = (
    (QFileDialog.DialogLabel.LookIn, "Look in:"),
    (QFileDialog.DialogLabel.FileType, "Files of type:"),
)
"""What Qt translates by these words, but asks for by others (``&Look in:``), which it has not."""


def _run(dialog: AskDialog | ErrorDialog) -> bool:
    """Run a dialog and free it: its parent window lives as long as the program."""
    accepted = dialog.exec() == dialog.DialogCode.Accepted
    dialog.deleteLater()
    return bool(accepted)
