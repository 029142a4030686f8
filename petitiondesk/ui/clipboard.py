"""The clipboard: a table for spreadsheets and text for everything else, put there in one place."""

import atexit
from typing import cast

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

_OWN = "application/x-petitiondesk-rows"
"""Marks what this program put there."""


def put_table(text: str, html: str) -> None:
    """Put rows on the clipboard as text with tabs, and as an HTML table."""
    data = QMimeData()
    data.setText(text)
    data.setHtml(html)
    data.setData(_OWN, b"1")
    QGuiApplication.clipboard().setMimeData(data)
    atexit.unregister(_leave_text)
    atexit.register(_leave_text)


def put_text(text: str) -> None:
    """Put a text on the clipboard."""
    QGuiApplication.clipboard().setText(text)


def _leave_text() -> None:
    """At the program's end the text alone stays.

    Qt would let go of an object of Python's when Python is gone already, and crash.
    """
    if QGuiApplication.instance() is None:
        return
    clipboard = QGuiApplication.clipboard()
    data = cast("QMimeData | None", clipboard.mimeData())  # Qt's stubs know no None
    if data is not None and data.hasFormat(_OWN):
        clipboard.setText(clipboard.text())
