"""Bugs end here: they are logged and shown with a report that can be copied.

The report holds code locations and the types of exceptions only. Their messages and the values
of variables may hold a petitioner's data, so they are neither shown nor logged.
"""

import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
    qVersion,
)

_LOG = logging.getLogger(__name__)
_QT_LOG = logging.getLogger("qt")

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def report_of(error: BaseException, version: str) -> str:
    """What a developer needs, without a value or a message: version, platform, where, which type."""
    lines = [
        f"PetitionDesk {version}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        f"Python {platform.python_version()}, Qt {qVersion()}",
    ]
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        lines += ["", type(cause).__qualname__, *_places(cause.__traceback__)]
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines)


def _places(trace: TracebackType | None) -> list[str]:
    frames = ((frame.f_code, line) for frame, line in traceback.walk_tb(trace))
    return [f"  {_short(code.co_filename)}:{line} {code.co_name}" for code, line in frames]


def _short(filename: str) -> str:
    """The last three parts: the user's name may stand in the first ones."""
    return "/".join(Path(filename).parts[-3:])


class CrashHook(QObject):
    """Takes every exception that nobody handled, from any thread, and presents its report.

    ``present`` shows a report to the user and is called on the main thread only. Install before
    any window is made; `uninstall` puts back what was there.
    """

    _caught = Signal(str)

    def __init__(self, version: str, present: Callable[[str], None]) -> None:
        super().__init__()
        self._version = version
        self._present = present
        self._presenting = False
        self._caught.connect(self._show)

    def install(self) -> None:
        """Stand in for Python's and Qt's own handlers."""
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._python
        threading.excepthook = self._thread
        sys.unraisablehook = self._unraisable
        self._qt_before = qInstallMessageHandler(log_qt)

    def uninstall(self) -> None:
        """Put the former handlers back."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
        qInstallMessageHandler(self._qt_before)

    def handle(self, error: BaseException) -> None:
        """Log ``error`` and show it, whatever the thread."""
        report = report_of(error, self._version)
        _LOG.critical("%s", report)
        self._caught.emit(report)

    def _python(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.handle(error.with_traceback(trace))

    def _thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
            self.handle(args.exc_value)

    def _unraisable(self, args: "sys.UnraisableHookArgs") -> None:
        if args.exc_value is not None:
            _LOG.error("%s", report_of(args.exc_value, self._version))

    def _show(self, report: str) -> None:
        """One report at a time: a bug in a paint event would open a window per frame."""
        if self._presenting:
            return
        self._presenting = True
        try:
            self._present(report)
        finally:
            self._presenting = False


def log_qt(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Qt's own messages into the log; must not raise, Qt calls it from anywhere."""
    try:
        category = getattr(context, "category", None) or "default"
        _QT_LOG.log(_LEVELS.get(kind, logging.WARNING), "%s: %s", category, text)
    except Exception:  # noqa: S110 - at shutdown even logging may be gone
        pass
