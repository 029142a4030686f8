"""The rules of the time limits (期限规则): how long, counted how, from when, on what basis.

The national rules are those of 《信访工作条例》 (2022). A province or an office may have others, so
an office keeps dated `RuleSet` values of its own; a petition keeps the set that was in force on the
day it was received, whatever is changed later.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from petitiondesk.domain.calendar import Rolling
from petitiondesk.domain.errors import refused
from petitiondesk.domain.messages import N_, Message
from petitiondesk.domain.terms import PauseKind, Term


class Unit(Term):
    """What a limit counts."""

    CALENDAR = "calendar", N_("日")
    WORKING = "working", N_("个工作日")


class Starts(Term):
    """The event a limit starts on; that day itself is not counted."""

    RECEIVED = "received", N_("收到")
    ACCEPTED = "accepted", N_("受理")
    ROUTED = "routed", N_("转办")
    DELIVERED = "delivered", N_("送达")
    REQUESTED = "requested", N_("收到申请")
    DECIDED = "decided", N_("复查意见")
    URGED = "urged", N_("督办")
    REOPENED = "reopened", N_("重新办理")


class Bound(Term):
    """Whom a limit binds. A right (权利) is nobody's duty: when it has passed, nothing is late."""

    OFFICE = "office", N_("本单位")
    SECTION = "section", N_("科室")
    RIGHT = "right", N_("权利")
    OTHER_BODY = "other_body", N_("其他机关")


@dataclass(frozen=True)
class Rule:
    """One limit: ``days`` of ``unit`` after ``starts``, on the basis of ``article``.

    ``days`` is None where the date is set case by case. ``stops_for`` lists the pauses that are not
    counted; ``rolling`` which last days move on. A rule that is not ``enabled`` makes no clock.
    """

    code: str
    zh: str
    days: int | None
    unit: Unit
    starts: Starts
    article: str
    bound: Bound = Bound.OFFICE
    rolling: Rolling = Rolling.REST_DAYS
    stops_for: tuple[PauseKind, ...] = ()
    enabled: bool = True

    @property
    def duty(self) -> bool:
        """Whether somebody in the bureau is late when it is not met."""
        return self.bound in (Bound.OFFICE, Bound.SECTION)


_ANY_PAUSE = tuple(PauseKind)

RULES: tuple[Rule, ...] = (
    Rule("C1", N_("告知"), 15, Unit.CALENDAR, Starts.RECEIVED, N_("条例第二十三条第二款")),
    Rule("C2", N_("转来件告知"), 15, Unit.CALENDAR, Starts.RECEIVED, N_("条例第二十三条第三款")),
    Rule("C3", N_("提出异议"), 5, Unit.WORKING, Starts.RECEIVED, N_("条例第二十三条第三款"),
         Bound.RIGHT),
    Rule("C4", N_("转送交办"), 15, Unit.CALENDAR, Starts.RECEIVED, N_("条例第二十二条"),
         enabled=False),
    Rule("C5", N_("办结"), 60, Unit.CALENDAR, Starts.ACCEPTED, N_("条例第三十四条")),
    Rule("C6", N_("延期"), 30, Unit.CALENDAR, Starts.ACCEPTED, N_("条例第三十四条")),
    Rule("C7", N_("申请复查"), 30, Unit.CALENDAR, Starts.DELIVERED, N_("条例第三十五条"),
         Bound.RIGHT),
    Rule("C7D", N_("复查答复"), 30, Unit.CALENDAR, Starts.REQUESTED, N_("条例第三十五条")),
    Rule("C8", N_("申请复核"), 30, Unit.CALENDAR, Starts.DECIDED, N_("条例第三十六条"),
         Bound.RIGHT),
    Rule("C8D", N_("复核答复"), 30, Unit.CALENDAR, Starts.REQUESTED, N_("条例第三十六条"),
         stops_for=(PauseKind.HEARING,)),
    Rule("C9", N_("报结"), None, Unit.CALENDAR, Starts.RECEIVED, N_("条例第二十二条"),
         rolling=Rolling.NEVER),
    Rule("C10", N_("科室答复"), 30, Unit.CALENDAR, Starts.ROUTED, N_("本单位规定"), Bound.SECTION,
         stops_for=_ANY_PAUSE),
    Rule("C11", N_("简易受理"), 3, Unit.WORKING, Starts.RECEIVED, N_("简易办理规定")),
    Rule("C11C", N_("简易办结"), 10, Unit.WORKING, Starts.ACCEPTED, N_("简易办理规定"),
         stops_for=_ANY_PAUSE),
    Rule("CS", N_("法定途径办结"), None, Unit.CALENDAR, Starts.RECEIVED, N_("条例第三十一条"),
         rolling=Rolling.NEVER),
    Rule("CU", N_("督办回复"), None, Unit.CALENDAR, Starts.URGED, N_("条例第四十条"), Bound.SECTION,
         rolling=Rolling.NEVER),
)  # fmt: skip
"""The national rules, numbered as in the domain reference; ``C7D`` and ``C8D`` are the deciding
body's limits, ``C11C`` the simple procedure's conclusion, ``CS`` a statute's own date, ``CU`` the
answer to an urging. C6 makes no clock: it says how far C5 may be extended.

Art. 34 knows no pause, so C5 does not stop; a province that allows one says so in its own set.
"""


@dataclass(frozen=True)
class RuleSet:
    """All rules as they are from the day ``since``; the national ones have no such day."""

    since: date | None = None
    rules: tuple[Rule, ...] = RULES
    title: str = ""

    def __getitem__(self, code: str) -> Rule:
        return self._by_code[code]

    @cached_property
    def _by_code(self) -> dict[str, Rule]:
        return {rule.code: rule for rule in self.rules}

    def with_rule(self, rule: Rule) -> "RuleSet":
        """This set with one rule changed."""
        return replace(self, rules=tuple(rule if r.code == rule.code else r for r in self.rules))

    def check(self) -> None:
        """Refuse a set that cannot count.

        Raises:
            InvalidInput: no first day, a rule too many or too few, days out of 1 to 730, no article.
        """
        if self.since is None:
            raise refused("since", Message("请填写这套期限规则从哪一天起施行。"))
        if [r.code for r in self.rules] != [r.code for r in RULES]:
            raise refused("rules", Message("期限规则不完整，请从现行规则复制后再改。"))
        for rule, national in zip(self.rules, RULES, strict=True):
            title = Message(rule.zh)
            named = rule.days is None
            if named != (national.days is None) or not (named or 1 <= (rule.days or 0) <= 730):
                raise refused("days", Message("“{rule}”的天数应在 1 到 730 之间。", rule=title))
            if not rule.article.strip():
                raise refused("article", Message("请填写“{rule}”的依据。", rule=title))


NATIONAL = RuleSet()


@dataclass(frozen=True)
class Rulebook:
    """The rule sets of one office, oldest first, and the sections' own limit in days (C10)."""

    sets: tuple[RuleSet, ...] = ()
    section_days: int = 30

    def in_force(self, day: date | None) -> RuleSet:
        """The set in force on the day a petition was received."""
        known = [s for s in self._own if day is None or (s.since is not None and s.since <= day)]
        return known[-1] if known else self._national

    @cached_property
    def _own(self) -> tuple[RuleSet, ...]:
        return tuple(map(self._with_section_days, self.sets))

    @cached_property
    def _national(self) -> RuleSet:
        return self._with_section_days(NATIONAL)

    def _with_section_days(self, rules: RuleSet) -> RuleSet:
        return rules.with_rule(replace(rules["C10"], days=self.section_days))


def in_order(sets: Iterable[RuleSet]) -> tuple[RuleSet, ...]:
    """The sets by their first day.

    Raises:
        InvalidInput: a set cannot count, or two begin on the same day.
    """
    ordered = tuple(sorted(sets, key=lambda s: s.since or date.min))
    for rules in ordered:
        rules.check()
    _distinct([s.since for s in ordered])
    return ordered


def _distinct(days: Sequence[date | None]) -> None:
    if len(set(days)) < len(days):
        raise refused("since", Message("有两套期限规则从同一天起施行，请改成不同的日期。"))
