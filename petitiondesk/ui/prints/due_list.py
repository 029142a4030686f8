"""The month's list of what is due (到期事项表): by day, to hang up or to hand to the sections."""

from collections.abc import Sequence
from datetime import date

from petitiondesk.infra.i18n import readable, render, tr, trn
from petitiondesk.services.clocks import Deadline
from petitiondesk.ui.days import month_name, short_day
from petitiondesk.ui.models.deadline_models import bound_section
from petitiondesk.ui.printing import Sheet
from petitiondesk.ui.prints.markup import Markup, cell, heading, paragraph, row, table, text

_WIDTHS = (14, 13, 20, 27, 14, 12)
"""Columns, in percent of the page."""


def due_list(
    month: date, deadlines: Sequence[Deadline], whose: str, note: str, office: str, foot: str
) -> Sheet:
    """The limits of a month as a table; ``whose`` names the filter, ``note`` what to bear in mind."""
    title = tr("{month}到期事项", month=month_name(month))
    rows = [_row(deadline) for deadline in deadlines]
    if not rows:
        rows = [row(cell(text(tr("没有到期的")), span=len(_WIDTHS), align="center"))]
    count = trn("合计 {n} 项", len(deadlines))
    body = [
        heading(text(f"{office}{title}")),
        paragraph(text(tr("范围：{whose}", whose=whose)), "line"),
        table(rows, _head()),
        paragraph(text(f"{count}　{note}".strip()), "note"),
    ]
    return Sheet(title, "".join(body), office, foot)


def _head() -> Markup:
    names = (tr("到期日"), tr("期限"), tr("编号"), tr("概况"), tr("科室"), tr("状态"))
    pairs = zip(names, _WIDTHS, strict=True)
    return row(*(cell(text(name), head=True, width=width) for name, width in pairs))


def _row(deadline: Deadline) -> Markup:
    values = (
        short_day(deadline.due_on),
        render(deadline.title),
        deadline.number,
        readable(deadline.summary),
        bound_section(deadline),
        render(deadline.standing.message),
    )
    return row(*(cell(text(value)) for value in values))
