"""Use case: the imports there were, and taking a whole one back (撤销整次导入).

Petitions are never deleted: each becomes void (已作废) by an event that says why.
"""

from collections.abc import Sequence

from petitiondesk.data.imports import PastImport
from petitiondesk.domain import history, record
from petitiondesk.domain.copying import replace
from petitiondesk.domain.errors import Finding, InvalidInput, NotFound, Severity, StepNotAllowed
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.terms import State
from petitiondesk.services.cleaning import clean_text
from petitiondesk.services.context import Context, Progress, no_progress

__all__ = ["PastImport", "PastImports"]

_BATCH = 500
_NAMED = 5
"""Numbers that a refusal names."""


class PastImports:
    """Lists the imports and undoes one of them as a whole."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._registry = context.registry

    def all(self) -> list[PastImport]:
        """Every import, newest first."""
        with self._registry.reading():
            return self._registry.imports.all()

    def undo(self, import_id: int, reason: str, progress: Progress = no_progress) -> int:
        """Make every petition of an import void, in one transaction; returns how many.

        Numbers that are the last ones of their year are given back: the petition keeps its old
        number only in its record. Where later petitions were numbered after them, the void ones keep
        theirs, so that no number of the year is unexplained.

        Raises:
            InvalidInput: no reason is given.
            NotFound: there is no such import.
            StepNotAllowed: it was undone already, or some of its petitions were worked on since.
            Cancelled: from ``progress``; nothing was undone.
        """
        if not clean_text(reason):
            raise InvalidInput([Finding("reason", Severity.REFUSE, Message("请写明撤销的原因。"))])
        with self._registry.transaction():
            self._refuse(import_id)
            imports = self._registry.imports
            kept = imports.years_numbered_on(import_id)
            ids = imports.petition_ids(import_id)
            for start in range(0, len(ids), _BATCH):
                progress(start, len(ids))
                self._make_void(ids[start : start + _BATCH], kept, reason)
            progress(len(ids), len(ids))
            imports.undo(import_id, self._context.now())
        return len(ids)

    def _refuse(self, import_id: int) -> None:
        found = self._registry.imports.get(import_id)
        if found is None:
            raise NotFound(Message("没有这次导入的记录。没有改动任何内容。"))
        if found.undone_at is not None:
            raise StepNotAllowed(Message("这次导入已经撤销过了，没有改动任何内容。"))
        worked_on = self._registry.imports.worked_on(import_id, history.NO_WORK)
        if worked_on:
            raise StepNotAllowed(
                Message(
                    "这次导入的信访件里有 {n} 件后来办理过或被关联（{numbers}），不能整次撤销。"
                    "没有改动任何内容；填错的内容可以在案卷里逐件更正。",
                    n=len(worked_on),
                    numbers=_first(worked_on),
                )
            )

    def _make_void(self, ids: Sequence[int], kept: set[int], reason: str) -> None:
        before = self._registry.petitions.many(ids)
        after = [_void(petition, keep_number=petition.year in kept) for petition in before]
        drafts = [
            self._context.event(
                history.UNDO_IMPORT,
                new.id,
                record.difference(record.to_record(old), record.to_record(new)),
                note=reason,
            )
            for old, new in zip(before, after, strict=True)
        ]
        self._registry.events.append(drafts)
        self._registry.petitions.make_void(after)
        self._registry.clocks.drop(ids)


def _first(numbers: Sequence[str]) -> str:
    more = "…" if len(numbers) > _NAMED else ""
    return "、".join(numbers[:_NAMED]) + more


def _void(petition: Petition, *, keep_number: bool) -> Petition:
    void = replace(petition, state=State.VOID, due_on=None)
    if keep_number:
        return void
    return replace(void, number=f"作废-{petition.id}", year=0, sequence=petition.id)
