"""Checks of what the program does here: the registry, search, files, and the whole main job."""

import zipfile
from pathlib import Path

from petitiondesk.domain.errors import WrongPassword
from petitiondesk.domain.ledger import LedgerFilter, Order
from petitiondesk.domain.messages import Message
from petitiondesk.domain.terms import LetterKind
from petitiondesk.exchange.reading import read_workbook
from petitiondesk.infra.clock import local_now
from petitiondesk.infra.i18n import language, use_language
from petitiondesk.selftest.room import PASSWORD, Check, Fault, Room, need
from petitiondesk.services.desk import open_desk
from petitiondesk.tour import Tour
from petitiondesk.tour_matter import COURSE
from petitiondesk.ui.printing import Pages, write_pdf
from petitiondesk.ui.prints.slip import slip

_PLAIN = b"SQLite format 3"
_WORDS = ("机耕路", "路面", "工程车")
"""What the petition can be found by: words of two and three characters."""

_NOWHERE = "并无此事"
_OTHER_PASSWORD = PASSWORD + "?"


def work_encrypted(room: Room) -> Message:
    """A registry is made, closed, opened with its password only, and cannot be read without it.

    Raises:
        Fault: something of it lies open, or another password opens it.
    """
    petition = room.petition
    room.close()
    try:
        open_desk(room.registry, _OTHER_PASSWORD, local_now).close()
    except WrongPassword:
        pass
    else:
        raise Fault(Message("错的密码也打开了登记簿"))
    case = room.desk.petitions.case(petition.id)
    need(case.petition.summary == petition.summary, Message("登记的内容读回来不一样"))
    text = petition.summary.encode()
    for path in room.registry.iterdir():
        data = path.read_bytes()
        need(not data.startswith(_PLAIN) and text not in data,
             Message("文件没有加密：{name}", name=path.name))  # fmt: skip
    database = room.desk.context.registry.database
    need(database.scalar("PRAGMA cipher_status") in {1, "1"}, Message("SQLCipher 没有起作用"))
    version, provider = (str(database.scalar(f"PRAGMA cipher_{what}"))
                         for what in ("version", "provider"))  # fmt: skip
    library = database.scalar("SELECT sqlite_version()")
    return Message("SQLCipher {version}（{provider}），SQLite {library}",
                   version=version, provider=provider, library=library)  # fmt: skip


def work_search(room: Room) -> Message:
    """The petition is found by words from it, and by no others.

    Raises:
        Fault: it is not, or something else is found.
    """
    for words in _WORDS:
        found = room.desk.ledger.first(LedgerFilter(words=words), Order(), 2)
        need([line.number for line in found] == [room.petition.number],
             Message("没有查到：{words}", words=words))  # fmt: skip
    nothing = room.desk.ledger.first(LedgerFilter(words=_NOWHERE), Order(), 2)
    need(not nothing, Message("查到了不该有的：{words}", words=_NOWHERE))
    return Message("按 {words} 都能查到", words=_WORDS)


def work_workbook(room: Room) -> Message:
    """The ledger is written as a workbook and read again with the same number in it.

    Raises:
        Fault: it does not read as it was written.
    """
    path = room.folder / "自检台账.xlsx"
    count = room.desk.exports.ledger(path, LedgerFilter(), Order())
    cells = [cell for sheet in read_workbook(path) for row in sheet.rows for cell in row]
    need(room.petition.number in cells, Message("写出的工作簿读回来不一样"))
    return Message("写出 {count} 件，读回 {cells} 格", count=count, cells=len(cells))


def work_letter(room: Room) -> Message:
    """A letter is made from its template and is a Word file with the petition's matter in it.

    Raises:
        Fault: it is not.
    """
    desk, today = room.desk, room.desk.ledger.today
    petition = desk.petitions.perform(room.petition.id, "accept", COURSE["accept"], today)
    made = desk.letters.make(petition.id, LetterKind.ACCEPTANCE, on=today)
    path = desk.letters.copies.open_copy(petition.id, made, room.folder)
    with zipfile.ZipFile(path) as packed:
        body = packed.read("word/document.xml").decode()
    need(made.number in body, Message("文书里没有文号：{name}", name=path.name))
    return Message("文件“{name}”", name=path.name)


def work_pdf(room: Room) -> Message:
    """The registration slip becomes a PDF file whose fonts are in it.

    Raises:
        Fault: it does not.
    """
    case = room.desk.petitions.case(room.petition.id)
    sheet = slip(case, room.desk.office.office().name, "", opened=False)
    path = room.folder / "自检办理表.pdf"
    pages = Pages(sheet)
    write_pdf(pages, path)
    data = path.read_bytes()
    need(data.startswith(b"%PDF") and b"/FontFile" in data, Message("PDF 里没有字体"))
    return Message("{pages} 页，{size} KB", pages=pages.count(), size=len(data) // 1024)


def work_main_job(room: Room) -> Message:
    """The main job is done in real windows, from the registering to the month's return.

    Raises:
        Fault: a step was not seen; the last lines of the tour say which.
    """
    lines: list[str] = []
    before = language()
    folder = room.folder / "主要工作"
    try:
        status = Tour(room.app, folder, lines.append).run()
    except Exception as error:
        last = lines[-1] if lines else ""
        raise Fault(Message("在“{last}”之后停了：{error}", last=last, error=repr(error))) from error
    finally:
        use_language(before)
    need(status == 0, Message("没有走完：{last}", last=" / ".join(lines[-3:])))
    return Message("{steps} 步，截图 {pictures} 张", steps=len(lines), pictures=_pictures(folder))


def _pictures(folder: Path) -> int:
    return len(list(folder.glob("*.png")))


CHECKS = (
    Check(Message("加密的登记簿"), work_encrypted),
    Check(Message("查找"), work_search),
    Check(Message("Excel 工作簿"), work_workbook),
    Check(Message("Word 文书"), work_letter),
    Check(Message("PDF"), work_pdf),
    Check(Message("主要工作"), work_main_job),
)
