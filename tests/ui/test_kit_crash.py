"""What a bug leaves behind: a report without a word about a petitioner."""

import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QtMsgType, qWarning
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from petitiondesk.ui.crash import CrashHook, log_qt, report_of
from petitiondesk.ui.look import Look
from petitiondesk.ui.views.dialogs import CrashDialog

SECRET = "王建·艾山 13800000000"


def _slip() -> None:
    known: dict[str, int] = {}
    try:
        known[SECRET] += 1
    except KeyError as cause:
        raise ValueError(f"不认识 {SECRET}") from cause


def _bug() -> BaseException:
    with pytest.raises(ValueError, match="不认识") as caught:
        _slip()
    return caught.value


@pytest.fixture
def reports() -> list[str]:
    return []


@pytest.fixture
def hook(qapp: QApplication, reports: list[str]) -> Iterator[CrashHook]:
    result = CrashHook("0.1.0", reports.append)
    result.install()
    yield result
    result.uninstall()


def test_the_report_names_places_and_types_but_no_values() -> None:
    report = report_of(_bug(), "0.1.0")
    assert "PetitionDesk 0.1.0" in report
    assert "ValueError" in report
    assert "KeyError" in report
    assert "tests/ui/test_kit_crash.py:" in report
    assert "_slip" in report
    assert SECRET not in report
    assert "不认识" not in report


def test_an_exception_of_the_main_thread_is_presented_and_logged(
    hook: CrashHook, reports: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    error = _bug()
    sys.excepthook(type(error), error, error.__traceback__)
    assert len(reports) == 1
    assert SECRET not in caplog.text
    assert "ValueError" in caplog.text


def test_an_exception_of_another_thread_is_presented_on_the_main_thread(
    hook: CrashHook, reports: list[str], qtbot: QtBot
) -> None:
    def work() -> None:
        raise _bug()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert reports == []
    qtbot.waitUntil(lambda: len(reports) == 1)


def test_a_bug_while_a_report_is_open_does_not_open_another(qapp: QApplication) -> None:
    seen: list[str] = []

    def present(report: str) -> None:
        seen.append(report)
        one.handle(_bug())

    one = CrashHook("0.1.0", present)
    one.handle(_bug())
    assert len(seen) == 1


def test_stopping_from_the_keyboard_is_no_bug(
    hook: CrashHook, reports: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert reports == []
    assert "KeyboardInterrupt" in capsys.readouterr().err


def test_former_handlers_come_back(qapp: QApplication) -> None:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    hook = CrashHook("0.1.0", lambda report: None)
    hook.install()
    assert sys.excepthook is not before[0]
    hook.uninstall()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


def test_an_error_in_a_destructor_is_only_logged(
    hook: CrashHook, reports: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    class Leaver:
        def __del__(self) -> None:
            raise ValueError(SECRET)

    Leaver()
    assert reports == []
    assert "ValueError" in caplog.text
    assert SECRET not in caplog.text


def test_qt_messages_go_to_the_log(hook: CrashHook, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        qWarning("something odd")
    assert [record.levelno for record in caplog.records if record.name == "qt"] == [logging.WARNING]


def test_a_broken_log_does_not_raise_into_qt(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise OSError

    monkeypatch.setattr("petitiondesk.ui.crash._QT_LOG.log", fail)
    log_qt(QtMsgType.QtWarningMsg, None, "text")  # type: ignore[arg-type]


def test_the_report_can_be_copied(look: Look, qtbot: QtBot, qapp: QApplication) -> None:
    dialog = CrashDialog("PetitionDesk 0.1.0\nValueError")
    qtbot.addWidget(dialog)
    dialog.copy.click()
    assert qapp.clipboard().text() == "PetitionDesk 0.1.0\nValueError"
    assert dialog.copy.text() == "已复制"
