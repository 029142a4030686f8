"""Passwords for commands: from the environment or a prompt, never an argument, which others could read."""

import getpass
import os
import sys

from petitiondesk.domain.errors import DeskError
from petitiondesk.domain.messages import Message
from petitiondesk.infra.i18n import tr
from petitiondesk.infra.quiet import take_secret

PASSWORD = "PETITIONDESK_PASSWORD"  # noqa: S105 - the name of a variable, not its value
ACCOUNT = "PETITIONDESK_ACCOUNT"
"""Whose password it is; without it, whosever fits."""

FILE_PASSWORD = "PETITIONDESK_FILE_PASSWORD"  # noqa: S105 - as above, of a workbook


def registry_password(*, twice: bool = False) -> str:
    """The password of a registry; ``twice`` asks for a new one a second time.

    Raises:
        DeskError: there is nobody to ask, or the two differ.
    """
    given = take_secret(PASSWORD)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise DeskError(
            Message("请用环境变量 {name} 给出密码，或者在终端里运行本命令以便输入。", name=PASSWORD)
        )
    password = getpass.getpass(tr("密码："))
    if twice and getpass.getpass(tr("再输一遍：")) != password:
        raise DeskError(Message("两次输入的密码不同。没有建立登记簿，请重新来过。"))
    return password


def file_password() -> str:
    """The password of a workbook that is brought in or written.

    Raises:
        DeskError: there is nobody to ask.
    """
    given = os.environ.get(FILE_PASSWORD)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise DeskError(
            Message(
                "这个文件设了打开密码。请用环境变量 {name} 给出，或者在终端里运行本命令以便输入。",
                name=FILE_PASSWORD,
            )
        )
    return getpass.getpass(tr("文件的打开密码："))
