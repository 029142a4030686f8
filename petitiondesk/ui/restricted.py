"""Controls that the account may not use: disabled, with the reason, before a service would refuse.

Pages enable and disable their buttons by what is on screen; a restriction holds against that.
"""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from petitiondesk.domain.errors import NotAllowed
from petitiondesk.domain.rights import Right
from petitiondesk.infra.i18n import render
from petitiondesk.services.desk import Desk

_UNDONE_BY = frozenset({QEvent.Type.EnabledChange, QEvent.Type.ToolTipChange})


def why_not(desk: Desk, right: Right) -> str:
    """Why the account that works may not, in the words of the services; "" where it may."""
    try:
        desk.context.need(right)
    except NotAllowed as error:
        return render(error.message)
    return ""


def restrict(desk: Desk, right: Right, *controls: QWidget | QAction) -> None:
    """Disable controls that need ``right`` where the account does not have it, and say why."""
    reason = why_not(desk, right)
    if not reason:
        return
    for control in controls:
        if isinstance(control, QAction):
            control.setEnabled(False)
            control.setToolTip(reason)
        else:
            _Restriction(control, reason)


class _Restriction(QObject):
    """Keeps one widget disabled, and the reason in its tool tip."""

    def __init__(self, widget: QWidget, reason: str) -> None:
        super().__init__(widget)
        self._reason = reason
        self._hold(widget)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whoever enables it, or explains it otherwise, is overruled."""
        if event.type() in _UNDONE_BY and isinstance(watched, QWidget):
            self._hold(watched)
        return False

    def _hold(self, widget: QWidget) -> None:
        if widget.isEnabled():
            widget.setEnabled(False)
        if widget.toolTip() != self._reason:
            widget.setToolTip(self._reason)
            widget.setAccessibleDescription(self._reason)
