"""Salvage (抢救): what a damaged registry still holds, in a new registry, with a list of what was lost.

Events that survived keep number and hash. What had to be pieced together is told by events of its own
(`domain.salvaged`), so that the new registry verifies, and its losses stay said.
"""

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from petitiondesk.data.damaged_file import Ranges
from petitiondesk.data.registry import Registry
from petitiondesk.data.salvage import Damaged, damaged
from petitiondesk.domain import history, notes
from petitiondesk.domain.clocks import SCHEME
from petitiondesk.domain.errors import RegistryError, StorageError
from petitiondesk.domain.messages import Message
from petitiondesk.domain.record import Changes, Event
from petitiondesk.domain.salvaged import Losses, to_changes
from petitiondesk.domain.terms import State
from petitiondesk.exchange.safe_file import replacing
from petitiondesk.infra.calendars import shipped_calendar
from petitiondesk.infra.i18n import render, tr
from petitiondesk.infra.replacing import replace_patiently
from petitiondesk.services.context import Context, Now, Progress, no_progress
from petitiondesk.services.salvage_petitions import Pieced, pieced
from petitiondesk.services.salvage_tables import restore_tables
from petitiondesk.services.verify import VerifyService, contents_of
from petitiondesk.services.verify_record import walk_chain


@dataclass(frozen=True)
class Salvaged:
    """What a salvage brought: the new folder, how much is in it, and what was lost, in words.

    ``listed`` is the text file with the same list; ``faults`` is what `verify` finds in the result.
    """

    folder: Path
    listed: Path
    petitions: int
    events: int
    lost: tuple[Message, ...]
    faults: tuple[Message, ...]


def salvage(
    folder: Path,
    into: Path,
    password: str,
    now: Now,
    account: str | None = None,
    progress: Progress = no_progress,
) -> Salvaged:
    """Bring what is left of the registry in ``folder`` into a new one at ``into``, of the same keys.

    ``folder`` is only read. A text file beside the new registry lists what was lost.

    Raises:
        WrongPassword: the password is another one.
        RegistryError: ``into`` is taken, or nothing can be read.
        StorageError: the new folder cannot be written; nothing is left of it.
        Cancelled: from ``progress``; nothing is left.
    """
    if into.exists():
        raise RegistryError(
            Message(
                "这里已经有文件了，没有覆盖：{path}。请另选一个名字，或者打开已有的登记簿。",
                path=str(into),
            )
        )
    part = into.with_name(into.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        with damaged(folder, password, account) as left:
            left.need_readable()
            registry = left.new_registry(part)
            try:
                done = _Salvage(left, registry, now, progress)
                lost = done.run()
                report = VerifyService(done.context).verify(progress)
            finally:
                registry.close()
        try:
            replace_patiently(part, into)
        except OSError as error:
            raise StorageError(
                Message(
                    "不能在这里建立登记簿：{path}。没有留下任何文件，请换一个能写入的文件夹。",
                    path=str(into),
                )
            ) from error
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    listed = into.with_name(f"{into.stem}-{tr('抢救清单')}.txt")
    result = Salvaged(into, listed, report.petitions, report.events, tuple(lost), report.faults)
    with replacing(listed) as file:
        file.write_text(os.linesep.join(list_lines(result)) + os.linesep, "utf-8-sig", newline="")
    return result


def list_lines(result: Salvaged) -> list[str]:
    """The list of losses as lines of text."""
    head = Message(
        "抢救到新登记簿：{petitions} 件，经过 {events} 条。",
        petitions=result.petitions,
        events=result.events,
    )
    lost: Sequence[Message] = result.lost or (Message("没有发现丢失。"),)
    faults = [Message("还有不符：{what}", what=fault) for fault in result.faults]
    return [render(line) for line in (head, *lost, *faults)]


@dataclass(frozen=True)
class _Kept:
    """What the end of a salvage must know of a petition that was kept.

    ``changes`` lead from what its surviving events give to what it is now.
    """

    id: int
    number: str
    place: tuple[int, int]
    changes: Changes


class _Salvage:
    """One salvage under way: fills the new registry, some hundred events or petitions at a time."""

    def __init__(self, left: Damaged, registry: Registry, now: Now, progress: Progress) -> None:
        self._left = left
        self._registry = registry
        self._progress = progress
        self.context = Context(registry, now, shipped_calendar())
        self._kept: list[_Kept] = []
        self._said: list[Message] = []
        self._owners: dict[str, str] = {}
        self._end_unread = 0  # the highest id at which the table of petitions could not be read

    def run(self) -> list[Message]:
        """Fill the registry; returns what was lost, in words."""
        registry = self._registry
        head = self._left.head()
        gaps = _gaps(self._events(head[0] if head else 0), head[0] if head else 0)
        if head is not None and head[0] >= registry.events.head()[0]:
            registry.events.note_head(*head)
        walked = walk_chain(registry, lambda _done: None)
        with registry.transaction():
            drafts, lost = restore_tables(registry, self._left.small(), walked)
        self._petitions(gaps=bool(gaps))
        contents, names = self._contents()
        lost += [Message("{what}：附件内容丢失。", what=name) for name in names]
        losses = Losses(tuple(gaps), tuple(contents), _numbers(self._kept), _ids(self._kept))
        with registry.transaction():
            self._tell(drafts, losses)
            registry.settings.remember("clock_scheme", SCHEME)
        return [
            *_first_lines(losses),
            *_without_trace(losses, self._kept),
            *_end_lost(self._end_unread, self._kept),
            *self._said,
            *lost,
        ]

    def _events(self, noted: int) -> Iterator[int]:
        """Write the record as it survived, each entry with its number and hash; gives the numbers."""
        for rows in self._left.events(noted):
            with self._registry.transaction():
                self._registry.events.write([tuple(row.values()) for row in rows])
            for row in rows:
                yield row["seq"]
            if rows:
                self._progress(rows[-1]["seq"], noted or None)

    def _petitions(self, *, gaps: bool) -> None:
        """The rows, the limits and the search index of every petition, anew."""
        registry, timing = self._registry, self.context.timing()
        newest = registry.events.newest_petition()
        for window in self._left.petitions(newest):
            self._end_unread = max([self._end_unread, *(last for _, last in window.petitions.lost)])
            events = registry.events.of_petitions(window.first, window.last)
            pieces = list(pieced(window, events, gaps=gaps))
            some = [piece.petition for piece in pieces]
            with registry.transaction():
                registry.petitions.add_many([(p, timing.clocks(p)) for p in some])
                registry.search.drop([p for p in some if p.state is State.VOID])
            for piece in pieces:
                self._note(piece)
            self._progress(min(window.last, newest), newest)

    def _note(self, piece: Pieced) -> None:
        petition = piece.petition
        place = petition.year, petition.sequence
        self._kept.append(_Kept(petition.id, petition.number, place, piece.changes))
        if piece.said is not None:
            self._said.append(piece.said)
        for attachment in petition.attachments:
            self._owners[attachment.sha256] = f"{petition.number} {attachment.name}"
        for letter in petition.letters:
            self._owners[letter.sha256] = f"{petition.number} {letter.number}"

    def _contents(self) -> tuple[list[str], list[str]]:
        """Bring the contents over; returns the hashes that are lost, and whose they are."""
        listed, _ = self._left.contents()
        wanted = set(self._owners) | contents_of(self._registry)
        lost = []
        for done, sha in enumerate(sorted(wanted | set(listed))):
            self._progress(done, len(wanted))
            content = self._left.content(sha)
            if content is not None:
                self._registry.attachments.put_bytes(content)
            elif sha in wanted:
                lost.append(sha)
        return lost, [self._owners.get(sha, sha[:12]) for sha in lost]

    def _tell(self, drafts: Sequence[tuple[str, Changes]], losses: Losses) -> None:
        """Write into the record what was put in place of what is lost."""
        note = str(Message(notes.SALVAGED))
        events = [self._event(kind, None, changes, note) for kind, changes in drafts]
        events += [
            self._event(history.SALVAGE, kept.id, kept.changes, note)
            for kept in self._kept
            if kept.changes
        ]
        events.append(self._event(history.SALVAGE, None, to_changes(losses), note))
        self._registry.events.append(events)

    def _event(self, kind: str, petition_id: int | None, changes: Changes, note: str) -> Event:
        at = self.context.now().replace(microsecond=0)
        return Event(0, petition_id, kind, at, at.date(), self._left.account, changes, note)


def _end_lost(unread: int, kept: Sequence[_Kept]) -> list[Message]:
    """Where the end of the table of petitions cannot be read, nobody knows how many there were."""
    newest = max(kept, key=lambda one: one.id, default=None)
    if unread <= (newest.id if newest else 0):
        return []
    return [
        Message(
            "{number} 以后登记的信访件可能全部丢失，请按纸质件补登，并核对编号。",
            number=newest.number if newest else "—",
        )
    ]


def _gaps(seqs: Iterable[int], noted: int) -> Ranges:
    """The numbers of events that are missing between 1 and the newest that is known of."""
    gaps: Ranges = []
    expected = 1
    for seq in seqs:
        if seq > expected:
            gaps.append((expected, seq - 1))
        expected = max(expected, seq + 1)
    if noted >= expected:
        gaps.append((expected, noted))
    return gaps


def _numbers(kept: Sequence[_Kept]) -> tuple[tuple[int, int], ...]:
    """Numbers of a year that no petition carries any more."""
    taken: dict[int, set[int]] = {}
    for year, sequence in (one.place for one in kept):
        if year > 0:
            taken.setdefault(year, set()).add(sequence)
    return tuple(
        (year, sequence)
        for year, found in sorted(taken.items())
        for sequence in range(1, max(found))
        if sequence not in found
    )


def _ids(kept: Sequence[_Kept]) -> tuple[int, ...]:
    """Petitions of which nothing is left, as far as later ones tell."""
    found = {one.id for one in kept}
    return tuple(i for i in range(1, max(found, default=0)) if i not in found)


def _without_trace(losses: Losses, kept: Sequence[_Kept]) -> list[Message]:
    """Between which others the petitions were registered of which nothing is left.

    A number that is missing in its year may be one of them, or of one that is kept without its number.
    """
    numbers = {one.id: one.number for one in kept}
    lines = []
    for first in (i for i in losses.ids if i - 1 in numbers or i == 1):
        after = next(i for i in count(first) if i in numbers)
        lines.append(
            Message("登记在 {before} 之后、{after} 之前的 {n} 件信访件全部丢失，请找纸质件。",
                    before=numbers.get(first - 1, "—"), after=numbers[after], n=after - first)
        )  # fmt: skip
    return lines


def _first_lines(losses: Losses) -> list[Message]:
    lines = [
        Message("经过第 {first} 至 {last} 条丢失。", first=first, last=last)
        for first, last in losses.gaps
    ]
    return lines + [
        Message(
            "{year} 年第 {sequence} 号的信访件全部丢失，请找纸质件。", year=year, sequence=number
        )
        for year, number in losses.numbers
    ]
