"""Showing a file or a folder in the program the system has for it."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_file(path: Path) -> bool:
    """Show a file, or a folder in the file manager; False where the system has no program for it."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
