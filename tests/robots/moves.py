"""A clerk who is shown what a change would move, and confirms it or lets it be."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from petitiondesk.ui.dialogs.moves import MovesDialog

_PATIENCE = 1000
"""Looks for the dialog, 10 ms apart: a preview may take its time on a busy machine."""


class MovesRobot:
    """Waits for the dialog; ``rows`` are then what it listed, ``said`` its sentence."""

    def __init__(self, act: Callable[[MovesDialog], object]) -> None:
        self.rows: list[list[str]] = []
        self.said = ""
        self.title = ""
        self._act = act
        self._looks = _PATIENCE
        self._later()

    @classmethod
    def confirms(cls, reason: str) -> "MovesRobot":
        """Gives a reason and confirms; the dialog closes when the work is done."""

        def act(dialog: MovesDialog) -> None:
            dialog.reason.setPlainText(reason)
            dialog.yes.click()

        return cls(act)

    @classmethod
    def declines(cls) -> "MovesRobot":
        """Looks, and cancels."""
        return cls(lambda dialog: dialog.no.click())

    def _later(self) -> None:
        # Qt keeps no robot alive for its method; the function does.
        QTimer.singleShot(10, lambda: self._look())

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, MovesDialog):
            self._looks -= 1
            if self._looks:
                self._later()
            return
        model = dialog.model
        self.title = dialog.windowTitle()
        self.said = dialog.sentence.text()
        self.rows = [
            [str(model.index(row, n).data()) for n in range(model.columnCount())]
            for row in range(model.rowCount())
        ]
        try:
            self._act(dialog)
        except BaseException:
            dialog.done(0)
            raise
