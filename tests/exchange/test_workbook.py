"""A ledger that is exported can be trusted: complete, readable, and never half written."""

import errno
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter.worksheet
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from petitiondesk.domain.errors import Cancelled, FileProblem, StorageError
from petitiondesk.exchange import workbook
from petitiondesk.exchange.excel_text import line_count, pieces, safe_text, utf16_units
from petitiondesk.exchange.quick_book import QuickBook
from petitiondesk.exchange.workbook import (
    REPORT_EVERY,
    Column,
    ColumnKind,
    Sheet,
    Value,
    write_ledger,
)

CREATED = datetime(2026, 11, 21, 9, 30)
SHEET = Sheet(
    "台账",
    "信访登记台账",
    "某某市住房和城乡建设局 · 2026年",
    (
        Column("登记编号", ColumnKind.TEXT, 16),
        Column("收到日期", ColumnKind.DATE, 6),
        Column("人数", ColumnKind.COUNT, 6),
        Column("主要内容", ColumnKind.LONG_TEXT, 40),
    ),
)


def written(path: Path, *rows: Sequence[Value], sheet: Sheet = SHEET) -> Worksheet:
    write_ledger(path, sheet, rows, created=CREATED)
    page = openpyxl.load_workbook(path).worksheets[0]
    assert isinstance(page, Worksheet)
    return page


def row(content: str | None = "路灯不亮", number: str = "信〔2026〕12号") -> Sequence[Value]:
    return (number, date(2026, 3, 5), 3, content)


def test_the_ledger_opens_with_title_note_heads_and_real_dates(tmp_path: Path) -> None:
    page = written(tmp_path / "台账.xlsx", row())
    assert page["A1"].value == "信访登记台账"
    assert page["A2"].value == "某某市住房和城乡建设局 · 2026年"
    assert [cell.value for cell in page[3]] == ["登记编号", "收到日期", "人数", "主要内容"]
    assert page["B4"].value == datetime(2026, 3, 5)
    assert page["B4"].number_format == "yyyy-mm-dd"
    assert page["C4"].value == 3
    assert page["D4"].alignment.wrap_text
    assert page["D4"].alignment.vertical == "top"


def test_the_ledger_prints_on_landscape_a4_with_heads_on_every_page(tmp_path: Path) -> None:
    page = written(tmp_path / "台账.xlsx", row(), row())
    assert page.page_setup.orientation == "landscape"
    assert page.page_setup.paperSize == 9
    assert page.sheet_properties.pageSetUpPr is not None
    assert page.sheet_properties.pageSetUpPr.fitToPage
    # One page wide is what a file without the number means; any number high.
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (None, 0)
    assert page.print_title_rows == "$3:$3"
    assert page.oddFooter is not None
    assert page.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert page.print_options.gridLines
    assert page.freeze_panes == "A4"
    assert page.auto_filter.ref == "A3:D5"
    assert "A1:D1" in {str(merged) for merged in page.merged_cells.ranges}


def test_a_date_column_is_never_too_narrow_to_show_a_date(tmp_path: Path) -> None:
    assert written(tmp_path / "台账.xlsx", row()).column_dimensions["B"].width >= 11


@pytest.mark.parametrize(
    "text", ["=1+1", "+8613800000000", "-无-", "@某某", "{=SUM(A1)}", "http://x.cn"]
)
def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path, text: str) -> None:
    cell = written(tmp_path / "台账.xlsx", row(text))["D4"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_identity_numbers_keep_all_their_digits(tmp_path: Path) -> None:
    cell = written(tmp_path / "台账.xlsx", row(number="430102199001011234"))["A4"]
    assert (cell.value, cell.data_type) == ("430102199001011234", "s")


def test_rare_characters_survive(tmp_path: Path) -> None:
    assert written(tmp_path / "台账.xlsx", row("𠮷㛃·阿卜杜"))["D4"].value == "𠮷㛃·阿卜杜"


def test_control_characters_become_visible_and_line_ends_stay(tmp_path: Path) -> None:
    cell = written(tmp_path / "台账.xlsx", row("一\r\n二\r三\t四\x00\x0b\x7f"))["D4"]
    assert cell.value == "一\n二\n三\t四␀␋␡"


def test_half_a_character_does_not_break_the_export(tmp_path: Path) -> None:
    assert written(tmp_path / "台账.xlsx", row("坏\ud83d字"))["D4"].value == "坏\ufffd字"


def test_a_text_that_looks_like_excels_own_markup_cannot_break_the_file(tmp_path: Path) -> None:
    page = written(tmp_path / "台账.xlsx", row("<r><b>&</r>"), row("_x0041_ & <a>"))
    assert page["D4"].value == "\u200b<r><b>&</r>"
    assert "_x0041_" in zipfile.ZipFile(tmp_path / "台账.xlsx").read(
        "xl/worksheets/sheet1.xml"
    ).decode().replace("_x005F", "")


def test_a_text_too_long_for_a_cell_goes_on_in_its_own_sheet(tmp_path: Path) -> None:
    text = "".join(f"{n:05d}𠮷" for n in range(9000))
    page = written(tmp_path / "台账.xlsx", row("短"), row(text))
    shown = page["D5"].value
    assert isinstance(shown, str)
    assert utf16_units(shown) <= 32_767
    assert shown.endswith("……〔全文见“续文”第2行起〕")
    more = openpyxl.load_workbook(tmp_path / "台账.xlsx")["续文"]
    rows = list(more.iter_rows(min_row=2, values_only=True))
    assert [r[:4] for r in rows] == [("台账", 5, "主要内容", n) for n in (1, 2)]
    assert "".join(str(r[4]) for r in rows) == text


def test_an_ordinary_ledger_has_no_extra_sheet(tmp_path: Path) -> None:
    written(tmp_path / "台账.xlsx", row("长" * 32_000))
    assert openpyxl.load_workbook(tmp_path / "台账.xlsx").sheetnames == ["台账"]


def test_more_rows_than_a_sheet_holds_go_on_in_a_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "SHEET_ROWS", 5)
    written(tmp_path / "台账.xlsx", *(row(number=str(n)) for n in range(5)))
    book = openpyxl.load_workbook(tmp_path / "台账.xlsx")
    assert book.sheetnames == ["台账", "台账（2）", "台账（3）"]
    numbers = [c.value for page in book for c in page["A"][3:]]
    assert numbers == ["0", "1", "2", "3", "4"]
    assert book["台账（2）"]["A3"].value == "登记编号"


def test_rows_are_high_enough_for_their_text(tmp_path: Path) -> None:
    page = written(
        tmp_path / "台账.xlsx", row("短"), row("字" * 100), row("行\n" * 3), row("字" * 9000)
    )
    heights = [page.row_dimensions[n].height for n in (4, 5, 6, 7)]
    assert heights[0] in (None, page.sheet_format.defaultRowHeight)
    assert heights[1] >= 6 * 13
    assert heights[2] >= 4 * 13
    assert heights[3] == pytest.approx(409, abs=0.5)


def test_a_ledger_of_one_column_without_rows_is_still_a_ledger(tmp_path: Path) -> None:
    sheet = Sheet("台账/[1]", "标题", "没有符合条件的信访件", SHEET.columns[:1])
    page = written(tmp_path / "空.xlsx", sheet=sheet)
    assert page["A1"].value == "标题"
    assert page.auto_filter.ref == "A3"
    assert page.title == "台账  1"


def test_no_persons_name_travels_with_the_file(tmp_path: Path) -> None:
    written(tmp_path / "台账.xlsx", row())
    properties = openpyxl.load_workbook(tmp_path / "台账.xlsx").properties
    assert not properties.creator
    assert not properties.lastModifiedBy
    assert properties.created == CREATED


def test_the_same_ledger_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("甲.xlsx", "乙.xlsx"):
        write_ledger(tmp_path / name, SHEET, [row(), row(None)], created=CREATED)
    assert (tmp_path / "甲.xlsx").read_bytes() == (tmp_path / "乙.xlsx").read_bytes()


def test_progress_is_told_every_few_rows_and_at_the_end(tmp_path: Path) -> None:
    told: list[int] = []
    count = write_ledger(tmp_path / "台账.xlsx", SHEET, [row()] * 450, told.append, created=CREATED)
    along = [*range(REPORT_EVERY, 450, REPORT_EVERY), 450]
    assert (count, told[: len(along)], set(told[len(along) :])) == (450, along, {450})


def test_stopping_leaves_the_older_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"older")

    def stop(count: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        write_ledger(path, SHEET, [row("长" * 40_000)] * 21, stop, created=CREATED)
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("台账.xlsx", b"older")]


def test_stopping_while_the_file_is_packed_leaves_the_older_file_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"older")
    told: list[int] = []

    def stop(count: int) -> None:
        told.append(count)
        if told.count(450) == 20:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_ledger(path, SHEET, [row("长" * 4_000)] * 450, stop, created=CREATED)
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("台账.xlsx", b"older")]
    assert "ignored" not in capsys.readouterr().err


AWKWARD = (
    "= 1",
    '甲&乙<丙>“丁”"',
    "_x0041_",
    " 前有空格",
    "后有\u3000",
    "两\n行",
    "",
    "\ufffe",
    "\t",
)


class LongWay(xlsxwriter.worksheet.Worksheet):  # type: ignore[misc]
    """A sheet of XlsxWriter's own, by what it offers to everybody."""

    put_text = xlsxwriter.worksheet.Worksheet.write_string
    put_number = xlsxwriter.worksheet.Worksheet.write_number
    put_day = xlsxwriter.worksheet.Worksheet.write_datetime


def test_the_short_way_of_writing_cells_gives_the_bytes_that_xlsxwriter_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [row(), row(None), (None, None, None, None), *(row(text) for text in AWKWARD)]
    lines += [row("长" * 40_000), ("信〔2026〕13号", date(1899, 12, 31), 0, "旧")]
    write_ledger(tmp_path / "短.xlsx", SHEET, lines, created=CREATED)
    monkeypatch.setattr(QuickBook, "worksheet_class", LongWay)
    write_ledger(tmp_path / "长.xlsx", SHEET, lines, created=CREATED)
    with zipfile.ZipFile(tmp_path / "短.xlsx") as one, zipfile.ZipFile(tmp_path / "长.xlsx") as two:
        assert {n: one.read(n) for n in one.namelist()} == {n: two.read(n) for n in two.namelist()}


def test_an_empty_cell_keeps_the_format_of_its_column(tmp_path: Path) -> None:
    page = written(tmp_path / "台账.xlsx", row(None, number=""))
    assert page["A4"].value is None
    assert page.column_dimensions["A"].number_format == "@"
    assert page.column_dimensions["B"].number_format == "yyyy-mm-dd"


def test_a_bug_in_the_rows_is_let_through_and_leaves_no_file(tmp_path: Path) -> None:
    def rows() -> Iterator[Sequence[Value]]:
        yield row()
        raise KeyError("bug")

    with pytest.raises(KeyError):
        write_ledger(tmp_path / "台账.xlsx", SHEET, rows(), created=CREATED)
    with pytest.raises(ValueError, match="1 values for 4 columns"):
        write_ledger(tmp_path / "台账.xlsx", SHEET, [("少",)], created=CREATED)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="找不到要存放“台账.xlsx”的文件夹"):
        write_ledger(tmp_path / "没有" / "台账.xlsx", SHEET, [row()], created=CREATED)


def test_a_target_that_cannot_be_replaced_is_said_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.mkdir()
    with pytest.raises(FileProblem, match="不能写入“台账.xlsx”"):
        write_ledger(path, SHEET, [row()], created=CREATED)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("number", "kind", "words"),
    [
        (errno.ENOSPC, StorageError, "磁盘空间不够"),
        (errno.EROFS, FileProblem, "位置只读"),
        (errno.EACCES, FileProblem, "正在别的程序中打开"),
        (errno.EIO, StorageError, "磁盘出错"),
    ],
)
def test_each_trouble_with_the_disk_has_its_sentence_and_keeps_the_older_file(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    kind: type[Exception],
    words: str,
) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"older")

    def fail(*_args: object, **_kwargs: object) -> None:
        raise OSError(number, "trouble")

    # XlsxWriter packs the workbook into a zip at the very end: where a full disk shows.
    monkeypatch.setattr("xlsxwriter.workbook.ZipFile", fail)
    with pytest.raises(kind, match=words):
        write_ledger(path, SHEET, [row()], created=CREATED)
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("台账.xlsx", b"older")]


@given(st.text(max_size=200), st.integers(min_value=2, max_value=50))
def test_pieces_of_a_text_are_the_text(text: str, units: int) -> None:
    parts = list(pieces(text, units))
    assert "".join(parts) == text
    assert all(utf16_units(part) <= units for part in parts)


@settings(max_examples=30)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=5))
def test_whatever_a_petition_says_can_be_written_and_read_back(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    path = tmp_path_factory.mktemp("台账") / "台账.xlsx"
    page = written(path, *(row(text) for text in texts))
    read = [page.cell(n, 4).value or "" for n in range(4, 4 + len(texts))]
    assert read == [safe_text(text) for text in texts]


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=300))
def test_lines_are_counted_two_units_to_a_chinese_character(text: str) -> None:
    assert line_count(text, 41) == -(-len(text) // 20)
