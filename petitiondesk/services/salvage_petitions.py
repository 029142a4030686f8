"""Piecing petitions together from what a damaged registry left of their rows and their events."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from petitiondesk.data.petition_rows import PARTS, record_of
from petitiondesk.data.salvage import Window
from petitiondesk.domain import history
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.record import Changes, Event, Record, difference, from_record, to_record
from petitiondesk.domain.terms import State
from petitiondesk.services.verify_petitions import folded


@dataclass(frozen=True)
class Pieced:
    """One petition as it goes on; ``changes`` leads there from what its surviving events give.

    ``said`` tells what of it may be lost, None where nothing is.
    """

    petition: Petition
    changes: Changes
    said: Message | None


def pieced(
    window: Window, events: Mapping[int, Sequence[Event]], *, gaps: bool
) -> Iterator[Pieced]:
    """Every petition of a window of ids of which something is left.

    ``events`` are those that survived, ``gaps`` is whether any of the record is lost.
    """
    rows = {row["id"]: row for row in window.petitions.rows}
    parts: dict[int, dict[str, list[Record]]] = {}
    for part, table in window.parts.items():
        for row in table.rows:
            parts.setdefault(row["petition_id"], {}).setdefault(part, []).append(row)
    for petition_id in sorted(events.keys() | rows.keys() | parts.keys()):
        own = events.get(petition_id, ())
        told = folded(own)[0] or {}
        kept = parts.get(petition_id, {})
        if petition_id in rows:
            yield _from_row(window, petition_id, rows[petition_id], kept, told, gaps=gaps)
        elif any(event.kind in history.STANDING for event in own):
            yield _from_events(petition_id, told, gaps=gaps)
        else:
            yield _remains(petition_id, told, kept)


def _from_row(
    window: Window,
    petition_id: int,
    row: Record,
    kept: dict[str, list[Record]],
    told: Record,
    *,
    gaps: bool,
) -> Pieced:
    """The row stands: it is the newest; of its parts those that cannot be read come from the events."""
    record = record_of(row, kept)
    torn = [part for part in PARTS if window.parts[part].misses(petition_id)]
    for part in torn:
        record.pop(part, None)
        if part in told:
            record[part] = told[part]
    petition = from_record(record)
    changes = difference(told, to_record(petition))
    said = None
    if torn and (gaps or changes):
        said = Message(
            "{number}：{parts}按经过恢复，可能不全，请核对纸质件。",
            number=petition.number,
            parts=tuple(torn),
        )
    elif changes:
        said = Message(
            "{number}：内容完整；办理经过缺了几条，抢救时已补记现有内容。", number=petition.number
        )
    return Pieced(petition, changes, said)


def _from_events(petition_id: int, told: Record, *, gaps: bool) -> Pieced:
    """The row is lost, the events from its registration on tell it; the last ones may be missing."""
    petition = from_record({**told, "id": petition_id})
    said = None
    if gaps:
        said = Message(
            "{number}：按经过恢复，最后几步可能丢失，请核对纸质件。", number=petition.number
        )
    return Pieced(petition, difference(told, to_record(petition)), said)


def _remains(petition_id: int, told: Record, kept: dict[str, list[Record]]) -> Pieced:
    """Neither row nor registration is left: what remains is kept with the void ones, to look at."""
    petition = Petition()
    for record in ({**told, **record_of({}, kept)}, told, {}):
        try:
            petition = from_record({
                **record, "id": petition_id, "number": f"残-{petition_id}", "year": 0,
                "sequence": petition_id, "state": State.VOID.value,
            })  # fmt: skip
            break
        except (ValueError, TypeError, KeyError):
            continue
    number = str(told.get("number", ""))
    said = (
        Message("{number}：登记的内容丢失，只剩部分经过，存作“{kept}”。", number=number,
                kept=petition.number)
        if number
        else Message("第 {id} 件：登记的内容丢失，只剩部分，存作“{kept}”。", id=petition_id,
                     kept=petition.number)
    )  # fmt: skip
    return Pieced(petition, difference(told, to_record(petition)), said)
