"""The command ``self-test``: whether this copy of the program is whole and works on this PC."""

import argparse
import os
import tempfile
from pathlib import Path

from petitiondesk.commands.saying import complain, say
from petitiondesk.domain.errors import DeskError
from petitiondesk.domain.messages import Message
from petitiondesk.infra.i18n import tr, trn


def add_self_test(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``self-test``."""
    parser.add_argument("--to", type=Path, metavar="FOLDER", help=tr("留下自检做的文件和截图"))


def run_self_test(options: argparse.Namespace) -> int:
    """Run every check; exit status 1 where one failed.

    The windows are drawn into memory, unless ``QT_QPA_PLATFORM`` names a screen.

    Raises:
        DeskError: the folder for the files has something in it already, or cannot be made.
    """
    from petitiondesk.demo import use_no_screen
    from petitiondesk.infra.logs import log_path, start_log
    from petitiondesk.selftest.run import CHECKS, run_checks
    from petitiondesk.ui.application import application

    start_log(log_path())  # Qt's own remarks go there
    if "QT_QPA_PLATFORM" not in os.environ:
        use_no_screen()
    app = application()
    if options.to is not None:
        failed = run_checks(app, _empty(options.to), say)
        say(tr("文件在：{path}", path=options.to.resolve()))
    else:
        with tempfile.TemporaryDirectory(
            prefix="petitiondesk-", ignore_cleanup_errors=True
        ) as name:
            failed = run_checks(app, Path(name), say)
    if failed:
        complain(trn("自检：{n} 项没有通过。", failed))
        return 1
    say(tr("自检：{checks} 项都通过。", checks=len(CHECKS)))
    return 0


def _empty(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        taken = any(folder.iterdir())
    except OSError as error:
        raise DeskError(
            Message("不能写入这个文件夹：{path}。没有开始自检，请另选一个。", path=str(folder))
        ) from error
    if taken:
        raise DeskError(
            Message("这个文件夹里已经有文件：{path}。没有开始自检，请另选一个。", path=str(folder))
        )
    return folder
