"""What stands beside the registration form, at work: links to earlier petitions, what follows."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from petitiondesk.domain.clocks import Clock
from petitiondesk.domain.errors import Cancelled, DeskError
from petitiondesk.domain.ledger import LedgerRow
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.terms import PetitionClass
from petitiondesk.infra.i18n import readable, render, term, tr
from petitiondesk.services.desk import Desk
from petitiondesk.services.matching import Match
from petitiondesk.ui.tasks import Task, Tasks
from petitiondesk.ui.views.register_side import AfterEntry, MatchCard, MatchEntry


class Matches(QObject):
    """Finds petitions on perhaps the same matter, and holds the one the clerk has linked.

    ``changed`` when a link was made or undone, ``found`` when what was looked for is on screen.
    """

    changed = Signal()
    found = Signal()

    def __init__(self, desk: Desk, tasks: Tasks, card: MatchCard, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._card = card
        self._task: Task | None = None
        self._found: list[Match] = []
        self._asked: Petition | None = None
        self._linked: LedgerRow | None = None
        self._say = ""
        card.link_asked.connect(self.toggle)

    def look(self, facts: Petition) -> None:
        """Look for petitions like ``facts``; what was found before stays until the answer is there."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        if facts.summary or facts.content or facts.petitioners:
            matching = self._desk.matching
            self._task = self._tasks.run(
                lambda _progress: (facts, matching.matches(facts)),
                self._answered, self._failed, quick=True,
            )  # fmt: skip
            self._asked = facts
        else:
            self._asked = None
            self._tell([], tr("填写姓名、电话、概况时，这里列出可能相同的信访件。"))

    def is_reading(self) -> bool:
        """Whether what was asked for is not on screen yet."""
        return self._asked is not None

    def _answered(self, answer: tuple[Petition, list[Match]]) -> None:
        facts, found = answer
        if facts is self._asked:  # else the form has moved on
            self._asked = None
            self._tell(found, _sentence(len(found)))

    def _failed(self, error: DeskError) -> None:
        if not isinstance(error, Cancelled):
            self._asked = None
            self._tell([], render(error.message))

    def _tell(self, found: list[Match], say: str) -> None:
        self._found, self._say = found, say
        self._show()
        self.found.emit()

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
    reasons = tr("；").join(render(reason) for reason in match.reasons) if match else ""
    is_linked = linked is not None and linked.id == row.id
    return MatchEntry(
        row.id, row.number, readable(row.summary), term(row.state), reasons, is_linked
    )


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
