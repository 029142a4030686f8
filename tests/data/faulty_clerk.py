"""A clerk whose disk fails: goes through the main job once for each n, the n-th call failing.

Run by `test_faults` with ``faulty_disk.c`` preloaded::

    python -m tests.data.faulty_clerk ORIGINAL PLACE FIRST STEP EIO|ENOSPC once|forever

Prints ``calls N`` for an undisturbed run, then a line for each n: ``ok n``, or what is wrong. A fault
is allowed to refuse a piece of work in words, never to damage the registry, to lose what was
acknowledged, or to raise anything else.
"""

import ctypes
import errno
import gc
import shutil
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from petitiondesk.data import wrapping
from petitiondesk.domain.errors import DeskError
from petitiondesk.domain.ledger import LedgerFilter, Order
from petitiondesk.domain.rights import Role
from petitiondesk.services.desk import Desk, change_data_key, open_desk
from tests.factory import ACCOUNT, PASSWORD, STEP_INPUTS, TODAY, WHOLE_COURSE, a_petition, at

OTHER = "秋收 稻谷 满仓 88"
LEDGER = "姓名,概况,主要内容,收到日期\n" + "".join(
    f"张{n},反映路灯{n},路灯不亮,2026-02-03\n" for n in range(1, 40)
)

disk = ctypes.CDLL(None)
disk.fault_count.restype = ctypes.c_long
disk.fault_arm.argtypes = (ctypes.c_long, ctypes.c_int, ctypes.c_int)


class Clerk:
    """One main job; ``acknowledged`` are the entries that the program said are kept."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.folder = place / "信访登记.petition"
        self.desk: Desk | None = None
        self.acknowledged: dict[int, str] = {}
        self.refused: list[str] = []
        self.calls = 0

    def work(self) -> None:
        """Do every piece of work; what is refused in words is left, and the next one begun."""
        for act in self.acts():
            try:
                if self.desk is None:
                    self.desk = open_desk(self.folder, PASSWORD, at(), ACCOUNT)
                act(self.desk)
            except DeskError as error:
                self.refused.append(str(error))
            self.acknowledge()
        self.close()

    def acts(self) -> Iterator[Callable[[Desk], object]]:
        """The main job, piece by piece."""
        scan = self.place / "来信.txt"
        yield lambda d: d.petitions.register(a_petition(), [scan])
        for step in WHOLE_COURSE:
            yield partial(self.step, step)
        yield lambda d: d.petitions.register(a_petition(summary="反映灌渠"))
        yield lambda d: d.petitions.perform(2, "propose", STEP_INPUTS["propose"], TODAY)
        yield lambda d: d.mending.take_back(2, "点错")
        yield lambda d: d.attachments.attach(2, [scan])
        yield lambda d: d.exports.ledger(self.place / "台账.xlsx", LedgerFilter(), Order())
        yield lambda d: d.imports.run(d.imports.preview(self.place / "旧.csv"))
        yield lambda d: d.accounts.add("李平", Role.CLERK, OTHER)
        yield lambda d: d.accounts.set_password("李平", "春耕 不误 农时 66")
        yield lambda d: d.backups.choose_folder(self.place / "备份")
        yield lambda d: d.backups.make()
        yield self.rekey
        yield lambda d: d.petitions.register(a_petition(summary="反映补贴"))
        yield lambda d: d.accounts.remove("李平")

    def step(self, step: str, desk: Desk) -> None:
        """Take a step with the first petition."""
        desk.petitions.perform(1, step, STEP_INPUTS[step], TODAY)

    def rekey(self, desk: Desk) -> None:
        """Change the data key; where the last renames failed, the desk is closed."""
        try:
            self.desk = change_data_key(desk)
        except DeskError:
            if not any(desk.context.registry.data_key):
                self.desk = None
            raise

    def acknowledge(self) -> None:
        """Note the newest entry, as the program now shows it."""
        if self.desk is not None:
            with suppress(DeskError):
                last = self.desk.context.registry.events.last()
                if last is not None:
                    self.acknowledged[last.seq] = last.hash

    def close(self) -> None:
        """Close; a disk that fails now is said, and the files are as they are."""
        desk, self.desk = self.desk, None
        if desk is not None:
            try:
                desk.close()
            except DeskError as error:
                self.refused.append(str(error))

    def wrong(self) -> str:
        """What is wrong with the registry when it is opened again; "" for nothing."""
        gc.collect()  # connections of what failed, which a process of its own would have left behind
        desk = open_desk(self.folder, PASSWORD, at(), ACCOUNT)
        report = desk.verify.verify()
        hashes = {event.seq: event.hash for event in desk.context.registry.events.all()}
        desk.petitions.register(a_petition(summary="第二天的一件"))
        desk.close()
        lost = [seq for seq, was in self.acknowledged.items() if hashes.get(seq) != was]
        if lost:
            return f"acknowledged entries are lost: {lost}"
        for path in self.place.glob("*.xlsx"):
            if path.stat().st_size and path.read_bytes()[:2] != b"PK":
                return f"a half-written workbook: {path.name}"
        if not report.sound:
            return "; ".join(str(fault) for fault in report.faults)
        left = {p.name for p in self.folder.iterdir()} - {
            "registry.db", "attachments.db", "keys.json", "registry.lock", "keys.json.part"
        }  # fmt: skip
        return f"left behind: {sorted(left)}" if left else ""


def run(original: Path, place: Path, n: int, code: int, *, forever: bool) -> tuple[Clerk, str]:
    """The main job in a fresh copy, the n-th call failing; what was wrong afterwards."""
    shutil.rmtree(place, ignore_errors=True)
    (place / "备份").mkdir(parents=True)
    shutil.copytree(original, place / "信访登记.petition")
    (place / "来信.txt").write_text("来信的扫描件。" * 40_000, "utf-8")
    (place / "旧.csv").write_text(LEDGER, "utf-8")
    clerk = Clerk(place)
    disk.fault_arm(n, code, int(forever))
    try:
        clerk.work()
    finally:
        called = disk.fault_count()
        disk.fault_arm(0, 0, 0)
        clerk.close()
    clerk.calls = called
    return clerk, clerk.wrong()


def main() -> int:
    """Go through the main job for every n of the arguments."""
    wrapping.COST = wrapping.Cost(memory_kib=64, passes=1, lanes=1)
    original, place = Path(sys.argv[1]), Path(sys.argv[2])
    first, step, code = int(sys.argv[3]), int(sys.argv[4]), getattr(errno, sys.argv[5])
    forever = sys.argv[6] == "forever"
    clerk, wrong = run(original, place, 0, code, forever=False)
    say(f"calls {clerk.calls} refused {len(clerk.refused)} {wrong}")
    for n in range(first, clerk.calls + 1, step):
        try:
            clerk, wrong = run(original, place, n, code, forever=forever)
        except Exception:
            wrong = traceback.format_exc()
        say(f"wrong {n} {wrong}" if wrong else f"ok {n} {len(clerk.refused)}")
    return 0


def say(line: str) -> None:
    sys.stdout.write(line.replace("\n", " | ") + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
