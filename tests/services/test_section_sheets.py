"""Section sheets there and back: what goes out, what comes in, and what is turned away."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from petitiondesk.domain import history
from petitiondesk.domain.errors import FileProblem
from petitiondesk.domain.narrative import detail, headline
from petitiondesk.domain.office import Section
from petitiondesk.domain.petition import Petition, Petitioner
from petitiondesk.domain.section_answers import ItemKind, Verdict
from petitiondesk.domain.terms import PetitionClass, State
from petitiondesk.services.desk import Desk
from petitiondesk.services.section_readings import Reading
from tests.factory import TODAY, a_desk, a_petition, in_state, reopened, take
from tests.services.section_hands import Sheet, filled, written

LATER = TODAY + timedelta(days=8)
LEAD, CO = "农田建设科", "法规科"


def routed(desk: Desk, **overrides: object) -> Petition:
    return take(desk, desk.petitions.register(a_petition(**overrides)), "route")


def verdicts(reading: Reading) -> list[tuple[str, str, str]]:
    return [
        (row.number, item.kind.value, item.verdict.value)
        for row in reading.rows
        for item in row.items
    ]


def reasons(reading: Reading) -> list[str]:
    return [str(item.reason) for row in reading.rows for item in row.items if item.reason]


# --- what goes out -------------------------------------------------------------------------------


def test_a_sheet_holds_what_the_section_has_and_has_not_answered(
    desk: Desk, tmp_path: Path
) -> None:
    first = routed(desk)
    answered = take(desk, routed(desk), "submit")
    desk.petitions.register(a_petition())
    sheet = Sheet(written(desk, tmp_path))
    assert sheet.cell(first.number, "限办日期").value.date() == date(2026, 4, 1)
    assert sheet.cell(first.number, "主办或协办").value == "主办"
    assert "2026-04-01 前答复" in sheet.cell(first.number, "期限说明").value
    with pytest.raises(LookupError):
        sheet.row(answered.number)
    assert sheet.page.max_row == 6


def test_a_co_handling_section_gets_the_case_until_its_opinion_is_in(
    desk: Desk, tmp_path: Path
) -> None:
    case = routed(desk)
    assert Sheet(written(desk, tmp_path, CO)).cell(case.number, "主办或协办").value == "协办"
    take(desk, case, "co_answer")
    with pytest.raises(FileProblem, match="没有要答复的件"):
        desk.sheets.write(CO, tmp_path / "空.xlsx")
    assert not (tmp_path / "空.xlsx").exists()


def test_only_cases_that_were_in_no_earlier_sheet_are_marked_new(
    desk: Desk, tmp_path: Path
) -> None:
    old = routed(desk)
    written(desk, tmp_path)
    new = routed(desk)
    due = {d.section: (d.cases, d.fresh) for d in desk.sheets.due()}
    assert due[LEAD] == (2, 1)
    sheet = Sheet(written(desk, tmp_path))
    assert sheet.cell(old.number, "标记").value is None
    assert sheet.cell(new.number, "标记").value == "新"


def test_petitioners_are_masked_as_everywhere(desk: Desk, tmp_path: Path) -> None:
    case = routed(desk, petitioners=(Petitioner("王建国", phone="13800000000"),))
    sheet = Sheet(written(desk, tmp_path))
    assert sheet.cell(case.number, "信访人").value == "王＊"
    everything = [str(c.value) for page in sheet.book for row in page for c in row]
    assert not any("王建国" in text or "13800000000" in text for text in everything)


def test_a_sealed_case_goes_without_identity_and_content(desk: Desk, tmp_path: Path) -> None:
    case = routed(desk, petition_class=PetitionClass.ACCUSATION, complained_of="县国土所张某")
    sheet = Sheet(written(desk, tmp_path))
    assert sheet.cell(case.number, "信访人").value == "（密）"
    assert sheet.cell(case.number, "概况").value == "（密）"
    everything = "\n".join(str(c.value) for page in sheet.book for row in page for c in row)
    for secret in ("王建国", "王＊", "机耕路", "张某", "河湾村"):
        assert secret not in everything


@pytest.mark.parametrize(
    "target", ["农田建设科科长", "赵敏收受施工方礼品", "农田建设", "农田 建设科"]
)
def test_a_sealed_case_never_goes_to_the_section_it_complains_of(
    desk: Desk, tmp_path: Path, target: str
) -> None:
    plain = routed(desk)
    sealed = routed(desk, petition_class=PetitionClass.ACCUSATION, complained_of="另有所指")
    desk.mending.correct(
        sealed.id, desk.petitions.case(sealed.id).events[0].seq, {"complained_of": target}, "核对"
    )
    due = next(d for d in desk.sheets.due() if d.section == LEAD)
    assert (due.cases, due.kept_back) == (1, 1)
    sheet = Sheet(written(desk, tmp_path))
    assert sheet.row(plain.number)
    with pytest.raises(LookupError):
        sheet.row(sealed.number)
    assert Sheet(written(desk, tmp_path, CO)).row(sealed.number)


def test_an_answer_sent_back_comes_with_what_is_to_be_changed(desk: Desk, tmp_path: Path) -> None:
    case = take(desk, routed(desk), "submit", "revise", "urge")
    wanted = Sheet(written(desk, tmp_path)).cell(case.number, "督办和修改要求").value
    assert "退回修改：请写明修复日期。" in wanted
    assert "请尽快答复" in wanted


def test_all_sections_with_cases_get_their_file_in_one_go(desk: Desk, tmp_path: Path) -> None:
    routed(desk)
    done = desk.sheets.write_all(tmp_path / "办理表")
    assert [w.path.name for w in done] == [
        "农田建设科-办理表第1号-2026-03-02.xlsx",
        "法规科-办理表第2号-2026-03-02.xlsx",
    ]
    assert all(w.path.exists() for w in done)


def test_a_section_whose_name_no_file_may_have_gets_its_sheet_too(folder: Path) -> None:
    desk = a_desk(folder, sections=(Section("规划/审批科"),))
    case = desk.petitions.register(a_petition())
    desk.petitions.perform(case.id, "route", {"section": "规划/审批科"}, TODAY)
    (done,) = desk.sheets.write_all(folder.parent / "out")
    assert done.path.name == "规划_审批科-办理表第1号-2026-03-02.xlsx"
    desk.close()


def test_writing_and_reading_a_sheet_are_in_the_record_and_can_be_rebuilt(
    desk: Desk, tmp_path: Path
) -> None:
    routed(desk)
    path = written(desk, tmp_path)
    desk.sheets.apply(desk.sheets.read(path))
    events = [e for e in desk.context.registry.events.of_office() if e.kind == history.SHEET]
    assert [e.note for e in events] == [
        "写出农田建设科科室办理表第 1 号，1 件",
        "收回农田建设科科室办理表第 1 号，记入 0 项",
    ]
    assert str(headline(events[0])) == "科室办理表"
    assert desk.verify.verify().sound
    desk.context.registry.database.sql("DELETE FROM sheets")
    assert [str(f) for f in desk.verify.verify().faults] == ["科室办理表第 1 号与经过不一致。"]


# --- what comes back -----------------------------------------------------------------------------


def test_the_answers_of_a_section_become_steps_with_its_own_dates(
    desk: Desk, tmp_path: Path
) -> None:
    taken, returned, answered = routed(desk), routed(desk), routed(desk)
    path = written(desk, tmp_path)
    desk = reopened(desk, LATER)
    try:
        filled(path, {
            taken.number: {"签收日期": date(2026, 3, 4), "承办人": "李四", "办理进展": "已到现场勘验。"},
            returned.number: {"退回": "是", "退回理由": "属经管站职责。", "答复或退回日期": "2026.3.5"},
            answered.number: {"签收日期": "2026年3月3日", "答复意见": "已由施工单位修复。",
                              "答复或退回日期": date(2026, 3, 9)},
        })  # fmt: skip
        reading = desk.sheets.read(path)
        assert desk.petitions.case(taken.id).petition.state is State.ROUTED
        report = desk.sheets.apply(reading)
        assert report.refused == ()
        assert {k.value: n for k, n in report.done.items()} == {
            "签收": 2, "办理进展": 1, "退回": 1, "答复": 1,
        }  # fmt: skip
        first = desk.petitions.case(taken.id)
        assert first.petition.state is State.IN_PROGRESS
        assert first.petition.lead_routing is not None
        assert first.petition.lead_routing.received_on == date(2026, 3, 4)
        assert first.petition.lead_routing.handler == "李四"
        told = [f"{headline(e)}　{detail(e)}" for e in first.events[-2:]]
        assert told == [
            "农田建设科 签收　承办人：李四（科室办理表第 1 号）",
            "办理进展　农田建设科：已到现场勘验。（科室办理表第 1 号）",
        ]
        back = desk.petitions.case(returned.id).petition
        assert (back.state, back.routings[0].returned_on) == (State.RETURNED, date(2026, 3, 5))
        reply = desk.petitions.case(answered.id).petition
        assert (reply.state, reply.draft) == (State.UNDER_REVIEW, "已由施工单位修复。")
        assert reply.routings[0].answered_on == date(2026, 3, 9)
        assert reply.routings[0].received_on == date(2026, 3, 3)
        assert desk.verify.verify().sound
    finally:
        desk.close()


def test_a_co_handling_section_answers_by_its_sheet(desk: Desk, tmp_path: Path) -> None:
    case = routed(desk)
    path = filled(written(desk, tmp_path, CO), {
        case.number: {"签收日期": TODAY, "承办人": "孙律师", "答复意见": "施工单位应负责。",
                      "答复或退回日期": TODAY},
    })  # fmt: skip
    desk.sheets.apply(desk.sheets.read(path))
    after = desk.petitions.case(case.id)
    assert after.petition.routings[1].answer == "施工单位应负责。"
    assert str(detail(after.events[-2])) == "法规科：签收 孙律师 2026-03-02（科室办理表第 1 号）"
    assert {v for _, _, v in verdicts(desk.sheets.read(path))} == {"已记入"}


def test_a_sheet_read_a_second_time_brings_nothing_twice(desk: Desk, tmp_path: Path) -> None:
    case = routed(desk)
    path = filled(written(desk, tmp_path), {
        case.number: {"签收日期": TODAY, "办理进展": "已联系施工单位。", "答复意见": "已修复。",
                      "答复或退回日期": TODAY},
    })  # fmt: skip
    desk.sheets.apply(desk.sheets.read(path))
    count = len(desk.petitions.case(case.id).events)
    again = desk.sheets.read(path)
    assert {v for _, _, v in verdicts(again)} == {"已记入"}
    assert desk.sheets.apply(again).total == 0
    assert len(desk.petitions.case(case.id).events) == count


def test_a_sheet_may_come_back_twice_with_more_in_it(desk: Desk, tmp_path: Path) -> None:
    case = routed(desk)
    path = filled(written(desk, tmp_path), {case.number: {"签收日期": TODAY}})
    desk.sheets.apply(desk.sheets.read(path))
    filled(path, {case.number: {"答复意见": "已修复。", "答复或退回日期": TODAY}})
    assert verdicts(desk.sheets.read(path)) == [
        (case.number, "签收", "已记入"), (case.number, "答复", "新内容"),
    ]  # fmt: skip


def test_only_what_the_clerk_ticked_is_recorded(desk: Desk, tmp_path: Path) -> None:
    case = routed(desk)
    path = filled(written(desk, tmp_path), {
        case.number: {"签收日期": TODAY, "办理进展": "已联系。"},
    })  # fmt: skip
    report = desk.sheets.apply(desk.sheets.read(path), [(case.id, ItemKind.PROGRESS)])
    assert dict(report.done) == {ItemKind.PROGRESS: 1}
    assert desk.petitions.case(case.id).petition.state is State.ROUTED


def test_what_the_office_knows_otherwise_by_now_is_a_conflict(desk: Desk, tmp_path: Path) -> None:
    answered, withdrawn, rerouted, paused, changed = (routed(desk) for _ in range(5))
    path = written(desk, tmp_path)
    everything = {"答复意见": "科室的答复。", "答复或退回日期": TODAY}
    filled(path, {p.number: everything for p in (answered, withdrawn, rerouted, paused, changed)})
    take(desk, answered, "submit")
    take(desk, withdrawn, "withdraw")
    take(desk, rerouted, "return")
    desk.petitions.perform(rerouted.id, "route", {"section": "经管站"}, TODAY)
    take(desk, paused, "pause")
    take(desk, changed, "submit", "revise")
    reading = desk.sheets.read(path)
    assert [row.items[0].verdict for row in reading.rows] == [
        Verdict.CONFLICT, Verdict.CONFLICT, Verdict.CONFLICT, Verdict.CONFLICT, Verdict.NEW,
    ]  # fmt: skip
    said = reasons(reading)
    assert said[0] == "办公室 2026-03-02 已登记了答复，与表里的不同。"
    assert said[1] == "这一件现在是“已撤回”，没有读入。"
    assert said[2] == "这一件已经不在农田建设科手里，没有读入。"
    assert "恢复办理" in said[3]
    report = desk.sheets.apply(reading)
    assert dict(report.done) == {ItemKind.ANSWER: 1}


def test_the_answer_that_was_sent_back_does_not_come_in_again(desk: Desk, tmp_path: Path) -> None:
    case = routed(desk)
    path = filled(written(desk, tmp_path), {
        case.number: {"答复意见": "已修复。", "答复或退回日期": TODAY},
    })  # fmt: skip
    desk.sheets.apply(desk.sheets.read(path))
    take(desk, case, "revise")
    assert "与已退回修改的那一份相同" in reasons(desk.sheets.read(path))[0]


def test_what_changed_between_reading_and_recording_is_refused_by_name(
    desk: Desk, tmp_path: Path
) -> None:
    case = routed(desk)
    path = filled(written(desk, tmp_path), {
        case.number: {"答复意见": "已修复。", "答复或退回日期": TODAY},
    })  # fmt: skip
    reading = desk.sheets.read(path)
    take(desk, case, "withdraw")
    report = desk.sheets.apply(reading)
    assert report.total == 0
    assert [(n, kind, str(why)) for n, kind, why in report.refused] == [
        (case.number, ItemKind.ANSWER, "这一件现在是“已撤回”，没有读入。")
    ]


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"签收日期": TODAY - timedelta(days=1)}, "早于转办日期"),
        ({"签收日期": TODAY + timedelta(days=1)}, "还没有到"),
        ({"承办人": "李四"}, "没有填签收日期"),
        ({"退回": "是"}, "没有写退回理由"),
        ({"退回理由": "不归我科。"}, "没有选“是”"),
        ({"退回": "是", "退回理由": "不归我科。", "答复意见": "已修复。"}, "又退回又答复"),
        ({"答复意见": "已修复。"}, "没有填答复日期"),
        ({"答复或退回日期": TODAY}, "没有填答复意见"),
        ({"答复意见": "已修复。", "答复或退回日期": date(2027, 3, 2)}, "还没有到"),
        ({"签收日期": TODAY, "承办人": "很长" * 150}, "最多 200 字"),
    ],
)
def test_a_slip_of_the_pen_is_named_and_not_recorded(
    desk: Desk, tmp_path: Path, cells: dict[str, object], why: str
) -> None:
    case = routed(desk)
    path = filled(written(desk, tmp_path), {case.number: cells})
    reading = desk.sheets.read(path)
    assert any(why in reason for reason in reasons(reading)), reasons(reading)
    assert all(item.verdict is not Verdict.NEW for row in reading.rows for item in row.items)
    assert desk.sheets.apply(reading).total == 0
    assert desk.petitions.case(case.id).petition.state is State.ROUTED


def test_a_cell_that_cannot_be_understood_is_named(desk: Desk, tmp_path: Path) -> None:
    case = routed(desk)
    path = filled(written(desk, tmp_path), {
        case.number: {"签收日期": "上星期三", "退回": "也许", "答复或退回日期": "3月5日"},
    })  # fmt: skip
    (row,) = desk.sheets.read(path).rows
    assert [str(p) for p in row.problems] == [
        "“签收日期”：“上星期三”看不出是哪一天。",
        "“退回”：应为“是”或留空，表里是“也许”。",
        "“答复或退回日期”：“3月5日”没有写年份。",
    ]


def test_formulas_and_control_characters_in_an_answer_stay_text(desk: Desk, tmp_path: Path) -> None:
    case = routed(desk)
    sheet = Sheet(written(desk, tmp_path))
    cell = sheet.cell(case.number, "答复意见")
    cell.value = "=1+1 是原文"
    cell.data_type = "s"
    sheet.cell(case.number, "答复或退回日期").value = TODAY
    desk.sheets.apply(desk.sheets.read(sheet.save()))
    assert desk.petitions.case(case.id).petition.draft == "=1+1 是原文"


def test_a_sheet_of_a_section_renamed_since_still_comes_back(desk: Desk, tmp_path: Path) -> None:
    case = routed(desk)
    path = filled(written(desk, tmp_path), {case.number: {"签收日期": TODAY}})
    desk.office.save(replace(desk.office.office(), sections=(Section("农田水利科"),)))
    assert desk.sheets.apply(desk.sheets.read(path)).total == 1


# --- behind a password ---------------------------------------------------------------------------


def test_a_sheet_behind_a_password_goes_out_and_comes_back(desk: Desk, tmp_path: Path) -> None:
    routed(desk)
    path = written(desk, tmp_path, password="办理 2026")
    assert desk.sheets.is_locked(path)
    assert b"xl/worksheets" not in path.read_bytes()
    with pytest.raises(FileProblem, match="打开密码不对"):
        desk.sheets.read(path, "办理 2025")
    with pytest.raises(FileProblem, match="设了打开密码"):
        desk.sheets.read(path)
    assert desk.sheets.read(path, "办理 2026").sheet.section == LEAD


# --- what is turned away -------------------------------------------------------------------------


def test_a_sheet_of_another_registry_is_refused(desk: Desk, tmp_path: Path) -> None:
    other = a_desk(tmp_path / "别处.petition")
    routed(other)
    path = written(other, tmp_path)
    other.close()
    routed(desk)
    with pytest.raises(FileProblem, match="另一个登记簿的科室办理表（第 1 号）"):
        desk.sheets.read(path)


def test_of_two_sheets_in_the_wrong_order_the_older_is_refused(desk: Desk, tmp_path: Path) -> None:
    case = routed(desk)
    older, newer = written(desk, tmp_path), written(desk, tmp_path)
    filled(older, {case.number: {"签收日期": TODAY}})
    assert desk.sheets.read(older).new, "before the newer one was read the older one may come"
    desk.sheets.apply(desk.sheets.read(newer))
    with pytest.raises(FileProblem, match=r"第 1 号办理表，而第 2 号已经读过"):
        desk.sheets.read(older)
    assert desk.sheets.read(newer).sheet.serial == 2


def test_two_sheets_in_the_right_order_both_come_in(desk: Desk, tmp_path: Path) -> None:
    case = routed(desk)
    older, newer = written(desk, tmp_path), written(desk, tmp_path)
    filled(older, {case.number: {"签收日期": TODAY}})
    filled(newer, {case.number: {"答复意见": "已修复。", "答复或退回日期": TODAY}})
    assert desk.sheets.apply(desk.sheets.read(older)).total == 1
    assert desk.sheets.apply(desk.sheets.read(newer)).total == 1


def test_a_newer_sheet_of_another_section_makes_nothing_old(desk: Desk, tmp_path: Path) -> None:
    routed(desk)
    lead, co = written(desk, tmp_path), written(desk, tmp_path, CO)
    desk.sheets.apply(desk.sheets.read(co))
    assert desk.sheets.read(lead).sheet.serial == 1


@pytest.mark.parametrize(
    ("heading", "value", "address"),
    [
        ("限办日期", date(2026, 12, 31), "M6"),
        ("概况", "改过的概况", "G6"),
        ("主办或协办", None, "K6"),
        ("登记编号", "信〔2026〕99号", "B6"),
    ],
)
def test_a_changed_fixed_cell_is_named_and_the_sheet_refused(
    desk: Desk, tmp_path: Path, heading: str, value: object, address: str
) -> None:
    case = routed(desk)
    path = filled(written(desk, tmp_path), {case.number: {"签收日期": TODAY}})
    filled(path, {case.number: {heading: value}})
    with pytest.raises(FileProblem) as refused:
        desk.sheets.read(path)
    assert f"第 6 行的“{heading}”（{address}）与发出时不同" in str(refused.value)


def test_the_full_texts_and_the_title_are_fixed_too(desk: Desk, tmp_path: Path) -> None:
    routed(desk, content="很长的内容。" * 400)
    path = written(desk, tmp_path)
    for name, cell, heading in (("案情全文", "D2", "文字"), ("办理表", "C2", "表头")):
        sheet = Sheet(path)
        sheet.book[name][cell] = "另一个科室"
        with pytest.raises(FileProblem, match=f"“{heading}”"):
            desk.sheets.read(sheet.save(tmp_path / "改.xlsx"))
    sheet = Sheet(path)
    sheet.book.remove(sheet.book["案情全文"])
    with pytest.raises(FileProblem, match="与发出时不同"):
        desk.sheets.read(sheet.save(tmp_path / "改.xlsx"))


def test_a_seal_that_was_tampered_with_is_refused(desk: Desk, tmp_path: Path) -> None:
    routed(desk)
    sheet = Sheet(written(desk, tmp_path))
    hidden = sheet.book["校验信息"]
    hidden["A2"] = str(hidden["A2"].value).replace('"serial": 1', '"serial": 7')
    with pytest.raises(FileProblem, match="校验信息被改动"):
        desk.sheets.read(sheet.save())


def test_a_sheet_of_a_newer_version_is_refused(desk: Desk, tmp_path: Path) -> None:
    routed(desk)
    sheet = Sheet(written(desk, tmp_path))
    hidden = sheet.book["校验信息"]
    hidden["A2"] = str(hidden["A2"].value).replace('"format": 1', '"format": 2')
    with pytest.raises(FileProblem, match="更新的版本"):
        desk.sheets.read(sheet.save())


def test_any_other_workbook_is_no_section_sheet(desk: Desk, tmp_path: Path) -> None:
    routed(desk)
    sheet = Sheet(written(desk, tmp_path))
    sheet.book.remove(sheet.book["校验信息"])
    other = openpyxl.Workbook()
    other.save(tmp_path / "别的.xlsx")
    for path in (sheet.save(tmp_path / "复制.xlsx"), tmp_path / "别的.xlsx"):
        with pytest.raises(FileProblem, match="不是本程序写的科室办理表"):
            desk.sheets.read(path)


def test_a_sheet_older_than_a_restored_backup_comes_in_or_is_refused_in_words(
    desk: Desk, tmp_path: Path
) -> None:
    """A backup from before the sheet was written knows nothing of it, but its seal proves it ours."""
    case = routed(desk)
    path = filled(written(desk, tmp_path), {case.number: {"签收日期": TODAY}})
    desk.context.registry.database.sql("DELETE FROM sheets")
    assert desk.sheets.read(path).new
    routed(desk)
    written(desk, tmp_path)
    with pytest.raises(FileProblem, match="恢复备份之前写的"):
        desk.sheets.read(path)


# --- what Excel and people may do to a sheet ------------------------------------------------------


def test_sorting_moving_and_hiding_change_nothing(desk: Desk, tmp_path: Path) -> None:
    first, second = routed(desk), routed(desk, summary="反映渠道堵塞")
    sheet = Sheet(written(desk, tmp_path))
    page = sheet.page
    a, b = sheet.row(first.number), sheet.row(second.number)
    for column in range(1, page.max_column + 1):
        one, two = page.cell(a, column), page.cell(b, column)
        one.value, two.value = two.value, one.value
    page.column_dimensions["F"].hidden = True
    page.row_dimensions[a].hidden = True
    page.move_range(f"A5:V{page.max_row}", rows=2)
    moved = {str(c.value): c.column or 0 for c in page[7]}
    page.cell(8, moved["签收日期"]).value = TODAY
    reading = desk.sheets.read(sheet.save())
    assert verdicts(reading) == [(second.number, "签收", "新内容")]
    assert [row.at for row in reading.rows] == [8, 9]


def test_a_date_that_became_text_and_a_text_with_other_blanks_are_the_same(
    desk: Desk, tmp_path: Path
) -> None:
    case = routed(desk)
    path = filled(written(desk, tmp_path), {
        case.number: {"限办日期": "2026/4/1", "概况": " 反映机耕路被工程车压坏，\n要求修复 "},
    })  # fmt: skip
    assert desk.sheets.read(path).rows[0].number == case.number


def test_rows_that_were_added_repeated_or_removed_are_named(desk: Desk, tmp_path: Path) -> None:
    first, second = routed(desk), routed(desk, summary="反映渠道堵塞")
    sheet = Sheet(written(desk, tmp_path))
    page = sheet.page
    for column in range(1, page.max_column + 1):
        page.cell(8, column).value = page.cell(6, column).value
    page.cell(9, 2).value = "我科另收的一件"
    page.delete_rows(7)
    reading = desk.sheets.read(sheet.save())
    assert [str(r) for r in reading.remarks] == [
        "第 8 行不是办公室发出的件，没有读。",
        "第 7 行与前面的一行是同一件，没有读。",
        f"{second.number}的那一行被删去了，没有读到它的答复。",
    ]
    assert [row.number for row in reading.rows] == [first.number]


def test_a_column_that_was_removed_is_named(desk: Desk, tmp_path: Path) -> None:
    routed(desk)
    sheet = Sheet(written(desk, tmp_path))
    sheet.page.delete_cols(sheet.columns["限办日期"])
    with pytest.raises(FileProblem, match="找不到“限办日期”一栏"):
        desk.sheets.read(sheet.save())


def test_the_progress_of_a_section_can_be_noted_at_the_desk_as_well(desk: Desk) -> None:
    case = in_state(desk, State.IN_PROGRESS)
    case = desk.petitions.perform(case.id, "progress", {"progress": "已到现场勘验。"}, TODAY)
    event = desk.petitions.case(case.id).events[-1]
    assert (str(headline(event)), str(detail(event))) == ("办理进展", "已到现场勘验。")
    assert desk.mending.take_back(case.id, "记错了").state is State.IN_PROGRESS
    assert desk.verify.verify().sound
