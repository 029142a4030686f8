"""A clerk's session of some minutes with a heartbeat: where the window stands still, and why.

The acts follow each other with short rests, again and again until the time is over. An import of
5,000 rows and an export of 20,000 run beside them, as a clerk lets them run while the telephone rings.

The floor, after each act: the same lines painted by Qt alone, which the heartbeat leaves out. A machine
that is shared takes much longer over them now and then, and as much longer over what the window does.
"""

import statistics
from collections.abc import Callable, Iterator, Mapping
from time import perf_counter
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from petitiondesk.bench.given import SIZE
from petitiondesk.bench.heartbeat import Heartbeat, Seen
from petitiondesk.bench.import_file import write_old_ledger
from petitiondesk.bench.machine import machine
from petitiondesk.bench.registries import Registries
from petitiondesk.bench.room import Room, room
from petitiondesk.bench.session_acts import BROUGHT_IN, Act, Acts
from petitiondesk.domain.errors import DeskError
from petitiondesk.infra.i18n import render, tr

REST_MS = 250
"""Rest after an act; what it started goes on meanwhile."""

_PAGE = "\n".join(["某村村民反映水渠工程的车辆压坏机耕路，请求责令施工方修复。" * 3] * 35)
"""What is painted for the floor: some milliseconds, as a page of the ledger."""

MOST = 0.050
"""Seconds: the longest gap that the budget allows."""

_DESCRIBED = 60
_SHOWN = 8
_WIDE = 400


def run_session(
    app: QApplication,
    registries: Registries,
    size: int,
    minutes: float,
    say: Callable[[str], None],
    *,
    brought_in: int = BROUGHT_IN,
) -> dict[str, Any]:
    """Work for some minutes in a registry of ``size``; what the heartbeat saw, for a JSON file.

    ``exported`` tells whether the export came to its end beside it: it waits behind the import.

    Raises:
        DeskError: the registry cannot be made or opened.
    """
    folder = registries.work_copy(size)
    registries.will_write(size)
    beside = registries.beside(size)
    old, out = beside / "old-ledger.xlsx", beside / "written.xlsx"
    out.unlink(missing_ok=True)
    write_old_ledger(old, brought_in, seed=size)
    with room(app, folder, size) as opened:
        acts = Acts(opened, size, old, out)
        heart = Heartbeat()
        say(tr("开始操作，共 {minutes} 分钟", minutes=f"{minutes:g}"))
        opened.window.backups.start()
        opened.window.condition.start()
        work = _Work(heart, acts, opened)
        done = work.go_on(minutes * 60)
        seen = heart.stop()
    return {"kind": "session", "size": size, "minutes": minutes, "machine": machine(),
            "acts": done, "troubles": work.troubles, "exported": out.exists(),
            "floor": _floor(work.floor), **_summary(seen)}  # fmt: skip


def described(report: Mapping[str, Any]) -> Iterator[str]:
    """A session for people: the longest gaps, and after which acts they came."""
    yield tr("{beats} 次心跳，最长停顿 {longest} 毫秒（除去等处理器：{own} 毫秒），超过 50 毫秒 {n} 次",
             beats=f"{report['beats']:,}", longest=report["longest_ms"],
             own=report["longest_own_ms"], n=report["over_50_ms"])  # fmt: skip
    for name, act in report["by_act"].items():
        yield f"  {act['usual_ms']:>9,.1f} {act['longest_ms']:>9,.1f} ms  {act['times']:>4}  {name}"
    floor = report["floor"]
    yield tr("同样的画面画了 {n} 次：中位 {median} 毫秒，99 % 在 {p99} 毫秒以内，最长 {longest} 毫秒",
             n=floor["times"], median=floor["median_ms"], p99=floor["p99_ms"],
             longest=floor["longest_ms"])  # fmt: skip
    yield from (f"{trouble['doing']}: {trouble['said']}" for trouble in report["troubles"])
    for gap in report["gaps"][:_SHOWN]:
        yield f"{gap['length_ms']:,.1f} ms  {gap['doing']}"
        for seen in gap["stacks"][:1]:
            yield from (f"    {part[:_WIDE]}" for part in seen["stack"])


class _Work:
    """The acts, one after the other; ``troubles`` is what the window said could not be done."""

    def __init__(self, heart: Heartbeat, acts: Acts, opened: Room) -> None:
        self._heart = heart
        self._acts = acts
        self._room = opened
        self.troubles: list[dict[str, str]] = []
        self.floor: list[float] = []
        self._canvas = QImage(*SIZE, QImage.Format.Format_RGB32)

    def go_on(self, seconds: float) -> int:
        """Acts until the time is over; how many."""
        begun, done, acts = perf_counter(), 0, self._acts
        beside = [(0.1, "begin import", acts.bring_in), (0.5, "begin export", acts.export)]
        self._heart.start()
        while True:
            for name, act in acts.round():
                past = perf_counter() - begun
                if past > seconds:
                    return done
                if beside and past > beside[0][0] * seconds:
                    self._do(*beside.pop(0)[1:])
                self._do(name, act)
                done += 1

    def _do(self, name: str, act: Act) -> None:
        self._heart.begin(name)
        act()
        self._room.pause(REST_MS)
        self._paint_floor()
        found = self._room.answers.trouble
        while found:
            trouble = found.pop()
            if not isinstance(trouble, DeskError):
                raise trouble
            self.troubles.append({"doing": name, "said": render(trouble.message)})

    def _paint_floor(self) -> None:
        begun = perf_counter()
        self._canvas.fill(Qt.GlobalColor.white)
        with QPainter(self._canvas) as painter:
            painter.setFont(self._room.window.font())
            # In one call: other threads of the program can take nothing of it but the processor.
            painter.drawText(self._canvas.rect(), Qt.AlignmentFlag.AlignLeft, _PAGE)
        self.floor.append(perf_counter() - begun)
        self._heart.leave_out()


def _floor(lengths: list[float]) -> dict[str, Any]:
    return {"times": len(lengths), "median_ms": _ms(statistics.median(lengths)),
            "p99_ms": _ms(_percentile(lengths, 99)), "longest_ms": _ms(max(lengths))}  # fmt: skip


def _summary(seen: Seen) -> dict[str, Any]:
    over = [gap for gap in seen.gaps if gap.length > MOST]
    own = [gap for gap in seen.gaps if gap.own > MOST]
    worst = sorted(seen.gaps, key=lambda gap: -gap.length)
    return {
        "beats": seen.beats,
        "longest_ms": _ms(max(seen.lengths, default=0.0)),
        "longest_own_ms": _ms(max((gap.own for gap in seen.gaps), default=0.0)),
        "p99_ms": _ms(_percentile(seen.lengths, 99)),
        "over_50_ms": len(over),
        "over_50_ms_own": len(own),
        "by_act": _by_act(seen),
        "gaps": [gap.as_json() for gap in worst[:_DESCRIBED]],
    }


def _by_act(seen: Seen) -> dict[str, dict[str, Any]]:
    """The longest gaps after each kind of act, the usual one (their median) and the worst.

    What the program does by itself comes each time; what the machine does comes now and then.
    """
    worst = sorted(seen.acts.items(), key=lambda act: -max(act[1]))
    return {
        name: {"times": len(longest), "usual_ms": _ms(statistics.median(longest)),
               "longest_ms": _ms(max(longest))}
        for name, longest in worst
    }  # fmt: skip


def _percentile(lengths: list[float], percent: int) -> float:
    return statistics.quantiles(lengths, n=100)[percent - 1] if len(lengths) > 1 else 0.0


def _ms(seconds: float) -> float:
    return round(1000 * seconds, 1)
