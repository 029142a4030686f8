"""The command ``bench``: measures the desk beside its bare floors; or a session with a heartbeat."""

import argparse
import json
import os
import sys
from functools import partial
from pathlib import Path
from typing import Any

from petitiondesk.commands.saying import say
from petitiondesk.infra.i18n import tr

_USUAL = 100_000


def add_bench(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``bench``."""
    parser.add_argument("--size", type=int, nargs="+", default=[_USUAL], metavar="N",
                        help=tr("登记簿里的件数，可以写几个"))  # fmt: skip
    parser.add_argument("--cache", type=Path, metavar="FOLDER", help=tr("测试用登记簿放在哪里"))
    parser.add_argument("--only", nargs="+", default=[], metavar="ROW", help=tr("只测这些项目"))
    parser.add_argument("--skip", nargs="+", default=[], metavar="ROW", help=tr("不测这些项目"))
    parser.add_argument("--rounds", type=int, metavar="N", help=tr("每项测几轮"))
    parser.add_argument("--quick", action="store_true", help=tr("每项只测两轮，看能不能用"))
    parser.add_argument("--json", type=Path, metavar="FILE", help=tr("结果另存为 JSON"))
    parser.add_argument("--session", type=float, metavar="MINUTES",
                        help=tr("不测各项，连续操作几分钟，找出窗口停顿的地方"))  # fmt: skip
    parser.add_argument("--table", type=Path, metavar="FILE.json",
                        help=tr("不测量，把以前的结果写成 Markdown 表格"))  # fmt: skip
    parser.add_argument("--child", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)


def run_bench(options: argparse.Namespace) -> int:
    """Measure, or show what was measured; exit status 1 where a budget was not kept.

    Raises:
        DeskError: a registry cannot be made or opened.
    """
    if options.table is not None:
        from petitiondesk.bench.report import markdown

        sys.stdout.write(markdown(json.loads(options.table.read_text("utf-8"))))
        return 0
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if options.child:
        from petitiondesk.bench import child

        return child.main(options.child[0], options.child[1:])
    report = _session(options) if options.session else _rows(options)
    if options.json is not None:
        _write(options.json, report)
        say(tr("结果在：{path}", path=options.json))
    return 0 if _kept(report) else 1


def _rows(options: argparse.Namespace) -> dict[str, Any]:
    from petitiondesk.bench.registries import Registries, default_cache
    from petitiondesk.bench.run import Run
    from petitiondesk.bench.runner import QUICK
    from petitiondesk.ui.application import application

    registries = Registries((options.cache or default_cache()).absolute(), say)
    rounds = QUICK if options.quick else options.rounds
    keep = partial(_write, options.json) if options.json is not None else _forget
    run = Run(application(), registries, options.only, rounds, say, keep, options.skip)
    return run.measure(options.size)


def _session(options: argparse.Namespace) -> dict[str, Any]:
    from petitiondesk.bench.registries import Registries, default_cache
    from petitiondesk.bench.session import described, run_session
    from petitiondesk.ui.application import application

    registries = Registries((options.cache or default_cache()).absolute(), say)
    report = run_session(application(), registries, options.size[0], options.session, say)
    for text in described(report):
        say(text)
    return report


def _kept(report: dict[str, Any]) -> bool:
    if report["kind"] == "session":
        return bool(report["over_50_ms_own"] == 0)
    return all(row["verdict"] != "missed" for row in report["rows"])


def _write(file: Path, report: dict[str, Any]) -> None:
    file.write_text(json.dumps(report, ensure_ascii=False, indent=1), "utf-8")


def _forget(_report: dict[str, Any]) -> None:
    """Nobody asked for a file."""
