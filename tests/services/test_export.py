"""The ledger as a workbook: another library reads in it what the registry says, cell by cell."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from petitiondesk.domain.errors import Cancelled, DamagedRegistry, FileProblem, InvalidInput
from petitiondesk.domain.ledger import DueFilter, LedgerFilter, Order, SortKey
from petitiondesk.domain.petition import Petition, Petitioner
from petitiondesk.domain.record import Event
from petitiondesk.domain.terms import Channel, IdKind, PetitionClass
from petitiondesk.services import exporting
from petitiondesk.services.desk import Desk
from tests.factory import OFFICE, TODAY, a_petition, take
from tests.services.conftest import MANY, Filled
from tests.services.workbooks import DATES, SEALED, assert_equal, petitions_of, plain, read_back

OLDEST_FIRST = Order(SortKey.NUMBER, descending=False)
PERSON = Petitioner(
    "王建国",
    id_kind=IdKind.RESIDENT,
    id_number="11010119900307461X",
    phone="13800001234",
    address="青石镇河湾村4组",
)


def exports(desk: Desk) -> list[Event]:
    return [e for e in desk.context.registry.events.of_office() if e.kind == "export"]


@pytest.mark.parametrize("masked", [True, False])
def test_the_workbook_says_what_the_registry_says(
    filled: Filled, tmp_path: Path, masked: bool
) -> None:
    path = tmp_path / "台账.xlsx"
    reason = None if masked else "报送上级"
    count = filled.desk.exports.ledger(path, LedgerFilter(), OLDEST_FIRST, unmasked_reason=reason)
    by_number = sorted(filled.petitions, key=lambda p: (p.year, p.sequence))
    assert count == MANY
    assert_equal(read_back(path), by_number, TODAY, masked=masked)


@pytest.mark.parametrize(
    ("shown", "order"),
    [
        (LedgerFilter(channels=frozenset({Channel.VISIT})), Order(SortKey.DUE, descending=False)),
        (LedgerFilter(due=DueFilter.OPEN), Order(SortKey.STATE)),
        (LedgerFilter(words="工资", first=date(2025, 1, 1)), Order()),
        (LedgerFilter(ids=(9, 4, 120)), Order(SortKey.TOPIC, descending=False)),
        (LedgerFilter(words="没有这样的词"), Order()),
    ],
    ids=str,
)
def test_the_workbook_holds_what_the_filter_shows_in_the_order_shown(
    filled: Filled, tmp_path: Path, shown: LedgerFilter, order: Order
) -> None:
    path = tmp_path / "台账.xlsx"
    on_screen = filled.desk.ledger.ids(shown, order)
    assert filled.desk.exports.ledger(path, shown, order) == len(on_screen)
    assert_equal(read_back(path), petitions_of(filled.desk, on_screen), TODAY, masked=True)


def test_the_head_names_office_count_and_day(filled: Filled, tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    filled.desk.exports.ledger(path, LedgerFilter(), OLDEST_FIRST)
    exported = read_back(path)
    assert exported.title == f"{OFFICE.name}信访登记台账"
    assert all(part in exported.note for part in (OFFICE.name, "300 件", "2026-03-02", "脱敏"))


@pytest.fixture
def one(desk: Desk) -> Petition:
    return desk.petitions.register(a_petition(petitioners=(PERSON,)))


def test_a_petitioner_is_masked_unless_a_reason_is_given(
    desk: Desk, one: Petition, tmp_path: Path
) -> None:
    path = tmp_path / "台账.xlsx"
    desk.exports.ledger(path, LedgerFilter(), Order())
    (row,) = read_back(path).rows
    assert [plain(row[h]) for h in ("信访人", "证件号码", "电话", "住址")] == [
        "王＊", "110101＊＊＊＊＊＊＊＊461X", "138＊＊＊＊1234", "青石镇河湾村＊",
    ]  # fmt: skip
    desk.exports.ledger(path, LedgerFilter(), Order(), unmasked_reason="报送县信访局")
    (row,) = read_back(path).rows
    assert [plain(row[h]) for h in ("信访人", "证件号码", "电话", "住址")] == [
        PERSON.name, PERSON.id_number, PERSON.phone, PERSON.address,
    ]  # fmt: skip


def test_no_part_of_a_masked_file_holds_what_is_masked(
    desk: Desk, one: Petition, tmp_path: Path
) -> None:
    path = tmp_path / "台账.xlsx"
    desk.exports.ledger(path, LedgerFilter(), Order())
    everything = "\n".join(
        str(cell.value) for sheet in load_workbook(path) for row in sheet for cell in row
    )
    assert one.summary in everything
    for secret in (PERSON.name, PERSON.id_number, PERSON.phone, PERSON.address):
        assert secret not in everything


@pytest.mark.parametrize(
    "shut", [{"petition_class": PetitionClass.ACCUSATION}, {"confidential": True}]
)
def test_a_sealed_case_stays_shut_in_a_masked_export(
    desk: Desk, tmp_path: Path, shut: dict[str, object]
) -> None:
    petition = desk.petitions.register(a_petition(petitioners=(PERSON,), **shut))
    desk.petitions.perform(petition.id, "route", {"section": "法规科"}, TODAY)
    path = tmp_path / "台账.xlsx"
    desk.exports.ledger(path, LedgerFilter(), Order())
    (row,) = read_back(path).rows
    for heading in (
        "信访人",
        "证件号码",
        "电话",
        "住址",
        "概况",
        "主要内容",
        "问题属地",
        "主办科室",
    ):
        assert row[heading].value == SEALED, heading
    assert row["登记编号"].value == petition.number


@pytest.mark.parametrize("reason", ["", "  "])
def test_full_particulars_are_not_exported_without_a_reason(
    desk: Desk, one: Petition, tmp_path: Path, reason: str
) -> None:
    path = tmp_path / "台账.xlsx"
    with pytest.raises(InvalidInput, match="写明原因"):
        desk.exports.ledger(path, LedgerFilter(), Order(), unmasked_reason=reason)
    assert not path.exists()
    assert exports(desk) == []


def test_every_export_is_an_entry_of_the_record(desk: Desk, one: Petition, tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    desk.exports.ledger(path, LedgerFilter(), Order())
    desk.exports.ledger(path, LedgerFilter(), Order(), unmasked_reason="报送县信访局")
    assert [(e.changes["count"], e.changes["masked"], e.note) for e in exports(desk)] == [
        ([None, 1], [None, True], ""),
        ([None, 1], [None, False], "报送县信访局"),
    ]
    assert desk.verify.verify().sound


@pytest.mark.parametrize(
    "start", ["=1+1", "+86 138", "-5", "@某人", '=HYPERLINK("x")', "\t=1", "{=1}"]
)
def test_nothing_is_a_formula_whatever_it_begins_with(
    desk: Desk, tmp_path: Path, start: str
) -> None:
    person = Petitioner(start, phone=start, id_number=start, address=start, organisation=True)
    form = a_petition(petitioners=(person,), summary=start, content=start, place=start,
                      external_no=start, topic=start)  # fmt: skip
    petition = desk.petitions.register(form)
    path = tmp_path / "台账.xlsx"
    desk.exports.ledger(path, LedgerFilter(), Order(), unmasked_reason="核对")
    exported = read_back(path)
    assert_equal(exported, [petition], TODAY, masked=False)
    assert {cell.data_type for cell in exported.rows[0].values() if cell.value} <= {"s", "d", "n"}
    assert exported.rows[0]["概况"].data_type == "s"


def test_days_are_real_dates_and_numbers_of_people_papers_and_phones_are_texts(
    filled: Filled, tmp_path: Path
) -> None:
    path = tmp_path / "台账.xlsx"
    filled.desk.exports.ledger(path, LedgerFilter(), OLDEST_FIRST, unmasked_reason="核对")
    seen = {heading: 0 for heading in (*DATES, "证件号码", "电话", "登记编号", "信访人数")}
    for row in read_back(path).rows:
        for heading in seen:
            cell = row[heading]
            if cell.value is None:
                continue
            seen[heading] += 1
            kind = "d" if heading in DATES else "n" if heading == "信访人数" else "s"
            assert cell.data_type == kind, heading
            if kind == "d":
                assert cell.number_format == "yyyy-mm-dd"
            if kind == "s":
                assert cell.number_format == "@"
    assert min(seen.values()) > 50


def test_stopping_leaves_no_file_and_no_entry(filled: Filled, tmp_path: Path) -> None:
    before = exports(filled.desk)
    path = tmp_path / "台账.xlsx"
    with pytest.raises(Cancelled):
        filled.desk.exports.ledger(path, LedgerFilter(), Order(), progress=stop)
    assert list(tmp_path.iterdir()) == []
    assert exports(filled.desk) == before


def test_stopping_keeps_the_older_file(filled: Filled, tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"last month's ledger")
    with pytest.raises(Cancelled):
        filled.desk.exports.ledger(path, LedgerFilter(), Order(), progress=stop)
    assert [p.name for p in tmp_path.iterdir()] == ["台账.xlsx"]
    assert path.read_bytes() == b"last month's ledger"


def stop(_done: int, _total: int | None) -> None:
    raise Cancelled


def test_progress_goes_up_to_the_whole(filled: Filled, tmp_path: Path) -> None:
    told: list[tuple[int, int | None]] = []
    filled.desk.exports.ledger(
        tmp_path / "台账.xlsx", LedgerFilter(), Order(), progress=lambda n, of: told.append((n, of))
    )
    assert told == sorted(told)
    assert told[-1] == (MANY, MANY)


def test_a_text_that_has_lost_its_end_is_not_exported_as_if_it_were_whole(
    desk: Desk, one: Petition, tmp_path: Path
) -> None:
    """SQLCipher gives the last page of a long text as zeros when that page is damaged."""
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"last month's ledger")
    desk.context.registry.database.sql("UPDATE petitions SET content = content || char(0, 0, 0)")
    with pytest.raises(DamagedRegistry, match="已损坏"):
        desk.exports.ledger(path, LedgerFilter(), Order())
    assert path.read_bytes() == b"last month's ledger"


def test_rows_come_in_the_order_asked_over_any_number_of_windows(
    filled: Filled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "_BATCH", 7)
    path = tmp_path / "台账.xlsx"
    order = Order(SortKey.DUE, descending=True)
    on_screen = filled.desk.ledger.ids(LedgerFilter(), order)
    filled.desk.exports.ledger(path, LedgerFilter(), order)
    assert_equal(read_back(path), petitions_of(filled.desk, on_screen), TODAY, masked=True)


def test_a_missing_folder_is_named_and_nothing_is_logged(
    desk: Desk, one: Petition, tmp_path: Path
) -> None:
    with pytest.raises(FileProblem, match="台账.xlsx"):
        desk.exports.ledger(tmp_path / "没有" / "台账.xlsx", LedgerFilter(), Order())
    assert exports(desk) == []


def test_a_text_longer_than_a_cell_is_whole_in_the_workbook(desk: Desk, tmp_path: Path) -> None:
    content = "".join(chr(0x4E00 + n % 5000) for n in range(70_000)) + "𠮷"
    take(desk, desk.petitions.register(a_petition(content=content)), "propose")
    path = tmp_path / "台账.xlsx"
    desk.exports.ledger(path, LedgerFilter(), Order())
    book = load_workbook(path)
    assert "续文" in book.sheetnames
    parts = [row[4].value for row in list(book["续文"].iter_rows())[1:]]
    assert "".join(str(part) for part in parts) == content
