"""Bytes of backups and their volumes are flipped, cut and overwritten: said, or harmless."""

import os
import random
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from petitiondesk.domain.errors import DeskError
from petitiondesk.domain.petition import Petition
from petitiondesk.services import restoring
from petitiondesk.services.desk import open_desk
from tests.factory import PASSWORD, TODAY, a_desk, a_petition, at

HANDFUL = 12
MANY = int(os.environ.get("PETITIONDESK_DAMAGES", "300")) // 3


@dataclass(frozen=True)
class Kept:
    """A folder with a backup and its volume, and what the registry held."""

    folder: Path
    petitions: dict[int, Petition]
    contents: dict[str, bytes]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    place = tmp_path_factory.mktemp("kept")
    folder = place / "备份"
    folder.mkdir()
    desk = a_desk(place / "信访登记.petition")
    desk.offer_synthetic_sections()
    desk.filling.fill(10, 7, TODAY)
    contents = {}
    for number in range(4):
        scan = place / f"扫描{number}.bin"
        scan.write_bytes(random.Random(number).randbytes(60_000))
        petition = desk.petitions.register(a_petition(summary=f"附件{number}"), [scan])
        contents[petition.attachments[0].sha256] = scan.read_bytes()
    desk.backups.choose_folder(folder)
    desk.backups.make()
    petitions = {p.id: p for p in desk.context.registry.petitions.all()}
    desk.close()
    return Kept(folder, petitions, contents)


def test_a_handful_of_damaged_backups_are_said_or_harmless(kept: Kept, tmp_path: Path) -> None:
    assert damaged(kept, tmp_path, HANDFUL, random.Random(os.urandom(8))) > 0


@pytest.mark.slow
def test_many_damaged_backups_are_said_or_harmless(kept: Kept, tmp_path: Path) -> None:
    assert damaged(kept, tmp_path, MANY, random.Random(20260302)) > MANY // 2


def damaged(kept: Kept, place: Path, times: int, chance: random.Random) -> int:
    """Damage the folder's files one at a time; how often it was said."""
    said = 0
    for number in range(times):
        folder, into = place / f"备份{number}", place / f"恢复{number}.petition"
        shutil.copytree(kept.folder, folder)
        path = chance.choice(sorted(folder.iterdir()))
        what = hit(path, chance)
        try:
            said += restored(kept, folder, into)
        except BaseException as error:
            error.add_note(f"{path.name}: {what}")
            raise
        shutil.rmtree(folder)
        shutil.rmtree(into, ignore_errors=True)
    return said


def restored(kept: Kept, folder: Path, into: Path) -> bool:
    """Restore; whatever comes back is what was there, or is named as missing. Whether that was said."""
    (file,) = folder.glob("*.petitionbackup")
    try:
        back = restoring.restore(file, into, None, PASSWORD, at())
    except DeskError:
        assert not into.exists(), "a part of a damaged backup was left as if it were whole"
        return True
    desk = open_desk(into, PASSWORD, at())
    assert {p.id: p for p in desk.context.registry.petitions.all()} == kept.petitions
    absent = {sha for sha in kept.contents if not desk.context.registry.attachments.has(sha)}
    for sha, content in kept.contents.items():
        if sha not in absent:
            assert b"".join(desk.context.registry.attachments.chunks(sha)) == content
    assert len(back.missing) == len(absent)
    assert back.faults == ()
    desk.close()
    return bool(absent)


def hit(path: Path, chance: random.Random) -> str:
    """Flip, cut or overwrite; says which and where."""
    data = bytearray(path.read_bytes())
    place = chance.randrange(len(data))
    how = chance.choice(("flip", "cut", "overwrite"))
    if how == "flip":
        data[place] ^= 1 << chance.randrange(8)
    elif how == "cut":
        del data[place:]
    else:
        data[place : place + 100] = chance.randbytes(len(data[place : place + 100]))
    path.write_bytes(data)
    return f"{how} at {place} of {len(data)}"
