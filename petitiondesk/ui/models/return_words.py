"""What figures of a return, and its period, are called in the reader's language."""

from petitiondesk.domain.returns.figures import Key, Return, When
from petitiondesk.domain.returns.indicators import TOTAL, Basis, Measure
from petitiondesk.domain.returns.period import Period
from petitiondesk.infra.i18n import render, term, tr, trn


def period_text(period: Period) -> str:
    """A period as the reader knows it: 2026年3月, or 2026-03 in English."""
    return render(period.name)


def measure_of(value: Return, key: Key) -> Measure:
    """What counts the figure ``key``."""
    if key.table == "rate":
        rate = value.rate(key.row)
        return rate.part if key.column == "part" else rate.whole
    return value.table(key.table).measure(key.column)


def figure_name(value: Return, key: Key) -> str:
    """Table, row and column of a figure, and which period where it is not the return's own."""
    measure = measure_of(value, key)
    if key.table == "rate":
        part = tr("分子") if key.column == "part" else tr("分母")
        parts = [tr(value.rate(key.row).zh), part, tr(measure.zh)]
    else:
        table = value.table(key.table)
        parts = [tr(table.zh), row_name(value, key), tr(measure.zh)]
    if key.when is not When.NOW:
        parts.append(term(key.when))
    return " · ".join(part for part in parts if part)


def row_name(value: Return, key: Key) -> str:
    """The row of a figure; "" in a table of a single row."""
    table = value.table(key.table)
    if table.fact is None:
        return ""
    row = next((row for row in table.all_rows() if row.key == key.row), None)
    return tr(row.zh) if row is not None else tr("合计") if key.row == TOTAL else key.row


def count_text(measure: Measure, number: int) -> str:
    """A number with what it counts: 12 批次, 30 人次, 2 个接访日."""
    if measure.people:
        return trn("{n} 人次", number)
    if measure.basis is Basis.RECEPTION and measure.where.get("entry") == ("day",):
        return trn("{n} 个接访日", number)
    return trn("{n} 批次", number)
