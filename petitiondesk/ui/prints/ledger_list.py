"""The list that the ledger shows (信访台账), as much of it as a page of A4 has room for."""

from collections.abc import Sequence
from datetime import date

from petitiondesk.domain.ledger import LedgerRow
from petitiondesk.infra.i18n import tr, trn
from petitiondesk.ui.models.ledger_columns import COLUMN, cell_text
from petitiondesk.ui.printing import Sheet
from petitiondesk.ui.prints.markup import Markup, cell, heading, paragraph, row, table, text

_COLUMNS = ("number", "received", "petitioner", "summary", "section", "state", "due")
_WIDTHS = (6, 20, 15, 9, 21, 11, 9, 9)
"""The number of the line and the columns, in percent of the page."""


def ledger_list(
    rows: Sequence[LedgerRow], scope: str, today: date, office: str, foot: str
) -> Sheet:
    """One line a petition, masked as on screen, in the order given; ``scope`` says which they are."""
    title = tr("信访台账 {day}", day=today.isoformat())
    names = (tr("序号"), tr("登记编号"), tr("收到日期"), tr("信访人"), tr("概况"), tr("主办科室"),
             tr("状态"), tr("期限"))  # fmt: skip
    head = row(*(cell(text(n), head=True, width=w) for n, w in zip(names, _WIDTHS, strict=True)))
    lines = [_line(place, line, today) for place, line in enumerate(rows, 1)]
    body = (
        heading(text(tr("{office}信访台账", office=office))),
        paragraph(text(tr("范围：{whose}", whose=scope)), "line"),
        table(lines, head),
        paragraph(text(trn("合计 {n} 件", len(rows))), "note"),
    )
    return Sheet(title, "".join(body), office, foot)


def _line(place: int, line: LedgerRow, today: date) -> Markup:
    values = (cell_text(COLUMN[name], line, today) for name in _COLUMNS)
    return row(cell(text(str(place)), align="center"), *(cell(text(value)) for value in values))
