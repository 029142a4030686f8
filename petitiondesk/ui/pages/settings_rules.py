"""Behaviour of the settings' rules of the time limits: dated sets, copied from the one in force."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import reduce

from petitiondesk.domain.calendar import Rolling
from petitiondesk.domain.errors import Finding
from petitiondesk.domain.messages import Message
from petitiondesk.domain.office import Office
from petitiondesk.domain.rules import NATIONAL, Rule, Rulebook, RuleSet, Starts, Unit
from petitiondesk.infra.i18n import begun, tr
from petitiondesk.ui.look import Look
from petitiondesk.ui.models.rules_model import (
    NO_CLOCK,
    SECTIONS_OWN,
    RulesModel,
    SetsModel,
    words,
)
from petitiondesk.ui.pages.settings_parts import Part, refused
from petitiondesk.ui.pieces import Pieces
from petitiondesk.ui.views.fields import LabelledField
from petitiondesk.ui.views.rules_form import RulesForm

_CAN_START = frozenset({"C5", "C11C"})
"""Rules that may begin with acceptance or already with receipt; the others have one beginning."""


class RulesPart(Part):
    """The office's own sets of rules; the national one is shown and cannot be changed.

    Saving moves limits, so the page shows a preview first (`Previewing`). It is made by going
    through its `pieces`.
    """

    def __init__(self, look: Look, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self._filling = False
        self.form: RulesForm = RulesForm(look, today())

    def pieces(self) -> Pieces:
        """Make the form, and fill it (`ui.pieces`)."""
        yield from self.form.pieces()
        self.sets = SetsModel()
        self.rules = RulesModel(lambda: self._base.section_days)
        form = self.form
        form.sets.setModel(self.sets)
        form.sets.set_widths(self.sets.widths(), stretch=0)
        form.rules.setModel(self.rules)
        form.rules.set_widths(self.rules.widths(), stretch=RulesModel.WHAT, spare=RulesModel.SPARE)
        self._connect()
        yield

    def show_office(self, office: Office) -> None:
        """Show the sets, the one in force chosen."""
        self._base = office
        self.sets.set_today(self._today())
        self.sets.set_rows((NATIONAL, *office.rule_sets))
        known = [n for n, s in enumerate(self.sets.rows()) if s.since and s.since <= self._today()]
        self._choose_set(max(known, default=0))

    def applied(self, office: Office) -> Office:
        """``office`` with the sets as edited, oldest first."""
        own = sorted(self.sets.rows()[1:], key=lambda s: s.since or date.max)
        return replace(office, rule_sets=tuple(own))

    def problems(self) -> list[Finding]:
        """The first set or rule that cannot stand; it is chosen."""
        seen: set[date] = set()
        for place, rules in enumerate(self.sets.rows()[1:], 1):
            found = self._problem(rules, seen)
            if found is not None:
                code, finding = found
                self._choose_set(place, code)
                return [finding]
        return []

    def place(self, finding: Finding) -> LabelledField | None:
        """The field by the finding's name."""
        form = self.form
        fields = {
            "since": form.since_field,
            "days": form.days_field,
            "article": form.article_field,
        }
        return fields.get(finding.field)

    def fields(self) -> Sequence[LabelledField]:
        """The fields that can be wrong."""
        return (self.form.since_field, self.form.days_field, self.form.article_field)

    def _problem(self, rules: RuleSet, seen: set[date]) -> tuple[str, Finding] | None:
        if rules.since is None:
            message = Message("请填写这套期限规则从哪一天起施行。")
            return "", refused("since", message)
        if rules.since in seen:
            message = Message("有两套期限规则从同一天起施行，请改成不同的日期。")
            return "", refused("since", message)
        seen.add(rules.since)
        for rule in rules.rules:
            title = Message(rule.zh)
            if rule.days == 0:
                message = Message("“{rule}”的天数应在 1 到 730 之间。", rule=title)
                return rule.code, refused("days", message)
            if not rule.article.strip():
                return rule.code, refused("article", Message("请填写“{rule}”的依据。", rule=title))
        return None

    # --- sets -----------------------------------------------------------------------------------

    def copy(self) -> None:
        """A further set that begins as the one in force, from today on."""
        own = [s for s in self.sets.rows()[1:] if s.since is not None]
        book = Rulebook(tuple(sorted(own, key=lambda s: s.since or date.max)))
        today = self._today()
        present = next((s for s in reversed(book.sets) if s.since and s.since <= today), NATIONAL)
        place = self.sets.add(
            RuleSet(today, present.rules, tr("本单位规则 {year}", year=today.year))
        )
        self._choose_set(place)
        self.form.since.setFocus()
        self.form.since.selectAll()
        self.changed.emit()

    def remove(self) -> None:
        """Take the chosen set off; nothing happens before it is saved."""
        place = self._set_place()
        if place > 0:
            self.sets.remove(place)
            self._choose_set(min(place, self.sets.rowCount() - 1))
            self.changed.emit()

    def _set_place(self) -> int:
        return self.form.sets.currentIndex().row()

    def _choose_set(self, place: int, code: str = "") -> None:
        self.form.sets.setCurrentIndex(self.sets.index(place, 0))
        self._show_set(code=code)

    def _show_set(self, *_: object, code: str = "") -> None:
        form, rules = self.form, self.sets.row(self._set_place())
        if rules is None:
            return
        own = self._set_place() > 0
        self._filling = True
        form.since.set_value(rules.since)
        form.title.setText(rules.title if own else tr("国家规定（只能查看）"))
        self._filling = False
        for widget in (form.since, form.title, form.remove):
            widget.setEnabled(own)
        kept = code or self._code()
        shown = [rule for rule in rules.rules if rule.code not in NO_CLOCK]
        self.rules.set_rows(shown)
        place = next((n for n, rule in enumerate(shown) if rule.code == kept), 0)
        form.rules.setCurrentIndex(self.rules.index(place, 0))
        form.since_field.set_finding(None)
        self._show_rule()

    def _edit_set(self, *_: object) -> None:
        place = self._set_place()
        rules = self.sets.row(place)
        if self._filling or place < 1 or rules is None:
            return
        since, title = self.form.since.value(), self.form.title.text().strip()
        self.sets.put(place, replace(rules, since=since, title=title))
        self.form.since_field.set_finding(None)
        self.changed.emit()

    # --- rules ----------------------------------------------------------------------------------

    def _rule(self) -> Rule | None:
        return self.rules.row(self.form.rules.currentIndex().row())

    def _code(self) -> str:
        rule = self._rule()
        return rule.code if rule else ""

    def _show_rule(self, *_: object) -> None:
        form, rule = self.form, self._rule()
        if rule is None:
            return
        self._filling = True
        days = self._base.section_days if rule.code == SECTIONS_OWN else rule.days
        form.days.set_value(days or None)
        form.unit.set_value(rule.unit)
        can_start = rule.code in _CAN_START
        offered = (Starts.ACCEPTED, Starts.RECEIVED) if can_start else (rule.starts,)
        form.starts.set_terms(offered)
        form.starts.set_value(rule.starts)
        form.article.setText(begun(tr(rule.article)))
        form.rolling.set_value(rule.rolling)
        form.enabled.setChecked(rule.enabled)
        for kind, box in form.stops.items():
            box.setChecked(kind in rule.stops_for)
        self._filling = False
        self._enable(rule)
        for field in (form.days_field, form.article_field):
            field.set_finding(None)
        self._say(rule)

    def _enable(self, rule: Rule) -> None:
        """Only what makes sense for the rule, and nothing of the national set."""
        form, own = self.form, self._set_place() > 0
        counts = own and rule.days is not None
        form.days.setEnabled(counts and rule.code != SECTIONS_OWN)
        form.unit.setEnabled(counts)
        form.starts.setEnabled(counts and rule.code in _CAN_START)
        form.rolling.setEnabled(counts and rule.unit is Unit.CALENDAR)
        for box in form.stops.values():
            box.setEnabled(counts)
        form.article.setEnabled(own)
        form.enabled.setEnabled(own)

    def _edit_rule(self, *_: object) -> None:
        place, rule = self._set_place(), self._rule()
        rules = self.sets.row(place)
        if self._filling or place < 1 or rule is None or rules is None:
            return
        changed = self._entered(rule)
        if changed == rule:
            return
        self.sets.put(place, rules.with_rule(changed))
        self.rules.put(self.form.rules.currentIndex().row(), changed)
        self._enable(changed)
        for field in (self.form.days_field, self.form.article_field):
            field.set_finding(None)
        self._say(changed)
        self.changed.emit()

    def _entered(self, rule: Rule) -> Rule:
        """The rule as the fields say; 0 days stands for what is no number."""
        form = self.form
        counts = rule.days is not None and rule.code != SECTIONS_OWN
        unit, starts, rolling = form.unit.value(), form.starts.value(), form.rolling.value()
        assert isinstance(unit, Unit)
        assert isinstance(starts, Starts)
        assert isinstance(rolling, Rolling)
        article = form.article.text()
        return replace(
            rule,
            days=(form.days.value() or 0) if counts else rule.days,
            unit=unit,
            starts=starts,
            # What was not touched keeps its Chinese wording, whatever language it is shown in.
            article=rule.article if article == begun(tr(rule.article)) else article,
            rolling=rolling,
            stops_for=tuple(kind for kind, box in form.stops.items() if box.isChecked()),
            enabled=form.enabled.isChecked(),
        )

    def _say(self, rule: Rule) -> None:
        said = words(rule, self._base.section_days)
        if rule.code == SECTIONS_OWN:
            said.append(tr("天数在“编号和期限”里改。"))
        self.form.say(reduce(_joined, said))

    def _connect(self) -> None:
        form = self.form
        form.sets.selectionModel().currentRowChanged.connect(self._show_set)
        form.rules.selectionModel().currentRowChanged.connect(self._show_rule)
        form.rules.opened.connect(form.days.setFocus)
        form.copy.clicked.connect(self.copy)
        form.remove.clicked.connect(self.remove)
        form.since.changed.connect(self._edit_set)
        form.title.textEdited.connect(self._edit_set)
        form.days.changed.connect(self._edit_rule)
        form.article.textEdited.connect(self._edit_rule)
        for combo in (form.unit, form.starts, form.rolling):
            combo.changed.connect(self._edit_rule)
        for box in (form.enabled, *form.stops.values()):
            box.clicked.connect(self._edit_rule)


def _joined(before: str, sentence: str) -> str:
    return tr("{before}{sentence}", before=before, sentence=sentence)
