"""The folder goes while the registry is open: a step is never taken as saved where nobody finds it."""

import shutil
from pathlib import Path

import pytest

from petitiondesk.domain.errors import StorageError
from petitiondesk.services.desk import Desk
from tests.factory import STEP_INPUTS, TODAY, a_petition


def test_a_folder_that_was_moved_away_refuses_steps_and_takes_them_when_it_is_back(
    desk: Desk, tmp_path: Path
) -> None:
    petition = desk.petitions.register(a_petition())
    away = tmp_path / "移走的"
    desk.folder.rename(away)
    for _ in range(2):
        with pytest.raises(StorageError, match="文件夹不见了.*填写的内容还在窗口里"):
            desk.petitions.perform(petition.id, "route", STEP_INPUTS["route"], TODAY)
    assert desk.petitions.case(petition.id).petition == petition
    away.rename(desk.folder)
    routed = desk.petitions.perform(petition.id, "route", STEP_INPUTS["route"], TODAY)
    assert desk.petitions.case(petition.id).petition == routed
    assert desk.verify.verify().sound


def test_a_folder_that_goes_during_a_step_leaves_the_step_undone(
    desk: Desk, tmp_path: Path
) -> None:
    registry = desk.context.registry
    before = registry.events.count()
    away = tmp_path / "移走的"

    def step() -> None:
        with registry.transaction():
            registry.settings.remember("draft", {"content": "写到一半"})
            desk.folder.rename(away)

    with pytest.raises(StorageError, match="文件夹不见了"):
        step()
    away.rename(desk.folder)
    assert not registry.database.in_transaction
    assert desk.office.remembered("draft") is None
    assert registry.events.count() == before


def test_a_removed_folder_takes_no_attachment(desk: Desk, tmp_path: Path) -> None:
    scan = tmp_path / "来信.jpg"
    scan.write_bytes(b"\xff\xd8 scan")
    petition = desk.petitions.register(a_petition())
    shutil.move(desk.folder, tmp_path / "移走的")
    with pytest.raises(StorageError, match="文件夹不见了"):
        desk.attachments.attach(petition.id, [scan])
    shutil.move(tmp_path / "移走的", desk.folder)
    assert desk.petitions.case(petition.id).petition.attachments == ()


def test_other_files_in_the_place_of_the_opened_ones_are_not_written(
    desk: Desk, tmp_path: Path
) -> None:
    desk.petitions.register(a_petition())
    away = tmp_path / "移走的"
    desk.folder.rename(away)
    shutil.copytree(away, desk.folder)
    with pytest.raises(StorageError, match="锁定（Ctrl\\+L）后重新打开"):
        desk.petitions.register(a_petition())
    copied = {p.name: p.read_bytes() for p in desk.folder.iterdir() if p.suffix != ".inuse"}
    desk.close()  # nor when the registry that was opened is closed
    assert {p.name: p.read_bytes() for p in desk.folder.iterdir() if p.suffix != ".inuse"} == copied
    shutil.rmtree(desk.folder)
    away.rename(desk.folder)
