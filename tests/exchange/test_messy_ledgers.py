"""The folder of messy ledgers: each is read as the result beside it says, to the last row."""

import tempfile
from pathlib import Path

import pytest

from petitiondesk.domain.errors import FileProblem
from petitiondesk.exchange.ledger_import import read_ledger
from petitiondesk.exchange.reading import is_locked, read_workbook
from tests.ledgers.catalogue import LEDGERS, expected, found_in, password_of


@pytest.mark.parametrize("name", LEDGERS)
def test_a_messy_ledger_is_read_as_the_result_beside_it_says(name: str, tmp_path: Path) -> None:
    assert found_in(LEDGERS[name](tmp_path), password_of(name)) == expected(name)


@pytest.mark.parametrize("name", LEDGERS)
def test_every_row_of_a_messy_ledger_is_accounted_for_once(name: str, tmp_path: Path) -> None:
    path, password = LEDGERS[name](tmp_path), password_of(name)
    found = read_ledger(path, password=password)
    there = [
        (sheet.name, at)
        for sheet in read_workbook(path, password)
        for at, row in enumerate(sheet.rows, 1)
        if any(cell != "" for cell in row)
    ]
    listed = [(r.sheet, r.row) for r in found.rows] + [(s.sheet, s.row) for s in found.skipped]
    assert sorted(listed) == sorted(there)


def test_there_are_enough_messy_ledgers_and_no_result_without_one() -> None:
    folder = Path(__file__).parents[1] / "ledgers"
    assert len(LEDGERS) >= 25
    assert sorted(path.stem for path in folder.glob("*.json")) == sorted(LEDGERS)


@pytest.mark.parametrize("name", ["locked_xlsx", "locked_xls"])
def test_a_workbook_behind_a_password_opens_only_with_it(name: str, tmp_path: Path) -> None:
    path = LEDGERS[name](tmp_path)
    assert is_locked(path)
    with pytest.raises(FileProblem, match="设了打开密码"):
        read_workbook(path)
    with pytest.raises(FileProblem, match="打开密码不对"):
        read_workbook(path, "不是它")
    assert not is_locked(LEDGERS["bureau_xlsx"](tmp_path))


@pytest.mark.parametrize("name", ["locked_xlsx", "locked_xls"])
def test_a_workbook_behind_a_password_is_never_laid_on_the_disk_in_the_clear(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = LEDGERS[name](tmp_path)

    def no_file(*_: object, **__: object) -> None:
        raise AssertionError("a file was made")

    for maker in (
        "TemporaryFile",
        "NamedTemporaryFile",
        "SpooledTemporaryFile",
        "mkstemp",
        "mkdtemp",
    ):
        monkeypatch.setattr(tempfile, maker, no_file)
    (sheet,) = read_workbook(path, password_of(name))
    assert len(sheet.rows) == 2
