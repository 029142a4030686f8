"""From one row's cells to the facts of a petition, with everything unreadable kept in the notes."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Petitioner
from petitiondesk.domain.terms import Channel, PetitionClass, Purpose, State
from petitiondesk.exchange.cells import Cell, clean, read_count, read_date, read_flag, read_id
from petitiondesk.exchange.header import Header
from petitiondesk.exchange.headings import KIND_OF, Kind
from petitiondesk.exchange.people import is_organisation, read_people, read_phones
from petitiondesk.exchange.vocabulary import read_term

SUMMARY_LENGTH = 200
"""Characters a summary may have before it is taken for the content."""

SHORT_SUMMARY = 60
"""Characters of the content that stand for a missing summary."""

ARRIVAL = ("received_on", "registered_on", "made_on")
"""Dates that may stand for the date of receipt, nearest first."""

_CLASS_OF_PURPOSE = {
    Purpose.APPEAL: PetitionClass.CLAIM,
    Purpose.SETTLE: PetitionClass.CLAIM,
    Purpose.SUGGEST: PetitionClass.SUGGESTION,
    # Without this an accusation from such a sheet would stand open in every list (Art. 30(3)).
    Purpose.EXPOSE: PetitionClass.ACCUSATION,
}
_LONGEST_NAME = 50


class RowReader:
    """Reads the rows of one sheet; what is the same for all rows is prepared once."""

    def __init__(
        self,
        header: Header,
        *,
        year: int | None = None,
        epoch_1904: bool = False,
        defaults: Mapping[str, str] | None = None,
    ) -> None:
        self._columns = [
            (n, c.field, c.heading, _TAKERS[KIND_OF[c.field]] if c.field else None)
            for n, c in enumerate(header.columns)
        ]
        self._year = year
        self._epoch_1904 = epoch_1904
        self._fields = header.fields
        defaults = dict(defaults or {})
        if any(c.field and c.heading.startswith("留言") for c in header.columns):
            defaults.setdefault("channel", Channel.ONLINE.zh)
        self._defaults = list(defaults.items())

    def read(self, cells: Sequence[Cell]) -> "RowFacts":
        """The facts of one row."""
        row = RowFacts(self._year, self._epoch_1904)
        for column, field, heading, take in self._columns:
            cell = cells[column]
            if cell == "":
                continue
            if field is None or take is None:
                row.note(heading, cell)
            else:
                row.taken.add(field)
                take(row, field, heading, cell)
        for field, text in self._defaults:
            if field not in row.taken:
                _TAKERS[KIND_OF[field]](row, field, field, text)
        row.finish("petitioners" in self._fields)
        return row


class RowFacts:
    """The facts of one row as they come together, cell by cell."""

    def __init__(self, year: int | None, epoch_1904: bool) -> None:
        self.facts: dict[str, object] = {}
        self.warnings: list[Message] = []
        self.problem: Message | None = None
        self.taken: set[str] = set()
        self._year = year
        self._epoch_1904 = epoch_1904
        self._notes: list[str] = []
        self._dates: list[Message] = []
        self._person: dict[str, Cell] = {}

    def note(self, heading: str, cell: Cell) -> None:
        """Keep a cell in the notes, as a line with its heading."""
        self._notes.append(f"{heading}：{clean(cell)}")

    def _text(self, field: str, _heading: str, cell: Cell) -> None:
        self.facts[field] = clean(cell)

    def _date(self, field: str, heading: str, cell: Cell) -> None:
        value, problem = read_date(cell, self._year, epoch_1904=self._epoch_1904)
        if value is not None:
            self.facts[field] = value
        elif problem is not None:
            self.note(heading, cell)
            self.warnings.append(Message("{heading}：{detail}", heading=heading, detail=problem))
            if field in ARRIVAL:
                self._dates.append(problem)

    def _unread(self, heading: str, cell: Cell) -> None:
        self.note(heading, cell)
        self.warnings.append(
            Message(
                "{heading}“{text}”没有读懂，已原样记入备注。",
                heading=heading,
                text=clean(cell)[:30],
            )
        )

    def _flag(self, field: str, heading: str, cell: Cell) -> None:
        self._known(field, heading, cell, read_flag(cell))

    def _count(self, field: str, heading: str, cell: Cell) -> None:
        self._known(field, heading, cell, read_count(cell))

    def _term(self, field: str, heading: str, cell: Cell) -> None:
        self._known(field, heading, cell, read_term(field, clean(cell)))

    def _known(self, field: str, heading: str, cell: Cell, value: object | None) -> None:
        if value is None:
            self._unread(heading, cell)
        else:
            self.facts[field] = value

    def _part(self, field: str, heading: str, cell: Cell) -> None:
        if field == "sex" and read_term("sex", clean(cell)) is None:
            self._unread(heading, cell)
        else:
            self._person[field] = cell

    def _special(self, field: str, heading: str, cell: Cell) -> None:
        text = clean(cell)
        if field == "notes":
            self._notes.insert(0, text)
        elif field == "co_sections":
            self.facts[field] = read_people(cell).names or (text,)
        elif field == "outcome":
            self._outcome(heading, cell)
        elif field == "concluded":
            self._concluded(heading, cell)
        elif field in ("first", "repeat"):
            self._repeat(field, heading, cell)
        elif field == "group":
            self._group(heading, cell)

    def _outcome(self, heading: str, cell: Cell) -> None:
        # The column holds a word for the state in some offices, the whole answer in others.
        state = read_term("state", clean(cell))
        if state is not None:
            self.facts.setdefault("state", state)
        elif "reply" in self.facts:
            self.note(heading, cell)
        else:
            self.facts["reply"] = clean(cell)

    def _concluded(self, heading: str, cell: Cell) -> None:
        flag = read_flag(cell)
        if flag is None:
            self._unread(heading, cell)
        else:
            self.facts.setdefault("state", State.CONCLUDED if flag else State.IN_PROGRESS)

    def _repeat(self, field: str, heading: str, cell: Cell) -> None:
        text = clean(cell)
        flag = read_flag(cell)
        if flag is not None:
            self.facts["repeat"] = flag if field == "repeat" else not flag
        elif ("重" in text) != ("初" in text or "首" in text):
            self.facts["repeat"] = "重" in text
        else:
            self._unread(heading, cell)

    def _group(self, heading: str, cell: Cell) -> None:
        # "Joint letter or group visit": a visit with 是 is a group visit, which the number of
        # people tells, so it is settled when the channel is known.
        flag = read_flag(cell)
        if flag is None and "联名" in clean(cell):
            flag = True
        if flag is None:
            self._unread(heading, cell)
        elif flag:
            self.facts["joint_letter"] = True
            self._notes.append(f"{heading}：{clean(cell)}")
        else:
            self.facts.setdefault("joint_letter", False)

    def finish(self, has_names: bool) -> None:
        """Settle what depends on several cells, and whether the row can become a petition."""
        self._settle_people(has_names)
        self._settle_texts()
        facts = self.facts
        if facts.get("channel") is Channel.VISIT and facts.get("joint_letter"):
            facts["joint_letter"] = False
        if "petition_class" not in facts and isinstance(facts.get("purpose"), Purpose):
            found = _CLASS_OF_PURPOSE.get(facts["purpose"])  # type: ignore[call-overload]
            if found is not None:
                facts["petition_class"] = found
        self._settle_arrival()
        if self._notes:
            facts["notes"] = "\n".join(self._notes)

    def _settle_texts(self) -> None:
        summary, content = str(self.facts.get("summary", "")), str(self.facts.get("content", ""))
        if not summary and not content:
            self.problem = Message("没有概况，也没有内容。")
            return
        if not summary or (not content and len(summary) > SUMMARY_LENGTH):
            content = content or summary
            summary = " ".join(content.split())[:SHORT_SUMMARY]
        self.facts["summary"], self.facts["content"] = summary, content or summary

    def _settle_arrival(self) -> None:
        found = next((self.facts[f] for f in ARRIVAL if isinstance(self.facts.get(f), date)), None)
        if found is not None:
            self.facts["received_on"] = found
        elif self.problem is None:
            reason = self._dates[0] if self._dates else Message("没有写。")
            self.problem = Message("没有能读懂的收到日期：{reason}", reason=reason)

    def _settle_people(self, has_names: bool) -> None:
        person = self._person
        people = read_people(person.get("petitioners", ""))
        firm = clean(person.get("organisation", ""))
        names = [*people.names, *([firm] if firm and firm not in people.names else [])]
        if people.unplaced:
            self._notes.append(f"信访人：{clean(person['petitioners'])}")
        if any(len(name) > _LONGEST_NAME for name in names):
            self.warnings.append(Message("信访人姓名超过五十个字，请核对。"))
        details = self._details(people.phones, people.id_numbers, len(names))
        petitioners = [
            Petitioner(name=name, organisation=name == firm or is_organisation(name), **each)  # type: ignore[arg-type]
            for name, each in zip(names or [""], details, strict=True)
        ]
        if names or any(details[0].values()):
            self.facts["petitioners"] = tuple(petitioners)
        if not names:
            self.facts["anonymous"] = True
            if has_names and not people.anonymous:
                self.warnings.append(Message("没有写信访人姓名，按匿名登记。"))
        if "people_present" not in self.facts:
            self.facts["people_present"] = people.count or max(1, len(names))

    def _details(
        self, phones: tuple[str, ...], ids: tuple[str, ...], count: int
    ) -> list[dict[str, object]]:
        """What is known of each of ``count`` petitioners (at least one) besides the name."""
        person = self._person
        numbers = list(phones)
        if "phone" in person:
            numbers += [each for each in read_phones(person["phone"]) if each not in phones]
        identity = read_id(person.get("id_number", ""))
        if identity.warning is not None:
            self.warnings.append(identity.warning)
        found = read_people(identity.text).id_numbers
        if identity.text and len(found) != count:
            found = (identity.text,)
        papers = [*ids, *(each for each in found if each not in ids)]
        details: list[dict[str, object]] = [{} for _ in range(max(1, count))]
        _share(details, "phone", numbers)
        _share(details, "id_number", papers)
        for field in ("address", "postcode"):
            if field in person:
                details[0][field] = clean(person[field])
        if "sex" in person:
            details[0]["sex"] = read_term("sex", clean(person["sex"]))
        return details


def _share(details: list[dict[str, object]], field: str, values: list[str]) -> None:
    """One value each when the numbers agree; otherwise all with the first, where none is lost."""
    if len(values) == len(details):
        for each, value in zip(details, values, strict=True):
            each[field] = value
    elif values:
        details[0][field] = "、".join(values)


_TAKERS: dict[Kind, Callable[[RowFacts, str, str, Cell], None]] = {
    Kind.TEXT: RowFacts._text,
    Kind.DATE: RowFacts._date,
    Kind.FLAG: RowFacts._flag,
    Kind.COUNT: RowFacts._count,
    Kind.TERM: RowFacts._term,
    Kind.PERSON: RowFacts._part,
    Kind.SPECIAL: RowFacts._special,
}
