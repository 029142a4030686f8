"""Use case: synthetic petitions with full histories, for the demo and for trials."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from petitiondesk.domain import record, workflow
from petitiondesk.domain.clocks import Clock, Timing, main_due
from petitiondesk.domain.numbering import Pattern
from petitiondesk.domain.office import Office
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.record import Event
from petitiondesk.domain.terms import State
from petitiondesk.services.cleaning import clean_petition
from petitiondesk.services.context import Context, Progress, no_progress
from petitiondesk.services.synthetic import OF_OTHERS, Story, stories

_BATCH = 500


class FillService:
    """Writes synthetic petitions as if the office had handled them day by day."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._registry = context.registry

    def fill(self, count: int, seed: int, until: date, progress: Progress = no_progress) -> int:
        """Write ``count`` petitions of the three years before ``until``; same seed, same content.

        Each batch is a transaction, so a fill that is stopped leaves whole petitions.
        """
        batch: list[Story] = []
        ids: dict[int, int] = {}
        done = 0
        for story in stories(count, seed, until):
            batch.append(story)
            if len(batch) == _BATCH:
                done += self._write(batch, ids)
                progress(done, count)
                batch = []
        return done + self._write(batch, ids)

    def _write(self, batch: Sequence[Story], ids: dict[int, int]) -> int:
        with self._registry.transaction():
            office = self._context.office()
            petitions = self._registry.petitions
            next_id = petitions.next_id()
            sequences: dict[int, int] = {}
            archive: dict[tuple[int, str], int] = {}
            timing = self._context.timing(office)
            written, events, clocks = [], [], []
            for offset, story in enumerate(batch):
                ids[story.index] = next_id + offset
                day = story.facts.received_on
                assert day is not None
                if day.year not in sequences:
                    sequences[day.year] = petitions.next_sequence(day.year)
                number = Pattern(office.number_pattern).format(day.year, sequences[day.year])
                first = replace(
                    story.facts, id=next_id + offset, year=day.year,
                    sequence=sequences[day.year], number=number, registered_on=day,
                    state=State.REGISTERED,
                    repeats_id=ids.get(story.repeats) if story.repeats is not None else None,
                )  # fmt: skip
                sequences[day.year] += 1
                last, history, limits = self._live(
                    clean_petition(first), story, ids, office, timing, archive
                )
                written.append(last)
                clocks.append((last.id, limits))
                events += history
            petitions.add_many(written)
            self._registry.clocks.put_new(clocks)
            self._registry.events.append(sorted(events, key=lambda e: (e.at, e.petition_id)))
        return len(batch)

    def _live(
        self,
        first: Petition,
        story: Story,
        ids: Mapping[int, int],
        office: Office,
        timing: Timing,
        archive: dict[tuple[int, str], int],
    ) -> tuple[Petition, list[Event], tuple[Clock, ...]]:
        """Take a petition through its story; the last state, one event a step, the limits."""
        assert first.registered_on is not None
        moment = self._morning(first.registered_on, first.id)
        clocks = timing.clocks(first)
        now = replace(first, due_on=main_due(clocks))
        state = record.to_record(now)
        events = [self._event(now, workflow.REGISTER, {}, state, moment, moment.date())]
        for name, inputs, on in story.steps:
            step = workflow.STEP[name]
            moment = max(self._morning(on, first.id), moment + timedelta(minutes=25))
            given = _with_ids(inputs, ids)
            if name == "route" and not given.get("section_due_on"):
                given["section_due_on"] = timing.section_due(on)
            now = workflow.perform(now, step, given, on)
            if name == "archive":
                now = self._filed(now, on, office, archive)
            clocks = timing.clocks(now)
            due_on = main_due(clocks)
            if due_on != now.due_on:
                now = replace(now, due_on=due_on)
            before, state = state, record.to_record(now)
            events.append(self._event(now, name, before, state, moment, on))
        return now, events, clocks

    def _filed(
        self, petition: Petition, on: date, office: Office, taken: dict[tuple[int, str], int]
    ) -> Petition:
        """The petition with its archive reference: the next one, or its own if it was filed before."""
        assert petition.retention is not None
        if petition.archive_ref:
            return petition
        key = (on.year, petition.retention.value)
        if key not in taken:
            taken[key] = self._registry.petitions.next_archive_sequence(*key)
        sequence = taken[key]
        taken[key] += 1
        pattern = Pattern(office.archive_pattern, extra=("retention",))
        reference = pattern.format(on.year, sequence, retention=petition.retention.zh)
        return replace(
            petition, archive_ref=reference, archive_year=on.year, archive_sequence=sequence
        )

    def _event(
        self,
        petition: Petition,
        kind: str,
        before: record.Record,
        after: record.Record,
        moment: datetime,
        on: date,
    ) -> Event:
        changes = record.difference(before, after)
        return self._context.event(kind, petition.id, changes, at=moment, on=on)

    def _morning(self, on: date, salt: int) -> datetime:
        """A moment of the office's morning, different for each petition but always the same."""
        zone = self._context.now().tzinfo
        clock = time(8 + salt % 4, salt * 7 % 60, salt * 13 % 60)
        return datetime.combine(on, clock, tzinfo=zone)


def _with_ids(inputs: Mapping[str, object], ids: Mapping[int, int]) -> dict[str, object]:
    """The inputs with the ids of the petitions that a story names by their index."""
    given = dict(inputs)
    for name in OF_OTHERS:
        index = given.get(name)
        if isinstance(index, int):
            given[name] = ids[index]
    return given
