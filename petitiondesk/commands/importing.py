"""The command ``import``: an old ledger brought in, or only looked at."""

import argparse
from pathlib import Path

from petitiondesk.commands.opened import opened
from petitiondesk.commands.passwords import file_password
from petitiondesk.commands.saying import say
from petitiondesk.infra.i18n import render, tr


def add_import(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``import``."""
    parser.add_argument("registry", type=Path)
    parser.add_argument("file", type=Path)
    parser.add_argument("--map", type=Path, metavar="MAP.toml")
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--rejects", type=Path, metavar="F.xlsx")


def run_import(options: argparse.Namespace) -> int:
    """Say what becomes of each column and row; without ``--dry-run`` write them.

    Raises:
        DeskError: the file cannot be read, or nothing could be written.
    """
    with opened(options.registry) as desk:
        password = file_password() if desk.imports.needs_password(options.file) else ""
        preview = desk.imports.preview(options.file, options.map, password=password)
        for heading, label in preview.columns.items():
            say(f"  {heading} → {tr(label) if label else tr('并入备注')}")
        for notice in preview.notices:
            say(render(notice))
        if options.dry_run:
            say(
                tr("可导入 {new} 行，已导入过 {known} 行，读不了 {rejected} 行，不是信访件 {skipped} 行。没有写入。",
                   new=len(preview.new), known=len(preview.known),
                   rejected=len(preview.rejected), skipped=len(preview.file.skipped))
            )  # fmt: skip
            return 0
        rejects = options.rejects or options.file.with_name(f"{options.file.stem}-未导入.xlsx")
        report = desk.imports.run(preview, rejects)
    say(
        tr("导入 {imported} 行，已导入过 {known} 行，读不了 {rejected} 行，不是信访件 {skipped} 行。",
           imported=report.imported, known=report.known, rejected=report.rejected,
           skipped=report.skipped)
    )  # fmt: skip
    if report.rejects_path:
        say(tr("读不了的行和原因在：{path}", path=report.rejects_path))
    return 0
