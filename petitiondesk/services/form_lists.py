"""Lists that the superior's workbook may ask for row by row: the cases behind a figure.

Rows are masked as in the ledger; of a sealed case only what a list may show.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from petitiondesk.domain.ledger import LedgerRow
from petitiondesk.domain.messages import N_
from petitiondesk.domain.petition import TOPIC_JOINT
from petitiondesk.domain.returns.figures import Key, Return
from petitiondesk.domain.returns.indicators import TOTAL
from petitiondesk.domain.returns.names import Value
from petitiondesk.services.returns import ReturnService

LISTS: Mapping[str, Key] = {
    N_("收到件"): Key("channel", TOTAL, "batches"),
    "重复件": Key("channel", TOTAL, "repeat"),
    N_("集体访"): Key("channel", TOTAL, "group_batches"),
    "办结件": Key("section", TOTAL, "concluded"),
    N_("在办件"): Key("section", TOTAL, "open"),
    N_("超期件"): Key("section", TOTAL, "overdue"),
}
"""Name of a list → the figure whose cases it lists; 超期件 the longest overdue first, others by number."""

LISTS_GROUP = N_("名单")


@dataclass(frozen=True)
class _Row:
    row: LedgerRow
    number: int
    cut_off: date

    @property
    def late(self) -> int | None:
        """Days past the limit at the cut-off; None where it was met or has not come."""
        ended = self.row.concluded_on or self.cut_off
        over = (min(ended, self.cut_off) - self.row.due_on).days if self.row.due_on else 0
        return over if over > 0 else None


_COLUMNS: Mapping[str, Callable[[_Row], Value]] = {
    "序号": lambda r: r.number,
    "登记编号": lambda r: r.row.number,
    "收到日期": lambda r: r.row.received_on,
    "信访形式": lambda r: r.row.channel.zh,
    "诉求类别": lambda r: r.row.petition_class.zh,
    N_("初次重复"): lambda r: "重复" if r.row.repeat else "初次",
    "信访人": lambda r: r.row.petitioner.zh,
    "人数": lambda r: r.row.people_present,
    "概况": lambda r: r.row.summary,
    "内容分类": lambda r: r.row.topic.replace(TOPIC_JOINT, "›"),
    "问题属地": lambda r: r.row.place,
    "主办科室": lambda r: r.row.section,
    "状态": lambda r: r.row.state.zh,
    "办理期限": lambda r: r.row.due_on,
    N_("超期天数"): lambda r: r.late,
    "办结日期": lambda r: r.row.concluded_on,
}

_ALSO = {"编号": "登记编号", "科室": "主办科室", "属地": "问题属地", "期限": "办理期限"}
"""Shorter words for a column."""

COLUMNS = tuple(_COLUMNS)
"""Columns of every list."""


def column_of_list(name: str) -> str | None:
    """The column that a word means, or None."""
    name = _ALSO.get(name, name)
    return name if name in _COLUMNS else None


class Lists:
    """The lists of one return, each read when it is first asked for."""

    def __init__(self, returns: ReturnService, value: Return) -> None:
        self._returns = returns
        self._value = value
        self._rows: dict[str, Sequence[LedgerRow]] = {}

    def count(self, name: str) -> int:
        """How many cases a list has."""
        return len(self._of(name))

    def values(self, name: str, column: str) -> list[Value]:
        """A column of a list, "" where a case has nothing to say."""
        find, cut_off = _COLUMNS[column], self._value.cut_off
        found = (find(_Row(row, n, cut_off)) for n, row in enumerate(self._of(name), 1))
        return ["" if value is None else value for value in found]

    def _of(self, name: str) -> Sequence[LedgerRow]:
        if name not in self._rows:
            key = LISTS[name]
            if name == "超期件":
                self._rows[name] = self._returns.overdue(self._value)
            else:
                entries = self._returns.entries(self._value.cases(key))
                self._rows[name] = [entry.row for entry in entries if entry.row is not None]
        return self._rows[name]
