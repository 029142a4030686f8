"""Walking the record: each link of the chain, and what the events give when they are folded."""

from collections.abc import Callable
from dataclasses import dataclass, field

from petitiondesk.data.events import Link
from petitiondesk.data.registry import Registry
from petitiondesk.domain import history, narrative
from petitiondesk.domain.messages import Message
from petitiondesk.domain.record import GENESIS, Record, fold
from petitiondesk.domain.salvaged import Losses, in_words, known_losses

KEPT = (
    history.OFFICE,
    history.ACCOUNT,
    history.RECEPTION,
    history.RETURN,
    history.SHEET,
    history.FORM,
)
"""Kinds of events that hold, folded, what stands in a table of the office."""


@dataclass
class Walked:
    """What the record says: what belongs to the office, by kind, and what is wrong."""

    kept: dict[str, Record] = field(default_factory=lambda: {kind: {} for kind in KEPT})
    faults: list[Message] = field(default_factory=list)
    losses: Losses = field(default_factory=Losses)
    fingerprint: str = ""
    last: int = 0

    @property
    def lost(self) -> list[Message]:
        """Losses that a salvage named, in words."""
        return in_words(self.losses)


def walk_chain(registry: Registry, progress: Callable[[int], None]) -> Walked:
    """Check each link of the chain, and rebuild what belongs to the office.

    The events of petitions are not read here (`verify_petitions` does it): a million petitions would
    not fit into memory.
    """
    walked = Walked(losses=known_losses(registry.events.salvages()))
    previous: str | None = GENESIS
    expected = 1
    for link in registry.events.walk():
        if link.seq != expected:
            previous = _after_gap(walked, expected, link.seq, previous)
        if previous is not None and link.chained(previous) != link.hash:
            walked.faults.append(Message("经过第 {seq} 条被改动过：校验值不符。", seq=link.seq))
        previous, expected = link.hash, link.seq + 1
        _look_at(walked, link)
        if link.seq % 500 == 0:
            progress(link.seq)
    walked.fingerprint, walked.last = previous or "", expected - 1
    if walked.last == 0:
        walked.fingerprint = ""
    _head(walked, registry)
    return walked


def unreadable(seq: int) -> Message:
    """The fault that says an event's values make no sense."""
    return Message("经过第 {seq} 条读不出来：内容不合规。", seq=seq)


def _after_gap(walked: Walked, expected: int, found: int, previous: str | None) -> str | None:
    """Say that events are missing; the link over a loss that is known cannot be checked."""
    if found < expected:
        walked.faults.append(Message("经过第 {seq} 条的序号不对。", seq=found))
        return previous
    if walked.losses.covers(expected, found - 1):
        return None
    if found - expected == 1:
        walked.faults.append(Message("经过第 {seq} 条缺失。", seq=expected))
    else:
        walked.faults.append(
            Message("经过第 {first} 至 {last} 条缺失。", first=expected, last=found - 1)
        )
    return None


def _look_at(walked: Walked, link: Link) -> None:
    """Fold an event of the office; of a petition's look at what tells without reading its changes."""
    seq, owner, kind, *_, refers_to, _hash = link.row
    if owner is not None and not isinstance(owner, int):
        walked.faults.append(unreadable(seq))
        return
    event = link.event if owner is None else None
    if owner is None and event is None:
        walked.faults.append(unreadable(seq))
        return
    _check(walked, seq, kind, refers_to)
    if event is not None and kind in walked.kept:
        try:
            walked.kept[kind] = fold(walked.kept[kind], event.changes)
        except (ValueError, TypeError, AttributeError):
            walked.faults.append(unreadable(seq))


def _check(walked: Walked, seq: int, kind: str, refers_to: object) -> None:
    if not narrative.knows(kind):
        walked.faults.append(Message("经过第 {seq} 条的种类“{kind}”不认识。", seq=seq, kind=kind))
    if refers_to is not None and not (isinstance(refers_to, int) and 0 < refers_to < seq):
        walked.faults.append(
            Message("经过第 {seq} 条指向第 {other} 条，没有这一条。", seq=seq, other=refers_to)
        )


def _head(walked: Walked, registry: Registry) -> None:
    """What is noted beside the record of its newest event: it tells of an end that was cut off."""
    noted, fingerprint = registry.events.head()
    if noted > walked.last and walked.losses.covers(walked.last + 1, noted):
        return
    if noted > walked.last:
        walked.faults.append(
            Message("经过第 {first} 至 {last} 条缺失。", first=walked.last + 1, last=noted)
        )
    elif (noted, fingerprint) != (walked.last, walked.fingerprint):
        walked.faults.append(
            Message(
                "经过的结尾不符：登记的最后一条是第 {noted} 条，实际是第 {found} 条。",
                noted=noted,
                found=walked.last,
            )
        )
