"""The columns of the ledger: what they show, how they are sorted, and how wide they begin.

A column is as wide as the longest term it can hold in the reader's language, heading included, so
that English needs no dragging.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtGui import QFont, QFontMetrics

from petitiondesk.domain.clocks import MAIN_CODES, DueStanding, DueTerm, standing
from petitiondesk.domain.ledger import LedgerRow, SortKey, Who
from petitiondesk.domain.messages import N_
from petitiondesk.domain.petition import TOPIC_JOINT
from petitiondesk.domain.terms import Channel, PetitionClass, State, Term
from petitiondesk.infra.i18n import readable, render, term, tr, trn
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.style import Tone, font
from petitiondesk.ui.views.painting import CELL_PAD, Pill, pill_size

CHECK_WIDTH = 36
SUMMARY_LEAST = 176
"""The summary takes what the others leave, but never less than this; in pixels."""
_ARROW = 24
"""Room for the arrow that shows the order, in pixels."""


@dataclass(frozen=True)
class LedgerColumn:
    """A column: name for saved views, label, how it is sorted, and ``samples`` that must fit."""

    name: str
    zh: str
    text: Callable[[LedgerRow], str]
    samples: Callable[[], Sequence[str]]
    sort: SortKey | None = None
    shown: bool = True


def who_text(who: Who) -> str:
    """Who petitions, in one cell: the first, and how many they are."""
    name = readable(who.name) or (tr("匿名") if who.anonymous else "")
    return trn("{name} 等{n}人", who.count, name=name) if who.count > 1 else name


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def _terms(kind: type[Term]) -> Callable[[], Sequence[str]]:
    return lambda: [term(member) for member in kind]


def _text(*samples: str) -> Callable[[], Sequence[str]]:
    return lambda: samples


def _turns() -> Sequence[str]:
    return (tr("初次"), tr("重复"))


def _people() -> Sequence[str]:
    return (who_text(Who("＊" * 2, 10)),)


def _room(wide: int, narrow: int) -> Callable[[], Sequence[str]]:
    """Room for so many Chinese characters and digits."""
    return _text("＊" * wide + "0" * narrow)


# A number as 信〔2026〕12345号.
_NUMBER, _DATE, _UNIT = _room(4, 9), _room(0, 10), _room(5, 0)

COLUMNS: tuple[LedgerColumn, ...] = (
    LedgerColumn("check", "", lambda r: "", _text()),
    LedgerColumn("number", N_("编号"), lambda r: r.number, _NUMBER, SortKey.NUMBER),
    LedgerColumn("received", N_("收到"), lambda r: _day(r.received_on), _DATE, SortKey.RECEIVED),
    LedgerColumn("channel", N_("形式"), lambda r: term(r.channel), _terms(Channel),
                 SortKey.CHANNEL),
    LedgerColumn("class", N_("诉求类别"), lambda r: term(r.petition_class), _terms(PetitionClass),
                 SortKey.CLASS),
    LedgerColumn("summary", N_("概况"), lambda r: readable(r.summary), _text()),
    LedgerColumn("petitioner", N_("信访人"), lambda r: who_text(r.petitioner), _people),
    LedgerColumn("topic", N_("内容分类"), lambda r: r.topic.split(TOPIC_JOINT)[0],
                 _room(7, 0), SortKey.TOPIC),
    LedgerColumn("section", N_("主办科室"), lambda r: readable(r.section), _UNIT, SortKey.SECTION),
    LedgerColumn("state", N_("状态"), lambda r: term(r.state), _terms(State), SortKey.STATE),
    LedgerColumn("due", N_("期限"), lambda r: "", _text(), SortKey.DUE),
    LedgerColumn("place", N_("问题属地"), lambda r: readable(r.place), _room(8, 0),
                 shown=False),
    LedgerColumn("people", N_("人数"), lambda r: str(r.people_present), _room(0, 4),
                 shown=False),
    LedgerColumn("repeat", N_("初次/重复"), lambda r: tr("重复") if r.repeat else tr("初次"),
                 _turns, shown=False),
    LedgerColumn("concluded", N_("办结日期"), lambda r: _day(r.concluded_on), _DATE, shown=False),
    LedgerColumn("archive", N_("档号"), lambda r: r.archive_ref, _room(1, 18),
                 shown=False),
)  # fmt: skip

COLUMN = {column.name: index for index, column in enumerate(COLUMNS)}
"""Column name → its place."""

PILLS = {
    DueTerm.RUNNING: ("clock", Tone.NEUTRAL),
    DueTerm.SOON: ("clock", Tone.SOON),
    DueTerm.OVERDUE: ("warning", Tone.LATE),
    DueTerm.ON_TIME: ("check", Tone.GOOD),
    DueTerm.LATE: ("check", Tone.LATE),
    DueTerm.PAUSED: ("clock", Tone.SEALED),
    DueTerm.OPEN_RIGHT: ("clock", Tone.NEUTRAL),
    DueTerm.LAPSED: ("check", Tone.NEUTRAL),
}
"""How a due date stands → its icon and tone."""


def due_pill(row: LedgerRow, today: date) -> Pill | None:
    """How the limit to be met next stands, or how the last was met: icon, word, colour together.

    A limit other than the one to conclude by is named. A lock marks sealed cases.
    """
    if row.state is State.PAUSED and row.next_due_on is None:
        due = DueStanding(DueTerm.PAUSED)
    elif row.next_due_on is not None:
        due = standing(row.next_due_on, None, today)
    else:
        due = standing(row.due_on if row.concluded_on else None, row.concluded_on, today)
    if due.term is DueTerm.NONE:
        return Pill(tr("密件"), "lock", Tone.SEALED) if row.sealed else None
    icon, tone = PILLS[due.term]
    if row.sealed and tone is Tone.NEUTRAL:
        icon, tone = "lock", Tone.SEALED
    return Pill(_due_text(row.next_code, due), icon, tone)


def cell_text(place: int, row: LedgerRow, today: date) -> str:
    """What a cell says in words, its pill included."""
    if place == COLUMN["due"]:
        pill = due_pill(row, today)
        return pill.text if pill else ""
    return COLUMNS[place].text(row)


def _due_text(code: str, due: DueStanding) -> str:
    words = render(due.message)
    if code in MAIN_CODES or not code:
        return words
    return f"{tr(_SHORT[code])} {words}"


_SHORT = {
    "C1": N_("告知"), "C2": N_("告知"), "C4": N_("转办"), "C7D": N_("复查"), "C8D": N_("复核"),
    "C10": N_("科室"), "C11": N_("告知"), "CU": N_("督办"),
}  # fmt: skip
"""Rule code of a duty → what is to be done by then, short enough for a column; the rest is on hover."""


def widths() -> list[int]:
    """The columns' starting widths in the language in use, in pixels."""
    return [_width(column) for column in COLUMNS]


def _width(column: LedgerColumn) -> int:
    fixed = {"check": CHECK_WIDTH, "summary": SUMMARY_LEAST}.get(column.name)
    if fixed is not None:
        return fixed
    content = _widest(column.samples(), font(sizes.BODY))
    if column.name == "due":
        over = DueStanding(DueTerm.OVERDUE, 100)
        texts = [render(DueStanding(kind, 100).message) for kind in PILLS]
        texts += [_due_text(code, over) for code in _SHORT]
        content = max(pill_size(Pill(text, "clock")).width() for text in texts)
    # The heading as the style sheet draws it, and the arrow of the order beside it.
    heading = _widest([tr(column.zh)], font(sizes.CAPTION, bold=True)) + _ARROW
    return max(heading, content) + 2 * CELL_PAD + 2


def _widest(texts: Sequence[str], used: QFont) -> int:
    metrics = QFontMetrics(used)
    return max((metrics.horizontalAdvance(text) for text in texts), default=0)
