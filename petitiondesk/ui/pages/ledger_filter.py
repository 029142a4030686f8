"""Ledger filters in words and in the filter dialog."""

from collections.abc import Sequence
from typing import cast

from petitiondesk.domain.ledger import DueFilter, LedgerFilter
from petitiondesk.domain.petition import TOPIC_JOINT
from petitiondesk.domain.terms import Channel, PetitionClass, State
from petitiondesk.infra.i18n import term, tr, trn
from petitiondesk.ui.views.ledger_view import DUE_WORDS, FilterDialog

OPEN_STATES = frozenset(state for state in State if state.is_open)
"""States of petitions the office still owes work on."""


def chip_texts(shown: LedgerFilter) -> Sequence[tuple[str, str]]:
    """Each condition of a filter as (key to drop it by, words)."""
    texts: list[tuple[str, str]] = []
    if shown.words.strip():
        texts.append(("words", tr("查找：{words}", words=shown.words.strip())))
    if shown.ids:
        texts.append(("ids", trn("选出的 {n} 件", len(shown.ids))))
    if shown.first or shown.last:
        first, last = (d.isoformat() if d else "…" for d in (shown.first, shown.last))
        texts.append(("period", tr("收到：{first} 至 {last}", first=first, last=last)))
    for key, zh, terms in (
        ("channels", tr("信访形式"), shown.channels),
        ("classes", tr("诉求类别"), shown.classes),
        ("states", tr("状态"), shown.states),
    ):
        if terms == OPEN_STATES:
            texts.append((key, tr("状态：未办结")))
        elif terms:
            order = [member for member in type(next(iter(terms))) if member in terms]
            names = tr("、").join(term(member) for member in order)
            texts.append((key, f"{zh}{tr('：')}{names}"))
    if shown.topic:
        topic = shown.topic.replace(TOPIC_JOINT, " › ")
        texts.append(("topic", tr("内容分类：{topic}", topic=topic)))
    if shown.section:
        texts.append(("section", tr("主办科室：{section}", section=shown.section)))
    if shown.due:
        texts.append(("due", tr("期限：{due}", due=tr(DUE_WORDS[shown.due]))))
    return texts


def fill_dialog(dialog: FilterDialog, shown: LedgerFilter) -> None:
    """Show a filter in the dialog."""
    dialog.first.set_value(shown.first)
    dialog.last.set_value(shown.last)
    for combo, terms in (
        (dialog.channel, shown.channels),
        (dialog.petition_class, shown.classes),
        (dialog.state, shown.states),
    ):
        combo.set_value(next(iter(terms)) if len(terms) == 1 else None)
    dialog.topic.set_value(shown.topic or None)
    dialog.section.set_value(shown.section or None)
    dialog.due.set_value(shown.due.value if shown.due else None)


def read_dialog(dialog: FilterDialog, before: LedgerFilter) -> LedgerFilter:
    """The filter the dialog asks for; what it has no control for stays as ``before``."""
    channel = cast("Channel | None", dialog.channel.value())
    petition_class = cast("PetitionClass | None", dialog.petition_class.value())
    state = cast("State | None", dialog.state.value())
    due = dialog.due.value()
    return LedgerFilter(
        first=dialog.first.value(),
        last=dialog.last.value(),
        channels=frozenset({channel}) if channel else frozenset(),
        classes=frozenset({petition_class}) if petition_class else frozenset(),
        states=frozenset({state}) if state else _kept_states(before),
        topic=str(dialog.topic.value() or ""),
        section=str(dialog.section.value() or ""),
        due=DueFilter(due) if isinstance(due, str) else None,
        words=before.words,
        ids=before.ids,
    )


def _kept_states(before: LedgerFilter) -> frozenset[State]:
    """A view over several states (未办结) stays when the one-state choice is left alone."""
    return before.states if len(before.states) > 1 else frozenset()
