"""The workbook of the rows that were not brought in, with the reason of each."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from petitiondesk.exchange.ledger_file import LedgerRow, SkippedRow
from petitiondesk.exchange.workbook import Column, ColumnKind, Sheet, write_ledger


def write_rejects(path: Path, rows: Sequence[LedgerRow | SkippedRow], created: datetime) -> int:
    """Write rows that were not brought in, with the reason and their original cells.

    Returns the number of rows; raises what `write_ledger` raises.
    """
    width = max((len(row.cells) for row in rows), default=0)
    kind = ColumnKind
    columns = (
        Column("工作表", kind.TEXT, 14),
        Column("行号", kind.COUNT, 7),
        Column("未导入的原因", kind.LONG_TEXT, 32),
        *(Column(f"原第{n}列", kind.LONG_TEXT, 18) for n in range(1, width + 1)),
    )
    note = f"共 {len(rows)} 行。改正后可以把这些行另存为台账再导入。"
    return write_ledger(
        path,
        Sheet("未导入", "未导入的行", note, columns),
        _reject_rows(rows, width),
        created=created,
    )


def _reject_rows(
    rows: Sequence[LedgerRow | SkippedRow], width: int
) -> Iterator[list[str | int | None]]:
    for row in rows:
        reason = row.reason if isinstance(row, SkippedRow) else row.problem
        rest: list[None] = [None] * (width - len(row.cells))
        texts = [text or None for text in row.cells]
        yield [row.sheet, row.row, "" if reason is None else str(reason), *texts, *rest]
