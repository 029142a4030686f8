"""2,816 real petitions with replies: imported, searched, exported, compared.

`make trial` takes all of them, `make test` every fourteenth, with the same questions.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from petitiondesk.domain.ledger import LedgerFilter, Order, SortKey
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.terms import State
from petitiondesk.exchange.cells import read_date
from petitiondesk.services.desk import Desk
from petitiondesk.services.importing import ImportReport
from tests.factory import TODAY, a_desk
from tests.ledgers.writers import Rows, xlsx
from tests.services import plain
from tests.services.workbooks import assert_equal, read_back

NAME = "petitions.xlsx"
SOURCE = Path(__file__).resolve().parents[3] / "shared" / "data" / NAME
ROWS = 2816
EVERY = 14
SOME = 202
SIZES = [SOME, pytest.param(ROWS, marks=pytest.mark.slow)]


@dataclass(frozen=True)
class Trial:
    """The registry after the import of a file, its report, and the file's own rows."""

    path: Path
    desk: Desk
    report: ImportReport
    petitions: tuple[Petition, ...]
    rows: tuple[dict[str, str], ...]


@pytest.fixture(scope="module", params=SIZES)
def trial(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Trial]:
    if not SOURCE.exists():
        pytest.skip(f"the trial material {NAME} is not beside the project")
    place = tmp_path_factory.mktemp("trial")
    path = SOURCE if request.param == ROWS else one_in(EVERY, SOURCE, place / NAME)
    desk = a_desk(place / "信访登记.petition")
    report = desk.imports.run(desk.imports.preview(path))
    rows = rows_of(path)
    assert len(rows) == request.param
    yield Trial(path, desk, report, tuple(desk.context.registry.petitions.all()), rows)
    desk.close()


def one_in(every: int, source: Path, path: Path) -> Path:
    """The file with its first and then every so many-th row, from all of its years."""
    head, lines = lines_of(source)
    return xlsx(path, {"Sheet1": [head, *map(rewritten, lines[::every])]})


def lines_of(path: Path) -> tuple[tuple[object, ...], list[tuple[object, ...]]]:
    """The head and the rows of a file as another library reads them."""
    book = load_workbook(path, read_only=True)
    head, *lines = book.worksheets[0].iter_rows(values_only=True)
    book.close()
    return tuple(head), [tuple(line) for line in lines]


def rewritten(line: tuple[object, ...]) -> list[object]:
    """A row for the library that writes: it puts Excel's mark of a carriage return in by itself."""
    return [c.replace("_x000D_", "\r") if isinstance(c, str) else c for c in line]


def rows_of(path: Path) -> tuple[dict[str, str], ...]:
    """The file's rows by the names of its head."""
    head, lines = lines_of(path)
    names = [str(cell) for cell in head]
    return tuple(
        dict(zip(names, ("" if c is None else str(c) for c in line), strict=True)) for line in lines
    )


def test_every_row_became_a_petition(trial: Trial) -> None:
    report, rows = trial.report, len(trial.rows)
    assert report.imported + report.known + report.rejected + report.skipped == rows + 1
    assert (report.imported, report.known, report.rejected) == (rows, 0, 0)
    assert trial.desk.verify.verify().sound


def test_each_petition_says_what_its_row_says(trial: Trial) -> None:
    by_number = {p.external_no: p for p in trial.petitions}
    assert len(by_number) == len(trial.rows)
    for row in trial.rows:
        petition = by_number[row["留言编号"].strip()]
        assert petition.content == tidy(row["留言详情"])
        assert petition.reply == tidy(row["答复意见"])
        assert " ".join(petition.summary.split()) == " ".join(row["留言主题"].split())
        assert [p.name for p in petition.petitioners] == [row["留言用户"].strip()]
        assert petition.replied_on is not None


def tidy(text: str) -> str:
    """Blanks around a text and the kind of its line ends are not part of what it says."""
    return text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").strip()


def test_an_answered_petition_is_concluded(trial: Trial) -> None:
    assert {p.state for p in trial.petitions} == {State.CONCLUDED}


def test_numbers_run_without_gaps_in_every_year(trial: Trial) -> None:
    years: dict[int, list[int]] = {}
    for p in sorted(trial.petitions, key=lambda p: (p.year, p.sequence)):
        years.setdefault(p.year, []).append(p.sequence)
    assert len(years) > 3
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in years.values())


def test_the_same_data_in_twelve_monthly_sheets_give_the_same_registry(
    trial: Trial, tmp_path: Path
) -> None:
    path = by_month(trial.path, tmp_path / "按月.xlsx")
    desk = a_desk(tmp_path / "信访登记.petition")
    preview = desk.imports.preview(path)
    assert len(preview.file.headers) == 12
    report = desk.imports.run(preview)
    assert (report.imported, report.known, report.rejected) == (len(trial.rows), 0, 0)
    assert report.skipped == 12 * 3  # a title, the head and a total on each sheet
    assert tuple(desk.context.registry.petitions.all()) == trial.petitions
    assert desk.verify.verify().sound
    desk.close()


def by_month(source: Path, path: Path) -> Path:
    """The file cut into a sheet for each month of the year, each with a title and a total."""
    head, lines = lines_of(source)
    asked = [str(cell) for cell in head].index("留言时间")
    months: dict[int, list[list[object]]] = {month: [] for month in range(1, 13)}
    for line in lines:
        cell = line[asked]
        day = read_date(cell if isinstance(cell, datetime) else str(cell)).value
        assert day is not None
        months[day.month].append(rewritten(line))
    sheets: dict[str, Rows] = {
        f"{month}月": [
            [f"网上留言登记台账（{month}月）"],
            head,
            *rows,
            ["合计", "", f"{len(rows)}件"],
        ]
        for month, rows in months.items()
    }
    return xlsx(path, sheets)


@pytest.mark.parametrize(
    "words", ["物业", "王", "幼儿园 学费", "幼儿园学费", "没有这样的词", "公积金"]
)
def test_searching_finds_what_a_plain_scan_of_the_texts_finds(trial: Trial, words: str) -> None:
    wanted = LedgerFilter(words=words)
    found = [p.id for p in plain.shown(trial.petitions, wanted, TODAY)]
    assert sorted(trial.desk.ledger.ids(wanted, Order())) == found
    assert trial.desk.ledger.count(wanted)[0] == len(found)


def test_the_searches_of_this_test_find_some_and_leave_some(trial: Trial) -> None:
    for words in ("物业", "王", "幼儿园 学费"):
        assert 0 < trial.desk.ledger.count(LedgerFilter(words=words))[0] < len(trial.rows)


def test_the_export_read_back_equals_the_registry_cell_by_cell(
    trial: Trial, tmp_path: Path
) -> None:
    path = tmp_path / "台账.xlsx"
    order = Order(SortKey.NUMBER, descending=False)
    trial.desk.exports.ledger(path, LedgerFilter(), order, unmasked_reason="核对")
    wanted = sorted(trial.petitions, key=lambda p: (p.year, p.sequence))
    assert_equal(read_back(path), wanted, TODAY, masked=False)


def test_the_same_file_again_adds_nothing(trial: Trial) -> None:
    preview = trial.desk.imports.preview(trial.path)
    assert (len(preview.new), len(preview.known)) == (0, len(trial.rows))
    assert trial.desk.imports.run(preview).imported == 0
    assert trial.desk.context.registry.petitions.count() == len(trial.rows)
