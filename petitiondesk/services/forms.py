"""The superior's own workbook (上级报表): kept with its bindings, checked, filled every period."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from petitiondesk.domain import history
from petitiondesk.domain.errors import FileProblem, Finding, InvalidInput, Severity, refused
from petitiondesk.domain.form_filling import Remark
from petitiondesk.domain.forms import (
    PLACEHOLDER,
    Binding,
    Form,
    FormCell,
    FormSheet,
    Place,
    cell_of,
)
from petitiondesk.domain.messages import Message
from petitiondesk.domain.record import Changes
from petitiondesk.domain.returns.figures import Return
from petitiondesk.domain.returns.names import Catalogue, Facts, Value
from petitiondesk.domain.returns.period import mark_of
from petitiondesk.exchange.office_crypto import decrypt, encrypt
from petitiondesk.exchange.safe_file import replacing
from petitiondesk.services.context import Context
from petitiondesk.services.form_keeping import FormKeeping
from petitiondesk.services.form_lists import COLUMNS, LISTS, LISTS_GROUP, Lists
from petitiondesk.services.form_plan import ListUse, Plan, Planner, Problem
from petitiondesk.services.returns import ReturnService


@dataclass(frozen=True)
class Choice:
    """Something a cell can be bound to, with what it is in the return at hand; of a list its cases."""

    name: str
    group: str
    value: Value
    short: str = ""


@dataclass(frozen=True)
class FormCheck:
    """What is known of a workbook before it is filled: it is written only without ``problems``.

    ``cells`` is how many cells it would get.
    """

    problems: tuple[Problem, ...]
    remarks: tuple[Remark, ...]
    lists: tuple[ListUse, ...]
    cells: int


class FormService(FormKeeping):
    """Keeping, binding and filling the superior's workbooks; every change is an event."""

    def __init__(self, context: Context, returns: ReturnService) -> None:
        super().__init__(context)
        self._returns = returns

    # --- binding --------------------------------------------------------------------------------

    def choices(self, value: Return) -> list[Choice]:
        """Everything a cell can be bound to, with its value in a return; the lists last."""
        known = self._catalogue(value).indicators
        found = [Choice(i.name, i.group, i.value(), i.short) for i in known]
        lists = self._lists(value)
        for name in LISTS:
            count = lists.count(name)
            for column in COLUMNS:
                found.append(Choice(f"{name}:{column}", LISTS_GROUP, count))
        return found

    def bind(self, form: Form, sheet: FormSheet, place: Place, binding: Binding | None) -> Form:
        """The form with a cell bound, or with None to nothing. Nothing is written yet.

        Raises:
            InvalidInput: the cell holds a formula, or writing it would break the workbook.
        """
        place = sheet.anchor(place)
        refusal = sheet.refusal(place)
        if binding is None:
            return form.without(sheet.name, cell_of(*place))
        if refusal is not None:
            raise refused("cell", refusal)
        return form.with_binding(replace(binding, sheet=sheet.name, cell=cell_of(*place)))

    # --- filling --------------------------------------------------------------------------------

    def plan(self, form: Form, value: Return) -> Plan:
        """What each cell would get."""
        lists, catalogue = self._lists(value), self._catalogue(value)
        return Planner(form, self.sheets(form), catalogue, lists).plan()

    def check(self, form: Form, value: Return) -> FormCheck:
        """What cannot be filled, what is to be named before writing, and the room of the lists."""
        plan, found = self.plan(form, value), []
        for use in plan.lists:
            if use.over:
                message = Message(
                    "名单“{list}”在“{sheet}”里有 {room} 行，本期有 {n} 件："
                    "其余 {over} 件写在最后加的一张工作表里。",
                    list=use.name, sheet=use.sheet, room=use.room, n=use.cases, over=use.over,
                )  # fmt: skip
                found.append(Remark(message, grave=True))
        found += self._overwritten(form)
        found += self._workbook(form).remarks()
        if form.locked:
            found.append(
                Remark(
                    Message("这份表设了打开密码：填好的文件用同一个密码加密，写出时要再填一次。")
                )
            )
        cells = sum(len(cells) for cells in plan.cells.values())
        found.sort(key=lambda remark: not remark.grave)
        return FormCheck(tuple(plan.problems), tuple(found), tuple(plan.lists), cells)

    def fill(self, form: Form, value: Return, path: Path, password: str = "") -> int:
        """Write a filled copy, and return how many cells it got; an event.

        A workbook that came behind a password needs it again: the copy is encrypted with it.

        Raises:
            InvalidInput: a cell asks for what is unknown, or cannot be written.
            FileProblem: ``path`` is the workbook itself, has another ending, or cannot be written;
                the password is another one.
            StorageError: the disk did not take it; an older file is as it was.
        """
        self._check_target(form, path)
        if form.locked:
            decrypt(self._content(form.original), password)  # refuses another password
        plan = self.plan(form, value)
        if plan.problems:
            raise InvalidInput(
                [Finding(p.cell, Severity.REFUSE, p.sentence) for p in plan.problems]
            )
        copy = self._workbook(form).filled(plan.filling)
        if password:
            copy = encrypt(copy, password)
        count = sum(len(cells) for cells in plan.cells.values())
        changes: Changes = {
            "form": [None, form.name],
            "return": [None, mark_of(value.period, value.version)],
            "count": [None, count],
            "encrypted": [None, bool(password)],
        }
        with replacing(path) as file:
            file.write_bytes(copy)
            # The record is written before the file is in its place: no export goes unrecorded.
            with self._registry.transaction():
                self._registry.events.append([self._context.event(history.EXPORT, None, changes)])
        return count

    # --- parts --------------------------------------------------------------------------------------

    def _catalogue(self, value: Return) -> Catalogue:
        filled_on = value.made_on or self._context.today
        return Catalogue(value, Facts(self._registry.account, filled_on))

    def _lists(self, value: Return) -> Lists:
        return Lists(self._returns, value)

    def _overwritten(self, form: Form) -> list[Remark]:
        """Words that a bound cell has now and that will be gone."""
        found = []
        for sheet in self.sheets(form):
            for binding in form.bindings:
                if binding.sheet != sheet.name:
                    continue
                cell = sheet.cells.get(sheet.anchor(binding.place))
                if cell and _is_words(cell):
                    found.append(
                        Remark(
                            Message("{sheet}!{cell} 原来写着“{text}”，会换成填写的内容。",
                                    sheet=sheet.name, cell=binding.cell, text=cell.text.strip()[:30])
                        )
                    )  # fmt: skip
        return found

    def _check_target(self, form: Form, path: Path) -> None:
        if path.suffix.lower() != self.suffix(form):
            raise FileProblem(
                Message(
                    "文件名应以 {suffix} 结尾，没有写出。请改一下文件名。", suffix=self.suffix(form)
                )
            )
        try:
            digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        except OSError:
            digest = ""  # it cannot be read: whether it can be written is said when it is
        if digest in form.contents():
            raise FileProblem(
                Message("“{name}”是上级发来的原表，没有覆盖它。请换一个文件名。", name=path.name)
            )


def _is_words(cell: FormCell) -> bool:
    """Whether a cell says something that is no number and asks for nothing."""
    return bool(cell.text.strip()) and not cell.number and not PLACEHOLDER.search(cell.text)
