"""A whole import is taken back: its petitions become void, and the file can come in again."""

from collections.abc import Callable
from pathlib import Path

import pytest

from petitiondesk.domain.errors import Cancelled, InvalidInput, NotFound, StepNotAllowed
from petitiondesk.domain.ledger import DueFilter, LedgerFilter, Order
from petitiondesk.domain.petition import Petition, Petitioner
from petitiondesk.domain.terms import State
from petitiondesk.services.desk import Desk
from petitiondesk.services.importing import ImportReport
from tests.exchange.ledger_files import ledger
from tests.factory import a_petition, reopened, take

HEAD = ["编号", "信访人", "手机号码", "收到日期", "概况", "主办科室"]
ROWS = [
    ["旧-1", "王建国", "13800000000", "2024.5.7", "反映机耕路损坏", "农田建设科"],
    ["旧-2", "张三", "", "2023.5.7", "要求公开账目", ""],
    ["旧-3", "李四", "", "2024.6.7", "反映泵站失修", ""],
]
WHY = "导错了文件"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return ledger(tmp_path / "旧台账.xlsx", [HEAD, *ROWS])


def bring(desk: Desk, path: Path) -> ImportReport:
    return desk.imports.run(desk.imports.preview(path))


def undo(desk: Desk, report: ImportReport) -> int:
    assert report.import_id is not None
    return desk.imports.past.undo(report.import_id, WHY)


def petitions(desk: Desk) -> list[Petition]:
    return list(desk.context.registry.petitions.all())


def test_an_undone_import_leaves_void_petitions_and_a_sound_registry(desk: Desk, old: Path) -> None:
    report = bring(desk, old)
    assert undo(desk, report) == 3
    assert {p.state for p in petitions(desk)} == {State.VOID}
    for petition in petitions(desk):
        events = desk.petitions.case(petition.id).events
        assert [(e.kind, e.note) for e in events][-1] == ("undo_import", WHY)
        assert events[-1].changes["number"][0].startswith("信〔")
    assert desk.verify.verify().sound
    assert reopened(desk).verify.verify().sound


def test_void_petitions_stand_in_no_list_count_search_or_deadline(desk: Desk, old: Path) -> None:
    kept = desk.petitions.register(a_petition(summary="另一件"))
    before = desk.ledger.day()
    undo(desk, bring(desk, old))
    assert desk.ledger.ids(LedgerFilter(), Order()) == [kept.id]
    assert desk.ledger.count(LedgerFilter())[0] == desk.ledger.total() == 1
    assert desk.ledger.count(LedgerFilter(due=DueFilter.OPEN))[0] == 1
    assert desk.ledger.count(LedgerFilter(words="机耕路"))[0] == 1  # the content of the other one
    assert desk.ledger.count(LedgerFilter(words="旧"))[0] == 0
    assert desk.ledger.day() == before
    assert desk.petitions.numbers_like("作废") == []
    form = a_petition(petitioners=(Petitioner("李四"),), summary="反映泵站失修", content="泵站失修")
    assert desk.matching.matches(form) == []
    for petition in petitions(desk)[1:]:
        case = desk.petitions.case(petition.id)
        assert (case.clocks, case.steps, case.petition.due_on) == ((), (), None)
        assert desk.letters.kinds(case.petition) == ()


def test_void_petitions_are_listed_when_their_state_is_asked_for(desk: Desk, old: Path) -> None:
    undo(desk, bring(desk, old))
    shown = LedgerFilter(states=frozenset({State.VOID}))
    assert desk.ledger.count(shown)[0] == 3
    rows = desk.ledger.first(shown, Order(), 10)
    assert {row.number for row in rows} == {f"作废-{p.id}" for p in petitions(desk)}


def test_the_same_file_comes_in_again_under_the_same_numbers(desk: Desk, old: Path) -> None:
    first = bring(desk, old)
    undo(desk, first)
    again = bring(desk, old)
    assert (again.imported, again.known) == (3, 0)
    assert (again.first_number, again.last_number) == (first.first_number, first.last_number)
    assert desk.ledger.total() == 3
    assert desk.verify.verify().sound


def test_numbers_that_others_follow_stay_used(desk: Desk, old: Path, tmp_path: Path) -> None:
    first = bring(desk, old)
    later = ["旧-9", "赵六", "", "2024.8.1", "反映水渠渗漏", ""]
    bring(desk, ledger(tmp_path / "后来.xlsx", [HEAD, later]))
    undo(desk, first)
    found = {p.external_no: (p.number, p.state) for p in petitions(desk)}
    assert found["旧-1"] == ("信〔2024〕1号", State.VOID)
    assert found["旧-3"] == ("信〔2024〕2号", State.VOID)
    assert found["旧-2"] == (f"作废-{petitions(desk)[0].id}", State.VOID)
    assert found["旧-9"] == ("信〔2024〕3号", State.REGISTERED)
    assert bring(desk, old).last_number == "信〔2024〕5号"
    assert desk.verify.verify().sound


def test_an_import_that_was_worked_on_is_not_undone(desk: Desk, old: Path) -> None:
    report = bring(desk, old)
    petition = next(p for p in petitions(desk) if p.external_no == "旧-3")
    take(desk, petition, "propose")
    with pytest.raises(StepNotAllowed, match=r"1 件后来办理过.*信〔2024〕2号.*没有改动任何内容"):
        undo(desk, report)
    assert State.VOID not in {p.state for p in petitions(desk)}
    assert desk.imports.past.all()[0].undone_at is None


def test_an_import_that_another_petition_leads_to_is_not_undone(desk: Desk, old: Path) -> None:
    report = bring(desk, old)
    first = petitions(desk)[0]
    desk.petitions.register(a_petition(repeat=True, repeats_id=first.id))
    with pytest.raises(StepNotAllowed, match=first.number):
        undo(desk, report)


def test_looking_and_printing_is_no_work(desk: Desk, old: Path) -> None:
    report = bring(desk, old)
    desk.petitions.reveal(1, "核对电话")
    desk.petitions.printed(1, "登记表")
    assert undo(desk, report) == 3


def test_nothing_is_done_with_a_void_petition(desk: Desk, old: Path, tmp_path: Path) -> None:
    undo(desk, bring(desk, old))
    void = petitions(desk)[0]
    imported = desk.petitions.case(void.id).events[0]
    scan = tmp_path / "来信.txt"
    scan.write_text("信", "utf-8")
    acts: list[Callable[[], object]] = [
        lambda: desk.mending.correct(void.id, imported.seq, {"place": "青石镇"}, "补登"),
        lambda: desk.attachments.attach(void.id, [scan]),
        lambda: desk.mending.take_back(void.id, "反悔"),
        lambda: take(desk, void, "propose"),
    ]
    for act in acts:
        with pytest.raises(StepNotAllowed):
            act()
    other = desk.petitions.register(a_petition())
    with pytest.raises(InvalidInput, match="已经作废"):
        desk.petitions.perform(other.id, "link", {"repeats_id": void.id}, desk.ledger.today)
    assert desk.petitions.case(void.id).petition == void


def test_the_imports_are_listed_newest_first(desk: Desk, old: Path, tmp_path: Path) -> None:
    first = bring(desk, old)
    bring(
        desk, ledger(tmp_path / "二.xlsx", [HEAD, ["旧-8", "周八", "", "2024.9.1", "停车难", ""]])
    )
    bring(desk, old)  # nothing new: no import
    undo(desk, first)
    listed = [(i.file, i.petitions, i.undone_at is None) for i in desk.imports.past.all()]
    assert listed == [("二.xlsx", 1, True), ("旧台账.xlsx", 3, False)]


def test_what_cannot_be_undone_says_so(desk: Desk, old: Path) -> None:
    report = bring(desk, old)
    assert report.import_id is not None
    with pytest.raises(InvalidInput, match="原因"):
        desk.imports.past.undo(report.import_id, " ")
    with pytest.raises(NotFound, match="没有这次导入"):
        desk.imports.past.undo(99, WHY)
    undo(desk, report)
    with pytest.raises(StepNotAllowed, match="已经撤销过"):
        undo(desk, report)


def test_stopping_an_undo_leaves_everything_as_it_was(desk: Desk, old: Path) -> None:
    report = bring(desk, old)
    before = petitions(desk)

    def stop(_done: int, _total: int | None) -> None:
        raise Cancelled

    assert report.import_id is not None
    with pytest.raises(Cancelled):
        desk.imports.past.undo(report.import_id, WHY, stop)
    assert petitions(desk) == before
    assert desk.verify.verify().sound


def test_a_file_without_anything_new_is_no_import(desk: Desk, old: Path) -> None:
    bring(desk, old)
    assert bring(desk, old).import_id is None


def test_a_reference_of_a_void_case_is_free_again(desk: Desk, tmp_path: Path) -> None:
    head = [*HEAD, "信访件状态", "档号", "保管期限"]
    row = ["旧-4", "王建国", "", "2024-05-07", "路坏了", "", "已归档", "WS·2024-长期-0001", "长期"]
    path = ledger(tmp_path / "归档.xlsx", [head, row])
    undo(desk, bring(desk, path))
    bring(desk, path)
    states = [(p.state, p.archive_ref) for p in petitions(desk)]
    assert states == [
        (State.VOID, "WS·2024-长期-0001"),
        (State.ARCHIVED, "WS·2024-长期-0001"),
    ]
