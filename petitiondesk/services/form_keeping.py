"""Keeping the superior's workbooks (上级报表): taken in, changed, put in the place of an older one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from petitiondesk.domain import history
from petitiondesk.domain.errors import FileProblem, NotFound, refused
from petitiondesk.domain.form_headings import carried as carried_over
from petitiondesk.domain.forms import (
    Binding,
    Form,
    FormSheet,
)
from petitiondesk.domain.messages import Message
from petitiondesk.domain.record import Changes, encode
from petitiondesk.exchange.forms import FormWorkbook
from petitiondesk.exchange.office_crypto import decrypt, is_encrypted
from petitiondesk.exchange.reading import is_locked
from petitiondesk.services.cleaning import clean_text
from petitiondesk.services.context import Context


@dataclass(frozen=True)
class Renewal:
    """A newer workbook in the place of a kept one: the form with what is carried over; the rest ``lost``.

    Nothing is written until the form is saved.
    """

    form: Form
    carried: tuple[Binding, ...]
    lost: tuple[Binding, ...]


class FormKeeping:
    """The kept workbooks; every change is an event. `services.forms` fills them."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._registry = context.registry
        self._opened: tuple[str, FormWorkbook] | None = None

    # --- keeping --------------------------------------------------------------------------------

    def all(self) -> list[Form]:
        """Every kept workbook, by name."""
        with self._registry.reading():
            return self._registry.forms.all()

    def get(self, name: str) -> Form:
        """The workbook of a name.

        Raises:
            NotFound: there is none.
        """
        with self._registry.reading():
            form = self._registry.forms.get(name)
        if form is None:
            raise NotFound(Message("没有叫“{name}”的上级报表。请先在报表页添加。", name=name))
        return form

    def add(self, path: Path, name: str, password: str = "") -> Form:
        """Keep a workbook as it came, under a name of its own.

        Raises:
            InvalidInput: no name, or another workbook has it.
            FileProblem: it cannot be read, is no workbook that can be filled, or needs a password.
        """
        name = clean_text(name, one_line=True)
        if not name:
            raise refused("name", Message("请给这份表取个名字，比如“月报表”。"))
        form = self._read(path, name, password)
        with self._registry.transaction():
            if self._registry.forms.get(name) is not None:
                raise refused(
                    "name",
                    Message(
                        "已经有一份叫“{name}”的表了，没有改动它。请换个名字，或者用“换成新表”。",
                        name=name,
                    ),
                )
            self._write(None, form)
        return form

    def save(self, form: Form) -> Form:
        """Keep other bindings, or a newer workbook, under the form's name; the same is not written.

        Raises:
            NotFound: no form has that name.
        """
        with self._registry.transaction():
            before = self._registry.forms.get(form.name)
            if before is None:
                raise NotFound(Message("“{name}”已经不在了，没有保存。", name=form.name))
            if before != form:
                self._write(before, form)
        return form

    def remove(self, name: str) -> None:
        """Take a workbook off the list. The record keeps what it was bound to, and its content."""
        with self._registry.transaction():
            before = self._registry.forms.get(name)
            if before is not None:
                self._registry.forms.remove(name)
                self._note({name: [encode(before), None]})

    def renewed(self, form: Form, path: Path, password: str = "") -> Renewal:
        """The form on a newer workbook from the superior; its bindings go on where the headings are the same.

        Raises:
            FileProblem: as `add`.
        """
        new = self._read(path, form.name, password)
        kept, lost = carried_over(form.bindings, self.sheets(form), self.sheets(new))
        return Renewal(replace(new, bindings=kept), kept, lost)

    def sheets(self, form: Form) -> Sequence[FormSheet]:
        """The worksheets as they are shown for binding."""
        return self._workbook(form).sheets

    def suffix(self, form: Form) -> str:
        """What a filled copy's name must end in: ``.xlsx``, or ``.xlsm`` with macros."""
        return self._workbook(form).suffix

    def is_locked(self, path: Path) -> bool:
        """Whether a workbook asks for a password before it can be read.

        Raises:
            FileProblem: it cannot be read.
        """
        return is_locked(path)

    # --- parts --------------------------------------------------------------------------------------

    def _read(self, path: Path, name: str, password: str) -> Form:
        """A form of a file; its content is kept, which is harmless if the form is not."""
        data = _bytes(path)
        plain_data = decrypt(data, password)
        workbook = FormWorkbook(plain_data)
        assert workbook.sheets, "a workbook without sheets is refused"
        put = self._registry.attachments.put_bytes
        original = put(data) if is_encrypted(data) and password else ""
        return Form(name, path.name, put(plain_data), original=original)

    def _workbook(self, form: Form) -> FormWorkbook:
        opened = self._opened
        if opened is None or opened[0] != form.sha256:
            opened = (form.sha256, FormWorkbook(self._content(form.sha256)))
            self._opened = opened
        return opened[1]

    def _content(self, sha256: str) -> bytes:
        return b"".join(self._registry.attachments.chunks(sha256))

    def _write(self, before: Form | None, after: Form) -> None:
        self._registry.forms.save(after)
        self._note({after.name: [encode(before) if before else None, encode(after)]})

    def _note(self, changes: Changes) -> None:
        self._registry.events.append([self._context.event(history.FORM, None, changes)])


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileProblem(
            Message(
                "读不了“{name}”，没有采用。请检查它是否还在、是否被别的程序占用。",
                name=path.name,
            )
        ) from error
