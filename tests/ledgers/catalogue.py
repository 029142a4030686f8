"""Every messy ledger by name, and its expected result."""

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from petitiondesk.domain.petition import Petitioner
from petitiondesk.exchange.ledger_file import LedgerFile
from petitiondesk.exchange.ledger_import import read_ledger
from petitiondesk.exchange.usual import notices
from tests.ledgers import shapes_files, shapes_layout, shapes_values

Make = Callable[[Path], Path]

_F, _L, _V = shapes_files, shapes_layout, shapes_values
LEDGERS: dict[str, Make] = {
    make.__name__: make
    for make in (
        _F.bureau_xlsx, _F.real_head_xls, _F.wps_et, _F.libre_ods, _F.utf8_csv, _F.gbk_csv,
        _F.tabs_called_xls, _F.html_called_xls, _F.xml_called_xls, _F.locked_xlsx, _F.locked_xls,
        _F.epoch_1904_xlsx, _F.epoch_1904_xls, _L.two_row_head, _L.numbered_rows, _L.monthly_sheets,
        _L.empty_formatted_rows, _L.merged_petition, _L.ditto_marks, _L.printed_pages,
        _L.head_far_down, _L.unknown_columns, _L.three_ledgers, _L.with_a_pivot, _V.all_dates,
        _V.full_width, _V.year_in_title, _V.year_of_neighbours, _V.year_nowhere, _V.people,
        _V.damaged_ids, _V.dirty_cells, _V.states, _V.classes, _V.from_above, _V.rejected,
        _V.long_texts, _V.same_rows,
    )
}  # fmt: skip


def password_of(name: str) -> str:
    """The password of a ledger that is behind one, else none."""
    return shapes_files.PASSWORD if name.startswith("locked") else ""


def found_in(path: Path, password: str) -> dict[str, Any]:
    """What is read of a ledger, as JSON."""
    return _as_json(read_ledger(path, password=password))


def expected(name: str) -> dict[str, Any]:
    """The result that stands beside the ledger."""
    kept: dict[str, Any] = json.loads(beside(name).read_text("utf-8"))
    return kept


def beside(name: str) -> Path:
    """Where a ledger's expected result is kept."""
    return Path(__file__).parent / f"{name}.json"


def _as_json(ledger: LedgerFile) -> dict[str, Any]:
    return {
        "columns": ledger.columns,
        "notices": list(map(str, notices(ledger.left_open))),
        "petitions": [
            {
                "row": f"{row.sheet} {row.row}",
                **{k: _plain(v) for k, v in sorted(row.facts.items())},
            }
            for row in ledger.good
        ],
        "warnings": [f"{r.sheet} {r.row}：{text}" for r in ledger.rows for text in r.warnings],
        "rejected": [f"{row.sheet} {row.row}：{row.problem}" for row in ledger.rejected],
        "skipped": [f"{row.sheet} {row.row}：{row.reason}" for row in ledger.skipped],
    }


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Petitioner):
        return {
            f.name: _plain(getattr(value, f.name))
            for f in fields(value)
            if getattr(value, f.name) != f.default
        }
    return value.isoformat() if isinstance(value, date) else value
