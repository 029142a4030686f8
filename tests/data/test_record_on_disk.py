"""The record: events cannot be changed, and every tampering is found and named."""

import sqlite3
from pathlib import Path

import peewee
import pytest

from petitiondesk.services.desk import Desk
from tests.factory import WHOLE_COURSE, a_petition, take


@pytest.fixture
def handled(desk: Desk) -> Desk:
    """Three petitions, one archived, one with an attachment."""
    take(desk, desk.petitions.register(a_petition()), *WHOLE_COURSE)
    take(desk, desk.petitions.register(a_petition(summary="要求公开灌渠账目")), "withdraw")
    desk.petitions.register(a_petition(summary="咨询补贴发放时间"))
    return desk


def tamper(desk: Desk, *statements: str) -> None:
    """Write behind the program's back, as somebody with the key could."""
    database = desk.context.registry.database
    for name in ("events_keep", "events_stay", "petitions_stay"):
        database.sql(f"DROP TRIGGER {name}")
    for statement in statements:
        database.sql(statement)


def faults(desk: Desk) -> str:
    return "\n".join(str(fault) for fault in desk.verify.verify().faults)


def test_an_untouched_registry_is_sound(handled: Desk) -> None:
    report = handled.verify.verify()
    assert report.sound, faults(handled)
    assert report.petitions == 3
    assert report.events == 3 + 10 + 2 + 1  # account, settings, opening; then the petitions' steps
    assert len(report.fingerprint) == 64


@pytest.mark.parametrize("statement", ["UPDATE events SET note = 'x'", "DELETE FROM events"])
def test_events_can_be_neither_changed_nor_deleted(handled: Desk, statement: str) -> None:
    with pytest.raises(peewee.IntegrityError, match="events are never"):
        handled.context.registry.database.sql(statement)


def test_a_petition_cannot_be_deleted(handled: Desk) -> None:
    with pytest.raises(peewee.IntegrityError, match="petitions are never deleted"):
        handled.context.registry.database.sql("DELETE FROM petitions WHERE id = 3")


def test_a_changed_event_is_named(handled: Desk) -> None:
    tamper(handled, "UPDATE events SET actor = '别人' WHERE seq = 4")
    assert "经过第 4 条被改动过" in faults(handled)


def test_a_missing_event_is_named(handled: Desk) -> None:
    tamper(handled, "DELETE FROM events WHERE seq = 5")
    assert "经过第 5 条缺失" in faults(handled)


def test_a_changed_row_is_named_with_its_field(handled: Desk) -> None:
    tamper(handled, "UPDATE petitions SET summary = '改过的概况' WHERE id = 3")
    assert "信〔2026〕3号 与经过不一致：summary" in faults(handled)


def test_a_changed_petitioner_is_named(handled: Desk) -> None:
    tamper(handled, "UPDATE petitioners SET name = '张三' WHERE petition_id = 2")
    assert "信〔2026〕2号 与经过不一致：petitioners" in faults(handled)


def test_a_removed_petition_is_named(handled: Desk) -> None:
    tamper(
        handled,
        "DELETE FROM petitioners WHERE petition_id = 2",
        "DELETE FROM clocks WHERE petition_id = 2",
        "DELETE FROM petitions WHERE id = 2",
    )
    said = faults(handled)
    assert "第 2 件有经过" in said
    assert "2026 年的编号不连续，缺 1 个" in said


def test_a_list_column_that_differs_is_named(handled: Desk) -> None:
    tamper(handled, "UPDATE petitions SET sealed = 1 WHERE id = 1")
    assert "信〔2026〕1号 的列表栏目与内容不一致" in faults(handled)


def test_a_limit_that_differs_is_named(handled: Desk) -> None:
    tamper(handled, "UPDATE clocks SET due_on = '2030-01-01' WHERE petition_id = 1")
    assert "信〔2026〕1号 的期限与规则不一致" in faults(handled)


def test_an_incomplete_search_index_is_named(handled: Desk) -> None:
    tamper(
        handled, "DELETE FROM search WHERE rowid = (SELECT list_key FROM petitions WHERE id = 3)"
    )
    assert "信〔2026〕3号 用检索找不到" in faults(handled)


def test_changed_office_settings_are_named(handled: Desk) -> None:
    tamper(handled, """UPDATE settings SET value = '"别的局"' WHERE key = 'name'""")
    assert "单位设置与经过里的记录不一致" in faults(handled)


def test_a_damaged_attachment_is_named(handled: Desk, tmp_path: Path) -> None:
    scan = tmp_path / "来信.jpg"
    scan.write_bytes(b"\xff\xd8 scan")
    handled.attachments.attach(3, [scan])
    assert handled.verify.verify().sound
    store = handled.context.registry.attachments
    store._db.sql("UPDATE chunks SET data = x'00'")
    assert "缺失或损坏" in faults(handled)


def test_the_file_cannot_be_read_by_plain_sqlite(handled: Desk) -> None:
    with (
        pytest.raises(sqlite3.DatabaseError),
        sqlite3.connect(handled.folder / "registry.db") as db,
    ):
        db.execute("SELECT count(*) FROM sqlite_master")
    db.close()
