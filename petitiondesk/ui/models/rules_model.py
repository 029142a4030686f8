"""The rule sets of an office and the rules of one set, as table models, and a rule in plain words."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from petitiondesk.domain.calendar import Rolling
from petitiondesk.domain.messages import N_
from petitiondesk.domain.rules import NATIONAL, Bound, Rule, RuleSet, Starts, Unit
from petitiondesk.infra.i18n import begun, term, tr
from petitiondesk.ui.models.fitted import fitted
from petitiondesk.ui.models.rows_model import Column, RowsModel

SECTIONS_OWN = "C10"
"""Its days are the office's own setting, the same in every set."""

NO_CLOCK = frozenset({"C6"})
"""Rules that make no clock, and so are not edited here."""


def set_title(rules: RuleSet) -> str:
    """What a set is called."""
    if rules.since is None and not rules.title:
        return tr("国家规定")
    return rules.title or tr("（未命名）")


def _since(rules: RuleSet) -> str:
    return rules.since.isoformat() if rules.since else ""


class SetsModel(RowsModel[RuleSet]):
    """The national set first, which cannot be changed, then the office's own as they were made."""

    def __init__(self) -> None:
        self._today = date.min
        super().__init__(
            (
                Column("title", N_("期限规则"), 150, set_title),
                Column("since", N_("施行日期"), 104, _since),
                Column("state", N_("状态"), 84, self._state),
            )
        )

    def widths(self) -> list[int]:
        """Room for how a set may stand."""
        return fitted(self.columns, {"state": (tr("现行"), tr("未施行"))})

    def set_today(self, today: date) -> None:
        """The day by which the set in force is told."""
        self._today = today

    def _state(self, rules: RuleSet) -> str:
        own = [s.since for s in self._rows if s.since is not None and s.since <= self._today]
        newest = max(own, default=None)
        if rules.since == newest:
            return tr("现行")
        return tr("未施行") if rules.since and rules.since > self._today else ""


def days_text(rule: Rule, section_days: int) -> str:
    """How long a limit is: 60 日, 5 个工作日, or set case by case."""
    if rule.days is None:
        return tr("逐件另定")
    days = section_days if rule.code == SECTIONS_OWN else rule.days
    if rule.unit is Unit.WORKING:
        return tr("{days} 个工作日", days=days)
    return tr("{days} 日", days=days)


def _rolling(rule: Rule) -> str:
    counted = rule.days is not None and rule.unit is Unit.CALENDAR
    return term(rule.rolling) if counted else "—"


class RulesModel(RowsModel[Rule]):
    """The rules of one set."""

    WHAT, SPARE = 0, (4, 2, 3)
    """Which limit, and what can be left out beside the fields below that say it too."""

    def __init__(self, section_days: Callable[[], int]) -> None:
        super().__init__(
            (
                Column("what", N_("期限"), 108, lambda r: tr(r.zh)),
                Column("days", N_("长短"), 112, lambda r: days_text(r, section_days())),
                Column("starts", N_("起算"), 104, lambda r: term(r.starts)),
                Column("article", N_("依据"), 160, lambda r: begun(tr(r.article))),
                Column("rolling", N_("末日顺延"), 176, _rolling),
                Column("enabled", N_("启用"), 64, lambda r: tr("是") if r.enabled else tr("否")),
            )
        )

    def widths(self) -> list[int]:
        """Room for every rule there is."""
        days = replace(NATIONAL["C3"], days=730)
        return fitted(
            self.columns,
            {
                "what": [tr(rule.zh) for rule in NATIONAL.rules],
                "article": [begun(tr(rule.article)) for rule in NATIONAL.rules],
                "days": [days_text(days, 0), tr("逐件另定")],
                "starts": [term(event) for event in Starts],
                "rolling": [term(rolling) for rolling in Rolling],
            },
        )


def words(rule: Rule, section_days: int) -> list[str]:
    """What a rule says, in sentences that a clerk would say."""
    if not rule.enabled:
        return [tr("没有启用：不推算这项期限。")]
    if rule.days is None:
        return [tr("按来文、法律或督办写明的日期办，不另外推算，也不顺延。")]
    said = [
        tr(
            "{event}之日的第二天起算，{days}内{what}。",
            event=term(rule.starts),
            days=days_text(rule, section_days),
            what=tr(rule.zh),
        )
    ]
    if rule.unit is Unit.WORKING:
        said.append(tr("周末和节假日不计，调休上班日计入。"))
    else:
        said.append(_ROLLING[rule.rolling]())
    kinds = tr("、").join(term(kind) for kind in rule.stops_for)
    said.append(
        tr("这些情形的天数不计：{kinds}。", kinds=kinds) if kinds else tr("暂停办理时照样计算。")
    )
    if rule.bound is Bound.RIGHT:
        said.append(tr("这是一项权利，过了不算超期。"))
    return said


_ROLLING: dict[Rolling, Callable[[], str]] = {
    Rolling.NEVER: lambda: tr("最后一天是节假日也不顺延。"),
    Rolling.HOLIDAYS: lambda: tr(
        "最后一天在法定节假日放假期间的，顺延到下一个工作日；平常周末不顺延。"
    ),
    Rolling.REST_DAYS: lambda: tr("最后一天是周末或节假日的，顺延到下一个工作日。"),
}
