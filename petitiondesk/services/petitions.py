"""Use cases on single petitions: register, each step, opening what is masked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from petitiondesk.domain import history, workflow
from petitiondesk.domain.clocks import Clock
from petitiondesk.domain.copying import replace
from petitiondesk.domain.errors import (
    Finding,
    InvalidInput,
    StepNotAllowed,
    need_reason,
    refused,
    stop_at_refusals,
)
from petitiondesk.domain.masking import shut_sections
from petitiondesk.domain.messages import Message
from petitiondesk.domain.numbering import Pattern
from petitiondesk.domain.office import Office
from petitiondesk.domain.petition import Attachment, Petition
from petitiondesk.domain.record import Event
from petitiondesk.domain.recusal import sections_barred
from petitiondesk.domain.rights import Right
from petitiondesk.domain.terms import State
from petitiondesk.domain.validation import check_facts, check_step
from petitiondesk.services.archive import put_on_shelf
from petitiondesk.services.attachments import NewFile, keep
from petitiondesk.services.cleaning import clean_inputs, clean_petition, clean_text
from petitiondesk.services.context import Context


@dataclass(frozen=True)
class Case:
    """A petition with all that the case page shows: its record, clocks and lawful next steps.

    ``barred`` are sections that hold it and must not, since it complains of them.
    """

    petition: Petition
    events: tuple[Event, ...]
    clocks: tuple[Clock, ...]
    steps: tuple[workflow.Step, ...]
    first: Petition | None
    later: tuple[tuple[int, str], ...]
    merged_into: Petition | None = None
    merged: tuple[tuple[int, str], ...] = ()
    barred: tuple[str, ...] = ()


@dataclass(frozen=True)
class LastStep:
    """The newest step of a petition that stands, with what a clerk knows the petition by."""

    number: str
    sealed: bool
    event: Event


@dataclass(frozen=True)
class BatchResult:
    """What became of a step on several petitions: ids done, and number with reason for the rest."""

    done: tuple[int, ...]
    refused: tuple[tuple[str, Message], ...]


class PetitionService:
    """Registering petitions and taking them step by step to the archive."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._registry = context.registry

    # --- reading --------------------------------------------------------------------------------

    def case(self, petition_id: int) -> Case:
        """A petition with its history, clocks and lawful next steps.

        Raises:
            NotFound: there is no such petition.
        """
        with self._registry.reading():
            return self._case(self._registry.petitions.get(petition_id))

    def case_by_number(self, number: str) -> Case:
        """As `case`, by registration number."""
        with self._registry.reading():
            return self._case(self._registry.petitions.by_number(clean_text(number)))

    def last_step(self, petition_id: int) -> LastStep:
        """What the newest step of a petition was that was just written."""
        with self._registry.reading():
            number, sealed = self._registry.petitions.numbers_of([petition_id])[petition_id]
            events = self._registry.events.of_petition(petition_id)
        return LastStep(number, sealed, history.standing(events)[-1])

    def next_number(self) -> str:
        """The number that the next registration will get, for the form's heading."""
        with self._registry.reading():
            year = self._context.today.year
            sequence = self._registry.petitions.next_sequence(year)
            return Pattern(self._context.office().number_pattern).format(year, sequence)

    def suggested_section_due(self, on: date) -> date:
        """The section's limit for a petition routed ``on``, by the office's own rule."""
        with self._registry.reading():
            return self._context.timing().section_due(on)

    def numbers_like(self, text: str, limit: int = 12) -> list[tuple[int, str]]:
        """Id and number of petitions whose number holds ``text``, newest first, for a choice."""
        with self._registry.reading():
            return self._registry.petitions.numbers_like(clean_text(text, one_line=True), limit)

    def preview_clocks(self, facts: Petition) -> tuple[Clock, ...]:
        """The limits a petition with these facts would have once registered, for the form."""
        with self._registry.reading():
            return self._context.timing().clocks(facts)

    # --- registering and steps ------------------------------------------------------------------

    def check(self, facts: Petition) -> list[Finding]:
        """What is to be said about a form before it is saved, refusals first."""
        return check_facts(facts, self._context.today)

    def register(self, facts: Petition, attachments: Sequence[NewFile] = ()) -> Petition:
        """Register a petition: it gets the year's next number, and its record begins.

        Raises:
            InvalidInput: something that must be there is missing or cannot be.
            StorageError: the disk did not take it; nothing was registered.
        """
        facts = clean_petition(facts)
        stop_at_refusals(self.check(facts))
        stored = keep(self._registry.attachments, attachments)
        with self._registry.transaction():
            office = self._context.office()
            today = self._context.today
            petition = replace(
                facts,
                id=self._registry.petitions.next_id(),
                state=State.REGISTERED,
                registered_on=today,
                attachments=stored,
            )
            petition = self.numbered(
                petition, office, self._registry.petitions.next_sequence(today.year)
            )
            (petition,) = self._context.write_new([petition], workflow.REGISTER)
        return petition

    def numbered(self, petition: Petition, office: Office, sequence: int) -> Petition:
        """The petition with its registration number."""
        assert petition.registered_on is not None
        year = petition.registered_on.year
        number = Pattern(office.number_pattern).format(year, sequence)
        return replace(petition, number=number, year=year, sequence=sequence)

    def check_step(
        self, petition: Petition, step: str, inputs: Mapping[str, object], on: date
    ) -> list[Finding]:
        """What is to be said about a step's inputs before it is taken."""
        chosen = workflow.STEP[step]
        with self._registry.reading():
            clocks = self._context.timing().clocks(petition)
            people = self._context.office().people()
        today = self._context.today
        return check_step(petition, chosen, clean_inputs(inputs), on, today, clocks, people)

    def perform(
        self,
        petition_id: int,
        step: str,
        inputs: Mapping[str, object],
        on: date,
        attachments: Sequence[NewFile] = (),
    ) -> Petition:
        """Take one step on the day ``on``.

        Raises:
            StepNotAllowed: it is not lawful in the petition's state.
            InvalidInput: what it needs is missing or cannot be.
            StorageError: the disk did not take it; the petition is as it was.
        """
        stored = keep(self._registry.attachments, attachments)
        with self._registry.transaction():
            before = self._registry.petitions.get(petition_id)
            return self._perform(before, step, inputs, on, stored)

    def perform_from(
        self, petition_id: int, step: str, inputs: Mapping[str, object], on: date, note: str
    ) -> Petition:
        """As `perform`, with a note of where the step was read from."""
        with self._registry.transaction():
            before = self._registry.petitions.get(petition_id)
            return self._perform(before, step, inputs, on, (), note)

    def perform_many(
        self, petition_ids: Sequence[int], step: str, inputs: Mapping[str, object], on: date
    ) -> BatchResult:
        """Take one step on several petitions in one transaction; those it does not suit are named."""
        done: list[int] = []
        refused: list[tuple[str, Message]] = []
        with self._registry.transaction():
            for before in self._registry.petitions.many(petition_ids):
                try:
                    done.append(self._perform(before, step, inputs, on, ()).id)
                except (InvalidInput, StepNotAllowed) as error:
                    refused.append((before.number, error.message))
        return BatchResult(tuple(done), tuple(refused))

    # --- looking and printing -------------------------------------------------------------------

    def reveal(self, petition_id: int, reason: str) -> Petition:
        """The petition unmasked; that it was opened, and why, enters the record.

        Raises:
            InvalidInput: no reason is given.
            NotAllowed: the account that works may not.
        """
        need_reason(reason)
        with self._registry.transaction():
            petition = self._registry.petitions.get(petition_id)
            self._context.need(Right.SEALED if petition.sealed else Right.UNMASK)
            self._context.write(petition, petition, history.OPEN_SEALED, note=reason.strip())
        return petition

    def printed(self, petition_id: int, what: str) -> None:
        """Note in the record that a paper of the case was printed or saved as a file."""
        with self._registry.transaction():
            petition = self._registry.petitions.get(petition_id)
            self._context.write(petition, petition, history.PRINT, note=what)

    # --- parts ----------------------------------------------------------------------------------

    def _case(self, petition: Petition) -> Case:
        petitions = self._registry.petitions
        known = {i: petitions.get(i) for i in (petition.repeats_id, petition.merged_into_id) if i}
        return Case(
            petition,
            tuple(self._registry.events.of_petition(petition.id)),
            # The explanations name the section, which a sealed case does not show either.
            self._context.timing().clocks(shut_sections(petition)),
            workflow.lawful(petition),
            known.get(petition.repeats_id or 0),
            tuple(petitions.repeats_of(petition.id)),
            known.get(petition.merged_into_id or 0),
            tuple(petitions.merged_into(petition.id)),
            tuple(sections_barred(petition, self._context.office().people())),
        )

    def _perform(
        self,
        before: Petition,
        step_name: str,
        inputs: Mapping[str, object],
        on: date,
        stored: Sequence[Attachment],
        note: str = "",
    ) -> Petition:
        step = workflow.STEP[step_name]
        inputs = {k: v for k, v in clean_inputs(inputs).items() if k in step.fields}
        office = self._context.office()
        timing = self._context.timing(office)
        if step.suits(before):
            clocks = timing.clocks(before)
            today, people = self._context.today, office.people()
            stop_at_refusals(check_step(before, step, inputs, on, today, clocks, people))
            self._check_links(before, inputs)
        if step.name == "route" and not inputs.get("section_due_on"):
            inputs = {**inputs, "section_due_on": timing.section_due(on)}
        changed = workflow.perform(before, step, inputs, on)
        if step_name == "archive":
            changed = put_on_shelf(self._registry.petitions, office, before, changed, on)
        changed = replace(changed, attachments=(*changed.attachments, *stored))
        note = note or str(inputs.get(step.noted, ""))
        after, _ = self._context.write(before, changed, step_name, timing, on=on, note=note)
        return after

    def _check_links(self, petition: Petition, inputs: Mapping[str, object]) -> None:
        """A link leads to another petition that stands by itself.

        Raises:
            InvalidInput, NotFound: it does not.
        """
        for name in ("repeats_id", "merged_into_id"):
            other_id = inputs.get(name)
            if not isinstance(other_id, int):
                continue
            other = self._registry.petitions.get(other_id)
            if other.id == petition.id:
                raise refused(name, Message("不能关联到这一件自己，请选择另一件。"))
            if other.state is State.VOID:
                raise refused(
                    name, Message("{number}已经作废，请选择另一件。", number=other.number)
                )
            if name != "merged_into_id":
                continue
            if other.state is State.MERGED:
                raise refused(
                    name, Message("{number}已经并入别的件，请选择主件。", number=other.number)
                )
            if self._registry.petitions.merged_into(petition.id):
                raise refused(
                    name, Message("已有别的件并入这一件，请先撤销那些并案，或者把另一件并进来。")
                )
