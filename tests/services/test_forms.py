"""The superior's workbook in the office's hands: kept, bound, checked, filled month after month."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from petitiondesk.domain import history
from petitiondesk.domain.errors import FileProblem, InvalidInput, NotFound
from petitiondesk.domain.forms import Binding, Form, FormSheet, Manner
from petitiondesk.domain.returns.figures import Return
from petitiondesk.domain.returns.names import FACTS_GROUP
from petitiondesk.domain.returns.period import Period, PeriodKind
from petitiondesk.domain.terms import Channel
from petitiondesk.exchange.office_crypto import decrypt, encrypt, is_encrypted
from petitiondesk.services.desk import Desk
from petitiondesk.services.form_lists import COLUMNS, LISTS
from tests.exchange import form_books as books
from tests.factory import TODAY, a_petition, reopened

MARCH = Period.parse(PeriodKind.MONTH, "2026-03")
BOUND = (
    ("B6", "来信.批次", Manner.NUMBER), ("C6", "来信.人次", Manner.NUMBER), ("B7", "来访.批次", Manner.NUMBER),
    ("F6", "信访形式.来信.批次.上年同期", Manner.NUMBER), ("G6", "来信.批次.同比", Manner.PERCENT),
)  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "上级报表.xlsx"
    path.write_bytes(books.three_row_header())
    return path


def write(folder: Path, data: bytes, name: str = "表.xlsx") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def march(desk: Desk) -> Return:
    """March's return with three letters and a visit; a year before there were two letters."""
    for day in (date(2025, 3, 1), date(2025, 3, 2), TODAY, TODAY, TODAY):
        desk.petitions.register(a_petition(received_on=day, summary=f"反映{day.isoformat()}的事"))
    desk.petitions.register(a_petition(channel=Channel.VISIT, people_present=6))
    return desk.returns.reckon(MARCH, TODAY)


def bind(
    desk: Desk, form: Form, sheet: FormSheet, bound: Sequence[tuple[str, str, Manner]]
) -> Form:
    for cell, name, manner in bound:
        binding = Binding(sheet.name, cell, name, manner)
        form = desk.forms.bind(form, sheet, binding.place, binding)
    return desk.forms.save(form)


def bound_form(desk: Desk, book: Path) -> Form:
    form = desk.forms.add(book, "月报表")
    return bind(desk, form, desk.forms.sheets(form)[0], BOUND)


def cells(path: Path, sheet: str) -> Any:
    return openpyxl.load_workbook(path)[sheet]


# --- keeping and binding --------------------------------------------------------------------------


def test_a_workbook_is_kept_with_its_bindings_and_used_again_next_month(
    desk: Desk, book: Path, tmp_path: Path
) -> None:
    form = bound_form(desk, book)
    book.unlink()
    later = reopened(desk)
    try:
        kept = later.forms.get("月报表")
        assert kept == form
        assert [b.cell for b in kept.bindings] == ["B6", "C6", "F6", "G6", "B7"]
        out = tmp_path / "三月.xlsx"
        later.forms.fill(kept, march(later), out)
        sheet = cells(out, "表一")
        assert [sheet[c].value for c in ("B6", "C6", "B7", "F6", "G6")] == [3, 3, 1, 2, 50]
    finally:
        later.close()


def test_placeholders_are_filled_without_any_binding(
    desk: Desk, book: Path, tmp_path: Path
) -> None:
    form = desk.forms.add(book, "月报表")
    out = tmp_path / "三月.xlsx"
    desk.forms.fill(form, march(desk), out)
    sheet = cells(out, "表一")
    assert sheet["A1"].value == "信访工作情况统计表（2026年3月）"
    assert sheet["A2"].value == "填报单位：某县农业农村局"
    assert "填表人：登记员" in sheet["A12"].value
    assert sheet["A12"].value.endswith("填报日期：2026年3月2日")


def test_only_bound_cells_and_placeholders_differ_from_what_the_superior_sent(
    desk: Desk, book: Path, tmp_path: Path
) -> None:
    form, before = bound_form(desk, book), book.read_bytes()
    out = tmp_path / "三月.xlsx"
    count = desk.forms.fill(form, march(desk), out)
    assert book.read_bytes() == before
    assert count == len(BOUND) + 3
    old, new = books.parts_of(before), books.parts_of(out.read_bytes())
    but = frozenset({"A1", "A2", "A12", *(cell for cell, _, _ in BOUND)})
    assert books.changed_parts(before, out.read_bytes()) == {"xl/worksheets/sheet1.xml"}
    for part in old:
        if part.endswith(".xml"):
            assert books.canonical(old[part], but=but) == books.canonical(new[part], but=but)


def test_a_share_goes_in_as_the_cell_shows_it(desk: Desk, tmp_path: Path) -> None:
    form = desk.forms.add(write(tmp_path, books.conditional()), "考核表")
    sheet = desk.forms.sheets(form)[0]
    (tmp_path / "out").mkdir()
    form = bind(desk, form, sheet, [
        ("B2", "重复率", Manner.NUMBER), ("B3", "重复率", Manner.PERCENT), ("B4", "重复率", Manner.TEXT),
        ("B5", "填报日期", Manner.NUMBER), ("C4", "按期答复率", Manner.NUMBER),
    ])  # fmt: skip
    desk.petitions.register(a_petition())
    for _ in range(2):
        desk.petitions.register(a_petition(repeat=True, repeats_id=1))
    out = tmp_path / "out" / "考核.xlsx"
    desk.forms.fill(form, desk.returns.reckon(MARCH, TODAY), out)
    filled = cells(out, "考核")
    assert filled["B2"].value == pytest.approx(2 / 3)
    assert filled["B3"].value == 66.67
    assert filled["B4"].value == "66.67%"
    assert filled["B5"].value.date() == TODAY
    assert filled["C4"].value == "—"  # nothing was due: there is nothing to divide by


def test_a_cell_with_a_formula_cannot_be_bound_and_a_merged_cell_is_bound_at_its_corner(
    desk: Desk, book: Path
) -> None:
    form = desk.forms.add(book, "月报表")
    sheet = desk.forms.sheets(form)[0]
    with pytest.raises(InvalidInput) as refused:
        desk.forms.bind(form, sheet, (10, 2), Binding("", "", "来信.批次"))
    assert "B10 里是公式" in str(refused.value)
    assert desk.forms.bind(form, sheet, (4, 8), Binding("", "", "期间")).bindings[0].cell == "H3"


def test_every_change_of_a_form_is_in_the_record_and_verified(desk: Desk, book: Path) -> None:
    form = bound_form(desk, book)
    desk.forms.save(form)  # the same again is no change
    kinds = [e.kind for e in desk.context.registry.events.all() if e.kind == history.FORM]
    assert len(kinds) == 2
    report = desk.verify.verify()
    assert report.sound
    assert report.attachments == 1
    with desk.context.registry.transaction():
        desk.context.registry.forms.save(replace(form, bindings=()))
    assert [str(f) for f in desk.verify.verify().faults] == ["上级报表“月报表”与经过不一致。"]


def test_a_form_taken_off_the_list_stays_in_the_record(desk: Desk, book: Path) -> None:
    bound_form(desk, book)
    desk.forms.remove("月报表")
    assert desk.forms.all() == []
    assert desk.verify.verify().sound
    with pytest.raises(NotFound):
        desk.forms.get("月报表")


def test_a_name_is_needed_and_given_once(desk: Desk, book: Path) -> None:
    with pytest.raises(InvalidInput):
        desk.forms.add(book, "  ")
    desk.forms.add(book, "月报表")
    with pytest.raises(InvalidInput) as refused:
        desk.forms.add(book, "月报表")
    assert "已经有一份" in str(refused.value)


def test_what_a_cell_can_be_bound_to_is_listed_with_its_value(desk: Desk) -> None:
    choices = {choice.name: choice for choice in desk.forms.choices(march(desk))}
    assert choices["单位"].value == "某县农业农村局"
    assert choices["信访形式.来信.批次"].value == 3
    assert choices["科室办理.农田建设科.收到"].value == 0
    assert choices["超期件:登记编号"].value == 2


# --- the file that is written ---------------------------------------------------------------------


def test_the_superior_s_own_file_is_never_overwritten(desk: Desk, book: Path) -> None:
    form, value = bound_form(desk, book), march(desk)
    before = book.read_bytes()
    with pytest.raises(FileProblem) as refused:
        desk.forms.fill(form, value, book)
    assert "原表" in str(refused.value)
    assert book.read_bytes() == before


def test_a_workbook_with_macros_keeps_its_ending(desk: Desk, tmp_path: Path) -> None:
    form = desk.forms.add(write(tmp_path, books.by_hand(), "表.xlsm"), "宏表")
    value = march(desk)
    with pytest.raises(FileProblem) as refused:
        desk.forms.fill(form, value, tmp_path / "三月.xlsx")
    assert ".xlsm" in str(refused.value)
    desk.forms.fill(form, value, tmp_path / "三月.xlsm")


def test_an_unknown_name_is_said_with_what_it_may_mean_and_nothing_is_written(
    desk: Desk, book: Path, tmp_path: Path
) -> None:
    form = desk.forms.add(book, "月报表")
    sheet = desk.forms.sheets(form)[0]
    form = bind(
        desk, form, sheet, [("B6", "按期办接率", Manner.NUMBER), ("B7", "合计.批次", Manner.NUMBER)]
    )
    value = march(desk)
    said = [str(problem.sentence) for problem in desk.forms.check(form, value).problems]
    assert said[0].startswith("表一!B6：没有叫“按期办接率”的指标。是不是：按期办结率")
    assert "请写全：信访形式.合计.批次、诉求类别.合计.批次" in said[1]
    with pytest.raises(InvalidInput):
        desk.forms.fill(form, value, tmp_path / "三月.xlsx")
    assert not (tmp_path / "三月.xlsx").exists()


def test_filling_is_an_export_in_the_record(desk: Desk, book: Path, tmp_path: Path) -> None:
    form, value = bound_form(desk, book), march(desk)
    desk.forms.fill(form, value, tmp_path / "三月.xlsx")
    event = list(desk.context.registry.events.all())[-1]
    assert event.kind == history.EXPORT
    assert event.changes["form"] == [None, "月报表"]
    assert event.changes["return"] == [None, "month 2026-03 v0"]
    with pytest.raises(FileProblem):
        desk.forms.fill(form, value, tmp_path / "nowhere" / "三月.xlsx")
    assert list(desk.context.registry.events.all())[-1].seq == event.seq


def test_a_locked_workbook_opens_with_its_password_and_is_locked_again_with_the_same(
    desk: Desk, tmp_path: Path
) -> None:
    locked = write(tmp_path, encrypt(books.three_row_header(), "报表2026"))
    with pytest.raises(FileProblem):
        desk.forms.add(locked, "月报表")
    form = desk.forms.add(locked, "月报表", "报表2026")
    value, out = march(desk), tmp_path / "三月.xlsx"
    for wrong in ("", "报表2025"):
        with pytest.raises(FileProblem):
            desk.forms.fill(form, value, out, wrong)
    assert not out.exists()
    desk.forms.fill(form, value, out, "报表2026")
    assert is_encrypted(out.read_bytes())
    sheet = openpyxl.load_workbook(BytesIO(decrypt(out.read_bytes(), "报表2026")))["表一"]
    assert sheet["A2"].value == "填报单位：某县农业农村局"
    assert desk.verify.verify().attachments == 2
    said = [str(remark.message) for remark in desk.forms.check(form, value).remarks]
    assert any("打开密码" in sentence for sentence in said)


# --- lists ----------------------------------------------------------------------------------------


def overdue(desk: Desk, count: int) -> Return:
    for n in range(count):
        desk.petitions.register(
            a_petition(received_on=date(2025, 12, 1 + n), summary=f"第{n + 1}件", content="很久了")
        )
    return desk.returns.reckon(MARCH, TODAY)


def test_a_list_fills_the_rows_that_the_workbook_has(desk: Desk, tmp_path: Path) -> None:
    form = desk.forms.add(write(tmp_path, books.with_lists()), "超期表")
    value, out = overdue(desk, 2), tmp_path / "三月.xlsx"
    (use,) = desk.forms.check(form, value).lists
    assert (use.room, use.cases, use.over) == (3, 2, 0)
    desk.forms.fill(form, value, out)
    sheet = cells(out, "超期明细")
    assert [sheet[f"A{row}"].value for row in range(3, 6)] == [1, 2, None]
    assert sheet["C3"].value.date() == date(2025, 12, 1)
    assert [sheet[f"D{row}"].value for row in range(3, 6)] == ["第1件", "第2件", None]
    assert sheet["A1"].value == "截至2026年3月2日共有超期件2件"
    assert sheet["A6"].value == "填表人：登记员"


def test_more_cases_than_rows_are_said_and_go_on_a_sheet_of_their_own(
    desk: Desk, tmp_path: Path
) -> None:
    form = desk.forms.add(write(tmp_path, books.with_lists()), "超期表")
    value, out = overdue(desk, 5), tmp_path / "三月.xlsx"
    remark = desk.forms.check(form, value).remarks[0]
    assert remark.grave
    assert str(remark.message) == (
        "名单“超期件”在“超期明细”里有 3 行，本期有 5 件：其余 2 件写在最后加的一张工作表里。"
    )
    desk.forms.fill(form, value, out)
    workbook = openpyxl.load_workbook(out)
    assert workbook.sheetnames == ["超期明细", "表格", "超期件（续）"]
    rest = workbook["超期件（续）"]
    assert [rest.cell(row, 1).value for row in (1, 2, 3)] == ["序号", 4, 5]
    assert workbook["超期明细"]["A6"].value == "填表人：登记员"


def test_a_list_without_cases_leaves_its_rows_blank(desk: Desk, tmp_path: Path) -> None:
    form, out = (
        desk.forms.add(write(tmp_path, books.with_lists()), "超期表"),
        tmp_path / "三月.xlsx",
    )
    desk.forms.fill(form, desk.returns.reckon(MARCH, TODAY), out)
    sheet = cells(out, "超期明细")
    assert [sheet.cell(3, column).value for column in range(1, 5)] == [None] * 4


def test_a_list_ends_where_the_workbook_says_so_and_old_rows_go(desk: Desk, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for place, text in (
        ("A2", "{{超期件:概况}}"),
        ("A3", "上月的一件"),
        ("A4", "上月的又一件"),
        ("B5", "{{/超期件}}"),
        ("A7", "完"),
    ):
        sheet[place] = text
    book.save(tmp_path / "表.xlsx")
    form = desk.forms.add(tmp_path / "表.xlsx", "名单")
    value = overdue(desk, 1)
    assert desk.forms.check(form, value).lists[0].room == 4
    desk.forms.fill(form, value, tmp_path / "三月.xlsx")
    filled = openpyxl.load_workbook(tmp_path / "三月.xlsx").active
    assert filled is not None
    assert [filled[c].value for c in ("A2", "A3", "A4", "B5", "A7")] == [
        "第1件",
        None,
        None,
        None,
        "完",
    ]


def test_an_unknown_list_or_column_is_said(desk: Desk, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for place, text in (
        ("A1", "{{超期件:身份证号}}"),
        ("A2", "{{名单:编号}}"),
        ("A3", "共{{超期件:编号}}件"),
    ):
        sheet[place] = text
    book.save(tmp_path / "表.xlsx")
    form = desk.forms.add(tmp_path / "表.xlsx", "名单")
    said = [
        str(p.message) for p in desk.forms.check(form, desk.returns.reckon(MARCH, TODAY)).problems
    ]
    assert "没有“身份证号”这一栏" in said[0]
    assert "没有叫“名单”的名单" in said[1]
    assert "单独占一个单元格" in said[2]


def test_a_sealed_case_stays_shut_in_a_list(desk: Desk, tmp_path: Path) -> None:
    desk.petitions.register(
        a_petition(received_on=date(2025, 12, 1), confidential=True, summary="要求保密的事")
    )
    form, out = (
        desk.forms.add(write(tmp_path, books.with_lists()), "超期表"),
        tmp_path / "三月.xlsx",
    )
    desk.forms.fill(form, desk.returns.reckon(MARCH, TODAY), out)
    assert cells(out, "超期明细")["D3"].value == "（密）"


# --- a newer workbook -----------------------------------------------------------------------------


def test_a_newer_workbook_takes_the_bindings_over_where_the_headings_are_the_same(
    desk: Desk, book: Path, tmp_path: Path
) -> None:
    form = bound_form(desk, book)
    newer = openpyxl.load_workbook(book)
    sheet = newer["表一"]
    sheet["A1"] = "信访工作情况统计表（2027年）"
    sheet["A8"], sheet["A7"] = "来访", "下访"  # a row came in between
    sheet["C5"] = "人数"  # the heading of a bound column is another one
    newer.save(tmp_path / "新表.xlsx")
    renewal = desk.forms.renewed(form, tmp_path / "新表.xlsx")
    assert [(b.cell, b.name) for b in renewal.carried] == [
        ("B6", "来信.批次"), ("F6", "信访形式.来信.批次.上年同期"), ("G6", "来信.批次.同比"), ("B8", "来访.批次"),
    ]  # fmt: skip
    assert [b.cell for b in renewal.lost] == ["C6"]
    assert desk.forms.get("月报表") == form  # nothing is written before it is saved
    desk.forms.save(renewal.form)
    desk.forms.fill(desk.forms.get("月报表"), march(desk), tmp_path / "三月.xlsx")
    assert cells(tmp_path / "三月.xlsx", "表一")["B8"].value == 1
    assert desk.verify.verify().sound


def test_words_under_a_bound_cell_are_named_before_they_are_overwritten(
    desk: Desk, book: Path
) -> None:
    form = desk.forms.add(book, "月报表")
    form = bind(desk, form, desk.forms.sheets(form)[0], [("A10", "期间", Manner.TEXT)])
    said = [str(r.message) for r in desk.forms.check(form, march(desk)).remarks]
    assert "表一!A10 原来写着“合计”，会换成填写的内容。" in said


def test_a_filled_form_of_a_submitted_return_says_what_was_submitted(
    desk: Desk, book: Path, tmp_path: Path
) -> None:
    form, value = bound_form(desk, book), march(desk)
    submitted = desk.returns.submit(value)
    desk.petitions.register(a_petition())
    desk.forms.fill(form, submitted, tmp_path / "三月.xlsx")
    assert cells(tmp_path / "三月.xlsx", "表一")["B6"].value == 3


def test_the_document_names_every_list_column_and_fact(desk: Desk) -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / "superior-workbook.md").read_text(
        "utf-8"
    )
    facts = [c.name for c in desk.forms.choices(march(desk)) if c.group == FACTS_GROUP]
    assert [n for n in (*LISTS, *COLUMNS, *facts) if f"`{n}`" not in text] == []
