"""The command ``sheets``: section sheets written for the sections, and read back.

``sheets write REGISTRY --to FOLDER [--section NAME …] [--encrypt]`` writes one workbook a section;
``sheets read REGISTRY FILE … [--dry-run]`` says what they tell and records what is new.
"""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from petitiondesk.commands.opened import opened
from petitiondesk.commands.passwords import file_password
from petitiondesk.commands.saying import complain, say
from petitiondesk.domain.errors import DeskError
from petitiondesk.infra.i18n import render, tr, trn

if TYPE_CHECKING:  # every start of the program reads this module
    from petitiondesk.domain.section_answers import Item
    from petitiondesk.services.desk import Desk
    from petitiondesk.services.section_readings import Reading, RowReading


def add_sheets(parser: argparse.ArgumentParser) -> None:
    """Add the two commands to ``sheets``."""
    parts = parser.add_subparsers(metavar="write|read", required=True, dest="part")
    write = parts.add_parser("write", help=tr("为科室写出办理表"))
    write.add_argument("registry", type=Path)
    write.add_argument("--to", type=Path, required=True, metavar="FOLDER")
    write.add_argument("--section", action="append", metavar="NAME")
    write.add_argument("--encrypt", action="store_true", help=tr("给文件设打开密码"))
    read = parts.add_parser("read", help=tr("读入科室交回的办理表"))
    read.add_argument("registry", type=Path)
    read.add_argument("file", type=Path, nargs="+")
    read.add_argument("--dry-run", action="store_true")


def run_sheets(options: argparse.Namespace) -> int:
    """Run ``sheets write`` or ``sheets read``; exit status 1 where something was not taken in.

    Raises:
        DeskError: the registry cannot be opened, or a sheet could not be written.
    """
    with opened(options.registry) as desk:
        return _write(desk, options) if options.part == "write" else _read(desk, options)


def _write(desk: "Desk", options: argparse.Namespace) -> int:
    secret = file_password() if options.encrypt else ""
    done = desk.sheets.write_all(options.to, options.section, secret)
    for written in done:
        say(
            trn("{path}：{n} 件，新转办 {fresh} 件", written.due.cases, path=written.path,
                fresh=written.due.fresh)
        )  # fmt: skip
    say(trn("已写出 {n} 张办理表。", len(done)))
    return 0


def _read(desk: "Desk", options: argparse.Namespace) -> int:
    readings: list[Reading] = []
    status = 0
    for path in options.file:
        try:
            locked = desk.sheets.is_locked(path)
            readings.append(desk.sheets.read(path, file_password() if locked else ""))
        except DeskError as error:
            complain(render(error.message))
            status = 1
    for reading in sorted(readings, key=lambda each: each.sheet.serial):
        say(tr("{name}：{section}{sheet}", name=reading.name, section=reading.sheet.section,
               sheet=reading.sheet.label))  # fmt: skip
        for line in _told(reading):
            say(f"  {line}")
        if not options.dry_run:
            status = max(status, _record(desk, reading))
    if options.dry_run:
        say(tr("没有写入。"))
    return status


def _told(reading: "Reading") -> list[str]:
    from petitiondesk.domain.section_answers import Verdict

    lines = [render(remark) for remark in reading.remarks]
    for row in reading.rows:
        lines += [f"{row.number}　{render(problem)}" for problem in row.problems]
        lines += [_item(row, item) for item in row.items if item.verdict is not Verdict.KNOWN]
    return lines


def _item(row: "RowReading", item: "Item") -> str:
    from petitiondesk.domain.ledger import SEALED

    text = tr(SEALED) if row.sealed and item.text else " ".join(item.text.split())
    reason = render(item.reason) if item.reason else ""
    parts = (row.number, tr(item.kind.value), tr(item.verdict.value), text, reason)
    return "　".join(filter(None, parts))


def _record(desk: "Desk", reading: "Reading") -> int:
    report = desk.sheets.apply(reading)
    for number, kind, reason in report.refused:
        say(f"  {number}　{tr(kind.value)}　{render(reason)}")
    say("  " + trn("已记入 {n} 项。", report.total))
    return 1 if report.refused else 0
