"""What a column of an old ledger may be read as: names for the clerk, and what must be there."""

from collections.abc import Iterable

from petitiondesk.domain.fields import FIELDS
from petitiondesk.domain.messages import N_, Message
from petitiondesk.exchange.headings import NAMES, SERIAL
from petitiondesk.exchange.ledger_map import LedgerMap
from petitiondesk.exchange.ledger_source import LedgerSource, SourceColumn
from petitiondesk.exchange.row_facts import ARRIVAL

_LABELS = {
    "serial": N_("序号（不导入）"), "organisation": N_("单位名称"), "sex": N_("性别"), "id_number": N_("证件号码"),
    "phone": N_("电话"), "address": N_("住址"), "postcode": N_("邮编"), "group": N_("联名或集体访"),
    "first": N_("初次"), "concluded": N_("是否办结"), "outcome": N_("办理情况"), "routed_on": N_("转办日期"),
}  # fmt: skip

_TEXTS = frozenset({"summary", "content"})


def label_of(name: str) -> str:
    """The Chinese label of a field that a column may fill."""
    return _LABELS.get(name) or FIELDS[name].zh


def choices() -> tuple[tuple[str, str], ...]:
    """(field, Chinese label) of everything a column may be read as, in the order of the form."""
    return tuple((name, label_of(name)) for name in NAMES if name != SERIAL)


def lacking(columns: Iterable[SourceColumn]) -> list[Message]:
    """What the columns do not give though no petition can be without it."""
    have = {column.field for column in columns}
    found = []
    if have.isdisjoint(ARRIVAL):
        found.append(Message("还没有一列是收到日期。请选出来；只有信访日期或登记日期也可以。"))
    if have.isdisjoint(_TEXTS):
        found.append(Message("还没有一列是概况或主要内容。请选出来。"))
    return found


def claimed_twice(
    columns: Iterable[SourceColumn], source: LedgerSource, rules: LedgerMap
) -> list[tuple[str, tuple[str, ...]]]:
    """(Chinese label, headings) of each field that several columns of one sheet are read as."""
    fields = {column.heading: column.field for column in columns}
    found: dict[str, dict[str, None]] = {}
    for headings in source.headings(rules):
        owners: dict[str, list[str]] = {}
        for heading in headings:
            if fields.get(heading):
                owners.setdefault(fields[heading], []).append(heading)
        for name, heads in owners.items():
            if len(set(heads)) > 1:
                found.setdefault(name, {}).update(dict.fromkeys(heads))
    return [(label_of(name), tuple(heads)) for name, heads in found.items()]
