"""Rows that need a process of their own: starting, and memory."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from petitiondesk.bench import child
from petitiondesk.bench.given import PASSWORD
from petitiondesk.bench.import_file import write_old_ledger
from petitiondesk.bench.row import Budget, Row, Unit
from petitiondesk.bench.stopwatch import own_time
from petitiondesk.data.wrapping import COST, KEY_BYTES
from petitiondesk.domain.messages import Message

_ROUNDS = 5
_ROOM = Budget(added=120.0)
_WORK = Budget(most=100.0)
"""Megabytes that the window may take over a bare one, and that long work may add. An import holds
the rows of its file until the clerk has seen them: it has no such limit."""


def start_rows(folder: Path, cache: Path) -> Iterator[Row]:
    """Starting, and memory with the registry open; the floor is a bare window with a table."""
    shared = _Children(folder, cache)
    started = Budget(3.0)
    for name, title, moment in (
        ("unlock", Message("从密码到第一页"), "painted"),
        ("unlock-ledger", Message("从密码到台账"), "ledger"),
    ):
        yield Row(
            name, title, shared.behind_the_door(moment), shared.bare_milliseconds, derive_once,
            started, rounds=_ROUNDS,
        )  # fmt: skip
    yield Row(
        "start", Message("启动到第一页"), shared.desk_milliseconds("painted"),
        shared.bare_milliseconds, derive_once, started, rounds=_ROUNDS, note=shared.parts,
    )  # fmt: skip
    yield Row(
        "start-ledger", Message("启动到台账"), shared.desk_milliseconds("ledger"),
        shared.bare_milliseconds, derive_once, started, rounds=_ROUNDS, note=shared.parts,
    )  # fmt: skip
    yield Row(
        "memory", Message("打开登记簿所占内存"), shared.desk_memory("memory"),
        shared.bare_memory, None, _ROOM, rounds=2, unit=Unit.MEGABYTES,
    )  # fmt: skip
    yield Row(
        "memory-used", Message("用过一会儿所占内存"), shared.desk_memory("used"),
        shared.bare_memory, rounds=2, unit=Unit.MEGABYTES,
    )  # fmt: skip


READING = {
    "verify": Message("核验多用的内存"),
    "backup": Message("备份多用的内存"),
    "export": Message("导出 5 万件多用的内存"),
}
WRITING = {"import": Message("导入 5 万行多用的内存")}
"""Long work by its memory: what only reads the registry, and what grows it."""


def work_memory_rows(
    folder: Path, cache: Path, size: int, kinds: Mapping[str, Message]
) -> Iterator[Row]:
    """Memory that long work adds."""
    beside = folder.parent
    for kind, title in kinds.items():
        file = beside / f"memory-{kind}.{'petitionbackup' if kind == 'backup' else 'xlsx'}"

        def ours(kind: str = kind, file: Path = file) -> float:
            _, told = child.start(child.WORK, cache, kind, folder, size, file)
            return float(told["added"])

        def prepare(kind: str = kind, file: Path = file) -> None:
            if kind == "import":
                write_old_ledger(file, min(size, 50_000), seed=77)

        budget = Budget() if kind == "import" else _WORK
        yield Row(f"memory-{kind}", title, ours, None, None, budget, prepare, 1, Unit.MEGABYTES)


def derive_once() -> float:
    """Milliseconds to derive a key from a password: what guessing one costs, and each opening too."""
    begun = own_time()
    kdf = Argon2id(
        salt=bytes(16), length=KEY_BYTES, iterations=COST.passes, lanes=COST.lanes,
        memory_cost=COST.memory_kib,
    )  # fmt: skip
    kdf.derive(PASSWORD.encode())
    return 1000 * (own_time() - begun)


class _Children:
    """Starts of the desk and of the bare window."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self._folder = folder
        self._cache = cache
        self._parts = 0.0, 0.0

    def desk_milliseconds(self, moment: str) -> Callable[[], float]:
        """From the process's start to a moment, less what the door waited for its password."""

        def ours() -> float:
            begun, told = self._desk()
            waited = told["given"] - told["door"]
            self._parts = 1000 * (told["door"] - begun), 1000 * (told[moment] - told["given"])
            return 1000 * (told[moment] - begun - waited)

        return ours

    def behind_the_door(self, moment: str) -> Callable[[], float]:
        """From the password to a moment."""

        def ours() -> float:
            _, told = self._desk()
            return 1000 * (told[moment] - told["given"])

        return ours

    def bare_milliseconds(self) -> float:
        """From the process's start to the table painted."""
        begun, told = child.start(child.BARE, self._cache)
        return float(1000 * (told["painted"] - begun))

    def desk_memory(self, moment: str) -> Callable[[], float]:
        """Megabytes at a moment."""
        return lambda: float(self._desk()[1][moment])

    def bare_memory(self) -> float:
        """Megabytes of the bare window."""
        return float(child.start(child.BARE, self._cache)[1]["memory"])

    def parts(self) -> str:
        """What the clerk waits for, the last time: the door, and then what is behind it."""
        door, behind = self._parts
        return f"door {door:.0f} + {behind:.0f} ms"

    def _desk(self) -> tuple[float, Mapping[str, float]]:
        return child.start(child.DESK, self._cache, self._folder)
