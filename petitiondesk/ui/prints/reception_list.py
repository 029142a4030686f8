"""The list of a reception day (领导接访登记表): for the leader's desk before, for the file after."""

from petitiondesk.domain.reception import LABELS, ReceptionDay, Visit
from petitiondesk.infra.i18n import readable, term, tr, trn
from petitiondesk.services.reception import DayView
from petitiondesk.ui.days import full_day, times
from petitiondesk.ui.printing import Sheet
from petitiondesk.ui.prints.markup import (
    Markup,
    blank,
    cell,
    heading,
    joined,
    paragraph,
    row,
    table,
    text,
    unframed,
)

_EMPTY_ROWS = 8
"""Lines to fill in by hand on the list of a day that nobody has come on yet."""

_WIDTHS = (7, 12, 10, 32, 21, 18)
"""Columns, in percent of the page."""


def reception_list(view: DayView, office: str, foot: str, *, opened: bool) -> Sheet:
    """The day's visits as a table that repeats its head; masked unless ``opened``."""
    day = view.value if opened else view.masked
    title = tr("领导接访登记表")
    rows = [_visit(visit, view) for visit in day.visits]
    rows += [] if rows else [_empty() for _ in range(_EMPTY_ROWS)]
    body = [
        heading(text(tr("{office}领导接访登记表", office=office))),
        _facts(day),
        table(rows, _head()),
        _totals(day),
    ]
    if day.note:
        body.append(paragraph(text(tr("备注：{text}", text=day.note)), "note"))
    body.append(_signatures())
    return Sheet(f"{title} {day.day.isoformat()}", "".join(body), office, foot)


def _facts(day: ReceptionDay) -> Markup:
    when = f"{full_day(day.day)} {times(day)}"
    known = (
        (tr("日期"), when.strip()),
        (tr(LABELS["place"]), day.place),
        (tr(LABELS["leader"]), day.leader),
        (tr(LABELS["deputy"]), day.deputy),
    )
    cells = [cell(text(f"{name}{tr('：')}{value}"), width=50) for name, value in known]
    return joined([unframed(*cells[:2]), unframed(*cells[2:])], Markup(""))


def _head() -> Markup:
    names = (tr("序号"), tr(LABELS["name"]), tr("人数"), tr(LABELS["matter"]),
             tr(LABELS["leader_word"]), tr(LABELS["outcome"]))  # fmt: skip
    pairs = zip(names, _WIDTHS, strict=True)
    return row(*(cell(text(name), head=True, width=width) for name, width in pairs))


def _visit(visit: Visit, view: DayView) -> Markup:
    number = view.numbers.get(visit.petition_id) if visit.petition_id is not None else None
    result = joined([text(term(visit.outcome)), text(number or "")])
    return row(
        cell(text(str(visit.number)), align="center"),
        cell(text(readable(visit.name))),
        cell(text(str(visit.people)), align="center"),
        cell(text(readable(visit.matter))),
        cell(text(readable(visit.leader_word))),
        cell(result),
    )


def _empty() -> Markup:
    return row(*(cell(blank(2)) for _ in _WIDTHS))


def _totals(day: ReceptionDay) -> Markup:
    if not day.visits:
        return Markup("")
    said = trn("合计 {n} 批，{people} 人次", len(day.visits), people=day.people())
    return paragraph(text(said), "note")


def _signatures() -> Markup:
    line = "_" * 16
    signs = (tr("接访领导签字："), tr("记录人："))
    return joined(
        [paragraph(Markup("&nbsp;")), unframed(*(cell(text(s + line), width=50) for s in signs))],
        Markup(""),
    )
