"""Goes through all checks: a line each, and none stops the others."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from petitiondesk.domain.errors import DeskError
from petitiondesk.infra.i18n import render, tr
from petitiondesk.selftest import parts, work
from petitiondesk.selftest.room import Check, Fault, Room

CHECKS = (*parts.CHECKS, *work.CHECKS)


def run_checks(
    app: QApplication,
    folder: Path,
    say: Callable[[str], None],
    checks: Sequence[Check] = CHECKS,
) -> int:
    """Run ``checks`` in ``folder``, say a line for each; how many failed."""
    room = Room(app, folder)
    try:
        return sum(not _passed(check, room, say) for check in checks)
    finally:
        room.close()


def _passed(check: Check, room: Room, say: Callable[[str], None]) -> bool:
    title = render(check.title)
    try:
        told = render(check.look(room))
    except (Fault, DeskError) as error:
        say(tr("失败　{title}：{what}", title=title, what=error.message))
        return False
    except Exception as error:  # a library that is missing says so in its own words
        say(tr("失败　{title}：{what}", title=title, what=repr(error)))
        return False
    say(tr("通过　{title}：{what}", title=title, what=told))
    return True
