"""Reading a section sheet back: is it ours, is it as it was, and what did the section write.

The workbook may have been sorted, its columns hidden or moved, saved by Excel, WPS or LibreOffice,
as .xlsx or .xls. A row is found by its number; what the fixed cells hold is compared with the seal.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from petitiondesk.domain.errors import FileProblem
from petitiondesk.domain.messages import Message
from petitiondesk.domain.section_answers import Answers
from petitiondesk.exchange.cells import Cell, brief, clean, read_date, read_flag
from petitiondesk.exchange.reading import RawSheet, read_workbook
from petitiondesk.exchange.section_columns import ANSWERS, FIXED, FULL_TEXT, NUMBER
from petitiondesk.exchange.section_full import FULL_HEADINGS, full_place
from petitiondesk.exchange.section_seal import MAGIC, Seal, SealedRow, digest, load, normal
from petitiondesk.exchange.workbook import ColumnKind

_DATED = {column.name: column.kind is ColumnKind.DATE for column in FIXED}
_SEARCHED = 40
"""Rows from the top among which the headings are looked for."""


@dataclass(frozen=True)
class ReadRow:
    """A case that came back: its row as Excel counts it, and what the section wrote.

    ``problems`` say which of its cells could not be understood; those are left out of ``answers``.
    """

    at: int
    case: SealedRow
    answers: Answers
    problems: tuple[Message, ...] = ()


@dataclass(frozen=True)
class ReadSheet:
    """A sheet that is ours and whose fixed cells are as they were.

    ``strays`` are rows (as Excel counts them) that the section added, ``missing`` the numbers of
    cases whose rows are gone, ``repeated`` rows that stand in the sheet a second time.
    """

    seal: Seal
    rows: tuple[ReadRow, ...]
    strays: tuple[int, ...] = ()
    missing: tuple[str, ...] = ()
    repeated: tuple[int, ...] = ()


@dataclass(frozen=True)
class Changed:
    """A fixed cell that is not as it was written: row and column as Excel counts them."""

    row: int
    column: int
    heading: str

    @property
    def address(self) -> str:
        """As Excel names it: M7."""
        letters, rest = "", self.column
        while rest:
            rest, digit = divmod(rest - 1, 26)
            letters = chr(65 + digit) + letters
        return f"{letters}{self.row}"


def read_section_sheet(path: Path, identity: str, key: bytes, password: str = "") -> ReadSheet:
    """Read a section sheet.

    Args:
        path: the workbook.
        identity: of the registry that reads.
        key: the registry's, by which it knows its own seal.
        password: of a workbook that was encrypted.

    Raises:
        FileProblem: unreadable, no section sheet, of another registry or a newer version, or its
            fixed cells were changed; the sentence names the first of them.
    """
    sheets = read_workbook(path, password)
    hidden = next((s for s in sheets if s.rows and s.rows[0][0] == MAGIC), None)
    if hidden is None:
        raise _no_sheet(path.name)
    column = [str(row[0]) for row in hidden.rows if row[0] != ""]
    seal = load(column, identity, key, path.name)
    table = next(filter(None, (_table(sheet) for sheet in sheets if sheet is not hidden)), None)
    if table is None:
        raise _no_sheet(path.name)
    return _Reader(table, sheets, seal, key, path.name).read()


def _no_sheet(name: str) -> FileProblem:
    return FileProblem(
        Message(
            "“{name}”不是本程序写的科室办理表，没有读入。"
            "请用发给科室的那个文件；把内容复制到新表里的不能读。",
            name=name,
        )
    )


@dataclass(frozen=True)
class _Table:
    """The sheet with the cases: where its headings stand, and its columns by heading."""

    sheet: RawSheet
    header: int
    columns: Mapping[str, int]


def _table(sheet: RawSheet) -> _Table | None:
    for at, row in enumerate(sheet.rows[:_SEARCHED]):
        columns = {normal(cell): place for place, cell in enumerate(row) if cell != ""}
        if {FIXED[1].heading, ANSWERS[-2].heading} <= columns.keys():
            return _Table(sheet, at, columns)
    return None


class _Reader:
    """Reads one table against its seal."""

    def __init__(
        self, table: _Table, sheets: Sequence[RawSheet], seal: Seal, key: bytes, name: str
    ) -> None:
        self._table = table
        self._sheets = sheets
        self._seal = seal
        self._key = key
        self._name = name
        self._sealed = {normal(row.number): row for row in seal.rows}

    def read(self) -> ReadSheet:
        """Everything, or a refusal."""
        self._need_columns()
        changed = [*self._heads_changed(), *self._texts_changed()]
        rows: list[ReadRow] = []
        strays: list[int] = []
        repeated: list[int] = []
        seen: set[str] = set()
        for at, cells in enumerate(self._table.sheet.rows):
            if at <= self._table.header or not any(cell != "" for cell in cells):
                continue
            number = normal(self._cell(cells, FIXED[1].heading))
            case = self._sealed.get(number)
            if case is None:
                moved = self._renumbered(cells)
                changed += [self._changed_at(at, FIXED[1].heading)] if moved else []
                strays += [] if moved else [at + 1]
            elif number in seen:
                repeated.append(at + 1)
            else:
                seen.add(number)
                changed += self._cells_changed(at, cells, case)
                rows.append(self._row(at, cells, case))
        if changed:
            raise self._refusal(changed)
        missing = [row.number for row in self._seal.rows if normal(row.number) not in seen]
        return ReadSheet(self._seal, tuple(rows), tuple(strays), tuple(missing), tuple(repeated))

    # --- fixed cells ----------------------------------------------------------------------------

    def _need_columns(self) -> None:
        headings = [column.heading for column in FIXED] + [column.heading for column in ANSWERS]
        for heading in headings:
            if heading not in self._table.columns:
                raise FileProblem(
                    Message(
                        "“{name}”里找不到“{column}”一栏：它被删去或改了名，没有读入。"
                        "请科室用原来发出的文件填写。",
                        name=self._name,
                        column=heading,
                    )
                )

    def _cell(self, cells: Sequence[Cell], heading: str) -> Cell:
        place = self._table.columns[heading]
        return cells[place] if place < len(cells) else ""

    def _same(self, cells: Sequence[Cell], case: SealedRow, name: str, heading: str) -> bool:
        where, value = f"{case.number} {name}", self._cell(cells, heading)
        serial = self._seal.serial
        return digest(self._key, serial, where, value, dated=_DATED[name]) == case.cells.get(name)

    def _cells_changed(self, at: int, cells: Sequence[Cell], case: SealedRow) -> Iterator[Changed]:
        for column in FIXED:
            if not self._same(cells, case, column.name, column.heading):
                yield self._changed_at(at, column.heading)

    def _renumbered(self, cells: Sequence[Cell]) -> bool:
        """Whether a row is one of ours in everything but its number."""
        others = [column for column in FIXED if column.name != NUMBER]
        if not any(self._cell(cells, column.heading) != "" for column in others):
            return False
        return any(
            all(self._same(cells, case, c.name, c.heading) for c in others)
            for case in self._seal.rows
        )

    def _changed_at(self, at: int, heading: str) -> Changed:
        return Changed(at + 1, self._table.columns[heading] + 1, heading)

    def _heads_changed(self) -> Iterator[Changed]:
        """The lines above the table: each must still stand there, wherever it was moved to."""
        above = [
            cell for row in self._table.sheet.rows[: self._table.header] for cell in row if cell
        ]
        for n, sealed in enumerate(self._seal.heads):
            where = f"head {n}"
            if all(digest(self._key, self._seal.serial, where, c) != sealed for c in above):
                yield Changed(n + 1, 1, "表头")

    def _texts_changed(self) -> Iterator[Changed]:
        """The second sheet: every piece as it was, none added."""
        left = list(self._seal.texts)
        if not left:
            return
        sheet = next((s for s in self._sheets if s.rows and _is_full(s.rows[0])), None)
        for at, cells in enumerate(sheet.rows[1:] if sheet else (), 2):
            found = digest(self._key, self._seal.serial, full_place(*cells[:3]), cells[3])
            if found in left:
                left.remove(found)
            elif any(cell != "" for cell in cells):
                yield Changed(at, 4, FULL_TEXT)
        if left:
            yield Changed(1, 4, FULL_TEXT)

    def _refusal(self, changed: Sequence[Changed]) -> FileProblem:
        first, others = changed[0], changed[1:]
        if not others:
            return FileProblem(
                Message(
                    "“{name}”第 {row} 行的“{column}”（{cell}）与发出时不同：这一格是锁定的，整张表没有读入。"
                    "请科室用原来发出的文件填写，要更正的请另行说明。",
                    name=self._name,
                    row=first.row,
                    column=first.heading,
                    cell=first.address,
                )
            )
        return FileProblem(
            Message(
                "“{name}”第 {row} 行的“{column}”（{cell}）等 {n} 处与发出时不同：这些格是锁定的，整张表没有读入。"
                "请科室用原来发出的文件填写，要更正的请另行说明。其他几处：{others}。",
                name=self._name,
                row=first.row,
                column=first.heading,
                cell=first.address,
                n=len(changed),
                others="、".join(each.address for each in others[:5]),
            )
        )

    # --- what the section wrote -----------------------------------------------------------------

    def _row(self, at: int, cells: Sequence[Cell], case: SealedRow) -> ReadRow:
        values: dict[str, object] = {}
        problems: list[Message] = []
        for column in ANSWERS:
            cell = self._cell(cells, column.heading)
            problem: Message | None = None
            if column.kind is ColumnKind.DATE:
                reading = read_date(cell, epoch_1904=self._table.sheet.epoch_1904)
                values[column.name], problem = reading.value, reading.problem
            elif column.name == "returned":
                values[column.name], problem = _flag(cell)
            else:
                values[column.name] = clean(cell)
            if problem is not None:
                problems.append(
                    Message("“{column}”：{problem}", column=column.heading, problem=problem)
                )
        return ReadRow(at + 1, case, Answers(**values), tuple(problems))  # type: ignore[arg-type]


def _is_full(row: Sequence[Cell]) -> bool:
    return tuple(row[: len(FULL_HEADINGS)]) == FULL_HEADINGS


def _flag(cell: Cell) -> tuple[bool, Message | None]:
    if clean(cell) == "":
        return False, None
    flag = read_flag(cell)
    if flag is None:
        return False, Message("应为“是”或留空，表里是“{text}”。", text=brief(cell))
    return flag, None
