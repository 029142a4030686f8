"""What the desk says of the state of its registry until it is mended."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from petitiondesk.data import database
from petitiondesk.domain.errors import Cancelled, DamagedRegistry, DeskError
from petitiondesk.domain.ledger import LedgerFilter, Order
from petitiondesk.services.desk import Desk, open_desk
from tests.factory import PASSWORD, TODAY, WHOLE_COURSE, a_petition, at, take


def notices(desk: Desk) -> str:
    return "\n".join(map(str, desk.condition.notices()))


@contextmanager
def another_writing(desk: Desk, seconds: float, *, brief: bool = False) -> Iterator[None]:
    """Another thread is inside its transaction when the block begins, and ends it a while later."""
    begun, registry = threading.Event(), desk.context.registry

    def write() -> None:
        with registry.transaction(brief=brief):
            begun.set()
            time.sleep(seconds)
        desk.release()

    with ThreadPoolExecutor(1) as beside:
        done = beside.submit(write)
        assert begun.wait(20)
        yield
        done.result()


def test_a_sound_registry_has_nothing_to_say(desk: Desk) -> None:
    desk.petitions.register(a_petition())
    assert desk.condition.notices() == ()


def test_a_clock_set_back_is_said_with_both_times_and_steps_are_still_recorded(
    desk: Desk,
) -> None:
    desk.petitions.register(a_petition())
    desk.close()
    early = open_desk(desk.folder, PASSWORD, at(TODAY - timedelta(days=400)))
    assert "现在显示 2025-01-26 09:14，而前面已有一条经过是 2026-03-02 09:14 记下的" in notices(
        early
    )
    early.petitions.reveal(1, "核对电话")
    assert [e.kind for e in early.petitions.case(1).events] == ["register", "open_sealed"]
    early.close()
    still = open_desk(desk.folder, PASSWORD, at(TODAY - timedelta(days=399)))
    assert "现在显示 2025-01-27" in notices(still), "an entry of the wrong time does not mend it"
    still.close()
    mended = open_desk(desk.folder, PASSWORD, at())
    assert mended.condition.notices() == ()
    assert mended.verify.verify().sound
    mended.close()


def test_a_clock_that_is_minutes_behind_is_not_worth_a_word(desk: Desk) -> None:
    desk.petitions.register(a_petition())
    desk.close()
    again = open_desk(desk.folder, PASSWORD, at(minute=5))
    assert again.condition.notices() == ()
    again.close()


def test_a_record_whose_end_was_cut_off_is_said_at_opening(desk: Desk) -> None:
    desk.petitions.register(a_petition())
    database = desk.context.registry.database
    database.sql("DROP TRIGGER events_stay")
    database.sql("DELETE FROM events WHERE seq = (SELECT max(seq) FROM events)")
    desk.close()
    again = open_desk(desk.folder, PASSWORD, at())
    assert "缺少触发器“events_stay”" in notices(again)
    assert "经过的结尾不符" in notices(again)
    again.close()


def test_a_changed_entry_among_the_newest_is_said_at_opening(desk: Desk) -> None:
    desk.petitions.register(a_petition())
    desk.context.registry.database.sql("DROP TRIGGER events_keep")
    desk.context.registry.database.sql("UPDATE events SET note = '改' WHERE kind = 'register'")
    desk.close()
    again = open_desk(desk.folder, PASSWORD, at())
    assert "被改动过：校验值不符" in notices(again)
    again.close()


def damage(path: Path, part: float, length: int = 9000) -> None:
    """Overwrite bytes of a closed file, at a part of its length."""
    content = bytearray(path.read_bytes())
    start = int(len(content) * part)
    content[start : start + length] = bytes(length)[: len(content) - start]
    content[start] ^= 0x5A
    path.write_bytes(content)


def test_damage_that_the_opening_does_not_meet_is_found_by_the_daily_check(desk: Desk) -> None:
    scan = desk.folder.parent / "来信.bin"
    scan.write_bytes(bytes(range(256)) * 8000)
    desk.petitions.register(a_petition(), [scan])
    desk.close()
    damage(desk.folder / "attachments.db", 0.5)
    again = open_desk(desk.folder, PASSWORD, at())
    assert again.condition.notices() == ()
    assert again.condition.check_due()
    again.condition.check()
    assert not again.condition.check_due()
    assert "附件文件里有" in notices(again)
    assert any("附件" in str(fault) for fault in again.verify.verify().faults)
    again.close()


def test_a_daily_check_stops_in_the_middle_of_a_file_and_is_due_again(desk: Desk) -> None:
    scan = desk.folder.parent / "来信.bin"
    scan.write_bytes(bytes(range(256)) * 60_000)
    desk.petitions.register(a_petition(), [scan])
    told: list[int] = []

    def stop(done: int, _total: int | None) -> None:
        told.append(done)
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        desk.condition.check(stop)
    assert told.count(0) > 1, "it looks whether to go on while it reads the registry"
    assert told.count(1) == 1, "it was in the attachments, and went no further"
    assert desk.condition.check_due()
    desk.condition.check()
    assert not desk.condition.check_due()
    assert desk.condition.notices() == ()


def test_a_damaged_registry_opens_for_reading_and_nothing_is_written(
    desk: Desk, tmp_path: Path
) -> None:
    petition = desk.petitions.register(a_petition())
    take(desk, petition, *WHOLE_COURSE[:3])
    kept = desk.petitions.case(petition.id).petition
    desk.close()
    (desk.folder / "attachments.db").unlink()
    with pytest.raises(DamagedRegistry, match="attachments.db.*没有改动任何内容"):
        open_desk(desk.folder, PASSWORD, at())
    before = {p.name: p.read_bytes() for p in desk.folder.iterdir()}
    looking = open_desk(desk.folder, PASSWORD, at(), read_only=True)
    assert "以只读方式打开" in notices(looking)
    assert "缺少一个文件" in notices(looking)
    assert looking.petitions.case(petition.id).petition == kept
    acts: tuple[Callable[[], object], ...] = (
        lambda: looking.petitions.register(a_petition()),
        lambda: looking.petitions.perform(1, "receive", {}, TODAY),
        lambda: looking.mending.take_back(1, "点错"),
        lambda: looking.office.save(replace(looking.office.office(), name="别的局")),
        lambda: looking.exports.ledger(tmp_path / "台账.xlsx", LedgerFilter(), Order()),
    )
    for act in acts:
        with pytest.raises(DeskError, match="只读方式打开"):
            act()
    looking.office.remember("draft", {"content": "写到一半"})
    assert looking.office.remembered("draft") is None
    looking.close()
    after = {p.name: p.read_bytes() for p in desk.folder.iterdir()}
    assert {n: b for n, b in after.items() if not n.endswith(("-shm", "-wal"))} == before


def test_what_the_window_writes_gets_into_the_file_beside_it_and_not_while_the_clerk_waits(
    desk: Desk,
) -> None:
    file = desk.context.registry.database.path
    desk.never_wait()
    assert not desk.condition.fold_due()
    before = file.read_bytes()
    with desk.context.registry.transaction():
        for _ in range(60):
            desk.petitions.register(a_petition(content="村里的路灯坏了。" * 2000))
    assert desk.condition.fold_due()
    assert file.read_bytes() == before
    assert desk.context.registry.database.scalar("PRAGMA wal_autocheckpoint") == 0, "however long"
    with ThreadPoolExecutor(1) as beside:
        beside.submit(desk.condition.fold).result()
        beside.submit(desk.release).result()
    log = desk.context.registry.database.sql("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    assert file.read_bytes() != before
    assert log[1] == log[2], "nothing is left to be copied"
    assert desk.verify.verify().sound


def test_no_petition_waits_while_the_search_index_is_merged_and_all_are_found_afterwards(
    desk: Desk,
) -> None:
    database = desk.context.registry.database

    def parts() -> int:
        return int(database.scalar("SELECT count(DISTINCT segid) FROM search_idx"))

    for n in range(40):
        desk.petitions.register(a_petition(summary=f"反映第{n}条水渠淤塞"))
        assert parts() == n + 1, "what is saved is written, and nothing else"
    desk.condition.tidy()
    assert parts() < 4
    assert desk.ledger.count(LedgerFilter(words="水渠淤塞"))[0] == 40
    assert desk.verify.verify().sound


def test_merging_stops_when_the_clerk_wants_the_registry_and_goes_on_later(desk: Desk) -> None:
    database = desk.context.registry.database
    for n in range(12):
        desk.petitions.register(a_petition(summary=f"反映第{n}条水渠淤塞"))

    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        desk.condition.tidy(stop)
    assert not database.in_transaction
    desk.condition.tidy()
    assert int(database.scalar("SELECT count(DISTINCT segid) FROM search_idx")) < 4


def test_a_step_waits_for_a_short_merge_instead_of_being_refused(desk: Desk) -> None:
    desk.never_wait()
    with another_writing(desk, seconds=0.2, brief=True):
        assert desk.petitions.register(a_petition()).number


def test_a_check_that_ends_while_an_import_is_being_written_is_remembered_after_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    with another_writing(desk, seconds=0.5):
        assert desk.condition.check() == ()
    assert not desk.condition.check_due()
