"""Somebody with the key writes behind the program's back: `verify` names what was changed.

Every table and every column of the schema is tried, so that nothing is forgotten; what stands rightly
outside the record is listed here with its reason.
"""
# ruff: noqa: S608 - the names are those of our own schema

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from petitiondesk.data import row_check, schema
from petitiondesk.data.checks import fresh
from petitiondesk.data.database import Database
from petitiondesk.domain.errors import Cancelled, InvalidInput
from petitiondesk.domain.petition import Claim
from petitiondesk.domain.reception import ReceptionDay
from petitiondesk.domain.record import GENESIS
from petitiondesk.domain.rights import Role
from petitiondesk.domain.terms import Decision, LetterKind
from petitiondesk.services.desk import Desk
from tests.data.make_stored import MARCH
from tests.exchange.form_books import three_row_header
from tests.factory import STEP_INPUTS, TODAY, a_desk, a_petition, take

OUTSIDE = {
    ("desk_state", "key"): "what the desk remembers for the clerk: drafts, views",
    ("desk_state", "value"): "the same",
    ("imported_rows", "fingerprint"): "only keeps a row of an old ledger from coming in twice",
}
"""(table, column) that the record does not hold, and why."""

SHADOWS = ("search", "search_data", "search_idx", "search_docsize", "search_config")
"""The search index follows from the petitions; `SearchIndex.intact` and its lengths look after it."""


def _columns() -> list[tuple[str, str, str]]:
    """Every column of the registry's schema: table, name, type."""
    database = Database(Path(":memory:"), "0" * 64)
    database.open()
    schema.create(database)
    found = [
        (name, column, type_name)
        for kind, name in sorted(fresh(schema.create))
        if kind == "table" and name not in SHADOWS
        for _, column, type_name, *_ in database.sql(f"PRAGMA table_info({name})").fetchall()
    ]
    database.close()
    return found


COLUMNS = [column for column in _columns() if column[:2] not in OUTSIDE]


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A registry with at least one row in every table, open; triggers and references are off."""
    place = tmp_path_factory.mktemp("worked")
    desk = a_desk(place / "信访登记.petition")
    scan = place / "来信.jpg"
    scan.write_bytes(b"\xff\xd8 scan" * 300_000)
    first = desk.petitions.register(a_petition(claims=(Claim("修复路面"),)), [scan])
    take(desk, first, "accept", "route", "receive", "extend", "pause", "resume", "urge",
         "urge_answer", "hearing", "submit", "reply", "deliver", "relief", "request_review",
         "decide_review")  # fmt: skip
    claims = (Claim("公开灌渠账目", Decision.SUPPORT),)
    second = desk.petitions.register(a_petition(summary="要求公开灌渠账目", claims=claims))
    take(desk, second, "link", "route", "submit", "reply", "deliver", "follow_up")
    desk.letters.make(second.id, LetterKind.ANSWER, on=TODAY)
    third = desk.petitions.register(a_petition(summary="咨询补贴发放时间"))
    desk.petitions.perform(third.id, "route", STEP_INPUTS["route"], TODAY)
    desk.reception.save(ReceptionDay(TODAY, leader="周副局长"))
    desk.accounts.add("李敏", Role.READER, "清渠如许 4096 源头")
    for name, undo in (("旧台账.csv", False), ("错台账.csv", True)):
        (place / name).write_text(
            f"姓名,概况,主要内容,收到日期\n张三,反映路灯,{name}：路灯不亮,2026-02-03\n", "utf-8"
        )
        report = desk.imports.run(desk.imports.preview(place / name))
        if undo and report.import_id is not None:
            desk.imports.past.undo(report.import_id, "导错了文件")
    desk.sheets.write("农田建设科", place / "农田建设科.xlsx")
    (place / "月报.xlsx").write_bytes(three_row_header())
    desk.forms.add(place / "月报.xlsx", "月报")
    desk.returns.submit(desk.returns.reckon(MARCH, TODAY), "第一次上报")
    desk.office.remember("columns", ["number", "state"])
    assert faults(desk) == []
    for database in _files(desk).values():
        database.sql("PRAGMA foreign_keys = OFF")
    for statement in schema.TRIGGERS:
        desk.context.registry.database.sql(f"DROP TRIGGER {statement.split()[2]}")
    assert [fault for fault in faults(desk) if "触发器" not in fault] == []
    yield desk
    desk.close()


def faults(desk: Desk) -> list[str]:
    return [str(fault) for fault in desk.verify.verify().faults]


def _files(desk: Desk) -> dict[str, Database]:
    registry = desk.context.registry
    return {"registry": registry.database, "attachments": registry.attachments._db}


class Undone(Exception):
    """Ends a transaction of tampering."""


def found(desk: Desk, *statements: str, file: str = "registry") -> list[str]:
    """What `verify` says after these statements, which are then taken back.

    The triggers are put back first, as somebody who hides a change would do.
    """
    database = _files(desk)[file]
    said: list[str] = []
    with contextlib.suppress(Undone), database.transaction():
        for statement in statements:
            database.sql(statement)
        if file == "registry":
            for trigger in schema.TRIGGERS:
                database.sql(trigger)
        said = faults(desk)
        raise Undone
    return said if file == "registry" else [s for s in said if "触发器" not in s]


def _other(kind: str, column: str) -> str:
    """SQL for another value of a column than the one that stands there."""
    if kind == "INTEGER":
        return f'coalesce("{column}", 0) + 1000'
    if kind == "BLOB":
        return f'zeroblob(length("{column}"))'
    return f"""coalesce("{column}", '') || 'x'"""


@pytest.mark.parametrize(("table", "column", "kind"), COLUMNS, ids=lambda value: str(value))
def test_a_changed_value_is_found_in_every_column_of_every_table(
    worked: Desk, table: str, column: str, kind: str
) -> None:
    row = _key_of_a_row(worked, table)
    assert row, f"the trial registry has no row in {table}"
    assert found(worked, f'UPDATE {table} SET "{column}" = {_other(kind, column)} WHERE {row}')


def _key_of_a_row(desk: Desk, table: str) -> str:
    """SQL that finds one row of a table that matters; "" if there is none."""
    if table == "settings":
        return "key = 'name'"  # a setting that has its default need not have a row
    database = desk.context.registry.database
    columns = database.sql(f"PRAGMA table_info({table})").fetchall()
    keys = [name for _, name, _, _, _, place in columns if place]
    rows = database.sql(f"SELECT {', '.join(keys)} FROM {table} LIMIT 1").fetchall()
    return " AND ".join(
        f"{name} = {value!r}" for row in rows for name, value in zip(keys, row, strict=True)
    )


def test_what_is_outside_the_record_is_there_and_changes_nothing(worked: Desk) -> None:
    for table, column in OUTSIDE:
        assert found(worked, f"UPDATE {table} SET {column} = {column} || 'x'") == []


LAST = "(SELECT max(seq) FROM events)"


@pytest.mark.parametrize(
    ("seq", "named"),
    [("1", "经过第 1 条缺失。"), ("5", "经过第 5 条缺失。")],
)
def test_a_removed_entry_is_named(worked: Desk, seq: str, named: str) -> None:
    assert named in found(worked, f"DELETE FROM events WHERE seq = {seq}")


def test_an_end_that_was_cut_off_is_named_though_no_row_changed(worked: Desk) -> None:
    last = worked.context.registry.events.last()
    assert last is not None
    assert f"第 {last.seq} 至 {last.seq} 条缺失" in "\n".join(
        found(worked, f"DELETE FROM events WHERE seq = {last.seq}")
    )


def test_a_cut_off_end_shows_even_after_work_went_on(worked: Desk) -> None:
    registry = worked.context.registry
    last = registry.events.last()
    assert last is not None
    said: list[str] = []
    with contextlib.suppress(Undone), registry.transaction():
        registry.database.sql(f"DELETE FROM events WHERE seq = {last.seq}")
        registry.events.append([last])
        said = faults(worked)
        raise Undone
    assert f"经过第 {last.seq} 条缺失。" in said


COPY = "kind, at, on_day, actor, changes, note, refers_to, hash"


def test_an_entry_put_in_at_the_end_is_named(worked: Desk) -> None:
    assert any(
        "校验值不符" in fault
        for fault in found(
            worked,
            f"INSERT INTO events (seq, petition_id, {COPY}) "
            f"SELECT {LAST} + 1, petition_id, {COPY} FROM events WHERE seq = {LAST}",
        )
    )


def test_an_entry_put_in_between_is_named(worked: Desk) -> None:
    said = found(
        worked,
        "UPDATE events SET seq = -seq WHERE seq > 5",
        "UPDATE events SET seq = 1 - seq WHERE seq < 0",
        f"INSERT INTO events (seq, petition_id, {COPY}) "
        f"SELECT 6, petition_id, {COPY} FROM events WHERE seq = 5",
    )
    assert "经过第 6 条被改动过：校验值不符。" in said


def test_two_entries_that_changed_places_are_named(worked: Desk) -> None:
    said = found(
        worked,
        "UPDATE events SET seq = -1 WHERE seq = 6",
        "UPDATE events SET seq = 6 WHERE seq = 7",
        "UPDATE events SET seq = 7 WHERE seq = -1",
    )
    assert "经过第 6 条被改动过：校验值不符。" in said


ROWS = [table for table in sorted({t for t, _, _ in COLUMNS}) if table not in ("head", "events")]


@pytest.mark.parametrize("table", ROWS)
def test_a_removed_row_is_found_in_every_table(worked: Desk, table: str) -> None:
    assert found(worked, f"DELETE FROM {table} WHERE {_key_of_a_row(worked, table)}")


@pytest.mark.parametrize("statement", schema.TRIGGERS, ids=lambda text: str(text).split()[2])
def test_a_trigger_that_was_dropped_or_changed_is_named(worked: Desk, statement: str) -> None:
    name = statement.split()[2]
    assert found(worked, "SELECT 1") == []
    database = worked.context.registry.database
    for others, named in (
        ([t for t in schema.TRIGGERS if t != statement], f"缺少触发器“{name}”"),
        (
            [t if t != statement else t.replace("BEFORE", "AFTER") for t in schema.TRIGGERS],
            f"触发器“{name}”被改动过",
        ),
    ):
        said: list[str] = []
        with contextlib.suppress(Undone), database.transaction():
            for trigger in others:
                database.sql(trigger)
            said = faults(worked)
            raise Undone
        assert named in "".join(said)


def test_a_strange_table_an_index_and_a_view_are_named(worked: Desk) -> None:
    said = "".join(
        found(
            worked,
            "CREATE TABLE shadow (a)",
            "CREATE VIEW hidden AS SELECT 1",
            "DROP INDEX petitionrow_merged_into_id",
        )
    )
    assert "多出表“shadow”" in said
    assert "多出视图“hidden”" in said
    assert "缺少索引“petitionrow_merged_into_id”" in said


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM chunks WHERE position = 1",
        "DELETE FROM contents WHERE size > 1000000",
        "UPDATE chunks SET position = position + 10 WHERE position >= 1",
        "UPDATE chunks SET data = zeroblob(length(data)) WHERE position = 1",
        "UPDATE chunks SET sha256 = 'x' || sha256",
        "UPDATE contents SET size = size + 1",
        "UPDATE contents SET sha256 = 'x' || sha256",
    ],
)
def test_a_changed_or_missing_piece_of_an_attachment_is_named(worked: Desk, statement: str) -> None:
    assert any("附件" in fault for fault in found(worked, statement, file="attachments"))


def test_a_record_reckoned_anew_passes_the_check_and_not_an_earlier_fingerprint(
    desk: Desk,
) -> None:
    """Whoever has the key can do that: therefore fingerprints are printed and kept on paper."""
    petition = desk.petitions.register(a_petition())
    printed = desk.verify.verify().fingerprint
    desk.petitions.register(a_petition(summary="第二件"))
    registry = desk.context.registry
    for trigger in schema.TRIGGERS:
        registry.database.sql(f"DROP TRIGGER {trigger.split()[2]}")
    registry.database.sql(
        "UPDATE events SET changes = replace(changes, '青石镇', '白石镇') WHERE kind = 'register'"
    )
    registry.database.sql("UPDATE petitions SET place = replace(place, '青石镇', '白石镇')")
    registry.database.sql("UPDATE petitioners SET address = replace(address, '青石镇', '白石镇')")
    previous = GENESIS
    for link in list(registry.events.walk()):
        previous = link.chained(previous)
        registry.database.sql(
            "UPDATE events SET hash = ? WHERE seq = ?", (bytes.fromhex(previous), link.seq)
        )
    registry.database.sql("UPDATE head SET hash = ?", (bytes.fromhex(previous),))
    for changed in registry.petitions.all():
        registry.search.put(changed, before=changed)
    for trigger in schema.TRIGGERS:
        registry.database.sql(trigger)
    assert registry.petitions.get(petition.id).place == "白石镇河湾村"
    assert faults(desk) == []
    assert "登记簿里没有一条经过是这个指纹" in str(desk.verify.check_fingerprint(printed))


@pytest.mark.parametrize(
    "change",
    ["UPDATE state_tally SET petitions = petitions + 1", "DELETE FROM state_tally",
     "UPDATE day_tally SET petitions = 0", "UPDATE day_tally SET sealed = sealed + 1",
     "INSERT INTO day_tally VALUES ('2020-01-01', '交通运输', 3, 0)"],
)  # fmt: skip
def test_a_count_that_was_changed_is_found(desk: Desk, change: str) -> None:
    desk.petitions.register(a_petition())
    desk.context.registry.database.sql(change)
    (fault,) = faults(desk)
    assert "计数表" in fault


def test_a_printed_fingerprint_is_found_however_it_is_typed(desk: Desk) -> None:
    desk.petitions.register(a_petition())
    events = list(desk.context.registry.events.all())
    for event in events:
        spaced = " ".join(event.hash[i : i + 4] for i in range(0, 16, 4)).upper()
        for typed in (
            event.hash,
            event.hash[:16],
            spaced,
            f"\t{event.hash[:8]}-{event.hash[8:40]}",
        ):
            said = str(desk.verify.check_fingerprint(typed))
            assert f"第 {event.seq} 条经过的指纹，时间是 2026-03-02 09:14" in said


@pytest.mark.parametrize("typed", ["", "abc", "g" * 16, "a" * 65])
def test_what_is_no_fingerprint_is_said_to_be_none(desk: Desk, typed: str) -> None:
    with pytest.raises(InvalidInput, match="至少 16 位"):
        desk.verify.check_fingerprint(typed)


def test_the_stored_texts_hash_as_the_events_do(desk: Desk) -> None:
    desk.petitions.register(a_petition(summary='引号"反斜\\ 换行\n𠮷'))
    previous = GENESIS
    for link in desk.context.registry.events.walk():
        assert link.event is not None
        assert link.chained(previous) == link.event.chained(previous) == link.hash
        previous = link.hash


# --- how it goes on ------------------------------------------------------------------------------


def test_verifying_tells_how_far_it_is_and_can_be_stopped_anywhere(desk: Desk) -> None:
    for number in range(120):
        desk.petitions.register(a_petition(summary=f"第{number}件"))
    told: list[tuple[int, int | None]] = []
    assert desk.verify.verify(lambda done, of: told.append((done, of))).sound
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    whole = 120 + desk.context.registry.events.count()
    assert told[-1] == (whole, whole)
    for place in range(0, len(told), max(1, len(told) // 40)):
        left = [place]

        def stop(_done: int, _of: int | None, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise Cancelled

        with pytest.raises(Cancelled):
            desk.verify.verify(stop)
        assert not desk.context.registry.database.in_transaction
    assert desk.verify.verify().sound


def test_a_long_statement_is_stopped_in_its_midst(desk: Desk) -> None:
    database = desk.context.registry.database
    ticks: list[int] = []

    def tick() -> None:
        ticks.append(1)
        if len(ticks) == 5:
            raise Cancelled

    endless = (
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    )
    with pytest.raises(Cancelled), database.ticking(tick):
        database.scalar(endless)
    assert len(ticks) == 5
    assert database.scalar("SELECT 1") == 1


def test_petitions_beyond_one_window_are_compared_with_their_own_events(desk: Desk) -> None:
    desk.filling.fill(20, 3, TODAY)
    database = desk.context.registry.database
    ids = [row[0] for row in database.sql("SELECT id FROM petitions ORDER BY id").fetchall()]
    for size in (1, 7, len(ids), 1000):
        row_check._BATCH, kept = size, row_check._BATCH
        try:
            seen = [i for window in row_check.stored_rows(database) for i, _ in window]
            assert seen == ids
            assert faults(desk) == []
        finally:
            row_check._BATCH = kept
