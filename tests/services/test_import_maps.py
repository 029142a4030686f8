"""What is chosen for a source is remembered, and what a row says of its state is never lost."""

import json
from pathlib import Path

import pytest

from petitiondesk.domain.petition import Petition
from petitiondesk.domain.terms import Channel, State, SuperiorLevel
from petitiondesk.services import import_fields
from petitiondesk.services.desk import Desk
from petitiondesk.services.importing import LedgerMap, SavedMap
from tests.exchange.ledger_files import ledger
from tests.factory import reopened, take
from tests.ledgers.catalogue import LEDGERS, expected, password_of

MINE = SavedMap("老王的本子", {"哪天": "received_on", "啥事": "summary"}, {"channel": "来访"})


def petitions(desk: Desk) -> dict[str, Petition]:
    return {p.external_no: p for p in desk.context.registry.petitions.all()}


def test_a_mapping_is_found_by_the_same_headings_in_any_order(desk: Desk) -> None:
    desk.imports.maps.keep(MINE)
    assert reopened(desk).imports.maps.find(["啥事：", "哪 天"]) == MINE


def test_another_set_of_headings_is_another_source(desk: Desk) -> None:
    desk.imports.maps.keep(MINE)
    assert desk.imports.maps.find(["哪天"]) is None
    assert desk.imports.maps.find(["哪天", "啥事", "谁"]) is None


def test_a_newer_mapping_takes_the_place_of_the_older_one(desk: Desk) -> None:
    desk.imports.maps.keep(MINE)
    other = SavedMap("改过的", {"哪天": "made_on", "啥事": ""})
    desk.imports.maps.keep(other)
    assert desk.imports.maps.find(MINE.headings) == other


def test_a_field_of_a_newer_version_goes_to_the_notes(desk: Desk) -> None:
    desk.imports.maps.keep(MINE)
    settings = desk.context.registry.settings
    with desk.context.registry.transaction():
        kept = settings.remembered("import_maps")
        kept[0]["headings"]["啥事"] = "later"
        kept[0]["defaults"]["later"] = "x"
        settings.remember("import_maps", json.loads(json.dumps(kept)))
    found = desk.imports.maps.find(MINE.headings)
    assert found is not None
    assert found.headings == {"哪天": "received_on", "啥事": ""}
    assert found.defaults == MINE.defaults


def test_columns_are_shown_with_their_guess_and_first_values(desk: Desk, tmp_path: Path) -> None:
    source = desk.imports.open(LEDGERS["monthly_sheets"](tmp_path))
    assert [(s.name, s.rows, s.head_row, s.is_ledger) for s in source.found] == [
        ("1月", 4, 2, True), ("2月", 4, 2, True), ("3月", 4, 2, True), ("说明", 2, 1, False),
    ]  # fmt: skip
    columns = source.columns(LedgerMap(sheets=("1月", "2月", "3月")))
    assert [(c.heading, c.field, c.samples) for c in columns] == [
        ("编号", "external_no", ("1-1", "2-1", "3-1")),
        ("收到日期", "received_on", ("1月7日", "2月7日", "3月7日")),
        ("信访人", "petitioners", ("张三", "李四", "王五")),
        ("概况", "summary", ("反映路灯问题", "反映水管问题", "反映噪音问题")),
    ]
    assert import_fields.lacking(columns) == []
    assert len(import_fields.lacking(columns[2:3])) == 2


@pytest.mark.parametrize("name", LEDGERS)
def test_every_messy_ledger_comes_in_and_leaves_a_sound_registry(
    desk: Desk, tmp_path: Path, name: str
) -> None:
    path = LEDGERS[name](tmp_path)
    preview = desk.imports.preview(path, password=password_of(name))
    report = desk.imports.run(preview)
    wanted = expected(name)
    assert report.imported + report.known == len(wanted["petitions"])
    assert (report.rejected, report.skipped) == (len(wanted["rejected"]), len(wanted["skipped"]))
    assert desk.verify.verify().sound
    again = desk.imports.preview(path, password=password_of(name))
    assert (len(again.new), len(again.known)) == (0, len(wanted["petitions"]))


def test_a_row_that_stands_twice_comes_in_once(desk: Desk, tmp_path: Path) -> None:
    report = desk.imports.run(desk.imports.preview(LEDGERS["same_rows"](tmp_path)))
    assert (report.imported, report.known) == (2, 1)


def test_what_a_row_says_of_its_state_stands_or_is_kept_in_the_notes(
    desk: Desk, tmp_path: Path
) -> None:
    preview = desk.imports.preview(LEDGERS["states"](tmp_path))
    desk.imports.run(preview)
    found = petitions(desk)
    assert {no: p.state for no, p in found.items()} == {
        "Z-1": State.CONCLUDED, "Z-2": State.IN_PROGRESS, "Z-3": State.IN_PROGRESS,
        "Z-4": State.IN_PROGRESS, "Z-5": State.CONCLUDED, "Z-6": State.NOT_ACCEPTED,
        "Z-7": State.WITHDRAWN, "Z-8": State.IN_PROGRESS, "Z-9": State.IN_PROGRESS,
        "Z-10": State.CONCLUDED, "Z-11": State.CONCLUDED,
    }  # fmt: skip
    assert found["Z-8"].notes == "原台账状态：已答复"
    assert found["Z-1"].notes == ""
    said = [
        str(w) for row in preview.new if row.facts["external_no"] == "Z-8" for w in row.warnings
    ]
    assert said == ["原状态“已答复”没有相应的日期或材料，登记为“办理中”。"]


def test_a_petition_that_left_long_ago_owes_nothing_and_can_be_filed(
    desk: Desk, tmp_path: Path
) -> None:
    desk.imports.run(desk.imports.preview(LEDGERS["states"](tmp_path)))
    for number in ("Z-6", "Z-7"):
        petition = petitions(desk)[number]
        assert petition.closed_on == petition.received_on
        assert [c for c in desk.petitions.case(petition.id).clocks if c.ended_on is None] == []
        assert take(desk, petition, "archive").state is State.ARCHIVED


def test_the_level_of_a_sender_is_read_from_its_name(desk: Desk, tmp_path: Path) -> None:
    desk.imports.run(desk.imports.preview(LEDGERS["from_above"](tmp_path)))
    found = petitions(desk)
    assert {no: p.sender_level for no, p in found.items()} == {
        "S-1": SuperiorLevel.PROVINCE,
        "S-2": SuperiorLevel.CITY,
        "S-3": SuperiorLevel.NATIONAL,
    }
    assert found["S-1"].channel is Channel.ASSIGNED


def test_an_extended_file_brings_only_what_is_new(desk: Desk, tmp_path: Path) -> None:
    head = ["编号", "收到日期", "信访人", "概况"]
    rows = [[f"{n}", f"2024-03-{n:02}", "张三", f"第{n}件"] for n in range(1, 21)]
    desk.imports.run(desk.imports.preview(ledger(tmp_path / "三月.xlsx", [head, *rows[:12]])))
    report = desk.imports.run(desk.imports.preview(ledger(tmp_path / "三月全.xlsx", [head, *rows])))
    assert (report.imported, report.known) == (8, 12)
    assert desk.verify.verify().sound
