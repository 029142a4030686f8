"""The office (办公室) that keeps the registry: its name, sections, staff, dictionaries, patterns.

An `Office` is one immutable value. Each change of it is an event like any other, so that an old
number or an old section name can be explained later.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from petitiondesk.domain.calendar import Calendar
from petitiondesk.domain.errors import refused
from petitiondesk.domain.messages import Message
from petitiondesk.domain.numbering import (
    DEFAULT_ARCHIVE_PATTERN,
    DEFAULT_LETTER_PATTERN,
    DEFAULT_PATTERN,
    Pattern,
)
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.record import decode, encode
from petitiondesk.domain.rules import Rulebook, RuleSet, in_order
from petitiondesk.domain.terms import ArchiveUnit, LetterKind, Retention


@dataclass(frozen=True)
class Section:
    """A section (业务科室). A retired one is offered no longer but keeps its petitions."""

    name: str
    retired: bool = False


@dataclass(frozen=True)
class Person:
    """A member of staff: a leader who instructs, or a handler in a section."""

    name: str
    section: str = ""
    leader: bool = False


@dataclass(frozen=True)
class RetentionRule:
    """Retention by what is in the file (default schedule; the office may change it).

    A leader's instruction and a reply keep the file longest; then a reply alone; then neither.
    """

    instructed: Retention = Retention.PERMANENT
    answered: Retention = Retention.YEARS_30
    neither: Retention = Retention.YEARS_10

    def of(self, petition: Petition) -> Retention:
        """The retention the schedule gives this petition."""
        if petition.instruction and petition.reply:
            return self.instructed
        return self.answered if petition.reply else self.neither


@dataclass(frozen=True)
class CalendarYear:
    """One year as the office has entered it: ISO days, each with the name of its holiday."""

    year: int
    holidays: Mapping[str, str] = field(default_factory=dict)
    workdays: Mapping[str, str] = field(default_factory=dict)

    @property
    def calendar(self) -> Calendar:
        """The year as a calendar."""
        return Calendar(
            {date.fromisoformat(day): name for day, name in self.holidays.items()},
            {date.fromisoformat(day): name for day, name in self.workdays.items()},
            frozenset({self.year}),
        )

    @classmethod
    def of(cls, calendar: Calendar, year: int) -> "CalendarYear":
        """One year of a calendar."""
        return cls(
            year,
            {d.isoformat(): n for d, n in sorted(calendar.holidays.items()) if d.year == year},
            {d.isoformat(): n for d, n in sorted(calendar.workdays.items()) if d.year == year},
        )


@dataclass(frozen=True)
class Office:
    """Settings of the registry. ``topics`` are paths joined by `petition.TOPIC_JOINT`.

    ``group_people`` is how many people make a visit a group visit (集体访; usually five).
    ``short`` is the character or two by which document numbers name the office (机关代字).
    ``rule_sets`` are its own rules of the time limits, oldest first. ``calendar_until`` is the last
    year of the program's own calendar that the office has adopted; ``calendar_years`` are the years
    it has entered or changed itself. ``templates`` maps a letter's kind to the SHA-256 of the
    office's own template, ``letter_patterns`` to its own pattern of document numbers.
    ``lock_minutes`` is how long the desk may be left alone before it locks itself (闲置锁定).
    """

    name: str = ""
    sections: tuple[Section, ...] = ()
    staff: tuple[Person, ...] = ()
    topics: tuple[str, ...] = ()
    number_pattern: str = DEFAULT_PATTERN
    archive_pattern: str = DEFAULT_ARCHIVE_PATTERN
    archive_unit: ArchiveUnit = ArchiveUnit.VOLUME
    section_days: int = 30
    group_people: int = 5
    retention: RetentionRule = RetentionRule()
    short: str = ""
    rule_sets: tuple[RuleSet, ...] = ()
    calendar_until: int = 2026
    calendar_years: tuple[CalendarYear, ...] = ()
    templates: Mapping[str, str] = field(default_factory=dict)
    letter_patterns: Mapping[str, str] = field(default_factory=dict)
    lock_minutes: int = 10

    def check(self) -> None:
        """Refuse settings that cannot work.

        Raises:
            InvalidInput: no name, a section named twice or not at all, a pattern that numbers
                nothing, a section limit under a day, an idle lock that is never or at once.
        """
        names = [s.name for s in self.sections]
        if not self.name.strip():
            raise refused("name", Message("请填写单位名称。"))
        if not all(n.strip() for n in names):
            raise refused("sections", Message("科室名称不能为空。"))
        if len(set(names)) < len(names):
            raise refused("sections", Message("有两个科室同名，请改成不同的名称。"))
        if not 2 <= self.group_people <= 1000:
            raise refused("group_people", Message("集体访的人数应在 2 到 1000 之间。"))
        if not 1 <= self.section_days <= 365:
            raise refused("section_days", Message("科室答复期限应在 1 到 365 天之间。"))
        if not 1 <= self.lock_minutes <= 120:
            raise refused("lock_minutes", Message("闲置锁定的时间应在 1 到 120 分钟之间。"))
        Pattern(self.number_pattern)
        Pattern(self.archive_pattern, extra=("retention",))
        for pattern in self.letter_patterns.values():
            Pattern(pattern, extra=("short",))
        in_order(self.rule_sets)

    def rulebook(self) -> Rulebook:
        """The rules by which this office counts."""
        return Rulebook(in_order(self.rule_sets), self.section_days)

    def calendar(self, shipped: Calendar) -> Calendar:
        """The program's calendar as far as it was adopted, with the office's own years in it."""
        calendar = shipped.until(self.calendar_until)
        for year in self.calendar_years:
            calendar = calendar.updated(year.calendar)
        return calendar

    def letter_pattern(self, kind: LetterKind) -> str:
        """The pattern of the document numbers of a kind of letter."""
        return self.letter_patterns.get(kind.value, DEFAULT_LETTER_PATTERN)

    def open_sections(self) -> tuple[str, ...]:
        """Names of the sections that petitions may be routed to, in the office's order."""
        return tuple(s.name for s in self.sections if not s.retired)

    def leaders(self) -> tuple[str, ...]:
        """Names of the leaders, in the office's order."""
        return tuple(p.name for p in self.staff if p.leader)

    def handlers(self, section: str) -> tuple[str, ...]:
        """Names of a section's handlers."""
        return tuple(p.name for p in self.staff if p.section == section)

    def people(self) -> Mapping[str, Sequence[str]]:
        """Section → the names of its people."""
        found: dict[str, list[str]] = {}
        for person in self.staff:
            found.setdefault(person.section, []).append(person.name)
        return found


def with_calendar(office: Office, newer: Calendar) -> Office:
    """The office with the years of ``newer`` in place of what it had for them."""
    kept = [y for y in office.calendar_years if y.year not in newer.years]
    new = [CalendarYear.of(newer, year) for year in newer.years]
    return replace(office, calendar_years=tuple(sorted((*kept, *new), key=lambda y: y.year)))


def to_record(office: Office) -> dict[str, Any]:
    """The office as JSON."""
    out = {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in asdict(replace(office, rule_sets=())).items()
    }
    # Every rule in full: what the office laid down must not follow the program's own rules.
    out["rule_sets"] = [
        {**encode(rules), "rules": [encode(rule) for rule in rules.rules]}
        for rules in office.rule_sets
    ]
    return out


def from_record(record: Mapping[str, Any]) -> Office:
    """The office that `to_record` wrote."""
    values = dict(record)
    values["sections"] = tuple(Section(**s) for s in values.get("sections", ()))
    values["staff"] = tuple(Person(**p) for p in values.get("staff", ()))
    values["topics"] = tuple(values.get("topics", ()))
    values["retention"] = RetentionRule(
        **{k: Retention(v) for k, v in values.get("retention", {}).items()}
    )
    values["archive_unit"] = ArchiveUnit(values.get("archive_unit", ArchiveUnit.VOLUME))
    values["rule_sets"] = tuple(decode(RuleSet, r) for r in values.get("rule_sets", ()))
    values["calendar_years"] = tuple(CalendarYear(**y) for y in values.get("calendar_years", ()))
    return Office(**values)
