"""Bytes are flipped, cut and overwritten anywhere: harmless, or said in words; never shown as right."""

import gc
import os
import random
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from petitiondesk.data import schema
from petitiondesk.data.petition_rows import PARTS
from petitiondesk.data.tables import ClockRow
from petitiondesk.domain.errors import DeskError
from petitiondesk.domain.petition import Attachment, Petition
from petitiondesk.domain.record import to_record
from petitiondesk.services.desk import Desk, open_desk
from petitiondesk.services.salvage import Salvaged, salvage
from tests.factory import PASSWORD, TODAY, WHOLE_COURSE, a_desk, a_petition, at, take

HANDFUL = 15
MANY = int(os.environ.get("PETITIONDESK_DAMAGES", "300"))
FILES = ("registry.db", "registry.db", "registry.db-wal", "attachments.db", "keys.json")
"""The record lies in the first one, so it is hit twice as often."""


@dataclass(frozen=True)
class Sound:
    """A registry as a power cut leaves it, log and all; and what it holds, at each of its steps.

    ``states`` are the petitions by id after every entry of the record, oldest first.
    """

    folder: Path
    states: tuple[dict[int, Petition], ...]
    contents: dict[str, bytes]

    @property
    def petitions(self) -> dict[int, Petition]:
        """The petitions as they stood last."""
        return self.states[-1]


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Sound:
    place = tmp_path_factory.mktemp("sound")
    desk = a_desk(place / "信访登记.petition")
    desk.offer_synthetic_sections()
    desk.filling.fill(25, 7, TODAY)
    scan = place / "来信扫描.bin"
    scan.write_bytes(random.Random(3).randbytes(300_000))
    desk.petitions.register(a_petition(summary="附有扫描件"), [scan])
    desk.close()
    desk = open_desk(desk.folder, PASSWORD, at())
    states = [_held(desk)]
    for number in range(4):
        petition = desk.petitions.register(a_petition(summary=f"断电前第{number}件"))
        states.append(_held(desk))
        for step in WHOLE_COURSE[:3]:
            petition = take(desk, petition, step)
            states.append(_held(desk))
    cut = place / "断电.petition"
    shutil.copytree(desk.folder, cut)
    for name in ("registry.lock", "registry.inuse", "registry.db-shm", "attachments.db-shm"):
        (cut / name).unlink(missing_ok=True)
    assert (cut / "registry.db-wal").stat().st_size > 100_000
    desk.close()
    return Sound(
        cut, tuple(states), {a.sha256: scan.read_bytes() for a in _attachments(states[-1])}
    )


def _held(desk: Desk) -> dict[int, Petition]:
    return {p.id: p for p in desk.context.registry.petitions.all()}


def _attachments(petitions: dict[int, Petition]) -> list[Attachment]:
    return [a for p in petitions.values() for a in p.attachments]


def test_damage_at_a_handful_of_places_is_harmless_or_said(sound: Sound, tmp_path: Path) -> None:
    hit_everywhere(sound, tmp_path, HANDFUL, random.Random(os.urandom(8)))


@pytest.mark.slow
def test_damage_at_many_places_is_harmless_or_said(sound: Sound, tmp_path: Path) -> None:
    hit_everywhere(sound, tmp_path, MANY, random.Random(20260302))


def test_a_long_text_whose_last_page_is_damaged_is_never_shown_with_its_end_missing(
    desk: Desk,
) -> None:
    """SQLCipher gives such a page as zeros, without an error."""
    petition = desk.petitions.register(a_petition(content="长" * 30_000))
    desk.close()
    path = desk.folder / "registry.db"
    whole = path.read_bytes()
    torn = 0
    for place in range(4096 * 8, len(whole), 4096):
        path.write_bytes(whole[:place] + random.Random(place).randbytes(64) + whole[place + 64 :])
        with in_words() as said:
            looking = open_desk(desk.folder, PASSWORD, at(), read_only=True)
        if said:
            continue
        with in_words() as said:
            assert looking.petitions.case(petition.id).petition == petition
        looking.close()
        torn += bool(said)
    assert torn > 20, "the pages of the text were hit"


def test_an_attachment_that_is_damaged_is_not_given_out(desk: Desk, tmp_path: Path) -> None:
    scan = tmp_path / "来信.bin"
    scan.write_bytes(random.Random(1).randbytes(20_000))
    petition = desk.petitions.register(a_petition(), [scan])
    desk.context.registry.attachments._db.sql("UPDATE chunks SET data = zeroblob(length(data))")
    with pytest.raises(DeskError, match="附件的内容已损坏"):
        desk.attachments.save(petition.id, petition.attachments[0], tmp_path / "取出.bin")
    assert not (tmp_path / "取出.bin").exists()


def hit_everywhere(sound: Sound, place: Path, times: int, chance: random.Random) -> None:
    said = 0
    for number in range(times):
        folder = place / f"{number}.petition"
        shutil.copytree(sound.folder, folder)
        what = hit(folder, chance)
        try:
            reported = opened(sound, folder, exact="-wal" not in what)
            salvaged(sound, folder, reported=reported)
        except BaseException as error:
            error.add_note(what)
            raise
        said += reported
        shutil.rmtree(folder)
    assert said > times // 4, "too little damage was noticed to prove anything"


def hit(folder: Path, chance: random.Random) -> str:
    """Damage one file in one place; says how."""
    name = chance.choice(FILES)
    path = folder / name
    content = bytearray(path.read_bytes())
    start = chance.randrange(len(content))
    how = chance.choice(("flip", "cut", "overwrite"))
    if how == "flip":
        content[start] ^= 1 << chance.randrange(8)
    elif how == "cut":
        del content[start:]
    else:
        length = chance.choice((1, 16, 512, 5000, 40_000))
        content[start : start + length] = chance.randbytes(len(content[start : start + length]))
    path.write_bytes(content)
    return f"{how} {name} at {start} of {path.stat().st_size}"


@contextmanager
def in_words() -> Iterator[list[str]]:
    """What is done inside may fail, in a sentence; any other failure is one of the program's."""
    said: list[str] = []
    try:
        yield said
    except DeskError as error:
        said.append(str(error))
    assert all(sentence.endswith("。") and "{" not in sentence for sentence in said)


def opened(sound: Sound, folder: Path, *, exact: bool) -> bool:
    """Open the damaged registry as the clerk would; whether anything was said."""
    with in_words() as refused:
        desk = open_desk(folder, PASSWORD, at())
    if refused:
        return True
    try:
        said = bool(desk.condition.notices())
        shown, whole = read(desk)
        report = desk.verify.verify()
        said = said or bool(desk.condition.check()) or not report.sound or not whole
    finally:
        desk.close()
    if exact:
        for petition_id, petition in shown.items():
            assert petition == sound.petitions[petition_id], "shown as right, and it is not"
        assert said or shown == sound.petitions, "something is missing and nothing was said"
    else:
        # A log that is cut is a power cut: an earlier state, whole, without the last steps.
        assert said or shown in sound.states, "a state that never was"
    return said


def read(desk: Desk) -> tuple[dict[int, Petition], bool]:
    """Every petition that can be read, as the case page reads it; whether all could be."""
    shown: dict[int, Petition] = {}
    ids: list[int] = []
    with in_words() as said:
        ids = desk.context.registry.petitions.ids()
    for petition_id in ids:
        with in_words() as torn:
            shown[petition_id] = desk.petitions.case(petition_id).petition
        said += torn
    return shown, not said


def salvaged(sound: Sound, folder: Path, *, reported: bool) -> None:
    """What a salvage brings over is right, or stands in the list of losses."""
    into = folder.with_name(f"{folder.stem}-抢救.petition")
    gc.collect()  # what failed above may still hold the file
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    with in_words() as refused:
        result = salvage(folder, into, PASSWORD, at())
    if refused:
        assert reported, "nothing was wrong, and it could not be salvaged"
        assert not into.exists()
        return
    unchanged = {n: b for n, b in before.items() if not n.endswith(("-shm", ".lock"))}
    assert {n: (folder / n).read_bytes() for n in unchanged} == unchanged
    assert result.faults == (), [str(fault) for fault in result.faults]
    desk = open_desk(into, PASSWORD, at())
    try:
        assert desk.condition.notices() == ()
        compare(sound, desk, result)
    finally:
        desk.close()
        shutil.rmtree(into)


def compare(sound: Sound, desk: Desk, result: Salvaged) -> None:
    listed = result.listed.read_text("utf-8-sig")
    assert all(str(line) in listed for line in result.lost)
    held = _held(desk)
    wanted = next((s for s in reversed(sound.states) if held == s), sound.petitions)
    unnamed = set(between(listed, {p.number: p.id for p in wanted.values()}))
    open_end = "以后登记的信访件可能全部丢失" in listed
    for petition_id, petition in wanted.items():
        kept = held.get(petition_id)
        named = (
            petition.number in listed
            or f"{petition.year} 年第 {petition.sequence} 号" in listed
            or f"第 {petition_id} 件" in listed
            or petition_id in unnamed
        )
        if kept is None:
            assert named or open_end, f"{petition.number} is lost and not listed"
        elif to_record(kept) != to_record(petition):
            assert named, f"{petition.number} differs and is not listed"
    store = desk.context.registry.attachments
    for sha, content in sound.contents.items():
        if store.has(sha):
            assert b"".join(store.chunks(sha)) == content
        else:
            assert "来信扫描.bin" in listed or open_end or "残-" in listed


def between(listed: str, ids: dict[str, int]) -> Iterator[int]:
    """Ids of the petitions that the list names by those before and after them."""

    def place(number: str) -> int:
        return int(number[2:]) if number.startswith("残-") else ids.get(number, 0)

    for before, after, number in re.findall(r"登记在 (.+) 之后、(.+) 之前的 (\d+) 件", listed):
        lost = range(place(before) + 1, place(after))
        assert len(lost) == int(number)
        yield from lost


def test_the_last_petition_of_a_year_that_left_no_trace_is_listed(
    sound: Sound, tmp_path: Path
) -> None:
    folder = tmp_path / "缺一件.petition"
    shutil.copytree(sound.folder, folder)
    last = max((p for p in sound.petitions.values() if p.year == 2025), key=lambda p: p.sequence)
    registry = open_desk(folder, PASSWORD, at()).context.registry
    for trigger in schema.TRIGGERS:
        registry.database.sql(f"DROP TRIGGER {trigger.split()[2]}")
    registry.database.sql("PRAGMA foreign_keys = off")
    registry.database.sql("DELETE FROM events WHERE petition_id = ?", (last.id,))
    registry.database.sql("DELETE FROM petitions WHERE id = ?", (last.id,))
    for table in (*PARTS.values(), ClockRow):
        registry.database.run(table.delete().where(table.petition_id == last.id))
    registry.close()
    result = salvage(folder, tmp_path / "新的.petition", PASSWORD, at())
    listed = result.listed.read_text("utf-8-sig")
    assert list(between(listed, {p.number: p.id for p in sound.petitions.values()})) == [last.id]


def test_a_registry_without_damage_loses_nothing_in_a_salvage(sound: Sound, tmp_path: Path) -> None:
    folder = tmp_path / "完好.petition"
    shutil.copytree(sound.folder, folder)
    result = salvage(folder, tmp_path / "新的.petition", PASSWORD, at())
    assert result.lost == ()
    assert result.listed.read_text("utf-8-sig").splitlines()[1] == "没有发现丢失。"
    desk = open_desk(result.folder, PASSWORD, at())
    assert _held(desk) == sound.petitions
    petition = desk.petitions.register(a_petition(summary="抢救以后登记的"))
    assert petition.id == max(sound.petitions) + 1
    assert desk.verify.verify().sound
    desk.close()


def test_a_salvage_never_takes_the_place_of_something_else(sound: Sound, tmp_path: Path) -> None:
    folder, taken = tmp_path / "坏的.petition", tmp_path / "有了.petition"
    shutil.copytree(sound.folder, folder)
    taken.mkdir()
    (taken / "notes.txt").write_text("mine")
    with pytest.raises(DeskError, match="已经有文件"):
        salvage(folder, taken, PASSWORD, at())
    assert [p.name for p in taken.iterdir()] == ["notes.txt"]


def test_without_its_attachments_file_a_registry_is_salvaged_and_each_file_is_listed(
    sound: Sound, tmp_path: Path
) -> None:
    folder = tmp_path / "坏的.petition"
    shutil.copytree(sound.folder, folder)
    for name in ("attachments.db", "attachments.db-wal"):
        (folder / name).unlink(missing_ok=True)
    result = salvage(folder, tmp_path / "新的.petition", PASSWORD, at())
    assert any("来信扫描.bin：附件内容丢失" in str(line) for line in result.lost)
    desk = open_desk(result.folder, PASSWORD, at())
    assert _held(desk) == sound.petitions
    report = desk.verify.verify()
    assert report.sound
    assert any("在抢救前已丢失" in str(loss) for loss in report.losses)
    desk.close()


def test_what_was_lost_stays_said_and_what_is_changed_later_is_a_fault(
    sound: Sound, tmp_path: Path
) -> None:
    folder = tmp_path / "坏的.petition"
    shutil.copytree(sound.folder, folder)
    (folder / "registry.db-wal").unlink()
    path = folder / "registry.db"
    content = bytearray(path.read_bytes())
    del content[len(content) // 2 :]
    path.write_bytes(content)
    result = salvage(folder, tmp_path / "新的.petition", PASSWORD, at())
    assert result.lost
    desk = open_desk(result.folder, PASSWORD, at())
    report = desk.verify.verify()
    assert report.sound, [str(fault) for fault in report.faults]
    assert any("在抢救前已丢失" in str(loss) for loss in report.losses)
    database = desk.context.registry.database
    database.sql("DROP TRIGGER events_stay")
    database.sql("DELETE FROM events WHERE seq = (SELECT max(seq) FROM events) - 1")
    said = [str(fault) for fault in desk.verify.verify().faults]
    assert any("缺失" in fault for fault in said)
    desk.close()
