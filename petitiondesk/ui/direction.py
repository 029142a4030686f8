"""Which way the window reads: from left to right, mirrored for whoever tries it out (`infra.pseudo`)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from petitiondesk.infra.i18n import pseudo
from petitiondesk.infra.pseudo import Pseudo


def direct(app: QApplication) -> None:
    """Lay every window out the way of the language in use."""
    mirrored = pseudo() is Pseudo.MIRRORED
    way = Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight
    app.setLayoutDirection(way)
