"""What stands beside the registration form, at work: links to earlier petitions, what follows."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from petitiondesk.domain.clocks import Clock
from petitiondesk.domain.errors import DeskError
from petitiondesk.domain.ledger import LedgerRow
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.terms import PetitionClass
from petitiondesk.infra.i18n import render, term, tr
from petitiondesk.services.desk import Desk
from petitiondesk.services.matching import Match
from petitiondesk.ui.views.register_side import AfterEntry, MatchCard, MatchEntry


class Matches(QObject):
    """Finds petitions on perhaps the same matter, and holds the one the clerk has linked.

    ``changed`` when a link was made or undone.
    """

    changed = Signal()

    def __init__(self, desk: Desk, card: MatchCard, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._card = card
        self._found: list[Match] = []
        self._linked: LedgerRow | None = None
        self._say = ""
        card.link_asked.connect(self.toggle)

    def look(self, facts: Petition) -> None:
        """Look for petitions like ``facts`` and show them."""
        self._found = []
        typed = facts.summary or facts.content or facts.petitioners
        self._say = tr("填写姓名、电话、概况时，这里列出可能相同的信访件。")
        if typed:
            try:
                self._found = self._desk.matching.matches(facts)
            except DeskError as error:
                self._say = render(error.message)
            else:
                self._say = _sentence(len(self._found))
        self._show()

    def mark(self, facts: Petition) -> Petition:
        """The facts with the link."""
        linked = self._linked
        return replace(facts, repeat=linked is not None, repeats_id=linked.id if linked else None)

    def linked_number(self) -> str:
        """The number of the petition that is linked; "" when there is none."""
        return self._linked.number if self._linked else ""

    def link_to(self, petition_id: int | None) -> None:
        """Link to a petition, or to none, without telling anyone."""
        rows = self._desk.ledger.rows([petition_id]) if petition_id is not None else []
        self._linked = rows[0] if rows else None
        self._show()

    def toggle(self, petition_id: int) -> None:
        """Link to a petition, or undo it."""
        linked = self._linked is not None and self._linked.id == petition_id
        self.link_to(None if linked else petition_id)
        self.changed.emit()

    def _show(self) -> None:
        linked = self._linked
        entries = [_entry(m.row, m, linked) for m in self._found]
        if linked is not None and all(entry.id != linked.id for entry in entries):
            # What the form was linked to stays in sight when the text has moved on.
            entries.insert(0, _entry(linked, None, linked))
        self._card.show_entries(entries, self._say)


def _sentence(count: int) -> str:
    if count:
        return tr("边输入边查；连上就算“重复件”。")
    return tr("没有发现可能相同的信访件。")


def _entry(row: LedgerRow, match: Match | None, linked: LedgerRow | None) -> MatchEntry:
    reasons = "；".join(render(reason) for reason in match.reasons) if match else ""
    is_linked = linked is not None and linked.id == row.id
    return MatchEntry(row.id, row.number, row.summary, term(row.state), reasons, is_linked)


def after_entries(facts: Petition, clocks: Sequence[Clock]) -> list[AfterEntry]:
    """What follows from saving: each limit with its explanation, and whether the case is sealed."""
    entries = [
        AfterEntry(
            "clock",
            tr("{title}期限 {due}", title=Message(clock.rule.zh), due=clock.due_on.isoformat()),
            render(clock.explanation),
        )
        for clock in clocks
    ]
    if not entries:
        entries = [_no_limit(facts)]
    if facts.sealed:
        words = tr("台账、打印和导出里不显示信访人和内容（条例第三十条）。")
        entries.append(AfterEntry("lock", tr("按密件办理"), words))
    return entries


def _no_limit(facts: Petition) -> AfterEntry:
    if facts.petition_class is PetitionClass.CLAIM:
        return AfterEntry("clock", tr("期限待定"), tr("填写收到日期后算出期限。"))
    why = tr("六十日的办结期限只对申诉求决（条例第三十四条）。")
    return AfterEntry("clock", tr("没有办理期限"), why)
