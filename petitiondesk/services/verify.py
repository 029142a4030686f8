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

from petitiondesk.data import schema, tallies
from petitiondesk.data.checks import schema_faults
from petitiondesk.data.registry import Registry
from petitiondesk.domain.clocks import Timing
from petitiondesk.domain.errors import DamagedRegistry, refused
from petitiondesk.domain.messages import Message
from petitiondesk.domain.office import Office
from petitiondesk.services.context import Context, Progress, no_progress
from petitiondesk.services.verify_contents import ContentCheck
from petitiondesk.services.verify_imports import ImportCheck
from petitiondesk.services.verify_petitions import PetitionCheck
from petitiondesk.services.verify_record import Walked, walk_chain
from petitiondesk.services.verify_tables import recorded_office, table_faults

_TOLD_EVERY = 50
"""Petitions between two calls of the progress."""

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
        steps = Steps(progress)
        with registry.database.ticking(steps.tick):
            totals = registry.petitions.count(), registry.events.count()
            steps.total = sum(totals)
            faults = list(schema_faults(registry.database, schema.create))
            walked = walk_chain(registry, steps.at)
            faults += walked.faults
            faults += table_faults(registry, walked)
            imports = ImportCheck(registry)
            contents = ContentCheck(registry, walked.losses.contents)
            steps.at(totals[1])
            check = PetitionCheck(registry, walked, imports, contents)
            faults += check.faults(self._timing(walked), steps.one)
            faults += imports.faults()
            faults += self._counts(walked)
            contents.want(_of_office(registry))
            faults += contents.faults(steps.tick)
        fingerprint = walked.fingerprint
        return Report(*totals, contents.count(), fingerprint, tuple(faults), tuple(walked.lost))

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
        for table in tallies.misfits(self._registry.database):
            yield Message("计数表 {table} 与台账不一致。", table=table)
        known = [year for year, _ in walked.losses.numbers]
        for year, missing in petitions.gaps():
            if missing > known.count(year):
                yield Message("{year} 年的编号不连续，缺 {n} 个。", year=year, n=missing)


class Steps:
    """How far it is; told often, and while a long statement runs, so that it can be stopped there."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._done = 0
        self.total: int | None = None

    def at(self, done: int) -> None:
        """So much is done."""
        self._done = done
        self.tick()

    def one(self) -> None:
        """One petition more is done."""
        self._done += 1
        if self._done % _TOLD_EVERY == 0:
            self.tick()

    def tick(self) -> None:
        """Nothing more is done, but a chance to stop."""
        self._progress(self._done, self.total)


def _of_office(registry: Registry) -> set[str]:
    try:
        return contents_of(registry)
    except (ValueError, TypeError, KeyError):
        return set()  # what cannot be read is a fault of its table


def contents_of(registry: Registry) -> set[str]:
    """The contents that the office's templates, returns and forms refer to."""
    wanted = set(registry.settings.office().templates.values())
    wanted.update(row.sha256 for row in registry.returns.all())
    wanted.update(sha for form in registry.forms.all() for sha in form.contents())
    return wanted
