"""Checking the whole registry: chain, rows, search, attachments; in words.

`verify` finds what was changed, removed or put in behind the program's back. What it cannot find by
itself is a record that was reckoned anew from some event on by somebody who has the key: that shows
in the fingerprints that were printed before (`check_fingerprint`).
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from petitiondesk.data import schema
from petitiondesk.data.checks import schema_faults
from petitiondesk.data.registry import Registry
from petitiondesk.data.row_check import StoredRows, misfit, stored_rows
from petitiondesk.domain.clocks import Timing
from petitiondesk.domain.errors import DamagedRegistry, refused
from petitiondesk.domain.messages import Message
from petitiondesk.domain.office import Office
from petitiondesk.domain.record import Record, from_record
from petitiondesk.domain.terms import State
from petitiondesk.services.context import Context, Progress, no_progress
from petitiondesk.services.verify_record import Walked, walk
from petitiondesk.services.verify_tables import attachment_faults, recorded_office, table_faults

PRINTED = 16
"""Digits of a fingerprint that are printed on returns; the whole has 64."""


@dataclass(frozen=True)
class Report:
    """What `verify` found. ``fingerprint`` is the last event's hash, "" for an empty record.

    ``losses`` were named by a salvage (抢救): they are said first and are no faults.
    """

    petitions: int
    events: int
    attachments: int
    fingerprint: str
    faults: tuple[Message, ...]
    losses: tuple[Message, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.faults


class VerifyService:
    """Walks the record from its first event and compares everything with it."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._registry = context.registry

    def verify(self, progress: Progress = no_progress) -> Report:
        """Check everything; a page that cannot be read is one of the faults.

        Raises:
            Cancelled: from ``progress``.
        """
        try:
            with self._registry.reading():
                return self._verify(progress)
        except DamagedRegistry as error:
            return Report(0, 0, 0, "", (error.message,))

    def check_fingerprint(self, typed: str) -> Message:
        """What a fingerprint that was printed earlier says: all of it, or its beginning.

        Blanks, groups and capitals do not matter.

        Raises:
            InvalidInput: it is no fingerprint.
        """
        wanted = re.sub(r"[\s\-–—_.:：]+", "", unicodedata.normalize("NFKC", typed)).lower()
        if not re.fullmatch(rf"[0-9a-f]{{{PRINTED},64}}", wanted):
            raise refused(
                "fingerprint",
                Message("指纹由 0–9 和 a–f 组成，至少 {n} 位。请照打印件逐组核对。", n=PRINTED),
            )
        with self._registry.reading():
            found = self._registry.events.with_fingerprint(wanted)
        if not found:
            return Message(
                "登记簿里没有一条经过是这个指纹。请先核对有没有抄错；没有抄错的话，"
                "打印之后，那以前的经过被改动过，或者这是另一个登记簿的打印件。"
            )
        seq, at = found[0]
        return Message(
            "这是第 {seq} 条经过的指纹，时间是 {at}。校验完好时，这一条和它以前的经过都没有改动过。",
            seq=seq,
            at=f"{datetime.fromisoformat(at):%Y-%m-%d %H:%M}",
        )

    def _verify(self, progress: Progress) -> Report:
        registry = self._registry
        totals = registry.petitions.count(), registry.events.count()
        units = sum(totals)
        faults = list(schema_faults(registry.database, schema.create))
        walked = walk(registry, lambda done: progress(done, units))
        faults += walked.faults
        faults += table_faults(registry, walked)
        faults += self._rows(walked, progress, totals[1], units)
        faults += self._counts(walked)
        wanted = self._contents(walked)
        faults += attachment_faults(
            registry, wanted, set(walked.losses.contents), lambda: progress(units, units)
        )
        return Report(*totals, len(wanted), walked.fingerprint, tuple(faults), tuple(walked.lost))

    def _rows(self, walked: Walked, progress: Progress, done: int, units: int) -> Iterator[Message]:
        """Every petition's rows against what its events give."""
        timing = self._timing(walked)
        left = dict(walked.records)
        for petition_id, stored in stored_rows(self._registry.database):
            done += 1
            if done % 100 == 0:
                progress(done, units)
            expected = left.pop(petition_id, None)
            number = str((expected or {}).get("number") or stored.row.get("number") or petition_id)
            if not stored.row:
                if expected is None:
                    yield Message("第 {id} 件只剩零散的内容，没有经过。", id=petition_id)
                else:
                    left[petition_id] = expected
            elif expected is None:
                yield Message("{number} 在台账里，但没有经过。", number=number)
            else:
                yield from _row(petition_id, number, expected, stored, timing)
        for petition_id in left:
            yield Message("第 {id} 件有经过，但台账里没有这一行。", id=petition_id)

    def _timing(self, walked: Walked) -> Timing:
        """By what limits are counted, as the record has it; by the program's own rules if it is torn."""
        try:
            return self._context.timing(recorded_office(walked))
        except (ValueError, TypeError, KeyError, AttributeError):
            return self._context.timing(Office())

    def _counts(self, walked: Walked) -> Iterator[Message]:
        petitions = self._registry.petitions
        if self._registry.search.count() != petitions.count_in_force():
            yield Message("检索索引的件数与台账不一致。")
        if not self._registry.search.intact():
            yield Message("检索索引已损坏。")
        known = [year for year, _ in walked.losses.numbers]
        for year, missing in petitions.gaps():
            if missing > known.count(year):
                yield Message("{year} 年的编号不连续，缺 {n} 个。", year=year, n=missing)

    def _contents(self, walked: Walked) -> set[str]:
        """The contents that attachments, letters, templates, returns and forms refer to."""
        registry = self._registry
        wanted = {
            str(entry.get("sha256"))
            for petition in walked.records.values()
            for part in ("attachments", "letters")
            for entry in petition.get(part, ())
        }
        try:
            return wanted | contents_of(registry)
        except (ValueError, TypeError, KeyError):
            return wanted  # what cannot be read is a fault of its table


def contents_of(registry: Registry) -> set[str]:
    """The contents that the office's templates, returns and forms refer to."""
    wanted = set(registry.settings.office().templates.values())
    wanted.update(row.sha256 for row in registry.returns.all())
    wanted.update(sha for form in registry.forms.all() for sha in form.contents())
    return wanted


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
            "{number} 与经过不一致：{fields}。", number=number, fields="、".join(found.fields)
        )
    if found.lists:
        yield Message("{number} 的列表栏目与内容不一致。", number=number)
    if found.clocks:
        yield Message("{number} 的期限与规则不一致。", number=number)
    if found.search:
        yield Message("{number} 用检索找不到：索引不完整。", number=number)
