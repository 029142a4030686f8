"""What lies beside the main course of a synthetic petition: steps that leave its state as it is.

Acceptance, links, extension, urging, hearing, relief, report, rating and follow-up each come on a
day of their own. They are planned when the course makes them likely, wait, and are taken when their
day has come and the state allows them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from petitiondesk.domain.effects import SUPPORTED
from petitiondesk.domain.terms import State, UrgingGround
from petitiondesk.domain.workflow import STEP
from petitiondesk.services.synthetic_case import Case
from petitiondesk.services.synthetic_entries import notice, ratings
from petitiondesk.services.synthetic_text import between, pick

_NOTICE = timedelta(days=15)
_CONCLUDE = timedelta(days=60)
_SECTION = timedelta(days=30)
_NEVER = 10**9
_OF_THE_SECTION = (
    "extend", "urge", "urge_answer", "co_answer", "progress", "hearing", "convert",
)  # fmt: skip
_HARDSHIP = frozenset({"民政", "卫生计生", "劳动和社会保障"})
_EXTENSIONS = (15, 20, 30, 30)
_FIRST_NEWS = 9
_NEWS = "已到现场核实，正在与有关单位商定处理办法。"

Entries = Callable[[int], dict[str, object]]
"""What is entered, made up when the step is taken: by the place of its day."""


@dataclass(eq=False)
class Aside:
    """A step that waits for its day: the place ``first``, or the course's step ``before`` it.

    After the place ``latest`` it is let be.
    """

    name: str
    first: int
    entries: Entries
    before: str = ""
    latest: int = _NEVER


class Asides:
    """The asides of one case that wait for their day."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._waiting: list[Aside] = []
        self._began = case.matter.received

    def clear(self) -> None:
        """Nothing that waits is done any more."""
        self._waiting.clear()

    def drop(self, *names: str) -> None:
        """The steps of these names are not taken."""
        self._waiting = [aside for aside in self._waiting if aside.name not in names]

    def answered(self) -> None:
        """What belongs to the section's work is not made up for once the answer is out."""
        self.drop(*_OF_THE_SECTION)

    def due(
        self, state: State, place: int, until: int, upcoming: str = ""
    ) -> Iterator[tuple[str, dict[str, object], int]]:
        """Those taken in ``state`` between two places, in order, each with its place.

        ``upcoming`` is the step of the course that follows at ``until``.
        """
        while self._waiting:
            ready = [
                aside
                for aside in self._waiting
                if (aside.first <= until or aside.before == upcoming != "")
                and max(place, min(aside.first, until)) <= aside.latest
                and state in STEP[aside.name].sources
            ]
            if not ready:
                return
            aside = min(ready, key=_first)
            self._waiting.remove(aside)
            place = max(place, min(aside.first, until))
            yield aside.name, aside.entries(place), place

    # --- on arrival ------------------------------------------------------------------------------

    def on_arrival(self) -> None:
        """What is done about most as soon as they are there."""
        case = self._case
        if case.matter.overlooked:
            self._link()
        group = case.facts.people_present >= 5
        if case.chance(0.8 if case.facts.backlog else 0.3 if group else 0.0):
            self._plan("assign_leader", case.at + between(case.rng, 0, 4), self._leader)
        if case.chance(0.98):
            late = case.chance(0.035)
            at_once = not late and case.spoken and case.chance(0.5)
            longest = 0 if at_once else 7
            self.accept(between(case.rng, *((12, 18) if late else (0, longest))), late=late)

    def accept(self, delay: int, *, late: bool = False) -> None:
        """Acceptance with its notice, ``delay`` working days on, in time unless ``late``."""
        case = self._case
        place = case.at + delay
        if not late:
            in_time = case.place_by(case.matter.received + _NOTICE)
            place = max(case.at, min(place, in_time))
        self._began = case.day_at(place)
        self._plan("accept", place, lambda at: notice(case, case.day_at(at)), before="reply")

    def _link(self) -> None:
        """The earlier petition is found later; now and then a wrong one at first."""
        case = self._case
        earlier = case.matter.earlier
        assert earlier is not None
        place = case.at + between(case.rng, 1, 12)
        if earlier and case.chance(0.4):
            self._plan("link", place, lambda _: {"repeats_id": earlier - 1})
            self._plan("unlink", place + 1, lambda _: {})
            place += 1
        self._plan("link", place, lambda _: {"repeats_id": earlier})

    def _leader(self, _: int) -> dict[str, object]:
        return {"responsible_leader": self._case.say("leaders")}

    # --- with the section ------------------------------------------------------------------------

    def with_section(self, routed: dict[str, object]) -> None:
        """What may come while the section holds it, from the routing on."""
        case, rng = self._case, self._case.rng
        co_sections = routed.get("co_sections")
        for section in co_sections if isinstance(co_sections, tuple) else ():
            place = case.at + between(rng, 2, 12)
            self._plan("co_answer", place, self._co_answer(section), before="submit")
        if case.slow:
            self._plan("progress", case.at + _FIRST_NEWS, lambda _: {"progress": _NEWS})
        if case.is_claim and case.pace == 1.0:
            self._extend()
        self._urge(routed.get("section_due_on"))
        group = case.facts.people_present >= 5
        if case.is_claim and case.chance(0.1 if group or case.slow else 0.012):
            self._hearing(case.at + between(rng, 6, 18))
        hard = case.matter.topic.name in _HARDSHIP and case.named
        if case.is_claim and case.chance(0.05 if hard else 0.005):
            self._plan("relief", case.at + between(rng, 8, 25), self._relief, before="archive")

    def _extend(self) -> None:
        """Shortly before the limit of Art. 34 ends, where the petition is still with the section."""
        case = self._case
        end = case.place_by(self._began + _CONCLUDE)
        if case.chance(0.85):
            place = end - between(case.rng, 1, 8)
            self._plan("extend", place, self._extension, latest=end)

    def _extension(self, _: int) -> dict[str, object]:
        case = self._case
        return {
            "extension_days": pick(case.rng, _EXTENSIONS),
            "extension_approver": case.say("leaders"),
            "extension_reason": case.say("extension_reasons"),
        }

    def _co_answer(self, section: str) -> Entries:
        return lambda _: {
            "co_section": section,
            "co_answer": self._case.say("co_answers", section),
        }

    def _urge(self, due_on: object) -> None:
        """Once the section's own limit has passed."""
        case = self._case
        due = due_on if isinstance(due_on, date) else case.day + _SECTION
        if case.chance(0.2):
            self._plan("urge", case.place_by(due) + between(case.rng, 1, 4), self._urging)

    def _urging(self, place: int) -> dict[str, object]:
        case, rng = self._case, self._case.rng
        answer = place + between(rng, 2, 7)
        self._plan(
            "urge_answer", answer, self._text("urge_answer", "urge_answers"), before="submit"
        )
        return {
            "urge_ground": pick(rng, (UrgingGround.OVERDUE,) * 3 + (UrgingGround.PROCEDURE,)),
            "urge_request": case.say("urge_requests"),
            "urge_due_on": case.day_at(place) + timedelta(days=pick(rng, (5, 7, 10))),
        }

    def _hearing(self, place: int) -> None:
        self._plan("hearing", place, self._heard)

    def _heard(self, place: int) -> dict[str, object]:
        case = self._case
        began = max(case.matter.received, case.day_at(place - between(case.rng, 1, 4)))
        return {
            "hearing_from": began,
            "hearing_until": max(began, case.day_at(place - 1)),
            "hearing_place": case.say("hearing_places"),
            "hearing_chair": case.say("leaders"),
            "hearing_record": case.say("hearing_records"),
        }

    def _relief(self, _: int) -> dict[str, object]:
        case = self._case
        return {
            "relief_amount": between(case.rng, 3, 60) * 10_000,
            "relief_fund": case.say("relief_funds"),
        }

    # --- after the answer ------------------------------------------------------------------------

    def after_leaving(self) -> None:
        """The sender hears that it was answered or left another way, mostly in time."""
        case = self._case
        facts = case.facts
        if (facts.channel.from_superior or facts.report_by) and case.chance(0.9):
            place = case.at + (between(case.rng, 0, 3) if case.chance(0.93) else 20)
            self._plan("report", place, self._report, before="archive")

    def after_reply(self, replied: dict[str, object], concluded: dict[str, object]) -> None:
        """Rating and follow-up, once it is concluded."""
        case, rng = self._case, self._case.rng
        if case.named and "office_rating" not in concluded and case.chance(0.4):
            self._plan("rate", case.at + between(rng, 2, 15), lambda _: ratings(case))
        claims = replied.get("claims")
        supported = isinstance(claims, tuple) and any(c.decision in SUPPORTED for c in claims)
        if supported and case.chance(0.12):
            done = case.chance(0.6)
            first = case.at + between(rng, 5, 20)
            self._plan("follow_up", first, self._follow_up(done=done), before="archive")
            if not done:
                again = first + between(rng, 5, 20)
                self._plan("follow_up", again, self._follow_up(done=True), before="archive")

    def convert(self) -> None:
        """The simple procedure turns out not to suit."""
        place = self._case.at + between(self._case.rng, 1, 3)
        self._plan("convert", place, self._text("procedure_reason", "convert_reasons"), "submit")

    def in_review(self) -> None:
        """A review hears the parties now and then."""
        if self._case.chance(0.1):
            self._hearing(self._case.at + between(self._case.rng, 3, 8))

    def _report(self, place: int) -> dict[str, object]:
        case = self._case
        year = case.day_at(place).year
        return {
            "report_ref": f"信报〔{year}〕{between(case.rng, 1, 300)}号",
            "report_text": case.say("report_texts"),
        }

    def _follow_up(self, *, done: bool) -> Entries:
        key = "follow_up_done" if done else "follow_up_going"
        return lambda _: {"follow_up_text": self._case.say(key), "follow_up_done": done}

    # --- parts -----------------------------------------------------------------------------------

    def _plan(
        self, name: str, first: int, entries: Entries, before: str = "", latest: int = _NEVER
    ) -> None:
        self._waiting.append(Aside(name, first, entries, before, latest))

    def _text(self, field: str, key: str) -> Entries:
        return lambda _: {field: self._case.say(key)}


def _first(aside: Aside) -> int:
    return aside.first
