"""``petitiondesk consolidate``: the returns of many offices made one; it opens no registry."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from petitiondesk.commands.passwords import FILE_PASSWORD
from petitiondesk.commands.saying import complain, say
from petitiondesk.domain.returns.period import Period, PeriodKind
from petitiondesk.infra.clock import local_now
from petitiondesk.infra.i18n import tr

if TYPE_CHECKING:
    from petitiondesk.domain.returns.consolidation import Problem


def add_consolidate(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("files", type=Path, nargs="+", metavar="F.xlsx")
    parser.add_argument("--out", type=Path, required=True, metavar="F.xlsx")
    parser.add_argument("--offices", type=Path, metavar="LIST")
    parser.add_argument("--form", type=Path, metavar="BLANK.xlsx")
    parser.add_argument("--kind", type=PeriodKind, choices=list(PeriodKind), metavar="KIND")
    parser.add_argument("--period", metavar="2026-03")


def run_consolidate(options: argparse.Namespace) -> int:
    """Consolidate; exit status 1 where a return was not counted.

    Raises:
        DeskError: no file, or one that is needed cannot be read or written.
    """
    from petitiondesk.services import consolidating

    period = None
    if options.period:
        period = Period.parse(options.kind or PeriodKind.MONTH, options.period)
    value = consolidating.consolidate_files(
        consolidating.files_in(options.files),
        expected=consolidating.read_offices(options.offices) if options.offices else (),
        period=period,
        form=options.form,
        password=os.environ.get(FILE_PASSWORD, ""),
    )
    consolidating.write(value, options.out, local_now())
    for one in value.problems:
        complain(_line(one))
    say(
        tr("计入 {n} 个单位，问题 {problems} 条：{path}",
           n=len(value.counted), problems=len(value.problems), path=options.out)
    )  # fmt: skip
    return 1 if any(not one.counted for one in value.problems) else 0


def _line(one: "Problem") -> str:
    where = " · ".join(part for part in (one.office, one.file) if part)
    return tr("{fault}　{where}：{text}", fault=one.fault, where=where, text=one.message)
