"""Restoring: into a new folder, whole or not at all, with a comparison before."""

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from petitiondesk.data.backup import Made
from petitiondesk.domain import history, narrative
from petitiondesk.domain.backups import BadBackup, Standing
from petitiondesk.domain.errors import (
    Cancelled,
    DeskError,
    RegistryError,
    StorageError,
    WrongPassword,
)
from petitiondesk.domain.terms import LetterKind
from petitiondesk.services import restoring
from petitiondesk.services.backup import BackupService
from petitiondesk.services.desk import Desk, open_desk, recover_desk
from tests.factory import PASSWORD, TODAY, a_desk, a_petition, at, take


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "U盘"
    place.mkdir()
    return place


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return tmp_path / "恢复的.petition"


def a_file(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.fixture
def made(desk: Desk, stick: Path, tmp_path: Path) -> Made:
    """A backup of a registry with petitions, files, a letter and a submitted template."""
    files = [a_file(tmp_path, f"{n}.jpg", bytes([n]) * (400_000 * n + 1)) for n in range(4)]
    first = desk.petitions.register(a_petition(), files[:2])
    take(desk, first, "propose", "instruct", "route", "receive", "submit", "reply")
    desk.petitions.register(a_petition(), [*files[1:], a_file(tmp_path, "空.txt", b"")])
    desk.office.save(replace(desk.office.office(), short="农"))
    desk.letters.make(first.id, LetterKind.ACCEPTANCE, on=TODAY)
    desk.backups.choose_folder(stick)
    return desk.backups.make()


def restored(made: Made, into: Path, **details: Any) -> restoring.Restored:
    return restoring.restore(made.path, into, None, PASSWORD, at(), **details)


def test_everything_comes_back_into_a_new_folder_and_the_record_says_so(
    desk: Desk, made: Made, new: Path
) -> None:
    kept = list(desk.context.registry.petitions.all())
    shas = [a.sha256 for petition in kept for a in petition.attachments]
    back = restored(made, new)
    assert (back.folder, back.missing, back.faults) == (new, (), ())
    desk.close()
    again = open_desk(new, PASSWORD, at())
    registry = again.context.registry
    assert list(registry.petitions.all()) == kept
    assert all(registry.attachments.intact(sha) for sha in shas)
    assert len(shas) == 7, "six files and a letter"
    events = list(registry.events.all())
    assert events[made.manifest.events - 1].hash == made.manifest.fingerprint
    (told,) = (e for e in events if e.kind == history.RESTORE)
    assert made.path.name in str(narrative.told(told))
    assert "2026-03-02 09:14" in str(narrative.told(told))
    assert again.verify.verify().sound
    again.close()
    assert not new.with_name(new.name + ".part").exists()


def test_a_restored_registry_is_worked_on_and_backed_up_as_before(made: Made, new: Path) -> None:
    restored(made, new)
    again = open_desk(new, PASSWORD, at(TODAY + timedelta(days=1)))
    again.petitions.register(a_petition())
    more = again.backups.make()
    assert more.path.parent == made.path.parent
    assert more.filled.copied == 0, "the volumes beside it are the registry's still"
    again.close()


def test_nothing_is_ever_restored_over_a_registry(desk: Desk, made: Made) -> None:
    before = {p.name: p.stat().st_size for p in desk.folder.iterdir()}
    with pytest.raises(RegistryError, match="已经有文件了，没有覆盖"):
        restored(made, desk.folder)
    assert {p.name: p.stat().st_size for p in desk.folder.iterdir()} == before


def test_an_empty_folder_that_was_made_for_it_is_taken(made: Made, new: Path) -> None:
    new.mkdir()
    assert restored(made, new).folder == new


def test_a_wrong_password_leaves_nothing(made: Made, new: Path) -> None:
    with pytest.raises(WrongPassword):
        restoring.restore(made.path, new, None, "另一个密码 2026", at())
    assert not list(new.parent.glob("恢复的*"))


def test_a_new_pc_and_no_password_left_the_recovery_key_brings_it_all_back(
    desk: Desk, stick: Path, new: Path
) -> None:
    recovery = desk.accounts.new_recovery_key()
    petition = desk.petitions.register(a_petition())
    desk.backups.choose_folder(stick)
    file = desk.backups.make().path
    back = restoring.restore(file, new, None, recovery.lower(), at())
    assert (back.missing, back.faults) == ((), ())
    again = recover_desk(new, recovery, "春耕 不误 农时 66", at())
    assert again.petitions.case(petition.id).petition == petition
    assert again.verify.verify().sound
    again.close()


def test_files_whose_volume_is_not_there_are_named_and_the_rest_is_restored(
    desk: Desk, made: Made, new: Path, tmp_path: Path
) -> None:
    alone = tmp_path / "单独"
    alone.mkdir()
    shutil.copy(made.path, alone)
    back = restoring.restore(alone / made.path.name, new, None, PASSWORD, at())
    assert [(m.number[-2:], str(m.name)) for m in back.missing] == [
        ("1号", "0.jpg"),
        ("1号", "1.jpg"),
        ("1号", "受理告知书 农信函〔2026〕1号.docx"),
        ("2号", "1.jpg"),
        ("2号", "2.jpg"),
        ("2号", "3.jpg"),
        ("2号", "空.txt"),
    ]
    assert back.faults == ()
    again = open_desk(new, PASSWORD, at())
    assert again.ledger.total() == 2
    again.close()


def test_a_damaged_volume_costs_its_own_files_only(made: Made, new: Path) -> None:
    (volume,) = made.path.parent.glob("附件-*")
    data = bytearray(volume.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 10] = b"\0" * 10
    volume.write_bytes(data)
    back = restored(made, new)
    assert 1 <= len(back.missing) < 7
    assert back.faults == ()


def test_stopping_a_restore_leaves_nothing(made: Made, new: Path) -> None:
    steps: list[int] = []
    restored(made, new, progress=lambda done, _total: steps.append(done))
    assert len(steps) > 4
    other = new.with_name("又一个.petition")
    for place in (0, len(steps) // 2, len(steps) - 1):
        left = [place]

        def stop(_done: int, _total: int | None, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise Cancelled

        with pytest.raises(Cancelled):
            restored(made, other, progress=stop)
        assert not list(other.parent.glob("又一个*"))


def test_what_a_crash_left_half_restored_is_replaced(made: Made, new: Path) -> None:
    part = new.with_name(new.name + ".part")
    part.mkdir()
    (part / "registry.db").write_bytes(b"half")
    assert restored(made, new).missing == ()
    assert not part.exists()


def test_a_folder_of_the_user_s_that_is_named_so_by_chance_stays(made: Made, new: Path) -> None:
    part = new.with_name(new.name + ".part")
    part.mkdir()
    (part / "照片.jpg").write_bytes(b"x")
    with pytest.raises(RegistryError, match="没有覆盖"):
        restored(made, new)
    assert (part / "照片.jpg").exists()


def test_a_full_disk_is_said_before_anything_is_written(
    made: Made, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = type("Usage", (), {"free": 1 << 20})
    monkeypatch.setattr("shutil.disk_usage", lambda _path: usage)
    with pytest.raises(StorageError, match="空间不够"):
        restored(made, new)
    assert not list(new.parent.glob("恢复的*"))


# --- damage ---------------------------------------------------------------------------------------


def assert_refused(path: Path, into: Path) -> None:
    """A damaged backup is said to be one and never becomes a registry."""
    acts: list[Callable[[], object]] = [
        lambda: restoring.restore(path, into, None, PASSWORD, at()),
        lambda: restoring.check(path, None, PASSWORD, into.parent),
    ]
    for act in acts:
        with pytest.raises(DeskError) as said:
            act()
        assert isinstance(said.value, BadBackup), str(said.value)
        assert "没有改动" in str(said.value)
    assert not list(into.parent.glob("恢复的*"))
    assert not list(into.parent.glob(".~*"))


def test_a_flipped_byte_anywhere_in_the_file_is_noticed(made: Made, new: Path) -> None:
    whole = made.path.read_bytes()

    @given(
        st.one_of(
            st.integers(0, len(whole) - 1),
            st.integers(0, 1500),
            st.integers(len(whole) - 3000, len(whole) - 1),
        ),
        st.integers(1, 255),
    )
    @settings(
        max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
    )
    def flip(place: int, by: int) -> None:
        data = bytearray(whole)
        data[place] ^= by
        path = made.path.with_name("坏.petitionbackup")
        path.write_bytes(data)
        assert_refused(path, new)

    flip()


@pytest.mark.parametrize("part", [0, 1, 30, 0.3, 0.9, -1, -100])
def test_a_file_that_was_cut_short_is_noticed(made: Made, new: Path, part: float) -> None:
    whole = made.path.read_bytes()
    size = int(len(whole) * part) if 0 < part < 1 else int(part)
    path = made.path.with_name("短.petitionbackup")
    path.write_bytes(whole[:size])
    assert_refused(path, new)


def test_what_is_no_backup_is_said_to_be_none(tmp_path: Path) -> None:
    for name, data in {"文档.docx": b"PK\3\4 not really", "照片.jpg": b"\xff\xd8"}.items():
        with pytest.raises(BadBackup, match="不是本程序的备份文件"):
            restoring.inspect(a_file(tmp_path, name, data))
    with pytest.raises(BadBackup, match="不是本程序的备份文件"):
        restoring.inspect(tmp_path / "没有.petitionbackup")


def test_a_good_backup_is_checked_as_good(made: Made, tmp_path: Path) -> None:
    assert restoring.check(made.path, None, PASSWORD, tmp_path) == made.manifest
    assert restoring.inspect(made.path) == made.manifest
    assert restoring.accounts_in(made.path, tmp_path) == ("登记员",)
    assert not list(tmp_path.glob(".~*"))


# --- comparison -----------------------------------------------------------------------------------


def compared(made: Made, present: Path | None) -> Any:
    beside = made.path.parent.parent
    return restoring.compare(made.path, None, PASSWORD, present, beside)


def test_a_backup_that_holds_everything_is_the_same(desk: Desk, made: Made) -> None:
    assert compared(made, desk.folder).standing is Standing.SAME


def test_what_was_registered_and_changed_since_is_listed_newest_first(
    desk: Desk, made: Made
) -> None:
    second = desk.context.registry.petitions.get(2)
    take(desk, second, "propose", "instruct")
    third = desk.petitions.register(a_petition(received_on=TODAY))
    found = compared(made, desk.folder)
    assert found.standing is Standing.PRESENT_NEWER
    assert [(n.number, n.events, n.registered) for n in found.newer] == [
        (third.number, 1, True),
        (second.number, 2, False),
    ]
    assert found.newer[1].last_on == TODAY
    assert (found.total, found.office, found.ahead) == (2, 0, 0)


def test_the_comparison_works_while_no_desk_is_open(desk: Desk, made: Made) -> None:
    desk.petitions.register(a_petition())
    desk.close()
    found = compared(made, desk.folder)
    assert (found.standing, found.total) == (Standing.PRESENT_NEWER, 1)


def test_a_registry_that_is_older_than_the_backup_is_said(
    desk: Desk, made: Made, new: Path
) -> None:
    restored(made, new)
    desk.petitions.register(a_petition())
    newer = BackupService(replace(desk.context, now=at(TODAY + timedelta(days=1)))).make()
    old = compared(newer, new)
    assert old.standing is Standing.BACKUP_NEWER
    assert old.ahead == 1
    again = open_desk(new, PASSWORD, at())
    again.petitions.register(a_petition())
    again.close()
    apart = compared(newer, new)
    assert apart.standing is Standing.APART
    assert apart.total == 1


def test_another_registry_s_backup_is_said_to_be_one(made: Made, tmp_path: Path) -> None:
    other = a_desk(tmp_path / "另一本.petition")
    other.close()
    assert compared(made, other.folder).standing is Standing.OTHER


@pytest.mark.parametrize("harm", ["gone", "damaged"])
def test_a_registry_that_cannot_be_read_is_no_hindrance(
    desk: Desk, made: Made, new: Path, harm: str
) -> None:
    desk.close()
    if harm == "gone":
        shutil.rmtree(desk.folder)
    else:
        path = desk.folder / "registry.db"
        path.write_bytes(os.urandom(path.stat().st_size))
    assert compared(made, desk.folder).standing is Standing.UNKNOWN
    assert restored(made, new).missing == ()
