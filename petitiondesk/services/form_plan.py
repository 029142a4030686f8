"""What a kept workbook gets from a return: each cell's content, what cannot be written, and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from petitiondesk.domain.errors import InvalidInput
from petitiondesk.domain.form_filling import (
    Content,
    Extra,
    Filling,
    Mixed,
    as_text,
    list_end,
    list_name,
    room,
    suitable,
    written,
)
from petitiondesk.domain.forms import PLACEHOLDER, Form, FormSheet, Manner, Place, cell_of
from petitiondesk.domain.messages import Message
from petitiondesk.domain.returns.names import Catalogue, Value, plain
from petitiondesk.services.form_lists import COLUMNS, LISTS, Lists, column_of_list


@dataclass(frozen=True)
class Problem:
    """A cell that cannot be filled, and why."""

    sheet: str
    cell: str
    message: Message

    @property
    def sentence(self) -> Message:
        """With the place in front."""
        return Message("{sheet}!{cell}：{why}", sheet=self.sheet, cell=self.cell, why=self.message)


@dataclass(frozen=True)
class ListUse:
    """A list as a sheet has it: room for so many rows, and so many cases."""

    sheet: str
    name: str
    cell: str
    room: int
    cases: int

    @property
    def over(self) -> int:
        """Cases that go on a sheet of their own."""
        return max(0, self.cases - self.room)


@dataclass
class Plan:
    """Everything that is written into one workbook; `problems` must be none before it is."""

    cells: dict[str, dict[Place, Content]] = field(default_factory=dict)
    extras: list[Extra] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    lists: list[ListUse] = field(default_factory=list)

    @property
    def filling(self) -> Filling:
        """For the writer."""
        return Filling(self.cells, tuple(self.extras))


@dataclass(frozen=True)
class Asked:
    """A cell that asks for something; ``manner`` None leaves the choice to the cell's own look."""

    name: str
    manner: Manner | None = None


def asked(form: Form, sheet: FormSheet) -> dict[Place, Asked]:
    """The cells of a sheet that ask for one thing: those bound, and placeholders alone in their cell."""
    found = {
        place: Asked(match[1])
        for place, cell in sheet.cells.items()
        if not cell.formula
        and (match := PLACEHOLDER.fullmatch(cell.text.strip()))
        and not list_end(cell.text)
    }
    for binding in form.bindings:
        if binding.sheet == sheet.name:
            found[sheet.anchor(binding.place)] = Asked(binding.name, binding.manner)
    return found


class Planner:
    """Plans one workbook for one return."""

    def __init__(
        self, form: Form, sheets: Sequence[FormSheet], catalogue: Catalogue, lists: Lists
    ) -> None:
        self._form = form
        self._sheets = sheets
        self._catalogue = catalogue
        self._lists = lists
        self._plan = Plan()

    def plan(self) -> Plan:
        """The plan."""
        names = {sheet.name for sheet in self._sheets}
        for binding in self._form.bindings:
            if binding.sheet not in names:
                self._problem(binding.sheet, binding.place, Message("没有这张工作表。"))
        for sheet in self._sheets:
            self._plan.cells[sheet.name] = {}
            self._of_sheet(sheet)
        return self._plan

    def _of_sheet(self, sheet: FormSheet) -> None:
        rows: dict[tuple[str, int], dict[int, str]] = {}
        wanted = asked(self._form, sheet)
        for place, ask in sorted(wanted.items()):
            refusal = sheet.refusal(place)
            if refusal is not None:
                self._problem(sheet.name, place, refusal)
                continue
            of_list = list_name(ask.name)
            if of_list is None:
                self._single(sheet, place, ask)
                continue
            column = column_of_list(of_list[1])
            if of_list[0] in LISTS and column:
                rows.setdefault((of_list[0], place[0]), {})[place[1]] = column
            else:
                self._problem(sheet.name, place, _no_list(*of_list))
        self._in_words(sheet, wanted)
        for (name, row), columns in rows.items():
            self._rows(sheet, name, row, columns)

    def _single(self, sheet: FormSheet, place: Place, ask: Asked) -> None:
        try:
            value = self._catalogue.find(ask.name).value()
        except InvalidInput as error:
            self._problem(sheet.name, place, error.message)
            return
        manner = ask.manner or suitable(value, sheet, place)
        self._plan.cells[sheet.name][place] = written(value, manner)

    def _in_words(self, sheet: FormSheet, wanted: Mapping[Place, Asked]) -> None:
        """Placeholders among other words, and the marks of a list's last row."""
        for place, cell in sheet.cells.items():
            if place in wanted or cell.formula or not PLACEHOLDER.search(cell.text):
                continue
            if list_end(cell.text):
                self._plan.cells[sheet.name].setdefault(place, None)
                continue
            texts: dict[str, str] = {}
            for found in PLACEHOLDER.finditer(cell.text):
                try:
                    texts[plain(found[1])] = as_text(self._catalogue.find(found[1]).value())
                except InvalidInput as error:
                    why = _ALONE if list_name(found[1]) else error.message
                    self._problem(sheet.name, place, why)
            if len(texts) == len({plain(f[1]) for f in PLACEHOLDER.finditer(cell.text)}):
                self._plan.cells[sheet.name][place] = Mixed(texts)

    def _rows(self, sheet: FormSheet, name: str, first: int, columns: Mapping[int, str]) -> None:
        places, cells = tuple(columns), self._plan.cells[sheet.name]
        space, cases = room(sheet, first, places, name), self._lists.count(name)
        use = ListUse(sheet.name, name, cell_of(first, min(places)), space, cases)
        self._plan.lists.append(use)
        for column, what in columns.items():
            for place, value in self._down(
                sheet, first, column, self._lists.values(name, what)[:space]
            ):
                # The look of the first row tells how the column is written: a list has texts,
                # days and numbers, so that one manner for all would not do.
                manner = suitable(value, sheet, (first, column))
                cells[place] = written(value, manner)
            left_over = [
                place
                for place in sheet.cells
                if place[1] == column and first + min(cases, space) <= place[0] < first + space
            ]
            for place in left_over:
                if sheet.text(place) and not sheet.refusal(place):
                    cells[place] = None
        if use.over:
            values = [self._lists.values(name, column)[space:] for column in COLUMNS]
            # The form is Chinese whatever the language of the window, and so is the sheet's name.
            title = str(Message("{list}（续）", list=name))
            lines = tuple(
                tuple(written(value, Manner.TEXT if not isinstance(value, int) else Manner.NUMBER)
                      for value in line)
                for line in zip(*values, strict=True)
            )  # fmt: skip
            self._plan.extras.append(Extra(title, COLUMNS, lines))

    def _down(
        self, sheet: FormSheet, first: int, column: int, values: Sequence[Value]
    ) -> Iterator[tuple[Place, Value]]:
        for row, value in enumerate(values, first):
            refusal = sheet.refusal((row, column))
            if refusal is None:
                yield (row, column), value
            else:
                self._problem(sheet.name, (row, column), refusal)

    def _problem(self, sheet: str, place: Place, message: Message) -> None:
        self._plan.problems.append(Problem(sheet, cell_of(*place), message))


_ALONE = Message("名单的占位符要单独占一个单元格，旁边不能有别的字。")


def _no_list(name: str, column: str) -> Message:
    if name in LISTS:
        return Message(
            "名单“{list}”没有“{column}”这一栏。可用的栏目：{columns}。",
            list=name, column=column, columns=tuple(COLUMNS),
        )  # fmt: skip
    return Message("没有叫“{list}”的名单。可用的名单：{lists}。", list=name, lists=tuple(LISTS))
