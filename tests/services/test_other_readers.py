"""What the program writes, read back by two other readers: every cell is what the registry says.

python-calamine reads the file itself; LibreOffice (``make office``) opens it as Excel would and
writes each sheet as CSV.
"""

import csv
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from petitiondesk.domain.ledger import LedgerFilter, Order
from petitiondesk.domain.petition import Petitioner
from petitiondesk.domain.returns.period import Period, PeriodKind
from petitiondesk.services import consolidating
from petitiondesk.services.desk import Desk
from tests.factory import TODAY, a_desk, a_petition, take

LONG = "长" * 32_700 + "末尾"
AWKWARD = (
    "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "=1+1\n第二行", "\t制表", "'撇号",
    "㛃桥𠮷𡈽买买提·艾山", "A & B <b>粗</b> \"引号\"", "0123456789012345678", "1e5", "2026-03-02", "TRUE",
)  # fmt: skip
"""Texts that a spreadsheet would make something else of."""

Sheets = dict[str, list[list[str]]]


@dataclass(frozen=True)
class Written:
    """Workbooks of one office."""

    files: dict[str, Path]
    desk: Desk


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Written]:
    folder = tmp_path_factory.mktemp("written")
    desk = a_desk(folder / "信访登记.petition")
    desk.offer_synthetic_sections()
    desk.filling.fill(120, 3, TODAY)
    for n, text in enumerate(AWKWARD):
        form = a_petition(
            summary=text, content=f"{text}\x07\x00控制符\r\n下一行", place=text, received_on=TODAY,
            petitioners=(Petitioner(text.replace("\n", "") or f"名{n}"),),
        )  # fmt: skip
        take(desk, desk.petitions.register(form), "route")
    desk.petitions.register(a_petition(content=LONG, received_on=TODAY))
    files = {name: folder / f"{name}.xlsx" for name in ("台账", "报表", "汇总")}
    desk.exports.ledger(files["台账"], LedgerFilter(), Order(), unmasked_reason="核对")
    period = Period.parse(PeriodKind.YEAR, "2025")
    desk.returns.write(desk.returns.submit(desk.returns.reckon(period)), files["报表"])
    consolidating.write(
        consolidating.consolidate_files([files["报表"]]), files["汇总"], datetime(2026, 4, 1)
    )
    yield Written(files, desk)
    desk.close()


def expected(path: Path) -> Sheets:
    """Every cell as openpyxl finds it in the XML, as a text; merged cells but the first are empty."""
    book: Any = openpyxl.load_workbook(path)
    return {
        sheet.title: _trimmed([[_text(cell.value) for cell in row] for row in sheet.iter_rows()])
        for sheet in book.worksheets
    }


def by_calamine(path: Path) -> Sheets:
    with CalamineWorkbook.from_path(str(path)) as book:
        return {
            name: _trimmed(
                [
                    [_text(cell) for cell in row]
                    for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                ]
            )
            for name in book.sheet_names
        }


_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
"""UTF-8, every sheet in a file of its own, values and not what the format shows."""


def by_libreoffice(path: Path, folder: Path) -> Sheets:
    program = shutil.which("soffice")
    assert program is not None, "LibreOffice is not installed: `make office` installs it"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [program, profile, "--headless", "--convert-to", _CSV, "--outdir", str(folder), str(path)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    found: Sheets = {}
    for sheet in sorted(folder.glob(f"{path.stem}-*.csv")):
        with sheet.open(encoding="utf-8", newline="") as file:
            rows = [[_plain(cell) for cell in row] for row in csv.reader(file)]
        found[sheet.stem.removeprefix(f"{path.stem}-")] = _trimmed(rows)
    return found


def _text(value: object) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and not isinstance(value, bool):
        return str(int(value)) if value.is_integer() else f"{value:.9g}"
    return _plain(str(value))


def _plain(text: str) -> str:
    """Line ends alike; a number of LibreOffice's, and a share, with as many digits as the others."""
    text = text.replace("\r\n", "\n").replace("_x000D_", "")
    try:
        if text.endswith("%"):
            return f"{float(text[:-1]) / 100:.9g}"
        if "." in text and len(text) > 10:
            return f"{float(text):.9g}"
    except ValueError:
        pass
    return text


def _trimmed(rows: list[list[str]]) -> list[list[str]]:
    """Without empty cells at the ends of rows and empty rows at the end."""
    for row in rows:
        while row and row[-1] == "":
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


@pytest.mark.parametrize("name", ["台账", "报表", "汇总"])
def test_calamine_reads_every_cell_as_it_was_written(written: Written, name: str) -> None:
    path = written.files[name]
    assert by_calamine(path) == expected(path)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["台账", "报表", "汇总"])
def test_libreoffice_reads_every_cell_as_it_was_written(
    written: Written, name: str, tmp_path: Path
) -> None:
    path = written.files[name]
    mine, theirs = expected(path), by_libreoffice(path, tmp_path)
    assert list(theirs) == sorted(mine)
    for sheet, rows in mine.items():
        assert theirs[sheet] == rows, sheet


def test_awkward_texts_are_in_the_ledger_letter_for_letter(written: Written) -> None:
    sheets = by_calamine(written.files["台账"])
    head, *rows = sheets["台账"][2:]
    place = {heading: n for n, heading in enumerate(head)}
    summaries = {row[place["概况"]] for row in rows}
    assert {" ".join(text.split()) for text in AWKWARD} <= summaries
    contents = {row[place["主要内容"]] for row in rows}
    assert "=cmd|' /C calc'!A0␇控制符\n下一行" in contents
    assert any("长" * 32_000 in "".join(cell for row in sheets[s] for cell in row) for s in sheets)


def test_nothing_in_a_workbook_is_a_formula(written: Written) -> None:
    for path in written.files.values():
        book: Any = openpyxl.load_workbook(path)
        kinds = {cell.data_type for s in book.worksheets for row in s.iter_rows() for cell in row}
        assert "f" not in kinds
