"""The workbook of a return: what the superior and the printer need of it."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl

from petitiondesk.domain.ledger import LedgerRow, Who
from petitiondesk.domain.returns.figures import Difference, Extract, Key, Return, When
from petitiondesk.domain.returns.indicators import RATES, TOTAL, Basis, tables
from petitiondesk.domain.returns.period import Period, PeriodKind
from petitiondesk.domain.terms import Channel, PetitionClass, State
from petitiondesk.exchange.office_crypto import decrypt, is_encrypted
from petitiondesk.exchange.return_book import Details, return_bytes, write_return
from petitiondesk.exchange.return_proof import PROOF
from petitiondesk.exchange.return_reading import read_return

MARCH = Period.parse(PeriodKind.MONTH, "2026-03")
MADE = datetime(2026, 4, 1, 9, 30)
DETAILS = Details("登记员", MADE)
AWKWARD = "=1+1 科"


def a_return(received: Sequence[tuple[int, str]] = ((1, "letter"), (2, "visit"))) -> Return:
    """Petitions by id and channel, in a section whose name looks like a formula."""
    lines = tuple(
        (n, 2, channel, "claim", "民政", AWKWARD, "", 0, 0, 0, 1, "in_time", 3)
        for n, channel in received
    )
    extracts = {when: {basis: Extract(basis) for basis in Basis} for when in When}
    extracts[When.NOW][Basis.RECEIVED] = Extract(Basis.RECEIVED, lines)
    extracts[When.NOW][Basis.OPEN] = Extract(
        Basis.OPEN, tuple((n, 2, AWKWARD, "overdue") for n, _ in received)
    )
    return Return(
        "某县农业农村局", MARCH, MARCH.end, tables(("办公室", AWKWARD), ("民政",)), RATES, extracts,
        "ab" * 32, 17, 2, MADE.date(),
    )  # fmt: skip


def _row(summary: str) -> LedgerRow:
    return LedgerRow(
        1, "信〔2026〕1号", date(2026, 1, 5), Channel.LETTER, PetitionClass.CLAIM, summary, Who("王某", 1),
        "民政", "", AWKWARD, State.IN_PROGRESS, date(2026, 3, 6), None, 1, False, False, "", None, "",
    )  # fmt: skip


def _book(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def _texts(sheet: Any) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_summary_tables_overdue_and_proof_each_have_their_sheet() -> None:
    book = _book(return_bytes(a_return(), DETAILS))
    assert book.sheetnames == [
        "汇总", "信访形式", "诉求类别", "内容分类", "科室办理", "上级转送交办", "复查复核", "领导接访", "建议采纳",
        "超期件", "口径", "核验",
    ]  # fmt: skip
    summary = _texts(book["汇总"])
    assert summary[0] == "某县农业农村局信访月报（2026年3月）"
    assert "填表人：登记员" in summary
    assert {"审核人：", "负责人：", "（单位盖章）"} <= set(summary)
    assert "截止日：2026-03-31" in summary[1]
    assert "第 2 版" in summary[1]


def test_the_charts_are_excels_own_and_show_the_tables_cells() -> None:
    with zipfile.ZipFile(io.BytesIO(return_bytes(a_return(), DETAILS))) as package:
        charts = [n for n in package.namelist() if n.startswith("xl/charts/chart")]
        text = "".join(package.read(name).decode() for name in charts)
    assert len(charts) == 4
    assert "信访形式!$B$4:$B$12" in text
    assert "科室办理!" in text


def test_zero_rows_are_written_in_the_fixed_order() -> None:
    book = _book(return_bytes(a_return(), DETAILS))
    rows = [[cell.value for cell in row[:2]] for row in book["信访形式"].iter_rows(min_row=4)]
    assert rows == [
        *[[c.zh, int(c in (Channel.LETTER, Channel.VISIT))] for c in Channel],
        ["合计", 2],
    ]
    sections = [row[0].value for row in book["科室办理"].iter_rows(min_row=4)]
    assert sections == ["办公室", AWKWARD, "未转办", "合计"]


def test_the_overdue_are_listed_with_their_days() -> None:
    book = _book(return_bytes(a_return(), replace(DETAILS, overdue=[_row("=HYPERLINK(1)")])))
    sheet = book["超期件"]
    assert [cell.value for cell in sheet[4]] == [
        "信〔2026〕1号", datetime(2026, 1, 5), "来信", "=HYPERLINK(1)", AWKWARD, datetime(2026, 3, 6), 25,
    ]  # fmt: skip
    assert sheet["D4"].data_type == "s"
    assert "没有。" in _texts(_book(return_bytes(a_return(), DETAILS))["超期件"])


def test_the_proof_holds_every_figure_with_its_cell_and_the_fingerprint() -> None:
    value = a_return()
    book = _book(return_bytes(value, DETAILS))
    rows = list(book[PROOF].iter_rows(values_only=True))
    assert "ab" * 32 in {row[1] for row in rows}
    start = next(n for n, row in enumerate(rows) if row[0] == "数字") + 1
    proof = {row[0]: row[1:] for row in rows[start:]}
    assert proof.keys() == {str(key) for key in value.figure_keys()}
    for name, (number, place, _) in proof.items():
        key = Key.parse(name)
        assert number == value.value(key), name
        sheet, _, cell = (place or "").rpartition("!")
        # Of last year's rates the tables show the share alone.
        assert cell or (key.table, key.when) == ("rate", When.LAST_YEAR)
        if cell:
            assert book[sheet][cell].value == number, name


def test_a_nil_return_says_so_and_still_has_every_zero() -> None:
    book = _book(return_bytes(a_return(()), DETAILS))
    assert any("零报告" in text for text in _texts(book["汇总"]))
    assert book["汇总"]._charts == []
    assert [row[1].value for row in book["信访形式"].iter_rows(min_row=4)] == [0] * 10


def test_what_differs_from_the_version_before_is_listed_with_the_cases() -> None:
    found = [Difference(Key("channel", "letter", "batches"), 2, 1, (7,), ()),
             Difference(Key("rate", "repeated", "part"), 0, 1, (), (8, 9))]  # fmt: skip
    details = replace(DETAILS, differences=found, numbers={7: "信〔2026〕7号", 8: "8号", 9: "9号"})
    rows = list(
        _book(return_bytes(a_return(), details))["与上一版的差异"].iter_rows(
            min_row=4, values_only=True
        )
    )
    assert rows == [
        ("信访形式", "来信", "批次", 2, 1, "信〔2026〕7号", ""),
        ("主要指标", "重复率", "重复批次", 0, 1, "", "8号、9号"),
    ]  # fmt: skip


def test_the_same_return_gives_the_same_bytes() -> None:
    assert return_bytes(a_return(), DETAILS) == return_bytes(a_return(), DETAILS)


def test_for_the_stick_it_is_written_behind_a_password(tmp_path: Path) -> None:
    path = tmp_path / "月报.xlsx"
    write_return(path, a_return(), DETAILS, "三月 2026")
    assert is_encrypted(path.read_bytes())
    assert decrypt(path.read_bytes(), "三月 2026") == return_bytes(a_return(), DETAILS)
    assert read_return(path, "三月 2026").figures[Key("channel", TOTAL, "people")] == 4


def test_a_return_reads_back_as_it_was(tmp_path: Path) -> None:
    value = a_return()
    path = tmp_path / "月报.xlsx"
    write_return(path, value, DETAILS)
    found = read_return(path)
    assert found.faults == ()
    assert (found.office, found.period, found.cut_off) == (value.office, MARCH, MARCH.end)
    assert (found.version, found.events, found.fingerprint) == (2, 17, "ab" * 32)
    assert found.figures == {key: value.value(key) for key in value.figure_keys()}
    assert found.names[Key("section", AWKWARD, "open")] == ("科室办理", AWKWARD, "在办")


def test_it_prints_on_a4_with_the_fingerprint_at_the_foot() -> None:
    book = _book(return_bytes(a_return(), DETAILS))
    for sheet in book.worksheets:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert sheet.oddFooter.right.text == "ab" * 8
