"""What a return counts: its tables, their columns, and the rates made of two counts.

Everything here is data. A `Measure` names the petitions it takes (`Basis`: which date lies in the
period), which of them it keeps (``where``: facts and their values), and whether it counts petitions
(批次) or people (人次). The same words count a figure, find the cases behind it, and stand in a
submitted return, so that a later program cannot read an old figure differently.

Sources: the tables and rates the superior bureaus ask for (domain reference, section 6). Where a
rate's denominator is left open there, ``Rate.note`` says how it is read here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from petitiondesk.domain.messages import N_
from petitiondesk.domain.terms import (
    Adoption,
    Channel,
    PetitionClass,
    Rating,
    ReviewLevel,
    ReviewResult,
    SuperiorLevel,
    Term,
)

RATING_DAYS = 30
"""How long after delivery the petitioner may rate (评价期), in calendar days (default; verify)."""

TOTAL = "total"
"""The row that holds all of a table; it has no ``where`` of its own."""


class Basis(Term):
    """Which entries a measure takes: the date (口径) that must lie in the period, up to the cut-off."""

    RECEIVED = "received", N_("收到日期在本期")
    CONCLUDED = "concluded", N_("办结日期在本期")
    DUE = "due", N_("办结期限在本期")
    OPEN = "open", N_("截止日尚未办结")
    DELIVERED = "delivered", N_("送达日期在本期")
    REPORT = "report", N_("限报日期在本期")
    BACKLOG = "backlog", N_("本期在办或办结的积案")
    REVIEW_ASKED = "review_asked", N_("申请日期在本期")
    REVIEW_DECIDED = "review_decided", N_("复查复核决定日期在本期")
    REVIEW_OPEN = "review_open", N_("截止日尚未决定的复查复核")
    RECEPTION = "reception", N_("接访日在本期")


FACTS: Mapping[Basis, tuple[str, ...]] = {
    Basis.RECEIVED: ("channel", "petition_class", "topic", "section", "level", "repeat", "group", "joint",
                     "accepted", "notice", "month"),
    Basis.CONCLUDED: ("petition_class", "section", "conclusion", "repeat", "again", "adoption"),
    Basis.DUE: ("section", "conclusion", "answer"),
    Basis.OPEN: ("section", "conclusion"),
    Basis.DELIVERED: ("rating",),
    Basis.REPORT: ("level", "report"),
    Basis.BACKLOG: ("resolved",),
    Basis.REVIEW_ASKED: ("review", "result"),
    Basis.REVIEW_DECIDED: ("review", "result"),
    Basis.REVIEW_OPEN: ("review", "result"),
    Basis.RECEPTION: ("entry", "outcome"),
}  # fmt: skip
"""What is known of each entry of a basis, as words or 0 and 1 (all at the end of the cut-off day):

- ``month`` is that of the receipt, 1 to 12;
- ``topic`` is the first level of the topic, ``section`` the lead section, "" where there is none;
- ``group`` a visit of as many people as the office calls a group (集体访);
- ``accepted`` that acceptance, or where none was noted the answer, had come;
- ``notice`` the limit of the notice (C1, C2, C11): ``in_time``, ``late``, ``overdue``, ``pending``,
  ``exempt`` (Art. 23(2));
- ``conclusion`` and ``answer`` against the limit of the whole petition: ``in_time``, ``late``,
  ``overdue``, ``open`` (not due yet, or its limit stands still), ``left`` (closed without conclusion);
- ``again`` that a repeat of it was received after its conclusion;
- ``rating`` the rating of the office, ``lapsed`` or ``pending``;
- ``report`` the limit of the report (C9); ``resolved`` that a backlog case was concluded in the period.
"""


@dataclass(frozen=True)
class Measure:
    """One count. ``where`` maps a fact to the values it may have; ``compared`` with other periods."""

    code: str
    zh: str
    basis: Basis
    where: Mapping[str, tuple[str | int, ...]] = field(default_factory=dict)
    people: bool = False
    compared: bool = False

    def __post_init__(self) -> None:
        """JSON knows no tuples: read back, the values are what they were."""
        where = {name: tuple(values) for name, values in self.where.items()}
        object.__setattr__(self, "where", where)


@dataclass(frozen=True)
class Row:
    """One row of a table: the value of the table's fact, and its label; "" is a value too."""

    key: str
    zh: str


@dataclass(frozen=True)
class Table:
    """A table of counts. ``fact`` is what its rows are told apart by, None for a single row."""

    code: str
    zh: str
    fact: str | None
    rows: tuple[Row, ...]
    columns: tuple[Measure, ...]
    head: str = ""

    def measure(self, code: str) -> Measure:
        """The column of this code."""
        return next(m for m in self.columns if m.code == code)

    def all_rows(self) -> tuple[Row, ...]:
        """The rows as they are written: the total last, where there is more than one."""
        return self.rows if self.fact is None else (*self.rows, Row(TOTAL, N_("合计")))


@dataclass(frozen=True)
class Rate:
    """A rate (率): one count by another, or what is left of it where ``rest``."""

    code: str
    zh: str
    part: Measure
    whole: Measure
    note: str
    rest: bool = False


def _is(fact: str, *values: str | int) -> Mapping[str, tuple[str | int, ...]]:
    return {fact: values}


def _count(code: str, zh: str, basis: Basis, where: Mapping[str, tuple[str | int, ...]] | None = None,
           *, compared: bool = False) -> Measure:  # fmt: skip
    return Measure(code, zh, basis, where or {}, compared=compared)


def _people(code: str, zh: str, basis: Basis, where: Mapping[str, tuple[str | int, ...]] | None = None,
            *, compared: bool = False) -> Measure:  # fmt: skip
    return Measure(code, zh, basis, where or {}, people=True, compared=compared)


_R = Basis.RECEIVED
_DONE = ("in_time", "late")
_DUE = (*_DONE, "overdue")

CHANNEL_COLUMNS = (
    _count("batches", N_("批次"), _R, compared=True),
    _people("people", N_("人次"), _R, compared=True),
    _count("first", N_("初次"), _R, _is("repeat", 0)),
    _count("repeat", N_("重复"), _R, _is("repeat", 1)),
    _count("group_batches", N_("集体批次"), _R, _is("group", 1)),
    _people("group_people", N_("集体人次"), _R, _is("group", 1)),
    _count("joint", N_("联名信"), _R, _is("joint", 1)),
)
CLASS_COLUMNS = (
    _count("batches", N_("批次"), _R, compared=True),
    _people("people", N_("人次"), _R),
    _count("first", N_("初次"), _R, _is("repeat", 0)),
    _count("repeat", N_("重复"), _R, _is("repeat", 1)),
    _count("concluded", N_("办结件"), Basis.CONCLUDED),
)
TOPIC_COLUMNS = (
    *(_count(c.value, c.zh, _R, _is("channel", c.value)) for c in Channel),
    _count("batches", N_("批次合计"), _R, compared=True),
)
SECTION_COLUMNS = (
    _count("received", N_("收到"), _R, compared=True),
    _count("accepted", N_("受理"), _R, _is("accepted", 1)),
    _count("concluded", N_("办结件"), Basis.CONCLUDED),
    _count("on_time", N_("按期办结"), Basis.CONCLUDED, _is("conclusion", "in_time")),
    _count("late", N_("超期办结"), Basis.CONCLUDED, _is("conclusion", "late")),
    _count("open", N_("在办"), Basis.OPEN),
    _count("overdue", N_("超期未结"), Basis.OPEN, _is("conclusion", "overdue")),
)
LEVEL_COLUMNS = (
    _count("forwarded", N_("转送批次"), _R, _is("channel", Channel.FORWARDED.value)),
    _people("forwarded_people", N_("转送人次"), _R, _is("channel", Channel.FORWARDED.value)),
    _count("assigned", N_("交办批次"), _R, _is("channel", Channel.ASSIGNED.value)),
    _people("assigned_people", N_("交办人次"), _R, _is("channel", Channel.ASSIGNED.value)),
    _count("report_due", N_("应报结"), Basis.REPORT, _is("report", *_DUE)),
    _count("reported", N_("已报结"), Basis.REPORT, _is("report", *_DONE)),
    _count("report_on_time", N_("按期报结"), Basis.REPORT, _is("report", "in_time")),
)
REVIEW_COLUMNS = (
    _count("asked", N_("申请"), Basis.REVIEW_ASKED),
    _count("decided", N_("决定"), Basis.REVIEW_DECIDED),
    *(
        _count(r.value, zh, Basis.REVIEW_DECIDED, _is("result", r.value))
        for r, zh in (
            (ReviewResult.UPHELD, N_("维持")),
            (ReviewResult.CHANGED, N_("变更")),
            (ReviewResult.REVOKED, N_("撤销重办")),
            (ReviewResult.DISMISSED, N_("不予受理")),
        )
    ),
    _count("open", N_("在办"), Basis.REVIEW_OPEN),
)
_VISIT = {"entry": ("visit",)}
RECEPTION_COLUMNS = (
    _count("days", N_("接访天数"), Basis.RECEPTION, _is("entry", "day")),
    _count("visits", N_("接访批次"), Basis.RECEPTION, _VISIT),
    _people("people", N_("接访人次"), Basis.RECEPTION, _VISIT),
    _count("registered", N_("转为登记"), Basis.RECEPTION, {**_VISIT, "outcome": ("registered",)}),
    _count("answered", N_("当场答复"), Basis.RECEPTION, {**_VISIT, "outcome": ("answered",)}),
    _count("directed", N_("引导"), Basis.RECEPTION, {**_VISIT, "outcome": ("directed",)}),
)
_SUGGESTION = {"petition_class": (PetitionClass.SUGGESTION.value,)}
SUGGESTION_COLUMNS = (
    _count("concluded", N_("办结建议"), Basis.CONCLUDED, _SUGGESTION),
    *(
        _count(a.value, a.zh, Basis.CONCLUDED, {**_SUGGESTION, "adoption": (a.value,)})
        for a in Adoption
    ),
)

RATES = (
    Rate("accepted_in_time", N_("及时受理率"),
         _count("accepted_in_time.part", N_("按期告知"), _R, _is("notice", "in_time")),
         _count("accepted_in_time.whole", N_("应告知"), _R, _is("notice", *_DUE)),
         N_("本期收到、已告知或告知期限已过的信访件中，在期限内告知的（第二十三条）；依法可不告知的不计")),
    Rate("answered_in_time", N_("按期答复率"),
         _count("answered_in_time.part", N_("按期答复"), Basis.DUE, _is("answer", "in_time")),
         _count("answered_in_time.whole", N_("应答复"), Basis.DUE, _is("answer", *_DUE)),
         N_("办结期限在本期的信访件中，在期限内答复的")),
    Rate("concluded_in_time", N_("按期办结率"),
         _count("concluded_in_time.part", N_("按期办结"), Basis.DUE, _is("conclusion", "in_time")),
         _count("concluded_in_time.whole", N_("应办结"), Basis.DUE, _is("conclusion", *_DUE)),
         N_("办结期限在本期的信访件中，在期限内办结的；撤回、转送等未经办结而离开的不计")),
    Rate("rated", N_("参评率"),
         _count("rated.part", N_("已评价"), Basis.DELIVERED,
                _is("rating", "satisfied", "fairly", "dissatisfied")),
         _count("rated.whole", N_("已评价和评价期满"), Basis.DELIVERED,
                _is("rating", "satisfied", "fairly", "dissatisfied", "lapsed")),
         N_("本期送达的信访件中，已经评价的，比已经评价和送达满三十日未评价的")),
    Rate("satisfied", N_("群众满意率"),
         _count("satisfied.part", N_("满意和基本满意"), Basis.DELIVERED,
                _is("rating", Rating.SATISFIED.value, Rating.FAIRLY.value)),
         _count("satisfied.whole", N_("已评价"), Basis.DELIVERED,
                _is("rating", "satisfied", "fairly", "dissatisfied")),
         N_("本期送达并已评价的信访件中，评为满意和基本满意的")),
    Rate("repeated", N_("重复率"),
         _count("repeated.part", N_("重复批次"), _R, _is("repeat", 1)),
         _count("repeated.whole", N_("批次"), _R),
         N_("本期收到的信访件中，重复的")),
    Rate("resolved_at_once", N_("一次性化解率"),
         _count("resolved_at_once.part", N_("办结后又来的初次件"), Basis.CONCLUDED,
                {"repeat": (0,), "again": (1,)}),
         _count("resolved_at_once.whole", N_("办结的初次件"), Basis.CONCLUDED, _is("repeat", 0)),
         N_("一减去：本期办结的初次件中，办结后到截止日又来的"), rest=True),
    Rate("backlog_resolved", N_("积案化解率"),
         _count("backlog_resolved.part", N_("化解积案"), Basis.BACKLOG, _is("resolved", 1)),
         _count("backlog_resolved.whole", N_("积案"), Basis.BACKLOG),
         N_("本期在办或办结的积案中，本期办结的")),
)  # fmt: skip
"""The rates of the return, in their usual order."""


def tables(sections: tuple[str, ...], topics: tuple[str, ...]) -> tuple[Table, ...]:
    """The tables for an office with these sections and first-level topics, in their fixed order."""
    return (
        Table("channel", N_("信访形式"), "channel", _terms(Channel), CHANNEL_COLUMNS, N_("信访形式")),
        Table("class", N_("诉求类别"), "petition_class", _terms(PetitionClass), CLASS_COLUMNS,
              N_("诉求类别")),
        Table("topic", N_("内容分类"), "topic", (*_named(topics), Row("", N_("未分类"))),
              TOPIC_COLUMNS, N_("内容分类")),
        Table("section", N_("科室办理"), "section", (*_named(sections), Row("", N_("未转办"))),
              SECTION_COLUMNS, N_("科室")),
        Table("level", N_("上级转送交办"), "level", (*_terms(SuperiorLevel), Row("", N_("未注明"))),
              LEVEL_COLUMNS, N_("来文层级")),
        Table("review", N_("复查复核"), "review", _terms(ReviewLevel), REVIEW_COLUMNS, N_("类别")),
        Table("reception", N_("领导接访"), None, (Row(TOTAL, N_("本期")),), RECEPTION_COLUMNS),
        Table("suggestion", N_("建议采纳"), None, (Row(TOTAL, N_("本期")),), SUGGESTION_COLUMNS),
    )  # fmt: skip


def _terms(terms: type[Term]) -> tuple[Row, ...]:
    return tuple(Row(term.value, term.zh) for term in terms)


def _named(names: tuple[str, ...]) -> tuple[Row, ...]:
    return tuple(Row(name, name) for name in names)
