"""The Qt application: its name, its input method, Qt's own words in the reader's language."""

import sys

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from petitiondesk import __version__
from petitiondesk.infra.i18n import language, tr
from petitiondesk.infra.input_method import reachable_input_method
from petitiondesk.infra.packaged import leave_others_alone
from petitiondesk.infra.resources import resource
from petitiondesk.ui.direction import direct


def application() -> QApplication:
    """The Qt application, named and with Qt's own words in the reader's language."""
    with reachable_input_method() as fcitx4:
        app = QApplication(sys.argv[:1])
    if fcitx4 is not None:
        from petitiondesk.ui.fcitx4 import Fcitx4Bridge

        Fcitx4Bridge(app, fcitx4)
    leave_others_alone()
    app.setApplicationName("petitiondesk")
    app.setApplicationVersion(__version__)
    app.setWindowIcon(QIcon(str(resource("icons", "app.svg"))))
    app.setQuitOnLastWindowClosed(False)
    translate_qt(app)
    return app


def translate_qt(app: QApplication) -> None:
    """Put Qt's own words (取消 on a file dialog, the program's name in titles) into the language."""
    app.setApplicationDisplayName(tr("信访登记台"))
    direct(app)
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{language()}", folder):
        app.installTranslator(translator)
