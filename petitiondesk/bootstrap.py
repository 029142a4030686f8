"""The composition root: language, log, application, doors, and the session that goes through them.

Everything is built here and handed down; nothing below looks anything up.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from petitiondesk.infra import preferences
from petitiondesk.infra.clock import local_now
from petitiondesk.infra.copies import Copies
from petitiondesk.infra.i18n import language_from_environment, tr, use_language
from petitiondesk.infra.logs import log_path, start_log
from petitiondesk.session import Session
from petitiondesk.ui.application import application
from petitiondesk.ui.doors import Doors
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Scheme

if TYPE_CHECKING:  # the door is painted before the rest is loaded
    from petitiondesk.services.desk import Desk


def _session(app: QApplication, path: Path) -> Session:
    look = Look(app, Scheme(preferences.load(path).scheme))
    offered = preferences.default_registry()

    def demo() -> "Desk":
        from petitiondesk.demo import demo_desk

        return demo_desk(offered.parent)

    return Session(app, Doors(look, local_now, offered, demo), path, Copies())


def run_desk(given: Path | None = None) -> int:
    """Open the desk, or the registry or backup ``given``; return the status when the clerk leaves."""
    path = preferences.preferences_path()
    use_language(language_from_environment(default=preferences.load(path).language))
    start_log(log_path())
    return _session(application(), path).run(given=given)


def run_demo(folder: Path, *, tour: bool, say: Callable[[str], None]) -> int:
    """Make the demo registry in ``folder`` and open it; without a screen go through the tour."""
    from petitiondesk.demo import DEMO_PASSWORD, demo_desk, has_screen, use_no_screen
    from petitiondesk.tour import Tour

    start_log(log_path())
    if tour or not has_screen():
        use_no_screen()
        return Tour(application(), folder, say).run()
    app = application()
    desk = demo_desk(folder)
    say(tr("演示登记簿：{path}，密码：{password}", path=desk.folder, password=DEMO_PASSWORD))
    return _session(app, preferences.preferences_path()).run(desk)
