"""Another data key: everything under it, or nothing; passwords, backups of sheets and record go on."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from petitiondesk.data import key_change, keys
from petitiondesk.data.wrapping import derive
from petitiondesk.domain.errors import Cancelled, NotAllowed, RegistryError, StorageError
from petitiondesk.domain.rights import Role
from petitiondesk.infra import replacing
from petitiondesk.services.desk import (
    Desk,
    change_data_key,
    new_desk,
    open_desk,
    recover_desk,
)
from tests.factory import ACCOUNT, OFFICE, PASSWORD, WHOLE_COURSE, a_petition, at, take

OTHER = "秋收 稻谷 满仓 88"


@pytest.fixture
def busy(desk: Desk, tmp_path: Path) -> Desk:
    """A registry with a clerk besides the administrator, a finished case and a scan."""
    scan = tmp_path / "来信.txt"
    scan.write_text("来信的扫描件。", "utf-8")
    take(desk, desk.petitions.register(a_petition(), [scan]), *WHOLE_COURSE)
    desk.accounts.add("李平", Role.CLERK, OTHER)
    return desk


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"registry.lock"}


THREE = {"registry.db", "attachments.db", "keys.json"}


def test_everything_is_there_under_the_new_key_and_nothing_opens_with_the_old(busy: Desk) -> None:
    registry = busy.context.registry
    before = busy.petitions.case(1).petition
    old_key, identity, seal = bytearray(registry.data_key), registry.identity, registry.seal_key
    old = [(busy.folder / name).read_bytes() for name in sorted(THREE)]
    fresh = change_data_key(busy)
    registry = fresh.context.registry
    assert registry.data_key != old_key
    assert derive(registry.data_key, "registry") != derive(old_key, "registry")
    assert (registry.identity, registry.seal_key) == (identity, seal)
    assert fresh.petitions.case(1).petition == before
    assert registry.attachments.intact(before.attachments[0].sha256)
    assert registry.events.of_office()[-1].kind == "key_change"
    assert fresh.verify.verify().sound
    fresh.close()
    assert names(busy.folder) == THREE
    now = [(busy.folder / name).read_bytes() for name in sorted(THREE)]
    assert all(a != b for a, b in zip(old, now, strict=True))


def test_passwords_and_recovery_key_stay_as_they_are(folder: Path) -> None:
    desk, recovery = new_desk(folder, OFFICE, ACCOUNT, PASSWORD, at())
    desk.accounts.add("李平", Role.CLERK, OTHER)
    change_data_key(desk).close()
    open_desk(folder, PASSWORD, at(), ACCOUNT).close()
    open_desk(folder, OTHER, at(), "李平").close()
    recover_desk(folder, recovery, "春耕 不误 农时 66", at(), "李平").close()
    again = open_desk(folder, PASSWORD, at(), ACCOUNT)
    change_data_key(again).close()
    open_desk(folder, "春耕 不误 农时 66", at(), "李平").close()


def test_only_an_administrator_changes_it(busy: Desk) -> None:
    busy.close()
    clerk = open_desk(busy.folder, OTHER, at(), "李平")
    with pytest.raises(NotAllowed):
        change_data_key(clerk)
    clerk.petitions.register(a_petition())
    clerk.close()
    assert names(busy.folder) == THREE


def test_stopping_it_leaves_the_registry_open_and_as_it_was(busy: Desk) -> None:
    def stop(done: int, _total: int | None) -> None:
        if done == 2:
            raise Cancelled

    key = bytes(busy.context.registry.data_key)
    with pytest.raises(Cancelled):
        change_data_key(busy, stop)
    assert bytes(busy.context.registry.data_key) == key
    assert not (busy.folder / "new-key").exists()
    busy.petitions.register(a_petition())
    assert busy.verify.verify().sound


def test_a_disk_without_room_is_said_before_anything_is_made(
    busy: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(busy.folder)._replace(free=1 << 10)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    with pytest.raises(StorageError, match="磁盘空间不够"):
        change_data_key(busy)
    assert not (busy.folder / "new-key").exists()
    assert busy.verify.verify().sound


def test_an_entry_that_is_not_ours_stops_the_change(busy: Desk) -> None:
    path = busy.folder / "keys.json"
    kept = keys.read(path)
    theirs = tuple(replace(wrap, proof="0" + wrap.proof) for wrap in kept.wraps)
    keys.write(path, replace(kept, wraps=theirs))
    with pytest.raises(RegistryError, match="损坏或被改动过"):
        change_data_key(busy)
    assert busy.verify.verify().sound


class _PowerCut(Exception):
    """The program ended here."""


@pytest.mark.parametrize("moved", range(4))
def test_a_power_cut_after_the_copies_are_ready_is_made_good_at_the_next_opening(
    busy: Desk, monkeypatch: pytest.MonkeyPatch, moved: int
) -> None:
    done: list[Path] = []
    real = replacing.replace_patiently

    def cut(source: Path, target: Path) -> None:
        if len(done) == moved:
            raise _PowerCut
        done.append(target)
        real(source, target)

    before = busy.petitions.case(1).petition
    old_key = bytes(busy.context.registry.data_key)
    monkeypatch.setattr(key_change, "replace_patiently", cut)
    if moved < 3:
        with pytest.raises(_PowerCut):
            change_data_key(busy)
    else:
        change_data_key(busy).close()
    monkeypatch.undo()
    again = open_desk(busy.folder, PASSWORD, at(), ACCOUNT)
    assert bytes(again.context.registry.data_key) != old_key
    assert again.petitions.case(1).petition == before
    assert again.verify.verify().sound
    again.close()
    assert names(busy.folder) == THREE


def test_a_power_cut_before_the_copies_are_ready_leaves_the_old_key(busy: Desk) -> None:
    registry = busy.context.registry
    key = bytes(registry.data_key)
    draft = busy.context.event("key_change", None, {})
    key_change.prepare(registry, draft, lambda _done, _total: None)
    (busy.folder / "new-key" / "ready").unlink()
    busy.close()
    again = open_desk(busy.folder, PASSWORD, at(), ACCOUNT)
    assert bytes(again.context.registry.data_key) == key
    assert again.verify.verify().sound
    again.close()
    assert names(busy.folder) == THREE


def test_the_key_in_memory_is_overwritten_when_the_registry_closes(desk: Desk) -> None:
    held = desk.context.registry.data_key
    assert any(held)
    desk.close()
    assert not any(held)
