"""The files of a petition: added, taken off, written out again."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from petitiondesk.data.attachments import AttachmentStore
from petitiondesk.domain import history, notes
from petitiondesk.domain.errors import NotFound, need_reason
from petitiondesk.domain.ledger import SEALED
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Attachment, Petition, Scan
from petitiondesk.domain.rights import Right
from petitiondesk.domain.text_masking import mask_text
from petitiondesk.exchange.safe_file import replacing
from petitiondesk.services.cleaning import clean_text
from petitiondesk.services.context import Context

NewFile = Path | Scan
"""A file to attach: on disk, or pasted."""


class AttachmentService:
    """Attachments (附件) of petitions that are registered already."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._registry = context.registry

    def attach(self, petition_id: int, files: Sequence[NewFile]) -> Petition:
        """Add files to a petition.

        Raises:
            FileProblem: a file cannot be read; none was added.
        """
        stored = keep(self._registry.attachments, files)
        with self._registry.transaction():
            before = self._registry.petitions.get(petition_id)
            history.refuse_archived(before)
            after = replace(before, attachments=(*before.attachments, *stored))
            after, _ = self._context.write(before, after, history.ATTACH)
        return after

    def detach(self, petition_id: int, position: int, reason: str) -> Petition:
        """Take a file off a petition; its content stays in the record's keeping.

        Raises:
            InvalidInput: no reason is given.
            NotFound: there is no such attachment.
        """
        need_reason(reason)
        with self._registry.transaction():
            before = self._registry.petitions.get(petition_id)
            history.refuse_archived(before)
            if not 0 <= position < len(before.attachments):
                raise NotFound(Message("这一件没有这个附件。记录没有改动。"))
            kept = tuple(a for i, a in enumerate(before.attachments) if i != position)
            after = replace(before, attachments=kept)
            after, _ = self._context.write(before, after, history.DETACH, note=reason.strip())
        return after

    def save(self, petition_id: int, attachment: Attachment, target: Path) -> None:
        """Write an attachment's content to a file of the user's choice, and note that in the record.

        What is in it is not masked, so whoever takes it out needs the right to see it.

        Raises:
            FileProblem, StorageError: it could not be written; an older file is as it was.
            NotAllowed: the account that works may not see what is masked.
        """
        petition = self._registry.petitions.get(petition_id)
        self._context.need(Right.SEALED if petition.sealed else Right.UNMASK)
        with replacing(target) as part:
            with part.open("wb") as file:
                for piece in self._registry.attachments.chunks(attachment.sha256):
                    file.write(piece)
            # The record is written before the file is in its place: no export goes unrecorded.
            # The record of the registry shows this note to whoever may not see what is masked.
            name = SEALED if petition.sealed else mask_text(attachment.name, petition.petitioners)
            note = str(Message(notes.ATTACHMENT, name=name))
            with self._registry.transaction():
                petition = self._registry.petitions.get(petition_id)
                self._context.write(petition, petition, history.EXPORT, note=note)


def keep(store: AttachmentStore, files: Sequence[NewFile]) -> tuple[Attachment, ...]:
    """Put files into the store, durable before anything refers to them.

    Raises:
        FileProblem: a file cannot be read.
    """
    stored = []
    for file in files:
        sha256, size = store.put_scan(file) if isinstance(file, Scan) else store.put(file)
        stored.append(Attachment(sha256, clean_text(file.name, one_line=True), size))
    return tuple(stored)
