"""Old ledgers come in with every row accounted for, numbered without gaps, and only once."""

from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from petitiondesk.domain.errors import Cancelled, FileProblem
from petitiondesk.domain.ledger import LedgerFilter, Order
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.terms import Channel, Retention, State
from petitiondesk.services.desk import Desk
from petitiondesk.services.importing import ImportReport
from tests.exchange.ledger_files import ledger
from tests.factory import a_petition, take

HEAD = ["编号", "信访人", "手机号码", "信访形式", "收到日期", "概况", "主要内容", "主办科室", "办理情况",
        "答复内容", "答复日期", "办结日期"]  # fmt: skip
GOOD = [
    ["旧-1", "王建国", "13800000000", "来信", "2024.5.7", "反映机耕路损坏", "机耕路被压坏。", "农田建设科",
     "", "", "", ""],
    ["旧-2", "张三、李四等12人", "", "来访", "20230507", "要求公开账目", "村里三年没有公开账目。", "", "", "", "", ""],
    ["旧-3", "赵六", "", "电话", "2024年3月2日", "咨询补贴", "补贴何时发放？", "经管站", "已办结", "已电话说明。",
     "2024-03-05", "2024-03-06"],
    ["旧-4", "", "", "网上信访", "2024/12/31", "路灯不亮", "门前路灯不亮。", "", "", "", "", ""],
]  # fmt: skip
BAD = [
    ["旧-5", "孙七", "", "来信", "", "没有日期的一件", "内容", "", "", "", "", ""],
    ["旧-6", "周八", "", "来信", "2024-02-30", "日子不存在的一件", "内容", "", "", "", "", ""],
]
FOOT = ["合计", "", "", "", "", "6件", "", "", "", "", "", ""]
TITLE = ["信访登记台账"]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A title, the column names, four good rows, two that cannot be read, a row of totals."""
    return ledger(tmp_path / "旧台账.xlsx", [TITLE, HEAD, *GOOD, *BAD, FOOT])


def bring(desk: Desk, path: Path) -> ImportReport:
    return desk.imports.run(desk.imports.preview(path), path.with_name("未导入.xlsx"))


def petitions(desk: Desk) -> list[Petition]:
    return list(desk.context.registry.petitions.all())


def test_a_preview_tells_what_would_come_and_writes_nothing(desk: Desk, old: Path) -> None:
    before = desk.context.registry.events.count()
    preview = desk.imports.preview(old)
    assert [len(preview.new), len(preview.known), len(preview.rejected)] == [4, 0, 2]
    assert preview.columns["信访人"] == "信访人"
    assert preview.columns["手机号码"] == "电话"
    assert preview.columns["编号"] == "外部编号"
    assert petitions(desk) == []
    assert desk.context.registry.events.count() == before


def test_every_row_of_the_file_is_accounted_for(desk: Desk, old: Path) -> None:
    report = bring(desk, old)
    assert (report.imported, report.known, report.rejected, report.skipped) == (4, 0, 2, 3)
    rows = load_workbook(old).worksheets[0].max_row
    assert report.imported + report.known + report.rejected + report.skipped == rows


def test_a_long_ledger_in_no_order_is_numbered_by_its_days(desk: Desk, tmp_path: Path) -> None:
    rows = [
        [f"旧-{n}", "", "", "来信", f"2024-{n * 7 % 12 + 1:02}-{n * 5 % 28 + 1:02}", "反映路灯不亮",
         f"第{n}盏。", "", "", "", "", ""]
        for n in range(1200)
    ]  # fmt: skip
    report = bring(desk, ledger(tmp_path / "乱序.xlsx", [TITLE, HEAD, *rows]))
    assert report.imported == 1200
    found = sorted(petitions(desk), key=lambda p: p.sequence)
    assert [p.sequence for p in found] == list(range(1, 1201))
    told = sorted((row[4], n) for n, row in enumerate(rows))
    assert [p.external_no for p in found] == [f"旧-{n}" for _, n in told]
    assert desk.verify.verify().sound


def test_numbers_follow_the_dates_without_gaps_in_each_year(desk: Desk, old: Path) -> None:
    report = bring(desk, old)
    found = {p.external_no: p.number for p in petitions(desk)}
    assert found == {
        "旧-2": "信〔2023〕1号", "旧-3": "信〔2024〕1号", "旧-1": "信〔2024〕2号", "旧-4": "信〔2024〕3号",
    }  # fmt: skip
    assert (report.first_number, report.last_number) == ("信〔2023〕1号", "信〔2024〕3号")
    assert desk.verify.verify().sound


def test_numbers_go_on_where_the_registry_stands(desk: Desk, tmp_path: Path) -> None:
    desk.petitions.register(a_petition())
    row = ["旧-9", "钱九", "", "来信", "2026-01-05", "补登一件", "内容", "", "", "", "", ""]
    bring(desk, ledger(tmp_path / "今年.xlsx", [HEAD, row]))
    assert [p.number for p in petitions(desk)] == ["信〔2026〕1号", "信〔2026〕2号"]
    assert desk.petitions.register(a_petition()).number == "信〔2026〕3号"
    assert desk.verify.verify().sound


def test_each_row_stands_where_its_cells_prove(desk: Desk, old: Path) -> None:
    bring(desk, old)
    found = {p.external_no: p for p in petitions(desk)}
    assert {no: p.state for no, p in found.items()} == {
        "旧-1": State.IN_PROGRESS,
        "旧-2": State.REGISTERED,
        "旧-3": State.CONCLUDED,
        "旧-4": State.REGISTERED,
    }
    done = found["旧-3"]
    assert (done.reply, done.replied_on) == ("已电话说明。", date(2024, 3, 5))
    assert done.concluded_on == date(2024, 3, 6)
    assert found["旧-1"].lead_section == "农田建设科"
    assert found["旧-2"].people_present == 12
    assert [p.name for p in found["旧-2"].petitioners] == ["张三", "李四"]
    assert found["旧-4"].anonymous
    assert found["旧-4"].channel is Channel.ONLINE
    assert found["旧-1"].received_on == date(2024, 5, 7)
    assert found["旧-1"].due_on is not None


@pytest.mark.parametrize(
    ("word", "state"),
    [("办结", State.CONCLUDED), ("已归档", State.CONCLUDED), ("办理中", State.REGISTERED),
     ("已转办", State.REGISTERED), ("", State.REGISTERED)],
)  # fmt: skip
def test_a_word_without_proof_does_not_move_a_petition_further_than_it_can_stand(
    desk: Desk, tmp_path: Path, word: str, state: State
) -> None:
    head = ["信访人", "收到日期", "概况", "信访件状态"]
    bring(desk, ledger(tmp_path / "旧.xlsx", [head, ["王建国", "2024-05-07", "路坏了", word]]))
    (petition,) = petitions(desk)
    assert petition.state is state


def test_a_filed_case_keeps_its_reference_and_retention(desk: Desk, tmp_path: Path) -> None:
    head = ["信访人", "收到日期", "概况", "信访件状态", "档号", "保管期限"]
    row = ["王建国", "2024-05-07", "路坏了", "已归档", "WS·2024-长期-0001", "长期"]
    bring(desk, ledger(tmp_path / "旧.xlsx", [head, row]))
    (petition,) = petitions(desk)
    assert petition.state is State.ARCHIVED
    assert (petition.archive_ref, petition.retention) == ("WS·2024-长期-0001", Retention.YEARS_30)


def test_an_imported_petition_goes_on_like_any_other(desk: Desk, old: Path) -> None:
    bring(desk, old)
    petition = next(p for p in petitions(desk) if p.external_no == "旧-1")
    take(desk, petition, "submit", "reply", "deliver", "conclude")
    first = desk.petitions.case(petition.id).events[0]
    corrected = desk.mending.correct(petition.id, first.seq, {"place": "青石镇"}, "补登属地")
    assert corrected.place == "青石镇"
    assert take(desk, petition, "archive").state is State.ARCHIVED
    assert desk.verify.verify().sound


def test_where_each_petition_came_from_is_in_its_record(desk: Desk, old: Path) -> None:
    bring(desk, old)
    petition = next(p for p in petitions(desk) if p.external_no == "旧-1")
    (event,) = desk.petitions.case(petition.id).events
    assert (event.kind, event.note) == ("import", "旧台账.xlsx，台账，第 3 行")


def test_the_same_file_twice_adds_nothing(desk: Desk, old: Path) -> None:
    bring(desk, old)
    before = petitions(desk)
    again = bring(desk, old)
    assert (again.imported, again.known) == (0, 4)
    assert petitions(desk) == before


def test_the_same_rows_in_another_file_and_order_add_nothing(
    desk: Desk, old: Path, tmp_path: Path
) -> None:
    bring(desk, old)
    other = ledger(tmp_path / "整理后.xlsx", [HEAD, *reversed(GOOD)])
    assert (bring(desk, other).imported, len(petitions(desk))) == (0, 4)


def test_a_new_row_in_a_known_file_comes_in_alone(desk: Desk, old: Path, tmp_path: Path) -> None:
    bring(desk, old)
    new = ["旧-7", "吴九", "", "来信", "2024-08-01", "新的一件", "内容", "", "", "", "", ""]
    report = bring(desk, ledger(tmp_path / "旧台账 新.xlsx", [HEAD, *GOOD, new]))
    assert (report.imported, report.known) == (1, 4)
    assert [p.external_no for p in petitions(desk)][-1] == "旧-7"


def test_rows_that_cannot_come_in_are_written_out_with_the_reason(desk: Desk, old: Path) -> None:
    report = bring(desk, old)
    assert report.rejects_path is not None
    lines = list(load_workbook(report.rejects_path).worksheets[0].iter_rows(values_only=True))
    rejected = lines[3:]
    assert [(line[0], line[1]) for line in rejected] == [("台账", 7), ("台账", 8)]
    assert "没有写" in str(rejected[0][2])
    assert "2024-02-30" in str(rejected[1][2])
    assert [[cell or "" for cell in line[3:]] for line in rejected] == BAD


def test_a_file_without_rejected_rows_leaves_no_workbook_of_them(
    desk: Desk, tmp_path: Path
) -> None:
    path = ledger(tmp_path / "好.xlsx", [HEAD, *GOOD])
    assert bring(desk, path).rejects_path is None
    assert not (tmp_path / "未导入.xlsx").exists()


def test_a_long_summary_beside_a_content_is_cut_and_kept_whole_in_the_notes(
    desk: Desk, tmp_path: Path
) -> None:
    long = "反映" + "长" * 600
    head = ["信访人", "收到日期", "概况", "主要内容"]
    bring(desk, ledger(tmp_path / "长.xlsx", [head, ["王建国", "2024-05-07", long, "另有内容。"]]))
    (petition,) = petitions(desk)
    assert len(petition.summary) <= 400
    assert petition.content == "另有内容。"
    assert long in petition.notes


def test_stopping_an_import_brings_nothing_in(desk: Desk, old: Path) -> None:
    def stop(_done: int, _total: int | None) -> None:
        raise Cancelled

    before = desk.context.registry.events.count()
    preview = desk.imports.preview(old)
    with pytest.raises(Cancelled):
        desk.imports.run(preview, progress=stop)
    assert petitions(desk) == []
    assert desk.context.registry.events.count() == before
    assert bring(desk, old).imported == 4


def test_a_file_changed_by_a_map_is_read_by_the_map(desk: Desk, tmp_path: Path) -> None:
    path = ledger(
        tmp_path / "怪.xlsx", [["何人", "何时", "何事"], ["王建国", "2024-05-07", "路坏了"]]
    )
    rules = tmp_path / "对照.toml"
    rules.write_text(
        'header_row = 1\n[columns]\npetitioners = "何人"\nreceived_on = "何时"\nsummary = "何事"\n',
        "utf-8",
    )
    preview = desk.imports.preview(path, rules)
    desk.imports.run(preview)
    assert [(p.petitioners[0].name, p.summary) for p in petitions(desk)] == [("王建国", "路坏了")]


def test_a_workbook_that_is_no_ledger_is_refused(desk: Desk, tmp_path: Path) -> None:
    path = ledger(tmp_path / "食堂.xlsx", [["菜名", "价格"], ["红烧肉", 18], ["青菜", 6]])
    with pytest.raises(FileProblem, match="不像信访台账"):
        desk.imports.preview(path)
    assert petitions(desk) == []


def test_imported_petitions_are_found_by_searching(desk: Desk, old: Path) -> None:
    bring(desk, old)
    rows = desk.ledger.first(LedgerFilter(words="机耕路 王建国"), Order(), 10)
    assert [row.summary for row in rows] == ["反映机耕路损坏"]


def test_real_days_and_typed_days_mean_the_same(desk: Desk, tmp_path: Path) -> None:
    head = ["信访人", "收到日期", "概况"]
    rows: list[list[object]] = [
        ["甲", datetime(2024, 5, 7), "一"],
        ["乙", "2024年5月7日", "二"],
        ["丙", 45419, "三"],
        ["丁", "２０２４．５．７", "四"],
    ]
    bring(desk, ledger(tmp_path / "日期.xlsx", [head, *rows]))
    assert [p.received_on for p in petitions(desk)] == [date(2024, 5, 7)] * 4
