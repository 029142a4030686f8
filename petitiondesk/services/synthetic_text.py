"""The words of synthetic petitions: who writes, from where, about what, and what is answered.

Everything is put together from ``resources/dictionaries/phrases.toml``. Names and places are
invented; phone numbers are 1380000xxxx; resident IDs and credit codes have a valid check digit but
a region code beginning 0000, which no place has, so that they can be nobody's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Any, TypeVar

from petitiondesk.domain.petition import Petitioner
from petitiondesk.domain.terms import IdKind, Sex, StatutoryRoute
from petitiondesk.infra.dictionaries import phrases

T = TypeVar("T")
Slots = dict[str, str]
"""Placeholder of the phrases → what stands there in one petition."""

_RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def pick(rng: Random, items: Sequence[T]) -> T:
    """One of ``items``; three times as fast as `Random.choice`."""
    return items[int(rng.random() * len(items))]


def between(rng: Random, low: int, high: int) -> int:
    """A whole number from ``low`` to ``high``, both included."""
    return low + int(rng.random() * (high - low + 1))


def some(rng: Random, items: Sequence[T], count: int) -> list[T]:
    """``count`` different ones of ``items``, a few times as fast as `Random.sample`."""
    places: list[int] = []
    while len(places) < count:
        place = int(rng.random() * len(items))
        if place not in places:
            places.append(place)
    return [items[place] for place in places]


@dataclass(frozen=True)
class Section:
    """A section (科室) of the invented bureau, with its handlers."""

    name: str
    handlers: tuple[str, ...]


@dataclass(frozen=True)
class Statutory:
    """A statutory route (法定途径) with its statute and how it ends; no ``topics`` means any."""

    route: StatutoryRoute
    topics: tuple[str, ...]
    statute: str
    result: str


@dataclass(frozen=True)
class Topic:
    """A level-1 topic: who deals with it, how common it is by month, and its phrases.

    ``subs`` are its level-2 topics, the keys of ``problems`` and ``requests``.
    """

    name: str
    section: str
    share: float
    season: tuple[float, ...]
    details: tuple[str, ...]
    findings: tuple[str, ...]
    measures: tuple[str, ...]
    problems: Mapping[str, Sequence[str]]
    requests: Mapping[str, Sequence[str]]
    subs: tuple[str, ...]


class Phrases:
    """The phrase file, ready to draw from."""

    def __init__(self) -> None:
        raw = phrases()
        self.names: Mapping[str, Any] = raw["names"]
        self.places: Mapping[str, Sequence[str]] = raw["places"]
        self.general: Mapping[str, Sequence[str]] = raw["general"]
        self.refusals: Mapping[str, str] = raw["refusals"]
        self.sections = tuple(Section(s["name"], tuple(s["handlers"])) for s in raw["sections"])
        self.statutory = tuple(
            Statutory(StatutoryRoute(s["route"]), tuple(s["topics"]), s["statute"], s["result"])
            for s in raw["statutory"]
        )
        self.handlers = {s.name: s.handlers for s in self.sections}
        self.topics = tuple(_topic(t) for t in raw["topics"])
        self._by_month = [
            tuple(accumulate(t.share * t.season[month] for t in self.topics)) for month in range(12)
        ]

    def topic(self, rng: Random, month: int) -> Topic:
        """A topic as common as it is in ``month`` (1 to 12)."""
        return rng.choices(self.topics, cum_weights=self._by_month[month - 1])[0]

    def say(self, rng: Random, key: str) -> str:
        """One of the general phrases, placeholders unfilled."""
        return pick(rng, self.general[key])

    def several(self, rng: Random, key: str, count: int) -> list[str]:
        """``count`` different general phrases."""
        return some(rng, self.general[key], count)

    def statutory_route(self, rng: Random, topic: str) -> Statutory:
        """A statutory route that a claim of the ``topic`` may belong to."""
        return pick(rng, [s for s in self.statutory if not s.topics or topic in s.topics])

    def slots(self, rng: Random, day: date) -> Slots:
        """Places, amounts and dates of one matter that began some time before ``day``."""
        began = day - timedelta(days=between(rng, 60, 1100))
        places = self.places
        return {
            "town": pick(rng, places["towns"]),
            "village": pick(rng, places["villages"]),
            "estate": pick(rng, places["estates"]),
            "road": pick(rng, places["roads"]),
            "company": pick(rng, places["companies"]),
            "school": pick(rng, places["schools"]),
            "person": pick(rng, self.names["somebody"]),
            "n": str(between(rng, 6, 90)),
            "m": str(between(rng, 2, 11)),
            "amount": str(between(rng, 8, 900) * 100),
            "area": f"{between(rng, 5, 260) / 10:g}",
            "year": str(began.year),
            "month": str(began.month),
        }

    def person(self, rng: Random, slots: Slots, on: date) -> Petitioner:
        """An invented petitioner of the place in ``slots``, of age on the day ``on``."""
        sex = pick(rng, (Sex.MALE, Sex.FEMALE))
        with_id = rng.random() < 0.55
        return Petitioner(
            name=self._name(rng),
            sex=sex if rng.random() < 0.9 else None,
            id_kind=IdKind.RESIDENT if with_id else None,
            id_number=_resident_id(rng, sex, on.year) if with_id else "",
            phone=f"1380000{between(rng, 0, 9999):04}" if rng.random() < 0.85 else "",
            address=f"{slots['town']}{slots['village']}村{between(rng, 1, 12)}组",
        )

    def organisation(self, rng: Random, slots: Slots) -> Petitioner:
        """An invented organisation that petitions."""
        return Petitioner(
            name=pick(rng, self.names["organisations"]).format_map(slots),
            id_kind=IdKind.CREDIT_CODE,
            id_number=_credit_code(rng),
            phone=f"1380000{between(rng, 0, 9999):04}",
            address=f"{slots['town']}{slots['road']}{between(rng, 1, 200)}号",
            organisation=True,
        )

    def _name(self, rng: Random) -> str:
        names = self.names
        kind = rng.random()
        if kind < 0.025:
            return str(pick(rng, names["minority"]))
        surname = pick(rng, names["compound"]) if kind < 0.06 else pick(rng, names["surnames"])
        given = pick(rng, names["given"])
        if kind > 0.985:
            return f"{surname}{given}{pick(rng, names['rare'])}"
        return f"{surname}{given}{pick(rng, names['given']) if kind < 0.75 else ''}"


def _topic(raw: Mapping[str, Any]) -> Topic:
    return Topic(
        name=raw["name"],
        section=raw["section"],
        share=raw["share"],
        season=tuple(raw["season"]),
        details=tuple(raw["details"]),
        findings=tuple(raw["findings"]),
        measures=tuple(raw["measures"]),
        problems=raw["problems"],
        requests=raw["requests"],
        subs=tuple(raw["problems"]),
    )


def _resident_id(rng: Random, sex: Sex, year: int) -> str:
    """18 digits (GB 11643) of a grown-up; the order number is odd for men."""
    serial = between(rng, 0, 499) * 2 + (sex is Sex.MALE)
    born = f"{between(rng, year - 80, year - 20)}{between(rng, 1, 12):02}{between(rng, 1, 28):02}"
    body = f"0000{between(rng, 0, 99):02}{born}{serial:03}"
    total = sum(int(d) * w for d, w in zip(body, _RESIDENT_WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def _credit_code(rng: Random) -> str:
    """18 characters (GB 32100)."""
    body = f"910000{between(rng, 0, 99):02}" + "".join(
        pick(rng, _CREDIT_ALPHABET) for _ in range(9)
    )
    values = (_CREDIT_ALPHABET.index(c) * w for c, w in zip(body, _CREDIT_WEIGHTS, strict=True))
    return body + _CREDIT_ALPHABET[-sum(values) % 31]
