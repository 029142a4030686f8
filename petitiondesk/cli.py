"""The commands: for scripts, tests and repair; without one, the desk opens.

The password comes from ``PETITIONDESK_PASSWORD`` or a prompt, never from an argument, where other
programs could read it. Exit status: 0 done, 1 refused or found wrong (one line on standard error),
2 wrong usage. What a command needs beyond an open registry is loaded when it runs: opening the desk
is a command too, and should wait for nothing.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from petitiondesk.commands.backup import (
    add_backup,
    add_restore,
    run_backup,
    run_restore,
    verify_backup,
)
from petitiondesk.commands.bench import add_bench, run_bench
from petitiondesk.commands.consolidate import add_consolidate, run_consolidate
from petitiondesk.commands.exporting import add_export, run_export
from petitiondesk.commands.importing import add_import, run_import
from petitiondesk.commands.opened import opened
from petitiondesk.commands.passwords import registry_password
from petitiondesk.commands.saying import complain, say
from petitiondesk.commands.self_test import add_self_test, run_self_test
from petitiondesk.commands.sheets import add_sheets, run_sheets
from petitiondesk.commands.version import ShowVersion
from petitiondesk.domain.backups import SUFFIX, VOLUME_SUFFIX
from petitiondesk.domain.errors import DeskError
from petitiondesk.infra.clock import local_now
from petitiondesk.infra.i18n import language_from_environment, render, tr, use_language
from petitiondesk.infra.quiet import no_core_dumps

_OPENED = (".petition", SUFFIX, VOLUME_SUFFIX)
"""How the names of what the program opens end."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status."""
    no_core_dumps()
    use_language(language_from_environment())
    options = _parser().parse_args(_spelled_out(sys.argv[1:] if arguments is None else arguments))
    try:
        status: int = options.run(options)
    except DeskError as error:
        complain(render(error.message))
        return 1
    except KeyboardInterrupt:
        return 1
    return status


def _spelled_out(arguments: Sequence[str]) -> Sequence[str]:
    """A registry or backup alone, as when it is dropped on the program's icon, is to be opened."""
    alone = len(arguments) == 1 and Path(arguments[0]).suffix in _OPENED
    return ["open", *arguments] if alone else arguments


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="petitiondesk", description=tr("信访登记台"))
    parser.add_argument("--version", action=ShowVersion, nargs=0, help=tr("版本、构建、登记簿格式"))
    parser.set_defaults(run=_open, file=None)
    commands = parser.add_subparsers(metavar="COMMAND")

    def command(
        name: str, run: Callable[[argparse.Namespace], int], text: str
    ) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text)
        sub.set_defaults(run=run)
        return sub

    given = command("open", _open, tr("打开登记簿，或者从备份恢复"))
    given.add_argument("file", type=Path, nargs="?")

    demo = command("demo", _demo, tr("建立演示登记簿并打开"))
    demo.add_argument("--to", type=Path, default=Path("petitiondesk-demo"), metavar="DIR")
    demo.add_argument("--tour", action="store_true", help=tr("不开窗口，走一遍主要工作并留下截图"))

    new = command("new", _new, tr("建立登记簿"))
    new.add_argument("registry", type=Path)
    new.add_argument("--office", required=True, metavar="NAME")
    new.add_argument("--section", action="append", default=[], metavar="NAME")
    new.add_argument("--account", default="登记员", metavar="NAME")

    add_import(command("import", run_import, tr("导入旧台账")))

    add_export(command("export", run_export, tr("导出 Excel")))

    add_sheets(command("sheets", run_sheets, tr("科室办理表：写出、收回")))

    add_consolidate(command("consolidate", run_consolidate, tr("汇总各单位的报表")))

    add_backup(command("backup", run_backup, tr("备份登记簿")))
    add_restore(command("restore", run_restore, tr("从备份恢复到新文件夹")))

    verify = command("verify", _verify, tr("核验登记簿"))
    verify.add_argument("registry", type=Path)

    show = command("show", _show, tr("显示一件"))
    show.add_argument("registry", type=Path)
    show.add_argument("number")
    show.add_argument("--json", action="store_true")
    show.add_argument("--unmasked", action="store_true")
    show.add_argument("--reason", default="", metavar="TEXT")

    fill = command("fill", _fill, tr("写入合成信访件，供试用"))
    fill.add_argument("registry", type=Path)
    fill.add_argument("count", type=int)
    fill.add_argument("--seed", type=int, default=1)
    fill.add_argument("--until", type=date.fromisoformat, metavar="DATE")

    add_bench(command("bench", run_bench, tr("测量快慢，和最低限度相比")))

    add_self_test(
        command("self-test", run_self_test, tr("自检：程序是否完整，在这台电脑上能不能用"))
    )
    return parser


def _open(options: argparse.Namespace) -> int:
    from petitiondesk.bootstrap import run_desk

    return run_desk(options.file.absolute() if options.file else None)


def _demo(options: argparse.Namespace) -> int:
    from petitiondesk.bootstrap import run_demo

    return run_demo(options.to, tour=options.tour, say=say)


def _new(options: argparse.Namespace) -> int:
    from petitiondesk.domain.office import Office, Section
    from petitiondesk.domain.petition import TOPIC_JOINT
    from petitiondesk.infra.dictionaries import default_topics
    from petitiondesk.services.desk import new_desk

    office = Office(
        name=options.office,
        sections=tuple(Section(name) for name in options.section),
        topics=tuple(TOPIC_JOINT.join(path) for path in default_topics()),
    )
    password = registry_password(twice=True)
    desk, recovery = new_desk(options.registry, office, options.account, password, local_now)
    desk.close()
    say(tr("登记簿已建立：{path}", path=options.registry))
    say(tr("恢复密钥（只显示这一次，请抄下或打印，锁进柜子）：{key}", key=recovery))
    return 0


def _verify(options: argparse.Namespace) -> int:
    if options.registry.is_file():
        return verify_backup(options.registry)
    with opened(options.registry) as desk:
        report = desk.verify.verify()
    for fault in report.faults:
        complain(render(fault))
    if not report.sound:
        return 1
    say(
        tr("完好：{petitions} 件，经过 {events} 条，附件 {attachments} 个。指纹 {fingerprint}",
           petitions=f"{report.petitions:,}", events=f"{report.events:,}",
           attachments=f"{report.attachments:,}", fingerprint=report.fingerprint)
    )  # fmt: skip
    return 0


def _show(options: argparse.Namespace) -> int:
    from petitiondesk.services.showing import shown

    with opened(options.registry) as desk:
        case = desk.petitions.case_by_number(options.number)
        if options.unmasked:
            desk.petitions.reveal(case.petition.id, options.reason)
        data = shown(case, masked=not options.unmasked)
    if options.json:
        say(json.dumps(data, ensure_ascii=False, indent=2))
        return 0
    say(f"{data['number']}　{data['state_text']}　{data['facts'].get('summary', '')}")
    for clock in data["clocks"]:
        say(f"  {clock['code']}　{clock['title']}　{clock['due_on']}　{clock['explanation']}")
    for event in data["history"]:
        say(
            f"  {event['at'][:16].replace('T', ' ')}　{event['actor']}　{event['what']}　{event['detail']}"
        )
    return 0


def _fill(options: argparse.Namespace) -> int:
    from petitiondesk.services.filling import for_trials

    with for_trials(), opened(options.registry) as desk:
        desk.offer_synthetic_sections()
        count = desk.filling.fill(options.count, options.seed, options.until or local_now().date())
    say(tr("已写入 {count} 件合成信访件。", count=count))
    return 0
