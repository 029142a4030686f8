"""Reading a return back: a workbook of this program, or a form that was filled in by hand."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell

from petitiondesk.domain.errors import FileProblem, InvalidInput
from petitiondesk.domain.messages import Message
from petitiondesk.domain.returns.consolidation import Fault, Names, Problem, Received
from petitiondesk.domain.returns.figures import Key
from petitiondesk.domain.returns.period import Period, PeriodKind
from petitiondesk.exchange.reading import RawSheet, read_workbook
from petitiondesk.exchange.return_proof import FORMAT, PROOF, check_sum

_KIND = re.compile(r"petitiondesk-return (\d+)")
_WHOLE = ("版本", "经过条数")
_SHOWN = 5
"""Changed cells that one problem names."""


@dataclass(frozen=True)
class _Proof:
    """The sheet 核验: facts by name, check sum, and per figure its value, cell and name."""

    facts: Mapping[str, Any]
    check: str
    figures: Mapping[str, int]
    places: Mapping[str, str]
    names: Mapping[str, str]


def is_return(sheets: Mapping[str, RawSheet]) -> bool:
    """Whether a workbook has the sheet that this program's returns end with."""
    sheet = sheets.get(PROOF)
    return sheet is not None and any(
        row and _KIND.fullmatch(str(row[1] if len(row) > 1 else "")) for row in sheet.rows[:3]
    )


def read_return(path: Path, password: str = "") -> Received:
    """A return of this program, with what is wrong with its file.

    Raises:
        FileProblem: it cannot be read, is no return, or was written by a newer program.
    """
    sheets = {sheet.name: sheet for sheet in read_workbook(path, password)}
    if not is_return(sheets):
        raise FileProblem(
            Message("“{name}”不是登记台的报表，没有读入。请核对文件。", name=path.name)
        )
    try:
        proof = _proof(sheets[PROOF])
        return _received(path.name, proof, sheets)
    except (KeyError, ValueError, IndexError, InvalidInput) as error:
        raise FileProblem(
            Message("“{name}”的核验页不完整，没有读入。请让该单位重新导出。", name=path.name)
        ) from error


def _received(file: str, proof: _Proof, sheets: Mapping[str, RawSheet]) -> Received:
    facts = proof.facts
    if facts["格式"] != FORMAT:
        raise FileProblem(
            Message("“{name}”是更新的版本写的，没有读入。请用新版程序汇总。", name=file)
        )
    office = str(facts["单位"])
    kind = next(kind for kind in PeriodKind if kind.zh == facts["报表"])
    faults = [Problem(Fault.CHANGED, file, office, message) for message in _changes(proof, sheets)]
    names: dict[Key, Names] = {}
    figures: dict[Key, int] = {}
    for text, number in proof.figures.items():
        key = Key.parse(text)
        figures[key] = number
        table, row, column = (*proof.names[text].split("·"), "", "", "")[:3]
        names[key] = (table, row, column)
    return Received(
        file=file,
        office=office,
        period=Period.parse(kind, str(facts["期间"])),
        cut_off=date.fromisoformat(str(facts["截止日"])),
        version=int(facts["版本"]),
        events=int(facts["经过条数"]),
        fingerprint=str(facts["记录指纹"]),
        figures=figures,
        names=names,
        faults=tuple(faults),
    )


def _proof(sheet: RawSheet) -> _Proof:
    facts: dict[str, Any] = {}
    rows = iter(sheet.rows)
    next(rows)
    for row in rows:
        if row[0] == "数字":
            break
        name = str(row[0])
        facts[name] = int(float(str(row[1]))) if name in _WHOLE else str(row[1])
    check = facts.pop("校验码")
    figures: dict[str, int] = {}
    places: dict[str, str] = {}
    names: dict[str, str] = {}
    for row in rows:
        text = str(row[0])
        number = float(str(row[1]))
        if number != int(number):
            raise ValueError(text)
        figures[text], places[text], names[text] = int(number), str(row[2]), str(row[3])
    return _Proof(facts, check, figures, places, names)


def _changes(proof: _Proof, sheets: Mapping[str, RawSheet]) -> Iterator[Message]:
    """What was typed over since the program wrote the file."""
    if check_sum(proof.facts, proof.figures) != proof.check:
        yield Message("核验页被改动过，校验码不符，没有计入。请让该单位重新导出。")
        return
    changed = [
        f"{place}（{_shown(cell)}，应为 {proof.figures[key]}）"
        for key, place, cell in _cells(proof, sheets)
        if cell != proof.figures[key]
    ]
    if changed:
        yield Message(
            "表上的数字被改过：{cells}，没有计入。要更正，请在登记台里更正后重新导出。",
            cells="、".join(changed[:_SHOWN]) + ("……" if len(changed) > _SHOWN else ""),
        )


def _cells(proof: _Proof, sheets: Mapping[str, RawSheet]) -> Iterator[tuple[str, str, Any]]:
    """Key, place, and what stands in the cell now."""
    for key, place in proof.places.items():
        if place:
            name, _, cell = place.rpartition("!")
            row, column = xl_cell_to_rowcol(cell)
            rows = sheets[name].rows if name in sheets else []
            within = row < len(rows) and column < len(rows[row])
            yield key, place, rows[row][column] if within else ""


def _shown(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell) if cell != "" else "空"


# --- forms filled in by hand ---------------------------------------------------------------------

Place = tuple[str, int, int]
"""Sheet name, row and column, from 0."""

_ASKED = re.compile(r"\{\{\s*(.+?)\s*\}\}")


def asked_cells(path: Path, password: str = "") -> dict[Place, str]:
    """The cells of a form that hold nothing but a placeholder ``{{名称}}``, and the names.

    Raises:
        FileProblem: it cannot be read, or has no such cell.
    """
    found = {
        (sheet.name, row, column): asked[1]
        for sheet in read_workbook(path, password)
        for row, cells in enumerate(sheet.rows)
        for column, cell in enumerate(cells)
        if isinstance(cell, str) and (asked := _ASKED.fullmatch(cell.strip()))
    }
    if not found:
        raise FileProblem(
            Message(
                "“{name}”里没有 {{{{名称}}}} 这样的占位格，不知道该读哪些格。没有汇总。",
                name=path.name,
            )
        )
    return found


def read_form(path: Path, asked: Mapping[Place, Key | str], password: str = "") -> Received:
    """A form that an office filled in by hand: ``asked`` says which cell is what.

    A text in ``asked`` names a fact of the return (单位 期间 截止日期). An office that the form does not
    name is called by its file. An empty cell counts as 0; a text where a number belongs is a fault.

    Raises:
        FileProblem: it cannot be read.
    """
    sheets = {sheet.name: sheet.rows for sheet in read_workbook(path, password)}
    facts: dict[str, Any] = {}
    figures: dict[Key, int] = {}
    wrong: list[str] = []
    for (sheet, row, column), what in asked.items():
        rows = sheets.get(sheet, [])
        cell = rows[row][column] if row < len(rows) and column < len(rows[row]) else ""
        if isinstance(what, str):
            facts[what] = cell
        elif (number := _count(cell)) is not None:
            figures[what] = number
        else:
            wrong.append(f"{sheet}!{xl_rowcol_to_cell(row, column)}（{_shown(cell)}）")
    office = str(facts.get("单位") or "").strip() or path.stem
    message = Message("不是整数的数字：{cells}，没有计入。", cells="、".join(wrong[:_SHOWN]))
    return Received(
        file=path.name,
        office=office,
        period=_said(str(facts.get("期间", ""))),
        cut_off=None,
        version=0,
        events=0,
        fingerprint="",
        figures=figures,
        names={},
        faults=(Problem(Fault.CHANGED, path.name, office, message),) if wrong else (),
    )


def _count(cell: Any) -> int | None:
    """A count as a person writes it; None for what is none."""
    text = unicodedata.normalize("NFKC", str(cell)).replace(",", "").strip()
    if text in ("", "-", "—", "/"):
        return 0
    try:
        number = float(text)
    except ValueError:
        return None
    return int(number) if number.is_integer() else None


def _said(text: str) -> Period | None:
    """The period that a form names as documents do (2026年3月), or None."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    found = re.match(r"(\d{4})年(?:(\d{1,2})月|第?([一二三四1-4])季度|(上|下)半年)?", plain)
    if found is None:
        return None
    year, month, quarter, half = found.groups()
    if month:
        return Period.of(PeriodKind.MONTH, date(int(year), int(month), 1))
    if quarter:
        place = "一二三四".find(quarter) if not quarter.isdigit() else int(quarter) - 1
        return Period.of(PeriodKind.QUARTER, date(int(year), 3 * place + 1, 1))
    if half:
        return Period.of(PeriodKind.HALF_YEAR, date(int(year), 1 if half == "上" else 7, 1))
    return Period.of(PeriodKind.YEAR, date(int(year), 1, 1))
