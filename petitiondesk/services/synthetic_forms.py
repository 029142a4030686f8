"""The registration forms of synthetic petitions; some matters come again (重复件)."""

from bisect import bisect_left, bisect_right
from collections import deque
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Any

from petitiondesk.domain.calendar import chinese_date
from petitiondesk.domain.copying import replace
from petitiondesk.domain.petition import TOPIC_JOINT, Claim, Petition, Petitioner
from petitiondesk.domain.superiors import level_of
from petitiondesk.domain.terms import Channel, PetitionClass, Purpose, State
from petitiondesk.services.synthetic_text import (
    Phrases,
    Slots,
    Topic,
    between,
    pick,
    some,
)

REPEAT_SHARE = 0.12
"""Share of petitions that come again."""
SOON_SHARE = 0.5
"""Share of those that come while the earlier one is mostly still handled."""
OVERLOOKED = 0.14
"""Share of repeats that the registering clerk did not know as such."""

Form = dict[str, Any]
"""Fields of `Petition` as they are filled in; a form becomes a petition once, for speed."""

_BLANK = Petition()

_CHANNELS = {
    Channel.LETTER: 18, Channel.VISIT: 20, Channel.ONLINE: 29, Channel.PHONE: 11,
    Channel.MAILBOX: 6, Channel.FAX: 1, Channel.FORWARDED: 8, Channel.ASSIGNED: 5,
    Channel.OUTREACH: 2,
}  # fmt: skip
_CHANNEL_LIST = tuple(_CHANNELS)
_CHANNEL_WEIGHTS = tuple(accumulate(_CHANNELS.values()))
_BY_LEADER = {Channel.VISIT: 0.05, Channel.OUTREACH: 0.35}
"""Share that came on a leader's reception day (领导接访)."""
_SPOKEN = frozenset({Channel.VISIT, Channel.PHONE, Channel.OUTREACH})
_PURPOSES = {
    PetitionClass.SUGGESTION: (Purpose.SUGGEST,),
    PetitionClass.ACCUSATION: (Purpose.EXPOSE,),
    PetitionClass.CLAIM: (*[Purpose.SETTLE] * 3, Purpose.APPEAL, Purpose.OTHER),
}
_SAME_MATTER = (
    "petitioners", "anonymous", "confidential", "petition_class", "purpose", "topic", "place",
    "region_code", "complained_of", "litigation", "claims", "cause",
)  # fmt: skip
_REMEMBERED = 4000
_COMES_AGAIN_AFTER = timedelta(days=25)
_SOON = timedelta(days=45)
_OF_CLAIMS = frozenset({State.STATUTORY, State.IN_REVIEW, State.IN_REREVIEW})
"""States that only a claim comes to (Art. 31, 35, 36), and here one with a name."""


@dataclass
class Matter:
    """A petition with what its handling, and a later petition about the same, draw on.

    ``earlier`` is the index of the petition it repeats; ``overlooked`` says that the clerk did not
    know so when registering it. ``joins_before`` is the day before which it may be merged into that
    one, None if it may not. ``settled_on`` is the day from which nothing can be merged into this
    one, `date.max` while it is handled; it is set when the course is known.
    """

    index: int
    facts: Petition
    topic: Topic
    slots: Slots
    earlier: int | None = None
    overlooked: bool = False
    joins_before: date | None = None
    settled_on: date = date.max

    @property
    def received(self) -> date:
        """The day it came."""
        assert self.facts.received_on is not None
        return self.facts.received_on


class Writer:
    """Writes registration forms, and remembers matters so that some come again."""

    def __init__(self, rng: Random, words: Phrases) -> None:
        self._rng = rng
        self._words = words
        self._memory: deque[Matter] = deque(maxlen=_REMEMBERED)

    def write(self, index: int, day: date, waits_in: State | None = None) -> Matter:
        """The next petition, received on ``day``: one that can come to wait in ``waits_in``."""
        free = waits_in is not State.OBJECTED and waits_in not in _OF_CLAIMS
        earlier = self._earlier(day) if free else None
        matter = self._again(index, day, earlier) if earlier else self._first(index, day, waits_in)
        self._memory.append(matter)
        return matter

    def _earlier(self, day: date) -> Matter | None:
        """A remembered matter, old enough to have come again."""
        rng = self._rng
        if not self._memory or rng.random() > REPEAT_SHARE:
            return None
        latest = bisect_right(self._memory, day - _COMES_AGAIN_AFTER, key=_received)
        soon = bisect_left(self._memory, day - _SOON, key=_received)
        first = soon if soon < latest and rng.random() < SOON_SHARE else 0
        return self._memory[between(rng, first, latest - 1)] if latest else None

    def _first(self, index: int, day: date, waits_in: State | None) -> Matter:
        rng, words = self._rng, self._words
        topic = words.topic(rng, day.month)
        sub = pick(rng, topic.subs)
        slots = words.slots(rng, day)
        slots["sub"] = sub
        kind = PetitionClass.CLAIM if waits_in in _OF_CLAIMS else self._class(topic)
        anonymous = rng.random() < (0.25 if kind is PetitionClass.ACCUSATION else 0.04)
        anonymous = anonymous and waits_in not in _OF_CLAIMS
        petitioners = () if anonymous else self._petitioners(slots, day)
        slots["me"] = petitioners[0].name if petitioners else ""
        form: Form = {
            "petitioners": petitioners,
            "anonymous": anonymous,
            "confidential": rng.random() < 0.03,
            "petition_class": kind,
            "purpose": pick(rng, _PURPOSES[kind]),
            "topic": topic.name + TOPIC_JOINT + sub,
            "place": f"{slots['town']}{slots['village']}村",
            "complained_of": self._complained_of(kind, slots),
            "litigation": rng.random() < (0.3 if topic.name == "政法" else 0.02),
            "summary": self._summary(kind, topic, slots),
            "claims": self._claims(kind, topic, slots),
            "cause": words.say(rng, "causes") if rng.random() < 0.4 else "",
            "hot_topic": words.say(rng, "hot_topics") if rng.random() < 0.05 else "",
        }
        form["content"] = self._content(form, topic, slots, pick(rng, topic.problems[sub]))
        self._arrival(form, day, sent_on=waits_in is State.OBJECTED)
        return Matter(index, replace(_BLANK, **form), topic, slots)

    def _again(self, index: int, day: date, earlier: Matter) -> Matter:
        """The same people about the same matter, in other words and perhaps another way."""
        rng, words, topic, known = self._rng, self._words, earlier.topic, earlier.facts
        slots = earlier.slots | {"earlier": chinese_date(known.received_on or day)}
        sub = slots["sub"]
        texts = (
            words.say(rng, "repeat_openings"), pick(rng, topic.problems[sub]), words.say(rng, "revisit"),
            *some(rng, topic.details, 2), *words.several(rng, "backgrounds", 2),
            words.say(rng, "efforts"), words.say(rng, "asides"), words.say(rng, "effects"),
            pick(rng, topic.requests[sub]), "。", words.say(rng, "closings"),
        )  # fmt: skip
        form: Form = {name: getattr(known, name) for name in _SAME_MATTER}
        form["summary"] = f"再次{known.summary.removeprefix('再次')}"
        form["content"] = "".join(texts).format_map(slots)
        overlooked = rng.random() < OVERLOOKED
        form["repeat"] = not overlooked
        form["backlog"] = rng.random() < 0.12
        self._arrival(form, day)
        facts = replace(_BLANK, **form)
        matter = Matter(index, facts, topic, slots, earlier.index, overlooked)
        if day < earlier.settled_on and not overlooked:
            matter.joins_before = earlier.settled_on
        return matter

    # --- parts of the form ---------------------------------------------------------------------

    def _class(self, topic: Topic) -> PetitionClass:
        draw = self._rng.random()
        if topic.name == "纪检监察":
            return PetitionClass.ACCUSATION if draw < 0.9 else PetitionClass.CLAIM
        if draw < 0.11:
            return PetitionClass.SUGGESTION
        return PetitionClass.ACCUSATION if draw < 0.125 else PetitionClass.CLAIM

    def _petitioners(self, slots: Slots, day: date) -> tuple[Petitioner, ...]:
        rng, words = self._rng, self._words
        if rng.random() < 0.03:
            return (words.organisation(rng, slots),)
        if rng.random() >= 0.07:
            return (words.person(rng, slots, day),)
        several = between(rng, 2, 5)
        return tuple(
            replace(words.person(rng, slots, day), representative=True) for _ in range(several)
        )

    def _complained_of(self, kind: PetitionClass, slots: Slots) -> str:
        rng = self._rng
        if kind is PetitionClass.ACCUSATION:
            if rng.random() < 0.06:
                return f"{pick(rng, self._words.sections).name}工作人员{slots['person']}"
            return f"{slots['town']}{slots['village']}村村干部{slots['person']}"
        draw = rng.random()
        return slots["company"] if draw < 0.3 else f"{slots['town']}政府" if draw < 0.45 else ""

    def _summary(self, kind: PetitionClass, topic: Topic, slots: Slots) -> str:
        place = f"{slots['town']}{slots['village']}村"
        if kind is PetitionClass.SUGGESTION:
            return f"对{place}{slots['sub']}工作提出建议。"
        verb = "举报" if kind is PetitionClass.ACCUSATION else "反映"
        request = pick(self._rng, topic.requests[slots["sub"]]).format_map(slots)
        return f"{verb}{place}{slots['sub']}问题，{request}。"

    def _claims(self, kind: PetitionClass, topic: Topic, slots: Slots) -> tuple[Claim, ...]:
        if kind is PetitionClass.SUGGESTION:
            return ()
        wanted = [pick(self._rng, topic.requests[slots["sub"]])]
        wanted += self._words.several(self._rng, "further_requests", between(self._rng, 0, 2))
        return tuple(Claim(text.format_map(slots)) for text in wanted)

    def _content(self, form: Form, topic: Topic, slots: Slots, problem: str) -> str:
        rng, words = self._rng, self._words
        backgrounds = words.several(rng, "backgrounds", between(rng, 1, 3))
        details = some(rng, topic.details, between(rng, 1, 3))
        suggested = form["petition_class"] is PetitionClass.SUGGESTION
        asked = pick(rng, topic.requests[slots["sub"]])
        wish = words.say(rng, "suggestions") if suggested else f"{asked}。"
        texts = (
            words.say(rng, _opening(form)), words.say(rng, "bridges"), problem, details[0],
            *backgrounds, *details[1:], words.say(rng, "efforts"),
            *words.several(rng, "asides", between(rng, 1, 3)),
            *words.several(rng, "effects", between(rng, 1, 2)), wish, words.say(rng, "closings"),
        )  # fmt: skip
        return "".join(texts).format_map(slots)

    def _arrival(self, form: Form, day: date, *, sent_on: bool = False) -> None:
        """How and when it came, which a repeat has of its own; ``sent_on`` by a superior."""
        rng = self._rng
        channel = rng.choices(_CHANNEL_LIST, cum_weights=_CHANNEL_WEIGHTS)[0]
        if sent_on and not channel.from_superior:
            channel = Channel.FORWARDED
        made = day if channel in _SPOKEN else day - timedelta(days=between(rng, 0, 6))
        people = max(1, len(form["petitioners"]))
        written = channel in (Channel.LETTER, Channel.FORWARDED)
        form["joint_letter"] = written and people > 1
        if channel is Channel.VISIT and not form["anonymous"] and rng.random() < 0.09:
            people = between(rng, 5, 32)
        form["people_present"] = people
        form["channel"], form["received_on"], form["made_on"] = channel, day, made
        if rng.random() < _BY_LEADER.get(channel, 0):
            form["received_by_leader"] = self._words.say(rng, "leaders")
        if rng.random() < 0.12:
            form["people_affected"] = between(rng, 6, 300)
        if channel is Channel.LETTER:
            form["pages"] = between(rng, 1, 8)
        form["urgent"] = rng.random() < 0.02
        sealed = form["confidential"] or form["petition_class"] is PetitionClass.ACCUSATION
        form["publishable"] = rng.random() < 0.08 and not sealed
        if channel is Channel.ONLINE:
            form["external_no"] = f"WS{made:%Y%m%d}{between(rng, 0, 99999):05}"
            form["query_code"] = f"{between(rng, 0, 999999):06}"
        elif channel.from_superior:
            self._sent_on(form, channel, day)

    def _sent_on(self, form: Form, channel: Channel, day: date) -> None:
        """What a superior's letter carries."""
        rng = self._rng
        assigned = channel is Channel.ASSIGNED
        sent = day - timedelta(days=between(rng, 0, 3))
        form["sender"] = self._words.say(rng, "senders")
        form["sender_level"] = level_of(form["sender"])
        form["sender_ref"] = (
            f"信{'交' if assigned else '转'}〔{sent.year}〕{between(rng, 1, 900)}号"
        )
        form["sender_date"] = max(form["made_on"], sent)
        if assigned or rng.random() < 0.2:
            form["report_by"] = day + timedelta(days=pick(rng, (30, 45, 60)))


def _received(matter: Matter) -> date:
    return matter.received


def _opening(form: Form) -> str:
    """Which openings fit: an unsigned letter gives no name, an organisation no home."""
    if form["anonymous"]:
        return "anonymous_openings"
    return "organisation_openings" if form["petitioners"][0].organisation else "openings"
