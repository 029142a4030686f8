"""From one row's cells to the facts of a petition, with everything unreadable kept in the notes."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from petitiondesk.domain.fields import FIELDS
from petitiondesk.domain.messages import Message
from petitiondesk.domain.terms import Channel, Purpose, State, Term
from petitiondesk.exchange.cells import (
    Cell,
    DateReading,
    brief,
    clean,
    read_count,
    read_date,
    read_flag,
)
from petitiondesk.exchange.header import Header
from petitiondesk.exchange.headings import KIND_OF, Kind
from petitiondesk.exchange.people import read_people
from petitiondesk.exchange.row_people import settle_people
from petitiondesk.exchange.usual import CLASS_OF_PURPOSE, USUAL, channel_told
from petitiondesk.exchange.vocabulary import read_term
from petitiondesk.exchange.years import Completed, Years, beside

SUMMARY_LENGTH = 200
"""Characters a summary may have before it is taken for the content."""

SHORT_SUMMARY = 60
"""Characters of the content that stand for a missing summary."""

ARRIVAL = ("received_on", "registered_on", "made_on")
"""Dates that may stand for the date of receipt, nearest first."""

BEFORE = frozenset({"made_on", "sender_date"})
"""Dates that lie before the receipt; every other date of a row lies after it."""


class RowReader:
    """Reads the rows of one sheet; what is the same for all rows is prepared once."""

    def __init__(
        self,
        header: Header,
        years: Years,
        *,
        epoch_1904: bool = False,
        defaults: Mapping[str, str] | None = None,
    ) -> None:
        self._columns = [
            (n, c.field, c.heading, _TAKERS[KIND_OF[c.field]] if c.field else None)
            for n, c in enumerate(header.columns)
        ]
        self._years = years
        self._epoch_1904 = epoch_1904
        self._fields = header.fields
        defaults = dict(defaults or {})
        told = channel_told(header)
        if told is not None:
            defaults.setdefault("channel", told.zh)
        self._defaults = list(defaults.items())
        self._left_open = [
            (name, usual)
            for name, usual in USUAL.items()
            if name in header.fields and name not in defaults
        ]

    def read(self, cells: Sequence[Cell], at: int) -> "RowFacts":
        """The facts of the row at place ``at`` of its sheet."""
        row = RowFacts(self._years, at, self._epoch_1904)
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
        for field, usual in self._left_open:
            row.take_usual(field, usual)
        return row


class RowFacts:
    """The facts of one row as they come together, cell by cell."""

    def __init__(self, years: Years, at: int, epoch_1904: bool) -> None:
        self.facts: dict[str, object] = {}
        self.warnings: list[Message] = []
        self.problem: Message | None = None
        self.taken: set[str] = set()
        self._years = years
        self._at = at
        self._epoch_1904 = epoch_1904
        self._notes: list[str] = []
        self._yearless: dict[str, tuple[str, Cell, DateReading]] = {}
        self._dates: list[Message] = []
        self._person: dict[str, Cell] = {}

    def note(self, heading: str, cell: Cell) -> None:
        """Keep a cell in the notes, as a line with its heading."""
        self._notes.append(f"{heading}：{clean(cell)}")

    def take_usual(self, field: str, usual: Term) -> None:
        """Say that a petition gets what is usual, where its cell is empty and nothing else told."""
        if field not in self.taken and field not in self.facts:
            label = Message(FIELDS[field].zh)
            self.warnings.append(
                Message("没有写{field}，按“{usual}”登记。", field=label, usual=usual)
            )

    def _text(self, field: str, _heading: str, cell: Cell) -> None:
        self.facts[field] = clean(cell)

    def _date(self, field: str, heading: str, cell: Cell) -> None:
        reading = read_date(cell, epoch_1904=self._epoch_1904)
        if reading.value is not None:
            self.facts[field] = reading.value
        elif reading.month_day is not None:
            self._yearless[field] = heading, cell, reading  # when the row's other dates are known
        elif reading.problem is not None:
            self._no_date(field, heading, cell, reading.problem)

    def _no_date(self, field: str, heading: str, cell: Cell, problem: Message) -> None:
        self.note(heading, cell)
        self.warnings.append(Message("{heading}：{detail}", heading=heading, detail=problem))
        if field in ARRIVAL:
            self._dates.append(problem)

    def _complete_dates(self) -> None:
        """Give the dates without a year one, those of arrival first, and say where it is from."""
        for field in sorted(self._yearless, key=_by_arrival):
            heading, cell, reading = self._yearless[field]
            assert reading.month_day is not None
            assert reading.problem is not None
            found = self._completed(field, *reading.month_day)
            if found is None:
                self._no_date(field, heading, cell, reading.problem)
                continue
            self.facts[field] = found.day
            if found.source is not None:
                self.warnings.append(
                    Message(
                        "{heading}“{text}”没有写年份，按{source}记为 {day}，请核对。",
                        heading=heading,
                        text=brief(cell),
                        source=found.source,
                        day=found.day.isoformat(),
                    )
                )

    def _completed(self, field: str, month: int, day: int) -> Completed | None:
        """A date of the row: by the date of arrival beside it, else as one of arrival."""
        arrived = [self.facts[name] for name in ARRIVAL if name in self.facts]
        if arrived and isinstance(arrived[0], date):
            found = beside(arrived[0], month, day, after=field not in BEFORE)
            if field not in ARRIVAL or found is not None:
                return found
        return self._years.arrival(self._at, month, day)

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
        self._complete_dates()
        settle_people(self._person, self.facts, self._notes, self.warnings, named=has_names)
        self._settle_texts()
        facts = self.facts
        if facts.get("channel") is Channel.VISIT and facts.get("joint_letter"):
            facts["joint_letter"] = False
        if "petition_class" not in facts and isinstance(facts.get("purpose"), Purpose):
            found = CLASS_OF_PURPOSE.get(facts["purpose"])  # type: ignore[call-overload]
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


def _by_arrival(field: str) -> int:
    return ARRIVAL.index(field) if field in ARRIVAL else len(ARRIVAL)


_TAKERS: dict[Kind, Callable[[RowFacts, str, str, Cell], None]] = {
    Kind.TEXT: RowFacts._text,
    Kind.DATE: RowFacts._date,
    Kind.FLAG: RowFacts._flag,
    Kind.COUNT: RowFacts._count,
    Kind.TERM: RowFacts._term,
    Kind.PERSON: RowFacts._part,
    Kind.SPECIAL: RowFacts._special,
}
