"""An old ledger comes in whole: every row becomes a petition or is listed with the reason."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from petitiondesk.domain.errors import Cancelled, FileProblem
from petitiondesk.domain.petition import Petitioner
from petitiondesk.domain.terms import Channel
from petitiondesk.exchange.ledger_file import fingerprint
from petitiondesk.exchange.ledger_import import read_ledger
from petitiondesk.exchange.ledger_map import LedgerMap
from petitiondesk.exchange.ledger_rejects import write_rejects
from petitiondesk.exchange.workbook import REPORT_EVERY
from tests.exchange.ledger_files import PLAIN, accounted, csv, ledger, skipped

PUBLIC = Path(__file__).parents[2].parent / "shared" / "data" / "petitions.xlsx"


def test_rows_that_cannot_be_petitions_say_why(tmp_path: Path) -> None:
    path = csv(
        tmp_path / "台账.csv",
        "编号,信访人,收到日期,登记日期,概况",
        "1,张三,2023年5月,,路灯",
        "2,李四,,,水管",
        "3,王五,2023.5.7,,",
        "4,赵六,昨天,2023.5.8,噪音",
    )
    found = read_ledger(path)
    assert [str(r.problem) for r in found.rejected] == [
        "没有能读懂的收到日期：“2023年5月”没有写到具体哪一天。",
        "没有能读懂的收到日期：没有写。",
        "没有概况，也没有内容。",
    ]
    (good,) = found.good
    assert good.facts["received_on"] == date(2023, 5, 8)
    assert good.facts["notes"] == "收到日期：昨天"
    assert [str(w) for w in good.warnings] == ["收到日期：“昨天”看不出是哪一天。"]


def test_a_long_summary_is_the_content(tmp_path: Path) -> None:
    text = "路灯坏了。\n" * 50
    found = read_ledger(ledger(tmp_path / "台账.xlsx", [PLAIN, ["1", "张三", "2023.4.3", text]]))
    facts = found.rows[0].facts
    assert facts["content"] == text.strip()
    assert facts["summary"] == " ".join(text.split())[:60]


def test_a_short_summary_alone_is_content_too(tmp_path: Path) -> None:
    facts = (
        read_ledger(ledger(tmp_path / "台账.xlsx", [PLAIN, ["1", "张三", "2023.4.3", "路灯"]]))
        .rows[0]
        .facts
    )
    assert (facts["summary"], facts["content"]) == ("路灯", "路灯")


def test_a_damaged_identity_number_is_marked_and_kept(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [*PLAIN, "身份证号"],
        ["1", "张三", "2023.4.3", "路灯", 430102199001011234],
    ]
    row = read_ledger(ledger(tmp_path / "台账.xlsx", rows)).rows[0]
    petitioners = row.facts["petitioners"]
    assert isinstance(petitioners, tuple)
    assert petitioners[0].id_number.startswith("430102199001011")
    assert ["末几位已经丢失" in str(w) for w in row.warnings] == [True]


def test_two_petitioners_share_out_their_phones_only_when_the_numbers_agree(tmp_path: Path) -> None:
    path = csv(
        tmp_path / "台账.csv",
        "信访人;收到日期;概况;电话",
        "张三、李四;2023.4.3;路灯;13800000000、13900000000",
        "张三、李四、王五;2023.4.3;路灯;13800000000、13900000000",
    )
    pair, three = (r.facts["petitioners"] for r in read_ledger(path).rows)
    assert [p.phone for p in pair] == ["13800000000", "13900000000"]  # type: ignore[attr-defined]
    assert [p.phone for p in three] == ["13800000000、13900000000", "", ""]  # type: ignore[attr-defined]


def test_an_unnamed_petitioner_is_anonymous(tmp_path: Path) -> None:
    path = csv(
        tmp_path / "台账.csv", "信访人,收到日期,概况", "匿名,2023.4.3,路灯", ",2023.4.3,水管"
    )
    first, second = read_ledger(path).rows
    assert first.facts["anonymous"] is second.facts["anonymous"] is True
    assert first.warnings == ()
    assert "按匿名登记" in str(second.warnings[0])


def test_a_file_that_is_no_ledger_says_what_was_looked_for(tmp_path: Path) -> None:
    path = csv(tmp_path / "工资.csv", "姓名,工资", "张三,5000")
    with pytest.raises(FileProblem, match="不像信访台账.*信访日期"):
        read_ledger(path)


def test_sheets_without_heads_are_listed_beside_those_with(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name, rows in {
        "4月": [PLAIN, ["1", "张三", "4月", "路灯"]],
        "说明": [["填写说明"], ["第二行"]],
    }.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    book.save(tmp_path / "2023.xlsx")
    found = read_ledger(tmp_path / "2023.xlsx")
    accounted(tmp_path / "2023.xlsx", found)
    assert [(s.sheet, s.row) for s in found.skipped] == [("4月", 1), ("说明", 1), ("说明", 2)]
    assert "没有写到具体哪一天" in str(found.rows[0].problem)


def test_a_map_file_names_what_the_program_cannot_know(tmp_path: Path) -> None:
    path = ledger(
        tmp_path / "台账.xlsx",
        [["怪表"], ["哪天", "谁", "啥事", "概况"], ["5月7日", "张三", "路灯", "别的"]],
    )
    rules = LedgerMap(
        header_row=2,
        year=2023,
        headings={"哪天": "received_on", "谁": "petitioners", "啥事": "summary"},
        defaults={"channel": "来信"},
    )
    found = read_ledger(path, rules)
    accounted(path, found)
    facts = found.rows[0].facts
    assert (facts["received_on"], facts["summary"]) == (date(2023, 5, 7), "路灯")
    assert facts["petitioners"] == (Petitioner(name="张三"),)
    assert facts["channel"] is Channel.LETTER
    assert facts["notes"] == "概况：别的"


def test_a_map_that_names_what_is_not_there_is_refused(tmp_path: Path) -> None:
    path = ledger(tmp_path / "台账.xlsx", [PLAIN, ["1", "张三", "2023.4.3", "路灯"]])
    with pytest.raises(FileProblem, match="没有名为“五月”的工作表"):
        read_ledger(path, LedgerMap(sheets=("五月",)))
    with pytest.raises(FileProblem, match="找不到对照文件所说的列“啥事”"):
        read_ledger(path, LedgerMap(headings={"啥事": "content"}))


def test_the_same_row_has_the_same_fingerprint_in_any_file(tmp_path: Path) -> None:
    one = ledger(
        tmp_path / "甲.xlsx",
        [
            ["标题"],
            ["序号", *PLAIN],
            [1, "A1", "张三", "2023.4.3", "路灯"],
            [2, "A2", "张三", "2023.4.3", "路灯"],
        ],
    )
    two = csv(tmp_path / "乙.csv", "概况,信访人,编号,收到日期,序号", " 路灯,张三,A1,2023.4.3,7")
    first, second = read_ledger(one).rows
    assert fingerprint(first) == fingerprint(read_ledger(two).rows[0])
    assert fingerprint(first) != fingerprint(second)
    assert len(fingerprint(first)) == 64


def test_rows_left_out_can_be_taken_home_in_a_workbook(tmp_path: Path) -> None:
    path = csv(
        tmp_path / "台账.csv", "编号,信访人,收到日期,概况", "1,=张三,昨天,路灯", "合计,,,1件"
    )
    found = read_ledger(path)
    out = tmp_path / "未导入.xlsx"
    assert write_rejects(out, [*found.rejected, *found.skipped], datetime(2026, 11, 21)) == 3
    rows = list(openpyxl.load_workbook(out).worksheets[0].iter_rows(min_row=4, values_only=True))
    reason = "没有能读懂的收到日期：“昨天”看不出是哪一天。"
    assert rows[0] == ("台账", 2, reason, "1", "=张三", "昨天", "路灯")
    assert rows[1][:3] == ("台账", 1, "列名行。")
    assert rows[2] == ("台账", 3, "合计行。", "合计", None, None, "1件")


def test_no_rejects_still_make_a_workbook(tmp_path: Path) -> None:
    assert write_rejects(tmp_path / "未导入.xlsx", [], datetime(2026, 11, 21)) == 0


def test_reading_tells_its_progress_and_can_be_stopped(tmp_path: Path) -> None:
    path = csv(tmp_path / "台账.csv", ",".join(PLAIN), *["1,张三,2023.4.3,路灯"] * 450)
    told: list[int] = []
    read_ledger(path, on_row=told.append)
    assert told == [*range(REPORT_EVERY, 450, REPORT_EVERY), 450]

    def stop(count: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_ledger(path, on_row=stop)


@pytest.mark.skipif(not PUBLIC.exists(), reason="the public petitions are not on this machine")
def test_all_public_petitions_are_accounted_for() -> None:
    found = read_ledger(PUBLIC)
    accounted(PUBLIC, found)
    assert len(list(found.good)) == 2816
    assert list(skipped(found).values()) == ["列名行。"]
    assert not any(row.warnings for row in found.rows)
    assert all(isinstance(row.facts["replied_on"], date) for row in found.rows)
    assert len({fingerprint(row) for row in found.rows}) == 2816
