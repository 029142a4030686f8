"""How a synthetic petition is handled: a lawful course of steps, day by day, up to a last day.

The course is that of a real small office: most go to proposal, instruction, section, reply and
archive within the limit; some are answered on the spot, sent on, refused, withdrawn, returned by
the wrong section or sent back for revision, and some are late.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random

from petitiondesk.domain.petition import Claim, Petition
from petitiondesk.domain.terms import (
    Channel,
    Decision,
    DeliveryManner,
    DeliveryProof,
    PetitionClass,
    PetitionerView,
    Rating,
    RefusalGround,
    ReplyManner,
    Retention,
    State,
)
from petitiondesk.domain.workflow import STEP
from petitiondesk.services.synthetic_text import (
    Phrases,
    Slots,
    Topic,
    between,
    chinese_date,
    pick,
    some,
)

Taken = tuple[str, Mapping[str, object], date]
"""A step taken: its name in the table, its inputs, the day."""

_Next = tuple[str, dict[str, object]]

_GROUNDS = (
    (RefusalGround.NO_AUTHORITY,) * 5
    + (RefusalGround.IN_PROGRESS,) * 3
    + (RefusalGround.LITIGATION,) * 2
    + (RefusalGround.REVIEWED,)
)
_DECISIONS = (
    (Decision.SUPPORT,) * 4 + (Decision.PARTLY,) * 3 + (Decision.EXPLAIN,) * 4 + (Decision.DECLINE,)
)
_MANNERS = (ReplyManner.WRITTEN,) * 6 + (ReplyManner.IN_PERSON,) * 2 + (ReplyManner.PHONE,)
_SIGNED = (DeliveryManner.IN_PERSON, DeliveryProof.SIGNED)
_POSTED = (DeliveryManner.POST, DeliveryProof.POST_RECEIPT)
_REFUSED = (DeliveryManner.IN_PERSON, DeliveryProof.REFUSED)
_SERVED = (*[_SIGNED] * 6, *[_POSTED] * 5, _REFUSED)
_VIEWS = (
    (PetitionerView.AGREES,) * 6 + (PetitionerView.SILENT,) * 4 + (PetitionerView.DISAGREES,) * 2
)
_RATINGS = (
    *[Rating.SATISFIED] * 6, *[Rating.FAIRLY] * 3, *[Rating.DISSATISFIED] * 2, *[Rating.NONE] * 4,
)  # fmt: skip
_KEPT = (Retention.YEARS_10,) * 3 + (Retention.YEARS_30,) * 6 + (Retention.PERMANENT,)
_LAST_SECTION = "政策法规科"
"""Takes what may not go to the section complained of (Art. 30(3))."""


class Course:
    """Takes one petition through its steps.

    ``workdays`` are the days on which the office works, ascending; steps fall on them. ``halt`` is
    the state in which the petition is still waiting, or None.
    """

    def __init__(self, rng: Random, words: Phrases, workdays: Sequence[date], until: date) -> None:
        self._rng = rng
        self._words = words
        self._workdays = workdays
        self._until = until

    def steps(
        self, facts: Petition, topic: Topic, slots: Slots, halt: State | None
    ) -> tuple[Taken, ...]:
        """The steps taken on ``facts`` by the last day, or until it waits in ``halt``."""
        if facts.received_on is None or halt is State.REGISTERED:
            return ()
        self._facts, self._topic, self._slots, self._halt = facts, topic, slots, halt
        self._at = max(0, bisect_left(self._workdays, facts.received_on))
        self._day = facts.received_on
        self._slow = self._rng.random() < 0.07
        taken: list[Taken] = []
        for name, inputs in self._course():
            if self._day > self._until:
                break
            taken.append((name, inputs, self._day))
            if STEP[name].target is halt:
                break
        return tuple(taken)

    # --- the course --------------------------------------------------------------------------

    def _course(self) -> Iterator[_Next]:
        early = self._early_exit() if self._halt is None else None
        if early:
            self._later(0, 5)
            yield early
            yield from self._archive()
            return
        yield from self._before_routing()
        section = self._section()
        if self._halt is State.RETURNED or self._rng.random() < 0.08:
            yield from self._returned(self._other(section), section)
            if self._rng.random() < 0.06:
                self._later(1, 4)
                yield pick(self._rng, (self._forward(), self._refuse()))
                yield from self._archive()
                return
        yield from self._with_section(section)
        if self._halt is None and self._rng.random() < 0.025:
            self._later(2, 15)
            yield self._withdraw()
            yield from self._archive()
            return
        yield from self._answer(section)
        yield from self._archive()

    def _early_exit(self) -> _Next | None:
        """An exit before routing, as often as offices have them."""
        rng, facts = self._rng, self._facts
        accusation = facts.petition_class is PetitionClass.ACCUSATION
        if accusation and rng.random() < 0.35:
            return self._forward()
        spoken = facts.channel in (Channel.VISIT, Channel.PHONE, Channel.OUTREACH)
        if spoken and not accusation and rng.random() < 0.2:
            return self._on_spot()
        draw = rng.random()
        if draw < 0.05:
            return self._forward()
        if draw < 0.085:
            return self._refuse()
        return self._withdraw() if draw < 0.1 else None

    def _before_routing(self) -> Iterator[_Next]:
        rng = self._rng
        draw = 0.0 if self._halt is not None else rng.random()
        if draw < 0.65:
            self._later(0, 2)
            yield "propose", {"proposal": self._say("proposals", self._section())}
        if draw < 0.5 or draw > 0.9:
            self._later(0, 2)
            yield "instruct", self._instruction(self._section())

    def _instruction(self, section: str) -> dict[str, object]:
        words = self._words
        return {
            "leader": words.say(self._rng, "leaders"),
            "instruction": self._say("instructions", section),
        }

    def _route(self, section: str) -> _Next:
        rng = self._rng
        self._later(0, 2)
        inputs: dict[str, object] = {"section": section}
        if rng.random() < 0.6:
            inputs["handler"] = pick(rng, self._words.handlers[section])
        if rng.random() < 0.7:
            inputs["section_due_on"] = self._day + timedelta(days=pick(rng, (15, 20, 30)))
        if rng.random() < 0.12:
            inputs["co_sections"] = (self._other(section),)
        if rng.random() < 0.15:
            inputs |= self._instruction(section)
        return "route", inputs

    def _returned(self, wrong: str, right: str) -> Iterator[_Next]:
        """The wrong section sends it back, before or after signing for it."""
        yield self._route(wrong)
        if self._rng.random() < 0.3:
            yield self._receive(wrong)
        self._later(1, 6)
        yield "return", {"return_reason": self._say("return_reasons", right)}

    def _receive(self, section: str) -> _Next:
        self._later(0, 3)
        return "receive", {"handler": pick(self._rng, self._words.handlers[section])}

    def _with_section(self, section: str) -> Iterator[_Next]:
        yield self._route(section)
        if self._halt is not None or self._rng.random() < 0.88:
            yield self._receive(section)

    def _answer(self, section: str) -> Iterator[_Next]:
        rng = self._rng
        self._later(*((35, 70) if self._slow else (4, 24)))
        draft = self._draft(section)
        yield "submit", {"draft": draft}
        if rng.random() < 0.1:
            self._later(0, 2)
            yield "revise", {"revision": self._words.say(rng, "revisions")}
            self._later(1, 6)
            yield "submit", {"draft": draft}
        self._later(0, 4)
        yield "reply", self._reply(draft)
        self._later(0, 6)
        manner, proof = pick(rng, _SERVED)
        yield "deliver", {"delivery_manner": manner, "delivery_proof": proof}
        self._later(0, 5)
        yield "conclude", self._opinion()

    def _archive(self) -> Iterator[_Next]:
        """Files it; the archive reference is the registry's to number."""
        self._later(8, 60)
        if self._rng.random() < 0.92:
            yield "archive", {"retention": pick(self._rng, _KEPT)}

    # --- what is entered -----------------------------------------------------------------------

    def _draft(self, section: str) -> str:
        rng, topic = self._rng, self._topic
        first, second = some(rng, topic.findings, 2)
        one, two = some(rng, topic.measures, 2)
        base, basis = self._words.several(rng, "bases", 2)
        middle = self._words.say(rng, "reply_middles")
        basis = basis if rng.random() < 0.5 else ""
        text = "".join(
            (self._words.say(rng, "visits"), first, second, base, basis, middle, one, two)
        )
        visited = chinese_date(self._day - timedelta(days=between(rng, 1, 4)))
        return text.format_map(self._slots | {"visited": visited, "section": section})

    def _reply(self, draft: str) -> dict[str, object]:
        rng, facts = self._rng, self._facts
        day = facts.made_on or self._day
        opening = self._words.say(rng, "reply_openings")
        slots = self._slots | {"made": chinese_date(day)}
        manner = ReplyManner.ONLINE if facts.channel is Channel.ONLINE else pick(rng, _MANNERS)
        inputs: dict[str, object] = {
            "reply": opening.format_map(slots) + draft + self._words.say(rng, "reply_closings"),
            "reply_manner": manner,
        }
        if manner is ReplyManner.WRITTEN:
            inputs["reply_number"] = f"信函〔{self._day.year}〕{between(rng, 1, 999)}号"
        if facts.claims:
            inputs["claims"] = tuple(self._decided(claim) for claim in facts.claims)
        return inputs

    def _decided(self, claim: Claim) -> Claim:
        measure = pick(self._rng, self._topic.measures).format_map(self._slots)
        return Claim(claim.text, pick(self._rng, _DECISIONS), measure)

    def _opinion(self) -> dict[str, object]:
        rng = self._rng
        if self._facts.anonymous:
            return {}
        inputs: dict[str, object] = {"petitioner_view": pick(rng, _VIEWS)}
        if rng.random() < 0.7:
            inputs["office_rating"] = pick(rng, _RATINGS)
            inputs["section_rating"] = pick(rng, _RATINGS)
        return inputs

    def _on_spot(self) -> _Next:
        rng = self._rng
        phone = self._facts.channel is Channel.PHONE
        return "answer_on_spot", {
            "reply": self._words.say(rng, "spot"),
            "reply_manner": ReplyManner.PHONE if phone else ReplyManner.IN_PERSON,
            "petitioner_view": pick(rng, _VIEWS),
        }

    def _forward(self) -> _Next:
        """To another body; an accusation to the one that may look into it (Art. 30)."""
        if self._facts.petition_class is PetitionClass.ACCUSATION:
            return "hand_over", {"forwarded_to": "县纪委监委"}
        return "forward", {"forwarded_to": self._say("forwarded_to", "")}

    def _refuse(self) -> _Next:
        ground = pick(self._rng, _GROUNDS)
        remedy = self._words.refusals[ground.value]
        return "refuse", {"refusal_ground": ground, "refusal_remedy": remedy}

    def _withdraw(self) -> _Next:
        return "withdraw", {"withdrawn_reason": self._words.say(self._rng, "withdrawn_reasons")}

    # --- helpers -------------------------------------------------------------------------------

    def _later(self, low: int, high: int) -> None:
        """Move on by ``low`` to ``high`` working days."""
        self._at += between(self._rng, low, high)
        late = self._at >= len(self._workdays)
        self._day = self._until + timedelta(days=1) if late else self._workdays[self._at]

    def _say(self, key: str, section: str) -> str:
        text = self._words.say(self._rng, key)
        return text.format_map(self._slots | {"section": section, "days": "20"})

    def _section(self) -> str:
        """The topic's section, unless it is the one complained of."""
        own = self._topic.section
        return own if own not in self._facts.complained_of else _LAST_SECTION

    def _other(self, section: str) -> str:
        """Another section, never the one complained of."""
        while True:
            other = pick(self._rng, self._words.sections).name
            if other != section and other not in self._facts.complained_of:
                return other
