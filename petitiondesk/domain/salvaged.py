"""What a salvage (抢救) of a damaged registry says in the record: what was lost for good.

One event `history.SALVAGE` that belongs to no petition names the losses; `verify` takes what it names
as known, and everything else as before. Of a petition that had to be pieced together an event
of the same kind holds what was put in its place.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from petitiondesk.domain import history
from petitiondesk.domain.messages import Message
from petitiondesk.domain.record import Changes, Event


@dataclass(frozen=True)
class Losses:
    """What is lost: ranges of events (first, last), contents by SHA-256, whole petitions.

    Of a petition of which neither row nor events are left only its id and its place in the year are
    known: ``ids``, and ``numbers`` with (year, sequence).
    """

    gaps: tuple[tuple[int, int], ...] = ()
    contents: tuple[str, ...] = ()
    numbers: tuple[tuple[int, int], ...] = ()
    ids: tuple[int, ...] = ()

    def covers(self, first: int, last: int) -> bool:
        """Whether all events from ``first`` to ``last`` are known to be lost."""
        return any(low <= first and last <= high for low, high in self.gaps)

    def __or__(self, other: "Losses") -> "Losses":
        return Losses(
            self.gaps + other.gaps,
            self.contents + other.contents,
            self.numbers + other.numbers,
            self.ids + other.ids,
        )


def to_changes(losses: Losses) -> Changes:
    """The losses as an event keeps them."""
    return {
        "gaps": [None, [list(gap) for gap in losses.gaps]],
        "contents": [None, list(losses.contents)],
        "numbers": [None, [list(number) for number in losses.numbers]],
        "ids": [None, list(losses.ids)],
    }


def known_losses(events: Iterable[Event]) -> Losses:
    """All that the salvages among these events name as lost."""
    known = Losses()
    for event in events:
        if event.kind == history.SALVAGE and event.petition_id is None:
            after = {name: value for name, (_, value) in event.changes.items()}
            known |= Losses(
                tuple((first, last) for first, last in after.get("gaps") or ()),
                tuple(after.get("contents") or ()),
                tuple((year, sequence) for year, sequence in after.get("numbers") or ()),
                tuple(after.get("ids") or ()),
            )
    return known


def in_words(losses: Losses) -> list[Message]:
    """The losses for a report."""
    said = [
        Message("经过第 {first} 至 {last} 条在抢救前已丢失。", first=first, last=last)
        for first, last in losses.gaps
    ]
    said += [
        Message("{year} 年第 {sequence} 号的信访件在抢救前已丢失。", year=year, sequence=sequence)
        for year, sequence in losses.numbers
    ]
    if losses.ids:
        said.append(Message("有 {n} 件信访件在抢救前已丢失，什么也没有留下。", n=len(losses.ids)))
    said += [
        Message("附件 {sha} 在抢救前已丢失。", sha=content[:12]) for content in losses.contents
    ]
    return said
