"""Disks that are full, folders that cannot be written, registries in use: nothing is half done."""

import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from petitiondesk.data.database import Database
from petitiondesk.domain.errors import StorageError
from petitiondesk.services.desk import Desk, open_desk
from tests.exchange.ledger_files import ledger
from tests.factory import PASSWORD, STEP_INPUTS, TODAY, a_desk, a_petition, at
from tests.services.harm import refused

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def full(database: Database) -> Iterator[None]:
    """A disk that gives the file not one page more."""
    pages = database.scalar("PRAGMA page_count")
    database.sql(f"PRAGMA max_page_count = {pages}")
    try:
        yield
    finally:
        database.sql("PRAGMA max_page_count = 4294967294")


@pytest.fixture
def disk(desk: Desk) -> Database:
    return desk.context.registry.database


LONG = "长" * 100_000


def test_a_full_disk_refuses_a_registration_and_takes_it_once_there_is_room(
    desk: Desk, disk: Database
) -> None:
    form = a_petition(content=LONG)
    with full(disk), refused(desk, StorageError, "磁盘已满", "没有保存"):
        desk.petitions.register(form)
    assert desk.petitions.register(form).number == "信〔2026〕1号"
    assert desk.verify.verify().sound


def test_a_full_disk_leaves_a_petition_where_it_stood(desk: Desk, disk: Database) -> None:
    petition = desk.petitions.register(a_petition())
    routed = desk.petitions.perform(petition.id, "route", STEP_INPUTS["route"], TODAY)
    first = desk.petitions.case(petition.id).events[0]
    with full(disk):
        with refused(desk, StorageError, "磁盘已满"):
            desk.petitions.perform(petition.id, "submit", {"draft": LONG}, TODAY)
        with refused(desk, StorageError, "磁盘已满"):
            desk.mending.correct(petition.id, first.seq, {"content": LONG}, "补全")
        with refused(desk, StorageError, "磁盘已满"):
            desk.petitions.perform_many([petition.id], "submit", {"draft": LONG}, TODAY)
    assert desk.petitions.case(petition.id).petition == routed


def test_a_full_disk_takes_no_attachment_and_so_no_petition(desk: Desk, tmp_path: Path) -> None:
    scan = tmp_path / "扫描.tif"
    scan.write_bytes(bytes(range(256)) * 10_000)
    with full(desk.context.registry.attachments._db), refused(desk, StorageError, "磁盘已满"):
        desk.petitions.register(a_petition(), [scan])
    assert desk.petitions.register(a_petition(), [scan]).attachments[0].size == 2_560_000
    assert desk.verify.verify().sound


def test_a_full_disk_brings_in_no_part_of_an_old_ledger(
    desk: Desk, disk: Database, tmp_path: Path
) -> None:
    rows = [["信访人", "收到日期", "概况", "主要内容"]]
    rows += [["王建国", "2024-05-07", f"第{n}件", "长" * 2000] for n in range(600)]
    preview = desk.imports.preview(ledger(tmp_path / "旧.xlsx", rows))
    with full(disk), refused(desk, StorageError, "磁盘已满"):
        desk.imports.run(preview)
    assert desk.imports.run(preview).imported == 600


def test_a_full_disk_keeps_the_settings(desk: Desk, disk: Database) -> None:
    office = desk.office.office()
    with full(disk), refused(desk, StorageError, "磁盘已满"):
        desk.office.remember("draft", {"content": LONG})
    assert desk.office.office() == office
    assert desk.office.remembered("draft") is None


# --- in another process -------------------------------------------------------------------------


def run(script: str, *arguments: object) -> str:
    """Run a script that imports the project; what it printed."""
    prologue = (
        "import os, resource, sys\n"
        "from pathlib import Path\n"
        "from petitiondesk.domain.errors import DeskError\n"
        "from petitiondesk.domain.ledger import LedgerFilter, Order\n"
        "from petitiondesk.services.desk import new_desk, open_desk\n"
        "from tests.factory import ACCOUNT, OFFICE, PASSWORD, TODAY, a_petition, at\n"
        "def said(act):\n"
        "    try:\n"
        "        act()\n"
        "    except DeskError as error:\n"
        "        print(type(error).__name__, error)\n"
        "    else:\n"
        "        print('done')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", prologue + script, *map(str, arguments)],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
        env={"PYTHONUTF8": "1", "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_second_program_is_told_the_registry_is_open_and_the_first_works_on(
    desk: Desk,
) -> None:
    script = "said(lambda: open_desk(Path(sys.argv[1]), PASSWORD, at()))"
    assert "RegistryError 这个登记簿已在另一个窗口或程序里打开。" in run(script, desk.folder)
    desk.petitions.register(a_petition())
    assert desk.verify.verify().sound
    desk.close()
    assert run(script, desk.folder) == "done\n"


def test_a_registry_another_connection_is_writing_says_so_and_saves_nothing(
    desk: Desk, disk: Database
) -> None:
    writing, finished = threading.Event(), threading.Event()

    other = Database(disk.path, disk._key.decode("ascii"))

    def writer() -> None:
        with other.transaction():
            writing.set()
            finished.wait(60)
        other.release()

    thread = threading.Thread(target=writer)
    thread.start()
    disk.sql("PRAGMA busy_timeout = 0")
    assert writing.wait(60)
    with refused(desk, StorageError, "正被另一个程序使用", "没有保存"):
        try:
            desk.petitions.register(a_petition())
        finally:
            finished.set()
            thread.join(60)
    assert desk.petitions.register(a_petition()).number == "信〔2026〕1号"


READ_ONLY = """
folder, letter = Path(sys.argv[1]), Path(sys.argv[2])
own = Path(sys.argv[3])
desk, _ = new_desk(own / "热身.petition", OFFICE, ACCOUNT, PASSWORD, at())
desk.petitions.register(a_petition(), [letter])  # imports what an account may not read by itself
desk.verify.verify()  # and so does this
desk.exports.ledger(own / "热身.xlsx", LedgerFilter(), Order())
desk.close()
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
said(lambda: open_desk(folder, PASSWORD, at()))
said(lambda: new_desk(folder / "新的.petition", OFFICE, ACCOUNT, PASSWORD, at()))
said(lambda: new_desk(folder.parent / "新的.petition", OFFICE, ACCOUNT, PASSWORD, at()))
desk, _ = new_desk(own / "自己的.petition", OFFICE, ACCOUNT, PASSWORD, at())
said(lambda: desk.petitions.register(a_petition(), [letter]))
desk.petitions.register(a_petition())
said(lambda: desk.exports.ledger(folder / "台账.xlsx", LedgerFilter(), Order()))
print(desk.verify.verify().petitions, desk.verify.verify().sound, desk.context.registry.events.count())
desk.close()
"""


def test_an_account_that_may_not_write_is_told_and_nothing_changes() -> None:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        place.chmod(0o755)
        folder, own, letter = place / "信访登记.petition", place / "own", place / "来信.txt"
        desk = a_desk(folder)
        desk.petitions.register(a_petition())
        desk.close()
        own.mkdir()
        own.chmod(0o777)
        letter.write_text("来信", "utf-8")
        letter.chmod(0o600)
        for path in folder.iterdir():
            path.chmod(0o444)
        folder.chmod(0o555)
        place.chmod(0o555)
        before = {p.name: p.read_bytes() for p in folder.iterdir()}
        try:
            lines = run(READ_ONLY, folder, letter, own).splitlines()
        finally:
            place.chmod(0o755)
            folder.chmod(0o755)
        assert lines[0].startswith("StorageError 登记簿所在的文件夹不能写入")
        assert lines[1].startswith("StorageError 不能在这里建立登记簿")
        assert lines[2].startswith("StorageError 不能在这里建立登记簿")
        assert lines[3].startswith("FileProblem 读不了文件“来信.txt”")
        assert lines[4].startswith("FileProblem 不能写入“台账.xlsx”")
        assert lines[5] == "1 True 3"
        assert {p.name: p.read_bytes() for p in folder.iterdir()} == before
        for path in folder.iterdir():
            path.chmod(0o644)
        again = open_desk(folder, PASSWORD, at())
        assert again.verify.verify().sound
        again.close()


EXPORT_TO_FULL_DISK = """
desk = open_desk(Path(sys.argv[1]), PASSWORD, at())
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
resource.setrlimit(resource.RLIMIT_FSIZE, (2048, hard))
said(lambda: desk.exports.ledger(Path(sys.argv[2]), LedgerFilter(), Order()))
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
print(desk.context.registry.events.count(), desk.verify.verify().sound)
desk.close()
"""


def test_an_export_to_a_full_disk_keeps_the_older_file_and_is_no_entry(
    desk: Desk, tmp_path: Path
) -> None:
    desk.petitions.register(a_petition())
    desk.close()
    place = tmp_path / "U盘"
    place.mkdir()
    target = place / "台账.xlsx"
    target.write_bytes(b"last month's ledger")
    lines = run(EXPORT_TO_FULL_DISK, desk.folder, target).splitlines()
    assert lines[0].startswith("StorageError 磁盘空间不够，没有写成“台账.xlsx”，原有文件没有改动。")
    assert lines[1] == "5 True"
    assert target.read_bytes() == b"last month's ledger"
    assert [p.name for p in place.iterdir()] == ["台账.xlsx"]


SAVE_TO_FULL_DISK = """
desk = open_desk(Path(sys.argv[1]), PASSWORD, at())
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
size = max(p.stat().st_size for p in Path(sys.argv[1]).iterdir())
resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
said(lambda: desk.petitions.register(a_petition(content="长" * 400_000)))
print(desk.context.registry.database.in_transaction)
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
print(desk.context.registry.events.count(), desk.verify.verify().sound)
said(lambda: desk.petitions.register(a_petition(content="长" * 400_000)))
print(desk.context.registry.events.count(), desk.verify.verify().sound)
desk.close()
"""


def test_a_file_that_cannot_grow_refuses_the_step_and_takes_it_afterwards(desk: Desk) -> None:
    desk.petitions.register(a_petition())
    desk.close()
    first, open_transaction, after, second, at_last = run(
        SAVE_TO_FULL_DISK, desk.folder
    ).splitlines()
    assert first.startswith("StorageError ")
    assert "没有保存" in first
    assert open_transaction == "False"
    assert after == "5 True"
    assert second == "done"
    assert at_last == "6 True"
