"""The commands ``backup``, ``restore`` and ``verify`` of a backup file."""

import argparse
import os
from pathlib import Path

from petitiondesk.commands.opened import opened
from petitiondesk.commands.passwords import registry_password
from petitiondesk.commands.saying import complain, say
from petitiondesk.infra.clock import local_now
from petitiondesk.infra.i18n import render, tr


def add_backup(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``backup``."""
    parser.add_argument("registry", type=Path)
    parser.add_argument("target", type=Path, metavar="FILE|FOLDER")


def run_backup(options: argparse.Namespace) -> int:
    """Make one backup, in a folder or as a file of its own; attachments go into the same folder.

    Raises:
        DeskError: it could not be made; nothing is left of it.
    """
    with opened(options.registry) as desk:
        made = desk.backups.write(options.target)
    say(
        tr("备份已做好：{path}（{petitions} 件，经过 {events} 条，附件 {contents} 个在同一文件夹）",
           path=made.path, petitions=f"{made.manifest.petitions:,}",
           events=f"{made.manifest.events:,}", contents=f"{made.manifest.contents:,}")
    )  # fmt: skip
    return 1 if made.filled.unreadable else 0


def add_restore(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``restore``."""
    parser.add_argument("file", type=Path)
    parser.add_argument("registry", type=Path)
    parser.add_argument("--account", metavar="NAME")


def run_restore(options: argparse.Namespace) -> int:
    """Restore a backup into a folder that does not exist yet; exit status 1 where files are missing.

    Raises:
        DeskError: it could not be restored; nothing is left.
    """
    from petitiondesk.services import restoring

    restoring.inspect(options.file)  # before anybody is asked for a password
    back = restoring.restore(
        options.file, options.registry, options.account, registry_password(), local_now
    )
    for one in back.missing:
        text = tr("缺附件：{number}　{name}", number=one.number or tr("单位"), name=one.name)
        complain(text)
    for fault in back.faults:
        complain(render(fault))
    say(
        tr("已恢复到：{path}（{petitions} 件，经过 {events} 条）",
           path=back.folder, petitions=f"{back.manifest.petitions:,}",
           events=f"{back.manifest.events:,}")
    )  # fmt: skip
    return 1 if back.missing or back.faults else 0


def verify_backup(file: Path) -> int:
    """Look whether a backup file is good, every byte and page of it.

    Raises:
        DeskError: it is not, or the password is another one.
    """
    from petitiondesk.services import restoring

    restoring.inspect(file)
    folder = file.absolute().parent
    beside = folder if os.access(folder, os.W_OK) else Path.cwd()
    manifest = restoring.check(file, None, registry_password(), beside)
    say(
        tr("备份完好：{made_at} 做的，{petitions} 件，经过 {events} 条，附件 {contents} 个。指纹 {fingerprint}",
           made_at=f"{manifest.made_at:%Y-%m-%d %H:%M}", petitions=f"{manifest.petitions:,}",
           events=f"{manifest.events:,}", contents=f"{manifest.contents:,}",
           fingerprint=manifest.fingerprint)
    )  # fmt: skip
    return 0
