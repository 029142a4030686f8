"""Checking the whole registry: chain, rows, search, attachments; in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from petitiondesk.domain import history, record
from petitiondesk.domain import office as office_values
from petitiondesk.domain.clocks import Timing
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.reception import to_record
from petitiondesk.domain.record import GENESIS, Record, fold
from petitiondesk.domain.terms import State
from petitiondesk.services.context import Context, Progress, no_progress
from petitiondesk.services.returns import row_name, row_record

_KEPT = (history.OFFICE, history.RECEPTION, history.RETURN, history.SHEET, history.FORM)
"""Kinds of events that hold, folded, what stands in a table of the office."""


@dataclass(frozen=True)
class Report:
    """What `verify` found. ``fingerprint`` is the last event's hash, "" for an empty record."""

    petitions: int
    events: int
    attachments: int
    fingerprint: str
    faults: tuple[Message, ...]

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
        """Check everything; takes about a second for ten thousand petitions.

        Raises:
            Cancelled: from ``progress``.
        """
        with self._registry.reading():
            records, kept, faults = self._walk(progress)
            faults += self._settings(kept[history.OFFICE])
            faults += self._receptions(kept[history.RECEPTION])
            faults += self._returns(kept[history.RETURN])
            faults += self._sheets(kept[history.SHEET])
            faults += self._forms(kept[history.FORM])
            timing = self._context.timing()
            shas: set[str] = set()
            for petition in self._registry.petitions.all():
                faults += self._row(petition, records.pop(petition.id, None), timing)
                shas.update(a.sha256 for a in petition.attachments)
                shas.update(letter.sha256 for letter in petition.letters)
            faults += [Message("第 {id} 件有经过，但台账里没有这一行。", id=i) for i in records]
            faults += self._counts()
            shas.update(self._registry.settings.office().templates.values())
            shas.update(row.sha256 for row in self._registry.returns.all())
            shas.update(sha for form in self._registry.forms.all() for sha in form.contents())
            last = self._registry.events.last()
            totals = self._registry.petitions.count(), self._registry.events.count()
        faults += self._attachments(shas)
        return Report(*totals, len(shas), last.hash if last else "", tuple(faults))

    def _walk(
        self, progress: Progress
    ) -> tuple[dict[int, Record], dict[str, Record], list[Message]]:
        """Rebuild every record from the events, checking each link of the chain.

        Returns the petitions by id, and what belongs to the office by kind of event.
        """
        records: dict[int, Record] = {}
        kept: dict[str, Record] = {kind: {} for kind in _KEPT}
        faults: list[Message] = []
        previous, expected = GENESIS, 1
        total = self._registry.events.count()
        for event in self._registry.events.all():
            if event.seq != expected:
                faults.append(Message("经过第 {seq} 条缺失。", seq=expected))
            if event.chained(previous) != event.hash:
                faults.append(Message("经过第 {seq} 条被改动过：校验值不符。", seq=event.seq))
            previous, expected = event.hash, event.seq + 1
            if event.petition_id is not None:
                records[event.petition_id] = fold(records.get(event.petition_id, {}), event.changes)
            elif event.kind in kept:
                kept[event.kind] = fold(kept[event.kind], event.changes)
            if event.seq % 500 == 0:
                progress(event.seq, total)
        return records, kept, faults

    def _settings(self, office: Record) -> list[Message]:
        stored = office_values.to_record(self._registry.settings.office())
        if office and stored != {**stored, **office}:
            return [Message("单位设置与经过里的记录不一致。")]
        return []

    def _receptions(self, expected: Record) -> Iterator[Message]:
        stored = {d.day.isoformat(): to_record(d) for d in self._registry.receptions.all()}
        for day in record.difference(expected, stored):
            yield Message("{day} 的接访记录与经过不一致。", day=day)

    def _returns(self, expected: Record) -> Iterator[Message]:
        stored = {row_name(row): row_record(row) for row in self._registry.returns.all()}
        for name in record.difference(expected, stored):
            yield Message("上报的报表“{name}”与经过不一致。", name=name)

    def _sheets(self, expected: Record) -> Iterator[Message]:
        stored = {str(s.serial): record.encode(s) for s in self._registry.sheets.all()}
        for serial in record.difference(expected, stored):
            yield Message("科室办理表第 {serial} 号与经过不一致。", serial=serial)

    def _forms(self, expected: Record) -> Iterator[Message]:
        stored = {form.name: record.encode(form) for form in self._registry.forms.all()}
        for name in record.difference(expected, stored):
            yield Message("上级报表“{name}”与经过不一致。", name=name)

    def _row(
        self, petition: Petition, expected: Record | None, timing: Timing
    ) -> Iterator[Message]:
        number = petition.number
        if expected is None:
            yield Message("{number} 在台账里，但没有经过。", number=number)
        elif record.to_record(petition) != expected:
            names = record.difference(expected, record.to_record(petition))
            yield Message(
                "{number} 与经过不一致：{fields}。", number=number, fields="、".join(names)
            )
        if not self._registry.petitions.derived_columns_fit(petition):
            yield Message("{number} 的列表栏目与内容不一致。", number=number)
        if not self._registry.clocks.fit(petition.id, timing.clocks(petition)):
            yield Message("{number} 的期限与规则不一致。", number=number)
        if petition.state is not State.VOID and not self._registry.search.fits(petition):
            yield Message("{number} 用检索找不到：索引不完整。", number=number)

    def _counts(self) -> Iterator[Message]:
        if self._registry.search.count() != self._registry.petitions.count_in_force():
            yield Message("检索索引的件数与台账不一致。")
        if not self._registry.search.intact():
            yield Message("检索索引已损坏。")
        for year, missing in self._registry.petitions.gaps():
            yield Message("{year} 年的编号不连续，缺 {n} 个。", year=year, n=missing)

    def _attachments(self, shas: set[str]) -> list[Message]:
        return [
            Message("附件 {sha} 缺失或损坏。", sha=sha[:12])
            for sha in sorted(shas)
            if not self._registry.attachments.intact(sha)
        ]
