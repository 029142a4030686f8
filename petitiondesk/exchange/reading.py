"""Reading any old ledger file into plain cells, by what it contains rather than by its name."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from petitiondesk.domain.errors import FileProblem
from petitiondesk.domain.messages import Message
from petitiondesk.exchange.cells import Cell
from petitiondesk.exchange.guard import Damaged, TooLarge, xls_epoch_1904, xlsx_epoch_1904
from petitiondesk.exchange.ods_merges import Merge, ods_merges
from petitiondesk.exchange.office_crypto import decrypt, is_encrypted
from petitiondesk.exchange.packed import Packed
from petitiondesk.exchange.plain_tables import read_csv, read_markup

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER = (
    b"%PDF",
    b"{\\rtf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"SQLite",
)
_MARKUP = re.compile(r"<(?:html|table|tr|!doctype html|(?:\w+:)?workbook)\b", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
"""What zipfile raises on a damaged archive, depending on the byte that is wrong."""


@dataclass(frozen=True)
class RawSheet:
    """A sheet's cells from A1 on, without empty rows and columns at the end.

    ``filled`` names cells (row, column; from 0) whose value was taken from the merged cell above
    them. ``epoch_1904``: the workbook's serial dates count from 1904.
    """

    name: str
    rows: Sequence[list[Cell]]
    filled: frozenset[tuple[int, int]] = frozenset()
    epoch_1904: bool = False


def is_locked(path: Path) -> bool:
    """Whether a workbook asks for a password (打开密码) before it shows anything.

    Raises:
        FileProblem: it cannot be read.
    """
    data = _bytes(path)
    if not is_encrypted(data):
        return False
    try:
        decrypt(data, "")
    except FileProblem:
        return True
    return False


def read_workbook(path: Path, password: str = "") -> list[RawSheet]:
    """Every sheet of a workbook (.xlsx .xls .et .ods) or of an HTML, XML or CSV table.

    A workbook behind a password is opened in memory; nothing of it is written anywhere.

    Raises:
        FileProblem: missing, unreadable, empty, damaged, no table, or the password is another one.
    """
    data = decrypt(_bytes(path), password)
    if not data.strip():
        raise FileProblem(Message("“{name}”是空文件，没有可导入的内容。", name=path.name))
    if data.startswith(_ZIP) or data.startswith(_OLE):
        return _workbook(data, path.name)
    if data.startswith(_OTHER):
        raise _no_table(path.name)
    text = _decoded(data, path.name)
    # Like a workbook's first 4 KB: a CSV may speak of a <table> somewhere in a petition.
    grids = read_markup(text) if _MARKUP.search(text.lstrip()[:4096]) else [read_csv(text)]
    return [
        RawSheet(g.name or f"{path.stem}{n if n > 1 else ''}", _even(g.rows), frozenset(g.filled))
        for n, g in enumerate(grids, 1)
    ]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise FileProblem(
            Message("找不到文件“{name}”，它可能已被移动或改名。请重新选择。", name=path.name)
        ) from error
    except OSError as error:
        raise FileProblem(
            Message(
                "打不开“{name}”：它可能正在别的程序中打开，或没有读取权限。请关闭后再试。",
                name=path.name,
            )
        ) from error


def _no_table(name: str) -> FileProblem:
    return FileProblem(
        Message("“{name}”不是表格文件。能读的是 xlsx、xls、et、ods、csv 格式的表格。", name=name)
    )


def _damaged(name: str) -> FileProblem:
    return FileProblem(
        Message(
            "“{name}”已损坏，读不出来，没有导入任何内容。"
            "请用表格软件打开它另存一份，或换用备份的文件。",
            name=name,
        )
    )


def _protected(name: str) -> FileProblem:
    return FileProblem(
        Message("“{name}”设了打开密码。请用表格软件打开它，取消密码另存后再导入。", name=name)
    )


def _too_large(name: str) -> FileProblem:
    return FileProblem(
        Message(
            "“{name}”里有离台账很远的零星单元格，整张表大得读不下。"
            "请删去台账右边和下边的多余行列，另存后再导入。",
            name=name,
        )
    )


def _workbook(data: bytes, name: str) -> list[RawSheet]:
    epoch_1904 = _uses_1904(data, name)
    merges = ods_merges(data) if data.startswith(_ZIP) else {}
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return [
                _from_calamine(book.get_sheet_by_name(each), epoch_1904, merges.get(each, ()))
                for each in book.sheet_names
            ]
    except PasswordError as error:
        raise _protected(name) from error
    except CalamineError as error:
        raise _damaged(name) from error
    except BaseException as error:
        # On some damaged files calamine panics; pyo3's exception for it cannot be imported and is
        # deliberately no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged(name) from error


def _uses_1904(data: bytes, name: str) -> bool:
    """Whether serial dates count from 1904; turns away what calamine must not be given."""
    try:
        if data.startswith(_OLE):
            return xls_epoch_1904(data)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "xl/workbook.xml" in names:
                return xlsx_epoch_1904(archive)
    except TooLarge as error:
        raise _too_large(name) from error
    except (Damaged, *_ZIP_ERRORS) as error:
        raise _damaged(name) from error
    if not names & {"xl/workbook.bin", "content.xml"}:
        raise _no_table(name)
    return False


def _from_calamine(sheet: CalamineSheet, epoch_1904: bool, merges: Iterable[Merge]) -> RawSheet:
    filled: set[tuple[int, int]] = set()
    rows = _filled(_rows_of(sheet), sheet.merged_cell_ranges or merges, filled)
    return RawSheet(sheet.name, _even(rows), frozenset(filled), epoch_1904)


def _rows_of(sheet: CalamineSheet) -> Iterator[list[Cell]]:
    """The rows from A1 on, one at a time; calamine leaves out empty columns on the left."""
    left: list[Cell] = [""] * (sheet.start[1] if sheet.start else 0)
    for row in sheet.iter_rows():
        yield left + row


def _filled(
    rows: Iterable[list[Cell]], merges: Iterable[Merge], filled: set[tuple[int, int]]
) -> Iterator[list[Cell]]:
    """The rows with the value of each merged cell in those of its first column; ``filled`` names them."""
    beginning: dict[int, list[Merge]] = {}
    for merge in merges:
        beginning.setdefault(merge[0][0], []).append(merge)
    going_on: list[tuple[int, int, Cell]] = []  # column, last row, value
    for at, row in enumerate(rows):
        going_on = [each for each in going_on if each[1] >= at]
        for column, _, value in going_on:
            row[column] = value
            filled.add((at, column))
        for (_, left), (bottom, _) in beginning.get(at, ()):
            if left < len(row) and row[left] != "":
                going_on.append((left, bottom, row[left]))
        yield row


def _even(rows: Iterable[list[Cell]]) -> Packed[list[Cell]]:
    """The rows without the empty ones at the end, all as wide as the widest."""
    kept: Packed[list[Cell]] = Packed()
    blank: list[list[Cell]] = []  # empty so far: kept when another row follows
    width, widths = 0, set()
    for row in rows:
        cells: list[Cell] = ["" if isinstance(c, str) and c.isspace() else c for c in row]
        used = _used(cells)
        if not used:
            blank.append(cells)
            continue
        width = max(width, used)
        for each in (*blank, cells):
            widths.add(len(each))
            kept.append(each)
        blank.clear()
    if widths <= {width}:
        return kept
    return Packed(row[:width] + [""] * (width - len(row)) for row in kept)


def _used(row: Iterable[Cell]) -> int:
    return max((n for n, cell in enumerate(row, 1) if cell != ""), default=0)


def _decoded(data: bytes, name: str) -> str:
    """The text of ``data``, in one of the encodings such files come in."""
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text or _CONTROL.search(text[:4096]):
            raise _no_table(name)
        return text
    raise _no_table(name) if b"\0" in data else _damaged(name)
