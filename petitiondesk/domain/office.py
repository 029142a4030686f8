"""The office (办公室) that keeps the registry: its name, sections, staff, dictionaries, patterns.

An `Office` is one immutable value. Each change of it is an event like any other, so that an old
number or an old section name can be explained later.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from petitiondesk.domain.errors import Finding, InvalidInput, Severity
from petitiondesk.domain.messages import Message
from petitiondesk.domain.numbering import DEFAULT_ARCHIVE_PATTERN, DEFAULT_PATTERN, Pattern
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.terms import Retention


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
class Office:
    """Settings of the registry. ``topics`` are paths joined by `petition.TOPIC_JOINT`."""

    name: str = ""
    sections: tuple[Section, ...] = ()
    staff: tuple[Person, ...] = ()
    topics: tuple[str, ...] = ()
    number_pattern: str = DEFAULT_PATTERN
    archive_pattern: str = DEFAULT_ARCHIVE_PATTERN
    section_days: int = 30
    retention: RetentionRule = RetentionRule()

    def check(self) -> None:
        """Refuse settings that cannot work.

        Raises:
            InvalidInput: no name, a section named twice or not at all, a pattern that numbers
                nothing, a section limit under a day.
        """
        names = [s.name for s in self.sections]
        if not self.name.strip():
            raise _refused("name", Message("请填写单位名称。"))
        if not all(n.strip() for n in names):
            raise _refused("sections", Message("科室名称不能为空。"))
        if len(set(names)) < len(names):
            raise _refused("sections", Message("有两个科室同名，请改成不同的名称。"))
        if not 1 <= self.section_days <= 365:
            raise _refused("section_days", Message("科室答复期限应在 1 到 365 天之间。"))
        Pattern(self.number_pattern)
        Pattern(self.archive_pattern, extra=("retention",))

    def open_sections(self) -> tuple[str, ...]:
        """Names of the sections that petitions may be routed to, in the office's order."""
        return tuple(s.name for s in self.sections if not s.retired)

    def leaders(self) -> tuple[str, ...]:
        """Names of the leaders, in the office's order."""
        return tuple(p.name for p in self.staff if p.leader)

    def handlers(self, section: str) -> tuple[str, ...]:
        """Names of a section's handlers."""
        return tuple(p.name for p in self.staff if p.section == section)


def _refused(field: str, message: Message) -> InvalidInput:
    return InvalidInput([Finding(field, Severity.REFUSE, message)])


def to_record(office: Office) -> dict[str, Any]:
    """The office as JSON."""
    return {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in asdict(office).items()
    }


def from_record(record: Mapping[str, Any]) -> Office:
    """The office that `to_record` wrote."""
    values = dict(record)
    values["sections"] = tuple(Section(**s) for s in values.get("sections", ()))
    values["staff"] = tuple(Person(**p) for p in values.get("staff", ()))
    values["topics"] = tuple(values.get("topics", ()))
    values["retention"] = RetentionRule(
        **{k: Retention(v) for k, v in values.get("retention", {}).items()}
    )
    return Office(**values)
