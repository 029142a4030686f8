"""Two copies from one letter: the original, and one for a file that others may see (遮盖件).

Each is recorded before it is in its place. The redacted copy is looked through by other means than
it was made with before it is handed out; what is found keeps it in the house.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from petitiondesk.domain import history, notes
from petitiondesk.domain.masking import TextMask
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Letter, Petition, Petitioner
from petitiondesk.domain.record import Event, decode
from petitiondesk.domain.rights import Right
from petitiondesk.domain.terms import LetterKind
from petitiondesk.exchange.letter_redaction import redact
from petitiondesk.exchange.redaction_check import check
from petitiondesk.exchange.safe_file import replacing
from petitiondesk.infra.resources import resource
from petitiondesk.services.context import Context

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_BETWEEN = re.compile(r"[、，,；;/\s]+")


class LetterCopies:
    """Saves copies of letters; ``template`` gives the template in use for a kind."""

    def __init__(self, context: Context, template: Callable[[LetterKind], bytes]) -> None:
        self._context = context
        self._registry = context.registry
        self._template = template

    def save_original(self, petition_id: int, letter: Letter, target: Path) -> None:
        """Write the letter as it went out; an event.

        Raises:
            NotAllowed: the account that works may not see whom it names.
            NotFound: it is not in the registry.
            FileProblem, StorageError: it could not be written; an older file is as it was.
        """
        with self._registry.reading():
            petition = self._registry.petitions.get(petition_id)
            self._context.need(Right.SEALED if petition.sealed else Right.UNMASK)
        note = Message(notes.LETTER, letter=label(letter))
        self._save(petition_id, self._document(letter), target, note)

    def save_redacted(self, petition_id: int, letter: Letter, target: Path) -> None:
        """Write the letter with nobody named in it, after a second look; an event.

        Names, papers, phones, addresses and postcodes of all petitioners that the case ever had are
        masked as in lists; of a sealed case wholly, and whom it complains of besides.

        Raises:
            NotAllowed: the account that works may not export, or not open a sealed case.
            NotFound: it is not in the registry.
            FileProblem: no copy can be made, or something was still found in it; nothing is written.
            StorageError: the disk did not take it; an older file is as it was.
        """
        with self._registry.reading():
            petition = self._registry.petitions.get(petition_id)
            self._context.need(Right.SEALED if petition.sealed else Right.EXPORT)
            events = self._registry.events.of_petition(petition_id)
            office = self._context.office().name
        mask = _mask(petition, events, office)
        cover = resource("pictures", "covered.png").read_bytes()
        copy = redact(self._document(letter), mask, cover, self._template(letter.kind))
        check(copy, mask.secrets)
        note = Message(notes.LETTER_MASKED, letter=label(letter))
        self._save(petition_id, copy, target, note)

    def open_copy(self, petition_id: int, letter: Letter, folder: Path) -> Path:
        """Write the letter for Word or WPS into ``folder``; the kept one stays as it is. An event.

        An older copy of the same name is left alone: the new one gets a number behind its name.

        Raises:
            NotAllowed: the account that works may not see whom it names.
            NotFound: it is not in the registry.
            FileProblem, StorageError: it could not be written.
        """
        with self._registry.reading():
            petition = self._registry.petitions.get(petition_id)
            self._context.need(Right.SEALED if petition.sealed else Right.UNMASK)
        name = Path(file_name(letter))
        path, again = folder / name, 2
        while path.exists():
            path, again = folder / f"{name.stem} ({again}){name.suffix}", again + 1
        note = Message(notes.LETTER_OPENED, letter=label(letter))
        self._save(petition_id, self._document(letter), path, note)
        return path

    def _document(self, letter: Letter) -> bytes:
        return b"".join(self._registry.attachments.chunks(letter.sha256))

    def _save(self, petition_id: int, document: bytes, target: Path, note: Message) -> None:
        with replacing(target) as part:
            part.write_bytes(document)
            # The record is written before the file is in its place: no copy goes unrecorded.
            with self._registry.transaction():
                petition = self._registry.petitions.get(petition_id)
                self._context.write(petition, petition, history.EXPORT, note=str(note))


def label(letter: Letter) -> str:
    """A letter's kind and number, without anybody's name."""
    return f"{letter.kind.zh} {letter.number}".strip()


def file_name(letter: Letter, *, redacted: bool = False) -> str:
    """The name of a copy's file: kind and number, as far as a name may hold them."""
    return _UNSAFE.sub("-", f"{label(letter)}{' 遮盖件' if redacted else ''}") + ".docx"


def _mask(petition: Petition, events: Sequence[Event], office: str) -> TextMask:
    """Masks everybody that the case names now or did before a correction."""
    people = [*petition.petitioners, *_former_people(events)]
    also = {person.postcode for person in people}
    if petition.sealed:
        # The bureau whose letter it is stands in its head, whomever it is about.
        also |= {name for name in _respondents(petition, events) if name != office}
    return TextMask(people, whole=petition.sealed, also=sorted(also))


def _former_people(events: Sequence[Event]) -> Iterator[Petitioner]:
    for event in events:
        for side in event.changes.get("petitioners", ()):
            yield from (decode(Petitioner, person) for person in side or ())


def _respondents(petition: Petition, events: Sequence[Event]) -> Iterator[str]:
    """Whom a petition complains of: what was written, and each name in it."""
    written = {petition.complained_of}
    for event in events:
        written |= {side or "" for side in event.changes.get("complained_of", ())}
    for text in written:
        yield text
        yield from _BETWEEN.split(text)
