"""Salvage (抢救): what a damaged registry still holds, in a new registry, with a list of what was lost.

Events that survived keep number and hash. What had to be pieced together is told by events of its own
(`domain.salvaged`), so that the new registry verifies, and its losses stay said.
"""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from petitiondesk.data.registry import Registry
from petitiondesk.data.salvage import Damaged, Ranges, Survivors, damaged, put_back
from petitiondesk.domain import history
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
from petitiondesk.services.verify_record import walk

_BATCH = 500


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
            survivors = left.survivors(progress)
            registry = left.new_registry(part)
            try:
                done = _Salvage(left, survivors, registry, now, progress)
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


class _Salvage:
    """One salvage under way: fills the new registry."""

    def __init__(
        self,
        left: Damaged,
        survivors: Survivors,
        registry: Registry,
        now: Now,
        progress: Progress,
    ) -> None:
        self._left = left
        self._survivors = survivors
        self._registry = registry
        self._progress = progress
        self.context = Context(registry, now, shipped_calendar())

    def run(self) -> list[Message]:
        """Fill the registry; returns what was lost, in words."""
        registry, survivors = self._registry, self._survivors
        gaps = _gaps([link.seq for link in survivors.links], survivors.noted)
        with registry.transaction():
            put_back(registry, survivors)
            walked = walk(registry, lambda _done: None)
            drafts, lost = restore_tables(registry, survivors, walked)
            pieces = list(pieced(survivors, walked.records, gaps=bool(gaps)))
            self._write(pieces)
        lost = [piece.said for piece in pieces if piece.said is not None] + lost
        contents, names = self._contents(pieces)
        lost += [Message("{what}：附件内容丢失。", what=name) for name in names]
        losses = Losses(tuple(gaps), tuple(contents), _numbers(pieces), _ids(pieces))
        with registry.transaction():
            self._tell(pieces, drafts, losses)
            registry.settings.remember("clock_scheme", SCHEME)
        return [
            *_first_lines(losses),
            *_without_trace(losses, pieces),
            *_end_lost(survivors, pieces),
            *lost,
        ]

    def _write(self, pieces: Sequence[Pieced]) -> None:
        """The rows, the limits and the search index of every petition, anew."""
        registry, timing = self._registry, self.context.timing()
        for start in range(0, len(pieces), _BATCH):
            self._progress(start, len(pieces))
            some = [piece.petition for piece in pieces[start : start + _BATCH]]
            registry.petitions.add_many([(p, timing.clocks(p)) for p in some])
            void = [p for p in some if p.state is State.VOID]
            registry.search.drop(void)

    def _contents(self, pieces: Sequence[Pieced]) -> tuple[list[str], list[str]]:
        """Bring the contents over; returns the hashes that are lost, and whose they are."""
        listed, _ = self._left.contents()
        owners: dict[str, str] = {}
        for piece in pieces:
            for attachment in piece.petition.attachments:
                owners[attachment.sha256] = f"{piece.petition.number} {attachment.name}"
            for letter in piece.petition.letters:
                owners[letter.sha256] = f"{piece.petition.number} {letter.number}"
        wanted = set(owners) | contents_of(self._registry)
        lost = []
        for done, sha in enumerate(sorted(wanted | set(listed))):
            self._progress(done, len(wanted))
            content = self._left.content(sha)
            if content is not None:
                self._registry.attachments.put_bytes(content)
            elif sha in wanted:
                lost.append(sha)
        return lost, [owners.get(sha, sha[:12]) for sha in lost]

    def _tell(
        self, pieces: Sequence[Pieced], drafts: Sequence[tuple[str, Changes]], losses: Losses
    ) -> None:
        """Write into the record what was put in place of what is lost."""
        note = str(Message("从损坏的登记簿抢救"))
        events = [self._event(kind, None, changes, note) for kind, changes in drafts]
        events += [
            self._event(history.SALVAGE, piece.petition.id, piece.changes, note)
            for piece in pieces
            if piece.changes
        ]
        events.append(self._event(history.SALVAGE, None, to_changes(losses), note))
        self._registry.events.append(events)

    def _event(self, kind: str, petition_id: int | None, changes: Changes, note: str) -> Event:
        at = self.context.now().replace(microsecond=0)
        return Event(0, petition_id, kind, at, at.date(), self._left.account, changes, note)


def _end_lost(survivors: Survivors, pieces: Sequence[Pieced]) -> list[Message]:
    """Where the end of the table of petitions cannot be read, nobody knows how many there were."""
    newest = max(pieces, key=lambda piece: piece.petition.id, default=None)
    beyond = newest.petition.id if newest else 0
    if all(last <= beyond for _, last in survivors.petitions.lost):
        return []
    return [
        Message(
            "{number} 以后登记的信访件可能全部丢失，请按纸质件补登，并核对编号。",
            number=newest.petition.number if newest else "—",
        )
    ]


def _gaps(seqs: Sequence[int], noted: int) -> Ranges:
    """The numbers of events that are missing between 1 and the newest that is known of."""
    gaps: Ranges = []
    expected = 1
    for seq in (*seqs, max(noted, seqs[-1] if seqs else 0) + 1):
        if seq > expected:
            gaps.append((expected, seq - 1))
        expected = max(expected, seq + 1)
    return gaps


def _numbers(pieces: Sequence[Pieced]) -> tuple[tuple[int, int], ...]:
    """Numbers of a year that no petition carries any more."""
    taken: dict[int, set[int]] = {}
    for piece in pieces:
        if piece.petition.year > 0:
            taken.setdefault(piece.petition.year, set()).add(piece.petition.sequence)
    return tuple(
        (year, sequence)
        for year, found in sorted(taken.items())
        for sequence in range(1, max(found))
        if sequence not in found
    )


def _ids(pieces: Sequence[Pieced]) -> tuple[int, ...]:
    """Petitions of which nothing is left, as far as later ones tell."""
    found = {piece.petition.id for piece in pieces}
    return tuple(i for i in range(1, max(found, default=0)) if i not in found)


def _without_trace(losses: Losses, pieces: Sequence[Pieced]) -> list[Message]:
    """Between which others the petitions were registered of which nothing is left.

    A number that is missing in its year may be one of them, or of one that is kept without its number.
    """
    numbers = {piece.petition.id: piece.petition.number for piece in pieces}
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
