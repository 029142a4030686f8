"""The command ``export``: the ledger, a return, or a kept workbook of the superior, filled."""

import argparse
from datetime import date
from pathlib import Path

from petitiondesk.commands.opened import opened
from petitiondesk.commands.passwords import file_password
from petitiondesk.commands.saying import say
from petitiondesk.domain.errors import DeskError
from petitiondesk.domain.messages import Message
from petitiondesk.domain.returns.period import Period, PeriodKind
from petitiondesk.infra.i18n import render, tr, trn


def add_export(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``export``."""
    parser.add_argument("registry", type=Path)
    parser.add_argument("what", choices=["ledger", "return", "form"])
    parser.add_argument("--out", type=Path, required=True, metavar="F.xlsx")
    parser.add_argument("--from", dest="first", type=date.fromisoformat, metavar="DATE")
    parser.add_argument("--to", dest="last", type=date.fromisoformat, metavar="DATE")
    parser.add_argument("--kind", type=PeriodKind, choices=list(PeriodKind), metavar="KIND")
    parser.add_argument("--period", metavar="2026-03")
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="DATE")
    parser.add_argument("--name", default="", metavar="FORM")
    parser.add_argument("--unmasked", action="store_true")
    parser.add_argument("--reason", default="", metavar="TEXT")


def run_export(options: argparse.Namespace) -> int:
    """Write the workbook that is asked for.

    Raises:
        DeskError: no period is given for a return, or it could not be written; nothing is.
    """
    if options.what == "ledger":
        _ledger(options)
        return 0
    if options.kind is None or options.period is None:
        raise DeskError(Message("请用 --kind 和 --period 写明要哪一期的报表。没有导出。"))
    period = Period.parse(options.kind, options.period)
    (_form if options.what == "form" else _return)(options, period)
    return 0


def _ledger(options: argparse.Namespace) -> None:
    from petitiondesk.domain.ledger import LedgerFilter, Order, SortKey

    with opened(options.registry) as desk:
        count = desk.exports.ledger(
            options.out,
            LedgerFilter(first=options.first, last=options.last),
            Order(SortKey.RECEIVED, descending=False),
            unmasked_reason=options.reason if options.unmasked else None,
        )
    say(tr("已导出 {count} 件：{path}", count=count, path=options.out))


def _return(options: argparse.Namespace, period: Period) -> None:
    with opened(options.registry) as desk:
        desk.returns.write(desk.returns.reckon(period, options.as_of), options.out)
    say(tr("已导出{name}：{path}", name=period.return_name, path=options.out))


def _form(options: argparse.Namespace, period: Period) -> None:
    with opened(options.registry) as desk:
        form = desk.forms.get(options.name)
        value = desk.returns.reckon(period, options.as_of)
        for remark in desk.forms.check(form, value).remarks:
            if not remark.kept:
                say(render(remark.message))
        password = file_password() if form.locked else ""
        count = desk.forms.fill(form, value, options.out, password)
    say(trn("已填写 {n} 个单元格：{path}", count, path=options.out))
