"""Use case: the ledger as an Excel workbook, what the filter shows, in the order shown."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from petitiondesk.data.exported import FullLine, full_lines
from petitiondesk.domain import history, masking
from petitiondesk.domain.clocks import standing
from petitiondesk.domain.errors import Finding, InvalidInput, Severity
from petitiondesk.domain.ledger import SEALED, LedgerFilter, LedgerRow, Order
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import TOPIC_JOINT, Petitioner
from petitiondesk.domain.record import Changes
from petitiondesk.domain.rights import Right
from petitiondesk.exchange.workbook import Column, ColumnKind, Sheet, write_ledger
from petitiondesk.services.context import Context, Progress, no_progress
from petitiondesk.services.ledger import as_seen

_BATCH = 500


class _View:
    """One petition as an export sees it: names masked, a sealed petition shut, or not."""

    def __init__(self, line: FullLine, today: date, *, masked: bool, shut: bool) -> None:
        self.line = line
        self._masked = masked
        self._shut = shut
        self._today = today
        self._hide = masking.TextMask(line.petitioners) if masked and not shut else str

    def open_text(self, text: str) -> str:
        """A text: shut in a masked export of a sealed petition, else without what names petitioners."""
        if not text:
            return ""
        return SEALED if self._shut else self._hide(text)

    def of_first(self, value: Callable[[Petitioner], str], mask: Callable[[str], str]) -> str:
        """Something of each petitioner, joined, masked as the export is."""
        if self._shut:
            return SEALED if self.line.petitioners else ""
        texts = [value(person) for person in self.line.petitioners]
        shown = [mask(text) if self._masked else text for text in texts]
        return "、".join(text for text in shown if text)

    def names(self) -> str:
        """The petitioners' names; organisations are named in full."""
        if not self.line.petitioners:
            return "匿名" if self.line.anonymous else ""
        if self._shut:
            return SEALED
        return "、".join(
            p.name if p.organisation or not self._masked else masking.mask_name(p.name)
            for p in self.line.petitioners
        )

    def due(self) -> str:
        """How the due date stands on the day of the export."""
        return str(standing(self.line.due_on, self.line.concluded_on, self._today).message)


_Value = Callable[[_View], "str | date | int | None"]
_T, _L, _D, _C = ColumnKind.TEXT, ColumnKind.LONG_TEXT, ColumnKind.DATE, ColumnKind.COUNT

COLUMNS: tuple[tuple[Column, _Value], ...] = (
    (Column("登记编号", _T, 17), lambda v: v.line.number),
    (Column("收到日期", _D, 12), lambda v: v.line.received_on),
    (Column("信访形式", _T, 10), lambda v: v.line.channel.zh),
    (Column("诉求类别", _T, 10), lambda v: v.line.petition_class.zh),
    (Column("信访人", _T, 12), lambda v: v.names()),
    (Column("信访人数", _C, 7), lambda v: v.line.people_present),
    (Column("概况", _L, 40), lambda v: v.open_text(v.line.summary)),
    (Column("内容分类", _T, 16), lambda v: v.line.topic.replace(TOPIC_JOINT, "›")),
    (Column("问题属地", _T, 16), lambda v: v.open_text(v.line.place)),
    (Column("主办科室", _T, 14), lambda v: v.open_text(v.line.lead_section)),
    (Column("状态", _T, 10), lambda v: v.line.state.zh),
    (Column("办理期限", _D, 12), lambda v: v.line.due_on),
    (Column("期限情况", _T, 14), lambda v: v.due()),
    (Column("办结日期", _D, 12), lambda v: v.line.concluded_on),
    # From here on for the screen: too much for a sheet of A4.
    (Column("外部编号", _T, 16), lambda v: v.line.external_no),
    (Column("初次/重复", _T, 10), lambda v: "重复" if v.line.repeat else "初次"),
    (Column("证件号码", _T, 22), lambda v: v.of_first(lambda p: p.id_number, masking.mask_id)),
    (Column("电话", _T, 16), lambda v: v.of_first(lambda p: p.phone, masking.mask_phone)),
    (Column("住址", _T, 24), lambda v: v.of_first(lambda p: p.address, masking.mask_address)),
    (Column("主要内容", _L, 60), lambda v: v.open_text(v.line.content)),
    (Column("答复内容", _L, 60), lambda v: v.open_text(v.line.reply)),
    (Column("答复日期", _D, 12), lambda v: v.line.replied_on),
    (Column("档号", _T, 22), lambda v: v.line.archive_ref),
)
"""Columns of the exported ledger, in Chinese: the workbook is a document of the office."""

PRINTED = 14
"""How many of `COLUMNS` go on paper."""


class ExportService:
    """Writes ledgers; every export is an event."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._registry = context.registry

    def ledger(
        self,
        path: Path,
        shown: LedgerFilter,
        order: Order,
        *,
        unmasked_reason: str | None = None,
        progress: Progress = no_progress,
    ) -> int:
        """Write what ``shown`` shows and return the number of petitions.

        Names, papers, phones and addresses are masked and sealed cases shut, unless a reason is
        given for showing them; sealed cases stay shut to an account that may not open them.

        Raises:
            InvalidInput: an empty reason.
            NotAllowed: the account that works may not export, or not what is masked.
            FileProblem, StorageError: the file could not be written; an older one is as it was.
            Cancelled: from ``progress``; no file is left.
        """
        masked = unmasked_reason is None
        if unmasked_reason is not None and not unmasked_reason.strip():
            raise InvalidInput(
                [
                    Finding(
                        "reason",
                        Severity.REFUSE,
                        Message("导出完整信息须写明原因：它会留在经过里。"),
                    )
                ]
            )
        with ExitStack() as view:
            view.enter_context(self._registry.reading())
            self._context.need(Right.EXPORT if masked else Right.UNMASK)
            shut = masked or not self._context.may(Right.SEALED)
            seen = as_seen(self._context, shown)
            ids = self._registry.ledger.found(seen, order, self._context.today).ids

            def log(count: int) -> None:
                # The record is written before the file is in its place: no export goes unrecorded.
                view.close()
                self._log(count, masked=masked, reason=unmasked_reason or "")

            return write_ledger(
                path,
                self._sheet(len(ids), masked=masked),
                self._rows(ids, masked=masked, shut=shut),
                lambda done: progress(done, len(ids)),
                created=self._context.now().replace(tzinfo=None),
                before_keeping=log,
            )

    def copied(self, ids: Sequence[int]) -> list[LedgerRow]:
        """The lines of several petitions, masked, for another program's sheet; that enters the record.

        Whoever copies one line or one cell reads it off the screen, which needs no entry.

        Raises:
            NotAllowed: the account that works may not export.
        """
        with self._registry.reading():
            self._context.need(Right.EXPORT)
            rows = self._registry.ledger.rows(ids)
        if len(rows) > 1:
            changes: Changes = {"copied": [None, len(rows)]}
            with self._registry.transaction():
                self._registry.events.append([self._context.event(history.EXPORT, None, changes)])
        return rows

    def printed(self, what: str) -> None:
        """Note in the record that a list of the ledger was printed or saved as a file."""
        with self._registry.transaction():
            self._registry.events.append([self._context.event(history.PRINT, None, {}, note=what)])

    def _sheet(self, count: int, *, masked: bool) -> Sheet:
        office = self._context.office().name
        note = (
            f"{office}　共 {count} 件　{self._context.today.isoformat()} 导出　"
            f"{'姓名、证件、电话、住址已脱敏' if masked else '含完整个人信息，请妥善保管'}"
        )
        columns = tuple(column for column, _ in COLUMNS)
        return Sheet("台账", f"{office}信访登记台账", note, columns, PRINTED)

    def _rows(
        self, ids: Sequence[int], *, masked: bool, shut: bool
    ) -> Iterator[list[str | date | int | None]]:
        today = self._context.today
        values = [value for _, value in COLUMNS]
        for start in range(0, len(ids), _BATCH):
            for line in full_lines(self._registry.database, ids[start : start + _BATCH]):
                view = _View(line, today, masked=masked, shut=shut and line.sealed)
                yield [value(view) for value in values]

    def _log(self, count: int, *, masked: bool, reason: str) -> None:
        changes: Changes = {"count": [None, count], "masked": [None, masked]}
        with self._registry.transaction():
            self._registry.events.append(
                [self._context.event(history.EXPORT, None, changes, note=reason.strip())]
            )
