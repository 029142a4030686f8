"""Use cases of letters (文书): make one from a case, number it, keep it; the office's own templates."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from petitiondesk.domain import history
from petitiondesk.domain.errors import FileProblem, Finding, InvalidInput, Severity, refused
from petitiondesk.domain.messages import Message
from petitiondesk.domain.numbering import Pattern
from petitiondesk.domain.office import Office
from petitiondesk.domain.petition import Attachment, Letter, Petition, Scan
from petitiondesk.domain.section_sheet import complained_of
from petitiondesk.domain.terms import LetterKind
from petitiondesk.exchange import letters as word
from petitiondesk.exchange.letter_rules import Values
from petitiondesk.exchange.safe_file import replacing
from petitiondesk.infra.resources import resource
from petitiondesk.services.cleaning import clean_text
from petitiondesk.services.context import Context
from petitiondesk.services.letter_copies import LetterCopies, file_name
from petitiondesk.services.letter_facts import TO_PETITIONER, TO_SECTION, Facts, addressee, seen_by
from petitiondesk.services.letter_kinds import lacking, pattern_lacking, suitable
from petitiondesk.services.letter_values import sample, values
from petitiondesk.services.letter_volume import volume
from petitiondesk.services.office import OfficeService

_REPLIES = frozenset({LetterKind.OPINION, LetterKind.ANSWER})
"""Letters that carry the reply's document number, where the reply was given one."""


class LetterService:
    """Making letters, and the templates they are made from."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._registry = context.registry
        self._offices = OfficeService(context)
        self.copies = LetterCopies(context, self.template)

    # --- what can be made -----------------------------------------------------------------------

    def kinds(self, petition: Petition) -> tuple[LetterKind, ...]:
        """The kinds of letters that make sense for the case now, likeliest first."""
        return suitable(petition)

    def missing(
        self, petition: Petition, kind: LetterKind, number: str | None = None
    ) -> tuple[Message, ...]:
        """What is still lacking for a letter, in words; empty when it can be made."""
        with self._registry.reading():
            return self._missing(petition, kind, number, self._context.office())

    def next_number(self, kind: LetterKind, year: int, office: Office | None = None) -> str:
        """The document number that the year's next letter of a kind will get; "" if it has none.

        ``office`` stands for settings that are not saved yet.

        Raises:
            InvalidInput: its pattern for the kind cannot work.
        """
        with self._registry.reading():
            return self._next(kind, year, office or self._context.office())[0]

    def suggested_number(self, petition: Petition, kind: LetterKind, year: int) -> str:
        """The number to offer: the one the reply was given already, else the year's next."""
        given = petition.reply_number if kind in _REPLIES else ""
        return given or self.next_number(kind, year)

    def preview_values(
        self, petition: Petition, kind: LetterKind, on: date, number: str = ""
    ) -> Values:
        """What each placeholder would say, before the letter is made."""
        with self._registry.reading():
            return values(self._facts(petition, kind, on, number, self._context.office()))

    # --- making ---------------------------------------------------------------------------------

    def make(
        self, petition_id: int, kind: LetterKind, *, on: date, number: str | None = None
    ) -> Letter:
        """Make a letter of the day ``on``, keep it with the case, and note it in the record.

        ``number`` is a number the office gave elsewhere; without it the reply's own number holds,
        else the next one of the year. A number of this case's letter of the same kind makes that
        letter anew.

        Raises:
            InvalidInput: the case or the office lacks something, or the number is taken.
            FileProblem: the office's own template cannot be used any more.
            StorageError: the disk did not take it; nothing was made.
        """
        with self._registry.transaction():
            office = self._context.office()
            before = self._registry.petitions.get(petition_id)
            _refuse(self._missing(before, kind, number, office))
            number, sequence = self._number(before, kind, on.year, number, office)
            facts = self._facts(before, kind, on, number, office)
            document = word.fill(self._template(kind, office), values(facts))
            letter = Letter(
                kind=kind,
                number=number,
                year=on.year,
                sequence=sequence,
                made_on=on,
                addressee=addressee(before, kind),
            )
            name = file_name(letter)
            sha256, size = self._registry.attachments.put_scan(Scan(name, document))
            letter = replace(letter, sha256=sha256)
            after = replace(
                before,
                letters=(*before.letters, letter),
                attachments=_with(before.attachments, Attachment(sha256, name, size)),
            )
            self._context.write(before, after, history.LETTER, on=on)
        return letter

    def document(self, letter: Letter) -> bytes:
        """The letter's file.

        Raises:
            NotFound: it is not in the registry.
        """
        return b"".join(self._registry.attachments.chunks(letter.sha256))

    # --- templates ------------------------------------------------------------------------------

    def template(self, kind: LetterKind) -> bytes:
        """The template in use: the office's own, else the shipped one."""
        with self._registry.reading():
            return self._template(kind, self._context.office())

    def export_template(self, kind: LetterKind, path: Path) -> None:
        """Write the template in use to a file, to be edited in Word or WPS.

        Raises:
            FileProblem, StorageError: it could not be written; an older file is as it was.
        """
        _write(path, self.template(kind))

    def use_template(self, kind: LetterKind, path: Path) -> None:
        """Use an edited file as the template of a kind, after trying it; older letters stay.

        Raises:
            FileProblem: it cannot be read, or not be used: the sentence names the place.
        """
        template = _read(path)
        word.check(template, sample())
        sha256, _ = self._registry.attachments.put_scan(Scan(path.name, template))
        office = self._offices.office()
        templates = {**office.templates, kind.value: sha256}
        self._offices.save(replace(office, templates=templates))

    def drop_template(self, kind: LetterKind) -> None:
        """Go back to the shipped template of a kind."""
        office = self._offices.office()
        templates = {name: sha for name, sha in office.templates.items() if name != kind.value}
        self._offices.save(replace(office, templates=templates))

    # --- parts ----------------------------------------------------------------------------------

    def _missing(
        self, petition: Petition, kind: LetterKind, number: str | None, office: Office
    ) -> tuple[Message, ...]:
        found = list(lacking(petition, kind, office))
        to = addressee(petition, kind) if kind in TO_SECTION else ""
        if to and petition.sealed and complained_of(petition, to, office.people().get(to, ())):
            found.append(
                Message("这件反映的正是“{to}”，不能给它发文（条例第三十条）。请先改转别处。", to=to)
            )
        given = number or (petition.reply_number if kind in _REPLIES else "")
        if kind.numbered and not given:
            found += pattern_lacking(office.letter_pattern(kind), office)
        return tuple(found)

    def _number(
        self, petition: Petition, kind: LetterKind, year: int, number: str | None, office: Office
    ) -> tuple[str, int]:
        """The letter's number and its place in the year; 0 for a number given elsewhere."""
        if not kind.numbered:
            return "", 0
        following, sequence = self._next(kind, year, office)
        given = clean_text(number or "", one_line=True)
        if not given and kind in _REPLIES:
            given = petition.reply_number
        if given in ("", following):
            return following, sequence
        for letter in petition.letters:
            if letter.kind is kind and letter.number == given:
                return given, letter.sequence
        if self._registry.petitions.letter_number_taken(given):
            raise refused(
                "letter_number",
                Message("文号“{number}”已经用过，请换一个，或者留空由程序编。", number=given),
            )
        return given, 0

    def _next(self, kind: LetterKind, year: int, office: Office) -> tuple[str, int]:
        """The next free number. Kinds that share a pattern share its numbers, which never repeat."""
        if not kind.numbered:
            return "", 0
        pattern = office.letter_pattern(kind)
        petitions = self._registry.petitions
        sharing = [
            k.value for k in LetterKind if k.numbered and office.letter_pattern(k) == pattern
        ]
        sequence = petitions.next_letter_sequence(sharing, year)
        form = Pattern(pattern, extra=("short",))
        while petitions.letter_number_taken(
            number := form.format(year, sequence, short=office.short)
        ):
            sequence += 1
        return number, sequence

    def _facts(
        self, petition: Petition, kind: LetterKind, on: date, number: str, office: Office
    ) -> Facts:
        shown = seen_by(petition, kind)
        served = [x for x in petition.letters if x.kind in TO_PETITIONER - {LetterKind.DELIVERY}]
        last = served[-1] if served else None
        title = f"{last.kind.zh}{f'（{last.number}）' if last.number else ''}" if last else ""
        if not title and petition.reply:
            title = f"答复意见{f'（{petition.reply_number}）' if petition.reply_number else ''}"
        return Facts(
            petition=shown,
            office=office,
            kind=kind,
            on=on,
            number=number,
            clocks=self._context.timing(office).clocks(petition),
            volume=volume(shown, self._registry.events.of_petition(petition.id), office.name),
            served=title if kind is LetterKind.DELIVERY else "",
        )

    def _template(self, kind: LetterKind, office: Office) -> bytes:
        own = office.templates.get(kind.value)
        if own:
            return b"".join(self._registry.attachments.chunks(own))
        return resource("templates", f"{kind.value}.docx").read_bytes()


def _with(attachments: Sequence[Attachment], added: Attachment) -> tuple[Attachment, ...]:
    """The attachments with one more; the same content made again stands there once."""
    if any(a.sha256 == added.sha256 for a in attachments):
        return tuple(attachments)
    return (*attachments, added)


def _refuse(missing: Sequence[Message]) -> None:
    if missing:
        raise InvalidInput([Finding("letter", Severity.REFUSE, m) for m in missing])


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileProblem(
            Message("读不了“{name}”，模板没有改动。请检查文件是否还在、是否被别的程序占用。",
                    name=path.name)
        ) from error  # fmt: skip


def _write(path: Path, data: bytes) -> None:
    with replacing(path) as part:
        part.write_bytes(data)
