"""Backups of an open registry: made, looked at, thinned out, rehearsed, taken along."""

import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from petitiondesk.data import backup_file, backup_volumes, wrapping
from petitiondesk.data.backup_sql import connected, faults
from petitiondesk.data.backup_volumes import Volumes
from petitiondesk.domain import history
from petitiondesk.domain.backups import BadBackup
from petitiondesk.domain.errors import Cancelled, InvalidInput, StorageError
from petitiondesk.domain.narrative import detail
from petitiondesk.infra.i18n import render, use_language
from petitiondesk.services import restoring
from petitiondesk.services.backup import BackupService
from petitiondesk.services.backup_state import Standing
from petitiondesk.services.backup_words import reminder, status
from petitiondesk.services.desk import Desk, change_data_key, open_desk
from petitiondesk.services.journal import Concern
from tests.factory import PASSWORD, TODAY, a_petition, at
from tests.services.harm import refused
from tests.services.test_bad_places import run


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "U盘"
    place.mkdir()
    return place


@pytest.fixture
def chosen(desk: Desk, stick: Path) -> Desk:
    desk.backups.choose_folder(stick)
    return desk


def a_scan(folder: Path, name: str = "来信.jpg", size: int = 3_000_000, fill: int = 7) -> Path:
    path = folder / name
    path.write_bytes(bytes((fill * n) % 251 for n in range(997)) * (size // 997 + 1))
    return path


def on(desk: Desk, day: date, hour: int = 9) -> BackupService:
    """The backups of the desk, on another day."""
    return BackupService(replace(desk.context, now=at(day, hour)))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def events(desk: Desk, kind: str) -> list[str]:
    return [str(detail(e)) for e in desk.context.registry.events.of_office() if e.kind == kind]


# --- making ---------------------------------------------------------------------------------------


def test_a_backup_is_one_file_that_is_looked_at_and_noted_in_the_record(
    chosen: Desk, stick: Path
) -> None:
    chosen.petitions.register(a_petition())
    before = chosen.context.registry.events.count()
    made = chosen.backups.make()
    assert names(stick) == ["信访登记-2026-03-02-091400.petitionbackup"]
    assert (made.manifest.petitions, made.manifest.events) == (1, before)
    (note,) = events(chosen, history.BACKUP)
    assert note.startswith("信访登记-2026-03-02-091400.petitionbackup：1 件")
    assert "U盘" in note
    assert str(stick.parent) not in note
    state = chosen.backups.state()
    assert state.standing is Standing.GOOD
    assert str(status(state)) == "备份：今天 09:14"


def test_a_backup_tells_nothing_without_the_password(chosen: Desk, stick: Path) -> None:
    scan = a_scan(stick.parent)
    chosen.petitions.register(a_petition(), [scan])
    chosen.backups.make()
    for path in stick.iterdir():
        data = path.read_bytes()
        for secret in ("王建国", "机耕路", "某县农业农村局", "来信.jpg", "13800000000"):
            assert secret.encode() not in data
        assert b"SQLite format" not in data
        assert scan.read_bytes()[:997] not in data
    with zipfile.ZipFile(next(stick.glob("*.petitionbackup"))) as archive:
        assert archive.namelist() == ["registry.db", "keys.json", "manifest.json"]
        assert "登记员" not in archive.read("manifest.json").decode()


def test_attachments_are_copied_once_and_each_backup_adds_what_is_new(
    chosen: Desk, stick: Path
) -> None:
    scan = a_scan(stick.parent)
    chosen.petitions.register(a_petition(), [scan])
    first = chosen.backups.make()
    assert first.filled.copied == 1
    assert (first.manifest.contents, first.manifest.bytes) == (1, scan.stat().st_size)
    (volume,) = stick.glob("附件-*-001.petitionattachments")
    size = volume.stat().st_size
    assert size > 3_000_000

    again = on(chosen, TODAY + timedelta(days=1)).make()
    assert again.filled.copied == 0
    assert volume.stat().st_size == size

    chosen.petitions.register(a_petition(), [scan, a_scan(stick.parent, "二.jpg", fill=11)])
    third = on(chosen, TODAY + timedelta(days=2)).make()
    assert third.filled.copied == 1
    assert third.manifest.contents == 2
    assert len(list(stick.glob("附件-*"))) == 1


def test_volumes_stay_small_enough_for_any_stick(
    chosen: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Volumes.__init__, "__defaults__", (5_000_000,))
    monkeypatch.setattr(backup_volumes, "_BATCH", 2_000_000)
    scans = [a_scan(stick.parent, f"{n}.jpg", 1_900_000, fill=n) for n in range(1, 8)]
    large = a_scan(stick.parent, "大.jpg", 8_000_000, fill=13)
    chosen.petitions.register(a_petition(), [*scans, large])
    chosen.backups.make()
    volumes = sorted(stick.glob("附件-*.petitionattachments"))
    assert len(volumes) >= 4
    sizes = sorted(path.stat().st_size for path in volumes)
    assert sizes[-2] < 5_500_000, "only what is larger by itself makes a larger volume"
    assert sizes[-1] < 9_000_000
    assert not chosen.backups.rehearse().missing


def test_a_volume_that_was_damaged_is_set_aside_and_made_anew(chosen: Desk, stick: Path) -> None:
    chosen.petitions.register(a_petition(), [a_scan(stick.parent)])
    chosen.backups.make()
    (volume,) = stick.glob("附件-*")
    volume.write_bytes(b"\0" * 4096 + volume.read_bytes()[4096:])
    made = on(chosen, TODAY + timedelta(days=1)).make()
    assert made.filled.set_aside == (volume.name + ".damaged",)
    assert made.filled.copied == 1
    assert not on(chosen, TODAY + timedelta(days=1)).rehearse().missing


def test_a_backup_can_be_made_while_another_thread_registers(chosen: Desk, stick: Path) -> None:
    chosen.filling.fill(150, 3, TODAY)
    stop, count = threading.Event(), [0]
    failed: list[BaseException] = []

    def clerk() -> None:
        try:
            while not stop.is_set():
                chosen.petitions.register(a_petition())
                count[0] += 1
        except BaseException as error:  # noqa: B036 - told below
            failed.append(error)
        finally:
            chosen.release()

    thread = threading.Thread(target=clerk)
    thread.start()
    try:
        made = [on(chosen, TODAY, hour).make() for hour in (10, 11, 12)]
    finally:
        stop.set()
        thread.join(60)
    assert failed == []
    assert count[0] > 3
    assert 150 <= made[0].manifest.petitions <= made[2].manifest.petitions <= 150 + count[0]
    assert chosen.verify.verify().sound
    assert on(chosen, TODAY, 13).rehearse().faults == ()


def test_two_backups_in_one_second_do_not_overwrite_each_other(chosen: Desk, stick: Path) -> None:
    first, second = chosen.backups.make(), chosen.backups.make()
    assert first.path != second.path
    assert second.path.name == "信访登记-2026-03-02-091400-2.petitionbackup"


# --- when ----------------------------------------------------------------------------------------


def test_only_what_changes_the_registry_makes_a_backup_due_at_exit(chosen: Desk) -> None:
    assert chosen.backups.due_at_exit()
    chosen.backups.make()
    assert not chosen.backups.due_at_exit()
    chosen.accounts.enter()
    assert not chosen.backups.due_at_exit(), "to open and to look is no change"
    chosen.petitions.register(a_petition())
    assert chosen.backups.due_at_exit()


def test_each_day_has_its_backup(chosen: Desk) -> None:
    assert chosen.backups.due_today()
    chosen.backups.make()
    assert not chosen.backups.due_today()
    assert on(chosen, TODAY + timedelta(days=1)).due_today()


def test_without_a_folder_nothing_is_due_and_it_is_said(desk: Desk) -> None:
    assert not desk.backups.due_at_exit()
    assert not desk.backups.due_today()
    assert not desk.backups.rehearsal_due()
    assert str(status(desk.backups.state())) == "还没有选备份的文件夹"
    assert reminder(desk.backups.state()) is None
    assert desk.backups.list() == []
    with refused(desk, InvalidInput, "还没有选备份的文件夹"):
        desk.backups.make()


def test_a_registry_with_petitions_and_no_folder_is_reminded_of(desk: Desk) -> None:
    desk.petitions.register(a_petition())
    assert str(reminder(desk.backups.state())).startswith("还没有选备份的文件夹：电脑坏了")


def test_a_week_without_a_good_backup_is_reminded_of(chosen: Desk) -> None:
    chosen.petitions.register(a_petition())
    assert str(reminder(chosen.backups.state())).startswith("还没有一份好的备份。")
    chosen.backups.make()
    assert reminder(on(chosen, TODAY + timedelta(days=7)).state()) is None
    state = on(chosen, TODAY + timedelta(days=9)).state()
    assert str(status(state)) == "已经 9 天没有备份"
    assert str(reminder(state)).startswith("最近一份好的备份是 9 天前做的。")
    assert str(status(on(chosen, TODAY + timedelta(days=1)).state())) == "备份：昨天 09:14"


# --- thinning out ---------------------------------------------------------------------------------


def test_old_backups_are_removed_by_the_rule_and_others_are_left_alone(
    chosen: Desk, stick: Path
) -> None:
    (stick / "照片.jpg").write_bytes(b"x")
    (stick / "别的.petitionbackup").write_bytes(b"not ours")
    for n in range(12):
        on(chosen, TODAY + timedelta(days=n)).make()
    kept = [f for f in chosen.backups.list() if f.manifest is not None]
    days = [f.manifest.made_at.date() for f in kept if f.manifest]
    assert days == [TODAY + timedelta(days=n) for n in (11, 10, 9, 8, 7, 6, 5)]
    assert {"照片.jpg", "别的.petitionbackup"} <= set(names(stick))


def test_the_backup_of_another_registry_in_the_same_folder_stays(
    chosen: Desk, stick: Path, tmp_path: Path
) -> None:
    from tests.factory import a_desk

    other = a_desk(tmp_path / "另一本.petition")
    other.backups.choose_folder(stick)
    for n in range(3):
        on(other, TODAY - timedelta(days=700), 8 + n).make()
    for n in range(9):
        on(chosen, TODAY + timedelta(days=n)).make()
    assert len([f for f in other.backups.list() if f.manifest]) == 1
    other.close()


# --- trouble --------------------------------------------------------------------------------------


def test_a_stick_that_is_absent_is_said_until_it_is_back(chosen: Desk, stick: Path) -> None:
    chosen.backups.make()
    away = stick.rename(stick.with_name("拔出"))
    with refused(chosen, StorageError, "找不到文件夹", "U盘", "没有改动"):
        chosen.backups.make()
    state = chosen.backups.state()
    assert state.standing is Standing.TROUBLE
    assert str(status(state)).startswith("备份没有做好：找不到文件夹")
    assert chosen.backups.due_today(), "it is tried again"
    with pytest.raises(StorageError):
        chosen.backups.list()
    away.rename(stick)
    chosen.backups.make()
    assert chosen.backups.state().standing is Standing.GOOD


def test_a_full_disk_is_said_with_what_is_needed(
    chosen: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = type("Usage", (), {"free": 1 << 20})
    monkeypatch.setattr("shutil.disk_usage", lambda _path: usage)
    with refused(chosen, StorageError, "空间不够", "只剩 1 MB", "没有改动"):
        chosen.backups.make()
    assert names(stick) == []


FULL_DISK = """
from petitiondesk.domain.rights import Right
desk = open_desk(Path(sys.argv[1]), PASSWORD, at())
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
size = max(p.stat().st_size for p in Path(sys.argv[1]).iterdir())
for limit in (50_000, size // 2, size + 1000):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    said(desk.backups.make)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    print(sorted(p.name for p in Path(sys.argv[2]).iterdir() if 'petitionattachments' not in p.name))
print(desk.verify.verify().sound)
said(desk.backups.make)
print(len(desk.backups.rehearse().missing))
desk.close()
"""


def test_a_disk_that_fills_up_while_it_is_written_leaves_no_half_backup(
    chosen: Desk, stick: Path
) -> None:
    chosen.filling.fill(30, 3, TODAY)
    chosen.petitions.register(a_petition(), [a_scan(stick.parent, size=300_000)])
    chosen.close()
    lines = run(FULL_DISK, chosen.folder, stick).splitlines()
    for failed, left in zip(lines[0:6:2], lines[1:6:2], strict=True):
        assert failed.startswith("StorageError "), lines
        assert "没有改动" in failed
        assert left == "[]"
    assert lines[6:] == ["True", "done", "0"]


READ_ONLY = """
desk, _ = new_desk(Path(sys.argv[2]) / "自己的.petition", OFFICE, ACCOUNT, PASSWORD, at())
desk.backups.choose_folder(Path(sys.argv[1]))
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
said(desk.backups.make)
said(lambda: desk.backups.take_along(Path(sys.argv[1])))
"""


def test_a_folder_that_cannot_be_written_is_said(stick: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    for path in (own, *own.parents):
        if path.stat().st_uid == 0 and path != Path("/") and path.is_relative_to("/tmp"):  # noqa: S108
            path.chmod(0o777)
    stick.chmod(0o555)
    first, second = run(READ_ONLY, stick, own).splitlines()[:2]
    assert first.startswith(("StorageError 文件夹不能写入", "StorageError 登记簿所在的文件夹"))
    assert second.startswith("StorageError 文件夹不能写入")
    assert names(stick) == []


def test_stopping_leaves_nothing_and_is_no_trouble(chosen: Desk, stick: Path) -> None:
    chosen.petitions.register(a_petition(), [a_scan(stick.parent)])
    chosen.filling.fill(30, 3, TODAY)
    steps: list[int] = []
    chosen.backups.make(lambda done, _total: steps.append(done))
    assert steps == sorted(steps)
    before = names(stick)
    for place in (0, len(steps) // 3, len(steps) // 2, len(steps) - 2):
        left = [place]

        def stop(_done: int, _total: int | None, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise Cancelled

        with pytest.raises(Cancelled):
            on(chosen, TODAY + timedelta(days=1)).make(stop)
        assert names(stick) == before
        assert chosen.backups.state().standing is Standing.GOOD


KILLED = """
import threading, time, signal
desk = open_desk(Path(sys.argv[1]), PASSWORD, at())
threading.Timer(float(sys.argv[2]), lambda: os.kill(os.getpid(), signal.SIGKILL)).start()
while True:
    desk.backups.make()
    for path in Path(sys.argv[3]).glob('*.petition*'):
        path.unlink()
"""


def test_a_program_that_is_killed_in_the_middle_leaves_nothing_that_hinders(
    chosen: Desk, stick: Path
) -> None:
    scans = [a_scan(stick.parent, f"{n}.jpg", fill=n) for n in range(1, 6)]
    chosen.petitions.register(a_petition(), scans)
    chosen.close()
    for wait in (0.05, 0.2, 0.5):
        with pytest.raises(AssertionError):  # killed, as it should be
            run(KILLED, chosen.folder, wait, stick)
        again = open_desk(chosen.folder, PASSWORD, at())
        again.backups.make()
        assert not list(stick.glob(".~*"))
        done = again.backups.rehearse()
        assert (done.faults, done.missing) == ((), ())
        again.close()


def test_what_a_crash_left_is_swept_away_by_the_next_backup(chosen: Desk, stick: Path) -> None:
    mark = backup_volumes.mark_of(chosen.context.registry.data_key)
    left = stick / f".~{mark}-abcd"
    left.mkdir()
    (left / "registry.db").write_bytes(b"half")
    chosen.backups.make()
    assert not left.exists()


def test_a_backup_that_does_not_verify_is_set_aside_and_said(
    chosen: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = backup_file.pack

    def careless(target: Path, *rest: Any) -> Any:
        manifest = pack(target, *rest)
        data = bytearray(target.read_bytes())
        data[len(data) // 2] ^= 1
        target.write_bytes(data)
        return manifest

    chosen.backups.make()
    monkeypatch.setattr(backup_file, "pack", careless)
    with refused(chosen, BadBackup, "已损坏"):
        on(chosen, TODAY + timedelta(days=1)).make()
    assert names(stick) == [
        "信访登记-2026-03-02-091400.petitionbackup",
        "信访登记-2026-03-03-091400.petitionbackup.damaged",
    ]
    assert chosen.backups.state().standing is Standing.TROUBLE
    assert [found.manifest is None for found in chosen.backups.list()].count(True) == 1


def test_a_copy_is_compared_with_what_was_packed_even_where_its_sums_are_right(
    chosen: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that gave a wrong byte while the file was packed has blessed it with its sums."""
    pack = backup_file.pack

    def misread(target: Path, manifest: Any, files: Any, meter: Any) -> Any:
        registry = files[0]
        whole = registry.read_bytes()
        registry.write_bytes(whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:])
        packed = pack(target, manifest, files, meter)
        registry.write_bytes(whole)
        return packed

    monkeypatch.setattr(backup_file, "pack", misread)
    with refused(chosen, BadBackup, "已损坏"):
        chosen.backups.make()
    assert names(stick) == ["信访登记-2026-03-02-091400.petitionbackup.damaged"]


def test_every_page_of_a_copy_is_looked_at(chosen: Desk, stick: Path) -> None:
    chosen.petitions.register(a_petition(content="长" * 9000))
    registry = chosen.context.registry
    key = wrapping.derive(registry.data_key, "registry")
    copy = stick / "copy.db"
    with connected(chosen.folder / "registry.db", key) as source:
        source.execute("VACUUM INTO ?", (str(copy),))
    whole = copy.read_bytes()
    for page in range(len(whole) // 4096):
        torn = page * 4096 + 2000
        copy.write_bytes(whole[:torn] + bytes([whole[torn] ^ 1]) + whole[torn + 1 :])
        try:
            with connected(copy, key) as damaged:
                found = faults(damaged)
        except sqlcipher.DatabaseError:
            continue
        assert found, f"page {page + 1}"


# --- rehearsal -----------------------------------------------------------------------------------


def test_a_rehearsal_brings_everything_back_and_leaves_nothing_behind(
    chosen: Desk, stick: Path
) -> None:
    chosen.filling.fill(40, 3, TODAY)
    chosen.petitions.register(a_petition(), [a_scan(stick.parent)])
    assert not chosen.backups.rehearsal_due(), "without a backup there is nothing to rehearse"
    chosen.backups.make()
    assert chosen.backups.rehearsal_due()
    before = names(stick)
    done = chosen.backups.rehearse()
    assert done.report.petitions == 41
    assert (done.faults, done.missing) == ((), ())
    assert names(stick) == before
    assert not chosen.backups.rehearsal_due()
    assert on(chosen, TODAY + timedelta(days=30)).rehearsal_due()
    rehearsed = chosen.backups.state().memory.rehearsed
    assert rehearsed is not None
    assert rehearsed.sound


def test_a_rehearsal_finds_a_backup_that_was_damaged_since(chosen: Desk, stick: Path) -> None:
    made = chosen.backups.make()
    data = bytearray(made.path.read_bytes())
    data[9_000] ^= 4
    made.path.write_bytes(data)
    with refused(chosen, BadBackup, "已损坏"):
        chosen.backups.rehearse()
    assert names(stick) == [made.path.name + ".damaged"]
    assert chosen.backups.due_today()
    assert chosen.backups.state().standing is Standing.TROUBLE


def test_a_rehearsal_names_files_whose_volume_is_gone(chosen: Desk, stick: Path) -> None:
    petition = chosen.petitions.register(a_petition(), [a_scan(stick.parent)])
    chosen.backups.make()
    next(stick.glob("附件-*")).unlink()
    done = chosen.backups.rehearse()
    assert [(m.number, str(m.name)) for m in done.missing] == [(petition.number, "来信.jpg")]


# --- taking along --------------------------------------------------------------------------------


def test_a_copy_to_take_along_is_complete_in_a_folder_of_its_own(
    chosen: Desk, stick: Path, tmp_path: Path
) -> None:
    scan = a_scan(tmp_path)
    chosen.petitions.register(a_petition(), [scan])
    chosen.backups.make()
    place = tmp_path / "另一个U盘"
    place.mkdir()
    folder = chosen.backups.take_along(place)
    assert folder.parent == place
    kinds = sorted(path.suffix for path in folder.iterdir())
    assert kinds == [".petitionattachments", ".petitionbackup", ".txt"]
    said = (folder / "说明.txt").read_text("utf-8-sig")
    assert "从备份恢复" in said
    assert "password" in said.lower() or "密码" in said
    back = restoring.restore(
        next(folder.glob("*.petitionbackup")), tmp_path / "新.petition", None, PASSWORD, at()
    )
    assert back.missing == ()
    assert len(events(chosen, history.BACKUP)) == 2


def test_the_registry_s_own_folder_is_no_place_for_its_backups(desk: Desk) -> None:
    with refused(desk, InvalidInput, "登记簿自己的文件夹"):
        desk.backups.choose_folder(desk.folder)


@contextmanager
def unreadable(desk: Desk, sha: str) -> Iterator[None]:
    registry = desk.context.registry
    key = wrapping.derive(registry.data_key, "attachments")
    with connected(desk.folder / "attachments.db", key) as db:
        db.execute("UPDATE chunks SET data = x'00' WHERE sha256 = ?", (sha,))
    yield


def test_an_attachment_that_rotted_in_the_registry_is_said_and_the_rest_is_saved(
    chosen: Desk, stick: Path
) -> None:
    petition = chosen.petitions.register(
        a_petition(), [a_scan(stick.parent), a_scan(stick.parent, "二.jpg", fill=3)]
    )
    with unreadable(chosen, petition.attachments[0].sha256):
        made = chosen.backups.make()
    assert made.filled.unreadable == (petition.attachments[0].sha256,)
    assert made.filled.copied == 1
    assert "1 个附件读不出来" in str(chosen.backups.state().memory.trouble)


def test_after_a_change_of_the_key_backups_go_on_with_new_volumes(
    chosen: Desk, stick: Path, tmp_path: Path
) -> None:
    chosen.petitions.register(a_petition(), [a_scan(stick.parent)])
    old = chosen.backups.make()
    changed = change_data_key(chosen)
    made = on(changed, TODAY + timedelta(days=1)).make()
    assert made.manifest.registry == old.manifest.registry
    assert made.manifest.volumes != old.manifest.volumes
    assert made.filled.copied == 1
    assert [f.path for f in changed.backups.list()] == [made.path, old.path]
    changed.close()
    for made_then, name in ((old, "旧.petition"), (made, "新.petition")):
        back = restoring.restore(made_then.path, tmp_path / name, None, PASSWORD, at())
        assert (back.missing, back.faults) == ((), ())


def test_a_registry_that_is_open_for_reading_makes_no_backup_by_itself(
    chosen: Desk, stick: Path
) -> None:
    chosen.close()
    desk = open_desk(chosen.folder, PASSWORD, at(), read_only=True)
    assert desk.backups.folder() == stick
    assert not desk.backups.due_today()
    assert not desk.backups.due_at_exit()
    assert not desk.backups.rehearsal_due()
    desk.close()


def test_the_clerk_is_reminded_once_a_day_however_often_she_unlocks(desk: Desk) -> None:
    desk.petitions.register(a_petition())
    assert desk.backups.may_remind()
    assert not desk.backups.may_remind()
    assert on(desk, TODAY + timedelta(days=1)).may_remind()


def test_the_journal_tells_of_a_backup_in_the_readers_language(chosen: Desk, stick: Path) -> None:
    made = chosen.backups.make()
    (entry,) = chosen.journal.entries(Concern.KEEPING)
    events, name = made.manifest.events, made.path.name
    assert render(entry.what) == f"备份：{name}：0 件，经过 {events} 条；放在“{stick.name}”"
    use_language("en")
    told = f'Backup: {name}: petitions 0, entries {events}; in "{stick.name}"'
    assert render(entry.what) == told
