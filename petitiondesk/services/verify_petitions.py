"""Comparing the rows of petitions with what their events give, some hundred petitions at a time."""

from collections.abc import Callable, Iterator, Sequence

from petitiondesk.data.events import event_of
from petitiondesk.data.registry import Registry
from petitiondesk.data.row_check import StoredRows, misfit, stored_rows, with_events
from petitiondesk.domain.clocks import Timing
from petitiondesk.domain.messages import Message
from petitiondesk.domain.record import Event, Record, fold, from_record
from petitiondesk.domain.terms import State
from petitiondesk.services.verify_contents import ContentCheck
from petitiondesk.services.verify_imports import ImportCheck
from petitiondesk.services.verify_record import Walked, unreadable


class PetitionCheck:
    """Goes through all petitions once; ``imports`` and ``contents`` are told of each."""

    def __init__(
        self, registry: Registry, walked: Walked, imports: ImportCheck, contents: ContentCheck
    ) -> None:
        self._registry = registry
        self._gone = walked.losses.ids
        self._imports = imports
        self._contents = contents

    def faults(self, timing: Timing, progress: Callable[[], None]) -> Iterator[Message]:
        """What is wrong with petitions; ``progress`` is called for each of them."""
        for window in stored_rows(self._registry.database):
            links: list[tuple[str, int]] = []
            contents: set[str] = set()
            for petition_id, stored in window:
                progress()
                events, torn = _events(stored)
                yield from torn
                record, odd = folded(events)
                yield from odd
                yield from _compared(petition_id, record, stored, timing)
                self._imports.take(petition_id, events)
                if record is not None:
                    links += _links(record)
                    contents |= _contents(record)
            self._contents.want(contents)
            yield from self._dangling(links)

    def _dangling(self, links: Sequence[tuple[str, int]]) -> Iterator[Message]:
        """Petitions that refer to one which is not in the record."""
        there = with_events(self._registry.database, {other for _, other in links})
        for number, other in links:
            if other not in there and other not in self._gone:
                yield Message(
                    "{number} 指向第 {other} 件，没有这一件。", number=number, other=other
                )


def _events(stored: StoredRows) -> tuple[list[Event], list[Message]]:
    """The events that can be read, and which cannot."""
    events: list[Event] = []
    torn = []
    for row in stored.events:
        event = event_of(row)
        if event is None:
            torn.append(unreadable(row[0]))
        else:
            events.append(event)
    return events, torn


def folded(events: Sequence[Event]) -> tuple[Record | None, list[Message]]:
    """The petition's record, None where no event could be read; and events that make no sense."""
    record: Record | None = None
    odd = []
    for event in events:
        try:
            record = fold(record or {}, event.changes)
        except (ValueError, TypeError, AttributeError):
            odd.append(unreadable(event.seq))
    return record, odd


def _compared(
    petition_id: int, expected: Record | None, stored: StoredRows, timing: Timing
) -> Iterator[Message]:
    if stored.row and expected is not None:
        number = str(expected.get("number") or stored.row.get("number") or petition_id)
        yield from _row(petition_id, number, expected, stored, timing)
    elif stored.row:
        number = str(stored.row.get("number") or petition_id)
        yield Message("{number} 在台账里，但没有经过。", number=number)
    elif expected is not None:
        yield Message("第 {id} 件有经过，但台账里没有这一行。", id=petition_id)
    elif stored.parts or stored.clocks or stored.words is not None:
        yield Message("第 {id} 件只剩零散的内容，没有经过。", id=petition_id)


def _row(
    petition_id: int, number: str, expected: Record, stored: StoredRows, timing: Timing
) -> Iterator[Message]:
    try:
        petition = from_record(expected)
        clocks = timing.clocks(petition) if petition.state is not State.VOID else ()
        found = misfit(petition, clocks, stored)
    except (ValueError, TypeError, KeyError, AttributeError):
        yield Message("{number} 的经过读不出来：内容不合规。", number=number)
        return
    if petition.id != petition_id:
        yield Message("{number} 的经过属于另一件。", number=number)
    if found.fields:
        yield Message(
            "{number} 与经过不一致：{fields}。", number=number, fields=tuple(found.fields)
        )
    if found.lists:
        yield Message("{number} 的列表栏目与内容不一致。", number=number)
    if found.clocks:
        yield Message("{number} 的期限与规则不一致。", number=number)
    if found.search:
        yield Message("{number} 用检索找不到：索引不完整。", number=number)


def _links(record: Record) -> list[tuple[str, int]]:
    """The petitions that a record refers to, each with its own number."""
    others = [record.get(name) for name in ("repeats_id", "merged_into_id")]
    return [(str(record.get("number", "?")), other) for other in others if other is not None]


def _contents(record: Record) -> set[str]:
    """The contents that its attachments and letters refer to."""
    return {
        str(entry.get("sha256"))
        for part in ("attachments", "letters")
        for entry in record.get(part, ())
    }
