"""Prints: what is on the paper, page by page, and that none leaves without being recorded."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor, QImage, QTextTable
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from petitiondesk.domain import history, reception
from petitiondesk.domain.errors import StorageError
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Claim, Petition, Petitioner
from petitiondesk.domain.reception import ReceptionDay, Visit, VisitOutcome
from petitiondesk.domain.terms import Channel, IdKind, PetitionClass, Sex
from petitiondesk.infra.i18n import use_language
from petitiondesk.services.desk import Desk
from petitiondesk.services.reception import DayView
from petitiondesk.ui.dialogs.print_preview import PrintPreview
from petitiondesk.ui.look import Look
from petitiondesk.ui.printing import PAPER, Pages, Sheet, print_pages, write_pdf
from petitiondesk.ui.prints.markup import cell, row, table, text
from petitiondesk.ui.prints.reception_list import reception_list
from petitiondesk.ui.prints.slip import slip
from petitiondesk.ui.style import DARK, LIGHT, Scheme
from tests.factory import OFFICE, WHOLE_COURSE, a_petition, take
from tests.ui.fakes import RecordedMessages
from tests.ui.window_room import Opened, open_case

PARAGRAPH = "去年九月以来，水渠工程的车辆每天从四组机耕路经过，路面多处下陷，秋收时农机无法通行。\n"
AWKWARD = Petitioner(
    "买买提·艾山", Sex.MALE, IdKind.RESIDENT, "11010519491231002X", "13800000000", "青石镇河湾村4组"
)


def slip_of(desk: Desk, petition: Petition, *, opened: bool = False) -> Pages:
    case = desk.petitions.case(petition.id)
    return Pages(slip(case, OFFICE.name, "2026-03-02 登记员 打印", opened=opened))


def a_list(*visits: Visit, opened: bool = False, **facts: Any) -> Pages:
    day = ReceptionDay(date(2026, 3, 4), leader="周副局长", visits=visits, **facts)
    view = DayView(day, reception.mask(day), {5: "信〔2026〕5号"}, frozenset())
    return Pages(reception_list(view, OFFICE.name, "", opened=opened))


def words(pages: Pages) -> str:
    return pages.document.toPlainText()


def ink(image: QImage) -> int:
    """How many sampled points are dark."""
    points = ((x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3))
    return sum(image.pixelColor(x, y).lightness() < 128 for x, y in points)


def framed(pages: Pages) -> list[QTextTable]:
    frames = pages.document.rootFrame().childFrames()
    return [f for f in frames if isinstance(f, QTextTable) and f.columns() > 2]


# --- values and paper -----------------------------------------------------------------------------


def test_a_value_is_never_a_tag(qapp: object) -> None:
    value = '李<b>四</b> & "王𠮷" {{ x }} {% y %}\n第二行\x07'
    pages = Pages(Sheet("试", table([row(cell(text(value)))])))
    assert '李<b>四</b> & "王𠮷" {{ x }} {% y %}' in words(pages)
    assert "第二行" in words(pages)
    assert "\x07" not in words(pages)


def test_a_long_word_wraps_and_never_widens_the_page(qapp: object) -> None:
    pages = Pages(Sheet("试", table([row(cell(text("A" * 900)), cell(text("乙")))])))
    assert pages.document.size().width() <= PAPER.width()
    assert words(pages).count("A") == 900


def test_paper_is_white_with_black_letters_in_the_dark_dress_too(look: Look) -> None:
    look.use(Scheme.DARK)
    try:
        image = Pages(Sheet("试", table([row(cell(text("字" * 400)))]))).image(0)
    finally:
        look.use(Scheme.LIGHT)
    assert image.pixelColor(2, 2).lightness() == 255
    assert ink(image) > 100


def test_a_title_becomes_a_file_name_that_every_system_takes() -> None:
    assert Sheet("登记表 2026/12:1", "").file_name() == "登记表 2026-12-1.pdf"


# --- the slip -------------------------------------------------------------------------------------


def test_an_ordinary_slip_is_one_page_with_room_to_write(desk: Desk, look: Look) -> None:
    pages = slip_of(desk, desk.petitions.register(a_petition()))
    assert pages.count() == 1
    for expected in ("某县农业农村局信访事项登记办理表", "信〔2026〕1号", "来信", "王＊", "138＊＊＊＊0000",
                     "农村农业 › 农田水利", "收到 2026-03-02 起 60 日", "领导批示"):  # fmt: skip
        assert expected in words(pages), expected
    assert "王建国" not in words(pages)
    assert ink(pages.image(0)) > 500


def test_a_slip_shows_the_whole_handling(desk: Desk, look: Look) -> None:
    petition = desk.petitions.register(
        a_petition(
            petitioners=(AWKWARD, Petitioner("王𠮷")),
            claims=(Claim("修复机耕路"), Claim("赔偿损失 <三百> & 元")),
            channel=Channel.ASSIGNED,
            sender="市信访局",
            sender_ref="市信转〔2026〕8号",
            report_by=date(2026, 4, 1),
        )
    )
    take(desk, petition, *WHOLE_COURSE)
    said = words(slip_of(desk, petition, opened=True))
    for expected in ("买买提·艾山", "11010519491231002X", "王𠮷", "2. 赔偿损失 <三百> & 元",
                     "建议转农田建设科办理。", "请农田建设科实地核实。", "周副局长", "主办 农田建设科",
                     "协办 法规科", "路面已于三月十日修复。", "农信函〔2026〕3号", "已签收", "同意", "市信访局",
                     "2026-04-01", "含完整个人信息"):  # fmt: skip
        assert expected in said, expected


def test_a_long_text_goes_on_over_pages_and_loses_nothing(desk: Desk, look: Look) -> None:
    content = "".join(f"{n}、{PARAGRAPH}" for n in range(1, 121)).strip()
    pages = slip_of(desk, desk.petitions.register(a_petition(content=content)))
    assert pages.count() > 3
    assert all(f"\n{n}、去年九月" in words(pages) for n in range(2, 121))
    assert "领导批示" in words(pages)
    assert all(ink(pages.image(n)) > 300 for n in range(pages.count()))


def test_a_page_that_ends_within_a_table_is_closed_by_a_line(desk: Desk, look: Look) -> None:
    pages = slip_of(desk, desk.petitions.register(a_petition(content=PARAGRAPH * 120)))
    scale = 2
    image = pages.image(1, 96 * scale)
    bottom = image.height() - round(18 / 297 * image.height())
    across = range(image.width() // 5, image.width() * 4 // 5, 7)
    lines = [
        y
        for y in range(bottom - 6, bottom + 4)
        if all(image.pixelColor(x, y).lightness() < 128 for x in across)
    ]
    assert lines


def test_a_sealed_case_prints_shut_until_it_is_opened(desk: Desk, look: Look) -> None:
    petition = desk.petitions.register(
        a_petition(petition_class=PetitionClass.ACCUSATION, complained_of="经管站某人")
    )
    shut = words(slip_of(desk, petition))
    for hidden in ("王", "机耕路", "经管站", "河湾村", "138"):
        assert hidden not in shut, hidden
    assert "（密）" in shut
    assert "没有写明原因打开" in shut
    assert "经管站某人" in words(slip_of(desk, petition, opened=True))


def test_the_slip_speaks_english_and_stays_on_one_page(desk: Desk, look: Look) -> None:
    use_language("en")
    pages = slip_of(desk, desk.petitions.register(a_petition()))
    assert pages.count() == 1
    assert "Channel" in words(pages)
    assert "农村农业 › 农田水利" in words(pages)


# --- the list of a day ----------------------------------------------------------------------------


def test_the_list_masks_names_and_shows_nothing_of_an_accusation(qapp: object) -> None:
    visits = (
        Visit(1, "王建国", 2, "修路", "三日内去看", VisitOutcome.REGISTERED, 5),
        Visit(2, "李四", 1, "检举经管站某人", confidential=True),
    )
    said = words(a_list(*visits, begins=time(9), ends=time(11, 30), place="一楼接访室"))
    for expected in ("2026-03-04 星期三 09:00—11:30", "一楼接访室", "王＊", "三日内去看", "信〔2026〕5号",
                     "合计 2 批，3 人次", "（密）"):  # fmt: skip
        assert expected in said, expected
    assert "王建国" not in said
    assert "经管站" not in said
    assert "李四" in words(a_list(*visits, opened=True))


def test_a_long_list_repeats_its_head_on_every_page(qapp: object) -> None:
    visits = [Visit(n, "王建国", matter=PARAGRAPH * 3) for n in range(1, 24)]
    pages = a_list(*visits)
    assert pages.count() > 2
    (body,) = framed(pages)
    assert (body.rows(), body.format().headerRowCount()) == (24, 1)
    # The same words stand at the top of each page; the last may hold the signatures alone.
    tops = [pages.image(n).copy(80, 80, 600, 16) for n in range(1, pages.count() - 1)]
    assert ink(tops[0]) > 20
    assert all(top == tops[0] for top in tops)


def test_a_list_nobody_is_on_yet_has_lines_to_fill_in(qapp: object) -> None:
    pages = a_list()
    (body,) = framed(pages)
    assert body.rows() == 9


# --- preview, printer, file -----------------------------------------------------------------------


class Paper:
    """A preview of two pages, and what it recorded."""

    def __init__(self, look: Look, qtbot: QtBot) -> None:
        self.recorded = 0
        self.messages = RecordedMessages()
        self.fails = False
        body = table([row(cell(text(PARAGRAPH * 60)))])
        self.dialog = PrintPreview(
            look, self.messages, Sheet("登记表", body), self.record, choose=self.choose
        )
        self.target: Path | None = None
        qtbot.addWidget(self.dialog)
        self.dialog.show()

    def record(self) -> None:
        if self.fails:
            raise StorageError(Message("磁盘空间不够，没有记下。"))
        self.recorded += 1

    def choose(self, printer: QPrinter, _parent: object) -> bool:
        if self.target is None:
            return False
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.target))
        return True


@pytest.fixture
def paper(look: Look, qtbot: QtBot) -> Paper:
    return Paper(look, qtbot)


def test_the_preview_turns_its_pages(paper: Paper) -> None:
    dialog = paper.dialog
    assert dialog.place.text() == f"第 1 页，共 {dialog.pages.count()} 页"
    assert not dialog.before.isEnabled()
    dialog.after.click()
    assert dialog.place.text().startswith("第 2 页")
    assert dialog.before.isEnabled()
    assert dialog.view.pageCount() == dialog.pages.count() > 1
    assert paper.recorded == 0, "looking is not printing"


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_the_ground_around_the_pages_is_as_dark_as_the_rest(
    paper: Paper, look: Look, scheme: Scheme
) -> None:
    look.use(scheme)
    shown = paper.dialog.canvas.grab().toImage()
    ground = shown.pixelColor(10, shown.height() // 2)
    look.use(Scheme.LIGHT)
    assert ground == QColor({Scheme.LIGHT: LIGHT, Scheme.DARK: DARK}[scheme].edge)


def test_a_pdf_is_written_and_recorded(paper: Paper, tmp_path: Path) -> None:
    path = tmp_path / "登记表.pdf"
    paper.messages.files = [path]
    paper.dialog.keep.click()
    data = path.read_bytes()
    assert data.startswith(b"%PDF")
    assert data.count(b"/Type /Page\n") == paper.dialog.pages.count()
    assert paper.recorded == 1
    assert paper.dialog.said.text() == "已存到“登记表.pdf”。"


def test_what_cannot_be_recorded_is_neither_written_nor_printed(
    paper: Paper, tmp_path: Path
) -> None:
    path = tmp_path / "登记表.pdf"
    path.write_bytes(b"older")
    paper.messages.files = [path]
    paper.fails = True
    paper.dialog.keep.click()
    assert path.read_bytes() == b"older"
    assert paper.dialog.said.text() == "磁盘空间不够，没有记下。"
    paper.target = tmp_path / "printer.pdf"
    paper.dialog.send.click()
    assert not paper.target.exists()
    assert paper.dialog.isVisible()


def test_a_folder_that_is_gone_is_said_and_not_recorded(paper: Paper, tmp_path: Path) -> None:
    paper.messages.files = [tmp_path / "没有" / "登记表.pdf"]
    paper.dialog.keep.click()
    assert "找不到要存放" in paper.dialog.said.text()
    assert paper.recorded == 0


def test_printing_is_recorded_and_closes_the_preview(paper: Paper, tmp_path: Path) -> None:
    paper.dialog.send.click()
    assert paper.dialog.isVisible(), "no printer was chosen"
    assert paper.recorded == 0
    paper.target = tmp_path / "printer.pdf"
    paper.dialog.send.click()
    assert paper.target.read_bytes().startswith(b"%PDF")
    assert paper.recorded == 1
    assert not paper.dialog.isVisible()


def test_only_the_pages_asked_for_are_printed(paper: Paper, tmp_path: Path) -> None:
    printer = QPrinter()
    path = tmp_path / "one.pdf"
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setFromTo(2, 2)
    print_pages(paper.dialog.pages, printer)
    assert path.read_bytes().count(b"/Type /Page\n") == 1


def test_a_pdf_that_cannot_be_begun_is_an_error(paper: Paper, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="PDF"):
        write_pdf(paper.dialog.pages, tmp_path / "gone" / "x.pdf")


# --- from the case page ---------------------------------------------------------------------------


def test_the_case_page_prints_what_it_shows(
    opened: Opened, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, _ = opened
    petition = desk.petitions.register(a_petition(anonymous=False))
    page = open_case(qtbot, window, petition.id)
    sheets: list[Sheet] = []

    def keep(_look: object, _messages: object, sheet: Sheet, record: Callable[[], object],
             _parent: object) -> bool:  # fmt: skip
        sheets.append(sheet)
        record()
        return True

    monkeypatch.setattr("petitiondesk.ui.pages.case_print.preview", keep)
    page.view.print.click()
    desk.petitions.reveal(petition.id, "核对")
    page._open = True
    page.view.print.click()
    assert "王＊" in sheets[0].html
    assert "王建国" in sheets[1].html
    kinds = [e.kind for e in desk.petitions.case(petition.id).events]
    assert kinds.count(history.PRINT) == 2
    prints = [e for e in desk.petitions.case(petition.id).events if e.kind == history.PRINT]
    assert prints[0].note == f"信访事项登记办理表 {petition.number}"


def test_a_printed_page_has_the_day_and_who_printed_it(desk: Desk, look: Look) -> None:
    petition = desk.petitions.register(a_petition())
    pages = slip_of(desk, petition)
    without = Pages(replace(pages.sheet, foot=""))
    corner = (80, 1060, 250, 40)
    assert ink(pages.image(0).copy(*corner)) > ink(without.image(0).copy(*corner))
