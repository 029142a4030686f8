"""The registry that a command works on: opened with a password, closed when the command ends."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from petitiondesk.commands.passwords import ACCOUNT, registry_password
from petitiondesk.infra.clock import local_now

if TYPE_CHECKING:  # every start of the program reads this module
    from petitiondesk.services.desk import Desk


@contextmanager
def opened(folder: Path) -> Iterator["Desk"]:
    """The registry in ``folder``.

    Raises:
        DeskError: it cannot be opened, or the password is another one.
    """
    from petitiondesk.services.desk import open_desk

    desk = open_desk(folder, registry_password(), local_now, os.environ.get(ACCOUNT))
    try:
        yield desk
    finally:
        desk.close()
